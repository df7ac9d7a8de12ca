//! Where a sitting is besides the article: the coverage board, the concordance, the codebook, the table of entities.
//!
//! What is looked at is kept here, and so are the board's counts, so that the window only draws. Counts are brought in step when
//! the project or the filter changes, and only while somebody looks at them.

use super::bulk::Asking;
use super::{Effect, Marked, Selection, Session};
use crate::analysis::coverage::Fold;
use crate::analysis::matrix::Order;
use crate::analysis::outlets::PartOf;
use crate::analysis::report::{Options, html};
use crate::analysis::timeline::Step;
use crate::analysis::{Board, Filter, Party, Passage, Slice, Suggested};
use crate::model::{EntityId, Made, Proposal};
use crate::say;
use crate::session::Ask;
use crate::task::Newest;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What fills the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Place {
    /// The article, with its panels.
    #[default]
    Reading,
    Board,
    Concordance,
    Codebook,
    /// The table of entities.
    Entities,
}

/// The board's pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Tab {
    #[default]
    Sources,
    Stances,
    Timeline,
    Outlets,
    Frames,
    Effort,
}

impl Tab {
    /// All of them, in the order shown to people; the digits 1 to 6 choose them.
    pub const ALL: [Self; 6] = [Self::Sources, Self::Stances, Self::Timeline, Self::Outlets, Self::Frames, Self::Effort];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sources => say!("sources"),
            Self::Stances => say!("stances"),
            Self::Timeline => say!("timeline"),
            Self::Outlets => say!("outlets"),
            Self::Frames => say!("frames"),
            Self::Effort => say!("effort"),
        }
    }
}

/// A number somebody pressed, whose passages are listed.
#[derive(Clone, PartialEq, Debug)]
pub struct Picked {
    /// What the number is, in words: "Ada Brink, utterances".
    pub name: String,
    pub slice: Slice,
}

/// What the board shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    pub tab: Tab,
    pub filter: Filter,
    /// What sources are grouped by.
    pub fold: Fold,
    pub rows: Fold,
    pub columns: Fold,
    pub order: Order,
    /// Rows and columns as a person put them, for [`Order::Hand`].
    pub by_hand: [Vec<BTreeSet<Party>>; 2],
    /// The matrix drawn as a network.
    pub network: bool,
    /// Width of the timeline's columns; chosen by the span of dates where unset.
    pub step: Option<Step>,
    /// Whom the timeline's stances are towards; anybody where unset.
    pub target: Option<Party>,
    /// The two parts that are compared; the two largest outlets where unset.
    pub parts: [Option<PartOf>; 2],
    pub picked: Option<Picked>,
}

/// The board of a sitting.
#[derive(Debug, Default)]
pub(super) struct Looking {
    pub(super) place: Place,
    view: View,
    board: Board,
    /// Changes with every recount.
    stamp: u64,
    report: Newest<String>,
    /// What the concordance was asked for from elsewhere, and how often that happened.
    query: (u64, String),
    /// The entity in hand in the table.
    pub(super) entity: Option<EntityId>,
    /// A change of many places that waits to be confirmed.
    pub(super) asking: Option<Asking>,
}

impl Session {
    /// What fills the window.
    pub fn place(&self) -> Place {
        self.looking.place
    }

    /// What the board shows.
    pub fn board_view(&self) -> &View {
        &self.looking.view
    }

    /// The counts, as of the last change that was looked at.
    pub fn board(&self) -> &Board {
        &self.looking.board
    }

    /// Changes whenever the counts, or anything they are shown with, may have.
    pub fn board_stamp(&self) -> u64 {
        self.looking.stamp
    }

    /// What the concordance was asked for from elsewhere; the number changes with every asking.
    pub fn query_asked(&self) -> (u64, &str) {
        (self.looking.query.0, &self.looking.query.1)
    }

    pub(super) fn look_for(&mut self, query: String) {
        self.looking.query = (self.looking.query.0 + 1, query);
        if self.looking.place != Place::Concordance {
            self.show_place(Place::Concordance);
        }
    }

    /// The entity in hand in the table of entities.
    pub fn entity_shown(&self) -> Option<EntityId> {
        self.looking.entity.filter(|id| self.project.entity(*id).is_some())
    }

    /// Goes there; to where one is already goes back to reading.
    pub(super) fn show_place(&mut self, place: Place) {
        self.looking.place = if self.looking.place == place { Place::Reading } else { place };
        self.looking.asking = None;
        self.overlay = None;
        self.recount();
    }

    /// Opens an article to read it.
    pub(super) fn open_article(&mut self, id: crate::model::ArticleId) {
        self.looking.place = Place::Reading;
        self.show_article(id);
    }

