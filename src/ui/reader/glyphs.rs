//! Glyphs as pixels: outlines and colour glyphs, rasterised once into a texture that all paragraphs share.
//!
//! The atlas is epaint's; its texture is ours. When it is nearly full it begins anew with another `generation`, and whoever
//! keeps texture coordinates drops them. Outlines get four positions within a pixel, so that letter spacing stays even.

use egui::epaint::text::TextOptions;
use egui::epaint::{FontColorTransferFunction, TextureAtlas};
use egui::{Color32, TextureHandle, TextureId};
use parley::FontData;
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::raw::TableProvider as _;
use std::collections::HashMap;
use vello_cpu::{color, kurbo};

/// Wide enough for thousands of Chinese glyphs, and within what every graphics chip takes.
const WIDTH: usize = 2048;
/// Positions within a pixel.
const BINS: f32 = 4.0;
/// The `bin` of glyphs that bring their own colours; they stand on whole pixels.
const COLOURED: u8 = u8::MAX;

/// Where a glyph lies in the atlas; everything in pixels.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) min: [u16; 2],
    pub(super) size: [u16; 2],
    /// From the pen's position to the upper left corner.
    pub(super) offset: [i16; 2],
    pub(super) coloured: bool,
}

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
struct Key {
    font: (u64, u32),
    glyph: u32,
    size: u32,
    instance: u64,
    bin: u8,
    embolden: bool,
}

/// A font at one size, as a run of glyphs uses it.
pub(super) struct RunFont<'f> {
    font: &'f FontData,
    key: (u64, u32),
    size: f32,
    coords: Vec<i16>,
    instance: u64,
    coloured: bool,
    embolden: bool,
    skew: f32,
}

/// The shared atlas.
pub(super) struct Glyphs {
    atlas: TextureAtlas,
    slots: HashMap<Key, Option<Slot>>,
    coloured_fonts: HashMap<(u64, u32), bool>,
    texture: Option<TextureHandle>,
    canvas: vello_cpu::RenderContext,
    resources: vello_cpu::Resources,
    generation: u64,
}

impl Glyphs {
    pub(super) fn new() -> Self {
        Self {
            atlas: TextureAtlas::new([WIDTH, 64], TextOptions::default()),
            slots: HashMap::new(),
            coloured_fonts: HashMap::new(),
            texture: None,
            canvas: vello_cpu::RenderContext::new(16, 16),
            resources: vello_cpu::Resources::new(),
            generation: 0,
        }
    }

    /// Changes when all slots given out before are void.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Size of the atlas in pixels.
    pub(super) fn size(&self) -> [usize; 2] {
        self.atlas.size()
    }

    /// Begins anew where the atlas is nearly full; call between frames.
    pub(super) fn make_room(&mut self) {
        if self.atlas.fill_ratio() > 0.8 {
            let (texture, generation) = (self.texture.take(), self.generation);
            *self = Self { texture, generation: generation + 1, ..Self::new() };
        }
    }

    /// Uploads what is new and returns the texture.
    pub(super) fn texture(&mut self, ctx: &egui::Context) -> TextureId {
        let options = TextureAtlas::texture_options();
        match &self.texture {
            None => {
                let handle = ctx.load_texture("glyphs", self.atlas.image().clone(), options);
                let id = handle.id();
                self.atlas.take_delta();
                self.texture = Some(handle);
                id
            }
            Some(texture) => {
                let id = texture.id();
                if let Some(delta) = self.atlas.take_delta() {
                    ctx.tex_manager().write().set(id, delta);
                }
                id
            }
        }
    }

