//! The stance matrix as a network: parties as points, stances as arrows, laid out so that few arrows cross.
//!
//! The layout is that of springs and charges (Fruchterman and Reingold 1991) from a fixed beginning, so the same matrix always
//! looks the same.

use super::matrix::{Line, Matrix};
use super::{Party, Sides};
use std::collections::{BTreeMap, BTreeSet};

/// A holder, a target, or both.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    pub name: String,
    pub parties: BTreeSet<Party>,
    /// Stances it holds and receives.
    pub weight: i64,
    /// Does it hold any?
    pub holds: bool,
    /// Place in a square from 0 to 1.
    pub at: (f32, f32),
}

/// All stances of one holder towards one target.
#[derive(Clone, PartialEq, Debug)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    /// The matrix's row and column.
    pub row: usize,
    pub column: usize,
    pub sides: Sides,
}

/// A network.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Network {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub most_weight: i64,
}

/// The network of a matrix; a row and a column of the same parties are one point.
pub fn network(matrix: &Matrix) -> Network {
    let mut nodes: Vec<Node> = Vec::new();
    let mut known: BTreeMap<BTreeSet<Party>, usize> = BTreeMap::new();
    let mut place = |line: &Line, holds: bool| -> usize {
        let at = *known.entry(line.parties.clone()).or_insert_with(|| {
            let node = Node { name: line.name.clone(), parties: line.parties.clone(), weight: 0, holds: false, at: (0.5, 0.5) };
            nodes.push(node);
            nodes.len() - 1
        });
        nodes[at].weight += line.sides.total();
        nodes[at].holds |= holds;
        at
    };
    let rows: Vec<usize> = matrix.rows.iter().map(|line| place(line, true)).collect();
    let columns: Vec<usize> = matrix.columns.iter().map(|line| place(line, false)).collect();
    let mut edges = Vec::new();
    for (row, cells) in matrix.cells.iter().enumerate() {
        for (column, sides) in cells.iter().enumerate().filter(|(_, sides)| sides.total() != 0) {
            edges.push(Edge { from: rows[row], to: columns[column], row, column, sides: *sides });
        }
    }
    lay_out(&mut nodes, &edges);
    let most_weight = nodes.iter().map(|node| node.weight).max().unwrap_or(0);
    Network { nodes, edges, most_weight }
}

const ROUNDS: usize = 400;

fn lay_out(nodes: &mut [Node], edges: &[Edge]) {
    let n = nodes.len();
    if n < 2 {
        return;
    }
    let mut at: Vec<(f64, f64)> = (0..n)
        .map(|i| {
            // On a spiral: no two begin at one place, and none on a line with all others.
            let turn = i as f64 * 2.399_963;
            let out = 0.12 + 0.38 * ((i as f64 + 0.5) / n as f64).sqrt();
            (turn.cos() * out, turn.sin() * out)
        })
        .collect();
    let ideal = 0.9 / (n as f64).sqrt();
    for round in 0..ROUNDS {
        let mut push = vec![(0.0, 0.0); n];
        for a in 0..n {
            for b in a + 1..n {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let far = (dx * dx + dy * dy).sqrt().max(1e-4);
                let force = ideal * ideal / far;
                let (x, y) = (dx / far * force, dy / far * force);
                push[a] = (push[a].0 + x, push[a].1 + y);
                push[b] = (push[b].0 - x, push[b].1 - y);
            }
        }
        for edge in edges.iter().filter(|edge| edge.from != edge.to) {
            let (a, b) = (edge.from, edge.to);
            let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
            let far = (dx * dx + dy * dy).sqrt().max(1e-4);
            let force = far * far / ideal * (0.6 + 0.2 * (edge.sides.total() as f64).ln_1p());
            let (x, y) = (dx / far * force, dy / far * force);
            push[a] = (push[a].0 - x, push[a].1 - y);
            push[b] = (push[b].0 + x, push[b].1 + y);
        }
        let heat = 0.12 * (1.0 - round as f64 / ROUNDS as f64);
        for (place, push) in at.iter_mut().zip(&push) {
            // A weak pull to the middle keeps parts together that no arrow joins.
            let (x, y) = (push.0 - place.0 * 0.08, push.1 - place.1 * 0.08);
            let long = (x * x + y * y).sqrt().max(1e-9);
            place.0 += x / long * long.min(heat);
            place.1 += y / long * long.min(heat);
        }
    }
    let fit = |values: Vec<f64>| -> Vec<f64> {
        let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(*v), high.max(*v)));
        // Half the place, half the rank: a crowd in the middle gets room from the empty edges.
        let rank = |v: f64| values.iter().filter(|other| **other < v).count() as f64 / (n - 1) as f64;
        let even = |v: f64| 0.5 * (v - low) / (high - low) + 0.5 * rank(v);
        values.iter().map(|v| if high - low < 1e-9 { 0.5 } else { even(*v) }).collect()
    };
    let xs = fit(at.iter().map(|place| place.0).collect());
    let ys = fit(at.iter().map(|place| place.1).collect());
    for ((node, x), y) in nodes.iter_mut().zip(xs).zip(ys) {
        node.at = (x as f32, y as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, total: i64) -> Line {
        Line { name: name.to_owned(), parties: [Party::words(name)].into(), sides: Sides([total, 0, 0, 0, 0, 0]) }
    }

    #[test]
    fn a_party_on_both_sides_is_one_point_and_no_two_points_fall_together() {
        let none = Sides::default();
        let some = Sides([2, 0, 0, 0, 0, 0]);
        let matrix = Matrix {
            rows: vec![line("a", 2), line("b", 4)],
            columns: vec![line("b", 2), line("c", 4)],
            cells: vec![vec![some, none], vec![none, Sides([1, 3, 0, 0, 0, 0])]],
            suggested: Vec::new(),
        };
        let network = network(&matrix);
        let names: Vec<_> = network.nodes.iter().map(|node| (node.name.as_str(), node.weight, node.holds)).collect();
        assert_eq!(names, [("a", 2, true), ("b", 6, true), ("c", 4, false)]);
        assert_eq!(network.edges.len(), 2);
        for (i, a) in network.nodes.iter().enumerate() {
            assert!((0.0..=1.0).contains(&a.at.0) && (0.0..=1.0).contains(&a.at.1));
            for b in &network.nodes[i + 1..] {
                let far = (a.at.0 - b.at.0).hypot(a.at.1 - b.at.1);
                assert!(far > 0.2, "{} and {} fall together", a.name, b.name);
            }
        }
        assert_eq!(super::network(&matrix), network, "the same matrix always looks the same");
    }
}
