//! `standpoint sit`: a sitting told by lines on standard input, for tests that kill it. Not shown in the help.
//!
//! Each line is one command; it is acknowledged by `ok N` on standard output once the journal holds it, and not before.

use crate::cli::ended;
use crate::disk;
use crate::edit::{Edit, History, Step};
use crate::format::project;
use crate::model::{AnnotatorId, ArticleId, LabelId, Mention, MentionId, Project, Provenance, Timestamp};
use crate::session::store::{Opened, Store, StoreEvent};
use crate::task::Waker;
use crate::text::{Offsets, Span, Unit};
use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Perform commands from standard input on a project
#[derive(clap::Args, Debug)]
pub struct Sit {
    /// The project file; made if it is not there
    pub project: PathBuf,
}

/// A project with its history, and what lines do to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sitting {
    pub project: Project,
    pub history: History,
}

/// What a line did.
#[derive(Debug, PartialEq)]
pub enum Done {
    Performed(Edit, Step),
    Undone,
    Redone,
    /// Nothing to undo or redo.
    Nothing,
    Save,
}

impl Sitting {
    /// Performs one line: `name WORDS`, `article ID TEXT`, `mention ARTICLE ID START END LABEL` (code points), `undo`, `redo`, `save`.
    ///
    /// # Errors
    /// A sentence that says what was expected.
    pub fn line(&mut self, line: &str) -> Result<Done, String> {
        let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let edit = match word {
            "undo" => {
                let step = self.history.undo(&mut self.project).map_err(|err| err.to_string())?;
                return Ok(step.map_or(Done::Nothing, |_| Done::Undone));
            }
            "redo" => {
                let step = self.history.redo(&mut self.project).map_err(|err| err.to_string())?;
                return Ok(step.map_or(Done::Nothing, |_| Done::Redone));
            }
            "save" => return Ok(Done::Save),
            "name" => Edit::SetName(rest.to_owned()),
            "article" => {
                let (id, text) = rest.split_once(' ').ok_or("expected: article ID TEXT")?;
                let id: ArticleId = id.parse().map_err(|_| "an id is letters and digits")?;
                let article = crate::model::Article::new(id, text, crate::model::Metadata::default());
                Edit::AddArticle { position: usize::MAX, article: Arc::new(article) }
            }
            "mention" => self.mention(rest).ok_or("expected: mention ARTICLE ID START END LABEL, within the text")?,
            other => return Err(format!("unknown command “{other}”")),
        };
        let step = self.history.perform(&mut self.project, word, None, edit.clone()).map_err(|err| err.to_string())?;
        Ok(Done::Performed(edit, step.clone()))
    }

    fn mention(&self, rest: &str) -> Option<Edit> {
        let parts: Vec<&str> = rest.split(' ').collect();
        let [article, id, start, end, label] = parts.as_slice() else { return None };
        let article = self.project.article(article.parse().ok()?)?;
        let offsets = Offsets::new(article.text());
        let byte = |offset: &str| offsets.to_byte(offset.parse().ok()?, Unit::CodePoint);
        let span = Span::new(article.text(), byte(start)?..byte(end)?).ok()?;
        let (id, label): (MentionId, LabelId) = (id.parse().ok()?, label.parse().ok()?);
        let mention = Mention::new(id, span.into(), label, AnnotatorId::new(1), Provenance::manual(Timestamp(1)));
        Some(Edit::PutMention { article: article.id, mention: Arc::new(mention) })
    }
}

pub fn run(arguments: &Sit) -> ExitCode {
    ended(sit(arguments).map(|()| ExitCode::SUCCESS))
}

fn sit(arguments: &Sit) -> Result<(), String> {
    if !disk::exists(&arguments.project) {
        disk::write(&arguments.project, &project::write(&Project::default())).map_err(|err| err.to_string())?;
    }
    let opened = Store::open(&arguments.project, &Waker::default()).map_err(|err| err.to_string())?;
    let Opened { mut store, project, history, notices, .. } = opened;
    for notice in notices {
        eprintln!("{notice}");
    }
    if let Some(reason) = store.read_only() {
        return Err(format!("read-only: {reason}"));
    }
    let mut sitting = Sitting { project, history };
    let mut out = std::io::stdout().lock();
    for (idx, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|err| err.to_string())?;
        match sitting.line(&line)? {
            Done::Performed(edit, step) => drop(store.performed(edit, &step)),
            Done::Undone => drop(store.undone()),
            Done::Redone => drop(store.redone()),
            Done::Nothing => {}
            Done::Save => store.save(&sitting.project, sitting.history.revision()),
        }
        if !store.wait_kept(Duration::from_secs(20)) {
            return Err("the journal did not take the change".to_owned());
        }
        writeln!(out, "ok {idx}").and_then(|()| out.flush()).map_err(|err| err.to_string())?;
    }
    store.wait_saved(Duration::from_secs(60));
    for event in store.poll() {
        if let StoreEvent::SaveFailed(error) = event {
            return Err(error.to_string());
        }
    }
    Ok(())
}
