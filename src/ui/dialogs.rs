//! Asking the system for files and folders: the only `rfd`.
//!
//! The dialog is a future that the window polls while it draws, so nothing waits. Without a desktop portal and without
//! `zenity` the system answers at once with nothing; then a path can be typed instead.

use crate::say;
use crate::session::{Ask, Command, ExportChange};
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

/// What came of asking.
pub enum Answer {
    Command(Command),
    Cancelled,
    /// The system has no dialog to show; ask in the window.
    NoDialog(Ask),
}

type Picking = Pin<Box<dyn Future<Output = Vec<PathBuf>>>>;

/// The dialog that is open, if one is.
#[derive(Default)]
pub struct Dialogs {
    open: Option<(Ask, Picking, f64)>,
}

/// A dialog that is gone sooner than this was never there: nobody cancels in a third of a second.
const AT_ONCE_SECS: f64 = 0.35;

impl Dialogs {
    /// Opens a dialog, unless one is open already. `now` is in seconds.
    pub fn ask(&mut self, ask: Ask, now: f64) {
        if self.open.is_some() {
            return;
        }
        let title =
            if matches!(ask, Ask::Keep { .. } | Ask::ExportFile { .. }) { say!("export") } else { say!("save-the-project") };
        let picking: Picking = match ask.clone() {
            Ask::Files => Box::pin(async {
                let picked = rfd::AsyncFileDialog::new().set_title(say!("open-articles-or-a-project")).pick_files().await;
                picked.unwrap_or_default().iter().map(|file| file.path().to_owned()).collect()
            }),
            Ask::Import => Box::pin(async {
                let picked = rfd::AsyncFileDialog::new().set_title(say!("import-files-of-another-tool")).pick_files().await;
                picked.unwrap_or_default().iter().map(|file| file.path().to_owned()).collect()
            }),
            Ask::ExportFolder => Box::pin(async {
                let picked = rfd::AsyncFileDialog::new().set_title(say!("export-into-which-folder")).pick_folder().await;
                picked.iter().map(|folder| folder.path().to_owned()).collect()
            }),
            Ask::Codebook => Box::pin(async {
                let picked = rfd::AsyncFileDialog::new().set_title(say!("import-a-codebook")).pick_file().await;
                picked.iter().map(|file| file.path().to_owned()).collect()
            }),
            Ask::Model => Box::pin(async {
                let picked = rfd::AsyncFileDialog::new().set_title(say!("choose-a-model")).pick_file().await;
                picked.iter().map(|file| file.path().to_owned()).collect()
            }),
            Ask::Folder => Box::pin(async {
                let picked = rfd::AsyncFileDialog::new().set_title(say!("open-every-article-of-a-folder")).pick_folder().await;
                picked.iter().map(|folder| folder.path().to_owned()).collect()
            }),
            Ask::SaveAs { folder, name } | Ask::Keep { folder, name, .. } | Ask::ExportFile { folder, name } => {
                Box::pin(async move {
                    let mut dialog = rfd::AsyncFileDialog::new().set_title(title).set_file_name(name);
                    if let Some(folder) = folder {
                        dialog = dialog.set_directory(folder);
                    }
                    dialog.save_file().await.iter().map(|file| file.path().to_owned()).collect()
                })
            }
        };
        self.open = Some((ask, picking, now));
    }

    /// Looks whether the person has answered.
    pub fn poll(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let (_, picking, _) = self.open.as_mut()?;
        let waker = Waker::from(Arc::new(Wakes(ctx.clone())));
        let Poll::Ready(paths) = picking.as_mut().poll(&mut Context::from_waker(&waker)) else { return None };
        let (ask, _, since) = self.open.take()?;
        if paths.is_empty() {
            let at_once = ctx.input(|input| input.time) - since < AT_ONCE_SECS;
            return Some(if at_once { Answer::NoDialog(ask) } else { Answer::Cancelled });
        }
        Some(Answer::Command(answer(&ask, paths)))
    }
}

/// The command that an answer to `ask` is.
pub fn answer(ask: &Ask, mut paths: Vec<PathBuf>) -> Command {
    match ask {
        Ask::Files | Ask::Folder => Command::Open(paths),
        Ask::Import => Command::ImportFiles(paths),
        Ask::ExportFile { .. } | Ask::ExportFolder => {
            Command::ChangeExport(ExportChange::WriteTo { path: paths.swap_remove(0), overwrite: false })
        }
        Ask::Codebook => Command::ImportCodebook(paths.swap_remove(0)),
        Ask::Model => Command::UseModel(Some(paths.swap_remove(0))),
        Ask::SaveAs { .. } => Command::SaveTo(with_extension(paths.swap_remove(0))),
        Ask::Keep { bytes, .. } => Command::WriteTo { path: paths.swap_remove(0), bytes: Arc::clone(bytes) },
    }
}

/// Project files are called `*.standpoint.json`.
fn with_extension(path: PathBuf) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.ends_with(".json") { path } else { path.with_file_name(format!("{name}.standpoint.json")) }
}

struct Wakes(egui::Context);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_saved_under_its_own_extension() {
        assert_eq!(with_extension(PathBuf::from("a/b")), PathBuf::from("a/b.standpoint.json"));
        assert_eq!(with_extension(PathBuf::from("a/b.json")), PathBuf::from("a/b.json"));
    }
}
