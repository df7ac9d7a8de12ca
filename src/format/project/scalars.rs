//! The small shapes of the project file: ids, times, spans, and the usual values that are left out of the file.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Foreign fields, verbatim JSON by the name of the format.
pub(crate) type ExtForm = BTreeMap<String, Box<RawValue>>;

/// An id: base 36 in the file. Ids of other programs (`"mention-1"`) get a number of their own, always the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(crate) struct Key(pub(crate) u64);

impl Key {
    pub(crate) fn parse(text: &str) -> Self {
        u64::from_str_radix(text, 36).map_or_else(|_| Self(number_of(text)), Self)
    }
}

/// FNV-1a, 48 bits.
pub(crate) fn number_of(text: &str) -> u64 {
    let hash =
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash & 0xffff_ffff_ffff
}

impl<T> From<crate::model::Id<T>> for Key {
    fn from(id: crate::model::Id<T>) -> Self {
        Self(id.number())
    }
}

impl<T> From<Key> for crate::model::Id<T> {
    fn from(key: Key) -> Self {
        Self::new(key.0)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&crate::model::Id::<()>::new(self.0))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id (text)")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key, E> {
                Ok(Key::parse(text))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Key, E> {
                Ok(Key::parse(&number.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A time: ISO 8601 in UTC with milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct When(pub(crate) i64);

impl When {
    pub(super) fn unknown(&self) -> bool {
        self.0 == 0
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(time) => serializer.collect_str(&time),
            Err(_) => serializer.serialize_i64(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = When;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a time such as \"2026-11-24T09:30:00Z\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
                let time: jiff::Timestamp = text.parse().map_err(E::custom)?;
                Ok(When(time.as_millisecond()))
            }
            fn visit_i64<E: de::Error>(self, millis: i64) -> Result<When, E> {
                Ok(When(millis))
            }
            fn visit_u64<E: de::Error>(self, millis: u64) -> Result<When, E> {
                i64::try_from(millis).map(When).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A whole text, put straight to where it stays.
pub(crate) struct Text(pub(crate) Arc<str>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?.get();
        let quoted = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        match quoted.and_then(unescaped) {
            Some(text) => Ok(Self(text.into())),
            None => serde_json::from_str::<String>(raw).map(|text| Self(text.into())).map_err(de::Error::custom),
        }
    }
}

/// What a JSON string means, in memory taken once; `None` where it has escapes by number, which are left to serde_json.
fn unescaped(raw: &str) -> Option<Cow<'_, str>> {
    let mut rest = raw;
    let mut text = String::new();
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        if text.is_empty() {
            text.reserve_exact(raw.len());
        }
        text.push_str(&rest[..at]);
        text.push(match rest.as_bytes().get(at + 1)? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            _ => return None,
        });
        rest = &rest[at + 2..];
    }
    if rest.len() == raw.len() {
        return Some(Cow::Borrowed(raw));
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// A half-open range of code points and the words there.
#[derive(Clone, Serialize, Deserialize, Debug)]
pub(crate) struct SpanForm<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Absent in the journal only.
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) quote: Cow<'a, str>,
}

pub(crate) type SpansForm<'a> = Vec<SpanForm<'a>>;

pub(super) fn absent(text: &str) -> bool {
    text.is_empty()
}

pub(super) fn first() -> Key {
    Key(1)
}

pub(super) fn manual() -> Cow<'static, str> {
    Cow::Borrowed("manual")
}

pub(super) fn is_manual(origin: &str) -> bool {
    origin == "manual"
}

pub(super) fn none() -> Cow<'static, str> {
    Cow::Borrowed("none")
}

pub(super) fn is_none_word(word: &str) -> bool {
    word == "none" || word.is_empty()
}

pub(super) fn explicit() -> Cow<'static, str> {
    Cow::Borrowed("explicit")
}

pub(super) fn is_explicit(basis: &str) -> bool {
    basis == "explicit"
}

pub(super) fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_serde_json_reads_it() {
        for text in ["", "plain", "two\nlines \"quoted\" and \\ back\ttab\r\n", "\\\\n", "bell \u{7} Zoë 😀\n", "\u{2028}/"] {
            let raw = serde_json::to_string(text).unwrap();
            assert_eq!(&*serde_json::from_str::<Text>(&raw).unwrap().0, text, "{raw}");
        }
        assert_eq!(&*serde_json::from_str::<Text>(r#""\ud83d\ude00 \/ \u00e9\n""#).unwrap().0, "😀 / é\n");
        for wrong in [r#""\ud83d""#, r#""\q""#, "5", "null", "\"open", "\"a\nb\""] {
            assert!(serde_json::from_str::<Text>(wrong).is_err(), "{wrong}");
        }
    }
}
