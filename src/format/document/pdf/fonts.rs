//! From the codes of a PDF's fonts to letters and widths.
//!
//! What `ToUnicode` says comes first, then the encoding with its differences, then the encoding inside a Type 1 font program.
//! Ligatures and Arabic presentation forms become the letters they stand for. After ISO 32000-1, clause 9.

use super::objects::{Dict, File, Lexer, Object};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;

/// A font as text is read with it.
#[derive(Default)]
pub(super) struct Font {
    /// Bytes of a code: 1, or 2 for composite fonts.
    code_bytes: usize,
    unicode: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    default_width: f64,
}

/// One character as it is shown.
pub(super) struct Shown {
    pub(super) text: String,
    /// In thousandths of the font's size.
    pub(super) width: f64,
    /// Is it the one-byte blank that word spacing applies to?
    pub(super) is_blank: bool,
}

const MOST_CODES: u32 = 1 << 16;

impl Font {
    /// Reads the font's dictionary.
    pub(super) fn new(file: &File<'_>, dict: &Dict) -> Self {
        let composite = file.get(dict, "Subtype").name() == Some("Type0");
        let mut font = Self { code_bytes: if composite { 2 } else { 1 }, default_width: 500.0, ..Self::default() };
        if composite {
            font.composite_widths(file, dict);
        } else {
            font.simple(file, dict);
        }
        if let Some(map) = file.data(file.get(dict, "ToUnicode")) {
            font.read_map(&map);
        }
        font
    }

    /// The characters of a string that is shown.
    pub(super) fn show(&self, codes: &[u8]) -> Vec<Shown> {
        let one = |code: &[u8]| {
            let number = code.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
            Shown {
                text: self.unicode.get(&number).cloned().unwrap_or_default(),
                width: self.widths.get(&number).copied().unwrap_or(self.default_width),
                is_blank: code == b" ",
            }
        };
        codes.chunks(self.code_bytes.max(1)).map(one).collect()
    }

