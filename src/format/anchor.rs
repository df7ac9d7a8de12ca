//! From a file's offsets to spans: which unit does it count in?
//!
//! Where a file quotes its spans, a unit is taken only if every span of the article fits it: first the one the file declares,
//! then code points, UTF-16, bytes, then the same with CRLF counted once, then with a byte order mark counted. What fits none is
//! looked for by its quote. Nothing is dropped without being counted.

use super::audit::Audit;
use crate::text::{Offsets, Span, Unit};

/// How the audit calls a span that was not where the file says, but is in the text.
pub const BY_QUOTE: &str = "span found again by its quote";

/// A span as a file has it.
#[derive(Clone, Copy, Debug)]
pub struct RawSpan<'q> {
    pub start: usize,
    /// Exclusive.
    pub end: usize,
    /// The words, where the file repeats them.
    pub quote: Option<&'q str>,
}

/// How a file counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Count {
    unit: Unit,
    /// Is a CRLF one character?
    folded: bool,
    /// Was a byte order mark, that the text no longer has, counted?
    shift: usize,
}

/// Finds the spans of one article. The answer has one entry for each of `raw`; `None` is counted as lost.
///
/// `declared` is what the format says it counts in; `only` (the user's choice) is taken without trying others.
pub fn anchor(
    text: &str,
    raw: &[RawSpan<'_>],
    declared: Unit,
    only: Option<Unit>,
    audit: &mut Audit,
    place: &str,
) -> Vec<Option<Span>> {
    if raw.is_empty() {
        return Vec::new();
    }
    let offsets = Offsets::new(text);
    let first = Count { unit: only.unwrap_or(declared), folded: false, shift: 0 };
    let plain: Vec<Option<Span>> = raw.iter().map(|raw| find(&offsets, text, None, *raw, first)).collect();
    if all_fit(&plain, raw) {
        if raw.iter().all(|raw| raw.quote.is_none()) && !text.is_ascii() && only.is_none() && text.chars().any(|c| c > '\u{ffff}')
        {
            let what = format!("article with astral characters and no quotes, offsets taken as {}", unit_name(first.unit));
            audit.notice(&what, 1, || place.to_owned());
        }
        return plain
            .into_iter()
            .zip(raw)
            .map(|(found, raw)| found.or_else(|| by_quote(text, &offsets, *raw, first.unit, audit, place)))
            .collect();
    }
    let folded = text.contains("\r\n").then(|| Folded::new(text));
    if only.is_none() {
        for count in candidates(declared, folded.is_some()) {
            let found: Vec<Option<Span>> = raw.iter().map(|raw| find(&offsets, text, folded.as_ref(), *raw, count)).collect();
            if all_fit(&found, raw) {
                audit.repaired(&format!("span moved: offsets count {}", count.describe()), raw.len(), || place.to_owned());
                return found;
            }
        }
    }
    plain
        .into_iter()
        .zip(raw)
        .map(|(found, raw)| found.or_else(|| by_quote(text, &offsets, *raw, first.unit, audit, place)))
        .collect()
}

/// Spans without words say nothing about the unit.
fn all_fit(found: &[Option<Span>], raw: &[RawSpan<'_>]) -> bool {
    found.iter().zip(raw).all(|(found, raw)| found.is_some() || raw.start >= raw.end)
}

fn candidates(declared: Unit, folded: bool) -> Vec<Count> {
    let mut units = vec![declared];
    units.extend([Unit::CodePoint, Unit::Utf16, Unit::Byte].into_iter().filter(|unit| *unit != declared));
    let mut all = Vec::new();
    for (fold, shift) in [(false, 0), (true, 0), (false, 1), (true, 1)] {
        if !fold || folded {
            all.extend(units.iter().map(|&unit| {
                let shift = if shift == 1 && unit == Unit::Byte { 3 } else { shift };
                Count { unit, folded: fold, shift }
            }));
        }
    }
    all
}

impl Count {
    fn describe(self) -> String {
        let mut words = unit_name(self.unit).to_owned();
        if self.folded {
            words.push_str(" with CRLF as one");
        }
        if self.shift > 0 {
            words.push_str(" after a byte order mark");
        }
        words
    }
}

/// The name of a unit for messages.
pub fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::CodePoint => "code points",
        Unit::Utf16 => "UTF-16 units",
        Unit::Byte => "bytes",
    }
}

