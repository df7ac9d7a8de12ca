//! Marks, links and metadata as the JSON objects that most formats are made of; each format renames what it calls otherwise.

use super::anchor::{RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Attributes, Doc, Exchange, Layer, LayerKind, Link, Mark, Part};
use super::json::{self, Object};
use crate::model::Metadata;
use crate::text::{Offsets, Span, SpanSet, Unit};
use serde_json::{Value, json};

/// How many fields are known.
pub(super) fn metadata_count(metadata: &Metadata) -> usize {
    pairs(metadata).len()
}

/// What is known of an article, by name; `source` last.
pub(super) fn pairs(metadata: &Metadata) -> Vec<(&str, String)> {
    let date = metadata.date.map(|date| date.to_string()).unwrap_or_default();
    let known = [
        ("title", &metadata.title),
        ("outlet", &metadata.outlet),
        ("byline", &metadata.byline),
        ("date", &date),
        ("url", &metadata.url),
        ("language", &metadata.language),
        ("section", &metadata.section),
        ("source", &metadata.source),
    ];
    let known = known.into_iter().map(|(name, value)| (name, value.clone()));
    let others = metadata.attributes.iter().map(|(name, value)| (name.as_str(), value.clone()));
    known.chain(others).filter(|pair| !pair.1.is_empty()).collect()
}

/// Sets the field that is called `name`, or an attribute.
pub(super) fn set(metadata: &mut Metadata, name: &str, value: String) {
    let field = match name {
        "title" | "headline" => &mut metadata.title,
        "outlet" | "publication" => &mut metadata.outlet,
        "byline" | "author" => &mut metadata.byline,
        "url" => &mut metadata.url,
        "language" => &mut metadata.language,
        "section" => &mut metadata.section,
        "source" => &mut metadata.source,
        "date" => match value.parse() {
            Ok(date) => {
                metadata.date = Some(date);
                return;
            }
            Err(_) => metadata.attributes.entry("date".to_owned()).or_default(),
        },
        other => metadata.attributes.entry(other.to_owned()).or_default(),
    };
    *field = value;
}

/// Metadata as an object.
pub(super) fn metadata_object(metadata: &Metadata) -> Object {
    pairs(metadata).into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect()
}

/// Takes the strings of an object as metadata; what is no string stays in it.
pub(super) fn take_metadata(object: &mut Object, metadata: &mut Metadata) {
    let names: Vec<String> = object.iter().filter(|(_, value)| value.is_string()).map(|(name, _)| name.clone()).collect();
    for name in names {
        if let Some(Value::String(value)) = object.shift_remove(&name) {
            set(metadata, &name, value);
        }
    }
}

/// Attributes as an object.
pub(super) fn attributes_object(attributes: &Attributes) -> Value {
    attributes.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect::<Object>().into()
}

/// Reads attributes; what is no string is kept as its JSON.
pub(super) fn attributes_from(value: Option<&Value>) -> Attributes {
    let Some(Value::Object(object)) = value else { return Attributes::new() };
    object.iter().filter_map(|(name, value)| Some((name.clone(), json::string(Some(value))?))).collect()
}

/// The index of the layer with this name, made where it is new.
pub(super) fn layer(exchange: &mut Exchange, name: &str, kind: LayerKind) -> usize {
    let known = exchange.layers.iter().position(|layer| layer.name == name && layer.kind == kind);
    known.unwrap_or_else(|| {
        exchange.layers.push(Layer { name: name.to_owned(), kind });
        exchange.layers.len() - 1
    })
}

/// Where a mark is, in a unit: `(start, end)` of its hull.
pub(super) fn hull(offsets: &Offsets<'_>, spans: &SpanSet, unit: Unit) -> (usize, usize) {
    (offsets.from_byte(spans.start(), unit), offsets.from_byte(spans.end(), unit))
}

/// The pieces of a discontinuous mark as `[[start, end], …]`; `None` where it is in one piece.
pub(super) fn fragments(offsets: &Offsets<'_>, spans: &SpanSet, unit: Unit) -> Option<Value> {
    (spans.len() > 1).then(|| {
        spans.iter().map(|span| json!([offsets.from_byte(span.start(), unit), offsets.from_byte(span.end(), unit)])).collect()
    })
}

