//! Changes of the codebook that reach into annotations: rename, merge, split and delete labels, each with a count beforehand.
//!
//! Every change makes a new version of the scheme and one line in its history. Annotations refer to labels by id, so renaming
//! touches none of them.

use super::Edit;
use crate::model::{ArticleId, Entity, Label, LabelId, Meaning, Mention, MentionId, Project, Scheme, SchemeChange, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A change of a label.
#[derive(Clone, PartialEq, Debug)]
pub enum LabelChange {
    Rename {
        label: LabelId,
        name: String,
    },
    /// Everything labelled `from` is labelled `into` afterwards; `from` is gone.
    Merge {
        from: LabelId,
        into: LabelId,
    },
    /// A second label beside the first. What has the first gets the flag `re-decide`.
    Split {
        label: LabelId,
        name: String,
        definition: String,
    },
    /// The label and every mention that has it are gone; entities stay without a label.
    Delete(LabelId),
}

/// What a change of a label would do.
#[derive(Clone, PartialEq, Debug)]
pub struct LabelPlan {
    pub mentions: usize,
    pub entities: usize,
    /// Mentions to look at again, in article order: the queue after a split.
    pub queue: Vec<(ArticleId, MentionId)>,
    pub edit: Edit,
}

/// Why a label cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelChangeError {
    #[error("the label is not in the codebook any more; choose another")]
    NoLabel,
    #[error("there is already a label “{0}”; choose another name, or merge the two")]
    NameTaken(String),
    #[error("a label needs a name; type one")]
    NoName,
    #[error("a label cannot be merged into itself; choose another")]
    Itself,
}

/// The mark of mentions to look at again after a split.
pub const RE_DECIDE: &str = "re-decide";

/// What `change` would do, as one edit.
///
/// # Errors
/// A label that is not there, or a name that is empty or taken.
pub fn plan(project: &Project, change: &LabelChange, at: Timestamp) -> Result<LabelPlan, LabelChangeError> {
    let mut scheme = project.scheme.as_ref().clone();
    let mut plan = LabelPlan { mentions: 0, entities: 0, queue: Vec::new(), edit: Edit::Batch(Vec::new()) };
    let mut edits = Vec::new();
    let what = match change {
        LabelChange::Rename { label, name } => {
            let name = free_name(&scheme, name, Some(*label))?;
            let label_mut = label_mut(&mut scheme, *label)?;
            let old = std::mem::replace(&mut label_mut.name, name.clone());
            (plan.mentions, plan.entities) = counts(project, *label);
            format!("renamed {old} to {name}")
        }
        LabelChange::Merge { from, into } => {
            if from == into {
                return Err(LabelChangeError::Itself);
            }
            let (old, new) = (name_of(&scheme, *from)?, name_of(&scheme, *into)?);
            edits = relabelled(project, *from, Some(*into), &mut plan);
            remove(&mut scheme, *from);
            format!("merged {old} into {new}: {} mentions, {} entities", plan.mentions, plan.entities)
        }
        LabelChange::Split { label, name, definition } => {
            let name = free_name(&scheme, name, None)?;
            let old = scheme.label(*label).ok_or(LabelChangeError::NoLabel)?.clone();
            let id = scheme.free_label_id();
            let place = scheme.labels.iter().position(|other| other.id == *label).map_or(scheme.labels.len(), |at| at + 1);
            let fresh = Label {
                id,
                name: name.clone(),
                key: None,
                definition: definition.clone(),
                examples: Vec::new(),
                counter_examples: Vec::new(),
                ..old.clone()
            };
            scheme.labels.insert(place, fresh);
            for (article, mention) in mentions_of(project, *label) {
                let mut flagged = mention.as_ref().clone();
                flagged.flags.insert(RE_DECIDE.to_owned());
                plan.queue.push((article, mention.id));
                edits.push(Edit::PutMention { article, mention: Arc::new(flagged) });
            }
            plan.mentions = plan.queue.len();
            format!("split {name} from {}: {} mentions to decide again", old.name, plan.mentions)
        }
        LabelChange::Delete(label) => {
            let old = name_of(&scheme, *label)?;
            edits = relabelled(project, *label, None, &mut plan);
            remove(&mut scheme, *label);
            format!("deleted {old} with {} mentions", plan.mentions)
        }
    };
    scheme.version += 1;
    scheme.changes.push(SchemeChange { version: scheme.version, at, what });
    // The label must be there while mentions are put under it, and gone only after none has it.
    edits.push(Edit::SetScheme(Arc::new(scheme)));
    plan.edit = Edit::Batch(edits);
    Ok(plan)
}

/// What taking over a codebook would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    pub scheme: Scheme,
    /// Labels, issues, frames and categories that are new here.
    pub added: usize,
    /// Labels, issues and frames of the same name that change.
    pub changed: usize,
}

