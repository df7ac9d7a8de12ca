//! What a format sees of a file when asked whether the content is its own.

use super::json;
use serde_json::Value;
use std::cell::OnceCell;

/// A file, looked at without reading it.
pub struct Probe<'f> {
    /// File name.
    pub name: &'f str,
    pub bytes: &'f [u8],
    first: OnceCell<Option<Value>>,
}

impl<'f> Probe<'f> {
    pub fn new(name: &'f str, bytes: &'f [u8]) -> Self {
        Self { name, bytes, first: OnceCell::new() }
    }

    /// The beginning as text: at most 4 KiB, broken characters replaced, without a byte order mark.
    pub fn head(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(4096)]).into_owned();
        text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
    }

    /// The first record of a JSON file: the whole, the first element of an array, or the first line.
    pub fn first(&self) -> Option<&Value> {
        self.first.get_or_init(|| json::first(self.bytes)).as_ref()
    }

    /// Does the first record have this key?
    pub fn has(&self, key: &str) -> bool {
        self.first().is_some_and(|first| first.get(key).is_some())
    }

    /// The ending of the name, lower case.
    pub fn extension(&self) -> String {
        self.name.rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_ascii_lowercase())
    }
}

/// For formats that are only written.
pub(super) fn never(_: &Probe<'_>) -> bool {
    false
}
