//! Names: precision, recall and F1 per label, with exact edges and with overlapping ones, and calibration.

use super::{Calibration, Counts, LabelSet};
use crate::text::Span;
use std::collections::BTreeMap;

/// The names of one or more articles, scored.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EntityScore {
    /// Per class of the label set.
    pub labels: BTreeMap<String, LabelScore>,
    /// All classes together: same edges and same class.
    pub exact: Counts,
    /// All classes together: same class and at least one character in common.
    pub overlap: Counts,
    /// Same edges, whatever the class.
    pub unlabelled: Counts,
    pub calibration: Calibration,
}

/// One class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LabelScore {
    pub exact: Counts,
    pub overlap: Counts,
}

impl EntityScore {
    /// Adds one article: what was proposed (span, label, score) and what was to be found, both mapped to `set`.
    pub fn add(&mut self, set: LabelSet, proposed: &[(Span, &str, f32)], gold: &[(Span, &str)]) {
        let mut classes: BTreeMap<&str, (Vec<Span>, Vec<Span>)> = BTreeMap::new();
        let (mut all_proposed, mut all_gold) = (Vec::new(), Vec::new());
        for &(span, label) in gold {
            if let Some(class) = set.class(label) {
                classes.entry(class).or_default().1.push(span);
                all_gold.push(span);
            }
        }
        for &(span, label, score) in proposed {
            if let Some(class) = set.class(label) {
                let (spans, gold) = classes.entry(class).or_default();
                spans.push(span);
                self.calibration.add(score, gold.contains(&span));
                all_proposed.push(span);
            }
        }
        for (class, (proposed, gold)) in classes {
            let exact = Counts::of(&proposed, &gold, |p, g| p == g);
            let overlap = Counts::of(&proposed, &gold, |p, g| p.overlaps(*g));
            let label = self.labels.entry(class.to_owned()).or_default();
            label.exact.add(exact);
            label.overlap.add(overlap);
            self.exact.add(exact);
            self.overlap.add(overlap);
        }
        self.unlabelled.add(Counts::of(&all_proposed, &all_gold, |p, g| p == g));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_overlapping_and_wrong_labels_are_told_apart() {
        let text = "Mayor Ada Byron of Leeds";
        let span = |from, to| Span::new(text, from..to).unwrap();
        let mut score = EntityScore::default();
        let proposed = [(span(0, 15), "PERSON", 0.9), (span(19, 24), "PERSON", 0.6)];
        score.add(LabelSet::Six, &proposed, &[(span(6, 15), "PER"), (span(19, 24), "GPE")]);
        assert_eq!((score.exact.right, score.overlap.right, score.unlabelled.right), (0, 1, 1));
        assert_eq!(score.labels["LOC"].exact, Counts { proposed: 0, right: 0, gold: 1, found: 0 });
        assert_eq!(score.labels["PER"].overlap, Counts { proposed: 2, right: 1, gold: 1, found: 1 });
    }
}
