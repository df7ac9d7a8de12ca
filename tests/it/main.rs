//! All behaviour tests in one binary: each further one would link the whole window again.

mod formats;
mod opinions;
mod pixels;
mod reader;
mod sample;
mod tidy;

mod documents;
mod generate;
mod project_file;
mod recovery;
mod schema;
mod suggestions;
mod undo;
