//! Learns stances from marked-up articles.
//!
//! Attributions are predicted by models that have not seen the article, as they will be in use.

use super::net::{self, Lesson, PairNet, Reading, Seen};
use super::pairs::{self, Pair, Sentence};
use super::polarity::{AGAINST, FAVOR, NEUTRAL};
use super::{StanceModel, judge, sure};
use crate::model::Polarity;
use crate::suggest::attribution::{AttributionModel, FoundAttribution, GoldDocument, attributions_in, train_attribution};
use crate::suggest::coreference::clusters;
use crate::suggest::document::Document;
use crate::suggest::linear::{Example, Linear, Training};
use crate::suggest::net::vectors::{Published, Vocabulary};
use crate::suggest::scan::Scan;
use crate::suggest::tagger::lexicon::Lexicon;
use crate::text::Span;

const FOLDS: usize = 4;

/// A stance somebody marked.
#[derive(Clone, PartialEq, Debug)]
pub struct GoldStance {
    /// Name; `None` is the author.
    pub holder: Option<String>,
    pub target: String,
    pub polarity: Polarity,
    pub evidence: Vec<Span>,
}

/// A marked-up article to learn stances from.
#[derive(Clone, Debug)]
pub struct StanceDocument<'t> {
    pub document: GoldDocument<'t>,
    pub stances: Vec<GoldStance>,
}

/// What stances are learnt from.
#[derive(Clone, Copy, Debug)]
pub struct StanceTexts<'t> {
    /// With attributions.
    pub articles: &'t [StanceDocument<'t>],
    /// Without.
    pub more: &'t [StanceDocument<'t>],
    /// Without, and with more stances than other texts have, so they say nothing of how sure one is.
    pub passages: &'t [StanceDocument<'t>],
}

/// The words of a name that tell it from others, in lower case.
fn telling_words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| {
            !word.is_empty()
                && !matches!(
                    word.as_str(),
                    "the" | "a" | "an" | "of" | "s" | "and" | "in" | "for" | "to" | "his" | "her" | "their" | "its"
                )
        })
        .collect()
}

/// Are these names of the same person or thing, as far as their words tell: equal, one within the other, or half shared?
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (telling_words(a), telling_words(b));
    let shared = a.iter().filter(|word| b.contains(word)).count();
    let (few, many) = (a.len().min(b.len()), a.len().max(b.len()));
    few > 0 && (shared >= few || 2 * shared >= many)
}

/// The side that a pair takes by what is marked: its class.
fn class(scan: &Scan, pair: &Pair, gold: &[GoldStance]) -> usize {
    let evidence = scan.span(&pair.evidence);
    let marked = gold.iter().find(|it| {
        it.holder.as_ref().is_some_and(|holder| same_name(holder, &pair.holder.0))
            && (same_name(&it.target, &pair.target) || same_name(&it.target, scan.slice(&pair.words)))
            && it.evidence.iter().any(|marked| evidence.is_some_and(|evidence| evidence.overlaps(*marked)))
    });
    match marked.map(|it| it.polarity) {
        Some(Polarity::Favor) => FAVOR,
        Some(Polarity::Against) => AGAINST,
        _ => NEUTRAL,
    }
}

/// How to learn which pairs are stances.
const PAIRS: net::Training = net::Training { passes: 5, batch: 32, rate: 3e-3 };
/// How to learn how sure a stance is.
const SURE: Training = Training { bits: 10, passes: 20, rate: 0.02, l2: 1e-3 };
/// A word has a vector of its own if it stands in the texts so often.
const TIMES: usize = 12;

/// A marked-up text with what the engines find in it before stances.
struct Read<'g> {
    gold: &'g StanceDocument<'g>,
    document: Document<'g>,
    attributions: Vec<FoundAttribution>,
    sentences: Vec<Sentence>,
}

