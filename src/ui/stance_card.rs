//! The stance card: who is for or against what, in which words. Everything by keys; the mouse works too.
//!
//! `H` and `T` open the lists of holder and target, `+ - 0 * ?` and `Q` set the polarity, `D` goes through the directness,
//! `F` shows all fields, `Enter` keeps, `Escape` leaves.

use super::entities_panel::field;
use super::theme::Theme;
use super::widgets;
use crate::model::{Attitude, Basis, Directness, Intensity, Polarity};
use crate::session::parties::Choice;
use crate::session::{Command, Session, Slot, StanceDraft};
use egui::{Event, Key, RichText};

/// What is typed into the pickers and fields.
#[derive(Default)]
pub struct State {
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
        Directness::Direct => "direct",
        Directness::Mixed => "partly quoted",
        Directness::Indirect => "indirect",
        Directness::Narrated => "narrated",
        Directness::None => "no speech",
    }
}

const DIRECTNESSES: [Directness; 5] =
    [Directness::Direct, Directness::Mixed, Directness::Indirect, Directness::Narrated, Directness::None];

/// Draws the card and hears its keys.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let Some(draft) = session.draft() else { return };
    if state.slot != draft.choosing {
        state.slot = draft.choosing;
        state.search.clear();
        state.at = 0;
    }
    let typing = ui.ctx().text_edit_focused();
    ui.set_width(500.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(if draft.exists { "Stance" } else { "New stance" }).strong().size(16.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let full = session.settings().full_card;
            if ui.selectable_label(full, "Full").on_hover_text("F").clicked() {
                commands.push(Command::FullCard(true));
            }
            if ui.selectable_label(!full, "Quick").on_hover_text("F").clicked() {
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
    for (slot, name, key) in [(Slot::Holder, "Holder", "H"), (Slot::Target, "Target", "T")] {
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
        widgets::key_cap(ui, theme, "D");
        widgets::soft(ui, theme, "Words");
        for directness in DIRECTNESSES {
            let chosen = draft.stance.attribution.directness == directness;
            if ui.selectable_label(chosen, directness_name(directness)).clicked() {
                commands.push(Command::Directness(directness));
            }
        }
    });
    if session.settings().full_card {
        full(ui, theme, draft, state, commands);
    }
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let keep = egui::Button::new(RichText::new("Keep").color(theme.paper)).fill(theme.accent);
        if ui.add(keep).on_hover_text("Enter").clicked() {
            commands.push(Command::KeepStance);
        }
        if ui.button("Leave").on_hover_text("Escape").clicked() {
            commands.push(Command::CloseOverlay);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            widgets::soft(ui, theme, "keeps");
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
            "d" => {
                let at = DIRECTNESSES.iter().position(|other| *other == draft.stance.attribution.directness).unwrap_or(0);
                commands.push(Command::Directness(DIRECTNESSES[(at + 1) % DIRECTNESSES.len()]));
            }
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
    let party = draft.slot(slot).0.name(session.project());
    ui.horizontal(|ui| {
        widgets::key_cap(ui, theme, key);
        ui.add_sized([56.0, 20.0], egui::Label::new(RichText::new(name).color(theme.ink_soft)));
        let text = if party.is_empty() { "nobody yet".to_owned() } else { party };
        let text = if slot == Slot::Target && text == "nobody yet" { "nothing yet".to_owned() } else { text };
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
        ui.add_space(26.0);
        for (polarity, key) in POLARITIES {
            let style = theme.polarity(polarity);
            let chosen = draft.stance.polarity == polarity;
            let colour = if chosen { theme.paper } else { style.colour };
            let text = RichText::new(format!("{key}  {}", style.word)).color(colour);
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

fn picker(ui: &mut egui::Ui, session: &Session, theme: &Theme, slot: Slot, state: &mut State, commands: &mut Vec<Command>) {
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
        let hint = if slot == Slot::Holder { "Who? Type a name" } else { "What? Type a name or an issue" };
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
                    let response = widgets::line(ui, theme, at == state.at, &choice.name, |ui| {
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            widgets::soft(ui, theme, &choice.kind);
                            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                                widgets::cut(ui, RichText::new(&choice.name));
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

fn full(ui: &mut egui::Ui, theme: &Theme, draft: &StanceDraft, state: &mut State, commands: &mut Vec<Command>) {
    ui.separator();
    let attitudes = [
        (None, "not coded"),
        (Some(Attitude::Sentiment), "sentiment"),
        (Some(Attitude::Arguing), "arguing"),
        (Some(Attitude::Agreement), "agreement"),
        (Some(Attitude::Intention), "intention"),
        (Some(Attitude::Speculation), "speculation"),
        (Some(Attitude::Other), "other"),
    ];
    row(ui, theme, "Attitude", &attitudes, draft.stance.attitude, |value| commands.push(Command::Attitude(value)));
    let intensities = [
        (None, "not coded"),
        (Some(Intensity::Low), "low"),
        (Some(Intensity::Medium), "medium"),
        (Some(Intensity::High), "high"),
        (Some(Intensity::Extreme), "extreme"),
    ];
    row(ui, theme, "Intensity", &intensities, draft.stance.intensity, |value| commands.push(Command::Intensity(value)));
    let bases = [(Basis::Explicit, "said"), (Basis::Inferred, "inferred")];
    row(ui, theme, "Basis", &bases, draft.stance.basis, |value| commands.push(Command::Basis(value)));
    let channel = state.channel.get_or_insert_with(|| draft.stance.attribution.channel.clone());
    if field(ui, theme, "Said where (on television, in a letter)", channel) {
        commands.push(Command::Channel(channel.clone()));
        state.channel = None;
    }
    let note = state.note.get_or_insert_with(|| draft.stance.note.clone());
    if field(ui, theme, "Note", note) {
        commands.push(Command::DraftNote(note.clone()));
        state.note = None;
    }
}

fn row<T: Copy + PartialEq>(
    ui: &mut egui::Ui,
    theme: &Theme,
    name: &str,
    values: &[(T, &str)],
    current: T,
    mut choose: impl FnMut(T),
) {
    ui.horizontal(|ui| {
        ui.add_sized([70.0, 18.0], egui::Label::new(RichText::new(name).color(theme.ink_soft)));
        for (value, word) in values {
            if ui.selectable_label(*value == current, *word).clicked() {
                choose(*value);
            }
        }
    });
}
