//! Beginning, saving and closing a project.

use crate::disk;
use crate::edit::History;
use crate::format::project;
use crate::model::{Preset, Project};
use crate::say;
use crate::session::store::{Opened, Store, StoreError, StoreEvent};
use crate::session::{Action, Ask, Effect, Overlay, Session};
use std::path::{Path, PathBuf};

impl Session {
    pub(super) fn act_on_files(&mut self, action: Action) {
        match action {
            Action::OpenFiles => self.effects.push(Effect::Ask(Ask::Files)),
            Action::ImportCodebook => self.effects.push(Effect::Ask(Ask::Codebook)),
            Action::Import => self.effects.push(Effect::Ask(Ask::Import)),
            Action::Export => self.begin_export(),
            Action::OpenFolder => self.effects.push(Effect::Ask(Ask::Folder)),
            Action::PasteArticle => self.effects.push(Effect::Paste),
            Action::OpenSample => self.open_sample(),
            Action::NewProject => self.begin(Preset::News8),
            Action::Save => match self.path.clone() {
                Some(path) => self.save_to(path),
                None => self.ask_where(),
            },
            Action::SaveAs => self.ask_where(),
            Action::Quit => self.quit(),
            _ => {}
        }
    }

    fn ask_where(&mut self) {
        let folder = self.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let title = self.article().map(|article| article.display_title().to_owned()).unwrap_or_default();
        let name = match (&self.path, title.is_empty()) {
            (Some(_), _) | (None, true) => self.title(),
            (None, false) => file_name(&title),
        };
        self.effects.push(Effect::Ask(Ask::SaveAs { folder, name: format!("{name}.standpoint.json") }));
    }

    fn quit(&mut self) {
        if self.is_dirty() && self.read_only().is_none() {
            self.overlay = Some(Overlay::Closing);
        } else {
            self.effects.push(Effect::Close);
        }
    }

    pub(super) fn close_saving(&mut self) {
        self.overlay = None;
        self.close_when_saved = true;
        self.act_on_files(Action::Save);
    }

    /// What is in the journal of a project with a name comes back when it is opened again; an untitled one is thrown away.
    pub(super) fn close_without_saving(&mut self) {
        self.overlay = None;
        if let Some(store) = self.store.take()
            && self.path.is_none()
            && let Err(error) = store.discard()
        {
            self.notices.warn(error.to_string());
        }
        self.saved_revision = self.history.revision();
        self.effects.push(Effect::Close);
    }

    /// A project without a name gets its journal with its first change.
    pub(in crate::session) fn keep_untitled(&mut self) {
        if self.store.is_some() || self.path.is_some() || !self.has_window() {
            return;
        }
        match Store::untitled(&self.project, &self.waker()) {
            Ok(opened) => self.store = Some(opened.store),
            Err(error) => self.notices.warn(say!("your-work-is-in-memory-only-until", error = crate::words::told(&error))),
        }
    }

    /// Opens again what a crash left behind, where nothing else is open.
    pub fn recover(&mut self) {
        let Some(path) = Store::left_behind().pop().filter(|_| self.is_blank()) else { return };
        match Store::reopen_untitled(&path, &self.waker()) {
            Ok(opened) if opened.project.article_count() > 0 => {
                self.take_opened(opened, None);
                self.notices.note(say!("this-is-the-work-you-had-not"));
            }
            Ok(opened) => drop(opened.store.discard()),
            Err(error) => self.notices.warn(error.to_string()),
        }
    }

    pub(in crate::session) fn poll_store(&mut self) {
        let events = self.store.as_mut().map(Store::poll).unwrap_or_default();
        for event in events {
            match event {
                StoreEvent::Saved { revision, .. } => {
                    self.saved_revision = revision;
                    self.notices.note(say!("saved"));
                    if std::mem::take(&mut self.close_when_saved) && !self.is_dirty() {
                        self.effects.push(Effect::Close);
                    }
                }
                StoreEvent::SaveFailed(error) => {
                    self.close_when_saved = false;
                    self.notices.error(say!("not-saved", error = crate::words::told(&error)));
                }
                StoreEvent::JournalFailed(error) => {
                    self.notices.error(say!("the-journal-cannot-be-written-your-work", error = crate::words::told(&error)))
                }
                StoreEvent::JournalMended => self.notices.note(say!("the-journal-has-caught-up-again")),
                StoreEvent::ChangedOutside(path) => {
                    self.notices.warn(say!("another-program-changed-the-project-file-saving", path = path.display().to_string()))
                }
            }
        }
    }

