//! A label of the codebook, to read and to change, and what all details are made of. What reaches into annotations is asked
//! first, with a count.

use crate::model::{FrameCode, Issue, Label, LabelId, Meaning, Polarity, Rgb, Scheme, StanceField};
use crate::say;
use crate::session::{Command, LabelChange, Session};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::Theme;
use crate::ui::{entities_panel, widgets};
use egui::{RichText, Ui};

/// What is typed, and of what state of the thing.
#[derive(Default)]
pub(super) struct Drafts {
    label: Option<(Label, Typed)>,
    pub(super) issue: Option<(Issue, Typed)>,
    pub(super) frame: Option<(FrameCode, Typed)>,
    pub(super) polarity: Option<(Polarity, Meaning, Typed)>,
    pub(super) field: Option<(StanceField, String)>,
    /// The category that is renamed, and its new name.
    pub(super) renamed: Option<(String, String)>,
    pub(super) category: String,
    split: String,
}

#[derive(Default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) key: String,
    pub(super) definition: String,
    pub(super) example: String,
    pub(super) counter: String,
    pub(super) aliases: String,
}

pub(super) fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).family(egui::FontFamily::Name(crate::ui::fonts::SEMIBOLD.into())).size(18.0));
    ui.add_space(6.0);
}

/// Several lines to type; true when left.
pub(super) fn area(ui: &mut Ui, theme: &Theme, name: &str, text: &mut String) -> bool {
    let label = widgets::soft(ui, theme, name);
    let field =
        egui::TextEdit::multiline(text).desired_rows(3).desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 6));
    ui.add(field).labelled_by(label.id).lost_focus()
}

pub(super) fn changed(session: &Session, what: String, change: impl FnOnce(&mut Scheme)) -> Command {
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
    let Some(label) = scheme.label(id) else { return widgets::empty(ui, theme, say!("this-label-is-not-in-the-codebook")) };
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
        widgets::soft(ui, theme, say!("n-mentions", n = count));
    });
    ui.columns(2, |columns| {
        if entities_panel::field(&mut columns[0], theme, say!("name"), &mut typed.name) && typed.name.trim() != label.name {
            commands.push(Command::AskLabel(LabelChange::Rename { label: id, name: typed.name.clone() }));
        }
        if entities_panel::field(&mut columns[1], theme, say!("key"), &mut typed.key) {
            let key = typed.key.trim().chars().next();
            if key != label.key {
                commands.push(Command::RekeyLabel { label: id, key });
            }
        }
    });
    if area(ui, theme, say!("definition"), &mut typed.definition) && typed.definition != label.definition {
        commands.push(Command::DefineLabel { label: id, definition: typed.definition.trim().to_owned() });
    }
    let of = (Of::Label(id), label.name.as_str());
    examples(ui, session, theme, of, &label.examples, false, &mut typed.example, commands);
    examples(ui, session, theme, of, &label.counter_examples, true, &mut typed.counter, commands);
    widgets::heading(ui, theme, say!("look-and-rules"));
    ui.horizontal(|ui| {
        let mut colour = [label.colour.0, label.colour.1, label.colour.2];
        let response = ui.color_edit_button_srgb(&mut colour);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::ColorWell, true, say!("colour-of-the-label")));
        if response.changed() {
            commands.push(Command::RecolourLabel { label: id, colour: Rgb(colour[0], colour[1], colour[2]) });
        }
        widgets::soft(ui, theme, say!("colour"));
        let mut shown = !label.hidden;
        if ui.checkbox(&mut shown, say!("offered")).changed() {
            commands.push(Command::HideLabel { label: id, hidden: !shown });
        }
        for (holds, text) in [(true, say!("may-hold-stances")), (false, say!("may-be-a-target"))] {
            let mut on = if holds { label.may_hold } else { label.may_receive };
            if ui.checkbox(&mut on, text).changed() {
                commands.push(changed(session, say!("set-the-rules-of", label = label.name), |scheme| {
                    if let Some(label) = scheme.labels.iter_mut().find(|other| other.id == id) {
                        *(if holds { &mut label.may_hold } else { &mut label.may_receive }) = on;
                    }
                }));
            }
        }
    });
    exclusive(ui, session, theme, id, commands);
    widgets::heading(ui, theme, say!("change-it-everywhere"));
    ui.horizontal_wrapped(|ui| {
        ui.menu_button(say!("merge-into-menu"), |ui| {
            for other in scheme.labels.iter().filter(|other| other.id != id && !other.hidden) {
                if ui.button(&other.name).clicked() {
                    commands.push(Command::AskLabel(LabelChange::Merge { from: id, into: other.id }));
                }
            }
        });
        if ui.button(say!("delete-button")).clicked() {
            commands.push(Command::AskLabel(LabelChange::Delete(id)));
        }
        ui.add_space(16.0);
        let field = egui::TextEdit::singleline(split).hint_text(say!("name-of-a-new-label")).desired_width(180.0);
        ui.add(field)
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("split-off-a-label")));
        let ready = !split.trim().is_empty();
        let help = say!("its-mentions-are-flagged-to-decide-again");
        if ui.add_enabled(ready, egui::Button::new(say!("split-off-button"))).on_hover_text(help).clicked() {
            let name = split.trim().to_owned();
            commands.push(Command::AskLabel(LabelChange::Split { label: id, name, definition: String::new() }));
        }
    });
}

