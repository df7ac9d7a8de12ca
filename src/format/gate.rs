//! GATE's JSON (`.bdocjs`), and the same as YAML (`.bdocym`), which is read only: annotation sets with features; sets are layers.
//!
//! `offset_type` says what offsets count: `p` code points, `j` UTF-16 units. A relation is an annotation whose features `head` and
//! `tail` name others of its set. What the documents hold is the same in `gate_xml`, which shares what is made here.

use super::anchor::{RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Attributes, Doc, Exchange, LayerKind, Link, Mark, Part};
use super::fields;
use super::json::{self, Object};
use super::probe::Probe;
use super::{FormatError, Options, Source, Written, split};
use crate::text::{Offsets, Unit};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An annotation as GATE has it.
pub(super) struct Annotation {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) features: Vec<(String, String)>,
}

/// Annotations with a name: whose they are.
pub(super) struct Set {
    pub(super) name: String,
    /// What layer it is, by our name; empty for a person's.
    pub(super) kind: String,
    pub(super) annotations: Vec<Annotation>,
}

/// An object with annotation sets.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    probe.has("annotation_sets") && probe.has("text") || is_yaml(probe.bytes)
}

/// Is this the YAML of a document? It begins with the first of its keys: they are sorted.
fn is_yaml(bytes: &[u8]) -> bool {
    json::text(bytes).starts_with(b"annotation_sets:")
}

/// # Errors
/// Where no file holds a document.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    for source in sources {
        let mut each = |record: Result<Value, String>| match record {
            Ok(Value::Object(record)) => document(record, options, &mut exchange, audit, &source.name),
            _ => audit.lost("record that is no document", 1, || source.name.clone()),
        };
        if is_yaml(&source.bytes) {
            each(serde_saphyr::from_slice(&source.bytes).map_err(|error| error.to_string()));
        } else {
            json::records(&source.bytes, |_, record| each(record));
        }
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
    let name = json::string(record.get("name")).filter(|name| !name.is_empty());
    let pairs = |value: Option<&Value>| -> Vec<(String, String)> {
        let object = value.and_then(Value::as_object).into_iter().flatten();
        object.filter_map(|(name, value)| Some((name.clone(), json::string(Some(value))?))).collect()
    };
    let sets = record.get("annotation_sets").and_then(Value::as_object).into_iter().flatten().map(|(name, set)| {
        let annotations = set.get("annotations").and_then(Value::as_array).into_iter().flatten().map(|item| Annotation {
            id: json::string(item.get("id")).unwrap_or_default(),
            kind: json::string(item.get("type")).unwrap_or_default(),
            start: json::number(item.get("start")).unwrap_or(0),
            end: json::number(item.get("end")).unwrap_or(0),
            features: pairs(item.get("features")),
        });
        let kind = json::string(set.get("kind")).unwrap_or_default();
        Set { name: name.clone(), kind, annotations: annotations.collect() }
    });
    let name = name.unwrap_or_else(|| split::safe_name(file.trim_end_matches(".bdocjs").trim_end_matches(".bdocym")));
    add(text, pairs(record.get("features")), sets.collect(), unit, options, exchange, audit, &name);
}

