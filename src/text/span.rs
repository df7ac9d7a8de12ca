//! Half-open byte ranges of a text, and ordered sets of them.
//!
//! `"[Reuters] said"` is `Span { start: 0, end: 7 }`. A span can only be made from a text, so it always lies on
//! `char` boundaries of that text and always slices it. Offsets inside the program are bytes; files speak code
//! points and convert with [`Offsets`](super::Offsets).

use std::fmt;
use std::ops::Range;

/// Half-open byte range `start..end` of one text; on `char` boundaries, never empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

/// Why a range is no span of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    #[error("the range {start}..{end} is empty; a span covers at least one character")]
    Empty { start: usize, end: usize },
    #[error("the range {start}..{end} ends after the text, which has {len} bytes")]
    Outside { start: usize, end: usize, len: usize },
    #[error("the range {start}..{end} begins or ends inside a character")]
    InsideCharacter { start: usize, end: usize },
    #[error("texts of 4 GiB and more are not supported")]
    TooLong,
}

impl Span {
    /// The span `range` (bytes) of `text`.
    ///
    /// # Errors
    /// An empty or reversed range, one that ends after the text, or one that cuts a character.
    pub fn new(text: &str, range: Range<usize>) -> Result<Self, SpanError> {
        let Range { start, end } = range;
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if end > text.len() {
            return Err(SpanError::Outside { start, end, len: text.len() });
        }
        if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return Err(SpanError::InsideCharacter { start, end });
        }
        match (u32::try_from(start), u32::try_from(end)) {
            (Ok(start), Ok(end)) => Ok(Self { start, end }),
            _ => Err(SpanError::TooLong),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// As a range of bytes, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes; never zero.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// The words of this span. Empty where `text` is not the text the span was made from and is shorter.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Is this span one of `text`: inside it and on its `char` boundaries?
    pub fn fits(self, text: &str) -> bool {
        text.get(self.range()).is_some()
    }

    /// Do the two share at least one byte?
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Does this span cover all of `other`?
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Is the byte `offset` inside?
    pub fn covers(self, offset: usize) -> bool {
        self.range().contains(&offset)
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Without white space at either edge; `None` if nothing else is there.
    pub fn trimmed(self, text: &str) -> Option<Self> {
        let words = self.slice(text);
        let start = self.start() + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        Self::new(text, start..end).ok()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// One or more spans of one text, in text order, apart from each other: a discontinuous mention has several.
///
/// `"[North] and South [Korea]"` is the set `{0..5, 16..21}`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanSet {
    first: Span,
    more: Vec<Span>, // empty for nearly all, and an empty vector owns no memory
}

impl SpanSet {
    /// The set of these spans: sorted, and those that touch or overlap joined. `None` if there are none.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut sorted: Vec<Span> = spans.into_iter().collect();
        sorted.sort_unstable();
        let mut spans = sorted.into_iter();
        let mut set = Self::from(spans.next()?);
        for span in spans {
            let last = set.more.last_mut().unwrap_or(&mut set.first);
            if span.start <= last.end {
                *last = last.join(span);
            } else {
                set.more.push(span);
            }
        }
        Some(set)
    }

    /// The spans in text order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Span> + Clone + '_ {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// The first span.
    pub fn first(&self) -> Span {
        self.first
    }

    /// The last span.
    pub fn last(&self) -> Span {
        self.more.last().copied().unwrap_or(self.first)
    }

    /// First byte of the first span.
    pub fn start(&self) -> usize {
        self.first.start()
    }

    /// One past the last byte of the last span.
    pub fn end(&self) -> usize {
        self.last().end()
    }

    /// From the first byte to the last, gaps included.
    pub fn hull(&self) -> Span {
        self.first.join(self.last())
    }

    /// How many spans; 1 for all but discontinuous ones.
    #[expect(clippy::len_without_is_empty, reason = "a span set is never empty")]
    pub fn len(&self) -> usize {
        1 + self.more.len()
    }

    /// Does any span of the one share a byte with any of the other?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.iter().any(|a| other.iter().any(|b| a.overlaps(b)))
    }

    /// Are all spans inside `text` and on its `char` boundaries?
    pub fn fits(&self, text: &str) -> bool {
        self.iter().all(|span| span.fits(text))
    }

    /// The words, pieces joined by " … " where there are several.
    pub fn quote(&self, text: &str) -> String {
        let mut quote = self.first.slice(text).to_owned();
        for span in &self.more {
            quote.push_str(" … ");
            quote.push_str(span.slice(text));
        }
        quote
    }
}

impl From<Span> for SpanSet {
    fn from(first: Span) -> Self {
        Self { first, more: Vec::new() }
    }
}

impl fmt::Debug for SpanSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, range: Range<usize>) -> Span {
        Span::new(text, range).unwrap()
    }

    #[test]
    fn a_span_is_checked_against_its_text() {
        let text = "Zoë lied";
        assert_eq!(span(text, 0..4).slice(text), "Zoë");
        assert_eq!(Span::new(text, 0..3), Err(SpanError::InsideCharacter { start: 0, end: 3 }));
        assert_eq!(Span::new(text, 4..4), Err(SpanError::Empty { start: 4, end: 4 }));
        assert_eq!(Span::new(text, 4..99), Err(SpanError::Outside { start: 4, end: 99, len: 9 }));
    }

    #[test]
    fn trimming_sheds_white_space_of_any_script() {
        let text = " \u{a0}Reuters\u{3000} ";
        let all = span(text, 0..text.len());
        assert_eq!(all.trimmed(text).map(|s| s.slice(text)), Some("Reuters"));
        assert_eq!(span(text, 0..1).trimmed(text), None);
    }

    #[test]
    fn a_set_is_sorted_and_joined() {
        let text = "North and South Korea";
        let set = SpanSet::new([span(text, 16..21), span(text, 0..3), span(text, 3..5)]).unwrap();
        assert_eq!(set.quote(text), "North … Korea");
        assert_eq!((set.len(), set.start(), set.end()), (2, 0, 21));
        assert!(!set.overlaps(&span(text, 6..9).into()));
    }
}
