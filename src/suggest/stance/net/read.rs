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
const HARDLY: f32 = 0.02;

/// Reads the sentences of a text with all members.
pub(in crate::suggest::stance) struct Reading<'n> {
    pub(in crate::suggest::stance) vocabulary: &'n Vocabulary,
    members: Vec<MemberReading<'n>>,
}

impl<'n> Reading<'n> {
    pub(in crate::suggest::stance) fn new(net: &'n PairNet) -> Self {
        Self { vocabulary: &net.vocabulary, members: net.members().map(MemberReading::new).collect() }
    }

    /// The probabilities of favor, against and neutral of each pair of each sentence: the mean over the members. A pair that the
    /// first of them finds hardly a stance is not shown to the others.
    pub(in crate::suggest::stance) fn probabilities(&mut self, sentences: &[Seen]) -> Vec<Vec<[f32; 3]>> {
        let share = 1.0 / self.members.len() as f32;
        let Some((first, others)) = self.members.split_first_mut() else { return Vec::new() };
        let all = sentences.iter().map(|seen| (seen, seen.pairs.iter().collect()));
        let mut mean = first.probabilities(&all.collect::<Vec<Shown>>());
        let open = |judged: &[f32; 3]| judged[FAVOR].max(judged[AGAINST]) >= HARDLY;
        let open: Vec<Vec<usize>> = mean.iter().map(|mean| (0..mean.len()).filter(|&at| open(&mean[at])).collect()).collect();
        for (mean, open) in mean.iter_mut().zip(&open) {
            open.iter().for_each(|&at| mean[at] = mean[at].map(|judged| judged * share));
        }
        let shown = sentences.iter().zip(&open).map(|(seen, open)| (seen, open.iter().map(|&at| &seen.pairs[at]).collect()));
        let shown: Vec<Shown> = shown.collect();
        for member in others {
            for ((mean, open), judged) in mean.iter_mut().zip(&open).zip(member.probabilities(&shown)) {
                open.iter().zip(judged).for_each(|(&at, judged)| add_scaled(&judged, share, &mut mean[at]));
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

/// A sentence, and its pairs that are to be judged.
type Shown<'s> = (&'s Seen, Vec<&'s SeenPair>);

impl<'n> MemberReading<'n> {
    pub(super) fn new(member: Member<'n>) -> Self {
        Self { member, words: HashMap::new(), traits: HashMap::new() }
    }

    /// The probabilities of favor, against and neutral of some pairs of each sentence.
    pub(super) fn probabilities(&mut self, sentences: &[Shown]) -> Vec<Vec<[f32; 3]>> {
        let run = |(seen, pairs): &Shown| {
            let tracks = if pairs.is_empty() { <[Track; 2]>::default() } else { self.tracks(seen) };
            Run { tracks, ..Run::default() }
        };
        let mut runs: Vec<Run> = sentences.iter().map(run).collect();
        self.member.read(&mut runs.iter_mut().collect::<Vec<_>>());
        let of = |((_, pairs), run): (&Shown, &mut Run)| {
            self.member.tell(pairs.iter().copied(), run);
            let of = |pair: &&SeenPair| {
                let mut sum = self.member.sum(pair, run);
                rectify(&mut sum);
                self.member.judge(&sum)
            };
            pairs.iter().map(of).collect()
        };
        sentences.iter().zip(&mut runs).map(of).collect()
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
