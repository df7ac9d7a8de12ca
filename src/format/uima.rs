//! UIMA CAS as INCEpTION exchanges it, apart from its two spellings (`uima_xmi`, `uima_json`): feature structures of one document.
//!
//! Offsets are UTF-16 units. A relation is an annotation with `Governor` and `Dependent`, standing at its dependent. One CAS
//! is one annotator's version of one document; a folder of several annotators' files is put together.

use super::Options;
use super::anchor::{RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind, Link, Mark, Part};
use super::fields;
use super::json::Object;
use super::kept;
use super::xml;
use crate::text::{Offsets, Unit};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The layers we write.
pub(super) const SPAN: &str = "webanno.custom.Span";
pub(super) const RELATION: &str = "webanno.custom.Rel";
/// Features of our layers besides `label`.
pub(super) const SPAN_FEATURES: [&str; 4] = ["name", "score", "fragments", "attributes"];
pub(super) const RELATION_FEATURES: [&str; 3] = ["name", "score", "attributes"];
/// Features that hold a label in the layers of others, best first.
pub(super) const LABELS: [&str; 8] = ["label", "value", "Value", "identifier", "category", "entity", "type", "tag"];

/// One feature structure: references are the ids of others.
#[derive(Clone, Debug, Default)]
pub(super) struct Structure {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) features: Vec<(String, String)>,
}

impl Structure {
    fn get(&self, name: &str) -> Option<&str> {
        self.features.iter().find(|feature| feature.0.eq_ignore_ascii_case(name)).map(|feature| feature.1.as_str())
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.parse().ok()
    }
}

/// One document as one annotator has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Cas {
    pub(super) text: String,
    pub(super) structures: Vec<Structure>,
}

/// What a file is called within its data set and whose it is, from its path without the ending: INCEpTION exports
/// `annotation/document/annotator`; others have a folder for every annotator.
pub(super) fn whose(stem: &str, several: bool, exchange: &mut Exchange) -> (String, usize) {
    let parts: Vec<&str> = stem.split('/').collect();
    if let [.., folder @ ("annotation" | "curation"), document, user] = parts[..] {
        let curated = folder == "curation" || user == "CURATION_USER";
        let kind = if curated { LayerKind::Curated } else { LayerKind::Person };
        let user = if user == "CURATION_USER" { "curator" } else { user };
        return (document.to_owned(), fields::layer(exchange, if user == "INITIAL_CAS" { "" } else { user }, kind));
    }
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let annotator = if several { folder.rsplit('/').next().unwrap_or_default() } else { "" };
    (if several { name } else { stem }.to_owned(), fields::layer(exchange, annotator, LayerKind::Person))
}

/// Adds an article, or its annotations where another annotator's version of it is there.
pub(super) fn join(doc: Doc, several: bool, exchange: &mut Exchange) {
    let known =
        several.then(|| exchange.articles.iter_mut().find(|known| known.name == doc.name && known.text == doc.text)).flatten();
    let Some(known) = known else { return exchange.articles.push(doc) };
    let first = known.marks.len();
    known.marks.extend(doc.marks);
    known.links.extend(doc.links.into_iter().map(|mut link| {
        link.from += first;
        link.to += first;
        link.parts.iter_mut().for_each(|part| part.1 += first);
        link
    }));
}

