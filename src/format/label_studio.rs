//! Label Studio's JSON: tasks with annotations (one an annotator), predictions (open suggestions), relations, per-region answers.
//!
//! Offsets of `Text` are code points since 2021, UTF-16 before; the quotes tell. Regions of one place and label with several
//! answers (`perRegion`) share an id: their answers become attributes. `config.xml` beside the tasks is the labelling setup.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, Layer, LayerKind, Link};
use super::fields::{self, Finding, Pending};
use super::json::{self, Object};
use super::probe::Probe;
use super::{FormatError, Options, Source};
use crate::text::Unit;
use serde_json::Value;

pub(super) use super::label_studio_out::write;

pub(super) const NAME: &str = "label-studio";

/// Tasks: `data` with annotations or predictions.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let is_data = probe.first().and_then(|first| first.get("data")).is_some_and(Value::is_object);
    is_data && ["annotations", "predictions", "completions"].iter().any(|key| probe.has(key))
}

/// # Errors
/// Where there is no task.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() };
    let mut tasks = 0;
    // The labelling configuration that may lie beside the tasks is no JSON.
    for source in sources.iter().filter(|source| json::first(&source.bytes).is_some()) {
        json::records(&source.bytes, |number, record| {
            let place = format!("{}, task {number}", source.name);
            match record {
                Ok(Value::Object(record)) => {
                    tasks += 1;
                    task(record, options, &mut exchange, audit, &place);
                }
                Ok(_) => audit.lost("record that is no task", 1, || place),
                Err(error) => audit.lost("record that is no JSON", 1, || format!("{place}: {error}")),
            }
        });
    }
    if tasks == 0 {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("Label Studio", file, "it holds no task"));
    }
    Ok(exchange)
}

fn task(mut record: Object, options: &Options, exchange: &mut Exchange, audit: &mut Audit, place: &str) {
    let Some(Value::Object(mut data)) = record.shift_remove("data") else {
        audit.lost("task without data", 1, || place.to_owned());
        return;
    };
    let usual = fields::text_key(&data).map(str::to_owned);
    let longest = || {
        let texts = data.iter().filter_map(|(key, value)| Some((key, value.as_str()?.len())));
        texts.max_by_key(|text| text.1).map(|text| text.0.clone())
    };
    let Some(key) = usual.or_else(longest) else {
        audit.lost("task without text", 1, || place.to_owned());
        return;
    };
    let text = data.shift_remove(&key).and_then(|text| json::string(Some(&text))).unwrap_or_default();
    let mut doc = Doc::new(fields::name_of(&mut data), text);
    fields::take_metadata(&mut data, &mut doc.metadata);
    if key != "text" {
        record.insert("@text".to_owned(), key.into());
    }
    if !data.is_empty() {
        record.insert("@data".to_owned(), data.into());
    }
    let mut kept = Vec::new();
    for list in ["annotations", "completions", "predictions"] {
        let Some(Value::Array(items)) = record.shift_remove(list) else { continue };
        for item in items {
            let Value::Object(mut annotation) = item else { continue };
            let (name, kind) = if list == "predictions" {
                let name = json::string(annotation.get("model_version")).unwrap_or_else(|| "prediction".to_owned());
                (name, LayerKind::Suggester)
            } else if annotation.get("ground_truth").and_then(Value::as_bool) == Some(true) {
                (who(&annotation), LayerKind::Curated)
            } else {
                (who(&annotation), LayerKind::Person)
            };
            let layer = fields::layer(exchange, &name, kind);
            let result = annotation.shift_remove("result").and_then(|result| result.as_array().cloned()).unwrap_or_default();
            let others = regions(result, layer, &mut doc, options, exchange, audit, place);
            if !others.is_empty() {
                annotation.insert("@result".to_owned(), others.into());
            }
            annotation.insert("@layer".to_owned(), name.into());
            annotation.insert("@list".to_owned(), list.into());
            kept.push(Value::Object(annotation));
        }
    }
    record.insert("@annotations".to_owned(), kept.into());
    fields::keep_rest(&mut doc, NAME, record);
    exchange.articles.push(doc);
}

/// The annotator's address, or number.
fn who(annotation: &Object) -> String {
    let by = annotation.get("completed_by").or_else(|| annotation.get("created_username"));
    match by {
        Some(Value::Object(person)) => {
            json::string(person.get("email").filter(|email| *email != "").or_else(|| person.get("id")))
        }
        other => json::string(other),
    }
    .unwrap_or_default()
}

