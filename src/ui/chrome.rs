//! Around the article: menus, the strip of labels, the line that says which keys do what now, the status line, notices.

use super::icons::{self, Icon};
use super::theme::Theme;
use super::widgets;
use crate::model::{Proposal, Status};
use crate::say;
use crate::session::{Action, Command, Group, LeftPanel, Marked, RightPanel, Session, Weight};
use egui::{RichText, Ui};

/// The menu bar.
pub fn menus(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    egui::MenuBar::new().ui(ui, |ui| {
        for group in Group::ALL {
            ui.menu_button(group.name(), |ui| {
                ui.set_min_width(270.0);
                if group == Group::File && !session.settings().recent.is_empty() {
                    menu_actions(ui, session, theme, group, commands);
                    ui.separator();
                    for path in session.settings().recent.iter().take(8) {
                        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                        if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                            commands.push(Command::Open(vec![path.clone()]));
                        }
                    }
                } else {
                    menu_actions(ui, session, theme, group, commands);
                }
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let key = session.settings().key_text(Action::Palette);
            if ui.button(RichText::new(say!("all-commands")).color(theme.ink_soft)).on_hover_text(&key).clicked() {
                commands.push(Action::Palette.into());
            }
            widgets::key_cap(ui, theme, &key);
            ui.add_space(10.0);
            let title = session.title();
            ui.label(
                RichText::new(if session.is_dirty() { say!("title-not-saved", title = title) } else { title })
                    .color(theme.ink_soft),
            );
        });
    });
}

fn menu_actions(ui: &mut Ui, session: &Session, theme: &Theme, group: Group, commands: &mut Vec<Command>) {
    for action in Action::ALL.iter().copied().filter(|action| action.group() == group) {
        let key = session.settings().key_text(action);
        let button = egui::Button::new(action.name()).shortcut_text(RichText::new(key).color(theme.ink_soft));
        if ui.add(button).on_hover_text(action.help()).clicked() {
            commands.push(action.into());
        }
    }
}

/// The labels with their keys; pressing one does what its key does.
pub fn labels(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(5.0, 4.0);
        for label in scheme.labels.iter().filter(|label| !label.hidden) {
            let tint = widgets::tint_of(theme, scheme, label.id);
            if widgets::label_chip(ui, theme, label, tint).clicked() {
                commands.push(Command::Label(label.id));
            }
        }
        let key = session.settings().key_text(Action::StanceCard);
        let stance = ui.button(RichText::new(say!("stance-with-key", key = key.to_lowercase())).size(12.0));
        if stance.on_hover_text(Action::StanceCard.help()).clicked() {
            commands.push(Action::StanceCard.into());
        }
    });
}

