//! Which mentions of an article are of the same person or thing.
//!
//! Surnames and given names join the full name, acronyms and shortened names join what they are short for, "the president" joins
//! the person introduced with that title, and he and she join the nearest fitting person. Each cluster proposes an entity. Nations
//! and their peoples ("Iran", "Iranian") stay apart: what one does is not said of the other.

use super::document::Document;
use super::lexicon::{self, Class, CueKind};
use super::tagger::Tagged;
use crate::text::{Span, folded};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Mentions of one person or thing.
#[derive(Clone, PartialEq, Debug)]
pub struct Cluster {
    /// Its longest name.
    pub name: String,
    pub label: Arc<str>,
    /// Names, titles and pronouns, in text order.
    pub mentions: Vec<Span>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sex {
    Female,
    Male,
}

static SEXES: LazyLock<HashMap<&'static str, Sex>> = LazyLock::new(|| {
    let line =
        |line: &'static str| line.split_once('\t').map(|(name, sex)| (name, if sex == "f" { Sex::Female } else { Sex::Male }));
    include_str!("../../assets/lexicons/first_names.tsv").lines().filter_map(line).collect()
});

/// Names of one nation that share no word.
const SAME: &[&[&str]] = &[
    &["united states", "us", "u.s.", "u.s", "usa", "united states of america", "america", "the united states"],
    &["united kingdom", "uk", "u.k.", "britain", "great britain"],
    &["european union", "eu", "e.u."],
    &["united nations", "un", "u.n."],
    &["united arab emirates", "uae"],
];

/// Offices that stand for the person introduced with them.
const TITLES: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "governor",
    "senator",
    "mayor",
    "secretary",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "judge",
    "justice",
    "director",
    "chairman",
    "chairwoman",
    "chief",
    "prosecutor",
    "professor",
    "king",
    "queen",
    "pope",
    "general",
    "commissioner",
    "leader",
    "candidate",
    "sheriff",
    "speaker",
    "ambassador",
    "lawmaker",
    "congressman",
    "congresswoman",
];

/// What tells a son from his father, and is no surname.
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// How many bytes back the person may be that a pronoun means.
const FARTHEST: usize = 1500;

struct Growing {
    words: Vec<String>,
    /// The words of what it is also called, as the text says: "Police Federation ⟨(PFEW)⟩".
    also: Vec<Vec<String>>,
    name: String,
    label: Arc<str>,
    mentions: Vec<Span>,
    sex: Option<Sex>,
    titles: Vec<String>,
}

/// The words of a name, [`folded`].
fn lower_words(name: &str) -> Vec<String> {
    let plain = folded(name);
    let words = plain.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
    words.filter(|word| !word.is_empty() && *word != "the").map(str::to_owned).collect()
}

/// Is `short` made of the first letters of these words, with or without the small ones and the country before them ("U.S.
/// Immigration and Customs Enforcement", "ICE")?
fn is_acronym(short: &str, words: &[String]) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if letters.len() < 2 || short.chars().any(char::is_lowercase) {
        return false;
    }
    let minor = |word: &str| matches!(word, "of" | "and" | "the" | "for" | "on" | "in" | "&");
    let spells = |words: &[String]| {
        let all = words.iter().filter_map(|word| word.chars().next());
        let major = words.iter().filter(|word| !minor(word)).filter_map(|word| word.chars().next());
        letters.iter().copied().eq(all) || letters.iter().copied().eq(major)
    };
    spells(words) || SAME.iter().copied().flatten().filter_map(|country| after(words, country)).any(spells)
}

/// What follows the words of `start`, if `words` begin with them.
fn after<'w>(words: &'w [String], start: &str) -> Option<&'w [String]> {
    start.split(' ').try_fold(words, |words, word| words.split_first().filter(|(first, _)| *first == word).map(|(_, rest)| rest))
}

/// Does the text say that `short`, which is of the same kind, is what `long` is also called: "Police Federation (PFEW)"?
fn is_also(text: &str, long: Span, short: Span) -> bool {
    let (between, name) = (text.get(long.end()..short.start()), short.slice(text));
    between.is_some_and(|between| between.trim() == "(")
        && text.get(short.end()..).is_some_and(|after| after.starts_with(')'))
        && !name.contains(char::is_whitespace)
        && name.chars().filter(|c| c.is_uppercase()).count() > 1
}

