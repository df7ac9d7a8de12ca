//! Names by rule: capitals, titles, heads of organisations, lists of places and given names, and what the rest of the document
//! shows. The fallback for languages that the learned model does not know; labels are OntoNotes names.
//!
//! Runs of capitalised words are cut where a list knows their parts, then labelled by the strongest sign there is; the score
//! says how strong it was. A word at the start of a sentence is a name only where something else says so too.

mod gazetteer;
#[rustfmt::skip] // lists with a word per line are not easier to read
mod words;

use super::{Document, Learnt, Suggester, Suggestion};
use crate::model::{Article, Project, Proposal};
use crate::text::{Span, SpanSet};
use gazetteer::{Gazetteer, Known};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// A name found by rule.
#[derive(Clone, PartialEq, Debug)]
pub struct FoundName {
    pub span: Span,
    /// OntoNotes name.
    pub label: &'static str,
    /// Confidence, 0 to 1: share of right ones among those found by this rule in the news corpus.
    pub score: f32,
    /// Which sign decided.
    pub reason: &'static str,
}

/// Proposes names by rule, for articles in languages without a model.
pub struct Names(pub Arc<Learnt>);

impl Suggester for Names {
    fn suggest(&self, project: &Project, article: &Article) -> Vec<Suggestion> {
        if self.0.tagger.is_some() && super::analyse::is_english(article.text(), &article.metadata.language) {
            return Vec::new();
        }
        let document = Document::new(article.text());
        let found = names(&document).into_iter();
        let suggestions = found.filter_map(|name| {
            let label = super::label_for(&project.scheme, name.label)?;
            Some(Suggestion {
                proposal: Proposal::Mention { spans: SpanSet::from(name.span), label },
                score: name.score,
                engine: "names",
                reason: name.reason.to_owned(),
            })
        });
        suggestions.collect()
    }
}

/// Names of `document` in text order, none overlapping another.
pub fn names(document: &Document) -> Vec<FoundName> {
    let evidence = Evidence::new(document);
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let title = is_title_case(document, sentence);
        for run in runs(document, sentence.clone(), &evidence, title) {
            pieces(document, &evidence, sentence.start, run, &mut found);
        }
    }
    repeat_surnames(document, &mut found);
    let mut found: Vec<FoundName> = found
        .into_iter()
        .map(|(range, label, score, reason)| {
            let span = document.tokens[range.start].span.join(document.tokens[range.end - 1].span);
            FoundName { span, label, score, reason }
        })
        .collect();
    found.sort_by_key(|name| name.span);
    found
}

/// Token range, label, score, reason.
type Found = (Range<usize>, &'static str, f32, &'static str);

/// What the whole document shows of single words.
struct Evidence<'t> {
    gazetteer: &'static Gazetteer,
    /// Seen capitalised inside a sentence.
    capital: BTreeMap<&'t str, usize>,
    lower: BTreeSet<&'t str>,
    /// Most words are capitalised: German, or a list of headlines. Capitals alone mean nothing then.
    capitals_are_common: bool,
}

impl<'t> Evidence<'t> {
    fn new(document: &Document<'t>) -> Self {
        let (mut capital, mut lower) = (BTreeMap::new(), BTreeSet::new());
        let (mut capitals, mut all) = (0, 0);
        for sentence in &document.sentences {
            let title = is_title_case(document, sentence);
            for at in sentence.clone().skip(1) {
                let word = document.word(at);
                if word.chars().next().is_some_and(char::is_lowercase) {
                    lower.insert(word);
                    all += 1;
                } else if is_capital(word) {
                    all += 1;
                    capitals += 1;
                    if !title && !is_opener(document, sentence.start, at) {
                        *capital.entry(word).or_default() += 1;
                    }
                }
            }
        }
        Self { gazetteer: Gazetteer::get(), capital, lower, capitals_are_common: all > 30 && capitals * 10 > all * 3 }
    }

