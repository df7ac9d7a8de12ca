//! Pointer and keys: scrolling, selecting, dragging edges, caret browsing. Everything becomes an event; nothing is changed.

use super::paragraph::Engine;
use super::select::{self, Unit};
use super::{Edge, MarkId, Reader, ReaderEvent, ReaderView, Selection, cards};
use crate::session::Way;
use crate::text::words;
use egui::{CursorIcon, Modifiers, Pos2, Response, Sense, Ui};

/// What the pressed pointer is doing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Drag {
    /// Selecting, from this byte.
    Select { from: usize, begun: bool },
    /// Moving an end of the mark in focus.
    Edge { mark: MarkId, edge: Edge, byte: usize },
}

impl Reader {
    /// Scrolling, before the frame's layout.
    pub(super) fn input(&mut self, ui: &mut Ui, response: &Response, engine: &mut Engine, events: &mut Vec<ReaderEvent>) {
        let bar = ui.interact(self.frame.bar, response.id.with("bar"), Sense::click_and_drag());
        if let Some(point) = bar.interact_pointer_pos() {
            let seen = self.column.shares_seen(self.frame.rect.height());
            let share = (point.y - self.frame.bar.top()) / self.frame.bar.height().max(1.0) - (seen.1 - seen.0) / 2.0;
            self.column.jump_to_share(engine, share);
        }
        if response.contains_pointer() || bar.contains_pointer() {
            let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
            if zoom != 1.0 {
                events.push(ReaderEvent::Zoom(zoom));
            } else if scroll != 0.0 {
                self.column.scroll(-scroll);
            }
        }
    }

    /// The selection after a step from the view's selection.
    pub fn motion(&mut self, view: &ReaderView<'_>, way: Way, extend: bool) -> Option<Selection> {
        let mut engine = self.engine.take()?;
        let selection = self.step(view, &mut engine, view.selection, way, extend);
        self.engine = Some(engine);
        if let Some(selection) = selection {
            self.wanted_byte = Some(selection.caret);
        }
        selection
    }

    fn step(
        &mut self,
        view: &ReaderView<'_>,
        engine: &mut Engine,
        from: Option<Selection>,
        way: Way,
        extend: bool,
    ) -> Option<Selection> {
        let text = view.article.text();
        let Some(from) = from else {
            // The first key only shows where one is: at the top of the screen.
            let at = self.column.bytes_seen().start;
            return Some(Selection { anchor: at, caret: at });
        };
        let at = from.caret.min(text.len());
        let wish = self.wish.take();
        let caret = match way {
            Way::Left | Way::Right => {
                let right = way == Way::Right;
                if !extend && !from.is_caret() {
                    let (low, high) = (from.range().start, from.range().end);
                    if right != self.is_rtl(engine, at) { high } else { low }
                } else {
                    self.visual(text, engine, at, right)
                }
            }
            Way::Up | Way::Down => self.vertical(engine, at, if way == Way::Down { 1.0 } else { -1.0 }, wish),
            Way::PageUp | Way::PageDown => {
                let page = self.frame.rect.height() * 0.85;
                self.column.scroll(if way == Way::PageDown { page } else { -page });
                self.column.look(engine, self.frame.rect.height());
                let seen = self.column.bytes_seen();
                if way == Way::PageDown && seen.end >= text.len() { text.len() } else { seen.start }
            }
            Way::WordLeft | Way::WordRight => {
                let forward = (way == Way::WordRight) != self.is_rtl(engine, at);
                words::word_step(text, at, forward)
            }
            Way::LineStart | Way::LineEnd => self.line_edge(text, engine, at, way == Way::LineEnd),
        };
        Some(Selection { anchor: if extend { from.anchor } else { caret }, caret })
    }

    fn is_rtl(&mut self, engine: &mut Engine, byte: usize) -> bool {
        let block = self.column.block_of(byte);
        self.column.ensure(engine, block);
        self.column.laid(block).is_some_and(|laid| laid.paragraph.is_rtl())
    }

    /// One cluster to the left or right on the screen, into the next paragraph at the edge.
    fn visual(&mut self, text: &str, engine: &mut Engine, byte: usize, right: bool) -> usize {
        let rtl = self.is_rtl(engine, byte);
        let block = self.column.block_of(byte);
        let Some(start) = self.column.blocks.get(block).map(|block| block.start as usize) else { return byte };
        let affinity = if self.side.0 == byte { self.side.1 } else { parley::Affinity::Downstream };
        let laid = self.column.laid(block);
        match laid.and_then(|laid| laid.paragraph.visual_step(byte.saturating_sub(start), affinity, right)) {
            Some((found, affinity)) => {
                self.side = (start + found, affinity);
                start + found
            }
            None => words::character(text, byte, right != rtl),
        }
    }