/// The project's scheme with what `read` holds: things of the same name take its words, new ones are added, nothing goes.
pub fn take_over(scheme: &Scheme, read: &Scheme) -> Taken {
    let mut taken = Taken { scheme: scheme.clone(), added: 0, changed: 0 };
    let own = &mut taken.scheme;
    for label in &read.labels {
        if let Some(known) = own.labels.iter_mut().find(|known| known.name == label.name) {
            let new = Label { id: known.id, key: known.key, ext: known.ext.clone(), ..label.clone() };
            taken.changed += usize::from(new != *known);
            *known = new;
        } else {
            let key = label.key.filter(|key| own.labels.iter().all(|other| other.key != Some(*key)));
            let id = own.free_label_id();
            own.labels.push(Label { id, key, ..label.clone() });
            taken.added += 1;
        }
    }
    for issue in &read.issues {
        if let Some(known) = own.issues.iter_mut().find(|known| known.name == issue.name) {
            let new = crate::model::Issue { id: known.id, ..issue.clone() };
            taken.changed += usize::from(new != *known);
            *known = new;
        } else {
            let id = own.free_issue_id();
            own.issues.push(crate::model::Issue { id, ..issue.clone() });
            taken.added += 1;
        }
    }
    for frame in &read.frames {
        if let Some(known) = own.frames.iter_mut().find(|known| known.name == frame.name) {
            taken.changed += usize::from(known != frame);
            *known = frame.clone();
        } else {
            own.frames.push(frame.clone());
            taken.added += 1;
        }
    }
    for (polarity, meaning) in &read.polarities {
        take_meaning(own.polarities.entry(*polarity).or_default(), meaning, &mut taken.changed);
    }
    for (field, meaning) in &read.fields {
        take_meaning(own.fields.entry(*field).or_default(), meaning, &mut taken.changed);
    }
    for category in read.source_categories.iter().filter(|category| !scheme.source_categories.contains(category)) {
        own.source_categories.push(category.clone());
        taken.added += 1;
    }
    taken
}

fn take_meaning(own: &mut Meaning, read: &Meaning, changed: &mut usize) {
    if own != read {
        *changed += 1;
        own.clone_from(read);
    }
}

fn counts(project: &Project, label: LabelId) -> (usize, usize) {
    (mentions_of(project, label).count(), project.entities().filter(|entity| entity.label == Some(label)).count())
}

fn mentions_of(project: &Project, label: LabelId) -> impl Iterator<Item = (ArticleId, &Arc<Mention>)> {
    project.articles().flat_map(move |article| {
        article.mentions().filter(move |mention| mention.label == label).map(move |mention| (article.id, mention))
    })
}

fn relabelled(project: &Project, from: LabelId, into: Option<LabelId>, plan: &mut LabelPlan) -> Vec<Edit> {
    let mut edits = Vec::new();
    for article in project.articles() {
        let taken: BTreeSet<_> =
            article.mentions().filter(|other| Some(other.label) == into).map(|other| (&other.spans, other.annotator)).collect();
        for mention in article.mentions().filter(|mention| mention.label == from) {
            plan.mentions += 1;
            // A mention that would then say the same as another of its annotator goes: two of them say no more than one.
            let label = into.filter(|_| !taken.contains(&(&mention.spans, mention.annotator)));
            let (article, id) = (article.id, mention.id);
            edits.push(match label {
                Some(label) => Edit::PutMention { article, mention: Arc::new(Mention { label, ..mention.as_ref().clone() }) },
                None => Edit::RemoveMention { article, mention: id },
            });
        }
    }
    for entity in project.entities().filter(|entity| entity.label == Some(from)) {
        plan.entities += 1;
        edits.push(Edit::PutEntity(Arc::new(Entity { label: into, ..entity.as_ref().clone() })));
    }
    edits
}

fn remove(scheme: &mut Scheme, label: LabelId) {
    scheme.labels.retain(|other| other.id != label);
    scheme.exclusive.retain(|pair| pair.0 != label && pair.1 != label);
}

fn label_mut(scheme: &mut Scheme, label: LabelId) -> Result<&mut Label, LabelChangeError> {
    scheme.labels.iter_mut().find(|other| other.id == label).ok_or(LabelChangeError::NoLabel)
}

fn name_of(scheme: &Scheme, label: LabelId) -> Result<String, LabelChangeError> {
    scheme.label(label).map(|label| label.name.clone()).ok_or(LabelChangeError::NoLabel)
}

