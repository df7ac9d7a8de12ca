//! All behaviour tests in one binary: each further one would link the whole window again.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "tests fail by panicking, say what they skip, and write files that nobody keeps"
)]

mod assistants_panel;
mod board_panel;
mod changes;
mod concordance_panel;
mod entity_table;
mod foreign;
mod formats;
#[path = "../fuzz/mod.rs"]
mod fuzz;
mod opinions;
mod pixels;
mod reader;
mod sample;
mod tidy;

mod documents;
mod generate;
mod interchange;
mod journeys;
mod learning;
mod locale;
mod panels;
mod project_file;
mod recovery;
mod schema;
mod scripts;
mod suggestions;
mod undo;
