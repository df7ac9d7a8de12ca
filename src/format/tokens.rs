//! Tokens for formats that know nothing else: cut so that every mark begins and ends with one.
//!
//! Words and single punctuation marks are tokens; white space is none, but for what a single blank after a token cannot stand
//! for. Unlike the tokens that suggesters see, these must give the text back and must never change between versions.

use super::exchange::Doc;
use crate::text::SpanSet;
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation as _;

/// One token: `start..end` in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Does one blank follow, that is no token of its own?
    pub(super) space: bool,
}

/// The tokens of an article, cut at the edges of its marks. Together with the blanks they are the text.
pub(super) fn of(doc: &Doc) -> Vec<Token> {
    let sets = || doc.marks.iter().flat_map(|mark| mark.spans.iter().collect::<Vec<_>>());
    cut(&doc.text, &sets().map(|span| span.start()).collect(), &sets().map(|span| span.end()).collect())
}

fn cut(text: &str, starts: &BTreeSet<usize>, ends: &BTreeSet<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (start, word) in text.split_word_bound_indices() {
        let end = start + word.len();
        if word == " "
            && !starts.contains(&start)
            && !ends.contains(&end)
            && tokens.last().is_some_and(|last| last.end == start && !last.space)
        {
            if let Some(last) = tokens.last_mut() {
                last.space = true;
            }
            continue;
        }
        let mut from = start;
        let cuts: BTreeSet<usize> = starts.range(start + 1..end).chain(ends.range(start + 1..end)).copied().collect();
        for to in cuts.into_iter().chain([end]) {
            tokens.push(Token { start: from, end: to, space: false });
            from = to;
        }
    }
    tokens
}

/// Is it white space only?
pub(super) fn is_blank(text: &str, token: Token) -> bool {
    text[token.start..token.end].chars().all(char::is_whitespace)
}

/// The indices of the first and the last token of each span of the set; whole tokens by construction.
pub(super) fn range(tokens: &[Token], start: usize, end: usize) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.end <= start);
    let last = tokens.partition_point(|token| token.start < end).checked_sub(1)?;
    (first <= last && tokens.get(first)?.start <= start).then_some((first, last))
}

/// Token ranges of marks that do not overlap: the longest first, each span of a set for itself. The second answer is how
/// many marks were left out. `of` gives the marks' sets with their number.
pub(super) fn flat<'m>(tokens: &[Token], of: impl Iterator<Item = (usize, &'m SpanSet)>) -> (Vec<(usize, usize, usize)>, usize) {
    let mut all: Vec<(usize, usize, usize)> = of
        .flat_map(|(mark, set)| {
            set.iter().filter_map(|span| range(tokens, span.start(), span.end()).map(|(a, b)| (a, b, mark))).collect::<Vec<_>>()
        })
        .collect();
    all.sort_by_key(|&(first, last, mark)| (std::cmp::Reverse(last - first), first, mark));
    let mut taken = vec![false; tokens.len()];
    let mut kept = Vec::new();
    let mut left_out = 0;
    for (first, last, mark) in all {
        if taken[first..=last].iter().any(|taken| *taken) {
            left_out += 1;
        } else {
            taken[first..=last].fill(true);
            kept.push((first, last, mark));
        }
    }
    kept.sort_unstable();
    (kept, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tokens_and_blanks_are_the_text(text in "(?s)[ a\n.é😀\r\t]{0,60}", at in 0_usize..60, len in 1_usize..9) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (start, end) = (bounds[at.min(bounds.len() - 1)], bounds[(at + len).min(bounds.len() - 1)]);
            let tokens = cut(&text, &BTreeSet::from([start]), &BTreeSet::from([end]));
            let back: String = tokens.iter().map(|t| format!("{}{}", &text[t.start..t.end], if t.space { " " } else { "" })).collect();
            prop_assert_eq!(&back, &text);
            if start < end {
                let (first, last) = range(&tokens, start, end).unwrap();
                prop_assert_eq!((tokens[first].start, tokens[last].end), (start, end));
            }
        }
    }
}