    /// The byte one line above (−1) or below (1), as near as possible below the place one came from.
    fn vertical(&mut self, engine: &mut Engine, byte: usize, direction: f32, wish: Option<f32>) -> usize {
        let block = self.column.block_of(byte);
        self.column.ensure(engine, block);
        let Some(start) = self.column.blocks.get(block).map(|block| block.start as usize) else { return byte };
        let Some(laid) = self.column.laid(block) else { return byte };
        let caret = laid.paragraph.caret(byte.saturating_sub(start));
        let x = wish.unwrap_or(caret.center().x);
        self.wish = Some(x);
        let y = caret.center().y + direction * caret.height();
        if (0.0..laid.paragraph.size().y).contains(&y) {
            return start + laid.paragraph.hit(egui::vec2(x, y));
        }
        let mut next = block;
        loop {
            next = if direction > 0.0 {
                next + 1
            } else if next == 0 {
                return 0;
            } else {
                next - 1
            };
            let Some(range) = self.column.blocks.get(next).map(|block| block.range()) else {
                return self.column.blocks[block].end as usize;
            };
            self.column.ensure(engine, next);
            let Some(laid) = self.column.laid(next).filter(|_| !range.is_empty()) else { continue };
            let (top, bottom) =
                laid.paragraph.line_span(if direction > 0.0 { 0 } else { laid.paragraph.line_count().saturating_sub(1) });
            return range.start + laid.paragraph.hit(egui::vec2(x, (top + bottom) / 2.0));
        }
    }

    fn line_edge(&mut self, text: &str, engine: &mut Engine, byte: usize, end: bool) -> usize {
        let rtl = self.is_rtl(engine, byte);
        let block = self.column.block_of(byte);
        let Some(range) = self.column.blocks.get(block).map(|block| block.range()) else { return byte };
        let Some(laid) = self.column.laid(block) else { return byte };
        let caret = laid.paragraph.caret(byte.saturating_sub(range.start));
        let x = if end == rtl { -1.0 } else { self.frame.width + 1.0 };
        let found = range.start + laid.paragraph.hit(egui::vec2(x, caret.center().y));
        // The end of a broken line is before the space that was broken at.
        let last = caret.center().y + caret.height() > laid.paragraph.size().y;
        if end && !last && text[..found].ends_with(char::is_whitespace) { words::character(text, found, false) } else { found }
    }

    /// The byte under (or nearest to) a point of the screen.
    pub(super) fn byte_at(&self, point: Pos2) -> Option<usize> {
        let y = point.y - self.frame.rect.top();
        let after = self.column.seen.partition_point(|seen| seen.y <= y);
        let seen = self.column.seen.get(after.saturating_sub(1))?;
        let range = self.column.blocks.get(seen.block)?.range();
        let laid = self.column.laid(seen.block)?;
        Some((range.start + laid.paragraph.hit(point - self.origin(seen.y))).min(range.end))
    }

    /// The innermost mark under a point.
    fn mark_at(&self, point: Pos2) -> Option<MarkId> {
        let mut best: Option<(bool, usize, MarkId)> = None;
        for seen in &self.column.seen {
            let Some(laid) = self.column.laid(seen.block) else { continue };
            let origin = self.origin(seen.y);
            for placed in &laid.marks.placed {
                let under =
                    placed.pieces.iter().any(|piece| placed.body(piece, laid.paragraph.size_of_text, origin).contains(point));
                let Some(spans) = placed.source.spans().filter(|_| under) else { continue };
                let key = (placed.source.polarity().is_some(), spans.hull().len(), placed.source.id());
                if best.is_none_or(|best| key < best) {
                    best = Some(key);
                }
            }
        }
        best.map(|(_, _, mark)| mark)
    }

