//! Who gets to speak: sources by name, category, naming, gender or label.
//!
//! A source is anybody but the author and the outlet who is quoted or paraphrased. Shares are of all such utterances under the
//! filter and carry Wilson intervals.

use super::{Board, Party, Share, Slice, Unit, Voice};
use crate::model::{Directness, Gender, Naming, Project};
use std::collections::{BTreeMap, BTreeSet};

/// What sources are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Fold {
    /// Each source for itself.
    #[default]
    Source,
    Category,
    Naming,
    Gender,
    Label,
}

impl Fold {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 5] = [Self::Source, Self::Category, Self::Naming, Self::Gender, Self::Label];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Category => "Category",
            Self::Naming => "Naming",
            Self::Gender => "Gender",
            Self::Label => "Label",
        }
    }

    /// The group of a party.
    pub fn of(self, party: &Party, project: &Project) -> String {
        match self {
            Self::Source => party.name(project),
            Self::Category => party.category(project),
            Self::Naming => naming_word(party.naming(project)),
            Self::Gender => gender_word(party.gender(project)),
            Self::Label => party.label(project).map_or("no label", |label| project.scheme.label_name(label)),
        }
        .to_owned()
    }
}

/// Naming in a word.
pub fn naming_word(naming: Naming) -> &'static str {
    match naming {
        Naming::Uncoded => "not coded",
        Naming::Named => "named",
        Naming::Anonymous => "anonymous",
    }
}

/// Gender in a word.
pub fn gender_word(gender: Gender) -> &'static str {
    match gender {
        Gender::Uncoded => "not coded",
        Gender::Female => "female",
        Gender::Male => "male",
        Gender::Other => "other",
    }
}

/// Directness in a word.
pub fn directness_word(directness: Directness) -> &'static str {
    match directness {
        Directness::Direct => "direct",
        Directness::Mixed => "mixed",
        Directness::Indirect => "indirect",
        Directness::Narrated => "narrated",
        Directness::None => "not coded",
    }
}

/// One source, or one group of sources.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    pub name: String,
    pub parties: BTreeSet<Party>,
    /// Summed over its parties; `articles` in it counts an article once for each of them.
    pub voice: Voice,
    /// Articles in which at least one of them speaks.
    pub articles: i64,
    /// Of all utterances.
    pub share: Option<Share>,
    /// Of all words given to sources, 0 to 1.
    pub word_share: f64,
    /// Utterances among open suggestions; never part of the other numbers.
    pub suggested: i64,
}

impl Source {
    /// The utterances behind it.
    pub fn slice(&self, unit: Unit) -> Slice {
        Slice { unit, holders: Some(self.parties.clone()), ..Slice::default() }
    }

    /// Its utterances of one directness.
    pub fn slice_direct(&self, directness: Directness) -> Slice {
        self.slice(Unit::Utterances).with_directness(directness)
    }

    /// Mean place in the order of appearance, 1 where always first; `None` where it never speaks.
    pub fn mean_place(&self) -> Option<f64> {
        (self.voice.articles > 0).then(|| self.voice.places as f64 / self.voice.articles as f64)
    }
}

/// The sources under the board's filter, those who speak most first.
pub fn sources(board: &Board, project: &Project, fold: Fold) -> Vec<Source> {
    let mut groups: BTreeMap<String, Source> = BTreeMap::new();
    let mut group_of: BTreeMap<Party, String> = BTreeMap::new();
    let mut add = |party: &Party, voice: Option<&Voice>, suggested: i64| {
        if !party.may_speak() {
            return;
        }
        // Two entities may bear one name; they stay apart.
        let name = fold.of(party, project);
        let key = if fold == Fold::Source { format!("{name}\u{0}{party:?}") } else { name.clone() };
        group_of.insert(party.clone(), key.clone());
        let source = groups.entry(key).or_insert_with(|| Source {
            name,
            parties: BTreeSet::new(),
            voice: Voice::default(),
            articles: 0,
            share: None,
            word_share: 0.0,
            suggested: 0,
        });
        source.parties.insert(party.clone());
        source.suggested += suggested;
        if let Some(voice) = voice {
            source.voice.add(voice);
        }
    };
    for (party, voice) in board.voices().filter(|(_, voice)| voice.utterances > 0) {
        add(party, Some(voice), 0);
    }
    for (party, voice) in board.suggested_voices().filter(|(_, voice)| voice.utterances > 0) {
        add(party, None, voice.utterances);
    }
    let articles = if fold == Fold::Source { BTreeMap::new() } else { board.articles_by_group(&group_of) };
    let whole = board.whole();
    let mut sources: Vec<Source> = groups
        .into_iter()
        .map(|(key, mut source)| {
            source.articles = articles.get(&key).copied().unwrap_or(source.voice.articles);
            source.share = Share::of(source.voice.utterances.max(0) as u64, whole.utterances.max(0) as u64);
            source.word_share = if whole.words > 0 { source.voice.words as f64 / whole.words as f64 } else { 0.0 };
            source
        })
        .collect();
    sources.sort_by(|a, b| {
        (b.voice.utterances, b.voice.words, b.suggested, &a.name).cmp(&(a.voice.utterances, a.voice.words, a.suggested, &b.name))
    });
    sources
}

/// How the sources of the filter are quoted: utterances by directness, with their share of all.
pub fn directness(board: &Board) -> Vec<(Directness, Option<Share>, Slice)> {
    let mut counts = [0_i64; 5];
    for (party, voice) in board.voices() {
        if party.may_speak() {
            counts.iter_mut().zip(voice.directness).for_each(|(own, more)| *own += more);
        }
    }
    let all = [Directness::Direct, Directness::Mixed, Directness::Indirect, Directness::None];
    let total = counts.iter().sum::<i64>().max(0) as u64;
    all.into_iter()
        .map(|kind| {
            let share = Share::of(counts[kind as usize].max(0) as u64, total);
            (kind, share, Slice::all(Unit::Utterances).with_directness(kind))
        })
        .collect()
}
