//! An article as people marked it up for measuring and training: plain slots, without identities or annotators.

use super::{Directness, Polarity};
use crate::text::Span;

/// One article with everything that is to be found in it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Gold {
    pub id: String,
    pub text: String,
    /// Names with their labels, in text order.
    pub entities: Vec<(Span, String)>,
    pub attributions: Vec<GoldAttribution>,
    pub stances: Vec<GoldStance>,
    /// What the text as a whole says of each of these spans.
    pub targets: Vec<(Span, Polarity)>,
}

/// Who said what.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoldAttribution {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    pub directness: Directness,
}

/// Who is for or against what. Holder and target are names as the article has them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoldStance {
    /// `AUTHOR` for the reporter's own voice.
    pub holder: String,
    pub target: String,
    pub polarity: Polarity,
    pub evidence: Vec<Span>,
    pub directness: Directness,
}
