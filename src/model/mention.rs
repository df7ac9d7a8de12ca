//! A stretch of text with an entity label, and what every annotation carries: whose it is and where it came from.

use super::{AnnotatorId, EntityId, Id, LabelId};
use crate::text::SpanSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Identity of a mention within its article.
pub type MentionId = Id<Mention>;

/// What foreign formats hold beyond our model, verbatim JSON by the name of the format (`"brat"`, `"standpoint"` for fields
/// of newer versions).
pub type Ext = BTreeMap<String, String>;

/// A SpanSet with an entity label.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    pub id: MentionId,
    pub spans: SpanSet,
    pub label: LabelId,
    /// Who or what it refers to, where linked.
    pub entity: Option<EntityId>,
    pub annotator: AnnotatorId,
    pub provenance: Provenance,
    pub note: String,
    /// Free marks such as `unsure`.
    pub flags: BTreeSet<String>,
    pub ext: Ext,
}

impl Mention {
    /// A mention that carries nothing but what it must.
    pub fn new(id: MentionId, spans: SpanSet, label: LabelId, annotator: AnnotatorId, provenance: Provenance) -> Self {
        Self {
            id,
            spans,
            label,
            entity: None,
            annotator,
            provenance,
            note: String::new(),
            flags: BTreeSet::new(),
            ext: Ext::new(),
        }
    }
}

/// How an annotation came to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Origin {
    #[default]
    Manual,
    /// A suggestion, taken as it was.
    Accepted,
    /// A suggestion, changed before it was taken.
    Corrected,
    Imported,
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// Where an annotation came from, and when.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Provenance {
    pub origin: Origin,
    /// Name of the suggester, or of the imported format.
    pub suggester: Option<Arc<str>>,
    /// The suggester's confidence, 0 to 1.
    pub score: Option<f32>,
    pub at: Timestamp,
}

impl Provenance {
    /// Made by hand at this time.
    pub fn manual(at: Timestamp) -> Self {
        Self { at, ..Self::default() }
    }
}
