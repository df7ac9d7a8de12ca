//! What the network sees of a sentence: its words and its pairs, in numbers.

use crate::suggest::attribution::FoundAttribution;
use crate::suggest::lexicon::{Class, CueKind};
use crate::suggest::net::vectors::Vocabulary;
use crate::suggest::scan::Scan;
use crate::suggest::stance::pairs::{Pair, Sentence, Side};
use std::ops::Range;

/// Labels of names and what else a word may be, as [`Scan::kind`] has it.
const NAMES_OF_KINDS: [&str; 38] = [
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "LAW",
    "WORK_OF_ART",
    "PRODUCT",
    "MISC",
    "DATE",
    "TIME",
    "MONEY",
    "PERCENT",
    "QUANTITY",
    "ORDINAL",
    "CARDINAL",
    "<>",
    "punct",
    "quote",
    "det",
    "pron",
    "poss",
    "prep",
    "conj",
    "rel",
    "aux",
    "adv",
    "neg",
    "time",
    "verb",
    "v",
    "Cap",
    "num",
    "pl",
    "ing",
    "w",
];
/// Kinds of words; the last is any other label.
pub(super) const KINDS: usize = NAMES_OF_KINDS.len() + 1;
pub(super) const CLASSES: usize = Class::Verb as usize + 1;
/// No cue, and each kind of one.
pub(super) const CUES: usize = CueKind::Preposition as usize + 2;
/// Where a holder may stand.
pub(super) const SIDES: usize = Side::After as usize + 1;
/// Numbers that a word has besides.
pub(super) const NUMBERS: usize = 6;
/// Distances of a holder in words, and the one of who is not in the sentence.
pub(super) const GAPS: usize = 32;

/// A word.
#[derive(Clone, Debug)]
pub(super) struct SeenWord {
    pub row: usize,
    pub kind: usize,
    pub class: usize,
    pub cue: usize,
    pub numbers: [f32; NUMBERS],
}

impl SeenWord {
    /// The rows of what it is, in the tables of kinds, classes and cues.
    pub(super) fn traits(&self) -> [usize; 3] {
        [self.kind, self.class, self.cue]
    }
}

/// A pair; words are counted from the start of the sentence.
#[derive(Clone, Debug)]
pub(in crate::suggest::stance) struct SeenPair {
    /// The holder, if he is in the sentence.
    pub(super) actor: Option<Range<usize>>,
    pub(super) target: Range<usize>,
    /// The words between them, or those of the clause before the target.
    pub(super) between: Range<usize>,
    pub(super) clause: Range<usize>,
    /// The cue, if it is in the sentence, and the row of its vector.
    pub(super) cue: Option<usize>,
    pub(super) cue_row: Option<usize>,
    pub(super) side: usize,
    pub(super) gap: usize,
    pub(super) holder: usize,
    pub(super) target_kind: usize,
}

/// A sentence.
#[derive(Clone, Debug)]
pub(in crate::suggest::stance) struct Seen {
    pub(super) words: Vec<SeenWord>,
    pub(super) pairs: Vec<SeenPair>,
}

/// The label of the last name in `words`, or what else they end with.
fn label<'s>(scan: &'s Scan, words: &Range<usize>) -> &'s str {
    let name = words.clone().rev().find_map(|at| scan.words[at].name);
    name.map_or_else(|| scan.kind(words.end - 1), |name| &scan.names[name].label)
}

fn kind(name: &str) -> usize {
    NAMES_OF_KINDS.iter().position(|known| *known == name).unwrap_or(KINDS - 1)
}

/// Is this word of a person's name? Which person it is, the network is not to see: what others have said of her says nothing here.
pub(in crate::suggest::stance) fn is_person(scan: &Scan, at: usize) -> bool {
    scan.kind(at) == "PERSON"
}

