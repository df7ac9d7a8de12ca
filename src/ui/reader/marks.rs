//! What is marked in a paragraph, and how it looks: tints for mentions, dashes for suggestions, lines under stances.
//!
//! Rectangles are worked out once per paragraph and kept until what is marked in it changes, which is told by comparing
//! pointers. Overlaps get lanes: an outer mark stands a little higher than what it holds, five deep and more.

use super::paint::{dashes, line_under};
use super::palette::Palette;
use super::paragraph::{Paragraph, Piece};
use super::{MarkId, ReaderView, ShownKind, ShownMark, Strength};
use crate::model::{Actor, LabelId, Mention, Polarity, Stance};
use crate::session::{LabelDisplay, Mode};
use crate::text::{Span, SpanSet};
use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};
use std::sync::Arc;

/// Suggestions longer than this (bytes) are found only near their start.
const LOOK_BACK: usize = 16 * 1024;
/// Lanes that get space of their own; deeper ones share the last.
const DEEPEST: u8 = 5;

/// Something marked, as the model has it.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Mention(Arc<Mention>),
    Stance(Arc<Stance>),
    Suggested(ShownMark),
}

impl Source {
    pub(super) fn id(&self) -> MarkId {
        match self {
            Self::Mention(mention) => MarkId::Mention(mention.id),
            Self::Stance(stance) => MarkId::Stance(stance.id),
            Self::Suggested(mark) => MarkId::Suggestion(mark.id),
        }
    }

    pub(super) fn spans(&self) -> Option<&SpanSet> {
        match self {
            Self::Mention(mention) => Some(&mention.spans),
            Self::Stance(stance) => stance.place(),
            Self::Suggested(mark) => Some(&mark.spans),
        }
    }

    /// Label of a mention, suggested or not.
    pub(super) fn label(&self) -> Option<LabelId> {
        match self {
            Self::Mention(mention) => Some(mention.label),
            Self::Suggested(ShownMark { kind: ShownKind::Mention(label), .. }) => Some(*label),
            Self::Stance(_) | Self::Suggested(_) => None,
        }
    }

    /// Polarity of a stance, suggested or not.
    pub(super) fn polarity(&self) -> Option<Polarity> {
        match self {
            Self::Stance(stance) => Some(stance.polarity),
            Self::Suggested(ShownMark { kind: ShownKind::Stance { polarity, .. }, .. }) => Some(*polarity),
            Self::Mention(_) | Self::Suggested(_) => None,
        }
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Mention(a), Self::Mention(b)) => Arc::ptr_eq(a, b),
            (Self::Stance(a), Self::Stance(b)) => Arc::ptr_eq(a, b),
            (Self::Suggested(a), Self::Suggested(b)) => a == b,
            _ => false,
        }
    }
}

/// One mark within one paragraph.
pub(super) struct Placed {
    pub(super) source: Source,
    pub(super) pieces: Vec<Piece>,
    /// How many marks lie beneath this one where it overlaps: it is drawn so much larger.
    above: u8,
    /// Of stances: how many lines are already under the words.
    lane: u8,
    /// Does the mark begin in this paragraph?
    pub(super) begins: bool,
    pub(super) ends: bool,
}

/// Everything marked in one paragraph.
#[derive(Default)]
pub(super) struct BlockMarks {
    pub(super) placed: Vec<Placed>,
    /// Labels of this paragraph, once worked out.
    pub(super) labels: Option<Vec<super::labels::Label>>,
    /// For which way of showing labels.
    pub(super) labels_shown: LabelDisplay,
}

/// Everything marked in `window`, in text order. Costs what it returns.
pub(super) fn gather(view: &ReaderView<'_>, window: std::ops::Range<usize>) -> Vec<Source> {
    let Ok(span) = Span::new(view.article.text(), window.clone()) else { return Vec::new() };
    let mut found: Vec<Source> = Vec::new();
    if matches!(view.options.mode, Mode::All | Mode::Suggestions) {
        found.extend(view.article.mentions_within(span).into_iter().cloned().map(Source::Mention));
    }
    found.extend(view.article.stances_within(span).into_iter().cloned().map(Source::Stance));
    let first = view.suggestions.partition_point(|mark| mark.spans.start() + LOOK_BACK < window.start);
    let near = view.suggestions[first..].iter().take_while(|mark| mark.spans.start() < window.end);
    let wanted = |mark: &&ShownMark| {
        let stance = matches!(mark.kind, ShownKind::Stance { .. });
        mark.spans.end() > window.start && (stance || !matches!(view.options.mode, Mode::Stances | Mode::Sources))
    };
    found.extend(near.filter(wanted).cloned().map(Source::Suggested));
    found
}

