//! Ready-made lists for the codebook. The names are those of the field; the definitions are our own words.

use super::{FrameCode, Issue, Scheme};

/// A list to add to a codebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum List {
    /// The fifteen dimensions of the Policy Frames Codebook (Boydstun and others 2014), as frames.
    MediaFrames,
    /// Kinds of sources.
    SourceCategories,
    /// The top level of the IPTC Media Topics, as issues of the target list.
    MediaTopics,
}

impl List {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 3] = [Self::MediaFrames, Self::SourceCategories, Self::MediaTopics];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::MediaFrames => "Media Frames",
            Self::SourceCategories => "Source categories",
            Self::MediaTopics => "IPTC Media Topics",
        }
    }

    /// What it is, in a line.
    pub fn help(self) -> &'static str {
        match self {
            Self::MediaFrames => "Fifteen dimensions of framing, to code on stances",
            Self::SourceCategories => "Official, expert, citizen and others, for the profiles of sources",
            Self::MediaTopics => "Seventeen subjects of news, for the target list",
        }
    }

    /// Adds what the scheme does not have yet, by name.
    pub fn add_to(self, scheme: &mut Scheme) {
        match self {
            Self::MediaFrames => {
                for (name, definition) in FRAMES {
                    if !scheme.frames.iter().any(|frame| frame.name == name) {
                        scheme.frames.push(FrameCode { name: name.to_owned(), definition: definition.to_owned() });
                    }
                }
            }
            Self::SourceCategories => {
                for name in super::presets::SOURCE_CATEGORIES {
                    if !scheme.source_categories.iter().any(|known| known == name) {
                        scheme.source_categories.push(name.to_owned());
                    }
                }
            }
            Self::MediaTopics => {
                for (name, definition) in TOPICS {
                    if scheme.issue_named(name).is_none() {
                        let id = scheme.free_issue_id();
                        let (name, definition) = (name.to_owned(), definition.to_owned());
                        scheme.issues.push(Issue { id, name, definition, aliases: Vec::new() });
                    }
                }
            }
        }
    }
}

const FRAMES: [(&str, &str); 15] = [
    ("Economic", "Costs, gains and money: for a household, a firm, a budget, the economy."),
    ("Capacity and resources", "Whether there is enough of something to do it: people, time, land, equipment."),
    ("Morality", "Right and wrong by religion, duty or conscience."),
    ("Fairness and equality", "Who is treated alike or unlike, and who gets what share."),
    ("Legality, constitutionality and jurisprudence", "What the law, the constitution or a court allows or demands."),
    ("Policy prescription and evaluation", "What should be done about it, and whether a measure works."),
    ("Crime and punishment", "Breaking the law, catching who did it, and what they get."),
    ("Security and defence", "Guarding people, borders or a state against attack."),
    ("Health and safety", "Illness, injury, care, and what keeps people from harm."),
    ("Quality of life", "How well people live: comfort, happiness, time, surroundings."),
    ("Cultural identity", "Customs, language, belonging, and how a group sees itself."),
    ("Public opinion", "What people in general think: polls, protests, petitions."),
    ("Political", "Parties, elections, tactics, and who gains power by it."),
    ("External regulation and reputation", "Other states and bodies: treaties, pressure, standing in the world."),
    ("Other", "A way to see it that none of these names."),
];

const TOPICS: [(&str, &str); 17] = [
    ("Arts, culture, entertainment and media", "Making, showing and enjoying art, shows, books, film, music and the press."),
    ("Conflict, war and peace", "Fighting between groups or states, unrest, and making peace."),
    ("Crime, law and justice", "Offences, police, courts, laws and prisons."),
    ("Disaster, accident and emergency incident", "Sudden harm by nature or mishap, and the help that comes."),
    ("Economy, business and finance", "Trade, companies, markets, prices and money."),
    ("Education", "Schools, universities, teaching and learning."),
    ("Environment", "Nature, climate, pollution and their protection."),
    ("Health", "Illness, care, hospitals, medicine and fitness."),
    ("Human interest", "People and happenings told for their own sake."),
    ("Labour", "Work, wages, unions, strikes and the lack of work."),
    ("Lifestyle and leisure", "How people spend their free time: food, travel, hobbies, home."),
    ("Politics and government", "Power, elections, parties, administration and relations of states."),
    ("Religion", "Beliefs, rites, churches and those who lead them."),
    ("Science and technology", "Research, discoveries, inventions and their use."),
    ("Society", "How people live together: family, groups, migration, equality."),
    ("Sport", "Contests, players, clubs and those who watch."),
    ("Weather", "What the sky does, and what it is expected to do."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Preset;

    #[test]
    fn lists_are_added_once_and_leave_what_is_there() {
        let mut scheme = Preset::Empty.scheme();
        scheme.source_categories = vec!["trader".into()];
        for _ in 0..2 {
            List::ALL.iter().for_each(|list| list.add_to(&mut scheme));
        }
        assert_eq!((scheme.frames.len(), scheme.issues.len(), scheme.source_categories.len()), (15, 17, 10));
        assert_eq!(scheme.issues.iter().map(|issue| issue.id).collect::<std::collections::BTreeSet<_>>().len(), 17);
        assert!(scheme.frames.iter().all(|frame| frame.definition.len() > 20));
    }
}
