//! Beside the text: what the codebook says of the label or the side in hand, and one's own last decisions about these words.

use super::theme::Theme;
use super::widgets;
use crate::analysis::Party;
use crate::analysis::memory::{Memory, Past};
use crate::analysis::precedents::{Precedent, precedents};
use crate::model::{Actor, LabelId, Polarity, Proposal};
use crate::say;
use crate::session::{Action, Command, Marked, Session};
use egui::{RichText, Ui};

/// The decisions that were looked up last, and for what.
#[derive(Default)]
pub struct State {
    memory: Memory,
    made: Option<(String, u64, Vec<Past>)>,
    /// Earlier stances, for which holder and target, and in which state of the project.
    sides: Option<(Pair, u64, Vec<Precedent>)>,
}

/// Holder and target of what is decided.
type Pair = (Party, Party);

/// The side that the stance in hand takes, or is suggested to take.
fn side_in_hand(session: &Session) -> Option<Polarity> {
    match session.selection().marked? {
        Marked::Mention(_) => None,
        Marked::Stance(id) => session.article()?.stance(id).map(|stance| stance.polarity),
        Marked::Suggestion(_) => match &session.suggestion()?.suggestion.proposal {
            Proposal::Stance(stance) => Some(stance.polarity),
            Proposal::Mention { .. } => None,
        },
    }
}

/// Holder and target of the stance in hand, where it is about something.
fn pair_in_hand(session: &Session) -> Option<Pair> {
    let article = session.article()?;
    match session.selection().marked? {
        Marked::Mention(_) => None,
        Marked::Stance(id) => {
            let stance = article.stance(id)?;
            Some((Party::holder(stance, article.text()), Party::target(stance, article.text())?))
        }
        Marked::Suggestion(_) => match &session.suggestion()?.suggestion.proposal {
            Proposal::Stance(stance) if !stance.target_name.is_empty() => {
                let named = |name: &str| Party::named(session.project(), name);
                let holder = match stance.holder {
                    Actor::Author => Party::Author,
                    _ => named(&stance.holder_name),
                };
                Some((holder, named(&stance.target_name)))
            }
            _ => None,
        },
    }
}

/// The label and the words that are being decided on.
fn in_hand(session: &Session) -> Option<(Option<LabelId>, String)> {
    let article = session.article()?;
    let text = article.text();
    match session.selection().marked {
        Some(Marked::Mention(id)) => article.mention(id).map(|mention| (Some(mention.label), mention.spans.quote(text))),
        Some(Marked::Suggestion(_)) => session.suggestion().and_then(|open| match open.suggestion.proposal {
            Proposal::Mention { label, .. } => Some((Some(label), session.shape_of(open).quote(text))),
            Proposal::Stance(_) => None,
        }),
        Some(Marked::Stance(_)) => None,
        None => session.selected_span().map(|span| (None, span.slice(text).to_owned())),
    }
    .filter(|(_, words)| words.len() < 120)
}

/// Is there anything to show?
pub fn wanted(session: &Session, state: &mut State) -> bool {
    if side_in_hand(session).is_some() {
        let (pair, revision) = (pair_in_hand(session), session.history().revision());
        let known = state.sides.as_ref().is_some_and(|(of, at, _)| Some(of) == pair.as_ref() && *at == revision);
        if !known {
            let except = match session.selection().marked {
                Some(Marked::Stance(id)) => session.article().map(|article| (article.id, id)),
                _ => None,
            };
            state.sides = pair.map(|pair| {
                let found = precedents(session.project(), (&pair.0, &pair.1), session.annotator(), except, 5);
                (pair, revision, found)
            });
        }
        return true;
    }
    let Some((label, words)) = in_hand(session) else { return false };
    let revision = session.history().revision();
    if state.made.as_ref().is_none_or(|(of, at, _)| *of != words || *at != revision) {
        state.memory.update(session.project());
        let found = state.memory.past(&words, session.annotator(), 6);
        state.made = Some((words, revision, found));
    }
    let here = session.article().map(|article| article.id);
    let decided = state.made.as_ref().is_some_and(|(_, _, found)| found.iter().any(|past| !is_here(session, past, here)));
    label.and_then(|label| session.project().scheme.label(label)).is_some_and(|label| !label.definition.is_empty()) || decided
}

/// The decision on the very mark in hand is not news.
fn is_here(session: &Session, past: &Past, here: Option<crate::model::ArticleId>) -> bool {
    let own = match session.selection().marked {
        Some(Marked::Mention(id)) => Some(crate::model::Made::Mention(id)),
        _ => None,
    };
    own.is_some() && past.passage.made == own && Some(past.passage.article) == here
}

