//! The rule engine's own word lists: what stands before people, at the end of organisations, around places.

/// Titles and offices before a person's name; themselves no part of it. Several languages, as they open names in news.
pub(super) const TITLES: &[&str] = &[
    "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr.", "Prof", "Prof.", "Professor", "President", "Vice", "Prime",
    "Minister", "Premier", "Chancellor", "Senator", "Sen.", "Sen", "Representative", "Rep.", "Rep", "Congressman",
    "Congresswoman", "Governor", "Gov.", "Gov", "Mayor", "Secretary", "General", "Gen.", "Gen", "Colonel", "Col.", "Lieutenant",
    "Lt.", "Lt", "Captain", "Capt.", "Capt", "Sergeant", "Sgt.", "Sgt", "Major", "Admiral", "Judge", "Justice", "Attorney",
    "Ambassador", "King", "Queen", "Prince", "Princess", "Pope", "Bishop", "Archbishop", "Cardinal", "Rabbi", "Imam",
    "Ayatollah", "Sheikh", "Sir", "Lord", "Lady", "Dame", "Baroness", "Chairman", "Chairwoman", "Director", "Spokesman",
    "Spokeswoman", "Spokesperson", "Officer", "Detective", "Chief", "Commissioner", "Deputy", "Coach", "MP", "Councillor",
    "Herr", "Frau", "Señor", "Señora", "Don", "Doña", "Monsieur", "Madame", "Mme", "Signor", "Signora", "Senhor", "Senhora",
    "Presidente", "Presidenta", "Präsident", "Präsidentin", "Bundeskanzler", "Bundeskanzlerin", "Ministro", "Ministra",
    "Ministre", "Président", "Présidente", "Premierminister", "Senador", "Senadora", "Gobernador", "Alcalde", "Alcaldesa",
];

/// Words that come before a name in lower case: "spokesman Robert Gibbs".
pub(super) const ROLES: &[&str] = &[
    "spokesman", "spokeswoman", "spokesperson", "president", "minister", "leader", "senator", "governor", "mayor", "candidate",
    "lawyer", "actor", "actress", "singer", "author", "journalist", "professor", "director", "chairman", "secretary", "husband",
    "wife", "son", "daughter", "brother", "sister", "father", "mother", "coach", "player", "activist", "judge", "analyst",
    "portavoz", "presidente", "ministro", "ministra", "senador", "senadora", "alcalde", "président", "ministre", "porte-parole",
];

/// Last words of organisations.
pub(super) const ORG_HEADS: &[&str] = &[
    "Academy", "Aerospace", "AG", "Agency", "Airlines", "Airways", "Alliance", "Army", "Assembly", "Association", "Authority",
    "Aviation", "Bank", "Board", "Breweries", "Brewery", "Brigade", "Brigades", "Brotherhood", "Bureau", "Cabinet", "Capital",
    "Center", "Centre", "Chamber", "Church", "City Council", "Club", "Coalition", "College", "Commission", "Committee",
    "Company", "Confederation", "Congress", "Corp", "Corp.", "Corporation", "Council", "Court", "Cruises", "Democrats",
    "Department", "Electric", "Energy", "Enterprises", "Entertainment", "Fed", "Federation", "Ferries", "Foods", "Force",
    "Forces", "Foundation", "Freight", "Front", "Fund", "Gas", "GmbH", "Government", "Group", "Guard", "Holdings", "Hospital",
    "House", "Inc", "Inc.", "Industries", "Institute", "Insurance", "Journal", "League", "Liberals", "Line", "Lines", "LLC",
    "Logistics", "Ltd", "Ltd.", "Media", "Militia", "Mining", "Ministry", "Motors", "Movement", "Nations", "Navy", "Network",
    "News", "Observatory", "Office", "Oil", "Organisation", "Organization", "Parliament", "Partners", "Party", "Petroleum",
    "Pharmaceuticals", "Pictures", "PLC", "Police", "Post", "Press", "Publishing", "Radio", "Railway", "Railways", "Records",
    "S.A.", "School", "Senate", "Service", "Services", "Shipping", "Society", "Software", "Steel", "Stores", "Studios",
    "Supreme Court", "Systems", "Technologies", "Telecom", "Telecommunications", "Telegraph", "Television", "Times", "Tribunal",
    "Trust", "Union", "United", "University", "Watch",
];

