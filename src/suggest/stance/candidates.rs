//! Holder and target pairs that may be stances, and what speaks for each side.

use super::polarity;
use crate::model::Directness;
use crate::suggest::attribution::{FoundAttribution, noun_phrases};
use crate::suggest::coreference::Cluster;
use crate::suggest::lexicon::{Class, CueKind};
use crate::suggest::linear::{Features, Linear};
use crate::suggest::scan::Scan;
use crate::text::Span;
use std::ops::Range;

const MOST_TARGETS: usize = 10;
const MOST_OBJECTS: usize = 3;

/// Somebody who says or does something that may be a stance.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Unit {
    /// Names and mentions; several for "X and Y said".
    pub holders: Vec<(String, Option<Span>)>,
    /// The words of one sentence within what is said, or the told sentence.
    pub clause: Range<usize>,
    pub directness: Directness,
    pub attribution: Option<usize>,
    /// The cue, or the verb of a told act.
    pub verb: Option<usize>,
    pub targets: Vec<Target>,
}

/// What it may be about.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Target {
    pub words: Range<usize>,
    pub name: String,
    /// The smallest clause around it, with the verb that governs it.
    pub evidence: Range<usize>,
    /// Mentions of it in the article, and whether the first sentence has one.
    pub mentions: usize,
    pub leads: bool,
}

/// Leading words that are no part of a name.
fn bare(scan: &Scan, words: &Range<usize>) -> Range<usize> {
    let mut words = words.clone();
    while words.len() > 1
        && matches!(scan.entry(words.start).class, Class::Determiner | Class::Possessive)
        && scan.words[words.start].name.is_none()
        && scan.lower(words.start, 1) != "of"
    {
        words.start += 1;
    }
    while words.len() > 1 && matches!(scan.lower(words.end, -1), "'s" | "'") {
        words.end -= 1;
    }
    words
}

/// The cluster that these words name: the one of a mention that ends them, or, for holders, of a person in them ("X, a lawyer").
fn cluster_of(clusters: &[Cluster], span: Span, anywhere: bool) -> Option<&Cluster> {
    let ends = |mention: &Span| mention.end() == span.end() || mention.contains(span);
    let ending =
        || clusters.iter().find(|cluster| cluster.mentions.iter().any(|mention| mention.overlaps(span) && ends(mention)));
    let inside =
        |cluster: &&Cluster| cluster.label.as_ref() == "PERSON" && cluster.mentions.iter().any(|mention| span.contains(*mention));
    if anywhere { clusters.iter().find(inside).or_else(ending) } else { ending() }
}

/// The name of whoever these words are: of the cluster, else the words themselves.
fn name(scan: &Scan, clusters: &[Cluster], words: &Range<usize>, holder: bool) -> Option<String> {
    let words = bare(scan, words);
    let span = scan.span(&words)?;
    if let Some(cluster) = cluster_of(clusters, span, holder) {
        return Some(cluster.name.clone());
    }
    let pronoun =
        matches!(scan.entry(words.start).class, Class::Pronoun | Class::Relative | Class::Possessive) && words.len() == 1;
    (!pronoun).then(|| span.slice(scan.document.text).to_owned())
}

/// The clause around `target` within `region`; quotation marks do not end it: "called the plan a “disaster”".
pub(super) fn clause_of(scan: &Scan, region: &Range<usize>, target: &Range<usize>) -> Range<usize> {
    let ends = |at: usize| scan.entry(at).class != Class::Quote && polarity::clause_break(scan, at);
    let start = (region.start..target.start).rev().find(|&at| ends(at)).map_or(region.start, |at| at + 1);
    let end = (target.end..region.end).find(|&at| ends(at)).unwrap_or(region.end);
    start..end.max(target.end)
}

