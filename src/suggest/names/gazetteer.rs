//! Lists of countries, demonyms, cities, regions and given names, read once from `assets/gazetteer`.

use super::words;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a list knows of some words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Known {
    /// Country, state or city.
    Place,
    City,
    Region,
    /// Nationality, faith or party as an adjective or a people.
    People,
    Organisation,
}

/// The lists.
pub(super) struct Gazetteer {
    names: HashMap<&'static str, Known>,
    given: HashSet<&'static str>,
    /// Most words in one entry.
    pub(super) longest: usize,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

impl Gazetteer {
    pub(super) fn get() -> &'static Self {
        &GAZETTEER
    }

    fn load() -> Self {
        let mut names = HashMap::new();
        // Later lists win: what a text means by `Georgia` or `Jordan` is the country.
        for name in include_str!("../../../assets/gazetteer/cities.txt").lines() {
            names.insert(name, Known::City);
        }
        for name in include_str!("../../../assets/gazetteer/regions.txt").lines() {
            names.insert(name, Known::Place);
        }
        for line in include_str!("../../../assets/gazetteer/countries.tsv").lines() {
            let mut columns = line.split('\t');
            let common = columns.next().unwrap_or_default();
            let official = columns.next().unwrap_or_default();
            let demonym = columns.next().unwrap_or_default();
            let capitals = columns.next().unwrap_or_default();
            let others = columns.next().unwrap_or_default();
            for name in others
                .split('|')
                .chain(capitals.split('|'))
                .chain([official, common])
                .filter(|name| name.chars().nth(1).is_some())
            {
                names.insert(name, Known::Place);
            }
            if demonym.chars().nth(2).is_some() && demonym != common {
                names.insert(demonym, Known::People);
            }
        }
        for (list, known) in [
            (words::PLACES, Known::Place),
            (words::REGIONS, Known::Region),
            (words::NORPS, Known::People),
            (words::ORGS, Known::Organisation),
            (words::ACRONYMS, Known::Organisation),
        ] {
            names.extend(list.iter().map(|name| (*name, known)));
        }
        let longest = names.keys().map(|name| name.split(' ').count()).max().unwrap_or(1).min(6);
        let given = include_str!("../../../assets/gazetteer/given_names.tsv")
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        Self { names, given, longest }
    }

    /// What these words are. Peoples are also found in the plural: `Iraqis`, `Republicans`.
    pub(super) fn look_up(&self, words: &str) -> Option<Known> {
        if let Some(known) = self.names.get(words) {
            return Some(*known);
        }
        let single = words.strip_suffix('s')?;
        self.names.get(single).copied().filter(|known| *known == Known::People && single.len() > 2)
    }

    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.given.contains(word)
    }
}
