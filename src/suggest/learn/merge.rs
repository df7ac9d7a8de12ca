//! Makes what was taught part of the model: a tagger that needs no project to know it.

use super::Learner;
use crate::suggest::tagger::Tagger;
use crate::suggest::tagger::corpora::{COARSE, FINE};
use crate::suggest::tagger::crf::{Transitions, tag_count};
use crate::suggest::tagger::weights::Weights;
use std::collections::BTreeMap;

/// Weights smaller than this are not worth their place.
const LEAST: f32 = 0.01;

impl Learner {
    /// `base` with everything that was taught of the shipped labels. Labels of the user's own stay with the project: a model
    /// knows the shipped ones alone.
    pub fn merged(&self, base: &Tagger) -> Tagger {
        let taught = self.rows.iter().map(|(hash, row)| (*hash, row.weights.as_slice()));
        let fine = self.fine.iter().map(|(hash, row)| (*hash, row.0.as_slice()));
        let mut transitions = Transitions::new(COARSE.len());
        let labels = self.transitions.labels;
        for from in 0..COARSE.len() + 2 {
            let wide_from = if from == COARSE.len() + 1 { labels + 1 } else { from };
            for to in 0..=COARSE.len() {
                let index = transitions.index(from, to);
                transitions.weights[index] = self.transitions.weights[self.transitions.index(wide_from, to)];
            }
        }
        Tagger {
            transitions,
            weights: sum(&base.weights, taught, tag_count(COARSE.len())),
            fine: sum(&base.fine, fine, FINE.len()),
            lexicon: base.lexicon.clone(),
            calibration: base.calibration.clone(),
        }
    }
}

/// The weights with others on top, up to `tags` per row.
fn sum<'r>(weights: &Weights, more: impl Iterator<Item = (u32, &'r [f32])>, tags: usize) -> Weights {
    let mut rows: BTreeMap<u32, Vec<f32>> = BTreeMap::new();
    for (hash, row) in weights.rows() {
        let wide = rows.entry(hash).or_insert_with(|| vec![0.0; tags]);
        row.into_iter().for_each(|(tag, weight)| wide[tag] += weight);
    }
    for (hash, row) in more {
        let wide = rows.entry(hash).or_insert_with(|| vec![0.0; tags]);
        wide.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
    }
    Weights::new(rows.iter().map(|(hash, row)| (*hash, row.as_slice())), LEAST)
}
