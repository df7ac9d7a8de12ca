//! What is open in this article: by engine, above a threshold, in the order of work.

use super::article_view::holder_name;
use super::icons::{self, Icon};
use super::theme::Theme;
use super::widgets;
use crate::model::Proposal;
use crate::say;
use crate::session::suggesting::IMPORTED;
use crate::session::{Action, Command, Marked, Open, Order, Session};
use egui::RichText;

/// What the panel remembers for itself.
#[derive(Default)]
pub struct State {
    shown: Option<Marked>,
    settings: bool,
}

/// Draws the panel.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let Some(article) = session.article() else {
        widgets::empty(ui, theme, say!("suggestions-of-the-open-article-stand-here"));
        return;
    };
    let open = session.open_suggestions();
    let sure = open.iter().filter(|open| open.sure).count();
    ui.horizontal(|ui| {
        let looking = session.is_suggesting();
        let text = match (looking, open.len()) {
            (true, 0) => say!("looking").to_owned(),
            (_, 0) => say!("nothing-open").to_owned(),
            (_, count) => say!("open-of-them-sure", count = count, sure = sure),
        };
        ui.label(RichText::new(text).strong());
        if looking {
            ui.add(egui::Spinner::new().size(12.0));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = if state.settings { say!("fewer-settings") } else { say!("settings") };
            if ui.small_button(name).clicked() {
                state.settings ^= true;
            }
        });
    });
    if state.settings {
        engines(ui, session, theme, commands);
    }
    if sure > 1 {
        let button = ui.button(say!("accept-the-sure-ones", n = sure)).on_hover_text(format!(
            "{} ({})",
            Action::AcceptSure.help(),
            session.settings().key_text(Action::AcceptSure)
        ));
        if button.clicked() {
            commands.push(Action::AcceptSure.into());
        }
    }
    blind(ui, session, theme, commands);
    ui.add_space(4.0);
    if let Some(current) = session.suggestion() {
        card(ui, session, theme, current, commands);
    }
    if open.is_empty() && session.is_suggesting() {
        return;
    }
    if open.is_empty() {
        let key = session.settings().key_text(Action::MarkDone);
        widgets::empty(ui, theme, &say!("nothing-to-decide-here-marks-the-article", key = key));
        return;
    }
    let marked = session.selection().marked;
    let mut area = egui::ScrollArea::vertical().auto_shrink(false).id_salt("open suggestions");
    if state.shown != marked {
        if let Some(at) = open.iter().position(|open| marked == Some(Marked::Suggestion(open.id))) {
            let row = widgets::LINE + ui.spacing().item_spacing.y;
            area = area.vertical_scroll_offset((at as f32 * row - ui.available_height() / 3.0).max(0.0));
        }
        state.shown = marked;
    }
    area.show_rows(ui, widgets::LINE, open.len(), |ui, rows| {
        for open in &open[rows] {
            ui.push_id(open.id.0, |ui| {
                let chosen = marked == Some(Marked::Suggestion(open.id));
                let words = session.shape_of(open).quote(article.text()).replace('\n', " ");
                let name = say!("suggestion", words = words);
                let response = widgets::line(ui, theme, chosen, &name, |ui| {
                    let ring = if open.sure { Icon::Disc } else { Icon::Ring };
                    icons::show(ui, ring, theme.ink_soft).on_hover_text(if open.sure { say!("sure") } else { say!("candidate") });
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        kind_tag(ui, session, theme, open);
                        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                            widgets::cut(ui, RichText::new(words).size(13.0));
                        });
                    });
                });
                if response.clicked() {
                    commands.push(Command::MarkSuggestion(open.id));
                }
            });
        }
    });
}

/// The passage at the caret is a blind one: what that means, and how to end it.
fn blind(ui: &mut egui::Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    if session.blind_line().is_none() {
        return;
    }
    let frame = egui::Frame::new().fill(theme.raised).corner_radius(6).inner_margin(8);
    frame.show(ui, |ui| {
        ui.label(RichText::new(say!("a-blind-passage")).strong().size(13.0));
        widgets::soft(ui, theme, say!("mark-it-by-yourself-what-would-be"));
        let key = session.settings().key_text(Action::FinishPassage);
        if ui.button(say!("finished")).on_hover_text(format!("{} ({key})", Action::FinishPassage.help())).clicked() {
            commands.push(Action::FinishPassage.into());
        }
    });
}