    /// Does the document itself show that `word` is a name?
    fn shows_name(&self, word: &str) -> bool {
        self.capital.contains_key(word) && !self.lower.contains(word.to_lowercase().as_str())
    }
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_upper(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
}

/// Is a capital here owed to the place: first word of the sentence or of a quotation?
fn is_opener(document: &Document, start: usize, at: usize) -> bool {
    at == start
        || matches!(document.word(at - 1), "\"" | "“" | "‘" | "«" | "„" | "'" | ":" | "—" | "–" | "-" | "(" | "¿" | "¡" | "•")
}

/// A headline: nearly every longer word has a capital.
fn is_title_case(document: &Document, sentence: &Range<usize>) -> bool {
    let longer = sentence
        .clone()
        .map(|at| document.word(at))
        .filter(|word| word.len() > 3 && word.chars().next().is_some_and(char::is_alphabetic));
    let (mut all, mut capitals) = (0, 0);
    if matches!(document.word(sentence.end - 1), "." | "?" | "!" | "”" | "\"") {
        return false; // headlines have no full stop
    }
    for word in longer {
        all += 1;
        capitals += usize::from(is_capital(word));
    }
    all >= 4 && capitals * 10 >= all * 8
}

/// Runs of capitalised words of one sentence, small linking words inside.
fn runs(document: &Document, sentence: Range<usize>, evidence: &Evidence, title: bool) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let word = document.word(at);
        let opener = is_opener(document, sentence.start, at);
        if !is_capital(word) || (opener && !opens_name(document, evidence, at, sentence.end)) || words::NO_NAMES.contains(&word) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < sentence.end {
            let next = document.word(end);
            if is_capital(next) && !is_calendar(next) {
                end += 1;
                continue;
            }
            // A link joins only what stands close: "University of Texas", "Luis de la Fuente".
            let links = (end..sentence.end)
                .take_while(|&link| words::LINKS.contains(&document.word(link)) || (link > end && document.word(link) == "the"))
                .count();
            let after = end + links;
            if (1..=2).contains(&links)
                && after < sentence.end
                && is_capital(document.word(after))
                && joins(document, at, end, after)
            {
                end = after + 1;
                continue;
            }
            // "Fishermen's Union", "Saint Brigid's Hospital", but not "Iran's | Parliament".
            let possessive = matches!(next, "'s" | "’s" | "'" | "’") && end + 1 < sentence.end;
            let head = document.word(end + 1);
            if possessive
                && (words::ORG_HEADS.contains(&head) || words::FAC_HEADS.contains(&head))
                && !is_capital(document.word(end + 2))
                && evidence.gazetteer.look_up(&words_of(document, at..end)).is_none()
            {
                end += 2;
                continue;
            }
            let ampersand = next == "&" && end + 1 < sentence.end && is_capital(document.word(end + 1));
            if ampersand {
                end += 2;
                continue;
            }
            break;
        }
        let capitals_say_little = title || (evidence.capitals_are_common && end == at + 1);
        if !capitals_say_little || evidence.gazetteer.look_up(&words_of(document, at..end)).is_some() {
            runs.push(at..end);
        } else {
            // In headlines and in German only what a list knows.
            runs.extend(
                (at..end)
                    .filter(|&one| {
                        evidence.gazetteer.look_up(document.word(one)).is_some()
                            || evidence.shows_name(document.word(one)) && !evidence.capitals_are_common
                    })
                    .map(|one| one..one + 1),
            );
        }
        at = end;
    }
    runs
}

/// May "of" join what stands before it and after it? Always in Romance names; in English only behind an organisation's opener.
fn joins(document: &Document, start: usize, link: usize, after: usize) -> bool {
    match document.word(link) {
        "of" => (start..link)
            .any(|at| words::ORG_OPENERS.contains(&document.word(at)) || words::LAW_HEADS.contains(&document.word(at))),
        "e" | "y" | "und" | "al" | "el" => false,
        _ => !words::NO_NAMES.contains(&document.word(after)),
    }
}

fn is_calendar(word: &str) -> bool {
    words::NO_NAMES[..19].contains(&word)
}

