//! What a cue may attribute: stretches between the boundaries of clauses and quotations around it.
//!
//! Starts and ends of stretches are found by rule, a ranker picks among their pairs. A content may have two pieces, where the cue
//! stands in the middle: "[The bill], he said, [would fail]".

use super::cues::{Cue, ending, follows_quotation, opens_quotation};
use super::sources::bucket;
use crate::suggest::lexicon::Class;
use crate::suggest::linear::Features;
use crate::suggest::scan::Scan;
use std::ops::Range;

const MOST_STARTS: usize = 8;
const MOST_ENDS: usize = 8;

/// One or two stretches of words.
pub(super) type Pieces = Vec<Range<usize>>;

fn is_final_mark(scan: &Scan, at: usize) -> bool {
    matches!(scan.lower(at, 0), "." | ";" | ":" | "!" | "?" | "," | "…")
}

/// `words` without marks at its end that stand outside quotations, and without white words at its start.
fn trimmed(scan: &Scan, words: Range<usize>) -> Option<Range<usize>> {
    let mut end = words.end;
    while end > words.start
        && is_final_mark(scan, end - 1)
        && scan.words[end - 1].quotation.is_none_or(|q| scan.quotations[q].words.start < words.start)
    {
        end -= 1;
    }
    let mut start = words.start;
    while start < end && matches!(scan.lower(start, 0), "," | "." | ":" | ";" | ")" | "-" | "–" | "—") {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// The sentence of the cue, widened to the whole of quotations that begin or end in it or end just before it.
pub(super) fn region(scan: &Scan, cue: &Cue) -> Range<usize> {
    let sentence = scan.sentence(cue.words.start);
    let mut region = sentence.clone();
    if let Some(quotation) = scan.words[cue.words.start].quotation {
        let quotation = &scan.quotations[quotation].words;
        return region.start.max(quotation.start)..region.end.min(quotation.end);
    }
    let first = sentence.start;
    if follows_quotation(scan, first) && !scan.words[first].opens_paragraph {
        region.start = region.start.min(quotation_start(scan, first - 1));
    }
    for at in sentence {
        if let Some(quotation) = scan.words[at].quotation {
            let words = &scan.quotations[quotation].words;
            region = region.start.min(words.start)..region.end.max(words.end);
        }
    }
    region
}

fn quotation_start(scan: &Scan, at: usize) -> usize {
    scan.words[at].quotation.map_or(at, |quotation| scan.quotations[quotation].words.start)
}

/// Does a clause boundary lie before word `at`?
fn boundary(scan: &Scan, at: usize) -> bool {
    let before = scan.lower(at, -1);
    matches!(before, "," | ";" | ":" | "that" | "-" | "–" | "—" | ")" | "(" | "to")
        || opens_quotation(scan, at)
        || follows_quotation(scan, at)
        || matches!(scan.lower(at, 0), "that" | "to" | "for" | "as" | "of" | "about" | "whether" | "if" | "why" | "how" | "what")
}

/// What `cue` may attribute, given its source.
pub(super) fn candidates(scan: &Scan, phrases: &[Range<usize>], cue: &Cue, source: Option<&Range<usize>>) -> Vec<Pieces> {
    let region = region(scan, cue);
    let (from, to) = (cue.words.start, cue.words.end);
    let mut found: Vec<Pieces> = Vec::new();
    // To the right.
    let mut starts: Vec<usize> = vec![to];
    if let Some(source) = source
        && source.start >= to
    {
        starts.push(source.end);
    }
    let mut after_phrases = phrases.iter().filter(|phrase| phrase.start >= to).map(|phrase| phrase.end).take(2);
    let (one, two) = (after_phrases.next(), after_phrases.next());
    for at in to + 1..region.end {
        let time = scan.entry(at - 1).class == Class::Time;
        if boundary(scan, at) || time || one == Some(at) || two == Some(at) {
            starts.push(at);
        }
        if starts.len() > MOST_STARTS {
            break;
        }
    }
    let mut ends: Vec<usize> = Vec::new();
    for at in to + 1..region.end {
        let stop = scan.words[at].entry.class == Class::Conjunction && scan.lower(at, 0) != "that"
            || matches!(scan.lower(at, 0), "," | ";" | ":" | "-" | "–" | "—" | "(" | "according")
            || matches!(scan.words[at].entry.class, Class::Relative)
            || follows_quotation(scan, at);
        if stop {
            ends.push(at);
        }
    }
    ends.truncate(MOST_ENDS);
    ends.push(scan.sentence(from).end.clamp(to, region.end));
    ends.push(region.end);
    pairs(scan, &starts, &ends, cue, source, &mut found);
    // To the left.
    let source_start = source.filter(|source| source.end <= from).map(|source| source.start);
    let mut ends: Vec<usize> = vec![from];
    ends.extend(source_start);
    for at in (region.start + 1..from).rev() {
        if matches!(scan.lower(at, 0), "," | ":" | "-" | "–" | "—" | "as") || follows_quotation(scan, at) {
            ends.push(at);
        }
        if ends.len() > 5 {
            break;
        }
    }
    let mut starts: Vec<usize> = vec![region.start, scan.sentence(from).start.max(region.start)];
    for at in (region.start + 1..from).rev() {
        let before = scan.lower(at, -1);
        if matches!(before, "," | ";" | ":" | "and" | "but" | "that" | "as" | "while")
            || opens_quotation(scan, at)
            || scan.entry(at).class == Class::Relative
        {
            starts.push(at);
        }
        if starts.len() > MOST_STARTS {
            break;
        }
    }
    pairs(scan, &starts, &ends, cue, source, &mut found);
    // Around the cue.
    let left_end = source_start.unwrap_or(from).min(from);
    let right_start = source.filter(|source| source.start >= to && source.start < to + 2).map_or(to, |source| source.end);
    let own_start = scan.sentence(from).start.max(region.start);
    for start in [region.start, own_start] {
        if let (Some(left), Some(right)) =
            (trimmed(scan, start..left_end.max(start)), trimmed(scan, right_start..region.end.max(right_start)))
        {
            found.push(vec![left, right]);
        }
    }
    let left = (own_start..left_end)
        .rev()
        .take(4)
        .find(|&at| follows_quotation(scan, at + 1))
        .map(|at| quotation_start(scan, at)..at + 1);
    let right = (right_start..region.end).take(4).find(|&at| opens_quotation(scan, at)).and_then(|at| scan.words[at].quotation);
    if let (Some(left), Some(right)) = (left, right) {
        found.push(vec![left, scan.quotations[right].words.clone()]);
    }
    found.sort_unstable_by(|a, b| a.iter().map(|p| (p.start, p.end)).cmp(b.iter().map(|p| (p.start, p.end))));
    found.dedup();
    found
}

fn pairs(scan: &Scan, starts: &[usize], ends: &[usize], cue: &Cue, source: Option<&Range<usize>>, found: &mut Vec<Pieces>) {
    for &start in starts {
        for &end in ends {
            if start >= end {
                continue;
            }
            let Some(piece) = trimmed(scan, start..end) else { continue };
            let free = piece.end <= cue.words.start || piece.start >= cue.words.end;
            let apart = source.is_none_or(|source| piece.end <= source.start || piece.start >= source.end);
            if free && apart {
                found.push(vec![piece]);
            }
        }
    }
}

/// What speaks for and against `pieces` being what `cue` attributes to `source`.
pub(super) fn features(scan: &Scan, cue: &Cue, source: Option<&Range<usize>>, pieces: &Pieces) -> Features {
    let mut f = Features::new();
    let kind = cue.kind_name();
    let lemma = cue.lemma(scan);
    let form = ending(&scan.words[cue.words.start].lower);
    let two = pieces.len() > 1;
    let (first, last) = (pieces[0].start, pieces[pieces.len() - 1].end);
    let side = if two {
        "LR"
    } else if first >= cue.words.end {
        "R"
    } else {
        "L"
    };
    let source_side = source.map_or("none", |source| if source.end <= cue.words.start { "L" } else { "R" });
    f.put(&["side", side, kind, source_side]);
    f.put(&["side", side, lemma]);
    f.put(&["side", side, form, kind]);
    f.put(&["side", side, scan.kind(cue.words.end)]);
    let gap = if side == "L" { pieces[0].end..cue.words.start } else { cue.words.end..pieces[pieces.len() - 1].start };
    let mut path = String::new();
    for at in gap.clone().take(4) {
        let inside = source.is_some_and(|source| source.contains(&at));
        let step = if inside { "S" } else { scan.kind(at) };
        if !(inside && path.ends_with("S ")) {
            path.push_str(step);
            path.push(' ');
        }
    }
    if gap.len() > 4 {
        path.push('+');
    }
    f.put(&["path", side, &path]);
    f.put(&["path", side, &path, kind]);
    f.put(&["path", side, &path, lemma]);
    f.put(&["gap", side, bucket(gap.len()), kind]);
    let start_kind = |at: usize| if opens_quotation(scan, at) { "\"" } else { scan.kind(at) };
    let end_kind = |at: usize| {
        if follows_quotation(scan, at) { "\"" } else { scan.kind(at - 1) }
    };
    let next = scan.lower(last, 0);
    let next_kind = scan.kind(last);
    let sentence = scan.sentence(cue.words.start);
    let ends_at = if last >= sentence.end || last + 1 == sentence.end {
        "sentence"
    } else if next == "," {
        "comma"
    } else {
        next_kind
    };
    f.put(&["start", side, start_kind(first), kind]);
    f.put(&["startw", side, scan.lower(first, 0)]);
    f.put(&["startw", side, scan.lower(first, 0), lemma]);
    f.put(&["prevw", side, scan.lower(first, -1)]);
    f.put(&["prevw", side, scan.lower(first, -1), kind]);
    f.put(&["prevk", side, scan.kind(first.wrapping_sub(1)), start_kind(first)]);
    f.put(&["ends", side, ends_at]);
    f.put(&["ends", side, ends_at, kind]);
    f.put(&["endk", side, end_kind(last), ends_at]);
    f.put(&["nextw", side, next]);
    f.put(&["next2", side, next, scan.lower(last, 1)]);
    f.put(&["nextk2", side, next, scan.kind(last + 1)]);
    if next == "," || next == "and" {
        let after = scan.entry(last + 1);
        f.put(&["then", side, next, if after.cue.is_some() { "cue" } else { scan.kind(last + 1) }, ending(scan.lower(last, 1))]);
        f.put(&["then2", side, next, if scan.entry(last + 2).cue.is_some() { "cue" } else { "no" }]);
    }
    f.put(&["starts", side, if first == sentence.start { "sentence" } else { "later" }, kind]);
    f.put(&["len", side, bucket(last - first), kind]);
    f.put(&["len", bucket(last - first)]);
    let mut marks = [0_usize; 4];
    let mut before = None;
    for piece in pieces {
        for at in piece.clone() {
            let word = &scan.words[at];
            marks[0] += usize::from(word.quotation.is_some());
            marks[1] += 1;
            marks[2] += usize::from(word.quotation != before && word.quotation.is_some());
            marks[3] += usize::from(word.entry.verb);
            before = word.quotation;
        }
    }
    let cut = |at: usize, by: usize| {
        let (a, b) = (
            scan.words.get(at - by).and_then(|word| word.quotation),
            scan.words.get(at - by + 1).and_then(|word| word.quotation),
        );
        a.is_some() && a == b
    };
    let unbalanced = first > 0 && cut(first, 1) || cut(last, 1);
    let inside = scan.words[cue.words.start].quotation.is_some();
    let state = if inside {
        "nested"
    } else if marks[0] == 0 {
        "plain"
    } else if marks[0] == marks[1] {
        if unbalanced { "part" } else { "quotation" }
    } else if unbalanced {
        "cut"
    } else {
        "mixed"
    };
    f.put(&["state", state, side]);
    f.put(&["state", state, kind]);
    f.put(&["state", state, start_kind(first), end_kind(last)]);
    f.put(&["quotes", bucket(marks[2])]);
    f.put(&["verbs", if marks[3] > 0 { "yes" } else { "no" }, side, kind]);
    let elsewhere = sentence
        .clone()
        .any(|at| scan.words[at].quotation.is_some() && !inside && !pieces.iter().any(|piece| piece.contains(&at)));
    f.put(&["elsewhere", if elsewhere { "quote" } else { "no" }, state]);
    f.put(&["elsewhere", if elsewhere { "quote" } else { "no" }, state, lemma]);
    let cue_opens =
        opens_quotation(scan, cue.words.end) || scan.lower(cue.words.end, 0) == "," && opens_quotation(scan, cue.words.end + 1);
    f.put(&["opens", if cue_opens { "yes" } else { "no" }, side, state]);
    let comma_left = scan.lower(cue.words.start, -1) == "," || source.is_some_and(|s| scan.lower(s.start, -1) == ",");
    f.put(&["comma", if comma_left { "yes" } else { "no" }, side, state]);
    let source_starts = source.is_some_and(|source| source.start <= sentence.start + 1);
    f.put(&["source-starts", if source_starts { "yes" } else { "no" }, side]);
    f.put(&["source-starts", if source_starts { "yes" } else { "no" }, side, kind, scan.kind(cue.words.end)]);
    f
}
