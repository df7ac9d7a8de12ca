//! How often each word stands in each article, counted once per text.
//!
//! A text never changes under its article, so its counts are kept and every comparison of parts only adds up small numbers.

use super::rows::count_words;
use crate::model::{Article, ArticleId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Counts of the articles that were asked for so far.
#[derive(Debug, Default)]
pub(super) struct Lexis {
    /// Distinct words in the order they were met, lower case.
    words: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    articles: BTreeMap<ArticleId, Counted>,
}

#[derive(Debug)]
struct Counted {
    text: Arc<str>,
    counts: Box<[(u32, u32)]>,
    total: u64,
}

/// Words of a part of the corpus, by their number.
#[derive(Debug, Default)]
pub(super) struct Sum {
    pub(super) counts: Vec<u64>,
    pub(super) total: u64,
}

impl Sum {
    pub(super) fn of(&self, number: usize) -> u64 {
        self.counts.get(number).copied().unwrap_or(0)
    }
}

impl Lexis {
    /// The distinct words met so far.
    pub(super) fn words(&self) -> &[Arc<str>] {
        &self.words
    }

    /// The words of these articles together: two characters or more, with a letter among them.
    pub(super) fn sum<'a>(&mut self, articles: impl Iterator<Item = &'a Arc<Article>>) -> Sum {
        let mut sum = Sum::default();
        for article in articles {
            let known = self.articles.get(&article.id).is_some_and(|counted| std::ptr::eq(&*counted.text, article.text()));
            if !known {
                let counted = self.count(article);
                self.articles.insert(article.id, counted);
            }
            sum.counts.resize(self.words.len(), 0);
            if let Some(counted) = self.articles.get(&article.id) {
                counted.counts.iter().for_each(|(word, count)| sum.counts[*word as usize] += u64::from(*count));
                sum.total += counted.total;
            }
        }
        sum
    }

    fn count(&mut self, article: &Article) -> Counted {
        let text = article.shared_text();
        let mut numbers: Vec<u32> = Vec::new();
        let mut lower = String::new();
        let mut add = |lexis: &mut Self, word: &str| {
            let word = word.trim_matches(['\'', '’', '-']);
            if word.chars().nth(1).is_none() || !word.chars().any(char::is_alphabetic) {
                return;
            }
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            numbers.push(lexis.number(&lower));
        };
        if text.is_ascii() {
            let words = text.as_bytes().split(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'-')));
            words.filter_map(|word| std::str::from_utf8(word).ok()).for_each(|word| add(self, word));
        } else {
            let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')));
            words.for_each(|word| add(self, word));
        }
        numbers.sort_unstable();
        let counts = numbers.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
        let total = count_words(&text) as u64;
        Counted { text, counts, total }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.words.len() as u32;
        let word: Arc<str> = word.into();
        self.words.push(Arc::clone(&word));
        self.numbers.insert(word, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metadata;

    #[test]
    fn words_are_counted_once_and_again_when_the_text_is_another() {
        let article = |text: &str| Arc::new(Article::new(ArticleId::new(1), text, Metadata::default()));
        let mut lexis = Lexis::default();
        let of = |lexis: &Lexis, sum: &Sum, word: &str| {
            lexis.words().iter().position(|known| **known == *word).map_or(0, |number| sum.of(number))
        };
        let first = article("The tram, THE ‘tram’ line. A 4 I don’t 12 x");
        let sum = lexis.sum([&first, &first].into_iter());
        assert_eq!((of(&lexis, &sum, "tram"), of(&lexis, &sum, "the"), of(&lexis, &sum, "don’t")), (4, 4, 2));
        assert_eq!((of(&lexis, &sum, "a"), of(&lexis, &sum, "12")), (0, 0), "no single letters, no bare numbers");
        let second = article("The harbour.");
        let sum = lexis.sum([&second].into_iter());
        assert_eq!((of(&lexis, &sum, "tram"), of(&lexis, &sum, "harbour"), sum.total), (0, 1, 2));
    }
}
