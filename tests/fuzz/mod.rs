//! Broken files for every reader: one target per format and per kind of document, seeds of our own, mutations that know what
//! the files are made of.
//!
//! A case is a seed file with a few mutations. Whatever comes, a reader must give an answer soon and without panic; what it
//! reads must fit a project and be writable again. The test that always runs takes a few seconds; longer:
//!
//! ```sh
//! STANDPOINT_FUZZ_SECS=600 cargo test --test it fuzz::        # so long for all targets together
//! STANDPOINT_FUZZ_ONLY=brat STANDPOINT_FUZZ_SEEDS=folder …    # one target; more seeds: files of other tools
//! ```
//!
//! A case that fails is written to the folder for temporary files, under the name that the message says.

mod mutate;
mod seeds;

use crate::generate::Dice;
use standpoint::edit;
use standpoint::format::audit::Audit;
use standpoint::format::export::{self, Selection};
use standpoint::format::import::{self, Taking};
use standpoint::format::{self, FORMATS, Format, Options, Source, document, intake};
use standpoint::model::{Preset, Project};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// What is tried: a reader, and files it should be able to read.
struct Target {
    name: String,
    read: Read,
    seeds: Vec<Vec<Source>>,
}

#[derive(Clone, Copy)]
enum Read {
    Format(&'static Format),
    Document,
    /// Sorting by content, with archives unpacked.
    Intake,
}

/// Debug builds are slow; nothing of a few kilobytes may take longer.
const MOST_TIME: Duration = Duration::from_secs(10);
/// Cases for each target where no time is given.
const QUICK: usize = 25;
/// After so many failures it is enough.
const MOST_WRONG: usize = 20;
/// Seeds from outside beyond this (bytes) slow everything down.
const LARGEST_SEED: u64 = 64 << 10;

fn targets() -> Vec<Target> {
    let only = std::env::var("STANDPOINT_FUZZ_ONLY").unwrap_or_default();
    let more: Vec<Source> = std::env::var_os("STANDPOINT_FUZZ_SEEDS").map_or_else(Vec::new, |folder| {
        let files = standpoint::disk::files_below(std::path::Path::new(&folder), 10_000);
        let small = files.iter().filter(|file| std::fs::metadata(file).is_ok_and(|about| about.len() <= LARGEST_SEED));
        small
            .map(|file| Source {
                name: file.file_name().unwrap().to_string_lossy().into_owned(),
                bytes: std::fs::read(file).unwrap(),
            })
            .collect()
    });
    let mut all: Vec<Target> = FORMATS
        .iter()
        .filter(|format| format.read.is_some())
        .map(|format| Target { name: format.name.to_owned(), read: Read::Format(format), seeds: seeds::of_format(format) })
        .collect();
    all.extend(seeds::documents().into_iter().map(|(name, files)| Target {
        name: format!("document-{name}"),
        read: Read::Document,
        seeds: files.into_iter().map(|file| vec![file]).collect(),
    }));
    all.push(Target { name: "intake".to_owned(), read: Read::Intake, seeds: seeds::archives() });
    for source in more {
        let found = format::detect(&source);
        let fits = |target: &&mut Target| match (target.read, found) {
            (Read::Format(format), Some(found)) => format.name == found.name,
            (Read::Document, None) => target.name.ends_with(&format!("-{}", intake::ending(&source.name))),
            _ => false,
        };
        if let Some(target) = all.iter_mut().find(fits) {
            target.seeds.push(vec![source]);
        }
    }
    all.retain(|target| only.is_empty() || target.name == only);
    assert!(!all.is_empty(), "there is no target {only}");
    all
}

/// Does everything with the files that the program would; panics where something is wrong.
fn try_files(read: Read, files: &[Source]) {
    match read {
        Read::Format(format) => {
            let _ = format::detect(&files[0]);
            let Ok((exchange, mut audit)) = format::read(format, files, &Options::default()) else { return };
            take(&exchange, &mut audit, format);
        }
        Read::Document => {
            for file in files {
                let Ok(articles) = document::read(&file.name, &file.bytes, &document::Options::default()) else { continue };
                for note in articles.iter().flat_map(|article| article.notes.iter().map(move |note| (article, note))) {
                    let fits = note.1.range.clone().is_none_or(|range| note.0.text.get(range).is_some());
                    assert!(fits, "a remark has no place in its text");
                }
                let _ = document::table_of(&file.name, &file.bytes);
            }
        }
        Read::Intake => {
            let mut options = Options::default();
            for group in intake::sort(files.to_vec(), None).groups {
                if let Ok((exchange, mut audit)) = intake::read(&group, &mut options) {
                    take(&exchange, &mut audit, group.format.unwrap_or(&FORMATS[0]));
                }
            }
        }
    }
}

fn take(exchange: &format::exchange::Exchange, audit: &mut Audit, format: &'static Format) {
    let mut project = Project::new(Preset::Empty.scheme(), "me");
    let taken = import::edit(&project, exchange, &Taking { loose_stances: true, ..Taking::default() }, audit);
    edit::apply(&mut project, taken).expect("what was read fits a project");
    if format.write.is_some() {
        let back = export::exchange(&project, &Selection { suggestions: true, ..Selection::default() }, format.name);
        format::write(format, &back, &Options::default()).expect("what was read can be written again");
    }
}

/// One broken file; true where all was well.
fn case(target: &Target, all: &[&[Source]], number: u64) -> Result<(), String> {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let files = mutate::files(&mut dice, &target.seeds, all);
    let (tell, told) = channel();
    let (read, given) = (target.read, files.clone());
    // On a thread of its own, so that one that never ends is found out.
    std::thread::spawn(move || {
        let _ = tell.send(catch_unwind(AssertUnwindSafe(|| try_files(read, &given))).is_ok());
    });
    let outcome = told.recv_timeout(MOST_TIME);
    if outcome == Ok(true) {
        return Ok(());
    }
    let mut kept = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let path = std::env::temp_dir().join(format!("fuzz-{}-{number}-{at}-{}", target.name, file.name.replace('/', "_")));
        std::fs::write(&path, &file.bytes).unwrap();
        kept.push(path.display().to_string());
    }
    let what = if outcome == Ok(false) { "panicked".to_owned() } else { format!("takes more than {MOST_TIME:?}") };
    Err(format!("{} {what} in case {number}: {}", target.name, kept.join(" ")))
}