fn same_kind(a: &str, b: &str) -> bool {
    let place = |label: &str| matches!(label, "GPE" | "LOC" | "FAC");
    a == b || place(a) && place(b)
}

/// Does a mention of these words belong to `cluster`?
fn fits(cluster: &Growing, label: &str, surface: &str, words: &[String]) -> bool {
    let (mine, theirs) = (&cluster.words, words);
    let (Some(first), Some(last), Some(own_first), Some(own_last)) = (theirs.first(), theirs.last(), mine.first(), mine.last())
    else {
        return false;
    };
    if mine == theirs || cluster.also.iter().any(|also| also == theirs) {
        return same_kind(&cluster.label, label);
    }
    let acronym = || is_acronym(surface, mine) || is_acronym(&cluster.name, theirs);
    match label {
        "PERSON" if cluster.label.as_ref() == "PERSON" => {
            if theirs.len() == 1 {
                own_last == last || own_first == first && mine.len() > 1
            } else if mine.len() == 1 {
                own_first == last
            } else {
                let initial =
                    |a: &str, b: &str| a.trim_end_matches('.').chars().count() == 1 && b.starts_with(a.trim_end_matches('.'));
                own_last == last && (own_first == first || initial(own_first, first) || initial(first, own_first))
            }
        }
        "ORG" if cluster.label.as_ref() == "ORG" => {
            let shorter = mine.len().min(theirs.len());
            acronym()
                || shorter > 1
                    && (mine[..shorter] == theirs[..shorter] || mine[mine.len() - shorter..] == theirs[theirs.len() - shorter..])
                || theirs.len() == 1 && last.len() > 3 && (own_first == last || own_last == last)
        }
        "GPE" | "LOC" | "FAC" if same_kind(&cluster.label, label) => {
            let (a, b) = (mine.join(" "), theirs.join(" "));
            mine.len().max(theirs.len()) > 2 && acronym()
                || SAME.iter().any(|group| group.contains(&a.as_str()) && group.contains(&b.as_str()))
        }
        "LAW" | "EVENT" => cluster.label.as_ref() == label && acronym(),
        _ => false,
    }
}

/// The title words just before and just after a mention: "President [Rouhani]", "[Merkel], the chancellor".
fn titles(document: &Document, span: Span) -> (Vec<String>, Option<Sex>) {
    let first = document.token_at(span.start());
    let mut sex = None;
    let mut found = Vec::new();
    for at in first.saturating_sub(4)..first {
        let word = document.word(at).to_lowercase();
        match word.as_str() {
            "." | "," | ";" | "and" => {
                found.clear();
                sex = None;
            }
            "mr" | "mr." | "sir" | "king" | "lord" => sex = Some(Sex::Male),
            "mrs" | "mrs." | "ms" | "ms." | "miss" | "queen" | "lady" => sex = Some(Sex::Female),
            _ => {}
        }
        if TITLES.contains(&word.as_str()) {
            found.push(word);
        } else if document.word(at).starts_with(char::is_lowercase) && !matches!(word.as_str(), "of" | "the" | "for") {
            found.clear(); // a title before other words is somebody else's: "[President] Ana Ruiz met John Hale"
        }
    }
    let last = document.tokens_within(span.range()).end;
    if document.word(last) == "," {
        for at in last + 1..last + 6 {
            let word = document.word(at).to_lowercase();
            if matches!(word.as_str(), "," | "." | "who") {
                break;
            }
            if TITLES.contains(&word.as_str()) {
                found.push(word);
            }
        }
    }
    (found, sex)
}

