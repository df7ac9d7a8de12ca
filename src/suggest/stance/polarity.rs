//! For, against or neither: a trained classifier of what a stretch of text says of a target in it.
//!
//! Features: words, their clusters and pairs with their side and distance, words of the target's clause, the verbs next to the target, and sums
//! of valence and attitude words, with negation turned round and distance decayed. Trained on sentences of political news
//! about persons.

use crate::suggest::lexicon::{Class, CueKind};
use crate::suggest::linear::{Example, Features, Linear, Training};
use crate::suggest::scan::Scan;
use std::ops::Range;

/// Classes of the classifier, in this order.
pub const FAVOR: usize = 0;
/// See [`FAVOR`].
pub const AGAINST: usize = 1;
/// See [`FAVOR`].
pub const NEUTRAL: usize = 2;

/// A text, a target in it and what the text says of it, to learn from.
#[derive(Clone, Debug)]
pub struct PolarityExample {
    pub features: Features,
    /// [`FAVOR`], [`AGAINST`] or [`NEUTRAL`].
    pub class: usize,
    pub weight: f32,
}

/// Learns polarity; the same examples give the same model.
pub fn train_polarity(examples: &[PolarityExample]) -> Linear {
    let examples: Vec<Example> =
        examples.iter().map(|it| Example { features: it.features.clone(), class: it.class, weight: it.weight }).collect();
    Linear::train(3, &examples, Training { bits: 18, passes: 15, rate: 0.01, l2: 0.05 })
}

/// A word as the classifier sees it: the target and numbers masked.
fn masked<'s>(scan: &'s Scan, target: &Range<usize>, at: usize) -> &'s str {
    let word = &scan.words[at];
    if target.contains(&at) {
        "TGT"
    } else if word.lower.starts_with(|c: char| c.is_ascii_digit()) {
        "0"
    } else if word.capital
        && word.entry.class == Class::Word
        && word.entry.valence == 0.0
        && word.entry.attitude == 0
        && scan.sentence(at).start != at
    {
        "Cap"
    } else if !word.entry.lemma.is_empty() {
        word.entry.lemma
    } else {
        &word.lower
    }
}

/// Is the word at `at` turned round by a negation up to three words before it?
fn negated(scan: &Scan, region: &Range<usize>, at: usize) -> bool {
    (at.saturating_sub(3).max(region.start)..at).any(|at| {
        scan.entry(at).class == Class::Negation
            || matches!(
                scan.lower(at, 0),
                "no" | "never" | "nothing" | "without" | "denied" | "refused" | "fail" | "failed" | "stop" | "cannot" | "lack"
            )
    })
}

pub(crate) fn clause_break(scan: &Scan, at: usize) -> bool {
    matches!(
        scan.lower(at, 0),
        "," | ";"
            | ":"
            | "—"
            | "–"
            | "-"
            | "but"
            | "while"
            | "although"
            | "though"
            | "because"
            | "who"
            | "which"
            | "that"
            | "when"
            | "if"
            | "."
            | "?"
            | "!"
            | "("
            | ")"
    ) || scan.entry(at).class == Class::Quote
}

/// The clause around `target` within `region`.
fn clause(scan: &Scan, region: &Range<usize>, target: &Range<usize>) -> Range<usize> {
    let start = (region.start..target.start).rev().find(|&at| clause_break(scan, at)).map_or(region.start, |at| at + 1);
    let end = (target.end..region.end).find(|&at| clause_break(scan, at)).unwrap_or(region.end);
    start..end.max(target.end)
}

fn distance_bucket(distance: usize) -> &'static str {
    match distance {
        0..=1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "5",
        6..=9 => "9",
        10..=16 => "16",
        _ => "far",
    }
}

fn level(value: f32) -> &'static str {
    match value {
        v if v > 4.0 => "+++",
        v if v > 1.5 => "++",
        v if v > 0.2 => "+",
        v if v < -4.0 => "---",
        v if v < -1.5 => "--",
        v if v < -0.2 => "-",
        _ => "0",
    }
}

#[derive(Default)]
struct Sums {
    plus: f32,
    minus: f32,
}

impl Sums {
    fn add(&mut self, value: f32) {
        if value > 0.0 {
            self.plus += value;
        } else {
            self.minus -= value;
        }
    }

    fn put(&self, f: &mut Features, name: &str) {
        f.put_value(&["sum", name, "+"], (self.plus * 0.5).min(3.0));
        f.put_value(&["sum", name, "-"], (self.minus * 0.5).min(3.0));
        f.put(&["level", name, level(self.plus - self.minus)]);
        if self.plus > 0.0 && self.minus > 0.0 {
            f.put(&["both", name]);
        }
    }
}

