//! A text with its tokens and sentences: what every engine reads.

use crate::text::sentence::sentences;
use crate::text::token::{Token, tokenize};
use std::ops::Range;

/// One text, cut into tokens and sentences once for all engines.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    /// Ranges of indices into `tokens`; together they hold every token.
    pub sentences: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    /// Cuts `text`; linear in its length.
    pub fn new(text: &'t str) -> Self {
        let tokens = tokenize(text);
        let sentences = sentences(text, &tokens);
        Self { text, tokens, sentences }
    }

    /// The words of token `index`; empty after the last one.
    pub fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| &self.text[token.span.range()])
    }

    /// Index of the first token that ends after the byte `offset`.
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= offset)
    }

    /// The tokens that share a byte with the byte range `range`.
    pub fn tokens_within(&self, range: Range<usize>) -> Range<usize> {
        let start = self.token_at(range.start);
        start..self.tokens.partition_point(|token| token.span.start() < range.end).max(start)
    }

    /// Index of the sentence that holds token `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_by_place() {
        let document = Document::new("Ann left. Bob stayed.");
        assert_eq!(document.sentences, [0..3, 3..6]);
        assert_eq!(document.word(document.token_at(10)), "Bob");
        assert_eq!(document.tokens_within(4..13), 1..4);
        assert_eq!(document.sentence_of(4), 1);
        assert_eq!(document.word(99), "");
    }
}
