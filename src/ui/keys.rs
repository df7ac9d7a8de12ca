//! From what the keyboard says to commands, by the same table that menus and the key table read.
//!
//! Keys are taken out of the events before the window's own widgets see them, so `Tab` goes to the next suggestion and not to
//! the next button. While somebody types in a field only global commands with a modifier or a function key are taken; while
//! something lies over the window it gets the other keys itself.

use crate::say;
use crate::session::{Action, Chord, Command, Group, Place, Session, Tab, View};
use egui::{Event, Key, Modifiers};

/// Who else wants the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listening {
    /// Nobody: the article is worked on.
    Article,
    /// Somebody types in a field.
    Field,
    /// The board, or another place beside the article.
    Place,
    /// Something lies over the window.
    Overlay,
}

/// Takes the keys that are commands out of `events`.
pub fn take(events: &mut Vec<Event>, session: &Session, listening: Listening) -> Vec<Command> {
    let mut commands = Vec::new();
    let (mut by_key, mut spoken) = (false, false);
    events.retain(|event| {
        // Alt with a digit is a key and comes as text too: one press is one command.
        if matches!(event, Event::Text(_)) && std::mem::take(&mut spoken) {
            return false;
        }
        let command = command(event, session, listening);
        if let Event::Key { pressed: true, .. } = event {
            spoken = command.is_some();
        }
        by_key |= command.is_some() && matches!(event, Event::Key { .. });
        let keep = command.is_none();
        commands.extend(command);
        keep
    });
    if by_key {
        // The letter that came with the key is not meant for a field that the command opens.
        events.retain(|event| !matches!(event, Event::Text(_)));
    }
    commands
}

fn command(event: &Event, session: &Session, listening: Listening) -> Option<Command> {
    match event {
        Event::Key { key: Key::Escape, pressed: true, modifiers, .. } if listening == Listening::Place && modifiers.is_none() => {
            Some(Command::StepBack)
        }
        Event::Key { key, pressed: true, modifiers, repeat, .. } => {
            let chord = chord(*key, *modifiers)?;
            let action = session.settings().action_of(&chord).or_else(|| {
                let plain = Chord { shift: false, ..chord.clone() };
                (chord.ctrl && chord.is_sign()).then(|| session.settings().action_of(&plain)).flatten()
            })?;
            if *repeat && matches!(action, Action::Accept | Action::Reject | Action::Save | Action::Palette) {
                return None;
            }
            if listening == Listening::Place {
                return beside_the_article(action, &chord).then_some(Command::Act(action));
            }
            let function_key = chord.key.len() > 1 && chord.key.starts_with('F');
            let free = listening == Listening::Article;
            (free || (action.is_global() && (chord.ctrl || chord.alt || function_key))).then_some(Command::Act(action))
        }
        Event::Text(text) if listening == Listening::Article => {
            let mut chars = text.chars();
            let (Some(sign), None) = (chars.next(), chars.next()) else { return None };
            let chord = Chord { ctrl: false, alt: false, shift: false, key: sign.to_uppercase().collect() };
            if chord.is_sign()
                && let Some(action) = session.settings().action_of(&chord)
            {
                return Some(Command::Act(action));
            }
            session.project().scheme.label_with_key(sign).map(|label| Command::Label(label.id))
        }
        Event::Text(text) if listening == Listening::Place && session.place() == Place::Board => {
            let digit = text.parse::<usize>().ok()?;
            let tab = *Tab::ALL.get(digit.checked_sub(1)?)?;
            Some(Command::Board(Box::new(View { tab, picked: None, ..session.board_view().clone() })))
        }
        Event::Copy if listening == Listening::Place && session.place() == Place::Board => {
            Some(Command::CopyTable(session.board_table().tsv()))
        }
        Event::Copy if listening == Listening::Place && session.place() == Place::Entities => {
            Some(Command::CopyTable(session.entities_table().tsv()))
        }
        Event::Copy if listening == Listening::Article => Some(Command::Act(Action::Copy)),
        Event::Paste(text) if listening == Listening::Article => {
            Some(Command::ImportText { name: say!("pasted-text").to_owned(), text: text.clone() })
        }
        _ => None,
    }
}

/// Does this action make sense while no article is in sight? Keys without a modifier belong to what is drawn there.
fn beside_the_article(action: Action, chord: &Chord) -> bool {
    let shown = matches!(action.group(), Group::File | Group::View | Group::Look)
        || matches!(action, Action::Undo | Action::Redo | Action::NextToDecide);
    let function_key = chord.key.len() > 1 && chord.key.starts_with('F');
    shown && (chord.ctrl || chord.alt || function_key)
}

