//! One sitting, without pixels: project, history, selection, suggestions, running tasks.

pub mod store;
mod store_open;
mod store_writer;
