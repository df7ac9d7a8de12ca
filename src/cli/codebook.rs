//! `standpoint codebook`: print a codebook, take one over, change labels with a count first, list versions and violations.
//!
//! Changes go through a session, as in the window: with lock, journal and undo.

use crate::analysis::violations::violations;
use crate::cli::ended;
use crate::disk;
use crate::format::codebook::{self, Kind};
use crate::format::project;
use crate::model::{LabelId, List, Preset, Project, Scheme};
use crate::session::{Action, Clock, Command, Ids, LabelChange, Session, Settings};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Print, convert, take over or change a codebook
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  standpoint codebook study.standpoint.json -o codebook.md
  standpoint codebook codebook.qdc -o codebook.json
  standpoint codebook study.standpoint.json --import codebook.json --dry-run
  standpoint codebook study.standpoint.json --add media-frames
  standpoint codebook study.standpoint.json --merge NORP=ORG --dry-run")]
pub struct Codebook {
    /// A project, or a codebook as JSON, Markdown or REFI-QDA; leave it out with --preset
    #[arg(required_unless_present = "preset")]
    pub file: Option<PathBuf>,
    /// Begin with a ready-made scheme instead of a file
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub preset: Option<WhichPreset>,
    /// Write the codebook here: .json, .md or .qdc; without it, Markdown is printed
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Take over this codebook into the project
    #[arg(long, value_name = "FILE", group = "change")]
    pub import: Option<PathBuf>,
    /// Add a ready-made list to the project's codebook
    #[arg(long, value_name = "LIST", group = "change")]
    pub add: Option<WhichList>,
    /// Rename a label of the project
    #[arg(long, value_name = "OLD=NEW", group = "change")]
    pub rename: Option<String>,
    /// Merge a label into another, everywhere
    #[arg(long, value_name = "FROM=INTO", group = "change")]
    pub merge: Option<String>,
    /// Split a new label off; its mentions are flagged to be decided again
    #[arg(long, value_name = "LABEL=NEW", group = "change")]
    pub split: Option<String>,
    /// Delete a label with its mentions
    #[arg(long, value_name = "LABEL", group = "change")]
    pub delete: Option<String>,
    /// Say what a change would touch, and change nothing
    #[arg(long, requires = "change")]
    pub dry_run: bool,
    /// List the versions: what changed, when, and how much was marked under each
    #[arg(long, conflicts_with = "change")]
    pub versions: bool,
    /// List what does not keep to the codebook; the exit code is 1 where there is any
    #[arg(long, conflicts_with_all = ["change", "versions"])]
    pub violations: bool,
}

/// Ready-made schemes.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhichPreset {
    #[value(name = "news-8")]
    News8,
    #[value(name = "conll-4")]
    Conll4,
    #[value(name = "ontonotes-18")]
    OntoNotes18,
    #[value(name = "simple-4")]
    Simple4,
}

/// Ready-made lists.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhichList {
    /// Fifteen dimensions of framing
    MediaFrames,
    /// Official, expert, citizen and others
    SourceCategories,
    /// The seventeen top-level subjects of the IPTC, for the target list
    MediaTopics,
}

/// Runs the subcommand.
pub fn run(arguments: &Codebook) -> ExitCode {
    ended(codebook(arguments))
}

/// What the file is.
enum Read {
    Project(Box<Project>),
    Scheme(Box<Scheme>),
}

fn codebook(arguments: &Codebook) -> Result<ExitCode, String> {
    let read = match (&arguments.file, arguments.preset) {
        (Some(path), _) => read(path)?,
        (None, preset) => Read::Scheme(Box::new(preset_of(preset.unwrap_or(WhichPreset::News8)).scheme())),
    };
    let changes = [&arguments.rename, &arguments.merge, &arguments.split, &arguments.delete].into_iter().any(Option::is_some)
        || arguments.import.is_some()
        || arguments.add.is_some();
    let of_project = |what: &str| format!("{what} needs a project; this file is a codebook only");
    if changes {
        let (Read::Project(_), Some(path)) = (&read, &arguments.file) else { return Err(of_project("a change")) };
        return change(arguments, path);
    }
    if arguments.versions || arguments.violations {
        let Read::Project(project) = &read else { return Err(of_project("this list")) };
        return Ok(if arguments.versions { print_versions(project) } else { print_violations(project) });
    }
    let scheme = match &read {
        Read::Project(project) => project.scheme.as_ref(),
        Read::Scheme(scheme) => scheme,
    };
    match &arguments.output {
        Some(path) => {
            disk::write(path, &codebook::write(scheme, kind_of(path)?)).map_err(|error| error.to_string())?;
            println!("{}", path.display());
        }
        None => print(&String::from_utf8_lossy(&codebook::write(scheme, Kind::Markdown))),
    }
    Ok(ExitCode::SUCCESS)
}

