//! The stance card: opened on words, a suggestion or a stance; filled; kept as one step.

use super::annotating::short;
use crate::edit::Edit;
use crate::model::{
    Actor, Article, Directness, Entity, FrameCode, Holder, Issue, LabelId, Made, Polarity, Proposal, Provenance, Stance,
    StanceProposal, Target, TargetKind, TargetRef, Verdict,
};
use crate::say;
use crate::session::proposals::Open;
use crate::session::selection::sentence_at;
use crate::session::{Marked, Overlay, Party, Session, Slot, StanceDraft};
use crate::suggest::stance::is_pronoun;
use crate::text::{Span, SpanSet};
use std::sync::Arc;

impl Session {
    /// Opens the card: on the stance or suggestion in hand, else on the selected words, else on the sentence at the caret.
    pub(super) fn stance_card(&mut self) {
        let Some(article) = self.article().cloned() else { return };
        let draft = match self.selection.marked {
            Some(Marked::Stance(id)) => article.stance(id).map(|stance| draft_of(stance, &article)),
            Some(Marked::Suggestion(id)) => match self.proposals.find(article.id, id).cloned() {
                Some(open) if open.is_stance() => self.draft_of_suggestion(&open),
                Some(open) => self.fresh_draft(&article, self.shape_of(&open).hull()),
                None => None,
            },
            Some(Marked::Mention(id)) => {
                article.mention(id).cloned().and_then(|mention| self.fresh_draft(&article, mention.spans.hull()))
            }
            None => match self.selection.span(article.text()) {
                Some(span) => self.draft_on(span),
                None => self.fresh_draft(&article, Span::new(article.text(), self.selection.caret..article.text().len()).ok()),
            },
        };
        match draft {
            Some(draft) => {
                self.draft = Some(draft);
                self.overlay = Some(Overlay::StanceCard);
            }
            None => self.notices.note(say!("select-the-words-that-carry-the-stance")),
        }
    }

    /// A fresh card on the sentence around `near`; its evidence is that sentence.
    fn fresh_draft(&mut self, article: &Article, near: impl Into<Option<Span>>) -> Option<StanceDraft> {
        let near = near.into()?;
        let sentence = sentence_at(article.text(), near.start())?;
        self.draft_on(sentence)
    }

    /// A fresh card with this evidence, holder and target filled with the likeliest.
    fn draft_on(&mut self, evidence: Span) -> Option<StanceDraft> {
        let article = self.article()?.clone();
        // Where the engines propose a stance in these very words, theirs is the better filling.
        let proposed = self
            .proposals
            .open(article.id)
            .iter()
            .find(|open| open.is_stance() && !open.is_quotation() && open.place().hull().overlaps(evidence))
            .cloned();
        if let Some(mut draft) = proposed.and_then(|open| self.draft_of_suggestion(&open)) {
            draft.stance.evidence = Some(evidence.into());
            return Some(draft);
        }
        let mut stance = Stance::new(self.ids.draw(), self.annotator, Provenance::manual(self.stamp()));
        stance.evidence = Some(evidence.into());
        stance.polarity = Polarity::Unclear;
        stance.attribution.directness = directness_of(article.text(), evidence);
        let mut draft = StanceDraft {
            stance,
            exists: false,
            suggestion: None,
            holder: Party::Open,
            holder_mention: None,
            target: Party::Open,
            target_mention: None,
            target_kind: TargetKind::Entity,
            choosing: None,
        };
        if let Some((holder, mention)) = self.speaker_of(&article, evidence) {
            draft.fill(Slot::Holder, holder, mention);
        } else if let Some(holder) = self.likely(Slot::Holder, evidence) {
            draft.fill(Slot::Holder, holder.party, holder.mention);
        }
        if let Some(target) = self.likely(Slot::Target, evidence).filter(|target| target.party != draft.holder) {
            draft.fill(Slot::Target, target.party, target.mention);
        }
        Some(draft)
    }

