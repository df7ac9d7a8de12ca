//! Pixels: draws the session and pushes commands. The only home of `egui`.
//!
//! A panel is one function: it is given the session to read, its own throw-away state, and the list of commands to push to.

pub mod app;
pub mod article_view;
pub mod articles_panel;
pub mod asking;
pub mod audit_view;
pub mod bidi;
pub mod board;
mod carets;
pub mod chrome;
pub mod codebook;
pub mod codebook_card;
pub mod concordance;
pub mod dialogs;
pub mod direction;
pub mod entities_panel;
pub mod entity_table;
pub mod export_window;
pub mod find_bar;
pub mod fonts;
pub mod headless;
pub mod icons;
pub mod import_window;
pub mod inspector_panel;
pub mod keys;
pub mod palette;
pub mod reader;
pub mod scheme_panel;
pub mod spread_list;
pub mod stance_card;
pub mod suggestions_panel;
pub mod theme;
pub mod welcome;
pub mod widgets;
pub mod window;
pub mod windows;
