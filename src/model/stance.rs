//! Who is for or against what, in which words.
//!
//! A superset of MPQA 3, PARC 3/PolNeAR, SemEval-2016 Task 6 and NewsMTSC: a *holder* takes a *polarity* towards a *target*,
//! licensed by *evidence*, with the *attribution* (source, cue, content) it was reported by. A plain quotation is a stance
//! with polarity [`Polarity::None`].

use super::{AnnotatorId, EntityId, Ext, Id, IssueId, Provenance};
use crate::text::SpanSet;
use std::collections::BTreeSet;

/// Identity of a stance within its article.
pub type StanceId = Id<Stance>;

/// One stance.
#[derive(Clone, PartialEq, Debug)]
pub struct Stance {
    pub id: StanceId,
    pub holder: Holder,
    pub target: Target,
    pub polarity: Polarity,
    pub attitude: Option<Attitude>,
    pub intensity: Option<Intensity>,
    pub basis: Basis,
    pub attribution: Attribution,
    /// The words that license the judgement; `None` only where inferred.
    pub evidence: Option<SpanSet>,
    pub frames: Vec<Frame>,
    /// The stance this one is nested in.
    pub parent: Option<StanceId>,
    /// Stances of the same article that this one answers.
    pub responds_to: Vec<StanceId>,
    pub annotator: AnnotatorId,
    pub provenance: Provenance,
    pub note: String,
    pub flags: BTreeSet<String>,
    pub ext: Ext,
}

impl Stance {
    /// A stance of nobody towards nothing, to be filled.
    pub fn new(id: StanceId, annotator: AnnotatorId, provenance: Provenance) -> Self {
        Self {
            id,
            holder: Holder::default(),
            target: Target::default(),
            polarity: Polarity::None,
            attitude: None,
            intensity: None,
            basis: Basis::Explicit,
            attribution: Attribution::default(),
            evidence: None,
            frames: Vec::new(),
            parent: None,
            responds_to: Vec::new(),
            annotator,
            provenance,
            note: String::new(),
            flags: BTreeSet::new(),
            ext: Ext::new(),
        }
    }

    /// Where it stands in the text: its evidence, else the content, cue or source of its attribution.
    pub fn place(&self) -> Option<&SpanSet> {
        let attribution = &self.attribution;
        self.evidence.as_ref().or(attribution.content.as_ref()).or(attribution.cue.as_ref()).or(attribution.source.as_ref())
    }

    /// Every SpanSet the stance holds, for checks and re-anchoring.
    pub fn span_sets(&self) -> impl Iterator<Item = &SpanSet> {
        let attribution = &self.attribution;
        let own = [
            &self.holder.mention,
            &self.target.mention,
            &attribution.source,
            &attribution.cue,
            &attribution.content,
            &self.evidence,
        ];
        own.into_iter().flatten().chain(self.frames.iter().filter_map(|frame| frame.evidence.as_ref()))
    }
}

/// Whose stance it is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Holder {
    pub actor: Actor,
    /// Where the article names the holder, nearest to the evidence.
    pub mention: Option<SpanSet>,
    /// The sources the stance is nested in, outermost first: "A said that B opposed …" has A here and B as actor.
    pub path: Vec<Actor>,
}

/// Somebody who can hold a stance.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Actor {
    Entity(EntityId),
    /// The article's author.
    Author,
    /// The outlet as such (an editorial).
    Outlet,
    /// Meant, but not said.
    Implicit,
    /// Somebody, nobody knows who ("it is said").
    #[default]
    Unspecified,
}

/// What the stance is about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Target {
    pub kind: TargetKind,
    pub reference: TargetRef,
    /// Where the article names the target, nearest to the evidence.
    pub mention: Option<SpanSet>,
}

/// The kind of thing a stance is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    #[default]
    Entity,
    Event,
    Proposition,
    Issue,
    Stance,
    Other,
}

/// What the target refers to in the project.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum TargetRef {
    /// Nothing beyond the words of its mention.
    #[default]
    Unlinked,
    Entity(EntityId),
    /// An issue of the target list.
    Issue(IssueId),
    /// Another stance of the same article.
    Stance(StanceId),
}

/// Which side the holder takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Polarity {
    Favor,
    Against,
    Neutral,
    Mixed,
    Unclear,
    /// No side asked or taken: a plain quotation.
    #[default]
    None,
}

/// What kind of attitude (MPQA).
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Attitude {
    Sentiment,
    Arguing,
    Agreement,
    Intention,
    Speculation,
    Other,
}

/// How strong it is (MPQA).
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Intensity {
    Low,
    Medium,
    High,
    Extreme,
}

/// Said in so many words, or to be inferred?
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Basis {
    #[default]
    Explicit,
    Inferred,
}

/// Source, cue and content (PARC 3, PolNeAR), and how directly the words are given.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attribution {
    pub source: Option<SpanSet>,
    pub cue: Option<SpanSet>,
    pub content: Option<SpanSet>,
    pub directness: Directness,
    /// Where it was said: "on Twitter", "in a statement".
    pub channel: String,
}

/// How directly the holder's words are given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Directness {
    /// All in quotation marks.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// Reported speech.
    Indirect,
    /// An act told by the reporter.
    Narrated,
    #[default]
    None,
}

/// A code of a framing codebook.
#[derive(Clone, PartialEq, Debug)]
pub struct Frame {
    /// Name of a [`FrameCode`](super::FrameCode) of the scheme.
    pub code: String,
    pub evidence: Option<SpanSet>,
}