fn join_names(document: &Document, tagged: &[Tagged]) -> Vec<Growing> {
    let mut clusters: Vec<Growing> = Vec::new();
    let mut last: Option<(Span, usize)> = None;
    for mention in tagged {
        if matches!(mention.label.as_ref(), "DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY" | "ORDINAL" | "CARDINAL") {
            continue;
        }
        let surface = mention.span.slice(document.text);
        let person = mention.label.as_ref() == "PERSON";
        let mut words = lower_words(surface);
        if person && words.len() > 1 && words.last().is_some_and(|word| GENERATIONS.contains(&word.trim_end_matches('.'))) {
            words.pop();
        }
        if words.is_empty() {
            continue;
        }
        let is_what_stands_before = |(long, at): &(Span, usize)| {
            !person && same_kind(&clusters[*at].label, &mention.label) && is_also(document.text, *long, mention.span)
        };
        let also = last.filter(is_what_stands_before).map(|(_, at)| at);
        let mut fitting = clusters.iter().enumerate().filter(|(_, cluster)| fits(cluster, &mention.label, surface, &words));
        // A bare surname is whoever the article is about: relatives are named in full.
        let found = if person && words.len() == 1 {
            fitting.max_by_key(|(at, cluster)| (cluster.mentions.len(), Reverse(*at)))
        } else {
            fitting.next_back()
        };
        let at = also.or(found.map(|(at, _)| at)).unwrap_or_else(|| {
            clusters.push(Growing {
                words: words.clone(),
                also: Vec::new(),
                name: surface.to_owned(),
                label: mention.label.clone(),
                mentions: Vec::new(),
                sex: None,
                titles: Vec::new(),
            });
            clusters.len() - 1
        });
        last = Some((mention.span, at));
        let cluster = &mut clusters[at];
        cluster.mentions.push(mention.span);
        if also.is_some() {
            cluster.also.push(words.clone());
        }
        if words.len() > cluster.words.len() {
            (cluster.words, cluster.name) = (words, surface.to_owned());
        }
        if person {
            let (titles, sex) = titles(document, mention.span);
            cluster.titles.extend(titles);
            let given =
                cluster.words.first().filter(|_| cluster.words.len() > 1).and_then(|word| SEXES.get(word.as_str()).copied());
            cluster.sex = cluster.sex.or(sex).or(given);
        }
    }
    clusters
}

/// What the token at `at` is, by the lists.
fn entry(document: &Document, at: usize) -> &'static lexicon::Entry {
    lexicon::entry(&document.word(at).to_lowercase())
}

/// Is a cue of saying or of an attitude next after `at`, adverbs and auxiliaries apart: "he ⟨also⟩ accused"?
fn speaks(document: &Document, at: usize) -> bool {
    let skipped = |at: &usize| matches!(entry(document, *at).class, Class::Adverb | Class::Auxiliary);
    let next = (at..at + 4).find(|at| !skipped(at)).unwrap_or(at);
    matches!(entry(document, next).cue, Some(CueKind::Say | CueKind::Attitude))
}

/// Is the mention the subject of its sentence: near its beginning, neither governed ("after Trump threatened …") nor an owner
/// ("Petro’s tone")?
fn is_subject(document: &Document, mention: Span) -> bool {
    let words = document.tokens_within(mention.range());
    let sentence = document.sentences.partition_point(|sentence| sentence.end <= words.start);
    let begins = document.sentences.get(sentence).is_some_and(|sentence| words.start <= sentence.start + 6);
    // Titles stand between: "after President Hale threatened …".
    let title = |at: &usize| document.word(*at).starts_with(char::is_uppercase) && entry(document, *at).class == Class::Word;
    let governed = (0..words.start).rev().find(|at| !title(at)).is_some_and(|before| {
        let word = document.word(before).to_lowercase();
        let class = lexicon::entry(&word).class;
        matches!(class, Class::Preposition | Class::Conjunction | Class::Relative) && !matches!(word.as_str(), "and" | "but")
    });
    begins && !governed && !matches!(document.word(words.end), "'s" | "’s" | "'" | "’")
}

/// How far the mentions of `cluster` before the byte `at` are: the distance in bytes, less for the subject of its sentence, and
/// least for one who speaks where the word at `at` speaks too; of the nearest few mentions the best. `None` if none is near.
fn nearness(document: &Document, cluster: &Growing, at: usize, speaking: bool) -> Option<usize> {
    let near = |mention: &&Span| mention.end() <= at && at - mention.end() <= FARTHEST;
    let cost = |mention: &Span| {
        let distance = at - mention.end();
        if !is_subject(document, *mention) {
            return distance + 40;
        }
        let both = speaking && speaks(document, document.tokens_within(mention.range()).end);
        if both { distance / 4 } else { distance / 2 }
    };
    cluster.mentions.iter().filter(near).map(cost).min()
}

/// Does the text begin with the paragraph that holds `span`, as it does with a headline?
fn is_first_line(document: &Document, span: Span) -> bool {
    document.text.get(..span.end()).is_some_and(|before| !before.trim_start().contains('\n'))
}

/// Names of many people, which no "he" or "she" stands for: "Latin Americans".
fn is_plural(words: &[String]) -> bool {
    words.last().is_some_and(|last| ["ans", "ists", "ese"].iter().any(|end| last.len() > 5 && last.ends_with(end)))
        && words.first().is_none_or(|first| !SEXES.contains_key(first.as_str()))
}