impl<'g> Read<'g> {
    fn new(gold: &'g StanceDocument<'g>, known: &Lexicon, model: &AttributionModel) -> Self {
        let document = Document::new(gold.document.text);
        let scan = Scan::new(&document, &gold.document.names, known);
        let attributions = attributions_in(&scan, model);
        let clusters = clusters(&document, &gold.document.names);
        let sentences = pairs::sentences(&scan, &clusters, &attributions);
        Self { gold, document, attributions, sentences }
    }

    fn scan(&self, known: &Lexicon) -> Scan<'_> {
        Scan::new(&self.document, &self.gold.document.names, known)
    }
}

/// The texts of `all` that are held back together while the rest is learnt.
fn in_fold<T>(all: &[T], fold: usize) -> impl Iterator<Item = &T> {
    all.iter().skip(fold).step_by(FOLDS)
}

/// Learns stances from `texts`; words start with the `vectors`. `polarity` is kept as it is. The same texts give the same model.
pub fn train_stance(texts: StanceTexts, known: &Lexicon, vectors: &Published, polarity: Linear) -> StanceModel {
    let StanceTexts { articles, more, passages } = texts;
    let all: Vec<GoldDocument> = articles.iter().map(|it| it.document.clone()).collect();
    let full = train_attribution(&all, known);
    let folds: Vec<Vec<Read>> = (0..FOLDS)
        .map(|fold| {
            let seen: Vec<GoldDocument> =
                articles.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, it)| it.document.clone()).collect();
            let model = train_attribution(&seen, known);
            let own = in_fold(articles, fold).map(|it| Read::new(it, known, &model));
            own.chain(in_fold(more, fold).map(|it| Read::new(it, known, &full))).collect()
        })
        .collect();
    let passages: Vec<Read> = passages.iter().map(|it| Read::new(it, known, &full)).collect();
    let read = folds.iter().flatten().chain(&passages);
    let keys = read.flat_map(|text| {
        let scan = text.scan(known);
        (0..scan.words.len()).filter(|&at| !net::is_person(&scan, at)).map(|at| scan.words[at].key).collect::<Vec<_>>()
    });
    let (vocabulary, vectors) = vectors.choose(keys, TIMES);
    // The passages are in no fold.
    let lessons: Vec<Vec<Lesson>> = folds.iter().chain([&passages]).map(|texts| lessons(texts, known, &vocabulary)).collect();
    let learn = |lessons: &[&Lesson]| net::learn(lessons, vocabulary.clone(), &vectors, PAIRS);
    // What says how sure the network is learns from texts that another network has not seen. For that, half the passages do.
    let half = lessons[FOLDS].iter().step_by(2);
    let most = learn(&lessons[1..FOLDS].iter().flatten().chain(half).collect::<Vec<_>>());
    let mut sure = Vec::new();
    folds[0].iter().for_each(|text| judgements(text, known, &most, &mut sure));
    StanceModel { polarity, pairs: learn(&lessons.iter().flatten().collect::<Vec<_>>()), sure: Linear::train(2, &sure, SURE) }
}

/// The sentences of `texts`, with what is marked.
fn lessons(texts: &[Read], known: &Lexicon, vocabulary: &Vocabulary) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for text in texts {
        let scan = text.scan(known);
        for sentence in text.sentences.iter().filter(|sentence| !sentence.pairs.is_empty()) {
            lessons.push(Lesson {
                seen: Seen::new(&scan, &text.attributions, sentence, vocabulary),
                classes: sentence.pairs.iter().map(|pair| class(&scan, pair, &text.gold.stances)).collect(),
            });
        }
    }
    lessons
}

/// What `net`, which has not seen `text`, makes of it, and whether that is right.
fn judgements(text: &Read, known: &Lexicon, net: &PairNet, examples: &mut Vec<Example>) {
    let scan = text.scan(known);
    let mut reading = Reading::new(net);
    for judged in judge(&scan, &text.attributions, &text.sentences, &mut reading) {
        for (at, it) in judged.iter().enumerate() {
            let right = class(&scan, it.pair, &text.gold.stances) == if it.favor { FAVOR } else { AGAINST };
            examples.push(Example { features: sure::features(&judged, at), class: usize::from(right), weight: 1.0 });
        }
    }
}
