//! Words, sentences and paragraphs around a byte, in any script: what a caret steps by and a selection snaps to.
//!
//! Words end where UAX #29 says, and in Thai, Khmer, Chinese and Japanese where a dictionary does. All functions take the whole
//! text and look at one paragraph of it, at most a few thousand bytes. [`tokenize`](super::tokenize) is the other notion of a
//! word: what the suggesters count.

use super::{sentences, tokenize};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

fn segmenter() -> WordSegmenterBorrowed<'static> {
    WordSegmenter::new_dictionary(WordBreakInvariantOptions::default())
}

/// The paragraph around a byte, without its line break.
pub fn paragraph_at(text: &str, byte: usize) -> Range<usize> {
    let byte = floor(text, byte);
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
    start..end
}

/// A window of a paragraph around a byte, so that a book in one line costs no more than a page.
fn window(text: &str, byte: usize) -> Range<usize> {
    const HALF: usize = 2048;
    let paragraph = paragraph_at(text, byte);
    let cut = |at: usize, back: bool| {
        let at = floor(text, at);
        let space = if back {
            text[paragraph.start..at].rfind(char::is_whitespace).map(|found| paragraph.start + found)
        } else {
            text[at..paragraph.end].find(char::is_whitespace).map(|found| at + found)
        };
        space.unwrap_or(at)
    };
    let start = if byte.saturating_sub(paragraph.start) > HALF { cut(byte - HALF, true) } else { paragraph.start };
    let end = if paragraph.end.saturating_sub(byte) > HALF { cut(byte + HALF, false) } else { paragraph.end };
    start..end.max(start)
}

/// The nearest char boundary at or before a byte.
pub fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The word or space around a byte; at a boundary, what follows it (what precedes it at the paragraph's end).
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let byte = floor(text, byte);
    let part = window(text, byte);
    let words = &text[part.clone()];
    let (mut start, mut found) = (part.start, None);
    for end in segmenter().segment_str(words).skip(1).map(|at| part.start + at) {
        if byte < end || end == part.end {
            found = Some(start..end);
            break;
        }
        start = end;
    }
    let mut word = found.unwrap_or(part);
    // An abbreviation such as "U.S." keeps its last full stop.
    if text[word.clone()].contains('.') && text[word.end..].starts_with('.') {
        word.end += 1;
    }
    word
}

/// The sentence around a byte, without the space after it: as [`sentences`](super::sentences) ends them, so not after "U.S.".
pub fn sentence_at(text: &str, byte: usize) -> Range<usize> {
    let byte = floor(text, byte);
    let part = window(text, byte);
    let words = &text[part.clone()];
    let tokens = tokenize(words);
    let mut found = part.end..part.end;
    for sentence in sentences(words, &tokens).into_iter().rev() {
        let start = part.start + tokens[sentence.start].span.start();
        found = start..part.start + tokens[sentence.end - 1].span.end();
        if start <= byte {
            break;
        }
    }
    found
}

/// The next grapheme boundary after, or before, a byte; the text's edge is its own neighbour.
pub fn character(text: &str, byte: usize, forward: bool) -> usize {
    let byte = floor(text, byte);
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    let found = if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
    found.ok().flatten().unwrap_or(byte)
}

/// The beginning of the next word, or of this one or the one before.
pub fn word_step(text: &str, byte: usize, forward: bool) -> usize {
    let mut at = byte;
    loop {
        if forward {
            if at >= text.len() {
                return text.len();
            }
            let word = word_at(text, at);
            at = if word.end > at { word.end } else { character(text, at, true) };
            if at >= text.len() || {
                let word = word_at(text, at);
                word.start == at && is_word(&text[word])
            } {
                return at;
            }
        } else {
            if at == 0 {
                return 0;
            }
            let before = character(text, at, false);
            let word = word_at(text, before);
            at = word.start.min(before);
            if is_word(&text[word]) {
                return at;
            }
        }
    }
}

/// The beginning of the next sentence, or of this one or the one before; `false` goes back.
pub fn sentence_step(text: &str, byte: usize, forward: bool) -> usize {
    if forward {
        let sentence = sentence_at(text, byte);
        let after = text[sentence.end.max(byte)..].find(|c: char| !c.is_whitespace());
        after.map_or(text.len(), |at| sentence.end.max(byte) + at)
    } else {
        let start = sentence_at(text, byte).start;
        if start < byte {
            return start;
        }
        let before = text[..byte].trim_end().len();
        sentence_at(text, character(text, before, false)).start
    }
}

/// The beginning of the next paragraph with words in it, or of this one or the one before.
pub fn paragraph_step(text: &str, byte: usize, forward: bool) -> usize {
    if forward {
        let end = paragraph_at(text, byte).end;
        text[end..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |at| end + at)
    } else {
        let start = paragraph_at(text, byte).start;
        if start < byte {
            return start;
        }
        paragraph_at(text, text[..start].trim_end().len()).start
    }
}

/// Has it a letter or digit, or is it space and signs only?
pub fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_and_chinese_words_come_from_a_dictionary() {
        let text = "ภาษาไทยเป็นภาษา";
        assert_eq!(&text[word_at(text, 3)], "ภาษา");
        let text = "美国总统特朗普";
        assert_eq!(&text[word_at(text, 0)], "美国");
    }

    #[test]
    fn a_sentence_goes_on_after_an_abbreviation() {
        let text = "He accused U.S. Immigration of it. They left.";
        assert_eq!(&text[sentence_at(text, 30)], "He accused U.S. Immigration of it.");
        assert_eq!(sentence_step(text, 0, true), text.find("They").unwrap());
    }

    #[test]
    fn steps_go_by_character_word_sentence_and_paragraph() {
        let text = "👩‍👩‍👧 said no. He left.\n\nThe end.";
        let family = "👩‍👩‍👧".len();
        assert_eq!(character(text, 0, true), family);
        assert_eq!(character(text, family, false), 0);
        assert_eq!(word_step(text, 0, true), family + 1);
        let he = text.find("He").unwrap();
        assert_eq!(sentence_step(text, 0, true), he);
        assert_eq!(sentence_step(text, he, false), 0);
        let end = text.find("The").unwrap();
        assert_eq!(paragraph_step(text, he, true), end);
        assert_eq!(paragraph_step(text, end, false), 0);
        assert_eq!(word_step(text, text.len(), true), text.len());
        assert_eq!(word_step(text, end, false), text.find("left").unwrap());
    }

    #[test]
    fn any_byte_of_any_text_has_a_word_a_sentence_and_a_paragraph() {
        for text in ["", " ", "\n\n", "a\r\nb", "日本語の文章は、単語。", "e\u{301}\u{301}x", "🇸🇪🇩🇪"] {
            for byte in 0..=text.len() + 2 {
                for range in [word_at(text, byte), sentence_at(text, byte), paragraph_at(text, byte)] {
                    assert!(text.get(range.clone()).is_some(), "{text:?} {byte} {range:?}");
                }
                for forward in [true, false] {
                    for step in [character, word_step, sentence_step, paragraph_step] {
                        assert!(
                            text.is_char_boundary(step(text, byte.min(text.len()), forward))
                                || !text.is_char_boundary(byte.min(text.len()))
                        );
                    }
                }
            }
        }
    }
}
