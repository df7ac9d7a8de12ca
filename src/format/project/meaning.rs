//! From the shapes of the file to the model: annotations.
//!
//! What a word or a span means is asked of [`Known`] and of the caller's `place`; an annotation that means nothing comes back
//! as a sentence that says why, and the caller keeps it.

use super::forms::{ActorForm, AttributionForm, DecisionForm, HolderForm, MentionForm, ProposedForm, StanceForm, TargetForm};
use super::scalars::{ExtForm, Key, SpanForm, When};
use crate::format::words::{self, Words, meaning};
use crate::model::{
    Actor, Attribution, Decision, Directness, Ext, Frame, Holder, IssueId, LabelId, Made, Mention, Proposal, Provenance, Scheme,
    Stance, StanceProposal, Target, TargetKind, TargetRef, Timestamp, Verdict,
};
use crate::text::{Span, SpanSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What names stand for. Names nobody has heard of get an id, and are listed.
#[derive(Default)]
pub(crate) struct Known {
    labels: BTreeMap<String, LabelId>,
    issues: BTreeMap<String, IssueId>,
    next_label: u64,
    next_issue: u64,
    pub(crate) new_labels: Vec<(LabelId, String)>,
    pub(crate) new_issues: Vec<(IssueId, String)>,
    suggesters: BTreeMap<String, Arc<str>>,
}

impl Known {
    pub(crate) fn of(scheme: &Scheme) -> Self {
        let mut known =
            Self { next_label: scheme.free_label_id().number(), next_issue: scheme.free_issue_id().number(), ..Self::default() };
        for label in scheme.labels.iter().rev() {
            known.labels.insert(label.name.clone(), label.id);
        }
        for issue in scheme.issues.iter().rev() {
            known.issues.insert(issue.name.clone(), issue.id);
        }
        known
    }

    pub(crate) fn label(&mut self, name: &str) -> LabelId {
        if let Some(id) = name.strip_prefix('#').and_then(|id| id.parse().ok()) {
            return id;
        }
        if let Some(id) = self.labels.get(name) {
            return *id;
        }
        let id = LabelId::new(self.next_label);
        self.next_label += 1;
        self.labels.insert(name.to_owned(), id);
        self.new_labels.push((id, name.to_owned()));
        id
    }

    fn issue(&mut self, name: &str) -> IssueId {
        if let Some(id) = name.strip_prefix('#').and_then(|id| id.parse().ok()) {
            return id;
        }
        if let Some(id) = self.issues.get(name) {
            return *id;
        }
        let id = IssueId::new(self.next_issue);
        self.next_issue += 1;
        self.issues.insert(name.to_owned(), id);
        self.new_issues.push((id, name.to_owned()));
        id
    }

    /// One shared name for all annotations of a suggester.
    fn suggester(&mut self, name: &str) -> Arc<str> {
        if let Some(shared) = self.suggesters.get(name) {
            return Arc::clone(shared);
        }
        let shared: Arc<str> = name.into();
        self.suggesters.insert(name.to_owned(), Arc::clone(&shared));
        shared
    }
}

/// Reads annotations of one article.
pub(crate) struct Meaning<'m> {
    pub(crate) known: &'m mut Known,
    /// The span of a form; `None` where it does not fit the text.
    pub(crate) place: &'m mut dyn FnMut(&SpanForm<'_>) -> Option<Span>,
}

type Read<T> = Result<T, String>;