/// Reads the regions of one annotation; answers what are no regions of the text.
fn regions(
    result: Vec<Value>,
    layer: usize,
    doc: &mut Doc,
    options: &Options,
    exchange: &mut Exchange,
    audit: &mut Audit,
    place: &str,
) -> Vec<Value> {
    let mut pending: Vec<Pending> = Vec::new();
    let mut relations = Vec::new();
    let mut others = Vec::new();
    for item in result {
        let Value::Object(mut region) = item else { continue };
        if region.get("type").and_then(Value::as_str) == Some("relation") {
            relations.push(region);
            continue;
        }
        let kind = region.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        let offsets =
            region.get("value").and_then(|value| Some((json::number(value.get("start"))?, json::number(value.get("end"))?)));
        let (Some((start, end)), Some(Value::Object(mut value))) = (offsets, region.get("value").cloned()) else {
            others.push(Value::Object(region));
            continue;
        };
        let id = json::string(region.get("id")).unwrap_or_default();
        let labels = value
            .shift_remove(if kind == "hypertextlabels" { "hypertextlabels" } else { "labels" })
            .or_else(|| value.shift_remove("labels"));
        let labels: Vec<String> = labels
            .as_ref()
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|label| json::string(Some(label)))
            .collect();
        let known = pending.iter_mut().find(|span| !id.is_empty() && span.id == id && span.start == start && span.end == end);
        if labels.is_empty() {
            // An answer about a region: choices, text, number, rating, taxonomy.
            let answer = value.shift_remove(&kind).unwrap_or_default();
            let words = match &answer {
                Value::Array(list) => list.iter().filter_map(|item| json::string(Some(item))).collect::<Vec<_>>().join(" "),
                other => json::string(Some(other)).unwrap_or_default(),
            };
            let name = json::string(region.get("from_name")).unwrap_or_else(|| kind.clone());
            if let Some(span) = known {
                let all = span.object.entry("attributes").or_insert_with(|| Object::new().into());
                if let Value::Object(all) = all {
                    all.insert(name, words.into());
                }
                // How it was asked, so that it goes out as it came.
                span.object
                    .entry("@answers")
                    .or_insert_with(|| Value::Array(Vec::new()))
                    .as_array_mut()
                    .into_iter()
                    .for_each(|list| list.push(region.clone().into()));
            } else {
                others.push(Value::Object(region));
            }
            continue;
        }
        let quote = value.shift_remove("text").and_then(|quote| json::string(Some(&quote)));
        value.shift_remove("start");
        value.shift_remove("end");
        let mut object = Object::new();
        for (key, of) in [
            ("score", region.shift_remove("score")),
            ("attributes", meta_attributes(&mut region)),
            ("fragments", value.shift_remove("fragments")),
        ] {
            if let Some(of) = of {
                object.insert(key.to_owned(), of);
            }
        }
        for key in ["id", "value"] {
            region.shift_remove(key);
        }
        if !value.is_empty() {
            region.insert("value".to_owned(), value.into());
        }
        if region.get("type").and_then(Value::as_str) == Some("labels") {
            region.shift_remove("type");
        }
        for (key, default) in [("from_name", "label"), ("to_name", "text")] {
            if region.get(key).and_then(Value::as_str) == Some(default) {
                region.shift_remove(key);
            }
        }
        object.extend(region);
        for (number, label) in labels.into_iter().enumerate() {
            let id = if number == 0 { id.clone() } else { format!("{id}#{number}") };
            pending.push(Pending { id, start, end, quote: quote.clone(), label, layer, object: object.clone() });
        }
    }
    let ids: Vec<String> = pending.iter().map(|span| span.id.clone()).collect();
    let finding = Finding { declared: Unit::CodePoint, only: options.unit, place };
    let found = fields::settle(doc, pending, &finding, exchange, audit);
    for relation in relations {
        links(relation, layer, doc, &ids, &found, exchange, audit, place);
    }
    others
}

fn meta_attributes(region: &mut Object) -> Option<Value> {
    let meta = region.get_mut("meta")?.as_object_mut()?;
    let attributes = meta.shift_remove("attributes");
    if meta.is_empty() {
        region.shift_remove("meta");
    }
    attributes
}

#[expect(clippy::too_many_arguments, reason = "one relation needs all that its annotation has")]
fn links(
    mut relation: Object,
    layer: usize,
    doc: &mut Doc,
    ids: &[String],
    found: &[Option<usize>],
    exchange: &mut Exchange,
    audit: &mut Audit,
    place: &str,
) {
    let at = |id: &Value| ids.iter().position(|known| Some(known.as_str()) == id.as_str()).and_then(|at| found[at]);
    let mut end = |key: &str| relation.shift_remove(key).as_ref().and_then(at);
    let (Some(mut from), Some(mut to)) = (end("from_id"), end("to_id")) else {
        audit.lost("relation whose ends are no regions", 1, || place.to_owned());
        return;
    };
    if relation.get("direction").and_then(Value::as_str) == Some("left") {
        std::mem::swap(&mut from, &mut to);
        relation.shift_remove("direction");
        audit.repaired("relation that pointed to the left", 1, || place.to_owned());
    } else if relation.get("direction").and_then(Value::as_str) == Some("right") {
        relation.shift_remove("direction");
    }
    relation.shift_remove("type");
    let labels = relation.shift_remove("labels");
    let mut labels: Vec<String> =
        labels.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(|label| json::string(Some(label))).collect();
    if labels.is_empty() {
        labels.push("related".to_owned());
    }
    for label in labels {
        let mut relation = relation.clone();
        let mut link = Link::new(fields::name_of(&mut relation), from, to, label, layer);
        fields::take_link(&mut relation, &mut link, exchange, at);
        link.layer = layer;
        doc.links.push(link);
    }
}
