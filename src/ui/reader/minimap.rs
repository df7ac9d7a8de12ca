//! The scroll bar and its picture of the whole article: where mentions, stances and finds are.
//!
//! The picture counts bytes, as the scroll bar does, so it depends on no layout. When annotations change, the part in sight is
//! made anew at once and the rest over the next frames, some hundred marks in each: one new mention among a hundred thousand
//! costs nothing that one could feel.

use super::ReaderView;
use super::palette::Palette;
use crate::model::{Article, Polarity};
use crate::text::Span;
use crate::ui::theme::Theme;
use egui::{Color32, CornerRadius, Mesh, Painter, Rect, Shape, pos2};
use std::ops::Range;
use std::sync::Arc;

/// Width of the scroll bar in points.
pub(super) const WIDTH: f32 = 14.0;
/// Strips the picture has; more than a screen has lines of pixels is waste.
const STRIPS: usize = 512;
/// Strips made per frame while the picture is stale, for an article of average density.
const MARKS_PER_FRAME: usize = 600;

#[derive(Clone, Copy, Default, PartialEq)]
struct Strip {
    mention: Option<Color32>,
    stance: Option<Polarity>,
}

/// The picture.
#[derive(Default)]
pub(super) struct Minimap {
    strips: Vec<Strip>,
    made_for: Option<Arc<Article>>,
    theme: Option<Theme>,
    /// Strips from here on are stale; all are fresh where it is `STRIPS`.
    next: usize,
    picture: Option<(Rect, Arc<Mesh>)>,
}

impl Minimap {
    /// Brings the picture nearer to the truth; true where more remains to be done.
    pub(super) fn update(&mut self, view: &ReaderView<'_>, palette: &Palette, seen: Range<usize>) -> bool {
        let total = view.article.text().len();
        let same = self.made_for.as_ref().is_some_and(|old| Arc::ptr_eq(old, view.article));
        let look = self.theme.as_ref() == Some(view.theme);
        if !same || !look {
            let same_text = self.made_for.as_ref().is_some_and(|old| old.text().as_ptr() == view.article.text().as_ptr());
            if !same_text || !look || self.strips.len() != STRIPS {
                self.strips = vec![Strip::default(); STRIPS];
                self.picture = None;
            }
            self.made_for = Some(Arc::clone(view.article));
            self.theme = Some(view.theme.clone());
            self.next = 0;
            let strip = |byte: usize| byte * STRIPS / total.max(1);
            for at in strip(seen.start)..(strip(seen.end) + 1).min(STRIPS) {
                self.make(view, palette, at, total);
            }
        }
        let density = (view.article.mention_count() / STRIPS).max(1);
        let stop = (self.next + (MARKS_PER_FRAME / density).clamp(1, 64)).min(STRIPS);
        while self.next < stop {
            self.make(view, palette, self.next, total);
            self.next += 1;
        }
        self.next < STRIPS
    }

    fn make(&mut self, view: &ReaderView<'_>, palette: &Palette, at: usize, total: usize) {
        let text = view.article.text();
        let edge = |strip: usize| {
            let mut byte = strip * total / STRIPS;
            while !text.is_char_boundary(byte) {
                byte -= 1;
            }
            byte
        };
        let Ok(span) = Span::new(text, edge(at)..edge(at + 1)) else { return };
        let mention = view.article.mentions_within(span).last().map(|mention| palette.tint(mention.label).edge);
        let stance = view.article.stances_within(span).last().map(|stance| stance.polarity);
        let strip = Strip { mention, stance };
        if self.strips[at] != strip {
            self.strips[at] = strip;
            self.picture = None;
        }
    }

    /// The marks as one mesh, kept until they change.
    fn draw(&self, bar: Rect, palette: &Palette) -> Mesh {
        let mut mesh = Mesh::default();
        let height = (bar.height() / STRIPS as f32).max(1.5);
        for (at, strip) in self.strips.iter().enumerate() {
            let top = bar.top() + at as f32 / STRIPS as f32 * bar.height();
            if let Some(colour) = strip.mention {
                let mark = Rect::from_min_max(pos2(bar.left() + 3.0, top), pos2(bar.left() + 6.5, top + height));
                mesh.add_colored_rect(mark, colour.gamma_multiply(0.8));
            }
            if let Some(polarity) = strip.stance {
                let mark = Rect::from_min_max(pos2(bar.right() - 6.5, top), pos2(bar.right() - 3.0, top + height.max(2.0)));
                mesh.add_colored_rect(mark, palette.polarity(polarity).colour);
            }
        }
        mesh
    }

    /// Paints bar, picture and thumb; `shares` are the parts of the text above and below the viewport's edges.
    pub(super) fn paint(
        &mut self,
        painter: &Painter,
        bar: Rect,
        view: &ReaderView<'_>,
        palette: &Palette,
        shares: (f32, f32),
        hovered: bool,
    ) {
        let theme = view.theme;
        painter.rect_filled(bar, CornerRadius::ZERO, theme.paper);
        let y = |share: f32| bar.top() + share * bar.height();
        let (top, bottom) = (y(shares.0), y(shares.1).max(y(shares.0) + 22.0).min(bar.bottom()));
        let thumb = Rect::from_min_max(pos2(bar.left() + 1.0, top.min(bottom - 22.0)), pos2(bar.right() - 1.0, bottom));
        if shares.1 - shares.0 < 0.995 {
            let strength = if hovered { 0.20 } else { 0.10 };
            painter.rect_filled(thumb, CornerRadius::same(4), theme.ink.gamma_multiply(strength));
        }
        if self.picture.as_ref().is_none_or(|(made_for, _)| *made_for != bar) {
            self.picture = Some((bar, Arc::new(self.draw(bar, palette))));
        }
        if let Some((_, picture)) = &self.picture {
            painter.add(Shape::Mesh(Arc::clone(picture)));
        }
        let total = view.article.text().len().max(1) as f32;
        let step = (view.hits.len() / 400).max(1);
        for hit in view.hits.iter().step_by(step) {
            let top = y(hit.start() as f32 / total);
            let mark = Rect::from_min_max(pos2(bar.left() + 2.0, top), pos2(bar.right() - 2.0, top + 2.0));
            painter.rect_filled(mark, CornerRadius::ZERO, theme.current_hit);
        }
    }
}
