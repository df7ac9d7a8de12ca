//! The list of articles with status and progress. Ten thousand of them cost what is on screen.

use super::icons::{self, Icon};
use super::theme::Theme;
use super::widgets;
use crate::model::{ArticleId, Status};
use crate::say;
use crate::session::{Action, Command, Session};
use egui::RichText;

/// What is typed and chosen here.
#[derive(Default)]
pub struct State {
    search: String,
    unfinished_only: bool,
    /// Articles that tell an earlier one's story again are not listed.
    repeats_hidden: bool,
    /// The articles that match, for the search, the ticks and the revision they were found for; none where all do.
    found: Option<(String, [bool; 2], u64, Vec<ArticleId>)>,
    shown: Option<ArticleId>,
}

impl State {
    fn ticks(&self) -> [bool; 2] {
        [self.unfinished_only, self.repeats_hidden]
    }
}

/// Draws the panel.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    let project = session.project();
    let total = project.article_count();
    let revision = session.history().revision();
    let all = state.search.trim().is_empty() && state.ticks() == [false; 2];
    let fresh = state
        .found
        .as_ref()
        .is_some_and(|(search, ticks, at, _)| *search == state.search && *ticks == state.ticks() && *at == revision);
    if all {
        state.found = None;
    } else if !fresh {
        let wanted = state.search.to_lowercase();
        let found = project
            .articles()
            .filter(|article| !state.unfinished_only || article.status != Status::Done)
            .filter(|article| !state.repeats_hidden || !Session::is_repeat(article))
            .filter(|article| {
                wanted.is_empty()
                    || article.display_title().to_lowercase().contains(&wanted)
                    || article.metadata.outlet.to_lowercase().contains(&wanted)
            })
            .map(|article| article.id)
            .collect();
        state.found = Some((state.search.clone(), state.ticks(), revision, found));
    }
    let (done, repeats) = (session.tally().done(), session.tally().repeats());
    ui.horizontal(|ui| {
        widgets::soft(ui, theme, say!("of-done", done = done, total = total));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icons::button(ui, Icon::Plus, say!("add-articles-button")).clicked() {
                commands.push(Action::OpenFiles.into());
            }
        });
    });
    widgets::progress(ui, theme, done as f32 / total.max(1) as f32, ui.available_width());
    ui.add_space(4.0);
    if total > 5 {
        ui.horizontal(|ui| {
            let field = egui::TextEdit::singleline(&mut state.search)
                .hint_text(say!("title-or-outlet"))
                .desired_width(ui.available_width() - 92.0);
            ui.add(field)
                .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("search-the-articles")));
            ui.checkbox(&mut state.unfinished_only, say!("not-done"));
        });
        ui.add_space(4.0);
    }
    if repeats > 0 {
        let words = say!("hide-repeated-stories", n = repeats);
        ui.checkbox(&mut state.repeats_hidden, words).on_hover_text(say!("articles-that-tell-an-earlier-ones-story"));
    }
    let found = state.found.as_ref().map(|found| &found.3);
    let count = found.map_or(total, Vec::len);
    if count == 0 {
        widgets::empty(
            ui,
            theme,
            if total == 0 { say!("no-articles-yet-drop-files-here-or") } else { say!("no-article-matches") },
        );
        return;
    }
    let current = session.article().map(|article| article.id);
    let mut area = egui::ScrollArea::vertical().auto_shrink(false);
    if state.shown != current {
        // The open article comes into sight when it changes.
        let place = match found {
            Some(found) => found.iter().position(|id| Some(*id) == current),
            None => current.and_then(|current| project.position(current)),
        };
        if let Some(at) = place {
            let row = widgets::LINE + ui.spacing().item_spacing.y;
            let height = ui.available_height();
            area = area.vertical_scroll_offset((at as f32 * row - height / 3.0).max(0.0));
        }
        state.shown = current;
    }
    area.show_rows(ui, widgets::LINE, count, |ui, rows| {
        for row in rows {
            let article = match found {
                Some(found) => project.article(found[row]),
                None => project.article_at(row),
            };
            let Some(article) = article else { continue };
            let id = article.id;
            ui.push_id(id.number(), |ui| {
                let (icon, word) = match article.status {
                    Status::New => (Icon::Ring, say!("new")),
                    Status::InProgress => (Icon::Half, say!("in-progress")),
                    Status::Done => (Icon::Disc, say!("done")),
                };
                let title = article.display_title();
                let response = widgets::line(ui, theme, Some(id) == current, &format!("{title}, {word}"), |ui| {
                    icons::show(ui, icon, if article.status == Status::New { theme.ink_soft } else { theme.accent });
                    let count = article.mention_count() + article.stance_count();
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if count > 0 {
                            widgets::soft(ui, theme, count.to_string());
                        }
                        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                            widgets::cut(ui, RichText::new(title).size(13.5));
                        });
                    });
                });
                let hover = [&article.metadata.outlet, &article.metadata.byline, &article.metadata.source]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" · ");
                let response =
                    response.on_hover_text(format!("{title}\n{word}{}{hover}", if hover.is_empty() { "" } else { " · " }));
                if response.clicked() {
                    commands.push(Command::OpenArticle(id));
                }
                response.context_menu(|ui| {
                    for (status, name) in [
                        (Status::New, say!("mark-as-new")),
                        (Status::InProgress, say!("mark-as-in-progress")),
                        (Status::Done, say!("mark-as-done")),
                    ] {
                        if ui.button(name).clicked() {
                            commands.push(Command::SetStatus { article: id, status });
                        }
                    }
                    ui.separator();
                    if ui.button(say!("remove-from-the-project")).clicked() {
                        commands.push(Command::DeleteArticle(id));
                    }
                });
            });
        }
    });
}
