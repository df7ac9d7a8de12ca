//! The same words marked before, in any article of the project, with the label they had.
//!
//! Words are matched whole and case-aware: `US` is not `us`, but `PETRO` in a headline is `Petro`. How sure a repetition is
//! comes from how alike the words were decided so far.

use super::{Suggester, Suggestion};
use crate::model::{Article, LabelId, Project, Proposal, Verdict};
use crate::text::{Span, SpanSet};
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// Proposes words that were marked before.
pub struct Repeats;

/// How often some words were marked with each label, and how often that was refused.
#[derive(Default)]
struct Record {
    marked: BTreeMap<LabelId, usize>,
    rejected: BTreeMap<LabelId, usize>,
}

impl Record {
    /// The likeliest label with its score and reason; `None` where the words were refused more often than marked.
    fn verdict(&self, project: &Project) -> Option<(LabelId, f32, String)> {
        let (label, marked) = self.marked.iter().max_by_key(|(label, count)| (**count, std::cmp::Reverse(**label)))?;
        project.scheme.label(*label)?;
        let rejected = self.rejected.get(label).copied().unwrap_or(0);
        let all = self.marked.values().sum::<usize>() + rejected;
        if rejected > *marked {
            return None;
        }
        let score = (*marked as f32 + 0.6) / (all as f32 + 1.0);
        let times = |count: usize| if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let mut reason = format!("marked {} {} before", project.scheme.label_name(*label), times(*marked));
        if all - rejected > *marked {
            reason.push_str(&format!(", otherwise {}", times(all - rejected - marked)));
        }
        if rejected > 0 {
            reason.push_str(&format!(", rejected {}", times(rejected)));
        }
        Some((*label, score, reason))
    }
}

impl Suggester for Repeats {
    fn suggest(&self, project: &Project, article: &Article) -> Vec<Suggestion> {
        let records = records(project);
        let verdicts: Vec<(&str, (LabelId, f32, String))> =
            records.iter().filter_map(|(words, record)| Some((words.as_str(), record.verdict(project)?))).collect();
        if verdicts.is_empty() {
            return Vec::new();
        }
        let Ok(automaton) = AhoCorasick::builder().ascii_case_insensitive(true).build(verdicts.iter().map(|(words, _)| words))
        else {
            return Vec::new(); // more words than an automaton can hold: billions
        };
        let text = article.text();
        let mut found: Vec<(Span, usize, f32)> = automaton
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let span = Span::new(text, found.range()).ok()?;
                let pattern = found.pattern().as_usize();
                let likeness = likeness(verdicts[pattern].0, span.slice(text))?;
                is_whole(text, span).then_some((span, pattern, likeness))
            })
            .collect();
        // Longest first from the left: `University of Texas` hides `Texas`.
        found.sort_by_key(|(span, ..)| (span.start(), std::cmp::Reverse(span.end())));
        let mut end = 0;
        let mut suggestions = Vec::new();
        for (span, pattern, likeness) in found {
            if span.start() < end {
                continue;
            }
            end = span.end();
            let (label, score, reason) = &verdicts[pattern].1;
            suggestions.push(Suggestion {
                proposal: Proposal::Mention { spans: SpanSet::from(span), label: *label },
                score: score * likeness,
                engine: "repeats",
                reason: reason.clone(),
            });
        }
        suggestions
    }
}

/// What was decided about which words, over the whole project.
fn records(project: &Project) -> BTreeMap<String, Record> {
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    for article in project.articles() {
        let text = article.text();
        for mention in article.mentions().filter(|mention| mention.spans.len() == 1) {
            let words = mention.spans.first().slice(text);
            // Single characters and whole sentences do not repeat in any telling way.
            if words.chars().nth(1).is_some() && words.len() <= 80 && words.chars().any(char::is_alphabetic) {
                *records.entry(words.to_owned()).or_default().marked.entry(mention.label).or_default() += 1;
            }
        }
        for decision in article.decisions().filter(|decision| decision.verdict == Verdict::Rejected) {
            if let Proposal::Mention { spans, label } = &decision.proposal {
                let record = records.entry(spans.first().slice(text).to_owned()).or_default();
                *record.rejected.entry(*label).or_default() += 1;
            }
        }
    }
    records
}

/// How much the case of an occurrence tells against it: 1 for the same words, `None` for other ones (`us` for `US`).
fn likeness(marked: &str, occurrence: &str) -> Option<f32> {
    if marked == occurrence {
        return Some(1.0);
    }
    let is_upper = |words: &str| !words.chars().any(char::is_lowercase);
    if is_upper(occurrence) && !is_upper(marked) && marked.len() > 3 {
        return Some(0.85); // a headline in capitals
    }
    let (first, rest) = (marked.chars().next()?, &marked[marked.chars().next()?.len_utf8()..]);
    let same_rest = occurrence.ends_with(rest) && occurrence.len() == marked.len();
    (first.is_lowercase() && same_rest).then_some(0.9) // a common noun at the start of a sentence
}

