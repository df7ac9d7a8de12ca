//! The import assistant: what files of other tools hold, article by article with its spans, what was repaired and what could
//! not be kept, and where it goes. Nothing is taken before the button is pressed.

use super::audit_view;
use super::reader::{Reader, ReaderOptions, ReaderView};
use super::theme::Theme;
use super::widgets;
use crate::say;
use crate::session::importing::{Part, Plan, Row};
use crate::session::{Column, Command, Destination, Import, ImportChange, Session};
use crate::text::Unit;
use egui::accesskit::Role;
use egui::{Align, Frame, Key, Layout, Margin, Panel, RichText, Ui, vec2};

/// The article that is shown, and its reader.
#[derive(Default)]
pub struct State {
    row: usize,
    reader: Reader,
}

/// Draws the window.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let Some(import) = session.importing() else { return };
    let size = audit_view::room(ui);
    let free = ui.memory(|memory| memory.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
    let pressed = |key| free && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
    let rows = import.plan().map_or(0, |plan| plan.rows.len());
    state.row = (state.row + usize::from(down)).saturating_sub(usize::from(up)).min(rows.saturating_sub(1));
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        let bare = Frame::new().inner_margin(Margin::symmetric(0, 6));
        Panel::top("import head").frame(bare).show(ui, |ui| head(ui, import, theme, commands));
        Panel::bottom("import foot").frame(bare).show(ui, |ui| {
            if foot(ui, import, theme, escape, commands) || enter {
                commands.push(Command::TakeImport);
            }
        });
        let Some(plan) = import.plan() else {
            waiting(ui, import, theme);
            return;
        };
        let side = Frame::new().inner_margin(Margin { left: 10, ..Margin::ZERO });
        Panel::right("import account").frame(side).resizable(true).default_size(size.x * 0.3).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                options(ui, import, plan, theme, commands);
                for (at, (part, audit)) in plan.parts.iter().zip(&plan.audits).enumerate() {
                    ui.push_id(at, |ui| {
                        audit_view::account(ui, theme, &part.title, say!("read"), audit);
                        columns(ui, import, theme, at, part, commands);
                    });
                }
            });
        });
        let list = Frame::new().inner_margin(Margin { right: 10, ..Margin::ZERO });
        Panel::left("import articles").frame(list).resizable(true).default_size(size.x * 0.27).show(ui, |ui| {
            articles(ui, plan, theme, state, up || down);
        });
        let middle = Frame::new().fill(theme.paper).inner_margin(Margin::symmetric(8, 0));
        egui::CentralPanel::default().frame(middle).show(ui, |ui| {
            if let Some(row) = plan.rows.get(state.row) {
                preview(ui, session, plan, row, theme, state, commands);
            }
        });
    });
}

fn head(ui: &mut Ui, import: &Import, theme: &Theme, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(say!("import")).strong().size(17.0));
        if let Some(plan) = import.plan() {
            let (new, merged, left) = plan.counts();
            let mut words = vec![say!("n-new-articles", n = new)];
            if merged > 0 {
                words.push(say!("into-yours", n = merged));
            }
            if left > 0 {
                words.push(say!("left-out", n = left));
            }
            widgets::soft(ui, theme, words.join(" · "));
        }
        if import.is_working() {
            ui.add(egui::Spinner::new().size(13.0));
        }
    });
    let unsure = import.plan().map_or(0, |plan| plan.rows.iter().filter(|row| row.is_unsure()).count());
    if unsure > 0 {
        ui.horizontal_wrapped(|ui| {
            let text = say!("may-be-versions", n = unsure);
            ui.label(RichText::new(text).color(theme.warning));
            if ui.button(say!("annotate-those")).on_hover_text(say!("the-annotations-go-to-the-articles-of")).clicked() {
                commands.push(Command::ChangeImport(ImportChange::AllAlike { merge: true }));
            }
            if ui.button(say!("add-each-as-another")).clicked() {
                commands.push(Command::ChangeImport(ImportChange::AllAlike { merge: false }));
            }
        });
    }
}

