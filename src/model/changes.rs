//! What differs between two states of a project, found at the cost of what differs.
//!
//! States share what did not change, so that equal pointers are passed over without a look inside. Whatever is derived from
//! all annotations and kept in step with them (counts, indexes) is brought up to date from here.

use super::{Article, Decision, Mention, Project, Stance};
use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use std::sync::Arc;

/// Whether something was there before and is no more, or is there now and was not before. What changed does both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    Gone,
    Come,
}

impl Turn {
    /// One more, or one less.
    pub fn count(self, count: &mut usize) {
        match self {
            Self::Come => *count += 1,
            Self::Gone => *count = count.saturating_sub(1),
        }
    }
}

/// An article before and after; at least one of them is there.
#[derive(Clone, Copy, Debug)]
pub struct ArticleChange<'p> {
    pub before: Option<&'p Arc<Article>>,
    pub after: Option<&'p Arc<Article>>,
}

impl ArticleChange<'_> {
    /// Tells of every mention that differs.
    pub fn mentions(&self, tell: impl FnMut(Turn, &Mention)) {
        between(self.before.map(|article| article.mention_map()), self.after.map(|article| article.mention_map()), tell);
    }

    /// Tells of every stance that differs.
    pub fn stances(&self, tell: impl FnMut(Turn, &Stance)) {
        between(self.before.map(|article| article.stance_map()), self.after.map(|article| article.stance_map()), tell);
    }

    /// Tells of every decision that differs.
    pub fn decisions(&self, tell: impl FnMut(Turn, &Decision)) {
        between(self.before.map(|article| article.decision_map()), self.after.map(|article| article.decision_map()), tell);
    }
}

fn between<K: Ord + Clone, V: PartialEq>(
    before: Option<&OrdMap<K, Arc<V>>>,
    after: Option<&OrdMap<K, Arc<V>>>,
    mut tell: impl FnMut(Turn, &V),
) {
    match (before, after) {
        (Some(before), Some(after)) => {
            for item in before.diff(after) {
                match item {
                    DiffItem::Add(_, new) => tell(Turn::Come, new),
                    DiffItem::Remove(_, old) => tell(Turn::Gone, old),
                    DiffItem::Update { old, new } => {
                        tell(Turn::Gone, old.1);
                        tell(Turn::Come, new.1);
                    }
                }
            }
        }
        (Some(before), None) => before.values().for_each(|old| tell(Turn::Gone, old)),
        (None, Some(after)) => after.values().for_each(|new| tell(Turn::Come, new)),
        (None, None) => {}
    }
}

impl Project {
    /// The articles that differ from those in `before`, by id.
    pub fn changes_since<'p>(&'p self, before: &'p Self) -> Vec<ArticleChange<'p>> {
        let change = |item| match item {
            DiffItem::Add(_, after) => ArticleChange { before: None, after: Some(after) },
            DiffItem::Remove(_, before) => ArticleChange { before: Some(before), after: None },
            DiffItem::Update { old, new } => ArticleChange { before: Some(old.1), after: Some(new.1) },
        };
        before.article_map().diff(self.article_map()).map(change).collect()
    }
}
