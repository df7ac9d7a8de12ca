//! Where a span of the file lies in the text: where it says, if the quote agrees, and otherwise where the quote is.
//!
//! A file that counts in another unit is read in that unit, if all spans of the article agree with it. What still does not fit is
//! looked for by its quote: it moves if the quote stands at one place only, or if one of its places is where the spans around
//! it moved to. Everything else is lost here and kept by the caller.

use super::scalars::SpanForm;
use crate::text::{Offsets, Span, Unit};

/// What was done to spans that did not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Repairs {
    /// The unit the whole article turned out to be counted in.
    pub(crate) unit: Option<Unit>,
    /// Quotes that moved, with their old start (code points).
    pub(crate) moved: Vec<(String, usize)>,
}

/// The span where the form says, if the quote agrees.
pub(crate) fn exact(text: &str, offsets: &Offsets<'_>, form: &SpanForm<'_>, unit: Unit) -> Option<Span> {
    let start = offsets.to_byte(form.start, unit)?;
    let end = start.checked_add(form.quote.len())?;
    if text.get(start..end)? != form.quote || offsets.to_byte(form.end, unit)? != end {
        return None;
    }
    Span::new(text, start..end).ok()
}

/// Finds the spans of an article of which at least one did not fit.
pub(crate) struct Repairing<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
    unit: Unit,
    /// How far the spans known for certain have moved: (start in the file, code points moved), by start.
    shifts: Vec<(usize, isize)>,
    pub(crate) repairs: Repairs,
}

impl<'t> Repairing<'t> {
    /// Learns from all spans of the article.
    pub(crate) fn new(text: &'t str, all: &[SpanForm<'_>]) -> Self {
        let offsets = Offsets::new(text);
        let fits = |unit| all.iter().all(|form| exact(text, &offsets, form, unit).is_some());
        let unit = [Unit::Utf16, Unit::Byte].into_iter().find(|&unit| fits(unit));
        let mut shifts: Vec<(usize, isize)> = Vec::new();
        if unit.is_none() {
            for form in all {
                let place =
                    exact(text, &offsets, form, Unit::CodePoint).map(Span::start).or_else(|| only_place(text, &form.quote));
                let point = place.map(|place| offsets.from_byte(place, Unit::CodePoint));
                shifts.extend(point.map(|point| (form.start, point as isize - form.start as isize)));
            }
            shifts.sort_unstable();
        }
        Self { text, offsets, unit: unit.unwrap_or(Unit::CodePoint), shifts, repairs: Repairs { unit, moved: Vec::new() } }
    }

    /// The span; `None` where no place or no certain place is found.
    pub(crate) fn place(&mut self, form: &SpanForm<'_>) -> Option<Span> {
        if let Some(span) = exact(self.text, &self.offsets, form, self.unit) {
            return Some(span);
        }
        let start = only_place(self.text, &form.quote).or_else(|| self.near(form))?;
        let span = Span::new(self.text, start..start + form.quote.len()).ok()?;
        self.repairs.moved.push((form.quote.to_string(), form.start));
        Some(span)
    }

    /// Where the span's neighbours have moved, if the quote stands there too.
    fn near(&self, form: &SpanForm<'_>) -> Option<usize> {
        let after = self.shifts.partition_point(|(start, _)| *start < form.start);
        let mut found = None;
        for shift in self.shifts[after.saturating_sub(1)..].iter().take(2) {
            let point = form.start.checked_add_signed(shift.1)?;
            let Some(start) = self.offsets.to_byte(point, Unit::CodePoint) else { continue };
            let there = self.text.get(start..).is_some_and(|rest| !form.quote.is_empty() && rest.starts_with(&*form.quote));
            match (there, found) {
                (true, Some(other)) if other != start => return None,
                (true, _) => found = Some(start),
                (false, _) => {}
            }
        }
        found
    }
}

/// Where `quote` stands, if it stands at exactly one place.
fn only_place(text: &str, quote: &str) -> Option<usize> {
    let finder = memchr::memmem::Finder::new(quote);
    let mut places = finder.find_iter(text.as_bytes()).take(2);
    let first = places.next().filter(|_| !quote.is_empty())?;
    places.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(start: usize, quote: &'static str) -> SpanForm<'static> {
        SpanForm { start, end: start + quote.chars().count(), quote: quote.into() }
    }

    fn check(text: &str, forms: &[SpanForm<'static>], expected: &[Option<usize>]) {
        let mut repairing = Repairing::new(text, forms);
        let found: Vec<_> = forms.iter().map(|form| repairing.place(form).map(Span::start)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_in_utf16_is_read_in_utf16() {
        let text = "😀 Petro met Zoë";
        let forms = [form(3, "Petro"), form(13, "Zoë")];
        let repairing = Repairing::new(text, &forms);
        assert_eq!(repairing.repairs.unit, Some(Unit::Utf16));
        check(text, &forms, &[Some(5), Some(15)]);
    }

    #[test]
    fn a_quote_moves_to_its_only_place() {
        check("New first line.\nPetro said", &[form(0, "Petro")], &[Some(16)]);
    }

    #[test]
    fn a_quote_with_two_places_follows_its_neighbours_or_is_lost() {
        let text = "xx Ann met Bob. Ann left.";
        check(text, &[form(0, "Ann"), form(8, "Bob")], &[Some(3), Some(11)]);
        check(text, &[form(1, "Ann")], &[None]);
        check(text, &[form(0, "Zoë")], &[None]);
    }
}
