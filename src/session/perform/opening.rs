//! Opening a project or articles: read on a thread, taken in one step. What comes from another tool, and what is to be asked
//! about (tables, articles that are there already), goes to the import assistant instead.

use crate::disk;
use crate::edit::Edit;
use crate::format::document::{self, ImportedArticle, Options};
use crate::format::{Source, intake, matching, project};
use crate::model::{Article, Metadata, Project};
use crate::say;
use crate::session::Session;
use crate::session::gather::{Named, gather};
use crate::session::importing::{self, Material};
use crate::session::store::{Opened, Store, StoreError};
use crate::task::{Newest, Progress, Waker};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Files being read.
#[derive(Default)]
pub(in crate::session) struct Opening {
    running: Newest<Found>,
    /// Asked for while others were being read.
    waiting: Vec<(Purpose, Vec<PathBuf>)>,
}

/// What files are read for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::session) enum Purpose {
    /// A project is opened, articles are added; only what has to be asked goes to the assistant.
    Open,
    /// Everything goes to the assistant.
    Import,
}

/// What reading brought.
enum Found {
    Files(Files),
    Project(PathBuf, Result<Box<Opened>, StoreError>),
    Import(Box<Material>, Files),
}

#[derive(Default)]
struct Files {
    articles: Vec<ImportedArticle>,
    /// Articles that the project has to the letter.
    known: usize,
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
        self.read_paths(Purpose::Open, paths);
    }

    /// Reads files for the import assistant.
    pub(super) fn import_paths(&mut self, paths: Vec<PathBuf>) {
        self.read_paths(Purpose::Import, paths);
    }

    fn read_paths(&mut self, purpose: Purpose, paths: Vec<PathBuf>) {
        let waker = self.waker();
        let job = Job { purpose, project: self.project.clone(), options: Options { whole_page: self.settings.whole_pages } };
        if !self.has_window() {
            let found = read(&paths, &job, &Progress::default(), &waker);
            self.take_found(found);
        } else if self.opening.running.running().is_some() {
            self.opening.waiting.push((purpose, paths));
        } else {
            let inner = waker.clone();
            self.opening.running.start("opening files", &waker, move |progress| read(&paths, &job, progress, &inner));
        }
    }

    pub(in crate::session) fn poll_opening(&mut self) {
        match self.opening.running.poll() {
            Some(Ok(found)) => self.take_found(found),
            Some(Err(error)) => self.notices.error(say!("not-opened", error = crate::words::told(&error))),
            None => return,
        }
        for (purpose, paths) in std::mem::take(&mut self.opening.waiting) {
            self.read_paths(purpose, paths);
        }
    }

    /// Waits until everything asked for is open: for scripts that drive a session with threads.
    pub fn wait_opened(&mut self, most: Duration) {
        while self.opening.running.running().is_some() {
            match self.opening.running.wait(most) {
                Some(Ok(found)) => self.take_found(found),
                Some(Err(error)) => self.notices.error(say!("not-opened", error = crate::words::told(&error))),
                None => return,
            }
        }
    }

    fn take_found(&mut self, found: Found) {
        match found {
            Found::Files(files) => {
                for warning in files.articles.iter().flat_map(|article| &article.warnings).take(SHOWN) {
                    self.notices.warn(warning.clone());
                }
                self.say_read(&files);
                if files.known > 0 && files.articles.is_empty() && files.failed.is_empty() {
                    self.notices.note(say!("these-articles-are", n = files.known));
                }
                self.add_articles(files.articles);
            }
            Found::Import(material, files) => {
                self.say_read(&files);
                self.begin_import(*material);
            }
            Found::Project(path, opened) => self.take_project_file(path, opened),
        }
    }

    fn say_read(&mut self, files: &Files) {
        self.settings.recent.retain(|recent| !files.gone.contains(recent));
        self.say_failed(&files.failed);
        if files.left > 0 {
            self.notices.warn(say!("stopped-files-were-not-read", n = files.left));
        }
    }

    fn say_failed(&mut self, failed: &[String]) {
        if failed.is_empty() {
            return;
        }
        let more = failed.len().saturating_sub(SHOWN);
        let mut text = failed.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        if more > 0 {
            text.push_str(&say!("and-more", more = more));
        }
        self.notices.warn(say!("files-not-opened", text = text));
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
                    let more = if more > 0 { say!("and-more-standpoint-check-lists-them", more = more) } else { String::new() };
                    self.notices.warn(say!("something-in-the-file-was-not-as", first = crate::words::told(&first), more = more));
                }
            }
            Err(error) => self.notices.error(say!("the-project-could-not-be-opened", error = crate::words::told(&error))),
        }
    }

    /// Adds an article of these words and opens it.
    pub(super) fn import_text(&mut self, name: &str, text: &str) {
        if text.trim().is_empty() {
            self.notices.warn(say!("has-no-text-nothing-was-added", name = name));
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
            if count == 1 { say!("add-the-article", source = first.metadata.source) } else { say!("add-articles", n = count) };
        let end = self.project.article_count();
        let articles: Vec<Arc<Article>> = articles
            .into_iter()
            .map(|imported| {
                let mut article = Article::new(self.ids.draw(), imported.text, imported.metadata);
                article.note = imported.notes.iter().map(document::ImportedNote::line).collect::<Vec<_>>().join("\n");
                Arc::new(article)
            })
            .collect();
        let id = articles[0].id;
        let edits =
            articles.into_iter().enumerate().map(|(at, article)| Edit::AddArticle { position: end + at, article }).collect();
        if self.commit(name, Edit::Batch(edits)) {
            self.show_article(id);
            if count > 1 {
                self.notices.note(say!("articles-added", n = count));
            }
        }
    }
}