/// First words of organisations that go on with "of" or "for".
pub(super) const ORG_OPENERS: &[&str] = &[
    "Academy", "Association", "Bank", "Board", "Bureau", "Center", "Centre", "Church", "College", "Commission", "Committee",
    "Confederation", "Council", "Court", "Department", "Federation", "House", "Institute", "League", "Ministry", "Office",
    "Organisation", "Organization", "Parliament", "Party", "School", "Society", "Supreme", "University", "Union",
];

/// Words that are organisations alone.
pub(super) const ORGS: &[&str] = &[
    "Congress", "Senate", "Parliament", "Kremlin", "Pentagon", "Hamas", "Hezbollah", "Taliban", "Reuters", "Google", "Facebook",
    "Twitter", "Microsoft", "Apple", "Amazon", "Boeing", "Airbus", "Interpol", "Greenpeace", "Bundestag", "Knesset", "Duma",
    "Wikipedia", "YouTube", "Instagram", "Netflix", "Toyota", "Volkswagen", "Vatican", "Al-Jazeera", "Al-Qaeda", "Telesur",
];

/// Organisations in capitals that are often met; other capitals are guessed with less confidence.
pub(super) const ACRONYMS: &[&str] = &[
    "UN", "U.N.", "EU", "NATO", "WHO", "IMF", "FBI", "CIA", "NSA", "ICE", "DEA", "BBC", "CNN", "NPR", "NBC", "ABC", "CBS",
    "AFP", "AP", "NASA", "ESA", "FDA", "CDC", "EPA", "OAS", "OPEC", "OECD", "WTO", "ISIS", "ISIL", "FARC", "ELN", "IRA", "ANC",
    "BJP", "PLO", "FIFA", "UEFA", "IOC", "NBA", "NFL", "FIA", "UNICEF", "UNESCO", "UNHCR", "IAEA", "ACLU", "NRA", "GOP", "DNC",
    "CDU", "SPD", "SNP",
];

/// Capitals that are no organisations.
pub(super) const NO_ACRONYMS: &[&str] = &[
    "I", "A", "TV", "CEO", "DNA", "AIDS", "HIV", "AM", "PM", "GMT", "UTC", "EST", "PhD", "OK", "ID", "PR", "IQ", "GDP", "COVID",
    "COVID-19", "SUV", "PDF", "RSS", "FAQ", "LGBT", "LGBTQ", "VIP", "WMD", "DVD", "CD", "PC", "IT", "AI", "MP", "MPs", "NGO",
    "NGOs",
];

/// Countries and states as they are shortened or spoken of.
pub(super) const PLACES: &[&str] = &[
    "US", "U.S.", "USA", "U.S.A.", "UK", "U.K.", "UAE", "America", "Britain", "England", "Scotland", "Wales", "Holland",
    "Burma", "Palestine", "Kosovo", "Taiwan", "Washington", "Washington, D.C.", "New York", "Korea", "USSR", "Soviet Union",
    "Crimea", "Hawaii", "California", "Texas", "Florida", "Georgia", "Virginia", "Ohio", "Iowa", "Alaska", "Michigan",
    "Wisconsin", "Pennsylvania",
];

/// Regions and continents.
pub(super) const REGIONS: &[&str] = &[
    "Africa", "Asia", "Europe", "Antarctica", "Oceania", "Latin America", "South America", "North America", "Central America",
    "Middle East", "Near East", "Far East", "Gaza Strip", "West Bank", "Gaza", "Balkans", "Caucasus", "Caribbean",
    "Scandinavia", "Arctic", "Atlantic", "Pacific", "Mediterranean", "Persian Gulf", "Eastern Europe", "Western Europe",
    "Southeast Asia", "Amazon", "Sahara", "Himalayas", "Alps", "Andes", "Siberia", "West Africa", "East Africa", "North Africa",
    "Kashmir", "Mars", "Earth",
];

/// Last words of natural places and regions.
pub(super) const LOC_HEADS: &[&str] = &[
    "River", "Sea", "Ocean", "Lake", "Mountain", "Mountains", "Valley", "Desert", "Island", "Islands", "Bay", "Gulf",
    "Peninsula", "Coast", "Strait", "Canal", "Basin", "Canyon", "Forest", "Glacier", "Hills", "Beach",
];

