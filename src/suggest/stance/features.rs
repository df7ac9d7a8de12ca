//! What speaks for a candidate being a stance, for each target, and for each side.

use super::Judged;
use super::candidates::{self, Role, Target, Unit};
use super::polarity;
use crate::model::Directness;
use crate::suggest::attribution::FoundAttribution;
use crate::suggest::lexicon::{Class, CueKind};
use crate::suggest::linear::{Features, Linear};
use crate::suggest::scan::Scan;
use std::ops::Range;

fn step(count: usize) -> &'static str {
    ["0", "1", "2", "3", "4", "5", "6"].get(count).copied().unwrap_or("more")
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

fn kind(directness: Directness) -> &'static str {
    match directness {
        Directness::Direct => "direct",
        Directness::Mixed => "mixed",
        Directness::Narrated => "told",
        _ => "indirect",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Source => "source",
        Role::Subject => "subject",
        Role::Second => "second",
        Role::First => "first",
        Role::Agent => "agent",
        Role::Owner => "owner",
        Role::Same => "same",
        Role::Office => "office",
    }
}

/// How the holder of a told act stands to its verb.
fn put_actor(scan: &Scan, unit: &Unit, f: &mut Features) {
    let role = role(unit.role);
    f.put(&["role", role]);
    let actor = unit.holders.first().and_then(|(_, span)| *span).map(|span| scan.words_of(&span.range()));
    let Some((at, actor)) = unit.verb.zip(actor).filter(|_| unit.attribution.is_none()) else { return };
    f.put(&["role", role, holder_label(scan, unit)]);
    if let Some(head) = actor.end.checked_sub(1).and_then(|at| scan.words.get(at)).filter(|word| word.name.is_none()) {
        f.put(&["holder-head", &head.lower]);
        f.put_cluster(&["holder-head", "fine"], head.clusters[0], 1.0);
        f.put_cluster(&["holder-head", "middle"], head.clusters[1], 1.0);
    }
    f.put(&["role", role, if scan.entry(at).verb { "verb" } else { "noun" }]);
    let between = if actor.start < at { actor.end..at } else { at + 1..actor.start };
    f.put(&["role-gap", role, step(between.len())]);
    let count = |class: &dyn Fn(usize) -> bool| step(between.clone().filter(|&at| class(at)).count());
    f.put(&["role-verbs", role, count(&|at| scan.entry(at).verb && scan.entry(at).class != Class::Auxiliary)]);
    f.put(&["role-names", role, count(&|at| scan.words[at].name.is_some())]);
    f.put(&["role-marks", role, count(&|at| scan.entry(at).class == Class::Punctuation)]);
    f.put(&["role-joins", role, count(&|at| scan.entry(at).class == Class::Conjunction)]);
    f.put(&["role-who", role, count(&|at| scan.entry(at).class == Class::Relative)]);
    f.put(&["role-before", role, scan.lower(at, -1)]);
    f.put(&["role-ends", role, scan.lower(at, 0).get(scan.lower(at, 0).len().saturating_sub(3)..).unwrap_or("")]);
    let passive =
        (at.saturating_sub(3)..at).any(|at| matches!(scan.lower(at, 0), "was" | "were" | "been" | "is" | "are" | "be" | "being"));
    f.put(&["role-passive", role, if passive { "yes" } else { "no" }]);
}

/// The verb of a unit: its lemma, its attitude, "not" where it is negated.
fn verb<'s>(scan: &'s Scan, unit: &Unit) -> (&'s str, &'static str, &'static str) {
    let Some(at) = unit.verb else { return ("<>", "0", "") };
    let entry = scan.entry(at);
    let lemma = if entry.lemma.is_empty() { scan.lower(at, 0) } else { entry.lemma };
    (lemma, sign(entry.attitude), if scan.is_negated(at, 0) { "not" } else { "" })
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

/// The label of the name that a holder is.
fn holder_label<'s>(scan: &'s Scan, unit: &Unit) -> &'s str {
    let words = unit.holders.first().and_then(|(_, span)| *span).map(|span| scan.words_of(&span.range()));
    let Some(words) = words else { return "none" };
    let name = words.clone().find_map(|at| scan.words.get(at)?.name);
    name.map_or_else(|| scan.kind(words.end.max(1) - 1), |name| &scan.names[name].label)
}

