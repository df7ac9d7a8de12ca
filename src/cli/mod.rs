//! The command line: one file per subcommand. Without a subcommand the window opens.
#![expect(clippy::print_stdout, reason = "printing is what a command line does")]

pub mod bench;
pub mod check;
pub mod codebook;
pub mod convert;
mod desk;
pub mod filtered;
pub mod gold;
pub mod model;
pub mod opinions;
pub mod progress;
pub mod report;
pub mod schema;
pub mod score;
pub mod sit;
pub mod stats;
pub mod suggest;
mod suggest_files;
mod teaching;
pub mod train;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Mark up news: who and what is mentioned, who is for or against what, in which words.
///
/// Without a subcommand the window opens on the given files.
#[derive(Parser, Debug)]
#[command(name = "standpoint", version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Task>,
    /// Articles, folders or a project to open in the window
    pub files: Vec<PathBuf>,
}

/// What the command line can do.
#[derive(Subcommand, Debug)]
pub enum Task {
    Bench(bench::Bench),
    /// Convert between annotation formats, with an account of what was kept
    Convert(Box<convert::Convert>),
    Suggest(suggest::Suggest),
    Score(score::Score),
    Check(check::Check),
    Codebook(codebook::Codebook),
    Schema(schema::Schema),
    #[command(hide = true)]
    Sit(sit::Sit),
    Report(report::Report),
    Stats(stats::Stats),
    Train(train::Train),
}

/// The exit code of a subcommand; 1 where it failed, and what went wrong is told on standard error.
fn ended(outcome: Result<ExitCode, impl std::fmt::Display>) -> ExitCode {
    outcome.unwrap_or_else(|why| {
        eprintln!("{why}");
        ExitCode::FAILURE
    })
}

/// Runs a subcommand; its exit code is 0 where all went well, 1 where something was found or failed, 2 for wrong usage.
pub fn run(task: Task) -> ExitCode {
    match task {
        Task::Bench(arguments) => bench::run(&arguments),
        Task::Convert(arguments) => convert::run(&arguments),
        Task::Suggest(arguments) => suggest::run(&arguments),
        Task::Score(arguments) => score::run(&arguments),
        Task::Check(arguments) => check::run(&arguments),
        Task::Codebook(arguments) => codebook::run(&arguments),
        Task::Schema(arguments) => schema::run(&arguments),
        Task::Sit(arguments) => sit::run(&arguments),
        Task::Report(arguments) => report::run(&arguments),
        Task::Stats(arguments) => stats::run(&arguments),
        Task::Train(arguments) => train::run(&arguments),
    }
}
