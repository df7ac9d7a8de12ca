//! Arguments → command line or window.

use clap::Parser as _;
use standpoint::cli::{self, Arguments};
use standpoint::session::{Command, Session};
use standpoint::task::Waker;
use standpoint::ui::app::App;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(task) => cli::run(task),
        None => window(arguments.files),
    }
}

/// Opens the window on these files, until it is closed.
fn window(files: Vec<PathBuf>) -> ExitCode {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("standpoint")
        .with_title("Standpoint")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([720.0, 480.0]);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let outcome = eframe::run_native(
        "standpoint",
        options,
        Box::new(move |creation| {
            let mut session = Session::of_this_person();
            let ctx = creation.egui_ctx.clone();
            session.use_threads(Waker::new(move || ctx.request_repaint()));
            let mut app = App::new(&creation.egui_ctx, session);
            if files.is_empty() {
                app.recover();
            } else {
                app.perform(&creation.egui_ctx, [Command::Open(files)]);
            }
            Ok(Box::new(app))
        }),
    );
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The window could not be opened: {error}. Without a display, use the commands of `standpoint --help`.");
            ExitCode::FAILURE
        }
    }
}
