//! Pixels: draws the session and pushes commands. The only home of `egui`.

pub mod fonts;
pub mod reader;
pub mod theme;
