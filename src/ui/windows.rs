//! What lies over the window besides palette and cards: the key table, the settings, the choice of an entity, the question
//! before closing, and a field for a path where the system has no file dialog.

use super::theme::Theme;
use super::{entities_panel, keys, widgets};
use crate::model::Preset;
use crate::session::parties::fuzzy;
use crate::session::{Action, Ask, Colours, Command, Group, LabelDisplay, Marked, Mode, Session, ThemeChoice};
use egui::{Event, Key, RichText, Ui};

/// What is typed here.
#[derive(Default)]
pub struct State {
    pub path: String,
    /// What the typed path is for.
    pub ask: Option<Ask>,
    search: String,
    at: usize,
    name: Option<String>,
    /// The action that waits for its new key.
    keying: Option<Action>,
    key_search: String,
}

fn escaped(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape))
}

/// Every command with its key.
pub fn key_table(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.set_width(720.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new("Keys").strong().size(17.0));
        let field = egui::TextEdit::singleline(&mut state.key_search).hint_text("Search").desired_width(200.0);
        ui.add(field).widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Search the keys"));
        widgets::soft(ui, theme, "Press a line to give the command another key.");
    });
    if let Some(action) = state.keying {
        ui.label(RichText::new(format!("Press the new key of “{}”, or Escape to leave it.", action.name())).color(theme.accent));
        let heard = ui.input_mut(|input| {
            let mut heard = None;
            input.events.retain(|event| {
                let chord = match event {
                    Event::Key { key, pressed: true, modifiers, .. } if *key != Key::Escape => keys::chord(*key, *modifiers),
                    Event::Text(text) => text.parse().ok().filter(crate::session::Chord::is_sign),
                    _ => None,
                };
                let keep = chord.is_none();
                heard = heard.take().or(chord);
                keep
            });
            heard
        });
        if let Some(key) = heard {
            commands.push(Command::SetKey { action, key });
            state.keying = None;
        } else if escaped(ui) {
            state.keying = None;
        }
    } else if escaped(ui) {
        commands.push(Command::CloseOverlay);
    }
    let wanted = state.key_search.to_lowercase();
    egui::ScrollArea::vertical().max_height((ui.ctx().content_rect().height() * 0.72).max(300.0)).auto_shrink(false).show(
        ui,
        |ui| {
            widgets::heading(ui, theme, "Labels");
            ui.horizontal_wrapped(|ui| {
                for label in session.project().scheme.labels.iter().filter(|label| !label.hidden) {
                    widgets::key_cap(ui, theme, &label.key.map(String::from).unwrap_or_default());
                    widgets::tag(ui, widgets::tint_of(theme, &session.project().scheme, label.id), &label.name);
                    ui.add_space(6.0);
                }
            });
            for group in Group::ALL {
                let actions: Vec<Action> = Action::ALL
                    .iter()
                    .copied()
                    .filter(|action| action.group() == group)
                    .filter(|action| {
                        wanted.is_empty() || format!("{} {}", action.name(), action.help()).to_lowercase().contains(&wanted)
                    })
                    .collect();
                if actions.is_empty() {
                    continue;
                }
                widgets::heading(ui, theme, group.name());
                for action in actions {
                    ui.push_id(action.id(), |ui| {
                        let response = widgets::line(ui, theme, state.keying == Some(action), action.name(), |ui| {
                            ui.allocate_ui_with_layout(
                                egui::vec2(170.0, 22.0),
                                egui::Layout::left_to_right(egui::Align::Center),
                                |ui| {
                                    ui.set_min_width(170.0);
                                    for key in session.settings().keys_of(action) {
                                        widgets::key_cap(ui, theme, &key.to_string());
                                    }
                                },
                            );
                            ui.allocate_ui_with_layout(
                                egui::vec2(190.0, 22.0),
                                egui::Layout::left_to_right(egui::Align::Center),
                                |ui| {
                                    ui.set_min_width(190.0);
                                    widgets::cut(ui, action.name());
                                },
                            );
                            widgets::cut(ui, RichText::new(action.help()).color(theme.ink_soft).size(12.5));
                        });
                        if response.clicked() {
                            state.keying = Some(action);
                        }
                    });
                }
            }
        },
    );
    ui.horizontal(|ui| {
        if ui.button("Close").clicked() {
            commands.push(Command::CloseOverlay);
        }
        if !session.settings().keys.is_empty() && ui.button("Back to the usual keys").clicked() {
            commands.push(Command::ResetKeys);
        }
    });
}

