//! What speaks for and against a pair being a stance, and for each side.

use super::Judged;
use super::pairs::{Pair, Sentence, Side};
use super::polarity;
use crate::suggest::attribution::FoundAttribution;
use crate::suggest::coreference::Cluster;
use crate::suggest::lexicon::{Class, CueKind};
use crate::suggest::linear::{Features, Linear};
use crate::suggest::scan::Scan;
use std::ops::Range;

fn step(count: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6", "7"].get(count).copied().unwrap_or("more")
}

/// A distance in words.
fn gap(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "5",
        6..=8 => "8",
        9..=12 => "12",
        13..=18 => "18",
        _ => "far",
    }
}

fn tenth(value: f32) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].get((value * 10.0) as usize).copied().unwrap_or("9")
}

fn sign(attitude: i8) -> &'static str {
    match attitude {
        1.. => "+",
        0 => "0",
        _ => "-",
    }
}

fn level(valence: f32) -> &'static str {
    match valence {
        v if v > 2.0 => "++",
        v if v > 0.3 => "+",
        v if v < -2.0 => "--",
        v if v < -0.3 => "-",
        _ => "0",
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Said => "said",
        Side::Before => "before",
        Side::After => "after",
    }
}

fn lemma<'s>(scan: &'s Scan, at: usize) -> &'s str {
    let entry = scan.entry(at);
    if entry.lemma.is_empty() { scan.lower(at, 0) } else { entry.lemma }
}

/// The label of the last name in `words`, or what else they end with.
fn label<'s>(scan: &'s Scan, words: &Range<usize>) -> &'s str {
    let name = words.clone().rev().find_map(|at| scan.words[at].name);
    name.map_or_else(|| scan.kind(words.end - 1), |name| &scan.names[name].label)
}

/// Valence and attitude of `words`, negated ones turned round.
fn tone(scan: &Scan, words: &Range<usize>) -> (f32, i8) {
    let (mut valence, mut attitude) = (0.0_f32, 0_i8);
    for at in words.clone() {
        let entry = scan.entry(at);
        if entry.valence == 0.0 && entry.attitude == 0 || scan.words[at].name.is_some() {
            continue;
        }
        let negated = scan.is_negated(at, words.start);
        valence += if negated { -entry.valence } else { entry.valence };
        attitude = attitude.saturating_add(if negated { -entry.attitude } else { entry.attitude });
    }
    (valence, attitude)
}

/// May the word at `at` tell an act or an attitude?
fn tells(scan: &Scan, at: usize) -> bool {
    let entry = scan.entry(at);
    (entry.verb || entry.attitude != 0 || entry.cue.is_some()) && entry.class != Class::Auxiliary && scan.words[at].name.is_none()
}

/// The words between two that do not overlap.
fn between(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    if a.end <= b.start { a.end..b.start } else { b.end..a.start }
}

