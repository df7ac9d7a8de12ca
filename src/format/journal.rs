//! The journal: every step, undo and redo of a project, one JSON object a line, only ever added to.
//!
//! ```text
//! {"journal":"standpoint 1"}
//! {"step":{"name":"Tag ‘Petro’ as PERSON","article":"1","edit":{…},"inverse":{…}}}
//! {"undo":true}
//! {"mark":3}
//! {"saved":{"sha256":"…","mark":3}}
//! ```
//! `saved` says that the project file with this digest holds everything up to that mark; it is written before the file is
//! renamed into place, so that a file on disk always finds its record. What follows the mark is not in the file yet. A last
//! line that was torn off is no error: its step was never acknowledged.

use super::project::edit_form::{self, EditForm, Texts};
use crate::edit::{Edit, History, Step};
use crate::model::{ArticleId, Project};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is added to the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Step(Box<Recorded>),
    Undo,
    Redo,
    /// A place to refer to.
    Mark(u64),
    /// The file with this digest holds everything up to the mark.
    Saved {
        sha256: String,
        mark: u64,
    },
}

/// A step with the edit that does it and the one that takes it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub name: String,
    pub article: Option<ArticleId>,
    pub edit: Edit,
    pub inverse: Edit,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LineForm<'a> {
    Journal(Cow<'a, str>),
    #[serde(borrow)]
    Step(Box<StepForm<'a>>),
    Undo(bool),
    Redo(bool),
    Mark(u64),
    Saved(SavedForm),
}

#[derive(Serialize, Deserialize)]
struct StepForm<'a> {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<super::project::scalars::Key>,
    #[serde(borrow)]
    edit: EditForm<'a>,
    #[serde(borrow)]
    inverse: EditForm<'a>,
}

#[derive(Serialize, Deserialize)]
struct SavedForm {
    sha256: String,
    mark: u64,
}

/// The first line of every journal.
pub fn head() -> Vec<u8> {
    b"{\"journal\":\"standpoint 1\"}\n".to_vec()
}

/// One line, with its end.
pub fn line(entry: &Entry) -> Vec<u8> {
    let form = match entry {
        Entry::Step(step) => LineForm::Step(Box::new(StepForm {
            name: step.name.clone(),
            article: step.article.map(Into::into),
            edit: edit_form::form(&step.edit),
            inverse: edit_form::form(&step.inverse),
        })),
        Entry::Undo => LineForm::Undo(true),
        Entry::Redo => LineForm::Redo(true),
        Entry::Mark(mark) => LineForm::Mark(*mark),
        Entry::Saved { sha256, mark } => LineForm::Saved(SavedForm { sha256: sha256.clone(), mark: *mark }),
    };
    let mut line = serde_json::to_vec(&form).expect("forms have text keys and finite depth");
    line.push(b'\n');
    line
}

/// A journal as it was read.
#[derive(Debug, Default)]
pub struct Journal {
    pub entries: Vec<Entry>,
    /// Length in bytes of what could be read; what follows is a torn line.
    pub whole_bytes: u64,
    /// What could not be read before the end; nothing after it was.
    pub damage: Option<String>,
}

/// Reads a journal of `project`, the project as its file has it.
pub fn read(bytes: &[u8], project: &Project) -> Journal {
    let mut journal = Journal::default();
    let mut forms = Vec::new();
    let mut at = 0;
    let mut ends = Vec::new();
    while at < bytes.len() {
        let Some(len) = memchr::memchr(b'\n', &bytes[at..]) else { break }; // a torn last line
        match serde_json::from_slice::<LineForm<'_>>(&bytes[at..at + len]) {
            Ok(form) => forms.push(form),
            Err(_) if at + len + 1 == bytes.len() => break, // torn and patched over by the disk
            Err(err) => {
                journal.damage = Some(format!("line {} cannot be read: {err}", ends.len() + 1));
                break;
            }
        }
        at += len + 1;
        ends.push(at as u64);
    }
    let mut texts: Texts = project.articles().map(|article| (article.id, vec![article.shared_text()])).collect();
    for form in &forms {
        if let LineForm::Step(step) = form {
            edit_form::collect_texts(&step.edit, &mut texts);
            edit_form::collect_texts(&step.inverse, &mut texts);
        }
    }
    journal.whole_bytes = ends.last().copied().unwrap_or(0);
    for (idx, form) in forms.into_iter().enumerate() {
        match entry(form, &texts) {
            Ok(entry) => journal.entries.extend(entry),
            Err(why) => {
                journal.damage = Some(format!("line {} is not understood: {why}", idx + 1));
                journal.whole_bytes = idx.checked_sub(1).map_or(0, |before| ends[before]);
                break;
            }
        }
    }
    journal
}

