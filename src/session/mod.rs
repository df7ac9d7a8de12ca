//! One sitting, without pixels: project, history, selection, suggestions, running tasks.
//!
//! A [`Session`] is told [`Command`]s and performs them in order; it asks the world outside by [`Effect`]s. The window draws
//! what it reads here, tests and the command line drive it directly. Every change of the project goes through
//! [`Session::commit`], so that nothing escapes history and journal.

pub mod action;
pub mod bulk;
pub mod chord;
pub mod command;
pub mod draft;
pub mod effect;
pub mod exhibit;
pub mod exporting;
pub mod find;
pub mod gather;
pub mod ids;
pub mod importing;
pub mod notices;
pub mod parties;
mod perform;
pub mod places;
pub mod proposals;
pub mod selection;
pub mod settings;
pub mod spread;
pub mod store;
mod store_open;
mod store_writer;
pub mod suggesting;
pub mod tally;

pub use crate::edit::codebook::LabelChange;
pub use crate::edit::entities::{EntityChange, EntityCode};
pub use crate::edit::lists::ListChange;
pub use crate::format::audit::{Audit, Tally as Account};
pub use crate::format::codebook::Kind as CodebookKind;
pub use crate::format::document::table::Column;
pub use crate::format::import::Place as Destination;
use crate::say;
pub use action::{Action, Group};
pub use chord::Chord;
pub use command::Command;
pub use draft::{Party, Slot, StanceDraft};
pub use effect::{Ask, Effect, Walk, Way};
pub use exporting::{Export, ExportChange, ExportChoices};
pub use find::Find;
pub use ids::{Clock, Ids};
pub use importing::{Import, ImportChange};
pub use notices::{Notice, Notices, Weight};
pub use places::{Picked, Place, Tab, View};
pub use proposals::{Open, Proposals, SuggestionId};
pub use selection::{Marked, Selection};
pub use settings::{Colours, LabelDisplay, LeftPanel, Mode, Order, RightPanel, Settings, ThemeChoice};
pub use spread::Spread;
use store::Store;
pub use tally::Tally;

