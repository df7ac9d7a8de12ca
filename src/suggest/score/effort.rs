//! What suggestions save: an annotator who reads in order, played by the program with the keys of the real one.
//!
//! By hand a name costs one action to select it (a double click, a drag) and one key for its label; `Shift+A` and `Enter` mark
//! all other places of the same words. With suggestions, `a` takes a right one, `Shift+A` and `Enter` the same words everywhere,
//! a digit takes it under another label, `Alt` with an arrow moves an edge by a word, `x` rejects. What was not suggested is
//! marked by hand. Moving from one suggestion to the next is part of deciding and costs nothing.

use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Keys and decisions of some articles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Effort {
    /// Keys and pointer actions.
    pub keystrokes: usize,
    /// Suggestions decided, one by one or many at once, and names marked by hand.
    pub decisions: usize,
    pub accepted: usize,
    pub corrected: usize,
    pub rejected: usize,
    /// Names that were not suggested.
    pub by_hand: usize,
}

/// A name: where, and with which label.
pub type Name = (Span, String);

/// Keys for a name marked by hand: select it, label it.
const BY_HAND: usize = 2;
/// Keys to do the same everywhere: `Shift+A`, `Enter`.
const EVERYWHERE: usize = 2;

impl Effort {
    /// Adds the effort of another article.
    pub fn add(&mut self, other: Self) {
        self.keystrokes += other.keystrokes;
        self.decisions += other.decisions;
        self.accepted += other.accepted;
        self.corrected += other.corrected;
        self.rejected += other.rejected;
        self.by_hand += other.by_hand;
    }

    /// The article without suggestions.
    pub fn without(text: &str, gold: &[Name]) -> Self {
        Self::with(text, gold, &[])
    }

    /// The article with these suggestions, until all of `gold` is marked and nothing else.
    pub fn with(text: &str, gold: &[Name], suggested: &[Name]) -> Self {
        let mut effort = Self::default();
        let right: BTreeSet<&Name> = suggested.iter().filter(|name| gold.contains(name)).collect();
        let mut marked: BTreeSet<&Name> = BTreeSet::new();
        // Places of the same words with the same label.
        let mut same: BTreeMap<(&str, &str), Vec<&Name>> = BTreeMap::new();
        for name in gold {
            same.entry((name.0.slice(text), &name.1)).or_default().push(name);
        }
        let mut order: Vec<(usize, bool, &Name)> = suggested.iter().map(|name| (name.0.start(), false, name)).collect();
        order.extend(gold.iter().filter(|name| !right.contains(name)).map(|name| (name.0.start(), true, name)));
        order.sort_by_key(|(start, missing, _)| (*start, *missing));
        for (_, missing, name) in order {
            if marked.contains(name) {
                continue;
            }
            if missing || right.contains(name) {
                let single = if missing { BY_HAND } else { 1 };
                effort.keystrokes += single;
                effort.decisions += 1;
                if missing {
                    effort.by_hand += 1;
                } else {
                    effort.accepted += 1;
                }
                marked.insert(name);
                // Everywhere pays where what is left of the same words would cost more keys one by one.
                let rest: Vec<&Name> = same
                    .get(&(name.0.slice(text), name.1.as_str()))
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|other| !marked.contains(other))
                    .collect();
                let one_by_one: usize = rest.iter().map(|other| if right.contains(other) { 1 } else { BY_HAND }).sum();
                if one_by_one > EVERYWHERE {
                    effort.keystrokes += EVERYWHERE;
                    effort.decisions += 1;
                    effort.accepted += rest.iter().filter(|other| right.contains(*other)).count();
                    marked.extend(rest);
                }
                continue;
            }
            effort.decisions += 1;
            let near = gold.iter().find(|other| other.0.overlaps(name.0) && !marked.contains(other) && !right.contains(other));
            match near.map(|other| (other, moves(text, name.0, other.0))) {
                Some((other, moves)) if moves <= BY_HAND => {
                    effort.keystrokes += moves + 1; // with the right label's digit, or `a`
                    effort.corrected += 1;
                    marked.insert(other);
                }
                _ => {
                    effort.keystrokes += 1;
                    effort.rejected += 1;
                }
            }
        }
        effort
    }
}

/// How many times an edge must be moved by a word to get from one span to the other.
fn moves(text: &str, from: Span, to: Span) -> usize {
    let words = |a: usize, b: usize| {
        let between = text.get(a.min(b)..a.max(b)).unwrap_or_default();
        if between.is_empty() { 0 } else { between.split_whitespace().count().max(1) }
    };
    words(from.start(), to.start()) + words(from.end(), to.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, words: &str, nth: usize, label: &str) -> Name {
        let (start, _) = text.match_indices(words).nth(nth).unwrap();
        (Span::new(text, start..start + words.len()).unwrap(), label.to_owned())
    }

    #[test]
    fn keys_are_counted_as_the_annotator_presses_them() {
        let text = "Mr Petro met Ann. Petro, Petro and Petro left Rome.";
        let petro = |nth| name(text, "Petro", nth, "PERSON");
        let gold = [petro(0), petro(1), petro(2), petro(3), name(text, "Ann", 0, "PERSON"), name(text, "Rome", 0, "GPE")];
        // By hand: Petro 2, everywhere 2, Ann 2, Rome 2.
        assert_eq!(Effort::without(text, &gold).keystrokes, 8);
        // All right: Petro 1, everywhere 2, Ann 1, Rome 1.
        let all = Effort::with(text, &gold, &gold);
        assert_eq!((all.keystrokes, all.accepted, all.by_hand), (5, 6, 0));
        // An edge to move and a label to change; a wrong one to reject; the rest by hand.
        let wrong = [name(text, "Mr Petro", 0, "PERSON"), name(text, "Rome", 0, "PERSON"), name(text, "met", 0, "ORG")];
        let effort = Effort::with(text, &gold, &wrong);
        assert_eq!((effort.corrected, effort.rejected, effort.by_hand), (2, 1, 2));
        assert_eq!(effort.keystrokes, 2 + 1 + 2 + (2 + 2) + 1);
    }
}
