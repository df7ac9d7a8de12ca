//! Counts that can be added to and taken from, article by article.
//!
//! Every table of the board reads from one [`Tally`]. An article's contribution depends on nothing but its rows and the
//! filter, so a changed article is subtracted as it was and added as it is, and the rest is left alone.

use super::rows::{ArticleRows, MentionRow, NOTHING, StanceRow};
use crate::model::{AnnotatorId, Directness, LabelId, Polarity};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Stances by polarity: favor, against, neutral, mixed, unclear, none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sides(pub [i64; 6]);

impl Sides {
    /// Of one polarity.
    pub fn of(&self, polarity: Polarity) -> i64 {
        self.0[polarity as usize]
    }

    /// All of them, plain quotations included.
    pub fn total(&self) -> i64 {
        self.0.iter().sum()
    }

    /// Favor minus against, from -1 to 1, over those that take a side; `None` where nobody does.
    pub fn balance(&self) -> Option<f64> {
        let (favor, against) = (self.of(Polarity::Favor), self.of(Polarity::Against));
        (favor + against > 0).then(|| (favor - against) as f64 / (favor + against) as f64)
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, more)| *own += more);
    }

    fn is_nothing(&self) -> bool {
        self.0 == [0; 6]
    }
}

/// How often and how one party speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Voice {
    /// Times quoted or paraphrased; several stances in the same words are one.
    pub utterances: i64,
    /// Articles it speaks in.
    pub articles: i64,
    /// Words given to it.
    pub words: i64,
    /// Utterances by directness: direct, mixed, indirect, narrated (always nought), not coded.
    pub directness: [i64; 5],
    /// Articles in which it is the first to speak.
    pub first: i64,
    /// Sum over articles of its place in the order of appearance, 1 for the first.
    pub places: i64,
    /// All its stances, narrated ones included.
    pub sides: Sides,
}

impl Voice {
    pub(super) fn add(&mut self, other: &Self) {
        self.utterances += other.utterances;
        self.articles += other.articles;
        self.words += other.words;
        self.directness.iter_mut().zip(other.directness).for_each(|(own, more)| *own += more);
        self.first += other.first;
        self.places += other.places;
        self.sides.add(&other.sides);
    }

    /// Quoted word for word, wholly or in part.
    pub fn quoted(&self) -> i64 {
        self.directness[Directness::Direct as usize] + self.directness[Directness::Mixed as usize]
    }

    /// Reported in the article's words.
    pub fn paraphrased(&self) -> i64 {
        self.directness[Directness::Indirect as usize]
    }
}

/// What one day, outlet or the whole holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Volume {
    pub articles: i64,
    pub mentions: i64,
    pub stances: i64,
    pub utterances: i64,
    /// Words given to sources.
    pub words: i64,
}

impl Volume {
    pub(super) fn add(&mut self, other: &Self, sign: i64) {
        self.articles += sign * other.articles;
        self.mentions += sign * other.mentions;
        self.stances += sign * other.stances;
        self.utterances += sign * other.utterances;
        self.words += sign * other.words;
    }
}

/// Mentions of one entity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Mentioned {
    pub mentions: i64,
    pub articles: i64,
}

/// All counts. Parties, outlets and frames are interned numbers; tables give them their names.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Tally {
    pub(super) whole: Volume,
    pub(super) voices: BTreeMap<u32, Voice>,
    pub(super) targets: BTreeMap<u32, Sides>,
    pub(super) mentioned: BTreeMap<u32, Mentioned>,
    pub(super) labels: BTreeMap<LabelId, i64>,
    pub(super) pairs: BTreeMap<(u32, u32), Sides>,
    pub(super) outlets: BTreeMap<u32, Volume>,
    pub(super) outlet_voices: BTreeMap<(u32, u32), Voice>,
    pub(super) outlet_targets: BTreeMap<(u32, u32), Sides>,
    pub(super) days: BTreeMap<Option<Date>, Volume>,
    pub(super) target_days: BTreeMap<(u32, Option<Date>), Sides>,
    /// By outlet and frame.
    pub(super) frames: BTreeMap<(u32, u32), i64>,
    /// Articles that more than one annotator worked on: their annotations count more than once.
    pub(super) doubly_annotated: i64,
}

/// What the filter says about annotations; what it says about articles is asked before.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Admission {
    pub(super) annotators: Option<BTreeSet<AnnotatorId>>,
    pub(super) labels: BTreeSet<LabelId>,
    /// By party: has its entity one of the labels? Empty where no label is asked for.
    pub(super) labelled: Vec<bool>,
}

impl Admission {
    pub(super) fn mention(&self, row: &MentionRow) -> bool {
        self.annotators.as_ref().is_none_or(|admitted| admitted.contains(&row.annotator))
            && (self.labels.is_empty() || self.labels.contains(&row.label))
    }

    fn stance(&self, row: &StanceRow) -> bool {
        let labelled = |party: u32| self.labelled.get(party as usize).copied().unwrap_or(false);
        let annotator = row.id.is_none() || self.annotators.as_ref().is_none_or(|admitted| admitted.contains(&row.annotator));
        annotator && (self.labels.is_empty() || labelled(row.holder) || labelled(row.target))
    }
}

