//! The coverage board: who gets to speak, for and against whom, where and when; every number opens its passages.
//!
//! The counts are the session's; what a page shows is made from them once for each state of project, filter and choices, never
//! per frame.

mod effort;
mod filter;
mod frames;
mod outlets;
mod parts;
mod passages;
pub mod raster;
mod sources;
mod stances;
mod timeline;

use super::theme::Theme;
use super::widgets;
use crate::analysis::{Slice, Unit};
use crate::say;
use crate::session::{Action, Command, Picked, Session, Tab, View};
use egui::{Id, RichText, Ui};
pub(super) use filter::menu;
use parts::Desk;
pub(super) use parts::{choice, strong, words};
use std::sync::Arc;

/// Throw-away state of the board.
#[derive(Default)]
pub struct State {
    page: Option<(u64, View, Page)>,
    filter: filter::State,
    passages: passages::State,
    outlets: outlets::State,
    /// The page that was drawn last: a new one takes the keyboard.
    shown: Option<Tab>,
    /// The cell whose passages are listed; it gets the keyboard back.
    pressed: Option<Id>,
}

/// What a page shows, ready to draw.
enum Page {
    Sources(sources::Page),
    Stances(stances::Page),
    Timeline(timeline::Page),
    Outlets(outlets::Page),
    Frames(frames::Page),
    Effort(effort::Page),
}

impl Page {
    fn new(session: &Session, view: &View) -> Self {
        match view.tab {
            Tab::Sources => Self::Sources(sources::Page::new(session, view)),
            Tab::Stances => Self::Stances(stances::Page::new(session, view)),
            Tab::Timeline => Self::Timeline(timeline::Page::new(session)),
            Tab::Outlets => Self::Outlets(outlets::Page::new(session, view)),
            Tab::Frames => Self::Frames(frames::Page::new(session)),
            Tab::Effort => Self::Effort(effort::Page::new(session)),
        }
    }
}

/// Draws the board.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().interact_size.y = 26.0;
    let view = session.board_view();
    let shape = View { picked: None, ..view.clone() };
    let stamp = session.board_stamp();
    if state.page.as_ref().is_none_or(|(made, of, _)| *made != stamp || *of != shape) {
        state.page = Some((stamp, shape.clone(), Page::new(session, &shape)));
    }
    let mut next = view.clone();
    let margin = egui::Margin { left: 22, right: 22, top: 12, bottom: 8 };
    let head = egui::Frame::new().fill(theme.paper).inner_margin(margin);
    egui::Panel::top("board head").frame(head).show(ui, |ui| {
        ui.horizontal(|ui| {
            tabs(ui, theme, view, &mut next);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| leave(ui, session, theme, commands));
        });
        ui.add_space(6.0);
        filter::ui(ui, session, theme, &mut state.filter, &mut next.filter);
        ui.add_space(2.0);
        let mut desk = Desk { theme, current: view.picked.as_ref(), pressed: None, take_focus: false };
        summary(ui, session, &mut desk, commands);
        took(desk.pressed, &mut next, state);
    });
    let picked = view.picked.clone();
    if let Some(picked) = &picked {
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(14, 12));
        let panel = egui::Panel::right("board passages").frame(frame).default_size(400.0).size_range(300.0..=640.0);
        panel.show(ui, |ui| passages::ui(ui, session, theme, picked, &mut state.passages, commands));
    }
    let body = egui::Frame::new().fill(theme.paper).inner_margin(egui::Margin { left: 22, right: 10, top: 8, bottom: 0 });
    egui::CentralPanel::default().frame(body).show(ui, |ui| {
        let fresh = state.shown != Some(view.tab) && session.overlay().is_none();
        let mut desk = Desk { theme, current: picked.as_ref(), pressed: None, take_focus: fresh };
        state.shown = Some(view.tab);
        let outlets = &mut state.outlets;
        let Some((_, _, page)) = &state.page else { return };
        egui::ScrollArea::both().id_salt(("board", view.tab as u8)).auto_shrink(false).show(ui, |ui| {
            ui.set_width((ui.available_width() - 12.0).max(560.0));
            match page {
                Page::Sources(page) => sources::ui(ui, session, &mut desk, page, &mut next),
                Page::Stances(page) => stances::ui(ui, &mut desk, page, &mut next),
                Page::Timeline(page) => timeline::ui(ui, session, &mut desk, page, &mut next),
                Page::Outlets(page) => outlets::ui(ui, session, &mut desk, page, outlets, (&mut next, commands)),
                Page::Frames(page) => frames::ui(ui, session, &mut desk, page),
                Page::Effort(page) => effort::ui(ui, session, &desk, page, commands),
            }
            ui.add_space(24.0);
        });
        took(desk.pressed, &mut next, state);
    });
    if picked.is_none()
        && next.picked.is_none()
        && let Some(id) = state.pressed.take()
    {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if next != *view {
        commands.push(Command::Board(Box::new(next)));
    }
}

