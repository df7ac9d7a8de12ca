//! Training of the tagger: exact gradients of the CRF's likelihood, AdaGrad, one sentence at a time in a shuffled order.

use super::clusters::Dice;
use super::corpora::{COARSE, Marked, Source, marked};
use super::crf::{Lattice, Transitions, label_of, tag_at, tag_count};
use super::features::{Extractor, Features};
use super::lexicon::Lexicon;
use super::weights::Weights;
use crate::suggest::Document;
use std::collections::HashMap;

/// How to train.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Settings {
    pub passes: usize,
    pub rate: f32,
    /// Features seen in fewer tokens are left out.
    pub least_count: u32,
    /// Weights smaller than this are left out of the model.
    pub floor: f32,
    /// Pull of every weight towards zero, per step, in units of the gradient.
    pub shrink: f32,
    /// The weights are averaged over this many last passes.
    pub averaged: usize,
    /// Share of the features of a token that a step does not see.
    pub dropout: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { passes: 5, rate: 0.15, least_count: 2, floor: 0.08, shrink: 1e-5, averaged: 3, dropout: 0.2 }
    }
}

struct Sentence {
    features: Features,
    marks: Marked,
    repeat: usize,
}

/// Weights while they are learnt: per row the weights of all tags, then their sums of squared gradients.
struct Rows {
    tags: usize,
    values: Vec<f32>,
}

impl Rows {
    fn add_to(&self, row: u32, scores: &mut [f32]) {
        let start = row as usize * 2 * self.tags;
        scores.iter_mut().zip(&self.values[start..start + self.tags]).for_each(|(score, value)| *score += value);
    }

    fn step(&mut self, row: u32, gradient: &[f32], settings: &Settings) {
        let start = row as usize * 2 * self.tags;
        let (weights, squares) = self.values[start..start + 2 * self.tags].split_at_mut(self.tags);
        for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(gradient) {
            let slope = slope + settings.shrink * *weight;
            *square += slope * slope;
            *weight -= settings.rate * slope / (*square + 1e-3).sqrt();
        }
    }
}

/// Learns the tagger's weights; `report` is told of each pass: its number and the mean loss per sentence.
pub fn train(
    sources: &[Source],
    lexicon: &Lexicon,
    settings: &Settings,
    report: &mut dyn FnMut(usize, f64),
) -> (Transitions, Weights) {
    let tags = tag_count(COARSE.len());
    let mut sentences = Vec::new();
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for source in sources {
        let document = Document::new(&source.text);
        let extractor = Extractor::new(&document, lexicon);
        for (marks, range) in marked(source, &document, lexicon).into_iter().zip(&document.sentences) {
            let features = extractor.sentence(range.clone(), source.scheme);
            for at in 0..features.len() {
                for hash in features.of(at) {
                    *counts.entry(*hash).or_default() += 1;
                }
            }
            sentences.push(Sentence { features, marks, repeat: source.repeat });
        }
    }
    let mut kept: Vec<u32> =
        counts.into_iter().filter(|feature| feature.1 >= settings.least_count).map(|feature| feature.0).collect();
    kept.sort_unstable();
    let numbers: HashMap<u32, u32> = kept.iter().enumerate().map(|(row, hash)| (*hash, row as u32)).collect();
    for sentence in &mut sentences {
        sentence.features = sentence.features.mapped(|hash| numbers.get(&hash).copied());
    }
    drop(numbers);
    let mut rows = Rows { tags, values: vec![0.0; kept.len() * 2 * tags] };
    let mut transitions = Transitions::new(COARSE.len());
    let mut transition_squares = vec![1e-3f32; transitions.weights.len()];
    let mut sum = vec![0.0f32; kept.len() * tags];
    let mut transition_sum = vec![0.0f32; transitions.weights.len()];
    let mut order: Vec<usize> =
        sentences.iter().enumerate().flat_map(|(at, sentence)| std::iter::repeat_n(at, sentence.repeat)).collect();
    let mut dice = Dice::new(1);
    let averaged = settings.averaged.clamp(1, settings.passes.max(1));
    for pass in 0..settings.passes {
        dice.shuffle(&mut order);
        let mut loss = 0.0;
        for at in &order {
            let kept = (settings.dropout > 0.0)
                .then(|| sentences[*at].features.mapped(|row| (dice.share() >= settings.dropout).then_some(row)));
            let features = kept.as_ref().unwrap_or(&sentences[*at].features);
            loss += learn(features, &sentences[*at].marks, &mut rows, &mut transitions, &mut transition_squares, settings);
        }
        report(pass + 1, loss / order.len().max(1) as f64);
        if pass + averaged >= settings.passes {
            for (row, sum) in sum.chunks_exact_mut(tags).enumerate() {
                rows.add_to(row as u32, sum);
            }
            transition_sum.iter_mut().zip(&transitions.weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    sum.iter_mut().for_each(|value| *value /= averaged as f32);
    transitions.weights = transition_sum.into_iter().map(|value| value / averaged as f32).collect();
    let weights = Weights::new(kept.into_iter().zip(sum.chunks_exact(tags)), settings.floor);
    (transitions, weights)
}

/// One step on one sentence; returns its loss in nats.
fn learn(
    features: &Features,
    marks: &Marked,
    rows: &mut Rows,
    transitions: &mut Transitions,
    squares: &mut [f32],
    settings: &Settings,
) -> f64 {
    let tags = rows.tags;
    let len = features.len();
    let mut scores = vec![0.0f32; len * tags];
    for (at, row) in scores.chunks_exact_mut(tags).enumerate() {
        for feature in features.of(at) {
            rows.add_to(*feature, row);
        }
    }
    let mut lattice = Lattice::default();
    if !lattice.run(&scores, transitions, None) {
        return 0.0;
    }
    let mut slopes = lattice.marginals.clone();
    let mut transition_slopes = lattice.expected.clone();
    let before = lattice.log_sum(&scores);
    let after;
    if marks.unknown.is_empty() && marks.absent.is_empty() {
        let mut class = transitions.labels + 1;
        let mut gold = 0.0;
        for at in 0..len {
            let tag = tag_at(&marks.found, at);
            slopes[at * tags + tag] -= 1.0;
            gold += f64::from(scores[at * tags + tag]);
            let to = label_of(tag).map_or(0, |label| label + 1);
            let begins = marks.found.iter().any(|found| found.start == at);
            if tag == 0 || begins {
                let index = transitions.index(class, to);
                transition_slopes[index] -= 1.0;
                gold += f64::from(transitions.weights[index]);
            }
            class = to;
        }
        after = gold;
    } else {
        let mut known = Lattice::default();
        if !known.run(&scores, transitions, Some(&|at, tag| marks.allows(at, tag))) {
            return 0.0;
        }
        slopes.iter_mut().zip(&known.marginals).for_each(|(slope, known)| *slope -= known);
        transition_slopes.iter_mut().zip(&known.expected).for_each(|(slope, known)| *slope -= known);
        after = known.log_sum(&scores);
    }
    for (at, slope) in slopes.chunks_exact(tags).enumerate() {
        // Most tokens are plainly outside after a pass; what they would change is noise.
        if slope.iter().all(|slope| slope.abs() < 2e-3) {
            continue;
        }
        for feature in features.of(at) {
            rows.step(*feature, slope, settings);
        }
    }
    for ((weight, square), slope) in transitions.weights.iter_mut().zip(squares).zip(&transition_slopes) {
        *square += slope * slope;
        *weight -= settings.rate * slope / square.sqrt();
    }
    before - after
}
