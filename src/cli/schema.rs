//! `standpoint schema`: the JSON Schema of the project file.

use std::process::ExitCode;

/// The published schema, as in `assets/schema`.
pub const SCHEMA: &str = include_str!("../../assets/schema/standpoint.schema.json");

/// Print the JSON Schema of the project file
#[derive(clap::Args, Debug)]
pub struct Schema {}

pub fn run(_arguments: &Schema) -> ExitCode {
    print!("{SCHEMA}");
    ExitCode::SUCCESS
}
