//! What the stance card asks beyond the quick questions. Each field has a key: pressed again it goes on to the next value.

use super::{State, next, picker::picker, slot_line};
use crate::model::{Attitude, Basis, Intensity};
use crate::session::{Command, Session, Slot, StanceDraft};
use crate::ui::entities_panel::field;
use crate::ui::theme::Theme;
use crate::ui::widgets;

const ATTITUDES: [(Option<Attitude>, &str); 7] = [
    (None, "not coded"),
    (Some(Attitude::Sentiment), "sentiment"),
    (Some(Attitude::Arguing), "arguing"),
    (Some(Attitude::Agreement), "agreement"),
    (Some(Attitude::Intention), "intention"),
    (Some(Attitude::Speculation), "speculation"),
    (Some(Attitude::Other), "other"),
];
const INTENSITIES: [(Option<Intensity>, &str); 5] = [
    (None, "not coded"),
    (Some(Intensity::Low), "low"),
    (Some(Intensity::Medium), "medium"),
    (Some(Intensity::High), "high"),
    (Some(Intensity::Extreme), "extreme"),
];
const BASES: [(Basis, &str); 2] = [(Basis::Explicit, "said"), (Basis::Inferred, "inferred")];
const LISTS: [(Slot, &str, &str); 3] =
    [(Slot::Frame, "Frames", "R"), (Slot::Within, "Part of", "P"), (Slot::Answers, "Answers", "W")];

/// Does what a key asks of these fields; false where it asks nothing.
pub(super) fn key(key: &str, draft: &StanceDraft, commands: &mut Vec<Command>) -> bool {
    let stance = &draft.stance;
    let command = match key {
        "a" => Command::Attitude(next(&ATTITUDES.map(|(value, _)| value), stance.attitude)),
        "i" => Command::Intensity(next(&INTENSITIES.map(|(value, _)| value), stance.intensity)),
        "b" => Command::Basis(next(&BASES.map(|(value, _)| value), stance.basis)),
        key => match LISTS.iter().find(|(_, _, own)| own.eq_ignore_ascii_case(key)) {
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
    row(ui, theme, "A", "Attitude", &ATTITUDES, stance.attitude, |value| commands.push(Command::Attitude(value)));
    row(ui, theme, "I", "Intensity", &INTENSITIES, stance.intensity, |value| commands.push(Command::Intensity(value)));
    row(ui, theme, "B", "Basis", &BASES, stance.basis, |value| commands.push(Command::Basis(value)));
    for (slot, name, key) in LISTS {
        slot_line(ui, session, theme, draft, slot, name, key, commands);
        if draft.choosing == Some(slot) {
            picker(ui, session, theme, slot, state, commands);
        }
    }
    let channel = state.channel.get_or_insert_with(|| stance.attribution.channel.clone());
    if field(ui, theme, "Said where (on television, in a letter)", channel) {
        commands.push(Command::Channel(channel.clone()));
        state.channel = None;
    }
    let note = state.note.get_or_insert_with(|| stance.note.clone());
    if field(ui, theme, "Note", note) {
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
