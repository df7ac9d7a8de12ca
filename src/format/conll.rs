//! Token-per-line files: CoNLL-2003, BIO, IOB1, BILOU, BIOES with any number of columns, and a sentence a line. CoNLL-U is in `conllu`.
//!
//! One reading of the tags serves every scheme: `B`, `U`, `S` begin a span, `I`, `L`, `E` go on with one of the same label or
//! else begin one (that is IOB1), and nothing goes on after `L`, `E`, `U`, `S`. Text is rebuilt from `# text` where
//! the file has it, and with single blanks where not.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, Layer, LayerKind, Mark};
use super::probe::Probe;
use super::tokens;
use super::{FormatError, Options, Source, Written};
use crate::text::Span;
use std::borrow::Cow;
use std::fmt::Write as _;

/// One word with its tag; borrowed from the file where it can be.
pub(super) struct Word<'t> {
    pub(super) form: Cow<'t, str>,
    pub(super) tag: Cow<'t, str>,
    pub(super) space_after: bool,
}

#[derive(Default)]
struct Sentence<'t> {
    text: Option<String>,
    words: Vec<Word<'t>>,
}

pub(super) fn is_tag(cell: &str) -> bool {
    cell == "O"
        || cell
            .split_once(['-', '_'])
            .is_some_and(|(scheme, label)| "BIESLUM".contains(scheme) && scheme.len() == 1 && !label.is_empty())
}

/// Most of the first lines end in a tag, or hold one in a column.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let head = probe.head();
    if head.starts_with(['{', '[', '<']) || head.starts_with("#FORMAT=") {
        return false;
    }
    if head.starts_with("-DOCSTART-") {
        return true;
    }
    let mut lines: Vec<&str> = head.lines().collect();
    if head.len() >= 4096 && lines.len() > 1 {
        lines.pop();
    }
    let rows: Vec<Vec<&str>> =
        lines.iter().filter(|line| !line.trim().is_empty() && !line.starts_with("# ")).map(|line| columns(line)).collect();
    let tagged = rows.iter().filter(|row| is_row(row)).count();
    !rows.is_empty() && tagged * 10 >= rows.len() * 9
}

fn is_row(row: &[&str]) -> bool {
    (row.len() > 1 && row.iter().any(|cell| is_tag(cell)))
        || row.iter().all(|cell| cell.rsplit_once('|').is_some_and(|(_, tag)| is_tag(tag)))
}

fn columns(line: &str) -> Vec<&str> {
    cells(line).collect()
}

/// The cells of a row: between tabs where there are any, else between blanks.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let tabs = memchr::memchr(b'\t', line.as_bytes()).is_some();
    let by_tabs = tabs.then(|| line.split('\t').map(str::trim));
    let by_blanks = (!tabs).then(|| line.split_whitespace());
    by_tabs.into_iter().flatten().chain(by_blanks.into_iter().flatten())
}

/// # Errors
/// Where no line has a word with a tag.
pub(super) fn read(sources: &[Source], _options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() };
    for source in sources {
        let text = String::from_utf8_lossy(&source.bytes);
        if matches!(text, std::borrow::Cow::Owned(_)) {
            audit.repaired("file that is no UTF-8; what could not be read is shown as �", 1, || source.name.clone());
        }
        let before = exchange.articles.len();
        file(text.trim_start_matches('\u{feff}'), &source.name, &mut exchange, audit);
        if exchange.articles.len() == before {
            audit.lost("file without tagged words", 1, || source.name.clone());
        }
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("CoNLL", file, "no line has a word with a tag"));
    }
    Ok(exchange)
}

/// Which columns hold word and tag, from all rows of the file: the last column in which every cell is a tag.
fn layout(text: &str) -> (usize, Option<usize>) {
    let rows =
        || text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("-DOCSTART-"));
    let mut are_tags: Vec<bool> = Vec::new();
    for line in rows() {
        for (at, cell) in cells(line).enumerate() {
            match are_tags.get_mut(at) {
                Some(are) => *are = *are && is_tag(cell),
                None => are_tags.push(is_tag(cell)),
            }
        }
    }
    let tags = (1..are_tags.len()).rev().find(|at| are_tags[*at]);
    let is_number = |line: &str| cells(line).next().is_some_and(|cell| cell.parse::<u32>().is_ok());
    let numbered = are_tags.len() > 2 && rows().take(200).all(is_number);
    (usize::from(numbered), tags)
}

