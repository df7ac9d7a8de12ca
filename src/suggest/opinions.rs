//! The learnt part of attribution and stance: two sections of the model file, and how they are trained from marked-up texts.

use super::attribution::{self, AttributionModel, GoldDocument, train_attribution};
use super::document::Document;
use super::model::Model;
use super::net::vectors::Published;
use super::scan::Scan;
use super::score::Gold;
use super::stance::polarity::{self, PolarityExample, train_polarity};
use super::stance::{GoldStance, StanceDocument, StanceModel, StanceTexts, train_stance};
use super::tagger::Tagged;
use super::tagger::lexicon::Lexicon;
use crate::model::Polarity;

/// Name of the section of attribution.
pub const ATTRIBUTION: &str = "attribution";
/// Name of the section of polarity and stance.
pub const STANCE: &str = "stance";

/// What texts of other kinds than news count in learning attribution: their notion of it is another one.
const OTHER_WEIGHT: f32 = 0.3;

/// Models of attribution and stance.
#[derive(Clone, PartialEq, Debug)]
pub struct Opinions {
    pub attribution: AttributionModel,
    pub stance: StanceModel,
}

impl Opinions {
    /// Those of a model file; `None` where a section is missing or damaged.
    pub fn of(model: &Model) -> Option<Self> {
        let attribution = AttributionModel::from_bytes(model.section(ATTRIBUTION)).ok()?;
        let stance = StanceModel::from_bytes(model.section(STANCE)).ok()?;
        Some(Self { attribution, stance })
    }
}

fn document(gold: &Gold, weight: f32) -> GoldDocument<'_> {
    let mut names: Vec<Tagged> =
        gold.entities.iter().map(|(span, label)| Tagged { span: *span, label: label.as_str().into(), score: 1.0 }).collect();
    names.sort_by_key(|name| name.span);
    let attributions = gold.attributions.iter().map(|it| attribution::GoldAttribution {
        source: it.source.first().copied(),
        cue: it.cue.first().copied(),
        content: it.content.clone(),
    });
    GoldDocument { text: &gold.text, names, attributions: attributions.collect(), weight }
}

fn stances(gold: &Gold) -> Vec<GoldStance> {
    let stance = |it: &super::score::GoldStance| GoldStance {
        holder: (it.holder != "AUTHOR").then(|| it.holder.clone()),
        target: it.target.clone(),
        polarity: it.polarity,
        evidence: it.evidence.clone(),
    };
    gold.stances.iter().map(stance).collect()
}

fn examples<'g>(sentences: impl Iterator<Item = &'g Gold>, known: &Lexicon) -> Vec<PolarityExample> {
    let mut examples = Vec::new();
    for gold in sentences {
        let document = Document::new(&gold.text);
        let scan = Scan::new(&document, &[], known);
        for (span, side) in &gold.targets {
            let class = match side {
                Polarity::Favor => polarity::FAVOR,
                Polarity::Against => polarity::AGAINST,
                _ => polarity::NEUTRAL,
            };
            let features = polarity::features(&scan, &(0..scan.words.len()), &scan.words_of(&span.range()));
            examples.push(PolarityExample { features, class, weight: 1.0 });
        }
    }
    examples
}

/// What attribution and stance are learnt from.
#[derive(Clone, Copy, Debug)]
pub struct Lessons<'t> {
    /// Articles with names, attributions and stances.
    pub articles: &'t [Gold],
    /// Other texts with attributions.
    pub other: &'t [Gold],
    /// Sentences with targets and what is said of them.
    pub targets: &'t [Gold],
    /// Other texts with stances, their names as the tagger finds them; some are among the sentences.
    pub stances: &'t [Gold],
    /// Short texts with more stances than others have, their names as the tagger finds them.
    pub passages: &'t [Gold],
    /// Vectors that words start with.
    pub vectors: &'t Published,
}

/// Trains both sections, with what is `known` of words. About an hour of CPU; the same texts give the same bytes.
pub fn train_opinions(lessons: &Lessons, known: &Lexicon) -> Vec<(&'static str, Vec<u8>)> {
    let polarity = train_polarity(&examples(lessons.targets.iter(), known));
    let [articles, more, passages] = [lessons.articles, lessons.stances, lessons.passages]
        .map(|texts| texts.iter().map(stance_document).collect::<Vec<StanceDocument>>());
    let texts = StanceTexts { articles: &articles, more: &more, passages: &passages };
    let stance = train_stance(texts, known, lessons.vectors, polarity);
    let mut documents: Vec<GoldDocument> = articles.into_iter().map(|it| it.document).collect();
    documents.extend(lessons.other.iter().map(|gold| document(gold, OTHER_WEIGHT)));
    vec![(ATTRIBUTION, train_attribution(&documents, known).to_bytes()), (STANCE, stance.to_bytes())]
}

fn stance_document(gold: &Gold) -> StanceDocument<'_> {
    StanceDocument { document: document(gold, 1.0), stances: stances(gold) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_without_the_sections_has_no_opinions() {
        assert_eq!(Opinions::of(&Model::default()), None);
    }
}
