//! Everything a person can do with one key: the table that menus, palette, key table, manual and tests read.
//!
//! An [`Action`] carries no data; what carries data is a [`Command`](super::Command). Names, help and default keys are
//! exhaustive matches. Keys of labels are not here: they are the scheme's.

use super::chord::Chord;

/// Something a key can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Action {
    OpenFiles,
    OpenFolder,
    OpenSample,
    PasteArticle,
    NewProject,
    Save,
    SaveAs,
    Quit,
    Undo,
    Redo,
    Copy,
    Delete,
    EditNote,
    ClearSelection,
    NextSuggestion,
    PreviousSuggestion,
    Accept,
    Reject,
    Skip,
    Everywhere,
    AcceptSure,
    Refresh,
    OrderText,
    OrderUncertain,
    OrderEasy,
    StanceCard,
    LinkEntity,
    NextMark,
    PreviousMark,
    EndLeft,
    EndRight,
    StartLeft,
    StartRight,
    CaretLeft,
    CaretRight,
    CaretUp,
    CaretDown,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    PageUp,
    PageDown,
    TextStart,
    TextEnd,
    ExtendLeft,
    ExtendRight,
    ExtendUp,
    ExtendDown,
    ExtendCharLeft,
    ExtendCharRight,
    ExtendLineStart,
    ExtendLineEnd,
    NextArticle,
    PreviousArticle,
    MarkDone,
    Reopen,
    RemoveArticle,
    Palette,
    KeyTable,
    Find,
    FindEverywhere,
    FindNext,
    FindPrevious,
    ShowArticles,
    ShowEntities,
    ShowScheme,
    ShowSuggestions,
    ShowInspector,
    ToggleLeft,
    ToggleRight,
    ShowBoard,
    ExportReport,
    NextTheme,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Settings,
}

/// Where an action stands in menus and in the key table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Group {
    File,
    Edit,
    Suggestions,
    Marking,
    Articles,
    View,
    Caret,
}

impl Group {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 7] =
        [Self::File, Self::Edit, Self::Suggestions, Self::Marking, Self::Articles, Self::View, Self::Caret];

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Suggestions => "Suggestions",
            Self::Marking => "Marking",
            Self::Articles => "Articles",
            Self::View => "View",
            Self::Caret => "Caret",
        }
    }
}

/// What is known of one action.
struct Row {
    group: Group,
    name: &'static str,
    help: &'static str,
    /// Default keys, separated by spaces.
    keys: &'static str,
    /// Also while somebody types in a field.
    global: bool,
}

const fn row(group: Group, name: &'static str, help: &'static str, keys: &'static str) -> Row {
    Row { group, name, help, keys, global: false }
}

const fn global(group: Group, name: &'static str, help: &'static str, keys: &'static str) -> Row {
    Row { group, name, help, keys, global: true }
}