/// Do words begin and end where the span does? Scripts without spaces have no such edges.
fn is_whole(text: &str, span: Span) -> bool {
    let joins = |outside: Option<char>, inside: Option<char>, beyond: Option<char>| match (outside, inside) {
        (Some(outside), Some(inside)) if is_unspaced(outside) || is_unspaced(inside) => false,
        (Some(outside), _) if outside.is_alphanumeric() || outside == '_' => true,
        // `Al` is no word of its own in `Al-Qaeda`, `Petro` is one in `Petro-led`.
        (Some('-' | '.' | '&'), Some(inside)) => inside.is_uppercase() && beyond.is_some_and(char::is_uppercase),
        (Some('’' | '\''), Some(_)) => beyond.is_some_and(char::is_uppercase),
        _ => false,
    };
    let (mut before, mut after) = (text[..span.start()].chars().rev(), text[span.end()..].chars());
    let words = span.slice(text);
    let first = words.chars().next();
    let last_word = words.rsplit([' ', '-']).next().and_then(|word| word.chars().next());
    !joins(before.next(), first, before.next()) && !joins(after.next(), last_word, after.next())
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::{AnnotatorId, ArticleId, Decision, DecisionId, Mention, MentionId, Metadata, Provenance, Timestamp};
    use std::sync::Arc;

    /// A project whose first article has `marked` marked wherever it stands in brackets, and a second with `text`.
    fn project(marked: &str, text: &str) -> Project {
        let mut project = Project::default();
        let plain = marked.replace(['[', ']'], "");
        let mut edits = vec![
            Edit::AddArticle {
                position: 0,
                article: Arc::new(Article::new(ArticleId::new(1), plain.clone(), Metadata::default())),
            },
            Edit::AddArticle { position: 1, article: Arc::new(Article::new(ArticleId::new(2), text, Metadata::default())) },
        ];
        let person = project.scheme.label_named("PERSON").unwrap().id;
        let mut rest = marked;
        let (mut at, mut id) = (0, 1);
        while let Some((before, after)) = rest.split_once('[') {
            let (words, after) = after.split_once(']').unwrap();
            at += before.len();
            let spans = Span::new(&plain, at..at + words.len()).unwrap().into();
            let mention = Mention::new(MentionId::new(id), spans, person, AnnotatorId::new(1), Provenance::default());
            edits.push(Edit::PutMention { article: ArticleId::new(1), mention: Arc::new(mention) });
            (at, id, rest) = (at + words.len(), id + 1, after);
        }
        apply(&mut project, Edit::Batch(edits)).unwrap();
        project
    }

    fn check(marked: &str, text: &str, expected: &[&str]) {
        let project = project(marked, text);
        let article = project.article(ArticleId::new(2)).unwrap();
        let found: Vec<String> = Repeats.suggest(&project, article).iter().map(|s| s.proposal.place().quote(text)).collect();
        assert_eq!(found, expected, "{marked} → {text}");
    }

    #[test]
    fn the_same_words_are_found_whole_and_case_aware() {
        check("[Petro] spoke.", "Petro, petrol and Petroleum; Petro’s wife. PETRO!", &["Petro", "Petro", "PETRO"]);
        check("[US] troops", "Tell us about US plans.", &["US"]);
        check("[Al] and [Al Gore]", "Al Gore met Al-Qaeda.", &["Al Gore"]);
        check("the [critics]", "Critics said critics lie.", &["Critics", "critics"]);
        check("[東京]で", "今日東京で会談", &["東京"]);
        check("[Zoë] came", "Zoëlle and Zoë", &["Zoë"]);
    }

    #[test]
    fn the_score_grows_with_marks_and_falls_with_rejections() {
        let score = |project: &Project| {
            let article = project.article(ArticleId::new(2)).unwrap();
            Repeats.suggest(project, article).first().map(|suggestion| suggestion.score)
        };
        let once = project("[Petro] spoke.", "Petro left.");
        let thrice = project("[Petro] met [Petro] and [Petro].", "Petro left.");
        assert!(score(&thrice) > score(&once));
        let mut refused = once.clone();
        for id in 0..2 {
            let spans = SpanSet::from(Span::new("Petro left.", 0..5).unwrap());
            let label = refused.scheme.label_named("PERSON").unwrap().id;
            let decision = Decision {
                id: DecisionId::new(id),
                verdict: Verdict::Rejected,
                proposal: Proposal::Mention { spans, label },
                annotator: AnnotatorId::new(1),
                at: Timestamp(0),
                suggester: "repeats".into(),
                score: 0.8,
                took_millis: None,
                fingerprint: id,
            };
            apply(&mut refused, Edit::PutDecision { article: ArticleId::new(2), decision: Arc::new(decision) }).unwrap();
        }
        assert_eq!(score(&refused), None);
    }
}
