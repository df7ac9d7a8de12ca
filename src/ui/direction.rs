//! The window of a right-to-left language: everything is laid out as ever, and the finished picture is mirrored, panels, rows,
//! menus, scroll bars and arrows alike; the pointer is mirrored on its way in. Text keeps its own order (see `bidi`), and the
//! article keeps its own direction: the reader's place is mirrored, what is in it is not.

use super::{bidi, carets};
use crate::words;
use egui::epaint::{ClippedShape, Shape, TextShape};
use egui::{Context, CursorIcon, Event, FullOutput, Galley, Id, Key, Order, Plugin, Pos2, RawInput, Rect, accesskit};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Near its edges a kept place hears the pointer as its neighbours do, whose handles reach into it.
const EDGE: f32 = 6.0;

/// Mirrors what egui draws and hears while the language asks for it.
#[derive(Default)]
pub struct Direction {
    /// What stands in the mirrored place, unmirrored itself: its clip rectangle, and the node that tells of it.
    kept: Option<(Rect, Id)>,
    /// A button went down, inside the kept place or not: so the pointer counts until it goes up.
    held: Option<bool>,
    /// Texts in another order than egui's, by the address of egui's, which is held so that the address stays its own.
    texts: HashMap<usize, (Arc<Galley>, Arc<Galley>)>,
    mirrored: bool,
    /// The text in the field in use goes from right to left: there the arrow to the left leads on.
    typed_rtl: bool,
}

/// Mirrors windows of this context while the language of the thread is written from right to left.
pub fn install(ctx: &Context) {
    ctx.add_plugin(Direction::default());
}

/// What is painted with exactly this clip rectangle keeps its own direction, as does the node of this id and what is in it.
pub fn keep(ctx: &Context, clip: Rect, id: Id) {
    if words::spoken().is_rtl()
        && let Some(plugin) = ctx.plugin_opt::<Direction>()
    {
        plugin.lock().kept = Some((clip, id));
    }
}

/// A point of the kept place as what is drawn over it counts: for a menu at the pointer.
pub fn over(ctx: &Context, point: Pos2) -> Pos2 {
    let kept = ctx.plugin_opt::<Direction>().and_then(|plugin| plugin.lock().kept);
    kept.filter(|(rect, _)| words::spoken().is_rtl() && rect.contains(point)).map_or(point, |(rect, _)| across(rect, point))
}

impl Plugin for Direction {
    fn debug_name(&self) -> &'static str {
        "direction"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let typing = self.typed_rtl && ctx.memory(|memory| memory.focused()).is_some();
        for event in input.events.iter_mut().filter(|_| typing) {
            if let Event::Key { key, modifiers, .. } = event
                && !modifiers.alt
            {
                *key = match *key {
                    Key::ArrowLeft => Key::ArrowRight,
                    Key::ArrowRight => Key::ArrowLeft,
                    other => other,
                };
            }
        }
        if !words::spoken().is_rtl() {
            self.held = None;
            return;
        }
        let screen = input.screen_rect.unwrap_or_else(|| ctx.viewport_rect());
        for event in &mut input.events {
            match event {
                Event::PointerMoved(at) => *at = self.point(ctx, screen, *at),
                Event::PointerButton { pos, pressed, .. } => {
                    let at = self.point(ctx, screen, *pos);
                    self.held = pressed.then(|| at != across(screen, *pos));
                    *pos = at;
                }
                Event::Touch { pos, .. } => *pos = self.point(ctx, screen, *pos),
                Event::MouseMoved(by) => by.x = -by.x,
                Event::MouseWheel { delta, .. } => delta.x = -delta.x,
                _ => {}
            }
        }
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        self.mirrored = words::spoken().is_rtl();
        let screen = ctx.viewport_rect();
        let mut used = HashSet::new();
        let mut typing = output.platform_output.ime.as_ref().and_then(|ime| Typing::in_use(ctx, ime.rect));
        self.typed_rtl = false;
        for clipped in &mut output.shapes {
            let place = clipped.clip_rect;
            self.turn(ctx, clipped, screen, &mut used);
            let Some(typing) = typing.as_mut().filter(|typing| typing.place.expand(2.0).contains_rect(place)) else { continue };
            match &mut clipped.shape {
                Shape::Text(text) => {
                    let text = text.clone();
                    clipped.shape = self.typed(ctx, screen, text.clone(), typing);
                    typing.drawn = Some((place, text));
                }
                Shape::LineSegment { points: [top, bottom], .. } if top.x == bottom.x => {
                    let text = typing.drawn.as_ref().filter(|(of, _)| *of == place).map(|(_, text)| text);
                    if let Some(x) = text.and_then(|text| self.caret(text, typing.index)) {
                        (top.x, bottom.x) = (x, x);
                    }
                }
                _ => {}
            }
        }
        self.texts.retain(|address, _| used.contains(address));
        if !self.mirrored {
            self.kept = None;
            return;
        }
        let platform = &mut output.platform_output;
        platform.cursor_icon = turned_cursor(platform.cursor_icon);
        if let Some(ime) = &mut platform.ime {
            ime.rect = across_rect(screen, ime.rect);
            ime.cursor_rect = across_rect(screen, ime.cursor_rect);
        }
        if let Some(update) = &mut platform.accesskit_update {
            self.tell(screen, update);
        }
    }
}

