//! Labels of mentions: small words between the lines, placed so that none hides a word or another label.
//!
//! Above a line there is room of one label's height. Labels are placed from left to right; one that would touch its neighbour
//! moves along its own span, and where there is no room left it shrinks to a dot: pointing at the mark still says the label.

use super::MarkId;
use super::marks::{BlockMarks, Placed};
use super::palette::{Palette, Small, Words};
use super::paragraph::{Engine, Paragraph};
use crate::model::LabelId;
use crate::session::LabelDisplay;
use egui::{Color32, CornerRadius, Painter, Pos2, Rect, TextureId, pos2, vec2};

/// A label within one paragraph.
pub(super) struct Label {
    mark: MarkId,
    label: LabelId,
    /// Upper left corner, in the paragraph; `None`: only a dot at this place.
    at: Pos2,
    words: bool,
}

const GAP: f32 = 5.0;

/// Works out where the labels of a paragraph go.
pub(super) fn arrange(
    marks: &BlockMarks,
    paragraph: &Paragraph,
    engine: &mut Engine,
    words: &mut Words,
    palette: &Palette,
    display: LabelDisplay,
) -> Vec<Label> {
    let mut wanted: Vec<(&Placed, LabelId, usize)> = Vec::new();
    for placed in &marks.placed {
        let Some(label) = placed.source.label() else { continue };
        let shown = match display {
            LabelDisplay::Chip => placed.ends,
            LabelDisplay::Above | LabelDisplay::Hover => placed.begins,
        };
        if shown && !placed.pieces.is_empty() {
            let piece = if display == LabelDisplay::Chip { placed.pieces.len() - 1 } else { 0 };
            wanted.push((placed, label, piece));
        }
    }
    wanted.sort_by(|a, b| {
        let key = |row: &(&Placed, LabelId, usize)| (row.0.pieces[row.2].line, row.0.pieces[row.2].rect.left());
        key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut labels = Vec::with_capacity(wanted.len());
    let (mut line, mut free) = (usize::MAX, f32::MIN);
    for (placed, label, at) in wanted {
        let piece = &placed.pieces[at];
        if piece.line != line {
            (line, free) = (piece.line, f32::MIN);
        }
        let size = words.set(engine, Small::Label, &palette.name(label), 400.0).size();
        let text = paragraph.size_of_text;
        let body = placed.body(piece, text, Pos2::ZERO);
        let (left, y) = match display {
            LabelDisplay::Chip => (body.right() - size.x, body.bottom() - 1.0),
            LabelDisplay::Above | LabelDisplay::Hover => (body.left() + 1.0, body.top() - size.y + 0.8),
        };
        let x = left.max(free);
        let fits = x + size.x <= body.right().max(left + size.x) + 1.0 && x <= left + body.width();
        let width = if fits { size.x } else { 4.0 };
        if fits || x <= body.right() - 4.0 {
            labels.push(Label { mark: placed.source.id(), label, at: pos2(x, y), words: fits });
            free = x + width + GAP;
        }
    }
    labels
}

/// How labels are painted.
pub(super) struct LabelPaint<'a> {
    pub(super) palette: &'a Palette,
    pub(super) display: LabelDisplay,
    pub(super) hovered: Option<MarkId>,
    pub(super) focus: Option<MarkId>,
    pub(super) paper: Color32,
    pub(super) texture: TextureId,
}

/// Paints the labels of a paragraph at `origin`.
pub(super) fn paint(
    labels: &[Label],
    painter: &Painter,
    engine: &mut Engine,
    words: &mut Words,
    look: &LabelPaint<'_>,
    origin: Pos2,
) {
    for label in labels {
        let lit = look.hovered == Some(label.mark) || look.focus == Some(label.mark);
        if look.display == LabelDisplay::Hover && !lit {
            continue;
        }
        let tint = look.palette.tint(label.label);
        let at = label.at + origin.to_vec2();
        if !label.words && !lit {
            painter.circle_filled(at + vec2(2.0, 8.0), 2.0, tint.edge);
            continue;
        }
        let name = look.palette.name(label.label);
        let size = words.set(engine, Small::Label, &name, 400.0).size();
        if look.display == LabelDisplay::Chip || lit {
            let chip = Rect::from_min_size(at, size).expand2(vec2(3.0, -0.5));
            let fill = if look.display == LabelDisplay::Chip { tint.fill } else { look.paper };
            painter.rect_filled(chip, CornerRadius::same(3), fill);
        }
        words.paint(engine, painter, look.texture, Small::Label, &name, (at, 400.0), tint.name);
    }
}
