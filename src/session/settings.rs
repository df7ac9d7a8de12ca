//! What the person likes: keys, theme, zoom, panels, recent files. Of the person, not of the project.
//!
//! Every field has a default, so a settings file of any version loads; what cannot be read counts as default.

use super::action::Action;
use super::chord::Chord;
use crate::say;
use crate::suggest::shown::SHOWN;
use crate::words::Choice;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Settings of one person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whose layer new annotations go to, in a new project.
    pub annotator: String,
    /// `system`, or the language's code.
    pub language: String,
    pub theme: ThemeChoice,
    pub colours: Colours,
    pub mode: Mode,
    pub labels: LabelDisplay,
    /// 1 is the normal size.
    pub zoom: f32,
    pub panels: Panels,
    /// Most recent first.
    pub recent: Vec<PathBuf>,
    /// Keys that differ from the defaults: action id → keys.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Suggestions with a lower score stay hidden.
    pub threshold: f32,
    /// Engines that are switched off.
    pub engines_off: BTreeSet<String>,
    pub order: Order,
    /// The model file that suggests; the one inside the program where there is none.
    pub model: Option<PathBuf>,
    /// Does a new mention get an entity of its name by itself?
    pub link_by_name: bool,
    /// Is it kept when and how fast things are decided? Else only the day is.
    pub time_work: bool,
    /// Does the stance card open with all its fields?
    pub full_card: bool,
    /// Is all of a saved page taken, with menus and comments, not only its article?
    pub whole_pages: bool,
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

impl ThemeChoice {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Self::System => say!("system"),
            Self::Light => say!("light"),
            Self::Dark => say!("dark"),
        }
    }
}

/// Which colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colours {
    #[default]
    Calm,
    /// Okabe and Ito's colours, told apart with any colour vision, and a line pattern for each label.
    ColourBlind,
    HighContrast,
}

/// What is drawn of all that is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[default]
    All,
    /// Stances and their holders and targets only.
    Stances,
    /// Each speaker's words in a tint of their own.
    Sources,
    /// Suggestions stand out, what is decided steps back.
    Suggestions,
}

/// Where a mention's label stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelDisplay {
    /// Small, between the lines, at the span's beginning.
    #[default]
    Above,
    /// A chip that hangs at the span's end.
    Chip,
    /// Only where the pointer or the focus is.
    Hover,
}

/// The order in which suggestions are gone through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As they stand in the text.
    #[default]
    Text,
    /// Those nearest to even odds first: the most is learnt from them.
    Uncertain,
    /// The surest first.
    Easy,
}

impl Order {
    pub const ALL: [Self; 3] = [Self::Text, Self::Uncertain, Self::Easy];

    pub fn name(self) -> &'static str {
        match self {
            Self::Text => say!("as-in-the-text"),
            Self::Uncertain => say!("least-certain-first"),
            Self::Easy => say!("most-certain-first"),
        }
    }
}

/// The side panels; widths in points.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    pub left_open: bool,
    pub right_open: bool,
    pub left: LeftPanel,
    pub right: RightPanel,
    pub left_width: f32,
    pub right_width: f32,
}

impl Default for Panels {
    fn default() -> Self {
        Self {
            left_open: true,
            right_open: true,
            left: LeftPanel::Articles,
            right: RightPanel::Suggestions,
            left_width: 248.0,
            right_width: 272.0,
        }
    }
}

/// What the left panel shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftPanel {
    Articles,
    Entities,
    Scheme,
}

/// What the right panel shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RightPanel {
    Suggestions,
    Inspector,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            annotator: "me".to_owned(),
            language: Choice::default().id().to_owned(),
            theme: ThemeChoice::System,
            colours: Colours::Calm,
            mode: Mode::All,
            labels: LabelDisplay::Above,
            zoom: 1.0,
            panels: Panels::default(),
            recent: Vec::new(),
            keys: BTreeMap::new(),
            threshold: SHOWN,
            engines_off: BTreeSet::new(),
            order: Order::Text,
            model: None,
            link_by_name: true,
            time_work: true,
            full_card: false,
            whole_pages: false,
        }
    }
}

/// How many recent files are kept.
const RECENT: usize = 12;

impl Settings {
    /// Reads a settings file; one that cannot be read gives the defaults and why.
    pub fn from_json(bytes: &[u8]) -> (Self, Option<String>) {
        match serde_json::from_slice::<Self>(bytes) {
            Ok(mut settings) => {
                settings.zoom = if settings.zoom.is_finite() { settings.zoom.clamp(0.5, 4.0) } else { 1.0 };
                settings.threshold = if settings.threshold.is_finite() { settings.threshold.clamp(0.0, 1.0) } else { SHOWN };
                (settings, None)
            }
            Err(error) => (Self::default(), Some(say!("settings-not-read", error = error.to_string()))),
        }
    }

    /// The language that was chosen.
    pub fn language(&self) -> Choice {
        Choice::from_id(&self.language)
    }

    /// As written to the settings file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The keys of an action: the person's own, or the defaults.
    pub fn keys_of(&self, action: Action) -> Vec<Chord> {
        match self.keys.get(&action.id()) {
            Some(keys) => keys.iter().filter_map(|key| key.parse().ok()).collect(),
            None => action.default_keys(),
        }
    }

    /// The first key of an action as people write it; empty where it has none.
    pub fn key_text(&self, action: Action) -> String {
        self.keys_of(action).first().map(ToString::to_string).unwrap_or_default()
    }

    /// The action that has this key.
    pub fn action_of(&self, chord: &Chord) -> Option<Action> {
        Action::ALL.iter().copied().find(|action| self.keys_of(*action).contains(chord))
    }

    /// Gives an action this key alone, taking it from whichever action had it; that one is returned.
    pub fn set_key(&mut self, action: Action, chord: Chord) -> Option<Action> {
        let other = self.action_of(&chord).filter(|other| *other != action);
        if let Some(other) = other {
            let rest = self.keys_of(other).into_iter().filter(|key| *key != chord).map(|key| key.to_string()).collect();
            self.keys.insert(other.id(), rest);
        }
        self.keys.insert(action.id(), vec![chord.to_string()]);
        other
    }

    /// Puts a file first among the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|other| other != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_unreadable_ones_are_the_usual_ones() {
        let mut settings = Settings { zoom: 1.5, theme: ThemeChoice::Dark, ..Settings::default() };
        settings.remember(Path::new("a"));
        settings.remember(Path::new("b"));
        settings.remember(Path::new("a"));
        assert_eq!(settings.recent, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(Settings::from_json(settings.to_json().as_bytes()), (settings, None));
        assert_eq!(Settings::from_json(b"{}").0, Settings::default());
        assert!(Settings::from_json(b"no").1.is_some());
    }

    #[test]
    fn a_key_belongs_to_one_action() {
        let mut settings = Settings::default();
        let a: Chord = "A".parse().unwrap();
        assert_eq!(settings.set_key(Action::Reject, a.clone()), Some(Action::Accept));
        assert_eq!(settings.action_of(&a), Some(Action::Reject));
        assert!(settings.keys_of(Action::Accept).is_empty());
    }
}
