//! Marking by hand: tagging, relabelling, edges, notes, removing, undo.

use crate::edit::Edit;
use crate::edit::codebook::RE_DECIDE;
use crate::model::{Article, Entity, EntityId, LabelId, Mention, MentionId, Provenance, Stance, StanceId, Status};
use crate::say;
use crate::session::command::Side;
use crate::session::selection::{Motion, moved, word_at};
use crate::session::{Action, Effect, Marked, Selection, Session};
use crate::text::{Span, SpanSet};
use std::sync::Arc;

/// Labels whose mentions name nothing that could be an entity.
const NUMERIC: [&str; 7] = ["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"];

impl Session {
    /// Labels what is in hand.
    pub(super) fn label(&mut self, label: LabelId) {
        match self.selection.marked {
            Some(Marked::Suggestion(id)) => self.accept(id, Some(label)),
            Some(Marked::Mention(_)) => self.relabel(label),
            Some(Marked::Stance(_)) => self.notices.note(say!("a-stance-has-no-label-select-words")),
            None => self.tag(label),
        }
    }

    fn tag(&mut self, label: LabelId) {
        let Some(article) = self.article().cloned() else { return };
        let word = || word_at(article.text(), self.selection.caret);
        let Some(span) = self.selection.span(article.text()).or_else(word) else {
            self.notices.note(say!("select-some-words-first-drag-double-click"));
            return;
        };
        let spans = SpanSet::from(span);
        let same = article
            .mentions_within(span)
            .into_iter()
            .find(|mention| mention.spans == spans && mention.annotator == self.annotator)
            .cloned();
        if let Some(same) = same {
            self.selection = Selection::marking(Marked::Mention(same.id), span);
            if same.label != label {
                self.relabel(label);
            }
            return;
        }
        let name = say!("tag-words-as", span = short(span.slice(article.text())), label = self.project.scheme.label_name(label));
        let (mut edits, mention) = self.new_mention(&article, spans, label, Provenance::manual(self.stamp()));
        edits.extend(self.in_progress(&article));
        if self.commit(name, Edit::Batch(edits)) {
            self.mark_mention(mention);
        }
    }

    /// The edits that add a mention, with an entity of its name where names are linked by themselves.
    pub(super) fn new_mention(
        &mut self,
        article: &Article,
        spans: SpanSet,
        label: LabelId,
        provenance: Provenance,
    ) -> (Vec<Edit>, MentionId) {
        let id = self.ids.draw();
        let mut mention = Mention::new(id, spans, label, self.annotator, provenance);
        let mut edits = Vec::new();
        if self.settings.link_by_name {
            let (entity, edit) = self.entity_for(&mention.spans.quote(article.text()), label);
            mention.entity = entity;
            edits.extend(edit);
        }
        edits.push(Edit::PutMention { article: article.id, mention: Arc::new(mention) });
        (edits, id)
    }

    /// The entity that goes by this name, or a new one; none for numbers and dates.
    fn entity_for(&mut self, name: &str, label: LabelId) -> (Option<EntityId>, Option<Edit>) {
        let label_name = self.project.scheme.label_name(label);
        if NUMERIC.contains(&label_name) {
            return (None, None);
        }
        if let Some(known) = self.entity_named(name, Some(label)) {
            return (Some(known), None);
        }
        let id = self.ids.draw();
        (Some(id), Some(Edit::PutEntity(Arc::new(Entity::new(id, name, Some(label))))))
    }

    /// The entity that goes by this name and has this label or none; a person also by the last name, if only one has it.
    pub(super) fn entity_named(&self, name: &str, label: Option<LabelId>) -> Option<EntityId> {
        let fits = |entity: &&Arc<Entity>| label.is_none() || entity.label.is_none() || entity.label == label;
        let exact = self.project.entities().filter(fits).find(|entity| entity.names().any(|known| known == name));
        if let Some(exact) = exact {
            return Some(exact.id);
        }
        let person = label.map(|label| self.project.scheme.label_name(label).to_ascii_lowercase());
        if !person.is_some_and(|label| label.starts_with("per")) || name.contains(char::is_whitespace) {
            return None;
        }
        let mut longer = self.project.entities().filter(fits).filter(|entity| {
            entity.names().any(|known| known.len() > name.len() && known.split_whitespace().next_back() == Some(name))
        });
        match (longer.next(), longer.next()) {
            (Some(only), None) => Some(only.id),
            _ => None,
        }
    }

