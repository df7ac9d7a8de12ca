//! Taguette's project files: SQLite, with HTML texts and highlights counted in bytes of the text without its tags.
//!
//! The text that we make of the HTML has line breaks between blocks, which the highlights do not count.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, LabelInfo, Layer, LayerKind, Mark};
use super::probe::Probe;
use super::{FormatError, Options, Source};
use crate::text::Span;
use rusqlite::Connection;
use std::collections::HashMap;

/// SQLite with a table of highlights.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    probe.bytes.starts_with(b"SQLite format 3\0") && memchr::memmem::find(probe.bytes, b"CREATE TABLE highlight_tags").is_some()
}

/// # Errors
/// Where a file is no database of Taguette's.
pub(super) fn read(sources: &[Source], _options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() };
    for source in sources.iter().filter(|source| source.bytes.starts_with(b"SQLite")) {
        let bad = |error: rusqlite::Error| FormatError::malformed("Taguette", &source.name, error);
        let mut database = Connection::open_in_memory().map_err(bad)?;
        database.deserialize_read_exact(rusqlite::MAIN_DB, source.bytes.as_slice(), source.bytes.len(), true).map_err(bad)?;
        project(&database, &mut exchange, audit).map_err(bad)?;
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("Taguette", file, "there is no document in it"));
    }
    Ok(exchange)
}

fn project(database: &Connection, exchange: &mut Exchange, audit: &mut Audit) -> Result<(), rusqlite::Error> {
    let mut tags = database.prepare("SELECT path, description FROM tags ORDER BY id")?;
    let rows = tags.query_map([], |row| Ok(LabelInfo { name: row.get(0)?, definition: row.get(1)?, colour: None }))?;
    for row in rows {
        exchange.labels.push(row?);
    }
    let mut highlights: HashMap<i64, Vec<(usize, usize, String)>> = HashMap::new();
    let mut query = database.prepare(
        "SELECT h.document_id, h.start_offset, h.end_offset, t.path FROM highlights h \
         LEFT JOIN highlight_tags ht ON ht.highlight_id = h.id LEFT JOIN tags t ON t.id = ht.tag_id ORDER BY h.id, t.id",
    )?;
    let rows = query.query_map([], |row| {
        let (start, end): (i64, i64) = (row.get(1)?, row.get(2)?);
        let label: Option<String> = row.get(3)?;
        Ok((row.get::<_, i64>(0)?, start.max(0) as usize, end.max(0) as usize, label.unwrap_or_else(|| "Highlight".to_owned())))
    })?;
    for row in rows {
        let (document, start, end, label) = row?;
        highlights.entry(document).or_default().push((start, end, label));
    }
    let mut documents = database.prepare("SELECT id, name, description, contents FROM documents ORDER BY id")?;
    let rows = documents.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
    })?;
    for row in rows {
        let (id, name, description, contents) = row?;
        let (text, counted) = plain(&contents);
        let mut doc = Doc::new(name, text);
        doc.note = description;
        for (start, end, label) in highlights.remove(&id).unwrap_or_default() {
            // The first byte of the highlight, and the last one and one on: breaks at its edges are not part of it.
            let place = counted.get(start).zip(end.checked_sub(1).and_then(|last| counted.get(last)));
            let span = place.and_then(|(start, last)| {
                let end = (last + 1..=last + 4).find(|end| doc.text.is_char_boundary(*end))?;
                Span::new(&doc.text, *start..end).ok()
            });
            match span {
                Some(span) => doc.marks.push(Mark::new("", span, label, 0)),
                None => audit.lost("highlight outside its text", 1, || format!("{}, {start}..{end}", doc.name)),
            }
        }
        exchange.articles.push(doc);
    }
    Ok(())
}

/// The text of the HTML, and for each of its counted bytes where it stands there.
fn plain(html: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut counted = Vec::new();
    let mut rest = html;
    let mut owed = false;
    while !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
            let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            let block = matches!(
                name.as_str(),
                "p" | "div" | "br" | "li" | "tr" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre"
            );
            owed = owed || (block && !text.is_empty());
            rest = after;
            continue;
        }
        let (piece, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        rest = after;
        let words =
            quick_xml::escape::unescape(piece).map_or_else(|_| piece.replace("&nbsp;", "\u{a0}"), |words| words.into_owned());
        if owed && !words.is_empty() {
            text.push('\n');
            owed = false;
        }
        counted.extend((0..words.len()).map(|at| text.len() + at));
        text.push_str(&words);
    }
    (text, counted)
}
