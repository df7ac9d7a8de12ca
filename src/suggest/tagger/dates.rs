//! Dates by rule, where the chain has missed them: "yesterday", "March 3, 2019", "the late 1990s", "in 2004", "last week".

use crate::suggest::Document;

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "Jun.",
    "Jul.",
    "Aug.",
    "Sept.",
    "Sep.",
    "Oct.",
    "Nov.",
    "Dec.",
];
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const STRETCHES: &[&str] =
    &["week", "weekend", "month", "year", "decade", "century", "spring", "summer", "autumn", "fall", "winter"];

/// What follows a number that is no year.
const UNITS: &[&str] = &["UTC", "GMT", "km", "m", "kg", "hours", "miles", "feet", "people", "million", "billion", "percent", "%"];

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// A day of a month: 1 to 31, also "3rd".
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th")
        && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1500..=2099).contains(&year))
}

fn is_decade(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|year| is_year(year) && year.ends_with('0'))
}

/// The date that begins at token `at`: how sure it is, and its end.
pub(super) fn date(document: &Document, at: usize) -> Option<(f32, usize)> {
    let word = |at: usize| document.word(at);
    let first = word(at);
    let lower = first.to_lowercase();
    match lower.as_str() {
        "yesterday" | "today" | "tomorrow" => return Some((0.9, at + 1)),
        "last" | "next" | "this" | "past" => {
            let next = word(at + 1);
            let known = STRETCHES.contains(&next) || is_month(next) || WEEKDAYS.contains(&next);
            // "this May be" is no date; "the next year's model" is one.
            return known.then_some((if next == "May" || lower == "past" { 0.5 } else { 0.8 }, at + 2));
        }
        "early" | "late" | "mid" if is_decade(word(at + 1)) || is_month(word(at + 1)) => return Some((0.85, at + 2)),
        _ => {}
    }
    if is_month(first) {
        let day = usize::from(is_day(word(at + 1)));
        let comma = usize::from(word(at + 1 + day) == ",");
        if is_year(word(at + 1 + day + comma)) {
            return Some((0.95, at + 2 + day + comma));
        }
        // "May" and "March" are other words too.
        let sure = if day == 1 {
            0.9
        } else if matches!(first, "May" | "March") {
            0.4
        } else {
            0.8
        };
        return Some((sure, at + 1 + day));
    }
    if is_day(first) && is_month(word(at + 1)) {
        return Some(if is_year(word(at + 2)) { (0.95, at + 3) } else { (0.9, at + 2) });
    }
    if WEEKDAYS.contains(&first) {
        return Some((0.9, at + 1));
    }
    if is_decade(first) {
        return Some((0.85, at + 1));
    }
    if is_year(first) {
        let before = at.checked_sub(1).map_or("", word).to_lowercase();
        let tells = matches!(before.as_str(), "in" | "since" | "from" | "until" | "till" | "by" | "during" | "of" | "to");
        // "1700 UTC", "1770 km" and "1900 soldiers" are no years.
        let next = word(at + 1);
        let counts =
            UNITS.contains(&next) || next.starts_with(char::is_lowercase) && next.ends_with('s') && !matches!(next, "was" | "as");
        return (!counts).then_some((if tells { 0.85 } else { 0.5 }, at + 1));
    }
    None
}
