//! Words, numbers and marks of a text, as an annotator sees them.
//!
//! `"The U.S.-led talks didn't fail."` is `The|U.S.|-|led|talks|did|n't|fail|.`. Names keep their inner dots, apostrophes and
//! hyphens (`O'Brien`, `Al-Qaeda`, `St.`); what is only tied on is split off: clitics (`'s`, `n't`), a lower-case word after a
//! capitalised one (`Yemen|-|based`), a prefix before a name (`pro|-|Israel`). Han and kana are one token per character.

use super::Span;
use std::ops::Range;

/// One word, number or mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub span: Span,
}

/// Words that end in a full stop without ending a sentence; the stop is part of the token.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "lt", "col", "sgt", "capt", "maj", "cmdr", "adm", "cpl", "pvt",
    "hon", "rev", "fr", "st", "jr", "sr", "vs", "inc", "corp", "co", "ltd", "bros", "dept", "univ", "assn", "supt", "det",
    "insp", "amb", "atty", "messrs", "mt", "ft", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "etc", "approx", "al", "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky",
    "md", "mass", "mich", "minn", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis",
    "wyo", "d.c", "ph.d",
];

/// Prefixes that are tied to names and are no part of them.
const PREFIXES: &[&str] = &["pro", "anti", "non", "ex", "intra", "inter", "pan", "post", "pre", "trans", "mid", "ultra"];

/// Is `word`, with its final full stop, an abbreviation: `Mr.`, `U.S.`, `J.`?
pub fn is_abbreviation(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else { return false };
    let mut chars = stem.chars();
    if let (Some(first), None) = (chars.next(), chars.next()) {
        return first.is_uppercase();
    }
    if stem.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic)) {
        return true;
    }
    let capital = stem.chars().next().is_some_and(char::is_uppercase);
    let lower = stem.to_lowercase();
    (capital || matches!(lower.as_str(), "vs" | "etc" | "approx" | "al")) && ABBREVIATIONS.contains(&lower.as_str())
}

/// The tokens of `text` in order; white space is between them, everything else is in one of them.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        at = if c.is_whitespace() || is_invisible(c) {
            end
        } else if is_ideograph(c) {
            push(text, at..end, &mut tokens);
            end
        } else if is_word(c) {
            let end = word_end(text, at);
            push_word(text, at..end, &mut tokens);
            end
        } else if matches!(c, '@' | '#') && text[end..].chars().next().is_some_and(is_word) {
            let end = end + text[end..].chars().take_while(|c| is_word(*c) || *c == '_').map(char::len_utf8).sum::<usize>();
            push(text, at..end, &mut tokens);
            end
        } else {
            // Runs of one mark are one token: "...", "--".
            let run =
                text[at..].chars().take_while(|other| *other == c && !matches!(c, '(' | ')' | '[' | ']' | '"')).count().max(1);
            let end = at + run * c.len_utf8();
            push(text, at..end, &mut tokens);
            end
        };
    }
    tokens
}

fn push(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    if let Ok(span) = Span::new(text, range) {
        tokens.push(Token { span });
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // Combining marks belong to the letter before them.
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{93a}'..='\u{94f}' | '\u{e31}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '＇' | 'ʼ')
}

/// End of the word that begins at `start`, ties included.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut before = '\0';
    loop {
        let mut rest = text[end..].chars();
        let Some(c) = rest.next() else { return end };
        if is_word(c) && !is_ideograph(c) {
            before = c;
            end += c.len_utf8();
            continue;
        }
        let next = rest.next().filter(|next| is_word(*next) && !is_ideograph(*next));
        let tied = match (c, next) {
            ('.', Some(next)) => {
                let dotted = text[start..end].rsplit(['.', '-']).next().is_some_and(|part| part.chars().count() == 1);
                (before.is_numeric() && next.is_numeric()) || dotted || (before.is_lowercase() && next.is_lowercase())
            }
            (',' | ':', Some(next)) => before.is_ascii_digit() && next.is_ascii_digit() && (c == ',' || end - start <= 2),
            ('-' | '‐' | '\u{2011}', Some(_)) => true,
            ('&', Some(next)) => before.is_uppercase() && next.is_uppercase(),
            ('_', Some(_)) => true,
            (c, Some(_)) => is_apostrophe(c) && before.is_alphabetic(),
            (_, None) => false,
        };
        if !tied {
            let dot = c == '.' && is_abbreviation(&text[start..end + 1]);
            return if dot && !text[end + 1..].starts_with('.') { end + 1 } else { end };
        }
        before = c;
        end += c.len_utf8();
    }
}

