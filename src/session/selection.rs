//! Where the person is: a caret, the words selected, the mark or suggestion in hand.
//!
//! A selection keeps what was pointed at; [`Selection::span`] gives what is meant: whole words without white space at the
//! edges, or the exact characters where these were asked for. Offsets are bytes of the open article.

use super::proposals::SuggestionId;
use crate::model::{MentionId, StanceId};
use crate::text::{Span, words};
use std::ops::Range;

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
        let last = words::floor(text, raw.end().saturating_sub(1));
        let end = word_around(text, last).map_or(raw.end(), |word| word.end()).max(raw.end());
        Span::new(text, start..end).ok()
    }
}

/// A step of the caret that needs no layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Motion {
    CharBack,
    CharForward,
    WordBack,
    WordForward,
    /// To the end of the word that is reached, as extending does; not beyond the paragraph while something is left of it.
    WordEnd,
    SentenceBack,
    SentenceForward,
    ParagraphBack,
    ParagraphForward,
    TextStart,
    TextEnd,
}

/// Where `motion` leads from the byte `from`.
pub fn moved(text: &str, from: usize, motion: Motion) -> usize {
    let from = words::floor(text, from);
    match motion {
        Motion::CharBack => words::character(text, from, false),
        Motion::CharForward => words::character(text, from, true),
        Motion::WordBack => words::word_step(text, from, false),
        Motion::WordForward => words::word_step(text, from, true),
        Motion::WordEnd => word_end(text, from),
        Motion::SentenceBack => words::sentence_step(text, from, false),
        Motion::SentenceForward => words::sentence_step(text, from, true),
        Motion::ParagraphBack => words::paragraph_step(text, from, false),
        Motion::ParagraphForward => words::paragraph_step(text, from, true),
        Motion::TextStart => 0,
        Motion::TextEnd => text.len(),
    }
}

fn word_end(text: &str, from: usize) -> usize {
    let paragraph = words::paragraph_at(text, from);
    if from >= paragraph.end {
        return words::character(text, from, true);
    }
    let mut at = from;
    while at < paragraph.end {
        let word = words::word_at(text, at);
        if word.end > from && words::is_word(&text[word.clone()]) {
            return word.end;
        }
        at = word.end.max(words::character(text, at, true));
    }
    paragraph.end
}

/// The word at the byte `at`, or the one that ends there.
pub fn word_at(text: &str, at: usize) -> Option<Span> {
    word_around(text, at).or_else(|| word_around(text, at.checked_sub(1)?))
}

/// The sentence around `at`.
pub fn sentence_at(text: &str, at: usize) -> Option<Span> {
    Span::new(text, words::sentence_at(text, at)).ok()?.trimmed(text)
}

fn word_around(text: &str, at: usize) -> Option<Span> {
    let word = words::word_at(text, at);
    let holds = words::is_word(&text[word.clone()]) && word.contains(&words::floor(text, at));
    Span::new(text, word).ok().filter(|_| holds)
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
        assert_eq!(moved(text, 2, Motion::CharForward), 4);
        let family = moved(text, 5, Motion::CharForward);
        assert_eq!(&text[5..family], "👩‍👩‍👧");
        assert_eq!(moved(text, family, Motion::CharBack), 5);
        assert_eq!(&text[moved(text, 0, Motion::WordForward)..][..4], "lied");
        assert_eq!(moved(text, 0, Motion::WordEnd), 4);
        let end = text.find("\n").unwrap();
        assert_eq!(moved(text, end, Motion::WordForward), end + 1);
        assert_eq!(moved(text, end + 1, Motion::WordBack), text.find("lied").unwrap());
        assert_eq!(moved(text, text.len(), Motion::CharForward), text.len());
        assert_eq!(moved(text, 0, Motion::WordBack), 0);
    }

    #[test]
    fn the_sentence_is_found_within_its_paragraph() {
        let text = "One. Two is here.\nThree.";
        assert_eq!(sentence_at(text, 8).map(|span| span.slice(text)), Some("Two is here."));
    }
}
