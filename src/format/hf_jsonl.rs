//! Hugging Face data sets as JSONL: `text` with `spans` (structs) and `relations`, or `tokens` with `ner_tags`; NewsMTSC too.
//!
//! Offsets are code points. The same rows as Parquet are in `hf_parquet`; both share the objects made here.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, Layer, LayerKind, Link};
use super::fields::{self, Finding, Pending};
use super::json::{self, Object};
use super::probe::Probe;
use super::{FormatError, Options, Source, Written, conll};
use crate::text::{Offsets, Unit};
use serde_json::Value;
use std::borrow::Cow;

const NAME: &str = "hf-jsonl";

/// A text with `spans`, words with tags, or NewsMTSC's sentences with targets.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let list = |key: &str| probe.first().and_then(|first| first.get(key)).is_some_and(Value::is_array);
    (probe.has("text") && list("spans"))
        || (list("tokens") && (list("ner_tags") || list("tags") || list("labels")))
        || (probe.has("sentence_normalized") && list("targets"))
}

/// # Errors
/// Where no record has a text or words.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = start();
    for source in sources {
        json::records(&source.bytes, |number, record| {
            let place = format!("{}, record {number}", source.name);
            match record {
                Ok(Value::Object(record)) => row(record, &[], options, &mut exchange, audit, &place),
                Ok(_) => audit.lost("record without text", 1, || place),
                Err(error) => audit.lost("record that is no JSON", 1, || format!("{place}: {error}")),
            }
        });
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("data set", file, "no record has a text or tokens"));
    }
    Ok(exchange)
}

/// An exchange to read rows into.
pub(super) fn start() -> Exchange {
    Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() }
}

/// Adds one row; `classes` are the names of numbered tags.
pub(super) fn row(
    mut record: Object,
    classes: &[String],
    options: &Options,
    exchange: &mut Exchange,
    audit: &mut Audit,
    place: &str,
) {
    if record.contains_key("sentence_normalized") {
        news_mtsc(record, options, exchange, audit, place);
        return;
    }
    let tags = ["ner_tags", "tags", "labels"].into_iter().find(|key| record.get(*key).is_some_and(Value::is_array));
    if let Some(tags) = tags
        && record.get("tokens").is_some_and(Value::is_array)
        && !record.contains_key("text")
    {
        let mut list = |key: &str| if let Some(Value::Array(list)) = record.shift_remove(key) { list } else { Vec::new() };
        let string = |value: Value| if let Value::String(text) = value { Some(text) } else { json::string(Some(&value)) };
        let tag_name = |tag: Value| -> Cow<'_, str> {
            let name = json::number(Some(&tag)).filter(|_| tag.is_number()).and_then(|number| classes.get(number));
            name.map_or_else(|| string(tag).unwrap_or_default().into(), |name| name.as_str().into())
        };
        let (words, tags) = (list("tokens"), list(tags));
        let words =
            words.into_iter().zip(tags).map(|(word, tag)| (string(word).unwrap_or_default().into(), tag_name(tag))).collect();
        let mut doc = conll::article(None, vec![words], audit, place);
        doc.name = fields::name_of(&mut record);
        exchange.articles.push(doc);
        return;
    }
    let key = fields::text_key(&record);
    let Some(Value::String(text)) = key.and_then(|key| record.shift_remove(key)) else {
        audit.lost("record without text", 1, || place.to_owned());
        return;
    };
    let mut doc = Doc::new(fields::name_of(&mut record), text);
    let list = |value: Option<Value>| value.and_then(|value| value.as_array().cloned()).unwrap_or_default();
    let spans = list(record.shift_remove("spans")).into_iter().filter_map(|item| {
        let object = item.as_object().cloned().map(without_nulls)?;
        Pending::take(object, ["start", "end", "text", "label"], 0, audit, place)
    });
    let pending: Vec<Pending> = spans.collect();
    let ids: Vec<String> = pending.iter().map(|span| span.id.clone()).collect();
    let finding = Finding { declared: Unit::CodePoint, only: options.unit, place };
    let found = fields::settle(&mut doc, pending, &finding, exchange, audit);
    let at = |id: &Value| ids.iter().position(|known| Some(known.as_str()) == id.as_str()).and_then(|at| found[at]);
    for relation in list(record.shift_remove("relations")) {
        let Some(mut relation) = relation.as_object().cloned().map(without_nulls) else { continue };
        let mut end = |key: &str| relation.shift_remove(key).as_ref().and_then(at);
        let (Some(from), Some(to)) = (end("head"), end("tail")) else {
            audit.lost("relation whose ends are no spans", 1, || place.to_owned());
            continue;
        };
        let label = relation.shift_remove("label").and_then(|label| json::string(Some(&label))).unwrap_or_default();
        let mut link = Link::new(fields::name_of(&mut relation), from, to, label, 0);
        fields::take_link(&mut relation, &mut link, exchange, at);
        doc.links.push(link);
    }
    if let Some(Value::Object(mut meta)) =
        record.shift_remove("metadata").map(|meta| meta.as_object().cloned().map_or(meta, |meta| without_nulls(meta).into()))
    {
        fields::take_metadata(&mut meta, &mut doc.metadata);
        if !meta.is_empty() {
            record.insert("metadata".to_owned(), meta.into());
        }
    }
    if let Some(Value::String(note)) = record.shift_remove("note") {
        doc.note = note;
    }
    fields::keep_rest(&mut doc, NAME, record);
    exchange.articles.push(doc);
}