/// The person's settings.
pub fn settings(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.set_width(440.0);
    ui.label(RichText::new("Settings").strong().size(17.0));
    let settings = session.settings();
    let name = state.name.get_or_insert_with(|| settings.annotator.clone());
    if entities_panel::field(ui, theme, "Your name, on what you mark", name) {
        commands.push(Command::AnnotatorName(name.clone()));
    }
    widgets::heading(ui, theme, "Theme");
    ui.horizontal(|ui| {
        for choice in ThemeChoice::ALL {
            if ui.radio(settings.theme == choice, choice.name()).clicked() {
                commands.push(Command::Theme(choice));
            }
        }
    });
    widgets::heading(ui, theme, "Size");
    ui.horizontal(|ui| {
        for (name, action) in [("Smaller", Action::ZoomOut), ("Normal", Action::ZoomReset), ("Larger", Action::ZoomIn)] {
            if ui.button(name).on_hover_text(settings.key_text(action)).clicked() {
                commands.push(action.into());
            }
        }
        widgets::soft(ui, theme, format!("{:.0} %", settings.zoom * 100.0));
    });
    let looks = [
        (
            "Colours",
            vec![
                (settings.colours == Colours::Calm, "Calm", Action::ColoursCalm),
                (settings.colours == Colours::ColourBlind, "For any colour vision", Action::ColoursSafe),
                (settings.colours == Colours::HighContrast, "Strong contrast", Action::ColoursStrong),
            ],
        ),
        (
            "Names of labels",
            vec![
                (settings.labels == LabelDisplay::Above, "Above the words", Action::LabelsAbove),
                (settings.labels == LabelDisplay::Chip, "Behind them", Action::LabelsBehind),
                (settings.labels == LabelDisplay::Hover, "Where you point", Action::LabelsOnHover),
            ],
        ),
        (
            "What is shown",
            vec![
                (settings.mode == Mode::All, "Everything", Action::ShowAll),
                (settings.mode == Mode::Stances, "Stances", Action::ShowStancesOnly),
                (settings.mode == Mode::Sources, "Who speaks", Action::ShowSpeakers),
                (settings.mode == Mode::Suggestions, "What is open", Action::ShowSuggestionsFirst),
            ],
        ),
    ];
    for (heading, choices) in looks {
        widgets::heading(ui, theme, heading);
        ui.horizontal(|ui| {
            for (chosen, name, action) in choices {
                if ui.radio(chosen, name).on_hover_text(action.help()).clicked() {
                    commands.push(action.into());
                }
            }
        });
    }
    widgets::heading(ui, theme, "Entities");
    let mut link = settings.link_by_name;
    if ui.checkbox(&mut link, "Link new mentions to the entity of their name").changed() {
        commands.push(Command::LinkByName(link));
    }
    widgets::heading(ui, theme, "Saved pages");
    let mut whole = settings.whole_pages;
    if ui.checkbox(&mut whole, "Take all of the page, with menus and comments, not only the article").changed() {
        commands.push(Command::WholePages(whole));
    }
    widgets::heading(ui, theme, "New project with these labels");
    ui.horizontal(|ui| {
        for preset in Preset::ALL {
            if ui
                .add_enabled(!session.is_dirty(), egui::Button::new(preset.name()))
                .on_disabled_hover_text("Save this project first")
                .clicked()
            {
                commands.push(Command::Begin(preset));
            }
        }
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if ui.button("Keys…").clicked() {
            commands.push(Action::KeyTable.into());
        }
        if ui.button("Close").clicked() || escaped(ui) {
            commands.push(Command::CloseOverlay);
            state.name = None;
        }
    });
}

