//! Files: read, write in one piece, append, lock, back up. The only `std::fs`.
//!
//! A file is written beside itself, synced and renamed over: whatever happens, there is the old one or the new one. Errors say what
//! failed and what to do, because they are shown as they are.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files larger than this (bytes) are not read: they are no articles, and a project of 100,000 articles is smaller.
pub const MOST_BYTES: u64 = 2 << 30;

/// Something went wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{doing} failed: {reason}: {}", path.display())]
pub struct DiskError {
    pub doing: &'static str,
    /// Why, and what to do.
    pub reason: String,
    pub path: PathBuf,
    pub kind: io::ErrorKind,
}

fn explain(kind: io::ErrorKind, err: &io::Error) -> String {
    use io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull};
    match kind {
        StorageFull => "the disk is full; free some space and try again".to_owned(),
        PermissionDenied => "not allowed here; choose another folder or ask for the right to write".to_owned(),
        ReadOnlyFilesystem => "the drive is read-only; save to another place".to_owned(),
        NotFound => "the file or folder is not there (moved, or a drive that went away); check and try again".to_owned(),
        _ => err.to_string(),
    }
}

fn failed<'p>(doing: &'static str, path: &'p Path) -> impl Fn(io::Error) -> DiskError + 'p {
    move |err| DiskError { doing, reason: explain(err.kind(), &err), path: path.to_owned(), kind: err.kind() }
}

/// The bytes of a file.
///
/// # Errors
/// Where it cannot be read, or is larger than [`MOST_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    let failed = failed("Reading", path);
    let mut file = File::open(path).map_err(&failed)?;
    let about = file.metadata().map_err(&failed)?;
    if about.is_dir() || about.len() > MOST_BYTES {
        let reason = if about.is_dir() { "it is a folder, not a file" } else { "it is larger than 2 GiB" };
        return Err(DiskError {
            doing: "Reading",
            reason: reason.to_owned(),
            path: path.to_owned(),
            kind: io::ErrorKind::InvalidInput,
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    file.read_to_end(&mut bytes).map_err(&failed)?;
    Ok(bytes)
}

/// Writes a file in one piece: temporary file in the same folder, sync, rename.
///
/// # Errors
/// Where the folder or disk does not take it; the old file is then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    put(path, bytes, true)?;
    sync_folder(folder_of(path));
    Ok(())
}

/// Writes files as [`write`] does, but for waiting for the disk after each: for exports of many files, which can be made again.
///
/// # Errors
/// Where a folder or disk does not take one; those before it are there.
pub fn write_many<'b>(files: impl IntoIterator<Item = (&'b Path, &'b [u8])>, mut done: impl FnMut()) -> Result<(), DiskError> {
    let mut folders = std::collections::BTreeSet::new();
    for (path, bytes) in files {
        put(path, bytes, false)?;
        folders.insert(folder_of(path).to_owned());
        done();
    }
    folders.iter().for_each(|folder| sync_folder(folder));
    Ok(())
}

fn put(path: &Path, bytes: &[u8], sync: bool) -> Result<(), DiskError> {
    let failed = failed("Saving", path);
    let folder = folder_of(path);
    let mut temporary = tempfile::Builder::new().prefix(".standpoint-").suffix(".tmp").tempfile_in(folder).map_err(&failed)?;
    temporary.write_all(bytes).map_err(&failed)?;
    if let Ok(about) = fs::metadata(path) {
        let _ = temporary.as_file().set_permissions(about.permissions()); // a file shared in a group stays shared
    } else {
        share(temporary.as_file());
    }
    if sync {
        temporary.as_file().sync_all().map_err(&failed)?;
    }
    temporary.persist(path).map_err(|err| failed(err.error))?;
    Ok(())
}

/// A new file is as open as others that the person makes; temporary files are private.
#[cfg(unix)]
fn share(file: &File) {
    use std::os::unix::fs::PermissionsExt as _;
    let _ = file.set_permissions(fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn share(_file: &File) {}

fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all(); // not every system can; the rename stands without it
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Keeps the file as it is now beside itself, as `NAME.backup-STAMP`, and forgets all but the latest `keep` of them.
///
/// # Errors
/// Where the copy cannot be made.
pub fn back_up(path: &Path, stamp: &str, keep: usize) -> Result<(), DiskError> {
    let failed = failed("Keeping a backup", path);
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return Ok(()) };
    let prefix = format!("{name}.backup-");
    let backup = path.with_file_name(format!("{prefix}{stamp}"));
    let _ = fs::remove_file(&backup);
    if fs::hard_link(path, &backup).is_err() {
        fs::copy(path, &backup).map_err(&failed)?; // no links on this drive
    }
    let mut old: Vec<PathBuf> = backups(path);
    old.sort();
    old.reverse();
    for old in old.iter().skip(keep) {
        let _ = fs::remove_file(old);
    }
    Ok(())
}

/// The backups of a file, oldest first.
pub fn backups(path: &Path) -> Vec<PathBuf> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return Vec::new() };
    let prefix = format!("{name}.backup-");
    let mut found = files_in(folder_of(path));
    found.retain(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix)));
    found
}

/// The files right in a folder, sorted; empty where it cannot be read.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// The files in a folder and the folders in it, sorted, without hidden ones, links, and the `NAME_files` that browsers
/// save beside a page. At most `most`.
pub fn files_below(folder: &Path, most: usize) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let Ok(kind) = entry.file_type() else { continue };
            if name.starts_with('.') || kind.is_symlink() || files.len() >= most {
                continue;
            }
            if kind.is_file() {
                files.push(path);
            } else if kind.is_dir() && !["_files", "-Dateien", "_archivos", "_fichiers"].iter().any(|end| name.ends_with(end)) {
                folders.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Is there something at this path?
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Is it a folder?
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Makes a folder and those above it.
///
/// # Errors
/// Where the system does not allow it.
pub fn make_folder(path: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(path).map_err(failed("Making a folder", path))
}

/// Removes a file; one that is gone is fine.
///
/// # Errors
/// Where it stays.
pub fn remove(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Err(err) if err.kind() != io::ErrorKind::NotFound => Err(failed("Removing", path)(err)),
        _ => Ok(()),
    }
}