/// Columns of a table are always there; what is null in a row was not.
fn without_nulls(object: Object) -> Object {
    object.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

/// NewsMTSC: a sentence with targets; polarity 2, 4 or 6 is what the text says of the target, so the stance is the author's.
fn news_mtsc(mut record: Object, options: &Options, exchange: &mut Exchange, audit: &mut Audit, place: &str) {
    let Some(Value::String(text)) = record.shift_remove("sentence_normalized") else { return };
    let name = json::string(record.shift_remove("primary_gid").as_ref()).unwrap_or_default();
    let mut doc = Doc::new(name, text);
    let targets = record.shift_remove("targets").and_then(|list| list.as_array().cloned()).unwrap_or_default();
    let mut polarities = Vec::new();
    let pending: Vec<Pending> = targets
        .into_iter()
        .filter_map(|target| {
            let mut object = target.as_object().cloned()?;
            let polarity = object.shift_remove("polarity").and_then(|polarity| polarity.as_f64());
            let mut span = Pending::take(object, ["from", "to", "mention", "label"], 0, audit, place)?;
            "Target".clone_into(&mut span.label); // not the name of a mark that a stance takes for itself
            polarities.push(polarity);
            Some(span)
        })
        .collect();
    let finding = Finding { declared: Unit::CodePoint, only: options.unit, place };
    let found = fields::settle(&mut doc, pending, &finding, exchange, audit);
    for (at, polarity) in found.into_iter().zip(polarities) {
        let (Some(at), Some(polarity)) = (at, polarity) else { continue };
        let name = if polarity < 4.0 {
            "stance_against"
        } else if polarity > 4.0 {
            "stance_favor"
        } else {
            "stance_neutral"
        };
        let mut link = Link::new("", at, at, name, 0);
        link.attributes.insert(super::exchange::UNMARKED.to_owned(), "holder".to_owned());
        link.attributes.insert("holder".to_owned(), "@author".to_owned());
        link.attributes.insert("basis".to_owned(), "inferred".to_owned());
        link.attributes.insert("polarity".to_owned(), polarity.to_string());
        doc.links.push(link);
    }
    fields::keep_rest(&mut doc, "newsmtsc", record);
    exchange.articles.push(doc);
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let mut out = Vec::new();
    for doc in &exchange.articles {
        json::to_ascii(&out_row(exchange, doc, options.unit.unwrap_or(Unit::CodePoint)), &mut out);
        out.push(b'\n');
    }
    Ok(vec![Written { name: String::new(), bytes: out }])
}

/// One article as a row.
pub(super) fn out_row(exchange: &Exchange, doc: &Doc, unit: Unit) -> Object {
    let mut row = Object::new();
    row.insert("id".to_owned(), doc.name.clone().into());
    row.insert("text".to_owned(), doc.text.to_string().into());
    let offsets = Offsets::new(&doc.text);
    let id = |at: usize| -> Value {
        let id = &doc.marks[at].id;
        if id.is_empty() { format!("m{at}").into() } else { id.clone().into() }
    };
    let mut spans = Vec::with_capacity(doc.marks.len());
    for (at, mark) in doc.marks.iter().enumerate() {
        let (start, end) = fields::hull(&offsets, &mark.spans, unit);
        let mut span = Object::new();
        span.insert("id".to_owned(), id(at));
        span.insert("start".to_owned(), start.into());
        span.insert("end".to_owned(), end.into());
        span.insert("label".to_owned(), mark.label.as_ref().into());
        span.insert("text".to_owned(), mark.spans.hull().slice(&doc.text).into());
        fields::extend_mark(&mut span, mark, exchange, &offsets, unit);
        spans.push(Value::Object(span));
    }
    row.insert("spans".to_owned(), spans.into());
    let mut relations = Vec::with_capacity(doc.links.len());
    for link in &doc.links {
        let mut relation = Object::new();
        if !link.id.is_empty() {
            relation.insert("id".to_owned(), link.id.clone().into());
        }
        relation.insert("head".to_owned(), id(link.from));
        relation.insert("tail".to_owned(), id(link.to));
        relation.insert("label".to_owned(), link.label.as_ref().into());
        fields::extend_link(&mut relation, link, exchange, id);
        relations.push(Value::Object(relation));
    }
    row.insert("relations".to_owned(), relations.into());
    let mut metadata = fields::metadata_object(&doc.metadata);
    let kept: Object = doc.ext.get(NAME).and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
    if let Some(Value::Object(kept)) = kept.get("metadata") {
        metadata.extend(kept.clone());
    }
    if !metadata.is_empty() {
        row.insert("metadata".to_owned(), metadata.into());
    }
    if !doc.note.is_empty() {
        row.insert("note".to_owned(), doc.note.clone().into());
    }
    for (key, value) in kept {
        row.entry(key).or_insert(value);
    }
    row
}
