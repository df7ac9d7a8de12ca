//! The codebook: what each label, issue, frame and polarity means, with examples, and what changed when.

mod details;
mod history;
mod lists;
mod rules;
mod stances;

use super::theme::Theme;
use super::{asking, widgets};
use crate::model::{IssueId, LabelId, List, Polarity};
use crate::say;
use crate::session::{Action, CodebookKind, Command, Session};
use egui::{RichText, Ui};

/// What is looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
enum Shown {
    #[default]
    Nothing,
    Label(LabelId),
    Issue(IssueId),
    /// By name.
    Frame(String),
    Categories,
    Polarity(Polarity),
    Fields,
    Rules,
    History,
}

/// What is typed and chosen here.
#[derive(Default)]
pub struct State {
    shown: Shown,
    drafts: details::Drafts,
    history: history::State,
    rules: rules::State,
    /// How much is to be decided again, for one state of the project.
    to_decide: Option<(u64, usize)>,
    new_label: String,
    new_issue: String,
    new_frame: String,
    all: bool,
    asked: bool,
}

/// Draws the codebook.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().interact_size.y = 26.0;
    let scheme = &session.project().scheme;
    let margin = egui::Margin { left: 22, right: 22, top: 12, bottom: 8 };
    egui::Panel::top("codebook head").frame(egui::Frame::new().fill(theme.paper).inner_margin(margin)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let semibold = egui::FontFamily::Name(super::fonts::SEMIBOLD.into());
            ui.label(RichText::new(say!("codebook")).family(semibold).size(18.0).color(theme.ink));
            ui.add_space(8.0);
            widgets::soft(ui, theme, say!("version", name = scheme.name, version = scheme.version));
            let revision = session.history().revision();
            if state.to_decide.is_none_or(|(at, _)| at != revision) {
                state.to_decide = Some((revision, session.to_decide().len()));
            }
            let left = state.to_decide.map_or(0, |(_, left)| left);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| head(ui, session, theme, left, commands));
        });
    });
    if session.asking().is_some() {
        let foot = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(22, 10));
        egui::Panel::bottom("codebook question").frame(foot).show(ui, |ui| {
            asking::ui(ui, session, theme, &mut state.asked, commands);
        });
    } else {
        state.asked = false;
    }
    if state.shown == Shown::Nothing
        && let Some(label) = scheme.labels.iter().find(|label| !label.hidden)
    {
        state.shown = Shown::Label(label.id);
    }
    let side = egui::Frame::new().fill(theme.panel).inner_margin(12);
    egui::Panel::left("codebook list").frame(side).default_size(330.0).size_range(240.0..=460.0).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| list(ui, session, theme, state, commands));
    });
    let body = egui::Frame::new().fill(theme.paper).inner_margin(egui::Margin { left: 26, right: 18, top: 14, bottom: 0 });
    egui::CentralPanel::default().frame(body).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            widgets::fields_on_paper(ui, theme);
            ui.set_max_width(720.0);
            match state.shown.clone() {
                Shown::Nothing => widgets::empty(ui, theme, say!("choose-a-label-an-issue-or-a")),
                Shown::Label(label) => details::label(ui, session, theme, label, &mut state.drafts, commands),
                Shown::Issue(issue) => lists::issue(ui, session, theme, issue, &mut state.drafts, commands),
                Shown::Frame(name) => lists::frame(ui, session, theme, &name, &mut state.drafts, commands),
                Shown::Categories => lists::categories(ui, session, theme, &mut state.drafts, commands),
                Shown::Polarity(polarity) => {
                    stances::polarity(ui, session, theme, polarity, &mut state.drafts, commands);
                }
                Shown::Fields => stances::fields(ui, session, theme, &mut state.drafts, commands),
                Shown::Rules => {
                    let found = state.rules.found(session);
                    rules::ui(ui, session, theme, &found, commands);
                }
                Shown::History => history::ui(ui, session, theme, &mut state.history),
            }
            ui.add_space(24.0);
        });
    });
}

fn head(ui: &mut Ui, session: &Session, theme: &Theme, left: usize, commands: &mut Vec<Command>) {
    if ui.button(RichText::new(say!("back-to-the-article")).size(13.0)).on_hover_text("Escape").clicked() {
        commands.push(Action::ShowCodebook.into());
    }
    widgets::key_cap(ui, theme, &session.settings().key_text(Action::ShowCodebook));
    ui.add_space(6.0);
    ui.menu_button(RichText::new(say!("export")).size(13.0), |ui| {
        for kind in CodebookKind::ALL {
            if ui.button(format!("{}…", crate::words::translated(kind.name()))).clicked() {
                commands.push(Command::ExportCodebook(kind));
            }
        }
    });
    if ui.button(RichText::new(say!("import-button")).size(13.0)).on_hover_text(Action::ImportCodebook.help()).clicked() {
        commands.push(Action::ImportCodebook.into());
    }
    ui.menu_button(RichText::new(say!("add-a-list")).size(13.0), |ui| {
        ui.set_min_width(220.0);
        for list in List::ALL {
            if ui.button(crate::words::translated(list.name())).on_hover_text(crate::words::translated(list.help())).clicked() {
                commands.push(Command::AddList(list));
            }
        }
    });
    if left > 0 {
        let key = session.settings().key_text(Action::NextToDecide);
        let button = ui.button(RichText::new(say!("so-many-to-decide-again", n = left)).size(13.0).color(theme.accent));
        if button.on_hover_text(format!("{} ({key})", Action::NextToDecide.help())).clicked() {
            commands.push(Action::NextToDecide.into());
        }
    }
}