fn free_name(scheme: &Scheme, name: &str, own: Option<LabelId>) -> Result<String, LabelChangeError> {
    let name = name.trim();
    match scheme.label_named(name) {
        _ if name.is_empty() => Err(LabelChangeError::NoName),
        Some(taken) if Some(taken.id) != own => Err(LabelChangeError::NameTaken(name.to_owned())),
        _ => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::{AnnotatorId, Article, EntityId, Metadata, Provenance};
    use crate::text::Span;

    fn project() -> Project {
        let mut project = Project::default();
        let id = ArticleId::new(1);
        let text = "Brink and Post";
        let mention = |number, range, label| {
            let spans = Span::new(text, range).unwrap().into();
            Arc::new(Mention::new(MentionId::new(number), spans, LabelId::new(label), AnnotatorId::new(1), Provenance::default()))
        };
        for edit in [
            Edit::AddArticle { position: 0, article: Arc::new(Article::new(id, text, Metadata::default())) },
            Edit::PutMention { article: id, mention: mention(1, 0..5, 1) },
            Edit::PutMention { article: id, mention: mention(2, 10..14, 2) },
            Edit::PutEntity(Arc::new(Entity::new(EntityId::new(1), "Brink", Some(LabelId::new(1))))),
        ] {
            apply(&mut project, edit).unwrap();
        }
        project
    }

    fn check(change: LabelChange, mentions: usize, entities: usize, what: &str) {
        let mut project = project();
        let before = project.clone();
        let plan = plan(&project, &change, Timestamp(5)).unwrap();
        assert_eq!((plan.mentions, plan.entities), (mentions, entities), "{change:?}");
        let undo = apply(&mut project, plan.edit).unwrap();
        let scheme = &project.scheme;
        assert_eq!((scheme.version, scheme.changes.last().unwrap().what.as_str()), (2, what));
        for article in project.articles() {
            assert!(
                article.mentions().all(|mention| scheme.label(mention.label).is_some()),
                "no mention is left without a label"
            );
        }
        apply(&mut project, undo).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn every_change_is_counted_logged_and_undone() {
        let (person, org) = (LabelId::new(1), LabelId::new(2));
        check(LabelChange::Rename { label: person, name: "HUMAN".into() }, 1, 1, "renamed PERSON to HUMAN");
        check(LabelChange::Merge { from: person, into: org }, 1, 1, "merged PERSON into ORG: 1 mentions, 1 entities");
        let split = LabelChange::Split { label: org, name: "MEDIA".into(), definition: String::new() };
        check(split, 1, 0, "split MEDIA from ORG: 1 mentions to decide again");
        check(LabelChange::Delete(person), 1, 1, "deleted PERSON with 1 mentions");
    }

    #[test]
    fn merging_leaves_no_two_mentions_that_say_the_same() {
        let mut project = project();
        let (id, text) = (ArticleId::new(1), "Brink and Post");
        let spans = Span::new(text, 0..5).unwrap().into();
        let twin = Mention::new(MentionId::new(9), spans, LabelId::new(2), AnnotatorId::new(1), Provenance::default());
        apply(&mut project, Edit::PutMention { article: id, mention: Arc::new(twin) }).unwrap();
        let merge = LabelChange::Merge { from: LabelId::new(1), into: LabelId::new(2) };
        let plan = plan(&project, &merge, Timestamp(0)).unwrap();
        assert_eq!(plan.mentions, 1);
        apply(&mut project, plan.edit).unwrap();
        assert_eq!(project.article(id).unwrap().mention_count(), 2);
    }

    #[test]
    fn a_codebook_is_taken_over_by_name() {
        let scheme = Scheme::default();
        let mut read = Scheme::default();
        read.labels.truncate(1);
        read.labels[0].definition = "Somebody".into();
        read.labels.push(Label { name: "MEDIA".into(), ..read.labels[0].clone() });
        let taken = take_over(&scheme, &read);
        assert_eq!((taken.added, taken.changed), (1, 1));
        assert_eq!(taken.scheme.labels.len(), 19);
        assert_eq!(taken.scheme.labels[0].definition, "Somebody");
        assert_eq!(taken.scheme.labels[18].key, None, "the key was taken");
        assert_eq!(taken.scheme.labels.iter().map(|label| label.id).collect::<BTreeSet<_>>().len(), 19);
        assert_eq!(take_over(&taken.scheme, &read).added, 0);
    }

    #[test]
    fn taken_names_are_refused() {
        let project = project();
        let err = |change| plan(&project, &change, Timestamp(0)).unwrap_err();
        assert_eq!(
            err(LabelChange::Rename { label: LabelId::new(1), name: "ORG".into() }),
            LabelChangeError::NameTaken("ORG".into())
        );
        assert_eq!(err(LabelChange::Rename { label: LabelId::new(1), name: " ".into() }), LabelChangeError::NoName);
        assert_eq!(err(LabelChange::Merge { from: LabelId::new(1), into: LabelId::new(1) }), LabelChangeError::Itself);
        assert_eq!(err(LabelChange::Delete(LabelId::new(99))), LabelChangeError::NoLabel);
    }
}
