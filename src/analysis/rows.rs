//! One article's annotations as rows of small numbers: what the tables count over and over.
//!
//! Parties, outlets and frame codes are interned, so that ten thousand articles are counted without touching a string.

use super::Party;
use crate::model::{AnnotatorId, Article, Directness, LabelId, MentionId, Polarity, Proposal, Stance, StanceId};
use crate::text::SpanSet;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Stands for "no such thing" among interned numbers.
pub(super) const NOTHING: u32 = u32::MAX;

/// Distinct values, each with a small number that stays.
#[derive(Clone, Debug)]
pub(super) struct Names<T: Ord> {
    values: Vec<T>,
    numbers: BTreeMap<T, u32>,
}

impl<T: Ord> Default for Names<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: BTreeMap::new() }
    }
}

impl<T: Ord + Clone> Names<T> {
    pub(super) fn number(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }

    pub(super) fn get(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    pub(super) fn values(&self) -> &[T] {
        &self.values
    }
}

/// All names that rows refer to.
#[derive(Clone, Debug, Default)]
pub(super) struct Interned {
    pub(super) parties: Names<Party>,
    pub(super) outlets: Names<String>,
    pub(super) frames: Names<String>,
}

/// One mention.
#[derive(Clone, Debug)]
pub(super) struct MentionRow {
    pub(super) id: MentionId,
    pub(super) label: LabelId,
    pub(super) entity: u32,
    pub(super) annotator: AnnotatorId,
}

/// One stance.
#[derive(Clone, Debug)]
pub(super) struct StanceRow {
    /// `None` for a suggestion.
    pub(super) id: Option<StanceId>,
    pub(super) holder: u32,
    pub(super) target: u32,
    pub(super) polarity: Polarity,
    pub(super) directness: Directness,
    /// Somebody other than author or outlet says it.
    pub(super) speaks: bool,
    /// Words of what was said.
    pub(super) words: u32,
    /// What was said, to tell two stances in one utterance from two utterances.
    pub(super) content: (u32, u32),
    pub(super) annotator: AnnotatorId,
    pub(super) frames: Box<[u32]>,
}

/// One article.
#[derive(Clone, Debug)]
pub(super) struct ArticleRows {
    pub(super) article: Arc<Article>,
    pub(super) outlet: u32,
    pub(super) date: Option<Date>,
    pub(super) mentions: Vec<MentionRow>,
    pub(super) stances: Vec<StanceRow>,
}

impl ArticleRows {
    pub(super) fn new(article: &Arc<Article>, interned: &mut Interned) -> Self {
        let mentions = article.mentions().map(|mention| MentionRow {
            id: mention.id,
            label: mention.label,
            entity: mention.entity.map_or(NOTHING, |entity| interned.parties.number(Party::Entity(entity))),
            annotator: mention.annotator,
        });
        let mentions = mentions.collect();
        let stances = article.stances().map(|stance| stance_row(stance, article.text(), interned)).collect();
        let outlet = match interned.outlets.get(&article.metadata.outlet) {
            Some(number) => number,
            None => interned.outlets.number(article.metadata.outlet.clone()),
        };
        Self { article: Arc::clone(article), outlet, date: article.metadata.date, mentions, stances }
    }

    /// Rows for open suggestions. Mentions count only where they have an entity's name, so only stances are rows.
    pub(super) fn suggested<'p>(
        article: &Arc<Article>,
        proposals: impl Iterator<Item = &'p Proposal>,
        mut party: impl FnMut(&str) -> Party,
        interned: &mut Interned,
    ) -> Self {
        let mut rows = Self {
            article: Arc::clone(article),
            outlet: interned.outlets.number(article.metadata.outlet.clone()),
            date: article.metadata.date,
            mentions: Vec::new(),
            stances: Vec::new(),
        };
        for proposal in proposals {
            match proposal {
                Proposal::Mention { label, .. } => {
                    let (id, annotator) = (MentionId::new(0), AnnotatorId::new(0));
                    rows.mentions.push(MentionRow { id, label: *label, entity: NOTHING, annotator });
                }
                Proposal::Stance(stance) => {
                    let holder = match stance.holder {
                        crate::model::Actor::Author => Party::Author,
                        _ => party(&stance.holder_name),
                    };
                    let target = (!stance.target_name.is_empty()).then(|| party(&stance.target_name));
                    let said = stance.attribution.content.as_ref().unwrap_or(&stance.evidence);
                    rows.stances.push(StanceRow {
                        id: None,
                        speaks: speaks(&holder, stance.attribution.directness),
                        holder: interned.parties.number(holder),
                        target: target.map_or(NOTHING, |target| interned.parties.number(target)),
                        polarity: stance.polarity,
                        directness: stance.attribution.directness,
                        words: words(said, article.text()),
                        content: (said.start() as u32, said.end() as u32),
                        annotator: AnnotatorId::new(0),
                        frames: Box::new([]),
                    });
                }
            }
        }
        rows
    }
}

fn stance_row(stance: &Stance, text: &str, interned: &mut Interned) -> StanceRow {
    let holder = Party::holder(stance, text);
    let said = stance.attribution.content.as_ref().or(stance.evidence.as_ref());
    StanceRow {
        id: Some(stance.id),
        speaks: speaks(&holder, stance.attribution.directness),
        holder: interned.parties.number(holder),
        target: Party::target(stance, text).map_or(NOTHING, |target| interned.parties.number(target)),
        polarity: stance.polarity,
        directness: stance.attribution.directness,
        words: said.map_or(0, |spans| words(spans, text)),
        content: said.map_or((NOTHING, NOTHING), |spans| (spans.start() as u32, spans.end() as u32)),
        annotator: stance.annotator,
        frames: stance.frames.iter().map(|frame| interned.frames.number(frame.code.clone())).collect(),
    }
}

/// A source speaks where somebody other than author or outlet is quoted or paraphrased; acts told by the reporter are stances
/// but not speech.
fn speaks(holder: &Party, directness: Directness) -> bool {
    holder.may_speak() && directness != Directness::Narrated
}

fn words(spans: &SpanSet, text: &str) -> u32 {
    spans.iter().map(|span| count_words(span.slice(text)) as u32).sum()
}

/// Words as a reader counts them: stretches between white space that hold a letter or digit. Texts without spaces between
/// words count by Unicode's word rules.
pub(super) fn count_words(text: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation as _;
    if text.is_ascii() {
        return text.split_ascii_whitespace().filter(|word| word.bytes().any(|byte| byte.is_ascii_alphanumeric())).count();
    }
    let spaced = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let dense = text
        .chars()
        .any(|c| matches!(u32::from(c), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff));
    if dense { text.unicode_words().count() } else { spaced }
}
