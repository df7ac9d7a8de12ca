//! Prodigy's and spaCy's JSONL, and spaCy's older training files.
//!
//! Offsets are code points. `token_end` is inclusive; the head and child of a relation are the last tokens of their spans, and
//! `head_span`/`child_span` repeat them. Each annotator's version of an article is a line of its own (`_annotator_id`).

use super::audit::Audit;
use super::exchange::{Doc, Exchange, Layer, LayerKind, Link, Mark};
use super::fields::{self, Finding, Pending};
use super::json::{self, Object};
use super::probe::Probe;
use super::{FormatError, Options, Source, Written, conll, tokens};
use crate::text::{Offsets, Unit};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

const NAME: &str = "prodigy";

/// Rows with Prodigy's own keys, `[text, {"entities": …}]` pairs, or spaCy 2's paragraphs.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let Some(first) = probe.first() else { return false };
    if let Some(pair) = first.as_array() {
        return pair.len() == 2 && pair[0].is_string() && pair[1].is_object();
    }
    if first.get("paragraphs").is_some_and(Value::is_array) {
        return true;
    }
    let item = |key: &str, of: &str| first.get(key).and_then(|list| list.get(0)).is_some_and(|item| item.get(of).is_some());
    let has_text = first.get("text").is_some_and(Value::is_string);
    has_text
        && (["_input_hash", "_task_hash", "_annotator_id", "answer"].iter().any(|key| first.get(key).is_some())
            || item("spans", "token_start")
            || item("tokens", "start"))
}

/// # Errors
/// Where no record has a text.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() };
    let mut known: HashMap<Arc<str>, usize> = HashMap::new();
    for source in sources {
        json::records(&source.bytes, |number, record| {
            let place = format!("{}, record {number}", source.name);
            match record {
                Err(error) => audit.lost("record that is no JSON", 1, || format!("{place}: {error}")),
                Ok(Record::Row { fields, .. }) if fields.contains_key("paragraphs") => {
                    paragraphs(fields, &mut exchange, audit, &place)
                }
                Ok(Record::Row { fields, tokens }) => row(fields, tokens, options, &mut exchange, &mut known, audit, &place),
                Ok(Record::Pair(pair)) => training_pair(pair, options, &mut exchange, audit, &place),
                Ok(Record::Other) => audit.lost("record without text", 1, || place),
            }
        });
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("Prodigy", file, "no record has a text"));
    }
    Ok(exchange)
}

