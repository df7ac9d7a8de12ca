//! How much and which side, over time.
//!
//! Bins follow each other without gaps; what has no date is a bin of its own at the end.

use super::tally::Tally;
use super::{Board, Party, Sides, Slice, Unit, Volume};
use crate::model::Polarity;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Width of a bin.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Step {
    Day,
    /// Monday to Sunday.
    #[default]
    Week,
    Month,
}

impl Step {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "Day",
            Self::Week => "Week",
            Self::Month => "Month",
        }
    }

    /// The widest step with at most about forty bins, for a first look.
    pub fn fitting(days: i64) -> Self {
        match days {
            ..=40 => Self::Day,
            41..=280 => Self::Week,
            _ => Self::Month,
        }
    }

    fn first_day(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Week => {
                let back = i64::from(date.weekday().to_monday_zero_offset());
                date.checked_sub(back.days()).unwrap_or(date)
            }
            Self::Month => date.first_of_month(),
        }
    }

    fn last_day(self, first: Date) -> Date {
        match self {
            Self::Day => first,
            Self::Week => first.checked_add(6.days()).unwrap_or(first),
            Self::Month => first.last_of_month(),
        }
    }
}

/// One stretch of time.
#[derive(Clone, PartialEq, Debug)]
pub struct Bin {
    /// First and last day; `None` for what has no date.
    pub days: Option<(Date, Date)>,
    pub volume: Volume,
    /// Stances towards the chosen target, or towards all.
    pub sides: Sides,
    /// The same of open suggestions, where the filter asks for them; never part of the other numbers.
    pub suggested: Sides,
}

impl Bin {
    fn empty(days: Option<(Date, Date)>) -> Self {
        Self { days, volume: Volume::default(), sides: Sides::default(), suggested: Sides::default() }
    }

    /// What is behind a number of this bin.
    pub fn slice(&self, unit: Unit, target: Option<&Party>) -> Slice {
        let slice = Slice { unit, days: self.days, undated: self.days.is_none(), ..Slice::default() };
        match target {
            Some(target) => slice.towards(target),
            None => slice,
        }
    }

    /// The stances behind `sides`, of one polarity.
    pub fn slice_sides(&self, target: Option<&Party>, polarity: Polarity) -> Slice {
        Slice { aimed: true, ..self.slice(Unit::Stances, target) }.with_polarity(polarity)
    }

    /// "2026-03-02", "2026-03-02 to 03-08", "2026-03" or "no date".
    pub fn name(&self) -> String {
        match self.days {
            None => "no date".to_owned(),
            Some((from, to)) if from == to => from.to_string(),
            Some((from, to)) if from.day() == 1 && to == from.last_of_month() => from.strftime("%Y-%m").to_string(),
            Some((from, to)) => format!("{from} to {}", to.strftime("%m-%d")),
        }
    }
}

/// More bins than this are never drawn; a stray date of the year 200 would otherwise cost 600,000 of them.
const MOST_BINS: usize = 4_000;

/// The timeline of the board, with the sides taken towards `target`, or towards anything.
pub fn timeline(board: &Board, step: Step, target: Option<&Party>) -> Vec<Bin> {
    let tally = board.tally();
    let target = target.map(|target| board.party_number(target));
    let dates = || tally.days.keys().flatten();
    let mut bins: Vec<Bin> = Vec::new();
    if let (Some(first), Some(last)) = (dates().next(), dates().next_back()) {
        let mut from = step.first_day(*first);
        loop {
            let to = step.last_day(from);
            bins.push(Bin::empty(Some((from, to))));
            match to.tomorrow() {
                Ok(next) if next <= *last && bins.len() < MOST_BINS => from = next,
                _ => break,
            }
        }
    }
    if tally.days.contains_key(&None) {
        bins.push(Bin::empty(None));
    }
    let dated = bins.iter().filter(|bin| bin.days.is_some()).count();
    let place = |date: &Option<Date>| match date {
        Some(date) => {
            Some(bins[..dated].partition_point(|bin| bin.days.is_some_and(|(_, to)| to < *date))).filter(|at| *at < dated)
        }
        None => Some(dated),
    };
    let volumes: Vec<_> = tally.days.iter().filter_map(|(date, volume)| Some((place(date)?, *volume))).collect();
    let sides_of = |tally: &Tally| -> Vec<(usize, Sides)> {
        let all = tally.target_days.iter().filter(|((party, _), _)| target.is_none_or(|target| target == Some(*party)));
        all.filter_map(|((_, date), sides)| Some((place(date)?, *sides))).collect()
    };
    let (sides, suggested) = (sides_of(tally), sides_of(board.suggested()));
    for (at, volume) in volumes {
        bins[at].volume.add(&volume, 1);
    }
    for (at, more) in sides {
        bins[at].sides.add(&more);
    }
    for (at, more) in suggested {
        bins[at].suggested.add(&more);
    }
    bins
}
