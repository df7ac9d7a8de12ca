//! Tells kinds of places apart (GPE, LOC, FAC), and events, laws, works and products: a soft-max over a found name's words.

use super::corpora::{FINE, LOC, MISC, Source, marked};
use super::dice::Dice;
use super::lexicon::{Lexicon, kind, name_key};
use super::weights::Weights;
use super::words::{Form, Forms, hash_str, mix};
use crate::suggest::Document;
use std::collections::HashMap;
use std::ops::Range;

/// The fine labels that a coarse one may be.
pub fn choices(coarse: usize) -> Range<usize> {
    match coarse {
        LOC => 0..3,
        MISC => 3..FINE.len(),
        _ => 0..0,
    }
}

/// The features of the name made of these tokens of the document.
pub fn features(document: &Document, lexicon: &Lexicon, tokens: Range<usize>) -> Vec<u32> {
    let mut forms = Forms::default();
    let sentence = document.sentences.get(document.sentence_of(tokens.start)).cloned().unwrap_or_default();
    let mut form = |at: usize| -> Form {
        let id = forms.form(if sentence.contains(&at) { document.word(at) } else { "" }, lexicon);
        forms.get(id).clone()
    };
    let inside: Vec<Form> = tokens.clone().map(&mut form).collect();
    let before: Vec<Form> = (1..=3).map(|back| form(tokens.start.wrapping_sub(back))).collect();
    let after: Vec<Form> = (0..2).map(|on| form(tokens.end + on)).collect();
    let mut out = vec![mix(1, 0)];
    let mut put = |template: u32, value: u32| out.push(mix(200 + template, value));
    put(1, inside.iter().fold(1, |hash, form| mix(hash, form.word)));
    put(2, tokens.len().min(5) as u32);
    for form in &inside {
        put(3, form.lower);
        put(4, u32::from(form.clusters[1]));
        put(5, u32::from(form.clusters[2]));
    }
    if let (Some(first), Some(last)) = (inside.first(), inside.last()) {
        put(6, last.lower);
        put(7, first.lower);
        put(8, last.suffix3);
        put(9, mix(first.short_shape, last.short_shape));
        put(10, u32::from(last.clusters[0]));
        put(11, mix(before[0].lower, u32::from(last.clusters[1])));
        for affix in &last.affixes {
            put(12, *affix);
        }
    }
    for (at, form) in before.iter().enumerate() {
        put(13 + at as u32, form.lower);
    }
    put(16, u32::from(before[0].clusters[1]));
    put(17, mix(before[0].lower, before[1].lower));
    for (at, form) in after.iter().enumerate() {
        put(18 + at as u32, form.lower);
    }
    put(20, u32::from(after[0].clusters[1]));
    let key = name_key(tokens.map(|at| hash_str(document.word(at))));
    let kinds = lexicon.names.get(&key).copied().unwrap_or_default() & !kind::PREFIX;
    put(21, u32::from(kinds));
    for bit in 0..kind::COUNT {
        if kinds & (1 << bit) != 0 {
            put(22, bit as u32);
        }
    }
    out
}

/// The best fine label of a coarse one and its probability; `extra` weights come on top of the shipped ones.
pub fn fine(weights: &Weights, features: &[u32], coarse: usize, extra: &dyn Fn(u32, &mut [f32])) -> Option<(usize, f32)> {
    let mut scores = [0.0f32; FINE.len()];
    for feature in features {
        weights.add_to(*feature, &mut scores);
        extra(*feature, &mut scores);
    }
    let range = choices(coarse);
    let most = scores[range.clone()].iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores[range.clone()].iter().map(|score| (score - most).exp()).sum();
    let best = range.max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
    Some((best, (scores[best] - most).exp() / sum))
}

/// Learns the classifier from the names whose fine label is told.
pub fn train(sources: &[Source], lexicon: &Lexicon) -> Weights {
    let mut examples = Vec::new();
    for source in sources {
        let document = Document::new(&source.text);
        for (marks, sentence) in marked(source, &document, lexicon).iter().zip(&document.sentences) {
            for (found, fine) in marks.found.iter().zip(&marks.fine) {
                if let Some(fine) = fine {
                    let tokens = sentence.start + found.start..sentence.start + found.end;
                    examples.push((features(&document, lexicon, tokens), found.label, *fine, source.repeat));
                }
            }
        }
    }
    let mut rows: HashMap<u32, ([f32; FINE.len()], [f32; FINE.len()])> = HashMap::new();
    let mut order: Vec<usize> =
        examples.iter().enumerate().flat_map(|(at, example)| std::iter::repeat_n(at, example.3)).collect();
    let mut dice = Dice::new(2);
    for _ in 0..8 {
        dice.shuffle(&mut order);
        for (features, coarse, gold, _) in order.iter().map(|at| &examples[*at]) {
            let mut scores = [0.0f32; FINE.len()];
            for feature in features {
                if let Some((weights, _)) = rows.get(feature) {
                    scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
                }
            }
            let range = choices(*coarse);
            let most = scores[range.clone()].iter().copied().fold(f32::MIN, f32::max);
            let sum: f32 = scores[range.clone()].iter().map(|score| (score - most).exp()).sum();
            for feature in features {
                let (weights, squares) = rows.entry(*feature).or_insert(([0.0; FINE.len()], [0.05; FINE.len()]));
                for class in range.clone() {
                    let slope = (scores[class] - most).exp() / sum - f32::from(u8::from(class == *gold)) + 1e-4 * weights[class];
                    squares[class] += slope * slope;
                    weights[class] -= 0.1 * slope / squares[class].sqrt();
                }
            }
        }
    }
    let mut sorted: Vec<_> = rows.iter().map(|(hash, (weights, _))| (*hash, weights.as_slice())).collect();
    sorted.sort_unstable_by_key(|row| row.0);
    Weights::new(sorted.into_iter(), 0.03)
}
