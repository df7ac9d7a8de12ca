//! Who may be for or against what: every pair of somebody who can act and something in the same sentence, and every pair of a
//! source and what is in its words.

use super::polarity;
use crate::model::Directness;
use crate::suggest::attribution::{FoundAttribution, noun_phrases};
use crate::suggest::coreference::Cluster;
use crate::suggest::lexicon::{Class, CueKind};
use crate::suggest::scan::Scan;
use crate::text::{Span, folded};
use std::ops::Range;

/// Most holders, attributions and targets that are looked at in one sentence.
const MOST_HOLDERS: usize = 10;
const MOST_SAID: usize = 10;
const MOST_TARGETS: usize = 16;

/// Where the holder stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// It is the source of words with the target in them.
    Said,
    /// Before the target in its sentence, and after it.
    Before,
    After,
}

/// A holder and a target that may be a stance.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Pair {
    /// Name and mention.
    pub holder: (String, Option<Span>),
    pub actor: Range<usize>,
    pub target: String,
    pub words: Range<usize>,
    pub side: Side,
    /// Index of the attribution it stands in.
    pub attribution: Option<usize>,
    /// The clause of the target within its sentence, or within those of its words that the holder says.
    pub clause: Range<usize>,
    /// The smallest clause with the target and what is said or done.
    pub evidence: Range<usize>,
}

impl Pair {
    /// How the stance is put.
    pub(super) fn directness(&self, attributions: &[FoundAttribution]) -> Directness {
        self.attribution.and_then(|at| attributions.get(at)).map_or(Directness::Narrated, |it| it.directness)
    }

    /// Is the target part of the holder's name: "[Ana Ruiz] … [Ruiz]"?
    pub(super) fn is_of_oneself(&self) -> bool {
        let holder = folded(&self.holder.0);
        let holder: Vec<&str> = holder.split_whitespace().collect();
        folded(&self.target).split_whitespace().all(|word| holder.contains(&word))
    }
}

/// The pairs of one sentence.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Sentence {
    pub words: Range<usize>,
    pub pairs: Vec<Pair>,
}

impl Sentence {
    /// `pair` as something its holder says, where he does: "“The [ferry] is a danger,” [she] said" is not told of her.
    pub(super) fn as_said<'s>(&'s self, pair: &'s Pair) -> &'s Pair {
        let said = |other: &&Pair| other.side == Side::Said && other.holder.0 == pair.holder.0 && other.words == pair.words;
        self.pairs.iter().find(said).unwrap_or(pair)
    }
}

/// Do these share a word?
pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The label of the name that the word at `at` is in.
fn label<'s>(scan: &'s Scan, at: usize) -> Option<&'s str> {
    scan.words[at].name.map(|name| scan.names[name].label.as_ref())
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

/// The name of whoever these words are: of the cluster, else the words themselves; of pronouns that lead to nobody, only he and she.
fn name(scan: &Scan, clusters: &[Cluster], words: &Range<usize>, holder: bool) -> Option<String> {
    let words = bare(scan, words);
    let span = scan.span(&words)?;
    // "the act of the Senate" is the act.
    let of = last_of(scan, words.clone()).is_some();
    let stands_for = if holder { !is_of_many(scan, &words) } else { !of };
    if let Some(cluster) = cluster_of(clusters, span, holder).filter(|_| stands_for) {
        return Some(cluster.name.clone());
    }
    let pronoun =
        matches!(scan.entry(words.start).class, Class::Pronoun | Class::Relative | Class::Possessive) && words.len() == 1;
    if pronoun { nobody(scan.lower(words.start, 0), holder) } else { Some(span.slice(scan.document.text)) }.map(str::to_owned)
}

/// What he or she is called whom nothing but `pronoun` names.
fn nobody(pronoun: &str, holder: bool) -> Option<&str> {
    match pronoun {
        "he" | "his" if holder => Some("he"),
        "she" | "her" if holder => Some("she"),
        "he" | "him" | "she" | "her" if !holder => Some(pronoun),
        _ => None,
    }
}

/// Are these some of many: "[members] of Parliament", "[supporters] of Ruiz"?
fn is_of_many(scan: &Scan, words: &Range<usize>) -> bool {
    words.clone().skip(1).find(|&at| is_of(scan, at)).is_some_and(|of| {
        let head = &scan.words[of - 1];
        head.name.is_none() && (head.lower.ends_with('s') || head.lower == "people")
    })
}

