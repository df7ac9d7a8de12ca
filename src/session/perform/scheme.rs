//! The codebook: labels and the target list. Every change is counted beforehand and can be undone.

use super::annotating::short;
use crate::edit::codebook::{self, LabelChange, LabelPlan};
use crate::edit::lists::{self, ListChange};
use crate::edit::{Edit, operations};
use crate::model::{Ext, Issue, Label, LabelId, Rgb, Scheme};
use crate::say;
use crate::session::bulk::Asking;
use crate::session::{Chord, Command, Session};

impl Session {
    pub(super) fn perform_scheme(&mut self, command: Command) {
        match command {
            Command::AddLabel(name) => self.add_label(name.trim()),
            Command::RenameLabel { label, name } => {
                self.change_label_everywhere(&LabelChange::Rename { label, name });
            }
            Command::RecolourLabel { label, colour } => {
                self.change_label(label, say!("recolour"), |label| label.colour = colour);
            }
            Command::RekeyLabel { label, key } => self.rekey(label, key),
            Command::DefineLabel { label, definition } => {
                self.change_label(label, say!("define"), |label| label.definition = definition);
            }
            Command::HideLabel { label, hidden } => {
                self.change_label(label, if hidden { say!("hide") } else { say!("show") }, |label| label.hidden = hidden);
            }
            Command::MergeLabels { from, into } => self.change_label_everywhere(&LabelChange::Merge { from, into }),
            Command::DeleteLabel(label) => self.change_label_everywhere(&LabelChange::Delete(label)),
            Command::AskLabel(change) => self.ask_label(&change),
            Command::AskList(change) => self.ask_list(&change),
            Command::ChangeScheme { what, scheme } => self.change_scheme(what, |own| *own = *scheme),
            Command::AddIssue(name) => {
                let name = name.trim().to_owned();
                if !name.is_empty() {
                    self.change_scheme(say!("add-to-the-target-list", name = short(&name)), |scheme| {
                        let id = scheme.free_issue_id();
                        scheme.issues.push(Issue { id, name, definition: String::new(), aliases: Vec::new() });
                    });
                }
            }
            Command::RenameIssue { issue, name } => {
                let name = name.trim().to_owned();
                if !name.is_empty() {
                    self.change_scheme(say!("rename-the-issue-to", name = short(&name)), |scheme| {
                        if let Some(issue) = scheme.issues.iter_mut().find(|other| other.id == issue) {
                            issue.name = name;
                        }
                    });
                }
            }
            Command::DeleteIssue(issue) => {
                if let Some(plan) = lists::plan(&self.project, &ListChange::DeleteIssue(issue), self.clock.now()) {
                    self.commit(say!("take-an-issue-off-the-target-list"), plan.edit);
                }
            }
            _ => {}
        }
    }

    /// What is done to the label, and how much that touches; a refusal is told.
    fn plan_label(&mut self, change: &LabelChange) -> Option<(String, LabelPlan)> {
        let scheme = &self.project.scheme;
        let name = match change {
            LabelChange::Rename { label, name } => say!("rename-label", label = scheme.label_name(*label), trim = name.trim()),
            LabelChange::Merge { from, into } => {
                say!("merge-one-into-another", from = scheme.label_name(*from), into = scheme.label_name(*into))
            }
            LabelChange::Split { label, name, .. } => {
                say!("split-off-label-called", trim = name.trim(), label = scheme.label_name(*label))
            }
            LabelChange::Delete(label) => say!("delete-label-called", label = scheme.label_name(*label)),
        };
        match codebook::plan(&self.project, change, self.clock.now()) {
            Ok(plan) => Some((name, plan)),
            Err(error) => {
                self.notices.warn(say!("what-failed", name = name, error = crate::words::told(&error)));
                None
            }
        }
    }

    fn change_label_everywhere(&mut self, change: &LabelChange) {
        let same = matches!(change, LabelChange::Rename { label, name } if name.trim() == self.project.scheme.label_name(*label));
        if same {
            return;
        }
        let Some((name, plan)) = self.plan_label(change) else { return };
        let mentions = plan.mentions;
        if self.commit(name.clone(), plan.edit) && mentions > 0 {
            self.notices.note(say!("undo-takes-it-back", name = name, entities = touched(change, mentions, plan.entities)));
        }
    }

    /// Works out what the change would touch, and asks.
    fn ask_label(&mut self, change: &LabelChange) {
        let Some((name, plan)) = self.plan_label(change) else { return };
        let words = format!("{}.", touched(change, plan.mentions, plan.entities));
        let (changes, revision) = (plan.mentions.max(1), self.history.revision());
        self.looking.asking = Some(Asking { name, words, changes, edit: plan.edit, revision });
    }

