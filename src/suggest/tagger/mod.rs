//! The entity tagger: a linear-chain CRF over hashed features, a classifier for kinds of places and things, and a grammar for
//! amounts.
//!
//! Coarse labels come from the chain ([`corpora::COARSE`]), fine ones from [`spans`], numbers from [`grammar`]. What a project
//! has taught lies over the shipped weights ([`learn`](super::learn)); the shipped weights never change.

pub mod calibrate;
pub mod clusters;
pub mod consistency;
pub mod corpora;
pub mod crf;
mod dates;
pub mod dice;
pub mod engine;
pub mod features;
pub mod grammar;
pub mod know;
pub mod lexicon;
pub mod shipped;
pub mod spans;
pub mod train;
pub mod weights;
pub mod words;

use super::Document;
use super::model::{Reader, put_varint};
use crate::text::Span;
use corpora::{COARSE, FINE};
use crf::{Found, Lattice, Transitions, decode, tag_count};
use features::{Extractor, Features, Scheme};
use lexicon::Lexicon;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use weights::Weights;

/// Name of the tagger's section in the model file.
pub const SECTION: &str = "tagger";

/// A name found in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Tagged {
    pub span: Span,
    /// OntoNotes name, or a label of the user's own.
    pub label: Arc<str>,
    /// Probability that span and label are right, calibrated.
    pub score: f32,
}

/// What lies over the shipped weights while tagging.
pub trait Overlay {
    /// Coarse labels, the shipped six first.
    fn labels(&self) -> usize;
    /// Weights between classes, for all labels.
    fn transitions(&self) -> &Transitions;
    /// Gives labels of the user's own what the shipped weights say of a token for the labels that they are mostly taken for.
    fn lend(&self, scores: &mut [f32]);
    /// Adds the weights of a feature to the scores of the tags.
    fn add_to(&self, feature: u32, scores: &mut [f32]);
    /// Adds the weights of a feature of the span classifier.
    fn add_to_fine(&self, feature: u32, scores: &mut [f32]);
    /// More features of the tokens of a sentence: strings accepted before.
    fn own_features(&self, document: &Document, sentence: Range<usize>) -> Vec<Vec<u32>>;
    /// The name of a label: coarse, and fine where told; `None` where nobody asks for it.
    fn name(&self, coarse: usize, fine: Option<usize>) -> Option<Arc<str>>;
    /// Is the label of this name asked for?
    fn wants(&self, name: &str) -> bool;
}

/// What the shipped weights say of a document, whatever a project teaches: the dear part of tagging it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    /// One row of shipped tags per token.
    scores: Vec<f32>,
}

impl Reading {
    fn of(&self, sentence: &Range<usize>) -> &[f32] {
        let tags = tag_count(COARSE.len());
        self.scores.get(sentence.start * tags..sentence.end * tags).unwrap_or_default()
    }
}

/// The scores of [`Tagger::scores`] with an overlay on top, one row of all its tags per token.
pub fn overlaid(overlay: &dyn Overlay, shipped: &[f32], features: &Features, own: &[Vec<u32>]) -> Vec<f32> {
    let (shipped_tags, tags) = (tag_count(COARSE.len()), tag_count(overlay.labels()));
    let mut scores = vec![0.0f32; features.len() * tags];
    for (at, (row, shipped)) in scores.chunks_exact_mut(tags).zip(shipped.chunks_exact(shipped_tags)).enumerate() {
        row[..shipped_tags].copy_from_slice(shipped);
        overlay.lend(row);
        for feature in features.of(at).iter().chain(own.get(at).into_iter().flatten()) {
            overlay.add_to(*feature, row);
        }
    }
    scores
}

/// The trained tagger.
#[derive(Clone, PartialEq, Debug)]
pub struct Tagger {
    pub transitions: Transitions,
    pub weights: Weights,
    pub fine: Weights,
    pub lexicon: Lexicon,
    /// Per output label what makes its probabilities honest.
    pub calibration: BTreeMap<String, calibrate::Line>,
}

