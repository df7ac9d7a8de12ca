//! Opening a project: lock, file, journal, in this order; and what to say about what was found.

use super::store::{Opened, Store, StoreError};
use super::store_writer::Shared;
use crate::disk::{self, DiskError, Lock};
use crate::edit::History;
use crate::format::digest::sha256_hex;
use crate::format::journal::{self, Entry, Recorded, Restored};
use crate::format::project::{self, Problem};
use crate::model::Project;
use crate::task::Waker;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that was read and found to be a project.
pub(super) struct Opening {
    path: PathBuf,
    untitled: bool,
    project: Project,
    problems: Vec<Problem>,
    sha256: String,
}

/// `NAME.standpoint.json` → `NAME.standpoint.journal`.
pub(super) fn journal_path(project: &Path) -> PathBuf {
    project.with_extension("journal")
}

/// `NAME.standpoint.json` → `NAME.standpoint.lock`.
pub(super) fn lock_path(project: &Path) -> PathBuf {
    project.with_extension("lock")
}

impl Opening {
    pub(super) fn new(path: &Path, untitled: bool) -> Result<Self, StoreError> {
        Self::of(path, &disk::read(path)?, untitled)
    }

    /// The file at `path`, whose bytes were read.
    pub(super) fn of(path: &Path, bytes: &[u8], untitled: bool) -> Result<Self, StoreError> {
        let (project, problems) = project::read(bytes).map_err(|error| StoreError::Read { error, path: path.to_owned() })?;
        Ok(Self { path: path.to_owned(), untitled, project, problems, sha256: sha256_hex(bytes) })
    }

    pub(super) fn finish(self, waker: &Waker) -> Result<Opened, StoreError> {
        let Self { path, untitled, project, problems, sha256 } = self;
        let mut notices = Vec::new();
        if !problems.is_empty() {
            let open = problems.iter().filter(|problem| !problem.repaired).count();
            let look = if open == 0 { "all were repaired".to_owned() } else { format!("{open} need a look") };
            notices.push(format!("{} things in the file were not as they should be; {look}.", problems.len()));
        }
        let shared = Arc::new(Shared::default());
        shared.saw(&path);
        let (place, lock, read_only) = take_lock(&path, &mut notices);
        if lock.is_none() {
            let store = Store::assembled(path, untitled, read_only, None, None, shared, 1, waker.clone());
            return Ok(Opened { store, project, history: History::default(), notices, problems, unsaved: false });
        }
        let (project, restored, keep) = bring_back(&place, project, &sha256, &mut notices)?;
        let unsaved = restored.replayed > 0;
        let writer = super::store::writer(place, keep, path.clone(), Arc::clone(&shared), waker.clone())?;
        let store = Store::assembled(path, untitled, None, lock, Some(writer), shared, restored.next_mark, waker.clone());
        Ok(Opened { store, project, history: restored.history, notices, problems, unsaved })
    }
}

/// The journal's place, the lock if it could be had, and otherwise why the project is read-only.
fn take_lock(path: &Path, notices: &mut Vec<String>) -> (PathBuf, Option<Lock>, Option<String>) {
    let mut places = vec![(lock_path(path), journal_path(path))];
    // where the folder takes nothing, lock and journal go into the data folder, under a name made from the path
    if let Ok(folder) = disk::data_folder().map(|folder| folder.join("journals"))
        && disk::make_folder(&folder).is_ok()
    {
        let name = sha256_hex(path.to_string_lossy().as_bytes());
        places.push((folder.join(format!("{}.lock", &name[..24])), folder.join(format!("{}.journal", &name[..24]))));
    }
    let mut failed: Option<DiskError> = None;
    for (lock, journal) in places {
        match take_or_take_over(&lock) {
            Ok(Ok(lock)) => {
                if let Some(error) = failed {
                    notices.push(format!("The project's folder cannot be written to ({}). Your work is kept in a journal; save under another name.", error.reason));
                }
                return (journal, Some(lock), None);
            }
            Ok(Err(holder)) => {
                let reason = format!("it is open in {holder}");
                notices.push(format!("Read-only: {reason}. Close it there, or save under another name."));
                return (journal, None, Some(reason));
            }
            Err(error) => failed = Some(error),
        }
    }
    let reason = failed.map_or_else(|| "no place for its lock".to_owned(), |error| error.to_string());
    notices.push(format!("Read-only: {reason}."));
    (journal_path(path), None, Some(reason))
}

fn take_or_take_over(path: &Path) -> Result<Result<Lock, String>, DiskError> {
    let host = host();
    let text = format!("{}\n{host}\n{}\n", std::process::id(), jiff::Timestamp::now().strftime("%F %H:%M UTC"));
    match Lock::take(path, &text)? {
        Ok(lock) => Ok(Ok(lock)),
        Err(holder) if is_stale(&holder) => Ok(Lock::take_over(path, &text)?.map_err(|holder| describe(&holder))),
        Err(holder) => Ok(Err(describe(&holder))),
    }
}

