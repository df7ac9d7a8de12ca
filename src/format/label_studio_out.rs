//! Tasks for Label Studio with the labelling configuration they need.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind};
use super::fields;
use super::json::{self, Object};
use super::label_studio::NAME;
use super::{FormatError, Options, Written};
use crate::text::{Offsets, Unit};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let mut out = b"[".to_vec();
    for (number, doc) in exchange.articles.iter().enumerate() {
        out.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
        json::to_ascii(&task(exchange, doc, number + 1, options.unit.unwrap_or(Unit::CodePoint)), &mut out);
    }
    out.extend_from_slice(b"\n]\n");
    let config = Written { name: "config.xml".to_owned(), bytes: config(exchange).into_bytes() };
    Ok(vec![Written { name: String::new(), bytes: out }, config])
}

fn task(exchange: &Exchange, doc: &Doc, number: usize, unit: Unit) -> Object {
    let kept: Object = doc.ext.get(NAME).and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
    let mut data = Object::new();
    let key = kept.get("@text").and_then(Value::as_str).unwrap_or("text");
    data.insert(key.to_owned(), doc.text.to_string().into());
    if !doc.name.is_empty() {
        data.insert("id".to_owned(), doc.name.clone().into());
    }
    data.extend(fields::metadata_object(&doc.metadata));
    if let Some(Value::Object(more)) = kept.get("@data") {
        data.extend(more.clone());
    }
    let mut task = Object::new();
    task.insert("id".to_owned(), number.into());
    task.insert("data".to_owned(), data.into());
    let mut of_layers: BTreeSet<usize> = doc.marks.iter().map(|mark| mark.layer).collect();
    let old = kept.get("@annotations").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut lists: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for annotation in old {
        let Value::Object(mut annotation) = annotation else { continue };
        let name = json::string(annotation.shift_remove("@layer").as_ref()).unwrap_or_default();
        let list = json::string(annotation.shift_remove("@list").as_ref()).unwrap_or_default();
        let list =
            ["annotations", "completions", "predictions"].into_iter().find(|known| *known == list).unwrap_or("annotations");
        let is_it = |layer: &super::exchange::Layer| {
            layer.name == name && (layer.kind == LayerKind::Suggester) == (list == "predictions")
        };
        let layer = exchange.layers.iter().position(is_it).filter(|layer| of_layers.remove(layer));
        let mut result = layer.map_or_else(Vec::new, |layer| result(exchange, doc, layer, unit));
        if let Some(Value::Array(others)) = annotation.shift_remove("@result") {
            result.extend(others);
        }
        annotation.insert("result".to_owned(), result.into());
        lists.entry(list).or_default().push(annotation.into());
    }
    for layer in of_layers {
        let Some(whose) = exchange.layers.get(layer) else { continue };
        let result = result(exchange, doc, layer, unit);
        if whose.kind == LayerKind::Suggester {
            lists.entry("predictions").or_default().push(json!({"model_version": whose.name, "result": result}));
            continue;
        }
        // Label Studio knows annotators by number; the name goes beside it.
        let by = whose.name.parse::<u64>().map_or_else(|_| json!({"id": layer + 1, "email": whose.name}), |id| json!(id));
        let annotation = json!({
            "completed_by": by, "result": result, "was_cancelled": false, "ground_truth": whose.kind == LayerKind::Curated,
        });
        lists.entry("annotations").or_default().push(annotation);
    }
    lists.entry("annotations").or_default();
    for (list, items) in lists {
        task.insert(list.to_owned(), items.into());
    }
    for (key, value) in kept {
        if key == "id" || (!key.starts_with('@') && !task.contains_key(&key)) {
            task.insert(key, value);
        }
    }
    task
}