/// Pushes a word, split where something is only tied on.
fn push_word(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let word = &text[range.clone()];
    if word.is_ascii() && word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return push(text, range, tokens);
    }
    for (at, c) in word.char_indices().filter(|(at, c)| *at > 0 && matches!(c, '-' | '‐' | '\u{2011}')) {
        let (left, right) = (&word[..at], &word[at + c.len_utf8()..]);
        let capital = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        let prefix = PREFIXES.iter().any(|prefix| left.eq_ignore_ascii_case(prefix));
        let tail = right.split('-').next().unwrap_or_default();
        let plain = tail.chars().count() >= 3 && tail.chars().all(char::is_lowercase);
        if (prefix && capital(right)) || (capital(left) && left.chars().count() >= 2 && plain && !prefix) {
            push_word(text, range.start..range.start + at, tokens);
            push(text, range.start + at..range.start + at + c.len_utf8(), tokens);
            return push_word(text, range.start + at + c.len_utf8()..range.end, tokens);
        }
    }
    let cut = clitic(word).unwrap_or(word.len());
    push(text, range.start..range.start + cut, tokens);
    push(text, range.start + cut..range.end, tokens);
}

/// Where the clitic at the end of a word begins: before `'s` in `Reuters's`, before `n't` in `didn't`.
fn clitic(word: &str) -> Option<usize> {
    let (at, apostrophe) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
    let tail = &word[at + apostrophe.len_utf8()..];
    if tail.eq_ignore_ascii_case("t") {
        let n = at.checked_sub(1)?;
        return (n > 0 && word.get(n..)?.starts_with(['n', 'N'])).then_some(n);
    }
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| tail.eq_ignore_ascii_case(clitic)).then_some(at).filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = tokenize(text).iter().map(|token| token.span.slice(text)).collect();
        assert_eq!(words.join("|"), expected);
    }

    #[test]
    fn names_stay_whole() {
        check("Mr. O'Brien of St. Louis, AT&T", "Mr.|O'Brien|of|St.|Louis|,|AT&T");
        check("Al-Qaeda in the U.S. and D.C.", "Al-Qaeda|in|the|U.S.|and|D.C.");
        check("George W. Bush Jr. said no.", "George|W.|Bush|Jr.|said|no|.");
    }

    #[test]
    fn what_is_tied_on_is_split_off() {
        check("The U.S.-led talks didn’t fail.", "The|U.S.|-|led|talks|did|n’t|fail|.");
        check("pro-Israel, Yemen-based, 37-year-old", "pro|-|Israel|,|Yemen|-|based|,|37-year-old");
        check("Reuters' and Trump's", "Reuters|'|and|Trump|'s");
    }

    #[test]
    fn numbers_and_addresses() {
        check("$1,200.50 (3.5%) at 10:30 on www.example.org.", "$|1,200.50|(|3.5|%|)|at|10:30|on|www.example.org|.");
        check("Wait... @press_office #Vote2020", "Wait|...|@press_office|#Vote2020");
    }

    #[test]
    fn other_scripts() {
        check("東京で会談", "東|京|で|会|談");
        check("Владимир Путин прибыл в Пекин.", "Владимир|Путин|прибыл|в|Пекин|.");
    }

    proptest! {
        #[test]
        fn tokens_are_ordered_and_leave_out_only_white_space(text in "(?s)[aB1.,'’\\-&@# \n€😀é東n't]{0,80}") {
            let mut at = 0;
            for token in tokenize(&text) {
                prop_assert!(token.span.start() >= at);
                prop_assert!(text[at..token.span.start()].chars().all(char::is_whitespace));
                at = token.span.end();
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }

        #[test]
        fn any_text_is_tokenised(text in "(?s).{0,60}") {
            tokenize(&text);
        }
    }
}