    pub(super) fn begin(&mut self, preset: Preset) {
        if self.would_lose() {
            return;
        }
        self.take(Project::new(preset.scheme(), self.settings.annotator.clone()), None);
    }

    /// Says so where another project would push out changes that are in no file.
    pub(super) fn would_lose(&mut self) -> bool {
        let unsaved = self.is_dirty() && self.project.article_count() > 0 && self.read_only().is_none();
        if unsaved {
            let key = self.settings.key_text(Action::Save);
            self.notices.warn(say!("this-project-has-changes-that-are-in", key = key));
        }
        unsaved
    }

    fn take(&mut self, project: Project, path: Option<PathBuf>) {
        // An untitled project that nothing was put into is nobody's.
        if let Some(store) = self.store.take().filter(|store| store.is_untitled() && self.project.article_count() == 0) {
            drop(store.discard());
        }
        self.project = project;
        self.history = History::default();
        self.saved_revision = self.history.revision();
        self.path = path;
        self.take_project();
    }

    pub(super) fn take_opened(&mut self, opened: Opened, path: Option<PathBuf>) {
        self.take(opened.project, path);
        self.history = opened.history;
        self.saved_revision = if opened.unsaved { u64::MAX } else { self.history.revision() };
        for notice in opened.notices {
            self.notices.warn(notice);
        }
        if let Some(why) = opened.store.read_only() {
            self.notices.warn(say!("opened-for-reading-only", why = crate::words::told(&why)));
        }
        self.store = Some(opened.store);
    }

    pub(super) fn open_sample(&mut self) {
        if self.would_lose() {
            return;
        }
        let bytes = include_bytes!("../../../assets/sample/line-4.standpoint.json");
        match project::read(bytes) {
            Ok((sample, _)) => self.take(sample, None),
            Err(error) => self.notices.error(say!("the-sample-could-not-be-opened", error = crate::words::told(&error))),
        }
    }

    /// Saves under this name, and goes on there.
    pub(super) fn save_to(&mut self, path: PathBuf) {
        let revision = self.history.revision();
        if self.path.as_ref() == Some(&path)
            && let Some(store) = &mut self.store
        {
            store.save(&self.project, revision);
            if !self.has_window() {
                self.wait_saved();
            }
            return;
        }
        let outcome = match &mut self.store {
            Some(store) => store.save_as(&path, &self.project, &self.history),
            None => disk::write(&path, &project::write(&self.project)).map_err(StoreError::from).and_then(|()| {
                self.store = Some(Store::open(&path, &self.waker())?.store);
                Ok(())
            }),
        };
        match outcome {
            Ok(()) => {
                self.settings.remember(&path);
                self.path = Some(path);
                self.saved_revision = revision;
                self.notices.note(say!("saved"));
                self.keep_settings();
                if std::mem::take(&mut self.close_when_saved) {
                    self.effects.push(Effect::Close);
                }
            }
            Err(error) => {
                self.close_when_saved = false;
                self.notices.error(say!("not-saved", error = crate::words::told(&error)));
            }
        }
    }

    /// Waits for a save under way: for tests and the command line.
    fn wait_saved(&mut self) {
        if let Some(store) = &mut self.store {
            store.wait_saved(std::time::Duration::from_secs(30));
        }
        self.poll_store();
    }

    /// Writes the person's settings, where they have a place.
    pub(in crate::session) fn keep_settings(&mut self) {
        let Some(path) = self.settings_path.clone() else { return };
        if let Err(error) = disk::write(&path, self.settings.to_json().as_bytes()) {
            self.notices.warn(say!("your-settings-were-not-kept", error = crate::words::told(&error)));
        }
    }
}

/// A title as a file name.
fn file_name(title: &str) -> String {
    let plain: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().take(6).collect();
    if words.is_empty() { "articles".to_owned() } else { words.join("-").to_lowercase() }
}