/// The clause around `target` within `region`; quotation marks and brackets do not end it: "called the plan (of May) a “disaster”".
pub(super) fn clause_of(scan: &Scan, region: &Range<usize>, target: &Range<usize>) -> Range<usize> {
    let encloses = |at: usize| scan.entry(at).class == Class::Quote || matches!(scan.lower(at, 0), "(" | ")" | "[" | "]");
    let ends = |at: usize| !encloses(at) && polarity::clause_break(scan, at);
    let start_of = |from: usize| (region.start..from).rev().find(|&at| ends(at)).map_or(region.start, |at| at + 1);
    let end_of = |from: usize| (from..region.end).find(|&at| ends(at)).unwrap_or(region.end);
    let (mut start, mut end) = (start_of(target.start), end_of(target.end));
    // "“[Ruiz], a great mayor”", "accused [the company], a rival, of theft": a name between commas says nothing alone.
    let idle = |at: usize| matches!(scan.entry(at).class, Class::Determiner | Class::Conjunction | Class::Punctuation);
    if (start..end).all(|at| target.contains(&at) || encloses(at) || idle(at)) {
        if scan.lower(end, 0) == "," && end + 1 < region.end {
            end = end_of(end + 1);
        }
        if start > region.start && scan.lower(start - 1, 0) == "," {
            start = start_of(start - 1);
        }
    }
    start..end.max(target.end)
}

/// The noun phrases of `range` as targets: those joined by "of" are one.
fn target_phrases(scan: &Scan, range: Range<usize>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mut phrase in noun_phrases(scan, range.clone()) {
        while phrase.len() > 1 && ends_in_verb(scan, &phrase) {
            phrase.end -= 1;
        }
        if phrase.end < range.end && is_followed_by_noun(scan, &phrase) {
            phrase.end += 1;
        }
        match joined.last_mut() {
            Some(last)
                if phrase.start == last.end + 1
                    && scan.lower(last.end, 0) == "of"
                    && !scan.lower(phrase.start, 0).ends_with("ing")
                    && scan.entry(last.start).class != Class::Pronoun
                    && !(scan.entry(last.end - 1).class == Class::Word && is_modifier(scan, last.end - 1)) =>
            {
                last.end = phrase.end
            }
            _ => joined.push(phrase),
        }
    }
    joined
}

