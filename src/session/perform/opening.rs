//! Opening a project or articles: read on a thread, taken in one step.

use crate::disk;
use crate::edit::Edit;
use crate::format::document::{self, ImportedArticle, ImportedNote, Options};
use crate::format::project;
use crate::model::{Article, Metadata};
use crate::session::Session;
use crate::session::store::{Opened, Store, StoreError};
use crate::task::{Newest, Progress, Waker};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Files being read.
#[derive(Default)]
pub(in crate::session) struct Opening {
    running: Newest<Found>,
    /// Asked for while others were being read.
    waiting: Vec<PathBuf>,
}

/// What reading brought.
enum Found {
    Files(Files),
    Project(PathBuf, Result<Box<Opened>, StoreError>),
}

#[derive(Default)]
struct Files {
    articles: Vec<ImportedArticle>,
    /// Why, for each that was not read.
    failed: Vec<String>,
    gone: Vec<PathBuf>,
    /// The files that were not looked at since somebody stopped it.
    left: usize,
}

impl Opening {
    /// (files read, files in all) while it goes on.
    pub(in crate::session) fn counts(&self) -> Option<(usize, usize)> {
        self.running.running().map(|task| task.progress().counts())
    }

    /// Reads no further file; what was read is taken.
    pub(in crate::session) fn stop(&mut self) {
        self.waiting.clear();
        if let Some(task) = self.running.running() {
            task.progress().cancel();
        }
    }
}

impl Session {
    /// Opens a project, or adds articles: files, and every file of folders.
    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let waker = self.waker();
        if !self.has_window() {
            let found = read(&paths, &Progress::default(), &waker);
            self.take_found(found);
        } else if self.opening.running.running().is_some() {
            self.opening.waiting.extend(paths);
        } else {
            let inner = waker.clone();
            self.opening.running.start("opening files", &waker, move |progress| read(&paths, progress, &inner));
        }
    }

    pub(in crate::session) fn poll_opening(&mut self) {
        match self.opening.running.poll() {
            Some(Ok(found)) => self.take_found(found),
            Some(Err(error)) => self.notices.error(format!("Not opened: {error}.")),
            None => return,
        }
        let waiting = std::mem::take(&mut self.opening.waiting);
        if !waiting.is_empty() {
            self.open_paths(waiting);
        }
    }

    /// Waits until everything asked for is open: for scripts that drive a session with threads.
    pub fn wait_opened(&mut self, most: Duration) {
        while self.opening.running.running().is_some() {
            match self.opening.running.wait(most) {
                Some(Ok(found)) => self.take_found(found),
                Some(Err(error)) => self.notices.error(format!("Not opened: {error}.")),
                None => return,
            }
        }
    }

    fn take_found(&mut self, found: Found) {
        match found {
            Found::Files(files) => {
                self.settings.recent.retain(|recent| !files.gone.contains(recent));
                for warning in files.articles.iter().flat_map(|article| &article.warnings).take(SHOWN) {
                    self.notices.warn(warning.clone());
                }
                self.add_articles(files.articles);
                self.say_failed(&files.failed);
                if files.left > 0 {
                    self.notices.warn(format!("Stopped; {} files were not read.", files.left));
                }
            }
            Found::Project(path, opened) => self.take_project_file(path, opened),
        }
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

    fn take_project_file(&mut self, path: PathBuf, opened: Result<Box<Opened>, StoreError>) {
        match opened {
            // Dropping what was opened lets go of its lock.
            Ok(_) if self.would_lose() => {}
            Ok(opened) => {
                self.settings.remember(&path);
                let problems = opened.problems.clone();
                self.take_opened(*opened, Some(path));
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
}

/// How many problems are told in words; the rest are counted.
const SHOWN: usize = 3;

/// More files than these are not opened at once.
const MOST_FILES: usize = 20_000;

/// Reads files, and every readable file of folders; a project where it is the only file. Stops between two files.
fn read(paths: &[PathBuf], progress: &Progress, waker: &Waker) -> Found {
    let mut files = Vec::new();
    for path in paths {
        if disk::is_folder(path) {
            files.extend(disk::files_below(path, MOST_FILES).into_iter().filter(|file| is_readable_kind(file)));
        } else {
            files.push(path.clone());
        }
    }
    progress.set_total(files.len());
    let mut found = Files::default();
    for (at, path) in files.iter().enumerate() {
        if progress.is_cancelled() {
            found.left = files.len() - at;
            break;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match disk::read(path) {
            Ok(bytes) if project::looks_like_project(&bytes) && files.len() == 1 => {
                return Found::Project(path.clone(), Store::open(path, waker).map(Box::new));
            }
            Ok(bytes) if project::looks_like_project(&bytes) => {
                found.failed.push(format!("{name} is a project; open it by itself"));
            }
            Ok(bytes) => match document::read(&name, &bytes, &Options::default()) {
                Ok(read) => found.articles.extend(read),
                Err(error) => found.failed.push(format!("{name}: {error}")),
            },
            Err(error) => {
                found.gone.push(path.clone());
                found.failed.push(error.to_string());
            }
        }
        progress.advance(&name);
    }
    Found::Files(found)
}

fn is_readable_kind(path: &Path) -> bool {
    path.extension().is_some_and(|kind| document::ENDINGS.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

/// A remark of the document as a line of the article's note.
fn note_line(note: &ImportedNote) -> String {
    if note.author.is_empty() { note.text.clone() } else { format!("{}: {}", note.author, note.text) }
}