    /// An article that somebody marks is in progress.
    pub(super) fn in_progress(&self, article: &Article) -> Option<Edit> {
        (article.status == Status::New).then_some(Edit::SetStatus { article: article.id, status: Status::InProgress })
    }

    fn relabel(&mut self, label: LabelId) {
        let Some((article, mention)) = self.mention_in_hand() else { return };
        let decides = mention.flags.contains(RE_DECIDE);
        if mention.label == label {
            if decides {
                self.set_flag(RE_DECIDE, false);
                self.next_to_decide();
            }
            return;
        }
        let words = mention.spans.quote(article.text());
        let name = say!("label-as", words = short(&words), label = self.project.scheme.label_name(label));
        let mut edits = Vec::new();
        let mut changed = Mention { label, ..(*mention).clone() };
        changed.flags.remove(RE_DECIDE);
        // An entity that only this mention has follows its label; one that others share is left to them.
        if let Some(entity) = mention.entity.and_then(|id| self.project.entity(id)) {
            if self.tally.of_entity(entity.id) <= 1 && self.tally.stances_of(entity.id) == 0 {
                edits.push(Edit::PutEntity(Arc::new(Entity { label: Some(label), ..(**entity).clone() })));
            } else if entity.label != Some(label) {
                let (entity, edit) = self.entity_for(&words, label);
                changed.entity = entity;
                edits.extend(edit);
            }
        }
        edits.push(Edit::PutMention { article: article.id, mention: Arc::new(changed) });
        if self.commit(name, Edit::Batch(edits)) {
            self.mark_mention(mention.id);
            if decides {
                self.next_to_decide();
            }
        }
    }

    pub(super) fn reshape(&mut self, id: MentionId, spans: SpanSet) {
        let Some(article) = self.article().cloned() else { return };
        let Some(mention) = article.mention(id).filter(|mention| mention.spans != spans) else { return };
        let changed = Mention { spans, ..(**mention).clone() };
        let name = say!("move-the-edges-of", spans = short(&mention.spans.quote(article.text())));
        if self.commit(name, Edit::PutMention { article: article.id, mention: Arc::new(changed) }) {
            self.mark_mention(id);
        }
    }

    pub(super) fn add_part(&mut self, id: MentionId) {
        let Some(article) = self.article().cloned() else { return };
        let (Some(mention), Some(span)) = (article.mention(id), self.selection.span(article.text())) else { return };
        if let Some(spans) = SpanSet::new(mention.spans.iter().chain([span])) {
            self.reshape(id, spans);
        }
    }

    /// Moves an edge of the mention, the suggestion or the selection by a word.
    pub(super) fn move_edge(&mut self, action: Action) {
        let Some(article) = self.article().cloned() else { return };
        let text = article.text();
        match self.selection.marked {
            Some(Marked::Mention(id)) => {
                let Some(mention) = article.mention(id) else { return };
                if let Some(spans) = with_edge(text, &mention.spans, action) {
                    self.reshape(id, spans);
                }
            }
            Some(Marked::Suggestion(id)) => {
                let Some(open) = self.proposals.find(article.id, id) else { return };
                if let Some(spans) = with_edge(text, self.shape_of(open), action) {
                    self.adjusted = Some((id, spans));
                    self.effects.push(Effect::Reveal);
                }
            }
            Some(Marked::Stance(id)) => {
                let Some(stance) = article.stance(id) else { return };
                let Some(spans) = stance.evidence.as_ref().and_then(|spans| with_edge(text, spans, action)) else { return };
                let changed = Stance { evidence: Some(spans), ..(**stance).clone() };
                self.commit(
                    say!("move-the-edges-of-the-evidence"),
                    Edit::PutStance { article: article.id, stance: Arc::new(changed) },
                );
            }
            None => {
                let Some(span) = self.selection.span(text) else { return };
                if let Some(spans) = with_edge(text, &span.into(), action) {
                    self.selection = Selection { anchor: spans.start(), caret: spans.end(), exact: true, marked: None };
                }
            }
        }
    }

