//! One thing of the codebook, to read and to change. What reaches into annotations is asked first, with a count.

use crate::model::{FrameCode, Issue, IssueId, Label, LabelId, Polarity, Rgb, Scheme, StanceField};
use crate::session::{Command, LabelChange, Session};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::Theme;
use crate::ui::{entities_panel, widgets};
use egui::{RichText, Ui};

/// What is typed, and of what state of the thing.
#[derive(Default)]
pub(super) struct Drafts {
    label: Option<(Label, Typed)>,
    issue: Option<(Issue, Typed)>,
    frame: Option<(FrameCode, Typed)>,
    category: String,
    split: String,
}

#[derive(Default)]
struct Typed {
    name: String,
    key: String,
    definition: String,
    example: String,
    counter: String,
    aliases: String,
}

fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).family(egui::FontFamily::Name(crate::ui::fonts::SEMIBOLD.into())).size(18.0));
    ui.add_space(6.0);
}

/// Several lines to type; true when left.
fn area(ui: &mut Ui, theme: &Theme, name: &str, text: &mut String) -> bool {
    let label = widgets::soft(ui, theme, name);
    let field =
        egui::TextEdit::multiline(text).desired_rows(3).desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6));
    ui.add(field).labelled_by(label.id).lost_focus()
}

fn changed(session: &Session, what: String, change: impl FnOnce(&mut Scheme)) -> Command {
    let mut scheme = Scheme::clone(&session.project().scheme);
    change(&mut scheme);
    Command::ChangeScheme { what, scheme: Box::new(scheme) }
}

pub(super) fn label(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    id: LabelId,
    drafts: &mut Drafts,
    commands: &mut Vec<Command>,
) {
    let scheme = &session.project().scheme;
    let Some(label) = scheme.label(id) else { return widgets::empty(ui, theme, "This label is not in the codebook any more.") };
    if drafts.label.as_ref().is_none_or(|(of, _)| of != label) {
        let key = label.key.map(String::from).unwrap_or_default();
        let typed = Typed { name: label.name.clone(), key, definition: label.definition.clone(), ..Typed::default() };
        drafts.label = Some((label.clone(), typed));
        drafts.split.clear();
    }
    let split = &mut drafts.split;
    let Some((_, typed)) = &mut drafts.label else { return };
    let count = session.tally().of_label(id);
    ui.horizontal(|ui| {
        title(ui, &label.name);
        widgets::soft(ui, theme, format!("{count} mentions"));
    });
    ui.columns(2, |columns| {
        if entities_panel::field(&mut columns[0], theme, "Name", &mut typed.name) && typed.name.trim() != label.name {
            commands.push(Command::AskLabel(LabelChange::Rename { label: id, name: typed.name.clone() }));
        }
        if entities_panel::field(&mut columns[1], theme, "Key", &mut typed.key) {
            let key = typed.key.trim().chars().next();
            if key != label.key {
                commands.push(Command::RekeyLabel { label: id, key });
            }
        }
    });
    if area(ui, theme, "Definition", &mut typed.definition) && typed.definition != label.definition {
        commands.push(Command::DefineLabel { label: id, definition: typed.definition.trim().to_owned() });
    }
    examples(ui, session, theme, label, false, &mut typed.example, commands);
    examples(ui, session, theme, label, true, &mut typed.counter, commands);
    widgets::heading(ui, theme, "Look and rules");
    ui.horizontal(|ui| {
        let mut colour = [label.colour.0, label.colour.1, label.colour.2];
        let response = ui.color_edit_button_srgb(&mut colour);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::ColorWell, true, "Colour of the label"));
        if response.changed() {
            commands.push(Command::RecolourLabel { label: id, colour: Rgb(colour[0], colour[1], colour[2]) });
        }
        widgets::soft(ui, theme, "Colour");
        let mut shown = !label.hidden;
        if ui.checkbox(&mut shown, "Offered").changed() {
            commands.push(Command::HideLabel { label: id, hidden: !shown });
        }
        for (holds, text) in [(true, "May hold stances"), (false, "May be a target")] {
            let mut on = if holds { label.may_hold } else { label.may_receive };
            if ui.checkbox(&mut on, text).changed() {
                commands.push(changed(session, format!("Set the rules of {}", label.name), |scheme| {
                    if let Some(label) = scheme.labels.iter_mut().find(|other| other.id == id) {
                        *(if holds { &mut label.may_hold } else { &mut label.may_receive }) = on;
                    }
                }));
            }
        }
    });
    exclusive(ui, session, theme, id, commands);
    widgets::heading(ui, theme, "Change it everywhere");
    ui.horizontal_wrapped(|ui| {
        ui.menu_button("Merge into…", |ui| {
            for other in scheme.labels.iter().filter(|other| other.id != id && !other.hidden) {
                if ui.button(&other.name).clicked() {
                    commands.push(Command::AskLabel(LabelChange::Merge { from: id, into: other.id }));
                }
            }
        });
        if ui.button("Delete…").clicked() {
            commands.push(Command::AskLabel(LabelChange::Delete(id)));
        }
        ui.add_space(16.0);
        let field = egui::TextEdit::singleline(split).hint_text("Name of a new label").desired_width(180.0);
        ui.add(field).widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Split off a label"));
        let ready = !split.trim().is_empty();
        let help = "Its mentions are flagged, to decide again which of the two they are; ask the concordance for flag:re-decide.";
        if ui.add_enabled(ready, egui::Button::new("Split off…")).on_hover_text(help).clicked() {
            let name = split.trim().to_owned();
            commands.push(Command::AskLabel(LabelChange::Split { label: id, name, definition: String::new() }));
        }
    });
}

