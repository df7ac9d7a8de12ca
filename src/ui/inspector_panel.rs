//! What is known of what is in hand: words, label, entity, where it came from, note. Without anything in hand, of the article.

use super::theme::Theme;
use super::{entities_panel, widgets};
use crate::model::{Article, ArticleId, Metadata, Origin, Provenance};
use crate::say;
use crate::session::{Action, Command, Marked, Party, Session};
use egui::RichText;

/// The note and the details while they are typed.
#[derive(Default)]
pub struct State {
    note: Option<(Option<Marked>, String, String)>,
    details: Option<(ArticleId, Metadata, Details)>,
}

#[derive(Default)]
struct Details {
    title: String,
    outlet: String,
    byline: String,
    date: String,
    language: String,
    url: String,
}

/// Draws the panel.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let Some(article) = session.article() else {
        widgets::empty(ui, theme, say!("what-you-select-is-described-here"));
        return;
    };
    egui::ScrollArea::vertical().auto_shrink(false).id_salt("inspector").show(ui, |ui| match session.selection().marked {
        Some(Marked::Mention(id)) => {
            let Some(mention) = article.mention(id) else { return };
            let scheme = &session.project().scheme;
            ui.label(RichText::new(mention.spans.quote(article.text())).strong().size(15.0));
            widgets::tag(ui, widgets::tint_of(theme, scheme, mention.label), scheme.label_name(mention.label));
            let definition = scheme.label(mention.label).map(|label| label.definition.clone()).unwrap_or_default();
            widgets::soft(ui, theme, definition);
            widgets::heading(ui, theme, say!("refers-to-field"));
            ui.horizontal(|ui| {
                let name = mention.entity.and_then(|id| session.project().entity(id)).map(|entity| entity.name.clone());
                ui.label(name.unwrap_or_else(|| say!("nothing-yet").to_owned()));
                if ui.button(say!("change")).on_hover_text(session.settings().key_text(Action::LinkEntity)).clicked() {
                    commands.push(Action::LinkEntity.into());
                }
            });
            provenance(ui, session, theme, &mention.provenance);
            note(ui, session, theme, &mention.note, state, commands);
            flag(ui, mention.flags.contains("unsure"), commands);
            actions(ui, session, commands, &[Action::Everywhere, Action::StanceCard, Action::Delete]);
        }
        Some(Marked::Stance(id)) => {
            let Some(stance) = article.stance(id) else { return };
            let project = session.project();
            let style = theme.polarity(stance.polarity);
            let holder = Party::of_actor(stance.holder.actor).name(project);
            let target = Party::of_target(&stance.target, article.text()).name(project);
            ui.label(RichText::new(if holder.is_empty() { say!("somebody").to_owned() } else { holder }).strong().size(15.0));
            ui.label(RichText::new(format!("{} {}", style.sign, style.word)).color(style.colour));
            if !target.is_empty() {
                ui.label(RichText::new(target).strong().size(15.0));
            }
            if let Some(evidence) = &stance.evidence {
                widgets::heading(ui, theme, say!("evidence"));
                ui.label(evidence.quote(article.text()));
            }
            provenance(ui, session, theme, &stance.provenance);
            note(ui, session, theme, &stance.note, state, commands);
            flag(ui, stance.flags.contains("unsure"), commands);
            actions(ui, session, commands, &[Action::StanceCard, Action::Delete]);
        }
        Some(Marked::Suggestion(_)) => {
            let Some(open) = session.suggestion() else { return };
            ui.label(RichText::new(session.shape_of(open).quote(article.text())).strong().size(15.0));
            widgets::soft(ui, theme, say!("a-suggestion-sure", score = format!("{:.0}", open.suggestion.score * 100.0)));
            widgets::soft(ui, theme, open.reason());
            actions(ui, session, commands, &[Action::Accept, Action::Reject, Action::Skip]);
        }
        None => details(ui, session, theme, article, state, commands),
    });
}

fn actions(ui: &mut egui::Ui, session: &Session, commands: &mut Vec<Command>, list: &[Action]) {
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        for action in list {
            let hover = format!("{} ({})", action.help(), session.settings().key_text(*action));
            if ui.button(action.name()).on_hover_text(hover).clicked() {
                commands.push((*action).into());
            }
        }
    });
}

fn flag(ui: &mut egui::Ui, unsure: bool, commands: &mut Vec<Command>) {
    let mut on = unsure;
    if ui.checkbox(&mut on, say!("i-am-unsure")).changed() {
        commands.push(Command::SetFlag { flag: "unsure".to_owned(), on });
    }
}

