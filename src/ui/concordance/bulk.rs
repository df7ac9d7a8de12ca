//! What to do with the chosen lines: first a count, then one step.

use super::State;
use crate::analysis::query::Line;
use crate::model::{Made, Polarity, Status};
use crate::say;
use crate::session::bulk::{Bulk, polarity_word, status_word};
use crate::session::{Command, Session};
use crate::ui::asking::{self, Said};
use crate::ui::theme::Theme;
use crate::ui::widgets;
use egui::Ui;

pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    match asking::ui(ui, session, theme, &mut state.asked, commands) {
        Said::NotAsked => {}
        Said::Nothing => return,
        Said::Yes | Said::No => {
            state.list_focus = true;
            return;
        }
    }
    let Some(lines) = chosen(state) else { return };
    let mut bulk = None;
    ui.horizontal(|ui| {
        let many =
            if state.chosen.is_empty() { say!("the-line-in-hand").to_owned() } else { say!("n-lines", n = lines.len() as i64) };
        widgets::soft(ui, theme, many);
        ui.add_space(6.0);
        menus(ui, session, state, &lines, &mut bulk);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (key, what) in [
                ("Enter", say!("open-hint")),
                ("A", say!("all-or-none")),
                ("Space", say!("choose-hint")),
                ("Shift+Down", say!("choose-on")),
            ] {
                widgets::soft(ui, theme, what);
                widgets::key_cap(ui, theme, key);
            }
        });
    });
    if let Some(bulk) = bulk {
        commands.push(Command::AskBulk { lines, bulk });
    }
}

/// The chosen lines, or the one in hand.
fn chosen(state: &State) -> Option<Vec<Line>> {
    let found = state.found.as_ref()?.result.as_ref().ok()?;
    if state.chosen.is_empty() {
        return found.lines.get(state.at).map(|line| vec![line.clone()]);
    }
    Some(state.chosen.iter().filter_map(|at| found.lines.get(*at)).cloned().collect())
}

fn menus(ui: &mut Ui, session: &Session, state: &mut State, lines: &[Line], bulk: &mut Option<Bulk>) {
    let has = |wanted: fn(&Option<Made>) -> bool| lines.iter().any(|line| wanted(&line.made));
    let plain = lines.iter().any(|line| line.made.is_none() && line.spans.is_some());
    let (mentions, stances) =
        (has(|made| matches!(made, Some(Made::Mention(_)))), has(|made| matches!(made, Some(Made::Stance(_)))));
    let scheme = &session.project().scheme;
    let mut labels = |ui: &mut Ui, make: fn(crate::model::LabelId) -> Bulk| {
        for label in scheme.labels.iter().filter(|label| !label.hidden) {
            let button = egui::Button::new(&label.name).shortcut_text(label.key.map(String::from).unwrap_or_default());
            if ui.add(button).clicked() {
                *bulk = Some(make(label.id));
            }
        }
    };
    if plain {
        ui.menu_button(say!("tag-as-menu"), |ui| labels(ui, Bulk::Tag));
    }
    if mentions {
        ui.menu_button(say!("relabel-as-menu"), |ui| labels(ui, Bulk::Relabel));
    }
    if mentions {
        ui.menu_button(say!("refers-to-field"), |ui| {
            ui.set_min_width(240.0);
            let field = egui::TextEdit::singleline(&mut state.link).hint_text(say!("name-of-an-entity")).desired_width(220.0);
            ui.add(field)
                .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("name-of-an-entity")));
            let mut all: Vec<_> = session.project().entities().cloned().collect();
            all.sort_by_key(|entity| std::cmp::Reverse(session.tally().of_entity(entity.id)));
            for entity in crate::session::parties::fuzzy(&state.link, all, |entity| &entity.name).iter().take(10) {
                let text = say!("entity-with-mentions", entity = entity.name, n = session.tally().of_entity(entity.id));
                if ui.button(text).clicked() {
                    *bulk = Some(Bulk::Link(Some(entity.id)));
                }
            }
            if ui.button(say!("nothing-unlink-them")).clicked() {
                *bulk = Some(Bulk::Link(None));
            }
        });
    }
    if stances {
        ui.menu_button(say!("polarity-menu"), |ui| {
            for polarity in
                [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None]
            {
                if ui.button(polarity_word(polarity)).clicked() {
                    *bulk = Some(Bulk::Polarity(polarity));
                }
            }
        });
    }
    if mentions || stances {
        ui.menu_button(say!("flag"), |ui| {
            let field = egui::TextEdit::singleline(&mut state.flag).hint_text("re-decide").desired_width(140.0);
            ui.add(field).widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("flag")));
            let flag = if state.flag.trim().is_empty() { "re-decide".to_owned() } else { state.flag.trim().to_owned() };
            if ui.button(say!("set", flag = flag)).clicked() {
                *bulk = Some(Bulk::AddFlag(flag.clone()));
            }
            if ui.button(say!("take-off", flag = flag)).clicked() {
                *bulk = Some(Bulk::RemoveFlag(flag));
            }
        });
        if ui.button(say!("delete-button")).clicked() {
            *bulk = Some(Bulk::Delete);
        }
    }
    ui.menu_button(say!("articles-are"), |ui| {
        for status in [Status::New, Status::InProgress, Status::Done] {
            if ui.button(status_word(status)).clicked() {
                *bulk = Some(Bulk::Status(status));
            }
        }
    });
}