fn result(exchange: &Exchange, doc: &Doc, layer: usize, unit: Unit) -> Vec<Value> {
    let offsets = Offsets::new(&doc.text);
    let id = |at: usize| {
        let id = &doc.marks[at].id;
        if id.is_empty() { format!("m{at}") } else { id.clone() }
    };
    let mut result = Vec::new();
    for (at, mark) in doc.marks.iter().enumerate().filter(|(_, mark)| mark.layer == layer) {
        let (start, end) = fields::hull(&offsets, &mark.spans, unit);
        let mut value = Object::new();
        value.insert("start".to_owned(), start.into());
        value.insert("end".to_owned(), end.into());
        value.insert("text".to_owned(), mark.spans.hull().slice(&doc.text).into());
        value.insert("labels".to_owned(), json!([*mark.label]));
        if let Some(pieces) = fields::fragments(&offsets, &mark.spans, unit) {
            value.insert("fragments".to_owned(), pieces);
        }
        let mut kept: Object = mark.ext.as_deref().and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
        let answers = kept.shift_remove("@answers");
        let mut region = Object::new();
        region.insert("id".to_owned(), id(at).into());
        for (key, default) in [("from_name", "label"), ("to_name", "text"), ("type", "labels")] {
            region.insert(key.to_owned(), kept.shift_remove(key).unwrap_or_else(|| default.into()));
        }
        if let Some(Value::Object(more)) = kept.shift_remove("value") {
            value.extend(more);
        }
        region.insert("value".to_owned(), value.into());
        if let Some(score) = mark.score {
            region.insert("score".to_owned(), fields::number_of(score));
        }
        region.extend(kept);
        let asked: BTreeSet<String> = answers
            .as_ref()
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|answer| json::string(answer.get("from_name")))
            .collect();
        let mine: BTreeMap<&String, &String> = mark.attributes.iter().filter(|pair| !asked.contains(pair.0)).collect();
        if !mine.is_empty() {
            let meta = region.entry("meta").or_insert_with(|| Object::new().into());
            if let Value::Object(meta) = meta {
                meta.insert("attributes".to_owned(), json!(mine));
            }
        }
        result.push(Value::Object(region));
        if let Some(Value::Array(answers)) = answers {
            result.extend(answers);
        }
    }
    for link in doc.links.iter().filter(|link| link.layer == layer) {
        let mut relation = Object::new();
        if !link.id.is_empty() {
            relation.insert("id".to_owned(), link.id.clone().into());
        }
        relation.insert("from_id".to_owned(), id(link.from).into());
        relation.insert("to_id".to_owned(), id(link.to).into());
        relation.insert("type".to_owned(), "relation".into());
        relation.insert("direction".to_owned(), "right".into());
        relation.insert("labels".to_owned(), json!([*link.label]));
        relation.insert("annotator".to_owned(), Value::Null); // the annotation says whose it is
        fields::extend_link(&mut relation, link, exchange, |at| id(at).into());
        relation.shift_remove("annotator");
        result.push(Value::Object(relation));
    }
    result
}

/// The labelling configuration: the labels with their colours, the relations.
fn config(exchange: &Exchange) -> String {
    let mut labels: BTreeMap<&str, Option<crate::model::Rgb>> = BTreeMap::new();
    for label in &exchange.labels {
        labels.insert(&label.name, label.colour);
    }
    let mut relations = BTreeSet::new();
    for doc in &exchange.articles {
        for mark in &doc.marks {
            labels.entry(&mark.label).or_default();
        }
        relations.extend(doc.links.iter().map(|link| link.label.as_ref()));
    }
    let escape = |text: &str| quick_xml::escape::escape(text).into_owned();
    let mut xml = String::from("<View>\n");
    if !relations.is_empty() {
        xml.push_str("  <Relations>\n");
        for relation in relations {
            let _ = writeln!(xml, "    <Relation value=\"{}\"/>", escape(relation));
        }
        xml.push_str("  </Relations>\n");
    }
    xml.push_str("  <Labels name=\"label\" toName=\"text\">\n");
    for (label, colour) in labels {
        let _ = write!(xml, "    <Label value=\"{}\"", escape(label));
        if let Some(crate::model::Rgb(red, green, blue)) = colour {
            let _ = write!(xml, " background=\"#{red:02x}{green:02x}{blue:02x}\"");
        }
        xml.push_str("/>\n");
    }
    xml.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n");
    xml
}
