//! Learns stances from marked-up articles.
//!
//! Attributions are predicted by models that have not seen the article, as they will be in use.

use super::candidates::{self, Target, Unit};
use super::features;
use super::{StanceModel, judge};
use crate::model::Polarity;
use crate::suggest::attribution::{AttributionModel, FoundAttribution, GoldDocument, attributions_in, train_attribution};
use crate::suggest::coreference::clusters;
use crate::suggest::document::Document;
use crate::suggest::linear::{Example, Group, Linear, Training};
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

/// The stances that `unit` could be found for, by holder and evidence.
fn held<'g>(scan: &Scan, unit: &Unit, gold: &'g [GoldStance]) -> Vec<&'g GoldStance> {
    let words = unit.verb.filter(|_| unit.attribution.is_none()).map_or_else(|| unit.clause.clone(), |at| at..at + 1);
    let span = scan.span(&words);
    let holds = |it: &&GoldStance| {
        it.holder.as_ref().is_some_and(|gold| unit.holders.iter().any(|(holder, _)| same_name(gold, holder)))
            && it.evidence.iter().any(|evidence| span.is_some_and(|span| span.overlaps(*evidence)))
    };
    gold.iter().filter(holds).collect()
}

fn is_of(scan: &Scan, target: &Target, gold: &GoldStance) -> bool {
    let span = scan.span(&target.evidence);
    (same_name(&gold.target, &target.name) || same_name(&gold.target, scan.slice(&target.words)))
        && gold.evidence.iter().any(|evidence| span.is_some_and(|span| span.overlaps(*evidence)))
}

#[derive(Clone, Default)]
struct Lessons {
    units: Vec<Example>,
    targets: Vec<Group>,
    sides: Vec<Example>,
}

impl Lessons {
    fn add(&mut self, other: &Self) {
        self.units.extend_from_slice(&other.units);
        self.targets.extend_from_slice(&other.targets);
        self.sides.extend_from_slice(&other.sides);
    }

    /// The models that these lessons teach; how sure each stance is remains to be learnt.
    fn models(&self, polarity: Linear) -> StanceModel {
        StanceModel {
            polarity,
            unit: Linear::train(2, &self.units, Training { bits: 16, passes: 10, rate: 0.02, l2: 0.03 }),
            target: Linear::train_ranker(&self.targets, Training { bits: 16, passes: 10, rate: 0.05, l2: 3e-3 }),
            side: Linear::train(2, &self.sides, Training { bits: 16, passes: 10, rate: 0.02, l2: 0.01 }),
            sure: Linear::empty(2, SURE.bits),
        }
    }
}

/// How to learn how sure a stance is.
const SURE: Training = Training { bits: 10, passes: 20, rate: 0.02, l2: 1e-3 };

/// A marked-up text with what the engines find in it before stances.
struct Read<'g> {
    gold: &'g StanceDocument<'g>,
    document: Document<'g>,
    attributions: Vec<FoundAttribution>,
}

impl<'g> Read<'g> {
    fn new(gold: &'g StanceDocument<'g>, known: &Lexicon, model: &AttributionModel) -> Self {
        let document = Document::new(gold.document.text);
        let attributions = attributions_in(&Scan::new(&document, &gold.document.names, known), model);
        Self { gold, document, attributions }
    }

    /// Does `teach` with each unit of the text.
    fn each_unit(&self, known: &Lexicon, mut teach: impl FnMut(&Scan, &Unit)) {
        let scan = Scan::new(&self.document, &self.gold.document.names, known);
        let clusters = clusters(&self.document, &self.gold.document.names);
        candidates::units(&scan, &clusters, &self.attributions).iter().for_each(|unit| teach(&scan, unit));
    }
}

/// Learns stances from `documents`, which have attributions too, and from `more`, which have none. `unseen` is a polarity
/// classifier that has seen neither; `polarity` is the one to keep. The same documents give the same model.
pub fn train_stance(
    documents: &[StanceDocument],
    more: &[StanceDocument],
    known: &Lexicon,
    unseen: &Linear,
    polarity: Linear,
) -> StanceModel {
    let all: Vec<GoldDocument> = documents.iter().map(|it| it.document.clone()).collect();
    let full = train_attribution(&all, known);
    let folds: Vec<Vec<Read>> = (0..FOLDS)
        .map(|fold| {
            let seen: Vec<GoldDocument> =
                documents.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, it)| it.document.clone()).collect();
            let model = train_attribution(&seen, known);
            let own = documents.iter().skip(fold).step_by(FOLDS).map(|it| Read::new(it, known, &model));
            own.chain(more.iter().skip(fold).step_by(FOLDS).map(|it| Read::new(it, known, &full))).collect()
        })
        .collect();
    let lessons: Vec<Lessons> = folds.iter().map(|texts| lessons(texts, known, unseen)).collect();
    let mut sure = Vec::new();
    for (fold, texts) in folds.iter().enumerate() {
        let mut seen = Lessons::default();
        lessons.iter().enumerate().filter(|(other, _)| *other != fold).for_each(|(_, other)| seen.add(other));
        let model = seen.models(unseen.clone());
        texts.iter().for_each(|text| judgements(text, known, &model, &mut sure));
    }
    let mut every = Lessons::default();
    lessons.iter().for_each(|fold| every.add(fold));
    StanceModel { sure: Linear::train(2, &sure, SURE), ..every.models(polarity) }
}

fn lessons(texts: &[Read], known: &Lexicon, polarity: &Linear) -> Lessons {
    let mut lessons = Lessons::default();
    for text in texts {
        text.each_unit(known, |scan, unit| {
            let held = held(scan, unit, &text.gold.stances);
            let weight = text.gold.document.weight;
            let leanings = features::leanings(scan, unit, polarity);
            let mut group: Group = Vec::new();
            for (target, leaning) in unit.targets.iter().zip(&leanings) {
                if held.is_empty() {
                    break;
                }
                let features = features::target_features(scan, unit, target, leaning);
                let stance = held.iter().find(|it| is_of(scan, target, it));
                let side = stance.and_then(|it| match it.polarity {
                    Polarity::Favor => Some(0),
                    Polarity::Against => Some(1),
                    _ => None,
                });
                if let Some(class) = side {
                    lessons.sides.push(Example { features: features.clone(), class, weight });
                }
                group.push((features, if stance.is_some() { 1.0 } else { 0.0 }));
            }
            let found = group.iter().any(|(_, gain)| *gain > 0.0);
            lessons.targets.push(group);
            lessons.units.push(Example {
                features: features::unit_features(scan, &text.attributions, unit, &leanings),
                class: usize::from(found),
                weight,
            });
        });
    }
    lessons
}

/// What `model`, which has not seen `text`, makes of it, and whether that is right.
fn judgements(text: &Read, known: &Lexicon, model: &StanceModel, examples: &mut Vec<Example>) {
    text.each_unit(known, |scan, unit| {
        let held = held(scan, unit, &text.gold.stances);
        for (judged, _) in judge(scan, &text.attributions, model, unit) {
            let side = if judged.favor { Polarity::Favor } else { Polarity::Against };
            let right = held.iter().any(|it| it.polarity == side && is_of(scan, judged.target, it));
            let features = features::sure_features(scan, &judged);
            examples.push(Example { features, class: usize::from(right), weight: text.gold.document.weight });
        }
    });
}
