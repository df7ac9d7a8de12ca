//! Frames and issues where they were coded, by outlet.

use super::{Board, Party, Share, Sides, Slice, Unit};
use std::collections::BTreeMap;

/// One frame code.
#[derive(Clone, PartialEq, Debug)]
pub struct FrameLine {
    pub code: String,
    /// Framings in all outlets.
    pub count: i64,
    /// Of all framings.
    pub share: Option<Share>,
    /// Framings by outlet.
    pub by_outlet: BTreeMap<String, i64>,
}

impl FrameLine {
    /// The framings behind it, in one outlet or in all.
    pub fn slice(&self, outlet: Option<&str>) -> Slice {
        Slice { frame: Some(self.code.clone()), outlet: outlet.map(str::to_owned), ..Slice::all(Unit::Stances) }
    }
}

/// The frames under the board's filter, the most used first.
pub fn frames(board: &Board) -> Vec<FrameLine> {
    let mut lines: BTreeMap<&str, FrameLine> = BTreeMap::new();
    let mut total = 0;
    for ((outlet, frame), count) in &board.tally().frames {
        let code = board.frame(*frame);
        let line = lines.entry(code).or_insert_with(|| FrameLine {
            code: code.to_owned(),
            count: 0,
            share: None,
            by_outlet: BTreeMap::new(),
        });
        line.count += count;
        total += count;
        *line.by_outlet.entry(board.outlet(*outlet).to_owned()).or_default() += count;
    }
    let mut lines: Vec<_> = lines.into_values().collect();
    for line in &mut lines {
        line.share = Share::of(line.count.max(0) as u64, total.max(0) as u64);
    }
    lines.sort_by(|a, b| (b.count, &a.code).cmp(&(a.count, &b.code)));
    lines
}

/// The issues of the target list that stances are about, the most disputed first.
pub fn issues(board: &Board) -> Vec<(Party, Sides)> {
    let mut issues: Vec<_> = board
        .targets()
        .filter(|(party, _)| matches!(party, Party::Issue(_)))
        .map(|(party, sides)| (party.clone(), *sides))
        .collect();
    issues.sort_by_key(|(_, sides)| std::cmp::Reverse(sides.total()));
    issues
}
