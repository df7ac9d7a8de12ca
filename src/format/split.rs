//! Dividing a data set into training, development and test articles, and naming the files of articles.
//!
//! The division is by article with a fixed seed, and articles that are nearly the same (a wire story in two papers) go to the
//! same side, else the test set would be known from training.

use super::alike::{self, hash};
use super::exchange::Exchange;
use std::collections::{BTreeSet, HashMap};

/// For each article the part it belongs to: an index into `shares`, whose numbers are weights (80/10/10).
pub fn divide(exchange: &Exchange, shares: &[u32], seed: u64) -> Vec<usize> {
    let texts: Vec<&str> = exchange.articles.iter().map(|doc| &*doc.text).collect();
    let groups = alike::stories(&texts);
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
