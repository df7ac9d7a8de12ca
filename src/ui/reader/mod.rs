//! The article: our own widget on parley layouts, one per paragraph, cached and virtualised.
//!
//! Each frame costs what is on screen, whatever the length of the text: only visible paragraphs are shaped, their marks are
//! found by place, and marks are painted over the text, so that adding one never lays out a word again. `column` knows what is
//! in sight, `paragraph` where its bytes are, `marks`, `labels` and `cards` what is painted, `input` what the person did.

mod access;
mod cards;
mod column;
mod glyphs;
pub mod headless;
mod input;
mod labels;
mod marks;
mod minimap;
mod paint;
mod palette;
mod paragraph;
pub mod select;
mod view;

use crate::say;
use crate::ui::fonts::{self, Face};
use cards::{Card, CardPaint, Wanted};
use column::{Column, Setting};
use egui::{Color32, CornerRadius, Id, Painter, Pos2, Rect, Sense, Shape, Stroke, TextureId, Ui, pos2, vec2};
use labels::LabelPaint;
use marks::{Brush, Source};
use minimap::Minimap;
use palette::{Palette, Words};
use paragraph::{Engine, TextStyle};
pub use view::{Edge, MarkId, ReaderEvent, ReaderOptions, ReaderView, Selection, ShownKind, ShownMark, Strength};

/// Layouts and scroll position of one article view. Throw-away: everything that matters is in the session.
pub struct Reader {
    engine: Option<Engine>,
    system_fonts: bool,
    column: Column,
    palette: Palette,
    words: Words,
    minimap: Minimap,
    cards: Vec<Card>,
    frame: Frame,
    drag: Option<input::Drag>,
    hovered: Option<MarkId>,
    wanted_byte: Option<usize>,
    /// Where moving up and down would like to be, points from the column's left edge.
    wish: Option<f32>,
    missing: Option<char>,
    /// On which side of a change of direction the caret came to stand.
    side: (usize, parley::Affinity),
}

/// Where things are in the current frame.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// All of the reader but the scroll bar.
    rect: Rect,
    bar: Rect,
    /// Left edge of the text.
    left: f32,
    /// Longest line.
    width: f32,
    /// Where cards stand; none where there is no room.
    margin: Option<Rect>,
}

impl Default for Frame {
    fn default() -> Self {
        Self { rect: Rect::ZERO, bar: Rect::ZERO, left: 0.0, width: 0.0, margin: None }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::with_fonts(true)
    }
}

impl Reader {
    /// A reader; `system` says whether the system's fonts may be used for scripts the bundled ones lack.
    pub fn with_fonts(system: bool) -> Self {
        Self {
            engine: None,
            system_fonts: system,
            column: Column::default(),
            palette: Palette::default(),
            words: Words::default(),
            minimap: Minimap::default(),
            cards: Vec::new(),
            frame: Frame::default(),
            drag: None,
            hovered: None,
            wanted_byte: None,
            wish: None,
            missing: None,
            side: (0, parley::Affinity::Downstream),
        }
    }

