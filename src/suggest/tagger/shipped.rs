//! What the shipped model is trained on, and how much each corpus counts.

use super::Tagger;
use super::calibrate::{self, Judged};
use super::clusters::Clusters;
use super::corpora::Source;
use super::features::Scheme;
use super::know::{self, Lists};
use super::lexicon::Lexicon;
use super::spans;
use super::train::{Lessons, Settings};
use crate::suggest::Document;
use crate::task;
use crate::text::Span;
use std::collections::BTreeMap;

/// One file of a corpus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Corpus {
    /// Within the data folder.
    pub path: &'static str,
    pub scheme: Scheme,
    /// How often it is gone through per pass.
    pub repeat: usize,
}

const fn corpus(path: &'static str, scheme: Scheme, repeat: usize) -> Corpus {
    Corpus { path, scheme, repeat }
}

/// What the tagger is trained on. News is what it is for, and counts more.
pub const CORPORA: &[Corpus] = &[
    corpus("news/train.jsonl.gz", Scheme::News, 2),
    corpus("crossner/politics.train.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/politics.dev.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/ai.train.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/ai.dev.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/ai.test.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/literature.train.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/literature.dev.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/literature.test.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/music.train.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/music.dev.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/music.test.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/science.train.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/science.dev.jsonl.gz", Scheme::CrossNer, 1),
    corpus("crossner/science.test.jsonl.gz", Scheme::CrossNer, 1),
    corpus("redocred/dev.train.jsonl.gz", Scheme::ReDocRed, 1),
    corpus("redocred/test_a.train.jsonl.gz", Scheme::ReDocRed, 1),
    corpus("gum_open/train.jsonl.gz", Scheme::Gum, 1),
    corpus("uner_ewt/dev_as_train.jsonl.gz", Scheme::Web, 1),
    corpus("wnut17/train.jsonl.gz", Scheme::SocialMedia, 1),
    corpus("wnut17/dev.jsonl.gz", Scheme::SocialMedia, 1),
    corpus("btc/a.train.jsonl.gz", Scheme::Tweets, 1),
    corpus("btc/b.train.jsonl.gz", Scheme::Tweets, 1),
    corpus("btc/e.train.jsonl.gz", Scheme::Tweets, 1),
    corpus("btc/f.train.jsonl.gz", Scheme::Tweets, 1),
    corpus("btc/g.train.jsonl.gz", Scheme::Tweets, 1),
];

/// More text for what is written small, read without its marks.
pub const RAW: &[&str] = &["newsmtsc/train.jsonl.gz", "re3d/open.train.jsonl.gz"];

/// Trains the tagger; `report` is told in words how far it is.
pub fn train(
    sources: &[Source],
    raw: &[String],
    lists: Lists,
    clusters: &Clusters,
    settings: &Settings,
    report: &(dyn Fn(&str) + Sync),
) -> Tagger {
    let texts: Vec<&str> = raw.iter().map(String::as_str).chain(sources.iter().map(|source| source.text.as_str())).collect();
    let lexicon = know::build(lists, clusters, &texts);
    let lessons = Lessons::new(sources, &lexicon, settings.least_count);
    let mut learnt = task::together([None].into_iter().chain((0..FOLDS).map(Some)).map(|part| {
        let (lessons, lexicon) = (&lessons, &lexicon);
        move || learn(sources, lessons, lexicon, settings, part, report)
    }));
    let whole = learnt.remove(0);
    let judged: Vec<Judged> = learnt.iter().enumerate().flat_map(|(part, tagger)| judge(sources, tagger, part)).collect();
    Tagger { calibration: calibrate::fit(&judged), ..whole }
}

/// Parts that the news articles are cut into; each is read by a tagger that did not see it.
const FOLDS: usize = 3;

/// Is this one of the news articles of a part?
fn is_of(source: &Source, at: usize, part: usize) -> bool {
    source.scheme == Scheme::News && at % FOLDS == part
}

/// A tagger that has not seen the news articles of a part, or has seen all.
fn learn(
    sources: &[Source],
    lessons: &Lessons,
    lexicon: &Lexicon,
    settings: &Settings,
    part: Option<usize>,
    report: &(dyn Fn(&str) + Sync),
) -> Tagger {
    let uses = |at: usize| part.is_none_or(|part| !is_of(&sources[at], at, part));
    let name = part.map_or("the model itself".to_owned(), |part| format!("calibration, part {} of {FOLDS}", part + 1));
    let all = settings.runs * settings.passes;
    let mut report = |pass, loss| report(&format!("{name}: pass {pass} of {all}, loss {loss:.4} per sentence"));
    let (transitions, weights) = lessons.learn(settings, uses, &mut report);
    let seen: Vec<Source> = (0..sources.len()).filter(|at| uses(*at)).map(|at| sources[at].clone()).collect();
    let fine = spans::train(&seen, lexicon);
    Tagger { transitions, weights, fine, lexicon: lexicon.clone(), calibration: BTreeMap::new() }
}

/// What a tagger that has not seen the news articles of a part finds in them, and whether it is right.
fn judge(sources: &[Source], tagger: &Tagger, part: usize) -> Vec<Judged> {
    let mut judged = Vec::new();
    for source in sources.iter().enumerate().filter(|(at, source)| is_of(source, *at, part)).map(|(_, source)| source) {
        for name in tagger.chained(&Document::new(&source.text)) {
            let right = source.entities.iter().any(|(span, label)| *span == name.span && **label == *name.label);
            judged.push((name.label.to_string(), name.score, right));
        }
    }
    judged
}

/// Most sentences that guard the shipped labels while a project is learnt.
const GUARDS: usize = 400;

/// News sentences with names, evenly drawn, for the model's replay section.
pub fn replay(sources: &[Source]) -> Vec<(String, Vec<(Span, String)>)> {
    let mut sentences = Vec::new();
    for source in sources.iter().filter(|source| source.scheme == Scheme::News) {
        let document = Document::new(&source.text);
        for sentence in &document.sentences {
            let (start, end) = (document.tokens[sentence.start].span.start(), document.tokens[sentence.end - 1].span.end());
            let text = &source.text[start..end];
            let inside = source.entities.iter().filter(|(span, _)| span.start() >= start && span.end() <= end);
            let names: Vec<(Span, String)> = inside
                .filter_map(|(span, label)| {
                    Some((Span::new(text, span.start() - start..span.end() - start).ok()?, label.clone()))
                })
                .collect();
            if names.len() >= 2 && text.len() < 300 {
                sentences.push((text.to_owned(), names));
            }
        }
    }
    let stride = sentences.len().div_ceil(GUARDS).max(1);
    sentences.into_iter().step_by(stride).collect()
}
