//! Training of the tagger: exact gradients of the CRF's likelihood, AdaGrad, one sentence at a time in a shuffled order.

use super::corpora::{COARSE, Marked, Source, marked};
use super::crf::{Lattice, Transitions, label_of, tag_at, tag_count};
use super::dice::Dice;
use super::features::{Extractor, Features};
use super::lexicon::Lexicon;
use super::weights::Weights;
use crate::suggest::Document;
use std::collections::HashMap;

/// How to train.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Settings {
    /// Times the model is learnt, in another order and with other features left out each time; the weights are averaged.
    pub runs: usize,
    /// Passes of each run.
    pub passes: usize,
    pub rate: f32,
    /// Features seen in fewer tokens are left out.
    pub least_count: u32,
    /// Weights smaller than this after [`Settings::pruned`] passes are left out; the others then learn to do without them.
    pub floor: f32,
    /// Passes before weights are left out.
    pub pruned: usize,
    /// Weights smaller than this are left out at the end.
    pub least: f32,
    /// Pull of every weight towards zero, per step, in units of the gradient.
    pub shrink: f32,
    /// The weights are averaged over this many last passes.
    pub averaged: usize,
    /// Share of the features of a token that a step does not see.
    pub dropout: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            runs: 3,
            passes: 12,
            rate: 0.15,
            least_count: 2,
            floor: 0.12,
            pruned: 6,
            least: 0.04,
            shrink: 1e-5,
            averaged: 5,
            dropout: 0.5,
        }
    }
}

struct Sentence {
    features: Features,
    marks: Marked,
    /// Number of the text it is from.
    source: usize,
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

    /// Sets weights below `floor` to zero for good: no finite slope moves them after an infinite sum of squares.
    fn prune(&mut self, floor: f32) {
        for row in self.values.chunks_exact_mut(2 * self.tags) {
            let (weights, squares) = row.split_at_mut(self.tags);
            for (weight, square) in weights.iter_mut().zip(squares).filter(|(weight, _)| weight.abs() < floor) {
                *weight = 0.0;
                *square = f32::INFINITY;
            }
        }
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

/// Sentences with their features as rows of weights, read once and learnt from as often as wanted.
pub struct Lessons {
    sentences: Vec<Sentence>,
    /// The hash of each row, sorted.
    hashes: Vec<u32>,
}

impl Lessons {
    /// Reads the sentences of `sources`; features seen in fewer than `least_count` tokens are left out.
    pub fn new(sources: &[Source], lexicon: &Lexicon, least_count: u32) -> Self {
        let mut sentences = Vec::new();
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for (number, source) in sources.iter().enumerate() {
            let document = Document::new(&source.text);
            let extractor = Extractor::new(&document, lexicon);
            for (marks, range) in marked(source, &document, lexicon).into_iter().zip(&document.sentences) {
                let features = extractor.sentence(range.clone(), source.scheme);
                for at in 0..features.len() {
                    for hash in features.of(at) {
                        *counts.entry(*hash).or_default() += 1;
                    }
                }
                sentences.push(Sentence { features, marks, source: number, repeat: source.repeat });
            }
        }
        let mut hashes: Vec<u32> =
            counts.into_iter().filter(|feature| feature.1 >= least_count).map(|feature| feature.0).collect();
        hashes.sort_unstable();
        let rows: HashMap<u32, u32> = hashes.iter().zip(0..).map(|(hash, row)| (*hash, row)).collect();
        for sentence in &mut sentences {
            sentence.features = sentence.features.mapped(|hash| rows.get(&hash).copied());
        }
        Self { sentences, hashes }
    }

    /// Learns the tagger's weights from the sources for whose number `uses` holds; `report` is told of each pass: its number
    /// and the mean loss per sentence.
    pub fn learn(
        &self,
        settings: &Settings,
        uses: impl Fn(usize) -> bool,
        report: &mut dyn FnMut(usize, f64),
    ) -> (Transitions, Weights) {
        let tags = tag_count(COARSE.len());
        let mut transitions = Transitions::new(COARSE.len());
        let mut sums =
            Sums { rows: vec![0.0; self.hashes.len() * tags], transitions: vec![0.0; transitions.weights.len()], count: 0 };
        let used = self.sentences.iter().filter(|sentence| uses(sentence.source));
        let mut order: Vec<&Sentence> = used.flat_map(|sentence| std::iter::repeat_n(sentence, sentence.repeat)).collect();
        for run in 0..settings.runs {
            let mut report = |pass: usize, loss: f64| report(run * settings.passes + pass, loss);
            self.run(Dice::new(run as u64 + 1), settings, &mut order, &mut sums, &mut report);
        }
        // In use all features are seen, not a share of them: each counts for so much less.
        let share = (1.0 - settings.dropout) / sums.count.max(1) as f32;
        sums.rows.iter_mut().for_each(|value| *value *= share);
        transitions.weights = sums.transitions.into_iter().map(|value| value * share).collect();
        let weights = Weights::new(self.hashes.iter().copied().zip(sums.rows.chunks_exact(tags)), settings.least);
        (transitions, weights)
    }

    /// Learns once from the sentences of `order` and adds the weights of the last passes to `sums`.
    fn run(
        &self,
        mut dice: Dice,
        settings: &Settings,
        order: &mut [&Sentence],
        sums: &mut Sums,
        report: &mut dyn FnMut(usize, f64),
    ) {
        let tags = tag_count(COARSE.len());
        let mut rows = Rows { tags, values: vec![0.0; self.hashes.len() * 2 * tags] };
        let mut transitions = Transitions::new(COARSE.len());
        let mut squares = vec![1e-3f32; transitions.weights.len()];
        let averaged = settings.averaged.clamp(1, settings.passes.max(1));
        for pass in 0..settings.passes {
            dice.shuffle(order);
            let mut loss = 0.0;
            for sentence in order.iter() {
                let seen = (settings.dropout > 0.0)
                    .then(|| sentence.features.mapped(|row| (dice.share() >= settings.dropout).then_some(row)));
                let features = seen.as_ref().unwrap_or(&sentence.features);
                loss += learn(features, &sentence.marks, &mut rows, &mut transitions, &mut squares, settings);
            }
            report(pass + 1, loss / order.len().max(1) as f64);
            if pass + 1 == settings.pruned {
                rows.prune(settings.floor);
            }
            if pass + averaged >= settings.passes {
                sums.add(&rows, &transitions);
            }
        }
    }
}

/// Weights added up over passes.
struct Sums {
    rows: Vec<f32>,
    transitions: Vec<f32>,
    count: usize,
}

impl Sums {
    fn add(&mut self, rows: &Rows, transitions: &Transitions) {
        for (row, sum) in self.rows.chunks_exact_mut(rows.tags).enumerate() {
            rows.add_to(row as u32, sum);
        }
        self.transitions.iter_mut().zip(&transitions.weights).for_each(|(sum, weight)| *sum += weight);
        self.count += 1;
    }
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