/// The buttons; true where the import is to be taken.
fn foot(ui: &mut Ui, import: &Import, theme: &Theme, escape: bool, commands: &mut Vec<Command>) -> bool {
    let mut take = false;
    ui.horizontal(|ui| {
        let count = import.plan().map_or(0, |plan| plan.rows.iter().filter(|row| row.place != Destination::Nowhere).count());
        let words = say!("take-articles", n = count);
        let button = egui::Button::new(RichText::new(words).color(theme.paper)).fill(theme.accent);
        take = ui.add_enabled(import.plan().is_some(), button).on_hover_text(say!("enter-one-undo-takes-it-all-back")).clicked();
        if ui.button(say!("leave")).on_hover_text(say!("escape-nothing-is-taken")).clicked() || escape {
            commands.push(Command::CloseOverlay);
        }
        if let Some(error) = import.error() {
            ui.add(egui::Label::new(RichText::new(crate::words::retold(error)).color(theme.error)).wrap());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (key, what) in [("Enter", say!("take-hint")), ("↑↓", say!("look-at-another"))] {
                widgets::soft(ui, theme, what);
                widgets::key_cap(ui, theme, key);
            }
        });
    });
    take
}

fn waiting(ui: &mut Ui, import: &Import, theme: &Theme) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.4);
        if import.error().is_none() {
            ui.add(egui::Spinner::new());
            widgets::soft(ui, theme, say!("reading"));
        }
    });
}

/// What can be decided for the whole import.
fn options(ui: &mut Ui, import: &Import, plan: &Plan, theme: &Theme, commands: &mut Vec<Command>) {
    let choices = import.choices();
    if plan.rows.iter().any(|row| row.repeats) {
        let count = plan.rows.iter().filter(|row| row.repeats).count();
        let mut out = choices.leave_out_repeats;
        let words = say!("leave-out-repeats-of-a-story", count = count);
        let tick = ui.checkbox(&mut out, words);
        if tick.on_hover_text(say!("those-without-annotations-the-others-stay-and")).changed() {
            commands.push(Command::ChangeImport(ImportChange::LeaveOutRepeats(out)));
        }
    }
    if plan.like_stances > 0 {
        let mut on = choices.loose_stances;
        let words = say!("relations-called-supports-or-the-like-are", n = plan.like_stances);
        if ui.checkbox(&mut on, words).changed() {
            commands.push(Command::ChangeImport(ImportChange::LooseStances(on)));
        }
    }
    if plan.parts.iter().any(|part| part.has_unit) {
        ui.horizontal(|ui| {
            widgets::soft(ui, theme, say!("offsets-count"));
            let units = [None, Some(Unit::CodePoint), Some(Unit::Utf16), Some(Unit::Byte)];
            let combo = egui::ComboBox::from_id_salt("import unit").selected_text(unit_name(choices.unit));
            let combo = combo.show_ui(ui, |ui| {
                for unit in units {
                    if ui.selectable_label(choices.unit == unit, unit_name(unit)).clicked() {
                        commands.push(Command::ChangeImport(ImportChange::Unit(unit)));
                    }
                }
            });
            widgets::named(&combo.response, Role::ComboBox, say!("what-offsets-count"));
        });
    }
}

/// What offsets count, for people.
pub fn unit_name(unit: Option<Unit>) -> &'static str {
    match unit {
        None => say!("as-the-format-says"),
        Some(Unit::CodePoint) => say!("code-points"),
        Some(Unit::Utf16) => say!("utf-16-units"),
        Some(Unit::Byte) => say!("bytes-unit"),
    }
}

/// What the columns of a table hold.
fn columns(ui: &mut Ui, import: &Import, theme: &Theme, at: usize, part: &Part, commands: &mut Vec<Command>) {
    let Some(table) = &part.table else { return };
    let holds = import.columns(at);
    widgets::heading(ui, theme, say!("what-the-columns-hold"));
    egui::Grid::new(("columns", at)).num_columns(2).spacing(vec2(8.0, 4.0)).show(ui, |ui| {
        for (column, (name, now)) in table.names.iter().zip(&holds).enumerate() {
            let sample = table.rows.iter().filter_map(|row| row.get(column)).find(|cell| !cell.trim().is_empty());
            let sample: String = sample.map_or_else(String::new, |cell| cell.chars().take(300).collect());
            let size = vec2(100.0, ui.spacing().interact_size.y);
            let cell = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(size.x);
                widgets::cut(ui, name)
            });
            cell.inner.on_hover_text(sample);
            let combo =
                egui::ComboBox::from_id_salt(("column", column)).selected_text(crate::words::translated(now.name())).width(130.0);
            let combo = combo.show_ui(ui, |ui| {
                for kind in Column::ALL {
                    if ui.selectable_label(kind == *now, crate::words::translated(kind.name())).clicked() {
                        commands.push(Command::ChangeImport(ImportChange::Column { part: at, column, holds: kind }));
                    }
                }
            });
            widgets::named(&combo.response, Role::ComboBox, &say!("what-the-column-holds", name = name));
            ui.end_row();
        }
    });
}

