//! How a project changes: the only `&mut Project` in the crate.
//!
//! An [`Edit`] is a value. [`apply`] performs it and returns the opposite edit; applying that gives back an equal project.
//! An edit that cannot be done says why and changes nothing. There are few kinds, all of the form "this thing is now so":
//! everything people do (merge labels, accept everywhere) is a [`Edit::Batch`] of them, built in `operations`.

pub mod bulk;
pub mod codebook;
pub mod entities;
pub mod history;
pub mod lists;
pub mod operations;

use crate::model::{
    Annotator, AnnotatorId, Article, ArticleId, Decision, DecisionId, Entity, EntityId, Ext, LabelId, Mention, MentionId,
    Metadata, Project, Scheme, Stance, StanceId, Status, TargetRef,
};
use std::collections::BTreeSet;
use std::sync::Arc;

pub use history::{History, Step};

/// One change of a project.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// All of them, in order, or none.
    Batch(Vec<Self>),
    /// Adds an article at a position of the order (0 first; clamped).
    AddArticle {
        position: usize,
        article: Arc<Article>,
    },
    RemoveArticle(ArticleId),
    MoveArticle {
        article: ArticleId,
        position: usize,
    },
    SetMetadata {
        article: ArticleId,
        metadata: Box<Metadata>,
    },
    SetStatus {
        article: ArticleId,
        status: Status,
    },
    SetArticleNote {
        article: ArticleId,
        note: String,
    },
    /// These blind passages are finished: who, and which line.
    SetFinished {
        article: ArticleId,
        finished: BTreeSet<(AnnotatorId, u32)>,
    },
    /// What other programs' files say of the article and the model has no field for.
    SetArticleExt {
        article: ArticleId,
        ext: Ext,
    },
    /// Adds the mention, or replaces the one with its id.
    PutMention {
        article: ArticleId,
        mention: Arc<Mention>,
    },
    RemoveMention {
        article: ArticleId,
        mention: MentionId,
    },
    /// Adds the stance, or replaces the one with its id.
    PutStance {
        article: ArticleId,
        stance: Arc<Stance>,
    },
    RemoveStance {
        article: ArticleId,
        stance: StanceId,
    },
    /// Adds the decision, or replaces the one with its id.
    PutDecision {
        article: ArticleId,
        decision: Arc<Decision>,
    },
    RemoveDecision {
        article: ArticleId,
        decision: DecisionId,
    },
    /// Adds the entity, or replaces the one with its id.
    PutEntity(Arc<Entity>),
    RemoveEntity(EntityId),
    SetScheme(Arc<Scheme>),
    SetAnnotators(Vec<Annotator>),
    SetName(String),
    /// Saves a query of the concordance, or forgets it with `None`.
    SetQuery {
        name: String,
        query: Option<String>,
    },
    SetBlindPercent(u8),
    SetExt(Ext),
}

/// Why an edit could not be done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("there is no article {0:?} in this project")]
    NoArticle(ArticleId),
    #[error("there is already an article {0:?} in this project")]
    ArticleExists(ArticleId),
    #[error("there is no mention {0:?} in this article")]
    NoMention(MentionId),
    #[error("there is no stance {0:?} in this article")]
    NoStance(StanceId),
    #[error("there is no decision {0:?} in this article")]
    NoDecision(DecisionId),
    #[error("there is no entity {0:?} in this project")]
    NoEntity(EntityId),
    #[error("there is no label {0:?} in the scheme")]
    NoLabel(LabelId),
    #[error("there is no annotator {0:?} in this project")]
    NoAnnotator(AnnotatorId),
    #[error("a span does not fit the article's text")]
    SpanOutside,
    #[error("the issue that the stance is about is not on the target list")]
    NoIssue,
    #[error("an explicit stance needs at least one span of evidence; mark some words or set it to inferred")]
    NoEvidence,
    #[error("two {what} have the name “{name}”; choose another")]
    NameTaken { what: &'static str, name: String },
    #[error("{0} percent of blind passages; expected 0 to 100")]
    NotPercent(u8),
    #[error("a project needs at least one annotator")]
    NoAnnotators,
}

