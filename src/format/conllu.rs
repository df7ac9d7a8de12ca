//! CoNLL-U: words in ten columns, the text exactly by `SpaceAfter`, `SpacesAfter` or `# text`, and nested spans by `Entity=`.
//!
//! `Entity=(e1-person` opens a span and `e1)` closes it; `# global.Entity` says what stands between the dashes. `NE=B-PER` and
//! its like are read too. A contraction (`3-4 del`) is one word of the text. What was the same entity has the same attribute
//! `coreference`.

use super::audit::Audit;
use super::conll::{self, Word};
use super::exchange::{Doc, Exchange, Layer, LayerKind, Mark};
use super::probe::Probe;
use super::tokens;
use super::{FormatError, Options, Source, Written, losses};
use crate::text::{Span, SpanSet};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// Rows of ten columns that begin with a number.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let head = probe.head();
    let mut lines: Vec<&str> = head.lines().collect();
    if head.len() >= 4096 && lines.len() > 1 {
        lines.pop();
    }
    let mut rows = lines.iter().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    rows.peek().is_some() && rows.all(|line| is_row(&line.split('\t').collect::<Vec<_>>()))
}

/// An id, a range of ids or the id of an empty word, and nine more columns.
pub(super) fn is_row(row: &[&str]) -> bool {
    row.len() == 10 && row[0].split(['-', '.']).all(|part| part.parse::<u32>().is_ok())
}

/// # Errors
/// Where no row has ten columns.
pub(super) fn read(sources: &[Source], _options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() };
    for source in sources {
        let text = String::from_utf8_lossy(&source.bytes);
        let before = exchange.articles.len();
        let mut article = Reading::default();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if let Some(comment) = line.strip_prefix('#') {
                let comment = comment.trim_start();
                if let Some(id) = comment.strip_prefix("newdoc") {
                    exchange.articles.extend(article.finish(audit, &source.name));
                    id.trim().trim_start_matches("id").trim_start_matches([' ', '=']).clone_into(&mut article.doc_name);
                }
                article.comment(comment);
            } else if line.trim().is_empty() {
                article.end_sentence();
            } else {
                let row: Vec<&str> = line.split('\t').collect();
                if is_row(&row) {
                    article.row(&row);
                } else {
                    audit.lost("line that is no word", 1, || format!("{}, line {}", source.name, number + 1));
                }
            }
        }
        exchange.articles.extend(article.finish(audit, &source.name));
        if exchange.articles.len() == before {
            audit.lost("file without words", 1, || source.name.clone());
        }
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("CoNLL-U", file, "no line is a word in ten columns"));
    }
    Ok(exchange)
}

#[derive(Default)]
struct Sentence {
    text: Option<String>,
    paragraph: bool,
    /// As they are written: a contraction is one.
    words: Vec<Word<'static>>,
    /// What stands around the words, where the file says it exactly.
    before: Option<String>,
    after: Vec<Option<String>>,
    /// `Entity=` of each word, in order.
    entities: Vec<String>,
    /// Ids up to this belong to the contraction before them.
    covered: u32,
}

#[derive(Default)]
struct Reading {
    doc_name: String,
    /// The names of what stands between the dashes.
    order: Vec<String>,
    sentences: Vec<Sentence>,
    now: Sentence,
}

impl Reading {
    fn comment(&mut self, comment: &str) {
        if let Some(order) = comment.strip_prefix("global.Entity") {
            self.order = order.trim_start_matches([' ', '=']).trim().split('-').map(str::to_owned).collect();
        } else if comment.starts_with("newpar") || comment.starts_with("newdoc") {
            self.now.paragraph = true;
        } else if let Some(text) = comment.strip_prefix("text =").filter(|_| self.now.words.is_empty()) {
            self.now.text = Some(text.trim_start().to_owned());
        }
    }

