//! Between session and reader: what is to be drawn, and what the person did there as commands.

use super::reader::{
    Edge, MarkId, Reader, ReaderEvent, ReaderOptions, ReaderView, Selection as Shown, ShownKind, ShownMark, Strength,
};
use super::theme::Theme;
use crate::model::{Actor, ArticleId, Project, Proposal, StanceProposal};
use crate::say;
use crate::session::command::Side;
use crate::session::{Action, Colours, Command, Marked, Open, Session, SuggestionId, Walk};
use crate::text::{Span, SpanSet};
use std::sync::Arc;

/// What the shown marks were made from: article, open suggestions, and the one whose edges were moved.
type MarksOf = (ArticleId, Arc<Vec<Open>>, Option<(SuggestionId, SpanSet)>);

/// Throw-away state of the view.
#[derive(Default)]
pub struct State {
    pub reader: Reader,
    marks: Vec<ShownMark>,
    marks_of: Option<MarksOf>,
    /// Steps of the caret that need the layout.
    pub walks: Vec<Walk>,
    /// Where a context menu was asked for.
    pub menu: Option<(egui::Pos2, Option<MarkId>)>,
}

/// Draws the article.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let Some(article) = session.article() else { return };
    let open = session.open_suggestions();
    let adjusted = session.adjusted().cloned();
    let fresh = state
        .marks_of
        .as_ref()
        .is_some_and(|(id, known, shape)| *id == article.id && Arc::ptr_eq(known, &open) && *shape == adjusted);
    if !fresh {
        state.marks = open.iter().map(|open| shown(session, open)).collect();
        state.marks_of = Some((article.id, open, adjusted));
    }
    let selection = *session.selection();
    let find = session.find();
    let hits: Vec<Span> = if find.open {
        find.found().iter().filter(|(id, _)| *id == article.id).map(|(_, span)| *span).collect()
    } else {
        Vec::new()
    };
    let current_hit = find.at.and_then(|at| find.found().get(at)).filter(|(id, _)| *id == article.id).map(|(_, span)| *span);
    let settings = session.settings();
    let options = ReaderOptions {
        cards: ui.available_width() > 640.0,
        zoom: settings.zoom / zoom_of_window(settings.zoom),
        mode: settings.mode,
        labels: settings.labels,
        direction: article.metadata.direction,
        patterns: settings.colours == Colours::ColourBlind,
        ..ReaderOptions::default()
    };
    let view = ReaderView {
        project: session.project(),
        article,
        suggestions: &state.marks,
        selection: Some(Shown { anchor: selection.anchor, caret: selection.caret }),
        focus: selection.marked.map(mark_id),
        hits: &hits,
        current_hit,
        options: &options,
        theme,
    };
    for walk in std::mem::take(&mut state.walks) {
        if let Some(moved) = state.reader.motion(&view, walk.way, walk.extend) {
            commands.push(Command::Select { anchor: moved.anchor, caret: moved.caret, exact: false });
        }
    }
    let exact = ui.input(|input| input.modifiers.alt);
    for event in state.reader.ui(ui, &view) {
        match event {
            ReaderEvent::Select(selected) => {
                commands.push(Command::Select { anchor: selected.anchor, caret: selected.caret, exact });
            }
            ReaderEvent::ClickMark(mark) | ReaderEvent::ClickCard(mark) => commands.push(mark_command(mark)),
            ReaderEvent::OpenCard(mark) => commands.extend([mark_command(mark), Command::Act(Action::StanceCard)]),
            ReaderEvent::MoveEdge { mark, edge, byte } => {
                let side = if edge == Edge::Start { Side::Start } else { Side::End };
                commands.push(Command::DragEdge { marked: marked(mark), side, byte });
            }
            ReaderEvent::ContextMenu { byte, position, mark } => {
                match mark {
                    Some(mark) => commands.push(mark_command(mark)),
                    None if !selection.range().contains(&byte) => {
                        commands.push(Command::Select { anchor: byte, caret: byte, exact: false });
                    }
                    None => {}
                }
                state.menu = Some((position, mark));
            }
            ReaderEvent::Hover(_) => {}
            ReaderEvent::Zoom(factor) => commands.push(Command::Zoom(session.settings().zoom * factor)),
        }
    }
}

/// How much of the zoom the whole window takes; beyond half as large again only the article grows, so that panels and cards
/// still fit on a small screen.
pub fn zoom_of_window(zoom: f32) -> f32 {
    zoom.min(1.5)
}

/// Where the popup for what is in hand should stand.
pub fn mark_id(marked: Marked) -> MarkId {
    match marked {
        Marked::Mention(id) => MarkId::Mention(id),
        Marked::Stance(id) => MarkId::Stance(id),
        Marked::Suggestion(id) => MarkId::Suggestion(id.0),
    }
}

fn marked(mark: MarkId) -> Marked {
    match mark {
        MarkId::Mention(id) => Marked::Mention(id),
        MarkId::Stance(id) => Marked::Stance(id),
        MarkId::Suggestion(id) => Marked::Suggestion(SuggestionId(id)),
    }
}

fn mark_command(mark: MarkId) -> Command {
    match mark {
        MarkId::Mention(id) => Command::MarkMention(id),
        MarkId::Stance(id) => Command::MarkStance(id),
        MarkId::Suggestion(id) => Command::MarkSuggestion(SuggestionId(id)),
    }
}

fn shown(session: &Session, open: &Open) -> ShownMark {
    ShownMark {
        id: open.id.0,
        spans: session.shape_of(open).clone(),
        kind: match &open.suggestion.proposal {
            Proposal::Mention { label, .. } => ShownKind::Mention(*label),
            Proposal::Stance(stance) => ShownKind::Stance {
                holder: holder_name(session, stance).into(),
                target: stance.target_name.as_str().into(),
                polarity: stance.polarity,
            },
        },
        strength: if open.sure { Strength::Sure } else { Strength::Candidate },
        score: open.suggestion.score,
    }
}

/// The holder of a suggested stance of the open article: by name, else the words that mean it ("they").
pub fn holder_name(session: &Session, stance: &StanceProposal) -> String {
    match (stance.holder, &stance.holder_mention, session.article()) {
        _ if !stance.holder_name.is_empty() => stance.holder_name.clone(),
        (Actor::Unspecified, Some(words), Some(article)) if words.fits(article.text()) => words.quote(article.text()),
        _ => actor_name(session.project(), stance.holder),
    }
}

fn actor_name(project: &Project, actor: Actor) -> String {
    match actor {
        Actor::Entity(id) => project.entity(id).map(|entity| entity.name.clone()).unwrap_or_default(),
        Actor::Author => say!("the-author").to_owned(),
        Actor::Outlet => say!("the-outlet").to_owned(),
        Actor::Implicit | Actor::Unspecified => say!("somebody").to_owned(),
    }
}
