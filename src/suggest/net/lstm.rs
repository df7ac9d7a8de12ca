//! Reads the words of a sentence one after the other and keeps what matters of those before.
//!
//! A long short-term memory with forget gates (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000).

use super::layers::{Dense, LEVEL, Places};
use crate::suggest::tagger::dice::Dice;
use fearless_simd::dispatch;

/// A reader in one direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lstm {
    /// From the input to the four gates: in, forget, cell, out.
    pub input: Dense,
    /// From what it told of the word before to the gates.
    recur: Dense,
    units: usize,
    backwards: bool,
}

/// What a reader made of each word: its gates, its cell, and what it tells.
#[derive(Clone, Debug, Default)]
pub struct Track {
    /// Words × 4 × units.
    pub gates: Vec<f32>,
    cells: Vec<f32>,
    /// Words × units.
    pub told: Vec<f32>,
}

impl Track {
    /// Of a sentence that is still to be read: its `gates` hold what the input gives them.
    pub fn new(gates: Vec<f32>) -> Self {
        Self { gates, ..Self::default() }
    }
}

/// The hyperbolic tangent, by Lambert's continued fraction, to within 0.0002; the same on every machine.
#[inline(always)]
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.9, 4.9);
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    above / (135_135.0 + square * (62_370.0 + square * (3150.0 + square * 28.0)))
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Opens the gates for a word: what is kept in the `cell`, and what is told.
#[inline(always)]
fn open(gates: &mut [f32], cell: &mut [f32], told: &mut [f32]) {
    let units = cell.len();
    let (first, second) = gates.split_at_mut(2 * units);
    let ((enter, forget), (new, out)) = (first.split_at_mut(units), second.split_at_mut(units));
    let gates = enter.iter_mut().zip(forget).zip(new.iter_mut().zip(out));
    for (((enter, forget), (new, out)), (cell, told)) in gates.zip(cell.iter_mut().zip(told)) {
        (*enter, *forget, *new, *out) = (sigmoid(*enter), sigmoid(*forget), tanh(*new), sigmoid(*out));
        *cell = *forget * *cell + *enter * *new;
        *told = *out * tanh(*cell);
    }
}

impl Lstm {
    pub fn new(places: &mut Places, inputs: usize, units: usize, backwards: bool) -> Self {
        Self { input: places.dense(inputs, 4 * units), recur: places.dense(units, 4 * units), units, backwards }
    }

    pub fn draw(&self, weights: &mut [f32], dice: &mut Dice) {
        self.input.draw(weights, dice);
        self.recur.draw(weights, dice);
    }

    /// The place of the word that is read at `step`.
    fn place(&self, step: usize, words: usize) -> usize {
        if self.backwards { words - 1 - step } else { step }
    }

    /// Reads sentences whose gates hold what the input gives them, a word of each at a time, so that a weight is fetched once for
    /// all of them.
    pub fn read(&self, weights: &[f32], tracks: &mut [&mut Track]) {
        let units = self.units;
        let words = |track: &Track| track.gates.len() / (4 * units);
        for track in tracks.iter_mut() {
            let numbers = words(track) * units;
            for values in [&mut track.cells, &mut track.told] {
                values.clear();
                values.resize(numbers, 0.0);
            }
        }
        let (mut told, mut gates) = (Vec::new(), Vec::new());
        let longest = tracks.iter().map(|track| words(track)).max().unwrap_or_default();
        for step in 0..longest {
            told.clear();
            gates.clear();
            for track in tracks.iter().filter(|track| step < words(track)) {
                let words = words(track);
                gates.extend_from_slice(&track.gates[self.place(step, words) * 4 * units..][..4 * units]);
                if step > 0 {
                    told.extend_from_slice(&track.told[self.place(step - 1, words) * units..][..units]);
                }
            }
            if step > 0 {
                self.recur.add_each(weights, &told, &mut gates);
            }
            let reading = tracks.iter_mut().filter(|track| step < words(track));
            for (track, given) in reading.zip(gates.chunks_exact(4 * units)) {
                let words = words(track);
                let at = self.place(step, words);
                if step > 0 {
                    let before = self.place(step - 1, words) * units;
                    track.cells.copy_within(before..before + units, at * units);
                }
                let gates = &mut track.gates[at * 4 * units..][..4 * units];
                gates.copy_from_slice(given);
                let (cell, told) = (&mut track.cells[at * units..][..units], &mut track.told[at * units..][..units]);
                dispatch!(*LEVEL, _ => open(gates, cell, told));
            }
        }
    }

