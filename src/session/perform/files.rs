//! Opening, saving, importing, closing.

use crate::disk;
use crate::edit::{Edit, History};
use crate::format::document::{self, ImportedArticle, ImportedNote, Options};
use crate::format::project;
use crate::model::{Article, Metadata, Preset, Project};
use crate::session::store::{Opened, Store, StoreError, StoreEvent};
use crate::session::{Action, Ask, Effect, Overlay, Session};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Session {
    pub(super) fn act_on_files(&mut self, action: Action) {
        match action {
            Action::OpenFiles => self.effects.push(Effect::Ask(Ask::Files)),
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
            Err(error) => self.notices.warn(format!("Your work is in memory only until you save: {error}.")),
        }
    }

    /// Opens again what a crash left behind, where nothing else is open.
    pub fn recover(&mut self) {
        let Some(path) = Store::left_behind().pop().filter(|_| self.is_blank()) else { return };
        match Store::reopen_untitled(&path, &self.waker()) {
            Ok(opened) if opened.project.article_count() > 0 => {
                self.take_opened(opened, None);
                self.notices.note("This is the work you had not saved under a name yet.");
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
                    self.notices.note("Saved.");
                    if std::mem::take(&mut self.close_when_saved) && !self.is_dirty() {
                        self.effects.push(Effect::Close);
                    }
                }
                StoreEvent::SaveFailed(error) => {
                    self.close_when_saved = false;
                    self.notices.error(format!("Not saved: {error}."));
                }
                StoreEvent::JournalFailed(error) => self.notices.error(format!(
                    "The journal cannot be written; your work is kept in memory and tried again every second. {error}"
                )),
                StoreEvent::JournalMended => self.notices.note("The journal has caught up again."),
                StoreEvent::ChangedOutside(path) => self
                    .notices
                    .warn(format!("Another program changed the project file; saving again overwrites it. {}", path.display())),
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
    fn would_lose(&mut self) -> bool {
        let unsaved = self.is_dirty() && self.project.article_count() > 0 && self.read_only().is_none();
        if unsaved {
            let key = self.settings.key_text(Action::Save);
            self.notices
                .warn(format!("This project has changes that are in no file. Save it first ({key}), then open the other."));
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

    fn take_opened(&mut self, opened: Opened, path: Option<PathBuf>) {
        self.take(opened.project, path);
        self.history = opened.history;
        self.saved_revision = if opened.unsaved { u64::MAX } else { self.history.revision() };
        for notice in opened.notices {
            self.notices.warn(notice);
        }
        if let Some(why) = opened.store.read_only() {
            self.notices.warn(format!("Opened for reading only: {why}."));
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
            Err(error) => self.notices.error(format!("The sample could not be opened: {error}.")),
        }
    }

    /// Opens a project, or adds articles: files, and every file of folders.
    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let mut files = Vec::new();
        for path in paths {
            if disk::is_folder(&path) {
                files.extend(disk::files_below(&path, MOST_FILES).into_iter().filter(|file| is_readable_kind(file)));
            } else {
                files.push(path);
            }
        }
        let mut articles = Vec::new();
        let mut failed = Vec::new();
        let single = files.len() == 1;
        for path in files {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let bytes = match disk::read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    self.settings.recent.retain(|recent| *recent != path);
                    failed.push(error.to_string());
                    continue;
                }
            };
            if project::looks_like_project(&bytes) {
                if single {
                    self.open_project(path);
                } else {
                    failed.push(format!("{name} is a project; open it by itself"));
                }
                continue;
            }
            match document::read(&name, &bytes, &Options::default()) {
                Ok(read) => articles.extend(read),
                Err(error) => failed.push(format!("{name}: {error}")),
            }
        }
        for warning in articles.iter().flat_map(|article| &article.warnings).take(SHOWN) {
            self.notices.warn(warning.clone());
        }
        self.add_articles(articles);
        self.say_failed(&failed);
    }

    fn say_failed(&mut self, failed: &[String]) {
        if failed.is_empty() {
            return;
        }
        let more = failed.len().saturating_sub(SHOWN);
        let mut text = failed.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        if more > 0 {
            text.push_str(&format!("; and {more} more"));
        }
        self.notices.warn(format!("Not opened: {text}."));
    }

    fn open_project(&mut self, path: PathBuf) {
        if self.would_lose() {
            return;
        }
        match Store::open(&path, &self.waker()) {
            Ok(opened) => {
                self.settings.remember(&path);
                let problems = opened.problems.clone();
                self.take_opened(opened, Some(path));
                if let Some(first) = problems.first() {
                    let more = problems.len() - 1;
                    let more = if more > 0 { format!(" and {more} more; `standpoint check` lists them") } else { String::new() };
                    self.notices.warn(format!("Something in the file was not as it should be: {first}{more}."));
                }
            }
            Err(error) => self.notices.error(format!("The project could not be opened: {error}.")),
        }
    }

    /// Adds an article of these words and opens it.
    pub(super) fn import_text(&mut self, name: &str, text: &str) {
        if text.trim().is_empty() {
            self.notices.warn(format!("{name} has no text; nothing was added."));
            return;
        }
        let metadata = Metadata { source: name.to_owned(), ..Metadata::default() };
        self.add_articles(vec![ImportedArticle { text: text.to_owned(), metadata, ..ImportedArticle::default() }]);
    }

    /// Adds articles in one step and opens the first.
    fn add_articles(&mut self, articles: Vec<ImportedArticle>) {
        let Some(first) = articles.first() else { return };
        let count = articles.len();
        let name =
            if count == 1 { format!("Add the article {}", first.metadata.source) } else { format!("Add {count} articles") };
        let end = self.project.article_count();
        let articles: Vec<Arc<Article>> = articles
            .into_iter()
            .map(|imported| {
                let mut article = Article::new(self.ids.draw(), imported.text, imported.metadata);
                article.note = imported.notes.iter().map(note_line).collect::<Vec<_>>().join("\n");
                Arc::new(article)
            })
            .collect();
        let id = articles[0].id;
        let edits =
            articles.into_iter().enumerate().map(|(at, article)| Edit::AddArticle { position: end + at, article }).collect();
        if self.commit(name, Edit::Batch(edits)) {
            self.show_article(id);
            if count > 1 {
                self.notices.note(format!("{count} articles added."));
            }
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
                self.notices.note("Saved.");
                self.keep_settings();
                if std::mem::take(&mut self.close_when_saved) {
                    self.effects.push(Effect::Close);
                }
            }
            Err(error) => {
                self.close_when_saved = false;
                self.notices.error(format!("Not saved: {error}."));
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
            self.notices.warn(format!("Your settings were not kept: {error}."));
        }
    }
}

/// How many problems are told in words; the rest are counted.
const SHOWN: usize = 3;

/// More files than these are not opened at once.
const MOST_FILES: usize = 20_000;

fn is_readable_kind(path: &Path) -> bool {
    path.extension().is_some_and(|kind| document::ENDINGS.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

/// A remark of the document as a line of the article's note.
fn note_line(note: &ImportedNote) -> String {
    if note.author.is_empty() { note.text.clone() } else { format!("{}: {}", note.author, note.text) }
}

/// A title as a file name.
fn file_name(title: &str) -> String {
    let plain: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().take(6).collect();
    if words.is_empty() { "articles".to_owned() } else { words.join("-").to_lowercase() }
}
