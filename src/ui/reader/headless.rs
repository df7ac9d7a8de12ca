//! The reader without a window: real frames of the real widget, for the bench and for tests of cost.

use super::{MarkId, Reader, ReaderEvent, ReaderOptions, ReaderView, ShownMark};
use crate::model::{Article, Project};
use crate::session::Colours;
use crate::ui::theme::Theme;
use std::sync::Arc;

/// A window of one reader that exists only in memory.
pub struct Headless {
    ctx: egui::Context,
    /// The reader, to scroll.
    pub reader: Reader,
    options: ReaderOptions,
    theme: Theme,
    size: egui::Vec2,
    time: f64,
}

impl Headless {
    /// A window of this size in points, with the bundled fonts only.
    pub fn new(width: f32, height: f32) -> Self {
        let ctx = egui::Context::default();
        let theme = Theme::new(false, Colours::Calm);
        crate::ui::fonts::install(&ctx);
        theme.apply(&ctx);
        Self {
            ctx,
            reader: Reader::with_fonts(false),
            options: ReaderOptions::default(),
            theme,
            size: egui::vec2(width, height),
            time: 0.0,
        }
    }

    /// Distance of baselines, points.
    pub fn line_height(&self) -> f32 {
        (self.options.font_size * self.options.leading).round()
    }

    /// Gives the window another size.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.size = egui::vec2(width, height);
    }

    /// Runs and tessellates one frame; returns how many vertices it has and what the reader said.
    pub fn frame(
        &mut self,
        project: &Project,
        article: &Arc<Article>,
        suggestions: &[ShownMark],
        focus: Option<MarkId>,
    ) -> (usize, Vec<ReaderEvent>) {
        self.time += 1.0 / 60.0;
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            max_texture_side: Some(8192),
            ..egui::RawInput::default()
        };
        let mut events = Vec::new();
        let (reader, options, theme) = (&mut self.reader, &self.options, &self.theme);
        let mut output = self.ctx.run_ui(input, |ui| {
            let view = ReaderView {
                project,
                article,
                suggestions,
                selection: None,
                focus,
                hits: &[],
                current_hit: None,
                options,
                theme,
            };
            events = reader.ui(ui, &view);
        });
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        output.drop_without_applying_deltas();
        let vertices = primitives.iter().map(|primitive| match &primitive.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        (vertices.sum(), events)
    }
}
