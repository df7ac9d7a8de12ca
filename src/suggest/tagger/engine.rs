//! The tagger as an engine: the shipped model with what the project has taught on top.

use super::Tagger;
use crate::model::{Article, Project, Proposal};
use crate::suggest::analyse::is_english;
use crate::suggest::learn::Learner;
use crate::suggest::{Document, Suggester, Suggestion, label_for};
use crate::text::SpanSet;
use std::sync::{Mutex, PoisonError};

/// Proposes names found by the embedded model.
pub struct Trained;

impl Suggester for Trained {
    fn suggest(&self, project: &Project, article: &Article) -> Vec<Suggestion> {
        // The learner of the last project is kept: the next decision is then taught alone, not all of them again.
        static LEARNER: Mutex<Option<Learner>> = Mutex::new(None);
        let base = Tagger::embedded();
        if !is_english(article.text(), &article.metadata.language) {
            return Vec::new();
        }
        let document = Document::new(article.text());
        let mut kept = LEARNER.lock().unwrap_or_else(PoisonError::into_inner);
        let learner = match &mut *kept {
            Some(learner) => {
                learner.follow(project, base);
                learner
            }
            none => none.insert(Learner::from_project(project, base)),
        };
        let taught = learner.taught();
        let tagged = base.tag_with(&document, learner);
        drop(kept);
        let reason = match taught {
            0 => "the model has read it so".to_owned(),
            1 => "the model has read it so, with one decision of yours".to_owned(),
            more => format!("the model has read it so, with {more} decisions of yours"),
        };
        tagged
            .into_iter()
            .filter_map(|name| {
                Some(Suggestion {
                    proposal: Proposal::Mention {
                        spans: SpanSet::from(name.span),
                        label: label_for(&project.scheme, &name.label)?,
                    },
                    score: name.score,
                    engine: "model",
                    reason: reason.clone(),
                })
            })
            .collect()
    }
}