/// Adds a document of which offsets count in `unit`.
#[expect(clippy::too_many_arguments, reason = "a document is all that its file has")]
pub(super) fn add(
    text: String,
    about: Vec<(String, String)>,
    sets: Vec<Set>,
    unit: Unit,
    options: &Options,
    exchange: &mut Exchange,
    audit: &mut Audit,
    name: &str,
) {
    let mut doc = Doc::new(name, text);
    for (name, value) in about {
        match name.as_str() {
            "standpoint_note" => doc.note = value,
            "standpoint_name" => doc.name = value,
            name => fields::set(&mut doc.metadata, name, value),
        }
    }
    let text = doc.text.clone();
    let offsets = Offsets::new(&text);
    for set in sets {
        let has = |one: &Annotation, key: &str| one.features.iter().any(|feature| feature.0 == key);
        let kind = set.annotations.iter().find(|one| one.kind == LAYER).and_then(|one| one.features.first());
        let layer = fields::layer(exchange, &set.name, LayerKind::named(kind.map_or(&set.kind, |kind| &kind.1)));
        let (relations, spans): (Vec<Annotation>, Vec<Annotation>) =
            set.annotations.into_iter().filter(|one| one.kind != LAYER).partition(|one| has(one, "head") && has(one, "tail"));
        let raw: Vec<RawSpan<'_>> = spans.iter().map(|one| RawSpan { start: one.start, end: one.end, quote: None }).collect();
        let found = anchor(&text, &raw, unit, options.unit, audit, name);
        let mut at: HashMap<String, usize> = HashMap::new();
        for (one, span) in spans.into_iter().zip(found) {
            let Some(span) = span else { continue };
            let mut features: BTreeMap<String, String> = one.features.into_iter().collect();
            let label = features.remove("label").unwrap_or(one.kind);
            let pieces = features.remove("fragments").and_then(|json| serde_json::from_str(&json).ok());
            let own = features.remove("name").unwrap_or_default();
            let mut mark = Mark::new(own, fields::from_fragments(&text, &offsets, span, pieces.as_ref(), unit), label, layer);
            mark.score = take_score(&mut features);
            mark.attributes = features;
            at.insert(one.id, doc.marks.len());
            doc.marks.push(mark);
        }
        for one in relations {
            let mut features: BTreeMap<String, String> = one.features.into_iter().collect();
            let mut end = |key: &str| at.get(&features.remove(key)?).copied();
            let (Some(from), Some(to)) = (end("head"), end("tail")) else {
                audit.lost("relation whose ends are not in its set", 1, || name.to_owned());
                continue;
            };
            let parts: Vec<(Part, usize)> = Part::ALL.into_iter().filter_map(|part| Some((part, end(part.name())?))).collect();
            let label = features.remove("label").unwrap_or(one.kind);
            let mut link = Link::new(features.remove("name").unwrap_or_default(), from, to, label, layer);
            link.parts = parts;
            link.score = take_score(&mut features);
            link.attributes = features;
            doc.links.push(link);
        }
    }
    exchange.articles.push(doc);
}

/// Only a number is a score.
fn take_score(features: &mut Attributes) -> Option<f32> {
    let score = features.get("score")?.parse().ok()?;
    features.remove("score");
    Some(score)
}

/// The annotation that says what layer a set of GATE XML is, where it is no person's.
const LAYER: &str = "StandpointLayer";

/// What a document and its sets say, with offsets in `unit`.
pub(super) fn sets(exchange: &Exchange, doc: &Doc, unit: Unit) -> (Vec<(String, String)>, Vec<Set>) {
    let offsets = Offsets::new(&doc.text);
    let mut sets: BTreeMap<usize, Vec<Annotation>> = BTreeMap::new();
    let features_of = |own: &str, score: Option<f32>, attributes: &Attributes| {
        let mut features: Vec<(String, String)> = attributes.clone().into_iter().collect();
        features.extend((!own.is_empty()).then(|| ("name".to_owned(), own.to_owned())));
        features.extend(score.map(|score| ("score".to_owned(), score.to_string())));
        features
    };
    for (at, mark) in doc.marks.iter().enumerate() {
        let (start, end) = fields::hull(&offsets, &mark.spans, unit);
        let mut features = features_of(&mark.id, mark.score, &mark.attributes);
        let pieces = fields::fragments(&offsets, &mark.spans, unit);
        features.extend(pieces.map(|pieces| ("fragments".to_owned(), pieces.to_string())));
        let one = Annotation { id: at.to_string(), kind: mark.label.to_string(), start, end, features };
        sets.entry(mark.layer).or_default().push(one);
    }
    for (at, link) in doc.links.iter().enumerate() {
        let (start, end) = fields::hull(&offsets, &doc.marks[link.to].spans, unit);
        let mut features = features_of(&link.id, link.score, &link.attributes);
        features.push(("label".to_owned(), link.label.to_string()));
        features.push(("head".to_owned(), link.from.to_string()));
        features.push(("tail".to_owned(), link.to.to_string()));
        features.extend(link.parts.iter().map(|(part, at)| (part.name().to_owned(), at.to_string())));
        let one = Annotation { id: (doc.marks.len() + at).to_string(), kind: "Relation".to_owned(), start, end, features };
        sets.entry(link.layer).or_default().push(one);
    }
    let sets = sets.into_iter().map(|(layer, annotations)| {
        let layer = exchange.layers.get(layer).filter(|_| exchange.names_layers());
        let kind = layer.map_or(LayerKind::Person, |layer| layer.kind);
        let kind = if kind == LayerKind::Person { String::new() } else { kind.name().to_owned() };
        Set { name: layer.map_or_else(String::new, |layer| layer.name.clone()), kind, annotations }
    });
    let mut about: Vec<(String, String)> =
        fields::pairs(&doc.metadata).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    about.extend((!doc.note.is_empty()).then(|| ("standpoint_note".to_owned(), doc.note.clone())));
    (about, sets.collect())
}

