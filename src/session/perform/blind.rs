//! Blind passages: how many there are, and finishing one.

use crate::edit::Edit;
use crate::model::{ArticleId, Proposal, blind};
use crate::say;
use crate::session::Session;

impl Session {
    /// The line at the caret, where its suggestions are hidden until it is finished.
    pub fn blind_line(&self) -> Option<u32> {
        let article = self.article()?;
        let caret = self.selection.caret;
        let line = blind::line_of(article.text(), caret);
        blind::is_hidden(&self.project, article, self.annotator, caret).then_some(line)
    }

    /// Everything that was suggested in the articles that were looked at, taken or not, above the threshold.
    pub fn suggested(&self) -> Vec<(ArticleId, Vec<&Proposal>)> {
        let settings = &self.settings;
        let wanted = |found: &&crate::suggest::Suggestion| {
            found.score >= settings.threshold && !settings.engines_off.contains(found.engine)
        };
        let answered = self.project.articles().filter(|article| self.proposals.is_answered(article.id));
        answered
            .map(|article| {
                let fitting = self.proposals.all(article.id).filter(wanted).map(|found| &found.proposal);
                (article.id, fitting.filter(|proposal| proposal.place().fits(article.text())).collect())
            })
            .collect()
    }

    pub(super) fn set_blind_percent(&mut self, percent: u8) {
        if percent != self.project.blind_percent {
            let name =
                if percent == 0 { say!("no-blind-passages").to_owned() } else { say!("blind-passages", percent = percent) };
            self.commit(name, Edit::SetBlindPercent(percent));
        }
    }

    pub(super) fn finish_passage(&mut self) {
        let (Some(article), Some(line)) = (self.article().cloned(), self.blind_line()) else {
            return self.notices.note(say!("the-passage-at-the-caret-is-not"));
        };
        let before = self.open_suggestions().len();
        let mut finished = article.finished.clone();
        finished.insert((self.annotator, line));
        if self.commit(say!("finish-a-blind-passage"), Edit::SetFinished { article: article.id, finished }) {
            let words = match self.open_suggestions().len().saturating_sub(before) {
                0 => say!("nothing-else-would-have-been-suggested-here").to_owned(),
                more => say!("more-things-would-have-been-suggested-they", n = more),
            };
            self.notices.note(words);
        }
    }
}
