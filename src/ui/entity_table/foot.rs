//! What to do with the chosen entities, and which keys do it.

use super::{Line, State};
use crate::model::{Gender, Naming};
use crate::say;
use crate::session::{Command, EntityChange, EntityCode, Session};
use crate::ui::theme::Theme;
use crate::ui::widgets;
use egui::Ui;

pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, lines: &[Line], commands: &mut Vec<Command>) {
    let entities = state.targets(lines);
    if entities.is_empty() {
        widgets::soft(ui, theme, say!("choose-entities-to-code-merge-or-delete"));
        return;
    }
    let mut code = None;
    ui.horizontal(|ui| {
        let whom = match lines.get(state.at) {
            Some(line) if state.chosen.is_empty() => line.entity.name.clone(),
            _ => say!("entities-chosen", n = state.chosen.len()),
        };
        ui.scope(|ui| {
            ui.set_max_width(190.0);
            widgets::cut(ui, egui::RichText::new(whom).size(12.5).color(theme.ink_soft));
        });
        ui.add_space(6.0);
        codes(ui, session, state, &mut code);
        if state.chosen.len() > 1 {
            ui.menu_button(say!("merge-chosen-into"), |ui| {
                let chosen = lines.iter().filter(|line| state.chosen.contains(&line.entity.id));
                for line in chosen.take(20) {
                    if ui.button(say!("entity-with-mentions", entity = line.entity.name, n = line.mentions)).clicked() {
                        let into = line.entity.id;
                        let from = entities.iter().copied().filter(|id| *id != into).collect();
                        commands.push(Command::AskEntities(EntityChange::Merge { from, into }));
                    }
                }
            });
        }
        if ui.button(say!("delete-button")).clicked() {
            commands.push(Command::AskEntities(EntityChange::Delete(entities.clone())));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let mut hints =
                vec![("1–9", say!("kind")), ("N", say!("named-value")), ("G", say!("gender")), ("Space", say!("choose-hint"))];
            if state.chosen.len() > 1 {
                hints.push(("M", say!("merge")));
            }
            for (key, what) in hints.into_iter().rev() {
                if ui.available_width() > widgets::hint_width(ui, key, what) {
                    widgets::soft(ui, theme, what);
                    widgets::key_cap(ui, theme, key);
                }
            }
        });
    });
    if let Some(code) = code {
        commands.push(Command::CodeEntities { entities, code });
    }
}

fn codes(ui: &mut Ui, session: &Session, state: &mut State, code: &mut Option<EntityCode>) {
    let scheme = &session.project().scheme;
    ui.menu_button(say!("kind-of-source-field"), |ui| {
        for (at, category) in scheme.source_categories.iter().enumerate() {
            let key = if at < 9 { (at + 1).to_string() } else { String::new() };
            if ui.add(egui::Button::new(category).shortcut_text(key)).clicked() {
                *code = Some(EntityCode::Category(category.clone()));
            }
        }
        if ui.add(egui::Button::new(say!("not-coded")).shortcut_text("0")).clicked() {
            *code = Some(EntityCode::Category(String::new()));
        }
    });
    ui.menu_button(say!("named"), |ui| {
        for naming in [Naming::Named, Naming::Anonymous, Naming::Uncoded] {
            if ui.button(crate::words::translated(crate::analysis::coverage::naming_word(naming))).clicked() {
                *code = Some(EntityCode::Naming(naming));
            }
        }
    });
    ui.menu_button(say!("gender-field"), |ui| {
        for gender in [Gender::Female, Gender::Male, Gender::Other, Gender::Uncoded] {
            if ui.button(crate::words::translated(crate::analysis::coverage::gender_word(gender))).clicked() {
                *code = Some(EntityCode::Gender(gender));
            }
        }
    });
    ui.menu_button(say!("label"), |ui| {
        for label in scheme.labels.iter().filter(|label| !label.hidden) {
            if ui.button(&label.name).clicked() {
                *code = Some(EntityCode::Label(Some(label.id)));
            }
        }
        if ui.button(say!("none")).clicked() {
            *code = Some(EntityCode::Label(None));
        }
    });
    ui.menu_button(say!("more"), |ui| {
        ui.set_min_width(230.0);
        let field = egui::TextEdit::singleline(&mut state.typed).hint_text(say!("words-for-all-of-them")).desired_width(220.0);
        ui.add(field)
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("words-for-all-of-them")));
        let words = state.typed.trim().to_owned();
        type Make = fn(String) -> EntityCode;
        let fields: [(&str, Make); 3] = [
            (say!("affiliation-field"), EntityCode::Affiliation),
            (say!("office-or-profession"), EntityCode::Role),
            (say!("status-field"), EntityCode::Status),
        ];
        for (name, make) in fields {
            let text = if words.is_empty() { say!("no", to_lowercase = name.to_lowercase()) } else { format!("{name}: {words}") };
            if ui.button(text).clicked() {
                *code = Some(make(words.clone()));
            }
        }
    });
}
