//! Finding a command, a label, an article or an entity by its name.

use super::theme::Theme;
use super::widgets;
use crate::model::EntityId;
use crate::say;
use crate::session::parties::fuzzy;
use crate::session::{Action, Command, Session};
use egui::{Key, RichText};

/// What is typed, and which line is in hand.
#[derive(Default)]
pub struct State {
    search: String,
    at: usize,
}

/// One line.
struct Line {
    name: String,
    kind: &'static str,
    key: String,
    help: String,
    what: What,
}

enum What {
    Command(Command),
    Entity(EntityId),
}

/// More articles and entities than these are not offered before something was typed.
const MOST: usize = 60;

/// Everything the palette offers as a command: all actions but itself, and the labels.
pub fn commands(session: &Session) -> Vec<(String, Command)> {
    let actions = Action::ALL.iter().copied().filter(|action| *action != Action::Palette);
    let labels = session.project().scheme.labels.iter().filter(|label| !label.hidden);
    actions
        .map(|action| (action.name().to_owned(), Command::Act(action)))
        .chain(labels.map(|label| (say!("label-words-as", label = label.name), Command::Label(label.id))))
        .collect()
}

/// Draws the palette; returns an entity that was chosen.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, out: &mut Vec<Command>) -> Option<EntityId> {
    ui.set_width(560.0);
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (up, down) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    let field =
        egui::TextEdit::singleline(&mut state.search).hint_text(say!("type-what-you-want-to-do-or")).desired_width(f32::INFINITY);
    let response = ui.add(field.font(egui::TextStyle::Heading).margin(8));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("find-a-command")));
    if !response.has_focus() {
        response.request_focus();
    }
    if response.changed() {
        state.at = 0;
    }
    let lines = fuzzy(&state.search, lines(session, !state.search.trim().is_empty()), |line| &line.name);
    let last = lines.len().saturating_sub(1);
    state.at = (state.at + usize::from(down)).saturating_sub(usize::from(up)).min(last);
    let mut chosen = enter.then_some(state.at);
    ui.add_space(6.0);
    let mut area = egui::ScrollArea::vertical().max_height(380.0).auto_shrink([false, true]);
    if up || down || response.changed() {
        let row = widgets::LINE + ui.spacing().item_spacing.y;
        area = area.vertical_scroll_offset((state.at as f32 * row - 170.0).max(0.0));
    }
    area.show_rows(ui, widgets::LINE, lines.len(), |ui, rows| {
        for at in rows {
            let line = &lines[at];
            ui.push_id(at, |ui| {
                let response = widgets::line(ui, theme, at == state.at, &line.name, |ui| {
                    widgets::cut(ui, RichText::new(&line.name));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        widgets::key_cap(ui, theme, &line.key);
                        widgets::soft(ui, theme, line.kind);
                    });
                });
                if response.on_hover_text(&line.help).clicked() {
                    chosen = Some(at);
                }
            });
        }
    });
    if let Some(line) = lines.get(state.at) {
        ui.add_space(4.0);
        widgets::soft(ui, theme, &line.help);
    }
    let mut entity = None;
    if let Some(line) = chosen.and_then(|at| lines.into_iter().nth(at)) {
        out.push(Command::CloseOverlay);
        match line.what {
            What::Command(command) => out.push(command),
            What::Entity(id) => {
                out.push(Action::ShowEntities.into());
                entity = Some(id);
            }
        }
        *state = State::default();
    } else if escape || enter {
        out.push(Command::CloseOverlay);
        *state = State::default();
    }
    entity
}

fn lines(session: &Session, typed: bool) -> Vec<Line> {
    let project = session.project();
    let mut lines: Vec<Line> = commands(session)
        .into_iter()
        .map(|(name, command)| {
            let (kind, key, help) = match &command {
                Command::Act(action) => (action.group().name(), session.settings().key_text(*action), action.help().to_owned()),
                Command::Label(id) => {
                    let label = project.scheme.label(*id);
                    let key = label.and_then(|label| label.key).map(String::from).unwrap_or_default();
                    (say!("label"), key, label.map(|label| label.definition.clone()).unwrap_or_default())
                }
                _ => ("", String::new(), String::new()),
            };
            Line { name, kind, key, help, what: What::Command(command) }
        })
        .collect();
    if typed {
        lines.extend(project.articles().map(|article| Line {
            name: article.display_title().to_owned(),
            kind: say!("article-kind"),
            key: String::new(),
            help: article.metadata.source.clone(),
            what: What::Command(Command::OpenArticle(article.id)),
        }));
        lines.extend(project.entities().map(|entity| Line {
            name: entity.name.clone(),
            kind: say!("entity"),
            key: String::new(),
            help: entity.aliases.join(", "),
            what: What::Entity(entity.id),
        }));
    } else {
        lines.truncate(MOST * 4);
    }
    lines
}
