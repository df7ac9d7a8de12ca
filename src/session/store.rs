//! One open project on disk: its file, lock, journal, backups, and what to tell when any of them fails.
//!
//! Everything slow happens on two threads: a worker that appends to the journal at once and syncs it within 200 ms, and
//! a task that saves. The session records what it did, asks [`Store::poll`] for news, and never waits. What the disk does not
//! take stays in memory and is tried again; [`Store::kept`] counts what has reached the journal.

use super::store_open::{Opening, lock_path};
use super::store_writer::{Message, Shared, start};
use crate::disk::{self, DiskError, Lock};
use crate::edit::{Edit, History, Step};
use crate::format::digest::sha256_hex;
use crate::format::journal::{Entry, Recorded};
use crate::format::project::{self, Problem, ReadProjectError};
use crate::model::Project;
use crate::task::{Newest, TaskError, Waker, Worker};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// How many dated backups are kept beside a project; one a day.
pub const BACKUPS: usize = 3;

/// Why a project could not be opened or saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("{error}: {}", path.display())]
    Read { error: ReadProjectError, path: PathBuf },
    #[error(transparent)]
    Task(#[from] TaskError),
    #[error("the file was changed by another program since it was opened; save under another name, or save again to overwrite it: {}", .0.display())]
    ChangedOutside(PathBuf),
    #[error("there is an open project of this name; choose another name: {}", .0.display())]
    Elsewhere(PathBuf),
    #[error("the project is open read-only ({0}); save it under another name")]
    ReadOnly(String),
}

/// A project as it was opened.
#[derive(Debug)]
pub struct Opened {
    pub store: Store,
    pub project: Project,
    /// Undo and redo, as they were when the project was closed or the program died.
    pub history: History,
    /// Lines to show once: what was recovered, what was repaired.
    pub notices: Vec<String>,
    /// What was found while reading the file, one by one.
    pub problems: Vec<Problem>,
    /// Does the project differ from its file?
    pub unsaved: bool,
}

/// News for the session.
#[derive(Clone, Debug, PartialEq)]
pub enum StoreEvent {
    /// The file on disk now holds the project as it was at this revision.
    Saved {
        path: PathBuf,
        revision: u64,
    },
    SaveFailed(StoreError),
    /// The journal cannot be written; the work is kept in memory and tried again every second.
    JournalFailed(DiskError),
    /// The journal has caught up again.
    JournalMended,
    /// Another program changed the file.
    ChangedOutside(PathBuf),
}

/// The disk side of one open project. Dropping it writes what is left and releases the lock.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    untitled: bool,
    read_only: Option<String>,
    writer: Option<Worker<Message>>, // before the lock: it must finish first
    lock: Option<Lock>,
    shared: Arc<Shared>,
    recorded: u64,
    next_mark: u64,
    saving: Newest<Result<Done, StoreError>>,
    overwrite: bool,
    waker: Waker,
}

/// A finished save.
#[derive(Debug)]
struct Done {
    path: PathBuf,
    revision: u64,
}

impl Store {
    /// Opens the project file at `path`: reads it, takes its lock, and brings back what the journal holds beyond it.
    ///
    /// # Errors
    /// Where there is no file, or one that is no project.
    pub fn open(path: &Path, waker: &Waker) -> Result<Opened, StoreError> {
        Opening::new(path, false)?.finish(waker)
    }

    /// As [`Store::open`], where the file was read already.
    ///
    /// # Errors
    /// Where it is no project.
    pub fn open_read(path: &Path, bytes: Vec<u8>, waker: &Waker) -> Result<Opened, StoreError> {
        let opening = Opening::of(path, &bytes, false)?;
        drop(bytes);
        opening.finish(waker)
    }

    /// A new project without a name, kept in the data folder until it is saved somewhere.
    ///
    /// # Errors
    /// Where the data folder does not take it.
    pub fn untitled(project: &Project, waker: &Waker) -> Result<Opened, StoreError> {
        let folder = untitled_folder()?;
        let stamp = jiff::Timestamp::now().as_millisecond();
        let path = (0..).map(|more| folder.join(format!("untitled-{}{}", stamp + more, project::EXTENSION)));
        let path = path.into_iter().find(|path| !disk::exists(path)).unwrap_or_else(|| folder.join("untitled"));
        disk::write(&path, &project::write(project))?;
        Opening::new(&path, true)?.finish(waker)
    }

