//! The export assistant: which format, whose annotations, and what would be lost, before anything is written.
//!
//! Files are made in memory beside the window, anew with every choice; the account of them is on screen before a place is asked
//! for. [`Delivery`] says where each file goes; the command line uses the same.

use crate::disk;
use crate::format::audit::Audit;
use crate::format::export::{self, Selection};
use crate::format::roundtrip::RoundTrip;
use crate::format::{self, FORMATS, Format, Options, Written, split};
use crate::model::Project;
use crate::task::Newest;
use crate::text::Unit;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a person chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportChoices {
    /// Name of the format.
    pub format: &'static str,
    pub selection: Selection,
    /// What offsets count, against the format's custom.
    pub unit: Option<Unit>,
    /// Shares of training, development and test articles; one file for all where there are none.
    pub split: Option<Vec<u32>>,
    pub seed: u64,
}

impl Default for ExportChoices {
    fn default() -> Self {
        let selection = Selection { suggestions: true, ..Selection::default() };
        let format = FORMATS.first().map_or("", |format| format.name);
        Self { format, selection, unit: None, split: None, seed: 1 }
    }
}

/// Names of the parts of a data set.
const PARTS: [&[&str]; 2] = [&["train", "test"], &["train", "dev", "test"]];

/// Files that are ready to be written.
#[derive(Clone, PartialEq, Debug)]
pub struct Delivery {
    pub parts: Vec<DeliveryPart>,
}

/// The whole data set, or one part of it.
#[derive(Clone, PartialEq, Debug)]
pub struct DeliveryPart {
    /// "train", "dev", "test", or empty.
    pub name: &'static str,
    pub files: Vec<Written>,
    pub audit: Audit,
}

impl Delivery {
    /// The project in a format.
    ///
    /// # Errors
    /// Where the format cannot write it.
    pub fn make(project: &Project, format: &'static Format, choices: &ExportChoices) -> Result<Self, format::FormatError> {
        let options = Options { unit: choices.unit, ..Options::default() };
        let exchange = export::exchange(project, &choices.selection, format.name);
        let Some(shares) = &choices.split else {
            let (files, audit) = format::write(format, &exchange, &options)?;
            return Ok(Self { parts: vec![DeliveryPart { name: "", files, audit }] });
        };
        let names = PARTS[usize::from(shares.len() > 2)];
        let part_of = split::divide(&exchange, shares, choices.seed);
        let mut parts = Vec::new();
        for (part, name) in names.iter().enumerate() {
            let articles = exchange.articles.iter().zip(&part_of).filter(|(_, of)| **of == part);
            let some = format::exchange::Exchange {
                format: exchange.format,
                layers: exchange.layers.clone(),
                labels: exchange.labels.clone(),
                articles: articles.map(|(doc, _)| doc.clone()).collect(),
                entities: Vec::new(),
                ext: exchange.ext.clone(),
            };
            let (files, mut audit) = format::write(format, &some, &options)?;
            audit.format = format!("{} ({name})", format.name);
            parts.push(DeliveryPart { name, files, audit });
        }
        Ok(Self { parts })
    }

    /// Is every file named by the format, so that a folder is wanted?
    pub fn wants_folder(&self) -> bool {
        self.parts.iter().any(|part| !part.files.is_empty() && part.files.iter().all(|file| !file.name.is_empty()))
    }

    /// How many files, and how many bytes in all.
    pub fn size(&self) -> (usize, usize) {
        let files = self.parts.iter().flat_map(|part| &part.files);
        files.fold((0, 0), |(count, bytes), file| (count + 1, bytes + file.bytes.len()))
    }

    /// Was everything kept?
    pub fn is_lossless(&self) -> bool {
        self.parts.iter().all(|part| part.audit.is_lossless())
    }

