//! What in a project teaches, in the order it happened.

use super::super::Document;
use crate::model::{ArticleId, Project, Proposal, Status, Verdict};
use crate::text::Span;

/// One thing that teaches: something was marked or rejected at a place, or an article was finished.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Event {
    pub(super) at: i64,
    pub(super) article: ArticleId,
    /// `None`: the article is done, and what is not marked in it is outside.
    place: Option<(Span, String, bool)>,
}

/// Most events that are taught; of more, the latest.
const MOST: usize = 4000;

/// The events of a project in the order they happened.
pub(super) fn events(project: &Project) -> Vec<Event> {
    let mut events = Vec::new();
    for article in project.articles() {
        let first = events.len();
        for mention in article.mentions().filter(|mention| mention.spans.len() == 1) {
            let label = project.scheme.label_name(mention.label).to_owned();
            let place = Some((mention.spans.first(), label, true));
            events.push(Event { at: mention.provenance.at.0, article: article.id, place });
        }
        for decision in article.decisions().filter(|decision| decision.verdict == Verdict::Rejected) {
            if let Proposal::Mention { spans, label } = &decision.proposal
                && spans.fits(article.text())
                && spans.len() == 1
            {
                let label = project.scheme.label_name(*label).to_owned();
                events.push(Event { at: decision.at.0, article: article.id, place: Some((spans.first(), label, false)) });
            }
        }
        if article.status == Status::Done {
            let last = events[first..].iter().map(|event| event.at).max().unwrap_or(0);
            events.push(Event { at: last, article: article.id, place: None });
        }
    }
    // By time; at the same time marks come before "done", which has no place.
    events.sort_by(|a, b| (a.at, a.article, a.place.is_none(), &a.place).cmp(&(b.at, b.article, b.place.is_none(), &b.place)));
    events.split_off(events.len().saturating_sub(MOST))
}

/// What is known of a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    pub(super) gold: Vec<(Span, String)>,
    pub(super) rejected: Vec<(Span, String)>,
    /// What is not marked is outside.
    pub(super) complete: bool,
}

/// What was known at `event`, after the events `seen`, of the sentences it touches, by number.
pub(super) fn marks(document: &Document, event: &Event, seen: &[Event]) -> Vec<(usize, Marks)> {
    let mut marks = Marks { complete: event.place.is_none(), ..Marks::default() };
    for earlier in seen.iter().chain([event]).filter(|earlier| earlier.article == event.article) {
        if let Some((span, label, gold)) = &earlier.place {
            let list = if *gold { &mut marks.gold } else { &mut marks.rejected };
            list.push((*span, label.clone()));
        }
    }
    marks.gold.sort();
    marks.gold.dedup();
    let numbers = match &event.place {
        Some((span, ..)) => {
            let number = document.sentence_of(document.token_at(span.start()));
            number..number + 1
        }
        None => 0..document.sentences.len(),
    };
    numbers.filter(|number| *number < document.sentences.len()).map(|number| (number, marks.clone())).collect()
}
