//! The objects of a PDF file, found by looking for them rather than by its tables of contents: damaged files are read too.
//!
//! Everything is bounded: how deep objects nest, how many there are, and what streams unpack to together. After ISO 32000-1,
//! clause 7.

use super::filters;
use super::lock::{Lock, Owner};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A dictionary, by the names of its keys.
pub(super) type Dict = BTreeMap<String, Object>;

/// A value in a file.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Self>),
    Dict(Dict),
    /// The number of another object.
    Reference(u32),
    /// A dictionary with data: bytes of the file.
    Stream(Dict, Range<usize>),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn name(&self) -> Option<&str> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn array(&self) -> Option<&[Self]> {
        if let Self::Array(list) = self { Some(list) } else { None }
    }

    /// The dictionary, also of a stream.
    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, _) => Some(dict),
            _ => None,
        }
    }
}

const DEEPEST: usize = 64;
const MOST_OBJECTS: usize = 2_000_000;
/// All streams together may unpack to this (bytes).
const MOST_UNPACKED: usize = 256 << 20;

/// Reads values out of bytes.
pub(super) struct Lexer<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()) }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// A word of letters, digits and signs: an operator or `obj`, `true`, `R`.
    pub(super) fn word(&mut self) -> &'b [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// The next value; `None` at the end, and before a word that is none.
    pub(super) fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'/' => {
                self.at += 1;
                Some(Object::Name(self.name()))
            }
            b'(' => Some(Object::Text(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(Object::Dict(self.dict(depth)))
            }
            b'<' => Some(Object::Text(self.hex())),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip_space();
                    match self.peek() {
                        None => break,
                        Some(b']') => {
                            self.at += 1;
                            break;
                        }
                        Some(_) => match self.object(depth + 1) {
                            Some(value) => list.push(value),
                            None if self.word().is_empty() => break,
                            None => {}
                        },
                    }
                }
                Some(Object::Array(list))
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number_or_reference(),
            _ => {
                let start = self.at;
                match self.word() {
                    b"null" => Some(Object::Null),
                    b"true" => Some(Object::Bool(true)),
                    b"false" => Some(Object::Bool(false)),
                    _ => {
                        self.at = start;
                        None
                    }
                }
            }
        }
    }

    fn number_or_reference(&mut self) -> Option<Object> {
        let number = parse_number(self.word());
        let after = self.at;
        if number >= 0.0 && number.fract() == 0.0 && number <= f64::from(u32::MAX) {
            self.skip_space();
            let generation = self.word();
            if !generation.is_empty() && generation.iter().all(u8::is_ascii_digit) {
                self.skip_space();
                if self.word() == b"R" {
                    return Some(Object::Reference(number as u32));
                }
            }
        }
        self.at = after;
        Some(Object::Number(number))
    }

    fn name(&mut self) -> String {
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut at = 0;
        while at < word.len() {
            let hex = word.get(at + 1..at + 3).filter(|_| word[at] == b'#').and_then(|two| std::str::from_utf8(two).ok());
            if let Some(byte) = hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                name.push(byte);
                at += 3;
            } else {
                name.push(word[at]);
                at += 1;
            }
        }
        String::from_utf8_lossy(&name).into_owned()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut number = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    number = number * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(number as u8);
            }
            other => text.push(other),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'>' => break,
                _ => digits.extend(char::from(byte).to_digit(16)),
            }
        }
        digits.chunks(2).map(|two| (two[0] * 16 + two.get(1).copied().unwrap_or(0)) as u8).collect()
    }

    fn dict(&mut self, depth: usize) -> Dict {
        let mut dict = Dict::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at = (self.at + 2).min(self.bytes.len());
                    break;
                }
                Some(b'/') => {
                    self.at += 1;
                    let name = self.name();
                    match self.object(depth + 1) {
                        Some(value) => drop(dict.insert(name, value)),
                        None if self.peek() == Some(b'>') => {}
                        None if self.word().is_empty() => self.at += 1,
                        None => {}
                    }
                }
                Some(_) => {
                    if self.object(depth + 1).is_none() && self.word().is_empty() {
                        self.at += 1;
                    }
                }
            }
        }
        dict
    }
}

fn parse_number(word: &[u8]) -> f64 {
    let text = std::str::from_utf8(word).unwrap_or_default();
    let end = text
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && matches!(c, '+' | '-'))))
        .map_or(text.len(), |found| found.0);
    text[..end].parse().unwrap_or(0.0)
}

