//! The filter bar: outlets, dates, labels, annotators, status, the curated layer, suggestions. It acts on every page.

use crate::analysis::Filter;
use crate::model::Status;
use crate::say;
use crate::session::Session;
use crate::ui::theme::Theme;
use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{PopupCloseBehavior, RichText, Ui};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is typed here.
#[derive(Default)]
pub(super) struct State {
    from: String,
    to: String,
    /// The dates that the fields were filled from.
    of: Option<(Option<Date>, Option<Date>)>,
}

pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, filter: &mut Filter) {
    let project = session.project();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let outlets: BTreeSet<&str> = project.articles().map(|article| article.metadata.outlet.as_str()).collect();
        let named: Vec<(String, String)> = outlets
            .into_iter()
            .map(|name| (name.to_owned(), if name.is_empty() { say!("no-outlet").to_owned() } else { name.to_owned() }))
            .collect();
        facet(ui, theme, say!("outlet"), &named, &mut filter.outlets);
        dates(ui, theme, state, filter);
        let labels: Vec<_> =
            project.scheme.labels.iter().filter(|label| !label.hidden).map(|label| (label.id, label.name.clone())).collect();
        facet(ui, theme, say!("label"), &labels, &mut filter.labels);
        let people: Vec<_> = project.annotators.iter().map(|annotator| (annotator.id, annotator.name.clone())).collect();
        facet(ui, theme, say!("annotator"), &people, &mut filter.annotators);
        let statuses = [(Status::New, say!("new")), (Status::InProgress, say!("in-progress")), (Status::Done, say!("done"))];
        let statuses: Vec<_> = statuses.into_iter().map(|(status, name)| (status, name.to_owned())).collect();
        facet(ui, theme, say!("status-field"), &statuses, &mut filter.statuses);
        ui.checkbox(&mut filter.curated_only, RichText::new(say!("only-curated")).size(13.0));
        ui.checkbox(&mut filter.suggestions, RichText::new(say!("open-suggestions-hatched")).size(13.0))
            .on_hover_text(say!("of-the-articles-that-were-looked-at"));
        if *filter != Filter::default() && ui.button(RichText::new(say!("clear")).size(13.0)).clicked() {
            *filter = Filter::default();
        }
    });
}

/// One facet: a menu of ticks. Nothing ticked admits everything.
fn facet<T: Ord + Clone>(ui: &mut Ui, theme: &Theme, name: &str, all: &[(T, String)], chosen: &mut BTreeSet<T>) {
    let text = match chosen.len() {
        0 => say!("all-of-choice", name = name),
        1 => {
            let one = all.iter().find(|(value, _)| chosen.contains(value)).map_or("…", |(_, word)| word);
            format!("{name}: {one}")
        }
        many => format!("{name}: {many}"),
    };
    menu(ui, theme, &text, !chosen.is_empty(), |ui| {
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (value, word) in all {
                let mut on = chosen.contains(value);
                if ui.checkbox(&mut on, word).changed() {
                    if on {
                        chosen.insert(value.clone());
                    } else {
                        chosen.remove(value);
                    }
                }
            }
        });
        if !chosen.is_empty() && ui.button(say!("all")).clicked() {
            chosen.clear();
        }
    });
}

pub(in crate::ui) fn menu(ui: &mut Ui, theme: &Theme, text: &str, active: bool, inside: impl FnOnce(&mut Ui)) {
    let colour = if active { theme.accent } else { theme.ink };
    let button = egui::Button::new(RichText::new(text).size(13.0).color(colour));
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::from_button(button).config(config).ui(ui, |ui| {
        ui.set_min_width(190.0);
        inside(ui);
    });
}

fn dates(ui: &mut Ui, theme: &Theme, state: &mut State, filter: &mut Filter) {
    let text = match (filter.from, filter.to) {
        (None, None) => say!("dates-all").to_owned(),
        (Some(from), Some(to)) => say!("to", from = from.to_string(), to = to.to_string()),
        (Some(from), None) => say!("dates-from", from = from.to_string()),
        (None, Some(to)) => say!("until", to = to.to_string()),
    };
    let active = filter.from.is_some() || filter.to.is_some();
    menu(ui, theme, &text, active, |ui| {
        if state.of != Some((filter.from, filter.to)) {
            let word = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
            (state.from, state.to) = (word(filter.from), word(filter.to));
            state.of = Some((filter.from, filter.to));
        }
        let first = date_field(ui, theme, say!("first-day"), &mut state.from);
        let last = date_field(ui, theme, say!("last-day"), &mut state.to);
        if let Some(date) = first {
            filter.from = date;
        }
        if let Some(date) = last {
            filter.to = date;
        }
        if first.is_some() || last.is_some() {
            state.of = Some((filter.from, filter.to));
        }
        if active && ui.button(say!("all")).clicked() {
            (filter.from, filter.to) = (None, None);
        }
    });
}

/// A field for a day as `2026-03-02`; returns what it says when that was changed to a day, or to nothing.
pub(super) fn date_field(ui: &mut Ui, theme: &Theme, name: &str, text: &mut String) -> Option<Option<Date>> {
    let mut said = None;
    ui.horizontal(|ui| {
        let label = ui.label(RichText::new(name).size(12.5).color(theme.ink_soft));
        let typed = text.trim().parse::<Date>();
        let wrong = !text.trim().is_empty() && typed.is_err();
        let colour = if wrong { theme.warning } else { theme.ink };
        let field = egui::TextEdit::singleline(text).hint_text("2026-03-02").desired_width(110.0).text_color(colour);
        let response = ui.add(field).labelled_by(label.id);
        if response.changed() {
            said = if text.trim().is_empty() { Some(None) } else { text.trim().parse().ok().map(Some) };
        }
    });
    said
}