    /// Adds the slopes of the weights to `slopes` and those of the inputs to `back`, where `slope` is that of what was told.
    /// `inputs` are the words' inputs, one after the other.
    pub fn back(&self, weights: &[f32], inputs: &[f32], track: &Track, slope: &[f32], slopes: &mut [f32], back: &mut [f32]) {
        let (units, width) = (self.units, self.input.inputs);
        let words = slope.len() / units;
        let (mut told, mut cell, mut all) = (vec![0.0_f32; units], vec![0.0_f32; units], vec![0.0_f32; words * 4 * units]);
        for step in (0..words).rev() {
            let (at, before) = (self.place(step, words), step.checked_sub(1).map(|before| self.place(before, words)));
            let of = &track.gates[at * 4 * units..][..4 * units];
            let gates = &mut all[at * 4 * units..][..4 * units];
            for unit in 0..units {
                let (i, f, g, o) = (of[unit], of[units + unit], of[2 * units + unit], of[3 * units + unit]);
                let held = tanh(track.cells[at * units + unit]);
                let down = told[unit] + slope[at * units + unit];
                let through = cell[unit] + down * o * (1.0 - held * held);
                let kept = before.map_or(0.0, |before| track.cells[before * units + unit]);
                gates[unit] = through * g * i * (1.0 - i);
                gates[units + unit] = through * kept * f * (1.0 - f);
                gates[2 * units + unit] = through * i * (1.0 - g * g);
                gates[3 * units + unit] = down * held * o * (1.0 - o);
                cell[unit] = through * f;
            }
            told.fill(0.0);
            self.recur.down(weights, gates, &mut told);
            self.input.down(weights, gates, &mut back[at * width..][..width]);
        }
        self.input.learn(inputs, &all, slopes);
        // What recurs came from the word before: the one on the left, or on the right of a reader that goes backwards.
        let ends = words.saturating_sub(1);
        let (told, gates) = if self.backwards { (1..words, 0..ends) } else { (0..ends, 1..words) };
        if ends > 0 {
            let (told, gates) = (told.start * units..told.end * units, gates.start * 4 * units..gates.end * 4 * units);
            self.recur.learn_rows(&track.told[told], &all[gates], slopes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tangent_is_near() {
        for step in -80..80_i16 {
            let x = f32::from(step) / 10.0;
            assert!((tanh(x) - x.tanh()).abs() < 3e-4, "{x}");
        }
    }

    #[test]
    fn slopes_are_those_of_the_loss() {
        for backwards in [false, true] {
            let mut places = Places::default();
            let lstm = Lstm::new(&mut places, 3, 2, backwards);
            let mut weights = vec![0.0; places.taken()];
            lstm.draw(&mut weights, &mut Dice::new(3));
            let mut dice = Dice::new(5);
            let inputs: Vec<f32> = (0..12).map(|_| dice.share() - 0.5).collect();
            let run = |weights: &[f32], inputs: &[f32]| {
                let mut track = Track::new(lstm.input.give_each(weights, inputs));
                lstm.read(weights, &mut [&mut track]);
                track
            };
            // The loss: what is told, each number times its place.
            let loss = |weights: &[f32], inputs: &[f32]| -> f32 {
                run(weights, inputs).told.iter().zip(1_u8..).map(|(told, place)| told * f32::from(place)).sum()
            };
            let slope: Vec<f32> = (1..=8_u8).map(f32::from).collect();
            let (mut slopes, mut back) = (vec![0.0; weights.len()], vec![0.0; inputs.len()]);
            lstm.back(&weights, &inputs, &run(&weights, &inputs), &slope, &mut slopes, &mut back);
            let near = |found: f32, expected: f32| (found - expected).abs() < 0.02 + 0.02 * expected.abs();
            for at in 0..weights.len() {
                let (mut more, mut less) = (weights.clone(), weights.clone());
                (more[at], less[at]) = (more[at] + 0.01, less[at] - 0.01);
                let expected = (loss(&more, &inputs) - loss(&less, &inputs)) / 0.02;
                assert!(near(slopes[at], expected), "weight {at}: {} for {expected}", slopes[at]);
            }
            for at in 0..inputs.len() {
                let (mut more, mut less) = (inputs.clone(), inputs.clone());
                (more[at], less[at]) = (more[at] + 0.01, less[at] - 0.01);
                let expected = (loss(&weights, &more) - loss(&weights, &less)) / 0.02;
                assert!(near(back[at], expected), "input {at}: {} for {expected}", back[at]);
            }
        }
    }
}