/// Which keys do what, for what is in hand.
pub fn hints(ui: &mut Ui, session: &Session, theme: &Theme) {
    let settings = session.settings();
    let first = session.project().scheme.labels.iter().filter(|label| !label.hidden).filter_map(|label| label.key).next();
    let last = session.project().scheme.labels.iter().filter(|label| !label.hidden).filter_map(|label| label.key).next_back();
    let digits = match (first, last) {
        (Some(first), Some(last)) => format!("{first}–{last}"),
        _ => String::new(),
    };
    let act = |action: Action, what: &str| (settings.key_text(action), what.to_owned());
    let mut hints: Vec<(String, String)> = match session.selection().marked {
        Some(Marked::Suggestion(_)) => {
            let stance = session.suggestion().is_some_and(|open| matches!(open.suggestion.proposal, Proposal::Stance(_)));
            let mut hints = vec![
                act(Action::Accept, say!("accept-hint")),
                act(Action::Reject, say!("reject-hint")),
                act(Action::Skip, say!("skip")),
            ];
            if stance {
                hints.push(act(Action::StanceCard, say!("change-on-its-card")));
            } else {
                hints.push((digits, say!("accept-as-another-label").to_owned()));
                hints.push(act(Action::Everywhere, say!("everywhere")));
            }
            hints.push((settings.key_text(Action::EndRight), say!("move-the-end").to_owned()));
            hints
        }
        Some(Marked::Mention(_)) => vec![
            (digits, say!("label-as-word").to_owned()),
            act(Action::Everywhere, say!("everywhere")),
            act(Action::LinkEntity, say!("refers-to")),
            act(Action::StanceCard, say!("stance")),
            act(Action::EndRight, say!("move-the-end")),
            act(Action::Delete, say!("remove-hint")),
        ],
        Some(Marked::Stance(_)) => {
            vec![
                act(Action::StanceCard, say!("open-its-card")),
                act(Action::EditNote, say!("note")),
                act(Action::Delete, say!("remove-hint")),
            ]
        }
        None if session.selected_span().is_some() => {
            vec![(digits, say!("label-these-words").to_owned()), act(Action::StanceCard, say!("stance-in-these-words"))]
        }
        None if session.blind_line().is_some() => vec![
            (digits, say!("label-the-word-at-the-caret").to_owned()),
            act(Action::StanceCard, say!("stance-in-this-sentence")),
            act(Action::FinishPassage, say!("blind-passage-finished")),
        ],
        None => vec![
            act(Action::NextSuggestion, say!("next-suggestion")),
            (digits, say!("label-the-word-at-the-caret").to_owned()),
            act(Action::ExtendRight, say!("select-words")),
            act(Action::StanceCard, say!("stance-in-this-sentence")),
            act(Action::MarkDone, say!("article-done")),
        ],
    };
    hints.retain(|(key, _)| !key.is_empty());
    let undo = act(Action::Undo, say!("undo"));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        // What does not fit is in the key table; undo always has its place.
        let mut room = ui.available_width() - widgets::hint_width(ui, &undo.0, &undo.1);
        let fitting = hints.iter().take_while(|(key, what)| {
            room -= widgets::hint_width(ui, key, what);
            room >= 0.0
        });
        let shown: Vec<_> = fitting.chain([&undo]).collect();
        for (key, what) in shown {
            widgets::hint(ui, theme, key, what);
        }
    });
}

/// Tells screen readers what was done, as it is done.
fn announce(ui: &Ui, session: &Session) {
    let place = egui::Rect::from_min_size(ui.max_rect().min, egui::vec2(1.0, 1.0));
    let response = ui.interact(place, ui.scope_id().with("said"), egui::Sense::empty());
    let said = session.notices.said();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Status, true, said));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// Saved or not, where, how far, who is at work.
pub fn status(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    announce(ui, session);
    ui.horizontal(|ui| {
        let (text, colour) = match (session.read_only(), session.is_dirty(), session.path()) {
            (Some(_), _, _) => (say!("read-only").to_owned(), theme.warning),
            (None, false, Some(_)) => (say!("saved-state").to_owned(), theme.ink_soft),
            (None, false, None) => (say!("nothing-to-save").to_owned(), theme.ink_soft),
            (None, true, Some(_)) => {
                (say!("changes-kept-in-the-journal-saves", key = session.settings().key_text(Action::Save)), theme.ink_soft)
            }
            (None, true, None) => (say!("not-yet-a-file-saves", key = session.settings().key_text(Action::Save)), theme.ink_soft),
        };
        let label = ui.label(RichText::new(text).size(12.5).color(colour));
        if let Some(why) = session.read_only() {
            label.on_hover_text(crate::words::retold(why));
        }
        if let Some(article) = session.article() {
            ui.separator();
            let at = session.project().position(article.id).map_or(0, |at| at + 1);
            widgets::soft(ui, theme, say!("article-of", at = at, article_count = session.project().article_count()));
            let (icon, word) = match article.status {
                Status::New => (Icon::Ring, say!("new")),
                Status::InProgress => (Icon::Half, say!("in-progress")),
                Status::Done => (Icon::Disc, say!("done")),
            };
            icons::show(ui, icon, theme.ink_soft).on_hover_text(word);
            ui.separator();
            let open = session.open_suggestions();
            let at = session.suggestion().and_then(|current| open.iter().position(|open| open.id == current.id));
            let text = match at {
                Some(at) => say!("suggestion-of", at = at + 1, open = open.len()),
                None => say!("n-open-suggestions", n = open.len()),
            };
            widgets::soft(ui, theme, text);
            widgets::soft(
                ui,
                theme,
                say!(
                    "dot-mentions-dot-stances",
                    mentions = say!("n-mentions", n = article.mention_count()),
                    stances = say!("n-stances", n = article.stance_count())
                ),
            );
        }
        if let Some(doing) = session.doing() {
            ui.separator();
            ui.add(egui::Spinner::new().size(12.0));
            widgets::soft(ui, theme, doing);
            if session.can_stop() && ui.small_button(Action::Stop.name()).on_hover_text(Action::Stop.help()).clicked() {
                commands.push(Action::Stop.into());
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let panels = session.settings().panels;
            let right = if panels.right_open { Icon::Right } else { Icon::Left };
            if icons::button(ui, right, Action::ToggleRight.help()).clicked() {
                commands.push(Action::ToggleRight.into());
            }
            let left = if panels.left_open { Icon::Left } else { Icon::Right };
            if icons::button(ui, left, Action::ToggleLeft.help()).clicked() {
                commands.push(Action::ToggleLeft.into());
            }
            let name = session.project().annotator(session.annotator()).map(|annotator| annotator.name.clone());
            widgets::soft(ui, theme, format!("{} · {:.0} %", name.unwrap_or_default(), session.settings().zoom * 100.0));
            widgets::soft(ui, theme, say!("keys"));
            widgets::key_cap(ui, theme, &session.settings().key_text(Action::KeyTable));
        });
    });
}

