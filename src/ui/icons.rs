//! The few signs of the window, drawn with lines: no font needs to have them.

use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2, pos2, vec2};

/// A drawn sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    Cross,
    /// New.
    Ring,
    /// In progress.
    Half,
    /// Done.
    Disc,
    Plus,
    EyeOff,
    Left,
    Right,
}

/// Draws a sign into `rect`.
pub fn paint(painter: &Painter, rect: Rect, icon: Icon, colour: Color32) {
    let c = rect.center();
    let r = rect.width().min(rect.height()) / 2.0 - 1.0;
    let pen = Stroke::new(1.5, colour);
    let at = |x: f32, y: f32| -> Pos2 { c + vec2(x * r, y * r) };
    match icon {
        Icon::Cross => {
            painter.line_segment([at(-0.65, -0.65), at(0.65, 0.65)], pen);
            painter.line_segment([at(-0.65, 0.65), at(0.65, -0.65)], pen);
        }
        Icon::Ring => {
            painter.circle_stroke(c, r * 0.75, pen);
        }
        Icon::Half => {
            painter.circle_stroke(c, r * 0.75, pen);
            painter.circle_filled(c, r * 0.38, colour);
        }
        Icon::Disc => {
            painter.circle_filled(c, r * 0.85, colour);
        }
        Icon::Plus => {
            painter.line_segment([at(-0.75, 0.0), at(0.75, 0.0)], pen);
            painter.line_segment([at(0.0, -0.75), at(0.0, 0.75)], pen);
        }
        Icon::EyeOff => {
            let lid =
                |up: f32| (0..=8).map(|i| i as f32 / 4.0 - 1.0).map(|x| at(x, up * (1.0 - x * x) * 0.62)).collect::<Vec<_>>();
            painter.line(lid(-1.0), pen);
            painter.line(lid(1.0), pen);
            painter.circle_filled(c, r * 0.28, colour);
            painter.line_segment([at(-0.8, 0.8), at(0.8, -0.8)], pen);
        }
        Icon::Left => {
            painter.line(vec![at(0.35, -0.7), at(-0.35, 0.0), at(0.35, 0.7)], pen);
        }
        Icon::Right => {
            painter.line(vec![at(-0.35, -0.7), at(0.35, 0.0), at(-0.35, 0.7)], pen);
        }
    }
}

/// A sign that only tells.
pub fn show(ui: &mut Ui, icon: Icon, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
    paint(ui.painter(), rect, icon, colour);
    response
}

/// A sign to press; `name` is what screen readers and hovering say.
pub fn button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::click());
    let visuals = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, visuals.corner_radius, visuals.weak_bg_fill);
    }
    let inner = Rect::from_center_size(pos2(rect.center().x, rect.center().y), Vec2::splat(13.0));
    paint(ui.painter(), inner, icon, visuals.text_color());
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, enabled, name));
    response.on_hover_text(name)
}
