//! The coverage board: keeps the counts of a project in step with it.
//!
//! Rows of each article are kept with the article's pointer. Articles are persistent values, so an equal pointer means that
//! nothing in it changed: after one more annotation one article is counted again. Another filter counts all rows again, but
//! reads no article. The tables of `coverage`, `matrix`, `timeline`, `outlets` and `frames` read from here.

use super::lexis::Lexis;
use super::outlets::PartOf;
use super::passage::{Passage, Slice, Unit};
use super::rows::{ArticleRows, Interned, NOTHING};
use super::tally::{Admission, Tally, counted};
use super::{Filter, Mentioned, Party, Sides, Voice, Volume};
use crate::model::{Article, ArticleId, Made, Project, Proposal};
use crate::text::{Span, SpanSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Open suggestions of one article.
#[derive(Clone, Copy, Debug)]
pub struct Suggested<'s> {
    pub article: ArticleId,
    pub proposals: &'s [&'s Proposal],
}

/// Counts of a project under a filter.
#[derive(Clone, Debug, Default)]
pub struct Board {
    filter: Filter,
    admission: Admission,
    interned: Interned,
    slots: Vec<Slot>,
    places: BTreeMap<ArticleId, usize>,
    tally: Tally,
    suggested_rows: Vec<ArticleRows>,
    suggested: Tally,
    /// Words of the articles, as far as they were asked for; clones share them.
    lexis: Arc<Mutex<Lexis>>,
    round: u64,
}

#[derive(Clone, Debug)]
struct Slot {
    rows: ArticleRows,
    admitted: bool,
    round: u64,
}

impl Board {
    /// A board of the project as it is.
    pub fn new(project: &Project, filter: &Filter) -> Self {
        let mut board = Self::default();
        board.update(project, filter);
        board
    }

    /// Brings the counts in step with the project and the filter. Costs a glance at every article, and counting those that
    /// changed.
    pub fn update(&mut self, project: &Project, filter: &Filter) {
        self.round += 1;
        let mut changed = Vec::new();
        for (position, article) in project.articles().enumerate() {
            let same_place = self.slots.get(position).is_some_and(|slot| slot.rows.article.id == article.id);
            let place = if same_place { Some(position) } else { self.places.get(&article.id).copied() };
            match place {
                Some(place) if Arc::ptr_eq(&self.slots[place].rows.article, article) => self.slots[place].round = self.round,
                place => changed.push((place, Arc::clone(article))),
            }
        }
        let fresh: Vec<_> =
            changed.into_iter().map(|(place, article)| (place, ArticleRows::new(&article, &mut self.interned))).collect();
        let admission = self.admission_of(project, filter);
        let recount = *filter != self.filter || admission != self.admission;
        for (place, rows) in fresh {
            let admitted = filter.admits(&rows.article);
            match place {
                Some(place) => {
                    if !recount && self.slots[place].admitted {
                        self.tally.count(&self.slots[place].rows, &self.admission, -1);
                    }
                    if !recount && admitted {
                        self.tally.count(&rows, &admission, 1);
                    }
                    self.slots[place] = Slot { rows, admitted, round: self.round };
                }
                None => {
                    if !recount && admitted {
                        self.tally.count(&rows, &admission, 1);
                    }
                    self.places.insert(rows.article.id, self.slots.len());
                    self.slots.push(Slot { rows, admitted, round: self.round });
                }
            }
        }
        self.drop_removed(recount);
        if recount {
            self.tally = Tally::default();
            for slot in &mut self.slots {
                slot.admitted = filter.admits(&slot.rows.article);
                if slot.admitted {
                    self.tally.count(&slot.rows, &admission, 1);
                }
            }
            self.filter = filter.clone();
        }
        self.admission = admission;
        if recount {
            self.count_suggested();
        }
    }

