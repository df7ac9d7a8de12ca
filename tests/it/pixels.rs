//! Draws what egui wants drawn on the CPU: no graphics stack, the same bytes on every machine with the same fonts.

use eframe::egui::epaint::{ImageData, Primitive, Vertex};
use eframe::egui::{Context, FullOutput, TextureFilter, TextureId, TexturesDelta};
use image::RgbaImage;
use std::collections::HashMap;

/// A picture to paint with.
struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    nearest: bool,
}

/// The renderer for `egui_kittest::Harness`.
#[derive(Default)]
pub struct Pixels {
    textures: HashMap<TextureId, Texture>,
}

impl egui_kittest::TestRenderer for Pixels {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut set: Vec<_> = delta.set.drain().collect();
        set.sort_by_key(|(id, _)| *id);
        for (id, images) in set {
            for change in images {
                let ImageData::Color(colours) = &change.image;
                let [width, height] = colours.size;
                let pixels: Vec<[u8; 4]> = colours.pixels.iter().map(|pixel| pixel.to_array()).collect();
                match change.pos {
                    None => {
                        let nearest = change.options.magnification == TextureFilter::Nearest;
                        self.textures.insert(id, Texture { width, height, pixels, nearest });
                    }
                    Some([left, top]) => {
                        let texture = self.textures.get_mut(&id).expect("a part of a known texture");
                        for (at, pixel) in pixels.into_iter().enumerate() {
                            texture.pixels[(top + at / width) * texture.width + left + at % width] = pixel;
                        }
                    }
                }
            }
        }
        let free: Vec<_> = delta.free.drain().collect();
        self.textures.retain(|id, _| !free.contains(id));
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas { width: size.x.round() as usize, height: size.y.round() as usize, pixels: Vec::new() };
        canvas.pixels = vec![[0.0; 4]; canvas.width * canvas.height];
        for primitive in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = primitive.primitive else { continue };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a mesh without its texture")?;
            let clip = primitive.clip_rect * scale;
            let within = |value: f32, most: usize| value.round().clamp(0.0, most as f32) as usize;
            let clip = [
                within(clip.min.x, canvas.width),
                within(clip.min.y, canvas.height),
                within(clip.max.x, canvas.width),
                within(clip.max.y, canvas.height),
            ];
            for corners in mesh.indices.chunks_exact(3) {
                let corners = [0, 1, 2].map(|corner| &mesh.vertices[corners[corner] as usize]);
                canvas.triangle(clip, texture, scale, corners);
            }
        }
        let mut image = RgbaImage::new(canvas.width as u32, canvas.height as u32);
        for (out, pixel) in image.pixels_mut().zip(&canvas.pixels) {
            out.0 = pixel.map(|part| (part * 255.0 + 0.5).clamp(0.0, 255.0) as u8);
        }
        Ok(image)
    }
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

impl Canvas {
    fn triangle(&mut self, clip: [usize; 4], texture: &Texture, scale: f32, corners: [&Vertex; 3]) {
        let points = corners.map(|corner| (corner.pos.x * scale, corner.pos.y * scale));
        let area = cross(points[0], points[1], points[2]);
        if area == 0.0 || !area.is_finite() {
            return;
        }
        let sign = area.signum();
        let low = |part: fn(&(f32, f32)) -> f32| points.iter().map(part).fold(f32::MAX, f32::min).floor().max(0.0) as usize;
        let high = |part: fn(&(f32, f32)) -> f32| points.iter().map(part).fold(f32::MIN, f32::max).ceil().max(0.0) as usize;
        let (left, right) = (low(|p| p.0).max(clip[0]), high(|p| p.0).min(clip[2]));
        let (top, bottom) = (low(|p| p.1).max(clip[1]), high(|p| p.1).min(clip[3]));
        let edges = [(points[1], points[2]), (points[2], points[0]), (points[0], points[1])];
        // The top-left rule: shared edges are painted once.
        let owns = edges.map(|(a, b)| {
            let (dx, dy) = ((b.0 - a.0) * sign, (b.1 - a.1) * sign);
            (dy == 0.0 && dx > 0.0) || dy < 0.0
        });
        let solid = corners[0].uv == corners[1].uv && corners[1].uv == corners[2].uv;
        for y in top..bottom {
            for x in left..right {
                let point = (x as f32 + 0.5, y as f32 + 0.5);
                let sides = edges.map(|(a, b)| cross(a, b, point) * sign);
                if (0..3).any(|at| sides[at] < 0.0 || (sides[at] == 0.0 && !owns[at])) {
                    continue;
                }
                let weights = sides.map(|side| side / area.abs());
                let mut colour = [0.0_f32; 4];
                for (corner, weight) in corners.iter().zip(weights) {
                    for (part, value) in colour.iter_mut().zip(corner.color.to_array()) {
                        *part += weight * f32::from(value) / 255.0;
                    }
                }
                let uv = |part: fn(&Vertex) -> f32| {
                    corners.iter().zip(weights).map(|(corner, weight)| weight * part(corner)).sum::<f32>()
                };
                let (u, v) = if solid { (corners[0].uv.x, corners[0].uv.y) } else { (uv(|c| c.uv.x), uv(|c| c.uv.y)) };
                let texel = texture.sample(u, v);
                let pixel = &mut self.pixels[y * self.width + x];
                let cover = colour[3] * texel[3];
                for part in 0..4 {
                    pixel[part] = colour[part] * texel[part] + pixel[part] * (1.0 - cover);
                }
            }
        }
    }
}

fn cross(a: (f32, f32), b: (f32, f32), point: (f32, f32)) -> f32 {
    (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0)
}

impl Texture {
    fn at(&self, x: i64, y: i64) -> [f32; 4] {
        let (x, y) = (x.clamp(0, self.width as i64 - 1) as usize, y.clamp(0, self.height as i64 - 1) as usize);
        self.pixels[y * self.width + x].map(|part| f32::from(part) / 255.0)
    }

    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        if self.nearest {
            return self.at((u * self.width as f32).floor() as i64, (v * self.height as f32).floor() as i64);
        }
        let (x, y) = (u * self.width as f32 - 0.5, v * self.height as f32 - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        if fx < 1e-3 && fy < 1e-3 {
            return self.at(left, top);
        }
        let corners = [self.at(left, top), self.at(left + 1, top), self.at(left, top + 1), self.at(left + 1, top + 1)];
        std::array::from_fn(|part| {
            let upper = corners[0][part] * (1.0 - fx) + corners[1][part] * fx;
            let lower = corners[2][part] * (1.0 - fx) + corners[3][part] * fx;
            upper * (1.0 - fy) + lower * fy
        })
    }
}
