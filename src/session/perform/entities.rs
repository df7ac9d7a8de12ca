//! Entities: naming, merging, splitting, linking, profiles.

use super::annotating::short;
use crate::edit::{Edit, operations};
use crate::model::{Entity, EntityId, Mention, MentionId};
use crate::session::{Command, Overlay, Session};
use std::sync::Arc;

impl Session {
    pub(super) fn perform_entity(&mut self, command: Command) {
        match command {
            Command::NewEntity { name, label } => {
                let entity = Entity::new(self.ids.draw(), name.trim(), label);
                self.commit(format!("New entity {}", short(&name)), Edit::PutEntity(Arc::new(entity)));
            }
            Command::RenameEntity { entity, name } => {
                let name = name.trim().to_owned();
                self.change_entity(entity, format!("Rename to {}", short(&name)), |entity| {
                    let old = std::mem::replace(&mut entity.name, name);
                    entity.aliases.retain(|alias| *alias != entity.name);
                    if !entity.aliases.contains(&old) && old != entity.name {
                        entity.aliases.push(old);
                    }
                });
            }
            Command::MergeEntities { from, into } => self.merge_entities(from, into),
            Command::DeleteEntity(entity) => {
                let name = self.entity_name(entity);
                let edit = operations::delete_entity(&self.project, entity);
                self.commit(format!("Delete the entity {}", short(&name)), edit);
            }
            Command::Relabel { entity, label } => self.change_entity(entity, "Label the entity", |entity| entity.label = label),
            Command::SetAliases { entity, aliases } => {
                self.change_entity(entity, "Set other names", |entity| entity.aliases = aliases);
            }
            Command::SetWikidata { entity, item } => {
                self.change_entity(entity, "Set the Wikidata item", |entity| entity.wikidata = item);
            }
            Command::SetProfile { entity, profile } => {
                self.change_entity(entity, "Set the source profile", |entity| entity.profile = profile);
            }
            Command::SetEntityNote { entity, note } => self.change_entity(entity, "Write a note", |entity| entity.note = note),
            Command::Link { mention, entity } => self.link(mention, entity),
            Command::LinkNew { mention, name } => self.link_new(mention, &name),
            Command::SplitMention(mention) => {
                let Some(name) = self.article().and_then(|article| Some(article.mention(mention)?.spans.quote(article.text())))
                else {
                    return;
                };
                self.link_new(mention, &name);
            }
            _ => {}
        }
    }

    fn entity_name(&self, id: EntityId) -> String {
        self.project.entity(id).map(|entity| entity.name.clone()).unwrap_or_default()
    }

    fn change_entity(&mut self, id: EntityId, name: impl Into<String>, change: impl FnOnce(&mut Entity)) {
        let Some(entity) = self.project.entity(id) else { return };
        let mut changed = Entity::clone(entity);
        change(&mut changed);
        if changed.name.is_empty() {
            self.notices.note("An entity needs a name.");
        } else if changed != **entity {
            self.commit(name, Edit::PutEntity(Arc::new(changed)));
        }
    }

    fn merge_entities(&mut self, from: EntityId, into: EntityId) {
        let uses = operations::uses_of_entity(&self.project, from);
        let (gone, kept) = (self.entity_name(from), self.entity_name(into));
        if let Some(edit) = operations::merge_entities(&self.project, from, into)
            && self.commit(format!("Merge {} into {}", short(&gone), short(&kept)), edit)
        {
            self.notices.note(format!("{gone} is now {kept}: {} mentions, {} stances.", uses.mentions, uses.stances));
        }
    }

    fn link(&mut self, id: MentionId, entity: Option<EntityId>) {
        self.overlay = self.overlay.filter(|overlay| *overlay != Overlay::LinkEntity);
        let Some(article) = self.article().cloned() else { return };
        let Some(mention) = article.mention(id).filter(|mention| mention.entity != entity) else { return };
        let changed = Mention { entity, ..(**mention).clone() };
        let words = short(&mention.spans.quote(article.text()));
        let name = match entity {
            Some(entity) => format!("Link “{words}” to {}", short(&self.entity_name(entity))),
            None => format!("Unlink “{words}”"),
        };
        self.commit(name, Edit::PutMention { article: article.id, mention: Arc::new(changed) });
    }

    fn link_new(&mut self, id: MentionId, name: &str) {
        self.overlay = self.overlay.filter(|overlay| *overlay != Overlay::LinkEntity);
        let Some(article) = self.article().cloned() else { return };
        let Some(mention) = article.mention(id) else { return };
        let entity = Entity::new(self.ids.draw(), name.trim(), Some(mention.label));
        let changed = Mention { entity: Some(entity.id), ..(**mention).clone() };
        let edits = vec![Edit::PutEntity(Arc::new(entity)), Edit::PutMention { article: article.id, mention: Arc::new(changed) }];
        self.commit(format!("Link to the new entity {}", short(name)), Edit::Batch(edits));
    }
}
