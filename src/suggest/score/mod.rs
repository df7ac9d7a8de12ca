//! How good the engines are, against articles that people marked up.
//!
//! [`Gold`] is one such article, in the form of the news corpus; [`Counts`] is what every measure comes down to: how much was
//! proposed, how much there was to find, how much of each was right. Reading gold files is `format::gold`.

pub mod attribution;
pub mod calibration;
pub mod effort;
pub mod entities;
pub mod labels;
pub mod stance;

pub use crate::model::gold::{Gold, GoldAttribution, GoldStance};
pub use attribution::AttributionScore;
pub use calibration::Calibration;
pub use effort::Effort;
pub use entities::EntityScore;
pub use labels::LabelSet;
pub use stance::{PolarityScore, StanceScore};

/// Right ones among those proposed and those to be found. Overlap measures count the two sides apart: two proposals may
/// touch one gold span.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub proposed: usize,
    /// Proposed ones that are right.
    pub right: usize,
    pub gold: usize,
    /// Gold ones that were found.
    pub found: usize,
}

impl Counts {
    /// Share of the proposed that is right; 0 where nothing was proposed.
    pub fn precision(&self) -> f64 {
        share(self.right, self.proposed)
    }

    /// Share of the gold that was found; 0 where there is none.
    pub fn recall(&self) -> f64 {
        share(self.found, self.gold)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }

    /// Adds the counts of another part of the same test.
    pub fn add(&mut self, other: Self) {
        self.proposed += other.proposed;
        self.right += other.right;
        self.gold += other.gold;
        self.found += other.found;
    }

    /// Counts by a test of single pairs: a proposal is right if any gold agrees, a gold is found if any proposal agrees.
    pub fn of<P, G>(proposed: &[P], gold: &[G], agree: impl Fn(&P, &G) -> bool) -> Self {
        Self {
            proposed: proposed.len(),
            right: proposed.iter().filter(|p| gold.iter().any(|g| agree(p, g))).count(),
            gold: gold.len(),
            found: gold.iter().filter(|g| proposed.iter().any(|p| agree(p, g))).count(),
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_and_recall_count_their_own_side() {
        let counts = Counts::of(&[1, 1, 5], &[1, 2], |p, g| p == g);
        assert_eq!(counts, Counts { proposed: 3, right: 2, gold: 2, found: 1 });
        assert!((counts.f1() - 2.0 * (2.0 / 3.0) * 0.5 / (2.0 / 3.0 + 0.5)).abs() < 1e-9);
        assert_eq!(Counts::default().f1(), 0.0);
    }
}