    /// Counts these open suggestions apart, where the filter asks for them.
    pub fn update_suggested(&mut self, project: &Project, suggested: &[Suggested<'_>]) {
        let mut names: BTreeMap<String, Party> = BTreeMap::new();
        for entity in project.entities() {
            for name in entity.names() {
                names.entry(name.to_lowercase()).or_insert(Party::Entity(entity.id));
            }
        }
        let party = |name: &str| names.get(&name.to_lowercase()).cloned().unwrap_or_else(|| Party::words(name));
        self.suggested_rows.clear();
        for suggestions in suggested {
            let Some(article) = project.article(suggestions.article) else { continue };
            let proposals = suggestions.proposals.iter().copied();
            self.suggested_rows.push(ArticleRows::suggested(article, proposals, party, &mut self.interned));
        }
        self.admission = self.admission_of(project, &self.filter.clone());
        self.count_suggested();
    }

    fn count_suggested(&mut self) {
        self.suggested = Tally::default();
        if !self.filter.suggestions {
            return;
        }
        for rows in self.suggested_rows.iter().filter(|rows| self.filter.admits(&rows.article)) {
            self.suggested.count(rows, &self.admission, 1);
        }
    }

    fn admission_of(&self, project: &Project, filter: &Filter) -> Admission {
        let labelled = if filter.labels.is_empty() {
            Vec::new()
        } else {
            let parties = self.interned.parties.values().iter();
            parties.map(|party| party.label(project).is_some_and(|label| filter.labels.contains(&label))).collect()
        };
        Admission { annotators: filter.admitted_annotators(project), labels: filter.labels.clone(), labelled }
    }

    fn drop_removed(&mut self, recount: bool) {
        if self.slots.iter().all(|slot| slot.round == self.round) {
            return;
        }
        for slot in self.slots.iter().filter(|slot| slot.round != self.round && slot.admitted && !recount) {
            self.tally.count(&slot.rows, &self.admission, -1);
        }
        let round = self.round;
        self.slots.retain(|slot| slot.round == round);
        self.places = self.slots.iter().enumerate().map(|(place, slot)| (slot.rows.article.id, place)).collect();
    }

    /// The filter that the counts are under.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Everything that is counted.
    pub fn whole(&self) -> Volume {
        self.tally.whole
    }

    /// The open suggestions that are counted; nought unless the filter asks for them.
    pub fn whole_suggested(&self) -> Volume {
        self.suggested.whole
    }

    /// Articles that several annotators worked on; what they both marked counts twice unless the filter chooses.
    pub fn doubly_annotated(&self) -> i64 {
        self.tally.doubly_annotated
    }

    /// The articles that the filter admits, in the project's order as far as it is unchanged.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.slots.iter().filter(|slot| slot.admitted).map(|slot| &slot.rows.article)
    }

    /// Every holder, with how it speaks.
    pub fn voices(&self) -> impl Iterator<Item = (&Party, &Voice)> {
        self.tally.voices.iter().map(|(party, voice)| (self.party(*party), voice))
    }

    /// The same of the open suggestions.
    pub fn suggested_voices(&self) -> impl Iterator<Item = (&Party, &Voice)> {
        self.suggested.voices.iter().map(|(party, voice)| (self.party(*party), voice))
    }

    /// Every entity that is mentioned.
    pub fn mentioned(&self) -> impl Iterator<Item = (&Party, Mentioned)> {
        self.tally.mentioned.iter().map(|(party, mentioned)| (self.party(*party), *mentioned))
    }

    /// Every target, with the stances towards it.
    pub fn targets(&self) -> impl Iterator<Item = (&Party, &Sides)> {
        self.tally.targets.iter().map(|(party, sides)| (self.party(*party), sides))
    }

    /// The passages of a slice: as many as the number it stands for.
    pub fn passages(&self, slice: &Slice) -> Vec<Passage> {
        let mut found = Vec::new();
        let numbers = |parties: &Option<BTreeSet<Party>>| {
            parties.as_ref().map(|parties| parties.iter().filter_map(|p| self.interned.parties.get(p)).collect::<BTreeSet<u32>>())
        };
        let asked = Asked {
            holders: numbers(&slice.holders),
            targets: numbers(&slice.targets),
            mentioned: numbers(&slice.mentioned),
            frame: slice.frame.as_ref().map(|frame| self.interned.frames.get(frame).unwrap_or(NOTHING)),
        };
        let all: Box<dyn Iterator<Item = &ArticleRows>> = if slice.suggested {
            let shown = self.filter.suggestions;
            Box::new(self.suggested_rows.iter().filter(move |rows| shown && self.filter.admits(&rows.article)))
        } else {
            Box::new(self.slots.iter().filter(|slot| slot.admitted).map(|slot| &slot.rows))
        };
        for rows in all {
            let dated = match (slice.days, rows.date) {
                (Some((from, to)), Some(date)) => from <= date && date <= to && !slice.undated,
                (Some(_), None) => false,
                (None, date) => !slice.undated || date.is_none(),
            };
            let here = slice.outlet.as_ref().is_none_or(|outlet| *outlet == rows.article.metadata.outlet);
            if dated && here {
                self.passages_of(rows, slice, &asked, &mut found);
            }
        }
        found
    }

