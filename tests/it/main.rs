//! All behaviour tests in one binary: each further one would link the whole window again.

mod formats;
mod opinions;
mod pixels;
mod reader;
mod sample;
mod tidy;

mod generate;
mod project_file;
mod undo;