/// Adds what one file holds. `stem` is its path without the ending.
pub(super) fn add(cas: &Cas, stem: &str, several: bool, options: &Options, exchange: &mut Exchange, audit: &mut Audit) {
    let ours = cas.structures.iter().find(|fs| fs.kind == META);
    let (name, layer) = match ours.and_then(|ours| ours.get("annotator")) {
        Some(whose) => {
            let kind = LayerKind::named(ours.and_then(|ours| ours.get("role")).unwrap_or_default());
            (stem.to_owned(), fields::layer(exchange, whose, kind))
        }
        None => whose(stem, several, exchange),
    };
    let several = several || ours.is_some();
    let mut article = Doc::new(ours.and_then(|ours| ours.get("name")).map_or(name, str::to_owned), cas.text.as_str());
    if let Some(title) = cas.structures.iter().find(|fs| fs.kind.ends_with("DocumentMetaData")) {
        fields::set(&mut article.metadata, "title", title.get("documentTitle").unwrap_or_default().to_owned());
    }
    if let Some(ours) = ours {
        let mut object: Object = ours.get("metadata").and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        article.metadata = crate::model::Metadata::default();
        fields::take_metadata(&mut object, &mut article.metadata);
        ours.get("note").unwrap_or_default().clone_into(&mut article.note);
    }
    let doc = &mut article;
    let is_relation = |fs: &Structure| fs.get("Governor").is_some() && fs.get("Dependent").is_some();
    let is_ours = |kind: &str| {
        kind.ends_with(".Token")
            || kind.ends_with(".Sentence")
            || kind.ends_with("DocumentMetaData")
            || kind.ends_with("DocumentAnnotation")
            || kind == META
    };
    let spans: Vec<&Structure> = cas
        .structures
        .iter()
        .filter(|fs| fs.number("begin").is_some() && fs.number("end").is_some() && !is_relation(fs) && !is_ours(&fs.kind))
        .collect();
    let raw: Vec<RawSpan<'_>> = spans
        .iter()
        .map(|fs| RawSpan { start: fs.number("begin").unwrap_or(0), end: fs.number("end").unwrap_or(0), quote: None })
        .collect();
    let found = anchor(&doc.text.clone(), &raw, Unit::Utf16, options.unit, audit, stem);
    let mut index: HashMap<String, usize> = HashMap::new();
    let text = doc.text.clone();
    let offsets = Offsets::new(&text);
    for (fs, span) in spans.into_iter().zip(found) {
        let Some(span) = span else { continue };
        let pieces = fs.get("fragments").and_then(|json| serde_json::from_str::<Value>(json).ok());
        let spans = fields::from_fragments(&text, &offsets, span, pieces.as_ref(), options.unit.unwrap_or(Unit::Utf16));
        let label_of = LABELS.into_iter().find(|name| fs.get(name).is_some_and(|label| !label.is_empty()));
        let label = label_of.and_then(|name| fs.get(name)).unwrap_or_else(|| fs.kind.rsplit('.').next().unwrap_or_default());
        let mut mark = Mark::new(fs.get("name").filter(|_| fs.kind == SPAN).unwrap_or_default(), spans, label, layer);
        if fs.kind == SPAN {
            mark.score = fs.get("score").and_then(|score| score.parse().ok());
            mark.attributes = fs.get("attributes").and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        } else {
            let mut rest = Object::new();
            rest.insert("@type".to_owned(), fs.kind.clone().into());
            rest.extend(label_of.map(|name| ("@label".to_owned(), name.into())));
            rest.extend(
                fs.features
                    .iter()
                    .filter(|pair| !matches!(pair.0.as_str(), "sofa" | "begin" | "end") && Some(pair.0.as_str()) != label_of)
                    .map(|pair| (pair.0.clone(), pair.1.clone().into())),
            );
            mark.ext = super::json::rest(rest);
        }
        index.insert(fs.id.to_string(), doc.marks.len());
        doc.marks.push(mark);
    }
    for fs in cas.structures.iter().filter(|fs| is_relation(fs)) {
        let end = |name: &str| fs.get(name).and_then(|id| index.get(id)).copied();
        let (Some(from), Some(to)) = (end("Governor"), end("Dependent")) else {
            audit.lost("relation whose ends are no spans", 1, || stem.to_owned());
            continue;
        };
        let label = ["label", "value", "DependencyType"]
            .into_iter()
            .find_map(|name| fs.get(name))
            .unwrap_or_else(|| fs.kind.rsplit('.').next().unwrap_or_default());
        let mut link = Link::new(fs.get("name").filter(|_| fs.kind == RELATION).unwrap_or_default(), from, to, label, layer);
        if fs.kind == RELATION {
            link.score = fs.get("score").and_then(|score| score.parse().ok());
            link.attributes = fs.get("attributes").and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
            link.parts = Part::ALL.into_iter().filter_map(|part| Some((part, end(part.name())?))).collect();
        } else {
            link.ext = Some(kept::json(&[("@type", fs.kind.as_str())].into_iter().collect::<BTreeMap<_, _>>()).into());
        }
        doc.links.push(link);
    }
    join(article, several, exchange);
}

/// What we know of a document and UIMA has no type for.
pub(super) const META: &str = "webanno.custom.Article";

/// Do the stems name the same file in several folders, one for each annotator?
pub(super) fn several(stems: &[&str]) -> bool {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for stem in stems {
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        names.entry(name).or_default().insert(folder);
    }
    let of_inception = |stem: &&str| matches!(stem.split('/').rev().nth(2), Some("annotation" | "curation"));
    names.values().any(|folders| folders.len() > 1) || stems.iter().any(of_inception)
}

