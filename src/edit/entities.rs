//! Changes of many entities at once, each as one edit with a count before it happens: code profiles, merge, split, delete.

use super::operations::{delete_entity, merge_entities, uses_of_entity};
use super::{Edit, apply};
use crate::model::{Actor, ArticleId, Entity, EntityId, Gender, LabelId, Mention, MentionId, Naming, Project, Stance, TargetRef};
use crate::text::SpanSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One code, given to many entities.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EntityCode {
    /// A source category of the scheme; empty for not coded.
    Category(String),
    Naming(Naming),
    Gender(Gender),
    Affiliation(String),
    Role(String),
    Status(String),
    Label(Option<LabelId>),
}

/// A change of which entity is which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EntityChange {
    /// Everything that refers to `from` refers to `into`.
    Merge { from: Vec<EntityId>, into: EntityId },
    /// These mentions, and stances in their words, refer to the entity `fresh` from now on.
    Split { entity: EntityId, fresh: EntityId, name: String, mentions: Vec<(ArticleId, MentionId)> },
    /// The entities are gone; mentions and stances stay without them.
    Delete(Vec<EntityId>),
}

/// What a change would touch.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EntityPlan {
    pub entities: usize,
    pub mentions: usize,
    pub stances: usize,
    pub edits: Vec<Edit>,
}

/// Gives a code to those of the entities that do not have it.
pub fn code(project: &Project, entities: &[EntityId], code: &EntityCode) -> EntityPlan {
    let mut plan = EntityPlan::default();
    for entity in entities.iter().collect::<BTreeSet<_>>().into_iter().filter_map(|id| project.entity(*id)) {
        let mut coded = Entity::clone(entity);
        let profile = &mut coded.profile;
        match code {
            EntityCode::Category(category) => profile.category.clone_from(category),
            EntityCode::Naming(naming) => profile.naming = *naming,
            EntityCode::Gender(gender) => profile.gender = *gender,
            EntityCode::Affiliation(words) => profile.affiliation.clone_from(words),
            EntityCode::Role(words) => profile.role.clone_from(words),
            EntityCode::Status(words) => profile.status.clone_from(words),
            EntityCode::Label(label) => coded.label = *label,
        }
        if coded != **entity {
            plan.entities += 1;
            plan.edits.push(Edit::PutEntity(Arc::new(coded)));
        }
    }
    plan
}

/// What a change would do; nothing where its entities are not in the project.
pub fn plan(project: &Project, change: &EntityChange) -> EntityPlan {
    match change {
        EntityChange::Merge { from, into } => one_by_one(project, from, |project, id| merge_entities(project, id, *into)),
        EntityChange::Delete(entities) => {
            one_by_one(project, entities, |project, id| project.entity(id).map(|_| delete_entity(project, id)))
        }
        EntityChange::Split { entity, fresh, name, mentions } => split(project, *entity, *fresh, name, mentions),
    }
}

/// Each edit is made for the project as the ones before left it: a stance may name two of the entities.
fn one_by_one(project: &Project, entities: &[EntityId], edit: impl Fn(&Project, EntityId) -> Option<Edit>) -> EntityPlan {
    let mut plan = EntityPlan::default();
    let mut scratch = project.clone();
    for id in entities.iter().copied().collect::<BTreeSet<_>>() {
        let uses = uses_of_entity(&scratch, id);
        let Some(edit) = edit(&scratch, id) else { continue };
        if apply(&mut scratch, edit.clone()).is_ok() {
            plan.entities += 1;
            plan.mentions += uses.mentions;
            plan.stances += uses.stances;
            plan.edits.push(edit);
        }
    }
    plan
}

fn split(project: &Project, entity: EntityId, fresh: EntityId, name: &str, mentions: &[(ArticleId, MentionId)]) -> EntityPlan {
    let mut plan = EntityPlan::default();
    let (Some(old), None) = (project.entity(entity), project.entity(fresh)) else { return plan };
    let mut new = Entity::new(fresh, name.trim(), old.label);
    new.different_from.insert(entity);
    let mut rest = Entity::clone(old);
    rest.aliases.retain(|alias| alias != name.trim());
    rest.different_from.insert(fresh);
    plan.edits.extend([Edit::PutEntity(Arc::new(new)), Edit::PutEntity(Arc::new(rest))]);
    let chosen: BTreeSet<(ArticleId, MentionId)> = mentions.iter().copied().collect();
    let articles: BTreeSet<ArticleId> = chosen.iter().map(|(article, _)| *article).collect();
    for article in articles.into_iter().filter_map(|id| project.article(id)) {
        let moved: Vec<&Arc<Mention>> = article
            .mentions()
            .filter(|mention| mention.entity == Some(entity) && chosen.contains(&(article.id, mention.id)))
            .collect();
        for mention in &moved {
            let mention = Mention { entity: Some(fresh), ..Mention::clone(mention) };
            plan.edits.push(Edit::PutMention { article: article.id, mention: Arc::new(mention) });
        }
        plan.mentions += moved.len();
        let in_words_of =
            |spans: Option<&SpanSet>| spans.is_some_and(|spans| moved.iter().any(|mention| mention.spans.overlaps(spans)));
        for stance in article.stances() {
            let mut changed = Stance::clone(stance);
            let said_by = stance.holder.mention.as_ref().or(stance.attribution.source.as_ref());
            if stance.holder.actor == Actor::Entity(entity) && in_words_of(said_by) {
                changed.holder.actor = Actor::Entity(fresh);
            }
            if stance.target.reference == TargetRef::Entity(entity) && in_words_of(stance.target.mention.as_ref()) {
                changed.target.reference = TargetRef::Entity(fresh);
            }
            if changed != **stance {
                plan.stances += 1;
                plan.edits.push(Edit::PutStance { article: article.id, stance: Arc::new(changed) });
            }
        }
    }
    plan.entities = 1;
    if plan.mentions == 0 { EntityPlan::default() } else { plan }
}

