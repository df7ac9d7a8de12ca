//! The export assistant: which format, whose annotations, what would be lost; written only when a place was named.

use super::audit_view;
use super::import_window::unit_name;
use super::theme::Theme;
use super::widgets;
use crate::say;
use crate::session::exporting::{self, Export, ExportChange, ExportChoices};
use crate::session::{Command, Session};
use crate::text::Unit;
use egui::accesskit::Role;
use egui::{Align, Frame, Key, Layout, Margin, Panel, RichText, Ui};

/// Draws the window.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let Some(export) = session.exporting() else { return };
    let size = audit_view::room(ui).min(egui::vec2(940.0, 640.0));
    let free = ui.memory(|memory| memory.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
    let pressed = |key| free && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    let step = usize::from(pressed(Key::ArrowDown)) as isize - usize::from(pressed(Key::ArrowUp)) as isize;
    let mut choices = export.choices().clone();
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        let bare = Frame::new().inner_margin(Margin::symmetric(0, 6));
        Panel::top("export head").frame(bare).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new(say!("export")).strong().size(17.0));
                if export.is_working() {
                    ui.add(egui::Spinner::new().size(13.0));
                }
                if let Some((done, all)) = export.progress() {
                    widgets::soft(ui, theme, say!("writing-file-of", done = done, all = all));
                }
            });
        });
        Panel::bottom("export foot").frame(bare).show(ui, |ui| foot(ui, export, theme, (enter, escape), commands));
        let list = Frame::new().inner_margin(Margin { right: 10, ..Margin::ZERO });
        Panel::left("export formats")
            .frame(list)
            .default_size(size.x * 0.36)
            .show(ui, |ui| formats(ui, theme, &mut choices, step));
        let side = Frame::new().inner_margin(Margin { left: 12, ..Margin::ZERO });
        egui::CentralPanel::default().frame(side).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                options(ui, session, theme, &mut choices);
                accounts(ui, export, theme);
            });
        });
    });
    if choices != *export.choices() {
        commands.push(Command::ChangeExport(ExportChange::Choices(Box::new(choices))));
    }
}

fn formats(ui: &mut Ui, theme: &Theme, choices: &mut ExportChoices, step: isize) {
    let all: Vec<_> = exporting::formats().collect();
    let at = all.iter().position(|format| format.name == choices.format).unwrap_or(0);
    let to = at.saturating_add_signed(step).min(all.len().saturating_sub(1));
    let mut area = egui::ScrollArea::vertical().auto_shrink(false);
    if step != 0 {
        let row = widgets::LINE + ui.spacing().item_spacing.y;
        area = area.vertical_scroll_offset((to as f32 * row - ui.available_height() / 2.0).max(0.0));
    }
    area.show(ui, |ui| {
        for (number, format) in all.iter().enumerate() {
            ui.push_id(format.name, |ui| {
                let response = widgets::line(ui, theme, number == to, crate::words::translated(format.title), |ui| {
                    widgets::cut(ui, RichText::new(crate::words::translated(format.title)).size(13.5));
                });
                if response.clicked() {
                    choices.format = format.name;
                }
            });
        }
    });
    if step != 0 {
        choices.format = all[to].name;
    }
}

