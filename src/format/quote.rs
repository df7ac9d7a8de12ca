//! Finding a quotation in a text that is not quite the one it was taken from: another edition of the page, other white space,
//! other quotation marks.
//!
//! White space is squeezed and the forms of quotation marks and dashes are made the same; among several places the one with
//! the most of the words before and after is taken.

use crate::text::Span;

/// A text, ready to be searched.
pub(super) struct Quotable<'t> {
    text: &'t str,
    plain: Vec<char>,
    /// Byte of the text at which each character of `plain` begins, and the text's end.
    at: Vec<usize>,
}

/// How alike the surroundings are that decide between two places, in characters.
const AROUND: usize = 64;

fn plain(text: &str) -> (Vec<char>, Vec<usize>) {
    let mut plain = Vec::with_capacity(text.len());
    let mut at = Vec::with_capacity(text.len() + 1);
    for (byte, c) in text.char_indices() {
        let c = match c {
            c if c.is_whitespace() => ' ',
            '‘' | '’' | '‚' | '‛' | '`' | '´' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' => '"',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            '\u{ad}' | '\u{200b}' | '\u{feff}' => continue,
            c => c,
        };
        if c == ' ' && plain.last().is_none_or(|last| *last == ' ') {
            continue;
        }
        plain.push(c);
        at.push(byte);
    }
    at.push(text.len());
    (plain, at)
}

impl<'t> Quotable<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let (plain, at) = plain(text);
        Self { text, plain, at }
    }

    /// Where `exact` stands, and whether that is the only place. Between several places decide the words before and after.
    pub(super) fn find(&self, exact: &str, prefix: &str, suffix: &str) -> Option<(Span, bool)> {
        let trimmed = |text: &str| plain(text.trim()).0;
        let wanted = trimmed(exact);
        let (before, after) = (plain(prefix).0, plain(suffix).0);
        let first = *wanted.first()?;
        let mut best: Option<(usize, usize)> = None;
        let mut places = 0;
        for start in 0..=self.plain.len().checked_sub(wanted.len())? {
            if self.plain[start] != first || self.plain[start..start + wanted.len()] != wanted[..] {
                continue;
            }
            places += 1;
            let end = start + wanted.len();
            let alike = |ours: &mut dyn Iterator<Item = &char>, theirs: &mut dyn Iterator<Item = &char>| {
                let word = |c: &&char| !c.is_whitespace();
                ours.filter(word).zip(theirs.filter(word)).take(AROUND).take_while(|(a, b)| a == b).count()
            };
            let score = alike(&mut self.plain[..start].iter().rev(), &mut before.iter().rev())
                + alike(&mut self.plain[end..].iter(), &mut after.iter());
            if best.is_none_or(|best| score > best.0) {
                best = Some((score, start));
            }
        }
        let (_, start) = best?;
        let end = start + wanted.len();
        // The last character's end: the next one may begin after white space that was squeezed.
        let last = self.at[end - 1];
        let end = last + self.text[last..].chars().next().map_or(0, char::len_utf8);
        Some((Span::new(self.text, self.at[start]..end).ok()?, places == 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_found_across_small_differences() {
        let text = "“No,” said Zoë.\r\n\r\n‘No’, said Ben —\u{a0}twice. No.";
        let quotable = Quotable::new(text);
        let check = |exact: &str, prefix: &str, suffix: &str, expected: &str, start: usize| {
            let (span, _) = quotable.find(exact, prefix, suffix).unwrap();
            assert_eq!(span.slice(text), expected);
            assert_eq!(span.start(), text.match_indices(expected).nth(start).unwrap().0, "{exact}");
        };
        check("No", "", ",\" said", "No", 0);
        check("No", "Zoë. '", "', said Ben", "No", 1);
        check("No", "twice. ", "", "No", 2);
        check("said Ben - twice", "", "", "said Ben —\u{a0}twice", 0);
        check("Zoë.  'No'", "", "", "Zoë.\r\n\r\n‘No’", 0);
        assert_eq!(quotable.find("never", "", ""), None);
        assert_eq!(quotable.find("", "", ""), None);
        assert_eq!(Quotable::new("").find("a", "", ""), None);
    }
}