    /// Who says these words, where they are a quotation, marked or open: it and the words that name it.
    fn speaker_of(&self, article: &Article, evidence: Span) -> Option<(Party, Option<SpanSet>)> {
        let says = |spans: &SpanSet| spans.iter().any(|span| span.overlaps(evidence));
        let marked = article.stances().find(|stance| stance.polarity == Polarity::None && stance.place().is_some_and(says));
        if let Some(stance) = marked {
            return Some((Party::of_actor(stance.holder.actor), stance.holder.mention.clone()));
        }
        let open = self.proposals.open(article.id);
        let open = open.iter().find(|open| open.is_quotation() && says(open.place()))?;
        let Proposal::Stance(proposal) = &open.suggestion.proposal else { return None };
        Some((self.holder_of(article, proposal), proposal.holder_mention.clone()))
    }

    fn holder_of(&self, article: &Article, proposal: &StanceProposal) -> Party {
        if proposal.holder_name.is_empty() || is_pronoun(&proposal.holder_name) {
            return Party::of_actor(proposal.holder);
        }
        self.party_named(article, &proposal.holder_name, proposal.holder_mention.as_ref())
    }

    /// The entity of this name, or one to be made of it.
    fn party_named(&self, article: &Article, name: &str, mention: Option<&SpanSet>) -> Party {
        let label = mention.and_then(|mention| self.label_at(article, mention));
        match self.entity_named(name, label) {
            Some(entity) => Party::Entity(entity),
            None => Party::Name { name: name.to_owned(), label },
        }
    }

    fn draft_of_suggestion(&mut self, open: &Open) -> Option<StanceDraft> {
        let article = self.article()?.clone();
        let Proposal::Stance(proposal) = &open.suggestion.proposal else { return None };
        let mut stance = Stance::new(self.ids.draw(), self.annotator, self.provenance(&open.suggestion, true));
        stance.evidence = Some(self.shape_of(open).clone());
        stance.polarity = proposal.polarity;
        stance.basis = proposal.basis;
        stance.attribution = proposal.attribution.clone();
        let holder = self.holder_of(&article, proposal);
        let issue = self.project.scheme.issue_named(&proposal.target_name).map(|issue| issue.id);
        let target = match issue {
            _ if proposal.target_name.is_empty() => Party::Open,
            Some(issue) => Party::Issue(issue),
            None if proposal.target_kind == TargetKind::Issue => Party::NewIssue(proposal.target_name.clone()),
            None => self.party_named(&article, &proposal.target_name, proposal.target_mention.as_ref()),
        };
        Some(StanceDraft {
            stance,
            exists: false,
            suggestion: Some(open.id),
            holder,
            holder_mention: proposal.holder_mention.clone(),
            target,
            target_mention: proposal.target_mention.clone(),
            target_kind: proposal.target_kind,
            choosing: None,
        })
    }

    /// The label of the mention or open suggestion on these words.
    fn label_at(&self, article: &Article, words: &SpanSet) -> Option<LabelId> {
        let marked = article.mentions_within(words.hull()).into_iter().find(|mention| mention.spans.overlaps(words));
        marked.map(|mention| mention.label).or_else(|| {
            self.proposals.open(article.id).iter().find_map(|open| match &open.suggestion.proposal {
                Proposal::Mention { spans, label } if spans.overlaps(words) => Some(*label),
                _ => None,
            })
        })
    }

    pub(super) fn draft_with(&mut self, change: impl FnOnce(&mut StanceDraft)) {
        if let Some(draft) = &mut self.draft {
            change(draft);
        }
    }

    /// Sets the polarity on the card, or on the stance in hand.
    pub(super) fn set_polarity(&mut self, polarity: Polarity) {
        if self.draft.is_some() {
            self.draft_with(|draft| draft.stance.polarity = polarity);
        } else if let Some((article, stance)) = self.stance_in_hand() {
            let changed = Stance { polarity, ..(*stance).clone() };
            self.commit(say!("set-the-polarity"), Edit::PutStance { article: article.id, stance: Arc::new(changed) });
        }
    }

