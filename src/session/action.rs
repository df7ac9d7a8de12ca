//! Everything a person can do with one key: the table that menus, palette, key table, manual and tests read.
//!
//! An [`Action`] carries no data; what carries data is a [`Command`](super::Command). Each line of the table is one action:
//! where its key is heard, its group, its name in the imperative as menus show it, one line on what it does, and its default
//! keys, separated by spaces. Keys of labels are not here: they are the scheme's.

use super::chord::Chord;
use crate::{say, words};

/// Where an action stands in menus and in the key table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Group {
    File,
    Edit,
    Suggestions,
    Marking,
    Articles,
    View,
    Look,
    Caret,
}

impl Group {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Suggestions, Self::Marking, Self::Articles, Self::View, Self::Look, Self::Caret];

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => say!("group-file"),
            Self::Edit => say!("group-edit"),
            Self::Suggestions => say!("group-suggestions"),
            Self::Marking => say!("group-marking"),
            Self::Articles => say!("group-articles"),
            Self::View => say!("group-view"),
            Self::Look => say!("group-look"),
            Self::Caret => say!("group-caret"),
        }
    }
}

/// Where the key of an action is heard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// While the article is worked on.
    Reading,
    /// Also while somebody types in a field, where the key has a modifier or is a function key.
    Anywhere,
}

/// What is known of one action.
struct Row {
    heard: Heard,
    group: Group,
    name: &'static str,
    help: &'static str,
    keys: &'static str,
}

macro_rules! actions {
    ($($action:ident: $heard:ident, $group:ident, $keys:literal;)*) => {
        /// Something a key can do.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($action,)*
        }

        impl Action {
            /// All of them, in the order shown to people.
            pub const ALL: &[Self] = &[$(Self::$action,)*];

            fn row(self) -> Row {
                match self {
                    $(Self::$action => Row {
                        heard: Heard::$heard,
                        group: Group::$group,
                        name: concat!("action-", stringify!($action)),
                        help: concat!("help-", stringify!($action)),
                        keys: $keys,
                    },)*
                }
            }
        }
    };
}

