//! The lines of `standpoint suggest --jsonl`: requests in, replies out, one JSON object each, offsets in code points.
//!
//! A request is `{"id", "text", "targets"?}`; other fields are ignored. The id comes back exactly as it was written, whatever
//! it is. A line that cannot be read still gets its id back where one can be found.

use crate::text::{Offsets, Span, Unit};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// One text to analyse.
#[derive(Debug)]
pub struct Request {
    /// Verbatim JSON; `null` where the line has none.
    pub id: Box<RawValue>,
    pub text: String,
    /// Spans asked for; `None` where the line does not ask.
    pub targets: Option<Vec<Span>>,
}

/// A line that is no request.
#[derive(Debug)]
pub struct BadLine {
    /// Verbatim JSON, where one could be found.
    pub id: Option<Box<RawValue>>,
    pub error: String,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Box<RawValue>>,
    text: Option<String>,
    #[serde(default)]
    targets: Option<Vec<(usize, usize)>>,
}

#[derive(Deserialize)]
struct OnlyId {
    id: Box<RawValue>,
}

/// Reads a line without its line break.
///
/// # Errors
/// What is wrong with it, in words.
pub fn read_request(bytes: &[u8]) -> Result<Request, BadLine> {
    if bytes.trim_ascii().is_empty() {
        return Err(BadLine { id: None, error: "the line is empty; expected an object with `id` and `text`".to_owned() });
    }
    if !bytes.trim_ascii_start().starts_with(b"{") {
        let error = "expected an object with `id` and `text`; put each text on a line of its own".to_owned();
        return Err(BadLine { id: None, error });
    }
    let Ok(line) = std::str::from_utf8(bytes) else {
        let id = serde_json::from_str(&String::from_utf8_lossy(bytes)).ok().map(|only: OnlyId| only.id);
        return Err(BadLine { id, error: "the line is not UTF-8; convert the file first".to_owned() });
    };
    let line: Line = serde_json::from_str(line).map_err(|error| {
        let id = serde_json::from_str(line).ok().map(|only: OnlyId| only.id);
        BadLine { id, error: format!("expected an object with `id` and `text`: {error}") }
    })?;
    let Some(text) = line.text else {
        return Err(BadLine { id: line.id, error: "`text` is missing or null; expected a string".to_owned() });
    };
    let mut targets = None;
    if let Some(pairs) = line.targets {
        let offsets = Offsets::new(&text);
        let mut spans = Vec::with_capacity(pairs.len());
        for (start, end) in pairs {
            let bytes = offsets.to_byte(start, Unit::CodePoint).zip(offsets.to_byte(end, Unit::CodePoint));
            let Some(span) = bytes.and_then(|(from, to)| Span::new(&text, from..to).ok()) else {
                let len = offsets.len(Unit::CodePoint);
                let error = format!("the target [{start}, {end}] is no span of the text, which has {len} code points");
                return Err(BadLine { id: line.id, error });
            };
            spans.push(span);
        }
        targets = Some(spans);
    }
    Ok(Request { id: line.id.unwrap_or_else(null), text, targets })
}

fn null() -> Box<RawValue> {
    RawValue::NULL.to_owned()
}

/// Half-open range of code points, written `[start, end]`.
pub type Range = [usize; 2];

/// What was found in one text.
#[derive(Serialize, Debug)]
pub struct Reply {
    pub id: Box<RawValue>,
    /// Start, end, label, score.
    pub entities: Vec<(usize, usize, String, f64)>,
    pub attributions: Vec<AttributionReply>,
    pub stances: Vec<StanceReply>,
    /// In the order of the request's `targets`; left out where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_polarity: Option<Vec<PolarityReply>>,
}

/// Who said what. A source or cue that the text does not have is an empty list.
#[derive(Serialize, Debug)]
pub struct AttributionReply {
    pub source: Vec<Range>,
    pub cue: Vec<Range>,
    pub content: Vec<Range>,
    pub directness: &'static str,
    pub score: f64,
}

/// Who is for or against what.
#[derive(Serialize, Debug)]
pub struct StanceReply {
    pub holder: Slot,
    pub target: Slot,
    pub polarity: &'static str,
    pub evidence: Vec<Range>,
    pub directness: &'static str,
    pub score: f64,
}

/// A holder or target; `AUTHOR` without a span is the article's own voice.
#[derive(Serialize, Debug)]
pub struct Slot {
    pub text: String,
    pub span: Option<Range>,
}

/// What the text says of one target.
#[derive(Serialize, Debug)]
pub struct PolarityReply {
    pub polarity: &'static str,
    pub score: f64,
}

#[derive(Serialize)]
struct ErrorLine<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: &'e Option<Box<RawValue>>,
    error: &'e str,
}

/// The reply as a line with its line break.
pub fn reply_line(reply: &Reply) -> Vec<u8> {
    line(serde_json::to_vec(reply))
}

/// What is wrong with a line, as a line with its line break.
pub fn error_line(bad: &BadLine) -> Vec<u8> {
    line(serde_json::to_vec(&ErrorLine { id: &bad.id, error: &bad.error }))
}

fn line(bytes: serde_json::Result<Vec<u8>>) -> Vec<u8> {
    let mut bytes = bytes.expect("strings, numbers and lists are always JSON");
    bytes.push(b'\n');
    bytes
}

/// A score with four places, as it is written.
pub fn rounded(score: f32) -> f64 {
    let score = if score.is_finite() { f64::from(score) } else { 0.0 };
    (score * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad(line: &[u8]) -> String {
        String::from_utf8(error_line(&read_request(line).unwrap_err())).unwrap().trim_end().to_owned()
    }

    #[test]
    fn ids_come_back_as_they_were_written() {
        for id in ["7", "12345678901234567890123", "1.50", "\"a\\u00e9\"", "null", "[1,{}]"] {
            let request = read_request(format!(r#"{{"id":{id},"text":""}}"#).as_bytes()).unwrap();
            assert_eq!(request.id.get(), id);
        }
        assert_eq!(read_request(br#"{"text":"a"}"#).unwrap().id.get(), "null");
    }

    #[test]
    fn bad_lines_say_what_was_expected_and_keep_their_id() {
        assert_eq!(bad(b"{\"id\":3,\"text\":null}"), r#"{"id":3,"error":"`text` is missing or null; expected a string"}"#);
        assert!(bad(b"{\"id\":\"x\",\"text\":5}").starts_with(r#"{"id":"x","error":"expected an object"#));
        assert!(bad(b"[1]").starts_with(r#"{"error":"expected an object"#));
        assert!(bad(b"{\"id\":1,\"text\":\"\xff\"}").starts_with(r#"{"id":1,"error":"the line is not UTF-8"#));
        assert!(bad(br#"{"id":1,"text":"Zo","targets":[[0,3]]}"#).contains("the target [0, 3] is no span"));
        assert!(bad(b"{\"id\":1,\"text\":\"cut").starts_with(r#"{"error":"#));
    }

    #[test]
    fn targets_are_code_points() {
        let request = read_request(r#"{"id":1,"text":"😀 Zoë","targets":[[2,5]]}"#.as_bytes()).unwrap();
        assert_eq!(request.targets.unwrap()[0].slice(&request.text), "Zoë");
    }
}
