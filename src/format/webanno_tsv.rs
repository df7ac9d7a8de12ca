//! WebAnno's TSV 3 (`.tsv`), which WebAnno and INCEpTION write: a token a line, a column for every feature.
//!
//! Offsets are UTF-16 units of a text that is rebuilt from `#Text=` and the offsets of the tokens; the gaps between sentences
//! come out as line breaks. Span, relation, slot and chain layers are read: what fills a slot, and the links of a chain, become
//! relations. Features besides the label are attributes. The type of the layer is kept, and written back.

use super::anchor::{RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Doc, Exchange, Link, Mark, Part};
use super::fields;
use super::json::Object;
use super::probe::Probe;
use super::uima;
use super::{FormatError, Options, Source};
use crate::text::{Offsets, Span, Unit};
use serde_json::Value;
use std::collections::HashMap;

/// The format's name for messages.
pub(super) const TITLE: &str = "WebAnno TSV";
/// No layer has more columns.
const MOST_COLUMNS: usize = 1000;

/// The first line says so.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    probe.head().starts_with("#FORMAT=WebAnno TSV 3")
}

/// # Errors
/// Where a file has not its first line.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    let stems: Vec<&str> = sources.iter().map(|source| stem(&source.name)).collect();
    let several = uima::several(&stems);
    for (source, stem) in sources.iter().zip(&stems) {
        let text = String::from_utf8_lossy(&source.bytes);
        let text = text.trim_start_matches('\u{feff}');
        if !text.starts_with("#FORMAT=WebAnno TSV 3") {
            return Err(FormatError::malformed(TITLE, &source.name, "the first line is no “#FORMAT=WebAnno TSV 3”"));
        }
        let file = File::parse(text, audit, &source.name);
        if file.rows.is_empty() {
            audit.notice("file without a token", 1, || source.name.clone());
            continue;
        }
        let (article, layer) = uima::whose(stem, several, &mut exchange);
        let mut doc = Doc::new(article, file.text.as_str());
        file.marks(&mut doc, layer, options, audit, &source.name);
        uima::join(doc, several, &mut exchange);
    }
    Ok(exchange)
}

fn stem(name: &str) -> &str {
    name.strip_suffix(".tsv").or_else(|| name.strip_suffix(".txt")).unwrap_or(name)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Span,
    Relation,
    Chain,
}

/// One layer of the header: a line `#T_SP=type|feature|…`.
struct Layer {
    kind: Kind,
    name: String,
    /// The first of its columns, counted after address, offsets and token.
    first: usize,
    columns: Vec<String>,
}

struct Row {
    address: String,
    start: usize,
    end: usize,
    form: String,
    cells: Vec<String>,
}

struct File {
    layers: Vec<Layer>,
    rows: Vec<Row>,
    text: String,
}

