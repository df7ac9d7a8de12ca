//! What suggestions save: an annotator who reads in order, played by the program with the keys of the real one.
//!
//! By hand a name costs one action to select it (a double click, a drag) and one key for its label; `Shift+A` and `Enter` mark
//! all other places of the same words. With suggestions, `a` takes a right one, `Shift+A` and `Enter` the same words everywhere,
//! a digit takes it under another label, `Alt` with an arrow moves an edge by a word, `x` rejects. What was not suggested is
//! marked by hand. Moving from one suggestion to the next is part of deciding and costs nothing. After each step the
//! suggestions may be other ones, as they are in the program.

use crate::text::Span;
use std::collections::BTreeSet;

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

/// A suggestion that is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    pub name: Name,
    /// Shown as sure: `Ctrl+Shift+A` takes it with all other sure ones.
    pub sure: bool,
}

/// How the annotator works.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// One suggestion after the other.
    Stepwise,
    /// Takes all sure suggestions of an article with `Ctrl+Shift+A` first; wrong ones are then removed or corrected.
    SureAtOnce,
}

/// Something the annotator did; suggestions may be other ones afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed<'n> {
    /// A name was marked: a suggestion taken, corrected or not, or words marked by hand.
    Marked(&'n Name),
    /// A suggestion was rejected.
    Rejected(&'n Name),
}

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
        let offers: Vec<Offer> = suggested.iter().map(|name| Offer { name: name.clone(), sure: false }).collect();
        Self::play(text, gold, Way::Stepwise, &mut |_| offers.clone())
    }

    /// The article with suggestions that may change with every step: `suggest` is told what was done and answers with what is
    /// proposed then. What overlaps marked words or was rejected is not shown.
    pub fn play(text: &str, gold: &[Name], way: Way, suggest: &mut dyn FnMut(&[Deed]) -> Vec<Offer>) -> Self {
        let mut effort = Self::default();
        let mut marked: BTreeSet<&Name> = BTreeSet::new();
        let mut rejected: BTreeSet<Name> = BTreeSet::new();
        let names = |offers: Vec<Offer>| -> Vec<Name> { offers.into_iter().map(|offer| offer.name).collect() };
        let mut offers = suggest(&[]);
        if way == Way::SureAtOnce && offers.iter().any(|offer| offer.sure) {
            effort.keystrokes += 1;
            effort.decisions += 1;
            let sure = |name: &&Name| offers.iter().any(|offer| offer.sure && offer.name == **name);
            let right: Vec<&Name> = gold.iter().filter(sure).collect();
            effort.accepted += right.len();
            marked.extend(&right);
            // The wrong ones among them cost the same as rejecting or correcting them: they stay as they are.
            let deeds: Vec<Deed> = right.into_iter().map(Deed::Marked).collect();
            offers = suggest(&deeds);
        }
        let mut proposed = names(offers);
        loop {
            proposed.retain(|name| !rejected.contains(name) && !marked.iter().any(|done| done.0.overlaps(name.0)));
            let is_right = |name: &Name| proposed.contains(name);
            let suggestion = proposed.iter().min_by_key(|name| name.0.start());
            let missing = gold.iter().filter(|name| !marked.contains(name) && !is_right(name)).min_by_key(|name| name.0.start());
            let first = match (suggestion, missing) {
                (Some(suggestion), Some(missing)) if missing.0.start() < suggestion.0.start() => missing,
                (Some(suggestion), _) => suggestion,
                (None, Some(missing)) => missing,
                (None, None) => return effort,
            };
            effort.decisions += 1;
            let deeds = match gold.iter().find(|name| *name == first) {
                Some(name) => {
                    effort.keystrokes += if is_right(name) { 1 } else { BY_HAND };
                    *(if is_right(name) { &mut effort.accepted } else { &mut effort.by_hand }) += 1;
                    effort.everywhere(text, name, gold, &mut marked, &is_right)
                }
                None => {
                    let free = |other: &&Name| other.0.overlaps(first.0) && !marked.contains(*other) && !is_right(other);
                    let near = gold.iter().find(free).map(|other| (other, moves(text, first.0, other.0)));
                    effort.keystrokes += 1; // the digit of the right label, `a`, or `x`
                    if let Some((other, moves)) = near.filter(|(_, moves)| *moves <= BY_HAND) {
                        effort.keystrokes += moves;
                        effort.corrected += 1;
                        effort.everywhere(text, other, gold, &mut marked, &is_right)
                    } else {
                        effort.rejected += 1;
                        rejected.insert(first.clone());
                        vec![Deed::Rejected(first)]
                    }
                }
            };
            proposed = names(suggest(&deeds));
        }
    }

    /// Marks `name`, and the same words everywhere where that pays; returns what was marked.
    fn everywhere<'n>(
        &mut self,
        text: &str,
        name: &'n Name,
        gold: &'n [Name],
        marked: &mut BTreeSet<&'n Name>,
        is_right: &dyn Fn(&Name) -> bool,
    ) -> Vec<Deed<'n>> {
        marked.insert(name);
        let mut done = vec![Deed::Marked(name)];
        let same = |other: &&Name| other.1 == name.1 && other.0.slice(text) == name.0.slice(text);
        let rest: Vec<&Name> = gold.iter().filter(|other| same(other) && !marked.contains(other)).collect();
        // Everywhere pays where what is left of the same words would cost more keys one by one.
        if rest.iter().map(|other| if is_right(other) { 1 } else { BY_HAND }).sum::<usize>() > EVERYWHERE {
            self.keystrokes += EVERYWHERE;
            self.decisions += 1;
            self.accepted += rest.iter().filter(|other| is_right(other)).count();
            marked.extend(&rest);
            done.extend(rest.into_iter().map(Deed::Marked));
        }
        done
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
        // An edge to move (2) and the same words everywhere (2); a wrong one to reject (1); Ann by hand (2); a label to change (1).
        let wrong = [name(text, "Mr Petro", 0, "PERSON"), name(text, "Rome", 0, "PERSON"), name(text, "met", 0, "ORG")];
        let effort = Effort::with(text, &gold, &wrong);
        assert_eq!((effort.corrected, effort.rejected, effort.by_hand), (2, 1, 1));
        assert_eq!(effort.keystrokes, 2 + 2 + 1 + 2 + 1);
    }
}
