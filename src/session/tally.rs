//! How often each label, entity and issue is used, kept up to date at the cost of what changed.
//!
//! Articles and their annotations are shared values: what is still the same value is not counted again.

use super::Session;
use crate::model::changes::{ArticleChange, Turn};
use crate::model::{Actor, ArticleId, EntityId, IssueId, LabelId, Project, Status, TargetRef};
use std::collections::BTreeMap;

/// Counts over the whole project.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    labels: BTreeMap<LabelId, usize>,
    entities: BTreeMap<EntityId, usize>,
    entity_stances: BTreeMap<EntityId, usize>,
    entity_held: BTreeMap<EntityId, usize>,
    entity_articles: BTreeMap<EntityId, usize>,
    issues: BTreeMap<IssueId, usize>,
    /// How often each entity is used in each article.
    uses: BTreeMap<(EntityId, ArticleId), usize>,
    done: usize,
    repeats: usize,
    /// The project that is counted.
    seen: Project,
}

impl Tally {
    /// Mentions with this label.
    pub fn of_label(&self, label: LabelId) -> usize {
        self.labels.get(&label).copied().unwrap_or_default()
    }

    /// Mentions of this entity.
    pub fn of_entity(&self, entity: EntityId) -> usize {
        self.entities.get(&entity).copied().unwrap_or_default()
    }

    /// Stances that this entity holds or receives.
    pub fn stances_of(&self, entity: EntityId) -> usize {
        self.entity_stances.get(&entity).copied().unwrap_or_default()
    }

    /// Stances that this entity holds.
    pub fn held_by(&self, entity: EntityId) -> usize {
        self.entity_held.get(&entity).copied().unwrap_or_default()
    }

    /// Articles in which this entity is mentioned, or holds or receives a stance.
    pub fn articles_of(&self, entity: EntityId) -> usize {
        self.entity_articles.get(&entity).copied().unwrap_or_default()
    }

    /// Stances about this issue.
    pub fn of_issue(&self, issue: IssueId) -> usize {
        self.issues.get(&issue).copied().unwrap_or_default()
    }

    /// Articles that are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Articles that tell the story of an earlier one again.
    pub fn repeats(&self) -> usize {
        self.repeats
    }

    /// Counts what changed since the last time.
    pub fn update(&mut self, project: &Project) {
        let before = std::mem::replace(&mut self.seen, project.clone());
        for change in project.changes_since(&before) {
            self.count(&change);
        }
    }

    fn count(&mut self, change: &ArticleChange<'_>) {
        for (turn, article) in [(Turn::Gone, change.before), (Turn::Come, change.after)] {
            if article.is_some_and(|article| article.status == Status::Done) {
                turn.count(&mut self.done);
            }
            if article.is_some_and(|article| Session::is_repeat(article)) {
                turn.count(&mut self.repeats);
            }
        }
        let Some(article) = change.after.or(change.before).map(|article| article.id) else { return };
        let mut here = Vec::new();
        change.mentions(|turn, mention| {
            turn.count(self.labels.entry(mention.label).or_default());
            if let Some(entity) = mention.entity {
                turn.count(self.entities.entry(entity).or_default());
                here.push((turn, entity));
            }
        });
        change.stances(|turn, stance| {
            if let Actor::Entity(entity) = stance.holder.actor {
                turn.count(self.entity_stances.entry(entity).or_default());
                turn.count(self.entity_held.entry(entity).or_default());
                here.push((turn, entity));
            }
            match stance.target.reference {
                TargetRef::Entity(entity) => {
                    turn.count(self.entity_stances.entry(entity).or_default());
                    here.push((turn, entity));
                }
                TargetRef::Issue(issue) => turn.count(self.issues.entry(issue).or_default()),
                TargetRef::Unlinked | TargetRef::Stance(_) => {}
            }
        });
        // What comes first: an entity that is taken from one mention and given to another never leaves the article.
        here.sort_by_key(|(turn, _)| *turn == Turn::Gone);
        for (turn, entity) in here {
            let uses = self.uses.entry((entity, article)).or_default();
            let before = *uses;
            turn.count(uses);
            let after = *uses;
            if after == 0 {
                self.uses.remove(&(entity, article));
            }
            if (before == 0) != (after == 0) {
                turn.count(self.entity_articles.entry(entity).or_default());
            }
        }
    }
}
