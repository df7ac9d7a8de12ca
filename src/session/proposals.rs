//! The suggestions that are open: computed per article, filtered by what was decided, in the order of work.
//!
//! All that the engines said is kept as it came; what is open is derived from it whenever the article, the threshold or the
//! engines in use change. An answer for an older state of the article is still shown until the newer one arrives, since what
//! was decided meanwhile is filtered out either way.

use super::settings::{Order, Settings};
use crate::model::{AnnotatorId, Article, ArticleId, Polarity, Project, Proposal};
use crate::say;
use crate::suggest::shown::{self, Candidate, Showing, Strength};
use crate::suggest::{self, Suggestion};
use crate::text::SpanSet;
use crate::words;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names a suggestion for as long as it proposes the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct SuggestionId(pub u64);

impl SuggestionId {
    /// The id of what is proposed, whoever proposes it.
    pub fn of(proposal: &Proposal) -> Self {
        let mut hash = Fnv::default();
        let spans = |hash: &mut Fnv, spans: &SpanSet| {
            for span in spans.iter() {
                hash.add(&span.start().to_le_bytes());
                hash.add(&span.end().to_le_bytes());
            }
        };
        match proposal {
            Proposal::Mention { spans: place, label } => {
                hash.add(b"m");
                spans(&mut hash, place);
                hash.add(&label.number().to_le_bytes());
            }
            Proposal::Stance(stance) => {
                hash.add(b"s");
                spans(&mut hash, &stance.evidence);
                hash.add(stance.holder_name.as_bytes());
                hash.add(b"\0");
                hash.add(stance.target_name.as_bytes());
                hash.add(&[stance.polarity as u8]);
            }
        }
        Self(hash.0)
    }
}

struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// An open suggestion.
#[derive(Clone, PartialEq, Debug)]
pub struct Open {
    pub id: SuggestionId,
    pub suggestion: Suggestion,
    /// Shown as sure; the others are candidates.
    pub sure: bool,
    /// Other engines that propose the same.
    pub also: Vec<&'static str>,
}

impl Open {
    /// Why, in the person's language, with the other engines that say the same.
    pub fn reason(&self) -> String {
        let reason = words::retold(&self.suggestion.reason);
        if self.also.is_empty() {
            return reason.into_owned();
        }
        let titles = self.also.iter().map(|name| words::translated(suggest::engine(name).map_or(*name, |engine| engine.title)));
        say!("reason-and-other-engines", reason = reason, engines = titles.collect::<Vec<_>>().join(", "))
    }

    pub fn place(&self) -> &SpanSet {
        self.suggestion.proposal.place()
    }

    pub fn is_stance(&self) -> bool {
        matches!(self.suggestion.proposal, Proposal::Stance(_))
    }

    /// A plain quotation: somebody's words, no side asked.
    pub fn is_quotation(&self) -> bool {
        matches!(&self.suggestion.proposal, Proposal::Stance(stance) if stance.polarity == Polarity::None)
    }
}

/// The suggestions of one article.
#[derive(Clone, Debug, Default)]
struct OfArticle {
    all: Vec<Candidate>,
    open: Arc<Vec<Open>>,
    /// The article's state that the answer is for; `None` before the first answer.
    answered: Option<Arc<Article>>,
}

/// The suggestions of the articles that were looked at in this sitting.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    articles: BTreeMap<ArticleId, OfArticle>,
    /// Suggestions the person passed over; they come last in the order of work.
    skipped: BTreeSet<SuggestionId>,
}

impl Proposals {
    /// What is open in an article, in text order.
    pub fn open(&self, article: ArticleId) -> Arc<Vec<Open>> {
        self.articles.get(&article).map(|of| Arc::clone(&of.open)).unwrap_or_default()
    }

    /// All that the engines said of an article, whatever was decided since.
    pub fn all(&self, article: ArticleId) -> impl Iterator<Item = &Suggestion> {
        self.articles.get(&article).into_iter().flat_map(|of| of.all.iter().map(|candidate| &candidate.suggestion))
    }

