//! What the interface says, in the language of the person: Fluent messages by their id, compiled into the program.
//!
//! `say!("close")` is the text of a message, `say!("n-articles", n = 3)` fills one in. English is complete by
//! test; a message that another language lacks is said in English. The language belongs to the thread, so that a test in
//! Hebrew disturbs no other. A new language is a folder under `assets/locale` and a line in [`Language`]'s tables.

mod language;
mod retold;
mod value;

pub use language::{Choice, Language};
pub use retold::{retold, told};
pub use value::{Filling, Value};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The text of a message in the language of this thread. Without arguments it is `&'static str`, with arguments a `String`.
///
/// Ids stand here as literals; a test compares them with the files.
#[macro_export]
macro_rules! say {
    ($id:literal) => {
        $crate::words::fixed($id)
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::filled($id, &[$((stringify!($name), $crate::words::Value::filling(&$value))),+])
    };
}

/// The messages of one language.
struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// Messages that take no argument, formatted once.
    fixed: HashMap<&'static str, &'static str>,
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language that this thread speaks.
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// This thread speaks so from now on.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

/// The message of this id that takes no argument: in this thread's language, else in English, else the id itself.
pub fn fixed(id: &'static str) -> &'static str {
    let find = |language| catalogue(language).fixed.get(id).copied();
    find(spoken()).or_else(|| find(Language::English)).unwrap_or(id)
}

/// What the layers below name in English, in this thread's language: the message whose English text this is, else the text.
pub fn translated(english: &str) -> &str {
    static IDS: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    if spoken() == Language::English {
        return english;
    }
    let turned = || catalogue(Language::English).fixed.iter().map(|(id, text)| (*text, *id)).collect();
    IDS.get_or_init(turned).get(english).map_or(english, |id| fixed(id))
}

/// The message of this id with its arguments filled in; the id itself where no language has it.
pub fn filled(id: &'static str, values: &[(&'static str, Filling<'_>)]) -> String {
    let mut args = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        args.set(*name, value.clone());
    }
    let format = |language| {
        let bundle = &catalogue(language).bundle;
        let pattern = bundle.get_message(id)?.value()?;
        Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    };
    format(spoken()).or_else(|| format(Language::English)).unwrap_or_else(|| id.to_owned())
}

fn catalogue(language: Language) -> &'static Catalogue {
    static CATALOGUES: [OnceLock<Catalogue>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
    CATALOGUES[language as usize].get_or_init(|| Catalogue::read(language))
}

impl Catalogue {
    /// A message with a fault is left out; a test looks that there is none.
    fn read(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
        // Names of another direction keep their place; `ui/bidi.rs` and screen readers heed the marks, egui hides them.
        bundle.set_use_isolating(language.is_rtl());
        let mut ids = Vec::new();
        for (_, text) in language.files() {
            ids.extend(ids_of(text));
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(read, _)| read);
            bundle.add_resource_overriding(resource);
        }
        let mut fixed = HashMap::new();
        for id in ids {
            let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else { continue };
            let mut problems = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut problems).into_owned();
            if problems.is_empty() {
                fixed.insert(id, &*text.leak());
            }
        }
        Self { bundle, fixed }
    }
}

/// The ids that a Fluent text defines: what stands before ` =` at the beginning of a line.
fn ids_of(text: &'static str) -> impl Iterator<Item = &'static str> {
    let ids = text.lines().filter_map(|line| line.split_once(" =").map(|(id, _)| id));
    ids.filter(|id| id.starts_with(|c: char| c.is_ascii_alphabetic()) && !id.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "another thread is what this is about")]
    fn a_thread_speaks_its_own_language() {
        assert_eq!(say!("close"), "Close");
        let other = std::thread::spawn(|| {
            speak(Language::Hebrew);
            say!("close")
        });
        assert_eq!(other.join().unwrap(), "סגירה");
        assert_eq!(say!("close"), "Close");
    }

    #[test]
    fn what_is_missing_is_said_in_english_or_by_its_id() {
        assert_eq!(fixed("no-such-message"), "no-such-message");
        assert_eq!(filled("no-such-message", &[]), "no-such-message");
    }

    #[test]
    fn numbers_choose_the_form() {
        assert_eq!(say!("n-articles", n = 1), "1 article");
        assert_eq!(say!("n-articles", n = 2), "2 articles");
        speak(Language::Hebrew);
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(plain(say!("n-articles", n = 1)), "כתבה אחת");
        assert_eq!(plain(say!("n-articles", n = 2)), "שתי כתבות");
        assert_eq!(plain(say!("n-articles", n = 5)), "5 כתבות");
        speak(Language::English);
    }
}
