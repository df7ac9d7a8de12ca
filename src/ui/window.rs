//! Opening the window: its size, the session it draws, and what wakes it.

use super::app::App;
use crate::session::{Command, Session};
use crate::words;
use std::path::PathBuf;

/// Opens the window on these files, until it is closed.
///
/// # Errors
/// In words, where there is no display.
pub fn open(files: Vec<PathBuf>) -> Result<(), String> {
    open_watched(files, None)
}

/// Something to do once so many frames are painted; the window closes then.
pub struct Watch {
    pub frames: usize,
    pub painted: Box<dyn FnOnce()>,
}

/// As [`open`], until what is watched for happened.
///
/// # Errors
/// In words, where there is no display.
pub fn open_watched(files: Vec<PathBuf>, watch: Option<Watch>) -> Result<(), String> {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("standpoint")
        .with_title("Standpoint")
        .with_inner_size([1240.0, 740.0])
        .with_min_inner_size([720.0, 480.0]);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let outcome = eframe::run_native(
        "standpoint",
        options,
        Box::new(move |creation| {
            let mut session = Session::of_this_person();
            words::speak(session.settings().language().language());
            let ctx = creation.egui_ctx.clone();
            session.use_threads(move || ctx.request_repaint());
            let mut app = App::new(&creation.egui_ctx, session);
            if files.is_empty() {
                app.recover();
            } else {
                app.perform(&creation.egui_ctx, [Command::Open(files)]);
            }
            Ok(match watch {
                Some(watch) => Box::new(Watched { app, watch: Some(watch), drawn: 0 }),
                None => Box::new(app),
            })
        }),
    );
    outcome.map_err(|error| {
        format!("The window could not be opened: {error}. Without a display, use the commands of `standpoint --help`.")
    })
}

/// The window, and somebody who counts its frames.
struct Watched {
    app: App,
    watch: Option<Watch>,
    drawn: usize,
}

impl eframe::App for Watched {
    fn raw_input_hook(&mut self, ctx: &egui::Context, raw_input: &mut egui::RawInput) {
        self.app.hear(ctx, raw_input);
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        // The frames before this one are on the screen.
        if let Some(watch) = self.watch.take_if(|watch| watch.frames == self.drawn) {
            (watch.painted)();
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.drawn += 1;
        self.app.ui(ui);
        if self.watch.is_some() {
            ui.ctx().request_repaint();
        }
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        eframe::App::on_exit(&mut self.app, gl);
    }
}
