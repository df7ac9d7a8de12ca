//! What a person decided before about the same words.

use super::Passage;
use crate::model::changes::Turn;
use crate::model::{AnnotatorId, ArticleId, DecisionId, LabelId, Made, MentionId, Project, Proposal, Timestamp, Verdict};
use crate::text::SpanSet;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// One earlier decision.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// The label that was given; `None` where a suggestion was rejected.
    pub label: Option<LabelId>,
    pub at: Timestamp,
    pub passage: Passage,
}

/// Where these words were decided on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kept {
    Mention(ArticleId, MentionId),
    Rejection(ArticleId, DecisionId),
}

/// All decisions by their words, kept in step with a project at the cost of what changed.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// By a hash of the words in lower case; what is found is compared once more.
    by_words: HashMap<u64, Vec<Kept>>,
    seen: Project,
}

impl Memory {
    /// Takes in what changed since the last time.
    pub fn update(&mut self, project: &Project) {
        let before = std::mem::replace(&mut self.seen, project.clone());
        for change in project.changes_since(&before) {
            let Some(article) = change.after.or(change.before) else { continue };
            let (id, text) = (article.id, article.text());
            change.mentions(|turn, mention| self.keep(turn, &mention.spans, text, Kept::Mention(id, mention.id)));
            change.decisions(|turn, decision| {
                if let (Verdict::Rejected, Proposal::Mention { spans, .. }) = (decision.verdict, &decision.proposal) {
                    self.keep(turn, spans, text, Kept::Rejection(id, decision.id));
                }
            });
        }
    }

    fn keep(&mut self, turn: Turn, spans: &SpanSet, text: &str, kept: Kept) {
        let Some(words) = words_of(spans, text) else { return };
        let all = self.by_words.entry(key(&words)).or_default();
        match turn {
            Turn::Come => all.push(kept),
            Turn::Gone => {
                if let Some(at) = all.iter().rposition(|other| *other == kept) {
                    all.swap_remove(at);
                }
            }
        }
    }

    /// The latest decisions of this person about `words`, in any case, the newest first; at most `most`.
    pub fn past(&self, words: &str, annotator: AnnotatorId, most: usize) -> Vec<Past> {
        let wanted = words.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let same = |spans: &SpanSet, text: &str| words_of(spans, text).is_some_and(|words| words == wanted);
        let mut found: Vec<Past> = Vec::new();
        for kept in self.by_words.get(&key(&wanted)).into_iter().flatten() {
            let past = match *kept {
                Kept::Mention(article, id) => self.seen.article(article).and_then(|article| {
                    let mention = article.mention(id)?;
                    let own = mention.annotator == annotator && same(&mention.spans, article.text());
                    let made = Some(Made::Mention(id));
                    let passage = Passage { article: article.id, spans: Some(mention.spans.clone()), made };
                    own.then_some(Past { label: Some(mention.label), at: mention.provenance.at, passage })
                }),
                Kept::Rejection(article, id) => self.seen.article(article).and_then(|article| {
                    let decision = article.decision(id)?;
                    let Proposal::Mention { spans, .. } = &decision.proposal else { return None };
                    let own = decision.annotator == annotator && same(spans, article.text());
                    let passage = Passage { article: article.id, spans: Some(spans.clone()), made: None };
                    own.then_some(Past { label: None, at: decision.at, passage })
                }),
            };
            found.extend(past);
        }
        found.sort_by_key(|past| std::cmp::Reverse((past.at, past.passage.article)));
        found.truncate(most);
        found
    }
}

/// The words in lower case; `None` for long stretches, and for places that are not in the text.
fn words_of(spans: &SpanSet, text: &str) -> Option<String> {
    const LONGEST: usize = 400;
    let hull = spans.hull();
    (hull.end() - hull.start() <= LONGEST && hull.fits(text)).then(|| spans.quote(text).trim().to_lowercase())
}

fn key(words: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
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
        let mut memory = Memory::default();
        memory.update(&project);
        let past = |words, most| memory.past(words, AnnotatorId::new(1), most);
        let found = past(" washington ", 5);
        let labels: Vec<_> = found.iter().map(|past| (past.at.0, past.label.map(|label| label.number()))).collect();
        assert_eq!(labels, [(9, Some(3)), (7, None), (5, Some(1))]);
        assert_eq!(past("washington", 1).len(), 1);
        assert!(past("  ", 5).is_empty());
    }
}