fn row(
    mut record: Object,
    words: Option<Box<RawValue>>,
    options: &Options,
    exchange: &mut Exchange,
    known: &mut HashMap<Arc<str>, usize>,
    audit: &mut Audit,
    place: &str,
) {
    let Some(Value::String(text)) = record.shift_remove("text") else {
        audit.lost("record without text", 1, || place.to_owned());
        return;
    };
    let who = [("_annotator_id", LayerKind::Person), ("_curator_id", LayerKind::Curated), ("_suggester", LayerKind::Suggester)];
    let annotator = who.into_iter().find_map(|(key, kind)| {
        let name = json::string(record.get(key))?;
        record.shift_remove(key);
        Some((name, kind))
    });
    let text: Arc<str> = text.into();
    let layer = match &annotator {
        Some((name, kind)) => fields::layer(exchange, name, *kind),
        None => 0,
    };
    // A further annotator's line about an article that is already here.
    let again = annotator.as_ref().and_then(|_| known.get(&text).copied());
    let mut doc = match again {
        Some(at) => std::mem::replace(&mut exchange.articles[at], Doc::new("", "")),
        None => Doc::new(fields::name_of(&mut record), Arc::clone(&text)),
    };
    let spans = objects(record.shift_remove("spans"));
    let relations = objects(record.shift_remove("relations"));
    if matches!(record.get("answer").and_then(Value::as_str), Some("reject" | "ignore")) {
        audit.notice("row answered “reject” or “ignore”; its spans are read all the same", 1, || place.to_owned());
    }
    let mut token_ends = Vec::new();
    let pending: Vec<Pending> = spans
        .into_iter()
        .filter_map(|mut span| {
            let token_end = json::number(span.get("token_end"));
            span.shift_remove("token_start");
            span.shift_remove("token_end");
            let span = Pending::take(span, ["start", "end", "text", "label"], layer, audit, place)?;
            token_ends.push(token_end);
            Some(span)
        })
        .collect();
    let keys: Vec<(usize, usize, String)> = pending.iter().map(|span| (span.start, span.end, span.label.clone())).collect();
    let ids: Vec<String> = pending.iter().map(|span| span.id.clone()).collect();
    let finding = Finding { declared: Unit::CodePoint, only: options.unit, place };
    let found = fields::settle(&mut doc, pending, &finding, exchange, audit);
    for mut relation in relations {
        let mut end = |token: &str, span: &str| {
            let spelled = relation.shift_remove(span);
            let token = json::number(relation.shift_remove(token).as_ref());
            let by_span = spelled.as_ref().and_then(|spelled| {
                let (start, end) = (json::number(spelled.get("start"))?, json::number(spelled.get("end"))?);
                let label = spelled.get("label").and_then(Value::as_str);
                let same = |key: &&(usize, usize, String)| key.0 == start && key.1 == end;
                let exact = keys.iter().position(|key| same(&key) && label.is_none_or(|label| label == key.2));
                exact.or_else(|| keys.iter().position(|key| same(&key)))
            });
            by_span.or_else(|| token_ends.iter().position(|end| token.is_some() && *end == token)).and_then(|at| found[at])
        };
        let (Some(from), Some(to)) = (end("head", "head_span"), end("child", "child_span")) else {
            audit.lost("relation whose ends are no spans", 1, || place.to_owned());
            continue;
        };
        let id = fields::name_of(&mut relation);
        let label = relation.shift_remove("label").and_then(|label| json::string(Some(&label))).unwrap_or_default();
        let mut link = Link::new(id, from, to, label, layer);
        let at = |id: &Value| ids.iter().position(|known| Some(known.as_str()) == id.as_str()).and_then(|at| found[at]);
        fields::take_link(&mut relation, &mut link, exchange, at);
        doc.links.push(link);
    }
    if let Some(at) = again {
        exchange.articles[at] = doc;
        return;
    }
    if let Some(Value::Object(mut meta)) = record.shift_remove("meta") {
        fields::take_metadata(&mut meta, &mut doc.metadata);
        if let Some(Value::String(note)) = record.shift_remove("note") {
            doc.note = note;
        }
        if !meta.is_empty() || doc.metadata == crate::model::Metadata::default() {
            record.insert("meta".to_owned(), meta.into());
        }
    }
    if annotator.is_some() {
        known.insert(text, exchange.articles.len());
    }
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    if let Some(words) = words.filter(|words| doc.links.is_empty() || !is_as_written(words, &doc, unit)) {
        record.insert("tokens".to_owned(), serde_json::from_str(words.get()).unwrap_or_default());
    }
    fields::keep_rest(&mut doc, NAME, record);
    exchange.articles.push(doc);
}

/// Are these the words that are written with the relations of `doc`? Then they need not be kept: they are many.
fn is_as_written(words: &RawValue, doc: &Doc, unit: Unit) -> bool {
    let Ok(words) = serde_json::from_str::<Vec<Word<'_>>>(words.get()) else { return false };
    let offsets = Offsets::new(&doc.text);
    words == words_of(doc, &tokens::of(doc), &offsets, unit)
}

/// One word as Prodigy has it.
#[derive(Serialize, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Word<'t> {
    #[serde(borrow)]
    text: Cow<'t, str>,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

fn words_of<'d>(doc: &'d Doc, tokens: &[tokens::Token], offsets: &Offsets<'_>, unit: Unit) -> Vec<Word<'d>> {
    let word = |(id, token): (usize, &tokens::Token)| Word {
        text: Cow::Borrowed(&doc.text[token.start..token.end]),
        start: offsets.from_byte(token.start, unit),
        end: offsets.from_byte(token.end, unit),
        id,
        ws: token.space,
    };
    tokens.iter().enumerate().map(word).collect()
}

