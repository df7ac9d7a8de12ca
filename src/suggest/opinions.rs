//! The learnt part of attribution and stance: two sections of the model file, and how they are trained from marked-up texts.

use super::attribution::{self, AttributionModel, GoldDocument, train_attribution};
use super::document::Document;
use super::model::Model;
use super::scan::Scan;
use super::score::Gold;
use super::stance::polarity::{self, PolarityExample, train_polarity};
use super::stance::{GoldStance, StanceDocument, StanceModel, train_stance};
use super::tagger::Tagged;
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

fn examples(sentences: &[Gold]) -> Vec<PolarityExample> {
    let mut examples = Vec::new();
    for gold in sentences {
        let document = Document::new(&gold.text);
        let scan = Scan::new(&document, &[]);
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

/// Trains both sections: on articles of news with attributions and stances, on other articles with attributions, and on
/// sentences with targets. About five seconds; the same texts give the same bytes.
pub fn train_opinions(news: &[Gold], other: &[Gold], sentences: &[Gold]) -> Vec<(&'static str, Vec<u8>)> {
    let polarity = train_polarity(&examples(sentences));
    let articles: Vec<StanceDocument> =
        news.iter().map(|gold| StanceDocument { document: document(gold, 1.0), stances: stances(gold) }).collect();
    let stance = train_stance(&articles, polarity);
    let mut documents: Vec<GoldDocument> = articles.into_iter().map(|it| it.document).collect();
    documents.extend(other.iter().map(|gold| document(gold, OTHER_WEIGHT)));
    vec![(ATTRIBUTION, train_attribution(&documents).to_bytes()), (STANCE, stance.to_bytes())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_without_the_sections_has_no_opinions() {
        assert_eq!(Opinions::of(&Model::default()), None);
    }
}
