//! `standpoint bench`: how long things take, measured on the real parts without a window.

pub mod analysis;
mod bar;
pub mod corpus;
pub mod make;
pub mod reader;
pub mod start;
pub mod suggest;
mod table;
pub mod window;
pub mod workload;

use clap::{Args, Subcommand};
use std::process::ExitCode;

/// Measure how fast the program is on this machine
#[derive(Args, Debug)]
pub struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    Reader(reader::ReaderBench),
    Corpus(corpus::CorpusBench),
    Analysis(analysis::AnalysisBench),
    Window(window::WindowBench),
    Start(start::StartBench),
    Make(make::MakeBench),
    Suggest(suggest::SuggestBench),
}

/// Runs the measurements.
pub fn run(bench: &Bench) -> ExitCode {
    match &bench.what {
        What::Reader(arguments) => reader::run(arguments),
        What::Corpus(arguments) => corpus::run(arguments),
        What::Analysis(arguments) => analysis::run(arguments),
        What::Window(arguments) => window::run(arguments),
        What::Start(arguments) => start::run(arguments),
        What::Make(arguments) => make::run(arguments),
        What::Suggest(arguments) => suggest::run(arguments),
    }
}
