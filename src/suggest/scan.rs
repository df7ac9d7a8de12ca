//! A document read once for attribution and stance: what each word is, which quotation and which name it belongs to.
//!
//! Quotations are found in the text, not in the words, so they do not depend on how words are cut. A quotation that goes on in
//! the next paragraph is one quotation per paragraph, as newspapers set it.

use super::document::Document;
use super::lexicon::{self, Class, Entry};
use super::tagger::Tagged;
use super::tagger::lexicon::Lexicon;
use super::tagger::words::lower_key;
use crate::text::Span;
use std::ops::Range;

/// One word and what is known of it.
#[derive(Clone, Debug)]
pub struct Word {
    pub span: Span,
    /// In lower case, typographic apostrophes made plain.
    pub lower: String,
    pub entry: &'static Entry,
    /// Index of its sentence.
    pub sentence: usize,
    /// Index into [`Scan::quotations`].
    pub quotation: Option<usize>,
    /// Index into the names the scan was made with.
    pub name: Option<usize>,
    /// Starts with a capital.
    pub capital: bool,
    /// A paragraph starts here.
    pub opens_paragraph: bool,
    /// Its key in the lexicon.
    pub key: u32,
    /// Word clusters, finest first; 0 unknown.
    pub clusters: [u16; 3],
}

/// Words between quotation marks, marks included.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    pub words: Range<usize>,
    pub span: Span,
    /// The closing mark is there; without it the quotation ends with its paragraph and goes on in the next.
    pub closed: bool,
}

/// A document read once.
#[derive(Debug)]
pub struct Scan<'d> {
    pub document: &'d Document<'d>,
    pub names: &'d [Tagged],
    pub words: Vec<Word>,
    pub quotations: Vec<Quotation>,
}

/// Byte ranges of quotations, marks included, and whether they were closed.
fn quotations(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut chars = text.char_indices().peekable();
    let mut before = '\n';
    while let Some((at, ch)) = chars.next() {
        let after = at + ch.len_utf8();
        if ch == '\n' {
            if let Some((start, mark)) = open.take()
                && mark != '‘'
            {
                found.push((start..at, false));
            }
        } else if let Some((start, mark)) = open {
            let close = match mark {
                '"' => ch == '"' || ch == '”',
                '«' => ch == '»',
                '‘' => ch == '’' && !chars.peek().is_some_and(|(_, next)| next.is_alphanumeric()),
                _ => ch == '”' || ch == '"',
            };
            if close {
                found.push((start..after, true));
                open = None;
            }
        } else if matches!(ch, '"' | '“' | '„' | '«') || ch == '‘' && !before.is_alphanumeric() {
            open = Some((at, ch));
        }
        before = ch;
    }
    if let Some((start, mark)) = open
        && mark != '‘'
    {
        found.push((start..text.len(), false));
    }
    found
}

impl<'d> Scan<'d> {
    /// Reads `document` with the names found in it; the clusters of its words are those of `known`.
    pub fn new(document: &'d Document<'d>, names: &'d [Tagged], known: &Lexicon) -> Self {
        let text = document.text;
        let mut words: Vec<Word> = Vec::with_capacity(document.tokens.len());
        for token in &document.tokens {
            let surface = token.span.slice(text);
            let lower: String = surface.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
            let mut entry = lexicon::entry(&lower);
            if entry.class == Class::Word && !surface.chars().any(char::is_alphanumeric) {
                entry = lexicon::entry(".");
            }
            let key = lower_key(surface);
            let from = words.last().map_or(0, |last| last.span.end());
            words.push(Word {
                span: token.span,
                entry,
                lower,
                sentence: 0,
                quotation: None,
                name: None,
                capital: surface.starts_with(char::is_uppercase),
                key,
                clusters: known.clusters(known.known(key)),
                opens_paragraph: words.is_empty() || text.get(from..token.span.start()).is_some_and(|gap| gap.contains('\n')),
            });
        }
        for (at, sentence) in document.sentences.iter().enumerate() {
            for word in words.get_mut(sentence.clone()).unwrap_or_default() {
                word.sentence = at;
            }
        }
        let mut scan = Self { document, names, words, quotations: Vec::new() };
        for (range, closed) in quotations(text) {
            let inside = scan.words_of(&range);
            let Ok(span) = Span::new(text, range) else { continue };
            if inside.len() > 1 {
                for at in inside.clone() {
                    scan.words[at].quotation = Some(scan.quotations.len());
                }
                scan.quotations.push(Quotation { words: inside, span, closed });
            }
        }
        for (at, name) in names.iter().enumerate() {
            for word in scan.words_of(&name.span.range()) {
                scan.words[word].name = Some(at);
            }
        }
        scan
    }

    /// The words that share a byte with this range of bytes.
    pub fn words_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.words.partition_point(|word| word.span.end() <= range.start);
        let end = self.words.partition_point(|word| word.span.start() < range.end);
        start..end.max(start)
    }

    /// The bytes of these words; `None` for none.
    pub fn span(&self, words: &Range<usize>) -> Option<Span> {
        let words = self.words.get(words.clone())?;
        Some(words.first()?.span.join(words.last()?.span))
    }

    /// The text of these words.
    pub fn slice(&self, words: &Range<usize>) -> &'d str {
        self.span(words).map_or("", |span| span.slice(self.document.text))
    }

    /// The lower-case word at `at + by`, or a mark for outside.
    pub fn lower(&self, at: usize, by: isize) -> &str {
        at.checked_add_signed(by).and_then(|at| self.words.get(at)).map_or("<>", |word| word.lower.as_str())
    }

    /// What the word at `at` is; punctuation where there is none.
    pub fn entry(&self, at: usize) -> &'static Entry {
        self.words.get(at).map_or_else(|| lexicon::entry("."), |word| word.entry)
    }

    /// Is there a "not" among the three words before `at`, from `start` on?
    pub fn is_negated(&self, at: usize, start: usize) -> bool {
        (at.saturating_sub(3).max(start)..at).any(|at| self.entry(at).class == Class::Negation)
    }

    /// The label of the name the word at `at` belongs to, or what else it is.
    pub fn kind(&self, at: usize) -> &str {
        match self.words.get(at) {
            None => "<>",
            Some(Word { name: Some(name), .. }) => &self.names[*name].label,
            Some(word) if word.entry.class != Class::Word => word.entry.class.name(),
            Some(word) if word.entry.verb => "v",
            Some(word) if word.capital => "Cap",
            Some(word) if word.lower.starts_with(|c: char| c.is_ascii_digit()) => "num",
            Some(word) if word.lower.ends_with('s') => "pl",
            Some(word) if word.lower.ends_with("ly") => "adv",
            Some(word) if word.lower.ends_with("ing") => "ing",
            Some(_) => "w",
        }
    }

    /// The words of the sentence that holds the word at `at`.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        self.words.get(at).and_then(|word| self.document.sentences.get(word.sentence)).cloned().unwrap_or(at..at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_close_at_their_mark_or_with_the_paragraph() {
        let found =
            |text: &'static str| quotations(text).into_iter().map(|(range, closed)| (&text[range], closed)).collect::<Vec<_>>();
        assert_eq!(found("He said \"no\" and “yes”."), [("\"no\"", true), ("“yes”", true)]);
        assert_eq!(found("“One.\n“Two.” End"), [("“One.", false), ("“Two.”", true)]);
        assert_eq!(found("It’s ‘fine, isn’t it’ today"), [("‘fine, isn’t it’", true)]);
    }
}
