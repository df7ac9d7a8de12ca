//! Stances with a side: holder, target, polarity and evidence, with the attribution they stand in.

use super::analyse::{Analysis, analyse_shared, is_english};
use super::quotes::{attribution, one_line, set};
use super::stance::FoundStance;
use super::{Learnt, Suggester, Suggestion};
use crate::model::{Actor, Article, Attribution, Basis, Project, Proposal, StanceProposal, TargetKind};
use crate::text::{Span, SpanSet};
use std::sync::Arc;

/// Proposes who is for or against what.
pub struct Stances(pub Arc<Learnt>);

impl Suggester for Stances {
    fn suggest(&self, _: &Project, article: &Article) -> Vec<Suggestion> {
        let text = article.text();
        if !is_english(text, &article.metadata.language) {
            return Vec::new();
        }
        let analysis = analyse_shared(&self.0, text);
        analysis.stances.iter().filter_map(|found| suggestion(&analysis, found)).collect()
    }
}

fn suggestion(analysis: &Analysis, found: &FoundStance) -> Option<Suggestion> {
    let evidence = set(&found.evidence)?;
    let quoted = found.attribution.and_then(|at| analysis.attributions.get(at)).map(attribution);
    let (holder, holder_name, holder_mention) = match &found.holder {
        Some((name, mention)) => (Actor::Unspecified, one_line(name), mention.map(SpanSet::from)),
        None => (Actor::Author, String::new(), None),
    };
    let proposal = StanceProposal {
        holder,
        holder_name,
        holder_mention,
        target_name: one_line(&found.target.0),
        target_mention: found.target.1.map(SpanSet::from),
        target_kind: target_kind(analysis, found.target.1),
        polarity: found.polarity,
        basis: Basis::Explicit,
        attribution: Attribution { directness: found.directness, ..quoted.unwrap_or_default() },
        evidence,
    };
    let score = found.score;
    Some(Suggestion { proposal: Proposal::Stance(Box::new(proposal)), score, engine: "stances", reason: found.reason.clone() })
}

/// A target that is a name is an entity, or the event it names; anything else is an issue or an act told in words.
fn target_kind(analysis: &Analysis, mention: Option<Span>) -> TargetKind {
    let Some(mention) = mention else { return TargetKind::Other };
    match analysis.entities.iter().find(|entity| entity.span.overlaps(mention)) {
        Some(entity) if &*entity.label == "EVENT" => TargetKind::Event,
        Some(_) => TargetKind::Entity,
        None => TargetKind::Other,
    }
}
