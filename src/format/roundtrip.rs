//! Does a project come back from a format? Writes it, reads that back, and compares annotation by annotation.
//!
//! What is compared is what people would miss: each annotation with its words, label, annotator and what it refers to, each
//! article's text and details. Ids and the order of annotations are not.

use super::audit::{Audit, Tally};
use super::exchange::{Doc, Exchange, Mark};
use super::export::{self, Selection};
use super::import::{self, Taking};
use super::{Format, FormatError, Holds, Options, Source};
use crate::edit;
use crate::model::Project;
use std::collections::BTreeMap;

/// What became of everything.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RoundTrip {
    /// Annotations and details that came back as they were.
    pub same: usize,
    /// What did not come back, by kind, with places.
    pub missing: BTreeMap<String, Tally>,
    /// What came back and was not there, by kind, with places.
    pub added: BTreeMap<String, Tally>,
}

impl RoundTrip {
    /// Did everything come back, and nothing else?
    pub fn is_identity(&self) -> bool {
        self.missing.is_empty() && self.added.is_empty()
    }
}

/// Sends what `selection` chooses of a project through `format` and back.
///
/// # Errors
/// Where the format cannot write it, or cannot read what it wrote.
pub fn run(
    project: &Project,
    selection: &Selection,
    format: &'static Format,
    options: &Options,
) -> Result<RoundTrip, FormatError> {
    let before = export::exchange(project, selection, format.name);
    let (files, _) = super::write(format, &before, options)?;
    let ending = format.extensions.first().copied().unwrap_or_default();
    let files: Vec<Source> = files
        .into_iter()
        .map(|file| {
            let name = if file.name.is_empty() { format!("project.{ending}") } else { file.name };
            Source { name, bytes: file.bytes }
        })
        .collect();
    // Token formats and tables of mentions have no texts of their own to be found in.
    let read_options = Options { unit: options.unit, ..Options::default() };
    let (read, _) = super::read(format, &files, &read_options)?;
    let mut empty = Project::new((*project.scheme).clone(), "me");
    let mut audit = Audit::new(format.name);
    let taken = import::edit(&empty, &read, &Taking::default(), &mut audit);
    edit::apply(&mut empty, taken).map_err(|error| FormatError::Malformed {
        format: format.title,
        why: error.to_string(),
        file: "what was written".to_owned(),
    })?;
    let everything = Selection { suggestions: true, ..Selection::default() };
    let after = export::exchange(&empty, &everything, format.name);
    Ok(compare(&before, &after, format.holds))
}

/// Compares what left with what came back. Where a format keeps no texts, spaces make no difference and places are not compared;
/// where it knows no annotators, whose an annotation is makes none.
pub fn compare(before: &Exchange, after: &Exchange, holds: Holds) -> RoundTrip {
    let mut outcome = RoundTrip::default();
    let (left, came) = (claims(before, holds), claims(after, holds));
    for (claim, (count, place)) in &left {
        let back = came.get(claim).map_or(0, |came| came.0);
        outcome.same += (*count).min(back);
        note(&mut outcome.missing, claim, count.saturating_sub(back), place);
    }
    for (claim, (count, place)) in &came {
        let there = left.get(claim).map_or(0, |left| left.0);
        note(&mut outcome.added, claim, count.saturating_sub(there), place);
    }
    outcome
}

