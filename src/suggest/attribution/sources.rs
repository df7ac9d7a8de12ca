//! Who may be the source of a cue: noun phrases around it, found without a parser.
//!
//! A phrase is a run of words that are neither marks, verbs, prepositions nor conjunctions; phrases joined by "of", a comma
//! ("X, a spokesman for Y,") or "and" are candidates too, and so is nobody. A ranker picks.

use super::cues::{Cue, ending};
use crate::suggest::lexicon::Class;
use crate::suggest::linear::Features;
use crate::suggest::scan::Scan;
use std::ops::Range;

const MOST_PHRASES: usize = 6;
const MOST_WORDS: usize = 28;

/// Can the word at `at` stand in a noun phrase that began at `start`?
fn belongs(scan: &Scan, start: usize, at: usize) -> bool {
    let word = &scan.words[at];
    if word.name.is_some() {
        return true;
    }
    match word.entry.class {
        Class::Punctuation | Class::Quote | Class::Conjunction | Class::Auxiliary | Class::Adverb | Class::Negation => false,
        Class::Preposition => false,
        Class::Relative | Class::Pronoun => at == start,
        Class::Determiner => at == start || scan.entry(at - 1).class == Class::Determiner,
        Class::Possessive => true,
        Class::Word | Class::Verb | Class::Time => {
            let determined = at > start && matches!(scan.entry(at - 1).class, Class::Determiner | Class::Possessive);
            if word.lower.len() > 4 && word.lower.ends_with("ly") && !word.capital {
                return false;
            }
            let noun = word.entry.noun || word.capital && at > start;
            determined || noun || !word.entry.verb
        }
    }
}

/// The noun phrases within `range`, as word ranges.
pub(super) fn phrases(scan: &Scan, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if !belongs(scan, at, at) {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        if !matches!(scan.entry(start).class, Class::Pronoun | Class::Relative) {
            while at < range.end && belongs(scan, start, at) && scan.entry(at).class != Class::Relative {
                at += 1;
            }
        }
        found.push(start..at);
    }
    found
}

/// May the words between two phrases join them to one?
fn joins(scan: &Scan, between: Range<usize>) -> bool {
    between.len() <= 2
        && between.clone().all(|at| {
            let word = &scan.words[at];
            matches!(word.lower.as_str(), "," | "and" | "(" | ")" | "-" | "&" | "or") || word.entry.class == Class::Preposition
        })
}

/// Spans that may be the source of a cue in the sentence `range`.
pub(super) fn candidates(scan: &Scan, phrases: &[Range<usize>], cue: &Cue) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, first) in phrases.iter().enumerate() {
        let mut end = first.end;
        for (count, phrase) in phrases[at..].iter().take(MOST_PHRASES).enumerate() {
            if count > 0 && !joins(scan, end..phrase.start) {
                break;
            }
            end = phrase.end;
            if end - first.start > MOST_WORDS {
                break;
            }
            let closes = scan.lower(end, 0) == ")" && (first.start..end).any(|at| scan.lower(at, 0) == "(");
            let span = first.start..end + usize::from(closes);
            let clear = span.end <= cue.words.start || span.start >= cue.words.end;
            if clear {
                found.push(span);
            } else if first.start < cue.words.start && phrase.end > cue.words.start {
                // "their claim that": the phrase holds the cue; its words before the cue may be the source.
                let before = first.start..cue.words.start;
                let bare = if scan.entry(before.end - 1).lemma.is_empty() && scan.lower(before.end, -1) == "'s" {
                    before.start..before.end - 1
                } else {
                    before
                };
                if !bare.is_empty() {
                    found.push(bare);
                }
                let after = cue.words.end..phrase.end;
                if !after.is_empty() {
                    found.push(after);
                }
            }
        }
    }
    found.sort_by_key(|span| (span.start, span.end));
    found.dedup();
    found
}

/// A count as a feature.
pub(super) fn bucket(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "5",
        6..=8 => "8",
        9..=13 => "13",
        14..=21 => "21",
        22..=34 => "34",
        _ => "many",
    }
}

