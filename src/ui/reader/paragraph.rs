//! One laid-out paragraph: shaped, ordered and broken by parley, with its glyphs as a mesh and its geometry both ways.
//!
//! Coordinates are points from the paragraph's upper left corner; bytes count from its first byte. Marks are no part of it:
//! they are rectangles asked for afterwards, which is why annotating never shapes a word again.

use super::glyphs::Glyphs;
use crate::ui::fonts::{Face, Faces};
use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Rect, TextureId, Vec2, pos2, vec2};
use parley::{
    Affinity, Alignment, AlignmentOptions, BaseDirection, Cursor, FontFamily, FontStyle, FontWeight, Layout, LayoutContext,
    LineHeight, OverflowWrap, PositionedLayoutItem, StyleProperty,
};
use std::ops::Range;

/// How a text is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct TextStyle {
    pub(super) face: Face,
    /// Points.
    pub(super) size: f32,
    /// Distance of baselines, points.
    pub(super) line_height: f32,
    pub(super) weight: f32,
    pub(super) italic: bool,
    pub(super) direction: BaseDirection,
}

/// Everything needed to set text.
pub(super) struct Engine {
    faces: Faces,
    context: LayoutContext<()>,
    pub(super) glyphs: Glyphs,
    /// Counts layouts, for tests and the bench: annotating must not raise it.
    pub(super) laid_out: usize,
}

/// A paragraph ready to be painted.
pub(super) struct Paragraph {
    layout: Layout<()>,
    mesh: Mesh,
    clusters: Vec<ClusterBox>,
    lines: Vec<LineBox>,
    scale: f32,
    /// Size of its letters, points.
    pub(super) size_of_text: f32,
    /// A character that no font has.
    pub(super) missing: Option<char>,
}

/// One cluster (a grapheme, or a part of a ligature), in visual order within its line.
struct ClusterBox {
    start: u32,
    left: f32,
    right: f32,
}

/// One line.
struct LineBox {
    top: f32,
    bottom: f32,
    baseline: f32,
    text: Range<usize>,
    clusters: Range<usize>,
}

/// A visually contiguous piece of a byte range: a range has one per line, and several where directions mix.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Piece {
    /// The height of the whole line.
    pub(super) rect: Rect,
    pub(super) baseline: f32,
    pub(super) line: usize,
}

impl Engine {
    pub(super) fn new(system_fonts: bool) -> Self {
        Self { faces: Faces::new(system_fonts), context: LayoutContext::new(), glyphs: Glyphs::new(), laid_out: 0 }
    }

    /// Sets `text` (no line breaks in it) in lines of at most `width` points, at `scale` pixels per point.
    pub(super) fn paragraph(&mut self, text: &str, style: &TextStyle, width: f32, scale: f32) -> Paragraph {
        self.laid_out += 1;
        let mut layout = self.layout(text, style, width, scale);
        let mut missing = missing_character(&layout, text);
        if missing.is_some() && self.faces.ask_system() {
            layout = self.layout(text, style, width, scale);
            missing = missing_character(&layout, text);
        }
        let mut paragraph = Paragraph::new(layout, scale, style.size);
        paragraph.missing = missing;
        self.mesh(&mut paragraph);
        paragraph
    }

