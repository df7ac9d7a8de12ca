//! The first screen: what to open, what was open, and the four keys that do most of the work.

use super::theme::Theme;
use super::widgets;
use crate::say;
use crate::session::{Action, Command, Session};
use egui::RichText;

/// Draws the screen.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let height = ui.available_height();
    ui.vertical_centered(|ui| {
        ui.add_space((height * 0.14).max(20.0));
        ui.set_max_width(544.0);
        ui.label(RichText::new("Standpoint").size(34.0).color(theme.ink));
        ui.label(RichText::new(say!("who-is-for-or-against-what-in")).size(15.0).color(theme.ink_soft));
        ui.add_space(26.0);
        for (action, name, hint) in [
            (Action::OpenFiles, say!("open-articles-or-a-project"), say!("texts-saved-pages-word-pdf-press-exports")),
            (Action::OpenFolder, say!("open-a-folder"), say!("every-article-in-it")),
            (Action::PasteArticle, say!("paste-an-article"), say!("from-the-clipboard")),
            (Action::OpenSample, say!("try-the-sample-project"), say!("invented-articles-already-marked")),
        ] {
            ui.push_id(action.id(), |ui| {
                let response = widgets::line(ui, theme, false, name, |ui| {
                    ui.label(RichText::new(name).size(15.0).color(theme.accent));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        widgets::key_cap(ui, theme, &session.settings().key_text(action));
                        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                            widgets::cut(ui, RichText::new(hint).color(theme.ink_soft).size(12.5));
                        });
                    });
                });
                if response.clicked() {
                    commands.push(action.into());
                }
            });
        }
        if !session.settings().recent.is_empty() {
            ui.add_space(18.0);
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                widgets::heading(ui, theme, say!("recent"));
                for path in session.settings().recent.iter().take(6) {
                    ui.push_id(path, |ui| {
                        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                        let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
                        let response = widgets::line(ui, theme, false, &name, |ui| {
                            ui.label(name.trim_end_matches(".standpoint.json"));
                            widgets::cut(ui, RichText::new(folder).color(theme.ink_soft).size(12.5));
                        });
                        if response.clicked() {
                            commands.push(Command::Open(vec![path.clone()]));
                        }
                    });
                }
            });
        }
        ui.add_space(26.0);
        ui.horizontal(|ui| {
            ui.add_space(56.0);
            for (action, what) in [
                (Action::NextSuggestion, say!("next-suggestion")),
                (Action::Accept, say!("accept-hint")),
                (Action::Reject, say!("reject-hint")),
                (Action::StanceCard, say!("stance")),
                (Action::KeyTable, say!("all-keys")),
            ] {
                widgets::key_cap(ui, theme, &session.settings().key_text(action));
                widgets::soft(ui, theme, what);
                ui.add_space(6.0);
            }
        });
        ui.add_space(8.0);
        widgets::soft(ui, theme, say!("or-drop-files-and-folders-anywhere-in"));
    });
}
