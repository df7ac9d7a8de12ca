//! The shapes of annotations in the project file, as JSON has them. What they mean is told in `meaning`.
//!
//! Fields that hold their usual value are left out. Labels and issues go by name (`"PERSON"`), or by `#id` where the name is
//! taken twice or gone. Field order here is the order in the file.

use super::scalars::{
    ExtForm, Key, SpansForm, When, absent, explicit, first, is_explicit, is_manual, is_none_word, manual, none,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
pub(crate) struct MentionForm<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Key>,
    #[serde(borrow)]
    pub(crate) label: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) spans: SpansForm<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<Key>,
    #[serde(default = "first")]
    pub(crate) annotator: Key,
    #[serde(default = "manual", skip_serializing_if = "is_manual", borrow)]
    pub(crate) origin: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(crate) suggester: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) score: Option<f32>,
    #[serde(default, skip_serializing_if = "When::unknown")]
    pub(crate) at: When,
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) flags: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) ext: ExtForm,
}

/// Somebody who can hold a stance.
#[derive(Serialize, Deserialize)]
pub(crate) struct ActorForm<'a> {
    #[serde(borrow)]
    pub(crate) actor: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<Key>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct HolderForm<'a> {
    #[serde(borrow)]
    pub(crate) actor: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<Key>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) mention: SpansForm<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) path: Vec<ActorForm<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct TargetForm<'a> {
    #[serde(borrow)]
    pub(crate) kind: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(crate) issue: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stance: Option<Key>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) mention: SpansForm<'a>,
}

#[derive(Serialize, Deserialize, Default)]
pub(crate) struct AttributionForm<'a> {
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) source: SpansForm<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) cue: SpansForm<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) content: SpansForm<'a>,
    #[serde(default = "none", skip_serializing_if = "is_none_word", borrow)]
    pub(crate) directness: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) channel: Cow<'a, str>,
}

impl AttributionForm<'_> {
    fn is_empty(&self) -> bool {
        let spans = [&self.source, &self.cue, &self.content];
        spans.iter().all(|spans| spans.is_empty()) && is_none_word(&self.directness) && self.channel.is_empty()
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct FrameForm<'a> {
    #[serde(borrow)]
    pub(crate) code: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) evidence: SpansForm<'a>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct StanceForm<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Key>,
    #[serde(borrow)]
    pub(crate) holder: HolderForm<'a>,
    #[serde(borrow)]
    pub(crate) polarity: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) target: TargetForm<'a>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) evidence: SpansForm<'a>,
    #[serde(default, skip_serializing_if = "AttributionForm::is_empty", borrow)]
    pub(crate) attribution: AttributionForm<'a>,
    #[serde(default = "explicit", skip_serializing_if = "is_explicit", borrow)]
    pub(crate) basis: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(crate) attitude: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(crate) intensity: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) frames: Vec<FrameForm<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<Key>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) responds_to: Vec<Key>,
    #[serde(default = "first")]
    pub(crate) annotator: Key,
    #[serde(default = "manual", skip_serializing_if = "is_manual", borrow)]
    pub(crate) origin: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(crate) suggester: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) score: Option<f32>,
    #[serde(default, skip_serializing_if = "When::unknown")]
    pub(crate) at: When,
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) flags: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) ext: ExtForm,
}

/// A decision about a suggestion; `mention` or `stance` is what it became, `label` and `spans` or `proposed` what was proposed.
#[derive(Serialize, Deserialize)]
pub(crate) struct DecisionForm<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Key>,
    #[serde(borrow)]
    pub(crate) verdict: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) mention: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stance: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(crate) label: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) spans: SpansForm<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(crate) proposed: Option<ProposedForm<'a>>,
    #[serde(default = "first")]
    pub(crate) annotator: Key,
    #[serde(default, skip_serializing_if = "When::unknown")]
    pub(crate) at: When,
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) suggester: Cow<'a, str>,
    #[serde(default)]
    pub(crate) score: Option<f32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) took_millis: Option<u32>,
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) fingerprint: Cow<'a, str>,
}

/// A proposed stance.
#[derive(Serialize, Deserialize)]
pub(crate) struct ProposedForm<'a> {
    #[serde(borrow)]
    pub(crate) holder: HolderForm<'a>,
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) holder_name: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) polarity: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) target: TargetForm<'a>,
    #[serde(default, skip_serializing_if = "absent", borrow)]
    pub(crate) target_name: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", borrow)]
    pub(crate) evidence: SpansForm<'a>,
    #[serde(default, skip_serializing_if = "AttributionForm::is_empty", borrow)]
    pub(crate) attribution: AttributionForm<'a>,
    #[serde(default = "explicit", skip_serializing_if = "is_explicit", borrow)]
    pub(crate) basis: Cow<'a, str>,
}