fn file(text: &str, name: &str, exchange: &mut Exchange, audit: &mut Audit) {
    let first_row = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).map(columns).unwrap_or_default();
    let (word_at, tag_at) = layout(text);
    let (wide, mut more) = (first_row.len() > 2 + word_at, 0);
    let mut sentences = vec![Sentence::default()];
    let mut doc_name = String::new();
    let mut finish = |sentences: &mut Vec<Sentence<'_>>, name: &mut String, audit: &mut Audit| {
        sentences.retain(|sentence| !sentence.words.is_empty());
        if !sentences.is_empty() {
            let mut doc = build(None, sentences, audit, name);
            doc.name = std::mem::take(name);
            exchange.articles.push(doc);
        }
        *sentences = vec![Sentence::default()];
    };
    for (number, line) in text.lines().enumerate() {
        let last = sentences.len() - 1;
        if line.trim().is_empty() {
            if !sentences[last].words.is_empty() {
                sentences.push(Sentence::default());
            }
        } else if line.starts_with("-DOCSTART-") {
            finish(&mut sentences, &mut doc_name, audit);
            doc_name = line
                .split_once('\t')
                .map(|rest| rest.1.trim().to_owned())
                .filter(|name| !name.contains("-X-"))
                .unwrap_or_default();
        } else if let Some(comment) =
            line.strip_prefix("# ").filter(|_| columns(line).len() != first_row.len() || line.contains('='))
        {
            if let Some(id) = comment.strip_prefix("newdoc") {
                finish(&mut sentences, &mut doc_name, audit);
                doc_name = id.trim().trim_start_matches("id").trim_start_matches([' ', '=']).to_owned();
            } else if let Some(text) = comment.strip_prefix("text =").filter(|_| sentences[last].words.is_empty()) {
                sentences[last].text = Some(text.trim_start().to_owned());
            }
        } else {
            if let Some(tag) = tag_at.and_then(|at| cells(line).nth(at)) {
                let form = cells(line).nth(word_at).unwrap_or_default();
                if wide && cells(line).enumerate().any(|(at, cell)| at > word_at && Some(at) != tag_at && !is_filler(cell)) {
                    more += 1;
                }
                sentences[last].words.push(Word { form: form.into(), tag: tag.into(), space_after: true });
            } else if line.split_whitespace().all(|cell| cell.rsplit_once('|').is_some_and(|(_, tag)| is_tag(tag))) {
                sentences[last].words.extend(line.split_whitespace().map(|cell| {
                    let tag = cell.rsplit('|').next().unwrap_or("O");
                    Word {
                        form: cell.split('|').next().filter(|form| !form.is_empty()).unwrap_or("|").into(),
                        tag: tag.into(),
                        space_after: true,
                    }
                }));
                sentences.push(Sentence::default());
            } else {
                audit.lost("line without a tag", 1, || format!("{name}, line {}", number + 1));
            }
        }
    }
    finish(&mut sentences, &mut doc_name, audit);
    audit.lost("word with more than its tag (part of speech, chunk, a second layer of tags)", more, || name.to_owned());
}

/// What files write into columns that hold nothing.
fn is_filler(cell: &str) -> bool {
    matches!(cell, "" | "_" | "-" | "-X-" | "O")
}

/// A word and its tag.
pub(super) type Tagged<'t> = (Cow<'t, str>, Cow<'t, str>);

/// An article of words with tags, aligned with `raw` where that is given.
pub(super) fn article(raw: Option<&str>, sentences: Vec<Vec<Tagged<'_>>>, audit: &mut Audit, place: &str) -> Doc {
    let mut all = Vec::with_capacity(sentences.len());
    for words in sentences {
        let words = words.into_iter().map(|(form, tag)| Word { form, tag, space_after: true });
        all.push(Sentence { text: None, words: words.collect() });
    }
    build(raw, &all, audit, place)
}