    fn simple(&mut self, file: &File<'_>, dict: &Dict) {
        let base = file.get(dict, "BaseFont").name().unwrap_or_default().to_owned();
        let descriptor = file.get(dict, "FontDescriptor").dict();
        let first = file.get(dict, "FirstChar").number().unwrap_or(0.0) as u32;
        if let Some(widths) = file.get(dict, "Widths").array() {
            for (code, width) in (first..MOST_CODES).zip(widths.iter().take(256)) {
                self.widths.extend(file.resolve(width).number().map(|width| (code, width)));
            }
            self.default_width = descriptor.and_then(|dict| file.get(dict, "MissingWidth").number()).unwrap_or(0.0);
        } else {
            self.widths.extend((32..256).map(|code| (code, standard_width(code))));
        }
        let encoding = file.get(dict, "Encoding");
        let named = encoding.name().or_else(|| encoding.dict().and_then(|dict| file.get(dict, "BaseEncoding").name()));
        let charset = match named {
            Some("MacRomanEncoding") => encoding_rs::MACINTOSH,
            _ => encoding_rs::WINDOWS_1252,
        };
        let symbolic = base.contains("Symbol") || base.contains("Dingbats");
        let embedded = descriptor.map(|dict| file.get(dict, "FontFile")).and_then(|program| file.data(program));
        let own = embedded.as_deref().map(built_in).unwrap_or_default();
        for code in 32..=255_u8 {
            if !symbolic || code.is_ascii_digit() || code == b' ' {
                let text = charset.decode_without_bom_handling(&[code]).0.into_owned();
                self.unicode.insert(u32::from(code), text);
            }
        }
        if named.is_none() {
            self.unicode.extend(own);
        }
        let differences = encoding.dict().and_then(|dict| file.get(dict, "Differences").array()).unwrap_or_default();
        let mut code = 0_u32;
        for item in differences {
            match file.resolve(item) {
                Object::Number(number) => code = *number as u32,
                Object::Name(name) => {
                    self.unicode.insert(code, letters(name));
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    fn composite_widths(&mut self, file: &File<'_>, dict: &Dict) {
        let descendant = file.get(dict, "DescendantFonts").array().and_then(<[Object]>::first);
        let Some(descendant) = descendant.and_then(|font| file.resolve(font).dict()) else { return };
        self.default_width = file.get(descendant, "DW").number().unwrap_or(1000.0);
        let list = file.get(descendant, "W").array().unwrap_or_default();
        let mut at = 0;
        while let Some(first) = list.get(at).and_then(|first| file.resolve(first).number()) {
            let first = first as u32;
            match list.get(at + 1).map(|second| file.resolve(second)) {
                Some(Object::Array(widths)) => {
                    for (code, width) in (first..MOST_CODES).zip(widths) {
                        self.widths.extend(file.resolve(width).number().map(|width| (code, width)));
                    }
                    at += 2;
                }
                Some(Object::Number(last)) => {
                    let width = list.get(at + 2).and_then(|width| file.resolve(width).number()).unwrap_or(0.0);
                    self.widths.extend((first..=(*last as u32).min(MOST_CODES)).map(|code| (code, width)));
                    at += 3;
                }
                _ => break,
            }
        }
    }

    /// Reads a map from codes to characters.
    fn read_map(&mut self, map: &[u8]) {
        let mut lexer = Lexer::new(map, 0);
        let mut operands: Vec<Object> = Vec::new();
        loop {
            if let Some(object) = lexer.object(0) {
                operands.push(object);
                continue;
            }
            let word = lexer.word();
            match word {
                b"" if lexer.at >= map.len() => break,
                b"" => lexer.at += 1,
                b"endcodespacerange" => {
                    if let Some(Object::Text(code)) = operands.first() {
                        self.code_bytes = code.len().clamp(1, 2);
                    }
                    operands.clear();
                }
                b"endbfchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let [Object::Text(code), Object::Text(text)] = pair {
                            self.unicode.insert(number(code), utf16(text));
                        }
                    }
                    operands.clear();
                }
                b"endbfrange" => {
                    for range in operands.chunks_exact(3) {
                        self.range(range);
                    }
                    operands.clear();
                }
                _ => operands.clear(),
            }
        }
    }

    fn range(&mut self, range: &[Object]) {
        let [Object::Text(first), Object::Text(last), to] = range else { return };
        let (first, last) = (number(first), number(last).min(MOST_CODES));
        match to {
            Object::Array(texts) => {
                for (code, text) in (first..=last).zip(texts) {
                    if let Object::Text(text) = text {
                        self.unicode.insert(code, utf16(text));
                    }
                }
            }
            Object::Text(text) => {
                let start = utf16(text);
                let mut chars: Vec<char> = start.chars().collect();
                let Some(lowest) = chars.pop().map(u32::from) else { return };
                let head: String = chars.into_iter().collect();
                for (step, code) in (first..=last).enumerate() {
                    let Some(c) = char::from_u32(lowest.saturating_add(step as u32)) else { break };
                    self.unicode.insert(code, clean(&format!("{head}{c}")));
                }
            }
            _ => {}
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |all, byte| all << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
    clean(&String::from_utf16_lossy(&units))
}

/// Ligatures and presentation forms as the letters they stand for; signs without meaning are nothing.
fn clean(text: &str) -> String {
    let mut clean = String::new();
    for c in text.chars() {
        match c {
            '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                clean.extend(std::iter::once(c).nfkc())
            }
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => clean.push(c),
        }
    }
    clean
}

/// The encoding in the readable part of a Type 1 font program: `dup 28 /fi put`.
fn built_in(program: &[u8]) -> HashMap<u32, String> {
    let head = String::from_utf8_lossy(&program[..program.len().min(20_000)]);
    let mut found = HashMap::new();
    for part in head.split("dup ").skip(1) {
        let mut words = part.split_whitespace();
        if let (Some(Ok(code)), Some(name), Some("put")) = (words.next().map(str::parse::<u32>), words.next(), words.next())
            && let Some(name) = name.strip_prefix('/')
        {
            found.insert(code, letters(name));
        }
    }
    found
}

/// The characters that a glyph's name stands for, after Adobe's list; empty where it says nothing.
fn letters(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    if let Ok(at) = NAMES.binary_search_by_key(&stem, |row| row.0) {
        return NAMES[at].1.to_owned();
    }
    let mut chars = stem.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.to_string();
    }
    let code = stem.strip_prefix("uni").and_then(|hex| hex.get(..4)).or_else(|| stem.strip_prefix('u'));
    if let Some(c) = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
        return clean(&c.to_string());
    }
    for (accent, mark) in ACCENTS {
        let Some(base) = stem.strip_suffix(accent) else { continue };
        let base = if base == "dotlessi" { "i" } else { base };
        if base.chars().count() == 1 {
            return format!("{base}{mark}").nfc().collect();
        }
    }
    String::new()
}

