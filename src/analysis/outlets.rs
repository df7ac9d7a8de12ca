//! Two parts of the corpus side by side: outlets or stretches of time.
//!
//! Differences of shares carry Newcombe intervals and are read out in plain words, with their n. Words and targets that set
//! the parts apart are ranked by log-likelihood.

use super::coverage::Fold;
use super::statistics::{chi_squared_p, difference, log_likelihood, log_ratio};
use super::{Board, Interval, Share, Sides, Slice, Unit, Volume};
use crate::model::{Article, Project};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A part of what the board's filter admits.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PartOf {
    /// Only this outlet.
    pub outlet: Option<String>,
    /// Only these days, first and last.
    pub days: Option<(Date, Date)>,
}

impl PartOf {
    /// One outlet.
    pub fn outlet(name: &str) -> Self {
        Self { outlet: Some(name.to_owned()), days: None }
    }

    /// The name shown to people.
    pub fn name(&self) -> String {
        let days = self.days.map(|(from, to)| format!("{from} to {to}"));
        match (&self.outlet, days) {
            (Some(outlet), None) if outlet.is_empty() => "(no outlet)".to_owned(),
            (Some(outlet), None) => outlet.clone(),
            (Some(outlet), Some(days)) => format!("{outlet}, {days}"),
            (None, Some(days)) => days,
            (None, None) => "all".to_owned(),
        }
    }

    pub(super) fn admits(&self, article: &Article) -> bool {
        self.outlet.as_ref().is_none_or(|outlet| *outlet == article.metadata.outlet)
            && self.days.is_none_or(|(from, to)| article.metadata.date.is_some_and(|date| from <= date && date <= to))
    }

    /// Restricts a slice to this part.
    #[must_use]
    pub fn of(&self, slice: Slice) -> Slice {
        Slice { outlet: self.outlet.clone(), days: self.days, ..slice }
    }
}

/// The outlets under the filter, those with most articles first.
pub fn outlets(board: &Board) -> Vec<(String, Volume)> {
    let mut outlets: Vec<_> =
        board.tally().outlets.iter().map(|(outlet, volume)| (board.outlet(*outlet).to_owned(), *volume)).collect();
    outlets.sort_by(|a, b| (b.1.articles, &a.0).cmp(&(a.1.articles, &b.0)));
    outlets
}

/// One group of sources, or one polarity, in both parts.
#[derive(Clone, PartialEq, Debug)]
pub struct Contrast {
    pub name: String,
    pub a: Option<Share>,
    pub b: Option<Share>,
    /// Share in `a` minus share in `b`, -1 to 1, with its interval.
    pub difference: Option<(f64, Interval)>,
    /// In plain words.
    pub reading: String,
    pub slice_a: Slice,
    pub slice_b: Slice,
}

impl Contrast {
    /// Is the difference unlikely to be chance: does its interval leave out nought?
    pub fn is_clear(&self) -> bool {
        self.difference.is_some_and(|(_, interval)| interval.low > 0.0 || interval.high < 0.0)
    }
}

/// Who speaks in the one part and in the other, by `fold`; the largest difference first.
pub fn compare_sources(board: &Board, project: &Project, a: &PartOf, b: &PartOf, fold: Fold) -> Vec<Contrast> {
    let (tally_a, tally_b) = (board.part(a), board.part(b));
    let mut groups: BTreeMap<String, (u64, u64, BTreeSet<super::Party>)> = BTreeMap::new();
    for (first, tally) in [(true, &tally_a), (false, &tally_b)] {
        for (number, voice) in &tally.voices {
            let party = board.party(*number);
            if voice.utterances > 0 && party.may_speak() {
                let group = groups.entry(fold.of(party, project)).or_default();
                *(if first { &mut group.0 } else { &mut group.1 }) += voice.utterances as u64;
                group.2.insert(party.clone());
            }
        }
    }
    let totals = (tally_a.whole.utterances.max(0) as u64, tally_b.whole.utterances.max(0) as u64);
    let contrasts = groups.into_iter().map(|(name, (hits_a, hits_b, parties))| {
        let slice = Slice { holders: Some(parties), ..Slice::all(Unit::Utterances) };
        contrast(name, "quotes", (hits_a, totals.0), (hits_b, totals.1), (a, b), slice)
    });
    sorted(contrasts.collect())
}

/// One group of sources in every outlet.
#[derive(Clone, PartialEq, Debug)]
pub struct Across {
    pub name: String,
    pub parties: BTreeSet<super::Party>,
    /// Share of the outlet's utterances, in the order of [`outlets`].
    pub shares: Vec<Option<Share>>,
}

