//! What all pages of the board are drawn with: cells to press, bars with whiskers, hatching, text that is cut to its place.

use crate::analysis::{Share, Sides, Slice};
use crate::model::Polarity;
use crate::say;
use crate::session::{Action, Command, Picked};
use crate::ui::theme::{Theme, mix};
use egui::{
    Align2, Color32, CornerRadius, FontFamily, FontId, Id, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

/// Height of a row of a table of bars.
pub(super) const ROW: f32 = 28.0;

/// What a page is drawn with: colours, what is picked, and what gets pressed.
pub(super) struct Desk<'a> {
    pub(super) theme: &'a Theme,
    /// The number whose passages are listed now.
    pub(super) current: Option<&'a Picked>,
    /// What was pressed in this frame, and the cell.
    pub(super) pressed: Option<(Picked, Id)>,
    /// The first cell of the page takes the keyboard.
    pub(super) take_focus: bool,
}

impl Desk<'_> {
    /// A part of the picture to press: its passages are then listed. Returns whether it is pointed at or has the keyboard.
    pub(super) fn press(
        &mut self,
        ui: &Ui,
        rect: Rect,
        key: impl egui::AsIdSalt,
        name: &str,
        slice: impl FnOnce() -> Slice,
    ) -> bool {
        let id = ui.scope_id().with(key);
        let response = ui.interact(rect, id, Sense::click());
        let chosen = self.current.is_some_and(|current| current.name == name);
        response.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::Button, true, chosen, name));
        if std::mem::take(&mut self.take_focus) {
            response.request_focus();
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        let lit = response.hovered() || response.has_focus();
        if lit || chosen {
            let width = if response.has_focus() || chosen { 1.5 } else { 1.0 };
            let around = rect.expand2(vec2(1.0, 0.0));
            ui.painter().rect_stroke(around, CornerRadius::same(4), Stroke::new(width, self.theme.accent), StrokeKind::Inside);
        }
        if response.clicked() {
            self.pressed = Some((Picked { name: name.to_owned(), slice: slice() }, id));
        }
        if response.hovered() {
            response.on_hover_text(name).on_hover_cursor(egui::CursorIcon::PointingHand);
        }
        lit
    }

    pub(super) fn bar(&self) -> Color32 {
        mix(self.theme.paper, self.theme.accent, if self.theme.dark { 0.62 } else { 0.72 })
    }

    pub(super) fn quiet(&self) -> Color32 {
        mix(self.theme.paper, self.theme.ink, 0.07)
    }

    pub(super) fn side(&self, polarity: Polarity) -> Color32 {
        mix(self.theme.paper, self.theme.polarity(polarity).colour, if self.theme.dark { 0.72 } else { 0.82 })
    }
}

/// One row of cells, from left to right.
pub(super) struct Row<'a> {
    pub(super) rect: Rect,
    x: f32,
    key: u64,
    cell: u64,
    painter: &'a Painter,
}

impl<'a> Row<'a> {
    /// A row `high` points high across the ui; `key` tells it from the others of the page.
    pub(super) fn new(ui: &mut Ui, painter: &'a Painter, key: u64, high: f32) -> Self {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
        Self { rect, x: rect.left(), key, cell: 0, painter }
    }

    /// The next `wide` points.
    pub(super) fn next(&mut self, wide: f32) -> Rect {
        let rect = Rect::from_min_max(pos2(self.x, self.rect.top()), pos2(self.x + wide, self.rect.bottom()));
        self.x += wide;
        self.cell += 1;
        rect.shrink2(vec2(0.0, 1.0))
    }

    /// Tells the present cell from all others.
    pub(super) fn key(&self) -> (u64, u64) {
        (self.key, self.cell)
    }

    /// Text at the left of the next cell.
    pub(super) fn text(&mut self, wide: f32, text: &str, size: f32, colour: Color32) -> Rect {
        let rect = self.next(wide);
        words(self.painter, rect.left_center() + vec2(4.0, 0.0), Align2::LEFT_CENTER, text, size, colour, wide - 8.0);
        rect
    }

