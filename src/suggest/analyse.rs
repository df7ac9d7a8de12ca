//! One text, everything the engines find in it: what the command line prints and the engines for quotations and stances share.
//!
//! English goes through the embedded model; other languages through the rules of `names` alone. Results of the last few
//! texts are kept, so that the engines that run one after the other on one article share the work.

use super::{Document, names};
use crate::text::Span;
use std::sync::{Arc, Mutex, PoisonError};

/// What was found in one text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Analysis {
    /// Names in text order, none overlapping another.
    pub entities: Vec<Entity>,
}

/// A name.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    pub span: Span,
    /// OntoNotes name.
    pub label: Arc<str>,
    /// Confidence, 0 to 1.
    pub score: f32,
}

/// Names scored below this are not printed by the command line.
const LEAST: f32 = 0.4;

/// Analyses `text`.
pub fn analyse(text: &str) -> Analysis {
    let document = Document::new(text);
    let entities = names::names(&document)
        .into_iter()
        .filter(|name| name.score >= LEAST)
        .map(|name| Entity { span: name.span, label: name.label.into(), score: name.score })
        .collect();
    Analysis { entities }
}

/// As [`analyse`]; the results of the last few texts are kept.
pub fn analyse_shared(text: &str) -> Arc<Analysis> {
    static RECENT: Mutex<Vec<(Box<str>, Arc<Analysis>)>> = Mutex::new(Vec::new());
    const KEPT: usize = 3;
    let mut recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = recent.iter().find(|(known, _)| **known == *text) {
        return Arc::clone(known);
    }
    drop(recent);
    let analysis = Arc::new(analyse(text));
    recent = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    if recent.len() >= KEPT {
        recent.remove(0);
    }
    recent.push((text.into(), Arc::clone(&analysis)));
    analysis
}

/// Is the text English, as far as one can tell? `language` is what the article says of itself (BCP 47), or empty. Short texts
/// in Latin letters count as English, because nothing can be told from them.
pub fn is_english(text: &str, language: &str) -> bool {
    if !language.is_empty() {
        return language.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("en"));
    }
    let start: String = text.chars().take(3000).collect();
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
        check(
            "El presidente de la República afirmó el martes que el gobierno retirará todas las tropas del país antes de fin de año, según informaron las autoridades.",
            "",
            false,
        );
        check("Президент заявил, что войска останутся.", "", false);
        check("lol Paris", "", true);
        check("anything", "pt-BR", false);
        check("", "", true);
    }
}
