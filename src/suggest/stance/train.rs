//! Learns stances from marked-up articles.
//!
//! Attributions are predicted by models that have not seen the article, as they will be in use.

use super::features::{self, Reader};
use super::pairs::{self, Pair, Sentence};
use super::polarity::{AGAINST, FAVOR, NEUTRAL};
use super::{StanceModel, judge};
use crate::model::Polarity;
use crate::suggest::attribution::{AttributionModel, FoundAttribution, GoldDocument, attributions_in, train_attribution};
use crate::suggest::coreference::{Cluster, clusters};
use crate::suggest::document::Document;
use crate::suggest::linear::{Example, Linear, Training};
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
const PAIR: Training = Training { bits: 17, passes: 8, rate: 0.02, l2: 0.01 };
/// How to learn how sure a stance is.
const SURE: Training = Training { bits: 10, passes: 20, rate: 0.02, l2: 1e-3 };

/// A marked-up text with what the engines find in it before stances.
struct Read<'g> {
    gold: &'g StanceDocument<'g>,
    document: Document<'g>,
    clusters: Vec<Cluster>,
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
        Self { gold, document, clusters, attributions, sentences }
    }

    fn scan(&self, known: &Lexicon) -> Scan<'_> {
        Scan::new(&self.document, &self.gold.document.names, known)
    }

    fn reader<'s>(&'s self, scan: &'s Scan<'s>, polarity: &'s Linear, sentence: &'s Sentence) -> Reader<'s> {
        Reader::new(scan, &self.clusters, &self.attributions, polarity, sentence)
    }
}

/// The texts of `all` that are held back together while the rest is learnt.
pub fn in_fold<T>(all: &[T], fold: usize) -> impl Iterator<Item = &T> {
    all.iter().skip(fold).step_by(FOLDS)
}

/// Learns stances from `documents`, which have attributions too, and from `more`, which have none. `unseen` are polarity
/// classifiers, of which each has not seen its [fold](in_fold); `polarity` is the one to keep. The same documents give the same
/// model.
pub fn train_stance(
    documents: &[StanceDocument],
    more: &[StanceDocument],
    known: &Lexicon,
    unseen: &[Linear; FOLDS],
    polarity: Linear,
) -> StanceModel {
    let all: Vec<GoldDocument> = documents.iter().map(|it| it.document.clone()).collect();
    let full = train_attribution(&all, known);
    let folds: Vec<Vec<Read>> = (0..FOLDS)
        .map(|fold| {
            let seen: Vec<GoldDocument> =
                documents.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, it)| it.document.clone()).collect();
            let model = train_attribution(&seen, known);
            let own = in_fold(documents, fold).map(|it| Read::new(it, known, &model));
            own.chain(in_fold(more, fold).map(|it| Read::new(it, known, &full))).collect()
        })
        .collect();
    let lessons: Vec<Vec<Example>> = folds.iter().zip(unseen).map(|(texts, unseen)| lessons(texts, known, unseen)).collect();
    let mut sure = Vec::new();
    for (fold, texts) in folds.iter().enumerate() {
        let others = lessons.iter().enumerate().filter(|(other, _)| *other != fold);
        let seen: Vec<&Example> = others.flat_map(|(_, examples)| examples).collect();
        let pair = Linear::train(3, &seen, PAIR);
        texts.iter().for_each(|text| judgements(text, known, &unseen[fold], &pair, &mut sure));
    }
    let every: Vec<&Example> = lessons.iter().flatten().collect();
    StanceModel { polarity, pair: Linear::train(3, &every, PAIR), sure: Linear::train(2, &sure, SURE) }
}

/// The pairs of `texts`, with what is marked.
fn lessons(texts: &[Read], known: &Lexicon, polarity: &Linear) -> Vec<Example> {
    let mut examples = Vec::new();
    for text in texts {
        let scan = text.scan(known);
        for sentence in &text.sentences {
            let mut reader = text.reader(&scan, polarity, sentence);
            for pair in &sentence.pairs {
                let class = class(&scan, pair, &text.gold.stances);
                examples.push(Example { features: reader.features(pair), class, weight: 1.0 });
            }
        }
    }
    examples
}

/// What `model`, which has not seen `text`, makes of it, and whether that is right.
fn judgements(text: &Read, known: &Lexicon, polarity: &Linear, model: &Linear, examples: &mut Vec<Example>) {
    let scan = text.scan(known);
    for sentence in &text.sentences {
        let judged = judge(text.reader(&scan, polarity, sentence), model);
        for (at, it) in judged.iter().enumerate() {
            let right = class(&scan, it.pair, &text.gold.stances) == if it.favor { FAVOR } else { AGAINST };
            let features = features::sure_features(&judged, at);
            examples.push(Example { features, class: usize::from(right), weight: 1.0 });
        }
    }
}
