//! Finding words in one article or in all of them.

use crate::model::{ArticleId, Project};
use crate::text::Span;
use regex::RegexBuilder;

/// What is looked for, and where it was found.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// Is the bar open?
    pub open: bool,
    /// In all articles, or only in the one in the reader?
    pub everywhere: bool,
    pub words: String,
    found: Option<Vec<(ArticleId, Span)>>,
    /// Which of them is shown.
    pub at: Option<usize>,
}

/// More places than these are not listed.
pub const MOST: usize = 20_000;

impl Find {
    /// Where the words stand, in the order of articles and text.
    pub fn found(&self) -> &[(ArticleId, Span)] {
        self.found.as_deref().unwrap_or_default()
    }

    /// The texts changed: look again when asked.
    pub fn forget_matches(&mut self) {
        self.found = None;
    }

    /// Looks, unless that was done already. Letters match in either case.
    pub fn look(&mut self, project: &Project, open: Option<ArticleId>) {
        if self.found.is_some() {
            return;
        }
        let mut found = Vec::new();
        let pattern = RegexBuilder::new(&regex::escape(self.words.trim())).case_insensitive(true).build();
        if let (Ok(pattern), false) = (pattern, self.words.trim().is_empty()) {
            let everywhere = self.everywhere;
            for article in project.articles().filter(|article| everywhere || Some(article.id) == open) {
                let room = MOST - found.len();
                let places = pattern.find_iter(article.text()).take(room);
                found.extend(places.filter_map(|place| Some((article.id, Span::new(article.text(), place.range()).ok()?))));
            }
        }
        self.at = None;
        self.found = Some(found);
    }
}