impl Direction {
    /// Where the pointer is for egui, when it is here on the screen.
    fn point(&self, ctx: &Context, screen: Rect, at: Pos2) -> Pos2 {
        let turned = across(screen, at);
        let Some((rect, _)) = self.kept else { return turned };
        let moved = at - egui::vec2(shift_of(screen, rect), 0.0);
        let inside = self.held.unwrap_or_else(|| {
            let free = ctx.layer_id_at(turned).is_none_or(|layer| layer.order == Order::Background);
            free && rect.shrink2(egui::vec2(EDGE, 0.0)).contains(moved)
        });
        if inside { moved } else { turned }
    }

    /// The text of the field in use as it is drawn, after the pointer was answered where it was drawn.
    fn typed(&mut self, ctx: &Context, screen: Rect, mut text: TextShape, typing: &mut Typing) -> Shape {
        let words = &text.galley.job.text;
        self.typed_rtl = bidi::runs_rtl(words, self.mirrored);
        if !self.mirrored && !bidi::has_rtl(words) {
            return Shape::Text(text);
        }
        let mirrored = self.mirrored;
        let real = |point| if mirrored { across(screen, point) } else { point };
        if let Some(index) = carets::touched(ctx, typing.id, &text.galley, text.pos, real) {
            typing.index = index;
        }
        let selected = egui::TextEdit::load_state(ctx, typing.id).and_then(|state| state.cursor.char_range());
        let Some(selected) = selected.filter(|range| !range.is_empty()) else { return Shape::Text(text) };
        let [start, end] = selected.sorted_cursors().map(|cursor| cursor.index.0);
        let look = ctx.global_style().visuals.selection;
        let (mut shapes, bare) = carets::on_ground(&text.galley, text.pos, start..end, &look);
        text.galley = bare;
        shapes.push(Shape::Text(text));
        Shape::Vec(shapes)
    }

    /// The caret of a text field that was drawn so, where it is not where egui has it.
    fn caret(&self, text: &TextShape, index: usize) -> Option<f32> {
        if !self.mirrored && !bidi::has_rtl(&text.galley.job.text) {
            return None;
        }
        let (row, x) = bidi::caret(&text.galley, index)?;
        Some(text.pos.x + text.galley.rows[row].pos.x + x)
    }

    fn turn(&mut self, ctx: &Context, clipped: &mut ClippedShape, screen: Rect, used: &mut HashSet<usize>) {
        if !self.mirrored {
            self.order(&mut clipped.shape, used);
        } else if let Some((rect, _)) = self.kept.filter(|(rect, _)| *rect == clipped.clip_rect) {
            let by = egui::vec2(shift_of(screen, rect), 0.0);
            clipped.shape.translate(by);
            clipped.clip_rect = clipped.clip_rect.translate(by);
            self.order(&mut clipped.shape, used);
        } else {
            let along = overhang(ctx, clipped);
            clipped.clip_rect = across_rect(screen, clipped.clip_rect);
            self.mirror(&mut clipped.shape, screen, used);
            if along != 0.0 {
                clipped.shape.translate(egui::vec2(along, 0.0));
            }
        }
    }