actions! {
    OpenFiles: Anywhere, File, "Ctrl+O";
    OpenFolder: Anywhere, File, "Ctrl+Shift+O";
    OpenSample: Anywhere, File, "";
    PasteArticle: Anywhere, File, "Ctrl+Shift+V";
    NewProject: Anywhere, File, "Ctrl+N";
    Import: Anywhere, File, "Ctrl+I";
    Export: Anywhere, File, "Ctrl+E";
    Save: Anywhere, File, "Ctrl+S";
    SaveAs: Anywhere, File, "Ctrl+Shift+S";
    Quit: Anywhere, File, "Ctrl+Q";
    Undo: Reading, Edit, "Ctrl+Z";
    Redo: Reading, Edit, "Ctrl+Shift+Z Ctrl+Y";
    Copy: Reading, Edit, "Ctrl+C";
    Delete: Reading, Edit, "Delete Backspace";
    EditNote: Reading, Edit, "Ctrl+M";
    ClearSelection: Reading, Edit, "Escape";
    NextSuggestion: Reading, Suggestions, "Tab";
    PreviousSuggestion: Reading, Suggestions, "Shift+Tab";
    Accept: Reading, Suggestions, "A";
    Reject: Reading, Suggestions, "X";
    Skip: Reading, Suggestions, "Space";
    Everywhere: Reading, Suggestions, "Shift+A";
    AcceptSure: Reading, Suggestions, "Ctrl+Shift+A";
    Refresh: Anywhere, Suggestions, "F5";
    SuggestAll: Anywhere, Suggestions, "";
    ChooseModel: Anywhere, Suggestions, "";
    UsualModel: Anywhere, Suggestions, "";
    Stop: Anywhere, Suggestions, "";
    OrderText: Anywhere, Suggestions, "";
    OrderUncertain: Anywhere, Suggestions, "";
    OrderEasy: Anywhere, Suggestions, "";
    StanceCard: Reading, Marking, "S";
    LinkEntity: Reading, Marking, "E";
    FinishPassage: Reading, Suggestions, "Shift+Enter";
    NextMark: Reading, Marking, "N";
    PreviousMark: Reading, Marking, "P";
    EndLeft: Reading, Marking, "Alt+Left";
    EndRight: Reading, Marking, "Alt+Right";
    StartLeft: Reading, Marking, "Alt+Shift+Left";
    StartRight: Reading, Marking, "Alt+Shift+Right";
    CaretLeft: Reading, Caret, "Left";
    CaretRight: Reading, Caret, "Right";
    CaretUp: Reading, Caret, "Up";
    CaretDown: Reading, Caret, "Down";
    WordLeft: Reading, Caret, "Ctrl+Left";
    WordRight: Reading, Caret, "Ctrl+Right";
    LineStart: Reading, Caret, "Home";
    LineEnd: Reading, Caret, "End";
    SentenceBack: Reading, Caret, "Alt+Up";
    SentenceForward: Reading, Caret, "Alt+Down";
    ParagraphBack: Reading, Caret, "Ctrl+Up";
    ParagraphForward: Reading, Caret, "Ctrl+Down";
    PageUp: Reading, Caret, "PageUp";
    PageDown: Reading, Caret, "PageDown";
    TextStart: Reading, Caret, "Ctrl+Home";
    TextEnd: Reading, Caret, "Ctrl+End";
    ExtendLeft: Reading, Caret, "Shift+Left";
    ExtendRight: Reading, Caret, "Shift+Right";
    ExtendUp: Reading, Caret, "Shift+Up";
    ExtendDown: Reading, Caret, "Shift+Down";
    ExtendCharLeft: Reading, Caret, "Ctrl+Shift+Left";
    ExtendCharRight: Reading, Caret, "Ctrl+Shift+Right";
    ExtendLineStart: Reading, Caret, "Shift+Home";
    ExtendLineEnd: Reading, Caret, "Shift+End";
    ExtendSentenceBack: Reading, Caret, "Alt+Shift+Up";
    ExtendSentenceForward: Reading, Caret, "Alt+Shift+Down";
    ExtendParagraphBack: Reading, Caret, "Ctrl+Shift+Up";
    ExtendParagraphForward: Reading, Caret, "Ctrl+Shift+Down";
    NextArticle: Anywhere, Articles, "Ctrl+PageDown ]";
    PreviousArticle: Anywhere, Articles, "Ctrl+PageUp [";
    MarkDone: Anywhere, Articles, "Ctrl+Enter";
    Reopen: Anywhere, Articles, "";
    RemoveArticle: Anywhere, Articles, "";
    Palette: Anywhere, View, "Ctrl+K";
    KeyTable: Anywhere, View, "F1 ?";
    Find: Anywhere, View, "Ctrl+F";
    FindEverywhere: Anywhere, View, "Ctrl+Shift+F";
    FindNext: Anywhere, View, "F3 Ctrl+G";
    FindPrevious: Anywhere, View, "Shift+F3 Ctrl+Shift+G";
    ShowArticles: Anywhere, View, "Alt+1";
    ShowEntities: Anywhere, View, "Alt+2";
    ShowScheme: Anywhere, View, "Alt+3";
    ShowSuggestions: Anywhere, View, "Alt+4";
    ShowInspector: Anywhere, View, "Alt+5";
    ToggleLeft: Anywhere, View, "Ctrl+B";
    ToggleRight: Anywhere, View, "Ctrl+J";
    ShowBoard: Anywhere, View, "Alt+6";
    ShowConcordance: Anywhere, View, "Alt+7";
    ShowCodebook: Anywhere, View, "Alt+8";
    ShowEntityTable: Anywhere, View, "Alt+9";
    ImportCodebook: Anywhere, File, "";
    NextToDecide: Anywhere, Marking, "Alt+N";
    AddExample: Reading, Marking, "Shift+E";
    AddCounterExample: Reading, Marking, "Shift+C";
    ExportReport: Anywhere, File, "";
    NextTheme: Anywhere, Look, "F9";
    ShowAll: Anywhere, Look, "F6";
    ShowStancesOnly: Anywhere, Look, "F7";
    ShowSpeakers: Anywhere, Look, "F8";
    ShowSuggestionsFirst: Anywhere, Look, "";
    LabelsAbove: Anywhere, Look, "";
    LabelsBehind: Anywhere, Look, "";
    LabelsOnHover: Anywhere, Look, "";
    ColoursCalm: Anywhere, Look, "";
    ColoursSafe: Anywhere, Look, "";
    ColoursStrong: Anywhere, Look, "";
    DirectionAuto: Anywhere, Look, "";
    DirectionLeft: Anywhere, Look, "";
    DirectionRight: Anywhere, Look, "";
    ZoomIn: Anywhere, Look, "Ctrl+= Ctrl++";
    ZoomOut: Anywhere, Look, "Ctrl+-";
    ZoomReset: Anywhere, Look, "Ctrl+0";
    Settings: Anywhere, View, "Ctrl+,";
}

impl Action {
    /// In the imperative, as menus show it.
    pub fn name(self) -> &'static str {
        words::fixed(self.row().name)
    }

    /// One line on what it does.
    pub fn help(self) -> &'static str {
        words::fixed(self.row().help)
    }

    pub fn group(self) -> Group {
        self.row().group
    }

    /// May it be called while somebody types in a field? A key of one that may needs a modifier or is a function key then.
    pub fn is_global(self) -> bool {
        self.row().heard == Heard::Anywhere
    }

    /// The keys it has unless the settings say otherwise.
    pub fn default_keys(self) -> Vec<Chord> {
        self.row().keys.split(' ').filter(|key| !key.is_empty()).filter_map(|key| key.parse().ok()).collect()
    }

    /// The name it has in the settings file.
    pub fn id(self) -> String {
        format!("{self:?}")
    }

    /// The action that the settings file calls so.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_action_has_a_name_a_help_line_and_readable_keys() {
        for action in Action::ALL.iter().copied() {
            assert!(!action.name().is_empty() && action.help().len() > 8, "{action:?}");
            assert_eq!(
                action.default_keys().len(),
                action.row().keys.split(' ').filter(|key| !key.is_empty()).count(),
                "{action:?}"
            );
            assert_eq!(Action::from_id(&action.id()), Some(action));
        }
    }

    #[test]
    fn no_two_actions_share_a_key_and_digits_are_the_labels() {
        let mut owners = BTreeMap::new();
        for action in Action::ALL.iter().copied() {
            for key in action.default_keys() {
                assert!(!(key.modifiers() == 0 && key.key.chars().all(|c| c.is_ascii_digit())), "{action:?} takes a label's key");
                if let Some(other) = owners.insert(key.clone(), action) {
                    panic!("{key} is both {other:?} and {action:?}");
                }
            }
        }
    }
}
