//! The network that says of each pair of a sentence whether it is for, against or no stance.
//!
//! Two readers go through the sentence, one from each end. What they tell at the holder, at the target, at the cue, and the
//! strongest of what they tell between holder and target and in the target's clause is added up, with what is known of the pair
//! as a whole, and judged.

mod learn;
mod seen;

pub(super) use learn::{Lesson, Training, learn};
pub(super) use seen::{Seen, SeenPair};

use crate::suggest::linear::{DamagedModel, soft_max};
use crate::suggest::model::Reader;
use crate::suggest::net::layers::{Dense, Places, Table, add_scaled, rectify};
use crate::suggest::net::lstm::{Lstm, Track};
use crate::suggest::net::vectors::Vocabulary;
use crate::suggest::tagger::dice::Dice;
use seen::SeenWord;
use std::collections::HashMap;
use std::ops::Range;

/// Numbers a reader keeps of what it has read.
const UNITS: usize = 64;
/// Numbers that are added up for a pair.
const WIDTH: usize = 64;
/// Numbers for the kind of a word, its class, and how it attributes.
const TRAIT: usize = 12;

/// What a word tells depends on what it is to a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    ActorLast,
    ActorFirst,
    TargetLast,
    TargetFirst,
    Cue,
    Between,
    Clause,
}

const ROLES: usize = 7;

/// Where the layers lie.
#[derive(Clone, PartialEq, Debug)]
struct Layers {
    vectors: Table,
    kinds: Table,
    classes: Table,
    cues: Table,
    readers: [Lstm; 2],
    roles: [Dense; ROLES],
    sides: Table,
    gaps: Table,
    holders: Table,
    targets: Table,
    /// In place of a holder, and of a cue, outside the sentence.
    absent: Table,
    /// From the vector of the cue.
    cue: Dense,
    out: Dense,
    /// How many weights there are.
    len: usize,
}

impl Layers {
    fn new(words: usize, width: usize) -> Self {
        let mut places = Places::default();
        let inputs = width + 3 * TRAIT + seen::NUMBERS;
        let vectors = places.table(words, width);
        let mut table = |rows, width| places.table(rows, width);
        let [kinds, classes, cues] = [seen::KINDS, seen::CLASSES, seen::CUES].map(|rows| table(rows, TRAIT));
        let [sides, gaps, holders, targets, absent] =
            [seen::SIDES, seen::GAPS, seen::KINDS, seen::KINDS, 2].map(|rows| table(rows, WIDTH));
        Self {
            vectors,
            kinds,
            classes,
            cues,
            readers: [false, true].map(|backwards| Lstm::new(&mut places, inputs, UNITS, backwards)),
            roles: [(); ROLES].map(|()| places.dense(2 * UNITS, WIDTH)),
            sides,
            gaps,
            holders,
            targets,
            absent,
            cue: places.dense(width, WIDTH),
            out: places.dense(WIDTH, 3),
            len: places.taken(),
        }
    }

    /// Where the vectors of what a word is lie.
    fn traits(&self, word: &SeenWord) -> impl Iterator<Item = Range<usize>> {
        [self.kinds, self.classes, self.cues].into_iter().zip(word.traits()).map(|(table, row)| table.row(row))
    }

    fn draw(&self, weights: &mut [f32], dice: &mut Dice) {
        for table in [self.kinds, self.classes, self.cues] {
            table.draw(weights, 0.5, dice);
        }
        for table in [self.sides, self.gaps, self.holders, self.targets] {
            table.draw(weights, 0.15, dice);
        }
        self.readers.iter().for_each(|reader| reader.draw(weights, dice));
        self.roles.iter().chain([&self.cue, &self.out]).for_each(|dense| dense.draw(weights, dice));
    }
}

/// The trained network.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct PairNet {
    pub(super) vocabulary: Vocabulary,
    layers: Layers,
    weights: Vec<f32>,
}

/// The strongest that some words tell in a role, number by number.
#[derive(Clone, Debug)]
struct Strongest {
    role: Role,
    words: Range<usize>,
    values: Vec<f32>,
    /// Which word each number is of.
    of: Vec<usize>,
}

