//! Everybody and everything that is named, in all articles: a table to sort, filter and code with keys; who may be one and the
//! same, with reasons; and the entity in hand with all its names and mentions.

mod foot;
mod rows;
mod same;

use super::theme::Theme;
use super::{asking, entities_panel, widgets};
use crate::analysis::twins::{Twins, twins};
use crate::model::{Entity, EntityId, Gender, LabelId, Naming};
use crate::say;
use crate::session::{Action, Command, Session};
use egui::{RichText, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the table is sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Column {
    Name,
    Label,
    Kind,
    Named,
    Gender,
    Affiliation,
    Wikidata,
    #[default]
    Mentions,
    Articles,
    Holds,
    Receives,
}

/// Which entities are listed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Wanted {
    words: String,
    label: Option<LabelId>,
    /// `Some("")` is not coded.
    kind: Option<String>,
    sources: bool,
}

/// What is typed, sorted and chosen here.
#[derive(Default)]
pub struct State {
    wanted: Wanted,
    column: Column,
    /// From small to large, from A to Z where text is natural.
    turned: bool,
    made: Option<Made>,
    at: usize,
    /// Where choosing with Shift began.
    from: usize,
    chosen: BTreeSet<EntityId>,
    reveal: bool,
    /// The frame it was drawn in last: coming from elsewhere, the table takes the keyboard.
    shown: Option<u64>,
    shown_entity: Option<EntityId>,
    details: entities_panel::State,
    /// The list of pairs instead of the entity in hand.
    same: bool,
    same_at: usize,
    twins: Option<(u64, Arc<Vec<Twins>>)>,
    typed: String,
    asked: bool,
}

/// The lines for one state of project and choices.
struct Made {
    revision: u64,
    wanted: Wanted,
    column: Column,
    turned: bool,
    lines: Arc<Vec<Line>>,
}

/// One entity with its counts.
pub(super) struct Line {
    entity: Arc<Entity>,
    mentions: usize,
    articles: usize,
    holds: usize,
    receives: usize,
}

impl State {
    fn look(&mut self, session: &Session) -> Arc<Vec<Line>> {
        let revision = session.history().revision();
        let current = self.made.as_ref().filter(|made| {
            made.revision == revision && made.wanted == self.wanted && made.column == self.column && made.turned == self.turned
        });
        if let Some(made) = current {
            return Arc::clone(&made.lines);
        }
        let in_hand = self.made.as_ref().and_then(|made| made.lines.get(self.at)).map(|line| line.entity.id);
        let lines = Arc::new(lines(session, &self.wanted, self.column, self.turned));
        // The entity in hand stays in hand where it is still listed.
        let place = in_hand.and_then(|id| lines.iter().position(|line| line.entity.id == id));
        self.at = place.unwrap_or(self.at).min(lines.len().saturating_sub(1));
        self.from = self.at;
        self.chosen.retain(|id| session.project().entity(*id).is_some());
        let (wanted, column, turned) = (self.wanted.clone(), self.column, self.turned);
        self.made = Some(Made { revision, wanted, column, turned, lines: Arc::clone(&lines) });
        lines
    }

    fn twins(&mut self, session: &Session) -> Arc<Vec<Twins>> {
        let revision = session.history().revision();
        match &self.twins {
            Some((at, twins)) if *at == revision => Arc::clone(twins),
            _ => {
                let tally = session.tally();
                let found = twins(session.project(), |id| tally.of_entity(id) + tally.stances_of(id));
                let found = Arc::new(found);
                self.twins = Some((revision, Arc::clone(&found)));
                found
            }
        }
    }

    /// The chosen entities, or the one in hand.
    fn targets(&self, lines: &[Line]) -> Vec<EntityId> {
        if self.chosen.is_empty() {
            return lines.get(self.at).map(|line| line.entity.id).into_iter().collect();
        }
        self.chosen.iter().copied().collect()
    }
}