    /// Puts the words of texts in order, without mirroring anything.
    fn order(&mut self, shape: &mut Shape, used: &mut HashSet<usize>) {
        match shape {
            Shape::Text(text) if bidi::has_rtl(&text.galley.job.text) => {
                text.galley = self.text(&text.galley, used);
            }
            Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| self.order(shape, used)),
            _ => {}
        }
    }

    fn mirror(&mut self, shape: &mut Shape, screen: Rect, used: &mut HashSet<usize>) {
        let turn = |point: &mut Pos2| *point = across(screen, *point);
        match shape {
            Shape::Noop => {}
            Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| self.mirror(shape, screen, used)),
            Shape::Circle(circle) => turn(&mut circle.center),
            Shape::Ellipse(ellipse) => {
                turn(&mut ellipse.center);
                ellipse.angle = -ellipse.angle;
            }
            Shape::LineSegment { points, .. } => points.iter_mut().for_each(turn),
            // A tick is a tick in every direction.
            Shape::Path(path) if is_tick(&path.points) && !path.closed => {
                let by = shift_of(screen, Rect::from_points(&path.points));
                path.points.iter_mut().for_each(|point| point.x += by);
            }
            Shape::Path(path) => path.points.iter_mut().for_each(turn),
            Shape::QuadraticBezier(curve) => curve.points.iter_mut().for_each(turn),
            Shape::CubicBezier(curve) => curve.points.iter_mut().for_each(turn),
            Shape::Band(band) => {
                for point in &mut band.points {
                    point.x = screen.left() + screen.right() - point.x;
                }
                band.points.reverse();
                band.angle = -band.angle;
            }
            Shape::Rect(rect) => {
                rect.rect = across_rect(screen, rect.rect);
                rect.angle = -rect.angle;
                let corners = rect.corner_radius;
                (rect.corner_radius.nw, rect.corner_radius.ne) = (corners.ne, corners.nw);
                (rect.corner_radius.sw, rect.corner_radius.se) = (corners.se, corners.sw);
            }
            Shape::Mesh(mesh) => {
                for vertex in &mut Arc::make_mut(mesh).vertices {
                    vertex.pos = across(screen, vertex.pos);
                }
            }
            Shape::Text(text) => self.mirror_text(text, screen, used),
            Shape::Callback(callback) => callback.rect = across_rect(screen, callback.rect),
        }
    }

    fn mirror_text(&mut self, text: &mut TextShape, screen: Rect, used: &mut HashSet<usize>) {
        if text.angle != 0.0 {
            let along = egui::emath::Rot2::from_angle(text.angle) * egui::vec2(text.galley.rect.right(), 0.0);
            text.pos = across(screen, text.pos + along);
            text.angle = -text.angle;
            if let Some(ordered) = bidi::visual(&text.galley, true) {
                text.galley = Arc::new(ordered);
            }
            return;
        }
        text.pos = across(screen, text.pos);
        text.galley = self.text(&text.galley, used);
    }

    /// The text in visual order and, in a mirrored window, with its rows to the left of its place.
    fn text(&mut self, galley: &Arc<Galley>, used: &mut HashSet<usize>) -> Arc<Galley> {
        let address = Arc::as_ptr(galley) as usize;
        used.insert(address);
        let mirrored = self.mirrored;
        let make = || {
            let mut turned = bidi::visual(galley, mirrored).unwrap_or_else(|| (**galley).clone());
            if mirrored {
                turn_rows(&mut turned);
            }
            (galley.clone(), Arc::new(turned))
        };
        self.texts.entry(address).or_insert_with(make).1.clone()
    }

    /// Tells screen readers where things are now.
    fn tell(&self, screen: Rect, update: &mut accesskit::TreeUpdate) {
        let mut kept = HashSet::new();
        if let Some((_, id)) = self.kept {
            let children: HashMap<_, _> = update.nodes.iter().map(|(id, node)| (*id, node.children().to_vec())).collect();
            let mut open = vec![id.accesskit_id()];
            while let Some(id) = open.pop() {
                open.extend(children.get(&id).into_iter().flatten());
                kept.insert(id);
            }
        }
        for (id, node) in &mut update.nodes {
            // The one name that egui itself gives.
            if node.label() == Some("Resize panel") {
                node.set_label(crate::say!("resize-panel"));
            }
            let Some(bounds) = node.bounds() else { continue };
            let (left, right) = (f64::from(screen.left()), f64::from(screen.right()));
            let (x0, x1) = match self.kept {
                Some((rect, _)) if kept.contains(id) => {
                    let by = f64::from(shift_of(screen, rect));
                    (bounds.x0 + by, bounds.x1 + by)
                }
                _ => (left + right - bounds.x1, left + right - bounds.x0),
            };
            node.set_bounds(accesskit::Rect { x0, x1, ..bounds });
        }
    }
}

/// The text field in use.
struct Typing {
    id: Id,
    /// Where egui has it.
    place: Rect,
    /// The character before which its caret stands.
    index: usize,
    /// Its text as it was drawn, and the clip rectangle of it.
    drawn: Option<(Rect, TextShape)>,
}