/// Who speaks in every outlet, by `fold`; those who speak most first.
pub fn across_outlets(board: &Board, project: &Project, fold: Fold) -> Vec<Across> {
    let outlets = outlets(board);
    let place: BTreeMap<&str, usize> = outlets.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    let mut groups: BTreeMap<String, (BTreeSet<super::Party>, Vec<u64>)> = BTreeMap::new();
    for ((outlet, party), voice) in &board.tally().outlet_voices {
        let party = board.party(*party);
        let Some(at) = place.get(board.outlet(*outlet)).filter(|_| voice.utterances > 0 && party.may_speak()) else { continue };
        let (parties, counts) =
            groups.entry(fold.of(party, project)).or_insert_with(|| (BTreeSet::new(), vec![0; outlets.len()]));
        parties.insert(party.clone());
        counts[*at] += voice.utterances.unsigned_abs();
    }
    let mut lines: Vec<(u64, Across)> = groups
        .into_iter()
        .map(|(name, (parties, counts))| {
            let of = |(at, count): (usize, &u64)| Share::of(*count, outlets[at].1.utterances.unsigned_abs());
            let shares = counts.iter().enumerate().map(of).collect();
            (counts.iter().sum(), Across { name, parties, shares })
        })
        .collect();
    lines.sort_by(|a, b| (b.0, &a.1.name).cmp(&(a.0, &b.1.name)));
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Which sides are taken towards `target` in the one part and in the other.
pub fn compare_sides(board: &Board, a: &PartOf, b: &PartOf, target: &super::Party) -> Vec<Contrast> {
    use crate::model::Polarity;
    let sides = |part: &PartOf| -> Sides {
        let number = board.party_number(target);
        number.and_then(|number| board.part(part).targets.get(&number).copied()).unwrap_or_default()
    };
    let (sides_a, sides_b) = (sides(a), sides(b));
    let all = [
        (Polarity::Favor, "in favour"),
        (Polarity::Against, "against"),
        (Polarity::Neutral, "neutral"),
        (Polarity::Mixed, "mixed"),
    ];
    let contrasts = all.into_iter().map(|(polarity, name)| {
        let count = |sides: &Sides| (sides.of(polarity).max(0) as u64, sides.total().max(0) as u64);
        let slice = Slice::all(Unit::Stances).towards(target).with_polarity(polarity);
        contrast(name.to_owned(), "shows stances", count(&sides_a), count(&sides_b), (a, b), slice)
    });
    contrasts.collect()
}

fn contrast(name: String, verb: &str, a: (u64, u64), b: (u64, u64), parts: (&PartOf, &PartOf), slice: Slice) -> Contrast {
    let (share_a, share_b) = (Share::of(a.0, a.1), Share::of(b.0, b.1));
    let difference = share_a.zip(share_b).map(|(a, b)| difference(a, b));
    let reading = share_a.zip(share_b).map_or_else(
        || "One of the two has nothing to compare.".to_owned(),
        |(a, b)| reading(&name, verb, a, b, &parts.0.name(), &parts.1.name()),
    );
    let (slice_a, slice_b) = (parts.0.of(slice.clone()), parts.1.of(slice));
    Contrast { name, a: share_a, b: share_b, difference, reading, slice_a, slice_b }
}

fn sorted(mut contrasts: Vec<Contrast>) -> Vec<Contrast> {
    let size = |contrast: &Contrast| contrast.difference.map_or(0.0, |(d, _)| d.abs());
    contrasts.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.name.cmp(&b.name)));
    contrasts
}

/// "Harbour Post quotes ‘official’ twice as often as Tide (41 % against 19 %, n = 212 and 198)."
fn reading(name: &str, verb: &str, a: Share, b: Share, name_a: &str, name_b: &str) -> String {
    let clear = difference(a, b).1;
    let (more, less, name_more, name_less) = if a.share >= b.share { (a, b, name_a, name_b) } else { (b, a, name_b, name_a) };
    let figures = format!("({:.0} % against {:.0} %, n = {} and {})", more.share * 100.0, less.share * 100.0, more.n, less.n);
    if a.share == b.share {
        return format!("Both {verb} ‘{name}’ equally often {figures}.").replace("quotes", "quote").replace("shows", "show");
    }
    if clear.low <= 0.0 && clear.high >= 0.0 {
        return format!("No clear difference for ‘{name}’ between {name_more} and {name_less} {figures}.");
    }
    let times = more.share / less.share;
    let how = match times {
        _ if less.hits == 0 => format!("{name_more} {verb} ‘{name}’, {name_less} never does"),
        ..1.15 => format!("{name_more} {verb} ‘{name}’ slightly more often than {name_less}"),
        1.15..1.75 => format!("{name_more} {verb} ‘{name}’ more often than {name_less}"),
        1.75..2.4 => format!("{name_more} {verb} ‘{name}’ about twice as often as {name_less}"),
        _ => format!("{name_more} {verb} ‘{name}’ {times:.1} times as often as {name_less}"),
    };
    format!("{how} {figures}.")
}

