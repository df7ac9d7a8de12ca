//! Applying a label to every other occurrence of the same words: the proof list.

use super::proposals::SuggestionId;
use crate::model::{Article, ArticleId, EntityId, LabelId, Project};
use crate::text::Span;

/// The same words, elsewhere.
#[derive(Clone, PartialEq, Debug)]
pub struct Spread {
    pub words: String,
    pub label: LabelId,
    pub entity: Option<EntityId>,
    /// The suggestion it began from, which is accepted along.
    pub suggestion: Option<SuggestionId>,
    pub places: Vec<Place>,
}

/// One occurrence.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    pub article: ArticleId,
    pub span: Span,
    pub ticked: bool,
    /// The words before and after, for judging.
    pub before: String,
    pub after: String,
    /// Marked with another label already; not ticked by itself.
    pub other: Option<LabelId>,
}

/// Characters of context on either side.
const CONTEXT: usize = 48;

impl Spread {
    /// Finds `words` as whole words in all articles, the one called `here` first, without the place `from` and without
    /// those that carry the label already.
    pub fn look(project: &Project, words: &str, label: LabelId, here: Article, from: Span) -> Vec<Place> {
        let mut places = Vec::new();
        if words.trim().is_empty() {
            return places;
        }
        let others = project.articles().filter(|article| article.id != here.id).map(|article| &**article);
        for article in std::iter::once(&here).chain(others) {
            let text = article.text();
            for at in memchr::memmem::find_iter(text.as_bytes(), words.as_bytes()) {
                let end = at + words.len();
                let Ok(span) = Span::new(text, at..end) else { continue };
                if (article.id == here.id && span == from) || !is_whole(text, at, end) {
                    continue;
                }
                let marked = article.mentions_within(span);
                if marked.iter().any(|mention| mention.label == label && mention.spans.overlaps(&span.into())) {
                    continue;
                }
                let other = marked.iter().find(|mention| mention.spans.overlaps(&span.into())).map(|mention| mention.label);
                places.push(Place {
                    article: article.id,
                    span,
                    ticked: other.is_none(),
                    before: before(text, at),
                    after: after(text, end),
                    other,
                });
            }
        }
        places
    }

    /// How many are ticked.
    pub fn ticked(&self) -> usize {
        self.places.iter().filter(|place| place.ticked).count()
    }
}

/// Is `at..end` not a part of a longer word?
fn is_whole(text: &str, at: usize, end: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inner_first = text[at..end].chars().next();
    let inner_last = text[at..end].chars().next_back();
    let joined_before = joins(text[..at].chars().next_back()) && joins(inner_first);
    let joined_after = joins(text[end..].chars().next()) && joins(inner_last);
    !(joined_before || joined_after)
}

/// The end of the text before `at`, one line.
pub fn before(text: &str, at: usize) -> String {
    let line = &text[text[..at].rfind('\n').map_or(0, |found| found + 1)..at];
    let skip = line.chars().count().saturating_sub(CONTEXT);
    let cut: String = line.chars().skip(skip).collect();
    if skip > 0 { format!("…{cut}") } else { cut }
}

/// The beginning of the text after `at`, one line.
pub fn after(text: &str, at: usize) -> String {
    let line = text[at..].lines().next().unwrap_or_default();
    let cut: String = line.chars().take(CONTEXT).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_inside_another_is_no_occurrence() {
        let text = "Iran, Iranian, Iran";
        assert!(is_whole(text, 0, 4) && !is_whole(text, 6, 10) && is_whole(text, 15, 19));
    }
}
