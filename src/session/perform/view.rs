//! What is shown, and the settings.

use crate::edit::Edit;
use crate::model::{Annotator, Direction, Metadata};
use crate::session::{Action, Colours, Command, LabelDisplay, LeftPanel, Mode, Overlay, Place, RightPanel, Session, ThemeChoice};
use crate::{say, words};

impl Session {
    pub(super) fn act_on_view(&mut self, action: Action) {
        match action {
            Action::ShowBoard => self.show_place(Place::Board),
            Action::ShowConcordance => self.show_place(Place::Concordance),
            Action::ShowCodebook => self.show_place(Place::Codebook),
            Action::ShowEntityTable => self.show_place(Place::Entities),
            Action::ExportReport => self.write_report(),
            Action::Palette => self.toggle(Overlay::Palette),
            Action::KeyTable => self.toggle(Overlay::KeyTable),
            Action::Settings => self.toggle(Overlay::Settings),
            Action::Find => self.open_find(false),
            Action::FindEverywhere => self.open_find(true),
            Action::FindNext => self.find_step(1),
            Action::FindPrevious => self.find_step(-1),
            Action::ShowArticles => self.show_left(LeftPanel::Articles),
            Action::ShowEntities => self.show_left(LeftPanel::Entities),
            Action::ShowScheme => self.show_left(LeftPanel::Scheme),
            Action::ShowSuggestions => self.show_right(RightPanel::Suggestions),
            Action::ShowInspector => self.show_right(RightPanel::Inspector),
            Action::ToggleLeft => self.settings.panels.left_open ^= true,
            Action::ToggleRight => self.settings.panels.right_open ^= true,
            Action::NextTheme => {
                let at = ThemeChoice::ALL.iter().position(|theme| *theme == self.settings.theme).unwrap_or(0);
                self.settings.theme = ThemeChoice::ALL[(at + 1) % ThemeChoice::ALL.len()];
                self.notices.note(say!("theme", name = self.settings.theme.name()));
            }
            Action::ShowAll => self.settings.mode = Mode::All,
            Action::ShowStancesOnly => self.settings.mode = Mode::Stances,
            Action::ShowSpeakers => self.settings.mode = Mode::Sources,
            Action::ShowSuggestionsFirst => self.settings.mode = Mode::Suggestions,
            Action::LabelsAbove => self.settings.labels = LabelDisplay::Above,
            Action::LabelsBehind => self.settings.labels = LabelDisplay::Chip,
            Action::LabelsOnHover => self.settings.labels = LabelDisplay::Hover,
            Action::ColoursCalm => self.settings.colours = Colours::Calm,
            Action::ColoursSafe => self.settings.colours = Colours::ColourBlind,
            Action::ColoursStrong => self.settings.colours = Colours::HighContrast,
            Action::DirectionAuto => self.set_direction(Direction::Auto),
            Action::DirectionLeft => self.set_direction(Direction::LeftToRight),
            Action::DirectionRight => self.set_direction(Direction::RightToLeft),
            Action::ZoomIn => self.zoom(self.settings.zoom + 0.1),
            Action::ZoomOut => self.zoom(self.settings.zoom - 0.1),
            Action::ZoomReset => self.zoom(1.0),
            _ => {}
        }
    }

    fn toggle(&mut self, overlay: Overlay) {
        self.overlay = if self.overlay == Some(overlay) { None } else { Some(overlay) };
    }

    fn show_left(&mut self, panel: LeftPanel) {
        self.looking.place = Place::Reading;
        self.settings.panels.left_open = true;
        self.settings.panels.left = panel;
    }

    fn show_right(&mut self, panel: RightPanel) {
        self.looking.place = Place::Reading;
        self.settings.panels.right_open = true;
        self.settings.panels.right = panel;
    }

    fn set_direction(&mut self, direction: Direction) {
        let Some(article) = self.article().cloned() else { return };
        self.set_metadata(article.id, Box::new(Metadata { direction, ..article.metadata.clone() }));
    }

    fn zoom(&mut self, zoom: f32) {
        self.settings.zoom = (zoom.clamp(0.5, 4.0) * 20.0).round() / 20.0;
    }

