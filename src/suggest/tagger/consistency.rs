//! Makes the names of one text agree with each other.
//!
//! A surname alone is the person it belongs to; the same string is mostly the same thing. Sure mentions correct unsure ones.

use super::corpora::{ORG, PERSON};
use super::crf::Found;
use crate::suggest::Document;
use std::collections::{BTreeMap, HashMap};

/// A name with its probability; tokens of the document.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Name {
    pub found: Found,
    pub probability: f32,
}

/// A mention may be relabelled where it is less sure than this.
const UNSURE: f32 = 0.85;

/// Lets sure names correct unsure ones, and finds surnames and bracketed acronyms that were missed.
pub fn agree(document: &Document, names: &mut Vec<Name>) {
    let text = |found: &Found| {
        let span = document.tokens[found.start].span.join(document.tokens[found.end - 1].span);
        &document.text[span.range()]
    };
    // Weight of each label for each string, and the label of surnames.
    let mut votes: HashMap<&str, BTreeMap<usize, f32>> = HashMap::new();
    let mut surnames: HashMap<&str, f32> = HashMap::new();
    for name in names.iter() {
        *votes.entry(text(&name.found)).or_default().entry(name.found.label).or_default() += name.probability;
        if name.found.label == PERSON && name.found.end > name.found.start + 1 {
            let best = surnames.entry(document.word(name.found.end - 1)).or_default();
            *best = best.max(name.probability);
        }
    }
    for name in names.iter_mut() {
        let own = text(&name.found);
        if name.found.end == name.found.start + 1
            && name.found.label != PERSON
            && name.probability < UNSURE
            && let Some(sure) = surnames.get(own).filter(|sure| **sure > 0.8 && **sure > name.probability)
        {
            name.found.label = PERSON;
            name.probability = sure * 0.9;
            continue;
        }
        let Some(votes) = votes.get(own) else { continue };
        let total: f32 = votes.values().sum();
        let Some((label, weight)) = votes.iter().max_by(|a, b| a.1.total_cmp(b.1)) else { continue };
        if *label != name.found.label && name.probability < UNSURE && weight / total > 0.7 {
            name.found.label = *label;
            name.probability = (weight / total * 0.9).max(0.5);
        }
    }
    let taken: std::collections::HashSet<usize> = names.iter().flat_map(|name| name.found.start..name.found.end).collect();
    let mut missed = Vec::new();
    for name in names.iter() {
        // "World Health Organization (WHO)"
        let at = name.found.end + 1;
        let acronym = document.word(at);
        if name.found.label == ORG
            && document.word(name.found.end) == "("
            && document.word(at + 1) == ")"
            && !taken.contains(&at)
            && (2..=7).contains(&acronym.len())
            && acronym.chars().all(|c| c.is_uppercase() || c == '.')
        {
            missed.push(Name { found: Found { start: at, end: at + 1, label: ORG }, probability: name.probability * 0.95 });
        }
    }
    for (at, token) in document.tokens.iter().enumerate() {
        let word = &document.text[token.span.range()];
        if let Some(sure) = surnames.get(word).filter(|sure| **sure > 0.8)
            && !taken.contains(&at)
            && word.chars().count() > 2
            && word.chars().next().is_some_and(char::is_uppercase)
            && !taken.contains(&(at + 1))
            && !document.word(at + 1).chars().next().is_some_and(char::is_uppercase)
            && at.checked_sub(1).is_none_or(|before| !document.word(before).chars().next().is_some_and(char::is_uppercase))
        {
            missed.push(Name { found: Found { start: at, end: at + 1, label: PERSON }, probability: sure * 0.7 });
        }
    }
    names.extend(missed);
    names.sort_by_key(|name| name.found);
    names.dedup_by(|later, earlier| later.found.start < earlier.found.end);
}
