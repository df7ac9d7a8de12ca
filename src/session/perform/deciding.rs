//! What is to be decided again after a label was split: where it stands, and going from one to the next.

use crate::analysis::Passage;
use crate::edit::codebook::RE_DECIDE;
use crate::model::{ArticleId, Made};
use crate::say;
use crate::session::{Marked, Session};

impl Session {
    /// Marks with the flag `re-decide`, in the order of the articles.
    pub fn to_decide(&self) -> Vec<Passage> {
        let mut queue = Vec::new();
        for article in self.project.articles() {
            let mentions = article.mentions().filter(|mention| mention.flags.contains(RE_DECIDE)).map(|mention| Passage {
                article: article.id,
                spans: Some(mention.spans.clone()),
                made: Some(Made::Mention(mention.id)),
            });
            let stances = article.stances().filter(|stance| stance.flags.contains(RE_DECIDE)).map(|stance| Passage {
                article: article.id,
                spans: stance.place().cloned(),
                made: Some(Made::Stance(stance.id)),
            });
            queue.extend(mentions.chain(stances));
        }
        queue
    }

    /// Goes to the next mark that is to be decided again, after the one in hand.
    pub(super) fn next_to_decide(&mut self) {
        let queue = self.to_decide();
        let in_hand = match self.selection.marked {
            Some(Marked::Mention(id)) => Some(Made::Mention(id)),
            Some(Marked::Stance(id)) => Some(Made::Stance(id)),
            _ => None,
        };
        let here = self.open;
        let place = |id: ArticleId| self.project.position(id);
        let at = queue.iter().position(|passage| Some(passage.article) == here && passage.made == in_hand);
        let next = match at {
            Some(at) => queue.get(at + 1),
            // What is in hand was decided: on from where it stands.
            None => {
                let caret = self.selection.range().start;
                let from_here = |passage: &&Passage| {
                    let start = passage.spans.as_ref().map_or(0, |spans| spans.start());
                    (place(passage.article), start) >= (here.and_then(place), caret)
                };
                queue.iter().find(from_here)
            }
        };
        match next.or_else(|| queue.first()).cloned() {
            Some(passage) => {
                self.open_passage(&passage);
                let left = queue.len();
                let keys = say!("a-label-key-gives-it-that-label");
                self.notices.note(say!("to-decide-again", left = left, keys = keys));
            }
            None => self.notices.note(say!("nothing-is-to-be-decided-again")),
        }
    }
}