/// How many problems are told in words; the rest are counted.
const SHOWN: usize = 3;

/// More files than these are not opened at once.
const MOST_FILES: usize = 20_000;

/// Why files are read, beside which project, and how.
struct Job {
    purpose: Purpose,
    project: Project,
    options: Options,
}

/// Reads files, and every readable file of folders; a project where it is the only file. Stops between two files.
fn read(paths: &[PathBuf], job: &Job, progress: &Progress, waker: &Waker) -> Found {
    let Job { purpose, project, options } = job;
    let mut files = gather(paths, MOST_FILES);
    files.retain(|file| !file.is_found || intake::is_readable_kind(&file.name) && !intake::is_settings(&file.name));
    progress.set_total(files.len());
    let annotated = files.iter().any(|file| intake::ending(&file.name) == "ann");
    let mut found = Files::default();
    let mut documents: Vec<(String, Vec<ImportedArticle>)> = Vec::new();
    let mut foreign: Vec<Source> = Vec::new();
    for (at, Named { path, name, .. }) in files.iter().enumerate() {
        if progress.is_cancelled() {
            found.left = files.len() - at;
            break;
        }
        match disk::read(path) {
            Ok(bytes) if *purpose == Purpose::Open && files.len() == 1 && project::looks_like_project(&bytes) => {
                return Found::Project(path.clone(), Store::open_read(path, bytes, waker).map(Box::new));
            }
            Ok(bytes) => {
                let source = Source { name: name.clone(), bytes };
                let text_of_brat = annotated && intake::ending(name) == "txt";
                if text_of_brat || intake::is_foreign(&source) || importing::is_table(name) {
                    foreign.push(source);
                } else {
                    match document::read(name, &source.bytes, options) {
                        Ok(read) => documents.push((name.clone(), read)),
                        Err(error) => found.failed.push(format!("{name}: {error}")),
                    }
                }
            }
            Err(error) => {
                found.gone.push(path.clone());
                found.failed.push(error.to_string());
            }
        }
        progress.advance(name);
    }
    if foreign.is_empty() && *purpose == Purpose::Open && !is_to_be_asked(project, &documents) {
        let mut articles: Vec<ImportedArticle> = documents.into_iter().flat_map(|(_, articles)| articles).collect();
        let before = articles.len();
        let known: HashSet<&str> = project.articles().map(|article| article.text()).collect();
        articles.retain(|article| !known.contains(article.text.as_str()));
        found.known = before - articles.len();
        found.articles = articles;
        return Found::Files(found);
    }
    if foreign.is_empty() && documents.is_empty() {
        return Found::Files(found);
    }
    Found::Import(Box::new(Material::new(documents, foreign)), found)
}

/// Is there something about documents that a person should decide: is it an article the project has in another version, is it
/// the same story twice, did somebody comment on it?
fn is_to_be_asked(project: &Project, documents: &[(String, Vec<ImportedArticle>)]) -> bool {
    if documents.iter().flat_map(|(_, articles)| articles).any(|article| article.notes.iter().any(|note| note.range.is_some())) {
        return true;
    }
    let mut read = intake::Documents::default();
    for (name, articles) in documents {
        read.take(name, articles.clone());
    }
    let (exchange, _) = read.finish();
    let new: Vec<_> = matching::find(project, &exchange.articles);
    let repeats = matching::stories(&exchange.articles).iter().enumerate().any(|(at, first)| at != *first);
    repeats || new.iter().flatten().any(|found| !found.is_sure())
}