fn examples(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    label: &Label,
    counter: bool,
    typed: &mut String,
    commands: &mut Vec<Command>,
) {
    let (heading, list) = if counter { ("What it is not for", &label.counter_examples) } else { ("Examples", &label.examples) };
    widgets::heading(ui, theme, heading);
    let id = label.id;
    let edit = |what: String, change: &dyn Fn(&mut Vec<String>)| {
        changed(session, what, |scheme| {
            if let Some(label) = scheme.labels.iter_mut().find(|other| other.id == id) {
                change(if counter { &mut label.counter_examples } else { &mut label.examples });
            }
        })
    };
    for (at, example) in list.iter().enumerate() {
        ui.horizontal(|ui| {
            if icons::button(ui, Icon::Cross, &format!("Take “{example}” out")).clicked() {
                commands.push(edit(format!("Take an example out of {}", label.name), &|list| {
                    if at < list.len() {
                        list.remove(at);
                    }
                }));
            }
            ui.label(
                RichText::new(format!("“{example}”")).family(egui::FontFamily::Name(crate::ui::fonts::READING.into())).size(14.5),
            );
        });
    }
    let hint = if counter { "Type words that it is not for" } else { "Type an example, or take one from the text" };
    let response = ui.add(egui::TextEdit::singleline(typed).hint_text(hint).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, hint));
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) && !typed.trim().is_empty() {
        let words = typed.trim().to_owned();
        commands.push(edit(format!("Add an example to {}", label.name), &|list| list.push(words.clone())));
    }
}

/// Labels that must not cover the same words as this one.
fn exclusive(ui: &mut Ui, session: &Session, theme: &Theme, id: LabelId, commands: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    ui.horizontal_wrapped(|ui| {
        widgets::soft(ui, theme, "Never on the same words as");
        for other in scheme.labels.iter().filter(|other| other.id != id && !other.hidden) {
            let pair = (id.min(other.id), id.max(other.id));
            let on = scheme.exclusive.contains(&pair) || scheme.exclusive.contains(&(pair.1, pair.0));
            if ui.selectable_label(on, RichText::new(&other.name).size(12.0)).clicked() {
                commands.push(changed(session, "Set which labels exclude each other".to_owned(), |scheme| {
                    scheme.exclusive.remove(&pair);
                    scheme.exclusive.remove(&(pair.1, pair.0));
                    if !on {
                        scheme.exclusive.insert(pair);
                    }
                }));
            }
        }
    });
}

