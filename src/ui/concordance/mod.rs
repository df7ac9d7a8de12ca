//! The concordance: what a query finds, every line with its context aligned on the words found; lines are chosen with the
//! keyboard and changed together.

mod bulk;
mod lines;

use super::theme::Theme;
use super::widgets;
use crate::analysis::concordance::{Concordance, Sort, concordance};
use crate::analysis::query::{Query, QueryError};
use crate::say;
use crate::session::{Action, Command, Session};
use egui::{Key, RichText, Ui};
use std::collections::BTreeSet;

/// More lines than these are not listed; the count says that there are more.
const MOST: usize = 20_000;

/// What is typed, found and chosen here.
#[derive(Default)]
pub struct State {
    query: String,
    sort: Sort,
    found: Option<Found>,
    /// The line in hand.
    at: usize,
    /// Where choosing with Shift began.
    from: usize,
    chosen: BTreeSet<usize>,
    reveal: bool,
    /// Was it drawn in the last frame? If not, the query field takes the keyboard.
    shown: Option<u64>,
    list_focus: bool,
    name: String,
    flag: String,
    link: String,
    /// The last asking from elsewhere that was followed.
    asked_from_elsewhere: u64,
    asked: bool,
}

/// What the query found in one state of the project.
struct Found {
    query: String,
    sort: Sort,
    revision: u64,
    result: Result<Concordance, QueryError>,
}

impl State {
    fn look(&mut self, session: &Session) {
        let revision = session.history().revision();
        let same_query = self.found.as_ref().is_some_and(|found| found.query == self.query && found.sort == self.sort);
        if same_query && self.found.as_ref().is_some_and(|found| found.revision == revision) {
            return;
        }
        let result = if self.query.trim().is_empty() {
            Ok(Concordance::default())
        } else {
            Query::parse(&self.query).map(|query| concordance(session.project(), &query, self.sort, MOST))
        };
        if !same_query {
            (self.at, self.from, self.reveal) = (0, 0, true);
        }
        self.chosen.clear();
        let last = result.as_ref().map_or(0, |found| found.lines.len().saturating_sub(1));
        self.at = self.at.min(last);
        self.found = Some(Found { query: self.query.clone(), sort: self.sort, revision, result });
    }
}

/// Draws the concordance.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().interact_size.y = 26.0;
    let (number, query) = session.query_asked();
    if number != state.asked_from_elsewhere {
        state.asked_from_elsewhere = number;
        query.clone_into(&mut state.query);
    }
    state.look(session);
    let frame = ui.ctx().cumulative_frame_nr();
    let fresh = state.shown.is_none_or(|shown| shown + 1 < frame) && session.overlay().is_none();
    state.shown = Some(frame);
    let margin = egui::Margin { left: 22, right: 22, top: 12, bottom: 8 };
    let head = egui::Frame::new().fill(theme.paper).inner_margin(margin);
    egui::Panel::top("concordance head").frame(head).show(ui, |ui| {
        widgets::fields_on_paper(ui, theme);
        ui.horizontal(|ui| {
            let semibold = egui::FontFamily::Name(super::fonts::SEMIBOLD.into());
            ui.label(RichText::new(say!("concordance")).family(semibold).size(18.0).color(theme.ink));
            ui.add_space(14.0);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(RichText::new(say!("back-to-the-article")).size(13.0)).on_hover_text("Escape").clicked() {
                    commands.push(Action::ShowConcordance.into());
                }
                widgets::key_cap(ui, theme, &session.settings().key_text(Action::ShowConcordance));
                ui.add_space(6.0);
                saved(ui, session, state, commands);
                help(ui, theme, state);
                field(ui, state, fresh);
            });
        });
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if let Some(sort) = super::board::choice(
                ui,
                theme,
                say!("sort-by"),
                state.sort,
                &Sort::ALL.map(|sort| (sort, crate::words::translated(sort.name()))),
            ) {
                state.sort = sort;
            }
            outcome(ui, theme, state);
        });
    });
    if state.found.as_ref().is_some_and(|found| found.result.as_ref().is_ok_and(|result| !result.lines.is_empty())) {
        let foot = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(22, 8));
        egui::Panel::bottom("concordance foot").frame(foot).show(ui, |ui| bulk::ui(ui, session, theme, state, commands));
    }
    let body = egui::Frame::new().fill(theme.paper).inner_margin(egui::Margin { left: 22, right: 10, top: 4, bottom: 0 });
    egui::CentralPanel::default().frame(body).show(ui, |ui| lines::ui(ui, session, theme, state, commands));
}

