//! GATE's JSON (`.bdocjs`): annotation sets with features; sets are layers.
//!
//! `offset_type` says what offsets count: `p` code points, `j` UTF-16 units. A relation is an annotation whose features `head` and
//! `tail` name others of its set.

use super::anchor::{RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind, Link, Mark, Part};
use super::fields;
use super::json::{self, Object};
use super::probe::Probe;
use super::{FormatError, Options, Source, Written, split};
use crate::text::{Offsets, Unit};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An object with annotation sets.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    probe.has("annotation_sets") && probe.has("text")
}

/// # Errors
/// Where no file holds a document.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    for source in sources {
        json::records(&source.bytes, |_, record| match record {
            Ok(Value::Object(record)) => document(record, options, &mut exchange, audit, &source.name),
            _ => audit.lost("record that is no document", 1, || source.name.clone()),
        });
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("GATE", file, "there is no document in it"));
    }
    Ok(exchange)
}

fn document(mut record: Object, options: &Options, exchange: &mut Exchange, audit: &mut Audit, file: &str) {
    let Some(Value::String(text)) = record.shift_remove("text") else {
        return audit.lost("record that is no document", 1, || file.to_owned());
    };
    let unit = if record.get("offset_type").and_then(Value::as_str) == Some("j") { Unit::Utf16 } else { Unit::CodePoint };
    let name = json::string(record.get("name"))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| split::safe_name(file.trim_end_matches(".bdocjs")));
    let mut doc = Doc::new(name, text);
    if let Some(Value::Object(mut features)) = record.shift_remove("features") {
        doc.note = json::string(features.shift_remove("standpoint_note").as_ref()).unwrap_or_default();
        fields::take_metadata(&mut features, &mut doc.metadata);
    }
    let Some(Value::Object(sets)) = record.shift_remove("annotation_sets") else { return exchange.articles.push(doc) };
    for (name, set) in sets {
        let kind = LayerKind::named(set.get("kind").and_then(Value::as_str).unwrap_or_default());
        let layer = fields::layer(exchange, &name, kind);
        let all: Vec<&Value> = set.get("annotations").and_then(Value::as_array).into_iter().flatten().collect();
        let is_relation =
            |item: &Value| item.get("features").is_some_and(|of| of.get("head").is_some() && of.get("tail").is_some());
        let spans: Vec<&Value> = all.iter().copied().filter(|item| !is_relation(item)).collect();
        let raw: Vec<RawSpan<'_>> = spans
            .iter()
            .map(|item| RawSpan {
                start: json::number(item.get("start")).unwrap_or(0),
                end: json::number(item.get("end")).unwrap_or(0),
                quote: None,
            })
            .collect();
        let text = doc.text.clone();
        let found = anchor(&text, &raw, unit, options.unit, audit, file);
        let offsets = Offsets::new(&text);
        let mut at: HashMap<String, usize> = HashMap::new();
        for (item, span) in spans.into_iter().zip(found) {
            let Some(span) = span else { continue };
            let mut features = item.get("features").and_then(Value::as_object).cloned().unwrap_or_default();
            let kind = json::string(item.get("type")).unwrap_or_default();
            let label = features.shift_remove("label").and_then(|label| json::string(Some(&label))).unwrap_or(kind);
            let pieces = features.shift_remove("fragments");
            let own = json::string(features.shift_remove("name").as_ref()).unwrap_or_default();
            let mut mark = Mark::new(own, fields::from_fragments(&text, &offsets, span, pieces.as_ref(), unit), label, layer);
            mark.score = features.shift_remove("score").as_ref().and_then(|score| json::score(Some(score)));
            mark.attributes =
                features.iter().filter_map(|(name, value)| Some((name.clone(), json::string(Some(value))?))).collect();
            at.insert(json::string(item.get("id")).unwrap_or_default(), doc.marks.len());
            doc.marks.push(mark);
        }
        for item in all.into_iter().filter(|item| is_relation(item)) {
            let mut features = item.get("features").and_then(Value::as_object).cloned().unwrap_or_default();
            let mut end = |key: &str| at.get(&json::string(features.shift_remove(key).as_ref())?).copied();
            let (Some(from), Some(to)) = (end("head"), end("tail")) else {
                audit.lost("relation whose ends are not in its set", 1, || file.to_owned());
                continue;
            };
            let parts: Vec<(Part, usize)> = Part::ALL.into_iter().filter_map(|part| Some((part, end(part.name())?))).collect();
            let label = json::string(features.shift_remove("label").as_ref())
                .or_else(|| json::string(item.get("type")))
                .unwrap_or_default();
            let mut link =
                Link::new(json::string(features.shift_remove("name").as_ref()).unwrap_or_default(), from, to, label, layer);
            link.parts = parts;
            link.score = features.shift_remove("score").as_ref().and_then(|score| json::score(Some(score)));
            link.attributes =
                features.iter().filter_map(|(name, value)| Some((name.clone(), json::string(Some(value))?))).collect();
            doc.links.push(link);
        }
    }
    exchange.articles.push(doc);
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    let mut files = Vec::new();
    let mut used = BTreeSet::new();
    for (number, doc) in exchange.articles.iter().enumerate() {
        let offsets = Offsets::new(&doc.text);
        let mut sets: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
        let features_of = |own: &str, score: Option<f32>, attributes: &super::exchange::Attributes| {
            let mut features: Object =
                attributes.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
            features.extend((!own.is_empty()).then(|| ("name".to_owned(), Value::from(own))));
            features.extend(score.map(|score| ("score".to_owned(), fields::number_of(score))));
            features
        };
        for (at, mark) in doc.marks.iter().enumerate() {
            let (start, end) = fields::hull(&offsets, &mark.spans, unit);
            let mut features = features_of(&mark.id, mark.score, &mark.attributes);
            features.extend(fields::fragments(&offsets, &mark.spans, unit).map(|pieces| ("fragments".to_owned(), pieces)));
            sets.entry(mark.layer)
                .or_default()
                .push(json!({"type": *mark.label, "start": start, "end": end, "id": at, "features": features}));
        }
        for (at, link) in doc.links.iter().enumerate() {
            let (start, end) = fields::hull(&offsets, &doc.marks[link.to].spans, unit);
            let mut features = features_of(&link.id, link.score, &link.attributes);
            features.insert("label".to_owned(), link.label.as_ref().into());
            features.insert("head".to_owned(), link.from.into());
            features.insert("tail".to_owned(), link.to.into());
            features.extend(link.parts.iter().map(|(part, at)| (part.name().to_owned(), Value::from(*at))));
            let id = doc.marks.len() + at;
            sets.entry(link.layer)
                .or_default()
                .push(json!({"type": "Relation", "start": start, "end": end, "id": id, "features": features}));
        }
        let next = doc.marks.len() + doc.links.len();
        let sets = sets.into_iter().map(|(layer, annotations)| {
            let layer = exchange.layers.get(layer).filter(|_| exchange.names_layers());
            let name = layer.map_or("", |layer| &layer.name);
            let mut set = json!({"name": name, "annotations": annotations, "next_annid": next});
            if let Some(layer) = layer.filter(|layer| layer.kind != LayerKind::Person) {
                set["kind"] = layer.kind.name().into();
            }
            (name.to_owned(), set)
        });
        let sets: Object = sets.collect();
        let mut features = fields::metadata_object(&doc.metadata);
        features.extend((!doc.note.is_empty()).then(|| ("standpoint_note".to_owned(), Value::from(doc.note.as_str()))));
        let kind = if unit == Unit::Utf16 { "j" } else { "p" };
        let mut bytes = Vec::new();
        json::to_ascii(
            &json!({"annotation_sets": sets, "text": &*doc.text, "features": features, "offset_type": kind, "name": doc.name}),
            &mut bytes,
        );
        files.push(Written { name: format!("{}.bdocjs", split::file_name(&doc.name, number, &mut used)), bytes });
    }
    Ok(files)
}
