//! Label Studio's JSON_MIN and CSV: a row is one annotation of one task, its regions are a list (in a cell).

use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind};
use super::fields::{self, Finding, Pending};
use super::json::{self, Object};
use super::probe::Probe;
use super::{FormatError, Options, Source};
use crate::text::Unit;
use serde_json::Value;
use std::collections::HashMap;

const NAME: &str = "label-studio-min";

/// Rows with `annotation_id`.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let line = probe.head().lines().next().unwrap_or_default().to_owned();
    (probe.has("annotation_id") && !probe.has("bodies"))
        || (line.split(',').any(|cell| cell.trim_matches('"') == "annotation_id") && !line.starts_with(['{', '[']))
}

/// # Errors
/// Where no row has a text.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    let mut known = HashMap::new();
    for source in sources {
        let is_json = json::first(&source.bytes).is_some();
        if is_json {
            json::records(&source.bytes, |number, record| match record {
                Ok(Value::Object(record)) => {
                    row(record, options, &mut exchange, &mut known, audit, &format!("{}, row {number}", source.name))
                }
                _ => audit.lost("row that is no JSON object", 1, || format!("{}, row {number}", source.name)),
            });
            continue;
        }
        let bytes = json::text(&source.bytes);
        let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let names = table.byte_headers().cloned().unwrap_or_default();
        for (number, cells) in table.byte_records().enumerate() {
            let place = format!("{}, row {}", source.name, number + 1);
            let Ok(cells) = cells else {
                audit.lost("row that is no CSV", 1, || place);
                continue;
            };
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let record = names.iter().zip(&cells).map(|(name, cell)| {
                let cell = text(cell);
                let parsed = cell.starts_with('[').then(|| serde_json::from_str(&cell).ok()).flatten();
                (text(name), parsed.unwrap_or(Value::String(cell)))
            });
            row(record.collect(), options, &mut exchange, &mut known, audit, &place);
        }
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("Label Studio table", file, "no row has a text"));
    }
    Ok(exchange)
}

fn row(
    mut record: Object,
    options: &Options,
    exchange: &mut Exchange,
    known: &mut HashMap<String, usize>,
    audit: &mut Audit,
    place: &str,
) {
    let Some(Value::String(text)) = fields::text_key(&record).and_then(|key| record.shift_remove(key)) else {
        audit.lost("row without text", 1, || place.to_owned());
        return;
    };
    let name = json::string(record.shift_remove("annotator").as_ref()).unwrap_or_default();
    let layer = fields::layer(exchange, &name, LayerKind::Person);
    let spans_key = record.iter().find(|(_, value)| is_spans(value)).map(|(key, _)| key.clone());
    let spans =
        spans_key.and_then(|key| record.shift_remove(&key)).and_then(|spans| spans.as_array().cloned()).unwrap_or_default();
    let mut pending = Vec::new();
    for span in spans {
        let Value::Object(mut span) = span else { continue };
        let labels = span.shift_remove("labels").and_then(|labels| labels.as_array().cloned()).unwrap_or_default();
        for label in &labels {
            let mut span = span.clone();
            span.insert("label".to_owned(), label.clone());
            pending.extend(Pending::take(span, ["start", "end", "text", "label"], layer, audit, place));
        }
    }
    let at = *known.entry(text.clone()).or_insert_with(|| {
        let mut doc = Doc::new(fields::name_of(&mut record), text);
        fields::keep_rest(&mut doc, NAME, std::mem::take(&mut record));
        exchange.articles.push(doc);
        exchange.articles.len() - 1
    });
    let mut doc = std::mem::replace(&mut exchange.articles[at], Doc::new("", ""));
    let finding = Finding { declared: Unit::CodePoint, only: options.unit, place };
    fields::settle(&mut doc, pending, &finding, exchange, audit);
    exchange.articles[at] = doc;
}

fn is_spans(value: &Value) -> bool {
    value.as_array().and_then(|list| list.first()).is_some_and(|span| span.get("start").is_some() && span.get("labels").is_some())
}
