//! Changes of the lists of a codebook that reach into what was coded: issues, frames and source categories, each with a count
//! beforehand.
//!
//! Issues are referred to by id, so renaming one touches nothing; frames and categories are coded by name, and renaming one to
//! the name of another merges the two.

use super::Edit;
use crate::model::{Entity, IssueId, Project, Scheme, SchemeChange, Stance, TargetRef, Timestamp};
use std::sync::Arc;

/// A change of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListChange {
    /// Stances about `from` are about `into`, which takes over its names.
    MergeIssues { from: IssueId, into: IssueId },
    /// Stances about it keep the words of their target.
    DeleteIssue(IssueId),
    /// Framings coded so are coded with the new name; where a frame has it already, the two are one.
    RenameFrame { from: String, to: String },
    /// Framings coded so are taken off their stances.
    DeleteFrame(String),
    /// Profiles coded so get the new name; where a category has it already, the two are one.
    RenameCategory { from: String, to: String },
    /// Profiles coded so are not coded.
    DeleteCategory(String),
}

/// What a change would do.
#[derive(Clone, PartialEq, Debug)]
pub struct ListPlan {
    pub stances: usize,
    pub entities: usize,
    pub edit: Edit,
}

/// What `change` would do; `None` where what it is about is not in the codebook, or the new name is empty or the same.
pub fn plan(project: &Project, change: &ListChange, at: Timestamp) -> Option<ListPlan> {
    let mut scheme = Scheme::clone(&project.scheme);
    let (mut stances, mut entities) = (Vec::new(), Vec::new());
    let what = match change {
        ListChange::MergeIssues { from, into } => {
            let gone = scheme.issue(*from).filter(|_| from != into)?.clone();
            let kept = scheme.issues.iter_mut().find(|issue| issue.id == *into)?;
            for name in gone.aliases.iter().chain([&gone.name]) {
                if *name != kept.name && !kept.aliases.contains(name) {
                    kept.aliases.push(name.clone());
                }
            }
            let what = format!("merged the issue {} into {}", gone.name, kept.name);
            scheme.issues.retain(|issue| issue.id != *from);
            stances = retargeted(project, *from, TargetRef::Issue(*into));
            what
        }
        ListChange::DeleteIssue(issue) => {
            let what = format!("took the issue {} off the target list", scheme.issue(*issue)?.name);
            scheme.issues.retain(|other| other.id != *issue);
            stances = retargeted(project, *issue, TargetRef::Unlinked);
            what
        }
        ListChange::RenameFrame { from, to } => {
            let to = to.trim();
            let place = scheme.frames.iter().position(|frame| frame.name == *from).filter(|_| !to.is_empty() && to != from)?;
            let what = if scheme.frames.iter().any(|frame| frame.name == to) {
                scheme.frames.remove(place);
                format!("merged the frame {from} into {to}")
            } else {
                to.clone_into(&mut scheme.frames[place].name);
                format!("renamed the frame {from} to {to}")
            };
            stances = reframed(project, from, Some(to));
            what
        }
        ListChange::DeleteFrame(name) => {
            scheme.frames.iter().find(|frame| frame.name == *name)?;
            scheme.frames.retain(|frame| frame.name != *name);
            stances = reframed(project, name, None);
            format!("deleted the frame {name}")
        }
        ListChange::RenameCategory { from, to } => {
            let to = to.trim();
            let categories = &mut scheme.source_categories;
            let place = categories.iter().position(|name| name == from).filter(|_| !to.is_empty() && to != from)?;
            let what = if categories.iter().any(|name| name == to) {
                categories.remove(place);
                format!("merged the category {from} into {to}")
            } else {
                to.clone_into(&mut categories[place]);
                format!("renamed the category {from} to {to}")
            };
            entities = recategorised(project, from, to);
            what
        }
        ListChange::DeleteCategory(name) => {
            scheme.source_categories.iter().find(|other| *other == name)?;
            scheme.source_categories.retain(|other| other != name);
            entities = recategorised(project, name, "");
            format!("deleted the category {name}")
        }
    };
    let (stance_count, entity_count) = (stances.len(), entities.len());
    scheme.version += 1;
    scheme.changes.push(SchemeChange {
        version: scheme.version,
        at,
        what: format!("{what}: {stance_count} stances, {entity_count} entities"),
    });
    // The new issue is on the list before stances are about it, and the old one leaves it after none is.
    let mut edits = stances;
    edits.append(&mut entities);
    edits.push(Edit::SetScheme(Arc::new(scheme)));
    Some(ListPlan { stances: stance_count, entities: entity_count, edit: Edit::Batch(edits) })
}

fn retargeted(project: &Project, from: IssueId, to: TargetRef) -> Vec<Edit> {
    changed_stances(project, |stance| {
        (stance.target.reference == TargetRef::Issue(from)).then(|| {
            let mut stance = stance.clone();
            stance.target.reference = to;
            stance
        })
    })
}

fn reframed(project: &Project, from: &str, to: Option<&str>) -> Vec<Edit> {
    changed_stances(project, |stance| {
        stance.frames.iter().any(|frame| frame.code == from).then(|| {
            let mut stance = stance.clone();
            match to {
                // A stance that is framed so already keeps one of the two, unless their words differ.
                Some(to) => {
                    for at in 0..stance.frames.len() {
                        if stance.frames[at].code == from {
                            to.clone_into(&mut stance.frames[at].code);
                        }
                    }
                    let mut kept = Vec::with_capacity(stance.frames.len());
                    for frame in stance.frames.drain(..) {
                        if !kept.contains(&frame) {
                            kept.push(frame);
                        }
                    }
                    stance.frames = kept;
                }
                None => stance.frames.retain(|frame| frame.code != from),
            }
            stance
        })
    })
}

