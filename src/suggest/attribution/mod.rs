//! Who says, thinks, denies or demands what: source, cue and content.
//!
//! `"[The mayor] ⟨said⟩ {the bridge was safe}"`. Cues are found by list and place, sources and contents are candidates between
//! boundaries; three small trained models judge them (is it a cue, which source, which content). A quotation paragraph that
//! nobody introduces goes on with the speaker before it. Several per sentence and nested ones are found, cue by cue.

mod contents;
mod cues;
mod sources;
mod train;

pub use train::{GoldAttribution, GoldDocument, train_attribution};

use super::lexicon::CueKind;
use super::linear::{DamagedModel, Linear, soft_max};
use super::model::Reader;
use super::scan::Scan;
use crate::model::Directness;
use crate::text::Span;
use cues::Cue;
use std::ops::Range;

/// Cues below this probability are not proposed at all.
const LEAST: f32 = 0.3;

/// One attribution found in a document.
#[derive(Clone, PartialEq, Debug)]
pub struct FoundAttribution {
    /// The noun phrase that says it; `None` where the text names nobody.
    pub source: Option<Span>,
    /// The words that attribute; `None` for a quotation whose speaker goes on.
    pub cue: Option<Span>,
    /// What is attributed, in text order.
    pub content: Vec<Span>,
    pub directness: Directness,
    /// Confidence, 0 to 1.
    pub score: f32,
    /// Why, in words.
    pub reason: String,
}

/// The three trained models.
#[derive(Clone, PartialEq, Debug)]
pub struct AttributionModel {
    cue: Linear,
    source: Linear,
    content: Linear,
}

impl AttributionModel {
    /// The models in bytes, one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for model in [&self.cue, &self.source, &self.content] {
            model.put(0.02, &mut bytes);
        }
        bytes
    }

    /// The models of [`Self::to_bytes`].
    ///
    /// # Errors
    /// Bytes that are cut short or were not written by it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DamagedModel> {
        let mut reader = Reader::new(bytes);
        let mut part = |classes| Linear::read_from(&mut reader, classes);
        Ok(Self { cue: part(2)?, source: part(1)?, content: part(1)? })
    }
}

/// A cue judged: words, probabilities.
struct Judged {
    cue: Cue,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    score: f32,
}

/// The best of `candidates`, with its probability among them.
fn best<T>(candidates: Vec<T>, score: impl Fn(&T) -> f32) -> Option<(T, f32)> {
    let mut scores: Vec<f32> = candidates.iter().map(score).collect();
    soft_max(&mut scores);
    candidates.into_iter().zip(scores).max_by(|(_, a), (_, b)| a.total_cmp(b))
}

fn judge(scan: &Scan, model: &AttributionModel, cue: Cue, phrases: &[Range<usize>]) -> Option<Judged> {
    let probability = model.cue.probabilities(&cues::features(scan, &cue))[1];
    if probability < LEAST {
        return None;
    }
    let mut options: Vec<Option<Range<usize>>> = sources::candidates(scan, phrases, &cue).into_iter().map(Some).collect();
    options.push(None);
    let (source, sure) = best(options, |source| model.source.score(&sources::features(scan, &cue, source.as_ref())))?;
    let options = contents::candidates(scan, phrases, &cue, source.as_ref());
    let (content, safe) = best(options, |pieces| model.content.score(&contents::features(scan, &cue, source.as_ref(), pieces)))?;
    // The cue decides whether there is an attribution; unsure edges take a little off.
    let score = probability * (0.7 + 0.15 * sure + 0.15 * safe);
    Some(Judged { cue, source, content, score })
}

/// The noun phrases within `range`, as word ranges, as sources and targets are made of.
pub(super) fn noun_phrases(scan: &Scan, range: Range<usize>) -> Vec<Range<usize>> {
    sources::phrases(scan, range)
}

/// How much of these words stands in quotation marks.
fn directness(scan: &Scan, pieces: &[Range<usize>]) -> Directness {
    let mut words = pieces.iter().cloned().flatten();
    let quoted = words.clone().filter(|&at| scan.words[at].quotation.is_some()).count();
    let all = words.by_ref().count();
    match quoted {
        0 => Directness::Indirect,
        _ if quoted == all => Directness::Direct,
        _ => Directness::Mixed,
    }
}

