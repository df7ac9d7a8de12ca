//! Finding words: a field, how many places, the step from one to the next; with all articles, a list of the places.

use super::icons::{self, Icon};
use super::theme::Theme;
use super::widgets;
use crate::say;
use crate::session::{Action, Command, Session, spread};
use egui::{Key, RichText};

/// What is typed.
#[derive(Default)]
pub struct State {
    words: String,
    was_open: bool,
}

/// Draws the bar.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let find = session.find();
    let opened = find.open && !state.was_open;
    if opened {
        state.words = find.words.clone();
    }
    state.was_open = find.open;
    ui.horizontal(|ui| {
        let id = egui::Id::unique("find field");
        let field = egui::TextEdit::singleline(&mut state.words).id(id).hint_text(say!("find")).desired_width(260.0);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("find-words")));
        if opened {
            response.request_focus();
        }
        if response.changed() {
            commands.push(Command::FindText(state.words.clone()));
        }
        let count = find.found().len();
        let text = match (find.at, count) {
            (_, 0) if find.words.is_empty() => String::new(),
            (_, 0) => say!("nowhere").to_owned(),
            (Some(at), count) => say!("at-of-count", at = at + 1, count = count),
            (None, count) => say!("n-places", n = count),
        };
        widgets::soft(ui, theme, text);
        if icons::button(ui, Icon::Left, say!("find-previous")).clicked() {
            commands.push(Action::FindPrevious.into());
        }
        if icons::button(ui, Icon::Right, say!("find-next")).clicked() {
            commands.push(Action::FindNext.into());
        }
        let mut everywhere = find.everywhere;
        if ui.checkbox(&mut everywhere, say!("all-articles")).changed() {
            commands.push(if everywhere { Action::FindEverywhere } else { Action::Find }.into());
        }
        if icons::button(ui, Icon::Cross, say!("close-the-search")).clicked() {
            commands.push(Action::ClearSelection.into());
            state.was_open = false;
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let back = ui.input(|input| input.modifiers.shift);
            commands.push(if back { Action::FindPrevious } else { Action::FindNext }.into());
        } else if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            commands.push(Action::ClearSelection.into());
            state.was_open = false;
        }
    });
    if find.everywhere && !find.found().is_empty() {
        let found = find.found();
        egui::ScrollArea::vertical().max_height(180.0).auto_shrink([false, true]).id_salt("found").show_rows(
            ui,
            widgets::LINE,
            found.len(),
            |ui, rows| {
                for at in rows {
                    let (id, span) = found[at];
                    let Some(article) = session.project().article(id) else { continue };
                    ui.push_id((id.number(), span.start()), |ui| {
                        let text = article.text();
                        let response = widgets::line(ui, theme, find.at == Some(at), article.display_title(), |ui| {
                            ui.allocate_ui_with_layout(
                                egui::vec2(190.0, 22.0),
                                egui::Layout::left_to_right(egui::Align::Center),
                                |ui| {
                                    ui.set_min_width(190.0);
                                    widgets::cut(ui, RichText::new(article.display_title()).color(theme.ink_soft).size(12.5));
                                },
                            );
                            ui.spacing_mut().item_spacing.x = 0.0;
                            let words = span.slice(text);
                            let (before, after) = (spread::before(text, span.start()), spread::after(text, span.end()));
                            let (first, last) = crate::ui::bidi::around(before, words, after);
                            widgets::soft(ui, theme, first);
                            ui.label(RichText::new(words).strong());
                            widgets::cut(ui, RichText::new(last).color(theme.ink_soft).size(12.5));
                        });
                        if response.clicked() {
                            commands.push(Command::GoTo { article: id, span });
                        }
                    });
                }
            },
        );
    }
}
