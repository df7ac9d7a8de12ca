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
    /// The same faster, for letters without accents in any case.
    plain: Option<Plain>,
    piece_len: usize,
}

/// An ASCII piece, looked for by its rarest letter.
#[derive(Clone, Debug)]
struct Plain {
    piece: Box<[u8]>,
    /// Where in the piece the rarest letter stands.
    rarest: usize,
    /// `k` and `s` have a third form beyond ASCII; a piece with one of them is plain only in a text without such letters.
    has_other_forms: bool,
}

impl Plain {
    fn new(piece: &str) -> Option<Self> {
        /// From the most frequent in English to the rarest; other signs are rarer still.
        const FREQUENT: &[u8] = b"etaoinsrhldcumfpgwybvkxjqz";
        let rank = |byte: &u8| FREQUENT.iter().position(|known| known == byte).unwrap_or(FREQUENT.len());
        let rarest = (0..piece.len()).max_by_key(|at| rank(&piece.as_bytes()[*at]))?;
        let has_other_forms = piece.contains(['k', 's']);
        piece.is_ascii().then(|| Self { piece: piece.as_bytes().into(), rarest, has_other_forms })
    }

    fn fits(&self, text: &str) -> bool {
        !self.has_other_forms || text.is_ascii()
    }

    /// Every place of the piece, overlapping ones too.
    fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        let bytes = text.as_bytes();
        let letter = self.piece[self.rarest];
        for at in memchr::memchr2_iter(letter, letter.to_ascii_uppercase(), bytes) {
            let Some(start) = at.checked_sub(self.rarest) else { continue };
            let end = start + self.piece.len();
            if bytes.get(start..end).is_some_and(|here| here.eq_ignore_ascii_case(&self.piece)) {
                found(start, end);
            }
        }
    }
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
        let plain = if exact { None } else { Plain::new(longest) };
        Self {
            plain,
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
            } else if word.is_ascii() && self.written.is_ascii() {
                word.eq_ignore_ascii_case(&self.written)
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
    let mut last = None;
    let mut hit = |from: usize, to: usize| {
        let (start, end) = word_around(text, from, to);
        // A piece may stand twice in one word.
        if last.replace(start) != Some(start)
            && let Some(span) = run(words, rarest, text, start, end)
        {
            found(span);
        }
    };
    match (&words[rarest].plain, &words[rarest].piece) {
        (Some(plain), _) if plain.fits(text) => plain.find(text, hit),
        (_, Some(piece)) => piece.find_iter(text).for_each(|piece| hit(piece.start(), piece.end())),
        (_, None) => {}
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

    proptest::proptest! {
        #[test]
        fn the_fast_way_finds_what_the_slow_way_finds(word in "[a-zK]{1,4}[*?]?", text in "[a-zA-Zäſ\u{212a}’ .]{0,80}") {
            let fast = WordPattern::new(&word, false);
            let slow = WordPattern { plain: None, ..fast.clone() };
            let places = |pattern: &WordPattern| {
                let mut places = Vec::new();
                find(std::slice::from_ref(pattern), &text, |span| places.push(span));
                places
            };
            proptest::prop_assert_eq!(places(&fast), places(&slow));
        }
    }

    #[test]
    fn phrases_run_over_punctuation_and_lines_but_not_paragraphs() {
        check(&["tram", "line"], "the tram\nline; a tram-line; tram\n\nline", &["tram\nline", "tram-line"]);
        check(&["a", "*", "line"], "a tram line, a line", &["a tram line"]);
        check(&["*"], "two words", &["two", "words"]);
    }
}