/// What a line holds. The words of a row stay text until somebody needs them.
enum Record {
    Row { fields: Object, tokens: Option<Box<RawValue>> },
    Pair(Vec<Value>),
    Other,
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Record;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object with a text, or a text with its annotations")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
                let (mut fields, mut tokens) = (Object::new(), None);
                while let Some(key) = map.next_key::<String>()? {
                    if key == "tokens" {
                        tokens = Some(map.next_value()?);
                    } else {
                        fields.insert(key, map.next_value()?);
                    }
                }
                Ok(Record::Row { fields, tokens })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Record, A::Error> {
                let mut pair = Vec::new();
                while let Some(item) = list.next_element()? {
                    pair.push(item);
                }
                Ok(Record::Pair(pair))
            }

            fn visit_unit<E>(self) -> Result<Record, E> {
                Ok(Record::Other)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Record, E> {
                Ok(Record::Other)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Record, E> {
                Ok(Record::Other)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Record, E> {
                Ok(Record::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Record, E> {
                Ok(Record::Other)
            }

            fn visit_str<E>(self, _: &str) -> Result<Record, E> {
                Ok(Record::Other)
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

fn objects(value: Option<Value>) -> Vec<Object> {
    match value {
        Some(Value::Array(items)) => {
            items.into_iter().filter_map(|item| if let Value::Object(item) = item { Some(item) } else { None }).collect()
        }
        _ => Vec::new(),
    }
}

/// `["text", {"entities": [[0, 4, "ORG"]], "spans": {"sc": [[…]]}, "cats": {…}}]`.
fn training_pair(pair: Vec<Value>, options: &Options, exchange: &mut Exchange, audit: &mut Audit, place: &str) {
    let mut pair = pair.into_iter();
    let (Some(Value::String(text)), Some(Value::Object(mut fields_of))) = (pair.next(), pair.next()) else {
        audit.lost("record without text", 1, || place.to_owned());
        return;
    };
    let mut doc = Doc::new("", text);
    let mut rows: Vec<Value> = Vec::new();
    for key in ["entities", "spans"] {
        match fields_of.shift_remove(key) {
            Some(Value::Array(list)) => rows.extend(list),
            Some(Value::Object(groups)) => {
                rows.extend(groups.into_iter().flat_map(|(_, group)| group.as_array().cloned().unwrap_or_default()))
            }
            _ => {}
        }
    }
    let pending = rows.iter().filter_map(|row| {
        Some(Pending {
            id: String::new(),
            start: json::number(row.get(0))?,
            end: json::number(row.get(1))?,
            quote: None,
            label: json::string(row.get(2))?,
            layer: 0,
            object: Object::new(),
        })
    });
    let pending = pending.collect();
    let finding = Finding { declared: Unit::CodePoint, only: options.unit, place };
    fields::settle(&mut doc, pending, &finding, exchange, audit);
    fields::keep_rest(&mut doc, NAME, fields_of);
    exchange.articles.push(doc);
}

/// spaCy 2: `{"paragraphs": [{"raw": …, "sentences": [{"tokens": [{"orth", "ner"}]}]}]}`; each paragraph is an article.
fn paragraphs(record: Object, exchange: &mut Exchange, audit: &mut Audit, place: &str) {
    for paragraph in record.get("paragraphs").and_then(Value::as_array).into_iter().flatten() {
        let words = paragraph.get("sentences").and_then(Value::as_array).into_iter().flatten();
        let words = words.filter_map(|sentence| sentence.get("tokens").and_then(Value::as_array)).flatten();
        let words: Vec<conll::Tagged<'_>> = words
            .map(|token| {
                let ner = token.get("ner").and_then(Value::as_str).filter(|tag| *tag != "-").unwrap_or("O");
                (json::string(token.get("orth")).unwrap_or_default().into(), ner.into())
            })
            .collect();
        let raw = paragraph.get("raw").and_then(Value::as_str);
        exchange.articles.push(conll::article(raw, vec![words], audit, place));
    }
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let mut out = Vec::new();
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    for doc in &exchange.articles {
        let layers: BTreeSet<usize> =
            doc.marks.iter().map(|mark| mark.layer).chain(doc.links.iter().map(|link| link.layer)).collect();
        let named = exchange.names_layers();
        let all: Vec<Option<usize>> =
            if named && !layers.is_empty() { layers.into_iter().map(Some).collect() } else { vec![None] };
        for layer in all {
            let row = out_row(exchange, doc, layer, unit);
            json::to_ascii(&row, &mut out);
            out.push(b'\n');
        }
    }
    Ok(vec![Written { name: String::new(), bytes: out }])
}

/// A row that is written: what it holds, and its words.
struct OutRow<'d> {
    fields: Object,
    words: Vec<Word<'d>>,
}

impl Serialize for OutRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.fields {
            map.serialize_entry(key, value)?;
        }
        if !self.words.is_empty() {
            map.serialize_entry("tokens", &self.words)?;
        }
        map.end()
    }
}

fn out_row<'d>(exchange: &Exchange, doc: &'d Doc, layer: Option<usize>, unit: Unit) -> OutRow<'d> {
    let mut row = Object::new();
    if !doc.name.is_empty() {
        row.insert("id".to_owned(), doc.name.clone().into());
    }
    row.insert("text".to_owned(), doc.text.to_string().into());
    let ours = |of: usize| layer.is_none_or(|layer| layer == of);
    let offsets = Offsets::new(&doc.text);
    let with_tokens = doc.links.iter().any(|link| ours(link.layer));
    let ext = doc.ext.get(NAME).map(String::as_str);
    let kept: Object = ext.and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
    let own_tokens = if with_tokens { own_tokens(&kept, doc, &offsets, unit) } else { None };
    let tokens = match &own_tokens {
        Some(tokens) => tokens.clone(),
        None if with_tokens => tokens::of(doc),
        None => Vec::new(),
    };
    let mut spans = Vec::new();
    let mut written: Vec<Option<Object>> = vec![None; doc.marks.len()];
    for (at, mark) in doc.marks.iter().enumerate().filter(|(_, mark)| ours(mark.layer)) {
        let (start, end) = fields::hull(&offsets, &mark.spans, unit);
        let mut span = Object::new();
        span.insert("start".to_owned(), start.into());
        span.insert("end".to_owned(), end.into());
        if let Some((first, last)) = tokens::range(&tokens, mark.spans.start(), mark.spans.end()) {
            span.insert("token_start".to_owned(), first.into());
            span.insert("token_end".to_owned(), last.into());
        }
        span.insert("label".to_owned(), mark.label.as_ref().into());
        written[at] = with_tokens.then(|| span.clone());
        span.insert("text".to_owned(), mark.spans.hull().slice(&doc.text).into());
        if !mark.id.is_empty() {
            span.insert("id".to_owned(), mark.id.clone().into());
        }
        span.insert("annotator".to_owned(), Value::Null); // the row says whose it is
        fields::extend_mark(&mut span, mark, exchange, &offsets, unit);
        span.shift_remove("annotator");
        spans.push(Value::Object(span));
    }
    row.insert("spans".to_owned(), spans.into());
    let mut relations = Vec::new();
    for link in doc.links.iter().filter(|link| ours(link.layer)) {
        let (Some(Some(head)), Some(Some(child))) = (written.get(link.from), written.get(link.to)) else { continue };
        let mut relation = Object::new();
        relation.insert("head".to_owned(), head.get("token_end").cloned().unwrap_or_default());
        relation.insert("child".to_owned(), child.get("token_end").cloned().unwrap_or_default());
        relation.insert("head_span".to_owned(), head.clone().into());
        relation.insert("child_span".to_owned(), child.clone().into());
        relation.insert("label".to_owned(), link.label.as_ref().into());
        if !link.id.is_empty() {
            relation.insert("id".to_owned(), link.id.clone().into());
        }
        relation.insert("annotator".to_owned(), Value::Null);
        fields::extend_link(&mut relation, link, exchange, |at| doc.marks[at].id.clone().into());
        relation.shift_remove("annotator");
        relations.push(Value::Object(relation));
    }
    let makes_words = !relations.is_empty() && own_tokens.is_none();
    if !relations.is_empty() {
        row.insert("relations".to_owned(), relations.into());
    }
    let mut meta = fields::metadata_object(&doc.metadata);
    if let Some(Value::Object(kept)) = kept.get("meta") {
        meta.extend(kept.clone());
    }
    if !meta.is_empty() {
        row.insert("meta".to_owned(), meta.into());
    }
    if !doc.note.is_empty() {
        row.insert("note".to_owned(), doc.note.clone().into());
    }
    if let Some(layer) = layer.and_then(|layer| exchange.layers.get(layer)) {
        let key = match layer.kind {
            LayerKind::Suggester => "_suggester",
            LayerKind::Curated => "_curator_id",
            LayerKind::Person => "_annotator_id",
        };
        row.insert(key.to_owned(), layer.name.clone().into());
    }
    match ext {
        Some(_) => json::put_back(&mut row, ext),
        None => {
            row.insert("answer".to_owned(), "accept".into());
        }
    }
    let words = if makes_words { words_of(doc, &tokens, &offsets, unit) } else { Vec::new() };
    if !words.is_empty() {
        row.shift_remove("tokens"); // those that came with the file no longer fit
    }
    OutRow { fields: row, words }
}

/// The words that the file came with, where every mark still begins and ends with one.
fn own_tokens(kept: &Object, doc: &Doc, offsets: &Offsets<'_>, unit: Unit) -> Option<Vec<tokens::Token>> {
    let list = kept.get("tokens")?.as_array()?;
    let token = |value: &Value| {
        let at = |key: &str| offsets.to_byte(json::number(value.get(key))?, unit);
        let space = value.get("ws").and_then(Value::as_bool).unwrap_or(true);
        Some(tokens::Token { start: at("start")?, end: at("end")?, space })
    };
    let tokens: Vec<tokens::Token> = list.iter().map(token).collect::<Option<_>>()?;
    let in_order =
        tokens.windows(2).all(|pair| pair[0].end <= pair[1].start) && tokens.iter().all(|token| token.start < token.end);
    let fits = |mark: &Mark| {
        let hull = mark.spans.hull();
        tokens::range(&tokens, hull.start(), hull.end())
            .is_some_and(|(first, last)| tokens[first].start == hull.start() && tokens[last].end == hull.end())
    };
    (in_order && doc.marks.iter().all(fits)).then_some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Exchange {
        let source = Source { name: "a.jsonl".to_owned(), bytes: text.as_bytes().to_vec() };
        read(&[source], &Options::default(), &mut Audit::default()).unwrap()
    }

    fn written(exchange: &Exchange) -> Value {
        let files = write(exchange, &Options::default(), &mut Audit::default()).unwrap();
        serde_json::from_slice(&files[0].bytes).unwrap()
    }

    #[test]
    fn words_as_we_write_them_are_not_kept_and_others_are() {
        let row = |words: &str| {
            format!(
                "{{\"text\":\"Ruiz praised it\",\"spans\":[{{\"start\":0,\"end\":4,\"label\":\"PERSON\"}},{{\"start\":13,\"end\":15,\
                 \"label\":\"ORG\"}}],\"relations\":[{{\"head_span\":{{\"start\":0,\"end\":4}},\"child_span\":{{\"start\":13,\
                 \"end\":15}},\"label\":\"FAVOR\"}}],\"tokens\":[{words}],\"answer\":\"accept\"}}"
            )
        };
        let word = |text: &str, start: usize, id: usize, ws: bool| {
            format!("{{\"text\":\"{text}\",\"start\":{start},\"end\":{},\"id\":{id},\"ws\":{ws}}}", start + text.len())
        };
        let ours = [word("Ruiz", 0, 0, true), word("praised", 5, 1, true), word("it", 13, 2, false)].join(",");
        let theirs = [word("Ruiz", 0, 0, true), word("prais", 5, 1, false), word("ed", 10, 2, true), word("it", 13, 3, false)];
        for (words, kept) in [(ours, false), (theirs.join(","), true)] {
            let read = read_text(&row(&words));
            let ext = read.articles[0].ext.get(NAME).map_or("", String::as_str);
            assert_eq!(ext.contains("tokens"), kept, "{ext}");
            let again: Value = serde_json::from_str(&format!("[{words}]")).unwrap();
            assert_eq!(written(&read)["tokens"], again);
        }
    }

    #[test]
    fn a_line_that_is_no_record_is_told() {
        for line in ["7", "-7", "0.5", "null", "true", "\"text\"", "{}"] {
            let source = Source { name: "a.jsonl".to_owned(), bytes: format!("{{\"text\":\"A\"}}\n{line}\n").into_bytes() };
            let mut audit = Audit::default();
            let read = read(&[source], &Options::default(), &mut audit).unwrap();
            assert_eq!(read.articles.len(), 1);
            assert!(format!("{audit:?}").contains("record without text"), "{line}: {audit:?}");
        }
    }
}
