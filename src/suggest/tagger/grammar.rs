//! Amounts by rule: MONEY, PERCENT, TIME, QUANTITY, ORDINAL, CARDINAL, and dates that were missed. Names that were found before
//! stand.

use super::{Tagged, dates};
use crate::suggest::Document;

const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "trillions",
    "dozen",
    "dozens",
];
const SCALES: &[&str] = &["hundred", "thousand", "million", "billion", "trillion", "m", "bn", "k"];
const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
const CURRENCIES: &[&str] = &[
    "dollar", "dollars", "euro", "euros", "pound", "pounds", "yen", "yuan", "renminbi", "rupee", "rupees", "ruble", "rubles",
    "rouble", "roubles", "peso", "pesos", "franc", "francs", "won", "lira", "dinar", "dinars", "rial", "rials", "shekel",
    "shekels", "cent", "cents", "pence", "krona", "kronor", "rand", "real", "reais", "USD", "EUR", "GBP",
];
const UNITS: &[&str] = &[
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "km",
    "metre",
    "metres",
    "meter",
    "meters",
    "mile",
    "miles",
    "foot",
    "feet",
    "inch",
    "inches",
    "yard",
    "yards",
    "acre",
    "acres",
    "hectare",
    "hectares",
    "kilogram",
    "kilograms",
    "kg",
    "gram",
    "grams",
    "tonne",
    "tonnes",
    "ton",
    "tons",
    "pound",
    "pounds",
    "ounce",
    "ounces",
    "litre",
    "litres",
    "liter",
    "liters",
    "gallon",
    "gallons",
    "barrel",
    "barrels",
    "mph",
    "km/h",
    "degrees",
    "megawatt",
    "megawatts",
    "MW",
    "gigabytes",
    "knots",
    "cm",
    "mm",
    "°C",
    "°F",
    "°",
];
const SYMBOLS: &[&str] = &["$", "€", "£", "¥", "₹", "₽", "₩", "US$", "C$", "A$"];

fn among(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

fn is_number(word: &str) -> bool {
    let digits = word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'));
    digits || word.split('-').all(|part| among(part, NUMBERS)) && !word.is_empty()
}

fn is_clock(word: &str) -> bool {
    word.split_once(':').is_some_and(|(hour, minute)| {
        hour.parse::<u8>().is_ok_and(|hour| hour < 25)
            && minute.len() == 2
            && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
    })
}

fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &word[digits.len()..];
    let figure = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) && among(tail, &["st", "nd", "rd", "th"]);
    figure || among(word, ORDINALS)
}

/// The amount or date that begins at token `at`: its label, score and end.
fn amount(document: &Document, at: usize) -> Option<(&'static str, f32, usize)> {
    let word = |at: usize| document.word(at);
    let first = word(at);
    if let Some((score, end)) = dates::date(document, at) {
        return Some(("DATE", score, end));
    }
    if among(first, &["noon", "midnight"]) {
        return Some(("TIME", 0.8, at + 1));
    }
    if is_clock(first) {
        let mut end = at + 1;
        while among(
            word(end),
            &["a.m.", "p.m.", "am", "pm", "a.m", "p.m", "GMT", "UTC", "EST", "EDT", "CET", "BST", "PST", "PDT", "local", "time"],
        ) {
            end += 1;
        }
        return Some(("TIME", 0.9, end));
    }
    let symbol = SYMBOLS.contains(&first) || (among(first, &["US", "CA", "AU", "HK", "NZ", "A", "C"]) && word(at + 1) == "$");
    let number_at = if symbol { at + if SYMBOLS.contains(&first) { 1 } else { 2 } } else { at };
    if !is_number(word(number_at)) {
        return is_ordinal(first).then_some(("ORDINAL", 0.6, at + 1));
    }
    let mut end = number_at + 1;
    while is_number(word(end))
        || among(word(end), SCALES)
        || (word(end) == "and" && among(word(end - 1), NUMBERS) && is_number(word(end + 1)))
    {
        end += 1;
    }
    if symbol {
        return Some(("MONEY", 0.95, end));
    }
    if matches!(word(end), "%" | "percent" | "pct") {
        return Some(("PERCENT", 0.97, end + 1));
    }
    if word(end) == "per" && word(end + 1) == "cent" {
        return Some(("PERCENT", 0.97, end + 2));
    }
    let nation = usize::from(matches!(word(end), "U.S." | "US" | "Australian" | "Canadian" | "American" | "British"));
    if among(word(end + nation), CURRENCIES) {
        return Some((
            "MONEY",
            if among(word(end), &["pound", "pounds", "real", "won", "rand"]) { 0.6 } else { 0.9 },
            end + nation + 1,
        ));
    }
    if among(word(end), &["a.m.", "p.m.", "am", "pm"]) {
        return Some(("TIME", 0.9, end + 1));
    }
    if among(word(end), &["minute", "minutes", "second", "seconds", "hour", "hours"]) {
        return Some(("TIME", 0.8, end + 1));
    }
    let square = usize::from(among(word(end), &["square", "cubic", "nautical"]));
    if among(word(end + square), UNITS) {
        return Some(("QUANTITY", 0.8, end + square + 1));
    }
    Some(("CARDINAL", if among(first, &["one"]) { 0.4 } else { 0.7 }, end))
}

/// Adds the amounts that overlap nothing; `tagged` stays in text order.
pub fn add(document: &Document, tagged: &mut Vec<Tagged>) {
    let mut at = 0;
    let mut found = Vec::new();
    while at < document.tokens.len() {
        let Some((label, score, end)) = amount(document, at) else {
            at += 1;
            continue;
        };
        let end = end.min(document.tokens.len());
        let span = document.tokens[at].span.join(document.tokens[end - 1].span);
        let after = tagged.partition_point(|name| name.span.end() <= span.start());
        let free = tagged.get(after).is_none_or(|name| !name.span.overlaps(span));
        if free {
            found.push(Tagged { span, label: label.into(), score });
            at = end;
        } else {
            at += 1;
        }
    }
    tagged.extend(found);
    tagged.sort_by_key(|name| name.span);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut tagged = Vec::new();
        add(&Document::new(text), &mut tagged);
        let found: Vec<(&str, &str)> = tagged.iter().map(|name| (name.span.slice(text), &*name.label)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn amounts() {
        check("It cost $3.5 billion, or 12%.", &[("$3.5 billion", "MONEY"), ("12%", "PERCENT")]);
        check("Some two million euros by 10:30 a.m. GMT", &[("two million euros", "MONEY"), ("10:30 a.m. GMT", "TIME")]);
        check(
            "the third of 45 people, 20 square miles",
            &[("third", "ORDINAL"), ("45", "CARDINAL"), ("20 square miles", "QUANTITY")],
        );
        check("no amounts here", &[]);
    }

    #[test]
    fn dates_that_were_missed() {
        let date = |text: &'static str, expected: &'static str| {
            let mut tagged = Vec::new();
            add(&Document::new(text), &mut tagged);
            let found: Vec<&str> =
                tagged.iter().filter(|name| &*name.label == "DATE").map(|name| name.span.slice(text)).collect();
            assert_eq!(found.join(" | "), expected, "{text}");
        };
        date("He left yesterday and returns next week.", "yesterday | next week");
        date("Born March 3, 2019, moved 4 May 2020", "March 3, 2019 | 4 May 2020");
        date("in the late 1990s, since 2004", "late 1990s | 2004");
        date("Some 1900 soldiers marched", "");
    }
}