    fn passages_of(&self, rows: &ArticleRows, slice: &Slice, asked: &Asked, found: &mut Vec<Passage>) {
        let article = rows.article.id;
        let mentions = || {
            rows.mentions.iter().filter(|row| {
                self.admission.mention(row)
                    && slice.label.is_none_or(|label| label == row.label)
                    && asked.mentioned.as_ref().is_none_or(|mentioned| mentioned.contains(&row.entity))
            })
        };
        let stances = |utterances_only: bool| {
            counted(rows, &self.admission).into_iter().filter(move |counted| {
                let row = counted.row;
                (!utterances_only || counted.utterance)
                    && (!slice.aimed || row.target != NOTHING)
                    && (!slice.first || counted.appears == Some(1))
                    && asked.holders.as_ref().is_none_or(|holders| holders.contains(&row.holder))
                    && asked.targets.as_ref().is_none_or(|targets| targets.contains(&row.target))
                    && slice.polarities.as_ref().is_none_or(|polarities| polarities.contains(&row.polarity))
                    && slice.directness.as_ref().is_none_or(|directness| directness.contains(&row.directness))
            })
        };
        match slice.unit {
            Unit::Articles => {
                let with_mention = (slice.label.is_none() && asked.mentioned.is_none()) || mentions().next().is_some();
                if with_mention && (!slice.asks_of_stances() || stances(true).next().is_some()) {
                    found.push(Passage { article, spans: None, made: None });
                }
            }
            Unit::Mentions => found.extend(mentions().map(|row| Passage {
                article,
                spans: rows.article.mention(row.id).map(|mention| mention.spans.clone()),
                made: Some(Made::Mention(row.id)),
            })),
            Unit::Stances | Unit::Utterances => {
                for counted in stances(slice.unit == Unit::Utterances) {
                    let row = counted.row;
                    // A stance framed twice under one code is two framings, as the frame table counts them.
                    let times = asked.frame.map_or(1, |frame| row.frames.iter().filter(|own| **own == frame).count());
                    let stance = row.id.and_then(|id| rows.article.stance(id));
                    let said = || {
                        let (start, end) = (row.content.0 as usize, row.content.1 as usize);
                        Span::new(rows.article.text(), start..end).ok().map(SpanSet::from)
                    };
                    let spans = if row.id.is_some() { stance.and_then(|stance| stance.place().cloned()) } else { said() };
                    let passage = Passage { article, spans, made: row.id.map(Made::Stance) };
                    found.extend(std::iter::repeat_n(passage, times));
                }
            }
        }
    }

    /// Distinct articles in which each group of parties speaks.
    pub(super) fn articles_by_group(&self, group_of: &BTreeMap<Party, String>) -> BTreeMap<String, i64> {
        let names: Vec<&String> = group_of.values().collect::<BTreeSet<_>>().into_iter().collect();
        let number = |name: &String| names.binary_search(&name).ok();
        let groups: Vec<Option<usize>> =
            self.interned.parties.values().iter().map(|party| group_of.get(party).and_then(number)).collect();
        let mut counts = vec![0_i64; names.len()];
        let mut last = vec![usize::MAX; names.len()];
        for (at, slot) in self.slots.iter().enumerate().filter(|(_, slot)| slot.admitted) {
            for counted in counted(&slot.rows, &self.admission).iter().filter(|counted| counted.utterance) {
                let Some(group) = groups.get(counted.row.holder as usize).copied().flatten() else { continue };
                if last[group] != at {
                    last[group] = at;
                    counts[group] += 1;
                }
            }
        }
        names.into_iter().cloned().zip(counts).collect()
    }

    /// The counts of a part of what the filter admits.
    pub(super) fn part(&self, part: &PartOf) -> Tally {
        let mut tally = Tally::default();
        for slot in self.slots.iter().filter(|slot| slot.admitted && part.admits(&slot.rows.article)) {
            tally.count(&slot.rows, &self.admission, 1);
        }
        tally
    }

    pub(super) fn lexis(&self) -> MutexGuard<'_, Lexis> {
        // Counts are added whole or not at all, so they are good whatever happened elsewhere.
        self.lexis.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The counts of open suggestions; nothing unless the filter asks for them.
    pub(super) fn suggested(&self) -> &Tally {
        &self.suggested
    }

    pub(super) fn tally(&self) -> &Tally {
        &self.tally
    }

    pub(super) fn party(&self, number: u32) -> &Party {
        self.interned.parties.values().get(number as usize).unwrap_or(&Party::Unspecified)
    }

    pub(super) fn party_number(&self, party: &Party) -> Option<u32> {
        self.interned.parties.get(party)
    }

    pub(super) fn outlet(&self, number: u32) -> &str {
        self.interned.outlets.values().get(number as usize).map_or("", String::as_str)
    }

    pub(super) fn frame(&self, number: u32) -> &str {
        self.interned.frames.values().get(number as usize).map_or("", String::as_str)
    }
}

/// A slice with its names looked up.
struct Asked {
    holders: Option<BTreeSet<u32>>,
    targets: Option<BTreeSet<u32>>,
    mentioned: Option<BTreeSet<u32>>,
    frame: Option<u32>,
}