    /// One step back: leaves the question, closes the list of passages, then the place.
    pub(super) fn step_back(&mut self) {
        if self.looking.asking.take().is_some() {
            return;
        }
        if self.looking.place == Place::Board && self.looking.view.picked.take().is_some() {
            return;
        }
        self.looking.place = Place::Reading;
    }

    pub(super) fn look_at_board(&mut self, view: View) {
        let filtered = view.filter != self.looking.view.filter;
        self.looking.view = view;
        if filtered {
            self.recount();
        }
    }

    /// Another project: nothing that was looked at is in it.
    pub(super) fn forget_places(&mut self) {
        self.looking = Looking { stamp: self.looking.stamp + 1, place: self.looking.place, ..Looking::default() };
        self.recount();
    }

    /// Brings the board in step with the project, where somebody looks at it.
    pub(super) fn recount(&mut self) {
        if self.looking.place != Place::Board {
            return;
        }
        let looking = &mut self.looking;
        looking.stamp += 1;
        looking.board.update(&self.project, &looking.view.filter);
        if looking.view.filter.suggestions {
            let open: Vec<_> = self.project.articles().map(|article| (article.id, self.proposals.open(article.id))).collect();
            let proposals: Vec<(_, Vec<&Proposal>)> = open
                .iter()
                .filter(|(_, open)| !open.is_empty())
                .map(|(id, open)| (*id, open.iter().map(|open| &open.suggestion.proposal).collect()))
                .collect();
            let suggested: Vec<Suggested<'_>> =
                proposals.iter().map(|(article, proposals)| Suggested { article: *article, proposals }).collect();
            looking.board.update_suggested(&self.project, &suggested);
        }
    }

    /// Another answer of the engines is there: brings what the board shows of suggestions in step.
    pub(super) fn recount_suggested(&mut self) {
        if self.looking.view.filter.suggestions || self.looking.view.tab == Tab::Effort {
            self.recount();
        }
    }

    /// Opens the article at these words, with the annotation in hand.
    pub(super) fn open_passage(&mut self, passage: &Passage) {
        self.looking.place = Place::Reading;
        self.show_article(passage.article);
        match (passage.made, &passage.spans) {
            (Some(Made::Mention(id)), _) => self.mark_mention(id),
            (Some(Made::Stance(id)), _) => self.mark_stance(id),
            (None, Some(spans)) => {
                let hull = spans.hull();
                let fits = self.article().is_some_and(|article| hull.fits(article.text()));
                if fits {
                    self.selection = Selection { anchor: hull.start(), caret: hull.end(), exact: true, marked: None::<Marked> };
                    self.effects.push(Effect::Reveal);
                }
            }
            (None, None) => {}
        }
    }

    /// Writes the report beside the window; asks where to put it when it is there.
    pub(super) fn write_report(&mut self) {
        let today = jiff::Timestamp::from_millisecond(self.clock.now().0);
        let date = today.map_or_else(|_| String::new(), |now| now.strftime("%Y-%m-%d").to_string());
        let options = Options { filter: self.looking.view.filter.clone(), date, version: env!("CARGO_PKG_VERSION").to_owned() };
        if !self.has_window() {
            let page = html(&self.project, &options);
            self.keep_report(page);
            return;
        }
        let project = self.project.clone();
        self.looking.report.start("report", &self.waker(), move |_| html(&project, &options));
        self.notices.note(say!("writing-the-report"));
    }

    pub(super) fn poll_places(&mut self) {
        match self.looking.report.poll() {
            Some(Ok(page)) => self.keep_report(page),
            Some(Err(error)) => self.notices.error(say!("the-report-was-not-written", error = crate::words::told(&error))),
            None => {}
        }
    }

    fn keep_report(&mut self, page: String) {
        let name = format!("{} – coverage.html", self.title());
        self.keep(name, Arc::new(page.into_bytes()));
    }

    /// Asks where these bytes should be written.
    pub(super) fn keep(&mut self, name: String, bytes: Arc<Vec<u8>>) {
        let folder = self.path.as_deref().and_then(std::path::Path::parent).map(std::path::Path::to_owned);
        self.effects.push(Effect::Ask(Ask::Keep { folder, name, bytes }));
    }

    pub(super) fn write_to(&mut self, path: PathBuf, bytes: &[u8]) {
        match crate::disk::write(&path, bytes) {
            Ok(()) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                self.notices.note(say!("written", name = name));
            }
            Err(error) => self.notices.error(say!("not-written", error = crate::words::told(&error))),
        }
    }

    pub(super) fn copy_table(&mut self, table: String) {
        self.effects.push(Effect::Copy(table));
        self.notices.note(say!("the-table-is-on-the-clipboard"));
    }
}
