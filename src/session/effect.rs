//! What a session asks of the world outside it: dialogs, the clipboard, the window. The window carries effects out and
//! answers with commands; tests read them.

use std::path::PathBuf;
use std::sync::Arc;

/// Something only the window can do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Ask for something in the file system; the answer is a command.
    Ask(Ask),
    /// Put these words on the clipboard.
    Copy(String),
    /// Read the clipboard; the answer is [`Command::ImportText`](super::Command::ImportText).
    Paste,
    /// Scroll so that this place of the open article is on screen.
    Reveal,
    /// Move the caret as seen on the screen, which only the layout knows; the answer is a selection.
    Walk(Walk),
    /// Close the window; everything is saved or given up.
    Close,
}

/// What to ask for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    Files,
    Folder,
    /// A codebook to take over.
    Codebook,
    /// Files to import.
    Import,
    /// Where to export to, with a proposed name.
    ExportFile {
        folder: Option<PathBuf>,
        name: String,
    },
    /// The folder to export into.
    ExportFolder,
    /// A model file.
    Model,
    /// Where to save, with a proposed name.
    SaveAs {
        folder: Option<PathBuf>,
        name: String,
    },
    /// Where to write these bytes, with a proposed name.
    Keep {
        folder: Option<PathBuf>,
        name: String,
        bytes: Arc<Vec<u8>>,
    },
}

/// A step of the caret that needs the layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Walk {
    pub way: Way,
    /// Does the selection grow, or only the caret move?
    pub extend: bool,
}

/// Where a [`Walk`] leads, as seen on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    LineStart,
    LineEnd,
    PageUp,
    PageDown,
}
