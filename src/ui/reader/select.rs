//! From pointer and keys to selections: what is pressed, dragged over and snapped to.

use super::Selection;
use crate::text::words::{character, paragraph_at, sentence_at, word_at};
use std::ops::Range;

/// What a selection grows by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    Character,
    Word,
    Sentence,
    Paragraph,
}

/// What a press at `byte` selects in this unit.
pub fn unit_at(text: &str, byte: usize, unit: Unit) -> Range<usize> {
    match unit {
        Unit::Character => byte..byte,
        Unit::Word => word_at(text, byte),
        Unit::Sentence => sentence_at(text, byte),
        Unit::Paragraph => paragraph_at(text, byte),
    }
}

/// The selection of a drag from `from` to `to` (bytes, in either order), grown to whole words and without white space at its
/// edges; `exact` leaves it as it was drawn.
pub fn snapped(text: &str, from: usize, to: usize, exact: bool) -> Selection {
    let (low, high) = (from.min(to), from.max(to));
    if exact || low == high {
        return Selection { anchor: from, caret: to };
    }
    let (first, last) = (word_at(text, low), word_at(text, character(text, high, false)));
    let start = if low > first.start && low < first.end { first.start } else { low };
    let end = last.end.max(high);
    trimmed(text, start..end, to < from)
}

/// Without white space at either edge; a caret where nothing else is there.
pub fn trimmed(text: &str, range: Range<usize>, backwards: bool) -> Selection {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    if end <= start {
        let at = if backwards { range.start } else { range.end };
        return Selection { anchor: at, caret: at };
    }
    if backwards { Selection { anchor: end, caret: start } } else { Selection { anchor: start, caret: end } }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[` and `]` mark what is drawn over; the result is what is selected.
    fn check(drawn: &str, expected: &str) {
        let start = drawn.find('[').unwrap();
        let end = drawn.find(']').unwrap() - 1;
        let text = drawn.replace(['[', ']'], "");
        for (from, to) in [(start, end), (end, start)] {
            let selection = snapped(&text, from, to, false);
            assert_eq!(&text[selection.range()], expected, "{drawn}");
            assert_eq!(selection.caret < selection.anchor, to < from, "the caret stays where it was drawn to");
        }
    }

    #[test]
    fn drags_snap_to_words_and_shed_white_space() {
        check("Pet[ro to]ld the BBC", "Petro told");
        check("Petro[ told ]the BBC", "told");
        check("the [U.S]. Immigration", "U.S.");
        check("“Nazi briga[des.”] Trump", "brigades.”");
        check("الرئيس الكو[لوم]بي", "الكولومبي");
    }

    #[test]
    fn exact_selections_are_left_alone() {
        assert_eq!(snapped("Petro told", 2, 7, true), Selection { anchor: 2, caret: 7 });
    }
}
