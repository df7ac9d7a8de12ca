//! One step of learning on one sentence: the gradient of what the person said, over the shipped weights.

use super::super::tagger::corpora::FINE;
use super::super::tagger::crf::{Lattice, label_of, tag, tag_at, tag_count};
use super::super::tagger::{Overlay, Tagger, overlaid, spans};
use super::{Example, Learner, Row, own_feature};

/// Times a new example is gone through.
const PASSES: usize = 3;
/// Step of AdaGrad.
const RATE: f32 = 0.035;
const FIRST_SQUARE: f32 = 0.05;
/// The gradient of a rejection grows without bound as its span becomes certain; it is taken as for a span of this probability.
const SUREST: f32 = 0.97;
/// Log-odds that a string marked before gives its label from the start.
const OWN_WEIGHT: f32 = 1.5;

impl Learner {
    /// Teaches `example`, with sentences taught before and shipped ones between, so that neither is forgotten.
    pub(super) fn step_often(&mut self, base: &Tagger, example: &Example) {
        for _ in 0..PASSES {
            self.step(base, example);
            if let Some((_, before)) = self.memory.get(self.next_memory % self.memory.len().max(1)).cloned() {
                self.next_memory += 1;
                self.step(base, &before);
            }
            let guards = self.guards.clone();
            if let Some(guard) = guards.get(self.next_guard) {
                self.next_guard += 1;
                self.step(base, guard);
            }
        }
    }

    fn step(&mut self, base: &Tagger, example: &Example) {
        let tags = tag_count(self.labels());
        let scores = overlaid(self, example.shipped(base), &example.features, &example.own);
        let mut free = Lattice::default();
        if !free.run(&scores, &self.transitions, None) {
            return;
        }
        let mut slopes = vec![0.0f32; free.marginals.len()];
        let mut transition_slopes = vec![0.0f32; free.expected.len()];
        let mut add = |lattice: &Lattice, share: f32| {
            slopes.iter_mut().zip(&lattice.marginals).for_each(|(slope, marginal)| *slope += share * marginal);
            transition_slopes.iter_mut().zip(&lattice.expected).for_each(|(slope, expected)| *slope += share * expected);
        };
        if example.complete || !example.found.is_empty() {
            let mut said = Lattice::default();
            let known = |at: usize| example.complete || example.found.iter().any(|found| (found.start..found.end).contains(&at));
            let own = |at: usize, tag: usize| {
                let said = tag_at(&example.found, at);
                let rivals = label_of(tag).zip(label_of(said)).is_some_and(|(own, shipped)| self.are_rivals(own, shipped));
                example.guard && rivals && (tag - 1) % 4 == (said - 1) % 4
            };
            if said.run(
                &scores,
                &self.transitions,
                Some(&|at, tag| !known(at) || tag_at(&example.found, at) == tag || own(at, tag)),
            ) {
                add(&free, 1.0);
                add(&said, -1.0);
            }
        }
        for forbidden in example.forbidden.iter().filter(|_| !example.complete) {
            let mut within = Lattice::default();
            let inside = |at: usize| (forbidden.start..forbidden.end).contains(&at);
            if within.run(&scores, &self.transitions, Some(&|at, tag| !inside(at) || tag_at(&[*forbidden], at) == tag)) {
                // d -log(1 - p) = p / (1 - p) · (expectation with the span - expectation at large)
                let p = free.probability(*forbidden).min(SUREST);
                add(&within, p / (1.0 - p));
                add(&free, -p / (1.0 - p));
            }
        }
        for (at, slope) in slopes.chunks_exact(tags).enumerate() {
            if slope.iter().all(|slope| slope.abs() < 5e-3) {
                continue;
            }
            for feature in example.features.of(at).iter().chain(example.own.get(at).into_iter().flatten()) {
                self.change(*feature, slope);
            }
        }
        let changes = self.transitions.weights.iter_mut().zip(&mut self.transition_squares).zip(&transition_slopes);
        for ((weight, square), slope) in changes {
            *square += slope * slope;
            *weight -= RATE * slope / square.sqrt();
        }
    }

    fn change(&mut self, feature: u32, slope: &[f32]) {
        let row = self.rows.entry(feature).or_default();
        row.widen(slope.len());
        for ((weight, square), slope) in row.weights.iter_mut().zip(&mut row.squares).zip(slope) {
            if *slope != 0.0 {
                *square += slope * slope;
                *weight -= RATE * slope / square.sqrt();
            }
        }
    }

    /// Lets strings marked `label` count from the start.
    pub(super) fn trust_strings(&mut self, label: usize) {
        for place in 0..4 {
            let tag = tag(label, place);
            let row = self.rows.entry(own_feature(label, place)).or_default();
            row.widen(tag + 1);
            if row.weights[tag] == 0.0 {
                row.weights[tag] = OWN_WEIGHT;
            }
        }
    }

    /// One step of the span classifier.
    pub(super) fn step_fine(&mut self, base: &Tagger, features: &[u32], coarse: usize, gold: usize) {
        for _ in 0..PASSES {
            let mut scores = [0.0f32; FINE.len()];
            for feature in features {
                base.fine.add_to(*feature, &mut scores);
                self.add_to_fine(*feature, &mut scores);
            }
            let range = spans::choices(coarse);
            let most = scores[range.clone()].iter().copied().fold(f32::MIN, f32::max);
            let sum: f32 = scores[range.clone()].iter().map(|score| (score - most).exp()).sum();
            for feature in features {
                let (weights, squares) = self.fine.entry(*feature).or_insert(([0.0; FINE.len()], [FIRST_SQUARE; FINE.len()]));
                for class in range.clone() {
                    let slope = (scores[class] - most).exp() / sum - f32::from(u8::from(class == gold));
                    squares[class] += slope * slope;
                    weights[class] -= RATE * slope / squares[class].sqrt();
                }
            }
        }
    }
}

impl Row {
    fn widen(&mut self, tags: usize) {
        if self.weights.len() < tags {
            self.weights.resize(tags, 0.0);
            self.squares.resize(tags, FIRST_SQUARE);
        }
    }
}