fn field(ui: &mut Ui, state: &mut State, fresh: bool) {
    let down = ui.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::Enter));
    let wide = ui.available_width() - 4.0;
    let field = egui::TextEdit::singleline(&mut state.query)
        .hint_text(say!("words-a-phrase-climat-regex-holder-brink"))
        .font(egui::FontId::proportional(15.0))
        .margin(egui::Margin::symmetric(8, 6))
        .desired_width(wide);
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("query")));
    if fresh {
        response.request_focus();
    }
    if response.changed() {
        state.list_focus = false;
    }
    // Down or Enter in the field goes on to the lines.
    if down && (response.has_focus() || response.lost_focus()) {
        state.list_focus = true;
    }
}

fn outcome(ui: &mut Ui, theme: &Theme, state: &State) {
    match state.found.as_ref().map(|found| &found.result) {
        Some(Err(error)) => {
            ui.label(RichText::new(crate::words::told(error)).size(13.0).color(theme.warning));
        }
        Some(Ok(found)) if !state.query.trim().is_empty() => {
            let lines = say!("n-lines", n = found.lines.len() as i64);
            let articles = say!("n-articles", n = found.articles as i64);
            let more = if found.cut_off { say!("and-more-lines") } else { "" };
            let chosen = if state.chosen.is_empty() { String::new() } else { say!("so-many-chosen", n = state.chosen.len()) };
            widgets::soft(ui, theme, say!("lines-in-articles", lines = lines, more = more, articles = articles, chosen = chosen));
        }
        _ => {}
    }
}

/// What the query language can say; pressing a line asks for it.
fn help(ui: &mut Ui, theme: &Theme, state: &mut State) {
    let examples: [(&str, &str); 14] = [
        ("harbour", say!("the-word-in-any-case")),
        ("=ICE", say!("exactly-these-letters")),
        ("\"tram line\"", say!("words-in-a-row")),
        ("climat* wom?n", say!("any-ending-any-letter")),
        ("/fish(er|ing)/i", say!("a-regular-expression")),
        ("quay OR pier", say!("one-of-them")),
        ("harbour NOT tram", say!("articles-that-lack-it")),
        ("tram NEAR/5 noise", say!("within-five-words-s-one-sentence-p")),
        ("label:PERSON entity:Brink", say!("mentions-example")),
        ("holder:Brink polarity:against", say!("stances-also-target-category-frame-directness")),
        ("never IN polarity:against", say!("words-inside-an-annotation")),
        ("outlet:Lantern date:2026-03..2026-04", say!("articles-of-an-outlet-and-a-time")),
        ("annotator:me origin:accepted", say!("whose-and-how-they-came-about")),
        ("flag:re-decide", say!("what-was-flagged")),
    ];
    super::board::menu(ui, theme, say!("how-to-ask"), false, |ui| {
        ui.set_min_width(520.0);
        for (example, what) in examples {
            let response = widgets::line(ui, theme, false, &say!("example-and-meaning", example = example, what = what), |ui| {
                ui.label(RichText::new(example).family(egui::FontFamily::Monospace).size(12.5));
                widgets::soft(ui, theme, what);
            });
            if response.clicked() {
                example.clone_into(&mut state.query);
            }
        }
    });
}

/// Queries that were kept.
fn saved(ui: &mut Ui, session: &Session, state: &mut State, commands: &mut Vec<Command>) {
    let queries = &session.project().queries;
    ui.menu_button(RichText::new(say!("kept-queries")).size(13.0), |ui| {
        ui.set_min_width(280.0);
        for (name, query) in queries {
            ui.horizontal(|ui| {
                if ui.button(name).on_hover_text(query).clicked() {
                    state.query.clone_from(query);
                    ui.close();
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if super::icons::button(ui, super::icons::Icon::Cross, &say!("forget", name = name)).clicked() {
                        commands.push(Command::SaveQuery { name: name.clone(), query: None });
                    }
                });
            });
        }
        if !queries.is_empty() {
            ui.separator();
        }
        ui.label(RichText::new(say!("keep-this-query-as")).size(12.5));
        let field = egui::TextEdit::singleline(&mut state.name).hint_text(say!("a-name")).desired_width(200.0);
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("name-of-the-query")));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let ready = !state.name.trim().is_empty() && !state.query.trim().is_empty();
        if (ui.add_enabled(ready, egui::Button::new(say!("keep"))).clicked() || entered) && ready {
            commands.push(Command::SaveQuery { name: std::mem::take(&mut state.name), query: Some(state.query.clone()) });
            ui.close();
        }
    });
}