/// Up to twelve words, for reasons.
fn short(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut short = words.by_ref().take(12).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        short.push_str(" …");
    }
    short
}

/// The attributions of a document already scanned, in the order of their cues; with the names in it sources are found better.
pub fn attributions_in(scan: &Scan, model: &AttributionModel) -> Vec<FoundAttribution> {
    let mut found: Vec<FoundAttribution> = Vec::new();
    let mut phrases: (Range<usize>, Vec<Range<usize>>) = (0..0, Vec::new());
    for cue in cues::cues(scan) {
        let region = contents::region(scan, &cue);
        if phrases.0 != region {
            phrases = (region.clone(), sources::phrases(scan, region));
        }
        let Some(judged) = judge(scan, model, cue, &phrases.1) else { continue };
        let cue = scan.span(&judged.cue.words);
        let source = judged.source.as_ref().and_then(|words| scan.span(words));
        let who = source.map_or("somebody", |span| span.slice(scan.document.text));
        let how = match judged.cue.kind {
            Some(CueKind::Attitude) => "attitude word",
            Some(CueKind::Adverb) => "hearsay word",
            _ => "cue",
        };
        found.push(FoundAttribution {
            source,
            cue,
            content: judged.content.iter().filter_map(|words| scan.span(words)).collect(),
            directness: directness(scan, &judged.content),
            score: judged.score.clamp(0.0, 1.0),
            reason: format!("{} — {how} “{}”", short(who), scan.slice(&judged.cue.words)),
        });
    }
    continue_quotations(scan, &mut found);
    continue_speakers(scan, &mut found);
    found
}

/// Is this quotation somebody's already, by a cue outside it?
fn is_taken(found: &[FoundAttribution], quotation: Span) -> bool {
    found
        .iter()
        .any(|it| it.content.iter().any(|span| span.overlaps(quotation)) && it.cue.is_none_or(|cue| !cue.overlaps(quotation)))
}

/// Gives the second half of a broken quotation to the speaker of the first: `"[No]," he said. "[Never.]"`
fn continue_quotations(scan: &Scan, found: &mut [FoundAttribution]) {
    for at in 0..found.len() {
        let (Some(cue), Some(last), Some(first)) = (found[at].cue, found[at].content.last().copied(), found[at].content.first())
        else {
            continue;
        };
        let ends = scan.words_of(&last.range()).end;
        let quoted = ends > 0 && scan.words[ends - 1].quotation.is_some();
        if !quoted || first.start() > cue.start() || scan.words[scan.words_of(&cue.range()).start].quotation.is_some() {
            continue;
        }
        let next = scan.sentence(scan.words_of(&cue.range()).start).end;
        let Some(quotation) = scan.words.get(next).filter(|word| !word.opens_paragraph).and_then(|word| word.quotation) else {
            continue;
        };
        let quotation = &scan.quotations[quotation];
        if quotation.words.start == next && !is_taken(found, quotation.span) {
            found[at].content.push(quotation.span);
        }
    }
}

/// Gives quotations that nobody introduces, and that open a paragraph, to the speaker before them.
fn continue_speakers(scan: &Scan, found: &mut Vec<FoundAttribution>) {
    let mut more = Vec::new();
    for quotation in &scan.quotations {
        let first = quotation.words.start;
        let whole =
            scan.words[first].opens_paragraph && scan.words.get(quotation.words.end).is_none_or(|next| next.opens_paragraph);
        if !whole || quotation.words.len() < 6 || is_taken(found, quotation.span) {
            continue;
        }
        let told = |cue: Span| scan.words_of(&cue.range()).all(|at| scan.words[at].quotation.is_none());
        let mut quoted =
            found.iter().filter(|it| it.directness != Directness::Indirect && it.source.is_some() && it.cue.is_some_and(told));
        let last = quoted.rfind(|it| it.cue.is_some_and(|cue| cue.end() <= quotation.span.start()));
        let Some(source) = last.and_then(|it| it.source) else { continue };
        more.push(FoundAttribution {
            source: Some(source),
            cue: None,
            content: vec![quotation.span],
            directness: Directness::Direct,
            score: 0.6,
            reason: format!("{} goes on — a quotation without a cue", short(source.slice(scan.document.text))),
        });
    }
    found.extend(more);
    found.sort_by_key(|it| it.cue.or(it.content.first().copied()).map(Span::start));
}