impl Typing {
    fn in_use(ctx: &Context, place: Rect) -> Option<Self> {
        let id = ctx.memory(|memory| memory.focused())?;
        let range = egui::TextEdit::load_state(ctx, id)?.cursor.char_range()?;
        Some(Self { id, place, index: range.primary.index.0, drawn: None })
    }
}

/// How far the line of a text field that is longer than the field is to go when it is mirrored: where its words go from left to
/// right, what egui lets one see of it is to be seen again, its beginning for instance.
fn overhang(ctx: &Context, clipped: &ClippedShape) -> f32 {
    let Shape::Text(text) = &clipped.shape else { return 0.0 };
    let (place, line) = (clipped.clip_rect, text.galley.rect.translate(text.pos.to_vec2()));
    let longer = text.galley.rows.len() == 1 && text.angle == 0.0 && line.width() > place.width() && place.width() > 0.0;
    if !longer || bidi::runs_rtl(&text.galley.job.text, true) || !is_field(ctx, place) {
        return 0.0;
    }
    (line.right() - place.right()) - (place.left() - line.left())
}

/// Is this the inside of a text field?
fn is_field(ctx: &Context, place: Rect) -> bool {
    let around: Vec<Id> = ctx.viewport(|viewport| {
        let widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
        widgets.filter(|widget| widget.rect.expand(2.0).contains_rect(place)).map(|widget| widget.id).collect()
    });
    around.into_iter().any(|id| egui::TextEdit::load_state(ctx, id).is_some())
}

/// Each row goes as far to the left of the text's place as it stood to the right of it.
fn turn_rows(galley: &mut Galley) {
    let last = galley.rows.len().saturating_sub(1);
    for (index, placed) in galley.rows.iter_mut().enumerate() {
        // The space at which a left-to-right line was broken hangs over.
        let hangs = index < last && !placed.ends_with_newline && placed.glyphs.last().is_some_and(|glyph| glyph.chr == ' ');
        let rightmost = placed.glyphs.iter().rev().find(|glyph| glyph.chr != ' ');
        let over = match placed.glyphs.last().zip(rightmost) {
            Some((space, glyph)) if hangs && space.pos.x >= glyph.pos.x => placed.row.size.x - glyph.max_x(),
            _ => 0.0,
        };
        // In a wrapped line of widgets the first row begins where the last widget ended.
        let begins = placed.glyphs.iter().map(|glyph| glyph.pos.x).reduce(f32::min).unwrap_or(0.0);
        placed.pos.x = -(placed.pos.x + begins + placed.row.size.x - over).round();
    }
    galley.rect = across_rect(Rect::ZERO, galley.rect);
    galley.mesh_bounds = across_rect(Rect::ZERO, galley.mesh_bounds).expand2(egui::vec2(2.0, 0.0));
}

fn across(screen: Rect, point: Pos2) -> Pos2 {
    egui::pos2(screen.left() + screen.right() - point.x, point.y)
}

fn across_rect(screen: Rect, rect: Rect) -> Rect {
    let sum = screen.left() + screen.right();
    Rect::from_min_max(egui::pos2(sum - rect.right(), rect.top()), egui::pos2(sum - rect.left(), rect.bottom()))
}

/// How far to the right a place goes when the window is mirrored.
fn shift_of(screen: Rect, rect: Rect) -> f32 {
    (screen.left() + screen.right() - rect.right()) - rect.left()
}

/// Does this line go down a little and then up, and higher than it began, as in a check box? An arrow down ends as high.
fn is_tick(points: &[Pos2]) -> bool {
    matches!(points, [a, b, c] if a.x < b.x && b.x < c.x && b.y > a.y && a.y - c.y > (b.y - a.y) * 0.2)
}

fn turned_cursor(icon: CursorIcon) -> CursorIcon {
    match icon {
        CursorIcon::ResizeEast => CursorIcon::ResizeWest,
        CursorIcon::ResizeWest => CursorIcon::ResizeEast,
        CursorIcon::ResizeNeSw => CursorIcon::ResizeNwSe,
        CursorIcon::ResizeNwSe => CursorIcon::ResizeNeSw,
        CursorIcon::ResizeNorthEast => CursorIcon::ResizeNorthWest,
        CursorIcon::ResizeNorthWest => CursorIcon::ResizeNorthEast,
        CursorIcon::ResizeSouthEast => CursorIcon::ResizeSouthWest,
        CursorIcon::ResizeSouthWest => CursorIcon::ResizeSouthEast,
        other => other,
    }
}