/// A reader that has had enough is no failure.
fn print(text: &str) {
    _ = std::io::stdout().write_all(text.as_bytes());
}

fn read(path: &Path) -> Result<Read, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    if project::looks_like_project(&bytes) {
        let (project, _) = project::read(&bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        return Ok(Read::Project(Box::new(project)));
    }
    codebook::read(&bytes).map(|scheme| Read::Scheme(Box::new(scheme))).map_err(|error| format!("{}: {error}", path.display()))
}

fn kind_of(path: &Path) -> Result<Kind, String> {
    let name = path.to_string_lossy().to_lowercase();
    match name.rsplit('.').next() {
        Some("json") => Ok(Kind::Json),
        Some("md" | "markdown") => Ok(Kind::Markdown),
        Some("qdc") => Ok(Kind::Qdc),
        _ => Err(format!("the ending of {} says no format; expected .json, .md or .qdc", path.display())),
    }
}

fn preset_of(preset: WhichPreset) -> Preset {
    match preset {
        WhichPreset::News8 => Preset::News8,
        WhichPreset::Conll4 => Preset::Conll4,
        WhichPreset::OntoNotes18 => Preset::OntoNotes18,
        WhichPreset::Simple4 => Preset::Simple4,
    }
}

fn change(arguments: &Codebook, path: &Path) -> Result<ExitCode, String> {
    let mut session = Session::new(Settings::default(), Ids::fresh(), Clock::System);
    session.perform(Command::Open(vec![path.to_owned()]));
    if session.path() != Some(path) {
        return Err(said(&session));
    }
    if let Some(why) = session.read_only() {
        return Err(format!("{} was not changed: {why}", path.display()));
    }
    let before = session.history().revision();
    let command = command(arguments, &session.project().scheme)?;
    session.perform(command);
    if let Some(asking) = session.asking() {
        println!("{}: {}", asking.name, asking.words);
        if !arguments.dry_run {
            session.perform(Command::DoBulk);
        }
    } else {
        println!("{}", said(&session));
    }
    if arguments.dry_run {
        // What was tried out must not be found in the journal.
        while session.history().revision() != before && !session.history().done().is_empty() {
            session.perform(Action::Undo.into());
        }
        println!("Nothing was changed.");
    } else if session.history().revision() == before {
        return if session.asking().is_none() { Ok(ExitCode::SUCCESS) } else { Err(said(&session)) };
    }
    session.perform(Command::SaveTo(path.to_owned()));
    let saved = !session.is_dirty();
    session.leave();
    if saved { Ok(ExitCode::SUCCESS) } else { Err(said(&session)) }
}

/// The last thing the session said.
fn said(session: &Session) -> String {
    session.notices.iter().last().map_or_else(|| "nothing was done".to_owned(), |notice| notice.text.clone())
}

fn command(arguments: &Codebook, scheme: &Scheme) -> Result<Command, String> {
    if let Some(path) = &arguments.import {
        return Ok(Command::ImportCodebook(path.clone()));
    }
    if let Some(list) = arguments.add {
        return Ok(Command::AddList(match list {
            WhichList::MediaFrames => List::MediaFrames,
            WhichList::SourceCategories => List::SourceCategories,
            WhichList::MediaTopics => List::MediaTopics,
        }));
    }
    let label = |name: &str| -> Result<LabelId, String> {
        let names = || scheme.labels.iter().map(|label| label.name.as_str()).collect::<Vec<_>>().join(", ");
        scheme
            .label_named(name)
            .map(|label| label.id)
            .ok_or_else(|| format!("there is no label “{name}”; there are: {}", names()))
    };
    let two = |text: &str| -> Result<(String, String), String> {
        let parts = text.split_once('=').map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
        parts
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .ok_or_else(|| format!("expected two names with = between them, not “{text}”"))
    };
    Ok(Command::AskLabel(match (&arguments.rename, &arguments.merge, &arguments.split, &arguments.delete) {
        (Some(text), ..) => {
            let (old, name) = two(text)?;
            LabelChange::Rename { label: label(&old)?, name }
        }
        (_, Some(text), ..) => {
            let (from, into) = two(text)?;
            LabelChange::Merge { from: label(&from)?, into: label(&into)? }
        }
        (_, _, Some(text), _) => {
            let (old, name) = two(text)?;
            LabelChange::Split { label: label(&old)?, name, definition: String::new() }
        }
        (.., Some(name)) => LabelChange::Delete(label(name)?),
        _ => return Err("nothing to change was named".to_owned()),
    }))
}

