//! Which words may attribute, and what speaks for and against it.

use crate::suggest::lexicon::{Class, CueKind};
use crate::suggest::linear::Features;
use crate::suggest::scan::Scan;
use std::ops::Range;

/// Verbs that attribute together with the word after them.
const PARTICLES: &[(&str, &[&str])] = &[
    ("call", &["for", "on", "upon"]),
    ("ask", &["for"]),
    ("point", &["out", "to"]),
    ("refer", &["to"]),
    ("speak", &["of", "about", "out"]),
    ("talk", &["of", "about"]),
    ("according", &["to"]),
    ("push", &["back"]),
    ("lash", &["out"]),
    ("spell", &["out"]),
    ("turn", &["down"]),
];

/// A word or two that may attribute.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cue {
    pub words: Range<usize>,
    /// `None` for a word of no list that stands where cues stand.
    pub kind: Option<CueKind>,
}

impl Cue {
    /// The kind as a feature.
    pub(super) fn kind_name(&self) -> &'static str {
        self.kind.map_or("other", CueKind::name)
    }

    /// The base form, or the word itself.
    pub(super) fn lemma<'s>(&self, scan: &'s Scan) -> &'s str {
        let word = &scan.words[self.words.start];
        if word.entry.lemma.is_empty() { &word.lower } else { word.entry.lemma }
    }
}

/// Does a quotation open at word `at`?
pub(super) fn opens_quotation(scan: &Scan, at: usize) -> bool {
    let Some(word) = scan.words.get(at) else { return false };
    word.quotation.is_some_and(|quotation| scan.quotations[quotation].words.start == at)
}

/// Does a quotation end just before word `at`?
pub(super) fn follows_quotation(scan: &Scan, at: usize) -> bool {
    let Some(word) = at.checked_sub(1).and_then(|at| scan.words.get(at)) else { return false };
    word.quotation.is_some_and(|quotation| scan.quotations[quotation].words.end == at)
}

/// All words that may attribute, in text order.
pub(super) fn cues(scan: &Scan) -> Vec<Cue> {
    let mut found = Vec::new();
    for (at, word) in scan.words.iter().enumerate() {
        let entry = word.entry;
        let kind = match entry.cue {
            Some(_) if word.name.is_some() && !word.lower.ends_with("ed") => continue,
            Some(kind) => Some(kind),
            None => {
                let shaped = entry.class == Class::Word && !word.capital && word.lower.len() > 3 && word.name.is_none()
                    || entry.class == Class::Verb;
                let placed = opens_quotation(scan, at + 1)
                    || scan.lower(at, 1) == "that"
                    || scan.lower(at, 1) == "," && opens_quotation(scan, at + 2)
                    || follows_quotation(scan, at);
                if !shaped || !placed {
                    continue;
                }
                None
            }
        };
        let next = scan.lower(at, 1);
        let particle = PARTICLES.iter().any(|(verb, particles)| *verb == entry.lemma && particles.contains(&next))
            || word.lower == "pushed" && next == "back";
        if word.lower == "according" && !particle {
            continue;
        }
        found.push(Cue { words: at..at + 1 + usize::from(particle), kind });
    }
    found
}

/// The ending of a word, the part of its form that matters for verbs.
pub(super) fn ending(lower: &str) -> &'static str {
    ["ing", "ed", "ly", "ion", "ment", "s"].into_iter().find(|ending| lower.ends_with(ending)).unwrap_or("-")
}

/// What speaks for and against `cue`.
pub(super) fn features(scan: &Scan, cue: &Cue) -> Features {
    let mut f = Features::new();
    let (start, end) = (cue.words.start, cue.words.end);
    let kind = cue.kind_name();
    let lemma = cue.lemma(scan);
    let form = &scan.words[start].lower;
    let prev = start.checked_sub(1).map_or("<>", |at| scan.kind(at));
    let prev2 = start.checked_sub(2).map_or("<>", |at| scan.kind(at));
    let (next, next2) = (scan.kind(end), scan.kind(end + 1));
    let (prev_word, next_word) = (scan.lower(start, -1), scan.lower(end, 0));
    let quoted = scan.words[start].quotation.is_some();
    let quote = if opens_quotation(scan, end) {
        "opens"
    } else if next_word == "," && opens_quotation(scan, end + 1) {
        "comma-opens"
    } else if follows_quotation(scan, start) || prev_word == "," && follows_quotation(scan, start.saturating_sub(1)) {
        "after"
    } else {
        let sentence = scan.sentence(start);
        if sentence.clone().any(|at| opens_quotation(scan, at)) {
            "right-or-left"
        } else if sentence.clone().any(|at| scan.words[at].quotation.is_some()) {
            "some"
        } else {
            "none"
        }
    };
    f.put(&["l", lemma]);
    f.put(&["f", form]);
    f.put(&["k", kind]);
    let inside = if quoted { "in" } else { "out" };
    f.put(&["q", inside]);
    f.put(&["kq", kind, inside]);
    f.put(&["lq", lemma, inside]);
    f.put(&["qs", quote]);
    f.put(&["kqs", kind, quote]);
    f.put(&["end", ending(form), kind]);
    for (name, value) in [("p", prev), ("p2", prev2), ("n", next), ("n2", next2)] {
        f.put(&[name, value]);
        f.put(&[name, "k", value, kind]);
        f.put(&[name, "e", value, ending(form), kind]);
    }
    f.put(&["pw", prev_word]);
    f.put(&["nw", next_word]);
    f.put(&["pwk", prev_word, kind]);
    f.put(&["nwk", next_word, kind]);
    f.put(&["nwl", next_word, lemma]);
    f.put(&["pwl", prev_word, lemma]);
    f.put(&["nl", next, form]);
    f.put(&["pl", prev, form]);
    f.put(&["pn", prev, next, kind]);
    f.put(&["pne", prev, next, ending(form)]);
    f.put(&["pp", prev2, prev, kind]);
    f.put(&["nn", next, next2, kind]);
    f.put(&["w-2", scan.lower(start, -2), kind]);
    f.put(&["w+2", scan.lower(end, 1), kind]);
    let sentence = scan.sentence(start);
    let before = sentence.start..start;
    let subject =
        before.clone().rev().take(6).find(|&at| scan.words[at].name.is_some() || scan.entry(at).class == Class::Pronoun);
    f.put(&["subj", subject.map_or("none", |at| scan.kind(at)), kind]);
    let clause = (end..sentence.end).take(12).any(|at| scan.entry(at).verb);
    f.put(&["clause", if clause { "yes" } else { "no" }, kind, next]);
    f.put(&["others", if before.clone().any(|at| scan.entry(at).cue == Some(CueKind::Say)) { "yes" } else { "no" }, kind]);
    f.put(&["len", &(before.len().min(8) / 2).to_string(), kind]);
    f
}
