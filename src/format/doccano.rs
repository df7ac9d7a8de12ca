//! doccano's JSONL: `entities` and `relations` by number, or lists `[start, end, label]`, and `cats`.
//!
//! doccano's own annotator counts UTF-16 units, Python programs that write for it code points; nothing in the file says which
//! and nothing is quoted. We count code points, or what the user says. Further keys of ours (`attributes`, `evidence` …) are
//! ignored by doccano.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, Layer, LayerKind, Link};
use super::fields::{self, Finding, Pending};
use super::json::{self, Object};
use super::probe::Probe;
use super::{FormatError, Options, Source, Written};
use crate::text::{Offsets, Unit};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NAME: &str = "doccano";
const LISTS: [&str; 5] = ["entities", "label", "labels", "annotations", "column_label"];

/// A text with spans as doccano writes them, or `cats`.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let Some(Value::Object(first)) = probe.first() else { return false };
    if fields::text_key(first).is_none() || first.contains_key("spans") || first.contains_key("tokens") {
        return false;
    }
    let spans = LISTS.into_iter().filter_map(|key| first.get(key).and_then(Value::as_array));
    let is_span =
        |item: &Value| item.get("start_offset").is_some() || (item.get(0).is_some_and(Value::is_u64) && item.get(2).is_some());
    first.contains_key("cats") || first.contains_key("Comments") || spans.into_iter().any(|list| list.first().is_none_or(is_span))
}

/// # Errors
/// Where no record has a text.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() };
    let ids: BTreeSet<String> = sources.iter().filter_map(|source| json::string(json::first(&source.bytes)?.get("id"))).collect();
    // An export of several users is a file for each, of the same records.
    let by_user = sources.len() > 1 && ids.len() == 1;
    for source in sources {
        let before = exchange.articles.len();
        json::records(&source.bytes, |number, record| {
            let place = format!("{}, record {number}", source.name);
            match record {
                Ok(Value::Object(record)) => row(record, options, &mut exchange, audit, &place),
                Ok(_) => audit.lost("record without text", 1, || place),
                Err(error) => audit.lost("record that is no JSON", 1, || format!("{place}: {error}")),
            }
        });
        if by_user {
            let file = source.name.rsplit('/').next().unwrap_or_default();
            let layer = fields::layer(&mut exchange, file.rsplit_once('.').map_or(file, |name| name.0), LayerKind::Person);
            for mut doc in exchange.articles.split_off(before) {
                doc.marks.iter_mut().filter(|mark| mark.layer == 0).for_each(|mark| mark.layer = layer);
                doc.links.iter_mut().filter(|link| link.layer == 0).for_each(|link| link.layer = layer);
                super::uima::join(doc, true, &mut exchange);
            }
        }
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("doccano", file, "no record has a text"));
    }
    Ok(exchange)
}

