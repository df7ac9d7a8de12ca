//! How the network learns: batches of sentences, slopes through everything it does, in a fixed order from a fixed seed.

use super::{Layers, Member, PairNet, ROLES, Run, Seen, SeenPair, UNITS, WIDTH};
use crate::suggest::net::adam::{Adam, Step};
use crate::suggest::net::layers::{add_scaled, back_rectify, rectify};
use crate::suggest::net::lstm::{Lstm, Track};
use crate::suggest::net::vectors::Vocabulary;
use crate::suggest::tagger::dice::Dice;
use crate::task;

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(in crate::suggest::stance) struct Training {
    /// How often all sentences are read.
    pub(in crate::suggest::stance) passes: usize,
    /// After how many sentences weights change.
    pub(in crate::suggest::stance) batch: usize,
    /// Step of Adam at the start; it falls to almost nothing.
    pub(in crate::suggest::stance) rate: f32,
}

/// What the vectors of words learn at, beside the rest: they start from much more text.
const VECTORS: f32 = 0.2;
/// How strongly weights are drawn to 0.
const DECAY: f32 = 0.01;
/// Longest that the slope of a batch may be.
const LONGEST: f32 = 5.0;
/// Share of numbers that are dropped (Srivastava et al. 2014).
const DROPPED: f32 = 0.2;

/// A sentence, and of each of its pairs the right class.
#[derive(Clone, Debug)]
pub(in crate::suggest::stance) struct Lesson {
    pub(in crate::suggest::stance) seen: Seen,
    pub(in crate::suggest::stance) classes: Vec<usize>,
}

/// Drops numbers by chance and remembers which.
struct Dropping<'d> {
    dice: &'d mut Dice,
    /// Share of numbers that are dropped.
    share: f32,
    /// For each time, by what the numbers were multiplied.
    kept: Vec<Vec<f32>>,
}

impl Dropping<'_> {
    /// Puts nothing in the place of some of `values` and makes up for it with the others.
    fn drop_out(&mut self, values: &mut [f32]) {
        let mut draw = || if self.dice.share() < self.share { 0.0 } else { 1.0 / (1.0 - self.share) };
        let kept: Vec<f32> = values.iter().map(|_| draw()).collect();
        values.iter_mut().zip(&kept).for_each(|(value, kept)| *value *= kept);
        self.kept.push(kept);
    }
}

/// Slopes of a member's loss, and which rows of the vectors have any.
struct Slopes {
    of: Vec<f32>,
    rows: Vec<usize>,
}

/// A member that learns: what it drops by chance, its slopes, and the order in which it reads the lessons.
struct Learner {
    dice: Dice,
    slopes: Slopes,
    order: Vec<usize>,
}

/// Learns from `lessons` in a network that starts with the vectors of `vocabulary`.
pub(in crate::suggest::stance) fn learn(
    lessons: &[&Lesson],
    vocabulary: Vocabulary,
    vectors: &[f32],
    training: Training,
) -> PairNet {
    let (members, len) = Layers::of_members(vocabulary.rows(), vectors.len() / vocabulary.rows());
    let mut weights = vec![0.0; len];
    weights[..vectors.len()].copy_from_slice(vectors);
    let mut learners = Vec::new();
    for (layers, seed) in members.iter().zip(1..) {
        let mut dice = Dice::new(seed);
        layers.draw(&mut weights, &mut dice);
        let slopes = Slopes { of: vec![0.0; len], rows: Vec::new() };
        learners.push(Learner { dice, slopes, order: (0..lessons.len()).collect() });
    }
    let mut net = PairNet { vocabulary, members, weights };
    let mut adam = Adam::new(len);
    let steps = training.passes * lessons.len().div_ceil(training.batch);
    let mut number = 0;
    for _ in 0..training.passes {
        learners.iter_mut().for_each(|Learner { dice, order, .. }| dice.shuffle(order));
        for from in (0..lessons.len()).step_by(training.batch) {
            task::together(net.members().zip(&mut learners).map(|(member, Learner { dice, slopes, order })| {
                move || {
                    for at in order.iter().skip(from).take(training.batch) {
                        member.back(lessons[*at], Dropping { dice, share: DROPPED, kept: Vec::new() }, slopes);
                    }
                }
            }));
            number += 1;
            let left = (1.0 - number as f32 / steps as f32).max(0.02);
            let scale = 1.0 / training.batch as f32;
            net.change(&mut learners, &mut adam, Step { number, rate: training.rate * left, decay: DECAY, scale });
        }
    }
    net
}

