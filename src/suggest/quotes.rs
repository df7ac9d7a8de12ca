//! Quotations and reported speech: a stance card without a side, with source, cue and content filled in.

use super::analyse::{analyse_shared, is_english};
use super::attribution::FoundAttribution;
use super::{Learnt, Suggester, Suggestion};
use crate::model::{Actor, Article, Attribution, Basis, Polarity, Project, Proposal, StanceProposal, TargetKind};
use crate::text::{Span, SpanSet};
use std::sync::Arc;

/// Proposes who said what.
pub struct Quotes(pub Arc<Learnt>);

impl Suggester for Quotes {
    fn suggest(&self, _: &Project, article: &Article) -> Vec<Suggestion> {
        let text = article.text();
        if !is_english(text, &article.metadata.language) {
            return Vec::new();
        }
        analyse_shared(&self.0, text).attributions.iter().filter_map(|found| suggestion(text, found)).collect()
    }
}

fn suggestion(text: &str, found: &FoundAttribution) -> Option<Suggestion> {
    let attribution = attribution(found);
    let evidence = attribution.content.clone()?;
    let proposal = StanceProposal {
        holder: Actor::Unspecified,
        holder_name: found.source.map(|source| one_line(source.slice(text))).unwrap_or_default(),
        holder_mention: found.source.map(SpanSet::from),
        target_name: String::new(),
        target_mention: None,
        target_kind: TargetKind::Entity,
        polarity: Polarity::None,
        basis: Basis::Explicit,
        attribution,
        evidence,
    };
    let score = found.score;
    Some(Suggestion { proposal: Proposal::Stance(Box::new(proposal)), score, engine: "quotes", reason: found.reason.clone() })
}

/// The attribution as the model keeps it.
pub(super) fn attribution(found: &FoundAttribution) -> Attribution {
    Attribution {
        source: found.source.map(SpanSet::from),
        cue: found.cue.map(SpanSet::from),
        content: SpanSet::new(found.content.iter().copied()),
        directness: found.directness,
        channel: String::new(),
    }
}

/// Words without line breaks, as a name.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The spans as a set, if there are any.
pub(super) fn set(spans: &[Span]) -> Option<SpanSet> {
    SpanSet::new(spans.iter().copied())
}
