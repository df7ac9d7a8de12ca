//! The person or thing that mentions refer to, across articles.

use super::{Ext, Id, LabelId};
use std::collections::BTreeSet;

/// Identity of an entity.
pub type EntityId = Id<Entity>;

/// One person, organisation, place, law … of the project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    pub id: EntityId,
    /// Canonical name.
    pub name: String,
    /// `None` for holders and targets that are no names ("critics", "the plan").
    pub label: Option<LabelId>,
    /// Other names it goes by, without the canonical one.
    pub aliases: Vec<String>,
    /// Wikidata item, for instance `Q211`.
    pub wikidata: Option<String>,
    pub profile: SourceProfile,
    pub note: String,
    /// Entities that a person said are others, whatever they are called: they are not proposed as the same again.
    pub different_from: BTreeSet<EntityId>,
    pub ext: Ext,
}

impl Entity {
    /// An entity of which only name and label are known.
    pub fn new(id: EntityId, name: impl Into<String>, label: Option<LabelId>) -> Self {
        Self {
            id,
            name: name.into(),
            label,
            aliases: Vec::new(),
            wikidata: None,
            profile: SourceProfile::default(),
            note: String::new(),
            different_from: BTreeSet::new(),
            ext: Ext::new(),
        }
    }

    /// The canonical name, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// What kind of source somebody is; the categories are the scheme's. Empty strings are not coded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceProfile {
    /// One of [`Scheme::source_categories`](super::Scheme): official, expert, citizen …
    pub category: String,
    pub affiliation: String,
    /// Office or profession.
    pub role: String,
    /// Elite or not, as the codebook has it.
    pub status: String,
    pub naming: Naming,
    pub gender: Gender,
}

/// Does the article name the source?
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Naming {
    #[default]
    Uncoded,
    Named,
    Anonymous,
}

/// Gender of a person as presented by the coverage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Gender {
    #[default]
    Uncoded,
    Female,
    Male,
    Other,
}
