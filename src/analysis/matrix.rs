//! Holders against targets: who is for or against whom.
//!
//! Rows and columns may be folded by source category. They are ordered by weight, by name, or so that those who take like
//! sides stand together (average-linkage clustering of their polarity balances).

use super::coverage::Fold;
use super::{Board, Party, Sides, Slice, Unit};
use crate::model::Project;
use std::collections::{BTreeMap, BTreeSet};

/// How rows and columns are ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Most stances first.
    #[default]
    Weight,
    Name,
    /// Like sides together.
    Cluster,
    /// As a person put them, see [`Matrix::arrange`]; the rest by weight.
    Hand,
}

/// What a matrix shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    pub rows: Fold,
    pub columns: Fold,
    pub order: Order,
    /// At most so many rows; the rest is summed in a last row "others".
    pub most_rows: usize,
    pub most_columns: usize,
}

impl Default for Layout {
    fn default() -> Self {
        Self { rows: Fold::Source, columns: Fold::Source, order: Order::Weight, most_rows: 24, most_columns: 16 }
    }
}

/// A row or a column.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub name: String,
    pub parties: BTreeSet<Party>,
    pub sides: Sides,
}

/// Stances of holders (rows) towards targets (columns).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Matrix {
    pub rows: Vec<Line>,
    pub columns: Vec<Line>,
    /// By row, then column.
    pub cells: Vec<Vec<Sides>>,
    /// Open suggestions of the same, where the filter asks for them; never part of the cells.
    pub suggested: Vec<Vec<Sides>>,
}

impl Matrix {
    /// The stances behind a cell.
    pub fn slice(&self, row: usize, column: usize) -> Slice {
        Slice {
            unit: Unit::Stances,
            holders: self.rows.get(row).map(|line| line.parties.clone()),
            targets: self.columns.get(column).map(|line| line.parties.clone()),
            ..Slice::default()
        }
    }

    /// Puts the rows and columns in this order; those that are not named stay behind them as they are.
    pub fn arrange(&mut self, rows: &[BTreeSet<Party>], columns: &[BTreeSet<Party>]) {
        let order = |lines: &[Line], wanted: &[BTreeSet<Party>]| -> Vec<usize> {
            let mut sequence: Vec<usize> = (0..lines.len()).collect();
            sequence.sort_by_key(|at| wanted.iter().position(|parties| *parties == lines[*at].parties).unwrap_or(usize::MAX));
            sequence
        };
        let (row_order, column_order) = (order(&self.rows, rows), order(&self.columns, columns));
        self.cells = arranged(&self.cells, &row_order, &column_order);
        self.suggested = arranged(&self.suggested, &row_order, &column_order);
        self.rows = row_order.into_iter().map(|row| self.rows[row].clone()).collect();
        self.columns = column_order.into_iter().map(|column| self.columns[column].clone()).collect();
    }

    /// All stances towards something, under the filter.
    pub fn total(&self) -> i64 {
        self.rows.iter().map(|row| row.sides.total()).sum()
    }
}

/// The stance matrix of the board.
pub fn matrix(board: &Board, project: &Project, layout: Layout) -> Matrix {
    let pairs = &board.tally().pairs;
    let mut holders: BTreeMap<u32, Sides> = BTreeMap::new();
    let mut targets: BTreeMap<u32, Sides> = BTreeMap::new();
    for ((holder, target), sides) in pairs {
        holders.entry(*holder).or_default().add(sides);
        targets.entry(*target).or_default().add(sides);
    }
    // Who is only suggested has a line too, without weight.
    for (holder, target) in board.suggested().pairs.keys() {
        holders.entry(*holder).or_default();
        targets.entry(*target).or_default();
    }
    let (mut rows, row_of) = lines(board, project, layout.rows, &holders, layout.most_rows);
    let (mut columns, column_of) = lines(board, project, layout.columns, &targets, layout.most_columns);
    let cells_of = |pairs: &BTreeMap<(u32, u32), Sides>| {
        let mut cells = vec![vec![Sides::default(); columns.len()]; rows.len()];
        for ((holder, target), sides) in pairs {
            if let (Some(row), Some(column)) = (row_of.get(holder), column_of.get(target)) {
                cells[*row][*column].add(sides);
            }
        }
        cells
    };
    let (cells, suggested) = (cells_of(pairs), cells_of(&board.suggested().pairs));
    let row_order = order(layout.order, &rows, |row, column| cells[row][column], columns.len());
    let column_order = order(layout.order, &columns, |column, row| cells[row][column], rows.len());
    let cells = arranged(&cells, &row_order, &column_order);
    let suggested = arranged(&suggested, &row_order, &column_order);
    rows = row_order.into_iter().map(|row| rows[row].clone()).collect();
    columns = column_order.into_iter().map(|column| columns[column].clone()).collect();
    Matrix { rows, columns, cells, suggested }
}

fn arranged(cells: &[Vec<Sides>], rows: &[usize], columns: &[usize]) -> Vec<Vec<Sides>> {
    let across = |cells: &Vec<Sides>| columns.iter().filter_map(|column| cells.get(*column).copied()).collect();
    rows.iter().filter_map(|row| cells.get(*row)).map(across).collect()
}

