//! Label sets to score under: corpora and guides differ in their names, so both sides are mapped to one set first.

/// A set of labels that gold and proposals are mapped to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LabelSet {
    /// OntoNotes names; foreign names that mean the same are mapped, others kept as they are.
    #[default]
    OntoNotes,
    /// PER ORG LOC MISC, as CoNLL-2003; nationalities, events, laws and works are MISC; dates and amounts are left out.
    Conll4,
    /// PER ORG LOC NORP MISC DATE: one class for places, one for events, laws, works and products.
    Six,
    /// PER ORG LOC only.
    Three,
    /// Every name is one class: are the edges right?
    Any,
    /// Labels as they stand, for labels of the user's own.
    Own,
}

impl LabelSet {
    /// All of them with their names on the command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("ontonotes", Self::OntoNotes),
        ("conll4", Self::Conll4),
        ("six", Self::Six),
        ("three", Self::Three),
        ("any", Self::Any),
        ("own", Self::Own),
    ];

    /// The set with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, set)| *set)
    }

    /// What `label` counts as in this set; `None` where it is left out on both sides.
    pub fn class(self, label: &str) -> Option<&str> {
        let name = ontonotes(label);
        match self {
            Self::OntoNotes => Some(name),
            Self::Any => Some("NAME"),
            Self::Own => Some(label),
            Self::Three => coarse(name).filter(|class| matches!(*class, "PER" | "ORG" | "LOC")),
            Self::Conll4 => match coarse(name)? {
                "NORP" => Some("MISC"),
                "DATE" => None,
                class => Some(class),
            },
            Self::Six => coarse(name),
        }
    }
}

/// The OntoNotes name of a label of another corpus; itself where there is none.
pub fn ontonotes(label: &str) -> &str {
    match label {
        "PER" | "per" | "person" | "Person" | "politician" | "scientist" | "musicalartist" | "writer" | "researcher" => "PERSON",
        "org" | "organisation" | "organization" | "Organisation" | "Organization" | "politicalparty" | "band" | "university"
        | "corporation" | "group" | "ORGANIZATION" => "ORG",
        "country" => "GPE",
        "location" | "Location" | "LOCATION" | "geo" => "LOC",
        "Nationality" => "NORP",
        "event" | "election" | "conference" | "eve" => "EVENT",
        "album" | "song" | "book" | "poem" | "magazine" | "academicjournal" | "creative-work" | "award" | "WORK" => "WORK_OF_ART",
        "product" => "PRODUCT",
        "misc" | "art" | "nat" => "MISC",
        "Temporal" | "tim" => "DATE",
        other => other,
    }
}

fn coarse(name: &str) -> Option<&'static str> {
    Some(match name {
        "PERSON" => "PER",
        "ORG" => "ORG",
        "GPE" | "LOC" | "FAC" => "LOC",
        "NORP" => "NORP",
        "EVENT" | "LAW" | "WORK_OF_ART" | "PRODUCT" | "LANGUAGE" | "MISC" => "MISC",
        "DATE" => "DATE",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_several_guides_meet_in_one_class() {
        let check = |set: LabelSet, label, class| assert_eq!(set.class(label), class, "{label} in {set:?}");
        check(LabelSet::Six, "politician", Some("PER"));
        check(LabelSet::Six, "FAC", Some("LOC"));
        check(LabelSet::Six, "MONEY", None);
        check(LabelSet::Conll4, "NORP", Some("MISC"));
        check(LabelSet::Conll4, "DATE", None);
        check(LabelSet::OntoNotes, "PER", Some("PERSON"));
        check(LabelSet::OntoNotes, "my label", Some("my label"));
        check(LabelSet::Three, "EVENT", None);
    }
}
