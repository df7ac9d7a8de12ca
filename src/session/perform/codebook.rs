//! The codebook as a file, ready-made lists, and examples taken from the text.

use crate::edit::codebook::take_over;
use crate::format::codebook::{self, Kind};
use crate::model::{List, Preset, Proposal, Scheme};
use crate::session::{Marked, Session};
use std::path::Path;
use std::sync::Arc;

/// Longer examples are no examples.
const LONGEST: usize = 300;

impl Session {
    pub(super) fn import_codebook(&mut self, path: &Path) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = match crate::disk::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return self.notices.error(error.to_string()),
        };
        match codebook::read(&bytes) {
            Ok(read) => self.take_codebook(&read, &format!("Take over the codebook {name}")),
            Err(error) => self.notices.error(format!("{name} was not taken over. {error}")),
        }
    }

    pub(super) fn export_codebook(&mut self, kind: Kind) {
        let bytes = codebook::write(&self.project.scheme, kind);
        let name = format!("{} – codebook{}", self.title(), kind.extension());
        self.keep(name, Arc::new(bytes));
    }

    pub(super) fn add_list(&mut self, list: List) {
        let mut read = Scheme { source_categories: Vec::new(), ..Preset::Empty.scheme() };
        list.add_to(&mut read);
        self.take_codebook(&read, &format!("Add the list {}", list.name()));
    }

    fn take_codebook(&mut self, read: &Scheme, what: &str) {
        let taken = take_over(&self.project.scheme, read);
        if taken.added + taken.changed == 0 {
            return self.notices.note("All of it is in the codebook already.");
        }
        self.change_scheme(what.to_owned(), |scheme| *scheme = taken.scheme);
        self.notices.note(format!("{what}: {} added, {} changed. Undo takes it back.", taken.added, taken.changed));
    }

    /// The words in hand become an example of the label they have or are suggested for.
    pub(super) fn add_example(&mut self, counter: bool) {
        let Some(article) = self.article().cloned() else { return };
        let found = match self.selection.marked {
            Some(Marked::Mention(id)) => article.mention(id).map(|mention| (mention.label, mention.spans.quote(article.text()))),
            Some(Marked::Suggestion(id)) => self.proposals.find(article.id, id).and_then(|open| match open.suggestion.proposal {
                Proposal::Mention { label, .. } => Some((label, self.shape_of(open).quote(article.text()))),
                Proposal::Stance(_) => None,
            }),
            _ => None,
        };
        let Some((label, words)) = found else {
            return self
                .notices
                .note("Select a mention or the suggestion of one first; its words become an example of its label.");
        };
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
        let name = self.project.scheme.label_name(label).to_owned();
        let kind = if counter { "a counter-example" } else { "an example" };
        let before = self.history.revision();
        self.change_scheme(
            format!("Add “{}” to the codebook as {kind} of {name}", super::annotating::short(&words)),
            |scheme| {
                if let Some(label) = scheme.labels.iter_mut().find(|other| other.id == label) {
                    let (list, other) = if counter {
                        (&mut label.counter_examples, &mut label.examples)
                    } else {
                        (&mut label.examples, &mut label.counter_examples)
                    };
                    other.retain(|known| *known != words);
                    if !list.contains(&words) {
                        list.push(words.clone());
                    }
                }
            },
        );
        let known = self.history.revision() == before;
        self.notices.note(if known {
            format!("“{words}” is {kind} of {name} already.")
        } else {
            format!("“{words}” is now {kind} of {name}.")
        });
    }
}
