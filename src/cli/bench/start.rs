//! `standpoint bench start`: the real window on the real display, until its first frame is painted.

use crate::cli::ended;
use crate::ui::window::{Watch, open_watched};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Open the real window, close it after its first frame, and say what that cost
#[derive(Args, Debug)]
pub struct StartBench {
    /// What to open
    files: Vec<PathBuf>,
    /// Close after this many frames
    #[arg(long, default_value_t = 1)]
    frames: usize,
}

/// Prints CPU time of all threads since the process began, and resident memory. Needs a display.
pub fn run(arguments: &StartBench) -> ExitCode {
    let frames = arguments.frames.max(1);
    let painted = move || {
        let cpu = cpu_time::ProcessTime::now().as_duration().as_secs_f64() * 1000.0;
        let memory = super::table::resident().unwrap_or(0.0);
        println!("{{\"what\":\"start\",\"frames\":{frames},\"cpu_ms\":{cpu:.1},\"resident_mib\":{memory:.1}}}");
    };
    ended(open_watched(arguments.files.clone(), Some(Watch { frames, painted: Box::new(painted) })).map(|()| ExitCode::SUCCESS))
}
