//! What the stance card asks beyond the quick questions. Each field has a key: pressed again it goes on to the next value.

use super::{State, next, picker::picker, slot_line};
use crate::model::{Attitude, Basis, Intensity};
use crate::say;
use crate::session::{Command, Session, Slot, StanceDraft};
use crate::ui::entities_panel::field;
use crate::ui::theme::Theme;
use crate::ui::widgets;

fn attitudes() -> [(Option<Attitude>, &'static str); 7] {
    [
        (None, say!("not-coded")),
        (Some(Attitude::Sentiment), say!("sentiment")),
        (Some(Attitude::Arguing), say!("arguing")),
        (Some(Attitude::Agreement), say!("agreement-attitude")),
        (Some(Attitude::Intention), say!("intention")),
        (Some(Attitude::Speculation), say!("speculation")),
        (Some(Attitude::Other), say!("other")),
    ]
}
fn intensities() -> [(Option<Intensity>, &'static str); 5] {
    [
        (None, say!("not-coded")),
        (Some(Intensity::Low), say!("low")),
        (Some(Intensity::Medium), say!("medium")),
        (Some(Intensity::High), say!("high")),
        (Some(Intensity::Extreme), say!("extreme")),
    ]
}
fn bases() -> [(Basis, &'static str); 2] {
    [(Basis::Explicit, say!("said")), (Basis::Inferred, say!("inferred"))]
}
fn lists() -> [(Slot, &'static str, &'static str); 3] {
    [(Slot::Frame, say!("frames"), "R"), (Slot::Within, say!("part-of"), "P"), (Slot::Answers, say!("answers"), "W")]
}

/// Does what a key asks of these fields; false where it asks nothing.
pub(super) fn key(key: &str, draft: &StanceDraft, commands: &mut Vec<Command>) -> bool {
    let stance = &draft.stance;
    let command = match key {
        "a" => Command::Attitude(next(&attitudes().map(|(value, _)| value), stance.attitude)),
        "i" => Command::Intensity(next(&intensities().map(|(value, _)| value), stance.intensity)),
        "b" => Command::Basis(next(&bases().map(|(value, _)| value), stance.basis)),
        key => match lists().iter().find(|(_, _, own)| own.eq_ignore_ascii_case(key)) {
            Some((slot, ..)) => Command::Choose(Some(*slot)),
            None => return false,
        },
    };
    commands.push(command);
    true
}

/// Draws the fields.
pub(super) fn ui(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    draft: &StanceDraft,
    state: &mut State,
    commands: &mut Vec<Command>,
) {
    ui.separator();
    let stance = &draft.stance;
    row(ui, theme, "A", say!("attitude"), &attitudes(), stance.attitude, |value| commands.push(Command::Attitude(value)));
    row(ui, theme, "I", say!("intensity"), &intensities(), stance.intensity, |value| commands.push(Command::Intensity(value)));
    row(ui, theme, "B", say!("basis"), &bases(), stance.basis, |value| commands.push(Command::Basis(value)));
    for (slot, name, key) in lists() {
        slot_line(ui, session, theme, draft, slot, name, key, commands);
        if draft.choosing == Some(slot) {
            picker(ui, session, theme, slot, state, commands);
        }
    }
    let channel = state.channel.get_or_insert_with(|| stance.attribution.channel.clone());
    if field(ui, theme, say!("said-where-on-television-in-a-letter"), channel) {
        commands.push(Command::Channel(channel.clone()));
        state.channel = None;
    }
    let note = state.note.get_or_insert_with(|| stance.note.clone());
    if field(ui, theme, say!("note-field"), note) {
        commands.push(Command::DraftNote(note.clone()));
        state.note = None;
    }
}

fn row<T: Copy + PartialEq>(
    ui: &mut egui::Ui,
    theme: &Theme,
    key: &str,
    name: &str,
    values: &[(T, &str)],
    current: T,
    mut choose: impl FnMut(T),
) {
    ui.horizontal(|ui| {
        widgets::form_name(ui, theme, key, name);
        for (value, word) in values {
            if ui.selectable_label(*value == current, *word).clicked() {
                choose(*value);
            }
        }
    });
}
