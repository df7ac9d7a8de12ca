//! What a person decided before about the same words.

use super::Passage;
use crate::model::{AnnotatorId, LabelId, Made, Project, Proposal, Timestamp, Verdict};

/// One earlier decision.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// The label that was given; `None` where a suggestion was rejected.
    pub label: Option<LabelId>,
    pub at: Timestamp,
    pub passage: Passage,
}

/// The latest decisions of this person about `words`, in any case, the newest first; at most `most`.
pub fn past(project: &Project, words: &str, annotator: AnnotatorId, most: usize) -> Vec<Past> {
    let wanted = words.trim().to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    // Lower case may be longer or shorter than what it is of, so only far apart lengths are ruled out.
    let near = |length: usize| length <= wanted.len() * 2 && wanted.len() <= length * 2;
    let mut found: Vec<Past> = Vec::new();
    for article in project.articles() {
        let text = article.text();
        for mention in article.mentions().filter(|mention| mention.annotator == annotator) {
            let hull = mention.spans.hull();
            if near(hull.end() - hull.start()) && mention.spans.quote(text).to_lowercase() == wanted {
                let made = Some(Made::Mention(mention.id));
                let passage = Passage { article: article.id, spans: Some(mention.spans.clone()), made };
                found.push(Past { label: Some(mention.label), at: mention.provenance.at, passage });
            }
        }
        for decision in article.decisions().filter(|decision| decision.annotator == annotator) {
            let (Verdict::Rejected, Proposal::Mention { spans, .. }) = (decision.verdict, &decision.proposal) else { continue };
            let hull = spans.hull();
            if near(hull.end() - hull.start()) && hull.fits(text) && spans.quote(text).to_lowercase() == wanted {
                let passage = Passage { article: article.id, spans: Some(spans.clone()), made: None };
                found.push(Past { label: None, at: decision.at, passage });
            }
        }
    }
    found.sort_by_key(|past| std::cmp::Reverse(past.at));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::{Article, ArticleId, Decision, DecisionId, Mention, MentionId, Metadata, Provenance};
    use crate::text::Span;
    use std::sync::Arc;

    #[test]
    fn ones_own_latest_decisions_come_first_and_those_of_others_not_at_all() {
        let mut project = Project::default();
        let other = crate::model::Annotator { id: AnnotatorId::new(2), name: "other".into(), ..project.annotators[0].clone() };
        let both = vec![project.annotators[0].clone(), other];
        apply(&mut project, Edit::SetAnnotators(both)).unwrap();
        let (id, text) = (ArticleId::new(1), "Washington met WASHINGTON and Washington");
        apply(&mut project, Edit::AddArticle { position: 0, article: Arc::new(Article::new(id, text, Metadata::default())) })
            .unwrap();
        let span = |range| crate::text::SpanSet::from(Span::new(text, range).unwrap());
        let mut put = |number, range, label, who, at| {
            let provenance = Provenance { at: Timestamp(at), ..Provenance::default() };
            let mention =
                Mention::new(MentionId::new(number), span(range), LabelId::new(label), AnnotatorId::new(who), provenance);
            apply(&mut project, Edit::PutMention { article: id, mention: Arc::new(mention) }).unwrap();
        };
        put(1, 0..10, 1, 1, 5);
        put(2, 15..25, 3, 1, 9);
        put(3, 0..10, 2, 2, 11);
        let rejected = Decision {
            id: DecisionId::new(1),
            verdict: Verdict::Rejected,
            proposal: Proposal::Mention { spans: span(30..40), label: LabelId::new(1) },
            annotator: AnnotatorId::new(1),
            at: Timestamp(7),
            suggester: "names".into(),
            score: 0.5,
            took_millis: None,
            fingerprint: 0,
        };
        apply(&mut project, Edit::PutDecision { article: id, decision: Arc::new(rejected) }).unwrap();
        let found = past(&project, " washington ", AnnotatorId::new(1), 5);
        let labels: Vec<_> = found.iter().map(|past| (past.at.0, past.label.map(|label| label.number()))).collect();
        assert_eq!(labels, [(9, Some(3)), (7, None), (5, Some(1))]);
        assert_eq!(past(&project, "washington", AnnotatorId::new(1), 1).len(), 1);
        assert!(past(&project, "  ", AnnotatorId::new(1), 5).is_empty());
    }
}