/// Is the first word of a sentence more than a capital by place?
fn opens_name(document: &Document, evidence: &Evidence, at: usize, end: usize) -> bool {
    let word = document.word(at);
    if words::NO_NAMES.contains(&word) {
        return false;
    }
    let next = document.word(at + 1);
    let next_capital = at + 1 < end && is_capital(next) && !words::NO_NAMES.contains(&next);
    next_capital
        || evidence.shows_name(word)
        || evidence.gazetteer.look_up(word).is_some()
        || is_upper(word)
        || (evidence.gazetteer.is_given_name(word) && !evidence.lower.contains(word.to_lowercase().as_str()))
}

fn words_of(document: &Document, range: Range<usize>) -> String {
    let mut joined = String::new();
    for at in range {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(document.word(at));
    }
    joined
}

/// Labels a run, after taking off titles and cutting at what the lists know.
fn pieces(document: &Document, evidence: &Evidence, sentence: usize, run: Range<usize>, found: &mut Vec<Found>) {
    let Range { mut start, end } = run;
    let mut titled = start > sentence && words::ROLES.contains(&document.word(start - 1));
    let whole = whole(document, start..end);
    while whole.is_none() && start < end && words::TITLES.contains(&document.word(start)) {
        start += 1;
        titled = true;
    }
    if start == end {
        return;
    }
    if let Some((label, score, reason)) = whole {
        found.push((start..end, label, score, reason));
        return;
    }
    // Peoples and places at the front are names of their own: "Iraqi | Parliament" is one ORG, but "French | President".
    let gazetteer = evidence.gazetteer;
    let known = |range: Range<usize>| gazetteer.look_up(&words_of(document, range));
    for len in (1..=gazetteer.longest.min(end - start)).rev() {
        let Some(kind) = known(start..start + len) else { continue };
        let rest = start + len..end;
        let given = len == 1 && gazetteer.is_given_name(document.word(start)) && !rest.is_empty();
        if given || (kind == Known::City && !rest.is_empty() && titled) {
            break;
        }
        let (label, score) = match kind {
            Known::Place => ("GPE", 0.9),
            Known::City if titled => continue,
            Known::City => ("GPE", 0.8),
            Known::Region => ("LOC", 0.85),
            Known::People => ("NORP", 0.88),
            Known::Organisation => ("ORG", 0.85),
        };
        found.push((start..start + len, label, score, "known from a list"));
        if !rest.is_empty() {
            pieces(document, evidence, sentence, rest, found);
        }
        return;
    }
    let (label, score, reason) = guess(document, evidence, sentence, start..end, titled);
    if score > 0.0 {
        found.push((start..end, label, score, reason));
    }
}

/// What the head of a run says of it as a whole.
fn whole(document: &Document, run: Range<usize>) -> Option<(&'static str, f32, &'static str)> {
    let (first, last) = (document.word(run.start), document.word(run.end - 1));
    if run.len() < 2 {
        return None;
    }
    let of = (run.start..run.end).find(|&at| document.word(at) == "of" || document.word(at) == "for");
    let head = of.filter(|at| *at > run.start).map_or(last, |at| document.word(at - 1));
    Some(match () {
        () if words::LOC_HEADS.contains(&head) => ("LOC", 0.7, "ends like a natural place"),
        () if words::EVENT_OPENERS.contains(&first) => ("EVENT", 0.5, "begins like an event"),
        () if words::LAW_HEADS.contains(&head) => ("LAW", 0.5, "ends like a law"),
        () if words::EVENT_HEADS.contains(&head) => ("EVENT", 0.4, "ends like an event"),
        () if words::ORG_HEADS.contains(&head) => ("ORG", 0.82, "ends like an organisation"),
        () if words::FAC_HEADS.contains(&head) => ("FAC", 0.6, "ends like a building or road"),
        () => return None,
    })
}

