//! Arguments → command line or window.

use clap::Parser as _;
use standpoint::cli::{self, Arguments};
use standpoint::ui::window;
use std::process::ExitCode;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(task) = arguments.command {
        return cli::run(task);
    }
    match window::open(arguments.files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
