//! Entities: naming, merging, splitting, linking, profiles.

use super::annotating::short;
use crate::analysis::coverage::{gender_word, naming_word};
use crate::edit::entities::{self, EntityChange, EntityCode, EntityPlan};
use crate::edit::{Edit, operations};
use crate::model::{Entity, EntityId, Mention, MentionId};
use crate::say;
use crate::session::bulk::Asking;
use crate::session::{Command, Overlay, Place, Session};
use std::sync::Arc;

impl Session {
    pub(super) fn perform_entity(&mut self, command: Command) {
        match command {
            Command::NewEntity { name, label } => {
                let entity = Entity::new(self.ids.draw(), name.trim(), label);
                self.commit(say!("new-entity-called", name = short(&name)), Edit::PutEntity(Arc::new(entity)));
            }
            Command::RenameEntity { entity, name } => {
                let name = name.trim().to_owned();
                self.change_entity(entity, say!("rename-to", name = short(&name)), |entity| {
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
                self.commit(say!("delete-entity-called", name = short(&name)), edit);
            }
            Command::Relabel { entity, label } => {
                self.change_entity(entity, say!("label-the-entity"), |entity| entity.label = label)
            }
            Command::SetAliases { entity, aliases } => {
                self.change_entity(entity, say!("set-other-names"), |entity| entity.aliases = aliases);
            }
            Command::SetWikidata { entity, item } => self.set_wikidata(entity, item.as_deref().unwrap_or_default()),
            Command::SetProfile { entity, profile } => {
                self.change_entity(entity, say!("set-the-source-profile"), |entity| entity.profile = profile);
            }
            Command::SetEntityNote { entity, note } => {
                self.change_entity(entity, say!("write-a-note"), |entity| entity.note = note)
            }
            Command::CodeEntities { entities, code } => self.code_entities(&entities, &code),
            Command::AskEntities(change) => self.ask_entities(&change),
            Command::AskSplit { entity, words } => self.ask_split(entity, &words),
            Command::DifferentEntities(a, b) => {
                if let Some(edit) = entities::different(&self.project, a, b) {
                    let (one, other) = (self.entity_name(a), self.entity_name(b));
                    self.commit(say!("keep-and-apart", one = short(&one), other = short(&other)), edit);
                }
            }
            Command::ShowEntity(entity) => {
                self.looking.entity = Some(entity);
                if self.looking.place != Place::Entities {
                    self.show_place(Place::Entities);
                }
            }
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

    /// Takes an item as typed (`q211`) or the link to it as pasted.
    fn set_wikidata(&mut self, entity: EntityId, typed: &str) {
        let item = wikidata_item(typed);
        if item.is_none() && !typed.trim().is_empty() {
            return self.notices.warn(say!("is-no-wikidata-item-type-its-number", trim = short(typed.trim())));
        }
        self.change_entity(entity, say!("set-the-wikidata-item"), |entity| entity.wikidata = item);
    }

    fn code_entities(&mut self, chosen: &[EntityId], code: &EntityCode) {
        let scheme = &self.project.scheme;
        let (field, value) = match code {
            EntityCode::Category(category) => (say!("kind-of-source"), category.clone()),
            EntityCode::Naming(naming) => (say!("naming"), naming_word(*naming).to_owned()),
            EntityCode::Gender(gender) => (say!("gender"), gender_word(*gender).to_owned()),
            EntityCode::Affiliation(words) => (say!("affiliation"), words.clone()),
            EntityCode::Role(words) => (say!("office"), words.clone()),
            EntityCode::Status(words) => (say!("status"), words.clone()),
            EntityCode::Label(label) => {
                (say!("label-as-word"), label.map_or(say!("none"), |label| scheme.label_name(label)).to_owned())
            }
        };
        let value = if value.is_empty() { say!("not-coded").to_owned() } else { value };
        let plan = entities::code(&self.project, chosen, code);
        if plan.entities == 0 {
            return self.notices.note(say!("the-is-already", field = field, value = value));
        }
        let whom = match (plan.entities, chosen) {
            (1, [one]) => short(&self.entity_name(*one)),
            (1, _) => say!("one-entity").to_owned(),
            (many, _) => say!("n-entities", n = many),
        };
        self.commit(say!("code", whom = whom, field = field, value = value), Edit::Batch(plan.edits));
    }

    /// Works out what the change would touch, and asks.
    fn ask_entities(&mut self, change: &EntityChange) {
        let plan = entities::plan(&self.project, change);
        let names = |of: &[EntityId]| match of {
            [one] => short(&self.entity_name(*one)),
            many => say!("n-entities", n = many.len()),
        };
        let touched = told(&plan);
        let (name, words) = match change {
            EntityChange::Merge { from, into } => {
                let others: Vec<EntityId> = from.iter().copied().filter(|id| id != into).collect();
                let into = self.entity_name(*into);
                (
                    say!("merge-into", others = names(&others), into = short(&into)),
                    say!("go-over-to", touched = touched, into = into),
                )
            }
            EntityChange::Split { entity, name, .. } => (
                say!("split-off", name = short(name), entity = short(&self.entity_name(*entity))),
                say!("go-over-to-the-new-one", touched = touched),
            ),
            EntityChange::Delete(entities) => (
                say!("delete-named", entities = names(entities)),
                say!("mentions-and-stances-stay-without-them", touched = touched),
            ),
        };
        if plan.entities == 0 {
            return self.notices.note(say!("nothing-would-change", name = name));
        }
        let (changes, revision) = (plan.entities + plan.mentions + plan.stances, self.history.revision());
        self.looking.asking = Some(Asking { name, words, changes, edit: Edit::Batch(plan.edits), revision });
    }

    /// All mentions of the entity with these words, as a person reads them, become one of their own.
    fn ask_split(&mut self, entity: EntityId, words: &str) {
        let mut mentions = Vec::new();
        for article in self.project.articles() {
            let own = article.mentions().filter(|mention| mention.entity == Some(entity));
            let same = own.filter(|mention| mention.spans.quote(article.text()).split_whitespace().eq(words.split_whitespace()));
            mentions.extend(same.map(|mention| (article.id, mention.id)));
        }
        let fresh = self.ids.draw();
        self.ask_entities(&EntityChange::Split { entity, fresh, name: words.to_owned(), mentions });
    }

    fn change_entity(&mut self, id: EntityId, name: impl Into<String>, change: impl FnOnce(&mut Entity)) {
        let Some(entity) = self.project.entity(id) else { return };
        let mut changed = Entity::clone(entity);
        change(&mut changed);
        if changed.name.is_empty() {
            self.notices.note(say!("an-entity-needs-a-name"));
        } else if changed != **entity {
            self.commit(name, Edit::PutEntity(Arc::new(changed)));
        }
    }

    fn merge_entities(&mut self, from: EntityId, into: EntityId) {
        let uses = operations::uses_of_entity(&self.project, from);
        let (gone, kept) = (self.entity_name(from), self.entity_name(into));
        if let Some(edit) = operations::merge_entities(&self.project, from, into)
            && self.commit(say!("merge-one-into-another", from = short(&gone), into = short(&kept)), edit)
        {
            self.notices.note(say!(
                "is-now-mentions-stances",
                gone = gone,
                kept = kept,
                mentions = say!("n-mentions", n = uses.mentions),
                stances = say!("n-stances", n = uses.stances)
            ));
        }
    }

    fn link(&mut self, id: MentionId, entity: Option<EntityId>) {
        self.overlay = self.overlay.filter(|overlay| *overlay != Overlay::LinkEntity);
        let Some(article) = self.article().cloned() else { return };
        let Some(mention) = article.mention(id).filter(|mention| mention.entity != entity) else { return };
        let changed = Mention { entity, ..(**mention).clone() };
        let words = short(&mention.spans.quote(article.text()));
        let name = match entity {
            Some(entity) => say!("link-words-to", words = words, entity = short(&self.entity_name(entity))),
            None => say!("unlink-words", words = words),
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
        self.commit(say!("link-to-the-new-entity", name = short(name)), Edit::Batch(edits));
    }
}

/// The item of `Q211`, `q211` or `https://www.wikidata.org/wiki/Q211#P31`.
fn wikidata_item(typed: &str) -> Option<String> {
    let last = typed.trim().trim_end_matches('/').rsplit('/').next()?;
    let item = last.split(['#', '?']).next()?.to_uppercase();
    let digits = item.strip_prefix('Q')?;
    let good = !digits.is_empty() && digits.len() < 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then_some(item)
}

/// "3 entities, 12 mentions and 4 stances".
fn told(plan: &EntityPlan) -> String {
    say!(
        "entities-mentions-stances",
        entities = say!("n-entities", n = plan.entities),
        mentions = say!("n-mentions", n = plan.mentions),
        stances = say!("n-stances", n = plan.stances)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_typed_or_its_address_pasted() {
        for typed in [
            "Q211",
            " q211 ",
            "https://www.wikidata.org/wiki/Q211",
            "wikidata.org/entity/Q211/",
            "x/Q211#P31",
            "x/q211?uselang=de",
        ] {
            assert_eq!(wikidata_item(typed).as_deref(), Some("Q211"), "{typed}");
        }
        for typed in ["", "211", "Q", "Qx", "https://example.org/", "Q21 1"] {
            assert_eq!(wikidata_item(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_a_change_touches_is_told_with_its_counts() {
        let plan = |entities, mentions, stances| EntityPlan { entities, mentions, stances, edits: Vec::new() };
        assert_eq!(told(&plan(2, 3, 2)), "2 entities, 3 mentions and 2 stances");
        assert_eq!(told(&plan(1, 1, 1)), "1 entity, 1 mention and 1 stance");
    }
}