/// A label from the words around, where no list and no head decides.
fn guess(
    document: &Document,
    evidence: &Evidence,
    sentence: usize,
    run: Range<usize>,
    titled: bool,
) -> (&'static str, f32, &'static str) {
    let first = document.word(run.start);
    if titled {
        return ("PERSON", 0.88, "follows a title");
    }
    if run.len() >= 2 && evidence.gazetteer.is_given_name(first) {
        return ("PERSON", 0.9, "begins with a given name");
    }
    let before = if run.start > sentence { document.word(run.start - 1) } else { "" };
    let after = document.word(run.end);
    if run.len() == 1 && is_upper(first) {
        let bracket = before == "(" && after == ")";
        return match () {
            () if words::NO_ACRONYMS.contains(&first) || first.len() > 7 => ("ORG", 0.0, ""),
            () if bracket => ("ORG", 0.75, "capitals in brackets"),
            () => ("ORG", 0.55, "written in capitals"),
        };
    }
    let speaks =
        matches!(after, "said" | "says" | "told" | "added" | "dijo" | "afirmó" | "declaró" | "sagte" | "disse" | "déclaré");
    let placed = matches!(before, "in" | "near" | "outside" | "en" | "nach" | "à" | "em");
    match run.len() {
        2 | 3 if placed => ("GPE", 0.4, "follows a preposition of place"),
        2 | 3 if speaks => ("PERSON", 0.7, "speaks"),
        2 | 3 => ("PERSON", 0.32, "two or three capitalised words"),
        1 if placed => ("GPE", 0.5, "follows a preposition of place"),
        1 if speaks => ("PERSON", 0.6, "speaks"),
        1 if evidence.gazetteer.is_given_name(first) => ("PERSON", 0.5, "a given name"),
        1 if evidence.capital.get(first).is_some_and(|count| *count > 1) => ("PERSON", 0.3, "capitalised more than once"),
        1 => ("ORG", 0.0, ""),
        _ => ("ORG", 0.35, "several capitalised words"),
    }
}

/// A lone word that ended a person's name elsewhere is that person again.
fn repeat_surnames(document: &Document, found: &mut Vec<Found>) {
    let surnames: BTreeSet<&str> = found
        .iter()
        .filter(|(range, label, score, _)| *label == "PERSON" && range.len() >= 2 && *score >= 0.7)
        .map(|(range, ..)| document.word(range.end - 1))
        .collect();
    let mut taken = BTreeSet::new();
    for (range, label, score, reason) in found.iter_mut() {
        taken.extend(range.clone());
        if range.len() == 1 && surnames.contains(document.word(range.start)) && *label != "PERSON" && *score < 0.88 {
            (*label, *score, *reason) = ("PERSON", 0.85, "surname of a person in this article");
        } else if range.len() == 1 && *label == "PERSON" && surnames.contains(document.word(range.start)) {
            (*score, *reason) = (0.9, "surname of a person in this article");
        }
    }
    for at in 0..document.tokens.len() {
        if surnames.contains(document.word(at)) && !taken.contains(&at) {
            found.push((at..at + 1, "PERSON", 0.85, "surname of a person in this article"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[words LABEL]` in the text are what must be found, and nothing else from a score of 0.5 on.
    fn check(marked: &str) {
        let mut text = String::new();
        let mut expected = Vec::new();
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once('[') {
            let (inside, after) = after.split_once(']').unwrap();
            let (words, label) = inside.rsplit_once(' ').unwrap();
            text.push_str(before);
            text.push_str(words);
            expected.push(format!("{words} {label}"));
            rest = after;
        }
        text.push_str(rest);
        let found = names(&Document::new(&text));
        let found: Vec<String> = found
            .iter()
            .filter(|name| name.score >= 0.5)
            .map(|name| format!("{} {}", name.span.slice(&text), name.label))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn people_are_known_by_title_and_given_name() {
        check("Yesterday President [Gustavo Petro PERSON] met Sen. [Warner PERSON]. Later [Petro PERSON] left.");
        check("A spokesman, [Robert Gibbs PERSON], said no.");
        check("El presidente [Lula PERSON] viajó a [Argentina GPE].");
    }

    #[test]
    fn organisations_by_their_heads_and_capitals() {
        check("He went to the [University of Texas ORG] and the [Ministry of Defence ORG].");
        check("The [Central Bank ORG] and the [FBI ORG] agreed.");
    }

    #[test]
    fn places_and_peoples_from_lists() {
        check("The [Iraqi NORP] troops left [Iraq GPE] for the [Middle East LOC].");
        check("In [South Korea GPE] and [New York GPE], [Republicans NORP] lost.");
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_is_no_name_by_itself() {
        check("Protesters marched. Nothing else happened on Friday.");
    }
}
