//! The tagger as an engine: the shipped model with what the project has taught on top.

use super::Reading;
use crate::model::{Article, Decision, LabelId, Project, Proposal, Verdict};
use crate::suggest::analyse::is_english;
use crate::suggest::learn::Learner;
use crate::suggest::{Document, Learnt, Suggester, Suggestion, label_for};
use crate::text::{Span, SpanSet};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The learner of the last project and the reading of the last article: the next decision is then taught alone, not all of
/// them again, and only what was taught is read anew.
struct Kept {
    learnt: Arc<Learnt>,
    learner: Learner,
    article: (Arc<str>, Reading),
}

/// Proposes names found by a model.
pub struct Trained(pub Arc<Learnt>);

impl Suggester for Trained {
    fn suggest(&self, project: &Project, article: &Article) -> Vec<Suggestion> {
        static KEPT: Mutex<Option<Kept>> = Mutex::new(None);
        let Some(base) = &self.0.tagger else { return Vec::new() };
        if !is_english(article.text(), &article.metadata.language) {
            return Vec::new();
        }
        let document = Document::new(article.text());
        let mut last = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { learner, article: (text, reading), .. } = match &mut *last {
            Some(kept) if Arc::ptr_eq(&kept.learnt, &self.0) => kept,
            other => other.insert(Kept {
                learnt: Arc::clone(&self.0),
                learner: Learner::new(base, self.0.guards()),
                article: Default::default(),
            }),
        };
        if **text != *article.text() {
            (*text, *reading) = (article.shared_text(), base.read(&document));
        }
        learner.follow(project, base);
        let taught = learner.taught();
        let tagged = base.tag_with(&document, reading, learner);
        drop(last);
        let reason = match taught {
            0 => "the model has read it so".to_owned(),
            1 => "the model has read it so, with one decision of yours".to_owned(),
            more => format!("the model has read it so, with {more} decisions of yours"),
        };
        let said = said(article);
        let rejected = rejected(article);
        tagged
            .into_iter()
            // Where something was rejected, another reading of the same words must be sure.
            .filter(|name| name.score >= SURE_AGAIN || !rejected.iter().any(|span| span.overlaps(name.span)))
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

/// Least score of a name that overlaps a rejected one.
const SURE_AGAIN: f32 = 0.85;

/// Where something was rejected in this article.
fn rejected(article: &Article) -> Vec<Span> {
    let spans = |decision: &Decision| match &decision.proposal {
        Proposal::Mention { spans, .. } if spans.fits(article.text()) => Some(spans.first()),
        _ => None,
    };
    article.decisions().filter(|decision| decision.verdict == Verdict::Rejected).filter_map(|decision| spans(decision)).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnnotatorId, ArticleId, DecisionId, Metadata, Timestamp};

    #[test]
    fn other_readings_of_rejected_words_are_known_by_their_place() {
        let text = "The Northway Lines ferry left. Northway Lines said so.";
        let mut article = Article::new(ArticleId::new(1), text, Metadata::default());
        let lines = Span::new(text, 4..18).unwrap();
        let proposal = Proposal::Mention { spans: SpanSet::from(lines), label: LabelId::new(1) };
        article.put_decision(Arc::new(Decision {
            id: DecisionId::new(1),
            verdict: Verdict::Rejected,
            fingerprint: 0,
            proposal,
            annotator: AnnotatorId::new(1),
            at: Timestamp(1),
            suggester: "model".into(),
            score: 0.5,
            took_millis: None,
        }));
        assert_eq!(rejected(&article), [lines]);
        assert_eq!(said(&article).get("Northway Lines"), Some(&None));
    }
}
