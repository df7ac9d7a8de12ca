//! spaCy's `DocBin`: zlib over MessagePack, tokens as a table of 64-bit numbers, strings by their hash.
//!
//! Written are `doc.ents` (the longest spans without overlap) and `doc.spans["sc"]` with all of them. Tokens are cut at the edges of
//! marks, so that every span is a whole number of tokens. The numbers of strings are MurmurHash64A with seed 1, but for those
//! words that spaCy numbers itself.

use super::audit::Audit;
use super::docbin_pack::{self as pack, Pack};
use super::docbin_symbols::SYMBOLS;
use super::exchange::{Doc, Exchange, Layer, LayerKind, Mark};
use super::probe::Probe;
use super::{FormatError, Options, Source, Written, losses, tokens};
use crate::text::{Offsets, Span, Unit};
use std::collections::{BTreeSet, HashMap};
use std::io::{Read as _, Write as _};

const ORTH: u64 = 65;
const ENT_IOB: u64 = 77;
const ENT_TYPE: u64 = 78;
const ATTRIBUTES: [u64; 3] = [ORTH, ENT_IOB, ENT_TYPE];
/// A file that grows beyond this when it is unpacked is refused: no data set does, a bomb does.
const LARGEST: u64 = 4 << 30;
/// Name of the span group that spaCy's span categorizer reads.
const GROUP: &str = "sc";

/// zlib, and a MessagePack map within.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    if probe.bytes.first() != Some(&0x78) {
        return false;
    }
    let mut head = [0_u8; 64];
    let mut unpacked = flate2::read::ZlibDecoder::new(probe.bytes);
    let read = unpacked.read(&mut head).unwrap_or(0);
    read > 8 && matches!(head[0], 0x80..=0x8f | 0xde) && memchr::memmem::find(&head[..read], b"version").is_some()
}

/// # Errors
/// Where a file is no DocBin.
pub(super) fn read(sources: &[Source], _options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange { layers: vec![Layer { name: String::new(), kind: LayerKind::Person }], ..Exchange::default() };
    for source in sources {
        let bad = |why: &str| FormatError::malformed("spaCy DocBin", &source.name, why);
        let mut bytes = Vec::new();
        let unpacked = flate2::read::ZlibDecoder::new(&*source.bytes).take(LARGEST).read_to_end(&mut bytes);
        unpacked.map_err(|error| bad(&format!("it cannot be unpacked ({error})")))?;
        let packed = pack::read(&bytes).ok_or_else(|| bad("it is no MessagePack"))?;
        docs(&packed, &source.name, &mut exchange, audit).ok_or_else(|| bad("a table is missing or too short"))?;
    }
    Ok(exchange)
}

fn docs(packed: &Pack<'_>, file: &str, exchange: &mut Exchange, audit: &mut Audit) -> Option<()> {
    let attributes: Vec<u64> = packed.get("attrs")?.list()?.iter().filter_map(Pack::number).collect();
    let numbers = packed.get("tokens")?.bytes()?;
    let spaces = packed.get("spaces")?.bytes()?;
    let lengths = packed.get("lengths")?.bytes()?;
    let strings: HashMap<u64, &str> =
        packed.get("strings")?.list()?.iter().filter_map(Pack::text).map(|text| (number(text), text)).collect();
    let column = |attribute: u64| attributes.iter().position(|other| *other == attribute);
    let (orth, iob, kind) = (column(ORTH)?, column(ENT_IOB), column(ENT_TYPE));
    let groups = packed.get("span_groups").and_then(Pack::list).unwrap_or_default();
    let flags = packed.get("flags").and_then(Pack::list).unwrap_or_default();
    let mut row = 0;
    for (at, length) in lengths.chunks_exact(4).enumerate() {
        let length = usize::try_from(i32::from_le_bytes(length.try_into().ok()?)).ok()?;
        let cell = |token: usize, column: usize| {
            let from = ((row + token) * attributes.len() + column) * 8;
            Some(u64::from_le_bytes(numbers.get(from..from + 8)?.try_into().ok()?))
        };
        let spaced = flags.get(at).and_then(|flags| flags.get("has_unknown_spaces")).is_some_and(Pack::is_true);
        let mut text = String::new();
        let mut places = Vec::with_capacity(length);
        for token in 0..length {
            let word = string(&strings, cell(token, orth)?);
            places.push((text.len(), text.len() + word.len()));
            text.push_str(word);
            if spaced && token + 1 < length || *spaces.get(row + token)? != 0 {
                text.push(' ');
            }
        }
        let mut doc = Doc::new("", text);
        let mut seen = BTreeSet::new();
        let mut add = |doc: &mut Doc, first: usize, last: usize, label: &str| {
            if let (Some(first), Some(last)) = (places.get(first), places.get(last))
                && let Ok(span) = Span::new(&doc.text, first.0..last.1)
                && seen.insert((span, label.to_owned()))
            {
                doc.marks.push(Mark::new("", span, label, 0));
            }
        };
        if let (Some(iob), Some(kind)) = (iob, kind) {
            let mut token = 0;
            while token < length {
                let (begins, label) = (cell(token, iob)?, cell(token, kind)?);
                let first = token;
                token += 1;
                if matches!(begins, 1 | 3) && label != 0 {
                    while token < length && cell(token, iob)? == 1 {
                        token += 1;
                    }
                    add(&mut doc, first, token - 1, string(&strings, label));
                }
            }
        }
        if let Some(group) = groups.get(at).and_then(Pack::bytes) {
            for (first, last, label) in group_spans(group) {
                add(&mut doc, first, last, string(&strings, label));
            }
        }
        if doc.text.is_empty() && length > 0 {
            audit.lost("article whose words are not among the file's strings", 1, || format!("{file}, document {}", at + 1));
        }
        exchange.articles.push(doc);
        row += length;
    }
    Some(())
}