fn row(mut record: Object, options: &Options, exchange: &mut Exchange, audit: &mut Audit, place: &str) {
    let text_key = fields::text_key(&record);
    let Some(Value::String(text)) = text_key.and_then(|key| record.shift_remove(key)) else {
        audit.lost("record without text", 1, || place.to_owned());
        return;
    };
    let mut doc = Doc::new(String::new(), text);
    if let Some(Value::String(name)) = record.get("name") {
        doc.name.clone_from(name);
        record.shift_remove("name");
    }
    let list_key = LISTS.into_iter().find(|key| record.get(*key).is_some_and(Value::is_array));
    let list = list_key.and_then(|key| record.shift_remove(key));
    let mut pending = Vec::new();
    for item in list.as_ref().and_then(Value::as_array).into_iter().flatten() {
        pending.extend(pending_of(item, exchange, audit, place));
    }
    if let Some(list) = list.filter(|list| list.as_array().is_some_and(|items| items.iter().any(Value::is_string)))
        && let Some(key) = list_key
    {
        record.insert(key.to_owned(), list);
    }
    let categories = categories(&record);
    if !categories.is_empty() {
        doc.metadata.attributes.insert(CATEGORY.to_owned(), categories);
    }
    let ids: Vec<String> = pending.iter().map(|span| span.id.clone()).collect();
    let finding = Finding { declared: Unit::CodePoint, only: options.unit, place };
    let found = fields::settle(&mut doc, pending, &finding, exchange, audit);
    let at = |id: &Value| {
        let id = json::string(Some(id))?;
        ids.iter().position(|known| *known == id).and_then(|at| found[at])
    };
    for relation in record.shift_remove("relations").as_ref().and_then(Value::as_array).into_iter().flatten() {
        let Some(mut relation) = relation.as_object().cloned() else { continue };
        let mut end = |key: &str| relation.shift_remove(key).as_ref().and_then(at);
        let (Some(from), Some(to)) = (end("from_id"), end("to_id")) else {
            audit.lost("relation whose ends are no spans", 1, || place.to_owned());
            continue;
        };
        let label = relation.shift_remove("type").and_then(|label| json::string(Some(&label))).unwrap_or_default();
        let id = relation.shift_remove("id").and_then(|id| json::string(Some(&id))).unwrap_or_default();
        let mut link = Link::new(id, from, to, label, 0);
        fields::take_link(&mut relation, &mut link, exchange, at);
        doc.links.push(link);
    }
    if let Some(Value::Object(mut meta)) = record.shift_remove("meta") {
        fields::take_metadata(&mut meta, &mut doc.metadata);
        if !meta.is_empty() || doc.metadata == crate::model::Metadata::default() {
            record.insert("meta".to_owned(), meta.into());
        }
    }
    // Names of keys, so that the file goes out as it came.
    if text_key.is_some_and(|key| key != "text") || list_key.is_some_and(|key| key != "entities") || list_key.is_none() {
        record.insert("@keys".to_owned(), json!([text_key, list_key]));
    }
    fields::keep_rest(&mut doc, NAME, record);
    exchange.articles.push(doc);
}

/// The attribute of an article that categories of the whole text become.
const CATEGORY: &str = "category";

/// The categories of the whole text, as one attribute.
fn categories(record: &Object) -> String {
    let strings = ["cats"].into_iter().chain(LISTS).filter_map(|key| record.get(key).and_then(Value::as_array)).flatten();
    strings.filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
}

/// A span of a list, as `[start, end, label]` or as an object; a string is a category.
fn pending_of(item: &Value, exchange: &mut Exchange, audit: &mut Audit, place: &str) -> Option<Pending> {
    let mut object = match item {
        Value::String(_) => return None,
        Value::Object(object) => object.clone(),
        other => {
            let at = |index: usize| other.get(index);
            let (Some(start), Some(end), Some(label)) = (json::number(at(0)), json::number(at(1)), json::string(at(2))) else {
                audit.lost("span without offsets", 1, || place.to_owned());
                return None;
            };
            return Some(Pending { id: String::new(), start, end, quote: None, label, layer: 0, object: Object::new() });
        }
    };
    let layer = match json::string(object.get("user")) {
        Some(user) => {
            object.shift_remove("user");
            fields::layer(exchange, &user, LayerKind::Person)
        }
        None => 0,
    };
    Pending::take(object, ["start_offset", "end_offset", "quote", "label"], layer, audit, place)
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let mut out = Vec::new();
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    for doc in &exchange.articles {
        let mut row = Object::new();
        let kept: Object = doc.ext.get(NAME).and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
        let key = |at: usize, default: &str| {
            kept.get("@keys")
                .and_then(|keys| keys.get(at))
                .map_or(Some(default.to_owned()), |key| key.as_str().map(str::to_owned))
        };
        if !doc.name.is_empty() {
            row.insert("name".to_owned(), doc.name.clone().into());
        }
        row.insert(key(0, "text").unwrap_or_else(|| "text".to_owned()), doc.text.to_string().into());
        let ids = numbers(doc);
        let list_key = key(1, "entities");
        // A list of three has no room for whose it is.
        let nameless = !exchange.names_layers();
        let as_lists =
            nameless && list_key.as_deref().is_some_and(|key| key != "entities" && key != "annotations") && doc.links.is_empty();
        let entities: Vec<Value> = entities(exchange, doc, &ids, unit, as_lists, nameless && kept.contains_key("@keys"));
        if list_key.is_some() || !entities.is_empty() {
            row.insert(list_key.unwrap_or_else(|| "entities".to_owned()), entities.into());
        }
        let relations: Vec<Value> = relations(exchange, doc, &ids);
        if !relations.is_empty() {
            row.insert("relations".to_owned(), relations.into());
        }
        let mut meta = fields::metadata_object(&doc.metadata);
        let known = categories(&kept);
        if let Some(Value::String(ours)) = meta.shift_remove(CATEGORY)
            && ours != known
        {
            row.insert("cats".to_owned(), ours.split("; ").map(Value::from).collect::<Vec<_>>().into());
        }
        if let Some(Value::Object(kept)) = kept.get("meta") {
            meta.extend(kept.clone());
        }
        if !meta.is_empty() || kept.contains_key("meta") {
            row.insert("meta".to_owned(), meta.into());
        }
        for (key, value) in kept {
            if !key.starts_with('@') && !row.contains_key(&key) {
                row.insert(key, value);
            }
        }
        json::to_ascii(&row, &mut out);
        out.push(b'\n');
    }
    if exchange.articles.iter().any(|doc| doc.links.iter().any(|link| !link.parts.is_empty() || !link.attributes.is_empty())) {
        audit.notice("doccano itself keeps of a stance only its two ends and polarity", 1, String::new);
    }
    Ok(vec![Written { name: String::new(), bytes: out }])
}