/// Who or what the mention refers to.
pub fn link_entity(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.set_width(420.0);
    let Some(Marked::Mention(mention)) = session.selection().marked else { return };
    let Some(found) = session.article().and_then(|article| Some((article, article.mention(mention)?))) else { return };
    let words = found.1.spans.quote(found.0.text());
    ui.label(RichText::new(format!("Who or what is “{words}”?")).strong().size(15.0));
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (up, down, enter, escape) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter), pressed(Key::Escape));
    let response =
        ui.add(egui::TextEdit::singleline(&mut state.search).hint_text("Name of an entity").desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Name of an entity"));
    if !response.has_focus() {
        response.request_focus();
    }
    if response.changed() {
        state.at = 0;
    }
    let mut all: Vec<_> = session.project().entities().cloned().collect();
    all.sort_by_key(|entity| std::cmp::Reverse(session.tally().of_entity(entity.id)));
    let mut best = fuzzy(&state.search, all, |entity| &entity.name);
    best.truncate(12);
    let name = if state.search.trim().is_empty() { words.clone() } else { state.search.trim().to_owned() };
    let mut lines: Vec<(String, Command)> = best
        .iter()
        .map(|entity| {
            let count = session.tally().of_entity(entity.id);
            (format!("{} ({count} mentions)", entity.name), Command::Link { mention, entity: Some(entity.id) })
        })
        .collect();
    lines.push((format!("New entity “{name}”"), Command::LinkNew { mention, name }));
    if found.1.entity.is_some() {
        lines.push(("Nothing: unlink it".to_owned(), Command::Link { mention, entity: None }));
    }
    let last = lines.len() - 1;
    state.at = (state.at + usize::from(down)).saturating_sub(usize::from(up)).min(last);
    let mut chosen = enter.then_some(state.at);
    for (at, (name, _)) in lines.iter().enumerate() {
        ui.push_id(at, |ui| {
            if widgets::line(ui, theme, at == state.at, name, |ui| {
                widgets::cut(ui, name);
            })
            .clicked()
            {
                chosen = Some(at);
            }
        });
    }
    if let Some((_, command)) = chosen.and_then(|at| lines.into_iter().nth(at)) {
        commands.push(command);
        (state.search, state.at) = (String::new(), 0);
    } else if escape {
        commands.push(Command::CloseOverlay);
        (state.search, state.at) = (String::new(), 0);
    }
}

/// Save before closing?
pub fn closing(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    ui.set_width(430.0);
    ui.label(RichText::new(format!("Save “{}” before closing?", session.title())).strong().size(16.0));
    ui.add_space(4.0);
    let named = session.path().is_some();
    ui.label(if named {
        "What you marked since the last saving is not in the project file yet. Without saving it stays in the journal beside the \
         file and comes back when you open it again."
    } else {
        "This project has no file yet."
    });
    ui.add_space(10.0);
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    ui.horizontal(|ui| {
        let save = egui::Button::new(RichText::new("Save and close").color(theme.paper)).fill(theme.accent);
        if ui.add(save).on_hover_text("Enter").clicked() || enter {
            commands.push(Command::CloseSaving);
        }
        if ui.button(if named { "Close without saving" } else { "Throw away and close" }).clicked() {
            commands.push(Command::CloseWithoutSaving);
        }
        if ui.button("Stay").on_hover_text("Escape").clicked() || escape {
            commands.push(Command::CloseOverlay);
        }
    });
}

/// A path to type, where the system shows no dialog.
pub fn path(ui: &mut Ui, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.set_width(520.0);
    let Some(ask) = state.ask.clone() else { return };
    let (title, button) = match &ask {
        Ask::Files => ("Open which file?", "Open"),
        Ask::Import => ("Import which file or folder?", "Import"),
        Ask::ExportFile { .. } => ("Export under which name?", "Write"),
        Ask::ExportFolder => ("Export into which folder?", "Write"),
        Ask::Codebook => ("Import which codebook?", "Import"),
        Ask::Model => ("Which model shall suggest?", "Choose"),
        Ask::Folder => ("Open which folder?", "Open"),
        Ask::SaveAs { .. } => ("Save under which name?", "Save"),
        Ask::Keep { .. } => ("Export under which name?", "Write"),
    };
    ui.label(RichText::new(title).strong().size(16.0));
    widgets::soft(ui, theme, "The system has no file dialog to show, so type the path here.");
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    let response = ui.add(egui::TextEdit::singleline(&mut state.path).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Path"));
    if !response.has_focus() {
        response.request_focus();
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if (ui.button(button).clicked() || enter) && !state.path.trim().is_empty() {
            commands.push(Command::CloseOverlay);
            commands.push(super::dialogs::answer(&ask, vec![expanded(state.path.trim())]));
        }
        if ui.button("Leave").clicked() || escape {
            commands.push(Command::CloseOverlay);
        }
    });
}

/// `~/` is the person's own folder.
fn expanded(path: &str) -> std::path::PathBuf {
    match (path.strip_prefix("~/"), dirs::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => path.into(),
    }
}
