//! Which texts are nearly the same: a wire story in two papers, an article that was edited after it was read.
//!
//! Texts are compared by their runs of five words. Signatures of least hashes (MinHash, Broder 1997) find the pairs that are
//! worth comparing without looking at all of them; what is said of a pair is the share of runs that both have (Jaccard).

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hasher as _};

/// From this share on two texts tell the same story in the same words.
pub const SAME_STORY: f32 = 0.6;

/// Words in a run, hashes in a signature, and hashes that must agree for a pair to be compared.
const RUN: usize = 5;
const HASHES: usize = 16;
const BAND: usize = 2;
/// Texts with one band in common that are kept for comparing; boilerplate shares bands with everything.
const MOST: usize = 8;

/// Texts that others can be looked up among.
#[derive(Default)]
pub struct Index<'t> {
    texts: Vec<&'t str>,
    bands: HashMap<(usize, [u64; BAND]), Vec<usize>>,
}

impl<'t> Index<'t> {
    /// Adds a text; its number is how many were added before.
    pub fn add(&mut self, text: &'t str) {
        if let Some(signature) = signature(text) {
            for key in keys(&signature) {
                let known = self.bands.entry(key).or_default();
                if known.len() < MOST {
                    known.push(self.texts.len());
                }
            }
        }
        self.texts.push(text);
    }

    /// The number of the text that is most like this one, and how much, where it is at least [`SAME_STORY`].
    pub fn best(&self, text: &str) -> Option<(usize, f32)> {
        let signature = signature(text)?;
        let near: BTreeSet<usize> = keys(&signature).filter_map(|key| self.bands.get(&key)).flatten().copied().collect();
        let own = runs(text);
        let shares = near.into_iter().map(|at| (at, share(&own, &runs(self.texts[at]))));
        shares.filter(|(_, share)| *share >= SAME_STORY).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

/// For each text the number of the first that tells the same story; its own where it is the first.
pub fn stories(texts: &[&str]) -> Vec<usize> {
    let mut index = Index::default();
    let mut first: Vec<usize> = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        first.push(index.best(text).map_or(at, |(other, _)| first[other]));
        index.add(text);
    }
    first
}

/// The share of runs of words that both texts have, 0 to 1; 1 for two texts of the same words, however they are set.
pub fn likeness(a: &str, b: &str) -> f32 {
    share(&runs(a), &runs(b))
}

fn share(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f32 {
    let both = a.intersection(b).count();
    let all = a.len() + b.len() - both;
    if all == 0 { 0.0 } else { both as f32 / all as f32 }
}

fn runs(text: &str) -> BTreeSet<u64> {
    let words = words(text);
    if words.is_empty() {
        return BTreeSet::new();
    }
    words.windows(RUN.min(words.len())).map(|run| hash(&run)).collect()
}

/// Hashes of the words; where scripts are written without spaces every character is one.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(|c| ('\u{0e00}'..='\u{0eff}').contains(&c) || ('\u{2e80}'..='\u{9fff}').contains(&c)) {
            words.extend(word.chars().map(|c| hash(&c)));
        } else {
            words.push(hash(&word.to_lowercase()));
        }
    }
    words
}

/// `None` for a text without words.
fn signature(text: &str) -> Option<[u64; HASHES]> {
    let words = words(text);
    if words.is_empty() {
        return None;
    }
    let mut least = [u64::MAX; HASHES];
    for run in words.windows(RUN.min(words.len())) {
        let mut one = hash(&run);
        for slot in &mut least {
            // xorshift*: one hash gives all the others.
            one ^= one >> 12;
            one ^= one << 25;
            one ^= one >> 27;
            *slot = (*slot).min(one.wrapping_mul(0x2545_f491_4f6c_dd1d));
        }
    }
    Some(least)
}

fn keys(signature: &[u64; HASHES]) -> impl Iterator<Item = (usize, [u64; BAND])> {
    let bands: Vec<[u64; BAND]> = signature.as_chunks::<BAND>().0.to_vec();
    bands.into_iter().enumerate()
}

/// The same number for the same value in every run of the program.
pub(super) fn hash(value: &(impl std::hash::Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(seed: usize) -> String {
        (0..120).map(|n| format!("w{} ", (n * 7 + seed * 131) % 997)).collect()
    }

    #[test]
    fn an_edited_story_is_found_and_another_is_not() {
        let texts: Vec<String> = (0..50).map(made).collect();
        let mut index = Index::default();
        texts.iter().for_each(|text| index.add(text));
        let edited = format!("HARBOUR, Monday – {}", texts[17].replace("w5 ", "words "));
        let (at, share) = index.best(&edited).unwrap();
        assert_eq!(at, 17);
        assert!((0.8..1.0).contains(&share), "{share}");
        assert_eq!(index.best("Nothing of the kind was ever said here before, by anybody."), None);
        assert_eq!(index.best("… –"), None);
    }

    #[test]
    fn each_text_has_the_first_of_its_story() {
        let (a, b) = (made(1), made(2));
        let again = format!("{a} (updated)");
        assert_eq!(stories(&[&a, &b, &again, "", ""]), [0, 1, 0, 3, 4]);
        let chinese = "市议会周一投票决定关闭港口，渔民称这一决定是一场灾难。".repeat(3);
        assert_eq!(stories(&[&chinese, &chinese.replace("周一", "周二")])[1], 0);
    }

    #[test]
    fn how_a_text_is_set_makes_no_difference() {
        assert!((likeness("One two\r\nthree four five six.", "one two three four five SIX") - 1.0).abs() < f32::EPSILON);
        assert!(likeness("a b c d e f", "x y z") < f32::EPSILON);
    }
}
