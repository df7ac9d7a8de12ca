//! MessagePack, as much of it as spaCy's files use: a borrowed tree to read, small functions to write.

use rmp::Marker;
use rmp::encode;

/// A value that borrows its bytes from the file.
#[derive(Debug)]
pub(super) enum Pack<'b> {
    Nothing,
    Bool(bool),
    Number(u64),
    Float,
    Text(&'b str),
    Bytes(&'b [u8]),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
}

/// Deeper nesting than this is no file of spaCy's.
const DEEPEST: usize = 32;

/// The first value of `bytes`; `None` where they are no MessagePack.
pub(super) fn read(mut bytes: &[u8]) -> Option<Pack<'_>> {
    value(&mut bytes, DEEPEST)
}

fn take<'b>(bytes: &mut &'b [u8], len: usize) -> Option<&'b [u8]> {
    let (head, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    Some(head)
}

fn unsigned_of(bytes: &mut &[u8], len: usize) -> Option<u64> {
    Some(take(bytes, len)?.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)))
}

fn value<'b>(bytes: &mut &'b [u8], depth: usize) -> Option<Pack<'b>> {
    if depth == 0 {
        return None;
    }
    let marker = Marker::from_u8(take(bytes, 1)?[0]);
    let mut len = |size: usize| unsigned_of(bytes, size).and_then(|len| usize::try_from(len).ok());
    Some(match marker {
        Marker::Null => Pack::Nothing,
        Marker::True => Pack::Bool(true),
        Marker::False => Pack::Bool(false),
        Marker::FixPos(number) => Pack::Number(u64::from(number)),
        Marker::FixNeg(_) => Pack::Number(0),
        Marker::U8 | Marker::I8 => Pack::Number(len(1)? as u64),
        Marker::U16 | Marker::I16 => Pack::Number(len(2)? as u64),
        Marker::U32 | Marker::I32 => Pack::Number(len(4)? as u64),
        Marker::U64 | Marker::I64 => Pack::Number(unsigned_of(bytes, 8)?),
        Marker::F32 => take(bytes, 4).map(|_| Pack::Float)?,
        Marker::F64 => take(bytes, 8).map(|_| Pack::Float)?,
        Marker::FixStr(size) => string(bytes, usize::from(size))?,
        Marker::Str8 => len(1).and_then(|len| string(bytes, len))?,
        Marker::Str16 => len(2).and_then(|len| string(bytes, len))?,
        Marker::Str32 => len(4).and_then(|len| string(bytes, len))?,
        Marker::Bin8 => len(1).and_then(|len| take(bytes, len)).map(Pack::Bytes)?,
        Marker::Bin16 => len(2).and_then(|len| take(bytes, len)).map(Pack::Bytes)?,
        Marker::Bin32 => len(4).and_then(|len| take(bytes, len)).map(Pack::Bytes)?,
        Marker::FixArray(size) => list_of(bytes, usize::from(size), depth)?,
        Marker::Array16 => len(2).and_then(|len| list_of(bytes, len, depth))?,
        Marker::Array32 => len(4).and_then(|len| list_of(bytes, len, depth))?,
        Marker::FixMap(size) => map_of(bytes, usize::from(size), depth)?,
        Marker::Map16 => len(2).and_then(|len| map_of(bytes, len, depth))?,
        Marker::Map32 => len(4).and_then(|len| map_of(bytes, len, depth))?,
        _ => return None,
    })
}

fn string<'b>(bytes: &mut &'b [u8], len: usize) -> Option<Pack<'b>> {
    let bytes = take(bytes, len)?;
    Some(std::str::from_utf8(bytes).map_or(Pack::Bytes(bytes), Pack::Text))
}

fn list_of<'b>(bytes: &mut &'b [u8], len: usize, depth: usize) -> Option<Pack<'b>> {
    let mut list = Vec::with_capacity(len.min(bytes.len()));
    for _ in 0..len {
        list.push(value(bytes, depth - 1)?);
    }
    Some(Pack::List(list))
}

fn map_of<'b>(bytes: &mut &'b [u8], len: usize, depth: usize) -> Option<Pack<'b>> {
    let mut map = Vec::with_capacity(len.min(bytes.len()));
    for _ in 0..len {
        map.push((value(bytes, depth - 1)?, value(bytes, depth - 1)?));
    }
    Some(Pack::Map(map))
}

impl<'b> Pack<'b> {
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|pair| pair.0.text() == Some(key)).map(|pair| &pair.1)
    }

    pub(super) fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    pub(super) fn bytes(&self) -> Option<&'b [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Text(text) => Some(text.as_bytes()),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&'b str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn number(&self) -> Option<u64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }
}

// Writing to memory cannot fail, so what the encoder answers is of no use.

pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    let _ = encode::write_str(out, text);
}

pub(super) fn binary(out: &mut Vec<u8>, bytes: &[u8]) {
    let _ = encode::write_bin(out, bytes);
}

/// The head of `len` bytes that follow.
pub(super) fn binary_of(out: &mut Vec<u8>, len: usize) {
    let _ = encode::write_bin_len(out, u32::try_from(len).unwrap_or(u32::MAX));
}

pub(super) fn unsigned(out: &mut Vec<u8>, number: u64) {
    let _ = encode::write_uint(out, number);
}

pub(super) fn boolean(out: &mut Vec<u8>, value: bool) {
    let _ = encode::write_bool(out, value);
}

pub(super) fn map(out: &mut Vec<u8>, len: u32) {
    let _ = encode::write_map_len(out, len);
}

pub(super) fn list<T>(out: &mut Vec<u8>, items: &[T], mut each: impl FnMut(&mut Vec<u8>, &T)) {
    let _ = encode::write_array_len(out, u32::try_from(items.len()).unwrap_or(u32::MAX));
    items.iter().for_each(|item| each(out, item));
}

pub(super) fn pair(out: &mut Vec<u8>, key: &str, value: impl FnOnce(&mut Vec<u8>)) {
    text(out, key);
    value(out);
}
