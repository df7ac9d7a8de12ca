//! From the model to the shapes of the file: annotations.
//!
//! The project file counts code points and quotes the words; the journal counts bytes and quotes nothing. [`Scale`] says which.

use super::beyond::OURS;
use super::forms::{
    ActorForm, AttributionForm, DecisionForm, FrameForm, HolderForm, MentionForm, ProposedForm, StanceForm, TargetForm,
};
use super::scalars::{ExtForm, Key, SpanForm, SpansForm, When};
use crate::format::words::{self, word};
use crate::model::{
    Actor, Attribution, Decision, Ext, Holder, IssueId, LabelId, Made, Mention, Proposal, Scheme, Stance, Target, TargetRef,
    Verdict,
};
use crate::text::{Offsets, Span, SpanSet, Unit};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What spans are counted in.
pub(crate) enum Scale<'t> {
    /// Code points of this text, with quotes.
    Points(&'t str, Offsets<'t>),
    /// Bytes, without quotes.
    Bytes,
}

impl<'t> Scale<'t> {
    pub(crate) fn points(text: &'t str) -> Self {
        Self::Points(text, Offsets::new(text))
    }

    fn span(&self, span: Span) -> SpanForm<'t> {
        match self {
            Self::Points(text, offsets) => SpanForm {
                start: offsets.from_byte(span.start(), Unit::CodePoint),
                end: offsets.from_byte(span.end(), Unit::CodePoint),
                quote: Cow::Borrowed(span.slice(text)),
            },
            Self::Bytes => SpanForm { start: span.start(), end: span.end(), quote: Cow::Borrowed("") },
        }
    }

    fn spans(&self, set: &SpanSet) -> SpansForm<'t> {
        set.iter().map(|span| self.span(span)).collect()
    }

    fn maybe(&self, set: Option<&SpanSet>) -> SpansForm<'t> {
        set.map_or_else(Vec::new, |set| self.spans(set))
    }
}

/// How labels and issues are called in the file.
pub(crate) struct Called {
    labels: BTreeMap<LabelId, String>,
    issues: BTreeMap<IssueId, String>,
}

impl Called {
    /// By name, where the scheme has one thing of that name.
    pub(crate) fn by_name(scheme: &Scheme) -> Self {
        let mut labels = BTreeMap::new();
        let mut taken = std::collections::BTreeSet::new();
        for label in &scheme.labels {
            if taken.insert(&label.name) && usable(&label.name) {
                labels.insert(label.id, label.name.clone());
            }
        }
        let mut issues = BTreeMap::new();
        taken.clear();
        for issue in &scheme.issues {
            if taken.insert(&issue.name) && usable(&issue.name) {
                issues.insert(issue.id, issue.name.clone());
            }
        }
        Self { labels, issues }
    }

    /// By id: for the journal, in which names change under way.
    pub(crate) const fn by_id() -> Self {
        Self { labels: BTreeMap::new(), issues: BTreeMap::new() }
    }

    pub(crate) fn label(&self, id: LabelId) -> Cow<'_, str> {
        self.labels.get(&id).map_or_else(|| Cow::Owned(format!("#{id}")), |name| Cow::Borrowed(name.as_str()))
    }

    fn issue(&self, id: IssueId) -> Cow<'_, str> {
        self.issues.get(&id).map_or_else(|| Cow::Owned(format!("#{id}")), |name| Cow::Borrowed(name.as_str()))
    }
}

fn usable(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('#')
}

/// What foreign formats left, without our own fields of newer versions (those are put back where they were).
pub(crate) fn ext(ext: &Ext) -> ExtForm {
    let foreign = ext.iter().filter(|(name, _)| name.as_str() != OURS || super::beyond::of(ext).is_none());
    foreign.filter_map(|(name, json)| Some((name.clone(), raw(json)?))).collect()
}

/// Verbatim JSON; text that is no JSON goes as a string.
pub(crate) fn raw(json: &str) -> Option<Box<RawValue>> {
    let verbatim = serde_json::from_str::<&RawValue>(json).is_ok() && json.trim() == json;
    let json = if verbatim { json.to_owned() } else { serde_json::to_string(json).ok()? };
    RawValue::from_string(json).ok()
}

/// Annotations of one article.
pub(crate) struct ToForm<'a> {
    pub(crate) scale: &'a Scale<'a>,
    pub(crate) called: &'a Called,
}

impl<'a> ToForm<'a> {
    /// The journal keeps fields of newer versions as they are kept in memory.
    fn ext(&self, of: &Ext) -> ExtForm {
        match self.scale {
            Scale::Points(..) => ext(of),
            Scale::Bytes => super::edit_form::verbatim(of),
        }
    }