/// Whose examples are shown.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Label(LabelId),
    Polarity(Polarity),
}

impl Of {
    /// The list of the scheme to change.
    fn list(self, scheme: &mut Scheme, counter: bool) -> Option<&mut Vec<String>> {
        let (examples, counters) = match self {
            Self::Label(id) => {
                let label = scheme.labels.iter_mut().find(|other| other.id == id)?;
                (&mut label.examples, &mut label.counter_examples)
            }
            Self::Polarity(polarity) => {
                let meaning = scheme.polarities.entry(polarity).or_default();
                (&mut meaning.examples, &mut meaning.counter_examples)
            }
        };
        Some(if counter { counters } else { examples })
    }
}

/// Examples, or counter-examples, to read, take out and add.
#[expect(clippy::too_many_arguments, reason = "what a list of words needs, and nothing that belongs together")]
pub(super) fn examples(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    (of, name): (Of, &str),
    list: &[String],
    counter: bool,
    typed: &mut String,
    commands: &mut Vec<Command>,
) {
    widgets::heading(ui, theme, if counter { say!("what-it-is-not-for") } else { say!("examples") });
    let edit = |what: String, change: &dyn Fn(&mut Vec<String>)| {
        changed(session, what, |scheme| {
            if let Some(list) = of.list(scheme, counter) {
                change(list);
            }
        })
    };
    for (at, example) in list.iter().enumerate() {
        ui.horizontal(|ui| {
            if icons::button(ui, Icon::Cross, &say!("take-out", example = example)).clicked() {
                commands.push(edit(say!("take-an-example-out-of", name = name), &|list| {
                    if at < list.len() {
                        list.remove(at);
                    }
                }));
            }
            ui.add(
                egui::Label::new(
                    RichText::new(format!("“{example}”"))
                        .family(egui::FontFamily::Name(crate::ui::fonts::READING.into()))
                        .size(14.5),
                )
                .wrap(),
            );
        });
    }
    let hint = if counter { say!("type-words-that-it-is-not-for") } else { say!("type-an-example-or-take-one-from") };
    let response = ui.add(egui::TextEdit::singleline(typed).hint_text(hint).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, hint));
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) && !typed.trim().is_empty() {
        let words = std::mem::take(typed).trim().to_owned();
        commands.push(edit(say!("add-an-example-to", name = name), &|list| list.push(words.clone())));
    }
}

/// Labels that must not cover the same words as this one.
fn exclusive(ui: &mut Ui, session: &Session, theme: &Theme, id: LabelId, commands: &mut Vec<Command>) {
    let scheme = &session.project().scheme;
    ui.horizontal_wrapped(|ui| {
        widgets::soft(ui, theme, say!("never-on-the-same-words-as"));
        for other in scheme.labels.iter().filter(|other| other.id != id && !other.hidden) {
            let pair = (id.min(other.id), id.max(other.id));
            let on = scheme.exclusive.contains(&pair) || scheme.exclusive.contains(&(pair.1, pair.0));
            if ui.selectable_label(on, RichText::new(&other.name).size(12.0)).clicked() {
                commands.push(changed(session, say!("set-which-labels-exclude-each-other").to_owned(), |scheme| {
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