impl PairNet {
    /// Changes the weights by the slopes of a batch, which are cut where those of a member are too long.
    fn change(&mut self, learners: &mut [Learner], adam: &mut Adam, step: Step) {
        let vectors = self.members[0].vectors;
        let mut summed = Slopes { of: vec![0.0; vectors.rows * vectors.width], rows: Vec::new() };
        for (layers, Learner { slopes, .. }) in self.members.iter().zip(learners) {
            slopes.rows.sort_unstable();
            slopes.rows.dedup();
            let own = &slopes.of[layers.own.clone()];
            let of_words = slopes.rows.iter().flat_map(|row| &slopes.of[vectors.row(*row)]);
            let square: f32 = own.iter().chain(of_words).map(|slope| slope * slope).sum();
            let scale = step.scale * (LONGEST / (square.sqrt() * step.scale)).min(1.0);
            adam.change(&mut self.weights, &mut slopes.of, layers.own.clone(), Step { scale, ..step });
            for row in slopes.rows.drain(..) {
                let slope = &mut slopes.of[vectors.row(row)];
                add_scaled(slope, scale, &mut summed.of[vectors.row(row)]);
                slope.fill(0.0);
                summed.rows.push(row);
            }
        }
        summed.rows.sort_unstable();
        summed.rows.dedup();
        for row in summed.rows {
            let step = Step { rate: step.rate * VECTORS, decay: 0.0, scale: 1.0, ..step };
            adam.change(&mut self.weights, &mut summed.of, vectors.row(row), step);
        }
    }
}

impl Member<'_> {
    /// Adds to `slopes` those of the loss on one sentence.
    fn back(&self, lesson: &Lesson, mut dropping: Dropping, slopes: &mut Slopes) {
        let mut given = self.inputs(&lesson.seen);
        dropping.drop_out(&mut given);
        let mut run = Run { tracks: self.layers.readers.map(|reader| self.track(reader, &given)), ..Run::default() };
        self.read(&mut [&mut run]);
        dropping.drop_out(&mut run.told);
        self.tell(lesson.seen.pairs.iter(), &mut run);
        let mut down = Down::new(lesson.seen.words.len());
        for (pair, class) in lesson.seen.pairs.iter().zip(&lesson.classes) {
            self.back_pair(pair, *class, &mut run, &mut down, &mut dropping, slopes);
        }
        for (strongest, slope) in run.strongest.iter().zip(&down.strongest) {
            let role = strongest.role as usize;
            for ((number, at), slope) in strongest.of.iter().enumerate().zip(slope) {
                down.roles[role][*at as usize * WIDTH + number] += slope;
            }
        }
        let mut told = vec![0.0; run.told.len()];
        for ((dense, slope), asked) in self.layers.roles.iter().zip(&down.roles).zip(&run.asked) {
            let asked = || asked.iter().enumerate().filter(|(_, asked)| **asked).map(|(at, _)| at);
            let of = |values: &[f32], width: usize| -> Vec<f32> {
                asked().flat_map(|at| &values[at * width..][..width]).copied().collect()
            };
            let slope = of(slope, WIDTH);
            dense.learn(&of(&run.told, 2 * UNITS), &slope, &mut slopes.of);
            for (slope, at) in slope.chunks_exact(WIDTH).zip(asked()) {
                dense.down(self.weights, slope, &mut told[at * 2 * UNITS..][..2 * UNITS]);
            }
        }
        told.iter_mut().zip(&dropping.kept[1]).for_each(|(slope, kept)| *slope *= kept);
        let mut inputs = vec![0.0; given.len()];
        for (number, (reader, track)) in self.layers.readers.iter().zip(&run.tracks).enumerate() {
            let slope: Vec<f32> = told.chunks(2 * UNITS).flat_map(|word| &word[number * UNITS..][..UNITS]).copied().collect();
            reader.back(self.weights, &given, track, &slope, &mut slopes.of, &mut inputs);
        }
        inputs.iter_mut().zip(&dropping.kept[0]).for_each(|(slope, kept)| *slope *= kept);
        self.back_inputs(&lesson.seen, &inputs, slopes);
    }

    /// What the words of a sentence put in: words × inputs.
    fn inputs(&self, seen: &Seen) -> Vec<f32> {
        let mut inputs = Vec::new();
        for word in &seen.words {
            inputs.extend(&self.weights[self.layers.vectors.row(word.row)]);
            self.layers.traits(word).for_each(|row| inputs.extend(&self.weights[row]));
            inputs.extend(word.numbers);
        }
        inputs
    }

    /// The gates of a reader with what the inputs give them.
    fn track(&self, reader: Lstm, inputs: &[f32]) -> Track {
        Track::new(reader.input.give_each(self.weights, inputs))
    }

    /// Down from the loss of a pair to what its words told.
    fn back_pair(
        &self,
        pair: &SeenPair,
        class: usize,
        run: &mut Run,
        down: &mut Down,
        dropping: &mut Dropping,
        slopes: &mut Slopes,
    ) {
        let (layers, weights) = (self.layers, self.weights);
        let mut sum = self.sum(pair, run);
        rectify(&mut sum);
        dropping.drop_out(&mut sum);
        let mut judged = self.judge(&sum);
        judged[class] -= 1.0;
        let mut slope = vec![0.0; WIDTH];
        layers.out.learn(&sum, &judged, &mut slopes.of);
        layers.out.down(weights, &judged, &mut slope);
        let kept = dropping.kept.pop().unwrap_or_default();
        slope.iter_mut().zip(kept).for_each(|(slope, kept)| *slope *= kept);
        back_rectify(&sum, &mut slope);
        for (table, row) in pair.rows(layers) {
            add_scaled(&slope, 1.0, &mut slopes.of[table.row(row)]);
        }
        for (role, at) in pair.words() {
            add_scaled(&slope, 1.0, &mut down.roles[role as usize][at * WIDTH..][..WIDTH]);
        }
        for (role, words) in pair.stretches() {
            let found = run.strongest(role, words);
            if down.strongest.len() < run.strongest.len() {
                down.strongest.resize(run.strongest.len(), vec![0.0; WIDTH]);
            }
            add_scaled(&slope, 1.0, &mut down.strongest[found]);
        }
        if let Some(row) = pair.cue_row {
            let vector = layers.vectors.row(row);
            let mut back = vec![0.0; vector.len()];
            layers.cue.learn(&weights[vector.clone()], &slope, &mut slopes.of);
            layers.cue.down(weights, &slope, &mut back);
            add_scaled(&back, 1.0, &mut slopes.of[vector]);
            slopes.rows.push(row);
        }
    }

    /// Down to the vectors of the words and the rows of what they are.
    fn back_inputs(&self, seen: &Seen, inputs: &[f32], slopes: &mut Slopes) {
        let layers = self.layers;
        for (word, input) in seen.words.iter().zip(inputs.chunks(layers.readers[0].input.inputs)) {
            let mut from = 0;
            for row in std::iter::once(layers.vectors.row(word.row)).chain(layers.traits(word)) {
                add_scaled(&input[from..from + row.len()], 1.0, &mut slopes.of[row.clone()]);
                from += row.len();
            }
            slopes.rows.push(word.row);
        }
    }
}

