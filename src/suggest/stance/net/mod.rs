//! The network that says of each pair of a sentence whether it is for, against or no stance.
//!
//! Two readers go through the sentence, one from each end. What they tell at the holder, at the target, at the cue, and the
//! strongest of what they tell between holder and target and in the target's clause is added up, with what is known of the pair
//! as a whole, and judged. Several such judges, who share the words' vectors and nothing else, are asked, and the mean of what they
//! say counts: an ensemble errs less than each of its members (Lee et al. 2015, “Why M Heads are Better than One”).

mod learn;
mod read;
mod seen;

pub(super) use learn::{Lesson, Training, learn};
pub(super) use read::Reading;
pub(super) use seen::{Seen, SeenPair, is_person};

use crate::suggest::linear::{DamagedModel, soft_max};
use crate::suggest::model::{Reader, put_packed};
use crate::suggest::net::layers::{Dense, Places, Table, add_scaled, keep_greater};
use crate::suggest::net::lstm::{Lstm, Track};
use crate::suggest::net::vectors::Vocabulary;
use crate::suggest::tagger::dice::Dice;
use seen::SeenWord;
use std::ops::Range;

/// Judges of a pair.
const MEMBERS: usize = 4;
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

/// Where the layers of a member lie.
#[derive(Clone, PartialEq, Debug)]
struct Layers {
    /// Those of the words, which all members share.
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
    /// The member's own weights.
    own: Range<usize>,
}

impl Layers {
    fn new(places: &mut Places, vectors: Table) -> Self {
        let from = places.taken();
        let width = vectors.width;
        let inputs = width + 3 * TRAIT + seen::NUMBERS;
        let mut table = |rows, width| places.table(rows, width);
        let [kinds, classes, cues] = [seen::KINDS, seen::CLASSES, seen::CUES].map(|rows| table(rows, TRAIT));
        let [sides, gaps, holders, targets, absent] =
            [seen::SIDES, seen::GAPS, seen::KINDS, seen::KINDS, 2].map(|rows| table(rows, WIDTH));
        Self {
            vectors,
            kinds,
            classes,
            cues,
            readers: [false, true].map(|backwards| Lstm::new(places, inputs, UNITS, backwards)),
            roles: [(); ROLES].map(|()| places.dense(2 * UNITS, WIDTH)),
            sides,
            gaps,
            holders,
            targets,
            absent,
            cue: places.dense(width, WIDTH),
            out: places.dense(WIDTH, 3),
            own: from..places.taken(),
        }
    }

    /// Those of all members, after the vectors, and how many weights there are in all.
    fn of_members(vectors: usize, width: usize) -> ([Self; MEMBERS], usize) {
        let mut places = Places::default();
        let vectors = places.table(vectors, width);
        let members = [(); MEMBERS].map(|()| Self::new(&mut places, vectors));
        (members, places.taken())
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
    vocabulary: Vocabulary,
    members: [Layers; MEMBERS],
    weights: Vec<f32>,
}

/// One of the judges.
#[derive(Clone, Copy, Debug)]
struct Member<'n> {
    layers: &'n Layers,
    weights: &'n [f32],
}

/// The strongest that some words tell in a role, number by number.
#[derive(Clone, Debug)]
struct Strongest {
    role: Role,
    words: Range<usize>,
    values: Vec<f32>,
    /// Which word each number is of.
    of: Vec<u32>,
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

impl Run {
    /// What the word at `at`, which was asked, tells in a role.
    fn tells(&self, role: Role, at: usize) -> &[f32] {
        &self.roles[role as usize][at * WIDTH..][..WIDTH]
    }

    /// The number of the strongest that `words`, at least one, tell in a role.
    fn strongest(&mut self, role: Role, words: &Range<usize>) -> usize {
        if let Some(known) = self.strongest.iter().position(|known| known.role == role && known.words == *words) {
            return known;
        }
        let (mut values, mut of) = (vec![f32::NEG_INFINITY; WIDTH], vec![0; WIDTH]);
        for at in words.clone() {
            keep_greater(self.tells(role, at), at as u32, &mut values, &mut of);
        }
        self.strongest.push(Strongest { role, words: words.clone(), values, of });
        self.strongest.len() - 1
    }
}

impl Member<'_> {
    fn judge(&self, sum: &[f32]) -> [f32; 3] {
        let mut scores = [0.0; 3];
        self.layers.out.give(self.weights, sum, &mut scores);
        soft_max(&mut scores);
        scores
    }