    fn layout(&mut self, text: &str, style: &TextStyle, width: f32, scale: f32) -> Layout<()> {
        let mut builder = self.context.ranged_builder(&mut self.faces.context, text, scale, true);
        builder.set_base_direction(style.direction);
        builder.push_default(StyleProperty::FontFamily(FontFamily::Source(style.face.families().into())));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(style.weight)));
        if style.italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        builder.push_default(LineHeight::Absolute(style.line_height));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let mut layout = builder.build(text);
        layout.break_all_lines(Some((width * scale).max(1.0)));
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
    }

    /// Makes the mesh; texture coordinates stay in pixels, as the atlas may still grow.
    fn mesh(&mut self, paragraph: &mut Paragraph) {
        let mut mesh = Mesh::default();
        let points = 1.0 / paragraph.scale;
        for line in paragraph.layout.lines() {
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(glyph_run) = item else { continue };
                let run = glyph_run.run();
                let synthesis = run.synthesis();
                let skew = synthesis.skew().map_or(0.0, |degrees| degrees.to_radians().tan());
                let coords = run.normalized_coords().iter().map(|coord| coord.to_bits()).collect();
                let font = self.glyphs.run(run.font(), run.font_size(), coords, synthesis.embolden(), skew);
                for glyph in glyph_run.positioned_glyphs() {
                    let (Some(slot), pixel) = self.glyphs.slot(&font, glyph.id, glyph.x) else { continue };
                    let size = vec2(f32::from(slot.size[0]), f32::from(slot.size[1]));
                    let corner = pos2(pixel + f32::from(slot.offset[0]), glyph.y.round() + f32::from(slot.offset[1]));
                    let texels = Rect::from_min_size(pos2(f32::from(slot.min[0]), f32::from(slot.min[1])), size);
                    let colour = if slot.coloured { Color32::WHITE } else { INK };
                    mesh.add_rect_with_uv(Rect::from_min_size(corner, size) * points, texels, colour);
                }
            }
        }
        paragraph.mesh = mesh;
    }

    /// The paragraph's mesh at `origin` in this colour: the only work on text that each frame does.
    pub(super) fn place(&self, paragraph: &Paragraph, origin: Pos2, ink: Color32, texture: TextureId) -> Mesh {
        let [width, height] = self.glyphs.size();
        let scale = vec2(1.0 / width as f32, 1.0 / height as f32);
        let offset = origin.to_vec2();
        let vertices = paragraph.mesh.vertices.iter().map(|vertex| Vertex {
            pos: vertex.pos + offset,
            uv: pos2(vertex.uv.x * scale.x, vertex.uv.y * scale.y),
            color: if vertex.color == INK { ink } else { vertex.color },
        });
        Mesh { indices: paragraph.mesh.indices.clone(), vertices: vertices.collect(), texture_id: texture }
    }
}

/// In cached meshes: to be replaced by the text's colour.
const INK: Color32 = Color32::BLACK;

impl Paragraph {
    fn new(layout: Layout<()>, scale: f32, size_of_text: f32) -> Self {
        let (mut clusters, mut lines) = (Vec::with_capacity(layout.text_len()), Vec::with_capacity(layout.len()));
        for line in layout.lines() {
            let metrics = line.metrics();
            let first = clusters.len();
            let mut x = metrics.offset + metrics.inline_min_coord;
            for run in line.runs() {
                for cluster in run.visual_clusters() {
                    let right = x + cluster.advance();
                    clusters.push(ClusterBox { start: cluster.text_range().start as u32, left: x / scale, right: right / scale });
                    x = right;
                }
            }
            lines.push(LineBox {
                top: metrics.block_min_coord / scale,
                bottom: metrics.block_max_coord / scale,
                baseline: metrics.baseline / scale,
                text: line.text_range(),
                clusters: first..clusters.len(),
            });
        }
        Self { layout, mesh: Mesh::default(), clusters, lines, scale, size_of_text, missing: None }
    }

    /// Width and height in points.
    pub(super) fn size(&self) -> Vec2 {
        vec2(self.layout.width(), self.layout.height()) / self.scale
    }

    pub(super) fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Does it run from right to left?
    pub(super) fn is_rtl(&self) -> bool {
        self.layout.is_rtl()
    }

    /// The byte nearest to a point; always a cluster boundary.
    pub(super) fn hit(&self, point: Vec2) -> usize {
        Cursor::from_point(&self.layout, point.x * self.scale, point.y * self.scale).index()
    }

    /// Where the caret before this byte stands: a rectangle without width.
    pub(super) fn caret(&self, byte: usize) -> Rect {
        self.caret_with(byte, Affinity::Downstream)
    }