/// What the polarity classifier says of each target of `unit`.
pub(super) fn leanings(scan: &Scan, unit: &Unit, polarity: &Linear) -> Vec<[f32; 3]> {
    let of = |target: &Target| {
        let region = if unit.attribution.is_none() { &target.evidence } else { &unit.clause };
        let region = region.start.min(target.words.start)..region.end.max(target.words.end);
        let found = polarity.probabilities(&polarity::features(scan, &region, &target.words));
        [found[0], found[1], found[2]]
    };
    unit.targets.iter().map(of).collect()
}

/// What speaks for and against `unit` being a stance at all.
pub(super) fn unit_features(scan: &Scan, attributions: &[FoundAttribution], unit: &Unit, leanings: &[[f32; 3]]) -> Features {
    let mut f = Features::new();
    let kind = kind(unit.directness);
    let most = |class: usize| leanings.iter().map(|it| it[class]).fold(0.0, f32::max);
    let (favor, against) = (most(polarity::FAVOR), most(polarity::AGAINST));
    let neutral = leanings.iter().map(|it| it[polarity::NEUTRAL]).fold(1.0, f32::min);
    for (name, value) in [("favor", favor), ("against", against), ("neutral", neutral)] {
        f.put(&["most", name, tenth(value)]);
        f.put_value(&["most", name], value * 2.0);
        f.put_value(&["most", name, kind], value * 2.0);
    }
    let (lemma, attitude, refused) = verb(scan, unit);
    f.put(&["kind", kind]);
    put_actor(scan, unit, &mut f);
    f.put(&["verb", lemma]);
    f.put(&["verb", lemma, kind]);
    f.put(&["attitude", attitude, kind, refused]);
    f.put(&["verbk", unit.verb.and_then(|at| scan.entry(at).cue).map_or("none", CueKind::name), kind]);
    f.put(&["valence-verb", level(unit.verb.map_or(0.0, |at| scan.entry(at).valence)), kind]);
    f.put(&["holder", holder_label(scan, unit), kind]);
    let near = match unit.verb {
        Some(at) if kind == "told" => at..unit.targets.last().map_or(at + 1, |target| target.words.end),
        _ => unit.clause.clone(),
    };
    let (valence, stand) = tone(scan, &near);
    let loaded = near.clone().filter(|&at| scan.entry(at).valence.abs() > 0.9 || scan.entry(at).attitude != 0).count();
    f.put(&["valence", level(valence), kind]);
    f.put(&["stand", sign(stand), kind]);
    f.put(&["stand", sign(stand), level(valence)]);
    f.put(&["loaded", step(loaded), kind]);
    f.put_value(&["loaded"], (loaded as f32 / 3.0).min(2.0));
    f.put(&["length", step(near.len() / 4), kind]);
    for at in near.clone() {
        let word = &scan.words[at];
        if word.name.is_some() || matches!(word.entry.class, Class::Punctuation | Class::Quote) {
            continue;
        }
        let shown = if word.entry.lemma.is_empty() { &word.lower } else { word.entry.lemma };
        f.put_value(&["w", shown], 0.5);
        if word.entry.class != Class::Determiner {
            f.put_cluster(&["w", "fine"], word.clusters[0], 0.5);
            f.put_cluster(&["w", "middle"], word.clusters[1], 0.3);
        }
        if word.lower.starts_with(|c: char| c.is_ascii_digit()) {
            f.put_value(&["number", kind], 0.5);
        }
    }
    f.put(&["first", scan.lower(near.start, 0), kind]);
    if let Some(at) = unit.verb {
        f.put(&["next", scan.lower(at, 1), kind]);
        let [fine, middle, _] = scan.words[at].clusters;
        f.put_cluster(&["verb", "fine", kind], fine, 1.0);
        f.put_cluster(&["verb", "middle", kind], middle, 1.0);
        f.put(&["next", scan.lower(at, 1), lemma]);
        f.put(&["next", scan.kind(at + 1), kind]);
    }
    let has = |words: &[&str]| if near.clone().any(|at| words.contains(&scan.lower(at, 0))) { "yes" } else { "no" };
    f.put(&["modal", has(&["should", "must", "need", "needs", "ought", "cannot"]), kind]);
    f.put(&["self", has(&["i", "we", "our", "my", "us"]), kind]);
    f.put(&["exclaims", has(&["!"])]);
    f.put(&["copula", has(&["is", "are", "'s", "'re"]), kind]);
    f.put(&["names", step(near.clone().filter(|&at| scan.words[at].name.is_some()).count()), kind]);
    if let Some(attribution) = unit.attribution.and_then(|at| attributions.get(at)) {
        f.put(&["sure", tenth(attribution.score)]);
        let part = attribution.content.len();
        f.put(&["pieces", step(part)]);
        let clause = scan.span(&unit.clause);
        let nested = attributions.iter().filter(|it| {
            it.source.is_some()
                && it.cue.zip(clause).is_some_and(|(cue, clause)| clause.contains(cue) && it.cue != attribution.cue)
        });
        let nested = nested.filter(|it| it.source.zip(clause).is_some_and(|(source, clause)| clause.contains(source)));
        f.put(&["nested", step(nested.count()), kind]);
        let whole = scan.words_of(&attribution.content.first().map_or(0..0, |span| span.range()));
        f.put(&["part", if unit.clause == whole { "whole" } else { "part" }, kind]);
    }
    f
}