/// The tabs of the left panel.
pub fn left_tabs(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let current = session.settings().panels.left;
        for (panel, action) in [
            (LeftPanel::Articles, Action::ShowArticles),
            (LeftPanel::Entities, Action::ShowEntities),
            (LeftPanel::Scheme, Action::ShowScheme),
        ] {
            tab(ui, session, current == panel, action, commands);
        }
    });
    ui.add_space(4.0);
}

/// The tabs of the right panel.
pub fn right_tabs(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let current = session.settings().panels.right;
        for (panel, action) in
            [(RightPanel::Suggestions, Action::ShowSuggestions), (RightPanel::Inspector, Action::ShowInspector)]
        {
            tab(ui, session, current == panel, action, commands);
        }
    });
    ui.add_space(4.0);
}

fn tab(ui: &mut Ui, session: &Session, chosen: bool, action: Action, commands: &mut Vec<Command>) {
    let hover = format!("{} ({})", action.help(), session.settings().key_text(action));
    if ui.selectable_label(chosen, RichText::new(action.name()).size(13.5)).on_hover_text(hover).clicked() {
        commands.push(action.into());
    }
}

/// How long a note stays, in seconds.
const NOTE_SECS: f64 = 4.0;

/// When each notice on screen came.
#[derive(Default)]
pub struct Shown(Vec<(u64, f64)>);

/// The notices, over the lower edge.
pub fn notices(ctx: &egui::Context, session: &Session, theme: &Theme, shown: &mut Shown, commands: &mut Vec<Command>) {
    let now = ctx.input(|input| input.time);
    shown.0.retain(|(number, _)| session.notices.iter().any(|notice| notice.number == *number));
    if session.notices.iter().next().is_none() {
        return;
    }
    egui::Area::new(egui::Id::unique("notices"))
        .anchor(egui::Align2::CENTER_BOTTOM, [0.0, -74.0])
        .order(egui::Order::Tooltip)
        .show(ctx, |ui| {
            for notice in session.notices.iter() {
                let colour = match notice.weight {
                    Weight::Note => theme.ink,
                    Weight::Warning => theme.warning,
                    Weight::Error => theme.error,
                };
                let frame = egui::Frame::popup(ui.style()).fill(theme.raised).inner_margin(egui::Margin::symmetric(14, 9));
                frame.show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.set_max_width(620.0);
                        ui.add(egui::Label::new(RichText::new(&notice.text).color(colour)).wrap());
                        if notice.weight != Weight::Note && icons::button(ui, Icon::Cross, say!("close-the-notice")).clicked() {
                            commands.push(Command::CloseNotice(notice.number));
                        }
                    });
                });
                if notice.weight == Weight::Note {
                    let since = match shown.0.iter().find(|(number, _)| *number == notice.number) {
                        Some((_, since)) => *since,
                        None => {
                            shown.0.push((notice.number, now));
                            now
                        }
                    };
                    let left = NOTE_SECS - (now - since);
                    if left <= 0.0 {
                        commands.push(Command::CloseNotice(notice.number));
                    } else {
                        ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
                    }
                }
            }
        });
}
