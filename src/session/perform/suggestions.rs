//! Clearing suggestions like a spell check: next, accept, reject, skip.

use super::annotating::short;
use crate::edit::Edit;
use crate::model::{Article, Decision, LabelId, Made, Origin, Proposal, Provenance, Status, Verdict};
use crate::say;
use crate::session::proposals::{Open, Step, SuggestionId};
use crate::session::{Action, Order, Selection, Session};
use crate::suggest::{Suggestion, shown};
use crate::text::SpanSet;
use std::sync::Arc;

impl Session {
    pub(super) fn act_on_suggestions(&mut self, action: Action) {
        match action {
            Action::NextSuggestion => self.step(Step::Forward),
            Action::PreviousSuggestion => self.step(Step::Back),
            Action::Accept => match self.suggestion().map(|open| open.id) {
                Some(id) => self.accept(id, None),
                None => self.step(Step::Forward),
            },
            Action::Reject => match self.suggestion().map(|open| open.id) {
                Some(id) => self.reject(id),
                None => self.step(Step::Forward),
            },
            Action::Skip => {
                if let Some(id) = self.suggestion().map(|open| open.id) {
                    self.proposals.skip(id);
                }
                self.step(Step::Forward);
            }
            Action::AcceptSure => self.accept_sure(),
            Action::Refresh => {
                if let Some(article) = self.article().cloned() {
                    self.ask_engines(&article);
                }
            }
            Action::SuggestAll => self.suggest_all(),
            Action::OrderText => self.settings.order = Order::Text,
            Action::OrderUncertain => self.settings.order = Order::Uncertain,
            Action::OrderEasy => self.settings.order = Order::Easy,
            _ => {}
        }
    }

    fn step(&mut self, step: Step) {
        let Some(article) = self.open else { return };
        let from = self.suggestion().map(|open| open.id);
        let caret = self.selection.range().start;
        match self.proposals.neighbour(article, self.settings.order, from, caret, step) {
            Some(id) => {
                self.adjusted = None;
                self.mark_suggestion(id);
            }
            None if !self.proposals.is_answered(article) => self.notices.note(say!("suggestions-are-still-being-worked-out")),
            None => self.notices.note(match self.article().map(|article| article.status) {
                Some(Status::Done) => say!("no-open-suggestions-here-ctrl-pagedown-goes").to_owned(),
                _ => {
                    let key = self.settings.key_text(Action::MarkDone);
                    say!("no-open-suggestions-here-marks-the-article", key = key)
                }
            }),
        }
    }

    /// Where to go when `id` is decided: the next one in the order of work, if another is open.
    fn after(&self, id: SuggestionId) -> Option<SuggestionId> {
        let article = self.open?;
        let next = self.proposals.neighbour(article, self.settings.order, Some(id), 0, Step::Forward)?;
        (next != id).then_some(next)
    }

    pub(super) fn accept(&mut self, id: SuggestionId, label: Option<LabelId>) {
        let Some(article) = self.article().cloned() else { return };
        let Some(open) = self.proposals.find(article.id, id).cloned() else { return };
        let next = self.after(id);
        let at = open.place().start();
        let shape = self.shape_of(&open).clone();
        let edits = match &open.suggestion.proposal {
            Proposal::Mention { .. } => self.take_mention(&article, &open, shape, label),
            Proposal::Stance(_) if label.is_some() => {
                self.notices.note(say!("a-stance-has-no-label-a-accepts"));
                return;
            }
            Proposal::Stance(_) => self.take_stance(&article, &open, shape),
        };
        let Some((name, mut edits)) = edits else { return };
        edits.extend(self.in_progress(&article));
        if self.commit(name, Edit::Batch(edits)) {
            self.move_on(next, at);
        }
    }

    /// The edits that make a suggested mention one of ours.
    fn take_mention(
        &mut self,
        article: &Arc<Article>,
        open: &Open,
        shape: SpanSet,
        label: Option<LabelId>,
    ) -> Option<(String, Vec<Edit>)> {
        let Proposal::Mention { spans, label: proposed } = &open.suggestion.proposal else { return None };
        let label = label.unwrap_or(*proposed);
        let corrected = shape != *spans || label != *proposed;
        let words = shape.quote(article.text());
        let provenance = self.provenance(&open.suggestion, corrected);
        let (mut edits, mention) = self.new_mention(article, shape, label, provenance);
        let made = Made::Mention(mention);
        let verdict = if corrected { Verdict::Corrected(made) } else { Verdict::Accepted(made) };
        edits.push(self.decided(article, &open.suggestion, verdict));
        Some((say!("accept-as", words = short(&words), label = self.project.scheme.label_name(label)), edits))
    }

