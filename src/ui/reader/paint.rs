//! Small strokes that several parts of the reader use.

use crate::ui::theme::Line;
use egui::{Color32, Painter, Rect, Shape, Stroke, pos2};
use std::ops::Range;

/// A dashed box; `pattern` is dash and gap in points.
pub(super) fn dashes(painter: &Painter, rect: Rect, stroke: Stroke, pattern: [f32; 2]) {
    let rect = rect.shrink(0.5);
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&corners, stroke, pattern[0], pattern[1]));
}

/// A line under words, in the style that tells polarities (and labels, where patterns are wanted) apart.
pub(super) fn line_under(painter: &Painter, x: Range<f32>, y: f32, colour: Color32, line: Line) {
    let ends = [pos2(x.start, y), pos2(x.end, y)];
    match line {
        Line::Solid => {
            painter.line_segment(ends, Stroke::new(2.0, colour));
        }
        Line::Thin => {
            painter.line_segment(ends, Stroke::new(1.0, colour));
        }
        Line::Double => {
            painter.line_segment(ends, Stroke::new(1.0, colour));
            painter.line_segment([pos2(x.start, y + 2.5), pos2(x.end, y + 2.5)], Stroke::new(1.0, colour));
        }
        Line::Dashed => painter.extend(Shape::dashed_line(&ends, Stroke::new(2.0, colour), 6.0, 3.0)),
        Line::Dotted => painter.extend(Shape::dotted_line(&ends, colour, 4.0, 1.0)),
    }
}