/// The layer's kind as an annotation, for files without another place for it.
pub(super) fn layer_annotation(set: &Set, end: usize) -> Option<Annotation> {
    (!set.kind.is_empty()).then(|| Annotation {
        id: (set.annotations.len() + 1_000_000).to_string(),
        kind: LAYER.to_owned(),
        start: 0,
        end,
        features: vec![("kind".to_owned(), set.kind.clone())],
    })
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    let mut files = Vec::new();
    let mut used = BTreeSet::new();
    for (number, doc) in exchange.articles.iter().enumerate() {
        let (about, sets) = sets(exchange, doc, unit);
        let next = doc.marks.len() + doc.links.len();
        let sets = sets.into_iter().map(|set| {
            let annotations: Vec<Value> = set.annotations.into_iter().map(annotation).collect();
            let mut object = json!({"name": set.name, "annotations": annotations, "next_annid": next});
            if !set.kind.is_empty() {
                object["kind"] = set.kind.into();
            }
            (set.name, object)
        });
        let sets: Object = sets.collect();
        let features: Object = about.into_iter().map(|(name, value)| (name, value.into())).collect();
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

/// Ids and references are numbers, scores and pieces are JSON, all else is text.
fn annotation(one: Annotation) -> Value {
    let number = |text: &str| text.parse::<u64>().map_or_else(|_| Value::from(text), Value::from);
    let is_relation = one.kind == "Relation" && one.features.iter().any(|feature| feature.0 == "head");
    let features: Object = one
        .features
        .into_iter()
        .map(|(name, value)| {
            let is_end = matches!(name.as_str(), "head" | "tail" | "evidence" | "cue" | "content" | "source") && is_relation;
            let value = match name.as_str() {
                _ if is_end => number(&value),
                "fragments" | "score" => serde_json::from_str(&value).unwrap_or(Value::String(value)),
                _ => Value::String(value),
            };
            (name, value)
        })
        .collect();
    json!({"type": one.kind, "start": one.start, "end": one.end, "id": number(&one.id), "features": features})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_yaml(text: &str) -> Result<Exchange, FormatError> {
        let source = Source { name: "doc.bdocym".to_owned(), bytes: text.as_bytes().to_vec() };
        read(&[source], &Options::default(), &mut Audit::default())
    }

    #[test]
    fn the_same_document_may_be_yaml() {
        let text = "annotation_sets:\n  ? ''\n  : annotations:\n    - end: 17\n      features: {}\n      id: 0\n      start: 14\n      type: ORG\n\
            \x20   name: ''\n    next_annid: 1\n  Ann:\n    annotations:\n    - end: 4\n      features: &id001\n        kind: bar\n\
            \x20     id: 0\n      start: 0\n      type: ORG\n    - end: 10\n      features: *id001\n      id: 1\n      start: 6\n\
            \x20     type: PERSON\n    name: Ann\nfeatures:\n  source: 'a: b'\nname: doc\noffset_type: p\n\
            text: \"Caf\\xE9, Ruiz! \\U0001F600 ICE\\n\"\n";
        let read = read_yaml(text).unwrap();
        let doc = &read.articles[0];
        assert_eq!((&*doc.text, doc.name.as_str()), ("Café, Ruiz! 😀 ICE\n", "doc"));
        let mut marks: Vec<(String, &str)> =
            doc.marks.iter().map(|mark| (mark.spans.quote(&doc.text), read.layers[mark.layer].name.as_str())).collect();
        marks.sort();
        assert_eq!(marks, [("Café".to_owned(), "Ann"), ("ICE".to_owned(), ""), ("Ruiz".to_owned(), "Ann")]);
    }

    #[test]
    fn broken_and_growing_yaml_is_refused() {
        assert!(read_yaml("annotation_sets: {\n").is_err());
        let mut bomb = String::from("annotation_sets:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for at in 1..12 {
            let before = format!("*a{}, ", at - 1).repeat(10);
            bomb.push_str(&format!("  a{at}: &a{at} [{}]\n", before.trim_end_matches(", ")));
        }
        assert!(read_yaml(&format!("{bomb}text: x\n")).is_err());
    }
}