    /// Draws the article into all of `ui`'s space and says what the person did.
    pub fn ui(&mut self, ui: &mut Ui, view: &ReaderView<'_>) -> Vec<ReaderEvent> {
        let mut events = Vec::new();
        let mut engine = self.engine.take().unwrap_or_else(|| Engine::new(self.system_fonts));
        engine.glyphs.make_room();
        let rect = ui.available_rect_before_wrap();
        let id = ui.scope_id().with("reader");
        let response = ui.interact(rect, id, Sense::click_and_drag());
        ui.advance_cursor_after_rect(rect);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Document, true, view.article.display_title()));
        self.prepare(ui, view, &engine, rect);
        self.input(ui, &response, &mut engine, &mut events);
        if let Some(byte) = self.wanted_byte.take() {
            self.column.look(&mut engine, rect.height());
            self.column.reveal(&mut engine, byte, rect.height());
        }
        self.column.look(&mut engine, rect.height());
        let sources = marks::gather(view, self.column.bytes_seen());
        self.arrange(view, &sources, &mut engine);
        self.point(ui, &response, view, &mut events);

        let painter = ui.painter_at(rect);
        crate::ui::direction::keep(ui.ctx(), painter.clip_rect(), id);
        let texture = engine.glyphs.texture(ui.ctx());
        let atlas = engine.glyphs.size();
        painter.rect_filled(rect, CornerRadius::ZERO, view.theme.paper);
        self.paint_text(&painter, view, &mut engine, texture, response.has_focus());
        self.paint_cards(&painter, view, &mut engine, texture);
        let seen = self.column.bytes_seen();
        if self.minimap.update(view, &self.palette, seen) {
            ui.ctx().request_repaint();
        }
        let over_bar = ui.rect_contains_pointer(self.frame.bar);
        self.minimap.paint(&painter, self.frame.bar, view, &self.palette, self.column.shares_seen(rect.height()), over_bar);
        self.paint_notice(&painter, view, &mut engine, texture);
        if access::is_on(ui, id) {
            self.tell(ui, id, view, &mut events);
        }
        engine.glyphs.texture(ui.ctx());
        if engine.glyphs.size() != atlas {
            ui.ctx().request_discard("the glyph atlas grew");
        }
        self.engine = Some(engine);
        events
    }

    /// Scrolls so that this byte is in sight, at the next frame; does nothing where it already is.
    pub fn reveal(&mut self, byte: usize) {
        self.wanted_byte = Some(byte);
    }

    /// Where this byte stood on the screen in the last frame, for popups beside it. `None` where it is out of sight.
    pub fn position_of(&self, byte: usize) -> Option<Rect> {
        let block = self.column.block_of(byte);
        let seen = self.column.seen.iter().find(|seen| seen.block == block)?;
        let start = self.column.blocks[block].start as usize;
        let affinity = if self.side.0 == byte { self.side.1 } else { parley::Affinity::Downstream };
        let caret = self.column.laid(block)?.paragraph.caret_with(byte.saturating_sub(start), affinity);
        let caret = caret.translate(self.origin(seen.y).to_vec2());
        self.frame.rect.intersects(caret).then_some(caret)
    }

    /// Scrolls by this many points at the next frame; down is positive.
    pub fn scroll_by(&mut self, points: f32) {
        self.column.scroll(points);
    }

    /// The bytes of the paragraphs in sight in the last frame.
    pub fn bytes_in_sight(&self) -> std::ops::Range<usize> {
        self.column.bytes_seen()
    }

    /// How many texts were laid out so far: annotating must not raise it.
    pub fn layouts_made(&self) -> usize {
        self.engine.as_ref().map_or(0, |engine| engine.laid_out)
    }

    /// The screen position of a block at `y` of the viewport.
    fn origin(&self, y: f32) -> Pos2 {
        pos2(self.frame.left, (self.frame.rect.top() + y).round())
    }

    /// Works out where things go and drops what was set for another width, zoom or text.
    fn prepare(&mut self, ui: &Ui, view: &ReaderView<'_>, engine: &Engine, rect: Rect) {
        let options = view.options;
        let zoom = options.zoom.clamp(0.5, 4.0);
        let size = (options.font_size * zoom).clamp(6.0, 160.0);
        let bar = Rect::from_min_max(pos2(rect.right() - minimap::WIDTH, rect.top()), rect.max);
        let room = rect.width() - minimap::WIDTH;
        let gutter = (size * 1.4).clamp(12.0, 40.0).min(room * 0.06);
        let measure = options.measure * size * 0.5;
        let card = 222.0 * card_size(zoom);
        let with_cards = options.cards && room - gutter * 3.0 - card >= (measure * 0.62).max(220.0).min(measure);
        let taken = if with_cards { gutter * 3.0 + card } else { gutter * 2.0 };
        let width = (room - taken).min(measure).max(40.0).round();
        let used = width + if with_cards { gutter + card } else { 0.0 };
        let left = (rect.left() + ((room - used) / 2.0).max(gutter)).round();
        let margin = with_cards.then(|| {
            Rect::from_min_max(pos2(left + width + gutter, rect.top()), pos2(left + width + gutter + card, rect.bottom()))
        });
        self.frame = Frame { rect: rect.with_max_x(bar.left()), bar, left, width, margin };
        let scale = ui.ctx().pixels_per_point();
        let style = TextStyle {
            face: Face::Serif,
            size,
            line_height: (size * options.leading.clamp(1.2, 3.0)).round(),
            weight: 400.0,
            italic: false,
            direction: options.direction.into(),
        };
        self.column.set_text(&view.article.shared_text());
        self.column.set_setting(Setting { style, width, scale, generation: engine.glyphs.generation() });
        self.words.update(card_size(zoom), scale, engine.glyphs.generation());
        self.palette.update(&view.project.scheme, view.theme);
    }

    /// Brings marks, labels and cards of what is in sight up to date.
    fn arrange(&mut self, view: &ReaderView<'_>, sources: &[Source], engine: &mut Engine) {
        let top = self.frame.rect.top();
        let mut wanted: Vec<Wanted> = Vec::new();
        self.missing = None;
        for seen in &self.column.seen.clone() {
            let range = self.column.blocks[seen.block].range();
            let origin = self.origin(seen.y);
            let Some(laid) = self.column.laid_mut(seen.block) else { continue };
            laid.marks.update(sources, &laid.paragraph, range);
            if laid.marks.labels.is_none() || laid.marks.labels_shown != view.options.labels {
                let arranged =
                    labels::arrange(&laid.marks, &laid.paragraph, engine, &mut self.words, &self.palette, view.options.labels);
                laid.marks.labels = Some(arranged);
                laid.marks.labels_shown = view.options.labels;
            }
            self.missing = self.missing.or(laid.paragraph.missing);
            if self.frame.margin.is_some() {
                let stances = laid.marks.placed.iter().filter(|placed| placed.source.polarity().is_some() && placed.begins);
                wanted.extend(stances.filter_map(|placed| {
                    let evidence = placed.pieces.first()?.rect.translate(origin.to_vec2());
                    (evidence.bottom() > top).then(|| Wanted { source: placed.source.clone(), evidence })
                }));
            }
        }
        self.cards = match self.frame.margin {
            Some(margin) => {
                wanted.sort_by(|a, b| a.evidence.top().total_cmp(&b.evidence.top()));
                cards::arrange(view, &self.palette, wanted, margin, card_size(view.options.zoom))
            }
            None => Vec::new(),
        };
    }

    fn paint_text(&mut self, painter: &Painter, view: &ReaderView<'_>, engine: &mut Engine, texture: TextureId, focused: bool) {
        let theme = view.theme;
        let brush = Brush { view, palette: &self.palette, hovered: self.hovered };
        let look = LabelPaint {
            palette: &self.palette,
            display: view.options.labels,
            hovered: self.hovered,
            focus: view.focus,
            paper: theme.paper,
            texture,
        };
        for seen in &self.column.seen {
            let block = self.column.blocks[seen.block];
            let origin = self.origin(seen.y);
            let Some(laid) = self.column.laid(seen.block) else { continue };
            let (paragraph, size) = (&laid.paragraph, laid.paragraph.size_of_text);
            for placed in &laid.marks.placed {
                placed.paint_behind(painter, &brush, size, origin);
            }
            let first = view.hits.partition_point(|hit| hit.end() <= block.start as usize);
            for hit in view.hits[first..].iter().take_while(|hit| hit.start() < block.end as usize) {
                let colour = if view.current_hit == Some(*hit) { theme.current_hit } else { theme.hit };
                self.fill(painter, seen.block, hit.range(), origin, colour);
            }
            if let Some(selection) = view.selection.filter(|selection| !selection.is_caret()) {
                self.fill(painter, seen.block, selection.range(), origin, theme.selection);
            }
            painter.add(Shape::mesh(engine.place(paragraph, origin, theme.ink, texture)));
            for placed in &laid.marks.placed {
                placed.paint_over(painter, &brush, size, origin);
            }
            if let Some(labels) = &laid.marks.labels {
                labels::paint(labels, painter, engine, &mut self.words, &look, origin);
            }
        }
        if let Some(caret) = view.selection.and_then(|selection| self.position_of(selection.caret)) {
            let strength = if focused || view.selection.is_some_and(Selection::is_caret) { 1.0 } else { 0.6 };
            let line = Rect::from_center_size(caret.center(), vec2(2.0, caret.height() * 0.72));
            painter.rect_filled(line, CornerRadius::same(1), theme.accent.gamma_multiply(strength));
        }
        for (_, at) in self.handles(view) {
            painter.line_segment([at.center_top(), at.center_bottom()], Stroke::new(2.0, theme.accent));
            painter.circle_filled(at.center_bottom(), 3.5, theme.accent);
        }
    }

    /// Fills the part of a byte range that lies in a block.
    fn fill(&self, painter: &Painter, block: usize, range: std::ops::Range<usize>, origin: Pos2, colour: Color32) {
        let within = self.column.blocks[block].range();
        let (start, end) = (range.start.max(within.start), range.end.min(within.end));
        let Some(laid) = self.column.laid(block).filter(|_| start < end) else { return };
        for piece in laid.paragraph.pieces(start - within.start..end - within.start) {
            let size = laid.paragraph.size_of_text;
            let body = piece.rect.with_min_y(piece.baseline - size * 0.95).with_max_y(piece.baseline + size * 0.36);
            painter.rect_filled(body.translate(origin.to_vec2()), CornerRadius::same(2), colour);
        }
    }

    /// The two ends of the mark in focus, where they can be dragged.
    fn handles(&self, view: &ReaderView<'_>) -> Vec<(Edge, Rect)> {
        let Some(focus) = view.focus.filter(|focus| !matches!(focus, MarkId::Stance(_))) else { return Vec::new() };
        let mut handles = Vec::new();
        for seen in &self.column.seen {
            let Some(laid) = self.column.laid(seen.block) else { continue };
            let origin = self.origin(seen.y);
            for placed in laid.marks.placed.iter().filter(|placed| placed.source.id() == focus) {
                let size = laid.paragraph.size_of_text;
                let rtl = laid.paragraph.is_rtl();
                let side = |rect: Rect, right: bool| {
                    Rect::from_center_size(
                        if right { rect.right_center() } else { rect.left_center() },
                        vec2(2.0, rect.height() + 4.0),
                    )
                };
                if let Some(first) = placed.pieces.first().filter(|_| placed.begins) {
                    handles.push((Edge::Start, side(placed.body(first, size, origin), rtl)));
                }
                if let Some(last) = placed.pieces.last().filter(|_| placed.ends) {
                    handles.push((Edge::End, side(placed.body(last, size, origin), !rtl)));
                }
            }
        }
        handles
    }

    fn paint_cards(&mut self, painter: &Painter, view: &ReaderView<'_>, engine: &mut Engine, texture: TextureId) {
        let theme = view.theme;
        let Some(margin) = self.frame.margin else { return };
        let lit = |card: &&Card| self.hovered == Some(card.mark) || view.focus == Some(card.mark);
        for card in self.cards.iter().filter(lit) {
            let gutter = margin.left() - 12.0;
            for (slot, filled) in [(&card.holder, false), (&card.target, true)] {
                let Some(words) = slot.as_ref().map(|spans| self.place_of(spans.first())) else { continue };
                let colour = if filled { theme.accent } else { theme.ink_soft };
                cards::route(painter, card, words, gutter, colour, filled, self.frame.rect);
            }
        }
        let look = CardPaint {
            palette: &self.palette,
            theme,
            texture,
            size: card_size(view.options.zoom),
            hovered: self.hovered,
            focus: view.focus,
        };
        cards::paint(&self.cards, painter, engine, &mut self.words, &look);
    }

    /// Where a span is on the screen, or just outside it in the right direction.
    fn place_of(&self, span: crate::text::Span) -> Rect {
        let block = self.column.block_of(span.start());
        let seen = self.column.seen.iter().find(|seen| seen.block == block);
        if let Some((seen, laid)) = seen.and_then(|seen| Some((seen, self.column.laid(block)?))) {
            let start = self.column.blocks[block].start as usize;
            let piece = laid.paragraph.pieces(span.start() - start..span.end() - start).first().copied();
            if let Some(piece) = piece {
                let size = laid.paragraph.size_of_text;
                let rect = piece.rect.with_min_y(piece.baseline - size * 0.95 - 6.0).with_max_y(piece.baseline + size * 0.3);
                return rect.translate(self.origin(seen.y).to_vec2());
            }
        }
        let above = span.start() < self.column.bytes_seen().start;
        let y = if above { self.frame.rect.top() - 40.0 } else { self.frame.rect.bottom() + 40.0 };
        Rect::from_center_size(pos2(self.frame.left + self.frame.width, y), vec2(1.0, 1.0))
    }

    /// Says which script has no font.
    fn paint_notice(&mut self, painter: &Painter, view: &ReaderView<'_>, engine: &mut Engine, texture: TextureId) {
        let Some(character) = self.missing else { return };
        let script = fonts::script_of(character);
        let text = say!("no-font-for-install-one-for-instance", script = script);
        let size = self.words.set(engine, palette::Small::CardLine, &text, self.frame.rect.width() - 60.0).size();
        let at = pos2(self.frame.left, self.frame.rect.bottom() - size.y - 18.0);
        let ground = Rect::from_min_size(at, size).expand2(vec2(10.0, 6.0));
        painter.rect_filled(ground, CornerRadius::same(6), view.theme.raised);
        painter.rect_stroke(ground, CornerRadius::same(6), Stroke::new(1.0, view.theme.warning), egui::StrokeKind::Inside);
        let width = self.frame.rect.width() - 60.0;
        self.words.paint(engine, painter, texture, palette::Small::CardLine, &text, (at, width), view.theme.warning);
    }

    /// Describes what is in sight to screen readers.
    fn tell(&self, ui: &Ui, id: Id, view: &ReaderView<'_>, events: &mut Vec<ReaderEvent>) {
        let clip = self.frame.rect;
        for seen in &self.column.seen {
            let Some(laid) = self.column.laid(seen.block) else { continue };
            let range = self.column.blocks[seen.block].range();
            let origin = self.origin(seen.y);
            let text = view.article.text().get(range).unwrap_or_default();
            if !text.trim().is_empty() {
                let rect = Rect::from_min_size(origin, vec2(self.frame.width, laid.paragraph.size().y)).intersect(clip);
                access::paragraph(ui, id.with(("paragraph", seen.block)), rect, text);
            }
            for placed in laid.marks.placed.iter().filter(|placed| placed.begins) {
                let Some(piece) = placed.pieces.first() else { continue };
                let rect = placed.body(piece, laid.paragraph.size_of_text, origin);
                if !clip.intersects(rect) {
                    continue;
                }
                let words = access::describe(view, &placed.source, |label| self.palette.name(label));
                if access::mark(ui, access::mark_id(id, placed.source.id()), rect, &words) {
                    events.push(ReaderEvent::ClickMark(placed.source.id()));
                }
            }
        }
    }
}

/// Labels and cards grow with the text, but less.
fn card_size(zoom: f32) -> f32 {
    zoom.clamp(0.5, 4.0).sqrt().clamp(0.85, 1.7)
}