    /// Pressing, dragging, clicking and pointing, after the frame's layout.
    pub(super) fn point(&mut self, ui: &Ui, response: &Response, view: &ReaderView<'_>, events: &mut Vec<ReaderEvent>) {
        let (point, origin, pressed, down, modifiers) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.latest_pos(), pointer.press_origin(), pointer.primary_pressed(), pointer.primary_down(), input.modifiers)
        });
        let text = view.article.text();
        if pressed
            && response.is_pointer_button_down_on()
            && let Some(origin) = origin
        {
            response.request_focus();
            self.wish = None;
            self.drag = self.begin(view, origin);
        }
        if let (Some(drag), Some(point)) = (self.drag, point) {
            if down {
                self.drag_on(ui, view, drag, point, origin.unwrap_or(point), modifiers, events);
            } else {
                if let Drag::Edge { mark, edge, byte } = drag {
                    events.push(ReaderEvent::MoveEdge { mark, edge, byte });
                }
                self.drag = None;
            }
        }
        let card = point.and_then(|point| cards::at(&self.cards, point)).map(|card| card.mark).filter(|_| response.hovered());
        if let Some(byte) = response.interact_pointer_pos().and_then(|point| self.byte_at(point)) {
            let place = response.interact_pointer_pos().unwrap_or_default();
            let on_card = cards::at(&self.cards, place).map(|card| card.mark);
            let select = |range: std::ops::Range<usize>| ReaderEvent::Select(select::trimmed(text, range, false));
            if let Some(mark) = on_card {
                if response.double_clicked() {
                    events.push(ReaderEvent::OpenCard(mark));
                } else if response.clicked() {
                    events.push(ReaderEvent::ClickCard(mark));
                }
            } else if response.triple_clicked() {
                events.push(select(select::unit_at(text, byte, Unit::Paragraph)));
            } else if response.double_clicked() {
                events.push(select(select::unit_at(text, byte, Unit::Word)));
            } else if response.clicked() {
                let anchor = view.selection.filter(|_| modifiers.shift).map(|selection| selection.anchor);
                let selection = match anchor {
                    Some(anchor) => select::snapped(text, anchor, byte, modifiers.alt),
                    None => Selection { anchor: byte, caret: byte },
                };
                events.push(ReaderEvent::Select(selection));
                if let Some(mark) = self.mark_at(place).filter(|_| anchor.is_none()) {
                    events.push(ReaderEvent::ClickMark(mark));
                }
            }
            if response.secondary_clicked() {
                let mark = on_card.or_else(|| self.mark_at(place));
                events.push(ReaderEvent::ContextMenu { byte, position: place, mark });
            }
        }
        let hovered = match point {
            Some(point) if response.contains_pointer() && self.drag.is_none() => card.or_else(|| self.mark_at(point)),
            _ => None,
        };
        if hovered != self.hovered {
            self.hovered = hovered;
            events.push(ReaderEvent::Hover(hovered));
        }
        if let Some(point) = point.filter(|_| response.contains_pointer()) {
            ui.ctx().set_cursor_icon(self.cursor(view, point, card.is_some()));
        }
    }

    fn begin(&self, view: &ReaderView<'_>, origin: Pos2) -> Option<Drag> {
        if self.frame.bar.contains(origin) || cards::at(&self.cards, origin).is_some() {
            return None;
        }
        let handle = self.handles(view).into_iter().find(|(_, rect)| rect.expand2(egui::vec2(4.0, 3.0)).contains(origin));
        let byte = self.byte_at(origin)?;
        Some(match (handle, view.focus) {
            (Some((edge, _)), Some(mark)) => Drag::Edge { mark, edge, byte },
            _ => Drag::Select { from: byte, begun: false },
        })
    }

    #[expect(clippy::too_many_arguments, reason = "the whole state of the pointer")]
    fn drag_on(
        &mut self,
        ui: &Ui,
        view: &ReaderView<'_>,
        drag: Drag,
        point: Pos2,
        origin: Pos2,
        modifiers: Modifiers,
        events: &mut Vec<ReaderEvent>,
    ) {
        // Beyond the upper and lower edge the text comes along.
        let (top, bottom) = (self.frame.rect.top(), self.frame.rect.bottom());
        let beyond = if point.y < top { point.y - top } else { (point.y - bottom).max(0.0) };
        if beyond != 0.0 {
            self.column.scroll(beyond.clamp(-60.0, 60.0) * 0.4);
            ui.ctx().request_repaint();
        }
        let inside = egui::pos2(point.x, point.y.clamp(top, bottom - 1.0));
        let Some(byte) = self.byte_at(inside) else { return };
        match drag {
            Drag::Select { from, begun } => {
                if !begun && (point - origin).length() < 4.0 {
                    return;
                }
                self.drag = Some(Drag::Select { from, begun: true });
                let selection = select::snapped(view.article.text(), from, byte, modifiers.alt);
                if view.selection != Some(selection) {
                    events.push(ReaderEvent::Select(selection));
                }
            }
            Drag::Edge { mark, edge, .. } => {
                let text = view.article.text();
                let word = words::word_at(text, byte);
                let snapped = match edge {
                    _ if modifiers.alt || byte == word.start || byte == word.end => byte,
                    Edge::Start => word.start,
                    Edge::End => word.end,
                };
                self.drag = Some(Drag::Edge { mark, edge, byte: snapped });
                if let Some(at) = self.position_of(snapped) {
                    ui.painter().vline(at.center().x, at.y_range(), egui::Stroke::new(2.0, view.theme.accent));
                }
            }
        }
    }

    fn cursor(&self, view: &ReaderView<'_>, point: Pos2, on_card: bool) -> CursorIcon {
        if on_card {
            return CursorIcon::PointingHand;
        }
        if self.frame.bar.contains(point) {
            return CursorIcon::Default;
        }
        if self.handles(view).iter().any(|(_, rect)| rect.expand2(egui::vec2(4.0, 3.0)).contains(point)) {
            return CursorIcon::ResizeHorizontal;
        }
        CursorIcon::Text
    }
}