/// What speaks for and against `source` (`None`: nobody) being the source of `cue`.
pub(super) fn features(scan: &Scan, cue: &Cue, source: Option<&Range<usize>>) -> Features {
    let mut f = Features::new();
    let kind = cue.kind_name();
    let lemma = cue.lemma(scan);
    let form = ending(&scan.words[cue.words.start].lower);
    let prev = scan.kind(cue.words.start.wrapping_sub(1));
    let Some(source) = source else {
        f.put(&["none", kind, form]);
        f.put(&["none", "l", lemma]);
        f.put(&["none", "lf", lemma, form]);
        f.put(&["none", "p", prev, kind, form]);
        f.put(&["none", "w", scan.lower(cue.words.start, -1), form]);
        f.put(&["none", "n", scan.kind(cue.words.end), kind, form]);
        return f;
    };
    let left = source.end <= cue.words.start;
    let between = if left { source.end..cue.words.start } else { cue.words.end..source.start };
    let side = if left { "L" } else { "R" };
    let (first, last) = (source.start, source.end - 1);
    f.put(&["side", side, kind, form]);
    f.put(&["side", side, lemma]);
    f.put(&["gap", side, bucket(between.len()), kind]);
    f.put(&["gap", side, bucket(between.len()), form, kind]);
    let mut path = String::new();
    for at in between.clone().take(5) {
        path.push_str(scan.kind(at));
        path.push(' ');
    }
    if between.len() > 5 {
        path.push('+');
    }
    f.put(&["path", side, &path]);
    f.put(&["path", side, &path, kind]);
    f.put(&["pathf", side, &path, form]);
    let mut seen = [false; 6];
    for at in between.clone() {
        let word = &scan.words[at];
        seen[0] |= word.lower == ",";
        seen[1] |= word.entry.verb && word.entry.class != Class::Auxiliary;
        seen[2] |= word.entry.class == Class::Conjunction;
        seen[3] |= word.quotation != scan.words[cue.words.start].quotation;
        seen[4] |= word.entry.cue.is_some();
        seen[5] |= word.entry.class == Class::Relative;
    }
    for (name, seen) in ["comma", "verb", "conj", "quote", "cue", "rel"].into_iter().zip(seen) {
        if seen {
            f.put(&["between", name, side]);
            f.put(&["between", name, side, form, kind]);
        }
    }
    let nearer = source_nearer(scan, &between);
    f.put(&["nearer", side, bucket(nearer), form]);
    f.put(&["nearer", side, bucket(nearer), kind]);
    let head = scan.kind(last);
    f.put(&["head", head]);
    f.put(&["headw", &scan.words[last].lower]);
    f.put(&["first", scan.kind(first), side]);
    f.put(&["firstw", &scan.words[first].lower]);
    f.put(&["head", head, side, kind]);
    let before = scan.kind(first.wrapping_sub(1));
    let after = scan.kind(last + 1);
    f.put(&["before", before, side]);
    f.put(&["beforew", scan.lower(first, -1), side, kind]);
    f.put(&["after", after, side]);
    f.put(&["afterw", scan.lower(last, 1), side, kind]);
    f.put(&["edges", before, after, side]);
    let mut label = "none";
    let mut persons = 0;
    let mut joints = String::new();
    for at in source.clone() {
        let word = &scan.words[at];
        if let Some(name) = word.name {
            let other = &scan.names[name].label;
            if other.as_ref() == "PERSON" || label == "none" {
                label = other;
            }
            persons +=
                usize::from(other.as_ref() == "PERSON" && at.checked_sub(1).is_none_or(|at| scan.words[at].name != Some(name)));
        }
        if matches!(word.lower.as_str(), "," | "and" | "or") || word.entry.class == Class::Preposition {
            joints.push_str(&word.lower);
            joints.push(' ');
        }
    }
    f.put(&["label", label, side]);
    f.put(&["label", label, kind, side]);
    f.put(&["persons", &persons.to_string()]);
    f.put(&["joints", &joints]);
    f.put(&["joints", &joints, after]);
    f.put(&["joints", &joints, label, before]);
    f.put(&["len", bucket(source.len())]);
    let quoted = scan.words[first].quotation == scan.words[cue.words.start].quotation;
    f.put(&["quote", if quoted { "same" } else { "other" }]);
    let starts = scan.sentence(first).start == first;
    f.put(&["starts", if starts { "yes" } else { "no" }, side, form]);
    f.put(&["starts", if starts { "yes" } else { "no" }, kind, bucket(nearer)]);
    f
}

/// How many noun phrases lie between.
fn source_nearer(scan: &Scan, between: &Range<usize>) -> usize {
    let mut count = 0;
    let mut inside = false;
    for at in between.clone() {
        let now = matches!(scan.kind(at), "Cap" | "w" | "pl" | "pron") || scan.words[at].name.is_some();
        count += usize::from(now && !inside);
        inside = now;
    }
    count
}
