//! What does not keep to the codebook: listed with its passage, never forbidden silently.

use super::passage::Passage;
use crate::model::{Actor, Article, Basis, EntityId, Made, Project, Stance, StanceField, TargetRef};

/// One thing that does not keep to the codebook.
#[derive(Clone, PartialEq, Debug)]
pub struct Violation {
    /// In plain words, with what to do.
    pub message: String,
    pub passage: Passage,
}

/// All violations of the project in article order.
pub fn violations(project: &Project) -> Vec<Violation> {
    project.articles().flat_map(|article| of_article(project, article)).collect()
}

/// The violations of one article.
pub fn of_article(project: &Project, article: &Article) -> Vec<Violation> {
    let mut found = Vec::new();
    exclusive(project, article, &mut found);
    for stance in article.stances() {
        let mut report = |message: String| {
            let passage = Passage { article: article.id, spans: stance.place().cloned(), made: Some(Made::Stance(stance.id)) };
            found.push(Violation { message, passage });
        };
        parties(project, stance, &mut report);
        for field in &project.scheme.required {
            if is_missing(stance, *field) {
                report(format!("The codebook asks for {} here.", field_word(*field)));
            }
        }
        for frame in &stance.frames {
            if !project.scheme.frames.is_empty() && !project.scheme.frames.iter().any(|code| code.name == frame.code) {
                report(format!("The frame “{}” is not in the codebook.", frame.code));
            }
        }
        if let TargetRef::Stance(id) = stance.target.reference
            && article.stance(id).is_none()
        {
            report("It is about a stance that is gone.".to_owned());
        }
    }
    found
}

fn parties(project: &Project, stance: &Stance, report: &mut impl FnMut(String)) {
    let label = |entity: EntityId| project.entity(entity).and_then(|entity| project.scheme.label(entity.label?));
    if let Actor::Entity(holder) = stance.holder.actor
        && let Some(label) = label(holder)
        && !label.may_hold
    {
        report(format!("{} is a {}, which holds no stances under this codebook.", name(project, holder), label.name));
    }
    if let TargetRef::Entity(target) = stance.target.reference {
        if let Some(label) = label(target)
            && !label.may_receive
        {
            report(format!("{} is a {}, which receives no stances under this codebook.", name(project, target), label.name));
        }
        if stance.holder.actor == Actor::Entity(target) && stance.basis == Basis::Explicit && stance.evidence.is_none() {
            report("Holder and target are the same, and no words show it.".to_owned());
        }
    }
}

fn name(project: &Project, entity: EntityId) -> &str {
    project.entity(entity).map_or("?", |entity| &entity.name)
}

fn exclusive(project: &Project, article: &Article, found: &mut Vec<Violation>) {
    if project.scheme.exclusive.is_empty() {
        return;
    }
    for mention in article.mentions() {
        for other in article.mentions_within(mention.spans.hull()) {
            let pair = (mention.label, other.label);
            let listed = project.scheme.exclusive.contains(&pair) || project.scheme.exclusive.contains(&(pair.1, pair.0));
            if mention.id < other.id && mention.annotator == other.annotator && listed && mention.spans.overlaps(&other.spans) {
                let names = (project.scheme.label_name(pair.0), project.scheme.label_name(pair.1));
                found.push(Violation {
                    message: format!("{} and {} exclude each other but cover the same words.", names.0, names.1),
                    passage: Passage {
                        article: article.id,
                        spans: Some(mention.spans.clone()),
                        made: Some(Made::Mention(mention.id)),
                    },
                });
            }
        }
    }
}

fn is_missing(stance: &Stance, field: StanceField) -> bool {
    match field {
        StanceField::Attitude => stance.attitude.is_none(),
        StanceField::Intensity => stance.intensity.is_none(),
        StanceField::Basis => false,
        StanceField::Channel => stance.attribution.channel.is_empty(),
        StanceField::Frames => stance.frames.is_empty(),
        StanceField::Parent => stance.parent.is_none(),
        StanceField::RespondsTo => stance.responds_to.is_empty(),
        StanceField::Note => stance.note.is_empty(),
    }
}

/// The field in words.
pub fn field_word(field: StanceField) -> &'static str {
    match field {
        StanceField::Attitude => "an attitude",
        StanceField::Intensity => "an intensity",
        StanceField::Basis => "a basis",
        StanceField::Channel => "a channel",
        StanceField::Frames => "a frame",
        StanceField::Parent => "the stance it is nested in",
        StanceField::RespondsTo => "the stances it answers",
        StanceField::Note => "a note",
    }
}