fn lines(session: &Session, wanted: &Wanted, column: Column, turned: bool) -> Vec<Line> {
    let tally = session.tally();
    let words = wanted.words.trim().to_lowercase();
    let fits = |entity: &Entity| {
        let profile = &entity.profile;
        let texts = [entity.wikidata.as_deref().unwrap_or_default(), &profile.affiliation, &profile.role, &entity.note];
        let named = || entity.names().chain(texts).any(|text| text.to_lowercase().contains(&words));
        wanted.label.is_none_or(|label| entity.label == Some(label))
            && wanted.kind.as_ref().is_none_or(|kind| profile.category == *kind)
            && (!wanted.sources || tally.held_by(entity.id) > 0)
            && (words.is_empty() || named())
    };
    let mut lines: Vec<Line> = session
        .project()
        .entities()
        .filter(|entity| fits(entity))
        .map(|entity| {
            let (id, holds) = (entity.id, tally.held_by(entity.id));
            let receives = tally.stances_of(id).saturating_sub(holds);
            Line { entity: Arc::clone(entity), mentions: tally.of_entity(id), articles: tally.articles_of(id), holds, receives }
        })
        .collect();
    let scheme = &session.project().scheme;
    // What is not coded comes last either way.
    let text = |text: &str| (text.is_empty(), text.to_lowercase());
    lines.sort_by_cached_key(|line| text(&line.entity.name));
    match column {
        Column::Name => {}
        Column::Label => lines.sort_by_cached_key(|line| text(line.entity.label.map_or("", |label| scheme.label_name(label)))),
        Column::Kind => lines.sort_by_cached_key(|line| text(&line.entity.profile.category)),
        Column::Named => lines.sort_by_key(|line| (line.entity.profile.naming == Naming::Uncoded, line.entity.profile.naming)),
        Column::Gender => lines.sort_by_key(|line| (line.entity.profile.gender == Gender::Uncoded, line.entity.profile.gender)),
        Column::Affiliation => lines.sort_by_cached_key(|line| text(&belonging(&line.entity))),
        Column::Wikidata => lines.sort_by_cached_key(|line| text(line.entity.wikidata.as_deref().unwrap_or_default())),
        Column::Mentions => lines.sort_by_key(|line| std::cmp::Reverse(line.mentions)),
        Column::Articles => lines.sort_by_key(|line| std::cmp::Reverse(line.articles)),
        Column::Holds => lines.sort_by_key(|line| std::cmp::Reverse(line.holds)),
        Column::Receives => lines.sort_by_key(|line| std::cmp::Reverse(line.receives)),
    }
    if turned {
        lines.reverse();
    }
    lines
}

/// "harbour master, Port Authority".
fn belonging(entity: &Entity) -> String {
    let profile = &entity.profile;
    let parts = [profile.role.as_str(), profile.affiliation.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Draws the table.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().interact_size.y = 26.0;
    let frame = ui.ctx().cumulative_frame_nr();
    let fresh = state.shown.is_none_or(|shown| shown + 1 < frame) && session.overlay().is_none();
    state.shown = Some(frame);
    let lines = state.look(session);
    // Shown from elsewhere: the palette, a panel.
    if session.entity_shown() != state.shown_entity {
        state.shown_entity = session.entity_shown();
        if let Some(place) = state.shown_entity.and_then(|id| lines.iter().position(|line| line.entity.id == id)) {
            (state.at, state.from, state.reveal) = (place, place, true);
        }
    }
    let pairs = state.twins(session);
    let margin = egui::Margin { left: 22, right: 22, top: 12, bottom: 8 };
    egui::Panel::top("entities head").frame(egui::Frame::new().fill(theme.paper).inner_margin(margin)).show(ui, |ui| {
        head(ui, session, theme, state, lines.len(), pairs.len(), commands);
    });
    let foot = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(22, 8));
    egui::Panel::bottom("entities foot").frame(foot).show(ui, |ui| {
        if asking::ui(ui, session, theme, &mut state.asked, commands) == asking::Said::NotAsked {
            foot::ui(ui, session, theme, state, &lines, commands);
        }
    });
    let side = egui::Frame::new().fill(theme.panel).inner_margin(12);
    egui::Panel::right("entity in hand").frame(side).default_size(330.0).size_range(260.0..=520.0).show(ui, |ui| {
        if state.same {
            same::ui(ui, session, theme, state, &pairs, commands);
        } else if let Some(line) = lines.get(state.at) {
            same::about(ui, session, theme, &pairs, line.entity.id, commands);
            ui.label(RichText::new(&line.entity.name).strong().size(16.0));
            state.details.choose(line.entity.id);
            entities_panel::details(ui, session, theme, &line.entity, &mut state.details, commands);
        } else {
            widgets::empty(ui, theme, say!("the-entity-in-hand-is-shown-here"));
        }
    });
    let body = egui::Frame::new().fill(theme.paper).inner_margin(egui::Margin { left: 14, right: 6, top: 4, bottom: 0 });
    egui::CentralPanel::default().frame(body).show(ui, |ui| rows::ui(ui, session, theme, state, &lines, fresh, commands));
}

