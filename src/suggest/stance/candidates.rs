//! Holder and target pairs that may be stances.

use super::polarity;
use crate::model::Directness;
use crate::suggest::attribution::{FoundAttribution, noun_phrases};
use crate::suggest::coreference::Cluster;
use crate::suggest::lexicon::Class;
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
    pub role: Role,
    pub targets: Vec<Target>,
}

/// How the holder was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Source of what is said.
    Source,
    /// Nearest to the left of the verb that can act.
    Subject,
    /// The one before that.
    Second,
    /// First of the sentence that can act.
    First,
    /// After "by".
    Agent,
    /// Owner of an act that is a noun: "Cuba's support".
    Owner,
    /// Nearest to the left, a role or a body without a name.
    Office,
    /// The word says it of whom it names: "critics of the plan".
    Same,
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
    // "the act of the Senate" is the act.
    let of = words.clone().any(|at| scan.lower(at, 0) == "of" && scan.words[at].name.is_none());
    if let Some(cluster) = cluster_of(clusters, span, holder).filter(|_| holder || !of) {
        return Some(cluster.name.clone());
    }
    let pronoun =
        matches!(scan.entry(words.start).class, Class::Pronoun | Class::Relative | Class::Possessive) && words.len() == 1;
    (!pronoun).then(|| span.slice(scan.document.text).to_owned())
}

/// The clause around `target` within `region`; quotation marks and brackets do not end it: "called the plan (of May) a “disaster”".
pub(super) fn clause_of(scan: &Scan, region: &Range<usize>, target: &Range<usize>) -> Range<usize> {
    let encloses = |at: usize| scan.entry(at).class == Class::Quote || matches!(scan.lower(at, 0), "(" | ")" | "[" | "]");
    let ends = |at: usize| !encloses(at) && polarity::clause_break(scan, at);
    let start = (region.start..target.start).rev().find(|&at| ends(at)).map_or(region.start, |at| at + 1);
    let end = (target.end..region.end).find(|&at| ends(at)).unwrap_or(region.end);
    start..end.max(target.end)
}

/// The noun phrases of `range` as targets: those joined by "of" are one.
fn target_phrases(scan: &Scan, range: Range<usize>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mut phrase in noun_phrases(scan, range) {
        while phrase.len() > 1 && ends_in_verb(scan, &phrase) {
            phrase.end -= 1;
        }
        match joined.last_mut() {
            Some(last)
                if phrase.start == last.end + 1
                    && scan.lower(last.end, 0) == "of"
                    && !scan.lower(phrase.start, 0).ends_with("ing")
                    && scan.entry(last.start).class != Class::Pronoun =>
            {
                last.end = phrase.end
            }
            _ => joined.push(phrase),
        }
    }
    joined
}

/// "the US [treats] other countries", "America [isolated] from the world": a word after a name that takes an object of its own,
/// or has the ending of a verb.
fn ends_in_verb(scan: &Scan, phrase: &Range<usize>) -> bool {
    let last = phrase.end - 1;
    let word = &scan.words[last];
    let takes_object = matches!(scan.entry(phrase.end).class, Class::Determiner | Class::Pronoun)
        || matches!(scan.lower(phrase.end, 0), "other" | "his" | "her" | "their" | "its" | "our" | "my");
    let ending = word.lower.ends_with("ing") || word.lower.ends_with("ed");
    word.name.is_none() && !word.capital && scan.words[last - 1].name.is_some() && (takes_object || ending)
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
    !(is_value || is_function || is_bare_pronoun || is_no_noun(scan, last) || is_predicate(scan, words))
}

