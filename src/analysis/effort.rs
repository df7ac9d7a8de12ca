//! How fast decisions are made, and how often suggestions are right.
//!
//! All of it comes from the decisions in the project; nothing else is measured. Whether suggestions lead people is in `blind`.

use super::{Filter, Share};
use crate::model::{AnnotatorId, Article, Decision, LabelId, Project, Proposal, Timestamp, Verdict};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Longer than this between two decisions is a pause and counts as no work.
pub const PAUSE_MILLIS: i64 = 60_000;

/// Decisions of one kind: all, of one engine, of one label.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Effort {
    pub decisions: u64,
    pub accepted: u64,
    pub corrected: u64,
    pub rejected: u64,
    /// Accepted or corrected mentions whose edges stayed as proposed, and how many could be compared.
    pub edges_kept: u64,
    pub edges_known: u64,
    /// Milliseconds of decisions whose time is known.
    pub millis: u64,
    pub timed: u64,
}

impl Effort {
    /// Share of suggestions that were taken, as they were or corrected.
    pub fn acceptance(&self) -> Option<Share> {
        Share::of(self.accepted + self.corrected, self.decisions)
    }

    /// Share of taken mentions whose edges stayed.
    pub fn edges_unchanged(&self) -> Option<Share> {
        Share::of(self.edges_kept, self.edges_known)
    }

    /// Mean seconds per decision, pauses left out; `None` where no time was kept.
    pub fn seconds_per_decision(&self) -> Option<f64> {
        (self.timed > 0 && self.millis > 0).then(|| self.millis as f64 / self.timed as f64 / 1000.0)
    }

    /// Decisions in an hour at this pace.
    pub fn per_hour(&self) -> Option<f64> {
        self.seconds_per_decision().filter(|seconds| *seconds > 0.0).map(|seconds| 3600.0 / seconds)
    }
}

/// Decisions by whose, which engine and which label.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EffortTable {
    pub all: Effort,
    pub by_annotator: BTreeMap<AnnotatorId, Effort>,
    pub by_engine: BTreeMap<String, Effort>,
    pub by_label: BTreeMap<LabelId, Effort>,
}

/// Effort over what the filter admits: articles, annotators and labels.
pub fn effort(project: &Project, filter: &Filter) -> EffortTable {
    let mut table = EffortTable::default();
    let mut decisions: Vec<(&Article, &Decision)> = Vec::new();
    let whose = filter.admitted_annotators(project);
    let labelled = |decision: &Decision| match &decision.proposal {
        Proposal::Mention { label, .. } => filter.labels.contains(label),
        Proposal::Stance(_) => false,
    };
    let counts = |decision: &&Arc<Decision>| {
        whose.as_ref().is_none_or(|whose| whose.contains(&decision.annotator)) && (filter.labels.is_empty() || labelled(decision))
    };
    for article in project.articles().filter(|article| filter.admits(article)) {
        decisions.extend(article.decisions().filter(counts).map(|decision| (article.as_ref(), decision.as_ref())));
    }
    decisions.sort_by_key(|(_, decision)| (decision.annotator, decision.at, decision.id));
    let mut before: Option<(AnnotatorId, Timestamp)> = None;
    for (article, decision) in decisions {
        let since = before
            .filter(|(annotator, _)| *annotator == decision.annotator)
            .map(|(_, at)| decision.at.0 - at.0)
            .filter(|millis| (0..=PAUSE_MILLIS).contains(millis));
        before = Some((decision.annotator, decision.at));
        // The measured time counts where there is one; a decision in a batch took none of its own.
        let took = decision.took_millis.map(i64::from).or(since).filter(|millis| *millis <= PAUSE_MILLIS);
        let one = one(article, decision, took);
        let label = match &decision.proposal {
            Proposal::Mention { label, .. } => Some(*label),
            Proposal::Stance(_) => None,
        };
        let places = [
            Some(&mut table.all),
            Some(table.by_annotator.entry(decision.annotator).or_default()),
            Some(table.by_engine.entry(decision.suggester.to_string()).or_default()),
            label.map(|label| table.by_label.entry(label).or_default()),
        ];
        for place in places.into_iter().flatten() {
            place.add(&one);
        }
    }
    table
}

fn one(article: &Article, decision: &Decision, took: Option<i64>) -> Effort {
    let mut one = Effort { decisions: 1, ..Effort::default() };
    match decision.verdict {
        Verdict::Rejected => one.rejected = 1,
        Verdict::Accepted(_) => one.accepted = 1,
        Verdict::Corrected(_) => one.corrected = 1,
    }
    let made = match decision.verdict {
        Verdict::Accepted(crate::model::Made::Mention(id)) | Verdict::Corrected(crate::model::Made::Mention(id)) => {
            article.mention(id)
        }
        _ => None,
    };
    if let (Some(mention), Proposal::Mention { spans, .. }) = (made, &decision.proposal) {
        one.edges_known = 1;
        one.edges_kept = u64::from(mention.spans == *spans);
    }
    if let Some(millis) = took {
        one.timed = 1;
        one.millis = millis.max(0) as u64;
    }
    one
}

impl Effort {
    fn add(&mut self, more: &Self) {
        self.decisions += more.decisions;
        self.accepted += more.accepted;
        self.corrected += more.corrected;
        self.rejected += more.rejected;
        self.edges_kept += more.edges_kept;
        self.edges_known += more.edges_known;
        self.millis += more.millis;
        self.timed += more.timed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::{ArticleId, DecisionId, Metadata};
    use crate::text::Span;

    #[test]
    fn pauses_are_no_work() {
        let mut project = Project::default();
        let id = ArticleId::new(1);
        let text = "Ada Brink spoke.";
        let article = Arc::new(Article::new(id, text, Metadata::default()));
        apply(&mut project, Edit::AddArticle { position: 0, article }).unwrap();
        for (number, at) in [(1, 0), (2, 2_000), (3, 6_000), (4, 600_000), (5, 603_000)] {
            let decision = Decision {
                id: DecisionId::new(number),
                verdict: Verdict::Rejected,
                proposal: Proposal::Mention { spans: Span::new(text, 0..3).unwrap().into(), label: LabelId::new(1) },
                annotator: AnnotatorId::new(1),
                at: Timestamp(at),
                suggester: "names".into(),
                score: 0.5,
                took_millis: None,
                fingerprint: 0,
            };
            apply(&mut project, Edit::PutDecision { article: id, decision: Arc::new(decision) }).unwrap();
        }
        let all = effort(&project, &Filter::default()).all;
        let other = Filter { annotators: [AnnotatorId::new(2)].into(), ..Filter::default() };
        assert_eq!(effort(&project, &other).all, Effort::default());
        let label = Filter { labels: [LabelId::new(2)].into(), ..Filter::default() };
        assert_eq!(effort(&project, &label).all, Effort::default());
        assert_eq!((all.decisions, all.timed, all.millis), (5, 3, 9_000));
        assert_eq!(all.seconds_per_decision(), Some(3.0));
        assert_eq!(all.per_hour(), Some(1200.0));
    }
}