fn provenance(ui: &mut egui::Ui, session: &Session, theme: &Theme, provenance: &Provenance) {
    widgets::heading(ui, theme, say!("where-it-came-from"));
    let suggester = provenance.suggester.as_deref().unwrap_or_default();
    let engine = crate::suggest::ENGINES
        .iter()
        .find(|engine| engine.name == suggester)
        .map_or(suggester, |engine| crate::words::translated(engine.title));
    let score = provenance.score.map(|score| format!(", {:.0} %", score * 100.0)).unwrap_or_default();
    let how = match provenance.origin {
        Origin::Manual => say!("marked-by-hand").to_owned(),
        Origin::Accepted => say!("accepted-from", engine = engine, score = score),
        Origin::Corrected => say!("corrected-from", engine = engine, score = score),
        Origin::Imported => say!("imported-from", suggester = suggester),
    };
    ui.label(how);
    let by = session.project().annotator(session.annotator()).map(|annotator| annotator.name.clone()).unwrap_or_default();
    let at = jiff::Timestamp::from_millisecond(provenance.at.0).map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string());
    widgets::soft(ui, theme, format!("{by} · {}", at.unwrap_or_default()));
}

fn note(ui: &mut egui::Ui, session: &Session, theme: &Theme, stored: &str, state: &mut State, commands: &mut Vec<Command>) {
    let marked = session.selection().marked;
    if state.note.as_ref().is_none_or(|(of, was, _)| *of != marked || was != stored) {
        state.note = Some((marked, stored.to_owned(), stored.to_owned()));
    }
    let Some((_, _, text)) = &mut state.note else { return };
    widgets::heading(ui, theme, say!("note-field"));
    let field = egui::TextEdit::multiline(text).desired_rows(2).desired_width(f32::INFINITY).hint_text(say!("why-this-way"));
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::MultilineTextInput, true, say!("note-field")));
    if session.wants_note() && session.overlay().is_none() && !response.has_focus() {
        response.request_focus();
    }
    if response.lost_focus() {
        commands.push(Command::SetNote(text.clone()));
    }
}

fn details(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    article: &Article,
    state: &mut State,
    commands: &mut Vec<Command>,
) {
    if state.details.as_ref().is_none_or(|(of, was, _)| *of != article.id || *was != article.metadata) {
        let metadata = &article.metadata;
        let details = Details {
            title: metadata.title.clone(),
            outlet: metadata.outlet.clone(),
            byline: metadata.byline.clone(),
            date: metadata.date.map(|date| date.to_string()).unwrap_or_default(),
            language: metadata.language.clone(),
            url: metadata.url.clone(),
        };
        state.details = Some((article.id, metadata.clone(), details));
    }
    let Some((_, _, draft)) = &mut state.details else { return };
    ui.label(RichText::new(say!("this-article")).strong());
    let words = article.text().split_whitespace().count();
    widgets::soft(
        ui,
        theme,
        say!(
            "words-mentions-stances",
            words = say!("n-words", n = words),
            mentions = say!("n-mentions", n = article.mention_count()),
            stances = say!("n-stances", n = article.stance_count())
        ),
    );
    let mut left = false;
    for (name, text) in [
        (say!("title"), &mut draft.title),
        (say!("outlet"), &mut draft.outlet),
        (say!("byline"), &mut draft.byline),
        (say!("date-as-2025-12-31"), &mut draft.date),
        (say!("language-as-en-or-pt-br"), &mut draft.language),
        (say!("address"), &mut draft.url),
    ] {
        left |= entities_panel::field(ui, theme, name, text);
    }
    if left {
        let mut metadata = article.metadata.clone();
        metadata.title = draft.title.trim().to_owned();
        metadata.outlet = draft.outlet.trim().to_owned();
        metadata.byline = draft.byline.trim().to_owned();
        metadata.language = draft.language.trim().to_owned();
        metadata.url = draft.url.trim().to_owned();
        if let Ok(date) = draft.date.trim().parse() {
            metadata.date = Some(date);
        } else if draft.date.trim().is_empty() {
            metadata.date = None;
        }
        commands.push(Command::SetMetadata { article: article.id, metadata: Box::new(metadata) });
    }
    note(ui, session, theme, &article.note, state, commands);
    if !article.metadata.source.is_empty() {
        widgets::soft(ui, theme, say!("from", source = article.metadata.source));
    }
}
