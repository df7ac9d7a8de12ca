//! Turns what the chain believes into how often it is right: per label a slope and an offset of the log-odds (Platt scaling).
//!
//! They are fitted on names found in texts that the tagger did not see. A label with few names leans on all of them.

use std::collections::BTreeMap;

/// Key of the map that holds for labels without one of their own.
pub const ANY: &str = "";

/// Slope and offset of the log-odds.
pub type Line = (f32, f32);

/// A name that was found: its label, its probability before calibration, and whether it was right.
pub type Judged = (String, f32, bool);

/// How strongly a label of its own leans on all labels, in names.
const LEANING: f64 = 20.0;

/// The calibrated probability.
pub fn calibrated(lines: &BTreeMap<String, Line>, label: &str, probability: f32) -> f32 {
    let (slope, offset) = lines.get(label).or_else(|| lines.get(ANY)).copied().unwrap_or((1.0, 0.0));
    1.0 / (1.0 + (-(slope * odds(probability) + offset)).exp())
}

/// Fits a line to each label, and one to all under [`ANY`]; nothing where nothing was judged.
pub fn fit(judged: &[Judged]) -> BTreeMap<String, Line> {
    if judged.is_empty() {
        return BTreeMap::new();
    }
    let all: Vec<(f64, bool)> = judged.iter().map(|(_, probability, right)| (f64::from(odds(*probability)), *right)).collect();
    let any = line(&all, (1.0, 0.0));
    let mut by_label: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
    for ((label, ..), point) in judged.iter().zip(&all) {
        by_label.entry(label).or_default().push(*point);
    }
    let mut lines: BTreeMap<String, Line> =
        by_label.into_iter().map(|(label, points)| (label.to_owned(), stored(line(&points, any)))).collect();
    lines.insert(ANY.to_owned(), stored(any));
    lines
}

fn stored((slope, offset): (f64, f64)) -> Line {
    (slope as f32, offset as f32)
}

fn odds(probability: f32) -> f32 {
    let probability = probability.clamp(1e-4, 1.0 - 1e-4);
    (probability / (1.0 - probability)).ln()
}

/// Logistic regression on one number by Newton's method, drawn towards `prior`.
fn line(points: &[(f64, bool)], prior: (f64, f64)) -> (f64, f64) {
    let (mut slope, mut offset) = prior;
    for _ in 0..25 {
        let (mut slope_slope, mut offset_slope) = (LEANING * (slope - prior.0), LEANING * (offset - prior.1));
        let (mut a, mut b, mut c) = (LEANING, 0.0, LEANING);
        for (x, right) in points {
            let p = 1.0 / (1.0 + (-(slope * x + offset)).exp());
            let miss = p - f64::from(u8::from(*right));
            let weight = p * (1.0 - p);
            slope_slope += miss * x;
            offset_slope += miss;
            a += weight * x * x;
            b += weight * x;
            c += weight;
        }
        let determinant = a * c - b * b;
        slope -= (c * slope_slope - b * offset_slope) / determinant;
        offset -= (a * offset_slope - b * slope_slope) / determinant;
    }
    // Surer must never come out as less sure.
    if slope.is_finite() && offset.is_finite() { (slope.max(0.05), offset) } else { prior }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names with 0.9 and names with 0.6, of which so many in a hundred are right.
    fn judged(label: &str, high: usize, low: usize) -> Vec<Judged> {
        let of = |score: f32, right: usize| (0..600).map(move |at| (label.to_owned(), score, at / 6 < right));
        of(0.9, high).chain(of(0.6, low)).collect()
    }

    #[test]
    fn what_was_too_sure_gets_as_sure_as_it_was_right() {
        let mut all = judged("ORG", 70, 40);
        all.extend(judged("PERSON", 98, 90));
        let lines = fit(&all);
        let check = |label: &str, score: f32, expected: f32| {
            let sure = calibrated(&lines, label, score);
            assert!((sure - expected).abs() < 0.06, "{label} {score}: {sure}, not {expected}");
        };
        check("ORG", 0.9, 0.70);
        check("ORG", 0.6, 0.40);
        check("PERSON", 0.9, 0.98);
        check("PERSON", 0.6, 0.90);
        check("never seen", 0.9, 0.84);
    }

    #[test]
    fn without_lessons_nothing_changes() {
        assert!((calibrated(&fit(&[]), "ORG", 0.8) - 0.8).abs() < 1e-5);
    }
}