/// Is the word after the phrase its last noun, though it has the form of a verb: "retaliation to the air [strikes]", "to use mail-in
/// [voting]"? What a verb or a preposition governs has no verb of its own.
fn is_followed_by_noun(scan: &Scan, phrase: &Range<usize>) -> bool {
    let next = phrase.end;
    let governed = phrase.start > 0 && {
        let before = scan.entry(phrase.start - 1);
        before.verb && before.class != Class::Auxiliary || before.class == Class::Preposition
    };
    let (last, word) = (&scan.words[phrase.end - 1], &scan.words[next]);
    let plain = last.name.is_none() && last.entry.class == Class::Word;
    let noun = word.lower.ends_with('s') && !word.lower.ends_with("ss")
        || word.lower.ends_with("ing") && (word.entry.modifier || last.lower.contains('-'));
    let says = matches!(word.entry.cue, Some(CueKind::Say | CueKind::Think));
    let object = scan.words.get(next + 1).is_some_and(|object| {
        object.name.is_some()
            || matches!(object.entry.class, Class::Determiner | Class::Pronoun | Class::Possessive | Class::Word)
    });
    let verb = word.entry.verb && word.entry.class != Class::Auxiliary && word.name.is_none();
    governed && plain && verb && noun && !says && !object
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

/// What a sentence may be about: its noun phrases, of "critics of the plan" the plan as well, and of "[Ruiz]'s death" Ruiz.
pub(super) fn targets(scan: &Scan, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let tail = |phrase: &Range<usize>| last_of(scan, phrase.clone()).map(|at| at + 1..phrase.end).filter(|tail| !tail.is_empty());
    let phrases = target_phrases(scan, sentence.clone()).into_iter();
    let mark = |at: &usize| matches!(scan.lower(*at, 0), "'s" | "'") && is_named(scan, &(*at - 1..*at));
    let owner = |phrase: &Range<usize>| (phrase.start + 1..phrase.end - 1).rfind(mark).map(|mark| phrase.start..mark);
    let with_parts = phrases.flat_map(|phrase| [tail(&phrase), owner(&phrase), Some(phrase)]).flatten();
    with_parts.filter_map(|words| as_target(scan, words)).take(MOST_TARGETS).collect()
}

/// Is this an "of" that is in no name?
fn is_of(scan: &Scan, at: usize) -> bool {
    scan.lower(at, 0) == "of" && scan.words[at].name.is_none()
}

/// The last "of" among `words` that is in no name.
fn last_of(scan: &Scan, mut words: Range<usize>) -> Option<usize> {
    words.rfind(|&at| is_of(scan, at))
}

/// `words` without what ends them and is no target: "the ban [of 500 rupees]", "the move [unlawful]".
fn as_target(scan: &Scan, mut words: Range<usize>) -> Option<Range<usize>> {
    while !is_target(scan, &words) {
        let of = last_of(scan, words.start + 1..words.end);
        words.end = of.or_else(|| is_no_noun(scan, words.end - 1).then_some(words.end - 1))?;
        if words.is_empty() {
            return None;
        }
    }
    Some(words)
}

fn is_target(scan: &Scan, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let entry = scan.entry(last);
    let is_value = matches!(label(scan, last), Some("DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY" | "ORDINAL" | "CARDINAL"));
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

/// Is this word nothing but an adjective or an adverb: "an investigation [independent] of the council"?
fn is_modifier(scan: &Scan, at: usize) -> bool {
    let word = &scan.words[at];
    word.name.is_none() && word.entry.modifier && !word.entry.noun
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
    is_modifier(scan, at) || word.name.is_none() && (alone.contains(&word.lower.as_str()) || adjective)
}

/// Does this word only say which of several: "the [second]"?
fn is_ordinal(scan: &Scan, at: usize) -> bool {
    let said = matches!(scan.lower(at, 0), "first" | "second" | "third" | "fourth" | "fifth" | "former" | "latter");
    said || label(scan, at) == Some("ORDINAL")
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
    if words.clone().next_back().is_none_or(|last| is_ordinal(scan, last)) {
        return Vec::new();
    }
    let joined = words.clone().any(|at| scan.lower(at, 0) == "and");
    if persons.len() > 1 && joined {
        let of = |(_, span): (usize, Span)| Some((cluster_of(clusters, span, true)?.name.clone(), Some(span)));
        return persons.into_iter().filter_map(of).collect();
    }
    name(scan, clusters, words, true).map(|name| (name, scan.span(words))).into_iter().collect()
}

/// Does this phrase name somebody who can act?
fn can_act(scan: &Scan, phrase: &Range<usize>) -> bool {
    let last = phrase.end - 1;
    let label = label(scan, last);
    let pronoun = matches!(scan.lower(last, 0), "he" | "she" | "they" | "who");
    matches!(label, Some("PERSON" | "ORG" | "GPE" | "NORP")) || pronoun || label.is_none() && scan.lower(last, 0).ends_with('s')
}

/// Somebody in a sentence, or a source of its words.
struct Actor {
    holder: (String, Option<Span>),
    words: Range<usize>,
    /// The attribution that he is the source of, and which of its words are in the sentence.
    says: Option<(usize, Range<usize>)>,
}

/// Does this phrase name a role or a body: "the administration", "Parliament"?
fn is_office(scan: &Scan, phrase: &Range<usize>) -> bool {
    let last = phrase.end - 1;
    let noun = scan.words[last].name.is_none() && scan.entry(last).class == Class::Word && !is_no_noun(scan, last);
    noun && (phrase.len() > 1 || scan.words[last].capital)
}

/// Does this phrase hold a name of a person, a body or a place?
fn is_named(scan: &Scan, phrase: &Range<usize>) -> bool {
    phrase.clone().any(|at| matches!(label(scan, at), Some("PERSON" | "ORG" | "GPE" | "NORP" | "LOC" | "FAC")))
}

/// Who may act in a sentence: its noun phrases, then owners ("[Cuba]'s support", "[its] support").
fn actors(scan: &Scan, clusters: &[Cluster], sentence: &Range<usize>) -> Vec<Actor> {
    let acts = |phrase: &Range<usize>| is_named(scan, phrase) || can_act(scan, phrase) || is_office(scan, phrase);
    let phrases = noun_phrases(scan, sentence.clone()).into_iter().filter(acts);
    let marks = sentence.clone().skip(1).filter(|&at| scan.entry(at).class == Class::Possessive);
    let mut found: Vec<Actor> = Vec::new();
    for phrase in phrases.chain(marks.map(|mark| owner(scan, sentence, mark))) {
        for holder in holders(scan, clusters, &phrase) {
            let words = holder.1.map_or(phrase.clone(), |span| scan.words_of(&span.range()));
            let known = |other: &Actor| other.holder.0 == holder.0 && other.words == words;
            if !words.is_empty() && !found.iter().any(known) {
                found.push(Actor { holder, words, says: None });
            }
        }
    }
    found.truncate(MOST_HOLDERS);
    found
}

/// Whose something is, by the possessive word or mark at `mark`.
fn owner(scan: &Scan, sentence: &Range<usize>, mark: usize) -> Range<usize> {
    if !matches!(scan.lower(mark, 0), "'s" | "'") {
        return mark..mark + 1;
    }
    let name = scan.words[mark - 1].name;
    let start = (sentence.start..mark).rev().take_while(|&at| name.is_some() && scan.words[at].name == name).last();
    start.unwrap_or(mark - 1)..mark
}

/// The pairs of a document, sentence by sentence.
pub(super) fn sentences(scan: &Scan, clusters: &[Cluster], attributions: &[FoundAttribution]) -> Vec<Sentence> {
    let said = said(scan, attributions);
    let sentences = scan.document.sentences.iter().zip(said);
    sentences.map(|(sentence, said)| in_sentence(scan, clusters, attributions, sentence, &said)).collect()
}

/// The words of each sentence that are the content of an attribution, with its index.
fn said(scan: &Scan, attributions: &[FoundAttribution]) -> Vec<Vec<(usize, Range<usize>)>> {
    let sentences = &scan.document.sentences;
    let mut said = vec![Vec::new(); sentences.len()];
    for (at, attribution) in attributions.iter().enumerate() {
        for piece in &attribution.content {
            let piece = scan.words_of(&piece.range());
            let first = sentences.partition_point(|sentence| sentence.end <= piece.start);
            for number in first..sentences.len() {
                let within = piece.start.max(sentences[number].start)..piece.end.min(sentences[number].end);
                if within.is_empty() {
                    break;
                }
                if said[number].len() < MOST_SAID {
                    said[number].push((at, within));
                }
            }
        }
    }
    said
}

fn in_sentence(
    scan: &Scan,
    clusters: &[Cluster],
    attributions: &[FoundAttribution],
    sentence: &Range<usize>,
    said: &[(usize, Range<usize>)],
) -> Sentence {
    let mut all = actors(scan, clusters, sentence);
    for (at, within) in said {
        let Some(source) = attributions[*at].source else { continue };
        let words = scan.words_of(&source.range());
        let holders = holders(scan, clusters, &words).into_iter().filter(|_| !words.is_empty());
        all.extend(holders.map(|holder| Actor { holder, words: words.clone(), says: Some((*at, within.clone())) }));
    }
    let mut pairs: Vec<Pair> = Vec::new();
    for phrase in &targets(scan, sentence) {
        let Some(name) = name(scan, clusters, phrase, false) else { continue };
        let words = bare(scan, phrase);
        for actor in &all {
            let elsewhere = actor.says.as_ref().is_some_and(|(_, within)| words.start < within.start || within.end < words.end);
            if elsewhere || overlap(&actor.words, &words) {
                continue;
            }
            let Some(target) = meant(scan, clusters, actor, &name, &words) else { continue };
            let pair = pair(scan, attributions, sentence, actor, target, words.clone());
            let known = |other: &Pair| {
                (&other.holder.0, &other.actor, &other.words, other.side) == (&pair.holder.0, &pair.actor, &words, pair.side)
            };
            if !pairs.iter().any(known) {
                pairs.push(pair);
            }
        }
    }
    Sentence { words: sentence.clone(), pairs }
}

/// Whom `actor` means by the words called `name`: not himself. Who is quoted does not speak of himself as "he": the person that the
/// article is about is meant.
fn meant(scan: &Scan, clusters: &[Cluster], actor: &Actor, name: &str, words: &Range<usize>) -> Option<String> {
    if actor.holder.0 != name {
        return Some(name.to_owned());
    }
    let pronoun = matches!(scan.entry(words.start).class, Class::Pronoun | Class::Possessive);
    if !pronoun || actor.says.is_none() || scan.words[words.start].quotation.is_none() {
        return None;
    }
    let others = clusters.iter().filter(|it| it.label.as_ref() == "PERSON" && it.name != name);
    others.rev().max_by_key(|it| it.mentions.len()).map(|it| it.name.clone())
}

fn pair(
    scan: &Scan,
    attributions: &[FoundAttribution],
    sentence: &Range<usize>,
    actor: &Actor,
    target: String,
    words: Range<usize>,
) -> Pair {
    let region = actor.says.as_ref().map_or(sentence.clone(), |(_, within)| within.clone());
    let clause = clause_of(scan, &region, &words);
    let side = match actor.says {
        Some(_) => Side::Said,
        None if actor.words.end <= words.start => Side::Before,
        None => Side::After,
    };
    let evidence = match side {
        Side::Said => {
            // "⟨accused⟩ the navy of theft": the cue itself says for or against.
            let cue = actor.says.as_ref().and_then(|(at, _)| attributions[*at].cue).map(|cue| scan.words_of(&cue.range()).start);
            let governs = |cue: &usize| scan.entry(*cue).attitude != 0 && (sentence.start..region.start).contains(cue);
            cue.filter(governs).filter(|_| clause.start <= region.start + 2).unwrap_or(clause.start)..clause.end
        }
        Side::Before => actor.words.start..clause.end,
        Side::After => words.start..actor.words.end,
    };
    Pair {
        holder: actor.holder.clone(),
        actor: actor.words.clone(),
        target,
        words,
        side,
        attribution: actor.says.as_ref().map(|(at, _)| *at),
        clause,
        evidence,
    }
}