#[test]
fn broken_files_never_stop_a_reader() {
    let targets = targets();
    let everything: Vec<&[Source]> = targets.iter().flat_map(|target| target.seeds.iter().map(Vec::as_slice)).collect();
    let secs = std::env::var("STANDPOINT_FUZZ_SECS").ok().and_then(|secs| secs.parse::<u64>().ok());
    let mut wrong = Vec::new();
    for target in &targets {
        // The seeds themselves come first: a target whose seeds are not read tests nothing.
        for seed in &target.seeds {
            try_files(target.read, seed);
        }
        let share = secs.map(|secs| Duration::from_secs_f64(secs as f64 / targets.len() as f64));
        let (start, mut done) = (Instant::now(), 0);
        while share.map_or(done < QUICK, |share| start.elapsed() < share) {
            done += 1;
            wrong.extend(case(target, &everything, done as u64).err());
            if wrong.len() > MOST_WRONG {
                break;
            }
        }
        if secs.is_some() {
            println!("{:24} {done:8} cases, {} seeds", target.name, target.seeds.len());
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn seeds_are_what_their_readers_read() {
    for target in targets() {
        for seed in &target.seeds {
            let reads = match target.read {
                Read::Format(format) => {
                    format::read(format, seed, &Options::default()).map(|_| ()).map_err(|err| err.to_string())
                }
                Read::Document => document::read(&seed[0].name, &seed[0].bytes, &document::Options::default())
                    .map(|_| ())
                    .map_err(|err| err.to_string()),
                Read::Intake => Ok(()),
            };
            if std::env::var_os("STANDPOINT_FUZZ_SEEDS").is_none() {
                assert_eq!(reads, Ok(()), "{} {}", target.name, seed[0].name);
            }
        }
    }
}