/// The noun phrases of `range` as targets: those joined by "of" are one.
fn target_phrases(scan: &Scan, range: Range<usize>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for phrase in noun_phrases(scan, range) {
        match joined.last_mut() {
            Some(last)
                if phrase.start == last.end + 1
                    && scan.lower(last.end, 0) == "of"
                    && scan.entry(last.start).class != Class::Pronoun =>
            {
                last.end = phrase.end
            }
            _ => joined.push(phrase),
        }
    }
    joined
}

fn is_target(scan: &Scan, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let entry = scan.entry(last);
    let label = scan.words[last].name.map_or("", |name| &scan.names[name].label);
    let is_value = matches!(label, "DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY" | "ORDINAL" | "CARDINAL");
    let is_function = matches!(entry.class, Class::Determiner | Class::Time | Class::Relative | Class::Auxiliary);
    let is_bare_pronoun = words.len() == 1
        && entry.class == Class::Pronoun
        && matches!(scan.lower(last, 0), "it" | "i" | "we" | "you" | "they" | "them" | "us" | "me" | "themselves");
    !(is_value || is_function || is_bare_pronoun || is_no_noun(scan, last))
}

/// Adjectives and exclamations that nobody is for or against: "the same", "Yes".
pub(super) fn is_no_noun(scan: &Scan, at: usize) -> bool {
    let word = &scan.words[at];
    let alone = [
        "yes",
        "yeah",
        "well",
        "wow",
        "hell",
        "ok",
        "okay",
        "please",
        "whatever",
        "worth",
        "full",
        "good",
        "best",
        "better",
        "great",
        "first",
        "last",
        "next",
        "same",
        "own",
        "able",
        "such",
        "bad",
        "sure",
        "enough",
        "lot",
        "kind",
        "right",
        "away",
        "back",
        "together",
        "anyway",
        "ago",
        "forward",
        "likely",
        "due",
        "available",
        "sexual",
    ];
    let adjective = ["ful", "ous", "ical", "less"].iter().any(|end| word.lower.ends_with(end)) && word.lower.len() > 5;
    word.name.is_none() && (alone.contains(&word.lower.as_str()) || adjective)
}

/// The people and bodies that `words` name: each person of "X and Y", else the one they name.
pub(super) fn holders(scan: &Scan, clusters: &[Cluster], words: &Range<usize>) -> Vec<(String, Option<Span>)> {
    let mut persons: Vec<(usize, Span)> = Vec::new();
    for at in words.clone() {
        if let Some(name) = scan.words[at].name
            && scan.names[name].label.as_ref() == "PERSON"
            && persons.last().is_none_or(|(last, _)| *last != name)
        {
            persons.push((name, scan.names[name].span));
        }
    }
    let joined = words.clone().any(|at| scan.lower(at, 0) == "and");
    if persons.len() > 1 && joined {
        let of = |(_, span): (usize, Span)| Some((cluster_of(clusters, span, true)?.name.clone(), Some(span)));
        return persons.into_iter().filter_map(of).collect();
    }
    name(scan, clusters, words, true).map(|name| (name, scan.span(words))).into_iter().collect()
}

/// All units: those inside attributions, then what the reporter tells.
pub(super) fn units(scan: &Scan, clusters: &[Cluster], attributions: &[FoundAttribution]) -> Vec<Unit> {
    let mut found = Vec::new();
    for (at, attribution) in attributions.iter().enumerate() {
        let Some(source) = attribution.source else { continue };
        let holders = holders(scan, clusters, &scan.words_of(&source.range()));
        if holders.is_empty() {
            continue;
        }
        let cue = attribution.cue.map(|cue| scan.words_of(&cue.range()).start);
        for piece in &attribution.content {
            let piece = scan.words_of(&piece.range());
            let mut start = piece.start;
            while start < piece.end {
                let clause = start..scan.sentence(start).end.clamp(start + 1, piece.end);
                let governs = cue.filter(|&cue| start == piece.start && scan.entry(cue).attitude != 0 && cue < start);
                let mut unit = Unit {
                    holders: holders.clone(),
                    clause: clause.clone(),
                    directness: attribution.directness,
                    attribution: Some(at),
                    verb: cue,
                    targets: Vec::new(),
                };
                for target in target_phrases(scan, clause.clone()).into_iter().take(MOST_TARGETS) {
                    let mut evidence = clause_of(scan, &clause, &target);
                    if let Some(cue) = governs.filter(|_| evidence.start <= start + 2) {
                        evidence.start = cue;
                    }
                    push(scan, clusters, &mut unit, &target, evidence);
                }
                start = clause.end;
                found.push(unit);
            }
        }
    }
    told(scan, clusters, attributions, &mut found);
    found.retain(|unit| !unit.targets.is_empty());
    found
}