    /// Keeps what the card says, in one step with the entities and issues it names for the first time.
    pub(super) fn keep_stance(&mut self) {
        let (Some(mut draft), Some(article)) = (self.draft.clone(), self.article().cloned()) else { return };
        let mut edits = Vec::new();
        if draft.target == Party::Open && draft.target_mention.is_none() && draft.stance.polarity != Polarity::None {
            self.draft_with(|draft| draft.choosing = Some(Slot::Target));
            self.notices.note(say!("say-what-the-stance-is-about-or"));
            return;
        }
        let actor = self.actor_of(&draft.holder, &mut edits);
        draft.stance.holder = Holder { actor, mention: draft.holder_mention.clone(), path: draft.stance.holder.path.clone() };
        let reference = self.reference_of(&draft.target, draft.target_mention.is_some(), &mut edits);
        draft.stance.target = Target { kind: draft.target_kind, reference, mention: draft.target_mention.clone() };
        self.keep_frames(&draft.stance, &mut edits);
        let id = draft.stance.id;
        let suggested = draft.suggestion.and_then(|id| self.proposals.find(article.id, id).cloned());
        edits.push(Edit::PutStance { article: article.id, stance: Arc::new(draft.stance) });
        if let Some(open) = &suggested {
            edits.push(self.decided(&article, &open.suggestion, Verdict::Corrected(Made::Stance(id))));
        }
        edits.extend(self.in_progress(&article));
        let target = draft.target.name(&self.project);
        let target = if target.is_empty() { say!("a-quotation") } else { &target };
        let verb = if draft.exists { say!("change-the-stance") } else { say!("add-a-stance") };
        let name = say!("on", verb = verb, holder = short(&draft.holder.name(&self.project)), target = short(target));
        let next =
            suggested.as_ref().map(|open| (open.place().start(), self.selection.marked == Some(Marked::Suggestion(open.id))));
        if self.commit(name, Edit::Batch(edits)) {
            self.draft = None;
            self.overlay = None;
            match next {
                Some((at, true)) => self.move_on(None, at),
                _ => self.mark_stance(id),
            }
        }
    }

    /// The edits that make a suggested stance one of ours.
    pub(super) fn take_stance(&mut self, article: &Arc<Article>, open: &Open, shape: SpanSet) -> Option<(String, Vec<Edit>)> {
        let Proposal::Stance(proposal) = &open.suggestion.proposal else { return None };
        let StanceProposal { evidence, .. } = &**proposal;
        let corrected = shape != *evidence;
        let mut draft = self.draft_of_suggestion(open)?;
        let mut edits = Vec::new();
        draft.stance.provenance = self.provenance(&open.suggestion, corrected);
        draft.stance.evidence = Some(shape);
        draft.stance.holder.actor = self.actor_of(&draft.holder, &mut edits);
        draft.stance.holder.mention = draft.holder_mention.clone();
        let reference = self.reference_of(&draft.target, draft.target_mention.is_some(), &mut edits);
        draft.stance.target = Target { kind: draft.target_kind, reference, mention: draft.target_mention.clone() };
        let made = Made::Stance(draft.stance.id);
        let name = say!("accept-the-stance-of", holder = short(&draft.holder.name(&self.project)));
        edits.push(Edit::PutStance { article: article.id, stance: Arc::new(draft.stance) });
        let verdict = if corrected { Verdict::Corrected(made) } else { Verdict::Accepted(made) };
        edits.push(self.decided(article, &open.suggestion, verdict));
        Some((name, edits))
    }

    fn actor_of(&mut self, party: &Party, edits: &mut Vec<Edit>) -> Actor {
        match party {
            Party::Author => Actor::Author,
            Party::Outlet => Actor::Outlet,
            Party::Implicit => Actor::Implicit,
            Party::Entity(id) => Actor::Entity(*id),
            Party::Name { name, label } => Actor::Entity(self.entity_of(name, *label, edits)),
            Party::NewIssue(name) => Actor::Entity(self.entity_of(name, None, edits)),
            Party::Open | Party::Issue(_) | Party::Stance(_) | Party::Frame(_) => Actor::Unspecified,
        }
    }

