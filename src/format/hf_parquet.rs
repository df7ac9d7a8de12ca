//! Hugging Face data sets as Parquet: the rows of `hf_jsonl` as columns, or words with numbered tags.
//!
//! Spans and relations are lists of structs. The names of tags stand in the `huggingface` key of the file's metadata, as the
//! `datasets` library writes and reads it. Attributes and metadata, whose keys differ from row to row, are JSON in a string.

use super::audit::Audit;
use super::exchange::Exchange;
use super::json::Object;
use super::probe::Probe;
use super::{FormatError, Options, Source, hf_jsonl};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) use super::hf_parquet_out::{write_spans, write_tokens};

/// Columns whose strings are JSON.
pub(super) const JSON_COLUMNS: [&str; 4] = ["attributes", "fragments", "metadata", "ext"];

/// Parquet begins and ends with its name.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    probe.bytes.len() > 12 && probe.bytes.starts_with(b"PAR1") && probe.bytes.ends_with(b"PAR1")
}

/// # Errors
/// Where a file is no Parquet, or has no column of texts or tokens.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = hf_jsonl::start();
    for source in sources {
        let bad = |why: String| FormatError::malformed("Parquet", &source.name, why);
        let file = bytes::Bytes::from(source.bytes.clone());
        let reader = SerializedFileReader::new(file).map_err(|error| bad(error.to_string()))?;
        let pairs = reader.metadata().file_metadata().key_value_metadata();
        let described = pairs.into_iter().flatten().find(|pair| pair.key == "huggingface").and_then(|pair| pair.value.clone());
        let classes = described.map(|json| class_names(&json)).unwrap_or_default();
        let mut rows = reader.get_row_iter(None).map_err(|error| bad(error.to_string()))?;
        for number in 1.. {
            // The library takes some damage for a mistake of its own and panics.
            let Some(row) = catch_unwind(AssertUnwindSafe(|| rows.next())).unwrap_or(Some(Err(damaged()))) else { break };
            let place = format!("{}, row {number}", source.name);
            match row {
                Ok(row) => {
                    let record =
                        row.into_columns().into_iter().map(|(name, field)| (name.clone(), value(&name, field))).collect();
                    hf_jsonl::row(without_nulls(record), &classes, options, &mut exchange, audit, &place);
                }
                // What follows a damaged row cannot be found; the reader would fail at it for ever.
                Err(error) => {
                    audit.lost("rest of a file from a damaged row on", 1, || format!("{place}: {error}"));
                    break;
                }
            }
        }
    }
    Ok(exchange)
}

fn damaged() -> ParquetError {
    ParquetError::General("its structure is damaged".to_owned())
}

fn without_nulls(record: Object) -> Object {
    record.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

/// The names of the tags: of the first `ClassLabel` in the description.
fn class_names(json: &str) -> Vec<String> {
    fn find(value: &Value) -> Option<Vec<String>> {
        match value {
            Value::Object(object) => {
                if object.get("_type").and_then(Value::as_str) == Some("ClassLabel") {
                    let names = object.get("names")?.as_array()?;
                    return Some(names.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect());
                }
                object.values().find_map(find)
            }
            Value::Array(list) => list.iter().find_map(find),
            _ => None,
        }
    }
    serde_json::from_str(json).ok().as_ref().and_then(find).unwrap_or_default()
}

fn value(name: &str, field: Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(is) => is.into(),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) => number.into(),
        Field::Long(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float(number) => f64::from(number).into(),
        Field::Double(number) => number.into(),
        Field::Str(text) if JSON_COLUMNS.contains(&name) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        Field::Str(text) => text.into(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into(),
        Field::Group(row) => {
            row.into_columns().into_iter().map(|(name, field)| (name.clone(), value(&name, field))).collect::<Object>().into()
        }
        Field::ListInternal(list) => list.elements().iter().map(|field| value("", field.clone())).collect(),
        other => other.to_string().into(),
    }
}
