//! The stance card: who is for or against what, in which words. Everything by keys; the mouse works too.
//!
//! `H` and `T` open the lists of holder and target, `+ - 0 * ?` and `Q` set the polarity, `D` goes through the directness,
//! `F` shows all fields, each with a key of its own; `Enter` keeps, `Escape` leaves.

mod full;
mod picker;

use super::theme::Theme;
use super::widgets;
use crate::model::{Directness, Polarity, StanceId};
use crate::say;
use crate::session::{Command, Session, Slot, StanceDraft};
use egui::{Event, Key, RichText};
use picker::picker;

/// What is typed into the pickers and fields.
#[derive(Default)]
pub struct State {
    /// The stance whose fields these are.
    of: Option<StanceId>,
    search: String,
    at: usize,
    slot: Option<Slot>,
    note: Option<String>,
    channel: Option<String>,
}

/// Polarities with their keys, in the order shown.
const POLARITIES: [(Polarity, &str); 6] = [
    (Polarity::Favor, "+"),
    (Polarity::Against, "-"),
    (Polarity::Neutral, "0"),
    (Polarity::Mixed, "*"),
    (Polarity::Unclear, "?"),
    (Polarity::None, "q"),
];

/// Name of a directness.
pub fn directness_name(directness: Directness) -> &'static str {
    match directness {
        Directness::Direct => say!("direct"),
        Directness::Mixed => say!("partly-quoted"),
        Directness::Indirect => say!("indirect"),
        Directness::Narrated => say!("narrated"),
        Directness::None => say!("no-speech"),
    }
}

/// The value after this one, the first after the last.
fn next<T: Copy + PartialEq>(values: &[T], now: T) -> T {
    let at = values.iter().position(|value| *value == now).map_or(0, |at| (at + 1) % values.len());
    values[at]
}

const DIRECTNESSES: [Directness; 5] =
    [Directness::Direct, Directness::Mixed, Directness::Indirect, Directness::Narrated, Directness::None];

/// Draws the card and hears its keys.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let Some(draft) = session.draft() else { return };
    if state.of != Some(draft.stance.id) {
        *state = State { of: Some(draft.stance.id), ..State::default() };
    }
    if state.slot != draft.choosing {
        state.slot = draft.choosing;
        state.search.clear();
        state.at = 0;
    }
    let typing = ui.ctx().text_edit_focused();
    ui.set_width(if session.settings().full_card { 660.0 } else { 560.0 });
    ui.horizontal(|ui| {
        ui.label(RichText::new(if draft.exists { say!("stance-title") } else { say!("new-stance") }).strong().size(16.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let full = session.settings().full_card;
            if ui.selectable_label(full, say!("full")).on_hover_text("F").clicked() {
                commands.push(Command::FullCard(true));
            }
            if ui.selectable_label(!full, say!("quick")).on_hover_text("F").clicked() {
                commands.push(Command::FullCard(false));
            }
        });
    });
    ui.add_space(4.0);
    if let (Some(article), Some(evidence)) = (session.article(), &draft.stance.evidence) {
        let quote = evidence.quote(article.text()).replace('\n', " ");
        let short: String = quote.chars().take(220).collect();
        let short = if short.len() < quote.len() { format!("{short}…") } else { short };
        ui.label(RichText::new(format!("“{short}”")).italics().color(theme.ink_soft));
    }
    ui.add_space(8.0);
    for (slot, name, key) in [(Slot::Holder, say!("holder-slot"), "H"), (Slot::Target, say!("target-slot"), "T")] {
        slot_line(ui, session, theme, draft, slot, name, key, commands);
        if draft.choosing == Some(slot) {
            picker(ui, session, theme, slot, state, commands);
        }
        if slot == Slot::Holder {
            polarities(ui, theme, draft, commands);
        }
    }
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        widgets::form_name(ui, theme, "D", say!("words"));
        for directness in DIRECTNESSES {
            let chosen = draft.stance.attribution.directness == directness;
            if ui.selectable_label(chosen, directness_name(directness)).clicked() {
                commands.push(Command::Directness(directness));
            }
        }
    });
    if session.settings().full_card {
        full::ui(ui, session, theme, draft, state, commands);
    }
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let keep = egui::Button::new(RichText::new(say!("keep")).color(theme.paper)).fill(theme.accent);
        if ui.add(keep).on_hover_text("Enter").clicked() {
            commands.push(Command::KeepStance);
        }
        if ui.button(say!("leave")).on_hover_text("Escape").clicked() {
            commands.push(Command::CloseOverlay);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            widgets::soft(ui, theme, say!("keeps"));
            widgets::key_cap(ui, theme, "Enter");
        });
    });
    if !typing && draft.choosing.is_none() {
        keys(ui, session, draft, commands);
    }
}

