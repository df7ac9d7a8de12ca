//! The tagger as an engine: the shipped model with what the project has taught on top.

use crate::model::{Article, LabelId, Project, Proposal, Verdict};
use crate::suggest::analyse::is_english;
use crate::suggest::learn::Learner;
use crate::suggest::{Document, Learnt, Suggester, Suggestion, label_for};
use crate::text::SpanSet;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Proposes names found by a model.
pub struct Trained(pub Arc<Learnt>);

impl Suggester for Trained {
    fn suggest(&self, project: &Project, article: &Article) -> Vec<Suggestion> {
        // The learner of the last project is kept: the next decision is then taught alone, not all of them again.
        static LEARNER: Mutex<Option<(Arc<Learnt>, Learner)>> = Mutex::new(None);
        let Some(base) = &self.0.tagger else { return Vec::new() };
        if !is_english(article.text(), &article.metadata.language) {
            return Vec::new();
        }
        let document = Document::new(article.text());
        let mut kept = LEARNER.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, learner) = match &mut *kept {
            Some(kept) if Arc::ptr_eq(&kept.0, &self.0) => kept,
            other => other.insert((Arc::clone(&self.0), Learner::new(base, self.0.guards()))),
        };
        learner.follow(project, base);
        let taught = learner.taught();
        let tagged = base.tag_with(&document, learner);
        drop(kept);
        let reason = match taught {
            0 => "the model has read it so".to_owned(),
            1 => "the model has read it so, with one decision of yours".to_owned(),
            more => format!("the model has read it so, with {more} decisions of yours"),
        };
        let said = said(article);
        tagged
            .into_iter()
            .filter_map(|name| {
                let (label, score, reason) = match said.get(name.span.slice(article.text())) {
                    Some(None) => return None,
                    Some(Some(label)) => (*label, name.score.max(SAID), "marked so elsewhere in this article".to_owned()),
                    None => (label_for(&project.scheme, &name.label)?, name.score, reason.clone()),
                };
                Some(Suggestion {
                    proposal: Proposal::Mention { spans: SpanSet::from(name.span), label },
                    score,
                    engine: "model",
                    reason,
                })
            })
            .collect()
    }
}

/// How sure it is that words mean the same throughout an article.
const SAID: f32 = 0.9;

/// What was said of words of this article: the label they were marked with last, or nothing where they were only rejected.
fn said(article: &Article) -> BTreeMap<&str, Option<LabelId>> {
    let text = article.text();
    let mut said = BTreeMap::new();
    for decision in article.decisions().filter(|decision| decision.verdict == Verdict::Rejected) {
        if let Proposal::Mention { spans, .. } = &decision.proposal
            && spans.fits(text)
            && spans.len() == 1
        {
            said.insert(spans.first().slice(text), None);
        }
    }
    for mention in article.mentions().filter(|mention| mention.spans.len() == 1) {
        said.insert(mention.spans.first().slice(text), Some(mention.label));
    }
    said
}
