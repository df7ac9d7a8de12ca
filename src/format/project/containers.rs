//! The shapes that hold the annotations: the project, its articles, entities, annotators and scheme.
//!
//! Articles and the project keep their annotations unread ([`RawValue`]), so that one that cannot be read costs no other; the
//! articles themselves are unread only where one of them cannot be read.

use super::scalars::{ExtForm, Key, Text, When, is_false};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize, Default)]
pub(crate) struct MetadataForm {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) outlet: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) byline: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) date: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) url: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) language: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) section: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) direction: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) source: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) attributes: BTreeMap<String, String>,
}

/// A blind passage that is finished.
#[derive(Serialize, Deserialize)]
pub(crate) struct FinishedForm {
    pub(crate) annotator: Key,
    pub(crate) line: u32,
}

/// An article as it is read; it is written line by line.
#[derive(Deserialize)]
pub(crate) struct ArticleForm<'a> {
    pub(crate) id: Option<Key>,
    #[serde(default, borrow)]
    pub(crate) status: Option<Cow<'a, str>>,
    #[serde(default)]
    pub(crate) note: String,
    #[serde(default)]
    pub(crate) finished: Vec<FinishedForm>,
    #[serde(default, borrow)]
    pub(crate) metadata: Option<&'a RawValue>,
    #[serde(default)]
    pub(crate) ext: ExtForm,
    #[serde(default)]
    pub(crate) sha256: String,
    pub(crate) text: Text,
    #[serde(default, borrow)]
    pub(crate) mentions: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    pub(crate) stances: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    pub(crate) decisions: Vec<&'a RawValue>,
    /// Fields of newer versions, and `orphans`.
    #[serde(flatten)]
    pub(crate) rest: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct EntityForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Key>,
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) label: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wikidata: Option<String>,
    #[serde(default, skip_serializing_if = "ProfileForm::is_empty")]
    pub(crate) profile: ProfileForm,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) different_from: Vec<Key>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) ext: ExtForm,
}

#[derive(Serialize, Deserialize, Default)]
pub(crate) struct ProfileForm {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) category: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) affiliation: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) role: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) status: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) naming: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) gender: String,
}

impl ProfileForm {
    fn is_empty(&self) -> bool {
        [&self.category, &self.affiliation, &self.role, &self.status, &self.naming, &self.gender]
            .iter()
            .all(|text| text.is_empty())
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct AnnotatorForm {
    pub(crate) id: Key,
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) role: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct LabelForm {
    pub(crate) id: Key,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) colour: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<char>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) definition: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) examples: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) counter_examples: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) hidden: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) may_hold: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) may_receive: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) ext: ExtForm,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct IssueForm {
    pub(crate) id: Key,
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) definition: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct FrameCodeForm {
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) definition: String,
}

#[derive(Serialize, Deserialize, Default)]
pub(crate) struct MeaningForm {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) definition: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) examples: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) counter_examples: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ChangeForm {
    pub(crate) version: u32,
    #[serde(default, skip_serializing_if = "When::unknown")]
    pub(crate) at: When,
    pub(crate) what: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct SchemeForm {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) version: u32,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) polarities: BTreeMap<String, MeaningForm>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) fields: BTreeMap<String, MeaningForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) asked: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) required: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) exclusive: Vec<[Key; 2]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) source_categories: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) ext: ExtForm,
    #[serde(default)]
    pub(crate) changes: Vec<ChangeForm>,
    #[serde(default)]
    pub(crate) frames: Vec<FrameCodeForm>,
    #[serde(default)]
    pub(crate) issues: Vec<IssueForm>,
    #[serde(default)]
    pub(crate) labels: Vec<LabelForm>,
}

/// The whole file as it is read, with articles of this shape; it is written line by line.
#[derive(Deserialize)]
#[serde(bound(deserialize = "A: Deserialize<'de>"))]
pub(crate) struct ProjectForm<'a, A> {
    #[serde(default)]
    pub(crate) format: Option<String>,
    #[serde(default)]
    pub(crate) version: Option<u64>,
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) blind_percent: u8,
    #[serde(default)]
    pub(crate) queries: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) ext: ExtForm,
    #[serde(default, borrow)]
    pub(crate) scheme: Option<&'a RawValue>,
    #[serde(default, borrow)]
    pub(crate) annotators: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    pub(crate) entities: Vec<&'a RawValue>,
    #[serde(default)]
    pub(crate) articles: Vec<A>,
    #[serde(flatten)]
    pub(crate) rest: Map<String, Value>,
}
