//! Whose layer an annotation belongs to.

use super::Id;

/// Identity of an annotator.
pub type AnnotatorId = Id<Annotator>;

/// What an annotator's layer is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A person's own layer.
    #[default]
    Annotator,
    /// The layer agreed on (curation, adjudication).
    Curator,
}

/// One person, or the curated layer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Annotator {
    pub id: AnnotatorId,
    pub name: String,
    pub role: Role,
}
