//! One change of many annotations at once, as one edit with a count before it happens.
//!
//! What is chosen comes from a search or a chart. Nothing is changed here: [`plan`] says how many annotations the change would
//! touch and why it would skip others, and holds the edit that does it as one step.

use super::Edit;
use crate::model::{
    Actor, AnnotatorId, ArticleId, EntityId, LabelId, Made, Mention, MentionId, Polarity, Project, Provenance, Stance, Status,
    TargetRef,
};
use crate::text::SpanSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One chosen place: an annotation, words without one, or a whole article.
#[derive(Clone, PartialEq, Debug)]
pub struct Chosen {
    pub article: ArticleId,
    pub spans: Option<SpanSet>,
    pub made: Option<Made>,
}

/// What to do with what is chosen.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Tag chosen words as mentions; `next` is the first free id.
    Tag {
        label: LabelId,
        entity: Option<EntityId>,
        annotator: AnnotatorId,
        provenance: Provenance,
        next: MentionId,
    },
    /// Give chosen mentions this label.
    Relabel(LabelId),
    /// Link chosen mentions to this entity, or to none.
    Link(Option<EntityId>),
    SetPolarity(Polarity),
    SetHolder(Actor),
    SetTarget(TargetRef),
    AddFlag(String),
    RemoveFlag(String),
    /// Delete chosen annotations.
    Delete,
    /// Set the status of the articles they are in.
    SetStatus(Status),
}

/// What a change would do.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Plan {
    /// Annotations, or articles for a status, that would change.
    pub changes: usize,
    /// In so many articles.
    pub articles: usize,
    /// Chosen places that the change does not apply to, or that are so already.
    pub skipped: usize,
    pub edits: Vec<Edit>,
}

impl Plan {
    /// The edit, as one step.
    pub fn into_edit(self) -> Edit {
        Edit::Batch(self.edits)
    }
}

/// What `change` would do to what is chosen.
pub fn plan(project: &Project, chosen: &[Chosen], change: &Change) -> Plan {
    let mut plan = Plan::default();
    let mut touched = BTreeSet::new();
    let mut done: BTreeSet<(ArticleId, Option<Made>, Option<SpanSet>)> = BTreeSet::new();
    let mut next = match change {
        Change::Tag { next, .. } => next.number(),
        _ => 0,
    };
    for place in chosen {
        let by_article = matches!(change, Change::SetStatus(_));
        let key = if by_article {
            (place.article, None, None)
        } else {
            (place.article, place.made, place.spans.clone().filter(|_| place.made.is_none()))
        };
        let edit = if done.insert(key) { edit_of(project, place, change, &mut next) } else { None };
        match edit {
            Some(edit) => {
                plan.changes += 1;
                touched.insert(place.article);
                plan.edits.push(edit);
            }
            None => plan.skipped += 1,
        }
    }
    plan.articles = touched.len();
    plan
}