/// A word or target that sets two parts apart.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    pub name: String,
    pub a: u64,
    pub b: u64,
    /// Log-likelihood G².
    pub g2: f64,
    /// Binary logarithm of the ratio of relative frequencies; above nought for `a`.
    pub log_ratio: f64,
    /// Probability of such a G² by chance, for one word looked at alone.
    pub p: f64,
    /// Whom it names, where it is a target.
    pub parties: BTreeSet<super::Party>,
}

/// The `most` words that set the texts of two parts apart: articles' texts in lower case, words of two characters or more.
pub fn key_words(board: &Board, a: &PartOf, b: &PartOf, most: usize) -> Vec<Key> {
    let mut lexis = board.lexis();
    let mut sum = |part: &PartOf| lexis.sum(board.articles().filter(|article| part.admits(article)));
    let (in_a, in_b) = (sum(a), sum(b));
    let used = lexis.words().iter().enumerate().map(|(at, word)| (word, in_a.of(at), in_b.of(at)));
    let found = used.filter(|(_, a, b)| a + b > 0).map(|(word, a, b)| (word.as_ref(), a, b));
    keys(found, in_a.total, in_b.total, most)
}

/// The `most` targets that set the stances of two parts apart.
pub fn key_targets(board: &Board, project: &Project, a: &PartOf, b: &PartOf, most: usize) -> Vec<Key> {
    let mut named: BTreeMap<&str, (u64, u64, BTreeSet<super::Party>)> = BTreeMap::new();
    for (first, part) in [(true, a), (false, b)] {
        for (number, sides) in board.part(part).targets {
            let party = board.party(number);
            let entry = named.entry(party.name(project)).or_default();
            *(if first { &mut entry.0 } else { &mut entry.1 }) += sides.total().unsigned_abs();
            entry.2.insert(party.clone());
        }
    }
    let totals = named.values().fold((0, 0), |sum, (a, b, _)| (sum.0 + a, sum.1 + b));
    let mut found = keys(named.iter().map(|(name, (a, b, _))| (*name, *a, *b)), totals.0, totals.1, most);
    for key in &mut found {
        key.parties = named.get(key.name.as_str()).map(|(_, _, parties)| parties.clone()).unwrap_or_default();
    }
    found
}

fn keys<'n>(found: impl Iterator<Item = (&'n str, u64, u64)>, total_a: u64, total_b: u64, most: usize) -> Vec<Key> {
    let mut ranked: Vec<(f64, &str, u64, u64)> =
        found.map(|(name, a, b)| (log_likelihood(a, total_a, b, total_b), name, a, b)).collect();
    ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(y.1)));
    ranked.truncate(most);
    let key = |(g2, name, a, b): (f64, &str, u64, u64)| {
        let log_ratio = log_ratio(a, total_a, b, total_b);
        Key { name: name.to_owned(), a, b, g2, log_ratio, p: chi_squared_p(g2), parties: BTreeSet::new() }
    };
    ranked.into_iter().map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_plain_words_with_their_n() {
        let share = |hits, n| Share::of(hits, n).unwrap();
        let read = |a, b| reading("official", "quotes", a, b, "Post", "Tide");
        assert_eq!(
            read(share(87, 212), share(38, 198)),
            "Post quotes ‘official’ about twice as often as Tide (41 % against 19 %, n = 212 and 198)."
        );
        assert_eq!(
            read(share(3, 8), share(2, 8)),
            "No clear difference for ‘official’ between Post and Tide (38 % against 25 %, n = 8 and 8)."
        );
        assert_eq!(
            read(share(0, 60), share(30, 60)),
            "Tide quotes ‘official’, Post never does (50 % against 0 %, n = 60 and 60)."
        );
        assert_eq!(read(share(1, 4), share(2, 8)), "Both quote ‘official’ equally often (25 % against 25 %, n = 4 and 8).");
    }
}
