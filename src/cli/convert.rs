//! `standpoint convert`: from any format of the table to any other, with an account of what was kept.
//!
//! Inputs are files, folders, or `-`. What a file is is told by its content. Everything passes through a project, so what
//! comes out is what the window would export.

use crate::cli::ended;
use crate::disk;
use crate::edit;
use crate::format::audit::Audit;
use crate::format::export::Selection;
use crate::format::import::{self, Taking};
use crate::format::project;
use crate::format::{self, FORMATS, Format, KnownText, Options, Source, Written, document, intake};
use crate::model::presets::Preset;
use crate::model::{Article, Project};
use crate::session::exporting::{Delivery, DeliveryPart, ExportChoices};
use crate::session::gather::{Named, gather};
use crate::text::Unit;
use clap::{Args, ValueEnum};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// No folder of a data set has more files.
const MOST_FILES: usize = 1_000_000;

/// Arguments of `standpoint convert`.
#[derive(Args, Debug)]
pub struct Convert {
    /// Files or folders to read; `-` reads standard input. Several projects are put together, each annotator a layer
    #[arg(required_unless_present = "list")]
    inputs: Vec<PathBuf>,
    /// Format to write
    #[arg(long, required_unless_present = "list")]
    to: Option<String>,
    /// File to write, or folder for formats of many files; `-` writes to standard output
    #[arg(short, long, required_unless_present = "list")]
    output: Option<PathBuf>,
    /// Format to read, instead of telling it by the content
    #[arg(long)]
    from: Option<String>,
    /// Where to write the account of what was read, repaired and lost, as JSON
    #[arg(long)]
    audit: Option<PathBuf>,
    /// Exit with 2, and write nothing, where something would be lost
    #[arg(long)]
    strict: bool,
    /// Only the layers of these annotators
    #[arg(long, value_delimiter = ',')]
    annotators: Vec<String>,
    /// Only the curated layer
    #[arg(long)]
    curated: bool,
    /// Open suggestions too
    #[arg(long)]
    suggestions: bool,
    /// What offsets count in the files read, where the format leaves it open
    #[arg(long, value_enum)]
    unit: Option<UnitName>,
    /// What offsets count in the files written, against the format's custom
    #[arg(long, value_enum)]
    to_unit: Option<UnitName>,
    /// Take relations named "supports", "against" and the like as stances
    #[arg(long)]
    loose_stances: bool,
    /// Divide into training, development and test articles by these shares, for instance 80/10/10
    #[arg(long, value_parser = shares)]
    split: Option<Shares>,
    /// Seed of the division
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// List the formats and what they hold
    #[arg(long)]
    list: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UnitName {
    /// Unicode code points, as Python counts
    Cp,
    /// UTF-16 units, as JavaScript and Java count
    U16,
    /// UTF-8 bytes
    Byte,
}

impl From<UnitName> for Unit {
    fn from(name: UnitName) -> Self {
        match name {
            UnitName::Cp => Self::CodePoint,
            UnitName::U16 => Self::Utf16,
            UnitName::Byte => Self::Byte,
        }
    }
}

#[derive(Clone, Debug)]
struct Shares(Vec<u32>);

fn shares(text: &str) -> Result<Shares, String> {
    let shares: Result<Vec<u32>, _> = text.split(['/', ',', ':']).map(str::parse).collect();
    match shares {
        Ok(shares) if (2..=3).contains(&shares.len()) && shares.iter().sum::<u32>() > 0 => Ok(Shares(shares)),
        _ => Err("expected two or three numbers, for instance 80/10/10".to_owned()),
    }
}

/// Runs it: 0 where everything was kept or the loss told, 1 where something failed, 2 where `--strict` found a loss.
pub(super) fn run(arguments: &Convert) -> ExitCode {
    if arguments.list {
        list();
        return ExitCode::SUCCESS;
    }
    ended(convert(arguments))
}

fn list() {
    println!("{:18} {:5} {:7} {:54} holds", "name", "", "offsets", "format");
    println!("{:18} {:5} {:7} {:54} everything", project::FORMAT, "r/w", "cp", "Standpoint project");
    for format in FORMATS {
        let way = match (format.read.is_some(), format.write.is_some()) {
            (true, true) => "r/w",
            (true, false) => "r",
            _ => "w",
        };
        let holds = format.holds;
        let all = [
            (holds.text, "text"),
            (holds.overlap, "overlap"),
            (holds.discontinuous, "discontinuous"),
            (holds.relations, "relations"),
            (holds.stances, "stances"),
            (holds.attributes, "attributes"),
            (holds.annotators, "annotators"),
            (holds.scores, "scores"),
            (holds.metadata, "metadata"),
        ];
        let held: Vec<&str> = all.into_iter().filter(|held| held.0).map(|held| held.1).collect();
        let unit = match format.unit {
            Unit::CodePoint => "cp",
            Unit::Utf16 => "u16",
            Unit::Byte => "byte",
        };
        println!("{:18} {way:5} {unit:7} {:54} {}", format.name, format.title, held.join(", "));
    }
    println!("\nDocuments without annotations, told by their content:");
    for (title, endings) in document::KINDS {
        println!("{:18} {:5} {:7} {title:54} {endings}", "", "r", "");
    }
}

fn named(name: &str) -> Result<&'static Format, String> {
    format::named(name).ok_or_else(|| {
        let names: Vec<&str> = std::iter::once(project::FORMAT).chain(FORMATS.iter().map(|format| format.name)).collect();
        format!("there is no format “{name}”; expected one of {}", names.join(", "))
    })
}