fn entry(form: LineForm<'_>, texts: &Texts) -> Result<Option<Entry>, String> {
    Ok(Some(match form {
        LineForm::Journal(_) => return Ok(None),
        LineForm::Step(step) => {
            let StepForm { name, article, edit, inverse } = *step;
            let (edit, inverse) = (edit_form::edit(edit, texts)?, edit_form::edit(inverse, texts)?);
            Entry::Step(Box::new(Recorded { name, article: article.map(Into::into), edit, inverse }))
        }
        LineForm::Undo(_) => Entry::Undo,
        LineForm::Redo(_) => Entry::Redo,
        LineForm::Mark(mark) => Entry::Mark(mark),
        LineForm::Saved(saved) => Entry::Saved { sha256: saved.sha256, mark: saved.mark },
    }))
}

/// What a journal makes of the project that its file holds.
#[derive(Debug, Default)]
pub struct Restored {
    pub history: History,
    /// Steps, undos and redos done again because the file did not hold them.
    pub replayed: usize,
    /// Why the rest was not done again.
    pub stopped: Option<String>,
    /// Does the journal know the file? If not, another program wrote it, and the steps before are not in the history.
    pub known: bool,
    pub next_mark: u64,
}

/// Finds the place in the journal that the file with the digest `sha256` holds, rebuilds the history before it, and returns
/// the entries after it, to be done again with [`replay`]. An empty digest is the beginning: a project never saved.
fn split<'j>(journal: &'j Journal, sha256: &str) -> (Vec<&'j Recorded>, Vec<&'j Recorded>, &'j [Entry], bool) {
    let entries = &journal.entries;
    let saved = entries.iter().rposition(|entry| matches!(entry, Entry::Saved { sha256: of, .. } if of == sha256));
    let start = match saved.map(|at| (&entries[at], at)) {
        Some((Entry::Saved { mark, .. }, at)) => {
            entries[..at].iter().rposition(|entry| matches!(entry, Entry::Mark(other) if other == mark)).map(|at| at + 1)
        }
        _ if sha256.is_empty() => Some(0),
        _ => None,
    };
    let known = start.is_some();
    // a file the journal does not know: what was never saved may still be done on top of it
    let last_saved = || entries.iter().rposition(|entry| matches!(entry, Entry::Saved { .. })).map_or(0, |at| at + 1);
    let start = start.unwrap_or_else(last_saved);
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    if known {
        for entry in &entries[..start] {
            match entry {
                Entry::Step(step) => {
                    undone.clear();
                    done.push(&**step);
                }
                Entry::Undo => undone.extend(done.pop()),
                Entry::Redo => done.extend(undone.pop()),
                Entry::Mark(_) | Entry::Saved { .. } => {}
            }
        }
    }
    (done, undone, &entries[start..], known)
}

/// The project and history as they were when the journal ended; `project` is what the file with the digest holds.
pub fn restore(project: &Project, sha256: &str, journal: &Journal) -> (Project, Restored) {
    let (done, undone, rest, known) = split(journal, sha256);
    let step = |step: &Recorded, edit: &Edit| Step { name: step.name.clone(), article: step.article, edit: edit.clone() };
    let mut history = History::restored(
        done.into_iter().map(|recorded| step(recorded, &recorded.inverse)).collect(),
        undone.into_iter().map(|recorded| step(recorded, &recorded.edit)).collect(),
    );
    let mut project = project.clone();
    let (mut replayed, mut stopped) = (0, None);
    for entry in rest {
        let outcome = match entry {
            Entry::Step(step) => history.perform(&mut project, &step.name, step.article, step.edit.clone()).map(drop),
            Entry::Undo => history.undo(&mut project).map(drop),
            Entry::Redo => history.redo(&mut project).map(drop),
            Entry::Mark(_) | Entry::Saved { .. } => continue,
        };
        match outcome {
            Ok(()) => replayed += 1,
            Err(err) => {
                stopped = Some(err.to_string());
                break;
            }
        }
    }
    let marks = journal.entries.iter().filter_map(|entry| if let Entry::Mark(mark) = entry { Some(*mark) } else { None });
    let next_mark = marks.max().map_or(1, |most| most + 1);
    (project, Restored { history, replayed, stopped, known, next_mark })
}
