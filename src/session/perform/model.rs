//! Which model suggests: the one inside the program, or a file that the person chose.

use crate::disk;
use crate::say;
use crate::session::Session;
use crate::suggest::Learnt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Session {
    /// Lets the model in this file suggest from now on, in every sitting; `None` is the one inside the program. A file that
    /// is no model changes nothing.
    pub(super) fn use_model(&mut self, path: Option<PathBuf>) {
        let learnt = match path.as_deref().map(read).transpose() {
            Ok(learnt) => learnt,
            Err(error) => {
                self.notices.error(error);
                return;
            }
        };
        let name = path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        self.notices.note(name.map_or_else(
            || say!("the-model-inside-the-program-suggests").to_owned(),
            |name| say!("the-model-suggests-from-now-on", name = name),
        ));
        self.settings.model = path;
        self.learnt = learnt;
        self.keep_settings();
        if let Some(article) = self.article().cloned() {
            self.ask_engines(&article);
        }
    }

    /// Takes up the model of the settings at the beginning of a sitting.
    pub(in crate::session) fn use_chosen_model(&mut self) {
        match self.settings.model.as_deref().map(read).transpose() {
            Ok(learnt) => self.learnt = learnt,
            Err(error) => {
                self.notices.warn(say!("the-model-inside-the-program-suggests-this", error = crate::words::told(&error)))
            }
        }
    }
}

fn read(path: &Path) -> Result<Arc<Learnt>, String> {
    let bytes = disk::read(path).map_err(|error| say!("the-model-was-not-read", error = crate::words::told(&error)))?;
    Learnt::from_bytes(bytes).map(Arc::new).map_err(|error| format!("{}: {error}", path.display()))
}