/// The words for a key; `None` for a plain sign, which comes as text.
pub fn chord(key: Key, modifiers: Modifiers) -> Option<Chord> {
    let name = match key {
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Equals => "=",
        Key::Comma => ",",
        Key::Period => ".",
        Key::Slash => "/",
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Questionmark => "?",
        Key::Semicolon => ";",
        Key::Quote => "'",
        Key::Backtick => "`",
        other => other.name(),
    };
    let ctrl = modifiers.command || modifiers.ctrl;
    let chord = Chord { ctrl, alt: modifiers.alt, shift: modifiers.shift, key: name.to_owned() };
    (!chord.is_sign() || ctrl || modifiers.alt).then_some(chord)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Clock, Ids, Settings};

    fn press(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn told(event: Event, listening: Listening) -> Vec<Command> {
        let session = Session::new(Settings::default(), Ids::seeded(1), Clock::Fixed(0));
        take(&mut vec![event], &session, listening)
    }

    #[test]
    fn keys_of_the_loop_are_commands_while_the_article_is_worked_on() {
        let none = Modifiers::NONE;
        assert_eq!(told(press(Key::Tab, none), Listening::Article), [Command::Act(Action::NextSuggestion)]);
        assert_eq!(told(press(Key::Tab, Modifiers::SHIFT), Listening::Article), [Command::Act(Action::PreviousSuggestion)]);
        assert_eq!(told(press(Key::A, Modifiers::SHIFT), Listening::Article), [Command::Act(Action::Everywhere)]);
        assert_eq!(told(Event::Text("?".into()), Listening::Article), [Command::Act(Action::KeyTable)]);
        assert_eq!(told(Event::Text("1".into()), Listening::Article).len(), 1);
        let redo = Modifiers { ctrl: true, command: true, shift: true, ..none };
        assert_eq!(told(press(Key::Z, redo), Listening::Article), [Command::Act(Action::Redo)]);
    }

    #[test]
    fn a_key_that_comes_as_text_too_is_one_command() {
        let session = Session::new(Settings::default(), Ids::seeded(1), Clock::Fixed(0));
        let alt = Modifiers { alt: true, ..Modifiers::NONE };
        let mut events =
            vec![press(Key::Num6, alt), Event::Text("6".into()), press(Key::A, Modifiers::NONE), Event::Text("a".into())];
        let told = take(&mut events, &session, Listening::Article);
        assert_eq!(told, [Command::Act(Action::ShowBoard), Command::Act(Action::Accept)], "no word is tagged by Alt+6");
    }

    #[test]
    fn typing_in_a_field_triggers_only_global_commands() {
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        for listening in [Listening::Field, Listening::Overlay] {
            for action in Action::ALL.iter().copied() {
                for key in action.default_keys().iter().filter(|key| !key.ctrl && !key.alt && key.key.len() == 1) {
                    assert_eq!(told(Event::Text(key.key.to_lowercase()), listening), [], "{key}");
                    if let Some(pressed) = Key::from_name(&key.key) {
                        assert_eq!(
                            told(press(pressed, Modifiers { shift: key.shift, ..Modifiers::NONE }), listening),
                            [],
                            "{key}"
                        );
                    }
                }
            }
            assert_eq!(told(press(Key::Z, ctrl), listening), [], "undo belongs to the field");
            assert_eq!(told(press(Key::S, ctrl), listening), [Command::Act(Action::Save)]);
            assert_eq!(told(press(Key::F1, Modifiers::NONE), listening), [Command::Act(Action::KeyTable)]);
        }
    }

    #[test]
    fn every_default_key_is_heard() {
        for action in Action::ALL.iter().copied() {
            for key in action.default_keys() {
                let event = if key.is_sign() && !key.ctrl && !key.alt {
                    Event::Text(key.key.clone())
                } else {
                    let sign = ["Plus", "Minus", "Equals", "Comma", "OpenBracket", "CloseBracket"];
                    let found = Key::from_name(&key.key).or_else(|| {
                        sign.iter()
                            .filter_map(|name| Key::from_name(name))
                            .find(|found| chord(*found, Modifiers::CTRL).is_some_and(|heard| heard.key == key.key))
                    });
                    let modifiers =
                        Modifiers { ctrl: key.ctrl, command: key.ctrl, alt: key.alt, shift: key.shift, mac_cmd: false };
                    press(found.unwrap_or_else(|| panic!("no key is called {key}")), modifiers)
                };
                if action == Action::Copy {
                    continue; // comes as an event of its own
                }
                assert_eq!(told(event, Listening::Article), [Command::Act(action)], "{key}");
            }
        }
    }
}