/// The spans of a document's groups: first and last token, number of the label. Of the dictionary of groups or the older list.
fn group_spans(bytes: &[u8]) -> Vec<(usize, usize, u64)> {
    let Some(groups) = pack::read(bytes) else { return Vec::new() };
    let inner: Vec<&[u8]> = match &groups {
        Pack::Map(pairs) => pairs.iter().filter_map(|pair| pair.0.bytes()).collect(),
        Pack::List(list) => list.iter().filter_map(Pack::bytes).collect(),
        _ => Vec::new(),
    };
    let mut spans = Vec::new();
    for group in inner {
        let Some(group) = pack::read(group) else { continue };
        for span in group.get("spans").and_then(Pack::list).unwrap_or_default() {
            let Some(bytes) = span.bytes().filter(|bytes| bytes.len() >= 32) else { continue };
            // Big-endian: id, knowledge base, label (64 bits), then start, end in tokens (32 bits).
            let wide = |at: usize| bytes[at..at + 8].iter().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
            let narrow = |at: usize| bytes[at..at + 4].iter().fold(0_usize, |all, byte| all << 8 | usize::from(*byte));
            let (start, end) = (narrow(24), narrow(28));
            if start < end {
                spans.push((start, end - 1, wide(16)));
            }
        }
    }
    spans
}

fn string<'s>(strings: &HashMap<u64, &'s str>, number: u64) -> &'s str {
    if let Some(text) = strings.get(&number) {
        return text;
    }
    SYMBOLS.binary_search_by_key(&number, |symbol| symbol.0).map_or("", |at| SYMBOLS[at].1)
}

thread_local! {
    static BY_NAME: HashMap<&'static str, u64> = SYMBOLS.iter().map(|symbol| (symbol.1, symbol.0)).collect();
}

/// What spaCy calls a string by.
fn number(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    BY_NAME.with(|names| names.get(text).copied()).unwrap_or_else(|| murmur(text.as_bytes()))
}

/// MurmurHash64A with seed 1 (Austin Appleby, public domain).
fn murmur(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = chunk.iter().rev().fold(0_u64, |all, byte| all << 8 | u64::from(*byte)).wrapping_mul(M);
        word ^= word >> 47;
        hash = (hash ^ word.wrapping_mul(M)).wrapping_mul(M);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        hash = (hash ^ rest.iter().rev().fold(0_u64, |all, byte| all << 8 | u64::from(*byte))).wrapping_mul(M);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> 47)
}

