//! One text, everything the engines find in it: what the command line prints, and what the engines for quotations and stances
//! share.
//!
//! English goes through the embedded model; other languages through the rules of `names` alone. Results of the last few
//! texts are kept, so that engines that run one after the other on one article share the work.

use super::attribution::{FoundAttribution, attributions_in};
use super::coreference::clusters;
use super::scan::Scan;
use super::score::{GoldAttribution, GoldStance};
use super::stance::{FoundStance, speaker, stances_in, target_polarity};
use super::tagger::Tagged;
use super::{Document, Learnt, names};
use crate::model::Polarity;
use crate::text::Span;
use std::sync::{Arc, Mutex, PoisonError};

/// What was found in one text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Analysis {
    /// Names in text order, none overlapping another.
    pub entities: Vec<Tagged>,
    pub attributions: Vec<FoundAttribution>,
    /// Who speaks in each attribution, by name; empty where nobody is named.
    pub speakers: Vec<String>,
    pub stances: Vec<FoundStance>,
    /// What the text as a whole says of each target asked for, with the probability.
    pub target_polarity: Vec<(Polarity, f32)>,
}

/// Names scored below this are not printed: more of them are wrong than right.
const LEAST_NAME: f32 = 0.35;

/// Analyses `text` by a model; `targets` are spans of it to be judged.
pub fn analyse(learnt: &Learnt, text: &str, targets: &[Span]) -> Analysis {
    let document = Document::new(text);
    if !is_english(text, "") {
        return Analysis { target_polarity: polarities(learnt, &document, targets), ..by_rule_in(&document) };
    }
    let entities = learnt.tagger.as_ref().map_or_else(|| by_rule_in(&document).entities, |tagger| likely(tagger.tag(&document)));
    let target_polarity = polarities(learnt, &document, targets);
    let Some(opinions) = &learnt.opinions else {
        return Analysis { entities, target_polarity, ..Analysis::default() };
    };
    let scan = Scan::new(&document, &entities, learnt.words());
    let attributions = attributions_in(&scan, &opinions.attribution);
    let clusters = clusters(&document, &entities);
    let named = |found: &FoundAttribution| found.source.map(|source| speaker(&scan, &clusters, source)).unwrap_or_default();
    let speakers = attributions.iter().map(named).collect();
    let stances = stances_in(&scan, &clusters, &attributions, &opinions.stance);
    Analysis { entities, attributions, speakers, stances, target_polarity }
}

/// Names by rule alone, whatever the language.
pub fn by_rule(text: &str) -> Analysis {
    by_rule_in(&Document::new(text))
}

/// Those that are more likely right than wrong.
pub fn likely(mut names: Vec<Tagged>) -> Vec<Tagged> {
    names.retain(|name| name.score >= LEAST_NAME);
    names
}

fn by_rule_in(document: &Document) -> Analysis {
    let found = names::names(document).into_iter();
    let entities = found.map(|name| Tagged { span: name.span, label: name.label.into(), score: name.score }).collect();
    Analysis { entities: likely(entities), ..Analysis::default() }
}

fn polarities(learnt: &Learnt, document: &Document, targets: &[Span]) -> Vec<(Polarity, f32)> {
    let Some(opinions) = learnt.opinions.as_ref().filter(|_| !targets.is_empty()) else {
        return targets.iter().map(|_| (Polarity::Neutral, 0.0)).collect();
    };
    let likeliest = |shares: [f32; 3]| {
        let sides = [Polarity::Favor, Polarity::Against, Polarity::Neutral];
        sides.into_iter().zip(shares).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((Polarity::Neutral, 0.0))
    };
    target_polarity(document, targets, learnt.words(), &opinions.stance).into_iter().map(likeliest).collect()
}

impl Analysis {
    /// The attributions as they are scored.
    pub fn gold_attributions(&self) -> Vec<GoldAttribution> {
        let gold = |found: &FoundAttribution| GoldAttribution {
            source: found.source.into_iter().collect(),
            cue: found.cue.into_iter().collect(),
            content: found.content.clone(),
            directness: found.directness,
        };
        self.attributions.iter().map(gold).collect()
    }

    /// The stances as they are scored: those of at least this probability.
    pub fn gold_stances(&self, least: f32) -> Vec<GoldStance> {
        let gold = |found: &FoundStance| GoldStance {
            holder: found.holder.as_ref().map_or_else(|| "AUTHOR".to_owned(), |(name, _)| name.clone()),
            target: found.target.0.clone(),
            polarity: found.polarity,
            evidence: found.evidence.clone(),
            directness: found.directness,
        };
        self.stances.iter().filter(|it| it.score >= least).map(gold).collect()
    }
}

/// A text read lately, and what was found in it.
struct Recent {
    text: Box<str>,
    learnt: Arc<Learnt>,
    analysis: Arc<Analysis>,
}

/// As [`analyse`] without targets; the results of the last few texts are kept.
pub fn analyse_shared(learnt: &Arc<Learnt>, text: &str) -> Arc<Analysis> {
    const KEPT: usize = 3;
    static RECENT: Mutex<Vec<Recent>> = Mutex::new(Vec::new());
    let recent = || RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    let same = |known: &&Recent| *known.text == *text && Arc::ptr_eq(&known.learnt, learnt);
    let known = recent().iter().find(same).map(|known| Arc::clone(&known.analysis));
    known.unwrap_or_else(|| {
        let analysis = Arc::new(analyse(learnt, text, &[]));
        let mut recent = recent();
        if recent.len() >= KEPT {
            recent.remove(0);
        }
        recent.push(Recent { text: text.into(), learnt: Arc::clone(learnt), analysis: Arc::clone(&analysis) });
        analysis
    })
}

/// Is the text English, as far as one can tell? `language` is what the article says of itself (BCP 47), or empty. Short texts
/// in Latin letters count as English, because nothing can be told from them.
pub fn is_english(text: &str, language: &str) -> bool {
    if !language.is_empty() {
        return language.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("en"));
    }
    let start: String = text.chars().take(2000).collect();
    match whatlang::detect(&start) {
        Some(info) if info.script() != whatlang::Script::Latin => false,
        Some(info) => info.lang() == whatlang::Lang::Eng || info.confidence() < 0.9 || start.len() < 120,
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_where_there_is_enough_to_tell() {
        let check = |text, language, expected| assert_eq!(is_english(text, language), expected, "{text}");
        check("The parliament voted on Tuesday to withdraw all troops from the country, officials said.", "", true);
        let spanish = "El presidente de la República afirmó el martes que el gobierno retirará todas las tropas del país antes de \
            fin de año, según informaron las autoridades.";
        check(spanish, "", false);
        check("Президент заявил, что войска останутся.", "", false);
        check("lol Paris", "", true);
        check("anything", "pt-BR", false);
        check("", "", true);
    }
}