fn join_pronouns_and_titles(document: &Document, clusters: &mut [Growing]) {
    for (at, token) in document.tokens.iter().enumerate() {
        let word = token.span.slice(document.text);
        let lower = word.to_lowercase();
        let sex = match lower.as_str() {
            "he" | "him" | "his" | "himself" => Some(Sex::Male),
            "she" | "her" | "hers" | "herself" => Some(Sex::Female),
            _ => None,
        };
        let (span, title) = if sex.is_some() {
            (token.span, None)
        } else if TITLES.contains(&lower.as_str()) && at > 0 {
            let first = (at.saturating_sub(2)..at).find(|&at| document.word(at).eq_ignore_ascii_case("the"));
            // Headlines leave the article out: "Bridge is safe, mayor says".
            let headline = document.word(at - 1) == "," && speaks(document, at + 1);
            let Some(first) = first.or(headline.then_some(at)) else { continue };
            let named = clusters.iter().any(|it| {
                it.mentions.iter().any(|span| span.start() > token.span.start() && span.start() <= token.span.end() + 2)
            });
            if named || document.word(at + 1).eq_ignore_ascii_case("of") {
                continue;
            }
            (document.tokens[first].span.join(token.span), Some(lower))
        } else {
            continue;
        };
        let persons = clusters.iter().enumerate().filter(|(_, it)| it.label.as_ref() == "PERSON");
        let fitting = persons.filter(|(_, it)| match (&title, sex) {
            (Some(title), _) => it.titles.contains(title),
            (None, sex) => (it.sex.is_none() || it.sex == sex) && !is_plural(&it.words),
        });
        let speaking = title.is_none() && speaks(document, at + 1);
        let near = |(at, it): (usize, &Growing)| Some((nearness(document, it, span.start(), speaking)?, at));
        let best = fitting.clone().filter_map(near).min().map(|(_, best)| best);
        let introduced_later =
            || fitting.clone().next().map(|(at, _)| at).filter(|_| title.is_some() && is_first_line(document, span));
        if let Some(best) = best.or_else(introduced_later) {
            let cluster = &mut clusters[best];
            cluster.mentions.push(span);
            cluster.sex = cluster.sex.or(sex);
        }
    }
}