/// Keeps that these two are two.
pub fn different(project: &Project, a: EntityId, b: EntityId) -> Option<Edit> {
    let mut first = Entity::clone(project.entity(a)?);
    let mut second = Entity::clone(project.entity(b)?);
    first.different_from.insert(b);
    second.different_from.insert(a);
    (a != b).then(|| Edit::Batch(vec![Edit::PutEntity(Arc::new(first)), Edit::PutEntity(Arc::new(second))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnnotatorId, Article, Metadata, Provenance, StanceId};
    use crate::text::Span;

    const TEXT: &str = "Brink met Hale. The mayor backs Hale. Brink left.";

    fn span(range: std::ops::Range<usize>) -> SpanSet {
        Span::new(TEXT, range).unwrap().into()
    }

    /// Brink twice and "The mayor" refer to 1, Hale to 2; 1 backs 2 in the words of the mayor.
    fn project() -> Project {
        let mut project = Project::default();
        let id = ArticleId::new(1);
        let mut edits = vec![Edit::AddArticle { position: 0, article: Arc::new(Article::new(id, TEXT, Metadata::default())) }];
        for (number, name) in [(1, "Ada Brink"), (2, "Tom Hale"), (3, "Brink")] {
            edits.push(Edit::PutEntity(Arc::new(Entity::new(EntityId::new(number), name, Some(LabelId::new(1))))));
        }
        for (number, range, entity) in [(1, 0..5, 3), (2, 10..14, 2), (3, 16..25, 1), (4, 38..43, 1)] {
            let mut mention =
                Mention::new(MentionId::new(number), span(range), LabelId::new(1), AnnotatorId::new(1), Provenance::default());
            mention.entity = Some(EntityId::new(entity));
            edits.push(Edit::PutMention { article: id, mention: Arc::new(mention) });
        }
        let mut stance = Stance::new(StanceId::new(1), AnnotatorId::new(1), Provenance::default());
        stance.holder.actor = Actor::Entity(EntityId::new(1));
        stance.holder.mention = Some(span(16..25));
        stance.target.reference = TargetRef::Entity(EntityId::new(2));
        stance.evidence = Some(span(26..36));
        edits.push(Edit::PutStance { article: id, stance: Arc::new(stance) });
        apply(&mut project, Edit::Batch(edits)).unwrap();
        project
    }

    fn check(change: &EntityChange, counts: (usize, usize, usize), holds: impl Fn(&Project) -> bool) {
        let mut project = project();
        let before = project.clone();
        let plan = plan(&project, change);
        assert_eq!((plan.entities, plan.mentions, plan.stances), counts, "{change:?}");
        let undo = apply(&mut project, Edit::Batch(plan.edits)).unwrap();
        assert!(holds(&project), "{change:?}");
        apply(&mut project, undo).unwrap();
        assert_eq!(project, before);
    }

    fn id(number: u64) -> EntityId {
        EntityId::new(number)
    }

    #[test]
    fn many_are_merged_although_a_stance_names_two_of_them() {
        let merge = EntityChange::Merge { from: vec![id(1), id(2), id(2), id(3)], into: id(3) };
        check(&merge, (2, 3, 2), |project| {
            let stance = project.articles().next().unwrap().stances().next().unwrap().clone();
            project.entity_count() == 1
                && stance.holder.actor == Actor::Entity(id(3))
                && stance.target.reference == TargetRef::Entity(id(3))
                && project.entity(id(3)).unwrap().aliases == ["Ada Brink", "Tom Hale"]
        });
    }

    #[test]
    fn a_split_takes_the_stances_in_its_words_along() {
        let mentions = vec![(ArticleId::new(1), MentionId::new(3)), (ArticleId::new(1), MentionId::new(1))];
        let split = EntityChange::Split { entity: id(1), fresh: id(9), name: "the mayor".into(), mentions };
        check(&split, (1, 1, 1), |project| {
            let article = project.articles().next().unwrap();
            article.mention(MentionId::new(3)).unwrap().entity == Some(id(9))
                && article.mention(MentionId::new(4)).unwrap().entity == Some(id(1))
                && article.stances().next().unwrap().holder.actor == Actor::Entity(id(9))
                && project.entity(id(1)).unwrap().different_from.contains(&id(9))
        });
        let nothing = EntityChange::Split { entity: id(1), fresh: id(9), name: "x".into(), mentions: Vec::new() };
        assert_eq!(plan(&project(), &nothing), EntityPlan::default());
    }

    #[test]
    fn deleting_leaves_the_words_and_coding_skips_what_is_so() {
        check(&EntityChange::Delete(vec![id(1), id(2), id(77)]), (2, 3, 2), |project| {
            let article = project.articles().next().unwrap();
            article.mention_count() == 4 && article.stance_count() == 1 && project.entity_count() == 1
        });
        let mut project = project();
        let official = EntityCode::Category("official".into());
        let plan = code(&project, &[id(1), id(2), id(1)], &official);
        assert_eq!(plan.entities, 2);
        apply(&mut project, Edit::Batch(plan.edits)).unwrap();
        assert_eq!(code(&project, &[id(1), id(2), id(3)], &official).entities, 1);
        assert!(different(&project, id(1), id(1)).is_none());
    }
}