    /// Where each file goes if the person names `output`: `corpus.jsonl` and part `dev` make `corpus.dev.jsonl`; what goes with a
    /// single file stands beside it under its name.
    pub fn places<'d>(&'d self, output: &Path) -> Vec<(PathBuf, &'d Written)> {
        let mut all = Vec::new();
        for part in &self.parts {
            let output = if part.name.is_empty() { output.to_owned() } else { with_part(output, part.name) };
            let folder = part.files.iter().all(|file| !file.name.is_empty());
            for file in &part.files {
                let path = match (folder, file.name.is_empty()) {
                    (true, _) => output.join(&file.name),
                    (false, true) => output.clone(),
                    (false, false) => output.with_extension(&file.name),
                };
                all.push((path, file));
            }
        }
        all
    }

    /// Writes every file, each to a temporary one that is renamed; `done` is told after each.
    ///
    /// # Errors
    /// Where a file or folder cannot be written.
    pub fn write(&self, output: &Path, done: impl FnMut()) -> Result<usize, disk::DiskError> {
        let places = self.places(output);
        let folders: BTreeSet<&Path> = places.iter().filter_map(|(path, _)| path.parent()).collect();
        for folder in folders.into_iter().filter(|folder| !folder.as_os_str().is_empty()) {
            disk::make_folder(folder)?;
        }
        if let [(path, file)] = places.as_slice() {
            disk::write(path, &file.bytes)?;
        } else {
            disk::write_many(places.iter().map(|(path, file)| (path.as_path(), file.bytes.as_slice())), done)?;
        }
        Ok(places.len())
    }
}

fn with_part(output: &Path, part: &str) -> PathBuf {
    let stem = output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = output.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
    output.with_file_name(format!("{stem}.{part}{extension}"))
}

/// What a thread of the assistant brings back.
pub(super) enum Made {
    Delivery(Result<Delivery, String>),
    RoundTrip(Result<RoundTrip, String>),
    Written(PathBuf, Result<usize, String>),
}

/// An export that waits for its place.
#[derive(Default)]
pub struct Export {
    pub(super) choices: ExportChoices,
    pub(super) delivery: Option<Arc<Delivery>>,
    pub(super) round_trip: Option<RoundTrip>,
    pub(super) error: Option<String>,
    /// Where to write, and how many files there would be overwritten.
    pub(super) overwrites: Option<(PathBuf, usize)>,
    pub(super) task: Newest<Made>,
}

impl Export {
    pub fn choices(&self) -> &ExportChoices {
        &self.choices
    }

    /// The files; an older choice's while newer ones are being made.
    pub fn delivery(&self) -> Option<&Arc<Delivery>> {
        self.delivery.as_ref()
    }

    /// What the last round trip found, where it is of these choices.
    pub fn round_trip(&self) -> Option<&RoundTrip> {
        self.round_trip.as_ref()
    }

    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The place that was chosen, and how many files there would be overwritten.
    pub fn overwrites(&self) -> Option<&(PathBuf, usize)> {
        self.overwrites.as_ref()
    }

    pub fn is_working(&self) -> bool {
        self.task.running().is_some()
    }

    /// (files written, files in all) while they are being written.
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.task.running().map(|task| task.progress().counts()).filter(|counts| counts.1 > 0)
    }

    pub(super) fn format(&self) -> &'static Format {
        format::named(self.choices.format).unwrap_or(&FORMATS[0])
    }
}

/// A choice in the assistant.
#[derive(Clone, PartialEq, Debug)]
pub enum ExportChange {
    Choices(Box<ExportChoices>),
    /// Write, read back and compare.
    RoundTrip,
    AskWhere,
    /// Write to this file or folder; other files of the same names there only where `overwrite` says so.
    WriteTo {
        path: PathBuf,
        overwrite: bool,
    },
}

/// The formats that can be written: name and title, in the order shown to people.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| format.write.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str) -> Written {
        Written { name: name.to_owned(), bytes: Vec::new() }
    }

    #[test]
    fn files_go_where_their_names_say() {
        let part = |name, files| DeliveryPart { name, files, audit: Audit::default() };
        let places = |delivery: &Delivery, output: &str| -> Vec<String> {
            delivery.places(Path::new(output)).iter().map(|(path, _)| path.to_string_lossy().replace('\\', "/")).collect()
        };
        let single = Delivery { parts: vec![part("train", vec![written("")]), part("dev", vec![written("")])] };
        assert_eq!(places(&single, "out/c.jsonl"), ["out/c.train.jsonl", "out/c.dev.jsonl"]);
        let beside = Delivery { parts: vec![part("", vec![written(""), written("config.xml")])] };
        assert_eq!(places(&beside, "tasks.json"), ["tasks.json", "tasks.config.xml"]);
        let folder = Delivery { parts: vec![part("", vec![written("a.txt"), written("a.ann")])] };
        assert_eq!(places(&folder, "brat"), ["brat/a.txt", "brat/a.ann"]);
        assert!(folder.wants_folder() && !single.wants_folder());
    }
}
