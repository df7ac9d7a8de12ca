//! The whole window without a display: real frames of the real window, for the bench.

use super::app::App;
use crate::session::{Command, Session};
use egui::{Event, Key, Modifiers};

/// A window that is painted into nothing.
pub struct Sitting {
    ctx: egui::Context,
    app: App,
    size: egui::Vec2,
    time: f64,
}

impl Sitting {
    /// A window of this width and height in points.
    pub fn new(session: Session, (width, height): (f32, f32)) -> Self {
        let ctx = egui::Context::default();
        let app = App::new(&ctx, session);
        Self { ctx, app, size: egui::vec2(width, height), time: 0.0 }
    }

    pub fn session(&self) -> &Session {
        self.app.session()
    }

    /// Does as if a person had asked for it.
    pub fn perform(&mut self, command: Command) {
        self.app.perform(&self.ctx.clone(), [command]);
    }

    /// Runs and tessellates one frame.
    pub fn frame(&mut self) {
        self.frame_with(Vec::new());
    }

    /// A frame in which a key goes down: `Ctrl+Z`, `PageDown`, `1`. What is no key is passed over.
    pub fn press(&mut self, key: &str) {
        self.frame_with(events(key, true));
    }

    /// A frame in which the key comes up again.
    pub fn release(&mut self, key: &str) {
        self.frame_with(events(key, false));
    }

    /// A frame in which the pointer comes to stand here, in points.
    pub fn point(&mut self, x: f32, y: f32) {
        self.frame_with(vec![Event::PointerMoved(egui::pos2(x, y))]);
    }

    /// A frame in which the wheel turns by so many lines; down is negative.
    pub fn wheel(&mut self, lines: f32) {
        self.frame_with(vec![Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, lines),
            modifiers: Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
        }]);
    }

    fn frame_with(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            time: Some(self.time),
            focused: true,
            max_texture_side: Some(8192),
            events,
            ..egui::RawInput::default()
        };
        self.app.hear(&self.ctx, &mut input);
        self.app.logic(&self.ctx);
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.ui(ui));
        let shapes = std::mem::take(&mut output.shapes);
        drop(self.ctx.tessellate(shapes, output.pixels_per_point));
        output.drop_without_applying_deltas();
    }
}

fn events(name: &str, pressed: bool) -> Vec<Event> {
    let (modifiers, name) = match name.strip_prefix("Ctrl+") {
        Some(rest) => (Modifiers::CTRL | Modifiers::COMMAND, rest),
        None => (Modifiers::NONE, name),
    };
    let Some(key) = Key::from_name(name) else { return Vec::new() };
    let typed = (pressed && modifiers.is_none() && name.chars().count() == 1).then(|| Event::Text(name.to_lowercase()));
    let key = Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    std::iter::once(key).chain(typed).collect()
}
