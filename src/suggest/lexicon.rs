//! What single words are: closed classes, reporting and attitude words with their inflections, valences.
//!
//! The lists stand in `assets/lexicons` (sources and licences there) and are read once. One look-up per word gives all.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How a word attributes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CueKind {
    /// "said", "told"
    Say,
    /// "believes", "hopes"
    Think,
    /// "condemned", "praised"
    Attitude,
    /// "claim", "view"
    Noun,
    /// "convinced", "aware"
    Adjective,
    /// "reportedly"
    Adverb,
    /// "according to", "per"
    Preposition,
}

impl CueKind {
    /// As a feature.
    pub fn name(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Think => "think",
            Self::Attitude => "attitude",
            Self::Noun => "noun",
            Self::Adjective => "adj",
            Self::Adverb => "adv",
            Self::Preposition => "prep",
        }
    }
}

/// Which part a word plays in a sentence, as far as a list can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Class {
    #[default]
    Word,
    Punctuation,
    Quote,
    Determiner,
    /// "he", "they"
    Pronoun,
    /// "his", "'s"
    Possessive,
    Preposition,
    /// "and", "but", "while", "that"
    Conjunction,
    /// "who", "which"
    Relative,
    Auxiliary,
    Adverb,
    Negation,
    /// "Tuesday", "yesterday"
    Time,
    Verb,
}

impl Class {
    /// As a feature.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "w",
            Self::Punctuation => "punct",
            Self::Quote => "quote",
            Self::Determiner => "det",
            Self::Pronoun => "pron",
            Self::Possessive => "poss",
            Self::Preposition => "prep",
            Self::Conjunction => "conj",
            Self::Relative => "rel",
            Self::Auxiliary => "aux",
            Self::Adverb => "adv",
            Self::Negation => "neg",
            Self::Time => "time",
            Self::Verb => "verb",
        }
    }
}

/// What a word is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Entry {
    pub class: Class,
    pub cue: Option<CueKind>,
    /// Base form of a cue or an attitude word; empty for others.
    pub lemma: &'static str,
    /// 1 for words of support, -1 for words of opposition, else 0.
    pub attitude: i8,
    /// Valence of VADER, -4 to 4.
    pub valence: f32,
    /// A finite verb or participle, as far as its form tells.
    pub verb: bool,
    /// A noun by the noun list.
    pub noun: bool,
    /// Mostly an adjective or an adverb.
    pub modifier: bool,
}

const CLOSED: &[(Class, &str)] = &[
    (
        Class::Determiner,
        "the a an this that these those some any every each no another both all several many most few such other more one two three four five six seven eight nine ten dozens hundreds thousands",
    ),
    (
        Class::Pronoun,
        "he she they it we i you him them us me himself herself themselves itself who's everyone someone nobody everybody anyone none",
    ),
    (Class::Possessive, "his her their its our my your 's ’s ' ’"),
    (
        Class::Preposition,
        "of in on at by for with from to into about over under after before during between against through without within among across behind toward towards upon near since until despite amid amidst alongside including regarding concerning than as like off up down out around per via throughout beyond versus following",
    ),
    (Class::Conjunction, "and or but nor yet so because although though while whereas if unless whether that when where once"),
    (Class::Relative, "who which whom whose what how why"),
    (
        Class::Auxiliary,
        "is are was were be been being am has have had having do does did will would shall should can could may might must 'll 'd 've 're 'm ’ll ’d ’ve ’re ’m",
    ),
    (
        Class::Adverb,
        "also later earlier then now already still just only even again previously recently further furthermore moreover however meanwhile therefore thus instead too very repeatedly publicly officially privately initially originally subsequently simply additionally similarly largely once often never ever always there here soon yet quickly immediately strongly clearly finally eventually",
    ),
    (Class::Negation, "not n't n’t never no neither nor nobody nothing none without hardly barely cannot"),
    (
        Class::Time,
        "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow morning afternoon evening night week month year january february march april may june july august september october november december",
    ),
    (Class::Punctuation, ". , ; : ! ? ( ) [ ] - – — … ... -- / *"),
    (Class::Quote, "\" “ ” `` '' « » „ ‘"),
];

static LEXICON: LazyLock<HashMap<String, Entry>> = LazyLock::new(read);
static UNKNOWN: Entry =
    Entry { class: Class::Word, cue: None, lemma: "", attitude: 0, valence: 0.0, verb: false, noun: false, modifier: false };
static UNKNOWN_VERB: Entry = Entry { verb: true, ..UNKNOWN };

/// What this lower-case word is.
pub fn entry(lower: &str) -> &'static Entry {
    match LEXICON.get(lower) {
        Some(entry) => entry,
        None => unknown(lower),
    }
}

