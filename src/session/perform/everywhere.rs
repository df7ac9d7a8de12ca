//! Applying a label to the same words everywhere: the proof list, and one step for all that is ticked.

use super::annotating::short;
use crate::edit::Edit;
use crate::model::{Made, Proposal, Provenance, Verdict};
use crate::say;
use crate::session::{Marked, Overlay, Session, Spread};
use std::sync::Arc;

impl Session {
    /// Opens the proof list for the suggestion or mention in hand.
    pub(super) fn everywhere(&mut self) {
        let Some(article) = self.article().cloned() else { return };
        let (spans, label, entity, suggestion) = match self.selection.marked {
            Some(Marked::Mention(id)) => {
                let Some(mention) = article.mention(id) else { return };
                (mention.spans.clone(), mention.label, mention.entity, None)
            }
            Some(Marked::Suggestion(id)) => {
                let Some(open) = self.proposals.find(article.id, id) else { return };
                let Proposal::Mention { label, .. } = open.suggestion.proposal else {
                    self.notices.note(say!("a-stance-stands-in-its-own-words"));
                    return;
                };
                (self.shape_of(open).clone(), label, None, Some(id))
            }
            _ => {
                self.notices.note(say!("select-a-mention-or-suggestion-first-then"));
                return;
            }
        };
        if spans.len() > 1 {
            self.notices.note(say!("a-mention-in-several-parts-has-no"));
            return;
        }
        let words = spans.first().slice(article.text()).to_owned();
        let places = Spread::look(&self.project, &words, label, (*article).clone(), spans.first());
        if places.is_empty() {
            self.notices.note(say!("stands-nowhere-else-or-is-marked-there", words = short(&words)));
            if let Some(id) = suggestion {
                self.accept(id, None);
            }
            return;
        }
        self.spread = Some(Spread { words, label, entity, suggestion, places });
        self.overlay = Some(Overlay::Spread);
    }

    pub(super) fn tick(&mut self, index: usize, on: bool) {
        if let Some(place) = self.spread.as_mut().and_then(|spread| spread.places.get_mut(index)) {
            place.ticked = on;
        }
    }

    pub(super) fn tick_all(&mut self, on: bool) {
        for place in self.spread.iter_mut().flat_map(|spread| &mut spread.places) {
            place.ticked = on;
        }
    }

    /// Marks every ticked place, in one step.
    pub(super) fn apply_ticked(&mut self) {
        let Some(spread) = self.spread.take() else { return };
        self.overlay = None;
        let at = self.selection.range().start;
        let mut edits = Vec::new();
        let mut entity = spread.entity;
        // The suggestion it began from comes first: its entity is the one of all.
        let started = spread.suggestion.and_then(|id| {
            let article = self.article().cloned()?;
            let open = self.proposals.find(article.id, id).cloned()?;
            Some((article, open))
        });
        if let Some((article, open)) = started {
            let shape = self.shape_of(&open).clone();
            let corrected = shape != *open.place();
            let provenance = self.provenance(&open.suggestion, corrected);
            let (more, mention) = self.new_mention(&article, shape, spread.label, provenance);
            entity = entity.or_else(|| linked(&more));
            edits.extend(more);
            let made = Made::Mention(mention);
            let verdict = if corrected { Verdict::Corrected(made) } else { Verdict::Accepted(made) };
            edits.push(self.decided(&article, &open.suggestion, verdict));
            edits.extend(self.in_progress(&article));
        }
        let mut count = 0;
        for place in spread.places.iter().filter(|place| place.ticked) {
            let Some(article) = self.project.article(place.article).cloned() else { continue };
            let suggested = self.proposals.open(article.id);
            let spans = place.span.into();
            let same = suggested.iter().find(|open| {
                matches!(&open.suggestion.proposal, Proposal::Mention { spans: there, label } if *there == spans && *label == spread.label)
            });
            let provenance = match same {
                Some(open) => self.provenance(&open.suggestion, false),
                None => Provenance::manual(self.stamp()),
            };
            let (more, mention) = match entity {
                Some(entity) => self.linked_mention(&article, spans, spread.label, provenance, entity),
                None => self.new_mention(&article, spans, spread.label, provenance),
            };
            entity = entity.or_else(|| linked(&more));
            edits.extend(more);
            if let Some(open) = same {
                edits.push(self.decided(&article, &open.suggestion, Verdict::Accepted(Made::Mention(mention))));
            }
            count += 1;
        }
        if edits.is_empty() {
            return;
        }
        let label = self.project.scheme.label_name(spread.label);
        let name = say!("mark-as-in-more-places", spread = short(&spread.words), label = label, n = count);
        if self.commit(name, Edit::Batch(edits)) {
            self.notices.note(say!("more-places-marked-one-undo-takes-them", n = count));
            if spread.suggestion.is_some() {
                self.move_on(None, at);
            }
        }
    }

    fn linked_mention(
        &mut self,
        article: &crate::model::Article,
        spans: crate::text::SpanSet,
        label: crate::model::LabelId,
        provenance: Provenance,
        entity: crate::model::EntityId,
    ) -> (Vec<Edit>, crate::model::MentionId) {
        let id = self.ids.draw();
        let mut mention = crate::model::Mention::new(id, spans, label, self.annotator, provenance);
        mention.entity = Some(entity);
        (vec![Edit::PutMention { article: article.id, mention: Arc::new(mention) }], id)
    }
}

/// The entity that the mention among these edits refers to.
fn linked(edits: &[Edit]) -> Option<crate::model::EntityId> {
    edits.iter().find_map(|edit| match edit {
        Edit::PutMention { mention, .. } => mention.entity,
        _ => None,
    })
}
