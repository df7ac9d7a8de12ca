//! One text with its metadata and everything marked in it.
//!
//! The text never changes under its annotations. Mentions and stances are kept twice: by id, and by place, so that a reader
//! finds what lies on screen without looking at the rest. Both are kept in step by the only functions that add or remove.

use super::{AnnotatorId, Decision, DecisionId, Ext, Id, Mention, MentionId, Stance, StanceId};
use crate::text::{Span, SpanSet};
use imbl::{OrdMap, OrdSet};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Identity of an article.
pub type ArticleId = Id<Article>;

/// How far the work on an article has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Status {
    #[default]
    New,
    InProgress,
    Done,
}

/// From which side the paragraphs of an article are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// By each paragraph's first strong character.
    #[default]
    Auto,
    LeftToRight,
    RightToLeft,
}

/// What is known of an article besides its text. Empty strings are unknown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Metadata {
    pub title: String,
    pub outlet: String,
    pub byline: String,
    pub date: Option<Date>,
    /// Canonical address on the web; never fetched.
    pub url: String,
    /// BCP 47, for instance `en` or `pt-BR`.
    pub language: String,
    pub section: String,
    pub direction: Direction,
    /// File name or path that the text came from.
    pub source: String,
    /// Everything else, by name.
    pub attributes: BTreeMap<String, String>,
}

/// One text and what is marked in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    pub id: ArticleId,
    text: Arc<str>,
    pub metadata: Metadata,
    pub status: Status,
    pub note: String,
    /// Blind passages that are finished: who, and which line (from 0).
    pub finished: BTreeSet<(AnnotatorId, u32)>,
    pub ext: Ext,
    mentions: OrdMap<MentionId, Arc<Mention>>,
    stances: OrdMap<StanceId, Arc<Stance>>,
    decisions: OrdMap<DecisionId, Arc<Decision>>,
    mention_places: Places<MentionId>,
    stance_places: Places<StanceId>,
}

impl Article {
    /// An article without annotations.
    pub fn new(id: ArticleId, text: impl Into<Arc<str>>, metadata: Metadata) -> Self {
        Self {
            id,
            text: text.into(),
            metadata,
            status: Status::New,
            note: String::new(),
            finished: BTreeSet::new(),
            ext: Ext::new(),
            mentions: OrdMap::new(),
            stances: OrdMap::new(),
            decisions: OrdMap::new(),
            mention_places: Places::default(),
            stance_places: Places::default(),
        }
    }

    /// The text, exactly as imported.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The title, or the first words where there is none.
    pub fn display_title(&self) -> &str {
        if !self.metadata.title.is_empty() {
            return &self.metadata.title;
        }
        let line = self.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("Untitled");
        line.char_indices().nth(80).map_or(line, |(end, _)| &line[..end])
    }

    pub fn mention(&self, id: MentionId) -> Option<&Arc<Mention>> {
        self.mentions.get(&id)
    }

    pub fn stance(&self, id: StanceId) -> Option<&Arc<Stance>> {
        self.stances.get(&id)
    }

    pub fn decision(&self, id: DecisionId) -> Option<&Arc<Decision>> {
        self.decisions.get(&id)
    }

    pub(super) fn mention_map(&self) -> &OrdMap<MentionId, Arc<Mention>> {
        &self.mentions
    }

    pub(super) fn stance_map(&self) -> &OrdMap<StanceId, Arc<Stance>> {
        &self.stances
    }

    pub(super) fn decision_map(&self) -> &OrdMap<DecisionId, Arc<Decision>> {
        &self.decisions
    }

    pub fn mention_count(&self) -> usize {
        self.mentions.len()
    }

    pub fn stance_count(&self) -> usize {
        self.stances.len()
    }

    /// All mentions in text order (start, longest first, then id).
    pub fn mentions(&self) -> impl DoubleEndedIterator<Item = &Arc<Mention>> {
        self.mention_places.order.iter().filter_map(|place| self.mentions.get(&place.2))
    }

    /// All stances: those with evidence in text order, then the inferred ones without.
    pub fn stances(&self) -> impl DoubleEndedIterator<Item = &Arc<Stance>> {
        self.stance_places.order.iter().filter_map(|place| self.stances.get(&place.2))
    }

    /// All mentions by id: faster, where the order of the text does not matter.
    pub fn mentions_by_id(&self) -> impl Iterator<Item = &Arc<Mention>> {
        self.mentions.values()
    }

    /// All stances by id.
    pub fn stances_by_id(&self) -> impl Iterator<Item = &Arc<Stance>> {
        self.stances.values()
    }

    /// All decisions by id.
    pub fn decisions(&self) -> impl DoubleEndedIterator<Item = &Arc<Decision>> {
        self.decisions.values()
    }

    /// The mentions whose hull touches `window`, in text order. Costs what it returns, not what the article holds.
    pub fn mentions_within(&self, window: Span) -> Vec<&Arc<Mention>> {
        self.mention_places.within(window).into_iter().filter_map(|id| self.mentions.get(&id)).collect()
    }

    /// The stances whose evidence touches `window`, in text order.
    pub fn stances_within(&self, window: Span) -> Vec<&Arc<Stance>> {
        self.stance_places.within(window).into_iter().filter_map(|id| self.stances.get(&id)).collect()
    }

