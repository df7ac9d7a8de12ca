//! Changing many places at once: what is asked for, how much it would touch, and doing it as one step.
//!
//! Nothing happens before the count was shown: [`Command::AskBulk`](super::Command) works out the change and waits,
//! [`Command::DoBulk`](super::Command) does it.

use super::Session;
use crate::analysis::query::Line;
use crate::edit::Edit;
use crate::edit::bulk::{Change, Chosen, Plan, plan};
use crate::model::{EntityId, LabelId, Polarity, Provenance, Status};
use crate::say;

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
            Bulk::Tag(label) => say!("tag-as", label = scheme.label_name(*label)),
            Bulk::Relabel(label) => say!("relabel-as", label = scheme.label_name(*label)),
            Bulk::Link(None) => say!("unlink").to_owned(),
            Bulk::Link(Some(entity)) => {
                say!("link-to", entity = self.project.entity(*entity).map_or("?", |entity| entity.name.as_str()))
            }
            Bulk::Polarity(polarity) => say!("set-the-polarity-to", polarity = polarity_word(*polarity)),
            Bulk::AddFlag(flag) => say!("flag-as", flag = flag),
            Bulk::RemoveFlag(flag) => say!("take-off-the-flag", flag = flag),
            Bulk::Delete => say!("delete").to_owned(),
            Bulk::Status(status) => say!("mark-the-articles-as", status = status_word(*status)),
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
            self.notices.note(say!("nothing-of-what-is-chosen-would-change", name = name));
            self.looking.asking = None;
            return;
        }
        let words = told(&plan);
        let (changes, revision) = (plan.changes, self.history.revision());
        self.looking.asking = Some(Asking { name, words, changes, edit: plan.into_edit(), revision });
    }

    pub(super) fn do_bulk(&mut self) {
        let Some(asking) = self.looking.asking.take() else { return };
        if asking.revision != self.history.revision() {
            self.notices.warn(say!("the-project-changed-meanwhile-ask-again"));
            return;
        }
        let changes = asking.changes;
        let step = say!("in-places", asking = asking.name, n = changes);
        if self.commit(step, asking.edit) {
            self.notices.note(say!("places-one-undo-takes-it-all-back", asking = asking.name, n = changes));
        }
    }

    /// Keeps a query of the concordance under a name, or forgets it.
    pub(super) fn save_query(&mut self, name: &str, query: Option<String>) {
        let name = name.trim().to_owned();
        if name.is_empty() || self.project.queries.get(&name) == query.as_ref() {
            return;
        }
        let step = if query.is_some() { say!("keep-the-query", name = name) } else { say!("forget-the-query", name = name) };
        self.commit(step, Edit::SetQuery { name, query });
    }
}

/// "Changes 12 places in 4 articles; leaves 2 as each is."
fn told(plan: &Plan) -> String {
    let (places, articles) = (say!("n-places", n = plan.changes), say!("n-articles", n = plan.articles));
    let mut words = say!("changes-places", places = places, articles = articles);
    if plan.skipped > 0 {
        words.push_str(&say!("leaves-as-they-are", n = plan.skipped));
    }
    words.push('.');
    words
}

/// Polarity in a word.
pub fn polarity_word(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => say!("in-favour"),
        Polarity::Against => say!("against"),
        Polarity::Neutral => say!("neutral"),
        Polarity::Mixed => say!("mixed"),
        Polarity::Unclear => say!("unclear"),
        Polarity::None => say!("quotation-only"),
    }
}

/// Status in a word.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::New => say!("new"),
        Status::InProgress => say!("in-progress"),
        Status::Done => say!("done"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_in_a_sentence() {
        let plan = Plan { changes: 3, articles: 1, skipped: 1, edits: Vec::new() };
        assert_eq!(told(&plan), "Changes 3 places in 1 article; leaves 1 as it is.");
    }
}
