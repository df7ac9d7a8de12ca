//! Writing WebAnno's TSV 3.3: an article a file, or `annotation/article/annotator.tsv` where annotators have names.
//!
//! A sentence is a line of the article; white space belongs to the sentence before it, so that the offsets hold. Every span has
//! its number. Attributes are features of their own names; a stance names its evidence, cue, content and source by the names of
//! their spans.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind, Link, Mark};
use super::fields;
use super::json::Object;
use super::{FormatError, Options, Written, losses, split, tokens, uima};
use crate::text::{Offsets, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::Utf16);
    let mut files = Vec::new();
    let mut used = BTreeSet::new();
    for (number, doc) in exchange.articles.iter().enumerate() {
        let name = split::file_name(&doc.name, number, &mut used);
        let mut layers: BTreeSet<usize> = doc.marks.iter().map(|mark| mark.layer).collect();
        layers.retain(|layer| exchange.layers.get(*layer).is_none_or(|layer| layer.kind != LayerKind::Suggester));
        let open = doc.marks.iter().filter(|mark| !layers.contains(&mark.layer)).count();
        audit.lost("open suggestion", open, || losses::place(doc));
        if !exchange.names_layers() || layers.is_empty() {
            let first = layers.first().copied();
            files.push(Written { name: format!("{name}.tsv"), bytes: file(doc, first, unit, audit).into_bytes() });
            continue;
        }
        // As INCEpTION's own export has it.
        for layer in layers {
            let whose = &exchange.layers[layer];
            let folder = if whose.kind == LayerKind::Curated { "curation" } else { "annotation" };
            let path = format!("{folder}/{name}/{}.tsv", split::safe_name(&whose.name));
            files.push(Written { name: path, bytes: file(doc, Some(layer), unit, audit).into_bytes() });
        }
    }
    Ok(files)
}

/// What a mark or link says, feature by feature, and the type it says it in.
struct Said {
    kind: String,
    features: BTreeMap<String, String>,
    /// For relations: the type of the spans it holds between.
    base: String,
}

fn said(own: &str, label: &str, id: &str, score: Option<f32>, attributes: &BTreeMap<String, String>, ext: Option<&str>) -> Said {
    let mut kept: Object = ext.and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
    let mut take = |key: &str| kept.shift_remove(key).and_then(|value| value.as_str().map(str::to_owned));
    let mut features: BTreeMap<String, String> = attributes.clone();
    let (kind, label_of) = (take("@type"), take("@label"));
    match &kind {
        Some(_) => features.extend(label_of.map(|name| (name, label.to_owned()))),
        None => {
            features.insert("label".to_owned(), label.to_owned());
            features.extend((!id.is_empty()).then(|| ("name".to_owned(), id.to_owned())));
            features.extend(score.map(|score| ("score".to_owned(), score.to_string())));
        }
    }
    Said { kind: kind.unwrap_or_else(|| own.to_owned()), features, base: String::new() }
}

/// A layer of the header: its type, its features, and what it rests on.
type Header = BTreeMap<(String, String), BTreeSet<String>>;

fn header_of<'s>(all: impl Iterator<Item = &'s Said>) -> Header {
    let mut header = Header::new();
    for said in all {
        header.entry((said.kind.clone(), said.base.clone())).or_default().extend(said.features.keys().cloned());
    }
    header
}

