//! Entities that may be one: pairs to look at, each with its reasons.
//!
//! Names are compared folded (case, accents, punctuation, titles, "the", legal forms), so that "Mayor Ada Brink" meets "Ada
//! Brink" and "Marlow Freight Ltd." meets "Marlow Freight". Nothing is decided here: a pair that a person said are two is left
//! out, and everything else is listed, the surest first.

use crate::model::{Entity, EntityId, LabelId, Project};
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};

/// Why two entities may be one.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Reason {
    /// The same Wikidata item.
    Wikidata(String),
    /// A name of the one is a name of the other, but for case, accents, titles or legal forms.
    SameName(String),
    /// The first letters of the other's words.
    Acronym { short: String, long: String },
    /// The last or only word of one other name.
    Part { part: String, whole: String },
    /// All but one or two letters are the same.
    Spelling(String, String),
}

impl Reason {
    /// In words: "“ETC” may stand for “Ellery Town Council”".
    pub fn in_words(&self) -> String {
        match self {
            Self::Wikidata(item) => format!("both are {item} in Wikidata"),
            Self::SameName(name) => format!("both are called “{name}”"),
            Self::Acronym { short, long } => format!("“{short}” may stand for “{long}”"),
            Self::Part { part, whole } => format!("“{part}” may be short for “{whole}”"),
            Self::Spelling(a, b) => format!("“{a}” and “{b}” differ in a letter or two"),
        }
    }

    /// How much it weighs, 0 to 1: experience, not measurement.
    fn weight(&self) -> f64 {
        match self {
            Self::Wikidata(_) => 0.95,
            Self::SameName(_) => 0.9,
            Self::Acronym { .. } => 0.6,
            Self::Part { .. } => 0.55,
            Self::Spelling(..) => 0.4,
        }
    }
}

/// Two entities that may be one.
#[derive(Clone, PartialEq, Debug)]
pub struct Twins {
    /// The one that would stay: referred to more often, or the longer name.
    pub kept: EntityId,
    pub other: EntityId,
    pub reasons: Vec<Reason>,
    /// Their labels differ.
    pub labels_differ: bool,
    /// 0 to 1, for the order.
    pub weight: f64,
}

/// The pairs of a project, the likeliest first. `uses` says how often an entity is referred to.
pub fn twins(project: &Project, uses: impl Fn(EntityId) -> usize) -> Vec<Twins> {
    let entities: Vec<&Entity> = project.entities().map(AsRef::as_ref).collect();
    let named: Vec<Vec<Name>> = entities.iter().map(|entity| entity.names().filter_map(Name::new).collect()).collect();
    let mut pairs: BTreeMap<(usize, usize), BTreeSet<Reason>> = BTreeMap::new();
    let mut note = |a: usize, b: usize, reason: Reason| {
        if a != b {
            pairs.entry((a.min(b), a.max(b))).or_default().insert(reason);
        }
    };
    same_items(&entities, &mut note);
    same_names(&named, &mut note);
    acronyms(&named, &mut note);
    parts(&entities, &named, &mut note);
    spellings(&named, &mut note);
    let mut twins: Vec<Twins> = pairs
        .into_iter()
        .filter(|((a, b), _)| {
            let (a, b) = (entities[*a], entities[*b]);
            !a.different_from.contains(&b.id) && !b.different_from.contains(&a.id)
        })
        .filter_map(|((a, b), mut reasons)| {
            // One whole name in common says all that a part of it would.
            if reasons.iter().any(|reason| matches!(reason, Reason::SameName(_))) {
                reasons.retain(|reason| !matches!(reason, Reason::Part { .. } | Reason::Spelling(..)));
            }
            let (a, b) = (entities[a], entities[b]);
            let labels_differ = matches!((a.label, b.label), (Some(x), Some(y)) if x != y);
            // No two Wikidata items are one thing.
            let items_differ = matches!((&a.wikidata, &b.wikidata), (Some(x), Some(y)) if x != y);
            let doubt: f64 = reasons.iter().map(|reason| 1.0 - reason.weight()).product();
            let weight = (1.0 - doubt) * if labels_differ { 0.4 } else { 1.0 };
            let rank = |entity: &Entity| (uses(entity.id), entity.name.chars().count());
            let (kept, other) = if rank(a) >= rank(b) { (a.id, b.id) } else { (b.id, a.id) };
            let reasons = reasons.into_iter().collect();
            (!items_differ).then_some(Twins { kept, other, reasons, labels_differ, weight })
        })
        .filter(|twins| twins.weight >= 0.3)
        .collect();
    twins.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| (a.kept, a.other).cmp(&(b.kept, b.other))));
    twins
}

/// A name as written, and folded into words.
struct Name {
    written: String,
    words: Vec<String>,
}

/// Words before a name that say what somebody is, not who.
const TITLES: [&str; 22] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "minister",
    "mayor",
    "councillor",
    "senator",
    "governor",
    "judge",
    "general",
    "captain",
    "chancellor",
    "spokeswoman",
];

/// Words after a name that say what kind of firm it is.
const FORMS: [&str; 14] =
    ["ltd", "limited", "inc", "incorporated", "corp", "corporation", "co", "company", "plc", "llc", "gmbh", "ag", "sa", "bv"];