fn push(scan: &Scan, clusters: &[Cluster], unit: &mut Unit, words: &Range<usize>, evidence: Range<usize>) {
    if !is_target(scan, words) {
        return;
    }
    let Some(mut name) = name(scan, clusters, words, false) else { return };
    let pronoun =
        words.len() == 1 && scan.entry(words.start).class == Class::Pronoun || scan.entry(words.start).class == Class::Possessive;
    if pronoun && scan.words[words.start].quotation.is_some() && unit.holders.iter().any(|(holder, _)| *holder == name) {
        // Who is quoted does not speak of himself as "he": the person the article is about is meant.
        let others = clusters
            .iter()
            .filter(|it| it.label.as_ref() == "PERSON" && unit.holders.iter().all(|(holder, _)| *holder != it.name));
        let Some(other) = others.rev().max_by_key(|it| it.mentions.len()) else { return };
        name.clone_from(&other.name);
    }
    if unit.holders.iter().any(|(holder, _)| *holder == name) {
        return;
    }
    let words = bare(scan, words);
    let cluster = clusters.iter().find(|cluster| cluster.name == name);
    let first = scan.document.sentences.first().cloned().unwrap_or(0..0);
    let (mentions, leads) = match cluster {
        Some(cluster) => {
            (cluster.mentions.len(), cluster.mentions.iter().any(|span| scan.words_of(&span.range()).start < first.end))
        }
        None => {
            let head = scan.lower(words.end, -1);
            let same = scan.words.iter().filter(|word| word.lower == head).count();
            (same, first.clone().any(|at| scan.lower(at, 0) == head))
        }
    };
    unit.targets.push(Target { words, name, evidence, mentions, leads });
}

/// Acts the reporter tells: "[protesters] burned an effigy of [X]".
fn told(scan: &Scan, clusters: &[Cluster], attributions: &[FoundAttribution], found: &mut Vec<Unit>) {
    for sentence in &scan.document.sentences {
        let phrases = noun_phrases(scan, sentence.clone());
        let objects = target_phrases(scan, sentence.clone());
        for at in sentence.clone() {
            let word = &scan.words[at];
            let act = word.entry.verb && word.entry.class != Class::Auxiliary && word.name.is_none() || word.entry.attitude != 0;
            let cue = attributions.iter().any(|it| it.cue.is_some_and(|cue| cue.overlaps(word.span)));
            if !act || word.quotation.is_some() || cue {
                continue;
            }
            if scan.lower(at, 1) == "by" && phrases.iter().any(|phrase| phrase.start == at + 2) {
                passive(scan, clusters, sentence, &phrases, at, found);
                continue;
            }
            let Some(subject) = subject(scan, &phrases, at) else { continue };
            let holders = holders(scan, clusters, subject);
            if holders.is_empty() {
                continue;
            }
            let mut unit = Unit {
                holders,
                clause: sentence.clone(),
                directness: Directness::Narrated,
                attribution: None,
                verb: Some(at),
                targets: Vec::new(),
            };
            for target in objects.iter().filter(|phrase| phrase.start > at && phrase.start < at + 14).take(MOST_OBJECTS) {
                let evidence = subject.start..clause_of(scan, sentence, target).end;
                push(scan, clusters, &mut unit, target, evidence);
            }
            found.push(unit);
        }
    }
}