/// What speaks for `target` being what `unit` is about, and for each side.
pub(super) fn target_features(scan: &Scan, unit: &Unit, target: &Target, towards: &[f32; 3]) -> Features {
    let mut f = Features::new();
    let kind = kind(unit.directness);
    let words = &target.words;
    for (name, value) in ["favor", "against", "neutral"].into_iter().zip(towards) {
        f.put_value(&["towards", name], *value);
        f.put(&["towards", name, tenth(*value), kind]);
    }
    let lean = towards[polarity::FAVOR] - towards[polarity::AGAINST];
    f.put_value(&["lean"], lean * 2.0);
    f.put_value(&["lean", kind], lean);
    let (lemma, attitude, refused) = verb(scan, unit);
    f.put(&["verb", lemma, kind]);
    f.put(&["verb", lemma, refused]);
    f.put(&["attitude", attitude, kind, refused]);
    let order = unit.targets.iter().position(|other| other == target).unwrap_or_default();
    let rest = unit.targets.len() - 1 - order.min(unit.targets.len() - 1);
    f.put(&["order", step(order), kind]);
    f.put(&["role", role(unit.role), kind]);
    f.put(&["order", step(order), step(rest)]);
    f.put(&["order", step(order), attitude, kind]);
    f.put(&["order", step(order), lemma]);
    if let Some(at) = unit.verb {
        f.put(&["gap", step(words.start.abs_diff(at)), kind]);
        let mut path = String::new();
        for at in (at + 1..words.start).take(5) {
            path.push_str(match scan.entry(at).class {
                Class::Preposition => scan.lower(at, 0),
                _ => scan.kind(at),
            });
            path.push(' ');
        }
        f.put(&["path", &path, attitude]);
        f.put(&["prep", lemma, scan.lower(words.start, -1)]);
    }
    let last = words.end - 1;
    let label = scan.words[last].name.map_or("none", |name| &scan.names[name].label);
    f.put(&["label", label, kind]);
    f.put(&["label", label, attitude]);
    f.put(&["head", scan.lower(last, 0)]);
    if label == "none" {
        let [fine, middle, _] = scan.words[last].clusters;
        f.put_cluster(&["head", "fine"], fine, 1.0);
        f.put_cluster(&["head", "middle", kind], middle, 1.0);
    }
    if let Some(at) = unit.verb {
        let [fine, middle, _] = scan.words[at].clusters;
        f.put_cluster(&["verb", "fine"], fine, 1.0);
        f.put_cluster(&["verb", "middle", kind], middle, 1.0);
        f.put_cluster(&["order", step(order), "fine"], fine, 1.0);
    }
    if let Some(before) = words.start.checked_sub(1) {
        f.put_cluster(&["before", "fine"], scan.words[before].clusters[0], 1.0);
    }
    f.put(&["headkind", scan.kind(last), kind]);
    f.put(&["length", step(words.len())]);
    f.put(&["mentions", step(target.mentions), if label == "none" { "noun" } else { "name" }]);
    f.put(&["leads", if target.leads { "yes" } else { "no" }, if label == "none" { "noun" } else { "name" }]);
    f.put(&["before", scan.lower(words.start, -1)]);
    f.put(&["before2", scan.lower(words.start, -2), scan.lower(words.start, -1)]);
    f.put(&["beforekind", scan.kind(words.start.wrapping_sub(1)), kind]);
    f.put(&["after", scan.lower(last, 1)]);
    f.put(&["afterkind", scan.kind(last + 1), kind]);
    f.put(&["around", scan.lower(words.start, -1), scan.kind(last + 1)]);
    f.put(&[
        "follows-verb",
        if scan.entry(words.start.wrapping_sub(1)).verb { "yes" } else { "no" },
        if scan.entry(last + 1).verb { "yes" } else { "no" },
    ]);
    let (own, own_attitude) = tone(scan, words);
    f.put(&["own", level(own), sign(own_attitude), kind]);
    f.put(&["holder", holder_label(scan, unit), label]);
    let evidence = &target.evidence;
    for at in evidence.clone() {
        let word = &scan.words[at];
        if words.contains(&at)
            || word.name.is_some()
            || word.entry.class == Class::Punctuation
            || word.capital && word.entry.class == Class::Word
        {
            continue;
        }
        let shown = if word.entry.lemma.is_empty() { &word.lower } else { word.entry.lemma };
        f.put_value(&["word", shown], 0.6);
        if word.entry.class != Class::Determiner {
            let [fine, middle, _] = word.clusters;
            f.put_cluster(&["word", "fine"], fine, 0.5);
            f.put_cluster(&["word", "middle"], middle, 0.3);
            f.put_cluster(&["word", if at < words.start { "L" } else { "R" }, "fine"], fine, 0.5);
        }
        f.put_value(&["word", if at < words.start { "L" } else { "R" }, shown], 0.6);
    }
    let (valence, stand) = tone(scan, evidence);
    f.put(&["valence", level(valence), kind]);
    f.put(&["stand", sign(stand), kind]);
    f.put(&["stand", sign(stand), level(valence)]);
    f.put_value(&["valence"], (valence / 3.0).clamp(-2.0, 2.0));
    f.put_value(&["stand"], f32::from(stand.clamp(-2, 2)));
    let modal = evidence.clone().find(|&at| {
        matches!(scan.lower(at, 0), "should" | "must" | "need" | "needs" | "will" | "would" | "could" | "want" | "wants")
    });
    f.put(&["modal", modal.map_or("none", |at| scan.lower(at, 0)), kind]);
    f
}

