//! The codebook: labels with colour, key and definition, and the target list. Every line says how much it carries.

use super::icons::{self, Icon};
use super::theme::Theme;
use super::{entities_panel, widgets};
use crate::model::{Label, LabelId, Rgb};
use crate::say;
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
        widgets::soft(ui, theme, say!("version", name = scheme.name, version = scheme.version));
        widgets::heading(ui, theme, say!("labels"));
        let all = state.show_hidden;
        for label in scheme.labels.iter().filter(|label| all || !label.hidden) {
            ui.push_id(label.id.number(), |ui| {
                let tint = widgets::tint_of(theme, scheme, label.id);
                let count = tally.of_label(label.id);
                let chosen = state.chosen == Some(label.id);
                let response = widgets::line(ui, theme, chosen, &say!("label-mentions", label = label.name, n = count), |ui| {
                    widgets::key_cap(ui, theme, &label.key.map(String::from).unwrap_or_else(|| " ".to_owned()));
                    widgets::tag(ui, tint, &label.name);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        widgets::soft(ui, theme, count.to_string());
                        if label.hidden {
                            icons::show(ui, Icon::EyeOff, theme.ink_soft).on_hover_text(say!("hidden-not-offered"));
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
            ui.checkbox(&mut state.show_hidden, say!("show-the-hidden-ones", n = hidden));
        }
        if entities_panel::field(ui, theme, say!("new-label"), &mut state.new_label) && !state.new_label.trim().is_empty() {
            commands.push(Command::AddLabel(std::mem::take(&mut state.new_label)));
        }
        ui.add_space(10.0);
        widgets::heading(ui, theme, say!("target-list-title"));
        widgets::soft(ui, theme, say!("issues-and-policies-that-people-are-for"));
        for issue in &scheme.issues {
            ui.push_id(issue.id.number(), |ui| {
                let count = tally.of_issue(issue.id);
                ui.horizontal(|ui| {
                    widgets::cut(ui, &issue.name);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        let name = say!("take-off-the-list-stances-keep-the", issue = issue.name, n = count);
                        if icons::button(ui, Icon::Cross, &name).clicked() {
                            commands.push(Command::DeleteIssue(issue.id));
                        }
                        widgets::soft(ui, theme, count.to_string());
                    });
                });
            });
        }
        if entities_panel::field(ui, theme, say!("new-issue"), &mut state.new_issue) && !state.new_issue.trim().is_empty() {
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
        if entities_panel::field(ui, theme, &say!("name-its-mentions-keep-it", n = count), name) {
            commands.push(Command::RenameLabel { label: label.id, name: name.clone() });
        }
        if entities_panel::field(ui, theme, say!("key"), key) {
            commands.push(Command::RekeyLabel { label: label.id, key: key.trim().chars().next() });
        }
        if entities_panel::field(ui, theme, say!("definition"), definition) {
            commands.push(Command::DefineLabel { label: label.id, definition: definition.clone() });
        }
        ui.horizontal(|ui| {
            widgets::soft(ui, theme, say!("colour"));
            let mut colour = [label.colour.0, label.colour.1, label.colour.2];
            let response = ui.color_edit_button_srgb(&mut colour);
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::ColorWell, true, say!("colour-of-the-label")));
            if response.changed() {
                commands.push(Command::RecolourLabel { label: label.id, colour: Rgb(colour[0], colour[1], colour[2]) });
            }
            let mut shown = !label.hidden;
            if ui.checkbox(&mut shown, say!("offered")).changed() {
                commands.push(Command::HideLabel { label: label.id, hidden: !shown });
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.menu_button(say!("merge-into-menu"), |ui| {
                ui.label(RichText::new(say!("mentions-change-their-label", n = count)).color(theme.ink_soft));
                for other in session.project().scheme.labels.iter().filter(|other| other.id != label.id && !other.hidden) {
                    if ui.button(&other.name).clicked() {
                        commands.push(Command::MergeLabels { from: label.id, into: other.id });
                    }
                }
            });
            let delete = ui.button(say!("delete")).on_hover_text(say!("takes-its-mentions-along-one-undo-brings", n = count));
            if delete.clicked() {
                commands.push(Command::DeleteLabel(label.id));
            }
        });
    });
}
