//! What a project has taught: a sparse layer of weights over the shipped ones, rebuilt from the decisions in the project.
//!
//! Marked spans are gold, a rejected span is forbidden where it stood, the rest of a sentence is unknown until the article is
//! done. Events are taught in the order they happened, so teaching as one works and rebuilding on opening give the same
//! weights; taking back an event means rebuilding without it. A label of the user's own gets tags of its own on the fly.

mod events;
mod merge;
mod step;

use super::Document;
use super::model::{Reader, put_packed, put_string, put_varint};
use super::tagger::corpora::{COARSE, DATE, FINE, LOC, MISC, NORP, ORG, PERSON};
use super::tagger::crf::{Found, Transitions, decode, tag, tag_at};
use super::tagger::features::{Extractor, Features, Scheme};
use super::tagger::lexicon::name_key;
use super::tagger::words::{hash_str, mix};
use super::tagger::{Overlay, Tagger, spans};
use crate::model::{ArticleId, Project};
use crate::text::Span;
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use events::Event;
use events::Marks;

/// Name of the section with sentences that guard the shipped labels.
pub const REPLAY_SECTION: &str = "replay";

/// A sentence of a project: its article, and its number there.
type Place = (ArticleId, usize);

/// Share of the shipped scores that a label of the user's own starts from.
const LENT: f32 = 0.9;
/// Most sentences that are kept to be gone through again.
const MEMORY: usize = 500;

/// One sentence, ready to be taught.
#[derive(Clone, Debug, Default)]
struct Example {
    features: Features,
    /// What the shipped weights say of it, once asked for.
    shipped: OnceLock<Vec<f32>>,
    /// Per token the features of strings marked before.
    own: Vec<Vec<u32>>,
    found: Vec<Found>,
    forbidden: Vec<Found>,
    /// What is not found is outside, not unknown.
    complete: bool,
    /// It was marked without knowing the user's own labels: a name of a label that rivals one of them may be one.
    guard: bool,
}

impl Example {
    fn shipped(&self, base: &Tagger) -> &[f32] {
        self.shipped.get_or_init(|| base.scores(&self.features))
    }
}

/// Weights of one feature, by tag, with the sums of their squared gradients.
#[derive(Clone, Debug, Default)]
struct Row {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

/// What was taught so far.
#[derive(Clone, Debug)]
pub struct Learner {
    /// The user's own labels; their numbers follow the shipped ones.
    labels: Vec<Arc<str>>,
    /// Names that may be proposed; all where empty.
    known: BTreeSet<String>,
    transitions: Transitions,
    transition_squares: Vec<f32>,
    rows: HashMap<u32, Row, FixedState>,
    fine: HashMap<u32, ([f32; FINE.len()], [f32; FINE.len()])>,
    /// Strings marked before, by [`name_key`]: the label last given; `None` for the beginning of a longer string.
    strings: HashMap<u32, Option<usize>>,
    taught: Vec<Event>,
    guards: Guards,
    next_guard: usize,
    /// Sentences taught before, to be gone through again.
    memory: Vec<(Option<Place>, Arc<Example>)>,
    next_memory: usize,
    /// Own labels: how often the shipped weights would have found their words under each of the shipped ones.
    rivals: BTreeMap<usize, [u32; COARSE.len()]>,
}

/// What a label name is to the learner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meaning {
    Label(usize, Option<usize>),
    /// Amounts, which the grammar finds.
    Grammar,
}

const PERSON_NAMES: &[&str] = &["PERSON", "PER", "Person", "person", "per"];
const ORG_NAMES: &[&str] = &["ORG", "Organisation", "Organization", "organisation", "organization", "org"];
const PLACE_NAMES: &[&str] = &["LOC", "GPE", "Place", "Location", "location", "place", "loc"];
const OTHER_NAMES: &[&str] = &["MISC", "Other", "misc", "miscellaneous"];

impl Learner {
    /// A learner over the tagger `base` that was taught nothing yet.
    pub fn new(base: &Tagger, guards: Guards) -> Self {
        Self {
            labels: Vec::new(),
            known: BTreeSet::new(),
            transition_squares: vec![0.5; base.transitions.weights.len()],
            transitions: base.transitions.clone(),
            rows: HashMap::default(),
            fine: HashMap::new(),
            strings: HashMap::new(),
            taught: Vec::new(),
            guards,
            next_guard: 0,
            memory: Vec::new(),
            next_memory: 0,
            rivals: BTreeMap::new(),
        }
    }

