//! What passes between a project and the files of other tools: articles with marks (labelled spans) and links (relations).
//!
//! Every annotation format reads to and writes from this one shape, so that a format's file knows nothing of projects and the
//! project's side (`import`, `export`) nothing of formats. A stance is a link from its holder's mark to its target's, named
//! `stance_<polarity>`, whose further words (evidence, cue, content, source) are marks named as its parts.

use crate::model::{Entity, Ext, Metadata, Polarity, Rgb};
use crate::text::SpanSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names and values that a format keeps with an annotation.
pub type Attributes = BTreeMap<String, String>;

/// Everything read from, or to be written to, files of one format.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Exchange {
    /// Name of the format it came from or goes to: the key of everything kept under `ext`.
    pub format: &'static str,
    pub layers: Vec<Layer>,
    /// Labels with what is known of them, in the order shown to people. Labels of marks that are not here are added.
    pub labels: Vec<LabelInfo>,
    pub articles: Vec<Doc>,
    /// What is known of entities beyond the attributes of their marks; told apart by name.
    pub entities: Vec<Arc<Entity>>,
    /// Foreign fields of the whole file.
    pub ext: Option<String>,
}

impl Exchange {
    /// Must a file say whose annotations they are? Not where they are all those of one nameless person.
    pub fn names_layers(&self) -> bool {
        self.layers.len() > 1
            || self.layers.iter().any(|layer| layer.kind != LayerKind::Person || !matches!(layer.name.as_str(), "" | "me"))
    }
}

/// Whose annotations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layer {
    pub name: String,
    pub kind: LayerKind,
}

/// What a layer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LayerKind {
    Person,
    Curated,
    /// Open suggestions of a model: no data yet.
    Suggester,
}

impl LayerKind {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Curated => "curated",
            Self::Suggester => "suggester",
        }
    }

    /// The kind with this name; a person's where there is none.
    pub fn named(name: &str) -> Self {
        [Self::Curated, Self::Suggester].into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Person)
    }
}

/// A label of the codebook.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LabelInfo {
    pub name: String,
    pub colour: Option<Rgb>,
    pub definition: String,
}

/// One article.
#[derive(Clone, PartialEq, Debug)]
pub struct Doc {
    /// What the file calls it; may be empty.
    pub name: String,
    pub text: Arc<str>,
    pub metadata: Metadata,
    pub note: String,
    pub marks: Vec<Mark>,
    pub links: Vec<Link>,
    pub ext: Ext,
}

impl Doc {
    /// An article without annotations.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            metadata: Metadata::default(),
            note: String::new(),
            marks: Vec::new(),
            links: Vec::new(),
            ext: Ext::new(),
        }
    }
}

/// A labelled stretch of text.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// Unique within the article; what the file calls it where it does.
    pub id: String,
    pub spans: SpanSet,
    pub label: Arc<str>,
    /// Index into [`Exchange::layers`].
    pub layer: usize,
    pub score: Option<f32>,
    /// Ours are `entity`, `wikidata`, `note`, `flags`.
    pub attributes: Attributes,
    /// Foreign fields as a JSON object.
    pub ext: Option<Box<str>>,
}

impl Mark {
    pub fn new(id: impl Into<String>, spans: impl Into<SpanSet>, label: impl Into<Arc<str>>, layer: usize) -> Self {
        Self {
            id: id.into(),
            spans: spans.into(),
            label: label.into(),
            layer,
            score: None,
            attributes: Attributes::new(),
            ext: None,
        }
    }
}

/// A relation between two marks of one article.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    pub id: String,
    /// Index of the mark it starts from: the holder of a stance.
    pub from: usize,
    /// Index of the mark it leads to: the target of a stance.
    pub to: usize,
    pub label: Arc<str>,
    pub layer: usize,
    pub score: Option<f32>,
    /// Further marks: `evidence`, `cue`, `content`, `source` of a stance.
    pub parts: Vec<(Part, usize)>,
    pub attributes: Attributes,
    pub ext: Option<Box<str>>,
}

impl Link {
    pub fn new(id: impl Into<String>, from: usize, to: usize, label: impl Into<Arc<str>>, layer: usize) -> Self {
        Self {
            id: id.into(),
            from,
            to,
            label: label.into(),
            layer,
            score: None,
            parts: Vec::new(),
            attributes: Attributes::new(),
            ext: None,
        }
    }

    /// The side it takes, where it is a stance.
    pub fn polarity(&self) -> Option<Polarity> {
        stance_polarity(&self.label)
    }
}

/// What a further mark is to a stance.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Part {
    Evidence,
    Cue,
    Content,
    Source,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Evidence, Self::Cue, Self::Content, Self::Source];

    /// The name in files, lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Cue => "cue",
            Self::Content => "content",
            Self::Source => "source",
        }
    }

    /// The label of a mark that is nothing but this part.
    pub fn label(self) -> &'static str {
        match self {
            Self::Evidence => "EVIDENCE",
            Self::Cue => "CUE",
            Self::Content => "CONTENT",
            Self::Source => "SOURCE",
        }
    }

    /// The part with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name().eq_ignore_ascii_case(name))
    }
}

/// Labels of marks that exist only to be the end of a stance.
pub const HOLDER: &str = "HOLDER";
pub const TARGET: &str = "TARGET";
/// The attribute of a link whose `from` or `to` stands in for a holder or target without a mention.
pub const UNMARKED: &str = "unmarked";

/// Is this the label of a mark that a stance may absorb?
pub fn is_part_label(label: &str) -> bool {
    label == HOLDER || label == TARGET || Part::ALL.iter().any(|part| part.label() == label)
}

/// The name of a polarity in files.
pub fn polarity_name(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => "favor",
        Polarity::Against => "against",
        Polarity::Neutral => "neutral",
        Polarity::Mixed => "mixed",
        Polarity::Unclear => "unclear",
        Polarity::None => "none",
    }
}

/// The polarity with this name; knows what other tools call it.
pub fn polarity_named(name: &str) -> Option<Polarity> {
    Some(match name.to_ascii_lowercase().as_str() {
        "favor" | "favour" | "for" | "support" | "supports" | "supported" | "pro" | "positive" => Polarity::Favor,
        "against" | "oppose" | "opposes" | "opposed" | "con" | "contra" | "anti" | "negative" | "attack" => Polarity::Against,
        "neutral" => Polarity::Neutral,
        "mixed" | "both" => Polarity::Mixed,
        "unclear" | "unknown" => Polarity::Unclear,
        "none" | "quote" | "quotation" => Polarity::None,
        _ => return None,
    })
}

/// The side that a relation named `stance_<polarity>` takes.
pub fn stance_polarity(label: &str) -> Option<Polarity> {
    let rest = label.get(..6).filter(|head| head.eq_ignore_ascii_case("stance")).map(|_| &label[6..])?;
    polarity_named(rest.strip_prefix(['_', '-', ':', ' ', '/'])?)
}

/// Could a relation with this name be meant as a stance? Such are offered, never taken silently.
pub fn looks_like_stance(label: &str) -> bool {
    matches!(label.to_ascii_lowercase().as_str(), "supports" | "support" | "opposes" | "oppose" | "against" | "for")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relation_names_are_stances_only_where_they_say_so() {
        assert_eq!(stance_polarity("stance_against"), Some(Polarity::Against));
        assert_eq!(stance_polarity("Stance:support"), Some(Polarity::Favor));
        assert_eq!(stance_polarity("supports"), None);
        assert_eq!(stance_polarity("stance"), None);
        assert_eq!(stance_polarity("stancé_for"), None);
        assert!(looks_like_stance("Supports"));
    }
}