    /// Works out what the change of a list would touch, and asks; what touches nothing is done at once.
    fn ask_list(&mut self, change: &ListChange) {
        let scheme = &self.project.scheme;
        let issue = |id| scheme.issue(id).map_or("?", |issue| issue.name.as_str());
        let is_frame = |name: &str| scheme.frames.iter().any(|frame| frame.name == name);
        let is_category = |name: &str| scheme.source_categories.iter().any(|category| category == name);
        let name = match change {
            ListChange::MergeIssues { from, into } => say!("merge-one-into-another", from = issue(*from), into = issue(*into)),
            ListChange::DeleteIssue(id) => say!("take-off-the-target-list", id = issue(*id)),
            ListChange::RenameFrame { from, to } => {
                let to = to.trim();
                if is_frame(to) { say!("merge-frame", from = from, to = to) } else { say!("rename-frame", from = from, to = to) }
            }
            ListChange::DeleteFrame(name) => say!("delete-the-frame", name = name),
            ListChange::RenameCategory { from, to } => {
                let to = to.trim();
                if is_category(to) {
                    say!("merge-category", from = from, to = to)
                } else {
                    say!("rename-category", from = from, to = to)
                }
            }
            ListChange::DeleteCategory(name) => say!("delete-the-category", name = name),
        };
        let Some(plan) = lists::plan(&self.project, change, self.clock.now()) else { return };
        let words = match change {
            ListChange::MergeIssues { .. } => say!("stances-go-over", n = plan.stances),
            ListChange::DeleteIssue(_) => say!("stances-keep-words", n = plan.stances),
            ListChange::RenameFrame { .. } => say!("stances-framed-so", n = plan.stances),
            ListChange::DeleteFrame(_) => say!("stances-lose-framing", n = plan.stances),
            ListChange::RenameCategory { .. } | ListChange::DeleteCategory(_) => {
                say!("profiles-coded-so", n = plan.entities)
            }
        };
        let changes = plan.stances + plan.entities;
        if changes == 0 {
            self.commit(name, plan.edit);
            return;
        }
        let revision = self.history.revision();
        self.looking.asking = Some(Asking { name, words, changes, edit: plan.edit, revision });
    }

    fn add_label(&mut self, name: &str) {
        if name.is_empty() {
            return;
        }
        let scheme = &self.project.scheme;
        // A label of the preset that was hidden is only shown again.
        if let Some(hidden) = scheme.label_named(name).filter(|label| label.hidden).map(|label| label.id) {
            self.change_label(hidden, say!("show"), |label| label.hidden = false);
            return;
        }
        let taken: Vec<char> = scheme.labels.iter().filter(|label| !label.hidden).filter_map(|label| label.key).collect();
        let key = ('1'..='9').find(|key| !taken.contains(key));
        let colour = fresh_colour(scheme.labels.len());
        let label = Label {
            id: scheme.free_label_id(),
            name: name.to_owned(),
            colour,
            key,
            definition: String::new(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
            hidden: false,
            may_hold: true,
            may_receive: true,
            ext: Ext::new(),
        };
        self.change_scheme(say!("add-the-label", name = name), |scheme| scheme.labels.push(label));
    }

    fn rekey(&mut self, label: LabelId, key: Option<char>) {
        if let Some(key) = key {
            let chord = Chord { ctrl: false, alt: false, shift: false, key: key.to_uppercase().collect() };
            if let Some(action) = self.settings.action_of(&chord) {
                self.notices.warn(say!("is-the-key-of-choose-another-or", key = key, name = action.name()));
                return;
            }
        }
        let name = self.project.scheme.label_name(label).to_owned();
        self.change_scheme(say!("set-the-key-of", name = name), |scheme| {
            for other in &mut scheme.labels {
                if other.id == label {
                    other.key = key;
                } else if other.key == key {
                    other.key = None;
                }
            }
        });
    }

    fn change_label(&mut self, label: LabelId, verb: &str, change: impl FnOnce(&mut Label)) {
        let name = self.project.scheme.label_name(label).to_owned();
        self.change_scheme(say!("done-to", verb = verb, name = name), |scheme| with_label(scheme, label, change));
    }

    pub(super) fn change_scheme(&mut self, what: String, change: impl FnOnce(&mut Scheme)) {
        let mut changed = Scheme::clone(&self.project.scheme);
        change(&mut changed);
        if changed == *self.project.scheme {
            return;
        }
        let edit: Edit = operations::change_scheme(&self.project, self.clock.now(), what.clone(), |scheme| *scheme = changed);
        self.commit(what, edit);
    }
}

/// "12 mentions and 3 entities change their label".
fn touched(change: &LabelChange, mentions: usize, entities: usize) -> String {
    let (mentions_said, entities_said) = (say!("n-mentions", n = mentions), say!("n-entities", n = entities));
    match change {
        LabelChange::Rename { .. } => {
            say!("keep-under-new-name", mentions = mentions_said, entities = entities_said)
        }
        LabelChange::Merge { .. } => say!("change-their-label", mentions = mentions_said, entities = entities_said),
        LabelChange::Split { .. } => {
            say!("get-the-flag", mentions = mentions_said, flag = codebook::RE_DECIDE)
        }
        LabelChange::Delete(_) => say!("go-with-it", mentions = mentions_said, entities = entities_said),
    }
}

fn with_label(scheme: &mut Scheme, id: LabelId, change: impl FnOnce(&mut Label)) {
    if let Some(label) = scheme.labels.iter_mut().find(|label| label.id == id) {
        change(label);
    }
}

/// Colours for labels that people add, each apart from the last.
fn fresh_colour(number: usize) -> Rgb {
    const WHEEL: [Rgb; 8] = [
        Rgb(0x2f, 0x8f, 0xa8),
        Rgb(0xa8, 0x5f, 0x2f),
        Rgb(0x5f, 0x4f, 0xb8),
        Rgb(0x4f, 0x8f, 0x2f),
        Rgb(0xb8, 0x3f, 0x7f),
        Rgb(0x8f, 0x7f, 0x1f),
        Rgb(0x3f, 0x6f, 0x5f),
        Rgb(0x9f, 0x3f, 0x3f),
    ];
    WHEEL[number % WHEEL.len()]
}