/// An admitted stance, and how it counts as speech.
pub(super) struct Counted<'r> {
    pub(super) row: &'r StanceRow,
    /// The first stance in these words: the utterance is counted with it.
    pub(super) utterance: bool,
    /// The holder's first utterance in this article, and its place among the speakers.
    pub(super) appears: Option<u32>,
}

/// The admitted stances of an article in text order. Tables and passages both go through here, so they cannot disagree.
pub(super) fn counted<'r>(rows: &'r ArticleRows, admission: &Admission) -> Vec<Counted<'r>> {
    let mut counted: Vec<Counted<'r>> = Vec::with_capacity(rows.stances.len());
    let mut speakers: Vec<u32> = Vec::new();
    for row in rows.stances.iter().filter(|row| admission.stance(row)) {
        let same = |other: &&Counted<'_>| {
            other.utterance
                && other.row.holder == row.holder
                && other.row.content == row.content
                && other.row.annotator == row.annotator
                && row.content.0 != NOTHING
        };
        let utterance = row.speaks && !counted.iter().any(|other| same(&other));
        let appears = (utterance && !speakers.contains(&row.holder)).then(|| {
            speakers.push(row.holder);
            speakers.len() as u32
        });
        counted.push(Counted { row, utterance, appears });
    }
    counted
}

impl Tally {
    /// Adds (`sign` 1) or takes away (`sign` -1) what an article contributes.
    pub(super) fn count(&mut self, rows: &ArticleRows, admission: &Admission, sign: i64) {
        let mut volume = Volume { articles: 1, ..Volume::default() };
        let mut seen: Vec<u32> = Vec::new();
        let mut annotators: Option<AnnotatorId> = None;
        let mut doubly = false;
        let mut note = |annotator: AnnotatorId| doubly |= *annotators.get_or_insert(annotator) != annotator;
        for row in rows.mentions.iter().filter(|row| admission.mention(row)) {
            volume.mentions += 1;
            note(row.annotator);
            tick(&mut self.labels, row.label, |count| *count += sign, |count| *count == 0);
            if row.entity != NOTHING {
                let new = !seen.contains(&row.entity);
                if new {
                    seen.push(row.entity);
                }
                let bump = |mentioned: &mut Mentioned| {
                    mentioned.mentions += sign;
                    mentioned.articles += sign * i64::from(new);
                };
                tick(&mut self.mentioned, row.entity, bump, |mentioned| *mentioned == Mentioned::default());
            }
        }
        for counted in counted(rows, admission) {
            let row = counted.row;
            note(row.annotator);
            volume.stances += 1;
            let mut sides = Sides::default();
            sides.0[row.polarity as usize] = sign;
            let mut voice = Voice { sides, ..Voice::default() };
            if counted.utterance {
                volume.utterances += 1;
                volume.words += i64::from(row.words);
                voice.utterances = sign;
                voice.words = sign * i64::from(row.words);
                voice.directness[row.directness as usize] = sign;
            }
            if let Some(place) = counted.appears {
                voice.articles = sign;
                voice.first = if place == 1 { sign } else { 0 };
                voice.places = sign * i64::from(place);
            }
            let silent = |voice: &Voice| *voice == Voice::default();
            tick(&mut self.voices, row.holder, |own| own.add(&voice), silent);
            tick(&mut self.outlet_voices, (rows.outlet, row.holder), |own| own.add(&voice), silent);
            if row.target != NOTHING {
                tick(&mut self.targets, row.target, |own| own.add(&sides), Sides::is_nothing);
                tick(&mut self.pairs, (row.holder, row.target), |own| own.add(&sides), Sides::is_nothing);
                tick(&mut self.outlet_targets, (rows.outlet, row.target), |own| own.add(&sides), Sides::is_nothing);
                tick(&mut self.target_days, (row.target, rows.date), |own| own.add(&sides), Sides::is_nothing);
            }
            for frame in &row.frames {
                tick(&mut self.frames, (rows.outlet, *frame), |count| *count += sign, |count| *count == 0);
            }
        }
        self.doubly_annotated += sign * i64::from(doubly);
        self.whole.add(&volume, sign);
        let empty = |volume: &Volume| *volume == Volume::default();
        tick(&mut self.outlets, rows.outlet, |own| own.add(&volume, sign), empty);
        tick(&mut self.days, rows.date, |own| own.add(&volume, sign), empty);
    }
}

/// Changes an entry, and forgets it where nothing is left, so that counting up and down leaves no trace.
fn tick<K: Ord, V: Default>(map: &mut BTreeMap<K, V>, key: K, change: impl FnOnce(&mut V), empty: impl FnOnce(&V) -> bool) {
    use std::collections::btree_map::Entry;
    match map.entry(key) {
        Entry::Vacant(entry) => {
            let mut value = V::default();
            change(&mut value);
            if !empty(&value) {
                entry.insert(value);
            }
        }
        Entry::Occupied(mut entry) => {
            change(entry.get_mut());
            if empty(entry.get()) {
                entry.remove();
            }
        }
    }
}