pub(super) fn issue(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    id: IssueId,
    drafts: &mut Drafts,
    commands: &mut Vec<Command>,
) {
    let Some(issue) = session.project().scheme.issue(id) else { return widgets::empty(ui, theme, "This issue is off the list.") };
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
        widgets::soft(ui, theme, format!("{count} stances"));
    });
    if entities_panel::field(ui, theme, "Name", &mut typed.name) && typed.name.trim() != issue.name {
        commands.push(Command::RenameIssue { issue: id, name: typed.name.clone() });
    }
    let left = area(ui, theme, "Definition", &mut typed.definition);
    let named = entities_panel::field(ui, theme, "Other names, with ; between them", &mut typed.aliases);
    let aliases: Vec<String> =
        typed.aliases.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let definition = typed.definition.trim().to_owned();
    if (left || named) && (definition != issue.definition || aliases != issue.aliases) {
        commands.push(changed(session, format!("Define the issue {}", issue.name), |scheme| {
            if let Some(issue) = scheme.issues.iter_mut().find(|other| other.id == id) {
                (issue.definition, issue.aliases) = (definition, aliases);
            }
        }));
    }
    ui.add_space(8.0);
    let help = format!("Its {count} stances keep the words of their target. One undo brings it back.");
    if ui.button("Take it off the list").on_hover_text(help).clicked() {
        commands.push(Command::DeleteIssue(id));
    }
}

/// Returns the new name where it was changed.
pub(super) fn frame(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    name: &str,
    drafts: &mut Drafts,
    commands: &mut Vec<Command>,
) -> Option<String> {
    let Some(frame) = session.project().scheme.frames.iter().find(|frame| frame.name == name) else {
        widgets::empty(ui, theme, "This frame is not in the codebook any more.");
        return None;
    };
    if drafts.frame.as_ref().is_none_or(|(of, _)| of != frame) {
        let typed = Typed { name: frame.name.clone(), definition: frame.definition.clone(), ..Typed::default() };
        drafts.frame = Some((frame.clone(), typed));
    }
    let (_, typed) = drafts.frame.as_mut()?;
    title(ui, &frame.name);
    let named = entities_panel::field(ui, theme, "Name", &mut typed.name);
    let left = area(ui, theme, "Definition", &mut typed.definition);
    let new = FrameCode { name: typed.name.trim().to_owned(), definition: typed.definition.trim().to_owned() };
    let taken = new.name != name && session.project().scheme.frames.iter().any(|other| other.name == new.name);
    let mut renamed = None;
    if (named || left) && new != *frame && !new.name.is_empty() && !taken {
        renamed = Some(new.name.clone());
        commands.push(changed(session, format!("Define the frame {name}"), |scheme| {
            if let Some(frame) = scheme.frames.iter_mut().find(|other| other.name == name) {
                *frame = new;
            }
        }));
    }
    widgets::soft(
        ui,
        theme,
        "Framings that were coded under another name keep it; the board lists them under Against the codebook.",
    );
    if ui.button("Take it out").clicked() {
        commands.push(changed(session, format!("Take out the frame {name}"), |scheme| {
            scheme.frames.retain(|other| other.name != name)
        }));
    }
    renamed
}

