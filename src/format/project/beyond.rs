//! Fields of newer versions: found on reading, kept in `ext["standpoint"]`, put back on writing.
//!
//! A form that is written again and equals what was read holds everything; only where it does not, the two are compared. So
//! our own files cost one comparison of bytes, made while they are written, and no list of known fields is kept anywhere.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::io::{self, ErrorKind, Write};

/// Where the model keeps fields of newer versions.
pub(crate) const OURS: &str = "standpoint";

/// One object as a form, and what it holds beyond it.
///
/// # Errors
/// What serde_json says of an object of another shape.
pub(crate) fn parse<'a, T: Deserialize<'a> + Serialize>(raw: &'a RawValue) -> Result<(T, Option<Value>), serde_json::Error> {
    let form: T = serde_json::from_str(raw.get())?;
    let mut expected = Expected(raw.get().as_bytes());
    if serde_json::to_writer(&mut expected, &form).is_ok() && expected.0.is_empty() {
        return Ok((form, None));
    }
    let original: Value = serde_json::from_str(raw.get())?;
    let known: Value = serde_json::from_str(&serde_json::to_string(&form)?)?;
    Ok((form, beyond(&original, &known)))
}

/// Takes these bytes and no others.
struct Expected<'a>(&'a [u8]);

impl Write for Expected<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.strip_prefix(bytes).ok_or(ErrorKind::InvalidData)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What `original` holds and `known` does not: fields by name, elements of lists by their id or index.
fn beyond(original: &Value, known: &Value) -> Option<Value> {
    let mut more = Map::new();
    match (original, known) {
        (Value::Object(original), Value::Object(known)) => {
            for (name, value) in original {
                let value = known.get(name).map_or_else(|| Some(value.clone()), |known| beyond(value, known));
                more.extend(value.map(|value| (name.clone(), value)));
            }
        }
        (Value::Array(original), Value::Array(known)) if original.len() == known.len() => {
            for (idx, (value, known)) in original.iter().zip(known).enumerate() {
                more.extend(beyond(value, known).map(|value| (element_name(idx, known), value)));
            }
        }
        _ => {}
    }
    (!more.is_empty()).then_some(Value::Object(more))
}

fn element_name(idx: usize, element: &Value) -> String {
    element.get("id").and_then(Value::as_str).map_or_else(|| idx.to_string(), str::to_owned)
}

/// Puts back what [`parse`] found; fields that the program writes itself win.
pub(crate) fn merge(value: &mut Value, more: &Value) {
    let Value::Object(more) = more else { return };
    match value {
        Value::Object(fields) => {
            for (name, more) in more {
                match fields.get_mut(name) {
                    Some(value) => merge(value, more),
                    None => drop(fields.insert(name.clone(), more.clone())),
                }
            }
        }
        Value::Array(elements) => {
            for (idx, element) in elements.iter_mut().enumerate() {
                if let Some(more) = more.get(&element_name(idx, element)) {
                    merge(element, more);
                }
            }
        }
        _ => {}
    }
}

/// The fields of newer versions that an `ext` holds.
pub(crate) fn of(ext: &crate::model::Ext) -> Option<Map<String, Value>> {
    match serde_json::from_str(ext.get(OURS)?) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn unknown_fields_are_found_and_put_back() {
        let original = json!({"a": 1, "new": true, "list": [{"id": "x", "b": 1}, {"id": "y", "b": 2, "newer": [1]}]});
        let known = json!({"a": 1, "list": [{"id": "x", "b": 1}, {"id": "y", "b": 2}]});
        let more = beyond(&original, &known).unwrap();
        assert_eq!(more, json!({"new": true, "list": {"y": {"newer": [1]}}}));
        let mut again = json!({"a": 5, "list": [{"id": "y", "b": 2}]});
        merge(&mut again, &more);
        assert_eq!(again, json!({"a": 5, "list": [{"id": "y", "b": 2, "newer": [1]}], "new": true}));
    }
}
