//! Schemes to begin with. Label names are OntoNotes'; the definitions are our own words.

use super::{Ext, Label, LabelId, Rgb, Scheme, StanceField};
use std::collections::{BTreeMap, BTreeSet};

/// A scheme to begin with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Preset {
    /// Eight labels on the keys 1–8, ten more hidden.
    News8,
    /// PER, ORG, LOC, MISC as in CoNLL-2003.
    Conll4,
    /// All eighteen of OntoNotes.
    OntoNotes18,
    /// Person, Organisation, Place, Other.
    Simple4,
    /// No labels.
    Empty,
}

impl Preset {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 5] = [Self::News8, Self::Conll4, Self::OntoNotes18, Self::Simple4, Self::Empty];

    /// The name shown to people and kept in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::News8 => "News-8",
            Self::Conll4 => "CoNLL-4",
            Self::OntoNotes18 => "OntoNotes-18",
            Self::Simple4 => "Simple-4",
            Self::Empty => "Empty",
        }
    }

    /// A fresh scheme of this kind.
    pub fn scheme(self) -> Scheme {
        let labels: Vec<Label> = match self {
            Self::News8 => numbered(&ONTONOTES, 8),
            Self::OntoNotes18 => numbered(&ONTONOTES, 18),
            Self::Conll4 => numbered(&CONLL, 4),
            Self::Simple4 => numbered(&SIMPLE, 4),
            Self::Empty => Vec::new(),
        };
        Scheme {
            name: self.name().to_owned(),
            version: 1,
            changes: Vec::new(),
            labels,
            issues: Vec::new(),
            frames: Vec::new(),
            source_categories: SOURCE_CATEGORIES.iter().map(|&name| name.to_owned()).collect(),
            polarities: BTreeMap::new(),
            fields: BTreeMap::new(),
            asked: BTreeSet::from([StanceField::Attitude, StanceField::Intensity, StanceField::Basis, StanceField::Note]),
            required: BTreeSet::new(),
            exclusive: BTreeSet::new(),
            ext: Ext::new(),
        }
    }
}

impl Default for Scheme {
    fn default() -> Self {
        Preset::News8.scheme()
    }
}

pub(super) const SOURCE_CATEGORIES: [&str; 9] =
    ["official", "politician", "expert", "business", "civil society", "citizen", "media", "celebrity", "other"];

type Row = (&'static str, Rgb, &'static str);

const ONTONOTES: [Row; 18] = [
    ("PERSON", Rgb(0x2f, 0x6f, 0xd0), "Names of people, real or invented, without titles."),
    ("ORG", Rgb(0x8a, 0x4f, 0xc4), "Companies, agencies, parties, courts, media, teams, armed groups."),
    ("GPE", Rgb(0x1f, 0x8a, 0x5b), "Countries, states, cities: places with a government, also when they act."),
    ("LOC", Rgb(0x6b, 0x8e, 0x23), "Regions, seas, mountains, continents: places without a government."),
    ("NORP", Rgb(0xc2, 0x70, 0x1c), "Nationalities, religions and political groups, as adjectives or peoples."),
    ("EVENT", Rgb(0xc0, 0x3a, 0x5b), "Named events: wars, storms, elections, matches."),
    ("LAW", Rgb(0x8c, 0x6d, 0x3f), "Named acts, treaties, constitutions."),
    ("WORK_OF_ART", Rgb(0xb0, 0x3f, 0xa6), "Titles of books, films, songs, programmes."),
    ("FAC", Rgb(0x4d, 0x7c, 0x8a), "Buildings, airports, roads, bridges."),
    ("PRODUCT", Rgb(0x3d, 0x8f, 0xb5), "Vehicles, weapons, software, devices."),
    ("LANGUAGE", Rgb(0x5a, 0x6f, 0xb0), "Named languages."),
    ("DATE", Rgb(0x70, 0x70, 0x70), "Dates and periods of a day or longer."),
    ("TIME", Rgb(0x82, 0x70, 0x70), "Times shorter than a day."),
    ("PERCENT", Rgb(0x70, 0x82, 0x70), "Percentages, with the sign or word."),
    ("MONEY", Rgb(0x5f, 0x83, 0x4c), "Amounts of money, with the currency."),
    ("QUANTITY", Rgb(0x70, 0x70, 0x82), "Measures: weight, distance, area."),
    ("ORDINAL", Rgb(0x86, 0x78, 0x60), "First, second, third."),
    ("CARDINAL", Rgb(0x66, 0x7a, 0x86), "Numbers that are nothing else."),
];

const CONLL: [Row; 4] = [
    ("PER", Rgb(0x2f, 0x6f, 0xd0), "Names of people."),
    ("ORG", Rgb(0x8a, 0x4f, 0xc4), "Names of organisations."),
    ("LOC", Rgb(0x1f, 0x8a, 0x5b), "Names of places, countries included."),
    ("MISC", Rgb(0xc2, 0x70, 0x1c), "All other names: nationalities, events, works, products."),
];

const SIMPLE: [Row; 4] = [
    ("Person", Rgb(0x2f, 0x6f, 0xd0), "Names of people."),
    ("Organisation", Rgb(0x8a, 0x4f, 0xc4), "Names of organisations."),
    ("Place", Rgb(0x1f, 0x8a, 0x5b), "Names of places."),
    ("Other", Rgb(0xc2, 0x70, 0x1c), "Any other name."),
];

/// The labels of `rows`: ids from 1, the first nine on the digit keys, those after the first `shown` hidden.
fn numbered(rows: &[Row], shown: usize) -> Vec<Label> {
    let hold = ["PERSON", "ORG", "GPE", "NORP", "PER", "LOC", "MISC", "Person", "Organisation", "Place", "Other"];
    rows.iter()
        .zip(1_u32..)
        .map(|(&(name, colour, definition), number)| Label {
            id: LabelId::new(u64::from(number)),
            name: name.to_owned(),
            colour,
            key: char::from_digit(number, 10).filter(|_| number <= 9 && number as usize <= shown),
            definition: definition.to_owned(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
            hidden: number as usize > shown,
            may_hold: hold.contains(&name),
            may_receive: true,
            ext: Ext::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_has_eight_labels_on_the_digit_keys() {
        let scheme = Scheme::default();
        let shown: Vec<_> = scheme.labels.iter().filter(|label| !label.hidden).collect();
        assert_eq!(shown.iter().filter_map(|label| label.key).collect::<String>(), "12345678");
        assert_eq!(scheme.labels.len(), 18);
        assert_eq!(scheme.label_with_key('5').map(|label| label.name.as_str()), Some("NORP"));
    }
}
