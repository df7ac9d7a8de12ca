//! The question before many places change: what, how many, and yes or no.

use super::theme::Theme;
use crate::say;
use crate::session::{Command, Session};
use egui::{Key, Modifiers, RichText, Ui};

/// What the person said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said {
    /// Nothing is asked.
    NotAsked,
    Nothing,
    Yes,
    No,
}

/// Draws the question, where there is one. `seen` remembers whether it was on screen before: the Enter that chose the change
/// from a menu is not yet a yes.
pub fn ui(ui: &mut Ui, session: &Session, theme: &Theme, seen: &mut bool, commands: &mut Vec<Command>) -> Said {
    let Some(asking) = session.asking() else {
        *seen = false;
        return Said::NotAsked;
    };
    let enter = std::mem::replace(seen, true) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut said = Said::Nothing;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("{}?", asking.name)).strong());
        ui.label(&asking.words);
        ui.add_space(10.0);
        let go = egui::Button::new(RichText::new(say!("do-it")).color(theme.paper)).fill(theme.accent);
        if ui.add(go).on_hover_text("Enter").clicked() || enter {
            commands.push(Command::DoBulk);
            said = Said::Yes;
        }
        if ui.button(say!("leave-it")).on_hover_text("Escape").clicked() {
            commands.push(Command::StepBack);
            said = Said::No;
        }
    });
    said
}