fn entities(exchange: &Exchange, doc: &Doc, ids: &[usize], unit: Unit, as_lists: bool, short: bool) -> Vec<Value> {
    let offsets = Offsets::new(&doc.text);
    let one = |(at, mark): (usize, &super::exchange::Mark)| {
        let (start, end) = fields::hull(&offsets, &mark.spans, unit);
        let plain = mark.attributes.is_empty() && mark.ext.is_none() && mark.spans.len() == 1;
        if (as_lists || (short && mark.id.is_empty() && doc.links.is_empty())) && plain {
            return json!([start, end, *mark.label]);
        }
        let mut entity = Object::new();
        entity.insert("id".to_owned(), ids[at].into());
        entity.insert("label".to_owned(), mark.label.as_ref().into());
        entity.insert("start_offset".to_owned(), start.into());
        entity.insert("end_offset".to_owned(), end.into());
        fields::extend_mark(&mut entity, mark, exchange, &offsets, unit);
        Value::Object(entity)
    };
    doc.marks.iter().enumerate().map(one).collect()
}

fn relations(exchange: &Exchange, doc: &Doc, ids: &[usize]) -> Vec<Value> {
    let one = |(at, link): (usize, &Link)| {
        let mut relation = Object::new();
        let id = link.id.parse().map_or_else(|_| json!(at), |id: u64| json!(id));
        relation.insert("id".to_owned(), id);
        relation.insert("from_id".to_owned(), ids[link.from].into());
        relation.insert("to_id".to_owned(), ids[link.to].into());
        relation.insert("type".to_owned(), link.label.as_ref().into());
        fields::extend_link(&mut relation, link, exchange, |mark| ids[mark].into());
        Value::Object(relation)
    };
    doc.links.iter().enumerate().map(one).collect()
}

/// Entities are numbered: their own numbers where they have such, else free ones.
fn numbers(doc: &Doc) -> Vec<usize> {
    let own: Vec<Option<usize>> = doc.marks.iter().map(|mark| mark.id.parse().ok()).collect();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut next = own.iter().flatten().max().map_or(0, |most| most.saturating_add(1));
    own.into_iter()
        .map(|id| match id {
            Some(id) if used.insert(id) => id,
            _ => {
                next += 1;
                next - 1
            }
        })
        .collect()
}