    /// Prepares the font of a run; `size` in pixels.
    pub(super) fn run<'f>(&mut self, font: &'f FontData, size: f32, coords: Vec<i16>, embolden: bool, skew: f32) -> RunFont<'f> {
        use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
        let key = (font.data.id(), font.index);
        let coloured = *self.coloured_fonts.entry(key).or_insert_with(|| {
            skrifa::FontRef::from_index(font.data.as_ref(), font.index)
                .is_ok_and(|font| font.colr().is_ok() || font.cbdt().is_ok() || font.sbix().is_ok())
        });
        let instance = if coords.is_empty() && skew == 0.0 {
            0
        } else {
            BuildHasherDefault::<DefaultHasher>::default().hash_one((&coords, skew.to_bits()))
        };
        RunFont { font, key, size, coords, instance, coloured, embolden, skew }
    }

    /// The glyph at pen position `x` (pixels), and the whole pixel its offset counts from. `None` for blanks.
    pub(super) fn slot(&mut self, run: &RunFont<'_>, glyph: u32, x: f32) -> (Option<Slot>, f32) {
        let (pixel, bin) = if run.coloured {
            (x.round(), COLOURED)
        } else {
            let quantised = (x * BINS).round() / BINS;
            (quantised.floor(), ((quantised - quantised.floor()) * BINS) as u8)
        };
        let key = Key { font: run.key, glyph, size: run.size.to_bits(), instance: run.instance, bin, embolden: run.embolden };
        if let Some(slot) = self.slots.get(&key) {
            return (*slot, pixel);
        }
        let slot = self.rasterise(run, glyph, bin);
        self.slots.insert(key, slot);
        (slot, pixel)
    }

    fn rasterise(&mut self, run: &RunFont<'_>, glyph: u32, bin: u8) -> Option<Slot> {
        let font = skrifa::FontRef::from_index(run.font.data.as_ref(), run.font.index).ok()?;
        let coords: Vec<NormalizedCoord> = run.coords.iter().map(|coord| NormalizedCoord::from_bits(*coord)).collect();
        let (origin_x, origin_y, width, height);
        if bin == COLOURED {
            let side = (3.0 * run.size).ceil().clamp(1.0, 1024.0) as u16;
            (origin_x, origin_y, width, height) = (f64::from(run.size), 2.0 * f64::from(run.size), side, side);
            self.canvas.reset_and_resize(width, height);
            self.canvas.set_transform(kurbo::Affine::IDENTITY);
            self.canvas
                .glyph_run(&mut self.resources, run.font)
                .font_size(run.size)
                .hint(false)
                .normalized_coords(&run.coords)
                .fill_glyphs(std::iter::once(vello_cpu::Glyph { id: glyph, x: origin_x as f32, y: origin_y as f32 }));
        } else {
            let mut pen = Pen { path: kurbo::BezPath::new(), shift: f64::from(bin) / f64::from(BINS), skew: f64::from(run.skew) };
            let settings = skrifa::outline::DrawSettings::unhinted(Size::new(run.size), LocationRef::new(&coords));
            font.outline_glyphs().get(skrifa::GlyphId::new(glyph))?.draw(settings, &mut pen).ok()?;
            let stroke = if run.embolden { f64::from(run.size) / 28.0 } else { 0.0 };
            let bounds = kurbo::Shape::bounding_box(&pen.path).inflate(stroke, stroke).expand();
            if !(1.0..2000.0).contains(&bounds.width()) || !(1.0..2000.0).contains(&bounds.height()) {
                return None;
            }
            (origin_x, origin_y, width, height) = (-bounds.x0, -bounds.y0, bounds.width() as u16, bounds.height() as u16);
            self.canvas.reset_and_resize(width, height);
            self.canvas.set_transform(kurbo::Affine::translate((origin_x, origin_y)));
            self.canvas.set_paint(color::OpaqueColor::<color::Srgb>::WHITE);
            self.canvas.fill_path(&pen.path);
            if stroke > 0.0 {
                self.canvas.set_stroke(kurbo::Stroke::new(stroke));
                self.canvas.stroke_path(&pen.path);
            }
        }
        self.canvas.flush();
        let mut pixels = vello_cpu::Pixmap::new(width, height);
        self.canvas.render(&mut pixels, &mut self.resources);
        self.store(pixels.data_as_u8_slice(), usize::from(width), [origin_x, origin_y], bin == COLOURED)
    }

    /// Cuts off the empty border and puts the rest into the atlas.
    fn store(&mut self, rgba: &[u8], width: usize, origin: [f64; 2], coloured: bool) -> Option<Slot> {
        let (mut left, mut top, mut right, mut bottom) = (usize::MAX, usize::MAX, 0, 0);
        for (at, pixel) in rgba.chunks_exact(4).enumerate() {
            if pixel[3] != 0 {
                let (x, y) = (at % width, at / width);
                (left, top) = (left.min(x), top.min(y));
                (right, bottom) = (right.max(x + 1), bottom.max(y + 1));
            }
        }
        if right <= left {
            return None;
        }
        let (w, h) = (right - left, bottom - top);
        let transfer = if coloured { FontColorTransferFunction::Off } else { FontColorTransferFunction::LIGHT_MODE_DEFAULT };
        let (position, image) = self.atlas.allocate((w, h));
        for y in 0..h {
            for x in 0..w {
                let at = 4 * ((y + top) * width + x + left);
                let pixel = Color32::from_rgba_premultiplied(rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]);
                image[(position.0 + x, position.1 + y)] = transfer.to_atlas_color(pixel);
            }
        }
        Some(Slot {
            min: [position.0 as u16, position.1 as u16],
            size: [w as u16, h as u16],
            offset: [(left as f64 - origin[0]).round() as i16, (top as f64 - origin[1]).round() as i16],
            coloured,
        })
    }
}

/// Turns font outlines (y up) into paths (y down), shifted by a part of a pixel and slanted where a face has no italic.
struct Pen {
    path: kurbo::BezPath,
    shift: f64,
    skew: f64,
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> (f64, f64) {
        (f64::from(x) + self.shift + f64::from(y) * self.skew, -f64::from(y))
    }
}

impl skrifa::outline::OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.point(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.point(cx, cy), self.point(x, y));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.path.curve_to(self.point(ax, ay), self.point(bx, by), self.point(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}
