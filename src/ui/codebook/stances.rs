//! What the polarities and the fields of a stance mean, which fields are asked, and which are required.

use super::details::{Drafts, Of, Typed, area, changed, examples, title};
use crate::model::{Meaning, Polarity, StanceField};
use crate::say;
use crate::session::{Command, Session};
use crate::ui::theme::Theme;
use crate::ui::widgets;
use egui::{RichText, Ui};

/// All of them, in the order shown to people.
pub(super) const POLARITIES: [Polarity; 6] =
    [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None];

pub(super) fn polarity(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    polarity: Polarity,
    drafts: &mut Drafts,
    commands: &mut Vec<Command>,
) {
    let scheme = &session.project().scheme;
    let meaning = crate::words::retold(scheme.meaning(polarity));
    let own = scheme.polarities.get(&polarity).cloned().unwrap_or_default();
    if drafts.polarity.as_ref().is_none_or(|(of, meaning, _)| *of != polarity || *meaning != own) {
        let typed = Typed { definition: meaning.clone().into_owned(), ..Typed::default() };
        drafts.polarity = Some((polarity, own.clone(), typed));
    }
    let Some((_, _, typed)) = &mut drafts.polarity else { return };
    let style = theme.polarity(polarity);
    ui.horizontal(|ui| {
        ui.label(RichText::new(style.sign).size(20.0).color(style.colour).strong());
        title(ui, style.word);
    });
    if area(ui, theme, say!("definition"), &mut typed.definition) && typed.definition.trim() != meaning {
        let definition = typed.definition.trim().to_owned();
        commands.push(changed(session, say!("define-the-polarity", word = style.word), |scheme| {
            scheme.polarities.entry(polarity).or_default().definition = definition;
        }));
    }
    let of = (Of::Polarity(polarity), style.word);
    examples(ui, session, theme, of, &own.examples, false, &mut typed.example, commands);
    examples(ui, session, theme, of, &own.counter_examples, true, &mut typed.counter, commands);
    if !own.definition.is_empty() && ui.button(say!("back-to-the-usual-definition")).clicked() {
        commands.push(changed(session, say!("define-the-polarity-as-usual", word = style.word), |scheme| {
            scheme.polarities.entry(polarity).or_default().definition.clear();
            scheme.polarities.retain(|_, meaning| *meaning != Meaning::default());
        }));
    }
}

pub(super) fn fields(ui: &mut Ui, session: &Session, theme: &Theme, drafts: &mut Drafts, commands: &mut Vec<Command>) {
    title(ui, say!("fields-of-a-stance"));
    widgets::soft(ui, theme, say!("holder-target-polarity-evidence-and-directness-are"));
    ui.add_space(6.0);
    let all = [
        (StanceField::Attitude, say!("attitude"), say!("sentiment-arguing-agreement-intention-speculation")),
        (StanceField::Intensity, say!("intensity"), say!("how-strongly-low-to-extreme")),
        (StanceField::Basis, say!("basis"), say!("said-in-these-words-or-inferred")),
        (StanceField::Channel, say!("channel"), say!("where-it-was-said-interview-post-press")),
        (StanceField::Frames, say!("frames"), say!("from-which-side-the-matter-is-seen")),
        (StanceField::Parent, say!("within"), say!("the-stance-this-one-is-reported-in")),
        (StanceField::RespondsTo, say!("responds-to"), say!("the-stances-this-one-answers")),
        (StanceField::Note, say!("note-field"), say!("anything-else")),
    ];
    let scheme = &session.project().scheme;
    for (field, name, usual) in all {
        ui.horizontal(|ui| {
            ui.add_sized([110.0, 24.0], egui::Label::new(RichText::new(name).strong()).halign(egui::Align::LEFT));
            for (required, word) in [(false, say!("asked")), (true, say!("required"))] {
                let set = if required { &scheme.required } else { &scheme.asked };
                let mut on = set.contains(&field);
                let response = ui.checkbox(&mut on, word);
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, on, format!("{name} {word}"))
                });
                if response.changed() {
                    commands.push(changed(session, say!("set-what-is-of-a-stance", word = word), |scheme| {
                        let set = if required { &mut scheme.required } else { &mut scheme.asked };
                        if on { _ = set.insert(field) } else { _ = set.remove(&field) }
                    }));
                }
            }
        });
        let own = scheme.fields.get(&field).map(|meaning| meaning.definition.as_str()).unwrap_or_default();
        let mut shown = match &drafts.field {
            Some((of, typed)) if *of == field => typed.clone(),
            _ => own.to_owned(),
        };
        let response = ui.add(egui::TextEdit::singleline(&mut shown).hint_text(usual).desired_width(f32::INFINITY));
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("definition-of", name = name))
        });
        if response.changed() {
            drafts.field = Some((field, shown));
        }
        if response.lost_focus()
            && let Some((_, typed)) = drafts.field.take_if(|(of, _)| *of == field)
            && typed.trim() != own
        {
            commands.push(changed(session, say!("define-the-field", name = name), |scheme| {
                let definition = typed.trim().to_owned();
                scheme.fields.entry(field).or_default().definition = definition;
                scheme.fields.retain(|_, meaning| *meaning != Meaning::default());
            }));
        }
        ui.add_space(4.0);
    }
}