fn took(pressed: Option<(Picked, Id)>, next: &mut View, state: &mut State) {
    if let Some((picked, id)) = pressed {
        state.passages.begin();
        state.pressed = Some(id);
        next.picked = Some(picked);
    }
}

fn tabs(ui: &mut Ui, theme: &Theme, view: &View, next: &mut View) {
    ui.label(
        RichText::new(say!("coverage")).family(egui::FontFamily::Name(super::fonts::SEMIBOLD.into())).size(18.0).color(theme.ink),
    );
    ui.add_space(14.0);
    ui.spacing_mut().item_spacing.x = 2.0;
    for (tab, digit) in Tab::ALL.into_iter().zip(1..) {
        let on = tab == view.tab;
        let colour = if on { theme.ink } else { theme.ink_soft };
        let response = ui.add(egui::Button::selectable(on, RichText::new(tab.name()).size(14.0).color(colour)));
        response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, on, tab.name()));
        if response.on_hover_text(say!("key-of-tab", digit = digit)).clicked() {
            (next.tab, next.picked) = (tab, None);
        }
    }
}

fn leave(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    if ui.button(RichText::new(say!("back-to-the-article")).size(13.0)).on_hover_text("Escape").clicked() {
        commands.push(Action::ShowBoard.into());
    }
    widgets::key_cap(ui, theme, &session.settings().key_text(Action::ShowBoard));
    ui.add_space(6.0);
    export(ui, session, commands);
    if ui.button(RichText::new(say!("report")).size(13.0)).on_hover_text(Action::ExportReport.help()).clicked() {
        commands.push(Action::ExportReport.into());
    }
}

/// The page as a table or a picture.
fn export(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let name = session.board_file_name();
    ui.menu_button(RichText::new(say!("export")).size(13.0), |ui| {
        ui.set_min_width(200.0);
        let keep = |name: String, bytes: Vec<u8>| Command::Keep { name, bytes: Arc::new(bytes) };
        let picture = || session.board_picture().filter(|picture| !picture.shapes.is_empty());
        let has_picture = session.board_view().tab != Tab::Effort;
        if ui.button(say!("table-as-csv")).clicked() {
            commands.push(keep(format!("{name}.csv"), session.board_table().csv().into_bytes()));
        }
        if ui.add_enabled(has_picture, egui::Button::new(say!("chart-as-svg"))).clicked()
            && let Some(picture) = picture()
        {
            commands.push(keep(format!("{name}.svg"), picture.svg().into_bytes()));
        }
        if ui.add_enabled(has_picture, egui::Button::new(say!("chart-as-png"))).clicked()
            && let Some(picture) = picture()
        {
            match raster::png(&picture, true) {
                Ok(bytes) => commands.push(keep(format!("{name}.png"), bytes)),
                Err(error) => commands.push(Command::Complain(error)),
            }
        }
    });
    let copy = ui.button(RichText::new(say!("copy-as-table")).size(13.0)).on_hover_text("Ctrl+C");
    if copy.clicked() {
        commands.push(Command::CopyTable(session.board_table().tsv()));
    }
}

/// How much is counted; each number opens what it counts.
fn summary(ui: &mut Ui, session: &Session, desk: &mut Desk<'_>, commands: &mut Vec<Command>) {
    let whole = session.board().whole();
    let units = [
        (Unit::Articles, say!("n-articles", n = whole.articles), whole.articles),
        (Unit::Mentions, say!("n-mentions", n = whole.mentions), whole.mentions),
        (Unit::Stances, say!("n-stances", n = whole.stances), whole.stances),
        (Unit::Utterances, say!("n-utterances", n = whole.utterances), whole.utterances),
    ];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(-4.0);
        for (unit, text, count) in units {
            let font = egui::FontId::proportional(13.0);
            let galley = ui.painter().layout_no_wrap(text.clone(), font, desk.theme.ink);
            let (rect, _) = ui.allocate_exact_size(galley.size() + egui::vec2(12.0, 6.0), egui::Sense::hover());
            ui.painter().galley(rect.min + egui::vec2(6.0, 3.0), galley, desk.theme.ink);
            if count != 0 {
                desk.press(ui, rect, ("all", unit as u8), &text, || Slice::all(unit));
            }
        }
        let suggested = session.board().whole_suggested();
        if suggested.stances + suggested.mentions > 0 {
            widgets::soft(ui, desk.theme, say!("and-open-suggestions-hatched", n = suggested.stances + suggested.mentions));
        }
        if session.board_view().filter.suggestions {
            let unread = session.project().article_count().saturating_sub(session.proposals().answered());
            if unread > 0 {
                ui.add_space(6.0);
                parts::not_looked_through(ui, desk.theme, unread, commands);
            }
        }
        let twice = session.board().doubly_annotated();
        if twice > 0 {
            ui.label(
                RichText::new(say!("marked-by-several-people-count-for-each", twice = say!("n-articles", n = twice)))
                    .size(12.5)
                    .color(desk.theme.warning),
            );
        }
    });
}