/// What the network made of a sentence on its way to the pairs.
#[derive(Clone, Debug, Default)]
struct Run {
    tracks: [Track; 2],
    /// Words × 2 × units.
    told: Vec<f32>,
    /// By role: words × width, as far as they were asked for.
    roles: [Vec<f32>; ROLES],
    asked: [Vec<bool>; ROLES],
    strongest: Vec<Strongest>,
}

/// Reads the sentences of a text. What a word gives the readers, and what its traits give them, is worked out once.
pub(super) struct Reading<'n> {
    pub(super) net: &'n PairNet,
    words: HashMap<usize, Gates>,
    traits: HashMap<[usize; 3], Gates>,
}

/// What something gives the gates of both readers.
type Gates = [Vec<f32>; 2];

impl<'n> Reading<'n> {
    pub(super) fn new(net: &'n PairNet) -> Self {
        Self { net, words: HashMap::new(), traits: HashMap::new() }
    }

    /// The probabilities of favor, against and neutral of each pair of a sentence.
    pub(super) fn probabilities(&mut self, seen: &Seen) -> Vec<[f32; 3]> {
        if seen.pairs.is_empty() {
            return Vec::new();
        }
        let mut run = Run { tracks: self.tracks(seen), ..Run::default() };
        self.net.read(&mut run);
        let of = |pair: &SeenPair| {
            let mut sum = self.net.sum(pair, &mut run);
            rectify(&mut sum);
            self.net.judge(&sum)
        };
        seen.pairs.iter().map(of).collect()
    }

    /// The readers' gates, holding what the words of a sentence give them.
    fn tracks(&mut self, seen: &Seen) -> [Track; 2] {
        let (layers, weights) = (&self.net.layers, &self.net.weights);
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

impl PairNet {
    fn judge(&self, sum: &[f32]) -> [f32; 3] {
        let mut scores = [0.0; 3];
        self.layers.out.give(&self.weights, sum, &mut scores);
        soft_max(&mut scores);
        scores
    }

    /// Reads a sentence whose words have given the readers what they give.
    fn read(&self, run: &mut Run) {
        for (reader, track) in self.layers.readers.iter().zip(&mut run.tracks) {
            reader.read(&self.weights, track);
        }
        let words = run.tracks[0].told.len() / UNITS;
        for at in 0..words {
            run.tracks.iter().for_each(|track| run.told.extend(&track.told[at * UNITS..][..UNITS]));
        }
        run.roles.iter_mut().for_each(|role| role.resize(words * WIDTH, 0.0));
        run.asked.iter_mut().for_each(|asked| asked.resize(words, false));
    }

    /// What the word at `at` tells in a role.
    fn tells<'r>(&self, role: Role, at: usize, run: &'r mut Run) -> &'r [f32] {
        let dense = self.layers.roles[role as usize];
        let out = &mut run.roles[role as usize][at * WIDTH..][..WIDTH];
        if !std::mem::replace(&mut run.asked[role as usize][at], true) {
            dense.give(&self.weights, &run.told[at * 2 * UNITS..][..2 * UNITS], out);
        }
        out
    }

    /// The number of the strongest that `words`, at least one, tell in a role.
    fn strongest(&self, role: Role, words: &Range<usize>, run: &mut Run) -> usize {
        if let Some(known) = run.strongest.iter().position(|known| known.role == role && known.words == *words) {
            return known;
        }
        let (mut values, mut of) = (vec![f32::NEG_INFINITY; WIDTH], vec![0; WIDTH]);
        for at in words.clone() {
            let told = self.tells(role, at, run);
            for ((value, of), told) in values.iter_mut().zip(&mut of).zip(told) {
                if *told > *value {
                    (*value, *of) = (*told, at);
                }
            }
        }
        run.strongest.push(Strongest { role, words: words.clone(), values, of });
        run.strongest.len() - 1
    }

