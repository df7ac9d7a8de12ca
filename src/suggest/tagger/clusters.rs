//! Word clusters: words that stand in the same places share a cluster, at three grains.
//!
//! They were made from published word vectors (`assets/model/clusters.py`) and come as text.

use super::words::lower_key;

/// Fine cluster (from 1) by word, and of each fine cluster the middle and the coarse one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Clusters {
    /// Key of the word in the lexicon, fine cluster.
    pub words: Vec<(u32, u16)>,
    pub coarser: Vec<(u8, u8)>,
}

impl Clusters {
    /// Reads a table: a line is a fine cluster, with its middle cluster, its coarse one and its words, frequent ones first.
    ///
    /// # Errors
    /// In words, with the number of a line that is none.
    pub fn read(table: &str) -> Result<Self, String> {
        let mut clusters = Self::default();
        for (number, line) in table.lines().enumerate() {
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap_or_default();
            let coarser = field().parse().ok().zip(field().parse().ok());
            let fine = u16::try_from(number + 1).ok().filter(|fine| *fine <= MOST);
            let (coarser, fine) = coarser.zip(fine).ok_or_else(|| {
                format!("line {} of the word clusters: expected a middle cluster, a coarse one and words", number + 1)
            })?;
            clusters.coarser.push(coarser);
            clusters.words.extend(field().split(' ').filter(|word| !word.is_empty()).map(|word| (lower_key(word), fine)));
        }
        Ok(clusters)
    }
}

/// Most fine clusters: their number shares 16 bits with how often a word is written small.
const MOST: u16 = u16::MAX / 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_cluster() {
        let clusters = Clusters::read("3\t1\tminister premier\n0\t1\tFriday").unwrap();
        assert_eq!(clusters.coarser, [(3, 1), (0, 1)]);
        assert_eq!(clusters.words, [(lower_key("minister"), 1), (lower_key("premier"), 1), (lower_key("friday"), 2)]);
        assert_eq!(Clusters::read(""), Ok(Clusters::default()));
        assert!(Clusters::read("3\t1\tminister\nmany\twords").unwrap_err().contains("line 2"));
    }
}