/// What speaks for each polarity of the words `region` towards `target` within them.
pub fn features(scan: &Scan, region: &Range<usize>, target: &Range<usize>) -> Features {
    let mut f = Features::new();
    let clause = clause(scan, region, target);
    let last = target.end.max(1) - 1;
    let quotation = scan.words.get(target.start).and_then(|word| word.quotation);
    let names: [&str; 10] =
        ["all", "left", "right", "near", "clause", "decay", "attitude", "attitude-near", "attitude-clause", "quote"];
    let mut sums: [Sums; 10] = Default::default();
    let mut left_attitude = None;
    let mut right_attitude = None;
    for at in region.clone() {
        let word = &scan.words[at];
        let here = masked(scan, target, at);
        let (side, distance) = if target.contains(&at) {
            ("T", 0)
        } else if at < target.start {
            ("L", target.start - at)
        } else {
            ("R", at - last)
        };
        if side != "T" && word.entry.class != Class::Punctuation {
            f.put_value(&["u", here], 0.7);
            if here != "Cap" {
                let [fine, middle, _] = word.clusters;
                f.put_cluster(&["u", "fine"], fine, 0.5);
                f.put_cluster(&["u", "middle"], middle, 0.3);
                f.put_cluster(&["us", side, "fine"], fine, 0.5);
                if clause.contains(&at) {
                    f.put_cluster(&["uc", "fine"], fine, 0.6);
                    f.put_cluster(&["ucs", side, "fine"], fine, 0.6);
                }
            }
            f.put_value(&["us", side, here], 0.7);
            f.put_value(&["ud", side, distance_bucket(distance), here], 0.7);
            if clause.contains(&at) {
                f.put(&["uc", here]);
                f.put(&["ucs", side, here]);
            }
            if word.quotation.is_some() && word.quotation == quotation {
                f.put_value(&["uq", here], 0.7);
            }
        }
        if at > region.start {
            let before = masked(scan, target, at - 1);
            if before != here {
                f.put_value(&["b", before, here], 0.6);
                f.put_value(&["bs", side, before, here], 0.4);
            }
        }
        let negated = (word.entry.valence != 0.0 || word.entry.attitude != 0) && negated(scan, region, at);
        let turn = if negated { -0.75 } else { 1.0 };
        let valence = if word.name.is_some() { 0.0 } else { word.entry.valence * turn };
        let attitude = f32::from(word.entry.attitude) * turn;
        let decay = 1.0 / (1.0 + distance as f32 / 4.0);
        if side != "T" {
            sums[0].add(valence);
            sums[if side == "L" { 1 } else { 2 }].add(valence);
            if distance <= 5 {
                sums[3].add(valence);
                sums[7].add(attitude);
            }
            if clause.contains(&at) {
                sums[4].add(valence);
                sums[8].add(attitude);
            }
            sums[5].add(valence * decay);
            sums[6].add(attitude * decay);
            if word.quotation.is_some() {
                sums[9].add(valence);
            }
            if attitude != 0.0 {
                if side == "L" {
                    left_attitude = Some((at, attitude));
                } else if right_attitude.is_none() {
                    right_attitude = Some((at, attitude));
                }
            }
        }
    }
    for (name, sums) in names.iter().zip(&sums) {
        sums.put(&mut f, name);
    }
    for (name, found) in [("la", left_attitude), ("ra", right_attitude)] {
        if let Some((at, attitude)) = found {
            let distance = if at < target.start { target.start - at } else { at - last };
            let sign = if attitude > 0.0 { "+" } else { "-" };
            f.put(&[name, sign, distance_bucket(distance)]);
            f.put(&[
                name,
                sign,
                if scan.entry(at).verb { "verb" } else { "other" },
                if clause.contains(&at) { "same" } else { "other" },
            ]);
            f.put(&[name, sign, scan.entry(at).lemma]);
        }
    }
    place(scan, region, target, &clause, &mut f);
    f
}

/// Where the target stands: speaker, subject, object, in a quotation.
fn place(scan: &Scan, region: &Range<usize>, target: &Range<usize>, clause: &Range<usize>, f: &mut Features) {
    let last = target.end.max(1) - 1;
    let cue_at = |at: usize| matches!(scan.entry(at).cue, Some(CueKind::Say));
    let speaker = (target.end..(target.end + 3).min(region.end)).any(cue_at)
        || target.start > region.start && cue_at(target.start - 1) && scan.lower(target.start, -1) != "accused";
    let quoted = scan.words.get(target.start).is_some_and(|word| word.quotation.is_some());
    f.put(&["speaker", if speaker { "yes" } else { "no" }, if quoted { "in" } else { "out" }]);
    f.put(&["before2", scan.lower(target.start, -2), scan.lower(target.start, -1)]);
    f.put(&["after2", scan.lower(last, 1), scan.lower(last, 2)]);
    let before_verb = (clause.start..target.start).rev().find(|&at| scan.entry(at).verb);
    let after_verb = (target.end..clause.end).find(|&at| scan.entry(at).verb && scan.entry(at).class != Class::Auxiliary);
    for (name, verb) in [("object-of", before_verb), ("subject-of", after_verb)] {
        let Some(at) = verb else {
            f.put(&[name, "none"]);
            continue;
        };
        let turned = if negated(scan, region, at) { "not" } else { "" };
        f.put(&[name, masked(scan, target, at), turned]);
        let attitude = scan.entry(at).attitude;
        let valence = scan.entry(at).valence;
        f.put(&[name, "sign", level(f32::from(attitude) * 2.0), level(valence), turned]);
    }
    f.put(&["starts", if target.start <= region.start + 1 { "yes" } else { "no" }]);
    f.put(&["possessive", if scan.lower(last, 1) == "'s" { "yes" } else { "no" }]);
    if scan.lower(last, 1) == "'s" {
        f.put(&["has", scan.lower(last, 2)]);
        f.put(&["has2", scan.lower(last, 3)]);
    }
    let others = region.clone().filter(|&at| scan.words[at].capital && !target.contains(&at)).count();
    f.put(&["others", distance_bucket(others + 1)]);
    f.put(&["length", distance_bucket(region.len() / 4)]);
    let quotes = region.clone().filter(|&at| scan.words[at].quotation.is_some()).count();
    f.put(&[
        "quotes",
        if quotes == 0 {
            "none"
        } else if quotes == region.len() {
            "all"
        } else {
            "some"
        },
        if quoted { "in" } else { "out" },
    ]);
}