fn head(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    state: &mut State,
    listed: usize,
    pairs: usize,
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        let semibold = egui::FontFamily::Name(super::fonts::SEMIBOLD.into());
        ui.label(RichText::new(say!("entities-title")).family(semibold).size(18.0).color(theme.ink));
        ui.add_space(8.0);
        let all = session.project().entity_count();
        widgets::soft(
            ui,
            theme,
            if listed == all { format!("{all}") } else { say!("listed-of-all", listed = listed, all = all) },
        );
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(RichText::new(say!("back-to-the-article")).size(13.0)).on_hover_text("Escape").clicked() {
                commands.push(Action::ShowEntityTable.into());
            }
            widgets::key_cap(ui, theme, &session.settings().key_text(Action::ShowEntityTable));
            ui.add_space(6.0);
            if ui
                .button(RichText::new(say!("copy-as-table")).size(13.0))
                .on_hover_text(say!("all-entities-with-profiles-and-counts"))
                .clicked()
            {
                commands.push(Command::CopyTable(session.entities_table().tsv()));
            }
            let text = match pairs {
                0 => say!("none-look-the-same").to_owned(),
                pairs => say!("pairs-may-be-the-same", n = pairs),
            };
            let shown =
                ui.add_enabled(pairs > 0 || state.same, egui::Button::selectable(state.same, RichText::new(text).size(13.0)));
            if shown.clicked() {
                (state.same, state.same_at) = (!state.same, 0);
            }
        });
    });
    ui.add_space(4.0);
    widgets::fields_on_paper(ui, theme);
    ui.horizontal(|ui| {
        let field =
            egui::TextEdit::singleline(&mut state.wanted.words).hint_text(say!("find-by-name-office-item")).desired_width(220.0);
        ui.add(field).widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("find-entities")));
        let scheme = &session.project().scheme;
        let label = state.wanted.label.map_or(say!("all-kinds"), |label| scheme.label_name(label));
        super::board::menu(ui, theme, &say!("label-filter", label = label), state.wanted.label.is_some(), |ui| {
            ui.selectable_value(&mut state.wanted.label, None, say!("all-kinds"));
            for label in scheme.labels.iter().filter(|label| !label.hidden) {
                ui.selectable_value(&mut state.wanted.label, Some(label.id), &label.name);
            }
        });
        let kind = match state.wanted.kind.as_deref() {
            None => say!("all-kinds"),
            Some("") => say!("not-coded"),
            Some(kind) => kind,
        };
        super::board::menu(ui, theme, &say!("kind-filter", kind = kind), state.wanted.kind.is_some(), |ui| {
            ui.selectable_value(&mut state.wanted.kind, None, say!("all-kinds"));
            ui.selectable_value(&mut state.wanted.kind, Some(String::new()), say!("not-coded"));
            for category in &scheme.source_categories {
                ui.selectable_value(&mut state.wanted.kind, Some(category.clone()), category);
            }
        });
        ui.checkbox(&mut state.wanted.sources, say!("only-who-holds-stances"));
    });
}