/// A single word that is said of somebody, or done by him: "we are not [stupid]", "they [know]", "to [help] each other".
pub(super) fn is_predicate(scan: &Scan, words: &Range<usize>) -> bool {
    let word = &scan.words[words.start];
    if words.len() > 1 || words.start == 0 || word.capital || word.name.is_some() || word.entry.noun {
        return false;
    }
    let is_noun = ["tion", "ment", "ness", "ity", "ism", "ers", "ors", "ies"].iter().any(|end| word.lower.ends_with(end));
    let before = scan.entry(words.start - 1);
    let copula = |at: usize| matches!(scan.lower(at, 0), "is" | "are" | "was" | "were" | "be" | "been" | "'re" | "'m" | "am");
    let said = match before.class {
        Class::Negation | Class::Adverb => words.start > 1 && copula(words.start - 2),
        Class::Pronoun => !matches!(scan.lower(words.start, -1), "him" | "her" | "them" | "us" | "me"),
        _ => copula(words.start - 1),
    };
    let done = scan.lower(words.start, -1) == "to"
        && matches!(scan.entry(words.end).class, Class::Determiner | Class::Possessive | Class::Pronoun)
        && scan.lower(words.end, 0) != "'s";
    (said && !is_noun) || done
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
                    role: Role::Source,
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

/// Reporting verbs that say outright whether the source is for or against their object.
const PLAIN: &[&str] = &[
    "accuse",
    "applaud",
    "attack",
    "blame",
    "commend",
    "condemn",
    "criticise",
    "criticize",
    "denounce",
    "deny",
    "dismiss",
    "praise",
];

/// Is the source of `unit` for (`true`) or against `target` by the verb before it: "Ruiz ⟨accused⟩ the [ferry company]"?
pub(super) fn plain_side(scan: &Scan, unit: &Unit, target: &Target) -> Option<bool> {
    let verb = unit.verb.filter(|_| unit.attribution.is_some())?;
    let entry = scan.entry(verb);
    let outright = entry.verb && entry.attitude != 0 && PLAIN.contains(&entry.lemma);
    (outright && is_object(scan, verb, target) && !scan.is_negated(verb, 0)).then_some(entry.attitude > 0)
}

/// Does `target` follow the word at `verb` directly?
pub(super) fn is_object(scan: &Scan, verb: usize, target: &Target) -> bool {
    let between = scan.words.get(verb + 1..target.words.start);
    between.is_some_and(|words| {
        words.iter().all(|word| matches!(word.entry.class, Class::Determiner | Class::Possessive | Class::Adverb))
    })
}

/// Acts the reporter tells: "[protesters] burned an effigy of [X]", "[Cuba]'s support for [X]", "[the vote] was boycotted by
/// [members]". Who acts is not always the nearest; all that may are candidates.
fn told(scan: &Scan, clusters: &[Cluster], attributions: &[FoundAttribution], found: &mut Vec<Unit>) {
    for sentence in &scan.document.sentences {
        let phrases = noun_phrases(scan, sentence.clone());
        for at in sentence.clone() {
            let word = &scan.words[at];
            let act = word.entry.verb && word.entry.class != Class::Auxiliary && word.name.is_none()
                || word.entry.attitude != 0
                || is_partisan(scan, at);
            let reported = attributions
                .iter()
                .any(|it| it.cue.is_some_and(|cue| cue.overlaps(word.span)) && it.source.is_some() && !it.content.is_empty());
            if !act || word.quotation.is_some() || reported {
                continue;
            }
            let objects = target_phrases(scan, at + 1..sentence.end);
            let mut tried: Vec<Vec<(String, Option<Span>)>> = Vec::new();
            for (role, actor) in actors(scan, sentence, &phrases, at) {
                let holders = holders(scan, clusters, &actor);
                if holders.is_empty() || tried.contains(&holders) {
                    continue;
                }
                tried.push(holders.clone());
                let mut unit = Unit {
                    holders,
                    clause: sentence.clone(),
                    directness: Directness::Narrated,
                    attribution: None,
                    verb: Some(at),
                    role,
                    targets: Vec::new(),
                };
                if role == Role::Agent {
                    // What is acted on need not be able to act: "[the plan] was rejected by [voters]".
                    let before = target_phrases(scan, sentence.start..at);
                    for subject in before.iter().rev().take(MOST_OBJECTS) {
                        push(scan, clusters, &mut unit, subject, subject.start..actor.end);
                    }
                } else {
                    if role == Role::Same {
                        partisans_of(scan, clusters, &mut unit, sentence, &actor);
                    }
                    for target in objects.iter().take_while(|phrase| phrase.start < at + 14).take(MOST_OBJECTS) {
                        let start = if role == Role::First { at } else { actor.start };
                        push(scan, clusters, &mut unit, target, start..clause_of(scan, sentence, target).end);
                    }
                }
                found.push(unit);
            }
        }
    }
}

/// Who may be the one that does what the word at `at` tells, likeliest first.
fn actors(scan: &Scan, sentence: &Range<usize>, phrases: &[Range<usize>], at: usize) -> Vec<(Role, Range<usize>)> {
    let mut found = Vec::new();
    let by = (at + 1..(at + 5).min(sentence.end)).find(|&by| scan.lower(by, 0) == "by");
    if let Some(agent) = by.and_then(|by| phrases.iter().find(|phrase| phrase.start == by + 1)) {
        found.push((Role::Agent, agent.clone()));
    }
    if let Some(owner) = owner(scan, sentence, at) {
        found.push((Role::Owner, owner));
    }
    if is_partisan(scan, at)
        && let Some(phrase) = phrases.iter().find(|phrase| phrase.end == at + 1)
    {
        found.push((Role::Same, phrase.clone()));
    }
    let nearest = subject(scan, phrases, at).cloned();
    let first = phrases.iter().find(|phrase| phrase.end <= at && can_act(scan, phrase)).cloned();
    let second = nearest.as_ref().and_then(|near| {
        let free = |phrase: &&Range<usize>| phrase.end <= near.start && can_act(scan, phrase) && !is_governed(scan, phrase);
        phrases.iter().rev().find(free).cloned()
    });
    found.extend(nearest.map(|it| (Role::Subject, it)));
    found.extend(office(scan, phrases, at).map(|it| (Role::Office, it)));
    found.extend(second.map(|it| (Role::Second, it)));
    found.extend(first.map(|it| (Role::First, it)));
    found
}

/// Whom the partisans `actor` are for or against where it stands before them: "[Trump] supporters", "[his] critics".
fn partisans_of(scan: &Scan, clusters: &[Cluster], unit: &mut Unit, sentence: &Range<usize>, actor: &Range<usize>) {
    let at = actor.end - 1;
    let before = if scan.lower(at, -1) == "'s" { at.saturating_sub(2) } else { at.saturating_sub(1) };
    if before < sentence.start || before >= at {
        return;
    }
    let name = scan.words[before].name;
    let start = (sentence.start..=before).rev().take_while(|&at| name.is_some() && scan.words[at].name == name).last();
    if name.is_some() || scan.entry(before).class == Class::Possessive {
        push(scan, clusters, unit, &(start.unwrap_or(before)..before + 1), start.unwrap_or(before)..actor.end);
    }
}

/// Is the word at `at` somebody who is for or against by being what he is: "critics of the plan"?
fn is_partisan(scan: &Scan, at: usize) -> bool {
    const NOUNS: &[&str] = &[
        "supporter",
        "critic",
        "opponent",
        "ally",
        "fan",
        "advocate",
        "backer",
        "defender",
        "admirer",
        "rival",
        "enemy",
        "foe",
        "champion",
        "proponent",
        "skeptic",
        "detractor",
        "loyalist",
        "adversary",
        "protester",
        "activist",
        "demonstrator",
    ];
    let word = scan.lower(at, 0);
    let single =
        word.strip_suffix("ies").map_or_else(|| word.strip_suffix('s').unwrap_or(word).to_owned(), |stem| format!("{stem}y"));
    NOUNS.contains(&single.as_str())
}

/// Whose act the noun at `at` is: "[Cuba]'s support", "[its] support", "[Maduro]'s strong support".
fn owner(scan: &Scan, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let mark = (at.saturating_sub(3).max(sentence.start)..at).rev().find(|&at| scan.entry(at).class == Class::Possessive)?;
    if !matches!(scan.lower(mark, 0), "'s" | "'") {
        return Some(mark..mark + 1);
    }
    let name = scan.words.get(mark.checked_sub(1)?)?.name;
    let start = (sentence.start..mark).rev().take_while(|&at| name.is_some() && scan.words[at].name == name).last();
    Some(start.unwrap_or(mark - 1)..mark)
}

/// Does a preposition govern this phrase? Then it is no subject: "Buhari of Nigeria signed".
fn is_governed(scan: &Scan, phrase: &Range<usize>) -> bool {
    phrase.start > 0 && scan.entry(phrase.start - 1).class == Class::Preposition
}

/// Does this phrase name somebody who can act?
fn can_act(scan: &Scan, phrase: &Range<usize>) -> bool {
    let last = phrase.end - 1;
    let label = scan.words[last].name.map(|name| scan.names[name].label.as_ref());
    let pronoun = matches!(scan.lower(last, 0), "he" | "she" | "they" | "who");
    matches!(label, Some("PERSON" | "ORG" | "GPE" | "NORP")) || pronoun || label.is_none() && scan.lower(last, 0).ends_with('s')
}

/// The nearest noun phrase of a role, an office or a body: "[the administration] let him go".
fn office(scan: &Scan, phrases: &[Range<usize>], at: usize) -> Option<Range<usize>> {
    let phrase = phrases.iter().rev().find(|phrase| phrase.end <= at && !is_governed(scan, phrase))?;
    let last = phrase.end - 1;
    let determined = phrase.len() > 1 && matches!(scan.entry(phrase.start).class, Class::Determiner | Class::Possessive);
    let noun = scan.words[last].name.is_none() && scan.entry(last).class == Class::Word && !is_no_noun(scan, last);
    (noun && (determined || scan.words[last].capital) && at - phrase.end <= 4).then(|| phrase.clone())
}

/// The noun phrase that may be the subject of the verb at `at`: the nearest to the left that can act.
fn subject<'p>(scan: &Scan, phrases: &'p [Range<usize>], at: usize) -> Option<&'p Range<usize>> {
    let free = |phrase: &&Range<usize>| {
        phrase.end <= at
            && scan.kind(phrase.end - 1) != "time"
            && scan.words[phrase.end - 1].name.is_none_or(|name| scan.names[name].label.as_ref() != "DATE")
            && !is_governed(scan, phrase)
    };
    let left = || phrases.iter().rev().filter(free);
    let able = |phrase: &&Range<usize>| can_act(scan, phrase);
    let subject = left().next().filter(able).or_else(|| left().nth(1).filter(able))?;
    if at - subject.end > 12 {
        return None;
    }
    let relative = matches!(scan.lower(subject.start, 0), "who" | "which");
    if relative { phrases.iter().rev().find(|it| it.end <= subject.start) } else { Some(subject) }
}
