//! `standpoint report`: the coverage report of a project as one HTML page.

use super::filtered::{Counted, open};
use crate::analysis::report::{Options, html};
use crate::cli::ended;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the coverage report of a project as one HTML page without scripts
#[derive(clap::Args, Debug)]
pub struct Report {
    /// The project, `*.standpoint.json`
    pub project: PathBuf,
    /// Where to write the report
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[command(flatten)]
    pub counted: Counted,
}

/// Runs the subcommand.
pub fn run(arguments: &Report) -> ExitCode {
    let (project, filter) = match open(&arguments.project, &arguments.counted) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let today = jiff::Zoned::now().date().to_string();
    let options = Options { filter, date: today, version: env!("CARGO_PKG_VERSION").to_owned() };
    let page = html(&project, &options);
    ended(crate::disk::write(&arguments.output, page.as_bytes()).map(|()| {
        println!("{}", arguments.output.display());
        ExitCode::SUCCESS
    }))
}