/// Kind and words of something that should come back.
type Claim = (&'static str, String);

fn note(into: &mut BTreeMap<String, Tally>, claim: &Claim, count: usize, place: &str) {
    super::audit::tally(into, claim.0, count, || format!("{place}: {}", claim.1.chars().take(120).collect::<String>()));
}

/// Everything that is claimed of the articles, with how often and where.
fn claims(exchange: &Exchange, holds: Holds) -> BTreeMap<Claim, (usize, String)> {
    let has_text = holds.text;
    let mut all = BTreeMap::new();
    for doc in &exchange.articles {
        let place = super::losses::place(doc);
        let mut add = |kind, words: String| {
            all.entry((kind, words)).or_insert_with(|| (0, place.clone())).0 += 1;
        };
        if has_text {
            add("article", doc.text.to_string());
            let key: String = doc.text.chars().take(60).collect();
            for (name, value) in details(doc) {
                add("detail of an article", format!("{name}: {value} ({key})"));
            }
        }
        let layers = if holds.annotators { exchange.layers.as_slice() } else { &[] };
        let layer = |at: usize| layers.get(at).map_or("", |layer| layer.name.as_str());
        for mark in &doc.marks {
            add("mention", format!("{} {}", said(doc, mark, has_text), layer(mark.layer)));
            for (name, value) in &mark.attributes {
                add("attribute of a mention", format!("{name}: {value} ({})", said(doc, mark, has_text)));
            }
            if let Some(score) = mark.score {
                add("score", format!("{score:.3} ({})", said(doc, mark, has_text)));
            }
        }
        for link in &doc.links {
            let end = |at: usize| doc.marks.get(at).map_or_else(String::new, |mark| words(doc, mark, has_text));
            let mut parts: Vec<String> = link.parts.iter().map(|(part, at)| format!("{}: {}", part.name(), end(*at))).collect();
            parts.sort();
            let kind = if link.polarity().is_some() { "stance" } else { "relation" };
            let ends = format!("{} {} → {}", link.label, end(link.from), end(link.to));
            add(kind, format!("{ends} [{}] {}", parts.join(", "), layer(link.layer)));
            for (name, value) in link.attributes.iter().filter(|(name, _)| !is_reference(name)) {
                add("field of a stance or relation", format!("{name}: {value} ({ends})"));
            }
        }
    }
    all
}

/// Fields that name other stances by what this file calls them.
fn is_reference(name: &str) -> bool {
    matches!(name, "parent" | "responds_to" | "target_stance")
}

fn details(doc: &Doc) -> Vec<(&str, String)> {
    let metadata = &doc.metadata;
    let mut all = vec![
        ("title", metadata.title.clone()),
        ("outlet", metadata.outlet.clone()),
        ("author", metadata.byline.clone()),
        ("date", metadata.date.map(|date| date.to_string()).unwrap_or_default()),
        ("address", metadata.url.clone()),
        ("language", metadata.language.clone()),
        ("section", metadata.section.clone()),
        ("note", doc.note.clone()),
    ];
    all.extend(metadata.attributes.iter().map(|(name, value)| (name.as_str(), value.clone())));
    all.retain(|(_, value)| !value.is_empty());
    all
}

fn said(doc: &Doc, mark: &Mark, has_text: bool) -> String {
    format!("{} {}", mark.label, words(doc, mark, has_text))
}

fn words(doc: &Doc, mark: &Mark, has_text: bool) -> String {
    let quote = mark.spans.quote(&doc.text);
    if has_text {
        let places: Vec<String> = mark.spans.iter().map(|span| format!("{}–{}", span.start(), span.end())).collect();
        return format!("“{quote}” at {}", places.join(", "));
    }
    format!("“{}”", quote.split_whitespace().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::exchange::{Layer, LayerKind};
    use crate::text::Span;

    fn made(label: &str) -> Exchange {
        let mut doc = Doc::new("d", "Ana said no.");
        doc.marks.push(Mark::new("", Span::new(&doc.text, 0..3).unwrap(), label, 0));
        let layers = vec![Layer { name: "me".to_owned(), kind: LayerKind::Person }];
        Exchange { articles: vec![doc], layers, ..Exchange::default() }
    }

    #[test]
    fn what_changed_is_said_with_its_place() {
        assert!(compare(&made("PER"), &made("PER"), Holds::ALL).is_identity());
        let changed = compare(&made("PER"), &made("ORG"), Holds::ALL);
        assert_eq!((changed.same, changed.missing["mention"].count, changed.added["mention"].count), (1, 1, 1));
        assert_eq!(changed.missing["mention"].places, ["d: PER “Ana” at 0–3 me"]);
    }
}