    /// The same, on this side where a byte has two places.
    pub(super) fn caret_with(&self, byte: usize, affinity: Affinity) -> Rect {
        let bounds = Cursor::from_byte_index(&self.layout, byte, affinity).geometry(&self.layout, 0.0);
        Rect::from_min_max(pos2(bounds.x0 as f32, bounds.y0 as f32), pos2(bounds.x1 as f32, bounds.y1 as f32)) / self.scale
    }

    /// The byte one cluster to the left or right on the screen; `None` at the paragraph's edge. Where two directions meet, a
    /// byte has two places: the affinity says which one it is.
    pub(super) fn visual_step(&self, byte: usize, affinity: Affinity, right: bool) -> Option<(usize, Affinity)> {
        let cursor = Cursor::from_byte_index(&self.layout, byte, affinity);
        let moved = if right { cursor.next_visual(&self.layout) } else { cursor.previous_visual(&self.layout) };
        (moved != cursor).then(|| (moved.index(), moved.affinity()))
    }

    /// The pieces of a byte range, line by line and from left to right.
    pub(super) fn pieces(&self, range: Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let first = self.lines.partition_point(|line| line.text.end <= range.start);
        for (index, line) in self.lines.iter().enumerate().skip(first).take_while(|(_, line)| line.text.start < range.end) {
            let mut open: Option<(f32, f32)> = None;
            let mut close = |open: &mut Option<(f32, f32)>| {
                if let Some((left, right)) = open.take() {
                    let rect = Rect::from_min_max(pos2(left, line.top), pos2(right, line.bottom));
                    pieces.push(Piece { rect, baseline: line.baseline, line: index });
                }
            };
            for cluster in &self.clusters[line.clusters.clone()] {
                if range.contains(&(cluster.start as usize)) {
                    open = Some((open.map_or(cluster.left, |(left, _)| left), cluster.right));
                } else {
                    close(&mut open);
                }
            }
            close(&mut open);
        }
        pieces
    }

    /// Top and bottom of a line.
    pub(super) fn line_span(&self, line: usize) -> (f32, f32) {
        self.lines.get(line).map_or((0.0, 0.0), |line| (line.top, line.bottom))
    }
}

