//! The lists of the stance card: type to narrow, arrows and Enter to choose.

use super::State;
use crate::say;
use crate::session::parties::Choice;
use crate::session::{Command, Session, Slot};
use crate::ui::theme::Theme;
use crate::ui::widgets;
use egui::{Key, RichText};

/// Draws the list of a slot with its search and hears its keys.
pub(super) fn picker(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    slot: Slot,
    state: &mut State,
    commands: &mut Vec<Command>,
) {
    let Some(draft) = session.draft() else { return };
    let choices = session.choices(slot, &state.search);
    let (up, down, enter, escape) = ui.input_mut(|input| {
        let none = egui::Modifiers::NONE;
        (
            input.consume_key(none, Key::ArrowUp),
            input.consume_key(none, Key::ArrowDown),
            input.consume_key(none, Key::Enter),
            input.consume_key(none, Key::Escape),
        )
    });
    let last = choices.len().saturating_sub(1);
    state.at = state.at.min(last);
    if down {
        state.at = (state.at + 1).min(last);
    }
    if up {
        state.at = state.at.saturating_sub(1);
    }
    egui::Frame::new().fill(theme.panel).corner_radius(6).inner_margin(8).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let hint = match slot {
            Slot::Holder => say!("who-type-a-name"),
            Slot::Target => say!("what-type-a-name-or-an-issue"),
            Slot::Frame => say!("in-which-light-type-a-frame-escape"),
            Slot::Within => say!("part-of-which-stance"),
            Slot::Answers => say!("which-stances-does-it-answer-escape-when"),
        };
        let response = ui.add(egui::TextEdit::singleline(&mut state.search).hint_text(hint).desired_width(f32::INFINITY));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, hint));
        if !response.has_focus() {
            response.request_focus();
        }
        if response.changed() {
            state.at = 0;
        }
        egui::ScrollArea::vertical().max_height(190.0).auto_shrink([false, true]).id_salt("choices").show(ui, |ui| {
            for (at, choice) in choices.iter().enumerate() {
                ui.push_id((at, &choice.name), |ui| {
                    let held = draft.holds(slot, &choice.party);
                    let response = widgets::line(ui, theme, at == state.at, &choice.name, |ui| {
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            widgets::soft(ui, theme, if held { say!("chosen-choice") } else { &choice.kind });
                            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                                let name = RichText::new(&choice.name);
                                widgets::cut(ui, if held { name.strong() } else { name });
                            });
                        });
                    });
                    if at == state.at && (up || down) {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        commands.push(fill(slot, choice));
                    }
                });
            }
        });
    });
    if enter && let Some(choice) = choices.get(state.at) {
        commands.push(fill(slot, choice));
    } else if escape || enter {
        commands.push(Command::Choose(None));
    }
}

fn fill(slot: Slot, choice: &Choice) -> Command {
    Command::Fill { slot, party: choice.party.clone(), mention: choice.mention.clone() }
}
