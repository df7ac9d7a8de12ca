//! Who holds a stance and what it is about, as one kind of thing that tables count.
//!
//! Where nothing is linked to an entity, the words of the article stand for themselves ("residents"), so that a project
//! without linked entities still has a table of sources.

use crate::model::{Actor, Entity, EntityId, Gender, IssueId, LabelId, Naming, Project, Stance, TargetRef};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A holder or a target.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Party {
    Entity(EntityId),
    Issue(IssueId),
    /// Words of an article that are linked to nothing.
    Words(Written),
    Author,
    Outlet,
    Implicit,
    Unspecified,
    /// Another stance.
    Stance,
}

/// Words as an article writes them, with single spaces. Those that differ in case or a leading "the" alone are the same.
#[derive(Clone, Debug)]
pub struct Written {
    folded: String,
    words: String,
}

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Written {}

impl PartialOrd for Written {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Written {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded.cmp(&other.folded)
    }
}

impl Hash for Written {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded.hash(state);
    }
}

impl Party {
    /// The holder of a stance of an article with this text.
    pub fn holder(stance: &Stance, text: &str) -> Self {
        match stance.holder.actor {
            Actor::Entity(entity) => Self::Entity(entity),
            Actor::Author => Self::Author,
            Actor::Outlet => Self::Outlet,
            Actor::Implicit => Self::Implicit,
            Actor::Unspecified => {
                let words = stance.holder.mention.as_ref().or(stance.attribution.source.as_ref());
                words.map_or(Self::Unspecified, |spans| Self::words(&spans.quote(text)))
            }
        }
    }

    /// The target of a stance; `None` for a plain quotation.
    pub fn target(stance: &Stance, text: &str) -> Option<Self> {
        match stance.target.reference {
            TargetRef::Entity(entity) => Some(Self::Entity(entity)),
            TargetRef::Issue(issue) => Some(Self::Issue(issue)),
            TargetRef::Stance(_) => Some(Self::Stance),
            TargetRef::Unlinked => stance.target.mention.as_ref().map(|spans| Self::words(&spans.quote(text))),
        }
    }

    /// Unlinked words.
    pub fn words(words: &str) -> Self {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return Self::Unspecified;
        }
        let lower = words.to_lowercase();
        let folded = lower.strip_prefix("the ").unwrap_or(&lower).to_owned();
        Self::Words(Written { folded, words })
    }

    /// The entity of this name, else the words themselves. For suggestions, whose holders and targets are not yet linked.
    pub fn named(project: &Project, name: &str) -> Self {
        let lower = name.to_lowercase();
        let known = project.entities().find(|entity| entity.names().any(|known| known.to_lowercase() == lower));
        known.map_or_else(|| Self::words(name), |entity| Self::Entity(entity.id))
    }

    /// The name shown to people.
    pub fn name<'p>(&'p self, project: &'p Project) -> &'p str {
        match self {
            Self::Entity(id) => project.entity(*id).map_or("(deleted entity)", |entity| &entity.name),
            Self::Issue(id) => project.scheme.issue(*id).map_or("(deleted issue)", |issue| &issue.name),
            Self::Words(written) => &written.words,
            Self::Author => "the author",
            Self::Outlet => "the outlet",
            Self::Implicit => "implied, not said",
            Self::Unspecified => "not specified",
            Self::Stance => "another stance",
        }
    }

    /// The source category, `not coded` where nobody coded one.
    pub fn category<'p>(&self, project: &'p Project) -> &'p str {
        match self {
            Self::Author => "author",
            Self::Outlet => "outlet",
            Self::Issue(_) => "issue",
            _ => self
                .entity(project)
                .map(|entity| entity.profile.category.as_str())
                .filter(|c| !c.is_empty())
                .unwrap_or("not coded"),
        }
    }

    /// Named or anonymous; who is not specified is anonymous.
    pub fn naming(&self, project: &Project) -> Naming {
        match self {
            Self::Implicit | Self::Unspecified => Naming::Anonymous,
            _ => self.entity(project).map_or(Naming::Uncoded, |entity| entity.profile.naming),
        }
    }

    /// Gender where coded.
    pub fn gender(&self, project: &Project) -> Gender {
        self.entity(project).map_or(Gender::Uncoded, |entity| entity.profile.gender)
    }

    /// The label of the entity.
    pub fn label(&self, project: &Project) -> Option<LabelId> {
        self.entity(project)?.label
    }

    /// Can this party be a source: somebody other than the author or the outlet?
    pub fn may_speak(&self) -> bool {
        !matches!(self, Self::Author | Self::Outlet)
    }

    fn entity<'p>(&self, project: &'p Project) -> Option<&'p Entity> {
        match self {
            Self::Entity(id) => project.entity(*id).map(AsRef::as_ref),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unlinked_words_are_one_party_in_any_case_and_keep_their_spelling() {
        let party = Party::words("Traders  on Lantern Quay");
        assert_eq!(party, Party::words("traders on lantern quay"));
        assert_eq!(Party::words("The traders"), Party::words("traders"));
        assert_ne!(party, Party::words("traders"));
        assert_eq!(party.name(&Project::default()), "Traders on Lantern Quay");
        assert_eq!(Party::words(" \n"), Party::Unspecified);
    }
}
