//! Opening the window: its size, the session it draws, and what wakes it.

use super::app::App;
use crate::session::{Command, Session};
use std::path::PathBuf;

/// Opens the window on these files, until it is closed.
///
/// # Errors
/// In words, where there is no display.
pub fn open(files: Vec<PathBuf>) -> Result<(), String> {
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
            let ctx = creation.egui_ctx.clone();
            session.use_threads(move || ctx.request_repaint());
            let mut app = App::new(&creation.egui_ctx, session);
            if files.is_empty() {
                app.recover();
            } else {
                app.perform(&creation.egui_ctx, [Command::Open(files)]);
            }
            Ok(Box::new(app))
        }),
    );
    outcome.map_err(|error| {
        format!("The window could not be opened: {error}. Without a display, use the commands of `standpoint --help`.")
    })
}
