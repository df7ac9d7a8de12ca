//! The words behind a number.
//!
//! A [`Slice`] says which of the counted things a number is about; asking the board for its passages gives exactly as many as
//! the number says.

use super::Party;
use crate::model::{ArticleId, Directness, LabelId, Made, Polarity};
use crate::text::SpanSet;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A place in an article that was counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Passage {
    pub article: ArticleId,
    /// The words; `None` where the article as a whole was counted, or a stance that is inferred without evidence.
    pub spans: Option<SpanSet>,
    /// The annotation; `None` for whole articles and for suggestions.
    pub made: Option<Made>,
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Articles; with any condition on stances, those in which such an utterance stands.
    Articles,
    Mentions,
    #[default]
    Stances,
    /// Times that somebody is quoted or paraphrased; several stances in the same words are one.
    Utterances,
}

/// Which of them. Unset conditions admit everything; the set ones must all hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Slice {
    pub unit: Unit,
    pub holders: Option<BTreeSet<Party>>,
    pub targets: Option<BTreeSet<Party>>,
    pub polarities: Option<BTreeSet<Polarity>>,
    pub directness: Option<BTreeSet<Directness>>,
    pub outlet: Option<String>,
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// Only articles without a date.
    pub undated: bool,
    /// Only stances towards something; plain quotations are towards nothing.
    pub aimed: bool,
    pub frame: Option<String>,
    pub label: Option<LabelId>,
    /// Mentions of these.
    pub mentioned: Option<BTreeSet<Party>>,
    /// Only the first to speak in an article.
    pub first: bool,
    /// Open suggestions instead of annotations.
    pub suggested: bool,
}

impl Slice {
    /// All of a unit.
    pub fn all(unit: Unit) -> Self {
        Self { unit, ..Self::default() }
    }

    /// Held by this party.
    #[must_use]
    pub fn held_by(mut self, party: &Party) -> Self {
        self.holders.get_or_insert_default().insert(party.clone());
        self
    }

    /// Towards this party.
    #[must_use]
    pub fn towards(mut self, party: &Party) -> Self {
        self.targets.get_or_insert_default().insert(party.clone());
        self
    }

    /// Of this polarity.
    #[must_use]
    pub fn with_polarity(mut self, polarity: Polarity) -> Self {
        self.polarities.get_or_insert_default().insert(polarity);
        self
    }

    /// Said this directly.
    #[must_use]
    pub fn with_directness(mut self, directness: Directness) -> Self {
        self.directness.get_or_insert_default().insert(directness);
        self
    }

    /// In this outlet.
    #[must_use]
    pub fn in_outlet(mut self, outlet: &str) -> Self {
        self.outlet = Some(outlet.to_owned());
        self
    }

    /// Does it ask anything of stances?
    pub(super) fn asks_of_stances(&self) -> bool {
        self.holders.is_some()
            || self.targets.is_some()
            || self.polarities.is_some()
            || self.directness.is_some()
            || self.aimed
            || self.frame.is_some()
            || self.first
    }
}