/// Groups parties, heaviest first, all beyond `most` as "others"; and in which line each party is.
fn lines(
    board: &Board,
    project: &Project,
    fold: Fold,
    parties: &BTreeMap<u32, Sides>,
    most: usize,
) -> (Vec<Line>, BTreeMap<u32, usize>) {
    let mut groups: BTreeMap<String, (Line, Vec<u32>)> = BTreeMap::new();
    for (number, sides) in parties {
        let party = board.party(*number);
        let name = fold.of(party, project);
        let key = if fold == Fold::Source { format!("{name}\u{0}{party:?}") } else { name.clone() };
        let (line, numbers) =
            groups.entry(key).or_insert_with(|| (Line { name, parties: BTreeSet::new(), sides: Sides::default() }, Vec::new()));
        line.parties.insert(party.clone());
        line.sides.add(sides);
        numbers.push(*number);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|(line, _)| std::cmp::Reverse(line.sides.total()));
    if groups.len() > most.max(1) {
        let rest = groups.split_off(most.max(1) - 1);
        let mut others =
            (Line { name: format!("{} others", rest.len()), parties: BTreeSet::new(), sides: Sides::default() }, Vec::new());
        for (line, numbers) in rest {
            others.0.parties.extend(line.parties);
            others.0.sides.add(&line.sides);
            others.1.extend(numbers);
        }
        groups.push(others);
    }
    let place =
        groups.iter().enumerate().flat_map(|(at, (_, numbers))| numbers.iter().map(move |number| (*number, at))).collect();
    (groups.into_iter().map(|(line, _)| line).collect(), place)
}

fn order(order: Order, lines: &[Line], cell: impl Fn(usize, usize) -> Sides, across: usize) -> Vec<usize> {
    let mut sequence: Vec<usize> = (0..lines.len()).collect();
    match order {
        Order::Weight | Order::Hand => {}
        Order::Name => sequence.sort_by_key(|at| lines[*at].name.to_lowercase()),
        Order::Cluster => {
            let profile = |line: usize| -> Vec<f64> {
                (0..across)
                    .map(|other| {
                        let sides = cell(line, other);
                        // A side taken twice weighs more than one taken once, but not twice as much.
                        sides.balance().unwrap_or(0.0) * (1.0 + sides.total() as f64).ln()
                    })
                    .collect()
            };
            let profiles: Vec<Vec<f64>> = (0..lines.len()).map(profile).collect();
            sequence = clustered(&profiles);
        }
    }
    sequence
}

/// Leaf order of an average-linkage clustering; branches are turned so that their near ends meet.
fn clustered(profiles: &[Vec<f64>]) -> Vec<usize> {
    let n = profiles.len();
    let apart =
        |a: usize, b: usize| -> f64 { profiles[a].iter().zip(&profiles[b]).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt() };
    let distances: Vec<Vec<f64>> = (0..n).map(|a| (0..n).map(|b| apart(a, b)).collect()).collect();
    let mut clusters: Vec<Vec<usize>> = (0..n).map(|leaf| vec![leaf]).collect();
    while clusters.len() > 1 {
        let mut best = (f64::INFINITY, 0, 1);
        for a in 0..clusters.len() {
            for b in a + 1..clusters.len() {
                let sum: f64 = clusters[a].iter().flat_map(|x| clusters[b].iter().map(|y| distances[*x][*y])).sum();
                let mean = sum / (clusters[a].len() * clusters[b].len()) as f64;
                if mean < best.0 {
                    best = (mean, a, b);
                }
            }
        }
        let (_, a, b) = best;
        let mut second = clusters.remove(b);
        let mut first = clusters.remove(a);
        let joint = |first: &[usize], second: &[usize]| distances[first[first.len() - 1]][second[0]];
        let turned = |line: &[usize]| line.iter().rev().copied().collect::<Vec<_>>();
        let choices = [
            (first.clone(), second.clone()),
            (turned(&first), second.clone()),
            (first.clone(), turned(&second)),
            (turned(&first), turned(&second)),
        ];
        if let Some((x, y)) = choices.into_iter().min_by(|a, b| joint(&a.0, &a.1).total_cmp(&joint(&b.0, &b.1))) {
            (first, second) = (x, y);
        }
        first.append(&mut second);
        clusters.insert(a, first);
    }
    clusters.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_stand_as_a_person_put_them() {
        let line = |name: &str| Line { name: name.to_owned(), parties: [Party::words(name)].into(), sides: Sides::default() };
        let cell = |n| Sides([n, 0, 0, 0, 0, 0]);
        let mut matrix = Matrix {
            rows: vec![line("a"), line("b"), line("c")],
            columns: vec![line("x"), line("y")],
            cells: vec![vec![cell(1), cell(2)], vec![cell(3), cell(4)], vec![cell(5), cell(6)]],
            suggested: Vec::new(),
        };
        let before = matrix.clone();
        matrix.arrange(&[], &[]);
        assert_eq!(matrix, before);
        matrix.arrange(&[line("c").parties, line("gone").parties], &[line("y").parties]);
        let names: Vec<&str> = matrix.rows.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["c", "a", "b"]);
        assert_eq!(matrix.cells[0], [cell(6), cell(5)]);
        assert_eq!(matrix.cells[2], [cell(4), cell(3)]);
    }

    #[test]
    fn like_sides_stand_together() {
        let profiles = [vec![1.0, 0.9], vec![-1.0, -1.0], vec![0.9, 1.0], vec![-0.9, -1.0]];
        let order = clustered(&profiles);
        let friends = |a: usize, b: usize| {
            order.iter().position(|x| *x == a).unwrap().abs_diff(order.iter().position(|x| *x == b).unwrap())
        };
        assert_eq!((friends(0, 2), friends(1, 3)), (1, 1));
        assert_eq!(clustered(&[]), Vec::<usize>::new());
    }
}
