//! Dividing a data set into training, development and test articles, and naming the files of articles.
//!
//! The division is by article with a fixed seed, and articles that are nearly the same (a wire story in two papers) go to the
//! same side, else the test set would be known from training.

use super::exchange::Exchange;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hasher as _};

/// Words in a shingle, and hashes in a signature.
const SHINGLE: usize = 5;
const HASHES: usize = 16;
/// Rows of the signature that must agree for two articles to be compared.
const BAND: usize = 4;

/// For each article the part it belongs to: an index into `shares`, whose numbers are weights (80/10/10).
pub fn divide(exchange: &Exchange, shares: &[u32], seed: u64) -> Vec<usize> {
    let groups = groups(exchange);
    let total: u64 = shares.iter().map(|share| u64::from(*share)).sum();
    if total == 0 {
        return vec![0; exchange.articles.len()];
    }
    // Groups in an order that depends on the seed and their first article's text only, dealt out so that shares are kept.
    let mut order: Vec<(u64, usize)> = Vec::new();
    for (at, group) in groups.iter().enumerate().filter(|(at, group)| at == *group) {
        order.push((hash(&(seed, &*exchange.articles[at].text, &exchange.articles[at].name)), *group));
    }
    order.sort_unstable();
    let mut sizes: HashMap<usize, u64> = HashMap::new();
    for group in &groups {
        *sizes.entry(*group).or_default() += 1;
    }
    let mut filled = vec![0_u64; shares.len()];
    let mut part_of = HashMap::new();
    let mut done = 0_u64;
    for (_, group) in order {
        let size = sizes[&group];
        done += size;
        let behind = |part: &usize| (u64::from(shares[*part]) * done) as i128 - i128::from(filled[*part]) * i128::from(total);
        let part = (0..shares.len()).max_by_key(|part| (behind(part), std::cmp::Reverse(*part))).unwrap_or(0);
        filled[part] += size;
        part_of.insert(group, part);
    }
    groups.iter().map(|group| part_of[group]).collect()
}

/// For each article the first one it is nearly the same as.
pub fn groups(exchange: &Exchange) -> Vec<usize> {
    let signatures: Vec<[u64; HASHES]> = exchange.articles.iter().map(|doc| signature(&doc.text)).collect();
    let mut parent: Vec<usize> = (0..signatures.len()).collect();
    for band in 0..HASHES / BAND {
        let mut seen: HashMap<&[u64], usize> = HashMap::new();
        for (at, signature) in signatures.iter().enumerate() {
            let key = &signature[band * BAND..(band + 1) * BAND];
            let other = *seen.entry(key).or_insert(at);
            let alike = signature.iter().zip(&signatures[other]).filter(|(a, b)| a == b).count();
            if other != at && alike * 10 >= HASHES * 7 {
                let (a, b) = (root(&mut parent, at), root(&mut parent, other));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    (0..parent.len()).map(|at| root(&mut parent, at)).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

fn signature(text: &str) -> [u64; HASHES] {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| hash(&word.to_lowercase()))
        .collect();
    let mut least = [u64::MAX; HASHES];
    for shingle in words.windows(SHINGLE.min(words.len()).max(1)) {
        let mut one = hash(&shingle);
        for slot in &mut least {
            // xorshift*: one hash gives all the others.
            one ^= one >> 12;
            one ^= one << 25;
            one ^= one >> 27;
            *slot = (*slot).min(one.wrapping_mul(0x2545_f491_4f6c_dd1d));
        }
    }
    least
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new(); // keys are fixed: the same in every run
    value.hash(&mut hasher);
    hasher.finish()
}

/// A name for an article's file: what it is called, made safe, and not used before.
pub(super) fn file_name(name: &str, number: usize, used: &mut BTreeSet<String>) -> String {
    let stem = if name.is_empty() { format!("article-{:05}", number + 1) } else { safe_name(name) };
    let mut free = stem.clone();
    let mut next = 2;
    while !used.insert(free.to_lowercase()) {
        free = format!("{stem}-{next}");
        next += 1;
    }
    free
}

/// Without path separators and what file systems refuse; never empty, never hidden.
pub(super) fn safe_name(name: &str) -> String {
    let name = name.strip_suffix(".txt").unwrap_or(name);
    let safe: String =
        name.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c }).take(120).collect();
    let safe = safe.trim_matches([' ', '.']);
    if safe.is_empty() { "unnamed".to_owned() } else { safe.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::exchange::Doc;

    #[test]
    fn near_duplicates_stay_together_and_shares_are_kept() {
        let words = |seed: usize| (0..80).map(|n| format!("w{} ", (n * 7 + seed * 131) % 997)).collect::<String>();
        let mut articles: Vec<Doc> = (0..100).map(|n| Doc::new(format!("{n}"), words(n))).collect();
        articles.push(Doc::new("again", format!("{} updated", words(3))));
        let exchange = Exchange { articles, ..Exchange::default() };
        let parts = divide(&exchange, &[80, 10, 10], 1);
        assert_eq!(parts[3], parts[100]);
        let size = |part: usize| parts.iter().filter(|p| **p == part).count();
        assert!((79..=83).contains(&size(0)) && (9..=11).contains(&size(1)), "{} {} {}", size(0), size(1), size(2));
        assert_eq!(parts, divide(&exchange, &[80, 10, 10], 1));
        assert_ne!(parts, divide(&exchange, &[80, 10, 10], 2));
    }
}
