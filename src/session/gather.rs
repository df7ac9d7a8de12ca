//! Which files the paths lead to that a person or a script gives.

use crate::disk;
use crate::format::intake;
use std::path::{Path, PathBuf};

/// A file to be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub path: PathBuf,
    /// As readers see it: the file's name, after those of the folders from the one that was given on.
    pub name: String,
    /// Was it found in a folder, not named itself?
    pub is_found: bool,
}

/// The files that `paths` lead to, in their order: those in folders, at most `most` of each, and beside a file of annotations
/// alone the text it needs, unless that is named too.
pub fn gather(paths: &[PathBuf], most: usize) -> Vec<Named> {
    let mut files = Vec::new();
    for path in paths {
        let root = path.parent().unwrap_or(Path::new(""));
        let is_found = disk::is_folder(path);
        let named = |path: PathBuf| {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            Named { name, path, is_found }
        };
        if is_found {
            files.extend(disk::files_below(path, most).into_iter().map(named));
        } else {
            let text = intake::text_beside(path).filter(|text| disk::exists(text) && !paths.contains(text));
            files.extend([path.clone()].into_iter().chain(text).map(named));
        }
    }
    files
}
