//! Word vectors: words that stand in the same places have vectors that are near each other.
//!
//! They were made from published ones (`assets/model/vectors.py`) and come as text. A network has those of the words that its texts
//! have several times, and learns on; any other word has the mean of its cluster.

use crate::suggest::model::{Reader, put_varint};
use crate::suggest::tagger::words::lower_key;
use std::collections::HashMap;

/// Vectors as they were published.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Published {
    /// How many numbers a vector has.
    pub width: usize,
    /// Of each fine cluster.
    clusters: Vec<f32>,
    /// Of words: key in the lexicon and vector.
    words: Vec<(u32, Vec<f32>)>,
}

impl Published {
    /// Reads a table: a line is a word, a tab and a character for each number of its vector; lines without a word, which come
    /// first, are the clusters.
    ///
    /// # Errors
    /// In words, with the number of a line that is none.
    pub fn read(table: &str) -> Result<Self, String> {
        let mut published = Self::default();
        for (number, line) in table.lines().enumerate() {
            let wrong = || {
                format!("line {} of the word vectors: expected a word, a tab and as many characters as the others", number + 1)
            };
            let (word, steps) = line.split_once('\t').ok_or_else(wrong)?;
            let vector: Vec<f32> = steps.bytes().map(|step| (f32::from(step) - f32::from(b'P')) / 10.0).collect();
            if published.width == 0 {
                published.width = vector.len();
            }
            if vector.is_empty() || vector.len() != published.width {
                return Err(wrong());
            }
            if word.is_empty() {
                published.clusters.extend(vector);
            } else {
                published.words.push((lower_key(word), vector));
            }
        }
        Ok(published)
    }

    /// The words of these that are among `keys` at least `times` times, and the vectors of a network that knows them: one for
    /// unknown words, those of the clusters, those of the words.
    pub fn choose(&self, keys: impl Iterator<Item = u32>, times: usize) -> (Vocabulary, Vec<f32>) {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        keys.for_each(|key| *counts.entry(key).or_default() += 1);
        let mut chosen: Vec<&(u32, Vec<f32>)> =
            self.words.iter().filter(|(key, _)| counts.get(key).is_some_and(|count| *count >= times)).collect();
        chosen.sort_by_key(|(key, _)| *key);
        chosen.dedup_by_key(|(key, _)| *key);
        let mut vectors = vec![0.0; self.width];
        vectors.extend(&self.clusters);
        chosen.iter().for_each(|(_, vector)| vectors.extend(vector));
        let clusters = self.clusters.len() / self.width.max(1);
        (Vocabulary { keys: chosen.into_iter().map(|(key, _)| *key).collect(), clusters }, vectors)
    }
}

/// Which row of a table is whose vector.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Vocabulary {
    /// Keys in ascending order.
    keys: Vec<u32>,
    clusters: usize,
}

impl Vocabulary {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        1 + self.clusters + self.keys.len()
    }

    /// The row of a word with this key and this fine cluster (0 unknown): its own, that of its cluster, or the one of unknown words.
    pub fn row(&self, key: u32, cluster: u16) -> usize {
        let cluster = usize::from(cluster);
        match self.keys.binary_search(&key) {
            Ok(at) => 1 + self.clusters + at,
            Err(_) if cluster <= self.clusters => cluster,
            Err(_) => 0,
        }
    }

    /// Appends it to `out`.
    pub fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.clusters as u32);
        put_varint(out, self.keys.len() as u32);
        let mut last = 0;
        for key in &self.keys {
            put_varint(out, key - last);
            last = *key;
        }
    }

    /// Reads what [`Self::put`] wrote; `None` where it is damaged.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let clusters = reader.varint()? as usize;
        let count = reader.varint()? as usize;
        let mut keys = Vec::new();
        let mut last = 0_u32;
        for _ in 0..count {
            last = last.checked_add(reader.varint()?)?;
            keys.push(last);
        }
        (clusters <= usize::from(u16::MAX)).then_some(Self { keys, clusters })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_its_own_vector_or_that_of_its_cluster() {
        let published = Published::read("\tPZ\n\tFP\nferry\tPQ\nplan\tRP").unwrap();
        let keys = ["ferry", "plan", "Ferry"].map(lower_key);
        let (vocabulary, vectors) = published.choose(keys.into_iter(), 2);
        assert_eq!(vectors, [0.0, 0.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.1]);
        let row = |word, cluster| vocabulary.row(lower_key(word), cluster);
        assert_eq!([row("ferry", 2), row("plan", 2), row("plan", 0), row("plan", 9)], [3, 2, 0, 0]);
        let mut bytes = Vec::new();
        vocabulary.put(&mut bytes);
        assert_eq!(Vocabulary::read(&mut Reader::new(&bytes)), Some(vocabulary));
        assert_eq!(Vocabulary::read(&mut Reader::new(&bytes[..bytes.len() - 1])), None);
        assert!(Published::read("a\tPP\nb\tP").unwrap_err().contains("line 2"));
    }
}