impl Meaning<'_> {
    pub(crate) fn mention(&mut self, form: MentionForm<'_>, id: Key) -> Read<Mention> {
        let spans = self.spans(&form.spans)?.ok_or("a mention needs at least one span")?;
        Ok(Mention {
            id: id.into(),
            spans,
            label: self.known.label(&form.label),
            entity: form.entity.map(Into::into),
            annotator: form.annotator.into(),
            provenance: self.provenance(&form.origin, form.suggester.as_deref(), form.score, form.at)?,
            note: form.note.into_owned(),
            flags: form.flags.into_iter().collect(),
            ext: ext(form.ext),
        })
    }

    pub(crate) fn stance(&mut self, form: StanceForm<'_>, id: Key) -> Read<Stance> {
        let mut frames = Vec::with_capacity(form.frames.len());
        for frame in form.frames {
            frames.push(Frame { evidence: self.spans(&frame.evidence)?, code: frame.code.into_owned() });
        }
        Ok(Stance {
            id: id.into(),
            holder: self.holder(&form.holder)?,
            target: self.target(&form.target)?,
            polarity: choice(words::POLARITY, &form.polarity, "polarity")?,
            attitude: form.attitude.map(|word| choice(words::ATTITUDE, &word, "attitude")).transpose()?,
            intensity: form.intensity.map(|word| choice(words::INTENSITY, &word, "intensity")).transpose()?,
            basis: choice(words::BASIS, &form.basis, "basis")?,
            attribution: self.attribution(&form.attribution)?,
            evidence: self.spans(&form.evidence)?,
            frames,
            parent: form.parent.map(Into::into),
            responds_to: form.responds_to.into_iter().map(Into::into).collect(),
            annotator: form.annotator.into(),
            provenance: self.provenance(&form.origin, form.suggester.as_deref(), form.score, form.at)?,
            note: form.note.into_owned(),
            flags: form.flags.into_iter().collect(),
            ext: ext(form.ext),
        })
    }

    pub(crate) fn decision(&mut self, form: DecisionForm<'_>, id: Key) -> Read<Decision> {
        let made = match (form.mention, form.stance) {
            (Some(id), _) => Ok(Made::Mention(id.into())),
            (None, Some(id)) => Ok(Made::Stance(id.into())),
            (None, None) => Err("an accepted or corrected suggestion names the mention or stance it became"),
        };
        let proposal = match (&form.label, &form.proposed) {
            (_, Some(proposed)) => Proposal::Stance(Box::new(self.proposed(proposed)?)),
            (Some(label), None) => {
                let spans = self.spans(&form.spans)?.ok_or("a decision needs the spans that were proposed")?;
                Proposal::Mention { spans, label: self.known.label(label) }
            }
            (None, None) => return Err("a decision needs what was proposed: a label and spans, or a stance".to_owned()),
        };
        Ok(Decision {
            id: id.into(),
            verdict: match &*form.verdict {
                "rejected" => Verdict::Rejected,
                "accepted" => Verdict::Accepted(made?),
                "corrected" => Verdict::Corrected(made?),
                other => return Err(format!("unknown verdict “{other}”; expected rejected, accepted or corrected")),
            },
            proposal,
            annotator: form.annotator.into(),
            at: Timestamp(form.at.0),
            suggester: self.known.suggester(&form.suggester),
            score: form.score.unwrap_or_default(),
            took_millis: form.took_millis,
            fingerprint: u64::from_str_radix(&form.fingerprint, 16).unwrap_or_default(),
        })
    }

    fn proposed(&mut self, form: &ProposedForm<'_>) -> Read<StanceProposal> {
        Ok(StanceProposal {
            holder: actor(&form.holder.actor, form.holder.entity)?,
            holder_name: form.holder_name.to_string(),
            holder_mention: self.spans(&form.holder.mention)?,
            target_name: form.target_name.to_string(),
            target_mention: self.spans(&form.target.mention)?,
            target_kind: choice(words::TARGET_KIND, &form.target.kind, "kind of target")?,
            polarity: choice(words::POLARITY, &form.polarity, "polarity")?,
            basis: choice(words::BASIS, &form.basis, "basis")?,
            attribution: self.attribution(&form.attribution)?,
            evidence: self.spans(&form.evidence)?.ok_or("a proposed stance needs its evidence")?,
        })
    }

    fn provenance(&mut self, origin: &str, suggester: Option<&str>, score: Option<f32>, at: When) -> Read<Provenance> {
        Ok(Provenance {
            origin: choice(words::ORIGIN, origin, "origin")?,
            suggester: suggester.map(|name| self.known.suggester(name)),
            score,
            at: Timestamp(at.0),
        })
    }

    fn spans(&mut self, forms: &[SpanForm<'_>]) -> Read<Option<SpanSet>> {
        if let [form] = forms {
            return Ok(Some(self.span(form)?.into()));
        }
        let spans: Result<Vec<Span>, String> = forms.iter().map(|form| self.span(form)).collect();
        Ok(SpanSet::new(spans?))
    }

    fn span(&mut self, form: &SpanForm<'_>) -> Read<Span> {
        let lost = || format!("the text has no “{}” at {}..{}, nor at one other place only", form.quote, form.start, form.end);
        (self.place)(form).ok_or_else(lost)
    }

    fn holder(&mut self, form: &HolderForm<'_>) -> Read<Holder> {
        let path: Result<Vec<Actor>, String> =
            form.path.iter().map(|ActorForm { actor: word, entity }| actor(word, *entity)).collect();
        Ok(Holder { actor: actor(&form.actor, form.entity)?, mention: self.spans(&form.mention)?, path: path? })
    }

    fn target(&mut self, form: &TargetForm<'_>) -> Read<Target> {
        let kind: TargetKind = choice(words::TARGET_KIND, &form.kind, "kind of target")?;
        let reference = match (form.entity, &form.issue, form.stance) {
            (Some(id), _, _) => TargetRef::Entity(id.into()),
            (None, Some(name), _) => TargetRef::Issue(self.known.issue(name)),
            (None, None, Some(id)) => TargetRef::Stance(id.into()),
            (None, None, None) => TargetRef::Unlinked,
        };
        Ok(Target { kind, reference, mention: self.spans(&form.mention)? })
    }

    fn attribution(&mut self, form: &AttributionForm<'_>) -> Read<Attribution> {
        Ok(Attribution {
            source: self.spans(&form.source)?,
            cue: self.spans(&form.cue)?,
            content: self.spans(&form.content)?,
            directness: match &*form.directness {
                "" => Directness::None,
                word => choice(words::DIRECTNESS, word, "directness")?,
            },
            channel: form.channel.to_string(),
        })
    }
}

pub(crate) fn ext(form: ExtForm) -> Ext {
    form.into_iter().map(|(name, json)| (name, json.get().to_owned())).collect()
}

fn actor(word: &str, entity: Option<Key>) -> Read<Actor> {
    match (word, entity) {
        ("entity", Some(id)) => Ok(Actor::Entity(id.into())),
        ("entity", None) => Err("a holder that is an entity needs its id".to_owned()),
        ("author", _) => Ok(Actor::Author),
        ("outlet", _) => Ok(Actor::Outlet),
        ("implicit", _) => Ok(Actor::Implicit),
        ("unspecified" | "", _) => Ok(Actor::Unspecified),
        (other, _) => Err(format!("unknown holder “{other}”; expected entity, author, outlet, implicit or unspecified")),
    }
}

/// The meaning of `word`, or a sentence that lists what was expected.
pub(crate) fn choice<T: Copy>(words: &Words<T>, word: &str, what: &str) -> Read<T> {
    meaning(words, word).ok_or_else(|| {
        let expected: Vec<&str> = words.iter().map(|(_, word)| *word).filter(|word| !word.is_empty()).collect();
        format!("unknown {what} “{word}”; expected {}", expected.join(", "))
    })
}