fn convert(arguments: &Convert) -> Result<ExitCode, String> {
    let to = arguments.to.as_deref().unwrap_or_default();
    let to_project = to.eq_ignore_ascii_case(project::FORMAT);
    let mut audits = Vec::new();
    let project = read(arguments, &mut audits)?;
    if to_project {
        let files = vec![Written { name: String::new(), bytes: project::write(&project) }];
        let part = DeliveryPart { name: "", files, audit: Audit::new(project::FORMAT) };
        return finish(arguments, &audits, &Delivery { parts: vec![part] });
    }
    let to = named(to)?;
    let choices = ExportChoices {
        format: to.name,
        selection: Selection {
            annotators: arguments.annotators.iter().cloned().collect(),
            curated: arguments.curated,
            suggestions: arguments.suggestions,
        },
        unit: arguments.to_unit.map(Unit::from),
        split: arguments.split.as_ref().map(|shares| shares.0.clone()),
        seed: arguments.seed,
    };
    let delivery = Delivery::make(&project, to, &choices).map_err(|error| error.to_string())?;
    drop(project);
    audits.extend(delivery.parts.iter().map(|part| ("written", part.audit.clone())));
    finish(arguments, &audits, &delivery)
}

/// Tells what happened, and writes unless something would be lost that must not be.
fn finish(arguments: &Convert, audits: &[(&'static str, Audit)], delivery: &Delivery) -> Result<ExitCode, String> {
    let lossless = audits.iter().all(|audit| audit.1.is_lossless());
    let nothing_read = audits.iter().all(|audit| audit.1.articles == 0);
    for (way, audit) in audits.iter().filter(|(way, _)| *way != "written" || !nothing_read) {
        eprintln!("{way} {audit}");
    }
    if let Some(path) = &arguments.audit {
        let account: Vec<_> = audits.iter().map(|(way, audit)| std::collections::BTreeMap::from([(*way, audit)])).collect();
        let json = serde_json::to_vec_pretty(&account).map_err(|error| error.to_string())?;
        save(path, &json)?;
    }
    if arguments.strict && !lossless {
        eprintln!("nothing was written: something would be lost, and --strict forbids it");
        return Ok(ExitCode::from(2));
    }
    if nothing_read && !lossless {
        return Err("nothing was written: no article could be read".to_owned());
    }
    let output = arguments.output.as_deref().unwrap_or(Path::new("-"));
    if output == Path::new("-") {
        to_standard_output(delivery)?;
    } else {
        delivery.write(output, || ()).map_err(|error| error.to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(arguments: &Convert, audits: &mut Vec<(&'static str, Audit)>) -> Result<Project, String> {
    let sources = sources(&arguments.inputs)?;
    let from = arguments.from.as_deref().map(named).transpose()?;
    let sorted = intake::sort(sources, from);
    if sorted.groups.is_empty() && sorted.projects.is_empty() {
        let name = sorted.unknown.first().map_or("", String::as_str);
        return Err(format!("the format was not recognised by the content; name it with --from (see --list): {name}"));
    }
    let mut project = Project::new(Preset::Empty.scheme(), "me");
    let (first, others) = sorted.projects.split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
    if let Some(own) = first {
        project = open(own, audits)?;
    }
    let taking = Taking { loose_stances: arguments.loose_stances, ..Taking::default() };
    for other in others {
        let (exchange, mut audit) = intake::of_project(other).map_err(|error| format!("{}: {error}", other.name))?;
        let change = import::edit(&project, &exchange, &taking, &mut audit);
        edit::apply(&mut project, change).map_err(|error| error.to_string())?;
        audits.push(("added", audit));
    }
    let mut options = Options { unit: arguments.unit.map(Unit::from), texts: known_texts(&project) };
    for group in sorted.groups {
        let (exchange, mut audit) = intake::read(&group, &mut options).map_err(|error| error.to_string())?;
        drop(group);
        let change = import::edit(&project, &exchange, &taking, &mut audit);
        drop(exchange);
        edit::apply(&mut project, change).map_err(|error| error.to_string())?;
        audits.push(("read", audit));
    }
    if !sorted.unknown.is_empty() {
        let mut audit = Audit::new("other files");
        for name in sorted.unknown {
            audit.notice("file that nothing here reads", 1, || name);
        }
        audits.push(("read", audit));
    }
    Ok(project)
}

/// The texts of a project, for annotations that come without one.
fn known_texts(project: &Project) -> Vec<KnownText> {
    let known = |article: &Arc<Article>| KnownText {
        name: article.display_title().to_owned(),
        url: article.metadata.url.clone(),
        text: article.shared_text(),
    };
    project.articles().map(known).collect()
}

/// A project of ours.
fn open(source: &Source, audits: &mut Vec<(&'static str, Audit)>) -> Result<Project, String> {
    let (project, problems) = project::read(&source.bytes).map_err(|error| error.to_string())?;
    let mut audit = Audit::new(project::FORMAT);
    for article in project.articles() {
        audit.articles += 1;
        audit.spans += article.mention_count();
        audit.stances += article.stance_count();
    }
    audit.annotators = project.annotators.len();
    for problem in problems {
        audit.notice("problem in the project file", 1, || problem.to_string());
    }
    audits.push(("read", audit));
    Ok(project)
}

/// What the inputs hold; `-` is standard input.
fn sources(inputs: &[PathBuf]) -> Result<Vec<Source>, String> {
    let files =
        gather(inputs, MOST_FILES).into_iter().filter(|file| file.path.file_name().is_none_or(|name| name != "README.md"));
    let read = |file: Named| {
        let bytes = if file.path == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(|error| format!("standard input cannot be read ({error})"))?;
            bytes
        } else {
            disk::read(&file.path).map_err(|error| error.to_string())?
        };
        Ok(Source { name: file.name, bytes })
    };
    files.map(read).collect()
}

fn to_standard_output(delivery: &Delivery) -> Result<(), String> {
    if delivery.wants_folder() {
        return Err("a format of many files cannot go to standard output; name a folder with -o".to_owned());
    }
    for file in delivery.parts.iter().flat_map(|part| &part.files).filter(|file| file.name.is_empty()) {
        std::io::stdout().write_all(&file.bytes).map_err(|error| format!("standard output cannot be written ({error})"))?;
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        disk::make_folder(folder).map_err(|error| error.to_string())?;
    }
    disk::write(path, bytes).map_err(|error| error.to_string())
}
