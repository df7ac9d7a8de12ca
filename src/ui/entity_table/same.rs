//! Pairs that may be one and the same, each with its reasons: merge them, or keep that they are two.

use super::State;
use crate::analysis::twins::{Reason, Twins};
use crate::model::EntityId;
use crate::say;
use crate::session::{Command, EntityChange, Session};
use crate::ui::theme::Theme;
use crate::ui::widgets;
use egui::{RichText, Ui};

/// All pairs, the likeliest first.
pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, pairs: &[Twins], commands: &mut Vec<Command>) {
    ui.label(RichText::new(say!("the-same")).strong().size(16.0));
    if pairs.is_empty() {
        state.same = false;
        return;
    }
    widgets::soft(ui, theme, say!("what-is-merged-goes-over-to-the"));
    ui.add_space(4.0);
    state.same_at = state.same_at.min(pairs.len() - 1);
    egui::ScrollArea::vertical().auto_shrink(false).id_salt("pairs").show(ui, |ui| {
        for (at, pair) in pairs.iter().enumerate().take(200) {
            ui.push_id((pair.kept.number(), pair.other.number()), |ui| {
                if at > 0 {
                    ui.separator();
                }
                self::pair(ui, session, theme, pair, commands);
            });
        }
        if pairs.len() > 200 {
            widgets::soft(ui, theme, say!("and-more-when-these-are-decided", pairs = pairs.len() - 200));
        }
    });
}

/// The pairs that the entity in hand is one of.
pub(super) fn about(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    pairs: &[Twins],
    entity: EntityId,
    commands: &mut Vec<Command>,
) {
    let own: Vec<&Twins> = pairs.iter().filter(|pair| pair.kept == entity || pair.other == entity).take(2).collect();
    for pair in own {
        let frame = egui::Frame::new().fill(theme.raised).corner_radius(6).inner_margin(8);
        ui.push_id((pair.kept.number(), pair.other.number()), |ui| {
            frame.show(ui, |ui| self::pair(ui, session, theme, pair, commands));
        });
        ui.add_space(6.0);
    }
}

fn pair(ui: &mut Ui, session: &Session, theme: &Theme, pair: &Twins, commands: &mut Vec<Command>) {
    let project = session.project();
    let (Some(kept), Some(other)) = (project.entity(pair.kept), project.entity(pair.other)) else { return };
    let tally = session.tally();
    for entity in [kept, other] {
        ui.horizontal(|ui| {
            let count = tally.of_entity(entity.id);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                widgets::soft(ui, theme, format!("{count}"));
                if let Some(label) = entity.label {
                    widgets::tag(ui, widgets::tint_of(theme, &project.scheme, label), project.scheme.label_name(label));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let name = widgets::cut(ui, RichText::new(&entity.name).size(13.5));
                    if name.on_hover_text(say!("show-it-in-the-table")).interact(egui::Sense::click()).clicked() {
                        commands.push(Command::ShowEntity(entity.id));
                    }
                });
            });
        });
    }
    let mut why: Vec<String> = pair.reasons.iter().map(reason).collect();
    if pair.labels_differ {
        why.push(say!("their-labels-differ").to_owned());
    }
    ui.label(RichText::new(sentence(&why.join("; "))).size(12.5).color(theme.ink_soft));
    ui.horizontal(|ui| {
        let names = say!("pair-of-names", kept = kept.name, other = other.name);
        let button = |ui: &mut Ui, text: &str| {
            let response = ui.button(RichText::new(text).size(12.5));
            response.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::accesskit::Role::Button,
                    true,
                    say!("button-for-names", text = text, names = names),
                )
            });
            response.clicked()
        };
        if button(ui, say!("merge-button")) {
            commands.push(Command::AskEntities(EntityChange::Merge { from: vec![other.id], into: kept.id }));
        }
        if button(ui, say!("the-other-way")) {
            commands.push(Command::AskEntities(EntityChange::Merge { from: vec![kept.id], into: other.id }));
        }
        if button(ui, say!("they-are-two")) {
            commands.push(Command::DifferentEntities(kept.id, other.id));
        }
    });
}

/// With a capital at its beginning and a full stop.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// Why two may be one, in words.
fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Wikidata(item) => say!("both-in-wikidata", item = item),
        Reason::SameName(name) => say!("both-called", name = name),
        Reason::Acronym { short, long } => say!("may-stand-for", short = short, long = long),
        Reason::Part { part, whole } => say!("may-be-short-for", part = part, whole = whole),
        Reason::Spelling(one, other) => say!("differ-in-a-letter", one = one, other = other),
    }
}