    /// How many events were taught.
    pub fn taught(&self) -> usize {
        self.taught.len()
    }

    /// Teaches what is new in `project`; starts over where something was taken back.
    pub fn follow(&mut self, project: &Project, base: &Tagger) {
        let names: BTreeSet<String> = project.scheme.labels.iter().map(|label| label.name.clone()).collect();
        let events = events::events(project);
        if !events.starts_with(&self.taught) || self.known != names {
            *self = Self::new(base, self.guards.clone());
            self.known = names;
        }
        let mut at = self.taught.len();
        for same_article in events[at..].chunk_by(|a, b| a.article == b.article) {
            let Some(article) = project.article(same_article[0].article) else { continue };
            let document = Document::new(article.text());
            let extractor = Extractor::new(&document, &base.lexicon);
            for event in same_article {
                for (number, marks) in events::marks(&document, event, &events[..at]) {
                    self.teach_marks(base, &extractor, Some((article.id, number)), number, &marks);
                }
                at += 1;
            }
        }
        self.taught = events;
    }

    /// Teaches a text whose every name is marked.
    pub fn teach_sentence(&mut self, base: &Tagger, text: &str, gold: &[(Span, &str)]) {
        self.known.extend(gold.iter().map(|(_, label)| (*label).to_owned()));
        let document = Document::new(text);
        let extractor = Extractor::new(&document, &base.lexicon);
        let mut gold: Vec<(Span, String)> = gold.iter().map(|(span, label)| (*span, (*label).to_owned())).collect();
        gold.sort();
        let marks = Marks { gold, rejected: Vec::new(), complete: true };
        for number in 0..document.sentences.len() {
            self.teach_marks(base, &extractor, None, number, &marks);
        }
    }

    fn teach_marks(&mut self, base: &Tagger, extractor: &Extractor, place: Option<Place>, number: usize, marks: &Marks) {
        let document = extractor.document();
        let Some(range) = document.sentences.get(number).cloned() else { return };
        let features = extractor.sentence(range.clone(), Scheme::News);
        let mut example =
            Example { features, own: self.own_features(document, range.clone()), complete: marks.complete, ..Example::default() };
        let mut fine_examples = Vec::new();
        let mut end = range.start;
        for (span, label) in &marks.gold {
            let Some(found) = exact(document, &range, *span, 0) else { continue };
            let Meaning::Label(label, fine) = self.meaning(label) else { continue };
            if found.start < end {
                continue;
            }
            end = found.end;
            example.found.push(Found { start: found.start - range.start, end: found.end - range.start, label });
            if let Some(fine) = fine {
                fine_examples.push((spans::features(document, &base.lexicon, found.start..found.end), label, fine));
            }
        }
        for (span, label) in &marks.rejected {
            let Some(found) = exact(document, &range, *span, 0) else { continue };
            let Meaning::Label(label, _) = self.meaning(label) else { continue };
            let (start, end) = (found.start - range.start, found.end - range.start);
            if example.found.iter().all(|gold| gold.end <= start || gold.start >= end) {
                example.forbidden.push(Found { start, end, label });
            }
        }
        self.find_rivals(base, &example);
        self.step_often(base, &example);
        let example = Arc::new(example);
        self.remember(place, Arc::clone(&example));
        for (features, coarse, fine) in &fine_examples {
            self.step_fine(base, features, *coarse, *fine);
        }
        for found in &example.found {
            let words: Vec<u32> = (found.start..found.end).map(|at| hash_str(document.word(range.start + at))).collect();
            for len in 1..words.len() {
                self.strings.entry(name_key(words[..len].iter().copied())).or_insert(None);
            }
            self.strings.insert(name_key(words.into_iter()), Some(found.label));
            self.trust_strings(found.label);
        }
    }

    /// Notes what the shipped weights take words with labels of the user's own for.
    fn find_rivals(&mut self, base: &Tagger, example: &Example) {
        let own: Vec<&Found> = example.found.iter().filter(|found| found.label >= COARSE.len()).collect();
        if own.is_empty() {
            return;
        }
        for other in decode(example.shipped(base), &base.transitions, None) {
            for found in own.iter().filter(|found| found.start < other.end && other.start < found.end) {
                self.rivals.entry(found.label).or_default()[other.label] += 1;
            }
        }
    }

