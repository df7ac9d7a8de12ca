//! Which model a subcommand works with: the one inside the program, or a file made by `train`.

use crate::disk;
use crate::suggest::Learnt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The choice of a model, shared by several subcommands.
#[derive(clap::Args, Debug, Default)]
pub struct Choice {
    /// Work with this model, made by `train`, instead of the one inside the program
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

impl Choice {
    /// The chosen model.
    ///
    /// # Errors
    /// In words, where the file cannot be read or is no model.
    pub fn learnt(&self) -> Result<Arc<Learnt>, String> {
        self.model.as_deref().map_or_else(|| Ok(Arc::clone(Learnt::embedded())), read)
    }
}

/// The model in a file.
///
/// # Errors
/// In words, where the file cannot be read or is no model.
pub fn read(path: &Path) -> Result<Arc<Learnt>, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    Learnt::from_bytes(bytes).map(Arc::new).map_err(|error| format!("{error}: {}", path.display()))
}