fn edit_of(project: &Project, place: &Chosen, change: &Change, next: &mut u64) -> Option<Edit> {
    let article = project.article(place.article)?;
    let id = article.id;
    let mention = || match place.made? {
        Made::Mention(mention) => article.mention(mention),
        Made::Stance(_) => None,
    };
    let stance = || match place.made? {
        Made::Stance(stance) => article.stance(stance),
        Made::Mention(_) => None,
    };
    let put_mention =
        |new: Mention, old: &Mention| (new != *old).then(|| Edit::PutMention { article: id, mention: Arc::new(new) });
    let put_stance = |new: Stance, old: &Stance| (new != *old).then(|| Edit::PutStance { article: id, stance: Arc::new(new) });
    match change {
        Change::Tag { label, entity, annotator, provenance, .. } => {
            let spans = place.spans.clone().filter(|_| place.made.is_none())?;
            let same =
                |mention: &&Arc<Mention>| mention.spans == spans && mention.label == *label && mention.annotator == *annotator;
            if article.mentions_within(spans.hull()).iter().any(same) {
                return None;
            }
            while article.mention(MentionId::new(*next)).is_some() {
                *next += 1;
            }
            let mut mention = Mention::new(MentionId::new(*next), spans, *label, *annotator, provenance.clone());
            mention.entity = *entity;
            *next += 1;
            Some(Edit::PutMention { article: id, mention: Arc::new(mention) })
        }
        Change::Relabel(label) => mention().and_then(|old| put_mention(Mention { label: *label, ..old.as_ref().clone() }, old)),
        Change::Link(entity) => mention().and_then(|old| put_mention(Mention { entity: *entity, ..old.as_ref().clone() }, old)),
        Change::SetPolarity(polarity) => {
            stance().and_then(|old| put_stance(Stance { polarity: *polarity, ..old.as_ref().clone() }, old))
        }
        Change::SetHolder(actor) => stance().and_then(|old| {
            let mut new = old.as_ref().clone();
            new.holder.actor = *actor;
            put_stance(new, old)
        }),
        Change::SetTarget(reference) => stance().and_then(|old| {
            let mut new = old.as_ref().clone();
            new.target.reference = *reference;
            put_stance(new, old)
        }),
        Change::AddFlag(flag) | Change::RemoveFlag(flag) => {
            let add = matches!(change, Change::AddFlag(_));
            let flagged = |flags: &BTreeSet<String>| {
                let mut flags = flags.clone();
                if add {
                    flags.insert(flag.clone())
                } else {
                    flags.remove(flag)
                };
                flags
            };
            if let Some(old) = mention() {
                return put_mention(Mention { flags: flagged(&old.flags), ..old.as_ref().clone() }, old);
            }
            stance().and_then(|old| put_stance(Stance { flags: flagged(&old.flags), ..old.as_ref().clone() }, old))
        }
        Change::Delete => {
            if let Some(old) = mention() {
                return Some(Edit::RemoveMention { article: id, mention: old.id });
            }
            stance().map(|old| Edit::RemoveStance { article: id, stance: old.id })
        }
        Change::SetStatus(status) => (article.status != *status).then_some(Edit::SetStatus { article: id, status: *status }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::{Article, Metadata};
    use crate::text::Span;

    #[test]
    fn a_plan_counts_before_it_happens_and_undoes_as_one() {
        let mut project = Project::default();
        let id = ArticleId::new(1);
        let text = "Brink and Hale and Brink";
        let article = Arc::new(Article::new(id, text, Metadata::default()));
        apply(&mut project, Edit::AddArticle { position: 0, article }).unwrap();
        let place = |range| Chosen { article: id, spans: Some(Span::new(text, range).unwrap().into()), made: None };
        let chosen = [place(0..5), place(10..14), place(19..24), place(0..5)];
        let tag = Change::Tag {
            label: LabelId::new(1),
            entity: None,
            annotator: AnnotatorId::new(1),
            provenance: Provenance::default(),
            next: MentionId::new(1),
        };
        let before = project.clone();
        let tagged = plan(&project, &chosen, &tag);
        assert_eq!((tagged.changes, tagged.articles, tagged.skipped), (3, 1, 1));
        let undo = apply(&mut project, tagged.into_edit()).unwrap();
        assert_eq!(project.article(id).unwrap().mention_count(), 3);
        assert_eq!(plan(&project, &chosen, &tag).changes, 0, "they are so already");
        let mentions: Vec<_> = project
            .article(id)
            .unwrap()
            .mentions()
            .map(|m| Chosen { article: id, spans: None, made: Some(Made::Mention(m.id)) })
            .collect();
        assert_eq!(plan(&project, &mentions, &Change::Relabel(LabelId::new(2))).changes, 3);
        assert_eq!(plan(&project, &mentions, &Change::SetPolarity(Polarity::Favor)).skipped, 3);
        let status = plan(&project, &mentions, &Change::SetStatus(Status::Done));
        assert_eq!((status.changes, status.skipped), (1, 2));
        apply(&mut project, undo).unwrap();
        assert_eq!(project, before);
    }
}
