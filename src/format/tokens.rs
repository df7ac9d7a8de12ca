//! Tokens for formats that know nothing else: cut so that every mark begins and ends with one.
//!
//! Words and single punctuation marks are tokens; white space is none, but for what a single blank after a token cannot stand
//! for. Unlike the tokens that suggesters see, these must give the text back and must never change between versions.

use super::exchange::Doc;
use crate::text::SpanSet;
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
    let mut edges: Vec<Edge> = Vec::with_capacity(2 * doc.marks.len());
    for span in doc.marks.iter().flat_map(|mark| mark.spans.iter()) {
        edges.extend([Edge { at: span.start(), is_start: true }, Edge { at: span.end(), is_start: false }]);
    }
    edges.sort_unstable();
    cut(&doc.text, &edges)
}

/// Where a mark begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    at: usize,
    is_start: bool,
}

/// `edges` in order.
fn cut(text: &str, edges: &[Edge]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    let (mut start, mut next) = (0, 0);
    while start < text.len() {
        let end = start + word_len(text, start);
        while edges.get(next).is_some_and(|edge| edge.at < start) {
            next += 1;
        }
        let here = edges[next..].iter().take_while(|edge| edge.at <= end);
        let at_an_edge = |edge: &Edge| if edge.is_start { edge.at == start } else { edge.at == end };
        if &text[start..end] == " "
            && !here.clone().any(at_an_edge)
            && let Some(last) = tokens.last_mut().filter(|last| last.end == start && !last.space)
        {
            last.space = true;
        } else {
            let mut from = start;
            for to in here.map(|edge| edge.at).filter(|at| *at > start && *at < end).chain([end]) {
                if to > from {
                    tokens.push(Token { start: from, end: to, space: false });
                    from = to;
                }
            }
        }
        start = end;
    }
    tokens
}

/// Bytes of the word, blank or mark that begins at `start`, by UAX 29. Plain English goes the short way: letters and digits, a
/// punctuation mark or a single blank, with nothing after them that the rules could join.
fn word_len(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start..];
    let run = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_plain = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
    match bytes.get(run) {
        Some(b' ') | None if run > 0 => return run,
        Some(b' ') if is_plain(1) && bytes.get(1) != Some(&b' ') => return 1,
        Some(mark) if run == 0 && mark.is_ascii_punctuation() && matches!(bytes.get(1), Some(b' ') | None) => return 1,
        _ => {}
    }
    text[start..].split_word_bounds().next().map_or(1, str::len)
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
        fn the_short_way_leads_to_the_same_words(text in "(?s)[ ab1.,'_\\-\n\ré😀\u{200d}\u{301}\u{ad}\u{3000}ア]{0,40}") {
            let words: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
            let mut found = Vec::new();
            let mut at = 0;
            while at < text.len() {
                found.push(at);
                at += word_len(&text, at);
            }
            prop_assert_eq!(found, words);
        }

        #[test]
        fn tokens_and_blanks_are_the_text(text in "(?s)[ a\n.é😀\r\t]{0,60}", at in 0_usize..60, len in 1_usize..9) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (start, end) = (bounds[at.min(bounds.len() - 1)], bounds[(at + len).min(bounds.len() - 1)]);
            let tokens = cut(&text, &[Edge { at: start, is_start: true }, Edge { at: end, is_start: false }]);
            let back: String = tokens.iter().map(|t| format!("{}{}", &text[t.start..t.end], if t.space { " " } else { "" })).collect();
            prop_assert_eq!(&back, &text);
            if start < end {
                let (first, last) = range(&tokens, start, end).unwrap();
                prop_assert_eq!((tokens[first].start, tokens[last].end), (start, end));
            }
        }
    }
}
