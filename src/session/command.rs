//! Everything a session can be told. Commands are data: tests write them down, the window queues them while it draws.
//!
//! What one key does without further data is an [`Action`]; the rest of the variants carry what was pointed at or typed.

use super::action::Action;
use super::bulk::Bulk;
use super::chord::Chord;
use super::draft::{Party, Slot};
use super::exporting::ExportChange;
use super::importing::ImportChange;
use super::places::View;
use super::proposals::SuggestionId;
use super::selection::Marked;
use super::settings::{Order, ThemeChoice};
use crate::analysis::Passage;
use crate::analysis::query::Line;
use crate::edit::codebook::LabelChange;
use crate::edit::entities::{EntityChange, EntityCode};
use crate::edit::lists::ListChange;
use crate::format::codebook::Kind;
use crate::model::{
    ArticleId, Attitude, Basis, Directness, EntityId, Intensity, IssueId, LabelId, List, MentionId, Metadata, Polarity, Preset,
    Rgb, Scheme, SourceProfile, StanceId, Status,
};
use crate::text::{Span, SpanSet};
use std::path::PathBuf;
use std::sync::Arc;

/// One end of a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Start,
    End,
}

/// One thing to do.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    Act(Action),

    // Files
    /// Articles, folders, or one project.
    Open(Vec<PathBuf>),
    /// A new article of these words.
    ImportText {
        name: String,
        text: String,
    },
    SaveTo(PathBuf),
    /// Show what these files hold, before anything of it is taken.
    ImportFiles(Vec<PathBuf>),
    ChangeImport(ImportChange),
    TakeImport,
    ChangeExport(ExportChange),
    /// Start an empty project of this kind.
    Begin(Preset),
    /// Close although there are unsaved changes: save first, or give them up.
    CloseSaving,
    CloseWithoutSaving,
    /// Close the question, the palette, the card.
    CloseOverlay,
    CloseNotice(u64),

    // Where
    OpenArticle(ArticleId),
    /// Put the caret, or select from `anchor` to `caret` (bytes).
    Select {
        anchor: usize,
        caret: usize,
        exact: bool,
    },
    /// Select the words of this span as they are, in this article.
    GoTo {
        article: ArticleId,
        span: Span,
    },
    MarkMention(MentionId),
    MarkStance(StanceId),
    MarkSuggestion(SuggestionId),

    // Marking
    /// Label what is in hand: accept the suggestion so, relabel the mention, or tag the selection or word.
    Label(LabelId),
    /// Give the mention these words.
    Reshape {
        mention: MentionId,
        spans: SpanSet,
    },
    /// Put one end of what is in hand at this byte, or the nearest edge of a word.
    DragEdge {
        marked: Marked,
        side: Side,
        byte: usize,
    },
    /// Add the selected words to the mention, as another part of it.
    AddPart(MentionId),
    SetNote(String),
    SetFlag {
        flag: String,
        on: bool,
    },
    RemoveMention(MentionId),
    RemoveStance(StanceId),
    AcceptSuggestion(SuggestionId),
    RejectSuggestion(SuggestionId),

    // The stance card
    Choose(Option<Slot>),
    Fill {
        slot: Slot,
        party: Party,
        mention: Option<SpanSet>,
    },
    Polarity(Polarity),
    Directness(Directness),
    Attitude(Option<Attitude>),
    Intensity(Option<Intensity>),
    Basis(Basis),
    DraftNote(String),
    Channel(String),
    FullCard(bool),
    KeepStance,

    // Applying everywhere
    Tick {
        index: usize,
        on: bool,
    },
    TickAll(bool),
    ApplyTicked,

    // Entities
    NewEntity {
        name: String,
        label: Option<LabelId>,
    },
    RenameEntity {
        entity: EntityId,
        name: String,
    },
    MergeEntities {
        from: EntityId,
        into: EntityId,
    },
    DeleteEntity(EntityId),
    Relabel {
        entity: EntityId,
        label: Option<LabelId>,
    },
    SetAliases {
        entity: EntityId,
        aliases: Vec<String>,
    },
    SetWikidata {
        entity: EntityId,
        item: Option<String>,
    },
    SetProfile {
        entity: EntityId,
        profile: SourceProfile,
    },
    SetEntityNote {
        entity: EntityId,
        note: String,
    },
    Link {
        mention: MentionId,
        entity: Option<EntityId>,
    },
    /// Link the mention to a new entity of this name.
    LinkNew {
        mention: MentionId,
        name: String,
    },
    /// Take the mention out of its entity, into a new one of its own.
    SplitMention(MentionId),

    /// Give one code to many entities.
    CodeEntities {
        entities: Vec<EntityId>,
        code: EntityCode,
    },
    /// Work out what merging, splitting or deleting entities would touch, and ask.
    AskEntities(EntityChange),
    /// Split the mentions of an entity that have these words off, into a new one; asks first.
    AskSplit {
        entity: EntityId,
        words: String,
    },
    /// These two are two, whatever they are called.
    DifferentEntities(EntityId, EntityId),
    /// Show the entity in the table.
    ShowEntity(EntityId),

    // Scheme
    AddLabel(String),
    RenameLabel {
        label: LabelId,
        name: String,
    },
    RecolourLabel {
        label: LabelId,
        colour: Rgb,
    },
    RekeyLabel {
        label: LabelId,
        key: Option<char>,
    },
    DefineLabel {
        label: LabelId,
        definition: String,
    },
    HideLabel {
        label: LabelId,
        hidden: bool,
    },
    MergeLabels {
        from: LabelId,
        into: LabelId,
    },
    DeleteLabel(LabelId),
    AddIssue(String),
    RenameIssue {
        issue: IssueId,
        name: String,
    },
    DeleteIssue(IssueId),
    /// Work out what a change of a label would touch, and ask.
    AskLabel(LabelChange),
    /// Work out what a change of issues, frames or categories would touch, and ask.
    AskList(ListChange),
    /// The scheme is now so; for what reaches into no annotation.
    ChangeScheme {
        what: String,
        scheme: Box<Scheme>,
    },
    /// Take over what a codebook file holds.
    ImportCodebook(PathBuf),
    ExportCodebook(Kind),
    /// Add a ready-made list: frames, source categories, media topics.
    AddList(List),
    /// Make the words in hand an example of their label, or a counter-example.
    AddExample {
        counter: bool,
    },

    // Articles
    SetStatus {
        article: ArticleId,
        status: Status,
    },
    SetMetadata {
        article: ArticleId,
        metadata: Box<Metadata>,
    },
    DeleteArticle(ArticleId),

    // Looking at the whole
    /// Close what was opened last: the list of passages, the board.
    StepBack,
    /// What the coverage board shows.
    Board(Box<View>),
    /// Open the article at these words.
    OpenPassage(Passage),
    /// Work out a change of many places, and ask.
    AskBulk {
        lines: Vec<Line>,
        bulk: Bulk,
    },
    /// Do what was asked.
    DoBulk,
    /// Ask the concordance.
    LookFor(String),
    /// Keep a query of the concordance, or forget it with `None`.
    SaveQuery {
        name: String,
        query: Option<String>,
    },
    /// Put a table on the clipboard.
    CopyTable(String),
    /// Say what went wrong.
    Complain(String),
    /// Ask where to write these bytes.
    Keep {
        name: String,
        bytes: Arc<Vec<u8>>,
    },
    WriteTo {
        path: PathBuf,
        bytes: Arc<Vec<u8>>,
    },

    // Effort
    /// Share of paragraphs whose suggestions stay hidden until they are finished.
    BlindPercent(u8),
    /// Keep how long decisions take?
    TimeWork(bool),

    // View and settings
    FindText(String),
    Threshold(f32),
    Engine {
        engine: String,
        on: bool,
    },
    SetOrder(Order),
    /// The model file that suggests; `None` is the one inside the program.
    UseModel(Option<PathBuf>),
    Theme(ThemeChoice),
    Zoom(f32),
    AnnotatorName(String),
    LinkByName(bool),
    WholePages(bool),
    /// How wide the person made the side panels, points.
    PanelWidths {
        left: f32,
        right: f32,
    },
    SetKey {
        action: Action,
        key: Chord,
    },
    ResetKeys,
}

