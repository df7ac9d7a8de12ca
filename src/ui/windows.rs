//! What lies over the window besides palette and cards: the key table, the settings, the choice of an entity, the question
//! before closing, and a field for a path where the system has no file dialog.

use super::theme::Theme;
use super::{entities_panel, keys, widgets};
use crate::model::Preset;
use crate::say;
use crate::session::parties::fuzzy;
use crate::session::{Action, Ask, Colours, Command, Group, LabelDisplay, Marked, Mode, Session, ThemeChoice};
use crate::words::Choice;
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
        ui.label(RichText::new(say!("keys")).strong().size(17.0));
        let field = egui::TextEdit::singleline(&mut state.key_search).hint_text(say!("search")).desired_width(200.0);
        ui.add(field).widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("search-the-keys")));
        widgets::soft(ui, theme, say!("press-a-line-to-give-the-command"));
    });
    if let Some(action) = state.keying {
        ui.label(RichText::new(say!("press-the-new-key-of-or-escape", name = action.name())).color(theme.accent));
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
            widgets::heading(ui, theme, say!("labels"));
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
        if ui.button(say!("close")).clicked() {
            commands.push(Command::CloseOverlay);
        }
        if !session.settings().keys.is_empty() && ui.button(say!("back-to-the-usual-keys")).clicked() {
            commands.push(Command::ResetKeys);
        }
    });
}

