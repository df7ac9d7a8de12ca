//! The page of the board as a table and as a picture, to be copied and exported.

use super::{Session, Tab};
use crate::analysis::coverage::Fold;
use crate::analysis::effort::effort;
use crate::analysis::frames::frames;
use crate::analysis::matrix::{Layout, Matrix, Order, matrix};
use crate::analysis::network::network;
use crate::analysis::outlets::{PartOf, compare_sources, outlets};
use crate::analysis::picture::Picture;
use crate::analysis::report::{Table, charts, tables};
use crate::analysis::timeline::{Bin, Step, timeline};

impl Session {
    /// The figures of the page that is looked at; all of them, where the page shows the first.
    pub fn board_table(&self) -> Table {
        let (board, project, view) = (self.board(), self.project(), self.board_view());
        match view.tab {
            Tab::Sources => tables::sources(board, project, view.fold),
            Tab::Stances => tables::matrix(&self.board_matrix(usize::MAX)),
            Tab::Timeline => tables::timeline(&self.board_bins()),
            Tab::Outlets => match self.board_parts() {
                Some([a, b]) => tables::contrasts(&compare_sources(board, project, &a, &b, self.compared_by()), &a, &b),
                None => tables::outlets(board),
            },
            Tab::Frames if frames(board).is_empty() => tables::issues(board, project),
            Tab::Frames => tables::frames(board),
            Tab::Effort => tables::effort(&effort(project, &view.filter), project),
        }
    }

    /// All entities with their profiles and counts.
    pub fn entities_table(&self) -> Table {
        let tally = self.tally();
        tables::entities(self.project(), |id| {
            let (named, held, all) = (tally.of_entity(id), tally.held_by(id), tally.stances_of(id));
            [named, tally.articles_of(id), held, all.saturating_sub(held)].map(|count| count as i64)
        })
    }

    /// The chart of the page; `None` where it has none, or nothing to show.
    pub fn board_picture(&self) -> Option<Picture> {
        let (board, project, view) = (self.board(), self.project(), self.board_view());
        let picture = match view.tab {
            Tab::Sources => charts::sources(board, project, view.fold),
            Tab::Stances if view.network => charts::network(&network(&self.board_matrix(24))),
            Tab::Stances => charts::matrix(&self.board_matrix(24)),
            Tab::Timeline => charts::timeline(&self.board_bins()),
            Tab::Outlets => {
                let [a, b] = self.board_parts()?;
                charts::contrasts(&compare_sources(board, project, &a, &b, self.compared_by()), &a, &b)
            }
            Tab::Frames => charts::frames(&frames(board)),
            Tab::Effort => return None,
        };
        Some(picture)
    }

    /// What an exported file of this page is called, without its extension: "Tram – sources".
    pub fn board_file_name(&self) -> String {
        format!("{} – {}", self.title(), self.board_view().tab.name().to_lowercase())
    }

    /// The stance matrix with at most so many rows.
    pub fn board_matrix(&self, most_rows: usize) -> Matrix {
        let view = self.board_view();
        let usual = Layout::default();
        let most_columns = if most_rows == usize::MAX { usize::MAX } else { usual.most_columns };
        let layout = Layout { rows: view.rows, columns: view.columns, order: view.order, most_rows, most_columns };
        let mut matrix = matrix(self.board(), self.project(), layout);
        if view.order == Order::Hand {
            matrix.arrange(&view.by_hand[0], &view.by_hand[1]);
        }
        matrix
    }

    /// The width of the timeline's columns: as chosen, or as the span of dates wants it.
    pub fn board_step(&self) -> Step {
        self.board_view().step.unwrap_or_else(|| {
            let dates = || self.board().articles().filter_map(|article| article.metadata.date);
            let span = dates().min().zip(dates().max()).and_then(|(first, last)| first.until(last).ok());
            Step::fitting(span.map_or(0, |span| i64::from(span.get_days())))
        })
    }

    /// The columns of the timeline.
    pub fn board_bins(&self) -> Vec<Bin> {
        timeline(self.board(), self.board_step(), self.board_view().target.as_ref())
    }

    /// The two parts that are compared: as chosen, or the two largest outlets.
    pub fn board_parts(&self) -> Option<[PartOf; 2]> {
        let outlets = outlets(self.board());
        let part = |at: usize| {
            let chosen = self.board_view().parts[at].clone();
            chosen.or_else(|| outlets.get(at).map(|(name, _)| PartOf::outlet(name)))
        };
        part(0).zip(part(1)).map(|(a, b)| [a, b])
    }

    /// What sources are compared by; single sources are too few to compare.
    pub fn compared_by(&self) -> Fold {
        let fold = self.board_view().fold;
        if fold == Fold::Source { Fold::Category } else { fold }
    }
}
