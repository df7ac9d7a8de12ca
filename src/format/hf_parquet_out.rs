//! Writing data sets as Parquet, column by column, with the description that the `datasets` library looks for.

use super::audit::Audit;
use super::exchange::Exchange;
use super::hf_parquet::JSON_COLUMNS;
use super::json::Object;
use super::{FormatError, Options, Written, hf_jsonl, losses, tokens};
use crate::text::Unit;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fields of a span and of a relation: name and type.
const SPAN: [(&str, &str); 10] = [
    ("id", "string"),
    ("start", "int64"),
    ("end", "int64"),
    ("label", "string"),
    ("text", "string"),
    ("annotator", "string"),
    ("suggester", "string"),
    ("score", "float64"),
    ("fragments", "string"),
    ("attributes", "string"),
];
const RELATION: [(&str, &str); 12] = [
    ("id", "string"),
    ("head", "string"),
    ("tail", "string"),
    ("label", "string"),
    ("annotator", "string"),
    ("suggester", "string"),
    ("score", "float64"),
    ("evidence", "string"),
    ("cue", "string"),
    ("content", "string"),
    ("source", "string"),
    ("attributes", "string"),
];
const ROW: [&str; 4] = ["id", "text", "metadata", "note"];
/// Articles a row group, so that a reader need not hold all of them.
const GROUP: usize = 1000;

fn fail(error: ParquetError) -> FormatError {
    FormatError::Unwritable { format: "Parquet", why: error.to_string() }
}

fn columns_of(fields: &[(&str, &str)]) -> String {
    let column = |(name, kind): &(&str, &str)| match *kind {
        "int64" => format!("optional int64 {name};"),
        "float64" => format!("optional double {name};"),
        _ => format!("optional binary {name} (UTF8);"),
    };
    fields.iter().map(column).collect::<Vec<_>>().join(" ")
}

fn features(fields: &[(&str, &str)]) -> Value {
    fields.iter().map(|(name, kind)| ((*name).to_owned(), json!({"dtype": kind, "_type": "Value"}))).collect::<Object>().into()
}

fn writer(schema: &str, features: &Value) -> Result<SerializedFileWriter<Vec<u8>>, FormatError> {
    let schema = parse_message_type(schema).map_err(fail)?;
    let described = json!({"info": {"features": features}}).to_string();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![KeyValue::new("huggingface".to_owned(), described)]))
        .build();
    SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties)).map_err(fail)
}

fn bytes(value: &Value) -> ByteArray {
    match value {
        Value::String(text) => text.as_str().into(),
        other => other.to_string().as_str().into(),
    }
}

/// Everything may be null, as Arrow has it: `datasets` takes a schema that says otherwise for another one and forgets its
/// description. An empty list is level 1, a null in it 3, a value in a struct 4.
///
/// Writes the next column: levels and values as they come.
fn column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    kind: &str,
    values: &[&Value],
    defined: &[i16],
    repeated: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let Some(mut next) = group.next_column()? else { return Ok(()) };
    match kind {
        "int64" => {
            let numbers: Vec<i64> = values.iter().map(|value| value.as_i64().unwrap_or_default()).collect();
            next.typed::<Int64Type>().write_batch(&numbers, Some(defined), repeated)?;
        }
        "float64" => {
            let numbers: Vec<f64> = values.iter().map(|value| value.as_f64().unwrap_or_default()).collect();
            next.typed::<DoubleType>().write_batch(&numbers, Some(defined), repeated)?;
        }
        _ => {
            let texts: Vec<ByteArray> = values.iter().map(|value| bytes(value)).collect();
            next.typed::<ByteArrayType>().write_batch(&texts, Some(defined), repeated)?;
        }
    }
    next.close()
}