    /// A number at the right of the next cell.
    pub(super) fn number(&mut self, wide: f32, text: &str, colour: Color32) -> Rect {
        let rect = self.next(wide);
        words(self.painter, rect.right_center() - vec2(8.0, 0.0), Align2::RIGHT_CENTER, text, 13.0, colour, wide - 8.0);
        rect
    }

    /// A number that opens its passages.
    pub(super) fn count(
        &mut self,
        ui: &Ui,
        desk: &mut Desk<'_>,
        wide: f32,
        count: i64,
        name: &str,
        slice: impl FnOnce() -> Slice,
    ) {
        let colour = if count == 0 { desk.theme.ink_soft } else { desk.theme.ink };
        let rect = self.number(wide, &count.to_string(), colour);
        if count != 0 {
            desk.press(ui, rect, self.key(), name, slice);
        }
    }

    /// A heading over a column of numbers.
    pub(super) fn over_numbers(&mut self, wide: f32, text: &str, theme: &Theme) {
        let rect = self.next(wide);
        words(self.painter, rect.right_center() - vec2(8.0, 0.0), Align2::RIGHT_CENTER, text, 12.0, theme.ink_soft, wide - 4.0);
    }

    /// A heading over a column of words or bars.
    pub(super) fn over(&mut self, wide: f32, text: &str, theme: &Theme) {
        self.text(wide, text, 12.0, theme.ink_soft);
    }
}

/// Text on one line, cut with … where it is wider than `most`; returns its place.
pub(in crate::ui) fn words(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    text: &str,
    size: f32,
    colour: Color32,
    most: f32,
) -> Rect {
    set(painter, at, anchor, text, FontId::proportional(size), colour, most)
}

/// The same in the heavier face.
pub(in crate::ui) fn strong(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    text: &str,
    size: f32,
    colour: Color32,
    most: f32,
) -> Rect {
    let font = FontId::new(size, FontFamily::Name(crate::ui::fonts::SEMIBOLD.into()));
    set(painter, at, anchor, text, font, colour, most)
}

fn set(painter: &Painter, at: Pos2, anchor: Align2, text: &str, font: FontId, colour: Color32, most: f32) -> Rect {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(most.max(8.0));
    let galley = painter.layout_job(job);
    let rect = anchor.anchor_size(at, galley.size());
    painter.galley(rect.min, galley, colour);
    rect
}

/// Slanting lines inside `rect`: open suggestions, which are no data yet.
pub(super) fn hatch(painter: &Painter, rect: Rect, colour: Color32) {
    let inside = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        inside.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], Stroke::new(1.5, colour));
        x += 5.0;
    }
    painter.rect_stroke(rect, CornerRadius::same(2), Stroke::new(1.0, colour), StrokeKind::Inside);
}

/// How many articles the engines have not read yet, and a button that lets them.
pub(super) fn not_looked_through(ui: &mut Ui, theme: &Theme, articles: usize, commands: &mut Vec<Command>) {
    crate::ui::widgets::soft(ui, theme, say!("not-looked-through", unseen = say!("n-articles", n = articles)));
    let button = ui.button(egui::RichText::new(say!("look-through-every-article")).size(13.0));
    if button.on_hover_text(Action::SuggestAll.help()).clicked() {
        commands.push(Action::SuggestAll.into());
    }
}

/// A bar with its whisker; values are shares of `most`. Returns where the drawing ends.
pub(super) fn share_bar(painter: &Painter, desk: &Desk<'_>, rect: Rect, share: Option<Share>, suggested: f64, most: f64) -> f32 {
    let wide = |value: f64| (value / most.max(1e-9)).clamp(0.0, 1.0) as f32 * rect.width();
    let middle = rect.center().y;
    let value = share.map_or(0.0, |share| share.share);
    let bar = Rect::from_min_max(pos2(rect.left(), middle - 7.0), pos2(rect.left() + wide(value).max(1.0), middle + 7.0));
    painter.rect_filled(bar, CornerRadius::same(2), desk.bar());
    let mut end = bar.right();
    if suggested > 0.0 {
        let more = Rect::from_min_max(pos2(end + 1.0, bar.top()), pos2(end + 1.0 + wide(suggested).max(4.0), bar.bottom()));
        hatch(painter, more, desk.bar());
        end = more.right();
    }
    if let Some(share) = share {
        let pen = Stroke::new(1.2, mix(desk.theme.paper, desk.theme.ink, 0.75));
        let (low, high) = (rect.left() + wide(share.interval.low), rect.left() + wide(share.interval.high));
        painter.line_segment([pos2(low, middle), pos2(high, middle)], pen);
        for x in [low, high] {
            painter.line_segment([pos2(x, middle - 3.5), pos2(x, middle + 3.5)], pen);
        }
        end = end.max(high);
    }
    end
}

