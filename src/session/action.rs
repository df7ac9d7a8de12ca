//! Everything a person can do with one key: the table that menus, palette, key table, manual and tests read.
//!
//! An [`Action`] carries no data; what carries data is a [`Command`](super::Command). Each line of the table is one action:
//! where its key is heard, its group, its name in the imperative as menus show it, one line on what it does, and its default
//! keys, separated by spaces. Keys of labels are not here: they are the scheme's.

use super::chord::Chord;

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
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Suggestions => "Suggestions",
            Self::Marking => "Marking",
            Self::Articles => "Articles",
            Self::View => "View",
            Self::Look => "Look",
            Self::Caret => "Caret",
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
    ($($action:ident: $heard:ident, $group:ident, $name:literal, $help:literal, $keys:literal;)*) => {
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
                        name: $name,
                        help: $help,
                        keys: $keys,
                    },)*
                }
            }
        }
    };
}

actions! {
    OpenFiles: Anywhere, File, "Open…", "Open articles, saved pages or a project", "Ctrl+O";
    OpenFolder: Anywhere, File, "Open folder…", "Open every article of a folder", "Ctrl+Shift+O";
    OpenSample: Anywhere, File, "Open the sample project", "A short article of ours, already marked, to try things on", "";
    PasteArticle: Anywhere, File, "Paste as article", "Make an article of the text on the clipboard", "Ctrl+Shift+V";
    NewProject: Anywhere, File, "New project", "Begin an empty project", "Ctrl+N";
    Import: Anywhere, File, "Import…", "See what files of another tool, tables or projects hold, and take it over", "Ctrl+I";
    Export: Anywhere, File, "Export…", "Write articles and annotations in the format of another tool, with an account of what it cannot hold", "Ctrl+E";
    Save: Anywhere, File, "Save", "Write the project file", "Ctrl+S";
    SaveAs: Anywhere, File, "Save as…", "Write the project under another name", "Ctrl+Shift+S";
    Quit: Anywhere, File, "Quit", "Close the window", "Ctrl+Q";
    Undo: Reading, Edit, "Undo", "Take back the last step, without end", "Ctrl+Z";
    Redo: Reading, Edit, "Redo", "Do the step again that was taken back", "Ctrl+Shift+Z Ctrl+Y";
    Copy: Reading, Edit, "Copy", "Copy the selected words", "Ctrl+C";
    Delete: Reading, Edit, "Remove", "Remove the selected mention or stance", "Delete Backspace";
    EditNote: Reading, Edit, "Write a note", "Write a note on the selected mention or stance", "Ctrl+M";
    ClearSelection: Reading, Edit, "Clear the selection", "Let go of what is selected", "Escape";
    NextSuggestion: Reading, Suggestions, "Next suggestion", "Go to the next suggestion in order", "Tab";
    PreviousSuggestion: Reading, Suggestions, "Previous suggestion", "Go back to the suggestion before", "Shift+Tab";
    Accept: Reading, Suggestions, "Accept", "Take the suggestion as it is and go to the next", "A";
    Reject: Reading, Suggestions, "Reject", "Drop the suggestion for good and go to the next", "X";
    Skip: Reading, Suggestions, "Skip", "Leave the suggestion open and go to the next", "Space";
    Everywhere: Reading, Suggestions, "Apply everywhere", "List the other places with the same words and mark them in one step", "Shift+A";
    AcceptSure: Reading, Suggestions, "Accept all sure ones here", "Take every suggestion of this article that is shown as sure, in one step", "Ctrl+Shift+A";
    Refresh: Anywhere, Suggestions, "Look again", "Compute the suggestions of this article anew", "F5";
    SuggestAll: Anywhere, Suggestions, "Look through every article", "Compute the suggestions of all articles, so that the list shows where work is left", "";
    ChooseModel: Anywhere, Suggestions, "Choose a model…", "Let a model made by “standpoint train” find names, quotations and stances", "";
    UsualModel: Anywhere, Suggestions, "Use the usual model", "Go back to the model inside the program", "";
    Stop: Anywhere, Suggestions, "Stop what is running", "Stop opening files, or looking through every article; what is done stays", "";
    OrderText: Anywhere, Suggestions, "Order: as in the text", "Go through suggestions as they stand in the text", "";
    OrderUncertain: Anywhere, Suggestions, "Order: least certain first", "Go through the suggestions from which the most is learnt first", "";
    OrderEasy: Anywhere, Suggestions, "Order: most certain first", "Go through the surest suggestions first", "";
    StanceCard: Reading, Marking, "Stance…", "Who is for or against what: open the card on the selection or its sentence", "S";
    LinkEntity: Reading, Marking, "Link to an entity…", "Choose who or what the selected mention refers to", "E";
    FinishPassage: Reading, Suggestions, "Finish the blind passage", "Show what would have been suggested in the blind passage at the caret", "Shift+Enter";
    NextMark: Reading, Marking, "Next mark", "Go to the next mention", "N";
    PreviousMark: Reading, Marking, "Previous mark", "Go to the mention before", "P";
    EndLeft: Reading, Marking, "End one word back", "Move the end of the selected mark or suggestion back", "Alt+Left";
    EndRight: Reading, Marking, "End one word on", "Move the end of the selected mark or suggestion on", "Alt+Right";
    StartLeft: Reading, Marking, "Begin one word earlier", "Move the beginning of the selected mark or suggestion back", "Alt+Shift+Left";
    StartRight: Reading, Marking, "Begin one word later", "Move the beginning of the selected mark or suggestion on", "Alt+Shift+Right";
    CaretLeft: Reading, Caret, "Caret left", "Move the caret one character to the left", "Left";
    CaretRight: Reading, Caret, "Caret right", "Move the caret one character to the right", "Right";
    CaretUp: Reading, Caret, "Caret up", "Move the caret one line up", "Up";
    CaretDown: Reading, Caret, "Caret down", "Move the caret one line down", "Down";
    WordLeft: Reading, Caret, "Caret one word left", "Move the caret one word to the left", "Ctrl+Left";
    WordRight: Reading, Caret, "Caret one word right", "Move the caret one word to the right", "Ctrl+Right";
    LineStart: Reading, Caret, "To the beginning of the line", "Move the caret to the beginning of the line", "Home";
    LineEnd: Reading, Caret, "To the end of the line", "Move the caret to the end of the line", "End";
    SentenceBack: Reading, Caret, "One sentence back", "Move the caret to the beginning of the sentence, or of the one before", "Alt+Up";
    SentenceForward: Reading, Caret, "One sentence on", "Move the caret to the beginning of the next sentence", "Alt+Down";
    ParagraphBack: Reading, Caret, "One paragraph back", "Move the caret to the beginning of the paragraph, or of the one before", "Ctrl+Up";
    ParagraphForward: Reading, Caret, "One paragraph on", "Move the caret to the beginning of the next paragraph", "Ctrl+Down";
    PageUp: Reading, Caret, "One screen up", "Move the caret one screen up", "PageUp";
    PageDown: Reading, Caret, "One screen down", "Move the caret one screen down", "PageDown";
    TextStart: Reading, Caret, "To the beginning", "Move the caret to the beginning of the article", "Ctrl+Home";
    TextEnd: Reading, Caret, "To the end", "Move the caret to the end of the article", "Ctrl+End";
    ExtendLeft: Reading, Caret, "Extend back by a word", "Extend the selection one word back", "Shift+Left";
    ExtendRight: Reading, Caret, "Extend by a word", "Extend the selection one word on", "Shift+Right";
    ExtendUp: Reading, Caret, "Extend up", "Extend the selection one line up", "Shift+Up";
    ExtendDown: Reading, Caret, "Extend down", "Extend the selection one line down", "Shift+Down";
    ExtendCharLeft: Reading, Caret, "Extend back by a character", "Extend the selection one character back, without snapping to words", "Ctrl+Shift+Left";
    ExtendCharRight: Reading, Caret, "Extend by a character", "Extend the selection one character on, without snapping to words", "Ctrl+Shift+Right";
    ExtendLineStart: Reading, Caret, "Extend to the beginning of the line", "Extend the selection to the beginning of the line", "Shift+Home";
    ExtendLineEnd: Reading, Caret, "Extend to the end of the line", "Extend the selection to the end of the line", "Shift+End";
    ExtendSentenceBack: Reading, Caret, "Extend back by a sentence", "Extend the selection to the beginning of the sentence, or of the one before", "Alt+Shift+Up";
    ExtendSentenceForward: Reading, Caret, "Extend by a sentence", "Extend the selection to the end of the sentence", "Alt+Shift+Down";
    ExtendParagraphBack: Reading, Caret, "Extend back by a paragraph", "Extend the selection to the beginning of the paragraph, or of the one before", "Ctrl+Shift+Up";
    ExtendParagraphForward: Reading, Caret, "Extend by a paragraph", "Extend the selection to the end of the paragraph", "Ctrl+Shift+Down";
    NextArticle: Anywhere, Articles, "Next article", "Open the next article", "Ctrl+PageDown ]";
    PreviousArticle: Anywhere, Articles, "Previous article", "Open the article before", "Ctrl+PageUp [";
    MarkDone: Anywhere, Articles, "Mark as done", "Mark this article as done and open the next one that is not", "Ctrl+Enter";
    Reopen: Anywhere, Articles, "Mark as in progress", "Take back that this article is done", "";
    RemoveArticle: Anywhere, Articles, "Remove this article", "Take the article and its marks out of the project", "";
    Palette: Anywhere, View, "All commands…", "Find a command, label, article or entity by its name", "Ctrl+K";
    KeyTable: Anywhere, View, "Keys", "Every command with its key", "F1 ?";
    Find: Anywhere, View, "Find…", "Find words in this article", "Ctrl+F";
    FindEverywhere: Anywhere, View, "Find in all articles…", "Find words in every article", "Ctrl+Shift+F";
    FindNext: Anywhere, View, "Find next", "Go to the next place found", "F3 Ctrl+G";
    FindPrevious: Anywhere, View, "Find previous", "Go to the place found before", "Shift+F3 Ctrl+Shift+G";
    ShowArticles: Anywhere, View, "Articles", "Show the list of articles", "Alt+1";
    ShowEntities: Anywhere, View, "Entities", "Show entities and their mentions", "Alt+2";
    ShowScheme: Anywhere, View, "Scheme", "Show labels and the target list", "Alt+3";
    ShowSuggestions: Anywhere, View, "Suggestions", "Show the open suggestions", "Alt+4";
    ShowInspector: Anywhere, View, "Selection", "Show what is known of the selection", "Alt+5";
    ToggleLeft: Anywhere, View, "Left panel", "Show or hide the left panel", "Ctrl+B";
    ToggleRight: Anywhere, View, "Right panel", "Show or hide the right panel", "Ctrl+J";
    ShowBoard: Anywhere, View, "Coverage board", "Who gets to speak, for and against whom, where and when; again goes back to reading", "Alt+6";
    ShowConcordance: Anywhere, View, "Concordance", "Find words and annotations in all articles, line by line, and change many at once", "Alt+7";
    ShowCodebook: Anywhere, View, "Codebook", "Labels, issues and frames with definitions and examples, and their history", "Alt+8";
    ShowEntityTable: Anywhere, View, "Entity table", "Everybody and everything that is named, in all articles: profiles, names, merging and splitting", "Alt+9";
    ImportCodebook: Anywhere, File, "Import a codebook…", "Take over labels, issues and frames from JSON, Markdown or REFI-QDA", "";
    NextToDecide: Anywhere, Marking, "Next to decide again", "Go to the next mark that the splitting of a label left to be decided again", "Alt+N";
    AddExample: Reading, Marking, "Add as example", "Make the words in hand an example of their label, or of the side they take, in the codebook", "Shift+E";
    AddCounterExample: Reading, Marking, "Add as counter-example", "Make the words in hand an example of what the label, or the side, is not for", "Shift+C";
    ExportReport: Anywhere, File, "Export the coverage report…", "Write charts, tables and method as one web page", "";
    NextTheme: Anywhere, Look, "Light, dark or system theme", "Go to the next theme", "F9";
    ShowAll: Anywhere, Look, "Show everything marked", "Show mentions, stances and suggestions alike", "F6";
    ShowStancesOnly: Anywhere, Look, "Show stances only", "Show stances with their holders and targets, and no other mentions", "F7";
    ShowSpeakers: Anywhere, Look, "Show who speaks", "Tint each speaker’s words", "F8";
    ShowSuggestionsFirst: Anywhere, Look, "Show what is open", "Let suggestions stand out and what is decided step back", "";
    LabelsAbove: Anywhere, Look, "Label names above the words", "Write each label small above its words", "";
    LabelsBehind: Anywhere, Look, "Label names behind the words", "Write each label as a chip at the end of its words", "";
    LabelsOnHover: Anywhere, Look, "Label names where you point", "Write a label only where the pointer or the selection is", "";
    ColoursCalm: Anywhere, Look, "Calm colours", "The usual colours", "";
    ColoursSafe: Anywhere, Look, "Colours for any colour vision", "Colours and line patterns that are told apart with any colour vision", "";
    ColoursStrong: Anywhere, Look, "Strong contrast", "Colours of high contrast", "";
    DirectionAuto: Anywhere, Look, "Direction: by each paragraph", "Set each paragraph of this article from the side its first letters say", "";
    DirectionLeft: Anywhere, Look, "Direction: left to right", "Set this article from left to right", "";
    DirectionRight: Anywhere, Look, "Direction: right to left", "Set this article from right to left", "";
    ZoomIn: Anywhere, Look, "Larger", "Make everything larger", "Ctrl+= Ctrl++";
    ZoomOut: Anywhere, Look, "Smaller", "Make everything smaller", "Ctrl+-";
    ZoomReset: Anywhere, Look, "Normal size", "Back to the normal size", "Ctrl+0";
    Settings: Anywhere, View, "Settings…", "Your name, theme, keys and more", "Ctrl+,";
}

impl Action {
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
