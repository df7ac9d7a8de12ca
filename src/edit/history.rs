//! Endless undo and redo.
//!
//! A [`Step`] is what the person did in one go, with the edit that takes it back. The history never forgets within a sitting;
//! the journal carries it over restarts. Undoing several steps and then doing something new drops the undone ones, as
//! everywhere.

use super::{Edit, EditError, apply};
use crate::model::{ArticleId, Project};

/// One undoable step.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What the person did, for "Undo …": in the imperative, "Tag ‘Petro’ as PERSON".
    pub name: String,
    /// Where to look when it is undone.
    pub article: Option<ArticleId>,
    /// For a done step the edit that undoes it, for an undone one the edit that does it again.
    pub edit: Edit,
}

/// Everything done, and everything undone, most recent last.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Differs after every change, also after undo; "dirty" compares it with the saved one.
    revision: u64,
}

impl History {
    /// A history that was kept by the journal.
    pub fn restored(done: Vec<Step>, undone: Vec<Step>) -> Self {
        Self { done, undone, revision: 0 }
    }

    /// Performs an edit as one step.
    ///
    /// # Errors
    /// As [`apply`]; nothing is changed then.
    pub fn perform(
        &mut self,
        project: &mut Project,
        name: &str,
        article: Option<ArticleId>,
        edit: Edit,
    ) -> Result<&Step, EditError> {
        let inverse = apply(project, edit)?;
        self.undone.clear();
        self.revision += 1;
        self.done.push(Step { name: name.to_owned(), article, edit: inverse });
        Ok(&self.done[self.done.len() - 1])
    }

    /// Takes back the last step; it is returned as it can be redone. `None` if there is none.
    ///
    /// # Errors
    /// As [`apply`]; the step then stays.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<&Step>, EditError> {
        let Some(step) = self.done.last() else { return Ok(None) };
        let edit = apply(project, step.edit.clone())?;
        self.revision += 1;
        self.undone.extend(self.done.pop().map(|step| Step { edit, ..step }));
        Ok(self.undone.last())
    }

    /// Does the last undone step again; it is returned as it can be undone. `None` if there is none.
    ///
    /// # Errors
    /// As [`apply`]; the step then stays.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<&Step>, EditError> {
        let Some(step) = self.undone.last() else { return Ok(None) };
        let edit = apply(project, step.edit.clone())?;
        self.revision += 1;
        self.done.extend(self.undone.pop().map(|step| Step { edit, ..step }));
        Ok(self.done.last())
    }

    /// What was done, most recent last; the edits undo.
    pub fn done(&self) -> &[Step] {
        &self.done
    }

    /// What was undone, most recent last; the edits redo.
    pub fn undone(&self) -> &[Step] {
        &self.undone
    }

    /// A number that differs after every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}
