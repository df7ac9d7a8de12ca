//! Arguments → command line or window.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = standpoint::cli::Arguments::parse();
    match arguments.command {
        Some(task) => standpoint::cli::run(task),
        None => ExitCode::SUCCESS,
    }
}
