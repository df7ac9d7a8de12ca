//! How weights are changed after each batch.

/// Adam with weight decay beside it (Kingma and Ba 2015; Loshchilov and Hutter 2019).
#[derive(Clone, Debug)]
pub struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
}

const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.999;

/// What all weights share in one step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Which step it is, from 1.
    pub number: usize,
    pub rate: f32,
    /// Share of the rate by which weights are drawn to 0.
    pub decay: f32,
    /// What slopes are multiplied with first.
    pub scale: f32,
}

impl Adam {
    /// For `len` weights.
    pub fn new(len: usize) -> Self {
        Self { mean: vec![0.0; len], square: vec![0.0; len] }
    }

    /// Changes the weights in `range` by their `slopes`, which are taken from.
    pub fn change(&mut self, weights: &mut [f32], slopes: &mut [f32], range: std::ops::Range<usize>, step: Step) {
        let number = i32::try_from(step.number).unwrap_or(i32::MAX);
        let (mean_share, square_share) = (1.0 - MEAN.powi(number), 1.0 - SQUARE.powi(number));
        let weights = weights[range.clone()].iter_mut().zip(&mut slopes[range.clone()]);
        let kept = self.mean[range.clone()].iter_mut().zip(&mut self.square[range]);
        for ((weight, slope), (mean, square)) in weights.zip(kept) {
            let slope = std::mem::take(slope) * step.scale;
            *mean = MEAN * *mean + (1.0 - MEAN) * slope;
            *square = SQUARE * *square + (1.0 - SQUARE) * slope * slope;
            let change = (*mean / mean_share) / ((*square / square_share).sqrt() + 1e-8);
            *weight -= step.rate * (change + step.decay * *weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_point_is_found() {
        let (mut weights, mut adam) = (vec![3.0_f32, -2.0], Adam::new(2));
        for number in 1..=600 {
            let mut slopes = vec![weights[0] - 1.0, 10.0 * (weights[1] - 2.0)];
            adam.change(&mut weights, &mut slopes, 0..2, Step { number, rate: 0.05, decay: 0.0, scale: 1.0 });
            assert_eq!(slopes, [0.0, 0.0]);
        }
        assert!((weights[0] - 1.0).abs() < 0.01 && (weights[1] - 2.0).abs() < 0.01, "{weights:?}");
    }
}