fn list(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    let tally = session.tally();
    widgets::heading(ui, theme, say!("labels"));
    let all = state.all;
    for label in scheme.labels.iter().filter(|label| all || !label.hidden) {
        let count = tally.of_label(label.id);
        let chosen = state.shown == Shown::Label(label.id);
        ui.push_id(label.id.number(), |ui| {
            let response = widgets::line(ui, theme, chosen, &say!("label-mentions", label = label.name, n = count), |ui| {
                widgets::key_cap(ui, theme, &label.key.map(String::from).unwrap_or_else(|| " ".to_owned()));
                widgets::tag(ui, widgets::tint_of(theme, scheme, label.id), &label.name);
                tail(ui, theme, count, label.definition.is_empty());
            });
            if response.clicked() {
                state.shown = Shown::Label(label.id);
            }
        });
    }
    let hidden = scheme.labels.iter().filter(|label| label.hidden).count();
    if hidden > 0 {
        ui.checkbox(&mut state.all, say!("show-the-hidden-ones", n = hidden));
    }
    if new(ui, say!("new-label"), &mut state.new_label) {
        commands.push(Command::AddLabel(std::mem::take(&mut state.new_label)));
    }
    widgets::heading(ui, theme, say!("target-list-title"));
    for issue in &scheme.issues {
        let count = tally.of_issue(issue.id);
        plain(ui, theme, &mut state.shown, Shown::Issue(issue.id), &issue.name, Some(count), issue.definition.is_empty());
    }
    if new(ui, say!("new-issue"), &mut state.new_issue) {
        commands.push(Command::AddIssue(std::mem::take(&mut state.new_issue)));
    }
    widgets::heading(ui, theme, say!("frames"));
    for frame in &scheme.frames {
        let to = Shown::Frame(frame.name.clone());
        plain(ui, theme, &mut state.shown, to, &frame.name, None, frame.definition.is_empty());
    }
    if new(ui, say!("new-frame"), &mut state.new_frame) {
        let name = std::mem::take(&mut state.new_frame).trim().to_owned();
        if !scheme.frames.iter().any(|frame| frame.name == name) {
            let mut changed = crate::model::Scheme::clone(scheme);
            changed.frames.push(crate::model::FrameCode { name: name.clone(), definition: String::new() });
            commands.push(Command::ChangeScheme { what: say!("add-the-frame", name = name), scheme: Box::new(changed) });
            state.shown = Shown::Frame(name);
        }
    }
    widgets::heading(ui, theme, say!("polarities"));
    for polarity in stances::POLARITIES {
        let style = theme.polarity(polarity);
        let to = Shown::Polarity(polarity);
        let chosen = state.shown == to;
        ui.push_id(("polarity", polarity as u8), |ui| {
            let response = widgets::line(ui, theme, chosen, &say!("polarity-called", word = style.word), |ui| {
                ui.add_sized([18.0, 20.0], egui::Label::new(RichText::new(style.sign).color(style.colour).strong()));
                widgets::cut(ui, style.word);
            });
            if response.clicked() {
                state.shown = to;
            }
        });
    }
    widgets::heading(ui, theme, say!("everything-else"));
    let against = state.rules.found(session).len();
    for (to, name, count) in [
        (Shown::Categories, say!("source-categories"), None),
        (Shown::Fields, say!("fields-of-a-stance"), None),
        (Shown::Rules, say!("against-the-rules"), Some(against)),
        (Shown::History, say!("versions"), None),
    ] {
        plain(ui, theme, &mut state.shown, to, name, count, false);
    }
}

fn plain(ui: &mut Ui, theme: &Theme, shown: &mut Shown, to: Shown, name: &str, count: Option<usize>, bare: bool) {
    ui.push_id((name, count.is_some()), |ui| {
        let chosen = *shown == to;
        let response = widgets::line(ui, theme, chosen, name, |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if let Some(count) = count {
                    widgets::soft(ui, theme, count.to_string());
                }
                if bare {
                    undefined(ui, theme);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| widgets::cut(ui, name));
            });
        });
        if response.clicked() {
            *shown = to;
        }
    });
}

fn tail(ui: &mut Ui, theme: &Theme, count: usize, bare: bool) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        widgets::soft(ui, theme, count.to_string());
        if bare {
            undefined(ui, theme);
        }
    });
}

/// A word for what nobody defined yet.
fn undefined(ui: &mut Ui, theme: &Theme) {
    ui.label(RichText::new(say!("no-definition")).size(11.5).color(theme.warning));
}

/// A field for a new thing; true where Enter was pressed on a name.
fn new(ui: &mut Ui, name: &str, text: &mut String) -> bool {
    let response = ui.add(egui::TextEdit::singleline(text).hint_text(name).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, name));
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) && !text.trim().is_empty()
}