impl File {
    fn parse(text: &str, audit: &mut Audit, place: &str) -> Self {
        let mut file = Self { layers: Vec::new(), rows: Vec::new(), text: String::new() };
        let mut units = 0;
        let mut sentence: Option<String> = None;
        for (number, line) in text.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if let Some(words) = line.strip_prefix("#Text=") {
                let words = unescape(words);
                match &mut sentence {
                    Some(before) => {
                        before.push('\n');
                        before.push_str(&words);
                    }
                    None => sentence = Some(words),
                }
            } else if let Some(header) = line.strip_prefix("#T_") {
                file.header(header);
            } else if !line.starts_with('#') && !line.trim().is_empty() {
                let Some(row) = row(line) else {
                    audit.lost("line that is no token", 1, || format!("{place}, line {}", number + 1));
                    continue;
                };
                if let Some(words) = sentence.take() {
                    file.append(&words, &row, &mut units);
                }
                file.rows.push(row);
            }
        }
        file
    }

    fn header(&mut self, header: &str) {
        let Some((kind, rest)) = header.split_once('=') else { return };
        let kind = match kind {
            "SP" => Kind::Span,
            "RL" => Kind::Relation,
            "CH" => Kind::Chain,
            _ => return,
        };
        let mut parts = rest.split('|');
        let name = parts.next().unwrap_or_default().to_owned();
        let mut columns: Vec<String> = parts.take(MOST_COLUMNS).map(str::to_owned).collect();
        if columns.is_empty() {
            columns.push(String::new());
        }
        let first = self.layers.last().map_or(0, |layer| layer.first + layer.columns.len());
        self.layers.push(Layer { kind, name, first, columns });
    }

    /// Adds a sentence, whose first token is `first`; `units` is the length of the text so far.
    fn append(&mut self, words: &str, first: &Row, units: &mut usize) {
        let lead = words.find(first.form.as_str()).unwrap_or(0);
        let start = first.start.saturating_sub(words[..lead].encode_utf16().count());
        // A gap beyond this is no gap but a broken number.
        for _ in *units..start.min(*units + 10_000) {
            self.text.push('\n');
            *units += 1;
        }
        self.text.push_str(words);
        *units += words.encode_utf16().count();
    }

    fn marks(&self, doc: &mut Doc, whose: usize, options: &Options, audit: &mut Audit, place: &str) {
        let raw: Vec<RawSpan<'_>> = self
            .rows
            .iter()
            .map(|row| RawSpan { start: row.start, end: row.end, quote: (row.start < row.end).then_some(row.form.as_str()) })
            .collect();
        let mut unused = Audit::new("");
        let text = doc.text.clone();
        let places = anchor(&text, &raw, Unit::Utf16, options.unit, &mut unused, place);
        for (what, tally) in unused.repaired {
            audit.repaired(&what, tally.count, || place.to_owned());
        }
        let is_used = |row: &Row| row.cells.iter().any(|cell| cell != "_" && !cell.is_empty());
        for (row, _) in self.rows.iter().zip(&places).filter(|(row, found)| found.is_none() && is_used(row)) {
            let what = if row.start == row.end { "span without words" } else { "token that is not in its text" };
            audit.lost(what, 1, || format!("{place}, {}", row.address));
        }
        let mut index = Index::default();
        for layer in self.layers.iter().filter(|layer| layer.kind != Kind::Relation) {
            self.spans(layer, &places, whose, doc, &mut index);
        }
        let offsets = Offsets::new(&text);
        for mark in &mut doc.marks {
            if let Some(pieces) = mark.attributes.remove("fragments").and_then(|json| serde_json::from_str::<Value>(&json).ok()) {
                mark.spans = fields::from_fragments(&text, &offsets, mark.spans.hull(), Some(&pieces), Unit::Utf16);
            }
        }
        for slot in std::mem::take(&mut index.slots) {
            match index.target(&slot.base, &slot.address, slot.id, self) {
                Some(to) => doc.links.push(Link::new("", slot.host, to, slot.role, whose)),
                None => audit.lost("slot whose filler is no span", 1, || format!("{place}, {}", slot.address)),
            }
        }
        for layer in self.layers.iter().filter(|layer| layer.kind == Kind::Relation) {
            self.relations(layer, &places, whose, doc, &mut index, audit, place);
        }
        named(doc);
    }

    fn spans(&self, layer: &Layer, places: &[Option<Span>], whose: usize, doc: &mut Doc, index: &mut Index) {
        // Marks that go on over several tokens, by their number.
        let mut open: HashMap<usize, usize> = HashMap::new();
        let mut chains: HashMap<String, Vec<(usize, usize, String)>> = HashMap::new();
        for (row, found) in self.rows.iter().zip(places) {
            for (at, item) in layer.items(row).into_iter().enumerate() {
                let Some(span) = *found else { continue };
                if let Some(&mark) = item.id.and_then(|id| open.get(&id)) {
                    doc.marks[mark].spans = doc.marks[mark].spans.hull().join(span).into();
                    continue;
                }
                let mut features: Vec<(&str, String)> = Vec::new();
                let mut roles = None;
                for (name, value) in &item.values {
                    if let Some(role) = name.strip_prefix("ROLE_") {
                        roles = Some((role, value.clone()));
                    } else if let Some((_, roles)) = roles.take() {
                        index.fill(&roles, value, name, doc.marks.len());
                    } else {
                        features.push((name, value.clone()));
                    }
                }
                let mut mark = Mark::new("", span, "", whose);
                let chain = if layer.kind == Kind::Chain { features.iter().position(|one| one.1.contains("->")) } else { None };
                if let Some(chain) = chain {
                    let (_, value) = features.remove(chain);
                    let (relation, numbers) = value.rsplit_once("->").unwrap_or_default();
                    let (chain, link) = numbers.split_once('-').unwrap_or((numbers, "0"));
                    let list = chains.entry(chain.to_owned()).or_default();
                    list.push((link.parse().unwrap_or(list.len()), doc.marks.len(), relation.to_owned()));
                }
                layer.describe(features, &mut mark);
                index.add(&layer.name, &row.address, item.id, at, doc.marks.len());
                if let Some(id) = item.id {
                    open.insert(id, doc.marks.len());
                }
                doc.marks.push(mark);
            }
        }
        let mut chains: Vec<_> = chains.into_values().collect();
        chains.iter_mut().for_each(|chain| chain.sort());
        chains.sort();
        for chain in chains {
            for pair in chain.windows(2) {
                let label = if matches!(pair[0].2.as_str(), "*" | "") { layer.short_name() } else { &pair[0].2 };
                doc.links.push(Link::new("", pair[0].1, pair[1].1, label, whose));
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a layer needs the whole file")]
    fn relations(
        &self,
        layer: &Layer,
        places: &[Option<Span>],
        whose: usize,
        doc: &mut Doc,
        index: &mut Index,
        audit: &mut Audit,
        place: &str,
    ) {
        for (row, found) in self.rows.iter().zip(places) {
            for item in layer.items(row) {
                let Some((base, target)) =
                    item.values.iter().find_map(|(name, value)| Some((name.strip_prefix("BT_")?, value.as_str())))
                else {
                    continue;
                };
                let (address, ids) =
                    target.split_once('[').map_or((target, ""), |(address, ids)| (address, ids.trim_end_matches(']')));
                let (from_id, to_id) = ids.split_once('_').map_or((None, None), |(from, to)| {
                    (from.parse().ok().filter(|id| *id > 0), to.parse().ok().filter(|id| *id > 0))
                });
                let mut end = |address: &str, id: Option<usize>, span: Option<Span>, doc: &mut Doc| {
                    index.target(base, address, id, self).or_else(|| {
                        // Relations between tokens: the token becomes a span.
                        let span = span.filter(|_| base.ends_with(".Token"))?;
                        doc.marks.push(Mark::new("", span, "Token", whose));
                        index.add(base, address, None, 0, doc.marks.len() - 1);
                        Some(doc.marks.len() - 1)
                    })
                };
                let other = self.rows.iter().position(|row| row.address == address).and_then(|at| places[at]);
                let from = end(address, from_id, other, doc);
                let to = end(&row.address, to_id, *found, doc);
                let (Some(from), Some(to)) = (from, to) else {
                    audit.lost("relation whose ends are no spans", 1, || format!("{place}, {}", row.address));
                    continue;
                };
                let mut mark = Mark::new("", doc.marks[to].spans.clone(), "", whose);
                let features = item
                    .values
                    .iter()
                    .filter(|one| !one.0.starts_with("BT_"))
                    .map(|(name, value)| (*name, value.clone()))
                    .collect();
                layer.describe(features, &mut mark);
                let mut link = Link::new(mark.id, from, to, mark.label, whose);
                link.attributes = mark.attributes;
                link.score = mark.score;
                link.ext = mark.ext;
                doc.links.push(link);
            }
        }
    }
}

/// Parts of stances are named by the names of their marks.
fn named(doc: &mut Doc) {
    let at: HashMap<&str, usize> =
        doc.marks.iter().enumerate().filter(|mark| !mark.1.id.is_empty()).map(|(at, mark)| (mark.id.as_str(), at)).collect();
    for link in &mut doc.links {
        for part in Part::ALL {
            if let Some(&mark) = link.attributes.get(part.name()).and_then(|name| at.get(name.as_str())) {
                link.attributes.remove(part.name());
                link.parts.push((part, mark));
            }
        }
    }
}

/// One annotation in one row: its number, and the features that have a value or stand for none (`*`, empty here).
struct Item<'l> {
    id: Option<usize>,
    values: Vec<(&'l str, String)>,
}

impl Layer {
    fn short_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }

    /// The annotations of this layer in a row: those with the same number, or at the same place of the stack.
    fn items(&self, row: &Row) -> Vec<Item<'_>> {
        let mut items: Vec<(usize, Item<'_>)> = Vec::new();
        for (column, name) in self.columns.iter().enumerate() {
            let Some(cell) = row.cells.get(self.first + column).filter(|cell| !matches!(cell.as_str(), "_" | "")) else {
                continue;
            };
            for (at, part) in split(cell, '|').into_iter().enumerate() {
                let (value, id) = if name.starts_with("BT_") { (part, None) } else { number(part) };
                if value == "_" {
                    continue;
                }
                let value = if value == "*" { String::new() } else { unescape(value) };
                match items
                    .iter_mut()
                    .find(|known| known.0 == at && known.1.id.is_none() || known.1.id.is_some() && known.1.id == id)
                {
                    Some((_, item)) => item.values.push((name, value)),
                    None => items.push((at, Item { id, values: vec![(name, value)] })),
                }
            }
        }
        items.into_iter().map(|item| item.1).collect()
    }

    /// Label, score, name and attributes from features; what type it was is kept.
    fn describe(&self, features: Vec<(&str, String)>, mark: &mut Mark) {
        let filled = |name: &str| features.iter().any(|one| one.0 == name && !one.1.is_empty());
        let known = uima::LABELS.into_iter().chain(["PosValue", "coarseValue", "referenceType", "DependencyType"]);
        let label_of = known
            .filter(|name| filled(name))
            .chain(features.iter().filter(|one| !one.1.is_empty() && features.len() == 1).map(|one| one.0))
            .next()
            .map(str::to_owned);
        let ours = self.name == uima::SPAN || self.name == uima::RELATION;
        for (name, value) in features.into_iter().filter(|one| !one.1.is_empty()) {
            match name {
                name if Some(name) == label_of.as_deref() => mark.label = value.into(),
                "name" if ours => mark.id = value,
                "score" if ours && value.parse::<f32>().is_ok() => mark.score = value.parse().ok(),
                name => drop(mark.attributes.insert(name.to_owned(), value)),
            }
        }
        if mark.label.is_empty() {
            mark.label = self.short_name().into();
        }
        if !ours {
            let mut kept = Object::new();
            kept.insert("@type".to_owned(), self.name.clone().into());
            kept.insert("@label".to_owned(), label_of.map_or(Value::Null, Value::from));
            mark.ext = super::json::rest(kept);
        }
    }
}

/// A slot that waits for its filler.
struct Slot {
    role: String,
    base: String,
    address: String,
    id: Option<usize>,
    host: usize,
}

/// Marks by layer and number, or by layer and row.
#[derive(Default)]
struct Index {
    by_id: HashMap<(String, usize), usize>,
    by_row: HashMap<(String, String), usize>,
    slots: Vec<Slot>,
}

impl Index {
    fn add(&mut self, layer: &str, address: &str, id: Option<usize>, at: usize, mark: usize) {
        if let Some(id) = id {
            self.by_id.entry((layer.to_owned(), id)).or_insert(mark);
        }
        if id.is_none() || at == 0 {
            self.by_row.entry((layer.to_owned(), address.to_owned())).or_insert(mark);
        }
    }

    /// Roles `a;b` and fillers `1-2;1-3[4]` side by side.
    fn fill(&mut self, roles: &str, fillers: &str, base: &str, host: usize) {
        for (role, filler) in split(roles, ';').into_iter().zip(split(fillers, ';')) {
            let (address, id) = number(filler);
            let role = if matches!(role, "*" | "") { "slot".to_owned() } else { unescape(role) };
            self.slots.push(Slot { role, base: base.to_owned(), address: address.to_owned(), id, host });
        }
    }

    fn target(&self, base: &str, address: &str, id: Option<usize>, file: &File) -> Option<usize> {
        let in_layer = |layer: &str| match id {
            Some(id) => self.by_id.get(&(layer.to_owned(), id)),
            None => self.by_row.get(&(layer.to_owned(), address.to_owned())),
        };
        in_layer(base).or_else(|| file.layers.iter().find_map(|layer| in_layer(&layer.name))).copied()
    }
}

fn row(line: &str) -> Option<Row> {
    let mut cells = line.split('\t');
    let address = cells.next()?;
    let (start, end) = cells.next()?.split_once('-')?;
    let form = unescape(cells.next()?);
    let is_address = address.split(['-', '.']).all(|part| part.parse::<u32>().is_ok());
    is_address.then_some(())?;
    Some(Row {
        address: address.to_owned(),
        start: start.parse().ok()?,
        end: end.parse().ok()?,
        form,
        cells: cells.take(MOST_COLUMNS).map(str::to_owned).collect(),
    })
}

/// Cuts at a character that no backslash stands before.
fn split(text: &str, at: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (byte, c) in text.char_indices() {
        if c == at && !escaped {
            parts.push(&text[start..byte]);
            start = byte + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&text[start..]);
    parts
}

/// `value[3]` is value and number.
fn number(part: &str) -> (&str, Option<usize>) {
    let found = part.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).filter(|rest| !rest.0.ends_with('\\'));
    match found.and_then(|(value, id)| Some((value, id.parse().ok()?))) {
        Some((value, id)) => (value, Some(id)),
        None => (part, None),
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some(c @ ('\\' | '[' | ']' | '|' | '_' | ';' | '*')) => out.push(c),
            Some('-') => out.push('-'),
            Some(c) => {
                out.push('\\');
                out.push(c);
            }
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stacks_numbers_and_escapes() {
        assert_eq!(split("a\\|b[1]|c", '|'), ["a\\|b[1]", "c"]);
        assert_eq!(number("a\\|b[12]"), ("a\\|b", Some(12)));
        assert_eq!(number("a\\[1]"), ("a\\[1]", None));
        assert_eq!(unescape("#\\*\\t\\;\\|\\[\\]\\\\\\_\\n\\->"), "#*\t;|[]\\_\n->");
    }
}