    fn row(&mut self, row: &[&str]) {
        let misc = |key: &str| row[9].split('|').find_map(|pair| pair.strip_prefix(key).and_then(|rest| rest.strip_prefix('=')));
        if row[0].contains('.') {
            return; // a word that is not in the text
        }
        let (first, last) = row[0].split_once('-').map_or((row[0], None), |(first, last)| (first, last.parse().ok()));
        let tag = ["NE", "NER", "Entity"].into_iter().find_map(misc).filter(|tag| conll::is_tag(tag)).unwrap_or("O");
        let entity = misc("Entity").filter(|entity| entity.contains(['(', ')'])).unwrap_or_default();
        let now = &mut self.now;
        if last.is_none() && first.parse::<u32>().is_ok_and(|id| id <= now.covered) {
            if let (Some(word), Some(known)) = (now.words.last_mut(), now.entities.last_mut()) {
                if word.tag == "O" {
                    word.tag = tag.to_owned().into();
                }
                known.push_str(entity);
            }
            return;
        }
        now.covered = last.unwrap_or(now.covered);
        let exact = misc("SpacesAfter").map(unescape);
        if now.words.is_empty() {
            now.before = misc("SpacesBefore").map(unescape);
        }
        let space_after = misc("SpaceAfter") != Some("No") && exact.as_deref() != Some("");
        now.words.push(Word { form: row[1].to_owned().into(), tag: tag.to_owned().into(), space_after });
        now.after.push(exact);
        now.entities.push(entity.to_owned());
    }

    fn end_sentence(&mut self) {
        if !self.now.words.is_empty() {
            self.sentences.push(std::mem::take(&mut self.now));
        }
    }

    fn finish(&mut self, audit: &mut Audit, place: &str) -> Option<Doc> {
        self.end_sentence();
        let sentences = std::mem::take(&mut self.sentences);
        let name = std::mem::take(&mut self.doc_name);
        if sentences.is_empty() {
            return None;
        }
        let mut text = String::new();
        let mut places: Vec<Vec<(usize, usize)>> = Vec::with_capacity(sentences.len());
        let mut exact = false;
        for (number, sentence) in sentences.iter().enumerate() {
            match &sentence.before {
                Some(before) => text.push_str(before),
                None if number == 0 || exact => {}
                None => text.push_str(if sentence.paragraph { "\n\n" } else { "\n" }),
            }
            let start = text.len();
            let own = sentence.text.as_ref().filter(|_| sentence.after.iter().all(Option::is_none));
            if let Some(own) = own
                && let Some((found, _)) = conll::align(own, 0, &sentence.words)
            {
                places.push(found.into_iter().map(|(a, b)| (a + start, b + start)).collect());
                text.push_str(own);
                exact = sentence.words.last().is_some_and(|word| !word.space_after);
                continue;
            }
            let mut found = Vec::with_capacity(sentence.words.len());
            for (at, (word, after)) in sentence.words.iter().zip(&sentence.after).enumerate() {
                found.push((text.len(), text.len() + word.form.len()));
                text.push_str(&word.form);
                match after {
                    Some(after) => text.push_str(after),
                    None if word.space_after && at + 1 < sentence.words.len() => text.push(' '),
                    None => {}
                }
            }
            exact =
                sentence.after.last().is_some_and(Option::is_some) || sentence.words.last().is_some_and(|word| !word.space_after);
            places.push(found);
        }
        let mut doc = Doc::new(name, text);
        for (sentence, places) in sentences.iter().zip(&places) {
            conll::marks(&sentence.words, places, &mut doc);
        }
        self.entities(&sentences, &places, &mut doc, audit, place);
        Some(doc)
    }

    fn entities(&self, sentences: &[Sentence], places: &[Vec<(usize, usize)>], doc: &mut Doc, audit: &mut Audit, place: &str) {
        let mut open: Vec<(Opened, usize)> = Vec::new();
        // Pieces of spans with gaps, by their key.
        let mut pieces: HashMap<String, usize> = HashMap::new();
        let mut close = |opened: Opened, start: usize, end: usize, doc: &mut Doc| {
            let Ok(span) = Span::new(&doc.text, start..end) else { return };
            if let Some(known) = opened.piece.as_ref().filter(|piece| piece.0 > 1).and_then(|_| pieces.get(&opened.id)) {
                let mark = &mut doc.marks[*known];
                let all = SpanSet::new(mark.spans.iter().chain([span]));
                mark.spans = all.unwrap_or_else(|| span.into());
                return;
            }
            if opened.piece.is_some() {
                pieces.insert(opened.id.clone(), doc.marks.len());
            }
            let mut mark = Mark::new("", span, opened.label, 0);
            mark.attributes = opened.attributes;
            doc.marks.push(mark);
        };
        for (sentence, places) in sentences.iter().zip(places) {
            for (entity, &(start, end)) in sentence.entities.iter().zip(places) {
                let mut rest = entity.as_str();
                while !rest.is_empty() {
                    if let Some(inner) = rest.strip_prefix('(') {
                        let stop = inner.find(['(', ')']).unwrap_or(inner.len());
                        let opened = self.opened(&inner[..stop]);
                        if inner[stop..].starts_with(')') {
                            close(opened, start, end, doc);
                            rest = &inner[stop + 1..];
                        } else {
                            open.push((opened, start));
                            rest = &inner[stop..];
                        }
                    } else {
                        let stop = rest.find(')').unwrap_or(rest.len());
                        let id = &rest[..stop];
                        match open.iter().rposition(|(opened, _)| opened.id == id || opened.whole == id || opened.closes(id)) {
                            Some(at) => {
                                let (opened, start) = open.remove(at);
                                close(opened, start, end, doc);
                            }
                            None => audit.lost("end of a span that did not begin", 1, || format!("{place}, {id}")),
                        }
                        rest = rest.get(stop + 1..).unwrap_or_default();
                    }
                }
            }
        }
        audit.lost("span without an end", open.len(), || place.to_owned());
    }