    /// What there is to a pair, added up.
    fn sum(&self, pair: &SeenPair, run: &mut Run) -> Vec<f32> {
        let (layers, weights) = (&self.layers, &self.weights);
        let mut sum = vec![0.0; WIDTH];
        for (table, row) in pair.rows(layers) {
            add_scaled(&weights[table.row(row)], 1.0, &mut sum);
        }
        for (role, at) in pair.words() {
            add_scaled(self.tells(role, at, run), 1.0, &mut sum);
        }
        for (role, words) in pair.stretches() {
            let found = self.strongest(role, words, run);
            add_scaled(&run.strongest[found].values, 1.0, &mut sum);
        }
        if let Some(row) = pair.cue_row {
            layers.cue.give(weights, &weights[layers.vectors.row(row)], &mut sum);
        }
        sum
    }

    /// Appends the network to `out`, its weights in eight bits.
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        self.vocabulary.put(out);
        out.push(self.layers.vectors.width as u8);
        for block in self.weights.chunks(BLOCK) {
            let top = block.iter().fold(0.0_f32, |top, weight| top.max(weight.abs()));
            // The scale is one of 256, a sixteenth of a doubling apart.
            let step = (((top / 127.0).max(f32::MIN_POSITIVE).log2() * 16.0).ceil() + SCALES).clamp(0.0, 255.0) as u8;
            out.push(step);
            out.extend(block.iter().map(|weight| (weight / scale(step)).round().clamp(-127.0, 127.0) as i8 as u8));
        }
    }

    /// Reads what [`Self::put`] wrote.
    ///
    /// # Errors
    /// Bytes that are cut short or were not written by it.
    pub(super) fn read_from(reader: &mut Reader) -> Result<Self, DamagedModel> {
        let vocabulary = Vocabulary::read(reader).ok_or(DamagedModel)?;
        let width = usize::from(reader.u8().filter(|width| *width > 0).ok_or(DamagedModel)?);
        let layers = Layers::new(vocabulary.rows(), width);
        if reader.rest().len() < layers.len {
            return Err(DamagedModel);
        }
        let mut weights = Vec::with_capacity(layers.len);
        while weights.len() < layers.len {
            let scale = scale(reader.u8().ok_or(DamagedModel)?);
            let block = reader.bytes(BLOCK.min(layers.len - weights.len())).ok_or(DamagedModel)?;
            weights.extend(block.iter().map(|byte| f32::from(*byte as i8) * scale));
        }
        Ok(Self { vocabulary, layers, weights })
    }
}

/// Weights that share a scale.
const BLOCK: usize = 64;
/// The number of the scale 1.
const SCALES: f32 = 224.0;

fn scale(step: u8) -> f32 {
    ((f32::from(step) - SCALES) / 16.0).exp2()
}

impl SeenPair {
    /// What is known of the pair as a whole.
    fn rows(&self, layers: &Layers) -> impl Iterator<Item = (Table, usize)> {
        let known = [
            (layers.sides, self.side),
            (layers.gaps, self.gap),
            (layers.holders, self.holder),
            (layers.targets, self.target_kind),
        ];
        let absent = [(self.actor.is_none(), 0), (self.cue.is_none(), 1)];
        let absent = absent.into_iter().filter(|(is, _)| *is).map(|(_, row)| (layers.absent, row));
        known.into_iter().chain(absent)
    }

    /// The words that say something of it, with their roles.
    fn words(&self) -> impl Iterator<Item = (Role, usize)> {
        let actor = self.actor.clone().map(|actor| [(Role::ActorLast, actor.end - 1), (Role::ActorFirst, actor.start)]);
        let target = [(Role::TargetLast, self.target.end - 1), (Role::TargetFirst, self.target.start)];
        actor.into_iter().flatten().chain(target).chain(self.cue.map(|cue| (Role::Cue, cue)))
    }

    /// The stretches of words that count by what they tell most strongly.
    fn stretches(&self) -> impl Iterator<Item = (Role, &Range<usize>)> {
        [(Role::Between, &self.between), (Role::Clause, &self.clause)].into_iter().filter(|(_, words)| !words.is_empty())
    }
}