/// Gives a file another name in the same folder.
///
/// # Errors
/// Where the system does not allow it.
pub fn rename(from: &Path, to: &Path) -> Result<(), DiskError> {
    fs::rename(from, to).map_err(failed("Renaming", from))
}

/// What tells one state of a file from another without reading it: when it changed and how long it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    changed: Option<SystemTime>,
    len: u64,
}

/// The state of a file now; `None` where there is none.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some(Stamp { changed: about.modified().ok(), len: about.len() })
}

/// A file that only grows.
#[derive(Debug)]
pub struct Appending {
    file: File,
    path: PathBuf,
}

impl Appending {
    /// Opens or makes the file, cuts it after `keep` bytes (a torn last line), and goes on from there.
    ///
    /// # Errors
    /// Where it cannot be opened or cut.
    pub fn open(path: &Path, keep: u64) -> Result<Self, DiskError> {
        let failed = failed("Opening the journal", path);
        let mut file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path).map_err(&failed)?;
        let len = file.metadata().map_err(&failed)?.len();
        file.set_len(len.min(keep)).map_err(&failed)?;
        file.seek(io::SeekFrom::End(0)).map_err(&failed)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Adds bytes at the end; they survive the end of this program from here on. All or nothing.
    ///
    /// # Errors
    /// Where the disk does not take them; what was written of them is cut off again.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        let failed = failed("Writing to the journal", &self.path);
        if !self.path.exists() {
            let gone = io::Error::from(io::ErrorKind::NotFound);
            return Err(failed(gone));
        }
        let before = self.file.stream_position().map_err(&failed)?;
        self.file.write_all(bytes).map_err(|err| {
            let _ = self.file.set_len(before);
            let _ = self.file.seek(io::SeekFrom::Start(before));
            failed(err)
        })
    }

    /// Makes what was added survive the end of the machine.
    ///
    /// # Errors
    /// Where the disk does not take it.
    pub fn sync(&mut self) -> Result<(), DiskError> {
        self.file.sync_data().map_err(failed("Writing to the journal", &self.path))
    }
}

/// The sign that a project is open: a file that holds who has it.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    text: String,
}

impl Lock {
    /// Takes the lock at `path` with `text` in it. Whoever has it already is returned.
    ///
    /// # Errors
    /// `Ok(Err(text))` holds the text of the other; the outer error is one of the disk.
    pub fn take(path: &Path, text: &str) -> Result<Result<Self, String>, DiskError> {
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).map_err(failed("Locking", path))?;
                Ok(Ok(Self { path: path.to_owned(), text: text.to_owned() }))
            }
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists => Ok(Err(fs::read_to_string(path).unwrap_or_default())),
            Err(err) => Err(failed("Locking", path)(err)),
        }
    }

    /// Takes over a lock whose holder is gone.
    ///
    /// # Errors
    /// As [`Lock::take`].
    pub fn take_over(path: &Path, text: &str) -> Result<Result<Self, String>, DiskError> {
        remove(path)?;
        Self::take(path, text)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if fs::read_to_string(&self.path).is_ok_and(|text| text == self.text) {
            let _ = fs::remove_file(&self.path); // a lock that stays is taken over next time
        }
    }
}

/// Does a process with this id run on this machine? `true` where the system does not tell.
pub fn process_runs(id: u32) -> bool {
    if cfg!(target_os = "linux") { Path::new(&format!("/proc/{id}")).exists() } else { true }
}

/// The folder for the program's own data, made if need be.
///
/// # Errors
/// Where the system names none or it cannot be made.
pub fn data_folder() -> Result<PathBuf, DiskError> {
    let chosen = std::env::var_os("STANDPOINT_DATA").map(PathBuf::from); // tests, and machines without a home
    let folder = chosen.or_else(|| dirs::data_dir().map(|folder| folder.join("standpoint")));
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("standpoint"));
    make_folder(&folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_in_one_piece_and_three_backups_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.standpoint.json");
        for number in 0..6 {
            if number > 0 {
                back_up(&path, &format!("2026-11-0{number}"), 3).unwrap();
            }
            write(&path, format!("{number}").as_bytes()).unwrap();
        }
        assert_eq!(read(&path).unwrap(), b"5");
        let kept: Vec<Vec<u8>> = backups(&path).iter().map(|path| read(path).unwrap()).collect();
        assert_eq!(kept, [b"2", b"3", b"4"]);
        assert_eq!(files_in(folder.path()).len(), 4, "no temporary file stays");
    }

    #[test]
    fn a_lock_has_one_holder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let lock = Lock::take(&path, "me").unwrap().unwrap();
        assert_eq!(Lock::take(&path, "you").unwrap().unwrap_err(), "me");
        drop(lock);
        assert!(Lock::take(&path, "you").unwrap().is_ok());
    }

    #[test]
    fn what_failed_is_said_in_words() {
        let error = read(Path::new("/nowhere/at/all")).unwrap_err();
        assert!(error.to_string().starts_with("Reading failed: the file or folder is not there"), "{error}");
        let error = write(Path::new("/proc/none/x"), b"").unwrap_err();
        assert!(error.to_string().starts_with("Saving failed:"), "{error}");
    }
}