impl BlockMarks {
    /// Brings the paragraph's marks up to date with what is marked in its bytes.
    pub(super) fn update(&mut self, sources: &[Source], paragraph: &Paragraph, block: std::ops::Range<usize>) {
        let touches = |source: &&Source| {
            source.spans().is_some_and(|spans| spans.iter().any(|span| span.start() < block.end && block.start < span.end()))
        };
        let here = sources.iter().filter(touches);
        if here.clone().count() == self.placed.len() && here.clone().zip(&self.placed).all(|(new, old)| new.same(&old.source)) {
            return;
        }
        self.labels = None;
        self.placed = here.map(|source| place(source, paragraph, &block)).collect();
        stack(
            &mut self.placed,
            |placed| placed.source.label().is_some(),
            |placed, lane, lanes| {
                placed.above = (lanes - 1 - lane).min(DEEPEST - 1);
            },
        );
        stack(
            &mut self.placed,
            |placed| placed.source.polarity().is_some(),
            |placed, lane, _| placed.lane = lane.min(DEEPEST - 1),
        );
    }
}

fn place(source: &Source, paragraph: &Paragraph, block: &std::ops::Range<usize>) -> Placed {
    let spans = source.spans();
    let pieces = spans.into_iter().flat_map(SpanSet::iter).filter(|span| span.start() < block.end && block.start < span.end());
    let pieces = pieces.flat_map(|span| {
        let (start, end) = (span.start().max(block.start), span.end().min(block.end));
        paragraph.pieces(start - block.start..end - block.start)
    });
    Placed {
        pieces: pieces.collect(),
        begins: spans.is_some_and(|spans| spans.start() >= block.start),
        ends: spans.is_some_and(|spans| spans.end() <= block.end),
        source: source.clone(),
        above: 0,
        lane: 0,
    }
}

/// Gives each of the marks that `which` picks a lane that no overlapping one has, and says how many lanes its group needs.
fn stack(placed: &mut [Placed], which: impl Fn(&Placed) -> bool, mut give: impl FnMut(&mut Placed, u8, u8)) {
    let mut order: Vec<(Span, usize)> = placed
        .iter()
        .enumerate()
        .filter(|(_, placed)| which(placed))
        .filter_map(|(at, placed)| placed.source.spans().map(|spans| (spans.hull(), at)))
        .collect();
    order.sort_by_key(|(hull, _)| (hull.start(), std::cmp::Reverse(hull.end())));
    let (mut group, mut group_end): (Vec<(usize, Span, u8)>, usize) = (Vec::new(), 0);
    let mut finish = |group: &mut Vec<(usize, Span, u8)>| {
        let lanes = group.iter().map(|(_, _, lane)| lane + 1).max().unwrap_or(1);
        for (at, _, lane) in group.drain(..) {
            give(&mut placed[at], lane, lanes);
        }
    };
    for (hull, at) in order {
        if hull.start() >= group_end {
            finish(&mut group);
        }
        let taken = |lane: u8| group.iter().any(|(_, other, used)| *used == lane && other.overlaps(hull));
        let lane = (0..=u8::MAX - 1).find(|lane| !taken(*lane)).unwrap_or(0);
        group.push((at, hull, lane));
        group_end = group_end.max(hull.end());
    }
    finish(&mut group);
}

/// What is to be painted how.
pub(super) struct Brush<'a> {
    pub(super) view: &'a ReaderView<'a>,
    pub(super) palette: &'a Palette,
    pub(super) hovered: Option<MarkId>,
}

impl Placed {
    /// The box around one piece: as high as the letters, and more for what holds other marks.
    pub(super) fn body(&self, piece: &Piece, size: f32, origin: Pos2) -> Rect {
        let grow = f32::from(self.above) * 1.6;
        let rect = Rect::from_min_max(
            pos2(piece.rect.left() - 0.5 - grow * 0.35, piece.baseline - size * 0.86 - grow),
            pos2(piece.rect.right() + 0.5 + grow * 0.35, piece.baseline + size * 0.27 + grow),
        );
        rect.translate(origin.to_vec2())
    }

