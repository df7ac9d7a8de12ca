//! Issues, frames and source categories, to read and to change. What was coded with them goes along, after a count.

use super::details::{Drafts, Typed, area, changed, title};
use crate::model::{FrameCode, IssueId};
use crate::say;
use crate::session::{Command, ListChange, Session};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::Theme;
use crate::ui::{entities_panel, widgets};
use egui::Ui;

pub(super) fn issue(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    id: IssueId,
    drafts: &mut Drafts,
    commands: &mut Vec<Command>,
) {
    let scheme = &session.project().scheme;
    let Some(issue) = scheme.issue(id) else { return widgets::empty(ui, theme, say!("this-issue-is-off-the-list")) };
    if drafts.issue.as_ref().is_none_or(|(of, _)| of != issue) {
        let typed = Typed {
            name: issue.name.clone(),
            definition: issue.definition.clone(),
            aliases: issue.aliases.join("; "),
            ..Typed::default()
        };
        drafts.issue = Some((issue.clone(), typed));
    }
    let Some((_, typed)) = &mut drafts.issue else { return };
    let count = session.tally().of_issue(id);
    ui.horizontal(|ui| {
        title(ui, &issue.name);
        widgets::soft(ui, theme, say!("n-stances", n = count as i64));
    });
    if entities_panel::field(ui, theme, say!("name"), &mut typed.name) && typed.name.trim() != issue.name {
        commands.push(Command::RenameIssue { issue: id, name: typed.name.clone() });
    }
    let left = area(ui, theme, say!("definition"), &mut typed.definition);
    let named = entities_panel::field(ui, theme, say!("other-names-with-between-them"), &mut typed.aliases);
    let aliases: Vec<String> =
        typed.aliases.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let definition = typed.definition.trim().to_owned();
    if (left || named) && (definition != issue.definition || aliases != issue.aliases) {
        commands.push(changed(session, say!("define-the-issue", issue = issue.name), |scheme| {
            if let Some(issue) = scheme.issues.iter_mut().find(|other| other.id == id) {
                (issue.definition, issue.aliases) = (definition, aliases);
            }
        }));
    }
    widgets::heading(ui, theme, say!("change-it-everywhere"));
    ui.horizontal(|ui| {
        ui.menu_button(say!("merge-into-menu"), |ui| {
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for other in scheme.issues.iter().filter(|other| other.id != id) {
                    if ui.button(&other.name).clicked() {
                        commands.push(Command::AskList(ListChange::MergeIssues { from: id, into: other.id }));
                    }
                }
            });
        });
        if ui.button(say!("take-it-off-the-list")).clicked() {
            commands.push(Command::AskList(ListChange::DeleteIssue(id)));
        }
    });
}

pub(super) fn frame(ui: &mut Ui, session: &Session, theme: &Theme, name: &str, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    let Some(frame) = scheme.frames.iter().find(|frame| frame.name == name) else {
        return widgets::empty(ui, theme, say!("this-frame-is-not-in-the-codebook"));
    };
    if drafts.frame.as_ref().is_none_or(|(of, _)| of != frame) {
        let typed = Typed { name: frame.name.clone(), definition: frame.definition.clone(), ..Typed::default() };
        drafts.frame = Some((frame.clone(), typed));
    }
    let Some((_, typed)) = drafts.frame.as_mut() else { return };
    title(ui, &frame.name);
    if entities_panel::field(ui, theme, say!("name"), &mut typed.name) && !typed.name.trim().is_empty() {
        commands.push(Command::AskList(ListChange::RenameFrame { from: name.to_owned(), to: typed.name.trim().to_owned() }));
        typed.name.clone_from(&frame.name);
    }
    if area(ui, theme, say!("definition"), &mut typed.definition) && typed.definition.trim() != frame.definition {
        let new = FrameCode { definition: typed.definition.trim().to_owned(), ..frame.clone() };
        commands.push(changed(session, say!("define-the-frame", name = name), |scheme| {
            if let Some(frame) = scheme.frames.iter_mut().find(|other| other.name == name) {
                *frame = new;
            }
        }));
    }
    widgets::heading(ui, theme, say!("change-it-everywhere"));
    ui.horizontal(|ui| {
        ui.menu_button(say!("merge-into-menu"), |ui| {
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for other in scheme.frames.iter().filter(|other| other.name != name) {
                    if ui.button(&other.name).clicked() {
                        let (from, to) = (name.to_owned(), other.name.clone());
                        commands.push(Command::AskList(ListChange::RenameFrame { from, to }));
                    }
                }
            });
        });
        if ui.button(say!("delete-button")).clicked() {
            commands.push(Command::AskList(ListChange::DeleteFrame(name.to_owned())));
        }
    });
}

pub(super) fn categories(ui: &mut Ui, session: &Session, theme: &Theme, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    title(ui, say!("source-categories"));
    widgets::soft(ui, theme, say!("what-kind-of-source-an-entity-is"));
    ui.add_space(4.0);
    let scheme = &session.project().scheme;
    for (at, category) in scheme.source_categories.iter().enumerate() {
        let count = session.project().entities().filter(|entity| entity.profile.category == *category).count();
        ui.horizontal(|ui| {
            widgets::key_cap(ui, theme, &if at < 9 { (at + 1).to_string() } else { " ".to_owned() });
            let draft = drafts.renamed.as_mut().filter(|(of, _)| of == category);
            let mut shown = draft.as_ref().map_or_else(|| category.clone(), |(_, typed)| typed.clone());
            let response = ui.add(egui::TextEdit::singleline(&mut shown).desired_width(220.0));
            response.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::accesskit::Role::TextInput,
                    true,
                    say!("name-of-the-category", category = category),
                )
            });
            if response.changed() {
                drafts.renamed = Some((category.clone(), shown.clone()));
            }
            if response.lost_focus()
                && let Some((from, to)) = drafts.renamed.take_if(|(of, _)| of == category)
            {
                commands.push(Command::AskList(ListChange::RenameCategory { from, to }));
            }
            let counted = say!("n-entities", n = count);
            widgets::soft(ui, theme, counted);
            if icons::button(ui, Icon::Cross, &say!("take-category-out", category = category)).clicked() {
                commands.push(Command::AskList(ListChange::DeleteCategory(category.clone())));
            }
        });
    }
    ui.horizontal(|ui| {
        widgets::key_cap(ui, theme, " ");
        let response =
            ui.add(egui::TextEdit::singleline(&mut drafts.category).hint_text(say!("new-category")).desired_width(220.0));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("new-category")));
        if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            let name = std::mem::take(&mut drafts.category).trim().to_owned();
            if !name.is_empty() && !scheme.source_categories.contains(&name) {
                commands
                    .push(changed(session, say!("add-the-category", name = name), |scheme| scheme.source_categories.push(name)));
            }
        }
    });
}