impl Action {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 78] = [
        Self::OpenFiles,
        Self::OpenFolder,
        Self::OpenSample,
        Self::PasteArticle,
        Self::NewProject,
        Self::Save,
        Self::SaveAs,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::Copy,
        Self::Delete,
        Self::EditNote,
        Self::ClearSelection,
        Self::NextSuggestion,
        Self::PreviousSuggestion,
        Self::Accept,
        Self::Reject,
        Self::Skip,
        Self::Everywhere,
        Self::AcceptSure,
        Self::Refresh,
        Self::OrderText,
        Self::OrderUncertain,
        Self::OrderEasy,
        Self::StanceCard,
        Self::LinkEntity,
        Self::NextMark,
        Self::PreviousMark,
        Self::EndLeft,
        Self::EndRight,
        Self::StartLeft,
        Self::StartRight,
        Self::CaretLeft,
        Self::CaretRight,
        Self::CaretUp,
        Self::CaretDown,
        Self::WordLeft,
        Self::WordRight,
        Self::LineStart,
        Self::LineEnd,
        Self::PageUp,
        Self::PageDown,
        Self::TextStart,
        Self::TextEnd,
        Self::ExtendLeft,
        Self::ExtendRight,
        Self::ExtendUp,
        Self::ExtendDown,
        Self::ExtendCharLeft,
        Self::ExtendCharRight,
        Self::ExtendLineStart,
        Self::ExtendLineEnd,
        Self::NextArticle,
        Self::PreviousArticle,
        Self::MarkDone,
        Self::Reopen,
        Self::RemoveArticle,
        Self::Palette,
        Self::KeyTable,
        Self::Find,
        Self::FindEverywhere,
        Self::FindNext,
        Self::FindPrevious,
        Self::ShowArticles,
        Self::ShowEntities,
        Self::ShowScheme,
        Self::ShowSuggestions,
        Self::ShowInspector,
        Self::ToggleLeft,
        Self::ToggleRight,
        Self::ShowBoard,
        Self::ExportReport,
        Self::NextTheme,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::Settings,
    ];

    /// In the imperative, as menus show it.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// One line on what it does.
    pub fn help(self) -> &'static str {
        self.row().help
    }

    pub fn group(self) -> Group {
        self.row().group
    }

    /// May it be called while somebody types in a field? A key of one that may needs a modifier or is a function key then.
    pub fn is_global(self) -> bool {
        self.row().global
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
        Self::ALL.into_iter().find(|action| action.id() == id)
    }

    fn row(self) -> Row {
        use Group::{Articles, Caret, Edit, File, Marking, Suggestions, View};
        match self {
            Self::OpenFiles => global(File, "Open…", "Open articles, saved pages or a project", "Ctrl+O"),
            Self::OpenFolder => global(File, "Open folder…", "Open every article of a folder", "Ctrl+Shift+O"),
            Self::OpenSample => {
                global(File, "Open the sample project", "A short article of ours, already marked, to try things on", "")
            }
            Self::PasteArticle => {
                global(File, "Paste as article", "Make an article of the text on the clipboard", "Ctrl+Shift+V")
            }
            Self::NewProject => global(File, "New project", "Begin an empty project", "Ctrl+N"),
            Self::Save => global(File, "Save", "Write the project file", "Ctrl+S"),
            Self::SaveAs => global(File, "Save as…", "Write the project under another name", "Ctrl+Shift+S"),
            Self::Quit => global(File, "Quit", "Close the window", "Ctrl+Q"),
            Self::Undo => row(Edit, "Undo", "Take back the last step, without end", "Ctrl+Z"),
            Self::Redo => row(Edit, "Redo", "Do the step again that was taken back", "Ctrl+Shift+Z Ctrl+Y"),
            Self::Copy => row(Edit, "Copy", "Copy the selected words", "Ctrl+C"),
            Self::Delete => row(Edit, "Remove", "Remove the selected mention or stance", "Delete Backspace"),
            Self::EditNote => row(Edit, "Write a note", "Write a note on the selected mention or stance", "Ctrl+M"),
            Self::ClearSelection => row(Edit, "Clear the selection", "Let go of what is selected", "Escape"),
            Self::NextSuggestion => row(Suggestions, "Next suggestion", "Go to the next suggestion in order", "Tab"),
            Self::PreviousSuggestion => row(Suggestions, "Previous suggestion", "Go back to the suggestion before", "Shift+Tab"),
            Self::Accept => row(Suggestions, "Accept", "Take the suggestion as it is and go to the next", "A"),
            Self::Reject => row(Suggestions, "Reject", "Drop the suggestion for good and go to the next", "X"),
            Self::Skip => row(Suggestions, "Skip", "Leave the suggestion open and go to the next", "Space"),
            Self::Everywhere => row(
                Suggestions,
                "Apply everywhere",
                "List the other places with the same words and mark them in one step",
                "Shift+A",
            ),
            Self::AcceptSure => row(
                Suggestions,
                "Accept all sure ones here",
                "Take every suggestion of this article that is shown as sure, in one step",
                "Ctrl+Shift+A",
            ),
            Self::Refresh => global(Suggestions, "Look again", "Compute the suggestions of this article anew", "F5"),
            Self::OrderText => {
                global(Suggestions, "Order: as in the text", "Go through suggestions as they stand in the text", "")
            }
            Self::OrderUncertain => global(
                Suggestions,
                "Order: least certain first",
                "Go through the suggestions from which the most is learnt first",
                "",
            ),
            Self::OrderEasy => global(Suggestions, "Order: most certain first", "Go through the surest suggestions first", ""),
            Self::StanceCard => {
                row(Marking, "Stance…", "Who is for or against what: open the card on the selection or its sentence", "S")
            }
            Self::LinkEntity => row(Marking, "Link to an entity…", "Choose who or what the selected mention refers to", "E"),
            Self::NextMark => row(Marking, "Next mark", "Go to the next mention", "N"),
            Self::PreviousMark => row(Marking, "Previous mark", "Go to the mention before", "P"),
            Self::EndLeft => {
                row(Marking, "End one word back", "Move the end of the selected mark or suggestion back", "Alt+Left")
            }
            Self::EndRight => row(Marking, "End one word on", "Move the end of the selected mark or suggestion on", "Alt+Right"),
            Self::StartLeft => row(
                Marking,
                "Begin one word earlier",
                "Move the beginning of the selected mark or suggestion back",
                "Alt+Shift+Left",
            ),
            Self::StartRight => row(
                Marking,
                "Begin one word later",
                "Move the beginning of the selected mark or suggestion on",
                "Alt+Shift+Right",
            ),
            Self::CaretLeft => row(Caret, "Caret back", "Move the caret one character back", "Left"),
            Self::CaretRight => row(Caret, "Caret on", "Move the caret one character on", "Right"),
            Self::CaretUp => row(Caret, "Caret up", "Move the caret one line up", "Up"),
            Self::CaretDown => row(Caret, "Caret down", "Move the caret one line down", "Down"),
            Self::WordLeft => {
                row(Caret, "Caret one word back", "Move the caret to the beginning of the word before", "Ctrl+Left")
            }
            Self::WordRight => row(Caret, "Caret one word on", "Move the caret to the beginning of the next word", "Ctrl+Right"),
            Self::LineStart => {
                row(Caret, "To the beginning of the paragraph", "Move the caret to the beginning of the paragraph", "Home")
            }
            Self::LineEnd => row(Caret, "To the end of the paragraph", "Move the caret to the end of the paragraph", "End"),
            Self::PageUp => row(Caret, "One screen up", "Move the caret one screen up", "PageUp"),
            Self::PageDown => row(Caret, "One screen down", "Move the caret one screen down", "PageDown"),
            Self::TextStart => row(Caret, "To the beginning", "Move the caret to the beginning of the article", "Ctrl+Home"),
            Self::TextEnd => row(Caret, "To the end", "Move the caret to the end of the article", "Ctrl+End"),
            Self::ExtendLeft => row(Caret, "Extend back by a word", "Extend the selection one word back", "Shift+Left"),
            Self::ExtendRight => row(Caret, "Extend by a word", "Extend the selection one word on", "Shift+Right"),
            Self::ExtendUp => row(Caret, "Extend up", "Extend the selection one line up", "Shift+Up"),
            Self::ExtendDown => row(Caret, "Extend down", "Extend the selection one line down", "Shift+Down"),
            Self::ExtendCharLeft => row(
                Caret,
                "Extend back by a character",
                "Extend the selection one character back, without snapping to words",
                "Ctrl+Shift+Left",
            ),
            Self::ExtendCharRight => row(
                Caret,
                "Extend by a character",
                "Extend the selection one character on, without snapping to words",
                "Ctrl+Shift+Right",
            ),
            Self::ExtendLineStart => row(
                Caret,
                "Extend to the beginning of the paragraph",
                "Extend the selection to the beginning of the paragraph",
                "Shift+Home",
            ),
            Self::ExtendLineEnd => {
                row(Caret, "Extend to the end of the paragraph", "Extend the selection to the end of the paragraph", "Shift+End")
            }
            Self::NextArticle => global(Articles, "Next article", "Open the next article", "Ctrl+PageDown ]"),
            Self::PreviousArticle => global(Articles, "Previous article", "Open the article before", "Ctrl+PageUp ["),
            Self::MarkDone => {
                global(Articles, "Mark as done", "Mark this article as done and open the next one that is not", "Ctrl+Enter")
            }
            Self::Reopen => global(Articles, "Mark as in progress", "Take back that this article is done", ""),
            Self::RemoveArticle => {
                global(Articles, "Remove this article", "Take the article and its marks out of the project", "")
            }
            Self::Palette => global(View, "All commands…", "Find a command, label, article or entity by its name", "Ctrl+K"),
            Self::KeyTable => global(View, "Keys", "Every command with its key", "F1 ?"),
            Self::Find => global(View, "Find…", "Find words in this article", "Ctrl+F"),
            Self::FindEverywhere => global(View, "Find in all articles…", "Find words in every article", "Ctrl+Shift+F"),
            Self::FindNext => global(View, "Find next", "Go to the next place found", "F3 Ctrl+G"),
            Self::FindPrevious => global(View, "Find previous", "Go to the place found before", "Shift+F3 Ctrl+Shift+G"),
            Self::ShowArticles => global(View, "Articles", "Show the list of articles", "Alt+1"),
            Self::ShowEntities => global(View, "Entities", "Show entities and their mentions", "Alt+2"),
            Self::ShowScheme => global(View, "Scheme", "Show labels and the target list", "Alt+3"),
            Self::ShowSuggestions => global(View, "Suggestions", "Show the open suggestions", "Alt+4"),
            Self::ShowInspector => global(View, "Selection", "Show what is known of the selection", "Alt+5"),
            Self::ToggleLeft => global(View, "Left panel", "Show or hide the left panel", "Ctrl+B"),
            Self::ToggleRight => global(View, "Right panel", "Show or hide the right panel", "Ctrl+J"),
            Self::ShowBoard => global(
                View,
                "Coverage board",
                "Who gets to speak, for and against whom, where and when; again goes back to reading",
                "Alt+6",
            ),
            Self::ExportReport => {
                global(File, "Export the coverage report…", "Write charts, tables and method as one web page", "")
            }
            Self::NextTheme => global(View, "Light, dark or system theme", "Go to the next theme", "F9"),
            Self::ZoomIn => global(View, "Larger", "Make everything larger", "Ctrl+= Ctrl++"),
            Self::ZoomOut => global(View, "Smaller", "Make everything smaller", "Ctrl+-"),
            Self::ZoomReset => global(View, "Normal size", "Back to the normal size", "Ctrl+0"),
            Self::Settings => global(View, "Settings…", "Your name, theme, keys and more", "Ctrl+,"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_action_has_a_name_a_help_line_and_readable_keys() {
        for action in Action::ALL {
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
        for action in Action::ALL {
            for key in action.default_keys() {
                assert!(!(key.modifiers() == 0 && key.key.chars().all(|c| c.is_ascii_digit())), "{action:?} takes a label's key");
                if let Some(other) = owners.insert(key.clone(), action) {
                    panic!("{key} is both {other:?} and {action:?}");
                }
            }
        }
    }
}