/// The clusters of `document`, in the order of their first mentions.
pub fn clusters(document: &Document, tagged: &[Tagged]) -> Vec<Cluster> {
    let mut growing = join_names(document, tagged);
    join_pronouns_and_titles(document, &mut growing);
    let cluster = |it: Growing| {
        let mut mentions = it.mentions;
        mentions.sort_unstable();
        Cluster { name: it.name, label: it.label, mentions }
    };
    growing.into_iter().map(cluster).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, names: &[(&str, &str)], expected: &[&str]) {
        let tagged: Vec<Tagged> = names
            .iter()
            .scan(0, |from, (name, label)| {
                let start = *from + text[*from..].find(name)?;
                *from = start + name.len();
                Some(Tagged { span: Span::new(text, start..*from).ok()?, label: (*label).into(), score: 1.0 })
            })
            .collect();
        let document = Document::new(text);
        let found = clusters(&document, &tagged);
        let shown: Vec<String> = found
            .iter()
            .map(|it| format!("{}: {}", it.name, it.mentions.iter().map(|span| span.slice(text)).collect::<Vec<_>>().join(", ")))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn surnames_pronouns_and_titles_join_the_full_name() {
        check(
            "President Ana Ruiz met John Hale. She thanked Hale. The president left, he said.",
            &[("Ana Ruiz", "PERSON"), ("John Hale", "PERSON"), ("Hale", "PERSON")],
            &["Ana Ruiz: Ana Ruiz, She, The president", "John Hale: John Hale, Hale, he"],
        );
    }

    #[test]
    fn accents_do_not_tell_people_apart() {
        check(
            "Recep Tayyip Erdoğan left. Erdogan waved.",
            &[("Recep Tayyip Erdoğan", "PERSON"), ("Erdogan", "PERSON")],
            &["Recep Tayyip Erdoğan: Recep Tayyip Erdoğan, Erdogan"],
        );
    }

    #[test]
    fn a_bare_surname_is_whom_the_article_is_about() {
        check(
            "Karl Hale Jr. died. Hale ran the port. His wife, Ana Hale, wept. Hale loved her.",
            &[("Karl Hale Jr.", "PERSON"), ("Hale", "PERSON"), ("Ana Hale", "PERSON"), ("Hale", "PERSON")],
            &["Karl Hale Jr.: Karl Hale Jr., Hale, His, Hale", "Ana Hale: Ana Hale, her"],
        );
        check(
            "Karl Hale met Ana Hale. Hale wept.",
            &[("Karl Hale", "PERSON"), ("Ana Hale", "PERSON"), ("Hale", "PERSON")],
            &["Karl Hale: Karl Hale, Hale", "Ana Hale: Ana Hale"],
        );
    }

    #[test]
    fn a_pronoun_that_speaks_is_the_speaker_before() {
        check(
            "Ruiz said the port was lost. This comes after Hale threatened the island. He said the island was at risk. He also \
                accused the navy of theft.",
            &[("Ruiz", "PERSON"), ("Hale", "PERSON")],
            &["Ruiz: Ruiz, He, He", "Hale: Hale"],
        );
        check(
            "Hale said the ban hurt Latin Americans. He added that it was wrong.",
            &[("Hale", "PERSON"), ("Latin Americans", "PERSON")],
            &["Hale: Hale, He", "Latin Americans: Latin Americans"],
        );
        check(
            "Hale said he knew. Hale called it an empire. This comes after President Carl Berg threatened war. He said it was a risk.",
            &[("Hale", "PERSON"), ("Hale", "PERSON"), ("Carl Berg", "PERSON")],
            &["Hale: Hale, he, Hale, He", "Carl Berg: Carl Berg"],
        );
        check("He left, said Ruiz.", &[("Ruiz", "PERSON")], &["Ruiz: Ruiz"]);
    }

    #[test]
    fn the_office_in_a_headline_is_the_person_introduced_below() {
        check(
            "Bridge is safe, mayor says\n\nMayor Ana Ruiz spoke on Monday.",
            &[("Ana Ruiz", "PERSON")],
            &["Ana Ruiz: mayor, Ana Ruiz"],
        );
    }

    #[test]
    fn acronyms_and_short_names_join_the_organisation() {
        check(
            "Immigration and Customs Enforcement (ICE) acted. The U.S. said ICE was right, the United States said.",
            &[
                ("Immigration and Customs Enforcement", "ORG"),
                ("ICE", "ORG"),
                ("U.S.", "GPE"),
                ("ICE", "ORG"),
                ("United States", "GPE"),
            ],
            &[
                "Immigration and Customs Enforcement: Immigration and Customs Enforcement, ICE, ICE",
                "United States: U.S., United States",
            ],
        );
    }

    #[test]
    fn an_acronym_leaves_out_the_country_before_it() {
        for body in ["U.S. Immigration and Customs Enforcement", "United States Immigration and Customs Enforcement"] {
            check(&format!("{body} acted. ICE was wrong."), &[(body, "ORG"), ("ICE", "ORG")], &[&format!("{body}: {body}, ICE")]);
        }
        check(
            "Health Ministry left. The USA stayed.",
            &[("Health Ministry", "ORG"), ("USA", "ORG")],
            &["Health Ministry: Health Ministry", "USA: USA"],
        );
    }

    #[test]
    fn laws_and_places_have_acronyms_too() {
        check(
            "The Affordable Care Act passed in New South Wales. The ACA is loved in NSW. Ana Maria Ruiz met AMR.",
            &[
                ("Affordable Care Act", "LAW"),
                ("New South Wales", "GPE"),
                ("ACA", "LAW"),
                ("NSW", "GPE"),
                ("Ana Maria Ruiz", "PERSON"),
                ("AMR", "PERSON"),
            ],
            &[
                "Affordable Care Act: Affordable Care Act, ACA",
                "New South Wales: New South Wales, NSW",
                "Ana Maria Ruiz: Ana Maria Ruiz",
                "AMR: AMR",
            ],
        );
    }

    #[test]
    fn what_stands_in_brackets_after_a_name_is_it_too() {
        check(
            "The Office for Competition (UOKiK) acted. Ferry Line (Kalmar) closed. UOKiK was right.",
            &[("Office for Competition", "ORG"), ("UOKiK", "ORG"), ("Ferry Line", "ORG"), ("Kalmar", "ORG"), ("UOKiK", "ORG")],
            &["Office for Competition: Office for Competition, UOKiK, UOKiK", "Ferry Line: Ferry Line", "Kalmar: Kalmar"],
        );
    }
}
