//! What is in files: one file per format with its own structs. The home of `serde`.

pub mod analysis_lines;
pub mod digest;
pub mod gold;
pub mod journal;
pub mod project;
pub mod words;
