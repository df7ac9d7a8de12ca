//! The thread that writes the journal: at once, synced within 200 ms, tried again every second where the disk refuses.
//!
//! It also looks every two seconds whether another program changed the project file.

use super::store::StoreEvent;
use crate::disk::{self, Appending, DiskError, Stamp};
use crate::format::journal::{self, Entry};
use crate::task::{Next, TaskError, Waker, Worker};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Within this time what was written also survives a power cut.
const SYNC_AFTER: Duration = Duration::from_millis(150);
const RETRY_AFTER: Duration = Duration::from_secs(1);
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What the writer is told.
#[derive(Debug)]
pub(super) enum Message {
    Entry(Entry),
    /// Writes the record of a save and syncs it, then tells.
    Saved {
        sha256: String,
        mark: u64,
        told: Sender<()>,
    },
}

/// What the writer and the store both look at.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Entries that are in the journal file.
    pub(super) kept: AtomicU64,
    pub(super) news: Mutex<Vec<StoreEvent>>,
    pub(super) kept_more: Condvar,
    file: Mutex<Seen>,
}

/// The project file as it was last seen, and whether somebody else changed it since.
#[derive(Debug, Default)]
struct Seen {
    stamp: Option<Stamp>,
    changed: bool,
}

impl Shared {
    pub(super) fn tell(&self, event: StoreEvent) {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    /// Remembers the file as it is now as ours.
    pub(super) fn saw(&self, path: &Path) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = Seen { stamp: disk::stamp(path), changed: false };
    }

    pub(super) fn changed_outside(&self) -> bool {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).changed
    }

    /// Looks at the file; true where it newly turned out to be changed.
    fn look(&self, path: &Path) -> bool {
        let now = disk::stamp(path);
        let mut seen = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let newly = !seen.changed && now.is_some() && now != seen.stamp;
        seen.changed |= newly;
        newly
    }
}

/// Starts the writer; the journal file is made with the first entry, and cut after `keep` bytes before it.
pub(super) fn start(
    journal: PathBuf,
    keep: u64,
    project: PathBuf,
    shared: Arc<Shared>,
    waker: Waker,
) -> Result<Worker<Message>, TaskError> {
    Worker::start("journal", move |next| {
        let mut writer =
            Writer { journal, keep, file: None, waiting: VecDeque::new(), failed: None, unsynced: None, shared, waker };
        let mut looked = Instant::now();
        loop {
            let wait = match (writer.unsynced, writer.failed.is_some()) {
                (Some(since), false) => SYNC_AFTER.saturating_sub(since.elapsed()),
                (_, true) => RETRY_AFTER,
                (None, false) => LOOK_EVERY,
            };
            match next(wait) {
                Next::Message(message) => writer.take(message),
                Next::Quiet => writer.quiet(),
                Next::Over => break,
            }
            if looked.elapsed() >= LOOK_EVERY {
                looked = Instant::now();
                if writer.shared.look(&project) {
                    writer.shared.tell(StoreEvent::ChangedOutside(project.clone()));
                    writer.waker.wake();
                }
            }
        }
        writer.quiet();
    })
}

struct Writer {
    journal: PathBuf,
    keep: u64,
    file: Option<Appending>,
    /// Lines that the disk has not taken yet, and how many of the session's entries each is.
    waiting: VecDeque<(Vec<u8>, u64)>,
    failed: Option<DiskError>,
    unsynced: Option<Instant>,
    shared: Arc<Shared>,
    waker: Waker,
}

impl Writer {
    fn take(&mut self, message: Message) {
        match message {
            Message::Entry(entry) => {
                self.waiting.push_back((journal::line(&entry), 1));
                if self.failed.is_none() {
                    self.write();
                }
                if self.unsynced.is_some_and(|since| since.elapsed() >= SYNC_AFTER) {
                    self.sync();
                }
            }
            Message::Saved { sha256, mark, told } => {
                self.waiting.push_back((journal::line(&Entry::Saved { sha256, mark }), 0));
                self.write();
                self.sync();
                let _ = told.send(());
            }
        }
    }

    fn quiet(&mut self) {
        if self.failed.is_some() {
            self.write();
        }
        self.sync();
    }

    fn write(&mut self) {
        while let Some((line, entries)) = self.waiting.pop_front() {
            match self.append(&line) {
                Ok(()) => {
                    self.unsynced.get_or_insert_with(Instant::now);
                    let _guard = self.shared.news.lock().unwrap_or_else(PoisonError::into_inner);
                    self.shared.kept.fetch_add(entries, Ordering::Release);
                    self.shared.kept_more.notify_all();
                }
                Err(error) => {
                    self.waiting.push_front((line, entries));
                    return self.fail(error);
                }
            }
        }
        if self.failed.take().is_some() {
            self.shared.tell(StoreEvent::JournalMended);
            self.waker.wake();
        }
    }

    fn append(&mut self, line: &[u8]) -> Result<(), DiskError> {
        if self.file.is_none() {
            // a journal that is gone begins anew; one whose drive is away only waits
            let keep = if disk::exists(&self.journal) { self.keep } else { 0 };
            let mut file = Appending::open(&self.journal, keep)?;
            self.keep = keep;
            if self.keep == 0 {
                let head = journal::head();
                file.append(&head)?;
                self.keep = head.len() as u64;
            }
            self.file = Some(file);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        let outcome = file.append(line);
        match &outcome {
            Ok(()) => self.keep += line.len() as u64,
            Err(_) => self.file = None, // opened again next time, and made again if it is gone
        }
        outcome
    }

    fn sync(&mut self) {
        if self.unsynced.take().is_none() {
            return;
        }
        if let Some(Err(error)) = self.file.as_mut().map(Appending::sync) {
            self.fail(error);
        }
    }

    fn fail(&mut self, error: DiskError) {
        if self.failed.as_ref() != Some(&error) {
            self.shared.tell(StoreEvent::JournalFailed(error.clone()));
            self.waker.wake();
        }
        self.failed = Some(error);
    }
}
