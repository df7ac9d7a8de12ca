//! What the window tells the person: one line each, gone after a while unless it needs an answer.

use std::collections::VecDeque;

/// How serious it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Weight {
    /// Good to know; goes by itself.
    Note,
    /// Something was not as expected; stays until it is closed.
    Warning,
    /// Something could not be done; stays until it is closed.
    Error,
}

/// One notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub number: u64,
    pub weight: Weight,
    pub text: String,
}

/// The notices on screen, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    shown: VecDeque<Notice>,
    next: u64,
    said: String,
}

/// More than these are not read; the oldest go.
const MOST: usize = 5;

impl Notices {
    pub fn note(&mut self, text: impl Into<String>) {
        self.push(Weight::Note, text.into());
    }

    pub fn warn(&mut self, text: impl Into<String>) {
        self.push(Weight::Warning, text.into());
    }

    pub fn error(&mut self, text: impl Into<String>) {
        self.push(Weight::Error, text.into());
    }

    /// Says what was done to those who cannot see it; nothing comes on the screen.
    pub fn say(&mut self, text: &str) {
        // Nobody is told of words that are the same as before, so the second time they end otherwise.
        let again = self.said == text;
        self.said.clear();
        self.said.push_str(text);
        if again {
            self.said.push('\u{200b}');
        }
    }

    /// What was said last, on the screen or not.
    pub fn said(&self) -> &str {
        &self.said
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Notice> {
        self.shown.iter()
    }

    /// Takes a notice off the screen.
    pub fn close(&mut self, number: u64) {
        self.shown.retain(|notice| notice.number != number);
    }

    fn push(&mut self, weight: Weight, text: String) {
        let text = crate::words::retold(&text).into_owned();
        self.say(&text);
        // Each thing is said once: the same words again only begin their time anew.
        self.shown.retain(|notice| notice.text != text && !(weight == Weight::Note && notice.weight == Weight::Note));
        self.next += 1;
        self.shown.push_back(Notice { number: self.next, weight, text });
        while self.shown.len() > MOST {
            self.shown.pop_front();
        }
    }
}