fn options(ui: &mut Ui, session: &Session, theme: &Theme, choices: &mut ExportChoices) {
    let annotators = &session.project().annotators;
    if annotators.len() > 1 {
        widgets::heading(ui, theme, say!("whose-annotations"));
        ui.horizontal_wrapped(|ui| {
            let all = choices.selection.annotators.is_empty();
            if ui.selectable_label(all && !choices.selection.curated, say!("everybodys")).clicked() {
                choices.selection.annotators.clear();
                choices.selection.curated = false;
            }
            if ui.selectable_label(choices.selection.curated, say!("curated-only")).clicked() {
                choices.selection.annotators.clear();
                choices.selection.curated = true;
            }
            for annotator in annotators {
                let mut on = choices.selection.annotators.contains(&annotator.name);
                if ui.checkbox(&mut on, &annotator.name).changed() {
                    choices.selection.curated = false;
                    if on {
                        choices.selection.annotators.insert(annotator.name.clone());
                    } else {
                        choices.selection.annotators.remove(&annotator.name);
                    }
                }
            }
        });
    }
    ui.add_space(4.0);
    let hover = say!("open-suggestions-that-came-with-an-import");
    ui.checkbox(&mut choices.selection.suggestions, say!("open-suggestions-of-an-import-too")).on_hover_text(hover);
    ui.horizontal(|ui| {
        widgets::soft(ui, theme, say!("offsets-count"));
        let combo = egui::ComboBox::from_id_salt("export unit").selected_text(unit_name(choices.unit));
        let combo = combo.show_ui(ui, |ui| {
            for unit in [None, Some(Unit::CodePoint), Some(Unit::Utf16), Some(Unit::Byte)] {
                ui.selectable_value(&mut choices.unit, unit, unit_name(unit));
            }
        });
        widgets::named(&combo.response, Role::ComboBox, say!("what-offsets-count"));
    });
    let mut split = choices.split.is_some();
    let hover = say!("by-article-versions-of-one-story-stay");
    if ui.checkbox(&mut split, say!("divide-into-training-development-and-test-files")).on_hover_text(hover).changed() {
        choices.split = split.then(|| vec![80, 10, 10]);
    }
    if let Some(shares) = &mut choices.split {
        ui.horizontal(|ui| {
            for (share, name) in shares.iter_mut().zip([say!("training"), say!("development"), say!("test")]) {
                let field = ui.add(egui::DragValue::new(share).range(0..=100).suffix(" %"));
                widgets::named(&field.on_hover_text(name), Role::SpinButton, &say!("share-for", name = name));
            }
            widgets::soft(ui, theme, say!("seed"));
            let seed = ui.add(egui::DragValue::new(&mut choices.seed).range(0..=u64::from(u32::MAX)));
            widgets::named(&seed, Role::SpinButton, say!("seed-of-the-division"));
        });
        if shares.iter().sum::<u32>() == 0 {
            shares[0] = 100;
        }
    }
}

fn accounts(ui: &mut Ui, export: &Export, theme: &Theme) {
    if let Some(error) = export.error() {
        ui.add(egui::Label::new(RichText::new(crate::words::retold(error)).color(theme.error)).wrap());
    }
    let Some(delivery) = export.delivery() else { return };
    for part in &delivery.parts {
        let title = if part.name.is_empty() { say!("what-would-be-written") } else { part.name };
        ui.push_id(part.name, |ui| audit_view::account(ui, theme, title, say!("written-state"), &part.audit));
    }
    let (files, bytes) = delivery.size();
    widgets::soft(ui, theme, format!("{}, {}", say!("files", n = files), size(bytes)));
    let Some(outcome) = export.round_trip() else { return };
    widgets::heading(ui, theme, say!("written-read-back-and-compared"));
    if outcome.is_identity() {
        ui.label(say!("all-annotations-and-details-come-back-as", n = outcome.same));
        return;
    }
    ui.label(say!("annotations-and-details-come-back-as-they", n = outcome.same));
    audit_view::kinds(ui, theme, say!("does-not-come-back"), theme.warning, &outcome.missing);
    audit_view::kinds(ui, theme, say!("comes-back-otherwise"), theme.ink, &outcome.added);
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => say!("bytes", n = bytes),
        1_000..1_000_000 => say!("kb", size = format!("{:.1}", bytes as f64 / 1e3)),
        _ => say!("mb", size = format!("{:.1}", bytes as f64 / 1e6)),
    }
}

fn foot(ui: &mut Ui, export: &Export, theme: &Theme, (enter, escape): (bool, bool), commands: &mut Vec<Command>) {
    if let Some((path, count)) = export.overwrites() {
        let text = say!("files-of-the-same-names-are", n = *count, path = path.display().to_string());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).color(theme.warning));
            if ui.button(say!("overwrite")).clicked() {
                commands.push(Command::ChangeExport(ExportChange::WriteTo { path: path.clone(), overwrite: true }));
            }
        });
    }
    ui.horizontal(|ui| {
        let ready = export.delivery().is_some() && !export.is_working();
        let write = egui::Button::new(RichText::new(say!("write")).color(theme.paper)).fill(theme.accent);
        if ui.add_enabled(ready, write).on_hover_text("Enter").clicked() || (enter && ready) {
            commands.push(Command::ChangeExport(ExportChange::AskWhere));
        }
        let hover = say!("write-it-in-memory-read-that-back");
        if ui.add_enabled(ready, egui::Button::new(say!("round-trip"))).on_hover_text(hover).clicked() {
            commands.push(Command::ChangeExport(ExportChange::RoundTrip));
        }
        if ui.button(say!("leave")).on_hover_text("Escape").clicked() || escape {
            commands.push(Command::CloseOverlay);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (key, what) in [("Enter", say!("write-hint")), ("↑↓", say!("another-format"))] {
                widgets::soft(ui, theme, what);
                widgets::key_cap(ui, theme, key);
            }
        });
    });
}