    pub(crate) fn mention(&self, mention: &'a Mention) -> MentionForm<'a> {
        let from = &mention.provenance;
        MentionForm {
            id: Some(mention.id.into()),
            label: self.called.label(mention.label),
            spans: self.scale.spans(&mention.spans),
            entity: mention.entity.map(Key::from),
            annotator: mention.annotator.into(),
            origin: word(words::ORIGIN, &from.origin).into(),
            suggester: from.suggester.as_deref().map(Cow::Borrowed),
            score: from.score,
            at: When(from.at.0),
            note: Cow::Borrowed(&mention.note),
            flags: mention.flags.iter().cloned().collect(),
            ext: self.ext(&mention.ext),
        }
    }

    pub(crate) fn stance(&self, stance: &'a Stance) -> StanceForm<'a> {
        let from = &stance.provenance;
        StanceForm {
            id: Some(stance.id.into()),
            holder: self.holder(&stance.holder),
            polarity: word(words::POLARITY, &stance.polarity).into(),
            target: self.target(&stance.target),
            evidence: self.scale.maybe(stance.evidence.as_ref()),
            attribution: self.attribution(&stance.attribution),
            basis: word(words::BASIS, &stance.basis).into(),
            attitude: stance.attitude.map(|attitude| word(words::ATTITUDE, &attitude).into()),
            intensity: stance.intensity.map(|intensity| word(words::INTENSITY, &intensity).into()),
            frames: stance
                .frames
                .iter()
                .map(|frame| FrameForm { code: Cow::Borrowed(&frame.code), evidence: self.scale.maybe(frame.evidence.as_ref()) })
                .collect(),
            parent: stance.parent.map(Key::from),
            responds_to: stance.responds_to.iter().map(|&id| id.into()).collect(),
            annotator: stance.annotator.into(),
            origin: word(words::ORIGIN, &from.origin).into(),
            suggester: from.suggester.as_deref().map(Cow::Borrowed),
            score: from.score,
            at: When(from.at.0),
            note: Cow::Borrowed(&stance.note),
            flags: stance.flags.iter().cloned().collect(),
            ext: self.ext(&stance.ext),
        }
    }

    pub(crate) fn decision(&self, decision: &'a Decision) -> DecisionForm<'a> {
        let (verdict, made) = match decision.verdict {
            Verdict::Rejected => ("rejected", None),
            Verdict::Accepted(made) => ("accepted", Some(made)),
            Verdict::Corrected(made) => ("corrected", Some(made)),
        };
        let (label, spans, proposed) = match &decision.proposal {
            Proposal::Mention { spans, label } => (Some(self.called.label(*label)), self.scale.spans(spans), None),
            Proposal::Stance(stance) => (None, Vec::new(), Some(self.proposed(stance))),
        };
        DecisionForm {
            id: Some(decision.id.into()),
            verdict: verdict.into(),
            mention: made.and_then(|made| if let Made::Mention(id) = made { Some(id.into()) } else { None }),
            stance: made.and_then(|made| if let Made::Stance(id) = made { Some(id.into()) } else { None }),
            label,
            spans,
            proposed,
            annotator: decision.annotator.into(),
            at: When(decision.at.0),
            suggester: Cow::Borrowed(&decision.suggester),
            score: Some(decision.score),
            took_millis: decision.took_millis,
            fingerprint: format!("{:016x}", decision.fingerprint).into(),
        }
    }

    fn proposed(&self, stance: &'a crate::model::StanceProposal) -> ProposedForm<'a> {
        let (actor, entity) = actor(stance.holder);
        ProposedForm {
            holder: HolderForm {
                actor: actor.into(),
                entity,
                mention: self.scale.maybe(stance.holder_mention.as_ref()),
                path: Vec::new(),
            },
            holder_name: Cow::Borrowed(&stance.holder_name),
            polarity: word(words::POLARITY, &stance.polarity).into(),
            target: TargetForm {
                kind: word(words::TARGET_KIND, &stance.target_kind).into(),
                entity: None,
                issue: None,
                stance: None,
                mention: self.scale.maybe(stance.target_mention.as_ref()),
            },
            target_name: Cow::Borrowed(&stance.target_name),
            evidence: self.scale.spans(&stance.evidence),
            attribution: self.attribution(&stance.attribution),
            basis: word(words::BASIS, &stance.basis).into(),
        }
    }

    fn holder(&self, holder: &Holder) -> HolderForm<'a> {
        let (word, entity) = actor(holder.actor);
        let path = holder.path.iter().map(|&other| {
            let (word, entity) = actor(other);
            ActorForm { actor: word.into(), entity }
        });
        HolderForm { actor: word.into(), entity, mention: self.scale.maybe(holder.mention.as_ref()), path: path.collect() }
    }

    fn target(&self, target: &Target) -> TargetForm<'a> {
        let mut form = TargetForm {
            kind: word(words::TARGET_KIND, &target.kind).into(),
            entity: None,
            issue: None,
            stance: None,
            mention: self.scale.maybe(target.mention.as_ref()),
        };
        match target.reference {
            TargetRef::Unlinked => {}
            TargetRef::Entity(id) => form.entity = Some(id.into()),
            TargetRef::Issue(id) => form.issue = Some(self.called.issue(id)),
            TargetRef::Stance(id) => form.stance = Some(id.into()),
        }
        form
    }

    fn attribution(&self, attribution: &'a Attribution) -> AttributionForm<'a> {
        AttributionForm {
            source: self.scale.maybe(attribution.source.as_ref()),
            cue: self.scale.maybe(attribution.cue.as_ref()),
            content: self.scale.maybe(attribution.content.as_ref()),
            directness: word(words::DIRECTNESS, &attribution.directness).into(),
            channel: Cow::Borrowed(&attribution.channel),
        }
    }
}

fn actor(actor: Actor) -> (&'static str, Option<Key>) {
    match actor {
        Actor::Entity(id) => ("entity", Some(id.into())),
        Actor::Author => ("author", None),
        Actor::Outlet => ("outlet", None),
        Actor::Implicit => ("implicit", None),
        Actor::Unspecified => ("unspecified", None),
    }
}