/// Performs `edit` and returns its inverse.
///
/// # Errors
/// Where the edit does not fit the project; the project is then as it was.
pub fn apply(project: &mut Project, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::Batch(edits) => apply_all(project, edits),
        Edit::AddArticle { position, article } => {
            let id = article.id;
            if project.article(id).is_some() {
                return Err(EditError::ArticleExists(id));
            }
            project.insert_article(position, article);
            Ok(Edit::RemoveArticle(id))
        }
        Edit::RemoveArticle(id) => {
            let (position, article) = project.take_article(id).ok_or(EditError::NoArticle(id))?;
            Ok(Edit::AddArticle { position, article })
        }
        Edit::MoveArticle { article: id, position } => {
            let (old, article) = project.take_article(id).ok_or(EditError::NoArticle(id))?;
            project.insert_article(position, article);
            Ok(Edit::MoveArticle { article: id, position: old })
        }
        Edit::SetMetadata { article: id, metadata } => {
            let old = std::mem::replace(&mut article_mut(project, id)?.metadata, *metadata);
            Ok(Edit::SetMetadata { article: id, metadata: Box::new(old) })
        }
        Edit::SetStatus { article: id, status } => {
            let old = std::mem::replace(&mut article_mut(project, id)?.status, status);
            Ok(Edit::SetStatus { article: id, status: old })
        }
        Edit::SetArticleNote { article: id, note } => {
            let old = std::mem::replace(&mut article_mut(project, id)?.note, note);
            Ok(Edit::SetArticleNote { article: id, note: old })
        }
        Edit::SetFinished { article: id, finished } => {
            let old = std::mem::replace(&mut article_mut(project, id)?.finished, finished);
            Ok(Edit::SetFinished { article: id, finished: old })
        }
        Edit::SetArticleExt { article: id, ext } => {
            let old = std::mem::replace(&mut article_mut(project, id)?.ext, ext);
            Ok(Edit::SetArticleExt { article: id, ext: old })
        }
        Edit::PutMention { article: id, mention } => {
            check_mention(project, id, &mention)?;
            let new = mention.id;
            Ok(match article_mut(project, id)?.put_mention(mention) {
                Some(mention) => Edit::PutMention { article: id, mention },
                None => Edit::RemoveMention { article: id, mention: new },
            })
        }
        Edit::RemoveMention { article: id, mention } => {
            let mention = article_mut(project, id)?.remove_mention(mention).ok_or(EditError::NoMention(mention))?;
            Ok(Edit::PutMention { article: id, mention })
        }
        Edit::PutStance { article: id, stance } => {
            check_stance(project, id, &stance)?;
            let new = stance.id;
            Ok(match article_mut(project, id)?.put_stance(stance) {
                Some(stance) => Edit::PutStance { article: id, stance },
                None => Edit::RemoveStance { article: id, stance: new },
            })
        }
        Edit::RemoveStance { article: id, stance } => {
            let stance = article_mut(project, id)?.remove_stance(stance).ok_or(EditError::NoStance(stance))?;
            Ok(Edit::PutStance { article: id, stance })
        }
        Edit::PutDecision { article: id, decision } => {
            let article = article_mut(project, id)?;
            if !decision.proposal.place().fits(article.text()) {
                return Err(EditError::SpanOutside);
            }
            let new = decision.id;
            Ok(match article.put_decision(decision) {
                Some(decision) => Edit::PutDecision { article: id, decision },
                None => Edit::RemoveDecision { article: id, decision: new },
            })
        }
        Edit::RemoveDecision { article: id, decision } => {
            let decision = article_mut(project, id)?.remove_decision(decision).ok_or(EditError::NoDecision(decision))?;
            Ok(Edit::PutDecision { article: id, decision })
        }
        Edit::PutEntity(entity) => {
            if let Some(label) = entity.label {
                project.scheme.label(label).ok_or(EditError::NoLabel(label))?;
            }
            let new = entity.id;
            Ok(project.put_entity(entity).map_or(Edit::RemoveEntity(new), Edit::PutEntity))
        }
        Edit::RemoveEntity(id) => project.take_entity(id).map(Edit::PutEntity).ok_or(EditError::NoEntity(id)),
        Edit::SetScheme(scheme) => {
            distinct("labels", scheme.labels.iter().map(|label| label.name.as_str()))?;
            distinct("issues", scheme.issues.iter().map(|issue| issue.name.as_str()))?;
            Ok(Edit::SetScheme(std::mem::replace(&mut project.scheme, scheme)))
        }
        Edit::SetAnnotators(annotators) => {
            if annotators.is_empty() {
                return Err(EditError::NoAnnotators);
            }
            distinct("annotators", annotators.iter().map(|annotator| annotator.name.as_str()))?;
            Ok(Edit::SetAnnotators(std::mem::replace(&mut project.annotators, annotators)))
        }
        Edit::SetName(name) => Ok(Edit::SetName(std::mem::replace(&mut project.name, name))),
        Edit::SetQuery { name, query } => {
            let old = match query {
                Some(query) => project.queries.insert(name.clone(), query),
                None => project.queries.remove(&name),
            };
            Ok(Edit::SetQuery { name, query: old })
        }
        Edit::SetBlindPercent(percent) if percent > 100 => Err(EditError::NotPercent(percent)),
        Edit::SetBlindPercent(percent) => Ok(Edit::SetBlindPercent(std::mem::replace(&mut project.blind_percent, percent))),
        Edit::SetExt(ext) => Ok(Edit::SetExt(std::mem::replace(&mut project.ext, ext))),
    }
}