/// Reads the pairs of one sentence, with what several of them share.
pub(super) struct Reader<'s> {
    scan: &'s Scan<'s>,
    clusters: &'s [Cluster],
    attributions: &'s [FoundAttribution],
    polarity: &'s Linear,
    pub(super) sentence: &'s Sentence,
    /// Valence and attitude of the whole sentence.
    tone: (f32, i8),
    /// The words and the target read last, and what those say of it.
    leaning: Option<(Range<usize>, Range<usize>, Vec<f32>)>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(
        scan: &'s Scan<'s>,
        clusters: &'s [Cluster],
        attributions: &'s [FoundAttribution],
        polarity: &'s Linear,
        sentence: &'s Sentence,
    ) -> Self {
        Self { scan, clusters, attributions, polarity, sentence, tone: tone(scan, &sentence.words), leaning: None }
    }

    /// What speaks for and against `pair` being a stance, and for each side.
    pub(super) fn features(&mut self, pair: &Pair) -> Features {
        let mut f = Features::new();
        let at_side = side(pair.side);
        let (holder, target) = (label(self.scan, &pair.actor), label(self.scan, &pair.words));
        f.put(&["side", at_side]);
        f.put(&["labels", at_side, holder, target]);
        f.put(&["holder", at_side, holder]);
        f.put(&["target", at_side, target]);
        self.put_leaning(pair, &mut f);
        self.put_nesting(pair, &mut f);
        self.put_verbs(pair, &mut f);
        match pair.attribution.and_then(|at| self.attributions.get(at)) {
            Some(attribution) => self.put_attribution(pair, attribution, &mut f),
            None => self.put_between(pair, &mut f),
        }
        self.put_holder(pair, &mut f);
        self.put_target(pair, &mut f);
        self.put_clause(pair, &mut f);
        f
    }

    /// What the polarity classifier says of the target.
    fn put_leaning(&mut self, pair: &Pair, f: &mut Features) {
        let region = pair.region.start.min(pair.words.start)..pair.region.end.max(pair.words.end);
        let known = self.leaning.take().filter(|known| known.0 == region && known.1 == pair.words);
        let (_, _, found) = self.leaning.insert(known.unwrap_or_else(|| {
            let found = self.polarity.probabilities(&polarity::features(self.scan, &region, &pair.words));
            (region, pair.words.clone(), found)
        }));
        let at_side = side(pair.side);
        for (name, value) in ["favor", "against", "neutral"].into_iter().zip(found) {
            f.put_value(&["towards", name], *value * 2.0);
            f.put_value(&["towards", name, at_side], *value * 2.0);
            f.put(&["towards", name, tenth(*value), at_side]);
        }
    }

    /// Whose words the target stands in besides.
    fn put_nesting(&self, pair: &Pair, f: &mut Features) {
        let holds = |words: Range<usize>, part: &Range<usize>| words.start <= part.start && part.end <= words.end;
        let mut nesting = "no";
        for at in self.sentence.attributions.iter().filter(|at| pair.attribution != Some(**at)) {
            let Some(attribution) = self.attributions.get(*at) else { continue };
            let content = || attribution.content.iter().map(|piece| self.scan.words_of(&piece.range()));
            let target = content().any(|piece| holds(piece, &pair.words));
            if target && content().any(|piece| holds(piece, &pair.actor)) {
                nesting = "both";
            } else if target && nesting != "both" {
                nesting = "target";
            }
        }
        f.put(&["nesting", nesting, side(pair.side)]);
        f.put(&["quoted", yes(self.scan.words[pair.words.start].quotation.is_some()), side(pair.side)]);
    }

    fn put_verb(&self, name: &str, pair: &Pair, at: usize, f: &mut Features) {
        let (scan, at_side) = (self.scan, side(pair.side));
        let entry = scan.entry(at);
        let refused = if scan.is_negated(at, pair.region.start.min(at)) { "not" } else { "" };
        f.put(&[name, lemma(scan, at), at_side]);
        f.put(&[name, lemma(scan, at), at_side, refused]);
        f.put(&[name, "attitude", sign(entry.attitude), refused, at_side]);
        f.put(&[name, "valence", level(entry.valence), refused, at_side]);
        f.put(&[name, "cue", entry.cue.map_or("none", CueKind::name), at_side]);
        let [fine, middle, _] = scan.words[at].clusters;
        f.put_cluster(&[name, "fine", at_side], fine, 1.0);
        f.put_cluster(&[name, "middle", at_side], middle, 1.0);
        let lower = scan.lower(at, 0);
        f.put(&[name, "ends", lower.get(lower.len().saturating_sub(3)..).unwrap_or(""), at_side]);
    }

    /// The words that govern the target, follow it, and follow the holder.
    fn put_verbs(&self, pair: &Pair, f: &mut Features) {
        let (scan, at_side, words) = (self.scan, side(pair.side), &pair.words);
        let governs = (pair.region.start..words.start).rev().take(8).find(|&at| tells(scan, at));
        if let Some(at) = governs {
            self.put_verb("governs", pair, at, f);
            f.put(&["governs-gap", gap(words.start - at), at_side]);
            f.put(&["governs-by", lemma(scan, at), scan.lower(words.start, -1), at_side]);
            let mut path = String::new();
            for at in (at + 1..words.start).take(5) {
                path.push_str(if scan.entry(at).class == Class::Preposition { scan.lower(at, 0) } else { scan.kind(at) });
                path.push(' ');
            }
            f.put(&["path", &path, sign(scan.entry(at).attitude)]);
        } else {
            f.put(&["governs", "none", at_side]);
        }
        if let Some(at) = (words.end..pair.region.end).take(5).find(|&at| tells(scan, at)) {
            self.put_verb("does", pair, at, f);
        }
        let acts = (pair.actor.end..self.sentence.words.end).take(8).find(|&at| pair.side != Side::Said && tells(scan, at));
        if let Some(at) = acts {
            self.put_verb("acts", pair, at, f);
            f.put(&["acts-gap", gap(at - pair.actor.end), at_side]);
            if governs == Some(at) {
                f.put(&["acts-on", at_side, sign(scan.entry(at).attitude)]);
                f.put(&["acts-on", lemma(scan, at), at_side]);
            } else {
                f.put(&["acts-on", "other", at_side]);
            }
        } else {
            f.put(&["acts", "none", at_side]);
        }
    }

    fn put_attribution(&self, pair: &Pair, attribution: &FoundAttribution, f: &mut Features) {
        if let Some(cue) = attribution.cue {
            let at = self.scan.words_of(&cue.range()).start;
            self.put_verb("cue", pair, at, f);
            let begins = attribution.content.first().map(|piece| self.scan.words_of(&piece.range()).start);
            if begins == Some(pair.region.start) {
                f.put(&["cue-first", lemma(self.scan, at), step(pair.words.start - pair.region.start)]);
            }
        }
        f.put(&["sure", tenth(attribution.score)]);
        f.put(&["place", step((pair.words.start - pair.region.start) / 2)]);
        f.put(&["length", step(pair.region.len() / 4)]);
    }

    /// What stands between the holder and the target of one sentence.
    fn put_between(&self, pair: &Pair, f: &mut Features) {
        let (scan, at_side, actor) = (self.scan, side(pair.side), &pair.actor);
        let between = between(actor, &pair.words);
        f.put(&["gap", gap(between.len()), at_side]);
        let count = |is: &dyn Fn(usize) -> bool| step(between.clone().filter(|&at| is(at)).count());
        f.put(&["verbs", count(&|at| scan.entry(at).verb && scan.entry(at).class != Class::Auxiliary), at_side]);
        let begins = |at: usize| scan.words[at].name.is_some() && (at == 0 || scan.words[at].name != scan.words[at - 1].name);
        f.put(&["names", count(&begins), at_side]);
        f.put(&["marks", count(&|at| scan.entry(at).class == Class::Punctuation), at_side]);
        f.put(&["joins", count(&|at| matches!(scan.entry(at).class, Class::Conjunction | Class::Relative)), at_side]);
        let (valence, attitude) = tone(scan, &between);
        f.put(&["valence", level(valence), at_side]);
        f.put(&["stand", sign(attitude), at_side]);
        f.put(&["valence", level(valence), sign(attitude), at_side]);
        f.put_value(&["valence", at_side], (valence / 3.0).clamp(-2.0, 2.0));
        f.put_value(&["stand", at_side], f32::from(attitude.clamp(-2, 2)));
        f.put(&["by", yes(scan.lower(actor.start, -1) == "by"), at_side]);
        f.put(&["owns", yes(scan.lower(actor.end, 0) == "'s" || scan.entry(actor.start).class == Class::Possessive), at_side]);
        f.put(&["holder-before", scan.lower(actor.start, -1), at_side]);
        f.put(&["holder-before", "kind", scan.kind(actor.start.wrapping_sub(1)), at_side]);
        f.put(&["holder-after", scan.lower(actor.end, 0), at_side]);
        f.put(&["holder-after", "kind", scan.kind(actor.end), at_side]);
        f.put(&["holder-place", step(actor.start.saturating_sub(self.sentence.words.start) / 3), at_side]);
        if between.len() <= 3 {
            let words: Vec<&str> = between.clone().map(|at| scan.lower(at, 0)).collect();
            f.put(&["words", &words.join(" "), at_side]);
        }
        let telling = between.clone().filter(|&at| scan.entry(at).attitude != 0 || scan.entry(at).cue.is_some());
        let chain: Vec<&str> = telling.take(3).map(|at| lemma(scan, at)).collect();
        f.put(&["chain", &chain.join(">"), at_side]);
        let kinds: Vec<&str> = between.clone().take(8).map(|at| if tells(scan, at) { "V" } else { scan.kind(at) }).collect();
        f.put(&["kinds", &kinds.join(" "), at_side]);
        for at in between.clone() {
            if at + 1 < between.end {
                f.put_value(&["two", lemma(scan, at), lemma(scan, at + 1), at_side], 0.5);
            }
            let word = &scan.words[at];
            if word.name.is_some() || matches!(word.entry.class, Class::Punctuation | Class::Quote) {
                continue;
            }
            f.put_value(&["between", lemma(scan, at), at_side], 0.5);
            if word.entry.class == Class::Word || word.entry.verb {
                f.put_cluster(&["between", "fine", at_side], word.clusters[0], 0.5);
                f.put_cluster(&["between", "middle", at_side], word.clusters[1], 0.3);
            }
        }
    }

    fn mentions(&self, name: &str) -> &'static str {
        step(self.clusters.iter().find(|cluster| cluster.name == name).map_or(0, |cluster| cluster.mentions.len()))
    }

    fn put_holder(&self, pair: &Pair, f: &mut Features) {
        let at_side = side(pair.side);
        f.put(&["holder-mentions", self.mentions(&pair.holder.0), at_side]);
        let head = pair.actor.end - 1;
        if self.scan.words[head].name.is_none() {
            f.put(&["holder-head", self.scan.lower(head, 0), at_side]);
            f.put_cluster(&["holder-head", "fine", at_side], self.scan.words[head].clusters[0], 1.0);
            f.put_cluster(&["holder-head", "middle", at_side], self.scan.words[head].clusters[1], 1.0);
        }
    }

    fn put_target(&self, pair: &Pair, f: &mut Features) {
        let (scan, at_side, words) = (self.scan, side(pair.side), &pair.words);
        let head = words.end - 1;
        f.put(&["head", scan.lower(head, 0)]);
        if scan.words[head].name.is_none() {
            f.put_cluster(&["head", "fine"], scan.words[head].clusters[0], 1.0);
            f.put_cluster(&["head", "middle", at_side], scan.words[head].clusters[1], 1.0);
        }
        let (valence, attitude) = tone(scan, words);
        f.put(&["own", level(valence), sign(attitude), at_side]);
        f.put(&["target-length", step(words.len())]);
        f.put(&["target-mentions", self.mentions(&pair.target), at_side]);
        f.put(&["targets", step(self.sentence.targets), at_side]);
        f.put(&["before", scan.lower(words.start, -1), at_side]);
        f.put(&["before", scan.lower(words.start, -2), scan.lower(words.start, -1)]);
        f.put(&["before", "kind", scan.kind(words.start.wrapping_sub(1)), at_side]);
        f.put(&["after", scan.lower(head, 1), at_side]);
        f.put(&["after", "kind", scan.kind(head + 1), at_side]);
    }

    /// What the clause of the target and its sentence say.
    fn put_clause(&self, pair: &Pair, f: &mut Features) {
        let (scan, at_side, clause) = (self.scan, side(pair.side), &pair.clause);
        let (valence, attitude) = tone(scan, clause);
        f.put(&["clause", level(valence), sign(attitude), at_side]);
        f.put(&["clause", "valence", level(valence), at_side]);
        f.put(&["clause", "stand", sign(attitude), at_side]);
        f.put_value(&["clause", at_side], (valence / 3.0).clamp(-2.0, 2.0));
        for at in clause.clone().filter(|at| !pair.words.contains(at) && !pair.actor.contains(at)) {
            let word = &scan.words[at];
            let named = word.name.is_some() || word.capital && word.entry.class == Class::Word;
            if named || word.entry.class == Class::Punctuation {
                continue;
            }
            let of_target = if at < pair.words.start { "left" } else { "right" };
            f.put_value(&["word", lemma(scan, at), at_side], 0.5);
            f.put_value(&["word", of_target, lemma(scan, at)], 0.5);
            if word.entry.class != Class::Determiner {
                f.put_cluster(&["word", "fine", at_side], word.clusters[0], 0.4);
                f.put_cluster(&["word", of_target, "fine"], word.clusters[0], 0.4);
                f.put_cluster(&["word", "middle"], word.clusters[1], 0.3);
            }
        }
        let modal = clause.clone().find(|&at| {
            matches!(scan.lower(at, 0), "should" | "must" | "need" | "needs" | "will" | "would" | "could" | "want" | "wants")
        });
        f.put(&["modal", modal.map_or("none", |at| scan.lower(at, 0)), at_side]);
        let (valence, attitude) = self.tone;
        f.put(&["sentence", level(valence), sign(attitude), at_side]);
    }
}