use crate::edit::{Edit, History};
use crate::model::{AnnotatorId, Article, ArticleId, MentionId, Project, Role, Scheme, Stance, StanceId, Status, Timestamp};
use crate::suggest::Learnt;
use crate::text::{Span, SpanSet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What lies over the window and takes the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Overlay {
    Palette,
    KeyTable,
    Settings,
    StanceCard,
    /// The proof list of applying everywhere.
    Spread,
    /// Choosing an entity for the selected mention.
    LinkEntity,
    /// Save before closing?
    Closing,
    /// A path to type, where the system has no file dialog.
    Path,
    /// What files of other tools hold, before it is taken.
    Import,
    /// What an export would write.
    Export,
}

/// One sitting.
pub struct Session {
    project: Project,
    history: History,
    saved_revision: u64,
    path: Option<PathBuf>,
    /// Journal, lock and file of the project; nothing before there is something to keep.
    store: Option<Store>,
    /// The window closes when the save under way is done.
    close_when_saved: bool,
    annotator: AnnotatorId,
    open: Option<ArticleId>,
    selection: Selection,
    carets: BTreeMap<ArticleId, usize>,
    proposals: Proposals,
    /// Edges of a suggestion that were moved before it was taken.
    adjusted: Option<(SuggestionId, SpanSet)>,
    /// When the suggestion in hand was first shown.
    shown_since: Option<(SuggestionId, Timestamp)>,
    draft: Option<StanceDraft>,
    spread: Option<Spread>,
    find: Find,
    overlay: Option<Overlay>,
    /// The note field wants the keys.
    writing_note: bool,
    tally: Tally,
    pub notices: Notices,
    /// The model that suggests, where it is not the one inside the program; that is unpacked when it is first asked.
    learnt: Option<Arc<Learnt>>,
    settings: Settings,
    /// Where the settings are kept; nowhere in tests.
    settings_path: Option<PathBuf>,
    ids: Ids,
    clock: Clock,
    effects: Vec<Effect>,
    suggesting: suggesting::Suggesting,
    looking: places::Looking,
    opening: perform::opening::Opening,
    import: Option<Import>,
    export: Option<Export>,
}

impl Session {
    /// An empty project of the default scheme.
    pub fn new(settings: Settings, ids: Ids, clock: Clock) -> Self {
        let project = Project::new(Scheme::default(), settings.annotator.clone());
        let mut session = Self {
            history: History::default(),
            saved_revision: 0,
            path: None,
            store: None,
            close_when_saved: false,
            annotator: project.annotators[0].id,
            project,
            open: None,
            selection: Selection::default(),
            carets: BTreeMap::new(),
            proposals: Proposals::default(),
            adjusted: None,
            shown_since: None,
            draft: None,
            spread: None,
            find: Find::default(),
            overlay: None,
            writing_note: false,
            tally: Tally::default(),
            notices: Notices::default(),
            learnt: None,
            settings,
            settings_path: None,
            ids,
            clock,
            effects: Vec::new(),
            suggesting: suggesting::Suggesting::default(),
            looking: places::Looking::default(),
            opening: perform::opening::Opening::default(),
            import: None,
            export: None,
        };
        session.take_project();
        session
    }

    /// A sitting of the person at this machine: with the settings kept here, real ids and the real time.
    pub fn of_this_person() -> Self {
        let path = crate::disk::data_folder().ok().map(|folder| folder.join("settings.json"));
        let bytes = path.as_deref().filter(|path| crate::disk::exists(path)).and_then(|path| crate::disk::read(path).ok());
        let (settings, problem) = bytes.map_or_else(|| (Settings::default(), None), |bytes| Settings::from_json(&bytes));
        let mut session = Self::new(settings, Ids::fresh(), Clock::System);
        session.settings_path = path;
        if let Some(problem) = problem {
            session.notices.warn(problem);
        }
        session.use_chosen_model();
        session
    }

    pub fn project(&self) -> &Project {
        &self.project
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    pub fn proposals(&self) -> &Proposals {
        &self.proposals
    }

    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    pub fn draft(&self) -> Option<&StanceDraft> {
        self.draft.as_ref()
    }

    pub fn spread(&self) -> Option<&Spread> {
        self.spread.as_ref()
    }

    pub fn find(&self) -> &Find {
        &self.find
    }

    pub fn overlay(&self) -> Option<Overlay> {
        self.overlay
    }

    /// What waits to be imported.
    pub fn importing(&self) -> Option<&Import> {
        self.import.as_ref()
    }

    /// What waits to be exported.
    pub fn exporting(&self) -> Option<&Export> {
        self.export.as_ref()
    }

    /// Does it tell an earlier article's story in nearly the same words?
    pub fn is_repeat(article: &Article) -> bool {
        article.ext.contains_key(crate::format::kept::REPEATS)
    }

    pub fn wants_note(&self) -> bool {
        self.writing_note
    }

    /// The project's file, where it has one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why the project can only be looked at.
    pub fn read_only(&self) -> Option<&str> {
        self.store.as_ref().and_then(Store::read_only)
    }

    /// Whose layer new annotations go to.
    pub fn annotator(&self) -> AnnotatorId {
        self.annotator
    }

    /// Is anything not in the project file?
    pub fn is_dirty(&self) -> bool {
        self.history.revision() != self.saved_revision
    }

    /// Is there anything at all: articles, or a file?
    pub fn is_blank(&self) -> bool {
        self.project.article_count() == 0 && self.path.is_none()
    }

    /// The article in the reader.
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.project.article(self.open?)
    }

    /// The open suggestions of the article in the reader, in text order.
    pub fn open_suggestions(&self) -> Arc<Vec<Open>> {
        self.open.map(|id| self.proposals.open(id)).unwrap_or_default()
    }

    /// The suggestion in hand.
    pub fn suggestion(&self) -> Option<&Open> {
        match self.selection.marked {
            Some(Marked::Suggestion(id)) => self.proposals.find(self.open?, id),
            _ => None,
        }
    }

    /// The edges of a suggestion as they stand now, moved or not.
    pub fn shape_of<'a>(&'a self, open: &'a Open) -> &'a SpanSet {
        match &self.adjusted {
            Some((id, spans)) if *id == open.id => spans,
            _ => open.place(),
        }
    }

    /// The suggestion whose edges were moved, and where they are now.
    pub fn adjusted(&self) -> Option<&(SuggestionId, SpanSet)> {
        self.adjusted.as_ref()
    }

    /// The words selected, or those of what is in hand.
    pub fn selected_span(&self) -> Option<Span> {
        self.selection.span(self.article()?.text())
    }

    /// Opens the field for a path, where the system shows no dialog.
    pub fn ask_path(&mut self) {
        self.overlay = Some(Overlay::Path);
    }

    /// The window is gone: the person's settings are kept, the journal is finished.
    pub fn leave(&mut self) {
        self.keep_settings();
        self.store = None;
    }

    /// The effects that were asked for since the last time.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Name of the project for the window's title.
    pub fn title(&self) -> String {
        if !self.project.name.is_empty() {
            return self.project.name.clone();
        }
        let name = self.path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        name.map_or_else(|| say!("untitled").to_owned(), |name| name.trim_end_matches(".standpoint.json").to_owned())
    }

    /// The time that goes with marks and decisions: exact, or only the day where the person wants no times kept.
    fn stamp(&self) -> Timestamp {
        const DAY: i64 = 86_400_000;
        let now = self.clock.now();
        if self.settings.time_work { now } else { Timestamp(now.0 - now.0.rem_euclid(DAY)) }
    }

    /// Performs an edit as one step: the only way the project changes.
    fn commit(&mut self, name: impl Into<String>, edit: Edit) -> bool {
        if let Some(why) = self.read_only() {
            let text = say!("nothing-was-changed", why = crate::words::told(&why));
            self.notices.error(text);
            return false;
        }
        self.keep_untitled();
        let article = self.open;
        let name = name.into();
        match self.history.perform(&mut self.project, &name, article, edit.clone()) {
            Ok(step) => {
                self.notices.say(&name);
                if let Some(store) = &mut self.store {
                    store.performed(edit, step);
                }
                self.after_change();
                true
            }
            Err(error) => {
                self.notices.error(say!("that-could-not-be-done", error = crate::words::told(&error)));
                false
            }
        }
    }

    /// Brings everything derived up to date with the project.
    fn after_change(&mut self) {
        self.tally.update(&self.project);
        if self.open.is_none_or(|id| self.project.article(id).is_none()) {
            let first = self.project.articles().next().map(|article| article.id);
            self.open = None;
            if let Some(first) = first {
                self.show_article(first);
            }
        }
        self.resift();
        self.drop_stale_marks();
        self.find.forget_matches();
        self.recount();
    }

    /// Derives again what is open in the article in the reader, and asks the engines if they have not seen it.
    fn resift(&mut self) {
        let Some(article) = self.article().cloned() else { return };
        self.suggest(&article);
        self.proposals.sift(&self.project, &article, self.annotator, &self.settings);
    }

    fn drop_stale_marks(&mut self) {
        let gone = match (self.selection.marked, self.article()) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(Marked::Mention(id)), Some(article)) => article.mention(id).is_none(),
            (Some(Marked::Stance(id)), Some(article)) => article.stance(id).is_none(),
            (Some(Marked::Suggestion(id)), Some(article)) => self.proposals.find(article.id, id).is_none(),
        };
        if gone {
            self.selection = Selection::at(self.selection.caret);
        }
    }

    /// Everything that a new project changes.
    fn take_project(&mut self) {
        let mine = self.project.annotators.iter().find(|annotator| annotator.name == self.settings.annotator);
        let first = self.project.annotators.iter().find(|annotator| annotator.role == Role::Annotator);
        if let Some(annotator) = mine.or(first).or(self.project.annotators.first()) {
            self.annotator = annotator.id;
        }
        self.proposals = Proposals::default();
        self.tally = Tally::default();
        self.carets.clear();
        self.draft = None;
        self.spread = None;
        self.find = Find::default();
        self.overlay = None;
        self.import = None;
        self.export = None;
        self.open = None;
        self.selection = Selection::default();
        let unfinished = self.project.articles().find(|article| article.status != Status::Done);
        let first = unfinished.or_else(|| self.project.articles().next()).map(|article| article.id);
        self.tally.update(&self.project);
        if let Some(first) = first {
            self.show_article(first);
        }
        self.forget_places();
    }

    fn show_article(&mut self, id: ArticleId) {
        if self.project.article(id).is_none() || self.open == Some(id) {
            return;
        }
        if let Some(old) = self.open {
            self.carets.insert(old, self.selection.caret);
        }
        self.open = Some(id);
        self.selection = Selection::at(self.carets.get(&id).copied().unwrap_or_default());
        self.adjusted = None;
        self.resift();
        self.effects.push(Effect::Reveal);
    }

    fn mention_in_hand(&self) -> Option<(Arc<Article>, Arc<crate::model::Mention>)> {
        let Some(Marked::Mention(id)) = self.selection.marked else { return None };
        let article = self.article()?;
        Some((Arc::clone(article), Arc::clone(article.mention(id)?)))
    }

    fn stance_in_hand(&self) -> Option<(Arc<Article>, Arc<Stance>)> {
        let Some(Marked::Stance(id)) = self.selection.marked else { return None };
        let article = self.article()?;
        Some((Arc::clone(article), Arc::clone(article.stance(id)?)))
    }

    fn mark_mention(&mut self, id: MentionId) {
        let Some(span) = self.article().and_then(|article| article.mention(id)).map(|mention| mention.spans.hull()) else {
            return;
        };
        self.selection = Selection::marking(Marked::Mention(id), span);
        self.effects.push(Effect::Reveal);
    }

    fn mark_stance(&mut self, id: StanceId) {
        let Some(stance) = self.article().and_then(|article| article.stance(id)) else { return };
        let at = stance.place().map_or(self.selection.caret, SpanSet::start);
        self.selection = Selection { marked: Some(Marked::Stance(id)), ..Selection::at(at) };
        self.effects.push(Effect::Reveal);
    }

    fn mark_suggestion(&mut self, id: SuggestionId) {
        let Some(span) = self.open.and_then(|article| self.proposals.find(article, id)).map(|open| open.place().hull()) else {
            return;
        };
        if self.shown_since.is_none_or(|(shown, _)| shown != id) {
            self.shown_since = Some((id, self.clock.now()));
        }
        self.selection = Selection::marking(Marked::Suggestion(id), span);
        self.effects.push(Effect::Reveal);
    }
}