    pub(super) fn close_overlay(&mut self) {
        let typing = self.overlay.take() == Some(Overlay::Path);
        if typing && self.export.as_ref().is_some_and(|export| export.delivery().is_some()) {
            self.overlay = Some(Overlay::Export); // the path is the one to export to
            return;
        }
        self.draft = None;
        self.spread = None;
        self.leave_interchange();
    }

    fn open_find(&mut self, everywhere: bool) {
        self.looking.place = Place::Reading;
        let words = self.article().and_then(|article| {
            let span = self.selection.span(article.text())?;
            Some(span.slice(article.text()).to_owned()).filter(|words| !words.contains('\n') && words.len() < 100)
        });
        self.find.open = true;
        self.find.everywhere = everywhere;
        self.find_text(words.unwrap_or_else(|| self.find.words.clone()));
    }

    pub(super) fn find_text(&mut self, words: String) {
        self.find.words = words;
        self.find.forget_matches();
        self.find.look(&self.project, self.open);
    }

    fn find_step(&mut self, step: isize) {
        self.find.look(&self.project, self.open);
        let found = self.find.found();
        if found.is_empty() {
            self.notices.note(if self.find.words.is_empty() {
                say!("nothing-is-looked-for-ctrl-f-opens").to_owned()
            } else {
                say!("was-not-found", find = self.find.words)
            });
            return;
        }
        let count = found.len();
        let caret = self.selection.range().start;
        let at = match self.find.at {
            Some(at) => (at + count).saturating_add_signed(step) % count,
            None => {
                let from_here =
                    |place: &(crate::model::ArticleId, crate::text::Span)| Some(place.0) == self.open && place.1.start() >= caret;
                let next = found.iter().position(from_here).unwrap_or(0);
                if step > 0 { next } else { (next + count - 1) % count }
            }
        };
        let (article, span) = found[at];
        self.find.at = Some(at);
        self.go_to(article, span);
    }

    pub(super) fn set(&mut self, command: Command) {
        match command {
            Command::Threshold(threshold) => {
                self.settings.threshold = threshold.clamp(0.0, 1.0);
                self.resift();
            }
            Command::Engine { engine, on } => {
                if on {
                    self.settings.engines_off.remove(&engine)
                } else {
                    self.settings.engines_off.insert(engine)
                };
                self.resift();
            }
            Command::SetOrder(order) => self.settings.order = order,
            Command::Language(choice) => {
                self.settings.language = choice.id().to_owned();
                words::speak(choice.language());
            }
            Command::Theme(theme) => self.settings.theme = theme,
            Command::Zoom(zoom) => self.zoom(zoom),
            Command::AnnotatorName(name) => self.rename_annotator(name.trim()),
            Command::LinkByName(on) => self.settings.link_by_name = on,
            Command::WholePages(on) => self.settings.whole_pages = on,
            Command::PanelWidths { left, right } => {
                (self.settings.panels.left_width, self.settings.panels.right_width) = (left, right);
            }
            Command::SetKey { action, key } => {
                let label = self.project.scheme.labels.iter().find(|label| {
                    key.modifiers() == 0 && label.key.is_some_and(|c| c.to_uppercase().to_string() == key.key) && !label.hidden
                });
                if let Some(label) = label {
                    self.notices.warn(say!("is-the-key-of-the-label-change", key = key.to_string(), label = label.name));
                    return;
                }
                let text = key.to_string();
                if let Some(other) = self.settings.set_key(action, key) {
                    self.notices.note(say!("was-the-key-of-which-now-has", text = text, other = other.name()));
                }
            }
            Command::ResetKeys => self.settings.keys.clear(),
            _ => {}
        }
        self.drop_stale_marks();
    }

    fn rename_annotator(&mut self, name: &str) {
        if name.is_empty() || self.settings.annotator == name {
            return;
        }
        self.settings.annotator = name.to_owned();
        let others: Vec<Annotator> = self
            .project
            .annotators
            .iter()
            .map(|annotator| {
                if annotator.id == self.annotator {
                    Annotator { name: name.to_owned(), ..annotator.clone() }
                } else {
                    annotator.clone()
                }
            })
            .collect();
        self.commit(say!("name-the-annotator", name = name), Edit::SetAnnotators(others));
    }
}
