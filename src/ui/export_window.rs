//! The export assistant: which format, whose annotations, what would be lost; written only when a place was named.

use super::audit_view;
use super::import_window::unit_name;
use super::theme::Theme;
use super::widgets;
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
                ui.label(RichText::new("Export").strong().size(17.0));
                if export.is_working() {
                    ui.add(egui::Spinner::new().size(13.0));
                }
                if let Some((done, all)) = export.progress() {
                    widgets::soft(ui, theme, format!("Writing file {done} of {all}"));
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
                let response = widgets::line(ui, theme, number == to, format.title, |ui| {
                    widgets::cut(ui, RichText::new(format.title).size(13.5));
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
        widgets::heading(ui, theme, "Whose annotations");
        ui.horizontal_wrapped(|ui| {
            let all = choices.selection.annotators.is_empty();
            if ui.selectable_label(all && !choices.selection.curated, "Everybody’s").clicked() {
                choices.selection.annotators.clear();
                choices.selection.curated = false;
            }
            if ui.selectable_label(choices.selection.curated, "Curated only").clicked() {
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
    let hover = "Open suggestions that came with an import; no data until somebody accepts them";
    ui.checkbox(&mut choices.selection.suggestions, "Open suggestions of an import too").on_hover_text(hover);
    ui.horizontal(|ui| {
        widgets::soft(ui, theme, "Offsets count");
        let combo = egui::ComboBox::from_id_salt("export unit").selected_text(unit_name(choices.unit));
        let combo = combo.show_ui(ui, |ui| {
            for unit in [None, Some(Unit::CodePoint), Some(Unit::Utf16), Some(Unit::Byte)] {
                ui.selectable_value(&mut choices.unit, unit, unit_name(unit));
            }
        });
        widgets::named(&combo.response, Role::ComboBox, "What offsets count");
    });
    let mut split = choices.split.is_some();
    let hover = "By article; versions of one story stay on one side, so that no test is known from training";
    if ui.checkbox(&mut split, "Divide into training, development and test files").on_hover_text(hover).changed() {
        choices.split = split.then(|| vec![80, 10, 10]);
    }
    if let Some(shares) = &mut choices.split {
        ui.horizontal(|ui| {
            for (share, name) in shares.iter_mut().zip(["training", "development", "test"]) {
                let field = ui.add(egui::DragValue::new(share).range(0..=100).suffix(" %"));
                widgets::named(&field.on_hover_text(name), Role::SpinButton, &format!("Share for {name}"));
            }
            widgets::soft(ui, theme, "seed");
            let seed = ui.add(egui::DragValue::new(&mut choices.seed).range(0..=u64::from(u32::MAX)));
            widgets::named(&seed, Role::SpinButton, "Seed of the division");
        });
        if shares.iter().sum::<u32>() == 0 {
            shares[0] = 100;
        }
    }
}

fn accounts(ui: &mut Ui, export: &Export, theme: &Theme) {
    if let Some(error) = export.error() {
        ui.add(egui::Label::new(RichText::new(error).color(theme.error)).wrap());
    }
    let Some(delivery) = export.delivery() else { return };
    for part in &delivery.parts {
        let title = if part.name.is_empty() { "What would be written" } else { part.name };
        ui.push_id(part.name, |ui| audit_view::account(ui, theme, title, "written", &part.audit));
    }
    let (files, bytes) = delivery.size();
    let files = if files == 1 { "one file".to_owned() } else { format!("{files} files") };
    widgets::soft(ui, theme, format!("{files}, {}", size(bytes)));
    let Some(outcome) = export.round_trip() else { return };
    widgets::heading(ui, theme, "Written, read back and compared");
    if outcome.is_identity() {
        ui.label(format!("All {} annotations and details come back as they were.", outcome.same));
        return;
    }
    ui.label(format!("{} annotations and details come back as they were.", outcome.same));
    audit_view::kinds(ui, theme, "Does not come back", theme.warning, &outcome.missing);
    audit_view::kinds(ui, theme, "Comes back otherwise", theme.ink, &outcome.added);
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

fn foot(ui: &mut Ui, export: &Export, theme: &Theme, (enter, escape): (bool, bool), commands: &mut Vec<Command>) {
    if let Some((path, count)) = export.overwrites() {
        let what =
            if *count == 1 { "A file of the same name is".to_owned() } else { format!("{count} files of the same names are") };
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{what} in {}.", path.display())).color(theme.warning));
            if ui.button("Overwrite").clicked() {
                commands.push(Command::ChangeExport(ExportChange::WriteTo { path: path.clone(), overwrite: true }));
            }
        });
    }
    ui.horizontal(|ui| {
        let ready = export.delivery().is_some() && !export.is_working();
        let write = egui::Button::new(RichText::new("Write…").color(theme.paper)).fill(theme.accent);
        if ui.add_enabled(ready, write).on_hover_text("Enter").clicked() || (enter && ready) {
            commands.push(Command::ChangeExport(ExportChange::AskWhere));
        }
        let hover = "Write it in memory, read that back, and compare every annotation";
        if ui.add_enabled(ready, egui::Button::new("Round trip")).on_hover_text(hover).clicked() {
            commands.push(Command::ChangeExport(ExportChange::RoundTrip));
        }
        if ui.button("Leave").on_hover_text("Escape").clicked() || escape {
            commands.push(Command::CloseOverlay);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (key, what) in [("Enter", "write"), ("↑↓", "another format")] {
                widgets::soft(ui, theme, what);
                widgets::key_cap(ui, theme, key);
            }
        });
    });
}