    /// Untitled projects that were left behind by a crash: not open anywhere, with something in their journal. Newest last.
    pub fn left_behind() -> Vec<PathBuf> {
        let Ok(folder) = untitled_folder() else { return Vec::new() };
        let mut files = disk::files_in(&folder);
        files.retain(|file| file.to_string_lossy().ends_with(project::EXTENSION) && super::store_open::is_free(&lock_path(file)));
        files
    }

    /// Opens an untitled project again.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn reopen_untitled(path: &Path, waker: &Waker) -> Result<Opened, StoreError> {
        Opening::new(path, true)?.finish(waker)
    }

    #[expect(clippy::too_many_arguments, reason = "only the opening calls it, with all it has found")]
    pub(super) fn assembled(
        path: PathBuf,
        untitled: bool,
        read_only: Option<String>,
        lock: Option<Lock>,
        writer: Option<Worker<Message>>,
        shared: Arc<Shared>,
        next_mark: u64,
        waker: Waker,
    ) -> Self {
        Self {
            path,
            untitled,
            read_only,
            writer,
            lock,
            shared,
            recorded: 0,
            next_mark,
            saving: Newest::default(),
            overwrite: false,
            waker,
        }
    }

    /// Where the project is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Has the project no name of its own yet?
    pub fn is_untitled(&self) -> bool {
        self.untitled
    }

    /// Who else has it open, or why it cannot be changed; `None` where it can.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Records a step that was just performed: `edit` is what was applied, `step` what [`History::perform`] returned. Does not
    /// wait for the disk. Returns the number by which [`Store::kept`] tells that it is safe.
    pub fn performed(&mut self, edit: Edit, step: &Step) -> u64 {
        let recorded = Recorded { name: step.name.clone(), article: step.article, edit, inverse: step.edit.clone() };
        self.record(Entry::Step(Box::new(recorded)))
    }

    /// Records that the last step was undone.
    pub fn undone(&mut self) -> u64 {
        self.record(Entry::Undo)
    }

    /// Records that the last undone step was done again.
    pub fn redone(&mut self) -> u64 {
        self.record(Entry::Redo)
    }

    fn record(&mut self, entry: Entry) -> u64 {
        if let Some(writer) = &self.writer {
            self.recorded += 1;
            writer.send(Message::Entry(entry));
        }
        self.recorded
    }

    /// How many recorded entries are in the journal file, so that they survive the end of this program; within 200 ms they also survive
    /// a power cut.
    pub fn kept(&self) -> u64 {
        self.shared.kept.load(Ordering::Acquire)
    }

    /// Is everything recorded so far in the journal?
    pub fn is_kept(&self) -> bool {
        self.kept() >= self.recorded
    }

    /// Waits until everything recorded is in the journal, at most `most`: for the command line and tests.
    pub fn wait_kept(&self, most: Duration) -> bool {
        let guard = self.shared.news.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.shared.kept_more.wait_timeout_while(guard, most, |_| self.kept() < self.recorded);
        waited.is_ok_and(|(_, timeout)| !timeout.timed_out())
    }

    /// Saves a snapshot of the project beside the session's work; [`StoreEvent::Saved`] tells when it is done. `revision` is handed back.
    pub fn save(&mut self, project: &Project, revision: u64) {
        let event = match &self.read_only {
            Some(reason) => Some(StoreError::ReadOnly(reason.clone())),
            None if !self.overwrite && self.shared.changed_outside() => {
                self.overwrite = true; // asked once; saving again means it
                Some(StoreError::ChangedOutside(self.path.clone()))
            }
            None => None,
        };
        if let Some(error) = event {
            self.shared.tell(StoreEvent::SaveFailed(error));
            self.waker.wake();
            return;
        }
        self.overwrite = false;
        let mark = self.next_mark;
        self.next_mark += 1;
        self.record(Entry::Mark(mark));
        let sender = self.writer.as_ref().and_then(Worker::sender);
        let (snapshot, path, shared) = (project.clone(), self.path.clone(), Arc::clone(&self.shared));
        let untitled = self.untitled;
        self.saving.start("save", &self.waker, move |_| {
            let bytes = project::write(&snapshot);
            let sha256 = sha256_hex(&bytes);
            if let Some(sender) = sender {
                let (told, heard) = channel();
                let _ = sender.send(Message::Saved { sha256, mark, told });
                let _ = heard.recv_timeout(Duration::from_secs(10)); // a journal that hangs does not keep the file from being saved
            }
            if !untitled {
                back_up(&path);
            }
            disk::write(&path, &bytes)?;
            shared.saw(&path);
            Ok(Done { path, revision })
        });
    }

    /// Saves under another name and goes on there, with the whole history. The old file stays as it is; an untitled one
    /// moves. Waits for the disk.
    ///
    /// # Errors
    /// Where the new place does not take it or is open elsewhere; the store then stays where it was.
    pub fn save_as(&mut self, path: &Path, project: &Project, history: &History) -> Result<(), StoreError> {
        let path = with_extension(path);
        if path == self.path || !super::store_open::is_free(&lock_path(&path)) {
            return Err(StoreError::Elsewhere(path));
        }
        let bytes = project::write(project);
        if disk::exists(&path) {
            back_up(&path);
        }
        let journal = super::store_open::journal_of(history, project, &sha256_hex(&bytes));
        disk::write(&path, &bytes)?;
        let place = super::store_open::journal_path(&path);
        disk::write(&place, &journal)?;
        let opened = Opening::new(&path, false)?.finish(&self.waker)?;
        let old = std::mem::replace(self, opened.store);
        if old.untitled {
            let (file, journal) = (old.path.clone(), super::store_open::journal_path(&old.path));
            drop(old);
            disk::remove(&file)?;
            disk::remove(&journal)?;
        }
        Ok(())
    }

    /// Is a save under way?
    pub fn is_saving(&self) -> bool {
        self.saving.running().is_some()
    }

    /// Waits for a save under way: for closing, the command line and tests.
    pub fn wait_saved(&mut self, most: Duration) -> bool {
        if let Some(outcome) = self.saving.wait(most) {
            self.report(outcome);
        }
        !self.is_saving()
    }

    fn report(&self, outcome: Result<Result<Done, StoreError>, TaskError>) {
        self.shared.tell(match outcome {
            Ok(Ok(Done { path, revision })) => StoreEvent::Saved { path, revision },
            Ok(Err(error)) => StoreEvent::SaveFailed(error),
            Err(error) => StoreEvent::SaveFailed(error.into()),
        });
    }

    /// What happened since the last call.
    pub fn poll(&mut self) -> Vec<StoreEvent> {
        if let Some(outcome) = self.saving.poll() {
            self.report(outcome);
        }
        std::mem::take(&mut self.shared.news.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets an untitled project: nobody wants it.
    ///
    /// # Errors
    /// Where its files cannot be removed.
    pub fn discard(self) -> Result<(), StoreError> {
        let (untitled, path) = (self.untitled, self.path.clone());
        drop(self);
        if untitled {
            disk::remove(&path)?;
            disk::remove(&super::store_open::journal_path(&path))?;
        }
        Ok(())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.saving.wait(Duration::from_secs(30));
        self.writer = None; // finishes the journal
        self.lock = None;
    }
}

fn untitled_folder() -> Result<PathBuf, DiskError> {
    let folder = disk::data_folder()?.join("untitled");
    disk::make_folder(&folder)?;
    Ok(folder)
}

/// The first state of each day is kept; without one the save goes on, and the journal still has everything.
fn back_up(path: &Path) {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let kept = disk::backups(path).iter().any(|backup| backup.to_string_lossy().ends_with(&today));
    if !kept && disk::exists(path) {
        let _ = disk::back_up(path, &today, BACKUPS);
    }
}

/// `name` → `name.standpoint.json`.
fn with_extension(path: &Path) -> PathBuf {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if name.ends_with(project::EXTENSION) {
        return path.to_owned();
    }
    let stem = name.strip_suffix(".json").unwrap_or(&name);
    path.with_file_name(format!("{stem}{}", project::EXTENSION))
}

/// Starts the thread that writes the journal.
pub(super) fn writer(
    journal: PathBuf,
    keep: u64,
    project: PathBuf,
    shared: Arc<Shared>,
    waker: Waker,
) -> Result<Worker<Message>, TaskError> {
    start(journal, keep, project, shared, waker)
}