impl Name {
    fn new(written: &str) -> Option<Self> {
        let joined = folded(written).replace(['.', '\'', '’'], "");
        let mut words: Vec<String> =
            joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let all = words.clone();
        while words.len() > 1 && (words[0] == "the" || TITLES.contains(&words[0].as_str())) {
            words.remove(0);
        }
        while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(&word.as_str())) {
            words.pop();
        }
        let words = if words.is_empty() { all } else { words };
        (!words.is_empty()).then(|| Self { written: written.to_owned(), words })
    }

    fn folded(&self) -> String {
        self.words.join(" ")
    }

    /// Written in capitals, as acronyms are: "ETC", "E.T.C.".
    fn is_acronym(&self) -> bool {
        let letters: Vec<char> = self.written.chars().filter(|c| c.is_alphabetic()).collect();
        (2..=6).contains(&letters.len()) && self.words.len() == 1 && letters.iter().all(|c| c.is_uppercase())
    }

    /// The first letters of its words, without the small ones; and with them.
    fn initials(&self) -> [String; 2] {
        const SMALL: [&str; 10] = ["of", "and", "for", "the", "to", "in", "de", "la", "on", "at"];
        let first = |words: &mut dyn Iterator<Item = &String>| words.filter_map(|word| word.chars().next()).collect();
        [first(&mut self.words.iter().filter(|word| !SMALL.contains(&word.as_str()))), first(&mut self.words.iter())]
    }
}

fn same_items(entities: &[&Entity], note: &mut impl FnMut(usize, usize, Reason)) {
    let mut by_item: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, entity) in entities.iter().enumerate() {
        if let Some(item) = &entity.wikidata {
            by_item.entry(item).or_default().push(at);
        }
    }
    for (item, members) in by_item {
        each_pair(&members, |a, b| note(a, b, Reason::Wikidata(item.to_owned())));
    }
}

fn same_names(named: &[Vec<Name>], note: &mut impl FnMut(usize, usize, Reason)) {
    let mut by_name: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    for (at, names) in named.iter().enumerate() {
        for name in names {
            by_name.entry(name.folded()).or_default().push((at, &name.written));
        }
    }
    for bearers in by_name.into_values() {
        let shortest = bearers.iter().map(|(_, written)| *written).min_by_key(|written| written.len()).unwrap_or_default();
        let members: Vec<usize> = bearers.iter().map(|(at, _)| *at).collect::<BTreeSet<_>>().into_iter().collect();
        each_pair(&members, |a, b| note(a, b, Reason::SameName(shortest.to_owned())));
    }
}

fn acronyms(named: &[Vec<Name>], note: &mut impl FnMut(usize, usize, Reason)) {
    let mut long: BTreeMap<String, BTreeMap<usize, &str>> = BTreeMap::new();
    for (at, names) in named.iter().enumerate() {
        for name in names.iter().filter(|name| name.words.len() > 1) {
            for initials in name.initials() {
                long.entry(initials).or_default().entry(at).or_insert(&name.written);
            }
        }
    }
    for (at, names) in named.iter().enumerate() {
        for name in names.iter().filter(|name| name.is_acronym()) {
            for (other, written) in long.get(&name.words[0]).into_iter().flatten() {
                note(at, *other, Reason::Acronym { short: name.written.clone(), long: (*written).to_owned() });
            }
        }
    }
}

/// A single word that only one longer name of its label ends with: "Brink" and "Ada Brink".
fn parts(entities: &[&Entity], named: &[Vec<Name>], note: &mut impl FnMut(usize, usize, Reason)) {
    let mut ending: BTreeMap<(&str, Option<LabelId>), BTreeMap<usize, &str>> = BTreeMap::new();
    for (at, names) in named.iter().enumerate() {
        for name in names.iter().filter(|name| name.words.len() > 1) {
            let last = name.words.last().map_or("", String::as_str);
            ending.entry((last, entities[at].label)).or_default().entry(at).or_insert(&name.written);
        }
    }
    for (at, names) in named.iter().enumerate() {
        for name in names.iter().filter(|name| name.words.len() == 1 && name.words[0].chars().count() > 2) {
            let Some(wholes) = ending.get(&(name.words[0].as_str(), entities[at].label)) else { continue };
            let mut others = wholes.iter().filter(|(other, _)| **other != at);
            if let (Some((other, written)), None) = (others.next(), others.next()) {
                note(at, *other, Reason::Part { part: name.written.clone(), whole: (*written).to_owned() });
            }
        }
    }
}