/// A file with its objects by number; of several with one number the last stands.
pub(super) struct File<'b> {
    bytes: &'b [u8],
    objects: BTreeMap<u32, Object>,
    pub(super) trailer: Dict,
    unpacked: std::cell::Cell<usize>,
    /// Whose data begin at a byte; needed for locked files alone.
    owners: HashMap<usize, Owner>,
    lock: Option<Lock>,
}

impl<'b> File<'b> {
    /// Finds all objects.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let mut file = Self {
            bytes,
            objects: BTreeMap::new(),
            trailer: Dict::new(),
            unpacked: std::cell::Cell::new(0),
            owners: HashMap::new(),
            lock: None,
        };
        let generations = file.find_objects();
        file.unlock(&generations);
        file.open_object_streams();
        file
    }

    /// Must a password be known?
    pub(super) fn asks_for_password(&self) -> bool {
        self.trailer.contains_key("Encrypt") && self.lock.is_none()
    }

    /// Opens what is locked without a password: strings at once, streams when they are asked for.
    fn unlock(&mut self, generations: &HashMap<u32, u16>) {
        let Some(encrypt) = self.get(&self.trailer, "Encrypt").dict() else { return };
        let id = self.get(&self.trailer, "ID").array().and_then(|ids| ids.first());
        let id = if let Some(Object::Text(id)) = id { id.as_slice() } else { &[] };
        let Some(lock) = Lock::open(encrypt, id) else { return };
        let own = if let Some(Object::Reference(number)) = self.trailer.get("Encrypt") { Some(*number) } else { None };
        for (number, object) in &mut self.objects {
            if own != Some(*number) {
                let owner = (*number, generations.get(number).copied().unwrap_or(0));
                unlock_texts(object, &lock, owner);
                if let Object::Stream(_, data) = object {
                    self.owners.insert(data.start, owner);
                }
            }
        }
        self.lock = Some(lock);
    }

    /// Returns the generations that are not 0, by number.
    fn find_objects(&mut self) -> HashMap<u32, u16> {
        let mut generations = HashMap::new();
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&self.bytes[at..], b"obj") {
            let word = at + found;
            at = word + 3;
            let Some((number, generation)) = numbers_before(self.bytes, word) else { continue };
            let mut lexer = Lexer::new(self.bytes, at);
            let Some(object) = lexer.object(0) else { continue };
            at = lexer.at.max(at).min(self.bytes.len());
            let object = self.with_data(object, &mut lexer);
            if let Object::Stream(dict, data) = &object {
                at = data.end.min(self.bytes.len());
                if dict.get("Type").and_then(Object::name) == Some("XRef") {
                    self.trailer.extend(dict.clone());
                }
            }
            if self.objects.len() < MOST_OBJECTS {
                self.objects.insert(number, object);
                if generation > 0 {
                    generations.insert(number, generation);
                }
            }
        }
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&self.bytes[at..], b"trailer") {
            at += found + 7;
            if let Some(Object::Dict(dict)) = Lexer::new(self.bytes, at).object(0) {
                self.trailer.extend(dict);
            }
        }
        generations
    }

    /// The object with its data, where the word `stream` follows it.
    fn with_data(&self, object: Object, lexer: &mut Lexer<'_>) -> Object {
        let Object::Dict(dict) = object else { return object };
        lexer.skip_space();
        if !self.bytes.get(lexer.at..).is_some_and(|rest| rest.starts_with(b"stream")) {
            return Object::Dict(dict);
        }
        let mut start = lexer.at + 6;
        start += usize::from(self.bytes.get(start) == Some(&b'\r'));
        start += usize::from(self.bytes.get(start) == Some(&b'\n'));
        let start = start.min(self.bytes.len());
        let said = dict.get("Length").and_then(Object::number).map(|length| start.saturating_add(length as usize));
        let fits = |end: &usize| {
            self.bytes
                .get(*end..end.saturating_add(20).min(self.bytes.len()))
                .is_some_and(|rest| memchr::memmem::find(rest, b"endstream").is_some())
        };
        let end = said.filter(fits).or_else(|| memchr::memmem::find(&self.bytes[start..], b"endstream").map(|at| start + at));
        Object::Stream(dict, start..end.unwrap_or(self.bytes.len()))
    }

    fn open_object_streams(&mut self) {
        let is_one = |object: &&Object| object.dict().and_then(|dict| dict.get("Type")).and_then(Object::name) == Some("ObjStm");
        let streams: Vec<Object> = self.objects.values().filter(is_one).cloned().collect();
        for stream in streams {
            let Some(data) = self.data(&stream) else { continue };
            let of = |key: &str| stream.dict().and_then(|dict| dict.get(key)).and_then(Object::number).unwrap_or(0.0) as usize;
            let (count, first) = (of("N"), of("First"));
            let mut head = Lexer::new(&data, 0);
            for _ in 0..count.min(MOST_OBJECTS) {
                let pair = (head.object(0).and_then(|n| n.number()), head.object(0).and_then(|n| n.number()));
                let (Some(number), Some(offset)) = pair else { break };
                if let Some(object) = Lexer::new(&data, first.saturating_add(offset as usize).min(data.len())).object(0) {
                    self.objects.entry(number as u32).or_insert(object);
                }
            }
        }
    }

    /// The object itself, where it is a reference the one it leads to.
    pub(super) fn resolve<'o>(&'o self, object: &'o Object) -> &'o Object {
        let mut object = object;
        for _ in 0..16 {
            let Object::Reference(number) = object else { return object };
            object = self.objects.get(number).unwrap_or(&Object::Null);
        }
        &Object::Null
    }

    /// What `dict` has under `key`, resolved.
    pub(super) fn get<'o>(&'o self, dict: &'o Dict, key: &str) -> &'o Object {
        dict.get(key).map_or(&Object::Null, |object| self.resolve(object))
    }

    /// All objects that are dictionaries of this type, by number.
    pub(super) fn of_type(&self, kind: &str) -> Vec<&Dict> {
        let is = |dict: &&Dict| dict.get("Type").and_then(Object::name) == Some(kind);
        self.objects.values().filter_map(|object| object.dict().filter(is)).collect()
    }

    /// The data of a stream, unpacked; what of it can be, where it is damaged.
    pub(super) fn data(&self, stream: &Object) -> Option<Vec<u8>> {
        let Object::Stream(dict, range) = stream else { return None };
        let mut data = self.bytes.get(range.clone())?.to_vec();
        let is_table = dict.get("Type").and_then(Object::name) == Some("XRef");
        if let (Some(lock), Some(owner), false) = (&self.lock, self.owners.get(&range.start), is_table) {
            data = lock.stream(&data, *owner);
        }
        let filters: Vec<&str> = match self.get(dict, "Filter") {
            Object::Name(name) => vec![name],
            Object::Array(list) => list.iter().filter_map(|filter| self.resolve(filter).name()).collect(),
            _ => Vec::new(),
        };
        let parameters = match self.get(dict, "DecodeParms") {
            Object::Array(list) => list.last().map_or(&Object::Null, |last| self.resolve(last)),
            other => other,
        };
        let of = |key: &str| parameters.dict().and_then(|dict| dict.get(key)).and_then(Object::number);
        for filter in filters {
            let left = MOST_UNPACKED.checked_sub(self.unpacked.get())?;
            data = match filter {
                "FlateDecode" | "Fl" => filters::inflated(&data, left),
                "LZWDecode" | "LZW" => filters::lzw(&data, of("EarlyChange") != Some(0.0), left),
                "RunLengthDecode" | "RL" => filters::run_length(&data, left),
                "ASCIIHexDecode" | "AHx" => Lexer::new(&[b"<", data.as_slice()].concat(), 0).hex(),
                "ASCII85Decode" | "A85" => filters::ascii85(&data),
                _ => return None,
            };
            self.unpacked.set(self.unpacked.get() + data.len());
        }
        if of("Predictor").is_some_and(|predictor| predictor >= 10.0) {
            data = filters::unpredicted(&data, of("Columns").map_or(1, |columns| columns as usize));
        }
        Some(data)
    }
}

fn unlock_texts(object: &mut Object, lock: &Lock, owner: Owner) {
    match object {
        Object::Text(bytes) => *bytes = lock.text(bytes, owner),
        Object::Array(list) => list.iter_mut().for_each(|object| unlock_texts(object, lock, owner)),
        Object::Dict(dict) | Object::Stream(dict, _) => dict.values_mut().for_each(|object| unlock_texts(object, lock, owner)),
        Object::Null | Object::Bool(_) | Object::Number(_) | Object::Name(_) | Object::Reference(_) => {}
    }
}

/// Number and generation of the object whose word `obj` stands at `word`.
fn numbers_before(bytes: &[u8], word: usize) -> Option<Owner> {
    let back = |mut end: usize| {
        while end > 0 && is_space(bytes[end - 1]) {
            end -= 1;
        }
        let mut start = end;
        while start > 0 && bytes[start - 1].is_ascii_digit() && end - start < 10 {
            start -= 1;
        }
        (start < end).then_some(start..end)
    };
    let read = |range: Range<usize>| std::str::from_utf8(&bytes[range]).ok();
    let generation = back(word)?;
    let number = read(back(generation.start)?)?.parse().ok()?;
    Some((number, read(generation)?.parse().unwrap_or(0)))
}
