//! Logistic regression over hashed features: the learner of polarity, attribution and stances.
//!
//! A feature is a 32-bit hash with a value; weights live in a table of `2^bits` rows. One class is a ranker (one score per
//! candidate, soft-max over the candidates of a group), several classes are a soft-max over the classes. Training is AdaGrad
//! in a fixed order from a fixed seed, averaged over the last passes, so the same data give the same bytes.

use super::model::{Reader, put_packed, put_varint};

/// Features of one thing to classify: hash and value.
#[derive(Clone, Debug, Default)]
pub struct Features {
    items: Vec<(u32, f32)>,
}

const FNV: u32 = 0x811c_9dc5;

fn hash(parts: &[&str]) -> u32 {
    let mut hash = FNV;
    for part in parts {
        for byte in part.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        hash = (hash ^ 0xff).wrapping_mul(0x0100_0193);
    }
    // FNV's low bits are weak on short strings; mix them, they are the row.
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x7feb_352d);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x846c_a68b);
    hash ^ (hash >> 16)
}

impl Features {
    /// No features but the bias.
    pub fn new() -> Self {
        let mut features = Self { items: Vec::with_capacity(64) };
        features.put(&["bias"]);
        features
    }

    /// The feature named by these parts, with value 1.
    pub fn put(&mut self, parts: &[&str]) {
        self.items.push((hash(parts), 1.0));
    }

    /// The feature named by these parts, with a value (nothing for 0).
    pub fn put_value(&mut self, parts: &[&str], value: f32) {
        if value != 0.0 {
            self.items.push((hash(parts), value));
        }
    }

    /// The feature named by this part and a word cluster, with a value; nothing for an unknown cluster.
    pub fn put_cluster(&mut self, parts: &[&str], cluster: u16, value: f32) {
        if cluster > 0 {
            self.items.push((hash(parts) ^ u32::from(cluster).wrapping_mul(0x9e37_79b1), value));
        }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// None at all?
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// One example for [`Linear::train`]: features, right class, weight.
#[derive(Clone, Debug)]
pub struct Example {
    pub features: Features,
    pub class: usize,
    pub weight: f32,
}

/// One group for [`Linear::train_ranker`]: candidates with how right each is; those with the highest value above 0 are learnt.
pub type Group = Vec<(Features, f32)>;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Training {
    /// Rows of the table are `2^bits`.
    pub bits: u32,
    pub passes: usize,
    /// Step of AdaGrad.
    pub rate: f32,
    /// Strength of the pull towards 0.
    pub l2: f32,
}

impl Default for Training {
    fn default() -> Self {
        Self { bits: 18, passes: 12, rate: 0.1, l2: 1e-4 }
    }
}

/// A trained model.
#[derive(Clone, PartialEq, Debug)]
pub struct Linear {
    classes: usize,
    bits: u32,
    weights: Vec<f32>,
}

/// Why bytes are no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the section of the model is damaged: expected weights of a linear model; train the model anew or use the one of the program"
)]
pub struct DamagedModel;

/// Turns scores into probabilities that add up to 1.
pub fn soft_max(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in &mut *scores {
        *score = (*score - top).exp();
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

/// The order of `count` examples in pass `pass`, always the same.
fn shuffled(count: usize, pass: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(pass as u64 + 1);
    for at in (1..count).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, ((state >> 33) as usize) % (at + 1));
    }
    order
}

struct Trainer {
    model: Linear,
    squares: Vec<f32>,
    sum: Vec<f32>,
    summed: usize,
    training: Training,
}

impl Trainer {
    fn new(classes: usize, training: Training) -> Self {
        let size = classes << training.bits;
        let model = Linear { classes, bits: training.bits, weights: vec![0.0; size] };
        Self { model, squares: vec![0.01; size], sum: vec![0.0; size], summed: 0, training }
    }

    fn step(&mut self, features: &Features, class: usize, gradient: f32) {
        if gradient == 0.0 {
            return;
        }
        for &(hash, value) in &features.items {
            let at = self.model.row(hash) + class;
            let weight = self.model.weights[at];
            let slope = gradient * value + self.training.l2 * weight;
            self.squares[at] += slope * slope;
            self.model.weights[at] = weight - self.training.rate * slope / self.squares[at].sqrt();
        }
    }

