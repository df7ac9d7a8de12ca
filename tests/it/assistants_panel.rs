//! The import and export assistants in the window: by keyboard, within the screen at any size.
//!
//! With `STANDPOINT_PICTURES=folder` they are drawn there, to be looked at.

use super::board_panel::{Window, perform, press, session, window};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use standpoint::session::{Action, Command, Overlay};
use std::path::PathBuf;

fn picture(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") {
        window.render().unwrap().save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

/// Everything that is said stands within the window.
fn nothing_is_cut_off(window: &Window) {
    let screen = window.ctx.content_rect().expand(1.0);
    for role in [Role::Button, Role::ListItem, Role::CheckBox] {
        for node in window.query_all_by_role(role) {
            let rect = node.rect();
            let label = node.accesskit_node().label().unwrap_or_default();
            assert!(rect.left() >= screen.left() && rect.right() <= screen.right(), "“{label}” at {rect} is not within {screen}");
        }
    }
}

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let story =
        "The council of Ellery voted on Monday to close the harbour. Mayor Ana Souza said the old quay had become unsafe.";
    let at = story.find("Ana Souza").unwrap();
    let records = format!(
        "{{\"text\": \"{story}\", \"label\": [[{at}, {}, \"PERSON\"], [4, 21, \"ORG\"]], \"Comments\": []}}\n\
         {{\"text\": \"Le café Fröhlich soutient la mairie.\", \"label\": [[3, 16, \"ORG\"], [90, 99, \"ORG\"]]}}\n",
        at + 9
    );
    let table = format!("Headline,Paper,Words\nHarbour,The Gull,\"{story} And so on.\"\n");
    let paths = [("all.jsonl", records), ("press.csv", table)].map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    paths.to_vec()
}

#[test]
fn an_import_is_looked_at_and_taken_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    for (name, size) in [("import-small", [1024.0, 640.0]), ("import", [1440.0, 900.0])] {
        let mut window = window(size, name == "import");
        let before = session(&window).project().article_count();
        perform(&mut window, [Command::Open(files(folder.path()))]);
        assert_eq!(session(&window).overlay(), Some(Overlay::Import));
        window.run_steps(4);
        window.get_by_label_contains("3 new articles");
        window.get_by_label_contains("doccano JSONL");
        picture(&mut window, name);
        nothing_is_cut_off(&window);
        press(&mut window, Key::ArrowDown, Modifiers::NONE);
        press(&mut window, Key::Enter, Modifiers::NONE);
        assert_eq!((session(&window).overlay(), session(&window).project().article_count()), (None, before + 3));
    }
}

#[test]
fn an_export_is_chosen_by_keyboard_and_tried_there_and_back() {
    for (name, size) in [("export-small", [1024.0, 640.0]), ("export", [1440.0, 900.0])] {
        let mut window = window(size, name == "export");
        press(&mut window, Key::E, Modifiers::COMMAND);
        assert_eq!(session(&window).overlay(), Some(Overlay::Export));
        let first = session(&window).exporting().unwrap().choices().format;
        press(&mut window, Key::ArrowDown, Modifiers::NONE);
        assert_ne!(session(&window).exporting().unwrap().choices().format, first);
        window.get_by_label("Round trip").click();
        window.run_steps(4);
        window.get_by_label_contains("come back as they were");
        picture(&mut window, name);
        nothing_is_cut_off(&window);
        press(&mut window, Key::Escape, Modifiers::NONE);
        assert_eq!(session(&window).overlay(), None);
    }
}

#[test]
fn escape_takes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window([1280.0, 800.0], false);
    let before = session(&window).project().clone();
    perform(&mut window, [Command::ImportFiles(files(folder.path()))]);
    press(&mut window, Key::Escape, Modifiers::NONE);
    assert_eq!((session(&window).overlay(), session(&window).project()), (None, &before));
    perform(&mut window, [Action::Undo.into()]);
    assert!(session(&window).importing().is_none());
}