/// Names that become the same when one letter is left out of either: found by leaving out each letter in turn.
fn spellings(named: &[Vec<Name>], note: &mut impl FnMut(usize, usize, Reason)) {
    /// Shorter names differ in a letter for good reasons: "Iran", "Iraq".
    const LEAST: usize = 7;
    /// More bearers of one gap are a pattern ("District 4", "District 5"), not a slip.
    const MOST: usize = 6;
    let mut gapped: BTreeMap<String, BTreeMap<usize, &Name>> = BTreeMap::new();
    for (at, names) in named.iter().enumerate() {
        for name in names {
            let letters: Vec<char> = name.folded().chars().collect();
            if letters.len() < LEAST || letters.len() > 60 {
                continue;
            }
            gapped.entry(letters.iter().collect()).or_default().insert(at, name);
            for gap in 0..letters.len() {
                let rest: String = letters.iter().enumerate().filter(|(place, _)| *place != gap).map(|(_, c)| c).collect();
                gapped.entry(rest).or_default().insert(at, name);
            }
        }
    }
    for bearers in gapped.into_values().filter(|bearers| (2..=MOST).contains(&bearers.len())) {
        let members: Vec<(usize, &Name)> = bearers.into_iter().collect();
        for (place, (a, first)) in members.iter().enumerate() {
            for (b, second) in &members[place + 1..] {
                // Numbers tell things apart.
                let digits = |name: &Name| name.folded().chars().filter(char::is_ascii_digit).collect::<String>();
                if first.words != second.words && digits(first) == digits(second) {
                    note(*a, *b, Reason::Spelling(first.written.clone(), second.written.clone()));
                }
            }
        }
    }
}

fn each_pair(members: &[usize], mut visit: impl FnMut(usize, usize)) {
    for (at, a) in members.iter().enumerate() {
        for b in &members[at + 1..] {
            visit(*a, *b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use std::sync::Arc;

    fn project(names: &[(&str, u64)]) -> Project {
        let mut project = Project::default();
        for ((name, label), number) in names.iter().zip(1..) {
            let entity = Entity::new(EntityId::new(number), *name, Some(LabelId::new(*label)));
            apply(&mut project, Edit::PutEntity(Arc::new(entity))).unwrap();
        }
        project
    }

    fn check(names: &[(&str, u64)], expected: &[&str]) {
        let found = twins(&project(names), |_| 0);
        let said: Vec<String> =
            found.iter().map(|pair| pair.reasons.iter().map(Reason::in_words).collect::<Vec<_>>().join("; ")).collect();
        assert_eq!(said, expected, "{names:?}");
    }

    #[test]
    fn each_pair_comes_with_its_reason() {
        check(&[("Ada Brink", 1), ("Mayor Ada Brink", 1)], &["both are called “Ada Brink”"]);
        check(&[("Marlow Freight", 2), ("Marlow Freight Ltd.", 2)], &["both are called “Marlow Freight”"]);
        check(&[("ETC", 2), ("Ellery Town Council", 2)], &["“ETC” may stand for “Ellery Town Council”"]);
        check(&[("M.o.T.", 2), ("Ministry of Transport", 2)], &[]);
        check(&[("MOT", 2), ("Ministry of Transport", 2)], &["“MOT” may stand for “Ministry of Transport”"]);
        check(&[("Brink", 1), ("Ada Brink", 1)], &["“Brink” may be short for “Ada Brink”"]);
        check(&[("Zoë Müller", 1), ("Zoe Muller", 1)], &["both are called “Zoe Muller”"]);
        check(
            &[("Gustavo Petro", 1), ("Gustavo Petrro", 1)],
            &["“Gustavo Petro” and “Gustavo Petrro” differ in a letter or two"],
        );
    }

    #[test]
    fn what_only_looks_alike_stays_apart() {
        check(&[("Iran", 3), ("Iraq", 3)], &[]);
        check(&[("Tram line 4", 1), ("Tram line 5", 1)], &[]);
        check(&[("Brink", 1), ("Ada Brink", 1), ("Tom Brink", 1)], &[]);
        check(&[("Washington", 1), ("George Washington", 3)], &[]);
        check(&[], &[]);
        check(&[("…", 1), ("", 1)], &[]);
    }

    #[test]
    fn what_a_person_said_are_two_is_not_asked_again_and_items_decide() {
        let names = [("Ada Brink", 1), ("Ada Brink", 1)];
        let mut project = project(&names);
        assert_eq!(twins(&project, |id| id.number() as usize)[0].kept, EntityId::new(2), "the one that is used more stays");
        let mut entity = Entity::clone(project.entity(EntityId::new(1)).unwrap());
        entity.different_from.insert(EntityId::new(2));
        apply(&mut project, Edit::PutEntity(Arc::new(entity.clone()))).unwrap();
        assert_eq!(twins(&project, |_| 0), []);
        entity.different_from.clear();
        entity.wikidata = Some("Q1".into());
        apply(&mut project, Edit::PutEntity(Arc::new(entity))).unwrap();
        let mut other = Entity::new(EntityId::new(2), "Ada Brink", Some(LabelId::new(1)));
        other.wikidata = Some("Q2".into());
        apply(&mut project, Edit::PutEntity(Arc::new(other.clone()))).unwrap();
        assert_eq!(twins(&project, |_| 0), [], "two items are two things");
        other.wikidata = Some("Q1".into());
        other.name = "the mayor".into();
        apply(&mut project, Edit::PutEntity(Arc::new(other))).unwrap();
        assert_eq!(twins(&project, |_| 0)[0].reasons, [Reason::Wikidata("Q1".into())]);
    }
}