fn articles(ui: &mut Ui, plan: &Plan, theme: &Theme, state: &mut State, moved: bool) {
    let mut area = egui::ScrollArea::vertical().auto_shrink(false);
    if moved {
        let row = widgets::LINE + ui.spacing().item_spacing.y;
        area = area.vertical_scroll_offset((state.row as f32 * row - ui.available_height() / 2.0).max(0.0));
    }
    area.show_rows(ui, widgets::LINE, plan.rows.len(), |ui, seen| {
        for at in seen {
            let row = &plan.rows[at];
            let (place, colour) = match row.place {
                _ if row.is_unsure() => (say!("which"), theme.warning),
                Destination::New if row.repeats => (say!("repeat"), theme.ink_soft),
                Destination::New => (say!("new"), theme.ink_soft),
                Destination::Into(_) => (say!("yours"), theme.accent),
                Destination::Nowhere => (say!("left-out-state"), theme.ink_soft),
            };
            ui.push_id(at, |ui| {
                let name = say!("annotations", title = row.title, n = row.marks, place = place);
                let response = widgets::line(ui, theme, at == state.row, &name, |ui| {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        ui.label(RichText::new(place).color(colour).size(12.0));
                        if row.marks > 0 {
                            widgets::soft(ui, theme, row.marks.to_string());
                        }
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            widgets::cut(ui, RichText::new(&row.title).size(13.0));
                        });
                    });
                });
                if response.clicked() {
                    state.row = at;
                }
            });
        }
    });
}

/// The article as it would be, and where it goes where that is a question.
fn preview(
    ui: &mut Ui,
    session: &Session,
    plan: &Plan,
    row: &Row,
    theme: &Theme,
    state: &mut State,
    commands: &mut Vec<Command>,
) {
    if let Some(found) = row.found {
        let known = session.project().article(found.article);
        let title = known.map_or("", |article| article.display_title());
        let why =
            if found.same_text { say!("the-same-text").to_owned() } else { said_likeness(found.same_address, found.likeness) };
        ui.add(
            egui::Label::new(
                RichText::new(say!("you-have", title = title, why = why.to_string())).color(theme.ink_soft).size(12.5),
            )
            .wrap(),
        );
    }
    if row.found.is_some() || row.repeats {
        ui.horizontal_wrapped(|ui| {
            let mut places = Vec::new();
            if let Some(found) = row.found {
                places.push((Destination::Into(found.article), say!("annotate-that-one")));
            }
            places.extend([(Destination::New, say!("add-as-another")), (Destination::Nowhere, say!("leave-out"))]);
            for (place, words) in places {
                if ui.radio(row.place == place, words).clicked() {
                    commands.push(Command::ChangeImport(ImportChange::Place { row: state.row, place }));
                }
            }
        });
        ui.separator();
    }
    let Some(article) = row.article.and_then(|id| plan.after.article(id)) else {
        widgets::empty(ui, theme, say!("this-article-is-left-out"));
        return;
    };
    let details: Vec<String> = [&article.metadata.outlet, &article.metadata.byline]
        .into_iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .chain(article.metadata.date.map(|date| date.to_string()))
        .collect();
    if !details.is_empty() {
        widgets::soft(ui, theme, details.join(" · "));
    }
    let options = ReaderOptions {
        cards: false,
        font_size: 15.0,
        labels: session.settings().labels,
        direction: article.metadata.direction,
        ..ReaderOptions::default()
    };
    let view = ReaderView {
        project: &plan.after,
        article,
        suggestions: &[],
        selection: None,
        focus: None,
        hits: &[],
        current_hit: None,
        options: &options,
        theme,
    };
    state.reader.ui(ui, &view);
}

fn said_likeness(same_address: bool, likeness: f32) -> String {
    let words = say!("of-the-words-in-a-row", likeness = format!("{:.0}", likeness * 100.0));
    if same_address { say!("the-same-address", words = words) } else { words }
}