/// Slopes of what the words of a sentence told in each role.
struct Down {
    roles: [Vec<f32>; ROLES],
    strongest: Vec<Vec<f32>>,
}

impl Down {
    fn new(words: usize) -> Self {
        Self { roles: [(); ROLES].map(|()| vec![0.0; words * WIDTH]), strongest: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::MEMBERS;
    use super::super::Reading;
    use super::super::read::MemberReading;
    use super::super::seen::SeenWord;
    use super::*;
    use crate::suggest::model::Reader;
    use crate::suggest::net::vectors::Published;
    use crate::suggest::tagger::words::lower_key;

    /// Words of four and pairs of three kinds, with the right classes.
    fn lesson(classes: [usize; 3]) -> Lesson {
        let word = |row| SeenWord { row, kind: row, class: 1, cue: row % 2, numbers: [0.5, -1.0, 0.0, 1.0, 0.0, 1.0] };
        let pair = SeenPair {
            actor: Some(0..2),
            target: 3..4,
            between: 2..3,
            clause: 1..4,
            cue: None,
            cue_row: None,
            side: 1,
            gap: 1,
            holder: 0,
            target_kind: 2,
        };
        let after = SeenPair { actor: Some(3..4), target: 0..1, between: 1..3, side: 2, gap: 2, ..pair.clone() };
        let said = SeenPair { actor: None, cue: Some(2), cue_row: Some(3), side: 0, between: 0..0, gap: 31, ..pair.clone() };
        Lesson { seen: Seen { words: [1, 2, 3, 1].map(word).into(), pairs: vec![pair, after, said] }, classes: classes.into() }
    }

    fn vocabulary() -> (Vocabulary, Vec<f32>) {
        let published = Published::read("ferry\tPUK\nplan\tTPM\nsaid\tPNT").unwrap();
        published.choose(["ferry", "plan", "said"].map(lower_key).into_iter(), 1)
    }

    /// What the network makes of all pairs.
    fn all_members(net: &PairNet, seen: &Seen) -> Vec<[f32; 3]> {
        Reading::new(net).probabilities(std::slice::from_ref(seen)).remove(0)
    }

    /// What one member makes of all pairs.
    fn alone(member: Member, seen: &Seen) -> Vec<[f32; 3]> {
        MemberReading::new(member).probabilities(&[(seen, seen.pairs.iter().collect())]).remove(0)
    }

    #[test]
    fn slopes_are_those_of_the_loss() {
        let (vocabulary, vectors) = vocabulary();
        let (members, len) = Layers::of_members(vocabulary.rows(), 3);
        let mut weights = vec![0.0; len];
        members[1].draw(&mut weights, &mut Dice::new(2));
        weights[..vectors.len()].copy_from_slice(&vectors);
        let lesson = lesson([0, 2, 1]);
        let loss = |weights: &[f32]| -> f32 {
            let found = alone(Member { layers: &members[1], weights }, &lesson.seen);
            found.iter().zip(&lesson.classes).map(|(found, class)| -found[*class].ln()).sum()
        };
        let mut slopes = Slopes { of: vec![0.0; weights.len()], rows: Vec::new() };
        let member = Member { layers: &members[1], weights: &weights };
        member.back(&lesson, Dropping { dice: &mut Dice::new(1), share: 0.0, kept: Vec::new() }, &mut slopes);
        let mut dice = Dice::new(9);
        let own = members[1].own.clone();
        for at in (0..vectors.len()).chain((0..400).map(|_| own.start + dice.below(own.len()))) {
            let [more, less] = [0.01, -0.01].map(|step| {
                let mut weights = weights.clone();
                weights[at] += step;
                loss(&weights)
            });
            let expected = (more - less) / 0.02;
            assert!((slopes.of[at] - expected).abs() < 5e-4 + 0.03 * expected.abs(), "{at}: {} for {expected}", slopes.of[at]);
        }
    }

    #[test]
    fn members_differ_and_their_mean_counts() {
        let (vocabulary, vectors) = vocabulary();
        let lesson = lesson([0, 1, 2]);
        let net = learn(&[&lesson], vocabulary, &vectors, Training { passes: 1, batch: 1, rate: 3e-3 });
        let each: Vec<_> = net.members().map(|member| alone(member, &lesson.seen)).collect();
        assert!(each.windows(2).all(|two| two[0] != two[1]));
        for (pair, found) in all_members(&net, &lesson.seen).iter().enumerate() {
            for (class, found) in found.iter().enumerate() {
                let mean = each.iter().map(|member| member[pair][class]).sum::<f32>() / MEMBERS as f32;
                assert!((found - mean).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn sentences_read_together_are_judged_as_alone() {
        let (vocabulary, vectors) = vocabulary();
        let long = lesson([0, 1, 2]);
        let net = learn(&[&long; 9], vocabulary, &vectors, Training { passes: 1, batch: 1, rate: 2e-2 });
        let mut short = long.seen.clone();
        short.words.rotate_left(1);
        let empty = Seen { words: Vec::new(), pairs: Vec::new() };
        short.words.push(long.seen.words[0].clone());
        let sentences = [long.seen, empty, short];
        let alone: Vec<_> = sentences.iter().map(|seen| all_members(&net, seen)).collect();
        assert_eq!(Reading::new(&net).probabilities(&sentences), alone);
        assert_ne!(alone[0], alone[2]);
    }

    #[test]
    fn what_the_first_member_finds_hardly_a_stance_is_not_shown_to_the_others() {
        let (vocabulary, vectors) = vocabulary();
        let lesson = lesson([0, 2, 2]);
        let net = learn(&[&lesson; 40], vocabulary, &vectors, Training { passes: 1, batch: 1, rate: 2e-2 });
        let first = alone(net.members().next().unwrap(), &lesson.seen);
        let found = all_members(&net, &lesson.seen);
        assert_ne!(found[0], first[0]);
        assert_eq!(found[1..], first[1..]);
    }

    #[test]
    fn what_is_shown_often_is_learnt_and_kept() {
        let (vocabulary, vectors) = vocabulary();
        let lesson = lesson([0, 1, 2]);
        let lessons = vec![&lesson; 30];
        let training = Training { passes: 2, batch: 1, rate: 3e-3 };
        let net = learn(&lessons, vocabulary.clone(), &vectors, training);
        let sure = |net: &PairNet| {
            let found = all_members(net, &lesson.seen);
            assert!(found.iter().zip(&lesson.classes).all(|(found, class)| found[*class] > 0.8), "{found:?}");
        };
        sure(&net);
        assert_eq!(net, learn(&lessons, vocabulary, &vectors, training));
        let mut bytes = Vec::new();
        net.put(&mut bytes);
        sure(&PairNet::read_from(&mut Reader::new(&bytes)).unwrap());
        assert!(PairNet::read_from(&mut Reader::new(&bytes[..bytes.len() - 1])).is_err());
    }
}
