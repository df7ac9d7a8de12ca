//! Sentences that lower layers say in English, said again in the language of the thread.
//!
//! Lower layers know no languages: they make whole sentences, which also go into reports, files and onto the command line. Each
//! stands in `said.ftl` with its holes as variables. A sentence is laid upon these patterns; what lies in the holes fills the
//! message of the other language, said again itself where it is such a sentence too.

use super::{Filling, Language, filled, fixed, spoken};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A sentence with holes: `pieces` has one more than `holes`, and they take turns.
struct Pattern {
    id: &'static str,
    pieces: Vec<&'static str>,
    holes: Vec<&'static str>,
}

/// What a lower layer says in English, in this thread's language; the English where no pattern fits.
pub fn retold(english: &str) -> Cow<'_, str> {
    if spoken() == Language::English || english.is_empty() {
        return Cow::Borrowed(english);
    }
    let found = patterns().iter().find_map(|pattern| Some((pattern, pattern.fillings(english)?)));
    let Some((pattern, fillings)) = found else { return Cow::Borrowed(english) };
    if pattern.holes.is_empty() {
        return Cow::Borrowed(fixed(pattern.id));
    }
    let fillings: Vec<Cow<'_, str>> = fillings.into_iter().map(retold).collect();
    let values: Vec<(&str, Filling<'_>)> = pattern
        .holes
        .iter()
        .zip(&fillings)
        .map(|(hole, words)| (*hole, words.parse::<i64>().map_or_else(|_| Filling::from(&**words), Filling::from)))
        .collect();
    Cow::Owned(filled(pattern.id, &values))
}

/// An error of a lower layer in this thread's language.
pub fn told(error: &dyn std::fmt::Display) -> String {
    retold(&error.to_string()).into_owned()
}

/// All patterns; those with the most words of their own first, so that the closest fits.
fn patterns() -> &'static [Pattern] {
    static PATTERNS: OnceLock<Vec<Pattern>> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let sentences = Language::English.files().iter().filter(|(file, _)| *file == "said.ftl");
        let mut patterns: Vec<Pattern> = sentences.flat_map(|(_, text)| text.lines()).filter_map(Pattern::of).collect();
        patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.pieces.iter().map(|piece| piece.len()).sum::<usize>()));
        patterns
    })
}

impl Pattern {
    /// `said-times = { $n } times`
    fn of(line: &'static str) -> Option<Self> {
        let (id, text) = line.split_once(" = ").filter(|(id, _)| id.starts_with("said-"))?;
        let mut pattern = Self { id, pieces: Vec::new(), holes: Vec::new() };
        let mut rest = text;
        while let Some((before, (hole, after))) =
            rest.split_once("{ $").and_then(|(before, hole)| Some((before, hole.split_once(" }")?)))
        {
            pattern.pieces.push(before);
            pattern.holes.push(hole);
            rest = after;
        }
        pattern.pieces.push(rest);
        Some(pattern)
    }

    /// What lies in the holes, none of them empty; `None` where the sentence is another.
    fn fillings<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let [first, rest @ ..] = self.pieces.as_slice() else { return None };
        let mut text = text.strip_prefix(first)?;
        let mut fillings = Vec::with_capacity(self.holes.len());
        for (at, piece) in rest.iter().enumerate() {
            let last = at + 1 == rest.len();
            let (filling, after) = if last { (text.strip_suffix(piece)?, "") } else { text.split_once(piece)? };
            if filling.is_empty() {
                return None;
            }
            fillings.push(filling);
            text = after;
        }
        text.is_empty().then_some(fillings)
    }
}

#[cfg(test)]
mod tests {
    use super::super::speak;
    use super::*;

    /// The English and what is said in Hebrew, without the marks that keep names in their place.
    fn check(english: &str, hebrew: &str) {
        speak(Language::Hebrew);
        let told = retold(english).replace(['\u{2068}', '\u{2069}'], "");
        speak(Language::English);
        assert_eq!(told, hebrew);
    }

    #[test]
    fn a_sentence_is_found_by_its_words_with_anything_in_its_holes() {
        check("follows a title", "בא אחרי תואר");
        check("Petro — cue “said”", "Petro — מילת ציטוט “said”");
        check("somebody — cue “said”", "מישהו — מילת ציטוט “said”");
    }

    #[test]
    fn the_closest_sentence_is_taken_and_holes_are_said_again() {
        check("marked ORG 3 times before", "סומן ORG 3 פעמים");
        check("marked ORG once before, otherwise 2 times, rejected once", "סומן ORG פעם אחת, אחרת פעמיים, נדחה פעם אחת");
    }

    #[test]
    fn what_fits_no_sentence_stays_and_english_stays_english() {
        check("nobody ever said so", "nobody ever said so");
        check("", "");
        assert_eq!(retold("follows a title"), "follows a title");
    }
}
