//! Keys and their modifiers, as people write them: `Ctrl+Shift+Z`, `Tab`, `?`.
//!
//! Nothing here knows the window toolkit; `ui/keys.rs` turns what it hears into the same words.

use std::fmt;
use std::str::FromStr;

/// One key with its modifiers. `ctrl` is the command key on a Mac.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub struct Chord {
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
    /// `A` … `Z`, `0` … `9`, `F1` …, `Tab`, `Space`, `Enter`, `Escape`, `Left`, `PageDown` …, or a sign such as `?`.
    pub key: String,
}

impl Chord {
    /// A sign is matched as the character typed, whatever keys the keyboard needs for it.
    pub fn is_sign(&self) -> bool {
        let mut chars = self.key.chars();
        matches!((chars.next(), chars.next()), (Some(only), None) if !only.is_alphanumeric())
    }

    /// How many modifiers; those with more are tried first.
    pub fn modifiers(&self) -> usize {
        usize::from(self.ctrl) + usize::from(self.alt) + usize::from(self.shift)
    }
}

/// Why some words are no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no key; write it like Ctrl+Shift+Z, Tab or F1")]
pub struct ChordError(String);

impl FromStr for Chord {
    type Err = ChordError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut chord = Self { ctrl: false, alt: false, shift: false, key: String::new() };
        let mut rest = text.trim();
        while let Some((modifier, after)) =
            rest.split_once('+').filter(|(modifier, after)| !modifier.is_empty() && !after.is_empty())
        {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "cmd" | "command" => chord.ctrl = true,
                "alt" | "option" => chord.alt = true,
                "shift" => chord.shift = true,
                _ => return Err(ChordError(text.to_owned())),
            }
            rest = after;
        }
        let mut chars = rest.chars();
        chord.key = match (chars.next(), chars.next()) {
            (Some(only), None) if !only.is_whitespace() => only.to_uppercase().collect(),
            (Some(_), Some(_)) if rest.chars().all(char::is_alphanumeric) => rest.to_owned(),
            _ => return Err(ChordError(text.to_owned())),
        };
        Ok(chord)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        f.write_str(&self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_as_written() {
        for written in ["Ctrl+Shift+Z", "Tab", "?", "Ctrl++", "Ctrl+-", "+", "Alt+Left", "F1", "Space"] {
            assert_eq!(written.parse::<Chord>().map(|chord| chord.to_string()), Ok(written.to_owned()));
        }
        assert_eq!(
            "hyper+Z".parse::<Chord>().unwrap_err().to_string(),
            "“hyper+Z” is no key; write it like Ctrl+Shift+Z, Tab or F1"
        );
        assert!("".parse::<Chord>().is_err());
        assert!("?".parse::<Chord>().is_ok_and(|chord| chord.is_sign()));
    }
}