    /// Puts one end of a mark at `byte`; words snap.
    pub(super) fn drag_edge(&mut self, marked: Marked, side: Side, byte: usize) {
        let Some(article) = self.article().cloned() else { return };
        let text = article.text();
        let spans = match marked {
            Marked::Mention(id) => article.mention(id).map(|mention| mention.spans.clone()),
            Marked::Stance(id) => article.stance(id).and_then(|stance| stance.evidence.clone()),
            Marked::Suggestion(id) => self.proposals.find(article.id, id).map(|open| self.shape_of(open).clone()),
        };
        let Some(spans) = spans else { return };
        let part = if side == Side::Start { spans.first() } else { spans.last() };
        let (anchor, caret) = if side == Side::Start { (part.end(), byte) } else { (part.start(), byte) };
        let Some(moved) = (Selection { anchor, caret, exact: false, marked: None }).span(text) else { return };
        let others = spans.iter().filter(|other| *other != part);
        let Some(spans) = SpanSet::new(others.chain([moved])) else { return };
        match marked {
            Marked::Mention(id) => self.reshape(id, spans),
            Marked::Suggestion(id) => self.adjusted = Some((id, spans)),
            Marked::Stance(id) => {
                let Some(stance) = article.stance(id) else { return };
                let changed = Stance { evidence: Some(spans), ..(**stance).clone() };
                self.commit(
                    say!("move-the-edges-of-the-evidence"),
                    Edit::PutStance { article: article.id, stance: Arc::new(changed) },
                );
            }
        }
    }

    pub(super) fn set_note(&mut self, note: &str) {
        self.writing_note = false;
        if let Some((article, mention)) = self.mention_in_hand() {
            let changed = Mention { note: note.to_owned(), ..(*mention).clone() };
            self.commit(say!("write-a-note"), Edit::PutMention { article: article.id, mention: Arc::new(changed) });
        } else if let Some((article, stance)) = self.stance_in_hand() {
            let changed = Stance { note: note.to_owned(), ..(*stance).clone() };
            self.commit(say!("write-a-note"), Edit::PutStance { article: article.id, stance: Arc::new(changed) });
        } else if let Some(article) = self.article().cloned() {
            self.commit(say!("write-a-note-on-the-article"), Edit::SetArticleNote { article: article.id, note: note.to_owned() });
        }
    }

    pub(super) fn set_flag(&mut self, flag: &str, on: bool) {
        if let Some((article, mention)) = self.mention_in_hand() {
            let mut changed = (*mention).clone();
            if on {
                changed.flags.insert(flag.to_owned())
            } else {
                changed.flags.remove(flag)
            };
            self.commit(say!("set-a-flag"), Edit::PutMention { article: article.id, mention: Arc::new(changed) });
        } else if let Some((article, stance)) = self.stance_in_hand() {
            let mut changed = (*stance).clone();
            if on {
                changed.flags.insert(flag.to_owned())
            } else {
                changed.flags.remove(flag)
            };
            self.commit(say!("set-a-flag"), Edit::PutStance { article: article.id, stance: Arc::new(changed) });
        }
    }

    pub(super) fn delete(&mut self) {
        match self.selection.marked {
            Some(Marked::Mention(id)) => self.remove_mention(id),
            Some(Marked::Stance(id)) => self.remove_stance(id),
            Some(Marked::Suggestion(id)) => self.reject(id),
            None => self.notices.note(say!("nothing-is-selected-click-a-mark-or")),
        }
    }

    pub(super) fn remove_mention(&mut self, id: MentionId) {
        let Some(article) = self.article().cloned() else { return };
        let Some(mention) = article.mention(id) else { return };
        let mut edits = vec![Edit::RemoveMention { article: article.id, mention: id }];
        edits.extend(mention.entity.and_then(|entity| self.unneeded(entity)));
        let name = say!("remove", spans = short(&mention.spans.quote(article.text())));
        let at = mention.spans.start();
        if self.commit(name, Edit::Batch(edits)) {
            self.selection = Selection::at(at);
        }
    }

    /// An entity that came with its only mention and that nobody added anything to goes with it.
    fn unneeded(&self, id: EntityId) -> Option<Edit> {
        let entity = self.project.entity(id)?;
        let plain = Entity::new(id, entity.name.clone(), entity.label);
        let alone = self.tally.of_entity(id) <= 1 && self.tally.stances_of(id) == 0;
        (alone && **entity == plain).then_some(Edit::RemoveEntity(id))
    }

    pub(super) fn remove_stance(&mut self, id: StanceId) {
        let Some(article) = self.article().cloned() else { return };
        self.commit(say!("remove-the-stance"), Edit::RemoveStance { article: article.id, stance: id });
    }