/// The pieces that [`fragments`] wrote, moved with the hull where that was moved.
pub(super) fn from_fragments(text: &str, offsets: &Offsets<'_>, hull: Span, value: Option<&Value>, unit: Unit) -> SpanSet {
    let Some(pieces) = value.and_then(Value::as_array) else { return hull.into() };
    let spans: Vec<Span> = pieces
        .iter()
        .filter_map(|piece| {
            let start = offsets.to_byte(json::number(piece.get(0))?, unit)?;
            let end = offsets.to_byte(json::number(piece.get(1))?, unit)?;
            Span::new(text, start..end).ok()
        })
        .collect();
    match SpanSet::new(spans) {
        Some(set) if set.hull() == hull => set,
        _ => hull.into(),
    }
}

/// Adds what the format's own fields do not say: annotator, score, attributes, pieces, foreign fields.
pub(super) fn extend_mark(object: &mut Object, mark: &Mark, exchange: &Exchange, offsets: &Offsets<'_>, unit: Unit) {
    if let Some(fragments) = fragments(offsets, &mark.spans, unit) {
        object.insert("fragments".to_owned(), fragments);
    }
    extend(object, mark.layer, mark.score, &mark.attributes, mark.ext.as_deref(), exchange);
}

/// Adds the parts of a stance, by the names that `id` gives to marks, and what [`extend_mark`] adds.
pub(super) fn extend_link(object: &mut Object, link: &Link, exchange: &Exchange, id: impl Fn(usize) -> Value) {
    for (part, at) in &link.parts {
        object.insert(part.name().to_owned(), id(*at));
    }
    extend(object, link.layer, link.score, &link.attributes, link.ext.as_deref(), exchange);
}

fn extend(
    object: &mut Object,
    layer: usize,
    score: Option<f32>,
    attributes: &Attributes,
    ext: Option<&str>,
    exchange: &Exchange,
) {
    if let Some(layer) = exchange.layers.get(layer)
        && exchange.names_layers()
        && !object.contains_key("annotator")
    {
        let key = if layer.kind == LayerKind::Suggester { "suggester" } else { "annotator" };
        object.insert(key.to_owned(), layer.name.clone().into());
        if layer.kind == LayerKind::Curated {
            object.insert("curated".to_owned(), true.into());
        }
    }
    if let Some(score) = score {
        object.insert("score".to_owned(), number_of(score));
    }
    if !attributes.is_empty() {
        object.insert("attributes".to_owned(), attributes_object(attributes));
    }
    json::put_back(object, ext);
}

/// The shortest decimal number that reads back as this one: 0.5, not 0.5000000001.
pub(super) fn number_of(score: f32) -> Value {
    let number: f64 = score.to_string().parse().unwrap_or(f64::from(score));
    if number.fract() == 0.0 && number.abs() < 1e9 { Value::from(number as i64) } else { Value::from(number) }
}

/// A span as a JSON format has it, before its place in the text is settled.
pub(super) struct Pending {
    pub(super) id: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quote: Option<String>,
    pub(super) label: String,
    pub(super) layer: usize,
    /// What is left of the file's object.
    pub(super) object: Object,
}

impl Pending {
    /// Takes `start`, `end`, `text`, `label` and `id` by the names that the format has for them. What has no offsets is counted.
    pub(super) fn take(mut object: Object, names: [&str; 4], layer: usize, audit: &mut Audit, place: &str) -> Option<Self> {
        let [start, end, quote, label] = names;
        let (Some(from), Some(to)) = (json::number(object.get(start)), json::number(object.get(end))) else {
            audit.lost("span without offsets", 1, || place.to_owned());
            return None;
        };
        let quote = object.shift_remove(quote).and_then(|value| json::string(Some(&value)));
        let label = object.shift_remove(label).and_then(|value| json::string(Some(&value))).unwrap_or_default();
        let id = json::string(object.get("id")).unwrap_or_default();
        object.shift_remove("id");
        object.shift_remove(start);
        object.shift_remove(end);
        Some(Self { id, start: from, end: to, quote, label, layer, object })
    }
}

/// How spans of one article are to be found.
pub(super) struct Finding<'a> {
    pub(super) declared: Unit,
    pub(super) only: Option<Unit>,
    pub(super) place: &'a str,
}