    /// The open suggestion with this id.
    pub fn find(&self, article: ArticleId, id: SuggestionId) -> Option<&Open> {
        self.articles.get(&article)?.open.iter().find(|open| open.id == id)
    }

    /// Has an answer for this article ever come?
    pub fn is_answered(&self, article: ArticleId) -> bool {
        self.articles.get(&article).is_some_and(|of| of.answered.is_some())
    }

    /// Of how many articles is there an answer?
    pub fn answered(&self) -> usize {
        self.articles.values().filter(|of| of.answered.is_some()).count()
    }

    /// Is the answer for exactly this state of the article?
    pub fn is_current(&self, article: &Arc<Article>) -> bool {
        let answered = self.articles.get(&article.id).and_then(|of| of.answered.as_ref());
        answered.is_some_and(|answered| Arc::ptr_eq(answered, article))
    }

    /// Takes an answer of the engines.
    pub fn answer(&mut self, article: &Arc<Article>, all: Vec<Candidate>) {
        let of = self.articles.entry(article.id).or_default();
        of.all = all;
        of.answered = Some(Arc::clone(article));
    }

    /// Derives again what is open in `article` for this annotator.
    pub fn sift(&mut self, project: &Project, article: &Article, annotator: AnnotatorId, settings: &Settings) {
        let Some(of) = self.articles.get_mut(&article.id) else { return };
        let showing = Showing { threshold: settings.threshold, off: settings.engines_off.clone(), ..Showing::default() };
        let open = shown::shown(project, article, annotator, &of.all, &showing);
        of.open = Arc::new(
            open.into_iter()
                .map(|shown| Open {
                    id: SuggestionId::of(&shown.suggestion.proposal),
                    sure: shown.strength == Strength::Sure,
                    suggestion: shown.suggestion,
                    also: shown.also,
                })
                .collect(),
        );
    }

    /// Forgets everything about an article that is gone.
    pub fn forget(&mut self, article: ArticleId) {
        self.articles.remove(&article);
    }

    /// Puts a suggestion at the end of the order of work.
    pub fn skip(&mut self, id: SuggestionId) {
        self.skipped.insert(id);
    }

    /// Was it passed over?
    pub fn is_skipped(&self, id: SuggestionId) -> bool {
        self.skipped.contains(&id)
    }

    /// How many engines' suggestions are open in an article, by the engine that is surest of them.
    pub fn counts(&self, article: ArticleId) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for open in self.articles.get(&article).iter().flat_map(|of| of.open.iter()) {
            *counts.entry(open.suggestion.engine).or_default() += 1;
        }
        counts
    }

    /// The suggestion to go to next: after (or before) the one in hand, or after the caret, in the order of work. Goes
    /// round at the end.
    pub fn neighbour(
        &self,
        article: ArticleId,
        order: Order,
        from: Option<SuggestionId>,
        caret: usize,
        step: Step,
    ) -> Option<SuggestionId> {
        let open = self.open(article);
        let mut line: Vec<&Open> = open.iter().collect();
        match order {
            Order::Text => {}
            Order::Easy => line.sort_by(|a, b| b.suggestion.score.total_cmp(&a.suggestion.score)),
            Order::Uncertain => {
                let doubt = |open: &&Open| (open.suggestion.score - 0.5).abs();
                line.sort_by(|a, b| doubt(a).total_cmp(&doubt(b)));
            }
        }
        if line.is_empty() {
            return None;
        }
        let count = line.len();
        let at = from.and_then(|id| line.iter().position(|open| open.id == id));
        let start = match (at, order, step) {
            (Some(at), _, Step::Forward) => at + 1,
            (Some(at), _, Step::Back) => at + count - 1,
            (None, Order::Text, Step::Forward) => line.partition_point(|open| open.place().start() < caret),
            (None, Order::Text, Step::Back) => line.partition_point(|open| open.place().start() < caret) + count - 1,
            (None, _, Step::Forward) => 0,
            (None, _, Step::Back) => count - 1,
        };
        Some(line[start % count].id)
    }
}

/// Which way to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Forward,
    Back,
}
