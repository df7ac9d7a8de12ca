//! The languages there are, and which one a person wants.

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    #[default]
    English,
    Hebrew,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Hebrew];

    /// As BCP 47 writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Hebrew => "he",
        }
    }

    /// As its speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Hebrew => "עברית",
        }
    }

    /// Is it written from right to left?
    pub fn is_rtl(self) -> bool {
        self == Self::Hebrew
    }

    /// The language of this tag, `he-IL` or the older `iw`; `None` where the interface does not speak it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        let first = if first == "iw" { "he" } else { &first };
        Self::ALL.into_iter().find(|language| language.code() == first)
    }

    /// What the system is set to; English where the interface does not speak it.
    pub fn of_system() -> Self {
        sys_locale::get_locale().and_then(|tag| Self::of_tag(&tag)).unwrap_or_default()
    }

    /// Its files: name and Fluent text.
    pub fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::English => &ENGLISH,
            Self::Hebrew => &HEBREW,
        }
    }
}

const ENGLISH: [(&str, &str); 6] = [
    ("commands.ftl", include_str!("../../assets/locale/en/commands.ftl")),
    ("session.ftl", include_str!("../../assets/locale/en/session.ftl")),
    ("window.ftl", include_str!("../../assets/locale/en/window.ftl")),
    ("counts.ftl", include_str!("../../assets/locale/en/counts.ftl")),
    ("names.ftl", include_str!("../../assets/locale/en/names.ftl")),
    ("said.ftl", include_str!("../../assets/locale/en/said.ftl")),
];

const HEBREW: [(&str, &str); 6] = [
    ("commands.ftl", include_str!("../../assets/locale/he/commands.ftl")),
    ("session.ftl", include_str!("../../assets/locale/he/session.ftl")),
    ("window.ftl", include_str!("../../assets/locale/he/window.ftl")),
    ("counts.ftl", include_str!("../../assets/locale/he/counts.ftl")),
    ("names.ftl", include_str!("../../assets/locale/he/names.ftl")),
    ("said.ftl", include_str!("../../assets/locale/he/said.ftl")),
];

/// What a person chooses: a language, or what the system is set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Choice {
    #[default]
    System,
    Of(Language),
}

impl Choice {
    pub const ALL: [Self; 3] = [Self::System, Self::Of(Language::English), Self::Of(Language::Hebrew)];

    /// As the settings file has it.
    pub fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Of(language) => language.code(),
        }
    }

    /// What the settings file calls so; the system's language where it is none of ours.
    pub fn from_id(id: &str) -> Self {
        Self::ALL.into_iter().find(|choice| choice.id() == id).unwrap_or_default()
    }

    pub fn language(self) -> Language {
        match self {
            Self::System => Language::of_system(),
            Self::Of(language) => language,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_systems_are_understood() {
        for (tag, language) in [
            ("he-IL", Some(Language::Hebrew)),
            ("iw", Some(Language::Hebrew)),
            ("he_IL.UTF-8", Some(Language::Hebrew)),
            ("en-GB", Some(Language::English)),
            ("C", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }

    #[test]
    fn a_choice_is_read_as_it_was_written() {
        for choice in Choice::ALL {
            assert_eq!(Choice::from_id(choice.id()), choice);
        }
        assert_eq!(Choice::from_id("tlh"), Choice::System);
    }
}