fn kind_tag(ui: &mut egui::Ui, session: &Session, theme: &Theme, open: &Open) {
    match &open.suggestion.proposal {
        Proposal::Mention { label, .. } => {
            let scheme = &session.project().scheme;
            widgets::tag(ui, widgets::tint_of(theme, scheme, *label), scheme.label_name(*label));
        }
        Proposal::Stance(stance) => {
            let style = theme.polarity(stance.polarity);
            ui.label(RichText::new(format!("{} {}", style.sign, style.word)).color(style.colour).size(12.0));
        }
    }
}

/// The suggestion in hand: what, how sure, why, and what the keys do.
fn card(ui: &mut egui::Ui, session: &Session, theme: &Theme, open: &Open, commands: &mut Vec<Command>) {
    let frame = egui::Frame::new().fill(theme.raised).stroke(egui::Stroke::new(1.0, theme.rule)).corner_radius(7).inner_margin(9);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        match &open.suggestion.proposal {
            Proposal::Mention { .. } => kind_tag(ui, session, theme, open),
            Proposal::Stance(stance) => {
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(holder_name(session, stance)).strong());
                    kind_tag(ui, session, theme, open);
                    if !stance.target_name.is_empty() {
                        ui.label(RichText::new(&stance.target_name).strong());
                    }
                });
            }
        }
        widgets::soft(ui, theme, format!("{:.0} % · {}", open.suggestion.score * 100.0, open.reason()));
        ui.horizontal_wrapped(|ui| {
            let settings = session.settings();
            for (action, name) in [
                (Action::Accept, say!("accept")),
                (Action::Reject, say!("reject")),
                (Action::Skip, say!("skip-button")),
                (Action::Everywhere, say!("everywhere-button")),
            ] {
                if action == Action::Everywhere && open.is_stance() {
                    continue;
                }
                if ui.button(name).on_hover_text(format!("{} ({})", action.help(), settings.key_text(action))).clicked() {
                    commands.push(action.into());
                }
            }
        });
    });
    ui.add_space(6.0);
}

fn engines(ui: &mut egui::Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    let settings = session.settings();
    widgets::heading(ui, theme, say!("engines"));
    let counts = session.article().map(|article| session.proposals().counts(article.id)).unwrap_or_default();
    for engine in crate::suggest::ENGINES {
        let mut on = !settings.engines_off.contains(engine.name);
        let count = counts.get(engine.name).copied().unwrap_or_default();
        if ui
            .checkbox(&mut on, format!("{} ({count})", crate::words::translated(engine.title)))
            .on_hover_text(crate::words::translated(engine.help))
            .changed()
        {
            commands.push(Command::Engine { engine: engine.name.to_owned(), on });
        }
    }
    if let Some(count) = counts.get(IMPORTED).copied().filter(|count| *count > 0 || settings.engines_off.contains(IMPORTED)) {
        let mut on = !settings.engines_off.contains(IMPORTED);
        let hover = say!("what-a-model-proposed-in-the-tool");
        if ui.checkbox(&mut on, say!("came-with-an-import", count = count)).on_hover_text(hover).changed() {
            commands.push(Command::Engine { engine: IMPORTED.to_owned(), on });
        }
    }
    widgets::heading(ui, theme, say!("show-from-this-score-on"));
    let mut percent = (settings.threshold * 100.0).round();
    let slider = ui.add(egui::Slider::new(&mut percent, 0.0..=100.0).suffix(" %").show_value(true));
    slider.widget_info(|| egui::WidgetInfo::slider(true, f64::from(percent), say!("threshold-in-percent")));
    if slider.changed() {
        commands.push(Command::Threshold(percent / 100.0));
    }
    widgets::heading(ui, theme, say!("order-of-work"));
    ui.vertical(|ui| {
        for order in Order::ALL {
            if ui.radio(settings.order == order, order.name()).clicked() {
                commands.push(Command::SetOrder(order));
            }
        }
    });
    ui.add_space(6.0);
}
