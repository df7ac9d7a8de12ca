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
        let analysis = analyse_shared(&self.0, text);
        let found = analysis.attributions.iter().zip(&analysis.speakers);
        found.filter_map(|(found, speaker)| suggestion(found, speaker)).collect()
    }
}

fn suggestion(found: &FoundAttribution, speaker: &str) -> Option<Suggestion> {
    let attribution = attribution(found);
    let evidence = attribution.content.clone()?;
    let proposal = StanceProposal {
        holder: Actor::Unspecified,
        holder_name: one_line(speaker),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::analyse::analyse;

    #[test]
    fn who_speaks_is_called_by_name_and_nobody_by_a_pronoun() {
        let text = "Governor Ana Ruiz, the head of the island council, said the ferry was late. She added that it would be late again. \
            They said nobody would swim.";
        let analysis = analyse(Learnt::embedded(), text, &[]);
        let speakers: Vec<&str> = analysis.speakers.iter().map(String::as_str).collect();
        assert_eq!(speakers, ["Ana Ruiz", "Ana Ruiz", ""]);
        let found = suggestion(&analysis.attributions[2], &analysis.speakers[2]).unwrap();
        let Proposal::Stance(stance) = found.proposal else { panic!("a quotation is a stance without a side") };
        assert_eq!(stance.holder_mention.map(|words| words.quote(text)).as_deref(), Some("They"));
    }
}
