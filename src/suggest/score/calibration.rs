//! Does a score of 0.8 mean that eight in ten are right?

/// Proposals in ten bins of their score.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Calibration {
    bins: [Bin; 10],
}

/// Proposals whose scores lie within a tenth.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Bin {
    pub count: usize,
    pub right: usize,
    sum: f64,
}

impl Bin {
    /// Mean score of the proposals in it; 0 for an empty bin.
    pub fn expected(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum / self.count as f64 }
    }

    /// Share of them that was right; 0 for an empty bin.
    pub fn observed(&self) -> f64 {
        super::share(self.right, self.count)
    }
}

impl Calibration {
    /// Counts one proposal.
    pub fn add(&mut self, score: f32, right: bool) {
        let bin = &mut self.bins[((score.clamp(0.0, 1.0) * 10.0) as usize).min(9)];
        bin.count += 1;
        bin.right += usize::from(right);
        bin.sum += f64::from(score);
    }

    /// Adds the counts of another part of the same test.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.bins.iter_mut().zip(&other.bins) {
            mine.count += theirs.count;
            mine.right += theirs.right;
            mine.sum += theirs.sum;
        }
    }

    /// The ten bins, from 0.0–0.1 to 0.9–1.0.
    pub fn bins(&self) -> &[Bin; 10] {
        &self.bins
    }

    /// Expected calibration error: mean distance between score and share of right ones, weighted by count. 0 is perfect.
    pub fn error(&self) -> f64 {
        let total: usize = self.bins.iter().map(|bin| bin.count).sum();
        let off: f64 = self.bins.iter().map(|bin| bin.count as f64 * (bin.expected() - bin.observed()).abs()).sum();
        if total == 0 { 0.0 } else { off / total as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_keep_their_word_have_no_error() {
        let mut honest = Calibration::default();
        let mut boastful = Calibration::default();
        for at in 0..10 {
            honest.add(0.7, at < 7);
            boastful.add(1.0, at < 5);
        }
        assert!(honest.error() < 1e-6);
        assert!((boastful.error() - 0.5).abs() < 1e-9);
        assert_eq!(boastful.bins()[9].count, 10);
    }
}