impl Tagger {
    /// Reads what [`Tagger::to_bytes`] wrote; `None` where it is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let labels = reader.varint()? as usize;
        if labels != COARSE.len() {
            return None;
        }
        let mut transitions = Transitions::new(labels);
        for weight in &mut transitions.weights {
            *weight = reader.f32()?;
        }
        let mut calibration = BTreeMap::new();
        for _ in 0..reader.varint()? {
            calibration.insert(reader.string()?, (reader.f32()?, reader.f32()?));
        }
        let lexicon = Lexicon::read(&mut reader)?;
        let weights = Weights::read(&mut reader)?;
        let fine = Weights::read(&mut reader)?;
        Some(Self { transitions, weights, fine, lexicon, calibration })
    }

    /// As bytes, to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.transitions.labels as u32);
        self.transitions.weights.iter().for_each(|weight| out.extend(weight.to_le_bytes()));
        put_varint(&mut out, self.calibration.len() as u32);
        for (label, (slope, offset)) in &self.calibration {
            super::model::put_string(&mut out, label);
            out.extend(slope.to_le_bytes());
            out.extend(offset.to_le_bytes());
        }
        out.extend(self.lexicon.to_bytes());
        out.extend(self.weights.to_bytes());
        out.extend(self.fine.to_bytes());
        out
    }

    /// The names in `document`, in text order, none overlapping another.
    pub fn tag(&self, document: &Document) -> Vec<Tagged> {
        self.run(document, None)
    }

    /// The names that the chain finds, without amounts and dates by rule.
    pub fn chained(&self, document: &Document) -> Vec<Tagged> {
        self.chain(document, None)
    }

    /// As [`Tagger::tag`], with what a project has taught on top; `reading` is that of this document.
    pub fn tag_with(&self, document: &Document, reading: &Reading, overlay: &dyn Overlay) -> Vec<Tagged> {
        self.run(document, Some((overlay, reading)))
    }

    /// Reads `document`, to tag it more than once while a project teaches.
    pub fn read(&self, document: &Document) -> Reading {
        let extractor = Extractor::new(document, &self.lexicon);
        let of = |sentence: &Range<usize>| self.scores(&extractor.sentence(sentence.clone(), Scheme::News));
        Reading { scores: document.sentences.iter().flat_map(of).collect() }
    }

    /// What the shipped weights say of each shipped tag at each token of a sentence, one row per token.
    pub fn scores(&self, features: &Features) -> Vec<f32> {
        let tags = tag_count(COARSE.len());
        let mut scores = vec![0.0f32; features.len() * tags];
        for (at, row) in scores.chunks_exact_mut(tags).enumerate() {
            self.weights.add_all(features.of(at), row);
        }
        scores
    }

    fn run(&self, document: &Document, taught: Option<(&dyn Overlay, &Reading)>) -> Vec<Tagged> {
        let mut tagged = self.chain(document, taught);
        grammar::add(document, &mut tagged);
        if let Some((overlay, _)) = taught {
            tagged.retain(|name| overlay.wants(&name.label));
        }
        tagged
    }

    fn chain(&self, document: &Document, taught: Option<(&dyn Overlay, &Reading)>) -> Vec<Tagged> {
        let extractor = Extractor::new(document, &self.lexicon);
        let mut lattice = Lattice::default();
        let transitions = taught.map_or(&self.transitions, |(overlay, _)| overlay.transitions());
        let mut names = Vec::new();
        for sentence in &document.sentences {
            let features = extractor.sentence(sentence.clone(), Scheme::News);
            let scores = match taught {
                None => self.scores(&features),
                Some((overlay, reading)) => {
                    let own = overlay.own_features(document, sentence.clone());
                    overlaid(overlay, reading.of(sentence), &features, &own)
                }
            };
            let found = decode(&scores, transitions, None);
            if found.is_empty() || !lattice.run(&scores, transitions, None) {
                continue;
            }
            names.extend(found.into_iter().map(|found| consistency::Name {
                probability: lattice.probability(found),
                found: Found { start: found.start + sentence.start, end: found.end + sentence.start, ..found },
            }));
        }
        consistency::agree(document, &mut names);
        names.iter().filter_map(|name| self.tagged(document, name, taught.map(|(overlay, _)| overlay))).collect()
    }

    fn tagged(&self, document: &Document, name: &consistency::Name, overlay: Option<&dyn Overlay>) -> Option<Tagged> {
        let Found { start, end, label } = name.found;
        let span = document.tokens[start].span.join(document.tokens[end - 1].span);
        let fine = if spans::choices(label).is_empty() {
            None
        } else {
            let features = spans::features(document, &self.lexicon, start..end);
            let extra = |feature: u32, scores: &mut [f32]| {
                if let Some(overlay) = overlay {
                    overlay.add_to_fine(feature, scores);
                }
            };
            spans::fine(&self.fine, &features, label, &extra)
        };
        let label_name = match overlay {
            Some(overlay) => overlay.name(label, fine.map(|fine| fine.0))?,
            None => shipped_name(label, fine.map(|fine| fine.0)),
        };
        let probability = name.probability * fine.map_or(1.0, |fine| fine.1.sqrt());
        Some(Tagged { span, score: calibrate::calibrated(&self.calibration, &label_name, probability), label: label_name })
    }
}

impl Default for Tagger {
    /// A tagger that has learnt nothing.
    fn default() -> Self {
        Self {
            transitions: Transitions::new(COARSE.len()),
            weights: Weights::default(),
            fine: Weights::default(),
            lexicon: Lexicon::default(),
            calibration: BTreeMap::new(),
        }
    }
}

/// The OntoNotes name of a shipped label.
pub fn shipped_name(coarse: usize, fine: Option<usize>) -> Arc<str> {
    fine.map_or(COARSE[coarse.min(COARSE.len() - 1)], |fine| FINE[fine]).into()
}