/// For and against from a middle line, in two cells to press; `most` fills half of it.
pub(super) fn sides_cell(
    ui: &Ui,
    desk: &mut Desk<'_>,
    row: &mut Row<'_>,
    (wide, most): (f32, i64),
    sides: &Sides,
    what: &str,
    slice: impl Fn(Polarity) -> Slice,
) {
    let painter = ui.painter();
    let rect = row.next(wide).shrink2(vec2(6.0, 0.0));
    let middle = rect.center().x;
    painter.vline(middle, rect.y_range().shrink(3.0), Stroke::new(1.0, desk.theme.rule));
    for (polarity, word) in [(Polarity::Against, say!("against")), (Polarity::Favor, say!("in-favour"))] {
        let count = sides.of(polarity);
        if count == 0 {
            continue;
        }
        let room = rect.width() / 2.0 - 20.0;
        let long = (count as f32 / most.max(1) as f32 * room).max(2.0);
        let left = polarity == Polarity::Against;
        let (from, to) = if left { (middle - long, middle) } else { (middle, middle + long) };
        let bar = Rect::from_min_max(pos2(from, rect.center().y - 6.0), pos2(to, rect.center().y + 6.0));
        painter.rect_filled(bar, CornerRadius::same(2), desk.side(polarity));
        let (at, anchor) = if left {
            (bar.left_center() - vec2(4.0, 0.0), Align2::RIGHT_CENTER)
        } else {
            (bar.right_center() + vec2(4.0, 0.0), Align2::LEFT_CENTER)
        };
        words(painter, at, anchor, &count.to_string(), 12.0, desk.theme.ink, 40.0);
        let half = if left {
            Rect::from_min_max(rect.min, pos2(middle, rect.bottom()))
        } else {
            Rect::from_min_max(pos2(middle, rect.top()), rect.max)
        };
        desk.press(
            ui,
            half,
            (row.key(), polarity as u8),
            &say!("count-of-side", what = what, count = count, word = word),
            || slice(polarity),
        );
    }
}

/// A heading of a part of a page, with a line on what it says.
pub(super) fn section(ui: &mut Ui, theme: &Theme, title: &str, help: &str) {
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let font = FontId::new(15.0, FontFamily::Name(crate::ui::fonts::SEMIBOLD.into()));
        ui.label(egui::RichText::new(title).font(font).color(theme.ink));
        ui.add_space(4.0);
        ui.label(egui::RichText::new(help).size(12.5).color(theme.ink_soft));
    });
    ui.add_space(4.0);
}

/// A line between head and body of a table.
pub(super) fn rule(ui: &Ui, painter: &Painter, theme: &Theme) {
    let y = ui.cursor().top() - 2.0;
    painter.hline(ui.max_rect().x_range(), y, Stroke::new(1.0, theme.rule));
}

/// A choice of one among few, side by side.
pub(in crate::ui) fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    current: T,
    all: &[(T, &str)],
) -> Option<T> {
    let mut chosen = None;
    ui.label(egui::RichText::new(label).size(12.5).color(theme.ink_soft));
    ui.spacing_mut().item_spacing.x = 2.0;
    for (value, name) in all {
        let on = *value == current;
        let response = ui.selectable_label(on, egui::RichText::new(*name).size(13.0));
        response.widget_info(|| WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, on, format!("{label} {name}")));
        if response.clicked() && !on {
            chosen = Some(*value);
        }
    }
    ui.spacing_mut().item_spacing.x = 7.0;
    ui.add_space(12.0);
    chosen
}