    /// Paints what lies behind the letters.
    pub(super) fn paint_behind(&self, painter: &Painter, brush: &Brush<'_>, size: f32, origin: Pos2) {
        let theme = brush.view.theme;
        let lit = brush.hovered == Some(self.source.id()) || brush.view.focus == Some(self.source.id());
        if brush.view.options.mode == Mode::Sources
            && let Source::Stance(stance) = &self.source
        {
            let tint = brush.palette.speaker(speaker(&stance.holder.actor));
            for piece in &self.pieces {
                painter.rect_filled(self.body(piece, size, origin), CornerRadius::same(2), tint.fill);
            }
        }
        if let Some(label) = self.source.label() {
            let tint = brush.palette.tint(label);
            let fill = match &self.source {
                Source::Suggested(mark) if mark.strength == Strength::Sure => tint.fill.gamma_multiply(0.38),
                Source::Suggested(_) => Color32::TRANSPARENT,
                _ if brush.view.options.mode == Mode::Suggestions => tint.fill.gamma_multiply(0.35),
                _ => tint.fill,
            };
            for piece in &self.pieces {
                let body = self.body(piece, size, origin);
                if fill != Color32::TRANSPARENT {
                    painter.rect_filled(body, CornerRadius::same(3), fill);
                }
                if matches!(self.source, Source::Mention(_)) {
                    let edge = if self.above > 0 || lit { tint.edge } else { tint.edge.gamma_multiply(0.45) };
                    painter.rect_stroke(body, CornerRadius::same(3), Stroke::new(1.0, edge), StrokeKind::Inside);
                }
            }
        } else if lit && let Some(polarity) = self.source.polarity() {
            let fill = brush.palette.polarity(polarity).colour.gamma_multiply(if theme.dark { 0.18 } else { 0.10 });
            for piece in &self.pieces {
                painter.rect_filled(self.body(piece, size, origin), CornerRadius::same(2), fill);
            }
        }
    }

    /// Paints what lies over the letters: outlines and lines under the words.
    pub(super) fn paint_over(&self, painter: &Painter, brush: &Brush<'_>, size: f32, origin: Pos2) {
        let theme = brush.view.theme;
        let focused = brush.view.focus == Some(self.source.id());
        if let Some(label) = self.source.label() {
            let tint = brush.palette.tint(label);
            for piece in &self.pieces {
                let body = self.body(piece, size, origin);
                if let Source::Suggested(mark) = &self.source {
                    match mark.strength {
                        Strength::Sure => dashes(painter, body, Stroke::new(1.2, tint.edge), [4.0, 2.5]),
                        Strength::Candidate => {
                            dashes(painter, body, Stroke::new(1.0, tint.edge.gamma_multiply(0.75)), [1.5, 3.0])
                        }
                    }
                } else if brush.view.options.patterns {
                    let line = brush.palette.pattern(label);
                    line_under(painter, body.left()..body.right(), body.bottom() - 1.0, tint.edge, line);
                }
                if focused {
                    let ring = body.expand(1.5);
                    painter.rect_stroke(ring, CornerRadius::same(4), Stroke::new(2.0, theme.accent), StrokeKind::Outside);
                }
            }
            self.join(painter, origin, size, tint.edge);
        } else if let Some(polarity) = self.source.polarity() {
            let style = brush.palette.polarity(polarity);
            let suggested = matches!(self.source, Source::Suggested(_));
            for piece in &self.pieces {
                let y = origin.y + piece.baseline + size * 0.30 + f32::from(self.lane) * 3.5;
                let x = origin.x + piece.rect.left()..origin.x + piece.rect.right();
                let colour = if suggested { style.colour.gamma_multiply(0.7) } else { style.colour };
                line_under(painter, x, y, colour, if suggested { crate::ui::theme::Line::Dashed } else { style.line });
                if focused {
                    let body = self.body(piece, size, origin).expand(1.5);
                    painter.rect_stroke(body, CornerRadius::same(3), Stroke::new(1.5, theme.accent), StrokeKind::Outside);
                }
            }
        }
    }

    /// A thin line between the parts of a discontinuous mark.
    fn join(&self, painter: &Painter, origin: Pos2, size: f32, colour: Color32) {
        if self.source.spans().is_none_or(|spans| spans.len() < 2) {
            return;
        }
        for pair in self.pieces.windows(2) {
            let (left, right) = (&pair[0], &pair[1]);
            let y = |piece: &Piece| origin.y + piece.baseline + size * 0.33;
            if left.line == right.line {
                let x = origin.x + left.rect.right()..=origin.x + right.rect.left();
                painter.hline(x.start().min(*x.end())..=x.start().max(*x.end()), y(left), Stroke::new(1.0, colour));
            } else {
                let end = pos2(origin.x + left.rect.right(), y(left));
                painter.line_segment([end, end + vec2(8.0, 0.0)], Stroke::new(1.0, colour));
                let begin = pos2(origin.x + right.rect.left(), y(right));
                painter.line_segment([begin - vec2(8.0, 0.0), begin], Stroke::new(1.0, colour));
            }
        }
    }
}

/// A number for the colour of somebody's words.
fn speaker(actor: &Actor) -> usize {
    match actor {
        Actor::Entity(entity) => entity.number() as usize % 7,
        Actor::Author => 5,
        Actor::Outlet => 4,
        Actor::Implicit | Actor::Unspecified => 6,
    }
}