/// The first visible character without a glyph: with glyph 0, the box for "no such character".
fn missing_character(layout: &Layout<()>, text: &str) -> Option<char> {
    let clusters = layout.lines().flat_map(|line| line.runs()).flat_map(|run| run.clusters());
    let mut without = clusters.filter(|cluster| cluster.glyphs().any(|glyph| glyph.id == 0));
    without.find_map(|cluster| {
        let character = text.get(cluster.text_range())?.chars().next()?;
        (!character.is_control() && !character.is_whitespace()).then_some(character)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    const TEXTS: [&str; 12] = [
        "Petro told the BBC he now believes there is a “real threat”; affluent, efficient offices.",
        "e\u{301}a\u{308}\u{301} s\u{323}\u{307} Ελληνικά και Кириллица вместе",
        "قال الرئيس يوم الثلاثاء إن الحكومة ستدعم المزارعين (15% في عام 2024) بعد الفيضانات.",
        "ראש הממשלה אמר היום (שלישי) כי התוכנית החדשה, New Deal, תסייע לתושבי הצפון.",
        "President Macron criticised the العربية السلام عليكم proposal of the European Commission.",
        "प्रधानमंत्री ने कहा कि क्षत्रिय विद्यार्थी आर्थिक सुधारों का समर्थन करेंगे।",
        "প্রধানমন্ত্রী বলেছেন যে ক্ষুদ্র ঋণ তமிழ் பிரதமர் கொள்கை",
        "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์ น้ำ",
        "ភាសាខ្មែរ មានអក្សរ",
        "日本語の文章は、単語の間に空白を置かずに書かれる。美国总统特朗普说。한국어 텍스트.",
        "😀 👩‍👩‍👧‍👦 🇸🇪🇩🇪 👍🏽 ❤️ 1️⃣ end",
        " leading and trailing space ",
    ];

    fn style() -> TextStyle {
        TextStyle {
            face: Face::Serif,
            size: 17.0,
            line_height: 31.0,
            weight: 400.0,
            italic: false,
            direction: BaseDirection::Auto,
        }
    }

    /// A caret where two directions or two lines meet has two places, and a point between them belongs to either.
    fn comes_back(paragraph: &Paragraph, text: &str, byte: usize) -> bool {
        let caret = paragraph.caret(byte);
        let near = [0.2, -0.2].map(|shift| paragraph.hit(caret.center().to_vec2() + vec2(shift, 0.0)));
        let cluster =
            parley::Cluster::from_byte_index(&paragraph.layout, byte).map_or(byte, |cluster| cluster.text_range().start);
        let at_same_place = |found: usize| {
            let other = paragraph.caret(found);
            (other.center() - caret.center()).length() < 1.0
        };
        near.iter().any(|found| *found == cluster || at_same_place(*found)) && text.is_char_boundary(near[0])
    }

    #[test]
    fn every_grapheme_boundary_maps_to_a_point_that_maps_back() {
        let mut engine = Engine::new(true);
        let (mut wrong, mut count) = (Vec::new(), 0);
        for width in [90.0, 260.0, 900.0] {
            for text in TEXTS {
                let paragraph = engine.paragraph(text, &style(), width, 1.0);
                for (byte, grapheme) in text.grapheme_indices(true) {
                    count += 1;
                    if !comes_back(&paragraph, text, byte) {
                        wrong.push(format!("{width} {byte} {grapheme:?} in {text}"));
                    }
                }
            }
        }
        // Left over: a few places in mixed-direction text where a line is broken and the direction changes at once.
        assert!(wrong.len() * 200 <= count, "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn pieces_of_a_range_lie_in_their_lines_and_cover_its_width() {
        let mut engine = Engine::new(true);
        for text in TEXTS {
            let paragraph = engine.paragraph(text, &style(), 260.0, 1.0);
            let whole: f32 = paragraph.pieces(0..text.len()).iter().map(|piece| piece.rect.width()).sum();
            let halves: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let middle = halves[halves.len() / 2];
            let parts: f32 = [0..middle, middle..text.len()]
                .into_iter()
                .flat_map(|range| paragraph.pieces(range))
                .map(|piece| piece.rect.width())
                .sum();
            assert!((whole - parts).abs() < 0.5, "{whole} {parts} {text}");
            for piece in paragraph.pieces(0..text.len()) {
                let (top, bottom) = paragraph.line_span(piece.line);
                assert!(piece.rect.top() >= top - 0.1 && piece.rect.bottom() <= bottom + 0.1, "{text}");
            }
        }
    }

    #[test]
    fn a_span_over_a_change_of_direction_has_several_pieces() {
        let mut engine = Engine::new(true);
        let text = TEXTS[4];
        let paragraph = engine.paragraph(text, &style(), 900.0, 1.0);
        let start = text.find("عليكم").unwrap();
        let end = text.find("proposal").unwrap() + "proposal".len();
        let pieces = paragraph.pieces(start..end);
        assert_eq!(pieces.iter().map(|piece| piece.line).collect::<Vec<_>>(), [0, 0]);
        assert!(pieces[0].rect.right() < pieces[1].rect.left());
    }

    #[test]
    fn walking_right_visits_every_place_once() {
        let mut engine = Engine::new(true);
        for text in [TEXTS[0], TEXTS[2], TEXTS[10]] {
            let paragraph = engine.paragraph(text, &style(), 900.0, 1.0);
            let mut at = if paragraph.is_rtl() { (text.len(), Affinity::Upstream) } else { (0, Affinity::Downstream) };
            let mut steps = 0;
            while let Some(next) = paragraph.visual_step(at.0, at.1, true) {
                at = next;
                steps += 1;
                assert!(steps <= text.len(), "no end in {text}");
            }
            let graphemes = text.graphemes(true).count();
            assert!(steps + 2 >= graphemes, "{steps} of {graphemes} in {text}");
        }
    }
}