impl Seen {
    pub(in crate::suggest::stance) fn new(
        scan: &Scan,
        attributions: &[FoundAttribution],
        sentence: &Sentence,
        vocabulary: &Vocabulary,
    ) -> Self {
        let row = |at: usize| {
            let word = scan.words.get(at).filter(|_| !is_person(scan, at));
            word.map_or(0, |word| vocabulary.row(word.key, word.clusters[0]))
        };
        let word = |at: usize| {
            let (word, entry) = (&scan.words[at], scan.entry(at));
            let is = |yes: bool| if yes { 1.0 } else { 0.0 };
            let negated = scan.is_negated(at, sentence.words.start);
            SeenWord {
                row: row(at),
                kind: kind(scan.kind(at)),
                class: entry.class as usize,
                cue: entry.cue.map_or(0, |cue| 1 + cue as usize),
                numbers: [
                    entry.valence / 2.0,
                    f32::from(entry.attitude),
                    is(entry.verb),
                    is(word.quotation.is_some()),
                    is(negated),
                    is(word.capital),
                ],
            }
        };
        let words = if sentence.pairs.is_empty() { Vec::new() } else { sentence.words.clone().map(word).collect() };
        let pair = |pair: &Pair| {
            let attribution = pair.attribution.and_then(|at| attributions.get(at));
            let cue = attribution.and_then(|it| it.cue).map(|cue| scan.words_of(&cue.range()).start);
            SeenPair::new(scan, sentence, pair, cue, cue.map(row))
        };
        Self { words, pairs: sentence.pairs.iter().map(pair).collect() }
    }
}

impl SeenPair {
    fn new(scan: &Scan, sentence: &Sentence, pair: &Pair, cue: Option<usize>, cue_row: Option<usize>) -> Self {
        let all = &sentence.words;
        let inside = |words: &Range<usize>| {
            let start = words.start.clamp(all.start, all.end) - all.start;
            start..words.end.clamp(all.start, all.end).saturating_sub(all.start).max(start)
        };
        let (target, clause) = (inside(&pair.words), inside(&pair.clause));
        let actor = (all.start <= pair.actor.start && pair.actor.end <= all.end).then(|| inside(&pair.actor));
        let between = match &actor {
            Some(actor) if actor.end <= target.start => actor.end..target.start,
            Some(actor) => target.end..actor.start.max(target.end),
            None => clause.start..target.start.max(clause.start),
        };
        Self {
            gap: if actor.is_some() { between.len().min(GAPS - 2) } else { GAPS - 1 },
            between,
            cue: cue.filter(|cue| all.contains(cue)).map(|cue| cue - all.start),
            cue_row,
            side: pair.side as usize,
            holder: kind(label(scan, &pair.actor)),
            target_kind: kind(label(scan, &pair.words)),
            actor,
            target,
            clause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::coreference::clusters;
    use crate::suggest::document::Document;
    use crate::suggest::net::vectors::Published;
    use crate::suggest::stance::pairs;
    use crate::suggest::tagger::Tagged;
    use crate::suggest::tagger::lexicon::Lexicon;
    use crate::suggest::tagger::words::lower_key;
    use crate::text::Span;

    #[test]
    fn which_person_it_is_is_not_seen() {
        let published = Published::read("ruiz\tPUK\nhale\tTPM\npraised\tPNT").unwrap();
        let (vocabulary, _) = published.choose(["ruiz", "hale", "praised"].map(lower_key).into_iter(), 1);
        let rows = |person: &str, label: &str| -> Vec<usize> {
            let text = format!("{person} praised the ferry.");
            let document = Document::new(&text);
            let span = Span::new(&text, 0..person.len()).unwrap();
            let names = [Tagged { span, label: label.into(), score: 1.0 }];
            let scan = Scan::new(&document, &names, &Lexicon::default());
            let sentences = pairs::sentences(&scan, &clusters(&document, &names), &[]);
            Seen::new(&scan, &[], &sentences[0], &vocabulary).words.iter().map(|word| word.row).collect()
        };
        assert_eq!(rows("Ruiz", "PERSON"), rows("Hale", "PERSON"));
        assert_ne!(rows("Ruiz", "GPE"), rows("Hale", "GPE"));
        assert_ne!(rows("Ruiz", "PERSON")[1], 0);
    }
}