impl Command {
    /// In the imperative, for the palette and for undo.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Act(action) => action.name(),
            Self::Open(_) => "Open",
            Self::ImportText { .. } => "Add an article",
            Self::SaveTo(_) => "Save",
            Self::ImportFiles(_) | Self::TakeImport => "Import",
            Self::ChangeImport(_) => "Change the import",
            Self::ChangeExport(_) => "Change the export",
            Self::Begin(_) => "New project",
            Self::CloseSaving => "Save and close",
            Self::CloseWithoutSaving => "Close without saving",
            Self::CloseOverlay => "Close",
            Self::CloseNotice(_) => "Close the notice",
            Self::OpenArticle(_) => "Open the article",
            Self::Select { .. } => "Select",
            Self::GoTo { .. } => "Go to",
            Self::MarkMention(_) => "Select the mention",
            Self::MarkStance(_) => "Select the stance",
            Self::MarkSuggestion(_) => "Select the suggestion",
            Self::Label(_) => "Label",
            Self::Reshape { .. } | Self::DragEdge { .. } => "Move an edge",
            Self::AddPart(_) => "Add a part",
            Self::SetNote(_) => "Write a note",
            Self::SetFlag { .. } => "Set a flag",
            Self::RemoveMention(_) => "Remove the mention",
            Self::RemoveStance(_) => "Remove the stance",
            Self::AcceptSuggestion(_) => "Accept",
            Self::RejectSuggestion(_) => "Reject",
            Self::Choose(_) => "Choose",
            Self::Fill { .. } => "Fill a slot",
            Self::Polarity(_) => "Set the polarity",
            Self::Directness(_) => "Set the directness",
            Self::Attitude(_) => "Set the attitude",
            Self::Intensity(_) => "Set the intensity",
            Self::Basis(_) => "Set the basis",
            Self::DraftNote(_) => "Write a note",
            Self::Channel(_) => "Set the channel",
            Self::FullCard(_) => "Show all fields",
            Self::KeepStance => "Keep the stance",
            Self::Tick { .. } | Self::TickAll(_) => "Tick",
            Self::ApplyTicked => "Apply everywhere",
            Self::NewEntity { .. } => "New entity",
            Self::RenameEntity { .. } => "Rename the entity",
            Self::MergeEntities { .. } => "Merge entities",
            Self::DeleteEntity(_) => "Delete the entity",
            Self::Relabel { .. } => "Label the entity",
            Self::SetAliases { .. } => "Set other names",
            Self::SetWikidata { .. } => "Set the Wikidata item",
            Self::SetProfile { .. } => "Set the source profile",
            Self::SetEntityNote { .. } => "Write a note",
            Self::Link { .. } => "Link the mention",
            Self::LinkNew { .. } => "Link to a new entity",
            Self::SplitMention(_) => "Split the mention off",
            Self::CodeEntities { .. } => "Code entities",
            Self::AskEntities(_) => "Change many entities",
            Self::AskSplit { .. } => "Split the entity",
            Self::DifferentEntities(..) => "Keep two entities apart",
            Self::ShowEntity(_) => "Show the entity",
            Self::AddLabel(_) => "Add a label",
            Self::RenameLabel { .. } => "Rename the label",
            Self::RecolourLabel { .. } => "Recolour the label",
            Self::RekeyLabel { .. } => "Set the label’s key",
            Self::DefineLabel { .. } => "Define the label",
            Self::HideLabel { .. } => "Show or hide the label",
            Self::MergeLabels { .. } => "Merge labels",
            Self::DeleteLabel(_) => "Delete the label",
            Self::AddIssue(_) => "Add an issue",
            Self::RenameIssue { .. } => "Rename the issue",
            Self::DeleteIssue(_) => "Delete the issue",
            Self::AskList(_) => "Change a list of the codebook",
            Self::AskLabel(_) => "Change a label",
            Self::ChangeScheme { .. } => "Change the codebook",
            Self::ImportCodebook(_) => "Import a codebook",
            Self::ExportCodebook(_) => "Export the codebook",
            Self::AddList(_) => "Add a list",
            Self::AddExample { .. } => "Add an example",
            Self::SetStatus { .. } => "Set the status",
            Self::SetMetadata { .. } => "Set the article’s details",
            Self::DeleteArticle(_) => "Remove the article",
            Self::StepBack => "Go back",
            Self::Board(_) => "Look at the coverage",
            Self::OpenPassage(_) => "Open the passage",
            Self::AskBulk { .. } | Self::DoBulk => "Change many places",
            Self::LookFor(_) => "Ask the concordance",
            Self::SaveQuery { .. } => "Keep a query",
            Self::CopyTable(_) => "Copy as table",
            Self::Complain(_) => "Say what went wrong",
            Self::Keep { .. } | Self::WriteTo { .. } => "Export",
            Self::BlindPercent(_) => "Set the share of blind passages",
            Self::TimeWork(_) => "Time the work",
            Self::FindText(_) => "Find",
            Self::Threshold(_) => "Set the threshold",
            Self::Engine { .. } => "Switch the engine",
            Self::SetOrder(_) => "Set the order",
            Self::UseModel(_) => "Choose the model",
            Self::Theme(_) => "Set the theme",
            Self::Zoom(_) => "Zoom",
            Self::AnnotatorName(_) => "Set your name",
            Self::LinkByName(_) => "Link by name",
            Self::WholePages(_) => "Take whole pages",
            Self::PanelWidths { .. } => "Resize the panels",
            Self::SetKey { .. } => "Set a key",
            Self::ResetKeys => "Reset the keys",
        }
    }
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Self::Act(action)
    }
}