/// The person's settings.
pub fn settings(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.set_width(440.0);
    ui.label(RichText::new(say!("settings")).strong().size(17.0));
    let settings = session.settings();
    let name = state.name.get_or_insert_with(|| settings.annotator.clone());
    if entities_panel::field(ui, theme, say!("your-name-on-what-you-mark"), name) {
        commands.push(Command::AnnotatorName(name.clone()));
    }
    widgets::heading(ui, theme, say!("language"));
    ui.horizontal(|ui| {
        for choice in Choice::ALL {
            let name = match choice {
                Choice::System => say!("system"),
                Choice::Of(language) => language.name(),
            };
            if ui.radio(settings.language() == choice, name).clicked() {
                commands.push(Command::Language(choice));
            }
        }
    });
    widgets::heading(ui, theme, say!("theme-title"));
    ui.horizontal(|ui| {
        for choice in ThemeChoice::ALL {
            if ui.radio(settings.theme == choice, choice.name()).clicked() {
                commands.push(Command::Theme(choice));
            }
        }
    });
    widgets::heading(ui, theme, say!("size"));
    ui.horizontal(|ui| {
        for (name, action) in
            [(say!("smaller"), Action::ZoomOut), (say!("normal"), Action::ZoomReset), (say!("larger"), Action::ZoomIn)]
        {
            if ui.button(name).on_hover_text(settings.key_text(action)).clicked() {
                commands.push(action.into());
            }
        }
        widgets::soft(ui, theme, format!("{:.0} %", settings.zoom * 100.0));
    });
    let looks = [
        (
            say!("colours"),
            vec![
                (settings.colours == Colours::Calm, say!("calm"), Action::ColoursCalm),
                (settings.colours == Colours::ColourBlind, say!("for-any-colour-vision"), Action::ColoursSafe),
                (settings.colours == Colours::HighContrast, say!("strong-contrast"), Action::ColoursStrong),
            ],
        ),
        (
            say!("names-of-labels"),
            vec![
                (settings.labels == LabelDisplay::Above, say!("above-the-words"), Action::LabelsAbove),
                (settings.labels == LabelDisplay::Chip, say!("behind-them"), Action::LabelsBehind),
                (settings.labels == LabelDisplay::Hover, say!("where-you-point"), Action::LabelsOnHover),
            ],
        ),
        (
            say!("what-is-shown"),
            vec![
                (settings.mode == Mode::All, say!("everything"), Action::ShowAll),
                (settings.mode == Mode::Stances, say!("stances"), Action::ShowStancesOnly),
                (settings.mode == Mode::Sources, say!("who-speaks"), Action::ShowSpeakers),
                (settings.mode == Mode::Suggestions, say!("what-is-open"), Action::ShowSuggestionsFirst),
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
    widgets::heading(ui, theme, say!("entities-title"));
    let mut link = settings.link_by_name;
    if ui.checkbox(&mut link, say!("link-new-mentions-to-the-entity-of")).changed() {
        commands.push(Command::LinkByName(link));
    }
    widgets::heading(ui, theme, say!("saved-pages"));
    let mut whole = settings.whole_pages;
    if ui.checkbox(&mut whole, say!("take-all-of-the-page-with-menus")).changed() {
        commands.push(Command::WholePages(whole));
    }
    widgets::heading(ui, theme, say!("new-project-with-these-labels"));
    ui.horizontal(|ui| {
        for preset in Preset::ALL {
            if ui
                .add_enabled(!session.is_dirty(), egui::Button::new(crate::words::translated(preset.name())))
                .on_disabled_hover_text(say!("save-this-project-first"))
                .clicked()
            {
                commands.push(Command::Begin(preset));
            }
        }
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if ui.button(say!("keys-button")).clicked() {
            commands.push(Action::KeyTable.into());
        }
        if ui.button(say!("close")).clicked() || escaped(ui) {
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
    ui.label(RichText::new(say!("who-or-what-is", words = words)).strong().size(15.0));
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (up, down, enter, escape) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter), pressed(Key::Escape));
    let response =
        ui.add(egui::TextEdit::singleline(&mut state.search).hint_text(say!("name-of-an-entity")).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("name-of-an-entity")));
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
            (say!("entity-with-mentions", entity = entity.name, n = count), Command::Link { mention, entity: Some(entity.id) })
        })
        .collect();
    lines.push((say!("new-entity-of-words", name = name), Command::LinkNew { mention, name }));
    if found.1.entity.is_some() {
        lines.push((say!("nothing-unlink-it").to_owned(), Command::Link { mention, entity: None }));
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
    ui.label(RichText::new(say!("save-before-closing", title = session.title())).strong().size(16.0));
    ui.add_space(4.0);
    let named = session.path().is_some();
    ui.label(if named { say!("what-you-marked-since-the-last-saving") } else { say!("this-project-has-no-file-yet") });
    ui.add_space(10.0);
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    ui.horizontal(|ui| {
        let save = egui::Button::new(RichText::new(say!("save-and-close")).color(theme.paper)).fill(theme.accent);
        if ui.add(save).on_hover_text("Enter").clicked() || enter {
            commands.push(Command::CloseSaving);
        }
        if ui.button(if named { say!("close-without-saving") } else { say!("throw-away-and-close") }).clicked() {
            commands.push(Command::CloseWithoutSaving);
        }
        if ui.button(say!("stay")).on_hover_text("Escape").clicked() || escape {
            commands.push(Command::CloseOverlay);
        }
    });
}

/// A path to type, where the system shows no dialog.
pub fn path(ui: &mut Ui, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.set_width(520.0);
    let Some(ask) = state.ask.clone() else { return };
    let (title, button) = match &ask {
        Ask::Files => (say!("open-which-file"), say!("open")),
        Ask::Import => (say!("import-which-file-or-folder"), say!("import")),
        Ask::ExportFile { .. } => (say!("export-under-which-name"), say!("write-button")),
        Ask::ExportFolder => (say!("export-into-which-folder"), say!("write-button")),
        Ask::Codebook => (say!("import-which-codebook"), say!("import")),
        Ask::Model => (say!("which-model-shall-suggest"), say!("choose")),
        Ask::Folder => (say!("open-which-folder"), say!("open")),
        Ask::SaveAs { .. } => (say!("save-under-which-name"), say!("save")),
        Ask::Keep { .. } => (say!("export-under-which-name"), say!("write-button")),
    };
    ui.label(RichText::new(title).strong().size(16.0));
    widgets::soft(ui, theme, say!("the-system-has-no-file-dialog-to"));
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    let response = ui.add(egui::TextEdit::singleline(&mut state.path).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("path")));
    if !response.has_focus() {
        response.request_focus();
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if (ui.button(button).clicked() || enter) && !state.path.trim().is_empty() {
            commands.push(Command::CloseOverlay);
            commands.push(super::dialogs::answer(&ask, vec![expanded(state.path.trim())]));
        }
        if ui.button(say!("leave")).clicked() || escape {
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