    fn end_pass(&mut self, pass: usize) {
        if pass * 2 >= self.training.passes {
            self.summed += 1;
            for (sum, weight) in self.sum.iter_mut().zip(&self.model.weights) {
                *sum += weight;
            }
        }
    }

    fn finish(mut self) -> Linear {
        let count = self.summed.max(1) as f32;
        self.model.weights = self.sum.iter().map(|sum| sum / count).collect();
        self.model
    }
}

impl Linear {
    /// A model of `classes` classes that knows nothing.
    pub fn empty(classes: usize, bits: u32) -> Self {
        Self { classes, bits, weights: vec![0.0; classes << bits] }
    }

    fn row(&self, hash: u32) -> usize {
        (hash >> (32 - self.bits)) as usize * self.classes
    }

    /// How many classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The raw score of each class.
    pub fn scores(&self, features: &Features) -> Vec<f32> {
        let mut scores = vec![0.0; self.classes];
        for &(hash, value) in &features.items {
            let row = self.row(hash);
            for (score, weight) in scores.iter_mut().zip(&self.weights[row..row + self.classes]) {
                *score += value * weight;
            }
        }
        scores
    }

    /// The raw score of the first class: what a ranker ranks by.
    pub fn score(&self, features: &Features) -> f32 {
        features.items.iter().map(|&(hash, value)| value * self.weights[self.row(hash)]).sum()
    }

    /// The probability of each class.
    pub fn probabilities(&self, features: &Features) -> Vec<f32> {
        let mut scores = self.scores(features);
        soft_max(&mut scores);
        scores
    }

    /// Learns classes from examples.
    pub fn train(classes: usize, examples: &[Example], training: Training) -> Self {
        let mut trainer = Trainer::new(classes, training);
        for pass in 0..training.passes {
            for at in shuffled(examples.len(), pass) {
                let Example { features, class, weight } = &examples[at];
                let probabilities = trainer.model.probabilities(features);
                for (other, probability) in probabilities.into_iter().enumerate() {
                    let gradient = probability - if other == *class { 1.0 } else { 0.0 };
                    trainer.step(features, other, gradient * weight);
                }
            }
            trainer.end_pass(pass);
        }
        trainer.finish()
    }

    /// Learns to put the best candidate of each group first. Groups without a candidate above 0 teach nothing.
    pub fn train_ranker(groups: &[Group], training: Training) -> Self {
        let mut trainer = Trainer::new(1, training);
        for pass in 0..training.passes {
            for at in shuffled(groups.len(), pass) {
                let group = &groups[at];
                let best = group.iter().map(|(_, gain)| *gain).fold(0.0, f32::max);
                if best <= 0.0 {
                    continue;
                }
                let mut all: Vec<f32> = group.iter().map(|(features, _)| trainer.model.score(features)).collect();
                soft_max(&mut all);
                let right = |gain: f32| gain >= best - 1e-3;
                let mass: f32 = group.iter().zip(&all).filter(|((_, gain), _)| right(*gain)).map(|(_, p)| p).sum();
                for ((features, gain), probability) in group.iter().zip(&all) {
                    let wanted = if right(*gain) { probability / mass.max(1e-9) } else { 0.0 };
                    trainer.step(features, 0, probability - wanted);
                }
            }
            trainer.end_pass(pass);
        }
        trainer.finish()
    }