fn build(raw: Option<&str>, sentences: &[Sentence<'_>], audit: &mut Audit, place: &str) -> Doc {
    let mut text = String::new();
    let mut places: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut from = 0;
    for sentence in sentences {
        if let Some(raw) = raw {
            if let Some((found, end)) = align(raw, from, &sentence.words) {
                places.push(found);
                from = end;
                continue;
            }
            audit.repaired("text that its own words do not fit; rebuilt from the words", 1, || place.to_owned());
            return build(None, sentences, audit, place);
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        if let Some(own) = &sentence.text
            && let Some((found, _)) = align(own, 0, &sentence.words)
        {
            places.push(found.into_iter().map(|(a, b)| (a + start, b + start)).collect());
            text.push_str(own);
            continue;
        }
        let mut found = Vec::with_capacity(sentence.words.len());
        for (number, word) in sentence.words.iter().enumerate() {
            found.push((text.len(), text.len() + word.form.len()));
            text.push_str(&word.form);
            if word.space_after && number + 1 < sentence.words.len() {
                text.push(' ');
            }
        }
        places.push(found);
    }
    let mut doc = Doc::new("", raw.map_or(text, str::to_owned));
    for (sentence, places) in sentences.iter().zip(&places) {
        marks(&sentence.words, places, &mut doc);
    }
    doc
}

pub(super) fn align(text: &str, mut from: usize, words: &[Word<'_>]) -> Option<(Vec<(usize, usize)>, usize)> {
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let start = from + text.get(from..)?.find(&*word.form)?;
        if !text[from..start].trim().is_empty() {
            return None;
        }
        from = start + word.form.len();
        found.push((start, from));
    }
    Some((found, from))
}

pub(super) fn marks(words: &[Word<'_>], places: &[(usize, usize)], doc: &mut Doc) {
    let mut open: Option<(usize, usize, &str)> = None;
    let mut close = |open: &mut Option<(usize, usize, &str)>| {
        if let Some((start, end, label)) = open.take()
            && let Ok(span) = Span::new(&doc.text, start..end)
        {
            doc.marks.push(Mark::new("", span, label, 0));
        }
    };
    for (word, &(start, end)) in words.iter().zip(places) {
        let Some((scheme, label)) = word.tag.split_once(['-', '_']).filter(|_| word.tag != "O") else {
            close(&mut open);
            continue;
        };
        let goes_on = matches!(scheme, "I" | "L" | "E" | "M") && open.is_some_and(|open| open.2 == label);
        if !goes_on {
            close(&mut open);
        }
        open = Some((open.map_or(start, |open| open.0), end, label));
        if matches!(scheme, "L" | "E" | "U" | "S") {
            close(&mut open);
        }
    }
    close(&mut open);
}

/// # Errors
/// None: everything can be written.
pub(super) fn write_bio(exchange: &Exchange, _options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    write(exchange, audit, |first, last, at| {
        if at == first {
            'B'
        } else {
            let _ = last;
            'I'
        }
    })
}

/// # Errors
/// None: everything can be written.
pub(super) fn write_bilou(exchange: &Exchange, _options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    write(exchange, audit, |first, last, at| match (at == first, at == last) {
        (true, true) => 'U',
        (true, false) => 'B',
        (false, true) => 'L',
        (false, false) => 'I',
    })
}

#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
fn write(exchange: &Exchange, audit: &mut Audit, tag: impl Fn(usize, usize, usize) -> char) -> Result<Vec<Written>, FormatError> {
    let mut out = String::new();
    for doc in &exchange.articles {
        let all = tokens::of(doc);
        let words: Vec<tokens::Token> = all.into_iter().filter(|token| !tokens::is_blank(&doc.text, *token)).collect();
        let (flat, left_out) = tokens::flat(&words, doc.marks.iter().map(|mark| &mark.spans).enumerate());
        audit.lost("span that overlaps a longer one", left_out, || super::losses::place(doc));
        let _ = writeln!(out, "-DOCSTART- -X- -X- O\n");
        let mut spans = flat.iter().copied().peekable();
        for (at, word) in words.iter().enumerate() {
            while spans.peek().is_some_and(|span| span.1 < at) {
                spans.next();
            }
            let inside = spans.peek().filter(|span| span.0 <= at);
            out.push_str(&doc.text[word.start..word.end]);
            match inside {
                Some(&(first, last, mark)) => {
                    let label: String = doc.marks[mark].label.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
                    let _ = writeln!(out, " -X- -X- {}-{label}", tag(first, last, at));
                }
                None => out.push_str(" -X- -X- O\n"),
            }
            let next = words.get(at + 1);
            let goes_on = inside.is_some_and(|span| span.1 > at);
            if next.is_none() || (!goes_on && ends_sentence(&doc.text, *word, next)) {
                out.push('\n');
            }
        }
    }
    Ok(vec![Written { name: String::new(), bytes: out.into_bytes() }])
}

/// At a line break, or after a full stop before a blank and a capital.
pub(super) fn ends_sentence(text: &str, word: tokens::Token, next: Option<&tokens::Token>) -> bool {
    let Some(next) = next else { return true };
    let gap = &text[word.end..next.start];
    let stop = matches!(&text[word.start..word.end], "." | "!" | "?" | "。" | "！" | "？" | "؟" | "।");
    gap.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
        || (stop
            && (gap.is_empty() == text[word.start..word.end].len().eq(&3))
            && !text[next.start..].starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tags: &str, expected: &str) {
        let words = tags.split(' ').enumerate().map(|(at, tag)| (format!("w{at}").into(), tag.into())).collect::<Vec<_>>();
        let doc = article(None, vec![words], &mut Audit::new("test"), "");
        let found: Vec<String> = doc.marks.iter().map(|mark| format!("{}:{}", mark.label, mark.spans.quote(&doc.text))).collect();
        assert_eq!(found.join("|"), expected, "{tags}");
    }

    #[test]
    fn every_scheme_is_read() {
        check("B-A I-A O B-B", "A:w0 w1|B:w3");
        check("I-A I-A B-A O I-B", "A:w0 w1|A:w2|B:w4"); // IOB1
        check("B-A L-A U-A O", "A:w0 w1|A:w2"); // BILOU
        check("B-A E-A S-B S-B", "A:w0 w1|B:w2|B:w3"); // BIOES
        check("B-A I-B", "A:w0|B:w1");
    }

    #[test]
    fn columns_without_a_home_are_counted() {
        for (file, more) in
            [("Ann NNP B-PER\nmet VBD O\n", 2), ("Ann B-X B-PER\nmet O O\n", 1), ("Ann -X- _ B-PER\nmet -X- _ O\n", 0)]
        {
            let mut audit = Audit::new("conll");
            let source = Source { name: "a.conll".to_owned(), bytes: file.as_bytes().to_vec() };
            let read = read(&[source], &Options::default(), &mut audit).unwrap();
            assert_eq!(
                (read.articles[0].marks.len(), audit.lost.values().map(|tally| tally.count).sum::<usize>()),
                (1, more),
                "{file}"
            );
        }
    }
}
