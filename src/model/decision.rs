//! What a person decided about a suggestion.
//!
//! Decisions are data: they teach the suggester, keep rejected suggestions away and count in the effort board. The proposal
//! is kept as it was made, so that a decision can be understood after the annotation it led to has changed.

use super::{Actor, AnnotatorId, Attribution, Basis, Id, LabelId, MentionId, Polarity, StanceId, TargetKind, Timestamp};
use crate::text::SpanSet;
use std::sync::Arc;

/// Identity of a decision within its article.
pub type DecisionId = Id<Decision>;

/// One decision about one suggestion.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    pub id: DecisionId,
    pub verdict: Verdict,
    /// What was proposed.
    pub proposal: Proposal,
    pub annotator: AnnotatorId,
    pub at: Timestamp,
    /// Name of the suggester.
    pub suggester: Arc<str>,
    /// Its confidence, 0 to 1.
    pub score: f32,
    /// Time from when the suggestion was shown to the decision, where measured.
    pub took_millis: Option<u32>,
    /// Hash of the proposal's words and context, with which a rejection finds its place again in a re-imported text.
    pub fingerprint: u64,
}

/// What the person said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Verdict {
    Rejected,
    /// Taken as it was; the mention or stance it became.
    Accepted(Made),
    /// Taken with other edges, label or slots.
    Corrected(Made),
}

/// The annotation that an accepted suggestion became.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Made {
    Mention(MentionId),
    Stance(StanceId),
}

/// Something a suggester proposes.
#[derive(Clone, PartialEq, Debug)]
pub enum Proposal {
    /// These words are a mention with this label.
    Mention { spans: SpanSet, label: LabelId },
    /// These words carry a stance.
    Stance(Box<StanceProposal>),
}

impl Proposal {
    /// Where in the text it stands.
    pub fn place(&self) -> &SpanSet {
        match self {
            Self::Mention { spans, .. } => spans,
            Self::Stance(stance) => &stance.evidence,
        }
    }
}

/// A proposed stance, slot by slot. Holder and target are words of the article, not yet entities.
#[derive(Clone, PartialEq, Debug)]
pub struct StanceProposal {
    /// [`Actor::Author`], or [`Actor::Unspecified`] where `holder_name` says who.
    pub holder: Actor,
    /// Canonical name of the holder within the article; empty for the author.
    pub holder_name: String,
    pub holder_mention: Option<SpanSet>,
    /// Canonical name of the target within the article; empty for a plain quotation.
    pub target_name: String,
    pub target_mention: Option<SpanSet>,
    pub target_kind: TargetKind,
    pub polarity: Polarity,
    pub basis: Basis,
    pub attribution: Attribution,
    pub evidence: SpanSet,
}