    /// `e1-person-new` by the order of the header; without one the first part that is no number is the label.
    fn opened(&self, content: &str) -> Opened {
        let parts: Vec<String> = content.split('-').map(decode).collect();
        let is_id = |part: &String| part.trim_start_matches('e').split('[').next().is_some_and(|id| id.parse::<u32>().is_ok());
        let named = |names: &[&str]| self.order.iter().position(|name| names.contains(&name.as_str()));
        let label_at = named(&["etype", "entity", "type"]).or_else(|| parts.iter().position(|part| !is_id(part)));
        let id_at = named(&["eid", "GRP"]).or_else(|| parts.iter().position(is_id)).unwrap_or(0);
        let whole_id = parts.get(id_at).cloned().unwrap_or_default();
        let (id, piece) = match whole_id.split_once('[') {
            Some((id, piece)) => {
                let (number, count) = piece.trim_end_matches(']').split_once('/').unwrap_or(("1", "1"));
                (id.to_owned(), number.parse().ok().zip(count.parse().ok()))
            }
            None => (whole_id, None),
        };
        let mut attributes = BTreeMap::new();
        if label_at != Some(id_at) && !id.is_empty() {
            attributes.insert("coreference".to_owned(), id.clone());
        }
        for (at, part) in parts.iter().enumerate().filter(|(at, part)| Some(*at) != label_at && *at != id_at && !part.is_empty())
        {
            if let Some(name) = self.order.get(at) {
                attributes.insert(name.clone(), part.clone());
            }
        }
        let label = label_at.and_then(|at| parts.get(at)).cloned().filter(|label| !label.is_empty());
        Opened { id, whole: content.to_owned(), label: label.unwrap_or_else(|| "Entity".to_owned()), attributes, piece }
    }
}

/// A span that has begun.
struct Opened {
    id: String,
    whole: String,
    label: String,
    attributes: BTreeMap<String, String>,
    piece: Option<(u32, u32)>,
}

impl Opened {
    /// Is `e5[1/2]` the end of it?
    fn closes(&self, id: &str) -> bool {
        self.piece.is_some_and(|(number, count)| {
            id.strip_prefix(self.id.as_str()).is_some_and(|rest| rest == format!("[{number}/{count}]"))
        })
    }
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, _options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let mut out = String::from("# global.Entity = eid-etype\n");
    for (number, doc) in exchange.articles.iter().enumerate() {
        article(doc, number, &mut out);
    }
    Ok(vec![Written { name: String::new(), bytes: out.into_bytes() }])
}

