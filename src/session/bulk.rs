//! Changing many places at once: what is asked for, how much it would touch, and doing it as one step.
//!
//! Nothing happens before the count was shown: [`Command::AskBulk`](super::Command) works out the change and waits,
//! [`Command::DoBulk`](super::Command) does it.

use super::Session;
use crate::analysis::query::Line;
use crate::edit::Edit;
use crate::edit::bulk::{Change, Chosen, plan};
use crate::model::{EntityId, LabelId, Polarity, Provenance, Status};

/// A change of many places.
#[derive(Clone, PartialEq, Debug)]
pub enum Bulk {
    /// Tag words with a label.
    Tag(LabelId),
    /// Give mentions another label.
    Relabel(LabelId),
    /// Link mentions to this entity, or to none.
    Link(Option<EntityId>),
    Polarity(Polarity),
    AddFlag(String),
    RemoveFlag(String),
    /// Delete annotations.
    Delete,
    /// Set the status of the articles.
    Status(Status),
}

/// A change that waits to be confirmed.
#[derive(Clone, PartialEq, Debug)]
pub struct Asking {
    /// In the imperative: "Relabel as ORG".
    pub name: String,
    /// "Changes 12 places in 4 articles; leaves 2 as each is."
    pub words: String,
    /// So many places would change.
    pub changes: usize,
    pub(in crate::session) edit: Edit,
    /// The revision it was worked out for.
    pub(in crate::session) revision: u64,
}

impl Session {
    /// The change that waits to be confirmed.
    pub fn asking(&self) -> Option<&Asking> {
        self.looking.asking.as_ref()
    }

    pub(super) fn ask_bulk(&mut self, lines: &[Line], bulk: Bulk) {
        let scheme = &self.project.scheme;
        let name = match &bulk {
            Bulk::Tag(label) => format!("Tag as {}", scheme.label_name(*label)),
            Bulk::Relabel(label) => format!("Relabel as {}", scheme.label_name(*label)),
            Bulk::Link(None) => "Unlink".to_owned(),
            Bulk::Link(Some(entity)) => {
                format!("Link to {}", self.project.entity(*entity).map_or("?", |entity| entity.name.as_str()))
            }
            Bulk::Polarity(polarity) => format!("Set the polarity to {}", polarity_word(*polarity)),
            Bulk::AddFlag(flag) => format!("Flag as {flag}"),
            Bulk::RemoveFlag(flag) => format!("Take off the flag {flag}"),
            Bulk::Delete => "Delete".to_owned(),
            Bulk::Status(status) => format!("Mark the articles as {}", status_word(*status)),
        };
        let change = match bulk {
            Bulk::Tag(label) => Change::Tag {
                label,
                entity: None,
                annotator: self.annotator,
                provenance: Provenance::manual(self.stamp()),
                next: self.ids.draw(),
            },
            Bulk::Relabel(label) => Change::Relabel(label),
            Bulk::Link(entity) => Change::Link(entity),
            Bulk::Polarity(polarity) => Change::SetPolarity(polarity),
            Bulk::AddFlag(flag) => Change::AddFlag(flag),
            Bulk::RemoveFlag(flag) => Change::RemoveFlag(flag),
            Bulk::Delete => Change::Delete,
            Bulk::Status(status) => Change::SetStatus(status),
        };
        let chosen: Vec<Chosen> =
            lines.iter().map(|line| Chosen { article: line.article, spans: line.spans.clone(), made: line.made }).collect();
        let plan = plan(&self.project, &chosen, &change);
        if plan.changes == 0 {
            self.notices.note(format!("{name}: nothing of what is chosen would change."));
            self.looking.asking = None;
            return;
        }
        let words = plan.in_words();
        let (changes, revision) = (plan.changes, self.history.revision());
        self.looking.asking = Some(Asking { name, words, changes, edit: plan.into_edit(), revision });
    }

    pub(super) fn do_bulk(&mut self) {
        let Some(asking) = self.looking.asking.take() else { return };
        if asking.revision != self.history.revision() {
            self.notices.warn("The project changed meanwhile; ask again.");
            return;
        }
        let changes = asking.changes;
        let step = format!("{} in {changes} places", asking.name);
        if self.commit(step, asking.edit) {
            self.notices.note(format!("{}: {changes} places. One undo takes it all back.", asking.name));
        }
    }

    /// Keeps a query of the concordance under a name, or forgets it.
    pub(super) fn save_query(&mut self, name: &str, query: Option<String>) {
        let name = name.trim().to_owned();
        if name.is_empty() || self.project.queries.get(&name) == query.as_ref() {
            return;
        }
        let step =
            if query.is_some() { format!("Keep the query “{name}”") } else { format!("Forget the query “{name}”") };
        self.commit(step, Edit::SetQuery { name, query });
    }
}

/// Polarity in a word.
pub fn polarity_word(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => "in favour",
        Polarity::Against => "against",
        Polarity::Neutral => "neutral",
        Polarity::Mixed => "mixed",
        Polarity::Unclear => "unclear",
        Polarity::None => "quotation only",
    }
}

/// Status in a word.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::InProgress => "in progress",
        Status::Done => "done",
    }
}