/// "[the vote] was boycotted by [members]": the agent holds, the subject is the target.
fn passive(
    scan: &Scan,
    clusters: &[Cluster],
    sentence: &Range<usize>,
    phrases: &[Range<usize>],
    at: usize,
    found: &mut Vec<Unit>,
) {
    let Some(agent) = phrases.iter().find(|phrase| phrase.start == at + 2) else { return };
    let Some(subject) = subject(scan, phrases, at) else { return };
    let holders = holders(scan, clusters, agent);
    let mut unit = Unit {
        holders,
        clause: sentence.clone(),
        directness: Directness::Narrated,
        attribution: None,
        verb: Some(at),
        targets: Vec::new(),
    };
    push(scan, clusters, &mut unit, subject, subject.start..agent.end);
    if !unit.holders.is_empty() {
        found.push(unit);
    }
}

/// The noun phrase that may be the subject of the verb at `at`: the nearest to the left that can act.
fn subject<'p>(scan: &Scan, phrases: &'p [Range<usize>], at: usize) -> Option<&'p Range<usize>> {
    // What a preposition governs is no subject: "Buhari of Nigeria signed".
    let free = |phrase: &&Range<usize>| {
        phrase.end <= at
            && scan.kind(phrase.end - 1) != "time"
            && scan.words[phrase.end - 1].name.is_none_or(|name| scan.names[name].label.as_ref() != "DATE")
            && (phrase.start == 0 || scan.entry(phrase.start - 1).class != Class::Preposition)
    };
    let left = || phrases.iter().rev().filter(free);
    let able = |phrase: &&Range<usize>| {
        let last = phrase.end - 1;
        let label = scan.words[last].name.map(|name| scan.names[name].label.as_ref());
        let pronoun = matches!(scan.lower(last, 0), "he" | "she" | "they" | "who");
        matches!(label, Some("PERSON" | "ORG" | "GPE" | "NORP"))
            || pronoun
            || label.is_none() && scan.lower(last, 0).ends_with('s')
    };
    let subject = left().next().filter(able).or_else(|| left().nth(1).filter(able))?;
    if at - subject.end > 12 {
        return None;
    }
    let relative = matches!(scan.lower(subject.start, 0), "who" | "which");
    if relative { phrases.iter().rev().find(|it| it.end <= subject.start) } else { Some(subject) }
}

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

/// The verb of a unit: its lemma, its attitude, "not" where it is negated.
fn verb<'s>(scan: &'s Scan, unit: &Unit) -> (&'s str, &'static str, &'static str) {
    let Some(at) = unit.verb else { return ("<>", "0", "") };
    let entry = scan.entry(at);
    let lemma = if entry.lemma.is_empty() { scan.lower(at, 0) } else { entry.lemma };
    let negated = (at.saturating_sub(3)..at).any(|at| scan.entry(at).class == Class::Negation);
    (lemma, sign(entry.attitude), if negated { "not" } else { "" })
}

/// Valence and attitude of `words`, negated ones turned round.
fn tone(scan: &Scan, words: &Range<usize>) -> (f32, i8) {
    let (mut valence, mut attitude) = (0.0_f32, 0_i8);
    for at in words.clone() {
        let entry = scan.entry(at);
        if entry.valence == 0.0 && entry.attitude == 0 || scan.words[at].name.is_some() {
            continue;
        }
        let negated = (at.saturating_sub(3).max(words.start)..at).any(|at| scan.entry(at).class == Class::Negation);
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
        if word.lower.starts_with(|c: char| c.is_ascii_digit()) {
            f.put_value(&["number", kind], 0.5);
        }
    }
    f.put(&["first", scan.lower(near.start, 0), kind]);
    if let Some(at) = unit.verb {
        f.put(&["next", scan.lower(at, 1), kind]);
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
pub(super) fn features(scan: &Scan, unit: &Unit, target: &Target, towards: &[f32; 3]) -> Features {
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
