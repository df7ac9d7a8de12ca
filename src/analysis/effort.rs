//! How fast decisions are made, how often suggestions are right, and whether they lead people astray.
//!
//! All of it comes from decisions and annotations in the project; nothing else is measured. Blind passages are paragraphs whose
//! suggestions stay hidden until the person has finished them; which ones is a hash of article, paragraph and annotator, so
//! the choice never changes and is nobody's.

use super::Share;
use crate::model::{AnnotatorId, Article, ArticleId, Decision, LabelId, Origin, Project, Proposal, Timestamp, Verdict};
use crate::text::Span;
use std::collections::BTreeMap;

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

    /// Mean seconds per decision, pauses left out.
    pub fn seconds_per_decision(&self) -> Option<f64> {
        (self.timed > 0).then(|| self.millis as f64 / self.timed as f64 / 1000.0)
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

/// Effort over the admitted articles.
pub fn effort(project: &Project, admits: impl Fn(&Article) -> bool) -> EffortTable {
    let mut table = EffortTable::default();
    let mut decisions: Vec<(&Article, &Decision)> = Vec::new();
    for article in project.articles().filter(|article| admits(article)) {
        decisions.extend(article.decisions().map(|decision| (article.as_ref(), decision.as_ref())));
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

/// Is this paragraph (counted from 0) one whose suggestions stay hidden from this annotator?
pub fn is_blind(percent: u8, article: ArticleId, paragraph: usize, annotator: AnnotatorId) -> bool {
    let mut hash = article.number() ^ annotator.number().rotate_left(32) ^ (paragraph as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The finaliser of MurmurHash3: every bit of the input moves every bit of the output.
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^= hash >> 33;
    hash % 100 < u64::from(percent)
}

/// The paragraphs of a text: its lines with something in them.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        spans.extend(Span::new(text, start..end).ok().and_then(|span| span.trimmed(text)));
        start = end;
    }
    spans
}

/// What was marked where suggestions were hidden, and where they were shown.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Side {
    pub paragraphs: u64,
    pub characters: u64,
    pub mentions: u64,
    pub stances: u64,
    /// Mentions and stances that began as suggestions.
    pub from_suggestions: u64,
}

impl Side {
    /// Mentions in a thousand characters.
    pub fn density(&self) -> Option<f64> {
        (self.characters > 0).then(|| self.mentions as f64 * 1000.0 / self.characters as f64)
    }
}

/// Blind passages against the others.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Blindness {
    pub blind: Side,
    pub shown: Side,
}

/// Compares blind and other paragraphs of finished articles. Only paragraphs of annotators who worked on the article count.
pub fn blindness(project: &Project) -> Blindness {
    let mut both = Blindness::default();
    let done = project.articles().filter(|article| article.status == crate::model::Status::Done);
    for article in done {
        let paragraphs = paragraphs(article.text());
        let mut annotators: Vec<AnnotatorId> = article.mentions().map(|mention| mention.annotator).collect();
        annotators.extend(article.stances().map(|stance| stance.annotator));
        annotators.sort_unstable();
        annotators.dedup();
        for annotator in annotators {
            for (number, paragraph) in paragraphs.iter().enumerate() {
                let blind = is_blind(project.blind_percent, article.id, number, annotator);
                let side = if blind { &mut both.blind } else { &mut both.shown };
                side.paragraphs += 1;
                side.characters += paragraph.slice(article.text()).chars().count() as u64;
                let starts = |at: usize| paragraph.covers(at);
                let suggested = |origin: Origin| matches!(origin, Origin::Accepted | Origin::Corrected);
                for mention in article.mentions_within(*paragraph) {
                    if mention.annotator == annotator && starts(mention.spans.start()) {
                        side.mentions += 1;
                        side.from_suggestions += u64::from(suggested(mention.provenance.origin));
                    }
                }
                for stance in article.stances_within(*paragraph) {
                    if stance.annotator == annotator && stance.place().is_some_and(|place| starts(place.start())) {
                        side.stances += 1;
                        side.from_suggestions += u64::from(suggested(stance.provenance.origin));
                    }
                }
            }
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::{DecisionId, Metadata};
    use std::sync::Arc;

    #[test]
    fn blind_paragraphs_are_about_the_share_asked_for() {
        let blind =
            (0..2000).filter(|n| is_blind(20, ArticleId::new(n / 20 + 7), (n % 20) as usize, AnnotatorId::new(1))).count();
        assert!((330..470).contains(&blind), "{blind} of 2000");
        assert!(!is_blind(0, ArticleId::new(1), 0, AnnotatorId::new(1)));
        assert!(is_blind(100, ArticleId::new(1), 0, AnnotatorId::new(1)));
    }

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
        let all = effort(&project, |_| true).all;
        assert_eq!((all.decisions, all.timed, all.millis), (5, 3, 9_000));
        assert_eq!(all.seconds_per_decision(), Some(3.0));
        assert_eq!(all.per_hour(), Some(1200.0));
    }
}