pub(super) fn categories(ui: &mut Ui, session: &Session, theme: &Theme, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    title(ui, "Source categories");
    widgets::soft(ui, theme, "What kind of source an entity is; coded in its profile, or for many in the entity table.");
    let scheme = &session.project().scheme;
    for (at, category) in scheme.source_categories.iter().enumerate() {
        let count = session.project().entities().filter(|entity| entity.profile.category == *category).count();
        ui.horizontal(|ui| {
            if icons::button(ui, Icon::Cross, &format!("Take “{category}” out")).clicked() {
                commands.push(changed(session, format!("Take out the category {category}"), |scheme| {
                    _ = scheme.source_categories.remove(at)
                }));
            }
            if at < 9 {
                widgets::key_cap(ui, theme, &(at + 1).to_string());
            }
            ui.label(category);
            widgets::soft(ui, theme, format!("{count} entities"));
        });
    }
    let response = ui.add(egui::TextEdit::singleline(&mut drafts.category).hint_text("New category").desired_width(240.0));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "New category"));
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        let name = std::mem::take(&mut drafts.category).trim().to_owned();
        if !name.is_empty() && !scheme.source_categories.contains(&name) {
            commands.push(changed(session, format!("Add the category {name}"), |scheme| scheme.source_categories.push(name)));
        }
    }
}

/// What the polarities mean, in our words; they are the same in every codebook.
pub(super) fn polarities(ui: &mut Ui, theme: &Theme) {
    title(ui, "Polarities");
    let all = [
        (
            Polarity::Favor,
            "The holder wants it, praises it, defends it or helps it, in these words or by what they plainly mean.",
        ),
        (Polarity::Against, "The holder rejects it, blames it, fights it or warns of it."),
        (Polarity::Neutral, "The holder speaks of it and weighs it without taking a side."),
        (Polarity::Mixed, "The holder takes both sides in the same words: for this part of it, against that."),
        (Polarity::Unclear, "A side is taken, but these words do not say which."),
        (Polarity::None, "A plain quotation: somebody is heard, and nothing is judged."),
    ];
    for (polarity, meaning) in all {
        let style = theme.polarity(polarity);
        ui.horizontal(|ui| {
            ui.add_sized([26.0, 22.0], egui::Label::new(RichText::new(style.sign).size(18.0).color(style.colour).strong()));
            ui.add_sized(
                [100.0, 22.0],
                egui::Label::new(RichText::new(style.word).color(style.colour)).halign(egui::Align::LEFT),
            );
            ui.label(RichText::new(meaning).size(13.5));
        });
    }
}

pub(super) fn fields(ui: &mut Ui, session: &Session, theme: &Theme, commands: &mut Vec<Command>) {
    title(ui, "Fields of a stance");
    widgets::soft(
        ui,
        theme,
        "Holder, target, polarity, evidence and directness are always asked. What is required and missing is listed on the board, never forbidden.",
    );
    ui.add_space(6.0);
    let all = [
        (StanceField::Attitude, "Attitude", "Sentiment, arguing, agreement, intention, speculation"),
        (StanceField::Intensity, "Intensity", "How strongly: low to extreme"),
        (StanceField::Basis, "Basis", "Said in these words, or inferred"),
        (StanceField::Channel, "Channel", "Where it was said: interview, post, press release"),
        (StanceField::Frames, "Frames", "From which side the matter is seen"),
        (StanceField::Parent, "Within", "The stance this one is reported in"),
        (StanceField::RespondsTo, "Responds to", "The stances this one answers"),
        (StanceField::Note, "Note", "Anything else"),
    ];
    let scheme = &session.project().scheme;
    for (field, name, help) in all {
        ui.horizontal(|ui| {
            ui.add_sized([110.0, 24.0], egui::Label::new(name).halign(egui::Align::LEFT));
            for (required, word) in [(false, "asked"), (true, "required")] {
                let set = if required { &scheme.required } else { &scheme.asked };
                let mut on = set.contains(&field);
                let response = ui.checkbox(&mut on, word);
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, on, format!("{name} {word}"))
                });
                if response.changed() {
                    commands.push(changed(session, format!("Set what is {word} of a stance"), |scheme| {
                        let set = if required { &mut scheme.required } else { &mut scheme.asked };
                        if on { _ = set.insert(field) } else { _ = set.remove(&field) }
                    }));
                }
            }
            widgets::soft(ui, theme, help);
        });
    }
}
