//! The codebook: labels with colour, key and definition, and the target list. Every line says how much it carries.

use super::icons::{self, Icon};
use super::theme::Theme;
use super::{entities_panel, widgets};
use crate::model::{Label, LabelId, Rgb};
use crate::session::{Command, Session};
use egui::RichText;

/// What is typed and chosen here.
#[derive(Default)]
pub struct State {
    chosen: Option<LabelId>,
    draft: Option<(Label, String, String, String)>,
    new_label: String,
    new_issue: String,
    show_hidden: bool,
}

/// Draws the panel.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    let tally = session.tally();
    egui::ScrollArea::vertical().auto_shrink(false).id_salt("scheme").show(ui, |ui| {
        widgets::soft(ui, theme, format!("{}, version {}", scheme.name, scheme.version));
        widgets::heading(ui, theme, "Labels");
        let all = state.show_hidden;
        for label in scheme.labels.iter().filter(|label| all || !label.hidden) {
            ui.push_id(label.id.number(), |ui| {
                let tint = widgets::tint_of(theme, scheme, label.id);
                let count = tally.of_label(label.id);
                let chosen = state.chosen == Some(label.id);
                let response = widgets::line(ui, theme, chosen, &format!("Label {}, {count} mentions", label.name), |ui| {
                    widgets::key_cap(ui, theme, &label.key.map(String::from).unwrap_or_else(|| " ".to_owned()));
                    widgets::tag(ui, tint, &label.name);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        widgets::soft(ui, theme, count.to_string());
                        if label.hidden {
                            icons::show(ui, Icon::EyeOff, theme.ink_soft).on_hover_text("Hidden: not offered");
                        }
                    });
                });
                if response.on_hover_text(&label.definition).clicked() {
                    state.chosen = if chosen { None } else { Some(label.id) };
                }
                if state.chosen == Some(label.id) {
                    edit(ui, session, theme, label, state, commands);
                }
            });
        }
        let hidden = scheme.labels.iter().filter(|label| label.hidden).count();
        if hidden > 0 {
            ui.checkbox(&mut state.show_hidden, format!("Show the {hidden} hidden ones"));
        }
        if entities_panel::field(ui, theme, "New label", &mut state.new_label) && !state.new_label.trim().is_empty() {
            commands.push(Command::AddLabel(std::mem::take(&mut state.new_label)));
        }
        ui.add_space(10.0);
        widgets::heading(ui, theme, "Target list");
        widgets::soft(ui, theme, "Issues and policies that people are for or against.");
        for issue in &scheme.issues {
            ui.push_id(issue.id.number(), |ui| {
                let count = tally.of_issue(issue.id);
                ui.horizontal(|ui| {
                    widgets::cut(ui, &issue.name);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        let name = format!("Take “{}” off the list; {count} stances keep the words", issue.name);
                        if icons::button(ui, Icon::Cross, &name).clicked() {
                            commands.push(Command::DeleteIssue(issue.id));
                        }
                        widgets::soft(ui, theme, count.to_string());
                    });
                });
            });
        }
        if entities_panel::field(ui, theme, "New issue", &mut state.new_issue) && !state.new_issue.trim().is_empty() {
            commands.push(Command::AddIssue(std::mem::take(&mut state.new_issue)));
        }
    });
}

fn edit(ui: &mut egui::Ui, session: &Session, theme: &Theme, label: &Label, state: &mut State, commands: &mut Vec<Command>) {
    if state.draft.as_ref().is_none_or(|draft| draft.0 != *label) {
        let key = label.key.map(String::from).unwrap_or_default();
        state.draft = Some((label.clone(), label.name.clone(), key, label.definition.clone()));
    }
    let Some((_, name, key, definition)) = &mut state.draft else { return };
    let count = session.tally().of_label(label.id);
    egui::Frame::new().fill(theme.raised).corner_radius(6).inner_margin(8).show(ui, |ui| {
        if entities_panel::field(ui, theme, &format!("Name (its {count} mentions keep it)"), name) {
            commands.push(Command::RenameLabel { label: label.id, name: name.clone() });
        }
        if entities_panel::field(ui, theme, "Key", key) {
            commands.push(Command::RekeyLabel { label: label.id, key: key.trim().chars().next() });
        }
        if entities_panel::field(ui, theme, "Definition", definition) {
            commands.push(Command::DefineLabel { label: label.id, definition: definition.clone() });
        }
        ui.horizontal(|ui| {
            widgets::soft(ui, theme, "Colour");
            let mut colour = [label.colour.0, label.colour.1, label.colour.2];
            let response = ui.color_edit_button_srgb(&mut colour);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::ColorWell, true, "Colour of the label"));
            if response.changed() {
                commands.push(Command::RecolourLabel { label: label.id, colour: Rgb(colour[0], colour[1], colour[2]) });
            }
            let mut shown = !label.hidden;
            if ui.checkbox(&mut shown, "Offered").changed() {
                commands.push(Command::HideLabel { label: label.id, hidden: !shown });
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.menu_button("Merge into…", |ui| {
                ui.label(RichText::new(format!("{count} mentions change their label")).color(theme.ink_soft));
                for other in session.project().scheme.labels.iter().filter(|other| other.id != label.id && !other.hidden) {
                    if ui.button(&other.name).clicked() {
                        commands.push(Command::MergeLabels { from: label.id, into: other.id });
                    }
                }
            });
            let delete =
                ui.button("Delete").on_hover_text(format!("Takes its {count} mentions along. One undo brings all back."));
            if delete.clicked() {
                commands.push(Command::DeleteLabel(label.id));
            }
        });
    });
}