/// What a word that no list has is by its ending.
fn unknown(lower: &str) -> &'static Entry {
    if lower.len() > 4 && lower.ends_with("ed") { &UNKNOWN_VERB } else { &UNKNOWN }
}

/// The forms of a regular verb: base, -s, -ed, -ing.
fn inflected(base: &str) -> Vec<String> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| base.ends_with(ending));
    if let Some(stem) = base.strip_suffix('e') {
        let ing = if base.ends_with("ee") { format!("{base}ing") } else { format!("{stem}ing") };
        return vec![base.to_owned(), format!("{base}s"), format!("{base}d"), ing];
    }
    if let Some(stem) = base.strip_suffix('y')
        && !ends(&["ay", "ey", "oy", "uy"])
    {
        return vec![base.to_owned(), format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing")];
    }
    let s = if ends(&["s", "sh", "ch", "x", "z"]) { "es" } else { "s" };
    let (ed, ing) = if base == "forget" {
        ("forgot".to_owned(), "forgetting".to_owned())
    } else {
        (format!("{base}ed"), format!("{base}ing"))
    };
    vec![base.to_owned(), format!("{base}{s}"), ed, ing]
}

/// Kind, lemma and forms of each line of a list.
fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str, Vec<String>)> {
    list.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (kind, lemma) = (words.next()?, words.next()?);
        let forms: Vec<String> = words.map(str::to_owned).collect();
        Some((kind, lemma, if forms.is_empty() { inflected(lemma) } else { forms }))
    })
}

fn read() -> HashMap<String, Entry> {
    let mut lexicon: HashMap<String, Entry> = HashMap::new();
    for line in include_str!("../../assets/lexicons/vader.tsv").lines() {
        if let Some((word, valence)) = line.split_once('\t') {
            lexicon.entry(word.to_owned()).or_default().valence = valence.parse().unwrap_or_default();
        }
    }
    for line in include_str!("../../assets/lexicons/wordnet_verbs.txt").lines() {
        let mut words = line.split_whitespace();
        let Some(lemma) = words.next() else { continue };
        for form in words {
            let entry = lexicon.entry(form.to_owned()).or_default();
            (entry.verb, entry.class, entry.lemma) = (true, Class::Verb, lemma);
        }
    }
    for line in include_str!("../../assets/lexicons/verbs.txt").lines() {
        let mut words = line.split_whitespace();
        let Some(lemma) = words.next() else { continue };
        let forms: Vec<String> = words.map(str::to_owned).collect();
        for form in if forms.len() < 2 { inflected(lemma) } else { forms } {
            let entry = lexicon.entry(form).or_default();
            (entry.verb, entry.class) = (true, Class::Verb);
        }
    }
    for word in include_str!("../../assets/lexicons/wordnet_modifiers.txt").split_whitespace() {
        lexicon.entry(word.to_owned()).or_insert(*unknown(word)).modifier = true;
    }
    for (kind, lemma, forms) in lines(include_str!("../../assets/lexicons/attitudes.txt")) {
        let verb = forms.len() == 4 && forms.iter().any(|form| form.ends_with("ing"));
        for form in forms {
            let entry = lexicon.entry(form).or_default();
            entry.attitude = if kind == "+" { 1 } else { -1 };
            entry.lemma = lemma;
            entry.verb |= verb;
        }
    }
    for (kind, lemma, forms) in lines(include_str!("../../assets/lexicons/cues.txt")) {
        let kind = match kind {
            "say" => CueKind::Say,
            "think" => CueKind::Think,
            "attitude" => CueKind::Attitude,
            "noun" => CueKind::Noun,
            "adj" => CueKind::Adjective,
            "adv" => CueKind::Adverb,
            _ => CueKind::Preposition,
        };
        for form in forms {
            let entry = lexicon.entry(form).or_default();
            if kind == CueKind::Noun {
                entry.noun = true;
            }
            if entry.cue.is_none() || entry.cue == Some(kind) {
                (entry.cue, entry.lemma) = (Some(kind), lemma);
            }
            if matches!(kind, CueKind::Say | CueKind::Think | CueKind::Attitude) {
                entry.verb = true;
            }
        }
    }
    for (class, words) in CLOSED {
        for word in words.split(' ') {
            let entry = lexicon.entry(word.to_owned()).or_default();
            entry.class = *class;
            entry.verb = *class == Class::Auxiliary;
        }
    }
    lexicon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found() {
        assert_eq!(entry("denied").lemma, "deny");
        assert_eq!(entry("condemning").attitude, -1);
        assert_eq!(entry("said").cue, Some(CueKind::Say));
        assert_eq!(entry("statement").cue, Some(CueKind::Noun));
        assert!(entry("terrible").valence < 0.0);
        assert_eq!(entry("the").class, Class::Determiner);
        assert_eq!(entry("xyzzy"), &UNKNOWN);
    }
}