/// Last words of buildings and works.
pub(super) const FAC_HEADS: &[&str] = &[
    "Airport", "Bridge", "Stadium", "Street", "Avenue", "Road", "Highway", "Square", "Tower", "Station", "Palace", "Prison",
    "Jail", "Arena", "Hall", "Park", "Dam", "Tunnel", "Port", "Base", "Plaza", "Cathedral", "Mosque", "Temple", "Hotel",
    "Museum", "Theatre",
];

/// Last words of events.
pub(super) const EVENT_HEADS: &[&str] = &[
    "War", "Wars", "Olympics", "Games", "Cup", "Championship", "Championships", "Festival", "Summit", "Election", "Elections",
    "Revolution", "Uprising", "Massacre", "Holocaust", "Spring", "Marathon", "Conference", "Prix", "Bowl", "Crisis", "Day",
    "Open",
];

/// First words of events.
pub(super) const EVENT_OPENERS: &[&str] =
    &[
    "Hurricane", "Cyclone", "Typhoon", "Operation", "Ramadan", "Christmas", "Easter", "Brexit",
];

/// Last words of laws.
pub(super) const LAW_HEADS: &[&str] = &[
    "Act", "Treaty", "Constitution", "Convention", "Amendment", "Accord", "Accords", "Protocol", "Law", "Bill", "Pact",
    "Charter", "Directive", "Code", "Resolution",
];

/// Faiths and political groups that no list of countries has.
pub(super) const NORPS: &[&str] = &[
    "Muslim", "Christian", "Jewish", "Islamic", "Islamist", "Catholic", "Protestant", "Hindu", "Buddhist", "Sikh", "Sunni",
    "Shiite", "Shia", "Shi'ite", "Kurdish", "Kurd", "Arab", "Republican", "Democrat", "Democratic", "Communist", "Socialist",
    "Conservative", "Liberal", "Labour", "Nazi", "European", "African", "Asian", "Latino", "Hispanic", "Palestinian", "Soviet",
    "Jew", "Orthodox", "African-American", "Anglican", "Methodist", "Latin", "Western", "Scottish", "English", "Welsh",
    "Taiwanese", "Korean", "Briton",
];

/// Words that may begin with a capital for no other reason than their place, a calendar or a form of address.
pub(super) const NO_NAMES: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "The", "A", "An", "He", "She", "It", "They",
    "We", "You", "I", "This", "That", "These", "Those", "In", "On", "At", "By", "For", "From", "To", "Of", "And", "But", "Or",
    "If", "When", "While", "After", "Before", "Since", "As", "With", "Without", "According", "However", "Although", "Though",
    "Meanwhile", "Also", "His", "Her", "Their", "Its", "Our", "My", "Your", "There", "Here", "Some", "Many", "Most", "All",
    "No", "Not", "Yes", "What", "Who", "Where", "Why", "How", "Which", "One", "Two", "Three", "Yesterday", "Today", "Tomorrow",
    "Earlier", "Later", "Last", "Next", "Police", "Officials", "Government", "God", "Internet", "Web", "State", "Both",
    "Several", "During", "Under", "Over", "About", "Between", "Through", "Until", "Then", "Now", "Just", "Even", "Only", "Such",
    "Other", "Another", "Each", "Every", "Any", "More", "Despite", "Because", "So", "Let", "Is", "Are", "Was", "Were", "Do",
    "Does", "Did", "Has", "Have", "Had", "Will", "Would", "Can", "Could", "Should", "May", "Might", "Must", "Der", "Die", "Das",
    "El", "La", "Los", "Las", "Le", "Les", "Il", "Un", "Una", "Une", "Ein", "Eine", "Er", "Sie", "Es", "Yo", "Se", "En", "Por",
    "Para", "Con", "Sin", "Pero", "Y", "De", "Del", "Que", "No", "Et", "Mais", "Dans", "Pour", "Avec", "Ce", "Cette", "Ils",
    "Elle", "Nous", "Vous", "Und", "Aber", "Mit", "Auf", "Von", "Zu",
];

/// Small words inside names: `University of Texas`, `Luis de la Fuente`.
pub(super) const LINKS: &[&str] = &[
    "of", "de", "da", "do", "dos", "das", "del", "della", "di", "la", "von", "van", "der", "den", "bin", "ibn", "al", "el",
    "al-", "du", "des", "und", "y", "e",
];
