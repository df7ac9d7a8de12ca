//! What a word looks like, hashed once per text: the word, its shape, its affixes, and what the lexicon knows of it.

use super::lexicon::Lexicon;
use std::collections::HashMap;

/// Mixes a value into a hash.
pub fn mix(hash: u32, value: u32) -> u32 {
    let mut hash = (hash ^ value.wrapping_mul(0x9e37_79b1)).rotate_left(15).wrapping_mul(0x85eb_ca77);
    hash ^= hash >> 15;
    hash.wrapping_mul(0xc2b2_ae3d)
}

/// Hash of some characters.
pub fn hash_chars(chars: impl Iterator<Item = char>) -> u32 {
    let hash = chars.fold(0x811c_9dc5u32, |hash, c| (hash ^ c as u32).wrapping_mul(0x0100_0193).rotate_left(5));
    mix(hash, 1)
}

/// Hash of a word.
pub fn hash_str(word: &str) -> u32 {
    hash_chars(word.chars())
}

/// One distinct word of a text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Form {
    /// Hash of the word, quotation marks made alike.
    pub word: u32,
    /// Hash of the word in lower case, digits made alike.
    pub lower: u32,
    /// Hash of the shape, up to twelve characters: `Xxxxx`, `dd`.
    pub shape: u32,
    /// Hash of the shape with runs made one: `Xx`, `d`.
    pub short_shape: u32,
    /// Hash of the last three characters in lower case.
    pub suffix3: u32,
    /// Hashes of prefixes, suffixes and inner trigrams, the template mixed in.
    pub affixes: Vec<u32>,
    /// Begins with a capital?
    pub capital: bool,
    /// More than one letter, all capitals?
    pub all_capitals: bool,
    /// Begins with a small letter?
    pub small: bool,
    /// Share of small writing, 0 unknown.
    pub small_share: u8,
    pub clusters: [u16; 3],
}

/// The key of a word in the lexicon: lower case, digits made alike, quotation marks made alike.
pub fn lower_key(word: &str) -> u32 {
    hash_chars(word.chars().flat_map(char::to_lowercase).map(plain))
}

fn plain(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '’' | '‘' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' => '-',
        _ => c,
    }
}

fn shape_of(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_lowercase() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else if c.is_alphabetic() {
        'a'
    } else {
        plain(c)
    }
}

impl Form {
    fn new(word: &str, lexicon: &Lexicon) -> Self {
        let chars: Vec<char> = word.chars().map(|c| if c.is_ascii_digit() { c } else { plain(c) }).take(40).collect();
        let lower: Vec<char> = chars.iter().flat_map(|c| c.to_lowercase()).map(plain).collect();
        let mut short: Vec<char> = chars.iter().map(|c| shape_of(*c)).collect();
        let shape = hash_chars(short.iter().take(12).copied());
        short.dedup();
        let mut affixes = Vec::new();
        for len in 1..=4.min(lower.len()) {
            affixes.push(mix(30 + len as u32, hash_chars(lower[..len].iter().copied())));
        }
        for len in 1..=5.min(lower.len()) {
            affixes.push(mix(40 + len as u32, hash_chars(lower[lower.len() - len..].iter().copied())));
        }
        affixes.extend(lower.windows(3).take(8).map(|window| mix(50, hash_chars(window.iter().copied()))));
        let key = hash_chars(lower.iter().copied());
        let known = lexicon.known(key);
        let letters = chars.iter().filter(|c| c.is_alphabetic()).count();
        Self {
            word: hash_chars(chars.iter().copied()),
            lower: key,
            shape,
            short_shape: hash_chars(short.iter().take(12).copied()),
            suffix3: hash_chars(lower[lower.len().saturating_sub(3)..].iter().copied()),
            affixes,
            capital: chars.first().is_some_and(|c| c.is_uppercase()),
            all_capitals: letters > 1 && chars.iter().all(|c| !c.is_alphabetic() || c.is_uppercase()),
            small: chars.first().is_some_and(|c| c.is_lowercase()),
            small_share: known.small,
            clusters: lexicon.clusters(known),
        }
    }
}

/// The distinct words of a text.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    by_word: HashMap<Box<str>, usize>,
    forms: Vec<Form>,
}

impl Forms {
    /// The number of a word, made on its first occurrence.
    pub fn form(&mut self, word: &str, lexicon: &Lexicon) -> usize {
        if let Some(id) = self.by_word.get(word) {
            return *id;
        }
        self.forms.push(Form::new(word, lexicon));
        self.by_word.insert(word.into(), self.forms.len() - 1);
        self.forms.len() - 1
    }

    /// The word with this number.
    pub fn get(&self, id: usize) -> &Form {
        &self.forms[id]
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// None yet?
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}
