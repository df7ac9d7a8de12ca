//! Byte ↔ code point ↔ UTF-16 offsets of one text: the only conversions in the program.
//!
//! Files speak code points (Python) or UTF-16 units (JavaScript, Java); inside, everything is bytes. The index keeps
//! one checkpoint every [`STRIDE`] bytes, so a conversion scans at most that many; an ASCII text needs no index at all.

const STRIDE: usize = 256;

/// What a file counts when it counts characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Unicode code points (Python strings).
    CodePoint,
    /// UTF-16 code units (JavaScript, Java).
    Utf16,
    /// UTF-8 bytes.
    Byte,
}

/// Index of one text for converting offsets.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// (byte, code point, UTF-16 unit) at the first char boundary at or after each multiple of `STRIDE`; empty for ASCII.
    checkpoints: Vec<(usize, usize, usize)>,
}

impl<'t> Offsets<'t> {
    /// Index `text`; linear in its length.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let (mut points, mut units, mut next) = (0, 0, 0);
            for (byte, c) in text.char_indices() {
                if byte >= next {
                    checkpoints.push((byte, points, units));
                    next = byte - byte % STRIDE + STRIDE;
                }
                points += 1;
                units += c.len_utf16();
            }
        }
        Self { text, checkpoints }
    }

    /// The `unit` offset of the byte offset `byte`; an offset inside a character counts as that character's start.
    /// Offsets after the text count as its end.
    pub fn from_byte(&self, byte: usize, unit: Unit) -> usize {
        let byte = byte.min(self.text.len());
        if self.checkpoints.is_empty() || unit == Unit::Byte {
            return byte;
        }
        let (start, points, units) = self.checkpoint(|c| c.0 <= byte);
        let passed = self.text[start..].char_indices().take_while(|(at, c)| start + at + c.len_utf8() <= byte);
        match unit {
            Unit::CodePoint => points + passed.count(),
            Unit::Utf16 => units + passed.map(|(_, c)| c.len_utf16()).sum::<usize>(),
            Unit::Byte => byte,
        }
    }

    /// The byte offset of the `unit` offset `offset`. `None` after the text's end, or inside a character (the second
    /// half of a UTF-16 surrogate pair, a byte that is no boundary).
    pub fn to_byte(&self, offset: usize, unit: Unit) -> Option<usize> {
        if self.checkpoints.is_empty() || unit == Unit::Byte {
            return self.text.is_char_boundary(offset).then_some(offset);
        }
        let of = |c: &(usize, usize, usize)| if unit == Unit::CodePoint { c.1 } else { c.2 };
        let checkpoint = self.checkpoint(|c| of(c) <= offset);
        let mut at = of(&checkpoint);
        for (byte, c) in self.text[checkpoint.0..].char_indices() {
            if at >= offset {
                return (at == offset).then_some(checkpoint.0 + byte);
            }
            at += if unit == Unit::CodePoint { 1 } else { c.len_utf16() };
        }
        (at == offset).then_some(self.text.len())
    }

    /// Length of the whole text in `unit`s.
    pub fn len(&self, unit: Unit) -> usize {
        self.from_byte(self.text.len(), unit)
    }

    /// Is the text empty?
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// One-based line and column (code points) of a byte offset, for messages.
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &self.text[..byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (1 + before.matches('\n').count(), 1 + before[line_start..].chars().count())
    }

    fn checkpoint(&self, at_or_before: impl Fn(&(usize, usize, usize)) -> bool) -> (usize, usize, usize) {
        let after = self.checkpoints.partition_point(at_or_before);
        self.checkpoints[after.saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_emoji_is_one_code_point_and_two_units() {
        let offsets = Offsets::new("a😀b");
        assert_eq!(offsets.from_byte(5, Unit::CodePoint), 2);
        assert_eq!(offsets.from_byte(5, Unit::Utf16), 3);
        assert_eq!(offsets.to_byte(2, Unit::CodePoint), Some(5));
        assert_eq!(offsets.to_byte(2, Unit::Utf16), None, "between two surrogates");
        assert_eq!(offsets.to_byte(4, Unit::CodePoint), None, "after the end");
        assert_eq!(offsets.line_and_column(5), (1, 3));
    }

    proptest! {
        #[test]
        fn every_boundary_comes_back(text in "(?s)[a\n€😀é]{0,700}") {
            let offsets = Offsets::new(&text);
            for unit in [Unit::CodePoint, Unit::Utf16, Unit::Byte] {
                for byte in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                    prop_assert_eq!(offsets.to_byte(offsets.from_byte(byte, unit), unit), Some(byte));
                }
            }
            prop_assert_eq!(offsets.len(Unit::CodePoint), text.chars().count());
            prop_assert_eq!(offsets.len(Unit::Utf16), text.encode_utf16().count());
        }
    }
}