/// One layer of an article as feature structures; id 1 is the Sofa's, and `first` the first free one.
pub(super) fn structures(exchange: &Exchange, doc: &Doc, layer: Option<usize>, unit: Unit, audit: &mut Audit) -> Vec<Structure> {
    let ours = |of: usize| layer.is_none_or(|layer| layer == of);
    let offsets = Offsets::new(&doc.text);
    let mut all = Vec::new();
    let metadata = fields::metadata_object(&doc.metadata);
    let mut next = 2;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let whose = exchange.layers.get(layer.unwrap_or(0)).filter(|_| exchange.names_layers());
    if !metadata.is_empty() || !doc.name.is_empty() || !doc.note.is_empty() || whose.is_some() {
        let mut features = vec![
            pair("sofa", "1".to_owned()),
            pair("begin", "0".to_owned()),
            pair("end", offsets.len(unit).to_string()),
            pair("name", doc.name.clone()),
            pair("metadata", Value::Object(metadata).to_string()),
            pair("note", doc.note.clone()),
        ];
        features.extend(whose.map(|whose| pair("annotator", whose.name.clone())));
        features.extend(whose.map(|whose| pair("role", whose.kind.name().to_owned())));
        all.push(Structure { id: next, kind: META.to_owned(), features });
        next += 1;
    }
    let mut ids = vec![0; doc.marks.len()];
    for (at, mark) in doc.marks.iter().enumerate().filter(|(_, mark)| ours(mark.layer)) {
        let (start, end) = fields::hull(&offsets, &mark.spans, unit);
        let mut kept: Object = mark.ext.as_deref().and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
        let mut take = |key: &str| kept.shift_remove(key).and_then(|value| value.as_str().map(str::to_owned));
        let (kind, label) = (take("@type"), take("@label"));
        let mut features = vec![pair("sofa", "1".to_owned()), pair("begin", start.to_string()), pair("end", end.to_string())];
        if let Some(kind) = kind {
            features.extend(label.map(|name| (name, mark.label.to_string())));
            features.extend(kept.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))));
            ids[at] = next;
            all.push(Structure { id: next, kind, features });
            next += 1;
            continue;
        }
        features.push(pair("label", mark.label.to_string()));
        features.extend((!mark.id.is_empty()).then(|| pair("name", mark.id.clone())));
        features.extend(mark.score.map(|score| pair("score", score.to_string())));
        features.extend(fields::fragments(&offsets, &mark.spans, unit).map(|pieces| pair("fragments", pieces.to_string())));
        features.extend((!mark.attributes.is_empty()).then(|| pair("attributes", kept::json(&mark.attributes))));
        ids[at] = next;
        all.push(Structure { id: next, kind: SPAN.to_owned(), features });
        next += 1;
    }
    for link in doc.links.iter().filter(|link| ours(link.layer)) {
        let (Some(&from), Some(&to)) = (ids.get(link.from).filter(|id| **id > 0), ids.get(link.to).filter(|id| **id > 0)) else {
            audit.lost("relation to another annotator's span", 1, || super::losses::place(doc));
            continue;
        };
        let (start, end) = fields::hull(&offsets, &doc.marks[link.to].spans, unit);
        let mut features = vec![
            pair("sofa", "1".to_owned()),
            pair("begin", start.to_string()),
            pair("end", end.to_string()),
            pair("label", link.label.to_string()),
            pair("Governor", from.to_string()),
            pair("Dependent", to.to_string()),
        ];
        features.extend((!link.id.is_empty()).then(|| pair("name", link.id.clone())));
        features.extend(link.score.map(|score| pair("score", score.to_string())));
        features.extend(link.parts.iter().map(|(part, at)| pair(part.name(), ids[*at].to_string())));
        features.extend((!link.attributes.is_empty()).then(|| pair("attributes", kept::json(&link.attributes))));
        all.push(Structure { id: next, kind: RELATION.to_owned(), features });
        next += 1;
    }
    let illegal = doc.text.chars().filter(|c| xml::is_illegal(*c)).count();
    audit.lost("control character that XML cannot hold, written as �", illegal, || super::losses::place(doc));
    all
}

/// Our types, and those of others that are written back: features by type, references last.
pub(super) fn types(all: &[Structure]) -> BTreeMap<String, BTreeSet<String>> {
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    types.entry(SPAN.to_owned()).or_default().extend(SPAN_FEATURES.iter().chain(&["label"]).map(|name| (*name).to_owned()));
    let own = RELATION_FEATURES.iter().chain(&["label", "Governor", "Dependent", "evidence", "cue", "content", "source"]);
    types.entry(RELATION.to_owned()).or_default().extend(own.map(|name| (*name).to_owned()));
    types.entry(META.to_owned()).or_default().extend(["name", "metadata", "note", "annotator", "role"].map(str::to_owned));
    for fs in all {
        types.entry(fs.kind.clone()).or_default().extend(
            fs.features.iter().map(|feature| feature.0.clone()).filter(|name| !matches!(name.as_str(), "sofa" | "begin" | "end")),
        );
    }
    types
}

/// Is this feature a reference to a span?
pub(super) fn is_reference(kind: &str, feature: &str) -> bool {
    kind == RELATION && matches!(feature, "Governor" | "Dependent" | "evidence" | "cue" | "content" | "source")
}

/// The layers that get a file each: all in one where there is only one annotator.
pub(super) fn layers(exchange: &Exchange, doc: &Doc) -> Vec<(Option<usize>, String)> {
    let used: BTreeSet<usize> = doc.marks.iter().map(|mark| mark.layer).collect();
    if exchange.layers.len() < 2 || used.is_empty() {
        let folder = if exchange.layers.is_empty() || !exchange.names_layers() {
            String::new()
        } else {
            format!("{}/", super::split::safe_name(&exchange.layers[0].name))
        };
        return vec![(None, folder)];
    }
    used.into_iter().map(|layer| (Some(layer), format!("{}/", super::split::safe_name(&exchange.layers[layer].name)))).collect()
}