    /// The first mention that begins after the byte `offset`.
    pub fn mention_after(&self, offset: usize) -> Option<&Arc<Mention>> {
        let id = self.mention_places.after(offset)?;
        self.mentions.get(&id)
    }

    /// The last mention that begins before the byte `offset`.
    pub fn mention_before(&self, offset: usize) -> Option<&Arc<Mention>> {
        let id = self.mention_places.before(offset)?;
        self.mentions.get(&id)
    }

    /// Adds or replaces; returns what it replaced. `edit` checks first and is the only caller with a project.
    pub fn put_mention(&mut self, mention: Arc<Mention>) -> Option<Arc<Mention>> {
        let old = self.mentions.insert(mention.id, Arc::clone(&mention));
        if let Some(old) = &old {
            self.mention_places.remove(Some(&old.spans), mention.id);
        }
        self.mention_places.add(Some(&mention.spans), mention.id);
        old
    }

    /// Removes and returns.
    pub fn remove_mention(&mut self, id: MentionId) -> Option<Arc<Mention>> {
        let old = self.mentions.remove(&id)?;
        self.mention_places.remove(Some(&old.spans), id);
        Some(old)
    }

    /// Adds or replaces; returns what it replaced.
    pub fn put_stance(&mut self, stance: Arc<Stance>) -> Option<Arc<Stance>> {
        let old = self.stances.insert(stance.id, Arc::clone(&stance));
        if let Some(old) = &old {
            self.stance_places.remove(old.place(), stance.id);
        }
        self.stance_places.add(stance.place(), stance.id);
        old
    }

    /// Removes and returns.
    pub fn remove_stance(&mut self, id: StanceId) -> Option<Arc<Stance>> {
        let old = self.stances.remove(&id)?;
        self.stance_places.remove(old.place(), id);
        Some(old)
    }

    /// Adds or replaces; returns what it replaced.
    pub fn put_decision(&mut self, decision: Arc<Decision>) -> Option<Arc<Decision>> {
        self.decisions.insert(decision.id, decision)
    }

    /// Removes and returns.
    pub fn remove_decision(&mut self, id: DecisionId) -> Option<Arc<Decision>> {
        self.decisions.remove(&id)
    }
}

/// Longer annotations than this (bytes) are looked through one by one: evidence over many paragraphs is rare, and the bound
/// lets all others be found by their start alone.
const LONG: usize = 4096;

/// Annotations by place. The key `(start, -end, id)` sorts outer before inner.
#[derive(Clone, PartialEq, Debug)]
struct Places<I: Ord + Clone> {
    order: OrdSet<(usize, std::cmp::Reverse<usize>, I)>,
    long: OrdSet<(usize, std::cmp::Reverse<usize>, I)>,
}

impl<I: Ord + Clone> Default for Places<I> {
    fn default() -> Self {
        Self { order: OrdSet::new(), long: OrdSet::new() }
    }
}

impl<I: Ord + Copy> Places<I> {
    /// What has no place in the text comes after everything that has.
    fn key(spans: Option<&SpanSet>, id: I) -> (usize, std::cmp::Reverse<usize>, I) {
        spans.map_or((usize::MAX, std::cmp::Reverse(usize::MAX), id), |spans| (spans.start(), std::cmp::Reverse(spans.end()), id))
    }

    fn is_long(key: &(usize, std::cmp::Reverse<usize>, I)) -> bool {
        key.0 != usize::MAX && key.1.0 - key.0 > LONG
    }

    fn add(&mut self, spans: Option<&SpanSet>, id: I) {
        let key = Self::key(spans, id);
        if Self::is_long(&key) {
            self.long.insert(key);
        }
        self.order.insert(key);
    }

    fn remove(&mut self, spans: Option<&SpanSet>, id: I) {
        let key = Self::key(spans, id);
        self.order.remove(&key);
        self.long.remove(&key);
    }

    fn within(&self, window: Span) -> Vec<I> {
        use std::cmp::Reverse;
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let Some(least) = self.order.get_min() else { return Vec::new() };
        let id = least.2; // any id: the bounds below are strict in their first part
        let from = (window.start().saturating_sub(LONG), Reverse(usize::MAX), id);
        let to = (window.end(), Reverse(usize::MAX), id);
        let near = self
            .order
            .range((Included(from), Unbounded))
            .take_while(|place| place.0 < to.0)
            .filter(|place| !Self::is_long(place) && place.1.0 > window.start());
        if self.long.is_empty() {
            return near.map(|place| place.2).collect();
        }
        let far = self.long.range((Unbounded, Excluded(to))).filter(|place| place.1.0 > window.start());
        let mut found: Vec<_> = near.chain(far).copied().collect();
        found.sort_unstable();
        found.into_iter().map(|place| place.2).collect()
    }

    fn after(&self, offset: usize) -> Option<I> {
        let least = self.order.get_min()?.2;
        let from = (offset + 1, std::cmp::Reverse(usize::MAX), least);
        self.order.range(from..).find(|place| place.0 > offset && place.0 != usize::MAX).map(|place| place.2)
    }

    fn before(&self, offset: usize) -> Option<I> {
        let least = self.order.get_min()?.2;
        let to = (offset, std::cmp::Reverse(usize::MAX), least);
        self.order.range(..to).next_back().filter(|place| place.0 < offset).map(|place| place.2)
    }
}