/// Finds the words of every pending span and adds the marks. The answer has one index for each.
pub(super) fn settle(
    doc: &mut Doc,
    pending: Vec<Pending>,
    finding: &Finding<'_>,
    exchange: &mut Exchange,
    audit: &mut Audit,
) -> Vec<Option<usize>> {
    let text = std::sync::Arc::clone(&doc.text);
    let raw: Vec<RawSpan<'_>> =
        pending.iter().map(|span| RawSpan { start: span.start, end: span.end, quote: span.quote.as_deref() }).collect();
    let found = anchor(&text, &raw, finding.declared, finding.only, audit, finding.place);
    let offsets = Offsets::new(&text);
    doc.marks.reserve(found.len());
    found
        .into_iter()
        .zip(pending)
        .map(|(span, mut pending)| {
            let span = span?;
            let pieces = pending.object.shift_remove("fragments");
            let spans = from_fragments(&text, &offsets, span, pieces.as_ref(), finding.only.unwrap_or(finding.declared));
            let mut mark = Mark::new(pending.id, spans, pending.label, pending.layer);
            take_mark(&mut pending.object, &mut mark, exchange);
            doc.marks.push(mark);
            Some(doc.marks.len() - 1)
        })
        .collect()
}

/// Takes what [`extend_mark`] added; what is left in the object is foreign and kept.
pub(super) fn take_mark(object: &mut Object, mark: &mut Mark, exchange: &mut Exchange) {
    mark.layer = take_layer(object, exchange).unwrap_or(mark.layer);
    mark.score = take_score(object);
    mark.attributes = attributes_from(object.shift_remove("attributes").as_ref());
    mark.ext = json::rest(std::mem::take(object));
}

/// Takes what [`extend_link`] added.
pub(super) fn take_link(object: &mut Object, link: &mut Link, exchange: &mut Exchange, at: impl Fn(&Value) -> Option<usize>) {
    for part in Part::ALL {
        if let Some(mark) = object.get(part.name()).and_then(&at) {
            object.shift_remove(part.name());
            link.parts.push((part, mark));
        }
    }
    link.layer = take_layer(object, exchange).unwrap_or(link.layer);
    link.score = take_score(object);
    link.attributes = attributes_from(object.shift_remove("attributes").as_ref());
    link.ext = json::rest(std::mem::take(object));
}

fn take_layer(object: &mut Object, exchange: &mut Exchange) -> Option<usize> {
    let curated = object.get("curated").and_then(Value::as_bool).unwrap_or(false);
    if let Some(Value::String(name)) = object.get("annotator") {
        let kind = if curated { LayerKind::Curated } else { LayerKind::Person };
        let at = layer(exchange, name, kind);
        object.shift_remove("annotator");
        object.shift_remove("curated");
        return Some(at);
    }
    if let Some(Value::String(name)) = object.get("suggester") {
        let at = layer(exchange, name, LayerKind::Suggester);
        object.shift_remove("suggester");
        return Some(at);
    }
    None
}

/// Only a number is a score.
fn take_score(object: &mut Object) -> Option<f32> {
    let score = json::score(object.get("score"))?;
    object.shift_remove("score");
    Some(score)
}

/// Text of a record: the first of the usual keys that holds one.
pub(super) fn text_key(record: &Object) -> Option<&'static str> {
    const KEYS: [&str; 8] = ["text", "content", "body", "full_text", "article", "sentence", "column_data", "data"];
    KEYS.into_iter().find(|key| record.get(*key).is_some_and(Value::is_string))
}

/// What the file calls the article.
pub(super) fn name_of(record: &mut Object) -> String {
    match record.get("id") {
        Some(Value::String(name)) => {
            let name = name.clone();
            record.shift_remove("id");
            name
        }
        Some(Value::Number(number)) => number.to_string(), // the number stays among the foreign fields
        _ => String::new(),
    }
}

/// Keeps the foreign fields of an article.
pub(super) fn keep_rest(doc: &mut Doc, format: &str, record: Object) {
    if let Some(rest) = json::rest(record) {
        doc.ext.insert(format.to_owned(), rest.into());
    }
}
