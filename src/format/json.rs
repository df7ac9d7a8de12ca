//! Records of JSON files: one object a line, an array, or one after the other; and JSON that every reader can take.
//!
//! An array is cut into its elements before they are parsed, so that one record is in memory at a time.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::ser::Formatter;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::io;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// The text of a file: without the mark of its encoding.
pub(super) fn text(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The first record, or `None` where this is no JSON.
pub(super) fn first(bytes: &[u8]) -> Option<Value> {
    let bytes = text(bytes);
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    match bytes[start] {
        b'[' => {
            let inner = bytes[start + 1..].iter().position(|byte| !byte.is_ascii_whitespace())? + start + 1;
            serde_json::Deserializer::from_slice(&bytes[inner..]).into_iter::<Value>().next()?.ok()
        }
        b'{' => serde_json::Deserializer::from_slice(&bytes[start..]).into_iter::<Value>().next()?.ok(),
        _ => None,
    }
}

/// Calls `each` with the number (from 1) and value of every record. Broken ones are given as the error's text.
pub(super) fn records<T: DeserializeOwned>(bytes: &[u8], mut each: impl FnMut(usize, Result<T, String>)) {
    let bytes = text(bytes);
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
    if bytes.get(start) == Some(&b'[') {
        match serde_json::from_slice::<Vec<&RawValue>>(&bytes[start..]) {
            // An array alone, unless it is the first of many lines that are arrays.
            Ok(elements) => {
                for (number, raw) in elements.into_iter().enumerate() {
                    each(number + 1, serde_json::from_str(raw.get()).map_err(|error| error.to_string()));
                }
                return;
            }
            Err(error) if !error.to_string().starts_with("trailing") => {
                each(1, Err(error.to_string()));
                return;
            }
            Err(_) => {}
        }
    }
    if let Ok(value) = serde_json::from_slice::<T>(&bytes[start..]) {
        each(1, Ok(value));
        return;
    }
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    for (number, line) in lines.enumerate() {
        if !line.is_empty() && line.iter().any(|byte| *byte != 0) {
            each(number + 1, serde_json::from_slice(line).map_err(|error| error.to_string()));
        }
    }
}

/// JSON in pure ASCII: readers that guess the encoding cannot guess wrongly.
pub(super) fn to_ascii(value: &impl Serialize, out: &mut Vec<u8>) {
    let mut serializer = serde_json::Serializer::with_formatter(out, Ascii);
    // Writing a tree of strings and numbers to memory cannot fail.
    let _ = value.serialize(&mut serializer);
}

struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii() || byte == 0x7f) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let Some(c) = rest[at..].chars().next() else { break };
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// A number that may be written as a string.
pub(super) fn number(value: Option<&Value>) -> Option<usize> {
    match value? {
        Value::Number(number) => {
            number.as_u64().or_else(|| number.as_f64().filter(|n| *n >= 0.0 && n.fract() == 0.0).map(|n| n as u64))
        }
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .and_then(|number| usize::try_from(number).ok())
}

/// A string, or the JSON of anything else that is no `null`.
pub(super) fn string(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A score, where it is one.
pub(super) fn score(value: Option<&Value>) -> Option<f32> {
    value.and_then(Value::as_f64).map(|score| score as f32)
}

/// The object, or what is left of it, as kept text; `None` where empty.
pub(super) fn rest(object: Object) -> Option<Box<str>> {
    (!object.is_empty()).then(|| Value::Object(object).to_string().into_boxed_str())
}

/// Puts back what [`rest`] kept, where the key is free.
pub(super) fn put_back(object: &mut Object, kept: Option<&str>) {
    let Some(Value::Object(fields)) = kept.and_then(|kept| serde_json::from_str(kept).ok()) else { return };
    for (key, value) in fields {
        object.entry(key).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Result<Value, String>> {
        let mut all = Vec::new();
        records(text.as_bytes(), |_, value| all.push(value));
        all
    }

    #[test]
    fn records_come_in_three_ways() {
        assert_eq!(values("[{\"a\":1},{\"a\":2}]").len(), 2);
        assert_eq!(values("{\"a\":1}\n\n{\"a\":2}\r\n").len(), 2);
        assert_eq!(values("{\n\"a\":1}").len(), 1);
        assert_eq!(values("[1,2]\n[3,4]").len(), 2, "lines that are arrays");
        assert!(values("{\"a\":1}\nbroken")[1].is_err());
        assert_eq!(first(b"\xef\xbb\xbf [ {\"a\": 1}, "), Some(serde_json::json!({"a": 1})));
    }

    #[test]
    fn what_is_written_is_ascii_and_reads_back() {
        let mut out = Vec::new();
        to_ascii(&"é😀\u{7f}\n", &mut out);
        assert_eq!(out, br#""\u00e9\ud83d\ude00\u007f\n""#);
    }
}
