//! Layers of a small neural network, and how their weights are changed.
//!
//! All weights of a network lie in one list, and a layer is a place in it; a list of the same length holds the slopes of the loss.
//! Sums are taken in a fixed order, so the same data give the same bytes on every machine.

use crate::suggest::tagger::dice::Dice;
use fearless_simd::{Level, dispatch};
use std::sync::LazyLock;

/// The widest instructions of this machine. They change how many numbers are worked on at a time, not the result.
pub(super) static LEVEL: LazyLock<Level> = LazyLock::new(Level::new);

/// Where the layers of a network lie: hands out places in the list of weights, one after the other.
#[derive(Debug, Default)]
pub struct Places(usize);

impl Places {
    fn take(&mut self, len: usize) -> usize {
        let at = self.0;
        self.0 += len;
        at
    }

    /// A linear map from `inputs` to `outputs` numbers.
    pub fn dense(&mut self, inputs: usize, outputs: usize) -> Dense {
        Dense { at: self.take((inputs + 1) * outputs), inputs, outputs }
    }

    /// `rows` vectors of `width` numbers.
    pub fn table(&mut self, rows: usize, width: usize) -> Table {
        Table { at: self.take(rows * width), rows, width }
    }

    /// How many weights there are in all.
    pub fn taken(&self) -> usize {
        self.0
    }
}

/// A linear map. What each input adds to the outputs is a row of its weights; the bias is the last row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dense {
    at: usize,
    pub inputs: usize,
    outputs: usize,
}

impl Dense {
    fn row(&self, input: usize) -> std::ops::Range<usize> {
        let at = self.at + input * self.outputs;
        at..at + self.outputs
    }

    /// Draws weights that keep the spread of what goes through them.
    pub fn draw(&self, weights: &mut [f32], dice: &mut Dice) {
        let spread = (1.0 / self.inputs as f32).sqrt();
        for weight in &mut weights[self.at..self.row(self.inputs).end] {
            *weight = (dice.share() * 2.0 - 1.0) * spread;
        }
    }

    /// Adds the bias and what `input` gives to `out`.
    pub fn give(&self, weights: &[f32], input: &[f32], out: &mut [f32]) {
        add_scaled(&weights[self.row(self.inputs)], 1.0, out);
        self.add(weights, input, 0, out);
    }

    /// What each of `inputs` gives with the bias: those of all, one after the other. A weight is fetched once for all of them.
    pub fn give_each(&self, weights: &[f32], inputs: &[f32]) -> Vec<f32> {
        let mut outs = weights[self.row(self.inputs)].repeat(inputs.len() / self.inputs);
        self.add_each(weights, inputs, &mut outs);
        outs
    }

    /// Adds what each of `inputs` gives, without the bias, to its own of `outs`. A weight is fetched once for all of them.
    pub fn add_each(&self, weights: &[f32], inputs: &[f32], outs: &mut [f32]) {
        let rows = &weights[self.at..][..self.inputs * self.outputs];
        dispatch!(*LEVEL, _ => add_fours_each(rows, inputs, self.inputs, outs, self.outputs));
    }

    /// Adds what `input` gives, without the bias, to `out`. `from` is the number of its first input.
    pub fn add(&self, weights: &[f32], input: &[f32], from: usize, out: &mut [f32]) {
        let rows = &weights[self.at + from * self.outputs..][..input.len() * self.outputs];
        add_rows(rows, input, 1, out);
    }

    /// Adds to `slopes` those of the weights, where `slope` is that of the outputs. Both `inputs` and `slope` may be of several
    /// words, one after the other.
    pub fn learn(&self, inputs: &[f32], slope: &[f32], slopes: &mut [f32]) {
        self.learn_rows(inputs, slope, slopes);
        let bias = &mut slopes[self.row(self.inputs)];
        slope.chunks_exact(self.outputs).for_each(|slope| add_scaled(slope, 1.0, bias));
    }

    /// [`Self::learn`] of a map whose bias is not used.
    pub fn learn_rows(&self, inputs: &[f32], slope: &[f32], slopes: &mut [f32]) {
        let rows = slopes[self.at..][..self.inputs * self.outputs].chunks_exact_mut(self.outputs);
        for (number, row) in rows.enumerate() {
            add_rows(slope, inputs.get(number..).unwrap_or_default(), self.inputs, row);
        }
    }

    /// Adds to `back` the slope of the input, where `slope` is that of the outputs.
    pub fn down(&self, weights: &[f32], slope: &[f32], back: &mut [f32]) {
        let rows = weights[self.at..].chunks_exact(self.outputs);
        dispatch!(*LEVEL, _ => back.iter_mut().zip(rows).for_each(|(back, row)| *back += dot(row, slope)));
    }
}

/// Adds to `out` each row times its value: the values are every `step`th of `values`.
fn add_rows(rows: &[f32], values: &[f32], step: usize, out: &mut [f32]) {
    dispatch!(*LEVEL, _ => add_fours(rows, values, step, out));
}

/// [`add_rows`], four rows at a time.
#[inline(always)]
fn add_fours(rows: &[f32], values: &[f32], step: usize, out: &mut [f32]) {
    let mut fours = rows.chunks_exact(4 * out.len());
    let mut values = values.iter().step_by(step).copied();
    for four in fours.by_ref() {
        add_four(four, std::array::from_fn(|_| values.next().unwrap_or_default()), out);
    }
    for (row, value) in fours.remainder().chunks_exact(out.len()).zip(values) {
        add_scaled(row, value, out);
    }
}

