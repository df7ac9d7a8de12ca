//! Small things that several panels draw: headings, key caps, chips of labels, lines of a list.

use super::theme::{Theme, Tint};
use crate::model::{Label, LabelId, Scheme};
use crate::say;
use egui::{Color32, CornerRadius, FontId, Response, RichText, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

/// Height of one line in lists.
pub const LINE: f32 = 26.0;

/// A quiet heading.
pub fn heading(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add_space(6.0);
    ui.label(RichText::new(text).size(12.5).color(theme.ink_soft).strong());
    ui.add_space(2.0);
}

/// Secondary text.
pub fn soft(ui: &mut Ui, theme: &Theme, text: impl Into<String>) -> Response {
    ui.label(RichText::new(text).color(theme.ink_soft).size(12.5))
}

/// A key as it stands on the keyboard.
pub fn key_cap(ui: &mut Ui, theme: &Theme, key: &str) {
    if key.is_empty() {
        return;
    }
    let galley = ui.painter().layout_no_wrap(key.to_owned(), FontId::proportional(11.5), theme.ink_soft);
    let size = vec2((galley.size().x + 10.0).max(18.0), 18.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(4), theme.raised, Stroke::new(1.0, theme.rule), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.ink_soft);
}

/// The beginning of a form's line: its key, and its name in a column of its own.
pub fn form_name(ui: &mut Ui, theme: &Theme, key: &str, name: &str) {
    const KEY: f32 = 26.0;
    const NAME: f32 = 74.0;
    let column = |ui: &mut Ui, width: f32, paint: &mut dyn FnMut(&mut Ui)| {
        let (rect, _) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        paint(&mut ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout)));
    };
    column(ui, KEY, &mut |ui| key_cap(ui, theme, key));
    column(ui, NAME, &mut |ui| {
        ui.label(RichText::new(name).color(theme.ink_soft));
    });
}

/// What a key does, on one line.
pub fn hint(ui: &mut Ui, theme: &Theme, key: &str, what: &str) {
    key_cap(ui, theme, key);
    soft(ui, theme, what);
    ui.add_space(HINT_GAP);
}

/// How wide [`hint`] is.
pub fn hint_width(ui: &Ui, key: &str, what: &str) -> f32 {
    let width =
        |text: &str, size| ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(size), Color32::WHITE).size().x;
    (width(key, 11.5) + 10.0).max(18.0) + width(what, 12.5) + HINT_GAP + 3.0 * ui.spacing().item_spacing.x
}

const HINT_GAP: f32 = 8.0;

/// The colours of a label.
pub fn tint_of(theme: &Theme, scheme: &Scheme, label: LabelId) -> Tint {
    let position = scheme.labels.iter().position(|other| other.id == label).unwrap_or(0);
    let colour = scheme.label(label).map_or(crate::model::Rgb(0x80, 0x80, 0x80), |label| label.colour);
    theme.label(colour, position)
}

/// A label to press, with its key.
pub fn label_chip(ui: &mut Ui, theme: &Theme, label: &Label, tint: Tint) -> Response {
    let font = FontId::proportional(12.0);
    let name = ui.painter().layout_no_wrap(label.name.clone(), font.clone(), tint.name);
    let key = label.key.map(|key| ui.painter().layout_no_wrap(key.to_string(), font, theme.ink_soft));
    let key_width = key.as_ref().map_or(0.0, |key| key.size().x + 6.0);
    let (rect, response) = ui.allocate_exact_size(vec2(name.size().x + key_width + 16.0, 22.0), Sense::click());
    let edge = if response.hovered() || response.has_focus() { theme.accent } else { tint.edge };
    ui.painter().rect(rect, CornerRadius::same(5), tint.fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mut x = rect.left() + 8.0;
    if let Some(key) = key {
        let width = key.size().x;
        ui.painter().galley(egui::pos2(x, rect.center().y - key.size().y / 2.0), key, theme.ink_soft);
        x += width + 6.0;
    }
    ui.painter().galley(egui::pos2(x, rect.center().y - name.size().y / 2.0), name, tint.name);
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, &label.name));
    let key = label.key.map(|key| say!("key-before-definition", key = key)).unwrap_or_default();
    response.on_hover_text(format!("{key}{}", label.definition))
}

/// A small coloured tag with a word in it.
pub fn tag(ui: &mut Ui, tint: Tint, text: &str) {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(11.0), tint.name);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(10.0, 4.0), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(4), tint.fill, Stroke::new(1.0, tint.edge), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tint.name);
}

/// One line of a list: a ground to press on, `paint` draws into its rectangle. The name is what screen readers say.
pub fn line(ui: &mut Ui, theme: &Theme, chosen: bool, name: &str, paint: impl FnOnce(&mut Ui)) -> Response {
    let size = Vec2::new(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let ground = if chosen {
        theme.selection
    } else if response.hovered() || response.has_focus() {
        super::theme::mix(theme.panel, theme.ink, 0.06)
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, CornerRadius::same(5), ground);
    let mut inner = ui.new_child(
        egui::UiBuilder::new().max_rect(rect.shrink2(vec2(6.0, 2.0))).layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    inner.style_mut().interaction.selectable_labels = false;
    paint(&mut inner);
    response.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::ListItem, true, chosen, name));
    response
}

/// A bar of `share` (0 to 1) done.
pub fn progress(ui: &mut Ui, theme: &Theme, share: f32, width: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, 5.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(2), theme.rule);
    let mut done = rect;
    done.set_width(rect.width() * share.clamp(0.0, 1.0));
    ui.painter().rect_filled(done, CornerRadius::same(2), theme.accent);
}

/// Text on one line, cut with … where it is too long.
pub fn cut(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    ui.add(egui::Label::new(text.into()).truncate().selectable(false))
}

/// Gives fields a ground that stands out from paper; on panels they stand out by themselves.
pub fn fields_on_paper(ui: &mut Ui, theme: &Theme) {
    ui.visuals_mut().extreme_bg_color = super::theme::mix(theme.paper, theme.ink, if theme.dark { 0.07 } else { 0.05 });
}

/// Gives the keyboard to a list. One more frame is drawn, in which the list claims its arrow keys: the next press is then its own
/// and does not walk on to another widget.
pub fn take_keyboard(list: &Response) {
    list.request_focus();
    list.ctx.request_repaint();
}

/// A box around `centre` that is ticked or not.
pub fn tick(painter: &egui::Painter, theme: &Theme, centre: egui::Pos2, on: bool) {
    let rect = egui::Rect::from_center_size(centre, vec2(14.0, 14.0));
    let (fill, edge) =
        if on { (theme.accent, theme.accent) } else { (theme.paper, super::theme::mix(theme.rule, theme.ink_soft, 0.5)) };
    painter.rect(rect, CornerRadius::same(3), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    if on {
        let hook = [rect.left_center() + vec2(3.0, 0.5), rect.center() + vec2(-1.0, 3.5), rect.right_top() + vec2(-3.0, 4.0)];
        painter.line(hook.to_vec(), Stroke::new(1.6, theme.paper));
    }
}

/// Tells screen readers what a field is for.
pub fn named(response: &Response, role: egui::accesskit::Role, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
}

/// Nothing to show, and what to do about it.
pub fn empty(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add_space(18.0);
    ui.vertical_centered(|ui| ui.label(RichText::new(text).color(theme.ink_soft)));
}
