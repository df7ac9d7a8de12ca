//! Attributions: source, cue and content, each right where it shares a character with one of the gold's.

use super::{Counts, GoldAttribution};
use crate::text::{Span, SpanSet};

/// The attributions of one or more articles, scored slot by slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AttributionScore {
    pub source: Slot,
    pub cue: Slot,
    pub content: Slot,
    /// Source, cue and content of one proposal overlap those of one gold attribution.
    pub whole: Counts,
}

/// One slot, by overlapping edges and by the same edges.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Slot {
    pub overlap: Counts,
    pub exact: Counts,
}

impl AttributionScore {
    /// Adds one article.
    pub fn add(&mut self, proposed: &[GoldAttribution], gold: &[GoldAttribution]) {
        self.source.add(&sets(proposed, |attribution| &attribution.source), &sets(gold, |attribution| &attribution.source));
        self.cue.add(&sets(proposed, |attribution| &attribution.cue), &sets(gold, |attribution| &attribution.cue));
        self.content.add(&sets(proposed, |attribution| &attribution.content), &sets(gold, |attribution| &attribution.content));
        self.whole.add(Counts::of(proposed, gold, |p, g| {
            meet(&p.source, &g.source) && meet(&p.cue, &g.cue) && meet(&p.content, &g.content)
        }));
    }
}

impl Slot {
    fn add(&mut self, proposed: &[SpanSet], gold: &[SpanSet]) {
        self.overlap.add(Counts::of(proposed, gold, SpanSet::overlaps));
        self.exact.add(Counts::of(proposed, gold, |p, g| p == g));
    }
}

/// The slot of each attribution that has one; a source that several attributions share counts once.
fn sets(attributions: &[GoldAttribution], slot: impl Fn(&GoldAttribution) -> &Vec<Span>) -> Vec<SpanSet> {
    let mut sets: Vec<SpanSet> =
        attributions.iter().filter_map(|attribution| SpanSet::new(slot(attribution).iter().copied())).collect();
    sets.sort();
    sets.dedup();
    sets
}

fn meet(a: &[Span], b: &[Span]) -> bool {
    (a.is_empty() && b.is_empty()) || a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_scored_apart() {
        let text = "Mr Gibbs said the war was over.";
        let span = |from, to| vec![Span::new(text, from..to).unwrap()];
        let gold = GoldAttribution { source: span(0, 8), cue: span(9, 13), content: span(14, 30), ..GoldAttribution::default() };
        let proposed =
            GoldAttribution { source: span(3, 8), cue: span(9, 13), content: span(26, 30), ..GoldAttribution::default() };
        let mut score = AttributionScore::default();
        score.add(&[proposed], &[gold]);
        assert_eq!((score.source.overlap.right, score.source.exact.right), (1, 0));
        assert_eq!((score.cue.exact.right, score.content.exact.right, score.whole.found), (1, 0, 1));
    }
}
