//! A chart as a PNG picture, drawn on the CPU: white paper, twice the size of the drawing.

use crate::analysis::picture::{Anchor, Face, Ink, Pen, Picture, Shape, TURN, WIDTH, wings};
use crate::say;
use crate::ui::fonts::{self, Faces};
use parley::{FontFamily, FontWeight, Layout, LayoutContext, PositionedLayoutItem, StyleProperty};
use vello_cpu::color::{AlphaColor, OpaqueColor, Srgb};
use vello_cpu::kurbo::{Affine, BezPath, Circle, Point, Rect, RoundedRect, Shape as _, Stroke};
use vello_cpu::{Glyph, Pixmap, RenderContext, Resources};

/// Pixels for one of the drawing's.
const SCALE: f64 = 2.0;
/// White around the drawing, in its pixels.
const MARGIN: f64 = 16.0;
/// Taller pictures are cut.
const TALLEST: f64 = 15_000.0;

const INK: u32 = 0x23_262e;
const SOFT: u32 = 0x6b_7280;
const RULE: u32 = 0xdf_e2e8;

fn colour(rgb: u32, opacity: f64) -> AlphaColor<Srgb> {
    let [_, r, g, b] = rgb.to_be_bytes();
    AlphaColor::from_rgba8(r, g, b, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8)
}

/// The picture as a PNG file; `system` allows the system's fonts for scripts that the bundled faces do not have.
///
/// # Errors
/// In words, where the picture cannot be written as PNG.
pub fn png(picture: &Picture, system: bool) -> Result<Vec<u8>, String> {
    let size = |length: f64| ((length + 2.0 * MARGIN) * SCALE).ceil().clamp(1.0, TALLEST) as u16;
    let (width, height) = (size(WIDTH), size(picture.height));
    let mut painter = Painter {
        canvas: RenderContext::new(width, height),
        resources: Resources::new(),
        faces: Faces::new(system),
        layouts: LayoutContext::new(),
        whole: Affine::scale(SCALE).then_translate((MARGIN * SCALE, MARGIN * SCALE).into()),
    };
    painter.canvas.set_paint(OpaqueColor::<Srgb>::WHITE);
    painter.canvas.fill_rect(&Rect::new(0.0, 0.0, f64::from(width), f64::from(height)));
    for shape in &picture.shapes {
        painter.draw(shape);
    }
    painter.canvas.flush();
    let mut pixels = Pixmap::new(width, height);
    painter.canvas.render(&mut pixels, &mut painter.resources);
    pixels.into_png().map_err(|error| say!("the-picture-could-not-be-written", error = error.to_string()))
}

struct Painter {
    canvas: RenderContext,
    resources: Resources,
    faces: Faces,
    layouts: LayoutContext<()>,
    whole: Affine,
}

impl Painter {
    fn draw(&mut self, shape: &Shape) {
        self.canvas.set_transform(self.whole);
        match shape {
            Shape::Box { at: [x, y, wide, high], ink, opacity, .. } => {
                let path = RoundedRect::new(*x, *y, x + wide, y + high, 2.0).to_path(0.05);
                self.fill(&path, colour(ink.rgb(), *opacity));
            }
            Shape::Hatched { at: [x, y, wide, high], .. } => {
                self.canvas.push_clip_path(&Rect::new(*x, *y, x + wide, y + high).to_path(0.05));
                let mut start = x - high;
                while start < x + wide {
                    let mut path = BezPath::new();
                    path.move_to((start, y + high));
                    path.line_to((start + high, *y));
                    self.stroke(&path, 1.4, colour(Ink::Bar.rgb(), 1.0));
                    start += 5.0;
                }
                self.canvas.pop_clip_path();
            }
            Shape::Line { from, to, pen } => {
                let mut path = BezPath::new();
                path.move_to(*from);
                path.line_to(*to);
                match pen {
                    Pen::Rule => self.stroke(&path, 1.0, colour(RULE, 1.0)),
                    Pen::Whisker => self.stroke(&path, 1.25, colour(INK, 1.0)),
                }
            }
            Shape::Arrow { from, bend, to, ink, width, .. } => {
                let mut path = BezPath::new();
                path.move_to(*from);
                path.quad_to(*bend, *to);
                self.stroke(&path, *width, colour(ink.rgb(), 1.0));
                let [a, b] = wings(*bend, *to, *width);
                let mut head = BezPath::new();
                head.move_to(*to);
                head.line_to(a);
                head.line_to(b);
                head.close_path();
                self.fill(&head, colour(ink.rgb(), 1.0));
            }
            Shape::Disc { at, radius, ink, .. } => {
                self.fill(&Circle::new(*at, *radius).to_path(0.05), colour(ink.rgb(), 1.0));
            }
            Shape::Text { at, anchor, face, turned, text } => self.text((*at).into(), *anchor, *face, *turned, text),
        }
    }