/// Draws the card.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &State, commands: &mut Vec<Command>) {
    if let Some(polarity) = side_in_hand(session) {
        egui::ScrollArea::vertical().max_height(250.0).min_scrolled_height(250.0).id_salt("codebook side").show(ui, |ui| {
            side(ui, session, theme, polarity, commands);
            if let Some((pair, _, found)) = &state.sides {
                before(ui, session, theme, pair, found, commands);
            }
        });
        return;
    }
    let Some((label, words)) = in_hand(session) else { return };
    let scheme = &session.project().scheme;
    egui::ScrollArea::vertical().max_height(250.0).min_scrolled_height(250.0).id_salt("codebook card").show(ui, |ui| {
        if let Some(label) = label.and_then(|label| scheme.label(label)) {
            ui.horizontal(|ui| {
                widgets::tag(ui, widgets::tint_of(theme, scheme, label.id), &label.name);
                take(ui, session, commands);
            });
            if !label.definition.is_empty() {
                ui.label(RichText::new(&label.definition).size(13.0));
            }
            lines(ui, theme, say!("for-instance"), &label.examples);
            lines(ui, theme, say!("not"), &label.counter_examples);
        }
        let Some((_, _, found)) = &state.made else { return };
        let here = session.article().map(|article| article.id);
        let found: Vec<&Past> = found.iter().filter(|past| !is_here(session, past, here)).take(5).collect();
        if found.is_empty() {
            return;
        }
        widgets::heading(ui, theme, &say!("your-last-decisions-on", words = short(&words)));
        for (at, past) in found.into_iter().enumerate() {
            let Some(article) = session.project().article(past.passage.article) else { continue };
            let what = past.label.map_or(say!("rejected"), |label| scheme.label_name(label));
            let day = jiff::Timestamp::from_millisecond(past.at.0).map_or_else(
                |_| String::new(),
                |at| format!("{} {}", at.strftime("%-d"), crate::words::translated(&at.strftime("%b").to_string())),
            );
            let day = if past.at.0 == 0 { String::new() } else { day };
            ui.push_id(("past", at), |ui| {
                let name = format!("{what}, {day}, {}", article.display_title());
                let response = widgets::line(ui, theme, false, &name, |ui| {
                    match past.label {
                        Some(label) => widgets::tag(ui, widgets::tint_of(theme, scheme, label), what),
                        None => _ = widgets::soft(ui, theme, what),
                    }
                    widgets::soft(ui, theme, day);
                    widgets::cut(ui, RichText::new(article.display_title()).size(12.5).color(theme.ink_soft));
                });
                if response.clicked() {
                    commands.push(Command::OpenPassage(past.passage.clone()));
                }
            });
        }
    });
}

/// Two buttons: the words in hand are an example, or an example of what it is not.
fn take(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        for (action, text) in [(Action::AddCounterExample, say!("not-this")), (Action::AddExample, say!("example"))] {
            let key = session.settings().key_text(action);
            if ui.small_button(text).on_hover_text(format!("{} ({key})", action.help())).clicked() {
                commands.push(action.into());
            }
        }
    });
}

/// What the codebook says of the side that is taken.
fn side(ui: &mut Ui, session: &Session, theme: &Theme, polarity: Polarity, commands: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    let style = theme.polarity(polarity);
    ui.horizontal(|ui| {
        ui.label(RichText::new(format!("{} {}", style.sign, style.word)).color(style.colour).strong().size(13.0));
        take(ui, session, commands);
    });
    ui.label(RichText::new(crate::words::retold(scheme.meaning(polarity))).size(13.0));
    if let Some(meaning) = scheme.polarities.get(&polarity) {
        lines(ui, theme, say!("for-instance"), &meaning.examples);
        lines(ui, theme, say!("not"), &meaning.counter_examples);
    }
}

/// One's own last stances towards the same target.
fn before(ui: &mut Ui, session: &Session, theme: &Theme, pair: &Pair, found: &[Precedent], commands: &mut Vec<Command>) {
    if found.is_empty() {
        return;
    }
    let project = session.project();
    widgets::heading(ui, theme, &say!("your-last-stances-on", pair = short(pair.1.name(project))));
    for (at, past) in found.iter().enumerate() {
        let Some(article) = project.article(past.passage.article) else { continue };
        let style = theme.polarity(past.polarity);
        let holder = past.holder.name(project);
        ui.push_id(("before", at), |ui| {
            let name = format!("{holder}: {}, {}", style.word, article.display_title());
            let response = widgets::line(ui, theme, false, &name, |ui| {
                ui.label(RichText::new(style.sign).color(style.colour).strong());
                ui.label(RichText::new(short(holder)).size(12.5));
                widgets::cut(ui, RichText::new(article.display_title()).size(12.5).color(theme.ink_soft));
            });
            if response.clicked() {
                commands.push(Command::OpenPassage(past.passage.clone()));
            }
        });
    }
}

fn lines(ui: &mut Ui, theme: &Theme, word: &str, examples: &[String]) {
    if examples.is_empty() {
        return;
    }
    let last: Vec<String> = examples.iter().rev().take(4).map(|example| format!("“{example}”")).collect();
    ui.label(RichText::new(format!("{word}{}", last.join(", "))).size(12.5).color(theme.ink_soft));
}

fn short(words: &str) -> String {
    if words.chars().count() <= 28 { words.to_owned() } else { words.chars().take(27).chain(['…']).collect() }
}
