//! Asking the engines without keeping anybody waiting.
//!
//! One article is looked at at a time, on a thread, from a snapshot. What changes meanwhile is looked at when the answer is
//! there; the answer for the older state is used until then. Without a waker the work is done at once: tests and the command
//! line want it so.

use super::Session;
use crate::format::kept;
use crate::model::{Article, ArticleId, Project, Proposal};
use crate::say;
use crate::suggest::shown::{Candidate, candidates};
use crate::suggest::{self, Learnt, Suggestion};
use crate::task::{Newest, Waker};
use std::collections::VecDeque;
use std::sync::Arc;

/// What an engine thread brings back: the state of the article it looked at, and what it found.
type Answer = (Arc<Article>, Vec<Candidate>);

/// The engines at work.
#[derive(Debug, Default)]
pub struct Suggesting {
    waker: Option<Waker>,
    running: Newest<Answer>,
    /// The article to look at next: the engines begin when it has been shown.
    wanted: Option<ArticleId>,
    /// Articles to look through when nothing else is asked, and how many there were.
    queue: VecDeque<ArticleId>,
    queued: usize,
}

impl Session {
    /// From now on the engines work on a thread; `wake` is called when an answer is there.
    pub fn use_threads(&mut self, wake: impl Fn() + Send + Sync + 'static) {
        self.suggesting.waker = Some(Waker::new(wake));
    }

    /// Is an engine at work, or about to be?
    pub fn is_suggesting(&self) -> bool {
        self.suggesting.wanted.is_some() || self.suggesting.running.running().is_some()
    }

    /// What goes on in the background, in words.
    pub fn doing(&self) -> Option<String> {
        if let Some((read, all)) = self.opening.counts() {
            return Some(if all > 1 { say!("reading-file-of", all = (read + 1).min(all)) } else { say!("opening").to_owned() });
        }
        let (left, all) = (self.suggesting.queue.len(), self.suggesting.queued);
        match (self.is_suggesting(), left) {
            (false, _) => None,
            (true, 0) => Some(say!("looking-for-suggestions").to_owned()),
            (true, _) => Some(say!("looking-through-article-of", left = all - left, all = all)),
        }
    }

    /// Is something going on that can be stopped?
    pub fn can_stop(&self) -> bool {
        self.opening.counts().is_some_and(|(_, all)| all > 1) || !self.suggesting.queue.is_empty()
    }

    /// Stops opening files and looking through articles; what is done stays.
    pub(super) fn stop(&mut self) {
        if !self.can_stop() {
            self.notices.note(say!("nothing-is-running-that-could-be-stopped"));
        }
        self.opening.stop();
        self.suggesting.queue.clear();
    }

    /// Looks through every article that was not looked at, one after the other.
    pub(super) fn suggest_all(&mut self) {
        let fresh = |article: &&Arc<Article>| self.proposals.is_answered(article.id);
        let queue: VecDeque<ArticleId> =
            self.project.articles().filter(|article| !fresh(article)).map(|article| article.id).collect();
        if queue.is_empty() {
            self.notices.note(say!("every-article-was-looked-through"));
            return;
        }
        self.suggesting.queued = queue.len();
        self.suggesting.queue = queue;
        self.suggest_next();
    }

    /// The next article of the queue, unless an engine is at work.
    fn suggest_next(&mut self) {
        while !self.is_suggesting() {
            let Some(id) = self.suggesting.queue.pop_front() else { return };
            if let Some(article) = self.project.article(id).filter(|_| !self.proposals.is_answered(id)).cloned() {
                self.suggest(&article);
            }
        }
    }

    /// What wakes the window; nothing in tests.
    pub(super) fn waker(&self) -> Waker {
        self.suggesting.waker.clone().unwrap_or_default()
    }

    /// Does background work have a window to wake?
    pub(super) fn has_window(&self) -> bool {
        self.suggesting.waker.is_some()
    }

    /// Takes the results of background work. Called often; costs nothing where there are none.
    pub fn poll(&mut self) {
        self.start_engines();
        self.poll_store();
        self.poll_places();
        self.poll_opening();
        self.poll_interchange();
        match self.suggesting.running.poll() {
            Some(Ok((article, found))) => {
                self.take_answer(&article, found);
                if let Some(open) = self.article().cloned() {
                    self.suggest(&open);
                }
                self.suggest_next();
            }
            Some(Err(error)) => self.notices.error(say!("no-suggestions-this-time", error = crate::words::told(&error))),
            None => {}
        }
    }

    /// Asks the engines about an article they have not seen in its present state.
    pub(super) fn suggest(&mut self, article: &Arc<Article>) {
        if !self.proposals.is_current(article) {
            self.ask_engines(article);
        }
    }

    /// Asks the engines about an article, unless they are at work; then it is its turn afterwards. They begin with the next
    /// poll: an article is on screen before anything is computed for it.
    pub(super) fn ask_engines(&mut self, article: &Arc<Article>) {
        let Some(waker) = &self.suggesting.waker else {
            let found = suggestions(self.learnt.as_ref(), &self.project, article);
            self.take_answer(article, found);
            return;
        };
        if self.suggesting.running.running().is_none() {
            self.suggesting.wanted = Some(article.id);
            waker.wake();
        }
    }

    /// Lets the engines look at the article that was asked for.
    fn start_engines(&mut self) {
        let Some(waker) = &self.suggesting.waker else { return };
        let Some(article) = self.suggesting.wanted.take().and_then(|id| self.project.article(id)).cloned() else { return };
        let (learnt, project) = (self.learnt.clone(), self.project.clone());
        self.suggesting.running.start("suggestions", waker, move |_| {
            let found = suggestions(learnt.as_ref(), &project, &article);
            (article, found)
        });
    }

    fn take_answer(&mut self, article: &Arc<Article>, found: Vec<Candidate>) {
        self.proposals.answer(article, found);
        // What is shown is sifted against the article as it is now.
        let Some(now) = self.project.article(article.id).cloned() else { return };
        self.proposals.sift(&self.project, &now, self.annotator, &self.settings);
        self.drop_stale_marks();
        self.recount_suggested();
    }
}

/// Name of what came with an import, among the engines.
pub const IMPORTED: &str = "import";

/// What the engines say of an article, and what came with it from another tool. No model is the one inside the program.
fn suggestions(learnt: Option<&Arc<Learnt>>, project: &Project, article: &Article) -> Vec<Candidate> {
    let mut all = suggest::suggest(learnt.unwrap_or_else(|| Learnt::embedded()), project, article);
    all.extend(kept::placed_suggestions(article).into_iter().filter_map(|(spans, kept)| {
        let label = project.scheme.label_named(&kept.label)?.id;
        Some(Suggestion {
            proposal: Proposal::Mention { spans, label },
            score: kept.score.map_or(0.5, |score| score.clamp(0.0, 1.0)),
            engine: IMPORTED,
            reason: format!("came with the import, from {}", if kept.suggester.is_empty() { "a model" } else { &kept.suggester }),
        })
    }));
    candidates(article.text(), all)
}
