//! What people do to many things at once, as one edit each: merge entities, delete with everything that refers. Labels are
//! changed in `codebook`.
//!
//! Each function reads a project and returns the edit; [`Uses`] says beforehand how much it will touch. Nothing here changes
//! a project.

use super::Edit;
use crate::model::{Actor, Entity, EntityId, Project, Scheme, SchemeChange, Stance, TargetRef, Timestamp};
use std::sync::Arc;

/// How much an operation touches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Uses {
    pub mentions: usize,
    pub stances: usize,
    pub entities: usize,
    /// Articles in which any of these stands.
    pub articles: usize,
}

impl Uses {
    /// Nothing at all?
    pub fn is_none(&self) -> bool {
        self.mentions + self.stances + self.entities == 0
    }
}

/// What refers to an entity.
pub fn uses_of_entity(project: &Project, entity: EntityId) -> Uses {
    let mut uses = Uses::default();
    for article in project.articles() {
        let mentions = article.mentions().filter(|mention| mention.entity == Some(entity)).count();
        let stances = article.stances().filter(|stance| stance_names(stance, entity)).count();
        uses.mentions += mentions;
        uses.stances += stances;
        uses.articles += usize::from(mentions + stances > 0);
    }
    uses
}

/// Does the stance have this entity as holder, on its path, or as target?
pub fn stance_names(stance: &Stance, entity: EntityId) -> bool {
    stance.holder.path.iter().chain([&stance.holder.actor]).any(|actor| *actor == Actor::Entity(entity))
        || stance.target.reference == TargetRef::Entity(entity)
}

/// The scheme changed by `change`, one version on, with a line in its history.
pub fn change_scheme(project: &Project, at: Timestamp, what: String, change: impl FnOnce(&mut Scheme)) -> Edit {
    let mut scheme = Scheme::clone(&project.scheme);
    change(&mut scheme);
    scheme.version += 1;
    scheme.changes.push(SchemeChange { version: scheme.version, at, what });
    Edit::SetScheme(Arc::new(scheme))
}

/// Everything that refers to `from` refers to `into`, which gains the names of `from`.
///
/// `None` where one of them is not in the project or both are the same.
pub fn merge_entities(project: &Project, from: EntityId, into: EntityId) -> Option<Edit> {
    let (gone, kept) = (project.entity(from)?, project.entity(into)?);
    if from == into {
        return None;
    }
    let mut merged = Entity::clone(kept);
    for name in gone.names() {
        if !merged.names().any(|known| known == name) {
            merged.aliases.push(name.to_owned());
        }
    }
    merged.different_from.remove(&from);
    merged.different_from.extend(gone.different_from.iter().filter(|other| **other != into));
    merged.label = merged.label.or(gone.label);
    merged.wikidata = merged.wikidata.or_else(|| gone.wikidata.clone());
    if merged.profile == Default::default() {
        merged.profile = gone.profile.clone();
    }
    if !gone.note.is_empty() {
        let gap = if merged.note.is_empty() { "" } else { "\n" };
        merged.note = format!("{}{gap}{}", merged.note, gone.note);
    }
    let mut edits = vec![Edit::PutEntity(Arc::new(merged))];
    edits.extend(redirect(project, from, Some(into)));
    edits.push(Edit::RemoveEntity(from));
    Some(Edit::Batch(edits))
}

/// The entity goes; its mentions stay unlinked, stances keep the words of holder and target.
pub fn delete_entity(project: &Project, entity: EntityId) -> Edit {
    let mut edits = redirect(project, entity, None);
    edits.push(Edit::RemoveEntity(entity));
    Edit::Batch(edits)
}

/// Everything that refers to `from` refers to `into`, or to nothing.
fn redirect(project: &Project, from: EntityId, into: Option<EntityId>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for article in project.articles() {
        for mention in article.mentions().filter(|mention| mention.entity == Some(from)) {
            let mention = crate::model::Mention { entity: into, ..(**mention).clone() };
            edits.push(Edit::PutMention { article: article.id, mention: Arc::new(mention) });
        }
        for stance in article.stances().filter(|stance| stance_names(stance, from)) {
            let mut stance = Stance::clone(stance);
            let actor = into.map_or(Actor::Unspecified, Actor::Entity);
            for place in stance.holder.path.iter_mut().chain([&mut stance.holder.actor]) {
                if *place == Actor::Entity(from) {
                    *place = actor;
                }
            }
            if stance.target.reference == TargetRef::Entity(from) {
                stance.target.reference = into.map_or(TargetRef::Unlinked, TargetRef::Entity);
            }
            edits.push(Edit::PutStance { article: article.id, stance: Arc::new(stance) });
        }
    }
    edits
}
