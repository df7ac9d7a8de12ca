//! Which articles and annotations count. One filter acts on every table and chart at once.
//!
//! Empty sets admit everything. Suggestions are never data: where they are asked for they are counted apart.

use crate::model::{AnnotatorId, Article, LabelId, Project, Role, Status};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Outlets by name; the empty name is "no outlet".
    pub outlets: BTreeSet<String>,
    /// First day that counts. With either end set, undated articles are left out.
    pub from: Option<Date>,
    /// Last day that counts.
    pub to: Option<Date>,
    pub statuses: BTreeSet<Status>,
    /// Labels of mentions; a stance counts where the entity that holds or receives it has one of them.
    pub labels: BTreeSet<LabelId>,
    pub annotators: BTreeSet<AnnotatorId>,
    /// Only the layer agreed on.
    pub curated_only: bool,
    /// Count open suggestions too, apart from the annotations.
    pub suggestions: bool,
}

impl Filter {
    /// Does the article count?
    pub fn admits(&self, article: &Article) -> bool {
        let metadata = &article.metadata;
        let in_time = match metadata.date {
            Some(date) => self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to),
            None => self.from.is_none() && self.to.is_none(),
        };
        in_time
            && (self.outlets.is_empty() || self.outlets.contains(metadata.outlet.as_str()))
            && (self.statuses.is_empty() || self.statuses.contains(&article.status))
    }

    /// The annotators whose annotations count; `None` where all do.
    pub fn admitted_annotators(&self, project: &Project) -> Option<BTreeSet<AnnotatorId>> {
        if self.annotators.is_empty() && !self.curated_only {
            return None;
        }
        let admitted = project.annotators.iter().filter(|annotator| {
            (self.annotators.is_empty() || self.annotators.contains(&annotator.id))
                && (!self.curated_only || annotator.role == Role::Curator)
        });
        Some(admitted.map(|annotator| annotator.id).collect())
    }

    /// The filter in words, for the method section of a report: "outlets Harbour Post; 2026-03-02 to 2026-03-08".
    pub fn in_words(&self, project: &Project) -> String {
        let mut parts = Vec::new();
        if !self.outlets.is_empty() {
            let names = self.outlets.iter().map(|name| if name.is_empty() { "(no outlet)" } else { name.as_str() });
            parts.push(format!("outlets {}", names.collect::<Vec<_>>().join(", ")));
        }
        match (self.from, self.to) {
            (Some(from), Some(to)) => parts.push(format!("{from} to {to}")),
            (Some(from), None) => parts.push(format!("from {from}")),
            (None, Some(to)) => parts.push(format!("until {to}")),
            (None, None) => {}
        }
        if !self.statuses.is_empty() {
            let names = self.statuses.iter().map(|status| match status {
                Status::New => "new",
                Status::InProgress => "in progress",
                Status::Done => "done",
            });
            parts.push(format!("status {}", names.collect::<Vec<_>>().join(", ")));
        }
        if !self.labels.is_empty() {
            let names = self.labels.iter().map(|label| project.scheme.label_name(*label));
            parts.push(format!("labels {}", names.collect::<Vec<_>>().join(", ")));
        }
        if !self.annotators.is_empty() {
            let names = self.annotators.iter().filter_map(|id| project.annotator(*id)).map(|annotator| annotator.name.as_str());
            parts.push(format!("annotators {}", names.collect::<Vec<_>>().join(", ")));
        }
        if self.curated_only {
            parts.push("only the curated layer".to_owned());
        }
        if self.suggestions {
            parts.push("open suggestions shown apart".to_owned());
        }
        if parts.is_empty() { "everything".to_owned() } else { parts.join("; ") }
    }
}