    fn fill(&mut self, path: &BezPath, paint: AlphaColor<Srgb>) {
        self.canvas.set_paint(paint);
        self.canvas.fill_path(path);
    }

    fn stroke(&mut self, path: &BezPath, width: f64, paint: AlphaColor<Srgb>) {
        self.canvas.set_paint(paint);
        self.canvas.set_stroke(Stroke::new(width));
        self.canvas.stroke_path(path);
    }

    fn text(&mut self, at: Point, anchor: Anchor, face: Face, turned: bool, text: &str) {
        let mut layout = self.lay_out(face, text);
        if has_gaps(&layout) && self.faces.ask_system() {
            layout = self.lay_out(face, text);
        }
        let paint = match face {
            Face::Plain | Face::Small | Face::Rimmed => colour(INK, 1.0),
            Face::Soft | Face::SmallSoft => colour(SOFT, 1.0),
            Face::On => colour(0xff_ffff, 1.0),
        };
        let wide = f64::from(layout.width()) / SCALE;
        let shift = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => -wide / 2.0,
            Anchor::End => -wide,
        };
        let turn = if turned { Affine::rotate(TURN.to_radians()) } else { Affine::IDENTITY };
        // Glyphs are laid out in pixels of the picture, the drawing in its own.
        let place =
            self.whole * Affine::translate(at.to_vec2()) * turn * Affine::translate((shift, 0.0)) * Affine::scale(1.0 / SCALE);
        self.canvas.set_transform(place);
        self.canvas.set_paint(paint);
        let Some(line) = layout.lines().next() else { return };
        let baseline = line.metrics().baseline;
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else { continue };
            let glyphs: Vec<Glyph> =
                run.positioned_glyphs().map(|glyph| Glyph { id: glyph.id, x: glyph.x, y: glyph.y - baseline }).collect();
            let inner = run.run();
            let coords: Vec<i16> = inner.normalized_coords().iter().map(|coord| coord.to_bits()).collect();
            self.canvas
                .glyph_run(&mut self.resources, inner.font())
                .font_size(inner.font_size())
                .hint(false)
                .normalized_coords(&coords)
                .fill_glyphs(glyphs.into_iter());
        }
    }

    fn lay_out(&mut self, face: Face, text: &str) -> Layout<()> {
        let mut builder = self.layouts.ranged_builder(&mut self.faces.context, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::Source(fonts::Face::Sans.families().into())));
        builder.push_default(StyleProperty::FontSize((face.size() * SCALE) as f32));
        if face == Face::On {
            builder.push_default(StyleProperty::FontWeight(FontWeight::new(600.0)));
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(None);
        layout
    }
}

/// Does a character have no glyph?
fn has_gaps(layout: &Layout<()>) -> bool {
    layout.lines().flat_map(|line| line.items().collect::<Vec<_>>()).any(|item| match item {
        PositionedLayoutItem::GlyphRun(run) => run.glyphs().any(|glyph| glyph.id == 0),
        PositionedLayoutItem::InlineBox(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::svg::{Bar, bars};

    #[test]
    fn a_chart_becomes_a_picture_with_its_bars_and_words() {
        let bar = |name: &str, value, suggested| Bar {
            name: name.into(),
            note: "41 %".into(),
            value,
            interval: Some((0.2, 0.6)),
            suggested,
        };
        let picture = bars("Sources", "", &[bar("Ada Brink", 0.4, 0.2), bar("Мария", 0.1, 0.0)], 0.7);
        let bytes = png(&picture, false).unwrap();
        let pixels = Pixmap::from_png(std::io::Cursor::new(&bytes)).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (1504, ((picture.height + 32.0) * 2.0) as u16));
        let count = |rgb: u32| {
            let [_, r, g, b] = rgb.to_be_bytes();
            pixels.data().iter().filter(|pixel| (pixel.r, pixel.g, pixel.b) == (r, g, b)).count()
        };
        let long = 0.4 / 0.7 * (WIDTH - 286.0) * 2.0 * 32.0;
        assert!(count(Ink::Bar.rgb()) as f64 > long * 0.9, "the first bar is filled");
        assert!(count(INK) > 400, "names and whiskers are drawn");
    }
}
