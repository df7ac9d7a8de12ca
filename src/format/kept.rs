//! What other tools know and the model has no field for, kept under `ext` and given back: names, attributes, relations that
//! are no stances, open suggestions.
//!
//! Everything is JSON text, as [`Ext`] demands. Spans are in code points.

use super::exchange::{Attributes, Doc, Layer, LayerKind, Link, Mark};
use crate::model::{AnnotatorId, Article, Ext, Frame, MentionId};
use crate::text::{Offsets, Span, SpanSet, Unit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Key of the name that the file of origin gives an article or annotation.
pub const NAME: &str = "name";
/// Key of attributes without a field of ours.
pub const ATTRIBUTES: &str = "attributes";
/// Key of the relation name that a stance came with.
pub const RELATION: &str = "relation";
/// Key of an article's relations that are no stances.
pub const RELATIONS: &str = "relations";
/// Key of an article's open suggestions.
pub const SUGGESTIONS: &str = "suggestions";

/// Key of the id of an earlier article that tells the same story.
pub const REPEATS: &str = "repeats";

/// A relation between two mentions that is no stance.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Relation {
    pub(super) id: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) label: String,
    pub(super) annotator: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attributes: Attributes,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ext: Option<Box<str>>,
    /// The format that `ext` is from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) format: String,
}

/// A span that a model proposed and nobody has decided on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OpenSuggestion {
    /// Half-open, code points.
    pub spans: Vec<[usize; 2]>,
    pub label: String,
    pub suggester: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
}

/// The open suggestions that an import left with an article.
pub fn open_suggestions(article: &Article) -> Vec<OpenSuggestion> {
    article.ext.get(SUGGESTIONS).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// The text kept under `key`, or empty.
pub(super) fn text(ext: &Ext, key: &str) -> String {
    ext.get(key).map(|json| unquote(json)).unwrap_or_default()
}

/// The string behind its JSON.
pub(super) fn unquote(json: &str) -> String {
    serde_json::from_str(json).unwrap_or_default()
}

/// JSON of a string.
pub(super) fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

pub(super) fn attributes(ext: &Ext) -> Attributes {
    ext.get(ATTRIBUTES).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// JSON of anything that has one.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Adds `more` to the list kept under `key`, without what is there already.
pub(super) fn add<T: Serialize + serde::de::DeserializeOwned + PartialEq>(ext: &mut Ext, key: &str, more: Vec<T>) {
    let mut all: Vec<T> = ext.get(key).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let before = all.len();
    for one in more {
        if !all[..before].contains(&one) {
            all.push(one);
        }
    }
    if all.len() > before {
        ext.insert(key.to_owned(), self::json(&all));
    }
}

/// Frame codes, with their evidence in bytes, as one attribute.
pub(super) fn frames(frames: &[Frame]) -> String {
    if frames.is_empty() {
        return String::new();
    }
    let rows: Vec<(&str, Vec<[usize; 2]>)> = frames
        .iter()
        .map(|frame| {
            let spans =
                frame.evidence.iter().flat_map(|set| set.iter().map(|span| [span.start(), span.end()]).collect::<Vec<_>>());
            (frame.code.as_str(), spans.collect())
        })
        .collect();
    json(&rows)
}

/// Reads what [`frames`] wrote.
pub(super) fn frames_from(attribute: &str, text: &str) -> Vec<Frame> {
    let rows: Vec<(String, Vec<[usize; 2]>)> = serde_json::from_str(attribute).unwrap_or_default();
    rows.into_iter()
        .map(|(code, spans)| Frame {
            code,
            evidence: SpanSet::new(spans.into_iter().filter_map(|[start, end]| Span::new(text, start..end).ok())),
        })
        .collect()
}

/// Adds the relations kept with the article.
pub(super) fn links(
    article: &Article,
    at: &BTreeMap<MentionId, usize>,
    layers: &BTreeMap<AnnotatorId, usize>,
    format: &str,
    doc: &mut Doc,
) {
    let Some(json) = article.ext.get(RELATIONS) else { return };
    let relations: Vec<Relation> = serde_json::from_str(json).unwrap_or_default();
    for relation in relations {
        let mark = |id: &str| id.parse().ok().and_then(|id| at.get(&id)).copied();
        let layer = relation.annotator.parse().ok().and_then(|id| layers.get(&id)).copied();
        if let (Some(from), Some(to), Some(layer)) = (mark(&relation.from), mark(&relation.to), layer) {
            let mut link = Link::new(relation.id, from, to, relation.label, layer);
            link.attributes = relation.attributes;
            link.ext = relation.ext.filter(|_| relation.format == format);
            doc.links.push(link);
        }
    }
}

/// The open suggestions with their places in bytes; what does not fit the text is left out.
pub fn placed_suggestions(article: &Article) -> Vec<(SpanSet, OpenSuggestion)> {
    let open = open_suggestions(article);
    if open.is_empty() {
        return Vec::new();
    }
    let offsets = Offsets::new(article.text());
    let place = |suggestion: &OpenSuggestion| {
        let spans = suggestion.spans.iter().filter_map(|[start, end]| {
            let byte = |at| offsets.to_byte(at, Unit::CodePoint);
            Span::new(article.text(), byte(*start)?..byte(*end)?).ok()
        });
        SpanSet::new(spans)
    };
    open.into_iter().filter_map(|suggestion| Some((place(&suggestion)?, suggestion))).collect()
}

/// Adds the open suggestions kept with the article that nobody has decided on, each suggester as a layer.
pub(super) fn suggestions(
    article: &Article,
    layers: &mut Vec<Layer>,
    doc: &mut Doc,
    is_decided: impl Fn(&SpanSet, &str) -> bool,
) {
    for (number, (spans, suggestion)) in placed_suggestions(article).into_iter().enumerate() {
        if is_decided(&spans, &suggestion.label) {
            continue;
        }
        let is_layer = |layer: &Layer| layer.kind == LayerKind::Suggester && layer.name == suggestion.suggester;
        let layer = layers.iter().position(is_layer).unwrap_or_else(|| {
            layers.push(Layer { name: suggestion.suggester.clone(), kind: LayerKind::Suggester });
            layers.len() - 1
        });
        let mut mark = Mark::new(format!("p{number}"), spans, suggestion.label, layer);
        mark.score = suggestion.score;
        doc.marks.push(mark);
    }
}