/// All or none: where one fails, those before it are taken back.
fn apply_all(project: &mut Project, edits: Vec<Edit>) -> Result<Edit, EditError> {
    let before = project.clone(); // constant time
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(project, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                *project = before;
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Batch(inverses))
}

fn article_mut(project: &mut Project, id: ArticleId) -> Result<&mut Article, EditError> {
    project.article_mut(id).ok_or(EditError::NoArticle(id))
}

fn check_mention(project: &Project, id: ArticleId, mention: &Mention) -> Result<(), EditError> {
    let article = project.article(id).ok_or(EditError::NoArticle(id))?;
    if !mention.spans.fits(article.text()) {
        return Err(EditError::SpanOutside);
    }
    project.scheme.label(mention.label).ok_or(EditError::NoLabel(mention.label))?;
    project.annotator(mention.annotator).ok_or(EditError::NoAnnotator(mention.annotator))?;
    match mention.entity {
        Some(entity) if project.entity(entity).is_none() => Err(EditError::NoEntity(entity)),
        _ => Ok(()),
    }
}

fn check_stance(project: &Project, id: ArticleId, stance: &Stance) -> Result<(), EditError> {
    use crate::model::{Actor, Basis};
    let article = project.article(id).ok_or(EditError::NoArticle(id))?;
    if !stance.span_sets().all(|spans| spans.fits(article.text())) {
        return Err(EditError::SpanOutside);
    }
    if stance.evidence.is_none() && stance.basis == Basis::Explicit {
        return Err(EditError::NoEvidence);
    }
    project.annotator(stance.annotator).ok_or(EditError::NoAnnotator(stance.annotator))?;
    for actor in stance.holder.path.iter().chain([&stance.holder.actor]) {
        if let Actor::Entity(entity) = actor {
            project.entity(*entity).ok_or(EditError::NoEntity(*entity))?;
        }
    }
    match stance.target.reference {
        TargetRef::Entity(entity) => project.entity(entity).map(|_| ()).ok_or(EditError::NoEntity(entity)),
        TargetRef::Issue(issue) => project.scheme.issue(issue).map(|_| ()).ok_or(EditError::NoIssue),
        TargetRef::Stance(_) | TargetRef::Unlinked => Ok(()),
    }
}

fn distinct<'n>(what: &'static str, names: impl Iterator<Item = &'n str>) -> Result<(), EditError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(EditError::NameTaken { what, name: name.to_owned() });
        }
    }
    Ok(())
}