    fn are_rivals(&self, own: usize, shipped: usize) -> bool {
        self.rivals.get(&own).and_then(|counts| counts.get(shipped)).is_some_and(|count| *count > 0)
    }

    /// Keeps a sentence to be gone through again, in the place of what was known of it before.
    fn remember(&mut self, place: Option<Place>, example: Arc<Example>) {
        let kept = self.memory.iter().position(|kept| place.is_some() && kept.0 == place);
        match kept {
            Some(at) => self.memory[at].1 = example,
            None if self.memory.len() < MEMORY => self.memory.push((place, example)),
            None => self.memory[self.next_memory % MEMORY] = (place, example),
        }
    }

    /// The meaning of a label's name; a new name gets tags of its own.
    fn meaning(&mut self, name: &str) -> Meaning {
        let knows = |name: &str| self.known.contains(name);
        let shipped = match name {
            name if PERSON_NAMES.contains(&name) => Some((PERSON, None)),
            name if ORG_NAMES.contains(&name) => Some((ORG, None)),
            "GPE" if knows("LOC") || knows("FAC") => Some((LOC, Some(0))),
            "LOC" if knows("GPE") => Some((LOC, Some(1))),
            "FAC" => Some((LOC, Some(2))),
            name if PLACE_NAMES.contains(&name) => Some((LOC, None)),
            "NORP" => Some((NORP, None)),
            "DATE" | "date" => Some((DATE, None)),
            name if OTHER_NAMES.contains(&name) => Some((MISC, None)),
            name => FINE.iter().skip(3).position(|fine| *fine == name).map(|at| (MISC, Some(at + 3))),
        };
        if let Some((coarse, fine)) = shipped {
            return Meaning::Label(coarse, fine);
        }
        if matches!(name, "TIME" | "MONEY" | "PERCENT" | "QUANTITY" | "ORDINAL" | "CARDINAL") {
            return Meaning::Grammar;
        }
        let own = self.labels.iter().position(|label| **label == *name).unwrap_or_else(|| {
            self.labels.push(name.into());
            self.transitions = self.transitions.widened(self.labels());
            self.transition_squares = vec![0.5; self.transitions.weights.len()];
            self.labels.len() - 1
        });
        Meaning::Label(COARSE.len() + own, None)
    }
}

/// The tokens of `span` where its edges are token edges inside `range`.
fn exact(document: &Document, range: &Range<usize>, span: Span, label: usize) -> Option<Found> {
    let tokens = document.tokens_within(span.range());
    let inside = !tokens.is_empty() && tokens.start >= range.start && tokens.end <= range.end;
    let edges = inside
        && document.tokens[tokens.start].span.start() == span.start()
        && document.tokens[tokens.end - 1].span.end() == span.end();
    edges.then_some(Found { start: tokens.start, end: tokens.end, label })
}

impl Overlay for Learner {
    fn labels(&self) -> usize {
        COARSE.len() + self.labels.len()
    }

    fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    fn lend(&self, scores: &mut [f32]) {
        for (own, counts) in &self.rivals {
            let all: u32 = counts.iter().sum();
            for (rival, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let share = LENT * *count as f32 / all as f32;
                for place in 0..4 {
                    scores[tag(*own, place)] += share * scores[tag(rival, place)];
                }
            }
        }
    }

    fn add_to(&self, feature: u32, scores: &mut [f32]) {
        if let Some(row) = self.rows.get(&feature) {
            scores.iter_mut().zip(&row.weights).for_each(|(score, weight)| *score += weight);
        }
    }