    fn reference_of(&mut self, party: &Party, has_words: bool, edits: &mut Vec<Edit>) -> TargetRef {
        match party {
            Party::Entity(id) => TargetRef::Entity(*id),
            Party::Issue(id) => TargetRef::Issue(*id),
            Party::Stance(id) => TargetRef::Stance(*id),
            // Words of the article that are no name stay words; a name becomes an entity.
            Party::Name { label: None, .. } if has_words => TargetRef::Unlinked,
            Party::Name { name, label } => TargetRef::Entity(self.entity_of(name, *label, edits)),
            Party::NewIssue(name) => TargetRef::Issue(self.issue_of(name, edits)),
            Party::Open | Party::Author | Party::Outlet | Party::Implicit | Party::Frame(_) => TargetRef::Unlinked,
        }
    }

    fn entity_of(&mut self, name: &str, label: Option<LabelId>, edits: &mut Vec<Edit>) -> crate::model::EntityId {
        if let Some(known) = self.entity_named(name, label) {
            return known;
        }
        let fresh = edits.iter().find_map(|edit| match edit {
            Edit::PutEntity(entity) if entity.name == name => Some(entity.id),
            _ => None,
        });
        fresh.unwrap_or_else(|| {
            let id = self.ids.draw();
            edits.push(Edit::PutEntity(Arc::new(Entity::new(id, name, label))));
            id
        })
    }

    /// Frames that the codebook does not know yet join it.
    fn keep_frames(&self, stance: &Stance, edits: &mut Vec<Edit>) {
        let known = &self.project.scheme.frames;
        let new: Vec<FrameCode> = stance
            .frames
            .iter()
            .filter(|frame| !known.iter().any(|code| code.name == frame.code))
            .map(|frame| FrameCode { name: frame.code.clone(), definition: String::new() })
            .collect();
        if new.is_empty() {
            return;
        }
        let names = new.iter().map(|code| code.name.as_str()).collect::<Vec<_>>().join(", ");
        let what = say!("added-the-frame", names = names);
        // An issue of the same card may have changed the scheme already: both belong in one.
        match edits.iter_mut().find_map(|edit| if let Edit::SetScheme(scheme) = edit { Some(scheme) } else { None }) {
            Some(scheme) => {
                let scheme = Arc::make_mut(scheme);
                scheme.frames.extend(new);
                if let Some(change) = scheme.changes.last_mut() {
                    change.what = format!("{}; {what}", change.what);
                }
            }
            None => {
                let now = self.clock.now();
                edits.push(crate::edit::operations::change_scheme(&self.project, now, what, |scheme| scheme.frames.extend(new)));
            }
        }
    }

    fn issue_of(&mut self, name: &str, edits: &mut Vec<Edit>) -> crate::model::IssueId {
        if let Some(known) = self.project.scheme.issue_named(name) {
            return known.id;
        }
        let id = self.project.scheme.free_issue_id();
        let issue = Issue { id, name: name.to_owned(), definition: String::new(), aliases: Vec::new() };
        let what = say!("added-to-the-target-list", name = name);
        let now = self.clock.now();
        edits.push(crate::edit::operations::change_scheme(&self.project, now, what, |scheme| scheme.issues.push(issue)));
        id
    }
}

fn draft_of(stance: &Stance, article: &Article) -> StanceDraft {
    StanceDraft {
        holder: Party::of_actor(stance.holder.actor),
        holder_mention: stance.holder.mention.clone(),
        target: Party::of_target(&stance.target, article.text()),
        target_mention: stance.target.mention.clone(),
        target_kind: stance.target.kind,
        stance: stance.clone(),
        exists: true,
        suggestion: None,
        choosing: None,
    }
}

/// Direct where all of it is in quotation marks, mixed where some is.
fn directness_of(text: &str, evidence: Span) -> Directness {
    const MARKS: [char; 6] = ['“', '”', '"', '«', '»', '„'];
    let words = evidence.slice(text);
    let before = text[..evidence.start()].chars().next_back();
    let after = text[evidence.end()..].chars().next();
    let marked = |c: Option<char>| c.is_some_and(|c| MARKS.contains(&c));
    let inside = words.trim_matches(MARKS).contains(MARKS);
    match (marked(before) || words.starts_with(MARKS), marked(after) || words.ends_with(MARKS)) {
        (true, true) if !inside => Directness::Direct,
        (true, _) | (_, true) => Directness::Mixed,
        _ if inside => Directness::Mixed,
        _ => Directness::Indirect,
    }
}
