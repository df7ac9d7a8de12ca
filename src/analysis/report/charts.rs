//! The board's charts, for the report and for pictures that are saved.

use super::tables::{percent, sides_in_words};
use crate::analysis::coverage::{self, Fold};
use crate::analysis::frames::FrameLine;
use crate::analysis::matrix::Matrix;
use crate::analysis::network::Network;
use crate::analysis::outlets::{Contrast, PartOf};
use crate::analysis::picture::{Ink, Picture};
use crate::analysis::svg::{Bar, Column, arrows, bars, columns, tiles};
use crate::analysis::timeline::Bin;
use crate::analysis::{Board, Share, Sides};
use crate::model::{Polarity, Project};

/// The most bars in a chart; the table holds all.
pub(super) const BARS: usize = 16;

fn bar(name: String, share: Option<Share>, suggested: f64) -> Bar {
    Bar {
        name,
        note: share.map_or_else(String::new, |share| format!("{} ({})", percent(share.share), share.hits)),
        value: share.map_or(0.0, |share| share.share),
        interval: share.map(|share| (share.interval.low, share.interval.high)),
        suggested,
    }
}

fn most(bars: &[Bar]) -> f64 {
    bars.iter().map(|bar| bar.interval.map_or(0.0, |(_, high)| high).max(bar.value + bar.suggested)).fold(0.0, f64::max)
}

/// Share of all utterances by `fold`.
pub fn sources(board: &Board, project: &Project, fold: Fold) -> Picture {
    let sources = coverage::sources(board, project, fold);
    let total = board.whole().utterances.max(1) as f64;
    let drawn: Vec<Bar> =
        sources.iter().take(BARS).map(|source| bar(source.name.clone(), source.share, source.suggested as f64 / total)).collect();
    let description = sources.iter().take(BARS).map(|source| format!("{} {}", source.name, source.voice.utterances));
    let title = format!("Share of all utterances by {}", fold.name().to_lowercase());
    bars(&title, &description.collect::<Vec<_>>().join(", "), &drawn, most(&drawn))
}

/// Holders against targets, as tiles.
pub fn matrix(matrix: &Matrix) -> Picture {
    let most = matrix.cells.iter().flatten().map(Sides::total).max().unwrap_or(1).max(1) as f64;
    let drawn: Vec<Vec<_>> = matrix
        .cells
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let tile = |(column, sides): (usize, &Sides)| {
                let title = format!("{} on {}: {}", matrix.rows[row].name, matrix.columns[column].name, sides_in_words(sides));
                let written = if sides.total() == 0 { String::new() } else { sides.total().to_string() };
                (sides.balance(), sides.total() as f64 / most, written, title)
            };
            cells.iter().enumerate().map(tile).collect()
        })
        .collect();
    let names = |lines: &[crate::analysis::matrix::Line]| lines.iter().map(|line| line.name.clone()).collect::<Vec<_>>();
    let description = "Rows are holders, columns are targets. The table has all figures.";
    tiles("Holders and targets of stances", description, &names(&matrix.rows), &names(&matrix.columns), &drawn)
}

/// Holders and targets as a network.
pub fn network(network: &Network) -> Picture {
    arrows("Who takes which side towards whom", "An arrow for each holder and target.", network)
}

/// Stances over time.
pub fn timeline(bins: &[Bin]) -> Picture {
    let drawn: Vec<Column> = bins
        .iter()
        .map(|bin| {
            let part =
                |ink, polarity, word: &str| (ink, bin.sides.of(polarity) as f64, format!("{} {word}", bin.sides.of(polarity)));
            Column {
                name: bin.name(),
                parts: vec![part(Ink::Favor, Polarity::Favor, "in favour")],
                below: vec![part(Ink::Against, Polarity::Against, "against")],
            }
        })
        .collect();
    columns("Stances over time", "Above the line in favour, below it against.", &drawn)
}

/// Groups of sources in two parts: a bar for each.
pub fn contrasts(contrasts: &[Contrast], a: &PartOf, b: &PartOf) -> Picture {
    let drawn: Vec<Bar> = contrasts
        .iter()
        .take(BARS / 2)
        .flat_map(|contrast| {
            [(contrast.a, a), (contrast.b, b)].map(|(share, part)| bar(format!("{}, {}", contrast.name, part.name()), share, 0.0))
        })
        .collect();
    let title = format!("Sources in {} and in {}", a.name(), b.name());
    bars(&title, "The table has all figures and the differences.", &drawn, most(&drawn))
}

/// Share of all framings.
pub fn frames(frames: &[FrameLine]) -> Picture {
    let drawn: Vec<Bar> = frames.iter().take(BARS).map(|line| bar(line.code.clone(), line.share, 0.0)).collect();
    bars("Share of framings by frame", "The table has all figures.", &drawn, most(&drawn))
}
