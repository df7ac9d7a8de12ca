//! One word of a query, with wildcards, and where it stands in a text.

use crate::text::Span;
use regex::{Regex, RegexBuilder};

/// A word as it is asked for: `harbour`, `=ICE`, `climat*`, `wom?n`.
#[derive(Clone, Debug)]
pub struct WordPattern {
    /// As written, without the `=`.
    written: String,
    /// To compare with: lower case unless exact.
    pattern: Vec<char>,
    exact: bool,
    /// Has it wildcards?
    wild: bool,
    /// Finds the longest piece without wildcards; `None` for `*` alone.
    piece: Option<Regex>,
    piece_len: usize,
}

impl WordPattern {
    /// The pattern of a word; `exact` minds case.
    pub fn new(word: &str, exact: bool) -> Self {
        let written = word.to_owned();
        let folded = if exact { word.to_owned() } else { word.to_lowercase() };
        let longest = folded.split(['*', '?']).max_by_key(|piece| piece.len()).unwrap_or_default();
        let piece = (!longest.is_empty())
            .then(|| RegexBuilder::new(&regex::escape(longest)).case_insensitive(!exact).build().ok())
            .flatten();
        Self {
            pattern: folded.chars().collect(),
            exact,
            wild: folded.contains(['*', '?']),
            piece_len: longest.len(),
            piece,
            written,
        }
    }

    /// As written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Does the whole word match?
    pub fn matches(&self, word: &str) -> bool {
        if !self.wild {
            return if self.exact {
                word == self.written
            } else {
                word.chars().flat_map(char::to_lowercase).eq(self.pattern.iter().copied())
            };
        }
        if self.exact {
            glob(&self.pattern, &word.chars().collect::<Vec<_>>())
        } else {
            glob(&self.pattern, &word.chars().flat_map(char::to_lowercase).collect::<Vec<_>>())
        }
    }

    /// Is any word, or run of words, of a name matched? `brink` matches "Ada Brink".
    pub fn matches_part_of(words: &[Self], name: &str) -> bool {
        let name: Vec<&str> = name.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
        name.windows(words.len().max(1)).any(|run| words.iter().zip(run).all(|(pattern, word)| pattern.matches(word)))
    }
}

/// Letters, digits and what holds words together from inside.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\'' || c == '’'
}

/// `*` is any run, `?` one character.
fn glob(pattern: &[char], word: &[char]) -> bool {
    let (mut p, mut w, mut star) = (0, 0, None);
    while w < word.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, w));
                p += 1;
            }
            Some(c) if *c == '?' || *c == word[w] => {
                p += 1;
                w += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    p = at + 1;
                    w = from + 1;
                    star = Some((at, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// The word around a byte range: extended while letters or digits follow. A piece may itself hold hyphens or dots.
fn word_around(text: &str, from: usize, to: usize) -> (usize, usize) {
    let before = text[..from].chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let after = text[to..].chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    (from - before, to + after)
}

/// All places of words in a row, in text order.
pub(super) fn find(words: &[WordPattern], text: &str, mut found: impl FnMut(Span)) {
    // The word with the longest piece is the rarest, as far as one can tell without counting.
    let rarest = (0..words.len()).filter(|at| words[*at].piece.is_some()).max_by_key(|at| words[*at].piece_len);
    let Some(rarest) = rarest else {
        each_word(text, |start, end| {
            if let Some(span) = run(words, 0, text, start, end) {
                found(span);
            }
        });
        return;
    };
    let Some(piece) = &words[rarest].piece else { return };
    let mut last = None;
    for hit in piece.find_iter(text) {
        let (start, end) = word_around(text, hit.start(), hit.end());
        if last == Some(start) {
            continue; // the piece stands twice in this word
        }
        last = Some(start);
        if let Some(span) = run(words, rarest, text, start, end) {
            found(span);
        }
    }
}

/// The whole run, if `start..end` is its word number `at` and the neighbours match too.
fn run(words: &[WordPattern], at: usize, text: &str, start: usize, end: usize) -> Option<Span> {
    let (start, end) = trimmed(text, start, end);
    if !words[at].matches(&text[start..end]) {
        return None;
    }
    let (mut first, mut last) = (start, end);
    for word in words[..at].iter().rev() {
        let gap = text[..first].trim_end_matches(|c: char| !is_word(c)).len();
        if gap == first || text[gap..first].contains("\n\n") {
            return None;
        }
        let (from, to) = word_around(text, gap, gap);
        let (from, to) = trimmed(text, from, to);
        if !word.matches(&text[from..to]) {
            return None;
        }
        first = from;
    }
    for word in &words[at + 1..] {
        let gap = text.len() - text[last..].trim_start_matches(|c: char| !is_word(c)).len();
        if gap == last || text[last..gap].contains("\n\n") {
            return None;
        }
        let (from, to) = word_around(text, gap, gap);
        let (from, to) = trimmed(text, from, to);
        if !word.matches(&text[from..to]) {
            return None;
        }
        last = to;
    }
    Span::new(text, first..last).ok()
}

/// Without quotation marks that only look like apostrophes: ‘Never’ is the word Never.
fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let word = &text[start..end];
    let inner = word.trim_start_matches(['\'', '’']);
    let from = start + (word.len() - inner.len());
    (from, from + inner.trim_end_matches(['\'', '’']).len())
}

/// Start and end of each word.
pub(super) fn each_word(text: &str, mut word: impl FnMut(usize, usize)) {
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (is_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                word(from, at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        word(from, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &[&str], text: &str, expected: &[&str]) {
        let words: Vec<_> = query
            .iter()
            .map(|word| word.strip_prefix('=').map_or_else(|| WordPattern::new(word, false), |word| WordPattern::new(word, true)))
            .collect();
        let mut spans = Vec::new();
        find(&words, text, |span| spans.push(span.slice(text).to_owned()));
        assert_eq!(spans, expected, "{query:?} in {text:?}");
    }

    #[test]
    fn words_are_found_whole() {
        check(&["ice"], "Ice, ICE and nice ice.", &["Ice", "ICE", "ice"]);
        check(&["=ICE"], "Ice, ICE and nice ice.", &["ICE"]);
        check(&["climat*"], "Climate and climatology; acclimate", &["Climate", "climatology"]);
        check(&["*ism"], "Populism is an ism.", &["Populism", "ism"]);
        check(&["wom?n"], "Women, woman, womaan", &["Women", "woman"]);
        check(&["never"], "‘Never’, she said. Don’t", &["Never"]);
        check(&["straße"], "Die STRASSE und die Straße", &["Straße"]);
        check(&["ÉTÉ"], "un été", &["été"]);
    }

    #[test]
    fn phrases_run_over_punctuation_and_lines_but_not_paragraphs() {
        check(&["tram", "line"], "the tram\nline; a tram-line; tram\n\nline", &["tram\nline", "tram-line"]);
        check(&["a", "*", "line"], "a tram line, a line", &["a tram line"]);
        check(&["*"], "two words", &["two", "words"]);
    }
}
