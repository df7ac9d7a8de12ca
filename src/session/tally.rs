//! How often each label, entity and issue is used, kept up to date at the cost of what changed.
//!
//! Articles are shared values: one that is still the same value is not counted again.

use crate::model::{Actor, Article, ArticleId, EntityId, IssueId, LabelId, Project, TargetRef};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Counts over the whole project.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    labels: BTreeMap<LabelId, usize>,
    entities: BTreeMap<EntityId, usize>,
    entity_stances: BTreeMap<EntityId, usize>,
    entity_held: BTreeMap<EntityId, usize>,
    entity_articles: BTreeMap<EntityId, usize>,
    issues: BTreeMap<IssueId, usize>,
    articles: BTreeMap<ArticleId, Arc<Article>>,
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

    /// Counts again what changed since the last time.
    pub fn update(&mut self, project: &Project) {
        let gone: Vec<ArticleId> = self.articles.keys().copied().filter(|id| project.article(*id).is_none()).collect();
        for id in gone {
            if let Some(old) = self.articles.remove(&id) {
                self.count(&old, Sign::Minus);
            }
        }
        for article in project.articles() {
            let known = self.articles.get(&article.id);
            if known.is_some_and(|known| Arc::ptr_eq(known, article)) {
                continue;
            }
            if let Some(old) = self.articles.insert(article.id, Arc::clone(article)) {
                self.count(&old, Sign::Minus);
            }
            self.count(article, Sign::Plus);
        }
    }

    fn count(&mut self, article: &Article, sign: Sign) {
        let mut here = BTreeSet::new();
        for mention in article.mentions() {
            sign.apply(self.labels.entry(mention.label).or_default());
            if let Some(entity) = mention.entity {
                here.insert(entity);
                sign.apply(self.entities.entry(entity).or_default());
            }
        }
        for stance in article.stances() {
            if let Actor::Entity(entity) = stance.holder.actor {
                here.insert(entity);
                sign.apply(self.entity_stances.entry(entity).or_default());
                sign.apply(self.entity_held.entry(entity).or_default());
            }
            match stance.target.reference {
                TargetRef::Entity(entity) => {
                    here.insert(entity);
                    sign.apply(self.entity_stances.entry(entity).or_default());
                }
                TargetRef::Issue(issue) => sign.apply(self.issues.entry(issue).or_default()),
                TargetRef::Unlinked | TargetRef::Stance(_) => {}
            }
        }
        for entity in here {
            sign.apply(self.entity_articles.entry(entity).or_default());
        }
    }
}

#[derive(Clone, Copy)]
enum Sign {
    Plus,
    Minus,
}

impl Sign {
    fn apply(self, count: &mut usize) {
        match self {
            Self::Plus => *count += 1,
            Self::Minus => *count = count.saturating_sub(1),
        }
    }
}
