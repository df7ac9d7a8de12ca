//! What is known of words before any sentence is read: how often they are written small, their clusters, and lists of names.
//!
//! Words are kept as 32-bit hashes; a collision costs a little accuracy and nothing else. Built by `train`, stored in the model.

use super::words::{Form, hash_str, mix};
use crate::suggest::model::{Reader, put_varint};
use std::collections::HashMap;

/// Kinds of names in the lists, as bits.
pub mod kind {
    pub const FIRST_NAME: u16 = 1;
    pub const SURNAME: u16 = 2;
    pub const CITY: u16 = 4;
    pub const COUNTRY: u16 = 8;
    pub const DEMONYM: u16 = 16;
    pub const REGION: u16 = 32;
    pub const ORG_HEAD: u16 = 64;
    pub const TITLE: u16 = 128;
    pub const MONTH: u16 = 256;
    /// Some name of several words begins so.
    pub const PREFIX: u16 = 1 << 15;
    pub const COUNT: usize = 9;
}

/// What is known of one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// How often it is written small, 1 (never) to 6 (always); 0 unknown.
    pub small: u8,
    /// Cluster among 1,000; 0 unknown, else one more than its number.
    pub cluster: u16,
}

/// Words and names known beforehand.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lexicon {
    /// By hash of the lower-case word, digits made alike.
    pub words: HashMap<u32, Known>,
    /// Of each fine cluster, its middle and its coarse cluster.
    pub coarser: Vec<(u8, u8)>,
    /// By hash of a name's words, or of the first words of one ([`kind::PREFIX`]).
    pub names: HashMap<u32, u16>,
}

/// The key of a name of several words: fold over the keys of its words.
pub fn name_key(words: impl Iterator<Item = u32>) -> u32 {
    words.fold(7, mix)
}

impl Lexicon {
    /// Adds a name to the lists; words are cut at spaces and hyphens are kept.
    pub fn add_name(&mut self, name: &str, kind: u16) {
        let words: Vec<u32> = name.split_whitespace().map(hash_str).collect();
        for len in 1..words.len() {
            *self.names.entry(name_key(words[..len].iter().copied())).or_default() |= kind::PREFIX;
        }
        if !words.is_empty() {
            *self.names.entry(name_key(words.into_iter())).or_default() |= kind;
        }
    }

    /// What is known of the word with this lower-case hash.
    pub fn known(&self, lower: u32) -> Known {
        self.words.get(&lower).copied().unwrap_or_default()
    }

    /// The clusters of a word, finest first; zeros where unknown.
    pub fn clusters(&self, known: Known) -> [u16; 3] {
        let coarser = usize::from(known.cluster).checked_sub(1).and_then(|fine| self.coarser.get(fine));
        coarser.map_or([0; 3], |(middle, coarse)| [known.cluster, 1 + u16::from(*middle), 1 + u16::from(*coarse)])
    }

    /// Matches of the lists in a sentence, longest first: per token the bits of its kinds at each place (begin, inside, last,
    /// unit), all kinds of the longest name that covers it.
    pub fn matches(&self, forms: &[&Form]) -> Vec<[u16; 4]> {
        let mut found = vec![[0u16; 4]; forms.len()];
        let mut at = 0;
        while at < forms.len() {
            let mut key = 7;
            let mut best = None;
            for (end, form) in forms.iter().enumerate().skip(at).take(6) {
                if end == at && !form.capital {
                    break;
                }
                key = mix(key, form.word);
                let Some(kinds) = self.names.get(&key) else { break };
                if kinds & !kind::PREFIX != 0 {
                    best = Some((end, kinds & !kind::PREFIX));
                }
                if kinds & kind::PREFIX == 0 {
                    break;
                }
            }
            let Some((end, kinds)) = best else {
                at += 1;
                continue;
            };
            for (token, places) in found.iter_mut().enumerate().take(end + 1).skip(at) {
                let place = match (token == at, token == end) {
                    (true, true) => 3,
                    (true, false) => 0,
                    (false, true) => 2,
                    (false, false) => 1,
                };
                places[place] |= kinds;
            }
            at = end + 1;
        }
        found
    }

    /// As bytes, to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut words: Vec<(u32, Known)> = self.words.iter().map(|(key, known)| (*key, *known)).collect();
        words.sort_unstable_by_key(|word| word.0);
        put_varint(&mut out, words.len() as u32);
        let mut last = 0;
        for (key, known) in words {
            put_varint(&mut out, key - last);
            put_varint(&mut out, u32::from(known.cluster) * 8 + u32::from(known.small));
            last = key;
        }
        put_varint(&mut out, self.coarser.len() as u32);
        for (middle, coarse) in &self.coarser {
            out.extend([*middle, *coarse]);
        }
        let mut names: Vec<(u32, u16)> = self.names.iter().map(|(key, kinds)| (*key, *kinds)).collect();
        names.sort_unstable_by_key(|name| name.0);
        put_varint(&mut out, names.len() as u32);
        last = 0;
        for (key, kinds) in names {
            put_varint(&mut out, key - last);
            put_varint(&mut out, u32::from(kinds.rotate_left(1)));
            last = key;
        }
        out
    }

    /// Reads what [`Lexicon::to_bytes`] wrote; `None` where it is damaged.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let mut lexicon = Self::default();
        let mut key = 0u32;
        for _ in 0..reader.varint()? {
            key = key.wrapping_add(reader.varint()?);
            let packed = reader.varint()?;
            lexicon.words.insert(key, Known { small: (packed % 8) as u8, cluster: (packed / 8) as u16 });
        }
        for _ in 0..reader.varint()? {
            lexicon.coarser.push((reader.u8()?, reader.u8()?));
        }
        key = 0;
        for _ in 0..reader.varint()? {
            key = key.wrapping_add(reader.varint()?);
            lexicon.names.insert(key, (reader.varint()? as u16).rotate_right(1));
        }
        Some(lexicon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::tagger::words::Forms;

    #[test]
    fn the_longest_name_wins_and_all_comes_back() {
        let mut lexicon = Lexicon::default();
        lexicon.add_name("New York", kind::CITY);
        lexicon.add_name("York", kind::SURNAME);
        lexicon.words.insert(5, Known { small: 3, cluster: 1 });
        lexicon.coarser.push((4, 2));
        let mut forms = Forms::default();
        let ids: Vec<usize> = ["in", "New", "York", "York"].iter().map(|word| forms.form(word, &lexicon)).collect();
        let matches = lexicon.matches(&ids.iter().map(|id| forms.get(*id)).collect::<Vec<_>>());
        assert_eq!(matches, [[0; 4], [kind::CITY, 0, 0, 0], [0, 0, kind::CITY, 0], [0, 0, 0, kind::SURNAME]]);
        let bytes = lexicon.to_bytes();
        assert_eq!(Lexicon::read(&mut Reader::new(&bytes)), Some(lexicon));
        assert_eq!(Lexicon::read(&mut Reader::new(&bytes[..bytes.len() - 1])), None);
    }
}