    pub(super) fn undo(&mut self) {
        if let Some(why) = self.read_only() {
            let text = say!("nothing-was-undone", why = crate::words::told(&why));
            self.notices.error(text);
            return;
        }
        match self.history.undo(&mut self.project).map(|step| step.map(|step| (step.name.clone(), step.article))) {
            Ok(Some((name, article))) => {
                if let Some(store) = &mut self.store {
                    store.undone();
                }
                self.went(say!("undone"), &name, article);
            }
            Ok(None) => self.notices.note(say!("there-is-nothing-to-undo")),
            Err(error) => self.notices.error(say!("that-could-not-be-undone", error = crate::words::told(&error))),
        }
    }

    pub(super) fn redo(&mut self) {
        match self.history.redo(&mut self.project).map(|step| step.map(|step| (step.name.clone(), step.article))) {
            Ok(Some((name, article))) => {
                if let Some(store) = &mut self.store {
                    store.redone();
                }
                self.went(say!("done-again"), &name, article);
            }
            Ok(None) => self.notices.note(say!("there-is-nothing-to-do-again")),
            Err(error) => self.notices.error(say!("that-could-not-be-done-again", error = crate::words::told(&error))),
        }
    }

    fn went(&mut self, how: &str, name: &str, article: Option<crate::model::ArticleId>) {
        self.after_change();
        if let Some(article) = article {
            self.show_article(article);
        }
        self.notices.note(format!("{how}: {name}"));
    }

    pub(super) fn copy(&mut self) {
        let Some(article) = self.article() else { return };
        let words = match self.selection.marked {
            Some(Marked::Mention(id)) => article.mention(id).map(|mention| mention.spans.quote(article.text())),
            Some(Marked::Stance(id)) => article.stance(id).and_then(|s| s.place()).map(|spans| spans.quote(article.text())),
            Some(Marked::Suggestion(id)) => {
                self.proposals.find(article.id, id).map(|open| self.shape_of(open).quote(article.text()))
            }
            None => self.selection.span(article.text()).map(|span| span.slice(article.text()).to_owned()),
        };
        self.effects.extend(words.map(Effect::Copy));
    }

    pub(super) fn edit_note(&mut self) {
        self.settings.panels.right_open = true;
        self.settings.panels.right = crate::session::RightPanel::Inspector;
        self.writing_note = true;
    }

    pub(super) fn link_entity(&mut self) {
        if self.mention_in_hand().is_some() {
            self.overlay = Some(crate::session::Overlay::LinkEntity);
        } else {
            self.notices.note(say!("select-a-mention-first-then-choose-who"));
        }
    }
}

/// The set with its first or last edge moved by a word; `None` where nothing would be left or nothing changes.
fn with_edge(text: &str, spans: &SpanSet, action: Action) -> Option<SpanSet> {
    let first = spans.first();
    let last = spans.last();
    let (start, end) = match action {
        Action::StartLeft => (moved(text, first.start(), Motion::WordBack), None),
        Action::StartRight => (moved(text, first.start(), Motion::WordForward), None),
        Action::EndRight => (first.start(), Some(moved(text, last.end(), Motion::WordEnd))),
        Action::EndLeft => {
            // To the end of the word before the last one.
            let word = moved(text, last.end(), Motion::WordBack);
            let before = moved(text, word, Motion::WordBack);
            let end = word_at(text, before).map_or(word, Span::end);
            (first.start(), Some(end.min(word)))
        }
        _ => return None,
    };
    let moved: Option<Vec<Span>> = if spans.len() == 1 {
        let span = Span::new(text, start..end.unwrap_or(last.end())).ok()?.trimmed(text)?;
        Some(vec![span])
    } else {
        let mut parts: Vec<Span> = spans.iter().collect();
        let count = parts.len();
        match end {
            None => parts[0] = Span::new(text, start..first.end()).ok()?.trimmed(text)?,
            Some(end) => parts[count - 1] = Span::new(text, last.start()..end).ok()?.trimmed(text)?,
        }
        Some(parts)
    };
    SpanSet::new(moved?)
}

/// The first words, for the names of steps.
pub(super) fn short(words: &str) -> String {
    let mut cut: String = words.chars().take(40).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if words.chars().nth(40).is_some() {
        cut.push('…');
    }
    cut
}
