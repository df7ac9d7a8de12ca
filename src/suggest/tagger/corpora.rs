//! Marked-up texts to train on, and what each corpus' labels mean to us.
//!
//! The tagger proper knows six coarse labels; the span classifier tells places and the rest apart. What a corpus marks and we
//! do not (musical genres, metrics) is unknown, not outside; what it never marks is told by its scheme.

use super::crf::{Found, label_of, tag_at};
use super::features::Scheme;
use super::lexicon::{Lexicon, kind, name_key};
use super::words::hash_str;
use crate::suggest::Document;
use crate::text::Span;

/// The coarse labels, in the order of their tags.
pub const COARSE: [&str; 6] = ["PERSON", "ORG", "LOC", "NORP", "MISC", "DATE"];
/// What the span classifier tells apart: the first three are places, the others came as `MISC`.
pub const FINE: [&str; 7] = ["GPE", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"];

pub const PERSON: usize = 0;
pub const ORG: usize = 1;
pub const LOC: usize = 2;
pub const NORP: usize = 3;
pub const MISC: usize = 4;
pub const DATE: usize = 5;

/// One marked-up text.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    pub text: String,
    /// Spans with the corpus' own label names, sorted.
    pub entities: Vec<(Span, String)>,
    pub scheme: Scheme,
    /// How often it is gone through per pass.
    pub repeat: usize,
}

/// What a corpus label is to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A coarse label and, where told, the fine one.
    Label(usize, Option<usize>),
    /// Something that we cannot place.
    Unknown,
    /// Nothing of ours.
    Outside,
}

/// The meaning of a label name of any of the corpora; `name` is the marked text.
pub fn meaning(scheme: Scheme, label: &str, name: &str, lexicon: &Lexicon) -> Meaning {
    let fine = |coarse, fine| Meaning::Label(coarse, Some(fine));
    let place = Meaning::Label(LOC, None);
    let demonym = || {
        let kinds = lexicon.names.get(&name_key(name.split_whitespace().map(hash_str))).copied().unwrap_or_default();
        kinds & kind::DEMONYM != 0
    };
    match label {
        "PERSON" | "PER" | "person" | "per" | "politician" | "scientist" | "musicalartist" | "writer" | "researcher"
        | "Person" => Meaning::Label(PERSON, None),
        "ORG" | "org" | "organisation" | "organization" | "politicalparty" | "band" | "university" | "corporation" | "group" => {
            Meaning::Label(ORG, None)
        }
        "GPE" => fine(LOC, 0),
        "country" if demonym() => Meaning::Label(NORP, None),
        "country" => fine(LOC, 0),
        "FAC" => fine(LOC, 2),
        "LOC" if scheme == Scheme::News => fine(LOC, 1),
        "LOC" | "location" | "Location" if demonym() => Meaning::Label(NORP, None),
        "LOC" | "location" | "Location" => place,
        "NORP" => Meaning::Label(NORP, None),
        "MISC" | "misc" if demonym() => Meaning::Label(NORP, None),
        "EVENT" | "event" | "election" | "conference" => fine(MISC, 3),
        "LAW" => fine(MISC, 4),
        "WORK_OF_ART" | "album" | "song" | "book" | "poem" | "magazine" | "academicjournal" | "creative-work" | "award" => {
            fine(MISC, 5)
        }
        "PRODUCT" | "product" => fine(MISC, 6),
        "MISC" | "misc" => Meaning::Label(MISC, None),
        "DATE" | "TIME" | "Temporal" => Meaning::Label(DATE, None),
        "MONEY" | "PERCENT" | "NUM" | "Quantity" | "Money" => Meaning::Outside,
        _ => Meaning::Unknown,
    }
}

/// The mentions of one sentence in tokens, and which tokens are unknown.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marked {
    pub found: Vec<Found>,
    /// With the fine label, where told, in the order of `found`.
    pub fine: Vec<Option<usize>>,
    pub unknown: Vec<std::ops::Range<usize>>,
    /// Labels that what is not marked may be.
    pub absent: &'static [usize],
}

impl Marked {
    /// May token `at` have tag `tag` in what the person said?
    pub fn allows(&self, at: usize, tag: usize) -> bool {
        let said = tag_at(&self.found, at);
        said == tag
            || self.unknown.iter().any(|range| range.contains(&at))
            || (said == 0 && label_of(tag).is_some_and(|label| self.absent.contains(&label)))
    }
}

/// The marks of `source` by sentence of its `document`; token numbers count from the sentence's start.
pub fn marked(source: &Source, document: &Document, lexicon: &Lexicon) -> Vec<Marked> {
    let mut sentences = vec![Marked { absent: source.scheme.absent(), ..Marked::default() }; document.sentences.len()];
    let mut last_end = 0;
    for (span, label) in &source.entities {
        let tokens = document.tokens_within(span.range());
        let meaning = meaning(source.scheme, label, span.slice(source.text.as_str()), lexicon);
        if tokens.is_empty() || meaning == Meaning::Outside || tokens.start < last_end {
            continue;
        }
        let number = document.sentence_of(tokens.start);
        let sentence = document.sentences[number].clone();
        let start = tokens.start - sentence.start;
        let end = tokens.end.min(sentence.end) - sentence.start;
        last_end = sentence.start + end;
        let exact = tokens.end <= sentence.end
            && document.tokens[tokens.start].span.start() == span.start()
            && document.tokens[tokens.end - 1].span.end() == span.end();
        match meaning {
            Meaning::Label(label, fine) if exact => {
                sentences[number].found.push(Found { start, end, label });
                sentences[number].fine.push(fine);
            }
            _ => sentences[number].unknown.push(start..end),
        }
    }
    sentences
}