/// Log-odds of a probability.
fn odds(probability: f32) -> f32 {
    let p = probability.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

/// What speaks for and against what the other models make of a stance.
pub(super) fn sure_features(scan: &Scan, judged: &Judged) -> Features {
    let Judged { unit, target, favor, likely, share, rank, side, plain } = *judged;
    let mut f = Features::new();
    let kind = kind(unit.directness);
    let told = if unit.attribution.is_none() { "told" } else { "said" };
    let last = target.words.end - 1;
    let product = odds(likely * share.sqrt() * side);
    f.put_value(&["product"], product);
    f.put_value(&["product", told], product);
    f.put_value(&["likely"], odds(likely));
    f.put_value(&["share"], share.max(0.001).ln());
    f.put_value(&["side"], odds(side));
    f.put_value(&["rank"], rank as f32);
    f.put_value(&["targets"], (1.0 + unit.targets.len() as f32).ln());
    f.put_value(&["length"], (1.0 + target.evidence.len() as f32).ln());
    f.put_value(&["mentions"], (1.0 + target.mentions as f32).ln());
    f.put(&["favor", if favor { "yes" } else { "no" }]);
    f.put(&["plain", if plain { "yes" } else { "no" }]);
    f.put(&["kind", kind]);
    f.put(&["role", role(unit.role)]);
    f.put(&["label", scan.words[last].name.map_or("none", |name| &scan.names[name].label)]);
    f.put(&["holder", holder_label(scan, unit)]);
    let object = unit.verb.is_some_and(|verb| candidates::is_object(scan, verb, target));
    let (_, attitude, _) = verb(scan, unit);
    f.put(&["object", if object { "yes" } else { "no" }]);
    f.put(&["object", if object { "yes" } else { "no" }, if attitude == "0" { "0" } else { "attitude" }, told]);
    f.put(&["attitude", attitude]);
    f
}
