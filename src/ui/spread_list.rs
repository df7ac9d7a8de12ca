//! The proof list of applying everywhere: every other place in context, ticked; Enter marks all that are.

use super::theme::Theme;
use super::widgets;
use crate::say;
use crate::session::{Command, Session};
use egui::{Key, RichText};

/// Which line is in hand.
#[derive(Default)]
pub struct State {
    at: usize,
}

/// Draws the list and hears its keys: arrows, Space, A for all or none, Enter, Escape.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let Some(spread) = session.spread() else { return };
    ui.set_width(640.0);
    let scheme = &session.project().scheme;
    ui.horizontal(|ui| {
        ui.label(RichText::new(say!("in-other-places", spread = spread.words, n = spread.places.len())).strong().size(16.0));
        widgets::tag(ui, widgets::tint_of(theme, scheme, spread.label), scheme.label_name(spread.label));
    });
    ui.add_space(6.0);
    let last = spread.places.len().saturating_sub(1);
    let here = session.article().map(|article| article.id);
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (up, down, space, all) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Space), pressed(Key::A));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    state.at = (state.at + usize::from(down)).saturating_sub(usize::from(up)).min(last);
    let mut area = egui::ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]);
    if up || down {
        let row = widgets::LINE + ui.spacing().item_spacing.y;
        area = area.vertical_scroll_offset((state.at as f32 * row - 150.0).max(0.0));
    }
    area.show_rows(ui, widgets::LINE, spread.places.len(), |ui, rows| {
        for index in rows {
            let place = &spread.places[index];
            ui.push_id((place.article.number(), place.span.start()), |ui| {
                let name = format!("{}{}{}", place.before, spread.words, place.after);
                let response = widgets::line(ui, theme, index == state.at, &name, |ui| {
                    let mut on = place.ticked;
                    let tick = ui.checkbox(&mut on, "");
                    tick.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, on, &name));
                    if tick.changed() {
                        commands.push(Command::Tick { index, on });
                    }
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let tail: Vec<char> = place.before.chars().collect();
                    let tail: String = tail[tail.len().saturating_sub(34)..].iter().collect();
                    let (tail, after) = crate::ui::bidi::around(tail, &spread.words, place.after.clone());
                    let tail: String = tail.chars().take(34).collect();
                    let width = 210.0;
                    ui.allocate_ui_with_layout(
                        egui::vec2(width, widgets::LINE - 4.0),
                        egui::Layout::right_to_left(egui::Align::Center),
                        |ui| widgets::soft(ui, theme, tail),
                    );
                    ui.label(RichText::new(&spread.words).strong());
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if Some(place.article) != here {
                            let title =
                                session.project().article(place.article).map(|article| article.display_title().to_owned());
                            let short: String = title.unwrap_or_default().chars().take(18).collect();
                            widgets::soft(ui, theme, format!(" {short}"));
                        }
                        if let Some(other) = place.other {
                            widgets::tag(ui, widgets::tint_of(theme, scheme, other), scheme.label_name(other));
                        }
                        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                            widgets::cut(ui, RichText::new(&after).color(theme.ink_soft).size(12.5));
                        });
                    });
                });
                if response.clicked() {
                    commands.push(Command::Tick { index, on: !place.ticked });
                }
            });
        }
    });
    ui.add_space(8.0);
    let ticked = spread.ticked();
    ui.horizontal(|ui| {
        let apply = egui::Button::new(RichText::new(say!("mark-places", n = ticked)).color(theme.paper)).fill(theme.accent);
        if ui.add(apply).on_hover_text("Enter").clicked() || enter {
            commands.push(Command::ApplyTicked);
        }
        if ui.button(say!("leave")).on_hover_text("Escape").clicked() || escape {
            commands.push(Command::CloseOverlay);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (key, what) in [("A", say!("all-or-none")), ("Space", say!("tick-hint")), ("Enter", say!("mark"))] {
                widgets::soft(ui, theme, what);
                widgets::key_cap(ui, theme, key);
            }
        });
    });
    if space && let Some(place) = spread.places.get(state.at) {
        commands.push(Command::Tick { index: state.at, on: !place.ticked });
    }
    if all {
        commands.push(Command::TickAll(ticked < spread.places.len()));
    }
}
