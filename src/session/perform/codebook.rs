//! The codebook as a file, ready-made lists, and examples taken from the text.

use crate::edit::codebook::take_over;
use crate::format::codebook::{self, Kind};
use crate::model::{LabelId, List, Polarity, Preset, Proposal, Scheme};
use crate::say;
use crate::session::bulk::polarity_word;
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
            Ok(read) => self.take_codebook(&read, &say!("take-over-the-codebook", name = name)),
            Err(error) => self.notices.error(say!("was-not-taken-over", name = name, error = crate::words::told(&error))),
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
        self.take_codebook(&read, &say!("add-the-list", list = list.name()));
    }

    fn take_codebook(&mut self, read: &Scheme, what: &str) {
        let taken = take_over(&self.project.scheme, read);
        if taken.added + taken.changed == 0 {
            return self.notices.note(say!("all-of-it-is-in-the-codebook"));
        }
        self.change_scheme(what.to_owned(), |scheme| *scheme = taken.scheme);
        self.notices.note(say!("added-changed-undo-takes-it-back", what = what, added = taken.added, changed = taken.changed));
    }

    /// What the words in hand are an example of, and the words.
    fn exemplified(&self) -> Option<(Entry, String)> {
        let article = self.article()?;
        let text = article.text();
        match self.selection.marked? {
            Marked::Mention(id) => article.mention(id).map(|mention| (Entry::Label(mention.label), mention.spans.quote(text))),
            Marked::Stance(id) => {
                let stance = article.stance(id)?;
                Some((Entry::Polarity(stance.polarity), stance.place()?.quote(text)))
            }
            Marked::Suggestion(id) => {
                let open = self.proposals.find(article.id, id)?;
                let entry = match &open.suggestion.proposal {
                    Proposal::Mention { label, .. } => Entry::Label(*label),
                    Proposal::Stance(stance) => Entry::Polarity(stance.polarity),
                };
                Some((entry, self.shape_of(open).quote(text)))
            }
        }
    }

    /// The words in hand become an example of the label they have or are suggested for, or of the side they take.
    pub(super) fn add_example(&mut self, counter: bool) {
        let Some((entry, words)) = self.exemplified() else {
            return self.notices.note(say!("select-a-mention-a-stance-or-the"));
        };
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
        let name = match entry {
            Entry::Label(label) => self.project.scheme.label_name(label).to_owned(),
            Entry::Polarity(polarity) => polarity_word(polarity).to_owned(),
        };
        let kind = if counter { say!("a-counter-example") } else { say!("an-example") };
        let before = self.history.revision();
        let what = say!("add-to-the-codebook-as-of", words = super::annotating::short(&words), kind = kind, name = name);
        self.change_scheme(what, |scheme| {
            let lists = match entry {
                Entry::Label(label) => scheme
                    .labels
                    .iter_mut()
                    .find(|other| other.id == label)
                    .map(|label| (&mut label.examples, &mut label.counter_examples)),
                Entry::Polarity(polarity) => {
                    let meaning = scheme.polarities.entry(polarity).or_default();
                    Some((&mut meaning.examples, &mut meaning.counter_examples))
                }
            };
            let Some((examples, counters)) = lists else { return };
            let (list, other) = if counter { (counters, examples) } else { (examples, counters) };
            other.retain(|known| *known != words);
            if !list.contains(&words) {
                list.push(words.clone());
            }
        });
        let known = self.history.revision() == before;
        self.notices.note(if known {
            say!("is-of-already", words = words, kind = kind, name = name)
        } else {
            say!("is-now-of", words = words, kind = kind, name = name)
        });
    }
}

/// An entry of the codebook that words can be an example of.
#[derive(Clone, Copy)]
enum Entry {
    Label(LabelId),
    Polarity(Polarity),
}