const ACCENTS: [(&str, char); 14] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circumflex", '\u{302}'),
    ("dieresis", '\u{308}'),
    ("tilde", '\u{303}'),
    ("caron", '\u{30c}'),
    ("ring", '\u{30a}'),
    ("cedilla", '\u{327}'),
    ("ogonek", '\u{328}'),
    ("breve", '\u{306}'),
    ("macron", '\u{304}'),
    ("dotaccent", '\u{307}'),
    ("hungarumlaut", '\u{30b}'),
    ("commaaccent", '\u{326}'),
];

/// Names of glyphs that are not letters with accents, in order.
const NAMES: [(&str, &str); 104] = [
    ("AE", "Æ"),
    ("Eth", "Ð"),
    ("Euro", "€"),
    ("Lslash", "Ł"),
    ("OE", "Œ"),
    ("Oslash", "Ø"),
    ("Thorn", "Þ"),
    ("ae", "æ"),
    ("ampersand", "&"),
    ("asciicircum", "^"),
    ("asciitilde", "~"),
    ("asterisk", "*"),
    ("at", "@"),
    ("backslash", "\\"),
    ("bar", "|"),
    ("braceleft", "{"),
    ("braceright", "}"),
    ("bracketleft", "["),
    ("bracketright", "]"),
    ("brokenbar", "¦"),
    ("bullet", "•"),
    ("cent", "¢"),
    ("colon", ":"),
    ("comma", ","),
    ("copyright", "©"),
    ("currency", "¤"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("degree", "°"),
    ("divide", "÷"),
    ("dollar", "$"),
    ("dotlessi", "ı"),
    ("eight", "8"),
    ("ellipsis", "…"),
    ("emdash", "—"),
    ("endash", "–"),
    ("equal", "="),
    ("eth", "ð"),
    ("exclam", "!"),
    ("exclamdown", "¡"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("fi", "fi"),
    ("five", "5"),
    ("fl", "fl"),
    ("florin", "ƒ"),
    ("four", "4"),
    ("germandbls", "ß"),
    ("greater", ">"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("hyphen", "-"),
    ("less", "<"),
    ("logicalnot", "¬"),
    ("lslash", "ł"),
    ("minus", "−"),
    ("mu", "µ"),
    ("multiply", "×"),
    ("nbspace", "\u{a0}"),
    ("nine", "9"),
    ("numbersign", "#"),
    ("oe", "œ"),
    ("one", "1"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("onesuperior", "¹"),
    ("ordfeminine", "ª"),
    ("ordmasculine", "º"),
    ("oslash", "ø"),
    ("paragraph", "¶"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("percent", "%"),
    ("period", "."),
    ("periodcentered", "·"),
    ("perthousand", "‰"),
    ("plus", "+"),
    ("plusminus", "±"),
    ("question", "?"),
    ("questiondown", "¿"),
    ("quotedbl", "\""),
    ("quotedblbase", "„"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotesinglbase", "‚"),
    ("quotesingle", "'"),
    ("registered", "®"),
    ("section", "§"),
    ("semicolon", ";"),
    ("seven", "7"),
    ("six", "6"),
    ("slash", "/"),
    ("space", " "),
    ("sterling", "£"),
    ("three", "3"),
    ("trademark", "™"),
    ("two", "2"),
    ("underscore", "_"),
    ("zero", "0"),
];

/// About how wide the standard fonts' characters are.
fn standard_width(code: u32) -> f64 {
    match char::from_u32(code).unwrap_or(' ') {
        'i' | 'j' | 'l' | '\'' | '|' => 222.0,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'I' | 'f' | 't' | '/' | '\\' | '[' | ']' => 278.0,
        'r' | '(' | ')' | '-' | '*' | '"' => 333.0,
        'm' | 'M' | '%' => 833.0,
        'W' | '@' => 944.0,
        'A'..='Z' => 680.0,
        _ => 556.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_are_letters() {
        assert!(NAMES.is_sorted_by_key(|row| row.0));
        let all: String = ["Eacute", "ffi", "quotedblleft", "uni0416", "A.sc", "dotlessi", "g37"].map(letters).concat();
        assert_eq!(all, "Éffi“ЖAı");
        assert_eq!(clean("ﬁﻻ\u{f8ff}"), "fiلا");
    }
}