/// [`add_fours`] for several, each with as many values as there are rows and with `width` sums: the same sums in the same order.
#[inline(always)]
fn add_fours_each(rows: &[f32], values: &[f32], count: usize, outs: &mut [f32], width: usize) {
    let mut fours = rows.chunks_exact(4 * width);
    for (number, four) in fours.by_ref().enumerate() {
        for (values, out) in values.chunks_exact(count).zip(outs.chunks_exact_mut(width)) {
            add_four(four, std::array::from_fn(|at| values[4 * number + at]), out);
        }
    }
    for (values, out) in values.chunks_exact(count).zip(outs.chunks_exact_mut(width)) {
        let rest = &values[count - count % 4..];
        fours.remainder().chunks_exact(width).zip(rest).for_each(|(row, value)| add_scaled(row, *value, out));
    }
}

/// Adds to `out` four rows, each times its value.
#[inline(always)]
fn add_four(four: &[f32], [a, b, c, d]: [f32; 4], out: &mut [f32]) {
    let (first, second) = four.split_at(2 * out.len());
    let ((first, second), (third, fourth)) = (first.split_at(out.len()), second.split_at(out.len()));
    let rows = first.iter().zip(second).zip(third.iter().zip(fourth));
    for (out, ((first, second), (third, fourth))) in out.iter_mut().zip(rows) {
        *out += (a * first + b * second) + (c * third + d * fourth);
    }
}

/// Vectors of things that have a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Table {
    at: usize,
    pub rows: usize,
    pub width: usize,
}

impl Table {
    /// The place of the vector of `row`; of the last one where there is none such.
    pub fn row(&self, row: usize) -> std::ops::Range<usize> {
        let at = self.at + row.min(self.rows - 1) * self.width;
        at..at + self.width
    }

    /// Draws vectors whose numbers are up to `spread` from 0.
    pub fn draw(&self, weights: &mut [f32], spread: f32, dice: &mut Dice) {
        for weight in &mut weights[self.at..self.at + self.rows * self.width] {
            *weight = (dice.share() * 2.0 - 1.0) * spread;
        }
    }
}

/// Adds `value` times `row` to `out`.
pub fn add_scaled(row: &[f32], value: f32, out: &mut [f32]) {
    out.iter_mut().zip(row).for_each(|(out, weight)| *out += value * weight);
}

/// Keeps the greater of each two numbers in `values`, and in `of` that it is `from` there.
pub fn keep_greater(told: &[f32], from: u32, values: &mut [f32], of: &mut [u32]) {
    dispatch!(*LEVEL, _ => {
        for ((value, of), told) in values.iter_mut().zip(of.iter_mut()).zip(told) {
            let greater = *told > *value;
            *value = if greater { *told } else { *value };
            *of = if greater { from } else { *of };
        }
    });
}

/// The sum of products, in eight strands.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut strands = [0.0_f32; 8];
    let (whole, rest) = a.as_chunks::<8>();
    let (others, others_rest) = b.as_chunks::<8>();
    for (a, b) in whole.iter().zip(others) {
        for (strand, (a, b)) in strands.iter_mut().zip(a.iter().zip(b)) {
            *strand += a * b;
        }
    }
    let rest: f32 = rest.iter().zip(others_rest).map(|(a, b)| a * b).sum();
    strands.iter().sum::<f32>() + rest
}

/// Nothing below 0.
pub fn rectify(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
}

/// No slope where [`rectify`] left nothing.
pub fn back_rectify(values: &[f32], slope: &mut [f32]) {
    for (slope, value) in slope.iter_mut().zip(values) {
        if *value <= 0.0 {
            *slope = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greater_is_kept_and_the_first_of_equals() {
        let (mut values, mut of) = (vec![f32::NEG_INFINITY; 3], vec![0; 3]);
        keep_greater(&[1.0, 2.0, -1.0], 4, &mut values, &mut of);
        keep_greater(&[1.0, 3.0, -2.0], 5, &mut values, &mut of);
        assert_eq!((values, of), (vec![1.0, 3.0, -1.0], vec![4, 5, 4]));
    }

    #[test]
    fn wide_instructions_change_no_bit() {
        let mut dice = Dice::new(4);
        let mut drawn = |len: usize| -> Vec<f32> { (0..len).map(|_| dice.share() - 0.5).collect() };
        for (inputs, outputs) in [(1, 3), (6, 64), (23, 37)] {
            let (weights, input, slope) = (drawn((inputs + 1) * outputs), drawn(inputs), drawn(outputs));
            let dense = Dense { at: 0, inputs, outputs };
            let (mut wide, mut plain) = (vec![0.0; outputs], vec![0.0; outputs]);
            dense.add(&weights, &input, 0, &mut wide);
            add_fours(&weights[..inputs * outputs], &input, 1, &mut plain);
            assert_eq!(wide, plain);
            let mut back = vec![0.0; inputs];
            dense.down(&weights, &slope, &mut back);
            let plain: Vec<f32> = weights.chunks(outputs).take(inputs).map(|row| dot(row, &slope)).collect();
            assert_eq!(back, plain);
        }
    }

    #[test]
    fn what_is_added_for_several_is_what_is_added_for_each() {
        let mut dice = Dice::new(6);
        let mut drawn = |len: usize| -> Vec<f32> { (0..len).map(|_| dice.share() - 0.5).collect() };
        for (inputs, outputs) in [(3, 5), (6, 64), (23, 37)] {
            let (weights, given) = (drawn((inputs + 1) * outputs), drawn(4 * inputs));
            let dense = Dense { at: 0, inputs, outputs };
            let mut alone = vec![0.0; 4 * outputs];
            for (input, out) in given.chunks(inputs).zip(alone.chunks_mut(outputs)) {
                dense.give(&weights, input, out);
            }
            assert_eq!(dense.give_each(&weights, &given), alone);
        }
    }
}
