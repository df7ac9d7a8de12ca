//! Reads the sentences of a text and judges their pairs.

use super::seen;
use super::{Member, PairNet, Run, Seen, SeenPair, UNITS};
use crate::suggest::net::layers::{Dense, add_scaled, rectify};
use crate::suggest::net::lstm::Track;
use crate::suggest::net::vectors::Vocabulary;
use crate::suggest::stance::polarity::{AGAINST, FAVOR};
use std::collections::HashMap;

/// What one member finds less likely for or against than this is no stance, whatever the others say. They seldom say otherwise: of
/// what the articles held out for development propose, nothing changes up to 0.02.
const HARDLY: f32 = 0.01;

/// Reads the sentences of a text with all members.
pub(in crate::suggest::stance) struct Reading<'n> {
    pub(in crate::suggest::stance) vocabulary: &'n Vocabulary,
    members: Vec<MemberReading<'n>>,
}

impl<'n> Reading<'n> {
    pub(in crate::suggest::stance) fn new(net: &'n PairNet) -> Self {
        Self { vocabulary: &net.vocabulary, members: net.members().map(MemberReading::new).collect() }
    }

    /// The probabilities of favor, against and neutral of each pair of a sentence: the mean over the members. A pair that the
    /// first of them finds hardly a stance is not shown to the others.
    pub(in crate::suggest::stance) fn probabilities(&mut self, seen: &Seen) -> Vec<[f32; 3]> {
        let share = 1.0 / self.members.len() as f32;
        let Some((first, others)) = self.members.split_first_mut() else { return Vec::new() };
        let mut mean = first.probabilities(seen, &seen.pairs.iter().collect::<Vec<_>>());
        let open: Vec<usize> = (0..mean.len()).filter(|&at| mean[at][FAVOR].max(mean[at][AGAINST]) >= HARDLY).collect();
        let pairs: Vec<&SeenPair> = open.iter().map(|&at| &seen.pairs[at]).collect();
        open.iter().for_each(|&at| mean[at] = mean[at].map(|judged| judged * share));
        for member in others {
            for (&at, judged) in open.iter().zip(member.probabilities(seen, &pairs)) {
                add_scaled(&judged, share, &mut mean[at]);
            }
        }
        mean
    }
}

/// Reads with one member. What a word gives the readers, and what its traits give them, is worked out once.
pub(super) struct MemberReading<'n> {
    member: Member<'n>,
    words: HashMap<usize, Gates>,
    traits: HashMap<[usize; 3], Gates>,
}

/// What something gives the gates of both readers.
type Gates = [Vec<f32>; 2];

impl<'n> MemberReading<'n> {
    pub(super) fn new(member: Member<'n>) -> Self {
        Self { member, words: HashMap::new(), traits: HashMap::new() }
    }

    /// The probabilities of favor, against and neutral of `pairs`, which are of the sentence `seen`.
    pub(super) fn probabilities(&mut self, seen: &Seen, pairs: &[&SeenPair]) -> Vec<[f32; 3]> {
        if pairs.is_empty() {
            return Vec::new();
        }
        let mut run = Run { tracks: self.tracks(seen), ..Run::default() };
        self.member.read(&mut run);
        let of = |pair: &&SeenPair| {
            let mut sum = self.member.sum(pair, &mut run);
            rectify(&mut sum);
            self.member.judge(&sum)
        };
        pairs.iter().map(of).collect()
    }

    /// The readers' gates, holding what the words of a sentence give them.
    fn tracks(&mut self, seen: &Seen) -> [Track; 2] {
        let Member { layers, weights } = self.member;
        let mut tracks: [Track; 2] = Default::default();
        let given = |give: &dyn Fn(Dense, &mut [f32])| -> Gates {
            layers.readers.map(|reader| {
                let mut gates = vec![0.0; 4 * UNITS];
                give(reader.input, &mut gates);
                gates
            })
        };
        for word in &seen.words {
            let of_word = self
                .words
                .entry(word.row)
                .or_insert_with(|| given(&|input, gates| input.give(weights, &weights[layers.vectors.row(word.row)], gates)));
            let of_traits = self.traits.entry(word.traits()).or_insert_with(|| {
                let traits: Vec<f32> = layers.traits(word).flat_map(|row| &weights[row]).copied().collect();
                given(&|input, gates| input.add(weights, &traits, layers.vectors.width, gates))
            });
            let given = of_word.iter().zip(of_traits.iter());
            for ((track, reader), (of_word, of_traits)) in tracks.iter_mut().zip(layers.readers).zip(given) {
                let from = track.gates.len();
                track.gates.extend(of_word.iter().zip(of_traits).map(|(word, traits)| word + traits));
                let numbers = reader.input.inputs - seen::NUMBERS;
                reader.input.add(weights, &word.numbers, numbers, &mut track.gates[from..]);
            }
        }
        tracks
    }
}
