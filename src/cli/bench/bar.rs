//! The bar that the project's own check holds: what a frame and an edit cost must not depend on the length of the article.
//!
//! Ratios, not times: both articles are measured in turns in one run, so that a busy machine slows both.

use super::reader::Bench;
use super::workload::{Dice, Made, WORKLOADS, make};
use std::process::ExitCode;

const SIZE: (f32, f32) = (1280.0, 800.0);
/// How much more the largest article may cost than the smallest.
const MOST: f64 = 1.5;

/// Compares W3 with W1; fails where a median is over the bar. The lowest of three rounds counts: noise comes on top.
pub(super) fn run(frames: usize, seed: u64) -> ExitCode {
    let made = [&WORKLOADS[0], &WORKLOADS[2]].map(|workload| make(workload, seed));
    let rounds: Vec<[f64; 2]> = (0..3).map(|_| round(&made, frames)).collect();
    let mut kept = true;
    for (at, what) in ["scroll a line", "add a mention"].into_iter().enumerate() {
        let ratio = rounds.iter().map(|round| round[at]).fold(f64::INFINITY, f64::min);
        kept &= ratio <= MOST;
        println!("{what}: W3 costs {ratio:.2} times what W1 costs; the bar is {MOST}");
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How many times as much the long article costs: scrolling, and adding.
fn round(made: &[Made; 2], frames: usize) -> [f64; 2] {
    let mut benches = [Bench::open(&made[0], SIZE), Bench::open(&made[1], SIZE)];
    for (bench, made) in benches.iter_mut().zip(made) {
        bench.show_the_middle(made);
    }
    let mut dice = Dice::new(3);
    let (mut scrolled, mut added) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for frame in 0..frames {
        for (which, bench) in benches.iter_mut().enumerate() {
            // There and back: the short article has no more than its own length to scroll.
            let line = bench.headless.line_height() * if frame % 2 == 0 { 1.0 } else { -1.0 };
            scrolled[which].push(bench.timed(|bench| bench.headless.reader.scroll_by(line)));
            let edit = bench.new_mention(frame, &mut dice);
            added[which].push(bench.timed(|bench| bench.perform(edit)));
        }
    }
    [scrolled, added].map(|[short, long]| median(long) / median(short))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