fn keys(ui: &egui::Ui, session: &Session, draft: &StanceDraft, commands: &mut Vec<Command>) {
    let texts: Vec<String> = ui.input(|input| {
        input
            .events
            .iter()
            .filter_map(|event| if let Event::Text(text) = event { Some(text.to_lowercase()) } else { None })
            .collect()
    });
    for text in &texts {
        if let Some((polarity, _)) = POLARITIES.iter().find(|(_, key)| key == text) {
            commands.push(Command::Polarity(*polarity));
        }
        match text.as_str() {
            "−" | "–" => commands.push(Command::Polarity(Polarity::Against)),
            "h" => commands.push(Command::Choose(Some(Slot::Holder))),
            "t" => commands.push(Command::Choose(Some(Slot::Target))),
            "f" => commands.push(Command::FullCard(!session.settings().full_card)),
            _ if session.settings().full_card && full::key(text, draft, commands) => {}
            "d" => commands.push(Command::Directness(next(&DIRECTNESSES, draft.stance.attribution.directness))),
            _ => {}
        }
    }
    let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    if enter {
        commands.push(Command::KeepStance);
    } else if escape {
        commands.push(Command::CloseOverlay);
    }
}

#[expect(clippy::too_many_arguments, reason = "a line of the card names what it shows")]
fn slot_line(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    draft: &StanceDraft,
    slot: Slot,
    name: &str,
    key: &str,
    commands: &mut Vec<Command>,
) {
    let filled = match session.article() {
        Some(article) => {
            draft.filled(slot, session.project(), article.text(), |id| session.stance_name(article, id)).replace('\n', " ")
        }
        None => String::new(),
    };
    ui.horizontal(|ui| {
        widgets::form_name(ui, theme, key, name);
        let nothing = match slot {
            Slot::Holder => say!("nobody-yet"),
            Slot::Target => say!("nothing-yet"),
            Slot::Frame => say!("none"),
            Slot::Within => say!("stands-by-itself"),
            Slot::Answers => say!("none"),
        };
        let text = if filled.is_empty() { nothing } else { &filled };
        let text: String =
            if text.chars().count() > 52 { text.chars().take(51).chain(['…']).collect() } else { text.to_owned() };
        let button = ui.add(egui::Button::new(RichText::new(&text).strong()).min_size(egui::vec2(240.0, 26.0)));
        let accessible = format!("{name}: {text}");
        button.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &accessible));
        if button.clicked() {
            commands.push(Command::Choose(if draft.choosing == Some(slot) { None } else { Some(slot) }));
        }
    });
}

fn polarities(ui: &mut egui::Ui, theme: &Theme, draft: &StanceDraft, commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        widgets::form_name(ui, theme, "", "");
        for (polarity, key) in POLARITIES {
            let style = theme.polarity(polarity);
            let chosen = draft.stance.polarity == polarity;
            let colour = if chosen { theme.paper } else { style.colour };
            let text = RichText::new(say!("key-and-word", key = key, word = style.word)).color(colour);
            let mut button = egui::Button::new(text).stroke(egui::Stroke::new(1.0, style.colour));
            button = if chosen { button.fill(style.colour) } else { button.fill(theme.raised) };
            let response = ui.add(button);
            response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, chosen, style.word));
            if response.clicked() {
                commands.push(Command::Polarity(polarity));
            }
        }
    });
    ui.add_space(4.0);
}