/// Log-odds of a probability.
fn odds(probability: f32) -> f32 {
    let p = probability.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

/// What speaks for and against the `at`th of what was judged in one sentence, beside the others.
pub(super) fn sure_features(judged: &[Judged], at: usize) -> Features {
    let own = &judged[at];
    let said = if own.pair.side == Side::Said { "said" } else { "told" };
    let others = || judged.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
    let best = |others: &mut dyn Iterator<Item = &Judged>| others.map(|other| other.sided).fold(0.0_f32, f32::max);
    let same_holder = |other: &&Judged| other.pair.holder.0 == own.pair.holder.0;
    let same_target = |other: &&Judged| other.pair.target == own.pair.target;
    let again = best(&mut others().filter(same_holder).filter(same_target));
    let held = best(&mut others().filter(same_holder).filter(|other| !same_target(other)));
    let aimed = best(&mut others().filter(|other| other.pair.words == own.pair.words && !same_holder(other)));
    let better = |others: &mut dyn Iterator<Item = &Judged>| step(others.filter(|other| other.sided > own.sided).take(3).count());
    let mut f = Features::new();
    f.put_value(&["sided"], odds(own.sided));
    f.put_value(&["sided", said], odds(own.sided));
    f.put_value(&["any"], odds(own.any));
    f.put_value(&["again"], again);
    f.put_value(&["held"], odds(held));
    f.put_value(&["aimed"], odds(aimed));
    f.put_value(&["beats-held"], (own.sided - held).clamp(-0.5, 0.5));
    f.put_value(&["beats-aimed"], (own.sided - aimed).clamp(-0.5, 0.5));
    f.put(&["rank-held", better(&mut others().filter(same_holder).filter(|other| !same_target(other))), said]);
    f.put(&["rank-aimed", better(&mut others().filter(|other| other.pair.words == own.pair.words && !same_holder(other))), said]);
    f.put(&["favor", yes(own.favor), said]);
    f
}
