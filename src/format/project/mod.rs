//! The project file, `*.standpoint.json`: UTF-8 JSON with one annotation a line.
//!
//! [`write`] and [`read`] are inverse to each other. Spans are code points with the words they cover, and every quote is checked
//! on reading. Fields of newer versions and annotations that find no place are kept and written back.

mod anchor;
pub(crate) mod beyond;
pub(crate) mod containers;
pub(crate) mod edit_form;
pub(crate) mod forms;
pub(crate) mod meaning;
mod read;
mod read_article;
pub(crate) mod read_parts;
pub(crate) mod scalars;
pub(crate) mod to_form;
mod write;

pub use read::{Problem, ReadProjectError, read};
pub use write::write;
pub(crate) use write::{entity_form, finished_form, metadata_form, scheme_form};

/// The value of `"format"`.
pub const FORMAT: &str = "standpoint";
/// The version written; versions up to it are read.
pub const VERSION: u64 = 1;
/// How names of project files end.
pub const EXTENSION: &str = ".standpoint.json";

/// Does this look like a project file? Looks at the first kilobyte only.
pub fn looks_like_project(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    head.contains("\"format\":\"standpoint\"")
}