/// # Errors
/// Where Parquet refuses a column.
pub(super) fn write_spans(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let list = |name: &str, fields: &[(&str, &str)]| {
        format!(
            "optional group {name} (LIST) {{ repeated group list {{ optional group element {{ {} }} }} }}",
            columns_of(fields)
        )
    };
    let row = columns_of(&ROW.map(|name| (name, "string")));
    let schema = format!("message schema {{ {row} {} {} }}", list("spans", &SPAN), list("relations", &RELATION));
    let mut description: Object =
        ROW.iter().map(|name| ((*name).to_owned(), json!({"dtype": "string", "_type": "Value"}))).collect();
    description.insert("spans".to_owned(), json!([features(&SPAN)]));
    description.insert("relations".to_owned(), json!([features(&RELATION)]));
    let mut file = writer(&schema, &description.into())?;
    let known: BTreeSet<&str> = SPAN.iter().chain(&RELATION).map(|field| field.0).collect();
    for articles in exchange.articles.chunks(GROUP) {
        let rows: Vec<Object> =
            articles.iter().map(|doc| hf_jsonl::out_row(exchange, doc, options.unit.unwrap_or(Unit::CodePoint))).collect();
        let mut group = file.next_row_group().map_err(fail)?;
        for name in ROW {
            let cells: Vec<Option<&Value>> = rows.iter().map(|row| row.get(name)).collect();
            let defined: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
            let values: Vec<&Value> = cells.into_iter().flatten().collect();
            column(&mut group, "string", &values, &defined, None).map_err(fail)?;
        }
        for (list, fields) in [("spans", &SPAN[..]), ("relations", &RELATION[..])] {
            for (name, kind) in fields {
                let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
                for row in &rows {
                    let items = row.get(list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                    if items.is_empty() {
                        defined.push(1);
                        repeated.push(0);
                    }
                    for (number, item) in items.iter().enumerate() {
                        let cell = item.get(*name);
                        defined.push(3 + i16::from(cell.is_some()));
                        repeated.push(i16::from(number > 0));
                        values.extend(cell);
                    }
                }
                column(&mut group, kind, &values, &defined, Some(&repeated)).map_err(fail)?;
            }
        }
        group.close().map_err(fail)?;
        for (row, doc) in rows.iter().zip(articles) {
            let all = ["spans", "relations"].into_iter().filter_map(|list| row.get(list).and_then(Value::as_array)).flatten();
            let foreign =
                all.filter_map(Value::as_object).flat_map(Object::keys).filter(|key| !known.contains(key.as_str())).count();
            audit.lost("field without a column", foreign, || losses::place(doc));
            let foreign =
                row.keys().filter(|key| !ROW.contains(&key.as_str()) && !matches!(key.as_str(), "spans" | "relations")).count();
            audit.lost("field without a column", foreign, || losses::place(doc));
        }
    }
    debug_assert!(JSON_COLUMNS.contains(&"attributes"));
    Ok(vec![Written { name: String::new(), bytes: file.into_inner().map_err(fail)? }])
}

/// # Errors
/// Where Parquet refuses a column.
pub(super) fn write_tokens(exchange: &Exchange, _options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let labels: BTreeSet<&str> =
        exchange.articles.iter().flat_map(|doc| doc.marks.iter().map(|mark| mark.label.as_ref())).collect();
    let mut names = vec!["O".to_owned()];
    names.extend(labels.iter().flat_map(|label| [format!("B-{label}"), format!("I-{label}")]));
    let description = json!({
        "id": {"dtype": "string", "_type": "Value"},
        "tokens": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "List"},
        "ner_tags": {"feature": {"names": names, "_type": "ClassLabel"}, "_type": "List"},
    });
    let list = |name: &str, element: &str| {
        format!("optional group {name} (LIST) {{ repeated group list {{ optional {element} element; }} }}")
    };
    let list_of_texts = "optional group tokens (LIST) { repeated group list { optional binary element (UTF8); } }";
    let schema = format!("message schema {{ optional binary id (UTF8); {list_of_texts} {} }}", list("ner_tags", "int64"));
    let mut file = writer(&schema, &description)?;
    for articles in exchange.articles.chunks(GROUP) {
        let mut ids = Vec::new();
        let (mut words, mut tags) = (Vec::new(), Vec::new());
        let (mut defined, mut repeated) = (Vec::new(), Vec::new());
        for doc in articles {
            ids.push(Value::from(doc.name.clone()));
            let all: Vec<tokens::Token> =
                tokens::of(doc).into_iter().filter(|token| !tokens::is_blank(&doc.text, *token)).collect();
            let (flat, left_out) = tokens::flat(&all, doc.marks.iter().map(|mark| &mark.spans).enumerate());
            audit.lost("span that overlaps a longer one", left_out, || losses::place(doc));
            let first_tag = tags.len();
            tags.resize(first_tag + all.len(), 0_i64);
            for (first, last, mark) in flat {
                let at = labels.iter().position(|label| *label == &*doc.marks[mark].label).unwrap_or(0) as i64;
                tags[first_tag + first..=first_tag + last].fill(2 + 2 * at);
                tags[first_tag + first] = 1 + 2 * at;
            }
            if all.is_empty() {
                defined.push(1);
                repeated.push(0);
            }
            // The words are slices of one copy of the text.
            let text = bytes::Bytes::copy_from_slice(doc.text.as_bytes());
            words.extend(all.iter().map(|token| ByteArray::from(text.slice(token.start..token.end))));
            defined.resize(defined.len() + all.len(), 3);
            repeated.extend((0..all.len()).map(|at| i16::from(at > 0)));
        }
        let mut group = file.next_row_group().map_err(fail)?;
        let all_ids: Vec<&Value> = ids.iter().collect();
        column(&mut group, "string", &all_ids, &vec![1; ids.len()], None).map_err(fail)?;
        write_lists(&mut group, &words, &tags, &defined, &repeated).map_err(fail)?;
        group.close().map_err(fail)?;
    }
    Ok(vec![Written { name: String::new(), bytes: file.into_inner().map_err(fail)? }])
}

/// The columns of words and of the numbers of their tags.
fn write_lists(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    words: &[ByteArray],
    tags: &[i64],
    defined: &[i16],
    repeated: &[i16],
) -> Result<(), ParquetError> {
    if let Some(mut next) = group.next_column()? {
        next.typed::<ByteArrayType>().write_batch(words, Some(defined), Some(repeated))?;
        next.close()?;
    }
    if let Some(mut next) = group.next_column()? {
        next.typed::<Int64Type>().write_batch(tags, Some(defined), Some(repeated))?;
        next.close()?;
    }
    Ok(())
}