/// # Errors
/// Where the data cannot be packed.
pub(super) fn write(exchange: &Exchange, _options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let (mut numbers, mut spaces, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    let mut strings: BTreeSet<&str> = BTreeSet::new();
    let mut known: HashMap<&str, u64> = HashMap::new();
    let mut groups = Vec::with_capacity(exchange.articles.len());
    for doc in &exchange.articles {
        let all = tokens::of(doc);
        let (flat, left_out) = tokens::flat(&all, doc.marks.iter().map(|mark| &mark.spans).enumerate());
        audit.notice("span that overlaps a longer one: in doc.spans[\"sc\"], not in doc.ents", left_out, || losses::place(doc));
        let mut entities = vec![(2_u64, 0_u64); all.len()];
        for (first, last, mark) in flat {
            let label = number(&doc.marks[mark].label);
            entities[first..=last].fill((1, label));
            entities[first].0 = 3;
        }
        for (token, (iob, kind)) in all.iter().zip(entities) {
            let word = &doc.text[token.start..token.end];
            let orth = *known.entry(word).or_insert_with(|| {
                strings.insert(word);
                number(word)
            });
            for cell in [orth, iob, kind] {
                numbers.extend_from_slice(&cell.to_le_bytes());
            }
            spaces.push(u8::from(token.space));
        }
        lengths.extend_from_slice(&u32::try_from(all.len()).unwrap_or(u32::MAX).to_le_bytes());
        strings.extend(doc.marks.iter().map(|mark| mark.label.as_ref()));
        groups.push(group(doc, &all));
    }
    let fail = |why: String| FormatError::Unwritable { format: "spaCy DocBin", why };
    let mut out = Vec::new();
    rmp::encode::write_map_len(&mut out, 8).map_err(|error| fail(error.to_string()))?;
    pack::pair(&mut out, "version", |out| pack::text(out, "0.1"));
    pack::pair(&mut out, "attrs", |out| pack::list(out, &ATTRIBUTES, |out, attribute| pack::unsigned(out, *attribute)));
    // The map's ninth entry, the groups of spans, is counted here too.
    out[0] = 0x89;
    // The words are most of the file: they are packed from where they are.
    let mut zipped = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    pack::pair(&mut out, "tokens", |out| pack::binary_of(out, numbers.len()));
    zipped.write_all(&out).and_then(|()| zipped.write_all(&numbers)).map_err(|error| fail(error.to_string()))?;
    drop(numbers);
    out.clear();
    pack::pair(&mut out, "spaces", |out| pack::binary(out, &spaces));
    pack::pair(&mut out, "lengths", |out| pack::binary(out, &lengths));
    let strings: Vec<&str> = strings.into_iter().collect();
    pack::pair(&mut out, "strings", |out| pack::list(out, &strings, |out, string| pack::text(out, string)));
    pack::pair(&mut out, "cats", |out| pack::list(out, &exchange.articles, |out, _| pack::map(out, 0)));
    let flags = |out: &mut Vec<u8>| {
        pack::list(out, &groups, |out, _| {
            pack::map(out, 1);
            pack::pair(out, "has_unknown_spaces", |out| pack::boolean(out, false));
        });
    };
    pack::pair(&mut out, "flags", flags);
    pack::pair(&mut out, "span_groups", |out| pack::list(out, &groups, |out, group| pack::binary(out, group)));
    let written = zipped.write_all(&out).and_then(|()| zipped.finish());
    Ok(vec![Written { name: String::new(), bytes: written.map_err(|error| fail(error.to_string()))? }])
}

/// `SpanGroups.to_bytes()`: a map from the bytes of the group to the keys it goes by.
fn group(doc: &Doc, all: &[tokens::Token]) -> Vec<u8> {
    let offsets = Offsets::new(&doc.text);
    let mut spans = Vec::new();
    for mark in &doc.marks {
        let label = number(&mark.label);
        for span in mark.spans.iter() {
            let Some((first, last)) = tokens::range(all, span.start(), span.end()) else { continue };
            let mut bytes = Vec::with_capacity(40);
            for wide in [0, 0, label] {
                bytes.extend_from_slice(&wide.to_be_bytes());
            }
            let chars = [offsets.from_byte(span.start(), Unit::CodePoint), offsets.from_byte(span.end(), Unit::CodePoint)];
            for narrow in [first, last + 1, chars[0], chars[1]] {
                bytes.extend_from_slice(&u32::try_from(narrow).unwrap_or(u32::MAX).to_be_bytes());
            }
            spans.push(bytes);
        }
    }
    let mut inner = Vec::new();
    pack::map(&mut inner, 3);
    pack::pair(&mut inner, "name", |out| pack::text(out, GROUP));
    pack::pair(&mut inner, "attrs", |out| pack::map(out, 0));
    pack::pair(&mut inner, "spans", |out| pack::list(out, &spans, |out, span| pack::binary(out, span)));
    let mut out = Vec::new();
    pack::map(&mut out, 1);
    pack::binary(&mut out, &inner);
    pack::list(&mut out, &[GROUP], |out, key| pack::text(out, key));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_spacys_numbers() {
        assert_eq!(number("PERSON"), 380);
        assert_eq!(number("apple"), 8_566_208_034_543_834_098);
        assert_eq!(number("coffee"), 3_197_928_453_018_144_401);
        assert_eq!(number(""), 0);
    }
}