    /// Appends the model to `out`: 8-bit weights, rows below `floor` left out.
    pub fn put(&self, floor: f32, out: &mut Vec<u8>) {
        let top = self.weights.iter().fold(0.0_f32, |top, weight| top.max(weight.abs()));
        let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
        let (mut gaps, mut kept, mut last) = (Vec::new(), Vec::new(), 0);
        for (row, weights) in (0_u32..).zip(self.weights.chunks(self.classes)) {
            if weights.iter().any(|weight| weight.abs() >= floor.max(scale / 2.0)) {
                put_varint(&mut gaps, row - last);
                kept.extend(weights.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8));
                last = row;
            }
        }
        out.extend([self.classes as u8, self.bits as u8]);
        out.extend(scale.to_le_bytes());
        put_packed(out, &gaps);
        put_packed(out, &kept);
    }

    /// Reads what [`Self::put`] wrote of a model of so many classes.
    ///
    /// # Errors
    /// Bytes that are cut short, were not written by it, or hold a model of another number of classes.
    pub fn read_from(reader: &mut Reader, classes: usize) -> Result<Self, DamagedModel> {
        Self::read(reader).filter(|model| model.classes == classes).ok_or(DamagedModel)
    }

    fn read(reader: &mut Reader) -> Option<Self> {
        let (classes, bits) = (usize::from(reader.u8()?), u32::from(reader.u8()?));
        let scale = reader.f32().filter(|scale| scale.is_finite())?;
        let (gaps, kept) = (reader.packed()?, reader.packed()?);
        if classes == 0 || classes > 64 || !(1..=22).contains(&bits) {
            return None;
        }
        let mut model = Self::empty(classes, bits);
        let (mut gaps, mut kept, mut row) = (Reader::new(&gaps), kept.chunks_exact(classes), 0);
        while !gaps.rest().is_empty() {
            row += gaps.varint()? as usize;
            let weights = model.weights.get_mut(row * classes..(row + 1) * classes)?;
            weights.iter_mut().zip(kept.next()?).for_each(|(weight, byte)| *weight = f32::from(*byte as i8) * scale);
        }
        (kept.next().is_none() && kept.remainder().is_empty()).then_some(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Features {
        let mut features = Features::new();
        for word in text.split(' ') {
            features.put(&["w", word]);
        }
        features
    }

    #[test]
    fn it_learns_classes_and_survives_its_bytes() {
        let examples: Vec<Example> = [("good day", 0), ("bad day", 1), ("very good", 0), ("very bad", 1)]
            .map(|(text, class)| Example { features: words(text), class, weight: 1.0 })
            .into();
        let model = Linear::train(2, &examples, Training { bits: 12, ..Training::default() });
        let bytes = |model: &Linear| {
            let mut bytes = Vec::new();
            model.put(0.0, &mut bytes);
            bytes
        };
        let stored = Linear::read_from(&mut Reader::new(&bytes(&model)), 2).unwrap();
        assert!(stored.probabilities(&words("good"))[0] > 0.7);
        assert!(stored.probabilities(&words("bad"))[1] > 0.7);
        assert_eq!(bytes(&model), bytes(&Linear::train(2, &examples, Training { bits: 12, ..Training::default() })));
        for cut in 0..bytes(&model).len() {
            assert_eq!(Linear::read_from(&mut Reader::new(&bytes(&model)[..cut]), 2), Err(DamagedModel));
        }
        assert_eq!(Linear::read_from(&mut Reader::new(&bytes(&model)), 3), Err(DamagedModel));
    }

    #[test]
    fn a_ranker_puts_the_right_candidate_first() {
        let groups: Vec<Group> =
            vec![vec![(words("near"), 1.0), (words("far"), 0.0)], vec![(words("far"), 0.2), (words("near"), 0.9)]];
        let model = Linear::train_ranker(&groups, Training { bits: 10, ..Training::default() });
        assert!(model.score(&words("near")) > model.score(&words("far")));
    }

    #[test]
    fn rows_that_are_not_there_and_weights_of_no_row_are_damage() {
        let read = |row: u32, weights: &[u8]| {
            let mut bytes = vec![2, 10, 0, 0, 128, 63];
            let mut gaps = Vec::new();
            put_varint(&mut gaps, row);
            put_packed(&mut bytes, &gaps);
            put_packed(&mut bytes, weights);
            Linear::read_from(&mut Reader::new(&bytes), 2)
        };
        assert!(read((1 << 10) - 1, &[1, 2]).is_ok());
        for (row, weights) in [(1 << 10, &[1, 2][..]), (u32::MAX, &[1, 2]), (5, &[1]), (5, &[1, 2, 3]), (5, &[1, 2, 3, 4])] {
            assert_eq!(read(row, weights), Err(DamagedModel));
        }
        assert_eq!(Linear::read_from(&mut Reader::new(&[1, 2, 3]), 2), Err(DamagedModel));
    }
}
