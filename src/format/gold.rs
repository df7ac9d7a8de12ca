//! Articles marked up by people, one JSON object per line, as the news corpus and its relatives have them.
//!
//! `{"id", "text", "entities": [[start, end, label], …], "attributions": […], "stances": […], "targets": […]}`; offsets are code
//! points. A span may stand alone or in a list; what a corpus does not have is left out.

use crate::model::{Directness, Gold, GoldAttribution, GoldStance, Polarity};
use crate::text::{Offsets, Span, Unit};
use serde::Deserialize;

/// Why a line is no gold article.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    #[error("expected an object with `text` and `entities`: {0}")]
    Form(#[from] serde_json::Error),
    #[error("the {what} [{start}, {end}] is no span of the text, which has {len} code points")]
    Span { what: &'static str, start: usize, end: usize, len: usize },
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    entities: Vec<(usize, usize, String)>,
    #[serde(default)]
    attributions: Vec<AttributionLine>,
    #[serde(default)]
    stances: Vec<StanceLine>,
    #[serde(default)]
    targets: Vec<TargetLine>,
}

#[derive(Deserialize)]
struct AttributionLine {
    #[serde(default)]
    source: Spans,
    #[serde(default)]
    cue: Spans,
    #[serde(default)]
    content: Spans,
    #[serde(default)]
    directness: String,
}

#[derive(Deserialize)]
struct StanceLine {
    #[serde(default)]
    holder: Option<String>,
    #[serde(default)]
    target: Option<String>,
    #[serde(default)]
    polarity: String,
    #[serde(default)]
    evidence: Spans,
    #[serde(default)]
    directness: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TargetLine {
    Asked { span: (usize, usize), polarity: String },
    Bare((usize, usize)),
}

/// One span, several, or none.
#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Spans {
    One((usize, usize)),
    Many(Vec<(usize, usize)>),
    #[default]
    None,
}

impl Spans {
    fn all(&self) -> &[(usize, usize)] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
            Self::None => &[],
        }
    }
}

/// Reads one line.
///
/// # Errors
/// A line that is no such object, or a span that does not fit its text.
pub fn read_line(line: &str) -> Result<Gold, GoldError> {
    let line: Line = serde_json::from_str(line)?;
    let offsets = Offsets::new(&line.text);
    let span = |what: &'static str, (start, end): (usize, usize)| {
        let bytes = offsets.to_byte(start, Unit::CodePoint).zip(offsets.to_byte(end, Unit::CodePoint));
        bytes.and_then(|(from, to)| Span::new(&line.text, from..to).ok()).ok_or_else(|| GoldError::Span {
            what,
            start,
            end,
            len: offsets.len(Unit::CodePoint),
        })
    };
    let spans = |what, spans: &Spans| spans.all().iter().map(|pair| span(what, *pair)).collect::<Result<Vec<Span>, _>>();
    let mut entities = Vec::with_capacity(line.entities.len());
    for (start, end, label) in &line.entities {
        entities.push((span("entity", (*start, *end))?, label.clone()));
    }
    entities.sort();
    let mut attributions = Vec::new();
    for attribution in &line.attributions {
        attributions.push(GoldAttribution {
            source: spans("source", &attribution.source)?,
            cue: spans("cue", &attribution.cue)?,
            content: spans("content", &attribution.content)?,
            directness: directness(&attribution.directness),
        });
    }
    let mut stances = Vec::new();
    for stance in &line.stances {
        stances.push(GoldStance {
            holder: stance.holder.clone().unwrap_or_default(),
            target: stance.target.clone().unwrap_or_default(),
            polarity: polarity(&stance.polarity),
            evidence: spans("evidence", &stance.evidence)?,
            directness: directness(&stance.directness),
        });
    }
    let mut targets = Vec::new();
    for target in &line.targets {
        if let TargetLine::Asked { span: pair, polarity: side } = target {
            targets.push((span("target", *pair)?, polarity(side)));
        } else if let TargetLine::Bare(pair) = target {
            span("target", *pair)?;
        }
    }
    let id = match &line.id {
        serde_json::Value::String(id) => id.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    Ok(Gold { id, entities, attributions, stances, targets, text: line.text })
}

fn directness(name: &str) -> Directness {
    match name {
        "direct" => Directness::Direct,
        "mixed" => Directness::Mixed,
        "indirect" => Directness::Indirect,
        "narrated" => Directness::Narrated,
        _ => Directness::None,
    }
}

fn polarity(name: &str) -> Polarity {
    match name {
        "favor" | "positive" => Polarity::Favor,
        "against" | "negative" => Polarity::Against,
        "neutral" => Polarity::Neutral,
        "mixed" => Polarity::Mixed,
        "unclear" => Polarity::Unclear,
        _ => Polarity::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_spans_are_read_in_code_points() {
        let line = r#"{"id": 7, "text": "Zoë said 😀 no.", "entities": [[0, 3, "PERSON"]],
            "attributions": [{"source": [0, 3], "cue": [[4, 8]], "content": [[9, 13]], "directness": "indirect"}],
            "stances": [{"holder": "Zoë", "target": "😀", "polarity": "against", "evidence": null}]}"#;
        let gold = read_line(line).unwrap();
        assert_eq!(gold.id, "7");
        assert_eq!(gold.attributions[0].cue[0].slice(&gold.text), "said");
        assert_eq!(gold.attributions[0].content[0].slice(&gold.text), "😀 no");
        assert_eq!(gold.stances[0].polarity, Polarity::Against);
        let error = read_line(r#"{"text": "Zoë", "entities": [[0, 9, "PERSON"]]}"#).unwrap_err();
        assert_eq!(error.to_string(), "the entity [0, 9] is no span of the text, which has 3 code points");
    }
}