fn changed_stances(project: &Project, change: impl Fn(&Stance) -> Option<Stance>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for article in project.articles() {
        let changed = article.stances_by_id().filter_map(|stance| change(stance));
        edits.extend(changed.map(|stance| Edit::PutStance { article: article.id, stance: Arc::new(stance) }));
    }
    edits
}

fn recategorised(project: &Project, from: &str, to: &str) -> Vec<Edit> {
    let coded = project.entities().filter(|entity| entity.profile.category == from);
    coded
        .map(|entity| {
            let mut entity = Entity::clone(entity);
            to.clone_into(&mut entity.profile.category);
            Edit::PutEntity(Arc::new(entity))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::{AnnotatorId, Article, ArticleId, EntityId, Frame, FrameCode, Issue, Metadata, Provenance, StanceId};
    use crate::text::Span;

    fn project() -> Project {
        let mut project = Project::default();
        let text = "It is said.";
        let article = Arc::new(Article::new(ArticleId::new(1), text, Metadata::default()));
        let mut scheme = Scheme::default();
        for (number, name) in [(1, "Tram"), (2, "Tram line 4")] {
            let (id, name) = (IssueId::new(number), name.to_owned());
            scheme.issues.push(Issue { id, name, definition: String::new(), aliases: Vec::new() });
        }
        scheme.frames = ["Money", "Economic"].map(|name| FrameCode { name: name.into(), definition: String::new() }).into();
        let mut entity = Entity::new(EntityId::new(1), "Ada", None);
        entity.profile.category = "official".into();
        let mut stance = Stance::new(StanceId::new(1), AnnotatorId::new(1), Provenance::default());
        stance.target.reference = TargetRef::Issue(IssueId::new(1));
        stance.frames = ["Money", "Economic"].map(|code| Frame { code: code.into(), evidence: None }).into();
        stance.evidence = Some(Span::new(text, 0..2).unwrap().into());
        for edit in [
            Edit::AddArticle { position: 0, article },
            Edit::SetScheme(Arc::new(scheme)),
            Edit::PutEntity(Arc::new(entity)),
            Edit::PutStance { article: ArticleId::new(1), stance: Arc::new(stance) },
        ] {
            apply(&mut project, edit).unwrap();
        }
        project
    }

    fn check(change: &ListChange, stances: usize, entities: usize, what: &str, holds: impl Fn(&Project, &Stance) -> bool) {
        let mut project = project();
        let before = project.clone();
        let plan = plan(&project, change, Timestamp(7)).unwrap();
        assert_eq!((plan.stances, plan.entities), (stances, entities), "{change:?}");
        let undo = apply(&mut project, plan.edit).unwrap();
        let scheme = &project.scheme;
        assert!(scheme.changes.last().unwrap().what.starts_with(what), "{:?}", scheme.changes.last());
        assert_eq!(scheme.version, before.scheme.version + 1);
        let stance = project.articles().next().unwrap().stances().next().unwrap().clone();
        assert!(holds(&project, &stance), "{change:?}");
        apply(&mut project, undo).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn every_change_is_counted_logged_and_undone() {
        let (tram, line) = (IssueId::new(1), IssueId::new(2));
        let frame = |from: &str, to: &str| ListChange::RenameFrame { from: from.into(), to: to.into() };
        let codes = |stance: &Stance| stance.frames.iter().map(|frame| frame.code.clone()).collect::<Vec<_>>();
        check(&ListChange::MergeIssues { from: tram, into: line }, 1, 0, "merged the issue Tram into", |project, stance| {
            stance.target.reference == TargetRef::Issue(line) && project.scheme.issue(line).unwrap().aliases == ["Tram"]
        });
        check(&ListChange::DeleteIssue(tram), 1, 0, "took the issue Tram off", |project, stance| {
            stance.target.reference == TargetRef::Unlinked && project.scheme.issues.len() == 1
        });
        check(&frame("Money", "Costs"), 1, 0, "renamed the frame Money to Costs", |_, stance| {
            codes(stance) == ["Costs", "Economic"]
        });
        check(&frame("Money", "Economic"), 1, 0, "merged the frame Money", |project, stance| {
            codes(stance) == ["Economic"] && project.scheme.frames.len() == 1
        });
        check(&ListChange::DeleteFrame("Money".into()), 1, 0, "deleted the frame", |_, stance| codes(stance) == ["Economic"]);
        let category = |to: &str| ListChange::RenameCategory { from: "official".into(), to: to.into() };
        let coded = |project: &Project| project.entities().next().unwrap().profile.category.clone();
        check(&category("state"), 0, 1, "renamed the category", |project, _| coded(project) == "state");
        check(&category("expert"), 0, 1, "merged the category", |project, _| {
            coded(project) == "expert" && project.scheme.source_categories.len() == 8
        });
        check(&ListChange::DeleteCategory("official".into()), 0, 1, "deleted the category", |project, _| {
            coded(project).is_empty()
        });
        for wrong in
            [frame("Money", " "), frame("Money", "Money"), frame("Nothing", "x"), ListChange::DeleteIssue(IssueId::new(9))]
        {
            assert_eq!(plan(&project(), &wrong, Timestamp(0)), None, "{wrong:?}");
        }
    }
}