    pub(super) fn provenance(&self, suggestion: &Suggestion, corrected: bool) -> Provenance {
        Provenance {
            origin: if corrected { Origin::Corrected } else { Origin::Accepted },
            suggester: Some(suggestion.engine.into()),
            score: Some(suggestion.score),
            at: self.stamp(),
        }
    }

    /// The edit that records a decision.
    pub(super) fn decided(&mut self, article: &Article, suggestion: &Suggestion, verdict: Verdict) -> Edit {
        let now = self.clock.now();
        let id = SuggestionId::of(&suggestion.proposal);
        let shown_since = self.shown_since.filter(|(shown, _)| *shown == id);
        let shown_since = shown_since.filter(|_| self.settings.time_work);
        let took_millis = shown_since.and_then(|(_, since)| u32::try_from(now.0 - since.0).ok());
        Edit::PutDecision {
            article: article.id,
            decision: Arc::new(Decision {
                id: self.ids.draw(),
                verdict,
                proposal: suggestion.proposal.clone(),
                annotator: self.annotator,
                at: self.stamp(),
                suggester: suggestion.engine.into(),
                score: suggestion.score,
                took_millis,
                fingerprint: shown::fingerprint(article.text(), &suggestion.proposal),
            }),
        }
    }

    pub(super) fn reject(&mut self, id: SuggestionId) {
        let Some(article) = self.article().cloned() else { return };
        let Some(open) = self.proposals.find(article.id, id).cloned() else { return };
        let next = self.after(id);
        let at = open.place().start();
        let edit = self.decided(&article, &open.suggestion, Verdict::Rejected);
        let name = say!("reject-words", place = short(&open.place().quote(article.text())));
        let edits = [edit].into_iter().chain(self.in_progress(&article)).collect();
        if self.commit(name, Edit::Batch(edits)) {
            self.move_on(next, at);
        }
    }

    /// To the next open suggestion after one was decided at `at`.
    pub(super) fn move_on(&mut self, next: Option<SuggestionId>, at: usize) {
        self.adjusted = None;
        self.selection = Selection::at(at);
        let Some(article) = self.open else { return };
        let next = next
            .filter(|id| self.proposals.find(article, *id).is_some())
            .or_else(|| self.proposals.neighbour(article, self.settings.order, None, at, Step::Forward));
        match next {
            Some(id) => self.mark_suggestion(id),
            None if self.proposals.is_answered(article) => {
                let key = self.settings.key_text(Action::MarkDone);
                self.notices.note(say!("that-was-the-last-suggestion-here-marks", key = key));
            }
            None => {}
        }
    }

    /// Takes all suggestions shown as sure, in one step.
    fn accept_sure(&mut self) {
        let Some(article) = self.article().cloned() else { return };
        let open = self.proposals.open(article.id);
        let sure: Vec<&Open> = open.iter().filter(|open| open.sure).collect();
        if sure.is_empty() {
            self.notices.note(say!("no-suggestion-here-is-shown-as-sure"));
            return;
        }
        let count = sure.len();
        // One after the other on a copy, so that the second mention of a name finds the entity that the first one made.
        let before = self.project.clone();
        let mut all = Vec::new();
        for open in sure {
            let edits = match &open.suggestion.proposal {
                Proposal::Mention { .. } => self.take_mention(&article, open, open.place().clone(), None),
                Proposal::Stance(_) => self.take_stance(&article, open, open.place().clone()),
            };
            let Some((_, edits)) = edits else { continue };
            if crate::edit::apply(&mut self.project, Edit::Batch(edits.clone())).is_ok() {
                all.extend(edits);
            }
        }
        self.project = before;
        all.extend(self.in_progress(&article));
        if self.commit(say!("accept-sure-suggestions", n = count), Edit::Batch(all)) {
            self.notices.note(say!("suggestions-accepted-one-undo-takes-them-back", n = count));
        }
    }
}
