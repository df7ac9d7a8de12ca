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
use crate::say;
use crate::text::{Span, SpanSet};
use crate::words::Choice;
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
    /// The interface speaks so from now on.
    Language(Choice),
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
            Self::Open(_) => say!("open"),
            Self::ImportText { .. } => say!("add-an-article"),
            Self::SaveTo(_) => say!("save"),
            Self::ImportFiles(_) | Self::TakeImport => say!("import"),
            Self::ChangeImport(_) => say!("change-the-import"),
            Self::ChangeExport(_) => say!("change-the-export"),
            Self::Begin(_) => say!("new-project"),
            Self::CloseSaving => say!("save-and-close"),
            Self::CloseWithoutSaving => say!("close-without-saving"),
            Self::CloseOverlay => say!("close"),
            Self::CloseNotice(_) => say!("close-the-notice"),
            Self::OpenArticle(_) => say!("open-the-article"),
            Self::Select { .. } => say!("select"),
            Self::GoTo { .. } => say!("go-to"),
            Self::MarkMention(_) => say!("select-the-mention"),
            Self::MarkStance(_) => say!("select-the-stance"),
            Self::MarkSuggestion(_) => say!("select-the-suggestion"),
            Self::Label(_) => say!("label"),
            Self::Reshape { .. } | Self::DragEdge { .. } => say!("move-an-edge"),
            Self::AddPart(_) => say!("add-a-part"),
            Self::SetNote(_) => say!("write-a-note"),
            Self::SetFlag { .. } => say!("set-a-flag"),
            Self::RemoveMention(_) => say!("remove-the-mention"),
            Self::RemoveStance(_) => say!("remove-the-stance"),
            Self::AcceptSuggestion(_) => say!("accept"),
            Self::RejectSuggestion(_) => say!("reject"),
            Self::Choose(_) => say!("choose"),
            Self::Fill { .. } => say!("fill-a-slot"),
            Self::Polarity(_) => say!("set-the-polarity"),
            Self::Directness(_) => say!("set-the-directness"),
            Self::Attitude(_) => say!("set-the-attitude"),
            Self::Intensity(_) => say!("set-the-intensity"),
            Self::Basis(_) => say!("set-the-basis"),
            Self::DraftNote(_) => say!("write-a-note"),
            Self::Channel(_) => say!("set-the-channel"),
            Self::FullCard(_) => say!("show-all-fields"),
            Self::KeepStance => say!("keep-the-stance"),
            Self::Tick { .. } | Self::TickAll(_) => say!("tick"),
            Self::ApplyTicked => say!("apply-everywhere"),
            Self::NewEntity { .. } => say!("new-entity"),
            Self::RenameEntity { .. } => say!("rename-the-entity"),
            Self::MergeEntities { .. } => say!("merge-entities"),
            Self::DeleteEntity(_) => say!("delete-the-entity"),
            Self::Relabel { .. } => say!("label-the-entity"),
            Self::SetAliases { .. } => say!("set-other-names"),
            Self::SetWikidata { .. } => say!("set-the-wikidata-item"),
            Self::SetProfile { .. } => say!("set-the-source-profile"),
            Self::SetEntityNote { .. } => say!("write-a-note"),
            Self::Link { .. } => say!("link-the-mention"),
            Self::LinkNew { .. } => say!("link-to-a-new-entity"),
            Self::SplitMention(_) => say!("split-the-mention-off"),
            Self::CodeEntities { .. } => say!("code-entities"),
            Self::AskEntities(_) => say!("change-many-entities"),
            Self::AskSplit { .. } => say!("split-the-entity"),
            Self::DifferentEntities(..) => say!("keep-two-entities-apart"),
            Self::ShowEntity(_) => say!("show-the-entity"),
            Self::AddLabel(_) => say!("add-a-label"),
            Self::RenameLabel { .. } => say!("rename-the-label"),
            Self::RecolourLabel { .. } => say!("recolour-the-label"),
            Self::RekeyLabel { .. } => say!("set-the-labels-key"),
            Self::DefineLabel { .. } => say!("define-the-label"),
            Self::HideLabel { .. } => say!("show-or-hide-the-label"),
            Self::MergeLabels { .. } => say!("merge-labels"),
            Self::DeleteLabel(_) => say!("delete-the-label"),
            Self::AddIssue(_) => say!("add-an-issue"),
            Self::RenameIssue { .. } => say!("rename-the-issue"),
            Self::DeleteIssue(_) => say!("delete-the-issue"),
            Self::AskList(_) => say!("change-a-list-of-the-codebook"),
            Self::AskLabel(_) => say!("change-a-label"),
            Self::ChangeScheme { .. } => say!("change-the-codebook"),
            Self::ImportCodebook(_) => say!("import-a-codebook"),
            Self::ExportCodebook(_) => say!("export-the-codebook"),
            Self::AddList(_) => say!("add-a-list"),
            Self::AddExample { .. } => say!("add-an-example"),
            Self::SetStatus { .. } => say!("set-the-status"),
            Self::SetMetadata { .. } => say!("set-the-articles-details"),
            Self::DeleteArticle(_) => say!("remove-the-article"),
            Self::StepBack => say!("go-back"),
            Self::Board(_) => say!("look-at-the-coverage"),
            Self::OpenPassage(_) => say!("open-the-passage"),
            Self::AskBulk { .. } | Self::DoBulk => say!("change-many-places"),
            Self::LookFor(_) => say!("ask-the-concordance"),
            Self::SaveQuery { .. } => say!("keep-a-query"),
            Self::CopyTable(_) => say!("copy-as-table"),
            Self::Complain(_) => say!("say-what-went-wrong"),
            Self::Keep { .. } | Self::WriteTo { .. } => say!("export"),
            Self::BlindPercent(_) => say!("set-the-share-of-blind-passages"),
            Self::TimeWork(_) => say!("time-the-work"),
            Self::FindText(_) => say!("find"),
            Self::Threshold(_) => say!("set-the-threshold"),
            Self::Engine { .. } => say!("switch-the-engine"),
            Self::SetOrder(_) => say!("set-the-order"),
            Self::UseModel(_) => say!("choose-the-model"),
            Self::Language(_) => say!("set-the-language"),
            Self::Theme(_) => say!("set-the-theme"),
            Self::Zoom(_) => say!("zoom"),
            Self::AnnotatorName(_) => say!("set-your-name"),
            Self::LinkByName(_) => say!("link-by-name"),
            Self::WholePages(_) => say!("take-whole-pages"),
            Self::PanelWidths { .. } => say!("resize-the-panels"),
            Self::SetKey { .. } => say!("set-a-key"),
            Self::ResetKeys => say!("reset-the-keys"),
        }
    }
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Self::Act(action)
    }
}