fn file(doc: &Doc, layer: Option<usize>, unit: Unit, audit: &mut Audit) -> String {
    let ours = |of: usize| layer.is_none_or(|layer| layer == of);
    let offsets = Offsets::new(&doc.text);
    let words: Vec<tokens::Token> = tokens::of(doc).into_iter().filter(|token| !tokens::is_blank(&doc.text, *token)).collect();
    let mark_said = |at: usize, mark: &Mark| {
        let id = match mark.id.as_str() {
            "" if is_part(doc, at) => format!("m{at}"),
            own => own.to_owned(),
        };
        let mut said = said(uima::SPAN, &mark.label, &id, mark.score, &mark.attributes, mark.ext.as_deref());
        said.features
            .extend(fields::fragments(&offsets, &mark.spans, unit).map(|pieces| ("fragments".to_owned(), pieces.to_string())));
        said
    };
    let marks: Vec<Option<Said>> =
        doc.marks.iter().enumerate().map(|(at, mark)| ours(mark.layer).then(|| mark_said(at, mark))).collect();
    let ranges: Vec<Option<(usize, usize)>> =
        doc.marks.iter().map(|mark| tokens::range(&words, mark.spans.start(), mark.spans.end())).collect();
    let link_said = |link: &Link| {
        let mut said = said(uima::RELATION, &link.label, &link.id, link.score, &link.attributes, link.ext.as_deref());
        for (part, at) in &link.parts {
            let name = &doc.marks[*at].id;
            said.features.insert(part.name().to_owned(), if name.is_empty() { format!("m{at}") } else { name.clone() });
        }
        said.base = marks.get(link.to).and_then(Option::as_ref).map_or_else(String::new, |mark| mark.kind.clone());
        said
    };
    let mut links: BTreeMap<usize, Vec<(&Link, Said)>> = BTreeMap::new();
    for link in doc.links.iter().filter(|link| ours(link.layer)) {
        let there = |at: usize| marks.get(at).is_some_and(Option::is_some);
        match ranges.get(link.to).copied().flatten().filter(|_| there(link.from) && there(link.to)) {
            Some((first, _)) => links.entry(first).or_default().push((link, link_said(link))),
            None => audit.lost("relation to another annotator's span", 1, || losses::place(doc)),
        }
    }
    let spans = header_of(marks.iter().flatten());
    let relations = header_of(links.values().flatten().map(|link| &link.1));
    let mut out = String::from("#FORMAT=WebAnno TSV 3.3\n");
    for ((kind, _), features) in &spans {
        let _ = writeln!(out, "#T_SP={kind}|{}", features.iter().map(String::as_str).collect::<Vec<_>>().join("|"));
    }
    for ((kind, base), features) in &relations {
        let features: String = features.iter().map(|name| format!("{name}|")).collect();
        let _ = writeln!(out, "#T_RL={kind}|{features}BT_{base}");
    }
    out.push('\n');
    // The marks in every token, in their order.
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); words.len()];
    for (at, range) in ranges.iter().enumerate().filter(|(at, _)| marks[*at].is_some()) {
        for word in range.iter().flat_map(|(first, last)| *first..=*last) {
            inside[word].push(at);
        }
    }
    let addresses = sentences(doc, &words);
    audit.lost("article without a word", usize::from(words.is_empty()), || losses::place(doc));
    audit.lost(
        "white space before the first word of an article",
        usize::from(words.first().is_some_and(|word| word.start > 0)),
        || losses::place(doc),
    );
    let address = |word: usize| format!("{}-{}", addresses[word].0, addresses[word].1);
    for (at, word) in words.iter().enumerate() {
        if addresses[at].1 == 1 {
            let end = (at + 1..words.len()).find(|next| addresses[*next].1 == 1).map_or(doc.text.len(), |next| words[next].start);
            let _ = write!(out, "\n#Text={}\n", escape(&doc.text[word.start..end], "\\"));
        }
        let (start, end) = (offsets.from_byte(word.start, unit), offsets.from_byte(word.end, unit));
        let _ = write!(out, "{}\t{start}-{end}\t{}", address(at), escape(&doc.text[word.start..word.end], "\\"));
        for ((kind, _), features) in &spans {
            let here: Vec<(usize, &Said)> = inside[at]
                .iter()
                .filter_map(|mark| Some((*mark, marks[*mark].as_ref()?)))
                .filter(|mark| mark.1.kind == *kind)
                .collect();
            for name in features.iter().map(String::as_str).chain(features.is_empty().then_some("")) {
                let cells: Vec<String> = here
                    .iter()
                    .map(|(mark, said)| {
                        let value = said.features.get(name).filter(|value| !value.is_empty());
                        format!("{}[{}]", value.map_or_else(|| "*".to_owned(), |value| escape(value, SPECIAL)), mark + 1)
                    })
                    .collect();
                let _ = write!(out, "\t{}", if cells.is_empty() { "_".to_owned() } else { cells.join("|") });
            }
        }
        let none = Vec::new();
        for ((kind, base), features) in &relations {
            let here: Vec<&(&Link, Said)> =
                links.get(&at).unwrap_or(&none).iter().filter(|link| link.1.kind == *kind && link.1.base == *base).collect();
            for name in features {
                let cells: Vec<String> = here
                    .iter()
                    .map(|link| {
                        link.1
                            .features
                            .get(name)
                            .filter(|value| !value.is_empty())
                            .map_or("*".to_owned(), |value| escape(value, SPECIAL))
                    })
                    .collect();
                let _ = write!(out, "\t{}", if cells.is_empty() { "_".to_owned() } else { cells.join("|") });
            }
            let cells: Vec<String> = here
                .iter()
                .filter_map(|(link, _)| {
                    let (first, _) = ranges[link.from]?;
                    Some(format!("{}[{}_{}]", address(first), link.from + 1, link.to + 1))
                })
                .collect();
            let _ = write!(out, "\t{}", if cells.is_empty() { "_".to_owned() } else { cells.join("|") });
        }
        out.push_str("\t\n");
    }
    out
}

fn is_part(doc: &Doc, at: usize) -> bool {
    doc.links.iter().any(|link| link.parts.iter().any(|part| part.1 == at))
}

/// Sentence and place in it of every token, from 1: a line of the article is a sentence.
fn sentences(doc: &Doc, words: &[tokens::Token]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::with_capacity(words.len());
    let mut before = 0;
    for word in words {
        let (sentence, place) = all.last().copied().unwrap_or((1, 0));
        let new_line = !all.is_empty() && doc.text[before..word.start].contains('\n');
        all.push(if new_line { (sentence + 1, 1) } else { (sentence, place + 1) });
        before = word.end;
    }
    all
}

/// What has a meaning within a cell.
const SPECIAL: &str = "\\[]|_;*";

fn escape(text: &str, special: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '-' if special == SPECIAL && text[at..].starts_with("->") => out.push_str("\\-"),
            c => {
                if special.contains(c) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}