fn host() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// Is the holder gone? Only the same machine can tell; a lock without a process in it was never finished.
fn is_stale(holder: &str) -> bool {
    let mut lines = holder.lines();
    match (lines.next().and_then(|id| id.parse().ok()), lines.next()) {
        (Some(id), Some(of)) => of == host() && !disk::process_runs(id),
        _ => true,
    }
}

fn describe(holder: &str) -> String {
    let mut lines = holder.lines();
    let (id, host, since) = (lines.next().unwrap_or("?"), lines.next().unwrap_or("?"), lines.next().unwrap_or("?"));
    format!("another window (process {id} on {host}, since {since})")
}

/// Could the lock be had?
pub(super) fn is_free(lock: &Path) -> bool {
    disk::read(lock).map_or(true, |holder| is_stale(&String::from_utf8_lossy(&holder)))
}

/// What the journal at `place` makes of the project, and how many of its bytes are to be kept.
fn bring_back(
    place: &Path,
    project: Project,
    sha256: &str,
    notices: &mut Vec<String>,
) -> Result<(Project, Restored, u64), StoreError> {
    if !disk::exists(place) {
        return start_journal(place, project, sha256);
    }
    let bytes = disk::read(place)?;
    let journal = journal::read(&bytes, &project);
    if journal.entries.is_empty() && journal.damage.is_none() {
        return start_journal(place, project, sha256);
    }
    let (now, restored) = journal::restore(&project, sha256, &journal);
    let aside = place.with_extension(format!("journal.{}", jiff::Timestamp::now().strftime("%Y%m%d-%H%M%S")));
    if let Some(why) = journal.damage.as_ref().or(restored.stopped.as_ref()) {
        disk::write(&aside, &bytes)?;
        notices.push(format!(
            "The journal could be followed up to a point only ({why}). {} changes were brought back; a copy of the journal is kept as {}.",
            restored.replayed,
            aside.display()
        ));
    } else if !restored.known && restored.replayed > 0 {
        disk::write(&aside, &bytes)?;
        notices.push(format!(
            "The file was changed by another program. {} changes that were never saved were made again on top of it; the older journal is kept as {}.",
            restored.replayed,
            aside.display()
        ));
    } else if restored.replayed > 0 {
        notices.push(format!("Brought back {} changes that were not saved when the program stopped.", restored.replayed));
    }
    if restored.known && restored.stopped.is_none() && journal.damage.is_none() {
        return Ok((now, restored, journal.whole_bytes));
    }
    // begin anew: what the file holds, then what was done on top of it
    let steps = entries(&now, &restored.history);
    let replayed_from = steps.len().saturating_sub(restored.replayed);
    let mut fresh = journal::head();
    for entry in &steps[..replayed_from] {
        fresh.extend(journal::line(entry));
    }
    for entry in [Entry::Mark(restored.next_mark), Entry::Saved { sha256: sha256.to_owned(), mark: restored.next_mark }] {
        fresh.extend(journal::line(&entry));
    }
    for entry in &steps[replayed_from..] {
        fresh.extend(journal::line(entry));
    }
    disk::write(place, &fresh)?;
    let next_mark = restored.next_mark + 1;
    Ok((now, Restored { next_mark, ..restored }, fresh.len() as u64))
}

/// A journal that begins with the file as it is.
fn start_journal(place: &Path, project: Project, sha256: &str) -> Result<(Project, Restored, u64), StoreError> {
    let mut fresh = journal::head();
    for entry in [Entry::Mark(1), Entry::Saved { sha256: sha256.to_owned(), mark: 1 }] {
        fresh.extend(journal::line(&entry));
    }
    disk::write(place, &fresh)?;
    Ok((project, Restored { known: true, next_mark: 2, ..Restored::default() }, fresh.len() as u64))
}

/// The journal of a project that is saved with its whole history.
pub(super) fn journal_of(history: &History, project: &Project, sha256: &str) -> Vec<u8> {
    let mut bytes = journal::head();
    for entry in entries(project, history) {
        bytes.extend(journal::line(&entry));
    }
    for entry in [Entry::Mark(1), Entry::Saved { sha256: sha256.to_owned(), mark: 1 }] {
        bytes.extend(journal::line(&entry));
    }
    bytes
}

/// The history as entries: every step with both its edits, found by walking through it once.
fn entries(project: &Project, history: &History) -> Vec<Entry> {
    let (mut project, mut history) = (project.clone(), history.clone());
    let undone = history.undone().len();
    while let Ok(Some(_)) = history.redo(&mut project) {}
    let mut steps = Vec::new();
    while let Some(inverse) = history.done().last().map(|step| step.edit.clone()) {
        let Ok(Some(step)) = history.undo(&mut project) else { break };
        let recorded = Recorded { name: step.name.clone(), article: step.article, edit: step.edit.clone(), inverse };
        steps.push(Entry::Step(Box::new(recorded)));
    }
    steps.reverse();
    steps.extend(std::iter::repeat_n(Entry::Undo, undone));
    steps
}