fn print_versions(project: &Project) -> ExitCode {
    let scheme = &project.scheme;
    let under = scheme.annotations_by_version(project.articles().flat_map(|article| {
        let mentions = article.mentions_by_id().map(|mention| mention.provenance.at);
        mentions.chain(article.stances_by_id().map(|stance| stance.provenance.at))
    }));
    let mut text = String::from("version\tat\tannotations\twhat\n");
    let first = scheme.changes.first().map_or(scheme.version, |change| change.version.saturating_sub(1));
    text.push_str(&format!("{first}\t\t{}\tas it began\n", under.first().copied().unwrap_or(0)));
    for (change, count) in scheme.changes.iter().zip(under.iter().skip(1)) {
        let at = jiff::Timestamp::from_millisecond(change.at.0).map_or_else(|_| String::new(), |at| at.to_string());
        text.push_str(&format!("{}\t{at}\t{count}\t{}\n", change.version, change.what));
    }
    print(&text);
    ExitCode::SUCCESS
}

fn print_violations(project: &Project) -> ExitCode {
    let found = violations(project);
    let mut text = String::new();
    for violation in &found {
        let passage = &violation.passage;
        let Some(article) = project.article(passage.article) else { continue };
        let words = passage.spans.as_ref().map_or_else(String::new, |spans| format!(" “{}”", spans.quote(article.text())));
        text.push_str(&format!("{}:{words} {}\n", article.display_title(), violation.message));
    }
    print(&text);
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        codebook: Codebook,
    }

    fn check(arguments: &[&str]) -> Result<ExitCode, String> {
        let line = Line::try_parse_from(std::iter::once("codebook").chain(arguments.iter().copied()));
        codebook(&line.map_err(|error| error.to_string())?.codebook)
    }

    #[test]
    fn a_codebook_goes_out_is_converted_and_comes_back_with_a_count_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let study = path("study.standpoint.json");
        std::fs::copy("assets/sample/line-4.standpoint.json", &study).unwrap();
        let scheme = || match read(Path::new(&study)).unwrap() {
            Read::Project(project) => Scheme::clone(&project.scheme),
            Read::Scheme(_) => panic!("a project"),
        };
        let before = scheme();
        for name in ["book.md", "book.json", "book.qdc"] {
            check(&[&study, "-o", &path(name)]).unwrap();
        }
        check(&[&path("book.qdc"), "-o", &path("again.md")]).unwrap();
        check(&["--preset", "conll-4", "-o", &path("conll.json")]).unwrap();
        check(&[&study, "--import", &path("conll.json"), "--dry-run"]).unwrap();
        assert_eq!(scheme(), before, "nothing was changed");
        check(&[&study, "--merge", "LAW=ORG", "--dry-run"]).unwrap();
        assert_eq!(scheme(), before);
        check(&[&study, "--merge", "LAW=ORG"]).unwrap();
        assert!(scheme().label_named("LAW").is_none() && scheme().version == before.version + 1);
        check(&[&study, "--add", "media-topics"]).unwrap();
        assert!(scheme().issues.len() >= before.issues.len() + 17);
        check(&[&study, "--import", &path("conll.json")]).unwrap();
        assert!(scheme().label_named("MISC").is_some());
        check(&[&study, "--versions"]).unwrap();
        check(&[&study, "--violations"]).unwrap();
        assert!(check(&[&study, "--merge", "LAW=ORG"]).unwrap_err().contains("there is no label “LAW”"));
        assert!(check(&[&study, "--rename", "ORG"]).unwrap_err().contains("two names"));
        assert!(check(&[&path("book.md"), "--versions"]).unwrap_err().contains("needs a project"));
        assert!(check(&[&study, "-o", &path("book.txt")]).unwrap_err().contains(".qdc"));
    }
}
