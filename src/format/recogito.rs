//! Recogito's own JSON as web annotations: anchors `char-offset:231`, bodies with the quote, types and tags, relations.

use super::json::{self, Object};
use serde_json::{Value, json};

/// Has it Recogito's fields?
pub(super) fn is_one(item: &Value) -> bool {
    item.get("annotation_id").is_some() && item.get("annotates").is_some() && item.get("bodies").is_some_and(Value::is_array)
}

fn bodies(item: &Value) -> impl Iterator<Item = (&str, &Value)> {
    item.get("bodies")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|body| (body.get("type").and_then(Value::as_str).unwrap_or_default(), body))
}

/// The annotation and its relations as web annotations.
pub(super) fn rewrite(item: &Object) -> Vec<Object> {
    let whole = Value::Object(item.clone());
    let id = json::string(item.get("annotation_id")).unwrap_or_default();
    let source = whole.pointer("/annotates/document_id").and_then(Value::as_str).unwrap_or_default();
    let value = |body: &Value| body.get("value").and_then(Value::as_str).unwrap_or_default().to_owned();
    let quote = bodies(&whole).find(|body| body.0 == "QUOTE").map(|body| value(body.1)).unwrap_or_default();
    let start =
        item.get("anchor").and_then(Value::as_str).and_then(|anchor| anchor.strip_prefix("char-offset:")?.parse::<usize>().ok());
    let mut selector = vec![json!({"type": "TextQuoteSelector", "exact": quote})];
    selector.extend(start.map(|start| {
        json!({"type": "TextPositionSelector", "start": start, "end": start.saturating_add(quote.encode_utf16().count())})
    }));
    let body: Vec<Value> = bodies(&whole)
        .filter(|body| body.0 != "QUOTE")
        .map(|(kind, body)| match kind {
            "TAG" => json!({"value": value(body), "purpose": "tagging"}),
            "COMMENT" => json!({"value": value(body), "purpose": "commenting"}),
            kind => json!({"value": kind, "purpose": "tagging"}),
        })
        .collect();
    let links: Vec<&str> = bodies(&whole).filter_map(|body| body.1.pointer("/reference/uri").and_then(Value::as_str)).collect();
    let creator = item.get("contributors").and_then(|all| all.get(0)).cloned().unwrap_or_default();
    let mut all = vec![json!({
        "id": id, "type": "Annotation", "body": body, "creator": creator,
        "target": {"source": source, "selector": selector},
        "attributes": links.first().map_or_else(|| json!({}), |link| json!({"uri": link})),
    })];
    for relation in item.get("relations").and_then(Value::as_array).into_iter().flatten() {
        let Some(other) = relation.get("relates_to").and_then(Value::as_str) else { continue };
        let body: Vec<Value> = bodies(relation).map(|body| json!({"value": value(body.1), "purpose": "tagging"})).collect();
        all.push(json!({
            "id": "", "type": "Annotation", "motivation": "linking", "body": body,
            "target": [{"id": id, "source": source}, {"id": other}],
        }));
    }
    all.into_iter().filter_map(|item| if let Value::Object(item) = item { Some(item) } else { None }).collect()
}
