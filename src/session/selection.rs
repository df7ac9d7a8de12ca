//! Where the person is: a caret, the words selected, the mark or suggestion in hand.
//!
//! A selection keeps what was pointed at; [`Selection::span`] gives what is meant: whole words without white space at the
//! edges, or the exact characters where these were asked for. Offsets are bytes of the open article.

use super::proposals::SuggestionId;
use crate::model::{MentionId, StanceId};
use crate::text::Span;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// An annotation or suggestion in hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Marked {
    Mention(MentionId),
    Stance(StanceId),
    Suggestion(SuggestionId),
}

/// Caret, anchor and what is in hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Where the selection began.
    pub anchor: usize,
    /// Where it ends; the caret is here.
    pub caret: usize,
    /// Exact characters, without snapping to words.
    pub exact: bool,
    pub marked: Option<Marked>,
}

impl Selection {
    /// A caret without a selection.
    pub fn at(caret: usize) -> Self {
        Self { anchor: caret, caret, ..Self::default() }
    }

    /// Holding this annotation or suggestion, which lies at `span`.
    pub fn marking(marked: Marked, span: Span) -> Self {
        Self { anchor: span.start(), caret: span.start(), exact: false, marked: Some(marked) }
    }

    /// What was pointed at, in text order.
    pub fn range(&self) -> Range<usize> {
        self.anchor.min(self.caret)..self.anchor.max(self.caret)
    }

    pub fn is_empty(&self) -> bool {
        self.anchor == self.caret
    }

    /// The words that are meant; `None` for a mere caret or for nothing but white space.
    pub fn span(&self, text: &str) -> Option<Span> {
        let raw = Span::new(text, self.range()).ok()?.trimmed(text)?;
        if self.exact {
            return Some(raw);
        }
        let start = word_around(text, raw.start()).map_or(raw.start(), |word| word.start());
        let last = floor(text, raw.end().saturating_sub(1));
        let end = word_around(text, last).map_or(raw.end(), |word| word.end()).max(raw.end());
        Span::new(text, start..end).ok()
    }
}

/// A step of the caret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Motion {
    CharLeft,
    CharRight,
    WordLeft,
    WordRight,
    /// To the end of the word that is reached, as extending does.
    WordEnd,
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
}

/// Where `motion` leads from the byte `from`.
pub fn moved(text: &str, from: usize, motion: Motion) -> usize {
    let from = floor(text, from);
    match motion {
        Motion::CharLeft => text[..from].grapheme_indices(true).next_back().map_or(0, |(at, _)| at),
        Motion::CharRight => text[from..].graphemes(true).next().map_or(text.len(), |g| from + g.len()),
        Motion::WordLeft => {
            let line = paragraph(text, from.saturating_sub(1));
            text[line.start..from]
                .unicode_word_indices()
                .next_back()
                .map_or_else(|| line.start.min(from.saturating_sub(1)), |(at, _)| line.start + at)
        }
        Motion::WordRight => {
            let line = paragraph(text, from);
            text[line.clone()]
                .unicode_word_indices()
                .map(|(at, _)| line.start + at)
                .find(|at| *at > from)
                .unwrap_or_else(|| (line.end + 1).min(text.len()).max(from))
        }
        Motion::WordEnd => {
            let line = paragraph(text, from);
            text[line.clone()]
                .unicode_word_indices()
                .map(|(at, word)| line.start + at + word.len())
                .find(|end| *end > from)
                .unwrap_or_else(|| if from < line.end { line.end } else { (line.end + 1).min(text.len()) })
        }
        Motion::LineStart => paragraph(text, from).start,
        Motion::LineEnd => paragraph(text, from).end,
        Motion::TextStart => 0,
        Motion::TextEnd => text.len(),
    }
}

/// The word at the byte `at`, or the one that ends there.
pub fn word_at(text: &str, at: usize) -> Option<Span> {
    word_around(text, at).or_else(|| word_around(text, floor(text, at.checked_sub(1)?)))
}

/// The nearest char boundary at or before `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The paragraph (between line breaks) around `at`.
pub fn paragraph(text: &str, at: usize) -> Range<usize> {
    let at = floor(text, at);
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    start..end
}

/// The sentence around `at`, by Unicode's rules within the paragraph.
pub fn sentence_at(text: &str, at: usize) -> Option<Span> {
    let line = paragraph(text, at);
    let found = text[line.clone()]
        .split_sentence_bound_indices()
        .map(|(start, words)| line.start + start..line.start + start + words.len())
        .find(|range| range.contains(&at) || (at == line.end && range.end == at))?;
    Span::new(text, found).ok()?.trimmed(text)
}

fn word_around(text: &str, at: usize) -> Option<Span> {
    let line = paragraph(text, at);
    let (start, word) = text[line.clone()]
        .unicode_word_indices()
        .map(|(start, word)| (line.start + start, word))
        .find(|(start, word)| *start <= at && at < start + word.len())?;
    Span::new(text, start..start + word.len()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(text: &str, range: Range<usize>) -> Option<&str> {
        let selection = Selection { anchor: range.end, caret: range.start, ..Selection::default() };
        selection.span(text).map(|span| span.slice(text))
    }

    #[test]
    fn a_selection_snaps_to_words_and_sheds_white_space() {
        let text = "The White House said no.";
        assert_eq!(selected(text, 6..12), Some("White House"));
        assert_eq!(selected(text, 3..15), Some("White House"));
        assert_eq!(selected(text, 3..4), None);
        let exact = Selection { anchor: 6, caret: 9, exact: true, ..Selection::default() };
        assert_eq!(exact.span(text).map(|span| span.slice(text)), Some("ite"));
    }

    #[test]
    fn motions_step_over_clusters_words_and_paragraphs() {
        let text = "Zoë 👩‍👩‍👧 lied.\nNo.";
        assert_eq!(moved(text, 2, Motion::CharRight), 4);
        let family = moved(text, 5, Motion::CharRight);
        assert_eq!(&text[5..family], "👩‍👩‍👧");
        assert_eq!(moved(text, family, Motion::CharLeft), 5);
        assert_eq!(&text[moved(text, 0, Motion::WordRight)..][..4], "lied");
        assert_eq!(moved(text, 0, Motion::WordEnd), 4);
        let end = moved(text, 0, Motion::LineEnd);
        assert_eq!(moved(text, end, Motion::WordRight), end + 1);
        assert_eq!(moved(text, end + 1, Motion::WordLeft), text.find("lied").unwrap());
        assert_eq!(moved(text, text.len(), Motion::CharRight), text.len());
        assert_eq!(moved(text, 0, Motion::WordLeft), 0);
    }

    #[test]
    fn the_sentence_is_found_within_its_paragraph() {
        let text = "One. Two is here.\nThree.";
        assert_eq!(sentence_at(text, 8).map(|span| span.slice(text)), Some("Two is here."));
    }
}