fn article(doc: &Doc, number: usize, out: &mut String) {
    let words: Vec<tokens::Token> = tokens::of(doc).into_iter().filter(|token| !tokens::is_blank(&doc.text, *token)).collect();
    let mut opening: Vec<Vec<(usize, usize, String)>> = vec![Vec::new(); words.len()];
    let mut closing: Vec<Vec<(usize, String)>> = vec![Vec::new(); words.len()];
    let mut inside = vec![false; words.len()];
    let mut clusters: HashMap<&str, usize> = HashMap::new();
    for (at, mark) in doc.marks.iter().enumerate() {
        let cluster = mark.attributes.get("entity").map(|name| {
            let next = clusters.len() + 1;
            format!("c{}", clusters.entry(name).or_insert(next))
        });
        let id = mark.attributes.get("coreference").cloned().or(cluster).unwrap_or_else(|| format!("m{}", at + 1));
        let count = mark.spans.len();
        for (piece, span) in mark.spans.iter().enumerate() {
            let Some((first, last)) = tokens::range(&words, span.start(), span.end()) else { continue };
            let id = if count > 1 { format!("{}[{}/{count}]", encode(&id), piece + 1) } else { encode(&id) };
            opening[first].push((last, at, format!("({id}-{}", encode(&mark.label))));
            closing[last].push((first, id));
            inside[first..last].fill(true);
        }
    }
    let name = if doc.name.is_empty() { losses::place(doc) } else { doc.name.clone() };
    let _ = writeln!(out, "# newdoc id = {}", name.replace(['\n', '\r'], " "));
    let mut id = 0;
    for (at, word) in words.iter().enumerate() {
        id += 1;
        if id == 1 {
            let end = (at..words.len())
                .find(|&at| !inside[at] && conll::ends_sentence(&doc.text, words[at], words.get(at + 1)))
                .map_or(doc.text.len(), |at| words[at].end);
            let text: String = doc.text[word.start..end].split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = write!(out, "# sent_id = {}-{at}\n# text = {text}\n", number + 1);
        }
        let mut misc: Vec<String> = Vec::new();
        // Longer ones open first and close last.
        opening[at].sort_by_key(|open| (std::cmp::Reverse(open.0), open.1));
        let (mut entity, mut ended) = (String::new(), closing[at].clone());
        for (last, _, text) in &opening[at] {
            entity.push_str(text);
            if *last == at {
                entity.push(')');
            }
        }
        ended.retain(|close| close.0 < at);
        ended.sort_by_key(|close| std::cmp::Reverse(close.0));
        let ends: String = ended.iter().map(|close| format!("{})", close.1)).collect();
        if !entity.is_empty() || !ends.is_empty() {
            misc.push(format!("Entity={ends}{entity}"));
        }
        if at == 0 && word.start > 0 {
            misc.push(format!("SpacesBefore={}", escape(&doc.text[..word.start])));
        }
        let gap = &doc.text[word.end..words.get(at + 1).map_or(doc.text.len(), |next| next.start)];
        match gap {
            "" => misc.push("SpaceAfter=No".to_owned()),
            " " => {}
            gap => misc.push(format!("SpacesAfter={}", escape(gap))),
        }
        let last = !inside[at] && conll::ends_sentence(&doc.text, *word, words.get(at + 1));
        if last && gap == " " {
            misc.push("SpacesAfter=\\s".to_owned());
        }
        let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
        let _ = writeln!(out, "{id}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", &doc.text[word.start..word.end]);
        if last || at + 1 == words.len() {
            out.push('\n');
            id = 0;
        }
    }
}

/// White space as `SpacesAfter` has it.
fn escape(gap: &str) -> String {
    let mut out = String::new();
    for c in gap.chars() {
        match c {
            ' ' => out.push_str("\\s"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('s') => out.push(' '),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some('p') => out.push('|'),
                Some(c) => out.push(c),
                None => {}
            },
            (c, _) => out.push(c),
        }
    }
    out
}

/// What has a meaning in `Entity=` as `%2D`.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "()-|%=[]".contains(c) || c.is_whitespace() {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    if out.is_empty() { "Entity".to_owned() } else { out }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| byte == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str, expected: &[&str]) {
        let source = Source { name: "a.conllu".to_owned(), bytes: file.as_bytes().to_vec() };
        let mut audit = Audit::new("conllu");
        let read = read(&[source], &Options::default(), &mut audit).unwrap();
        let doc = &read.articles[0];
        assert_eq!(&*doc.text, text);
        let found: Vec<String> = doc.marks.iter().map(|mark| format!("{}:{}", mark.label, mark.spans.quote(&doc.text))).collect();
        assert_eq!(found, expected, "{audit}");
    }

    #[test]
    fn entities_nest_and_contractions_are_one_word() {
        let row = |id: &str, form: &str, misc: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
        let file = [
            "# global.Entity = eid-etype-head\n# newdoc id = x\n# text = El alcalde del puerto calla.\n".to_owned(),
            row("1", "El", "Entity=(e1-person-2"),
            row("2", "alcalde", "_"),
            row("3-4", "del", "_"),
            row("3", "de", "_"),
            row("4", "el", "Entity=(e2-place-2"),
            row("5", "puerto", "Entity=e2)e1)"),
            row("6", "calla", "SpaceAfter=No"),
            row("7", ".", "_"),
        ];
        check(&file.concat(), "El alcalde del puerto calla.", &["place:del puerto", "person:El alcalde del puerto"]);
        let old = [
            row("1", "Zoë", "NE=B-PER"),
            row("2", "said", "Entity=(person-1)|SpaceAfter=No"),
            row("3", "!", "SpacesAfter=\\n\\n"),
        ];
        check(&old.concat(), "Zoë said!\n\n", &["PER:Zoë", "person:said"]);
    }
}