    /// Reads sentences whose words have given the readers what they give.
    fn read(&self, runs: &mut [&mut Run]) {
        for (number, reader) in self.layers.readers.iter().enumerate() {
            reader.read(self.weights, &mut runs.iter_mut().map(|run| &mut run.tracks[number]).collect::<Vec<_>>());
        }
        for run in runs {
            let [forwards, backwards] = run.tracks.each_ref().map(|track| track.told.chunks_exact(UNITS));
            for (forwards, backwards) in forwards.zip(backwards) {
                run.told.extend_from_slice(forwards);
                run.told.extend_from_slice(backwards);
            }
        }
    }

    /// Lets the words tell what `pairs` ask of them, all that are asked in a role at once.
    fn tell<'p>(&self, pairs: impl Iterator<Item = &'p SeenPair>, run: &mut Run) {
        let told = run.told.chunks_exact(2 * UNITS);
        run.asked = [(); ROLES].map(|()| vec![false; told.len()]);
        for pair in pairs {
            pair.words().for_each(|(role, at)| run.asked[role as usize][at] = true);
            pair.stretches().for_each(|(role, words)| run.asked[role as usize][words.clone()].fill(true));
        }
        for ((dense, asked), out) in self.layers.roles.iter().zip(&run.asked).zip(&mut run.roles) {
            let mut given = Vec::new();
            told.clone().zip(asked).filter(|(_, asked)| **asked).for_each(|(told, _)| given.extend_from_slice(told));
            let answers = dense.give_each(self.weights, &given);
            *out = vec![0.0; asked.len() * WIDTH];
            let places = out.chunks_exact_mut(WIDTH).zip(asked).filter(|(_, asked)| **asked);
            places.zip(answers.chunks_exact(WIDTH)).for_each(|((out, _), answer)| out.copy_from_slice(answer));
        }
    }

    /// What there is to a pair, added up.
    fn sum(&self, pair: &SeenPair, run: &mut Run) -> Vec<f32> {
        let (layers, weights) = (self.layers, self.weights);
        let mut sum = vec![0.0; WIDTH];
        for (table, row) in pair.rows(layers) {
            add_scaled(&weights[table.row(row)], 1.0, &mut sum);
        }
        for (role, at) in pair.words() {
            add_scaled(run.tells(role, at), 1.0, &mut sum);
        }
        for (role, words) in pair.stretches() {
            let found = run.strongest(role, words);
            add_scaled(&run.strongest[found].values, 1.0, &mut sum);
        }
        if let Some(row) = pair.cue_row {
            layers.cue.give(weights, &weights[layers.vectors.row(row)], &mut sum);
        }
        sum
    }
}

impl PairNet {
    fn members(&self) -> impl Iterator<Item = Member<'_>> {
        self.members.iter().map(|layers| Member { layers, weights: &self.weights })
    }

    /// Appends the network to `out`, its weights in eight bits.
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        self.vocabulary.put(out);
        out.push(self.members[0].vectors.width as u8);
        let (mut steps, mut weights) = (Vec::new(), Vec::with_capacity(self.weights.len()));
        for block in self.weights.chunks(BLOCK) {
            let top = block.iter().fold(0.0_f32, |top, weight| top.max(weight.abs()));
            // The scale is one of 256, a sixteenth of a doubling apart.
            let step = (((top / 127.0).max(f32::MIN_POSITIVE).log2() * 16.0).ceil() + SCALES).clamp(0.0, 255.0) as u8;
            steps.push(step);
            weights.extend(block.iter().map(|weight| (weight / scale(step)).round().clamp(-127.0, 127.0) as i8 as u8));
        }
        put_packed(out, &steps);
        put_packed(out, &weights);
    }

    /// Reads what [`Self::put`] wrote.
    ///
    /// # Errors
    /// Bytes that are cut short or were not written by it.
    pub(super) fn read_from(reader: &mut Reader) -> Result<Self, DamagedModel> {
        let vocabulary = Vocabulary::read(reader).ok_or(DamagedModel)?;
        let width = usize::from(reader.u8().filter(|width| *width > 0).ok_or(DamagedModel)?);
        let (steps, bytes) = (reader.packed().ok_or(DamagedModel)?, reader.packed().ok_or(DamagedModel)?);
        let (members, len) = Layers::of_members(vocabulary.rows(), width);
        if bytes.len() != len || steps.len() != bytes.len().div_ceil(BLOCK) {
            return Err(DamagedModel);
        }
        let blocks = bytes.chunks(BLOCK).zip(steps);
        let weights = blocks.flat_map(|(block, step)| block.iter().map(move |byte| f32::from(*byte as i8) * scale(step)));
        Ok(Self { vocabulary, members, weights: weights.collect() })
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
