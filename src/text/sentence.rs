//! Sentences, as ranges of tokens.
//!
//! A sentence ends at a line break, and after `.`, `?`, `!` or `…` with its closing quotation marks and brackets where something
//! follows that can begin a sentence. A full stop inside a token (`Mr.`, `U.S.`) ends one only before a word that rarely follows
//! a name. A quotation of several sentences is several sentences.

use super::Token;
use std::ops::Range;

/// Words that begin a sentence, not a name, after `U.S.` or `Inc.`.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "But",
    "And",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "However",
    "According",
    "After",
    "As",
    "For",
    "If",
    "When",
    "While",
    "His",
    "Her",
    "Its",
    "Their",
    "Some",
    "Many",
    "Most",
    "Since",
    "What",
];

/// The sentences of a text, in order; together they hold every token.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = end_after(text, tokens, at);
        let gap_end = tokens.get(at + 1).map_or(text.len(), |next| next.span.start());
        let line_break = text[tokens[at].span.end()..gap_end].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        match end {
            Some(end) => {
                sentences.push(start..end);
                start = end;
                at = end;
            }
            None if line_break => {
                sentences.push(start..at + 1);
                start = at + 1;
                at += 1;
            }
            None => at += 1,
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// Where the sentence ends that the token `at` may close; closing marks after it are taken along.
fn end_after(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let word = tokens[at].span.slice(text);
    let last = word.chars().next_back()?;
    if matches!(last, '。' | '！' | '？' | '؟' | '।' | '۔') {
        return Some(closed(text, tokens, at + 1));
    }
    if !matches!(last, '.' | '?' | '!' | '…') {
        return None;
    }
    let inside = word.chars().any(char::is_alphanumeric);
    let mut end = at + 1;
    while !inside && tokens.get(end).is_some_and(|next| matches!(next.span.slice(text), "." | "?" | "!" | "...")) {
        end += 1;
    }
    let end = closed(text, tokens, end);
    let Some(next) = tokens.get(end) else { return Some(end) };
    let gap = &text[tokens[end - 1].span.end()..next.span.start()];
    if gap.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return Some(end);
    }
    let mut next_word = next.span.slice(text);
    if is_opening(next_word) {
        next_word = tokens.get(end + 1).map_or(next_word, |after| after.span.slice(text));
    }
    if inside {
        let name_like =
            word.chars().filter(|c| *c == '.').count() == 1 && word.chars().count() > 2 && word != "Inc." && word != "Corp.";
        return (!name_like && !is_initial(word) && OPENERS.contains(&next_word)).then_some(end);
    }
    if gap.is_empty() && !is_opening(next.span.slice(text)) {
        return None;
    }
    let first = next_word.chars().next()?;
    let ends = match last {
        '…' => first.is_uppercase(),
        '.' if word.len() > 1 => first.is_uppercase(),
        // After a closing quotation mark a lower-case word goes on with the sentence: “Why?” he asked.
        _ => !first.is_lowercase() && !matches!(first, ',' | ';' | ':' | '-' | '–' | '—' | ')'),
    };
    ends.then_some(end)
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 2
}

/// Past the closing marks that stand directly after one another from `end` on.
fn closed(text: &str, tokens: &[Token], mut end: usize) -> usize {
    while let Some(next) = tokens.get(end) {
        let word = next.span.slice(text);
        let gap = tokens[end - 1].span.end() != next.span.start();
        let closing = matches!(word, "”" | "’" | "»" | ")" | "]" | "」" | "』" | "''") || (matches!(word, "\"" | "'") && !gap);
        if !closing || gap {
            break;
        }
        end += 1;
    }
    end
}

fn is_opening(word: &str) -> bool {
    matches!(word, "\"" | "'" | "“" | "‘" | "«" | "„" | "(" | "[" | "「" | "``" | "–" | "—" | "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn check(text: &str, expected: &[&str]) {
        let tokens = tokenize(text);
        let found: Vec<&str> =
            sentences(text, &tokens).iter().map(|s| &text[tokens[s.start].span.start()..tokens[s.end - 1].span.end()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_of_names_end_nothing() {
        check("Mr. Smith met J. Doe. They left.", &["Mr. Smith met J. Doe.", "They left."]);
        check("The U.S. Senate voted. Gov. Lee won.", &["The U.S. Senate voted.", "Gov. Lee won."]);
        check("They left the U.S. The vote failed.", &["They left the U.S.", "The vote failed."]);
    }

    #[test]
    fn quotations() {
        check("\"No!\" she said. \"Never.\" He left.", &["\"No!\" she said.", "\"Never.\"", "He left."]);
        check("“We won.” “Really?” asked Ann.", &["“We won.”", "“Really?” asked Ann."]);
        check("He said \"we won.\" Then he left.", &["He said \"we won.\"", "Then he left."]);
    }

    #[test]
    fn lines_and_other_scripts() {
        check("Headline here\nBody text. 5 died.", &["Headline here", "Body text.", "5 died."]);
        check("会談した。帰国した。", &["会談した。", "帰国した。"]);
        check("", &[]);
    }
}