/// Byte offsets of a text in which every CRLF counts once.
struct Folded {
    text: String,
    /// Byte offset in the folded text of every LF that stood after a CR.
    breaks: Vec<usize>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut breaks = Vec::new();
        for piece in text.split_inclusive("\r\n") {
            if let Some(line) = piece.strip_suffix("\r\n") {
                folded.push_str(line);
                breaks.push(folded.len());
                folded.push('\n');
            } else {
                folded.push_str(piece);
            }
        }
        Self { text: folded, breaks }
    }

    fn unfold(&self, byte: usize) -> usize {
        byte + self.breaks.partition_point(|&at| at < byte)
    }
}

fn find(offsets: &Offsets<'_>, text: &str, folded: Option<&Folded>, raw: RawSpan<'_>, count: Count) -> Option<Span> {
    let (start, end) = (raw.start.checked_sub(count.shift)?, raw.end.checked_sub(count.shift)?);
    let (start, end) = if count.folded {
        let folded = folded?;
        let offsets = Offsets::new(&folded.text);
        (folded.unfold(offsets.to_byte(start, count.unit)?), folded.unfold(offsets.to_byte(end, count.unit)?))
    } else {
        (offsets.to_byte(start, count.unit)?, offsets.to_byte(end, count.unit)?)
    };
    let span = Span::new(text, start..end).ok()?;
    match raw.quote {
        Some(quote) if !same_words(span.slice(text), quote) => None,
        _ => Some(span),
    }
}

/// Equal, or equal once white space is squeezed: some tools collapse it in quotes while their offsets are right.
pub fn same_words(a: &str, b: &str) -> bool {
    a == b || a.split_whitespace().eq(b.split_whitespace())
}

fn by_quote(text: &str, offsets: &Offsets<'_>, raw: RawSpan<'_>, unit: Unit, audit: &mut Audit, place: &str) -> Option<Span> {
    let where_it_is = || {
        let quote: String = raw.quote.unwrap_or_default().chars().take(40).collect();
        format!("{place}, {}..{} “{quote}”", raw.start, raw.end)
    };
    let Some(quote) = raw.quote.filter(|quote| !quote.is_empty()) else {
        let what = if raw.start == raw.end { "span without words" } else { "span outside its text" };
        audit.lost(what, 1, where_it_is);
        return None;
    };
    let near = offsets.to_byte(raw.start, unit).unwrap_or_else(|| raw.start.min(text.len()));
    let best = memchr::memmem::find_iter(text.as_bytes(), quote.as_bytes()).min_by_key(|at| at.abs_diff(near));
    let span = best.and_then(|at| Span::new(text, at..at + quote.len()).ok());
    if span.is_some() {
        audit.repaired(BY_QUOTE, 1, where_it_is);
    } else {
        audit.lost("span whose quote is not in the text", 1, where_it_is);
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, raw: (usize, usize, &str), declared: Unit, repaired: &str) {
        let mut audit = Audit::new("test");
        let raw = [RawSpan { start: raw.0, end: raw.1, quote: Some(raw.2) }];
        let found = anchor(text, &raw, declared, None, &mut audit, "1");
        assert_eq!(found[0].map(|span| span.slice(text)), raw[0].quote, "{audit:?}");
        assert_eq!(audit.repaired.keys().next().map_or("", String::as_str), repaired);
    }

    #[test]
    fn the_unit_is_told_by_the_quotes() {
        check("😀 Zoë lied", (2, 5, "Zoë"), Unit::CodePoint, "");
        check("😀 Zoë lied", (3, 6, "Zoë"), Unit::CodePoint, "span moved: offsets count UTF-16 units");
        check("😀 Zoë lied", (5, 9, "Zoë"), Unit::CodePoint, "span moved: offsets count bytes");
        check("a\r\nb\r\nZoë", (4, 7, "Zoë"), Unit::CodePoint, "span moved: offsets count code points with CRLF as one");
        check("Zoë lied", (1, 4, "Zoë"), Unit::CodePoint, "span moved: offsets count code points after a byte order mark");
        check("Zoë lied", (70, 75, "lied"), Unit::CodePoint, "span found again by its quote");
    }

    #[test]
    fn what_fits_nowhere_is_counted() {
        let mut audit = Audit::new("test");
        let found = anchor("Zoë", &[RawSpan { start: 5, end: 9, quote: None }], Unit::CodePoint, None, &mut audit, "1");
        assert_eq!((found, audit.lost.len()), (vec![None], 1));
    }
}
