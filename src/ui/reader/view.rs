//! What the reader is given and what it answers: the contract between the article view and the window.
//!
//! A [`ReaderView`] borrows everything there is to draw; [`ReaderEvent`]s say what the person did to it. Drawing changes
//! nothing but the reader's own scroll position and layouts.

use crate::model::{Article, Direction, LabelId, MentionId, Polarity, Project, StanceId};
use crate::session::{LabelDisplay, Mode};
use crate::text::{Span, SpanSet};
use crate::ui::theme::Theme;
use std::sync::Arc;

/// One thing marked in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum MarkId {
    Mention(MentionId),
    Stance(StanceId),
    /// The `id` of a [`ShownMark`].
    Suggestion(u64),
}

/// How sure the machine is of a suggestion; decided by the session's threshold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Strength {
    Sure,
    Candidate,
}

/// What a suggestion would become.
#[derive(Clone, PartialEq, Debug)]
pub enum ShownKind {
    Mention(LabelId),
    /// Names as they shall stand on the card; an empty target is a plain quotation.
    Stance {
        holder: Arc<str>,
        target: Arc<str>,
        polarity: Polarity,
    },
}

/// A suggestion as the reader shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct ShownMark {
    /// Stays the same as long as the suggestion is the same.
    pub id: u64,
    pub spans: SpanSet,
    pub kind: ShownKind,
    pub strength: Strength,
    /// 0 to 1.
    pub score: f32,
}

/// Selected text, or a caret where both are equal. Bytes of the article's text, on grapheme boundaries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Where it began.
    pub anchor: usize,
    /// Where it is now.
    pub caret: usize,
}

impl Selection {
    /// From the lower to the higher end.
    pub fn range(self) -> std::ops::Range<usize> {
        self.anchor.min(self.caret)..self.anchor.max(self.caret)
    }

    /// Is nothing selected?
    pub fn is_caret(self) -> bool {
        self.anchor == self.caret
    }
}

/// How the article is set.
#[derive(Clone, PartialEq, Debug)]
pub struct ReaderOptions {
    /// Size of the reading face, points.
    pub font_size: f32,
    /// 0.5 to 4; multiplies the font size.
    pub zoom: f32,
    /// Longest line, in average characters.
    pub measure: f32,
    /// Distance of baselines, in font sizes.
    pub leading: f32,
    pub labels: LabelDisplay,
    pub mode: Mode,
    pub direction: Direction,
    /// Show stance cards in the margin.
    pub cards: bool,
    /// Tell labels apart by the line under them too, not only by colour.
    pub patterns: bool,
}

impl Default for ReaderOptions {
    fn default() -> Self {
        Self {
            font_size: 17.0,
            zoom: 1.0,
            measure: 70.0,
            leading: 1.8,
            labels: LabelDisplay::Above,
            mode: Mode::All,
            direction: Direction::Auto,
            cards: true,
            patterns: false,
        }
    }
}

/// Everything there is to draw.
#[derive(Clone, Copy)]
pub struct ReaderView<'a> {
    /// For names of entities and the scheme.
    pub project: &'a Project,
    /// As [`Project::article`] gives it: the reader tells by its identity whether anything changed.
    pub article: &'a Arc<Article>,
    /// In order of their start.
    pub suggestions: &'a [ShownMark],
    pub selection: Option<Selection>,
    /// The mark that keys act on.
    pub focus: Option<MarkId>,
    /// What was searched for, in text order.
    pub hits: &'a [Span],
    /// The hit one is at.
    pub current_hit: Option<Span>,
    pub options: &'a ReaderOptions,
    pub theme: &'a Theme,
}

/// One end of a span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    Start,
    End,
}

/// What the person did.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ReaderEvent {
    /// Selected text, or put the caret somewhere.
    Select(Selection),
    ClickMark(MarkId),
    /// Clicked a card in the margin; a stance or a suggestion of one.
    ClickCard(MarkId),
    /// Asked for the whole card (double click).
    OpenCard(MarkId),
    /// Dragged one end of the focused mark to this byte; sent once, when it is let go.
    MoveEdge {
        mark: MarkId,
        edge: Edge,
        byte: usize,
    },
    /// Right click or menu key: where in the text and on the screen.
    ContextMenu {
        byte: usize,
        position: egui::Pos2,
        mark: Option<MarkId>,
    },
    /// What the pointer is over; sent when it changes.
    Hover(Option<MarkId>),
    /// Pinched, or turned the wheel with Ctrl: factor.
    Zoom(f32),
}