    fn add_to_fine(&self, feature: u32, scores: &mut [f32]) {
        if let Some((weights, _)) = self.fine.get(&feature) {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
    }

    fn own_features(&self, document: &Document, sentence: Range<usize>) -> Vec<Vec<u32>> {
        let mut own = vec![Vec::new(); sentence.len()];
        let mut at = sentence.start;
        while at < sentence.end && !self.strings.is_empty() {
            let mut key = name_key(std::iter::empty());
            let mut best = None;
            for end in at..sentence.end.min(at + 8) {
                key = mix(key, hash_str(document.word(end)));
                match self.strings.get(&key) {
                    Some(Some(label)) => best = Some((end + 1, *label)),
                    Some(None) => {}
                    None => break,
                }
            }
            let Some((end, label)) = best else {
                at += 1;
                continue;
            };
            for token in at..end {
                let place = tag_at(&[Found { start: at, end, label: 0 }], token) - 1;
                own[token - sentence.start].push(own_feature(label, place));
            }
            at = end;
        }
        own
    }

    fn wants(&self, name: &str) -> bool {
        self.known.is_empty() || self.known.contains(name)
    }

    fn name(&self, coarse: usize, fine: Option<usize>) -> Option<Arc<str>> {
        if let Some(own) = coarse.checked_sub(COARSE.len()) {
            return self.labels.get(own).cloned();
        }
        let exact = super::tagger::shipped_name(coarse, fine);
        if self.known.is_empty() || self.known.contains(&*exact) {
            return Some(exact);
        }
        let names = match coarse {
            PERSON => PERSON_NAMES,
            ORG => ORG_NAMES,
            LOC => PLACE_NAMES,
            NORP | MISC => OTHER_NAMES,
            _ => &["date"],
        };
        names.iter().find(|name| self.known.contains(**name)).map(|name| (*name).into())
    }
}

/// The feature "a string marked `label` before; this is its token with tag `place`".
fn own_feature(label: usize, place: usize) -> u32 {
    mix(mix(400, label as u32), place as u32)
}

/// Sentences with their names as bytes, for [`REPLAY_SECTION`].
pub fn write_replay(sentences: &[(String, Vec<(Span, String)>)]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, sentences.len() as u32);
    for (text, names) in sentences {
        put_string(&mut out, text);
        put_varint(&mut out, names.len() as u32);
        for (span, label) in names {
            put_varint(&mut out, span.start() as u32);
            put_varint(&mut out, span.end() as u32);
            put_string(&mut out, label);
        }
    }
    let mut packed = Vec::new();
    put_packed(&mut packed, &out);
    packed
}

/// Sentences that guard the shipped labels while a project is learnt, ready to be taught.
#[derive(Clone, Debug, Default)]
pub struct Guards(Arc<[Example]>);

impl Guards {
    /// Those of a model's [`REPLAY_SECTION`], for its own tagger.
    pub fn read(base: &Tagger, bytes: &[u8]) -> Self {
        Self(read_replay(base, bytes).into())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// None at all?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn get(&self, at: usize) -> Option<&Example> {
        self.0.get(at % self.0.len().max(1))
    }
}

fn read_replay(base: &Tagger, bytes: &[u8]) -> Vec<Example> {
    let bytes = Reader::new(bytes).packed().unwrap_or_default();
    let mut reader = Reader::new(&bytes);
    let count = reader.varint().unwrap_or(0);
    let mut examples = Vec::new();
    let mut learner = Learner::new(base, Guards::default());
    learner.known = FINE.iter().map(|name| (*name).to_owned()).collect();
    let mut read = || -> Option<Example> {
        let text = reader.string()?;
        let document = Document::new(&text);
        let range = document.sentences.first().cloned();
        let mut found = Vec::new();
        for _ in 0..reader.varint()? {
            let (start, end, label) = (reader.varint()? as usize, reader.varint()? as usize, reader.string()?);
            let span = Span::new(&text, start..end).ok();
            if let (Some(span), Some(range), Meaning::Label(label, _)) = (span, &range, learner.meaning(&label)) {
                found.extend(exact(&document, range, span, label));
            }
        }
        let features = Extractor::new(&document, &base.lexicon).sentence(range?, Scheme::News);
        Some(Example {
            own: vec![Vec::new(); features.len()],
            features,
            found,
            complete: true,
            guard: true,
            ..Example::default()
        })
    };
    for _ in 0..count {
        examples.extend(read());
    }
    examples
}

/// What was learnt of the names, for the panel: per own label how many strings it was given to.
pub fn own_labels(learner: &Learner) -> BTreeMap<Arc<str>, usize> {
    let count = |label: usize| learner.strings.values().filter(|given| **given == Some(label)).count();
    learner.labels.iter().enumerate().map(|(own, name)| (Arc::clone(name), count(COARSE.len() + own))).collect()
}
