//! Dates as newspapers and databases write them: `2026-11-24T09:30Z`, `November 24, 2026 Tuesday`, `24. November 2026`, `24/11/2026`.

use jiff::civil::Date;

/// Month names by their first letters, in the languages that press databases export.
const MONTHS: [(&str, i8); 52] = [
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("maa", 3),
    ("mrz", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("mag", 5),
    ("maj", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("aou", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    ("jui", 6),
];

/// `20261124`, alone or with a time after a `T`.
fn is_compact(part: &str) -> bool {
    let date = part.split_once('T').map_or(part, |(date, _)| date);
    date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit())
}

/// The date in `text`, if there is one that can be read only one way.
pub(crate) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(|head| head.parse().ok()) {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).take(12).collect();
    let numbers: Vec<i16> = parts.iter().filter_map(|part| number(part)).collect();
    let year = numbers.iter().copied().find(|number| (1700..2200).contains(number));
    if let Some(month) = parts.iter().find_map(|part| month(part)) {
        let day = numbers.iter().copied().find(|number| (1..=31).contains(number)).unwrap_or(1);
        return Date::new(year?, month, i8::try_from(day).ok()?).ok();
    }
    if let Some(part) = parts.iter().find(|part| is_compact(part)) {
        return format!("{}-{}-{}", &part[..4], &part[4..6], &part[6..]).parse().ok();
    }
    match numbers.as_slice() {
        [year, month, day, ..] if *year > 1700 => Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok(),
        [a, b, year, ..] if *year > 1700 => {
            let (day, month) = if text.contains('.') || *a > 12 {
                (a, b)
            } else if *b > 12 || a == b {
                (b, a)
            } else {
                return None;
            };
            Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
        }
        _ => None,
    }
}

fn number(part: &str) -> Option<i16> {
    part.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok() // 24th
}

fn month(part: &str) -> Option<i8> {
    let part = part.to_lowercase();
    if part.chars().next().is_some_and(char::is_numeric) || part.starts_with("mart") && part.len() > 5 {
        return None; // Tuesday is “martes”
    }
    let best = MONTHS.iter().filter(|(head, _)| part.starts_with(head)).max_by_key(|(head, _)| head.len());
    best.map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(date(text).map_or_else(String::new, |date| date.to_string()), expected, "{text}");
    }

    #[test]
    fn dates_of_papers_and_databases() {
        check("2026-11-24T09:30:00Z", "2026-11-24");
        check("November 24, 2026 Tuesday", "2026-11-24");
        check("24. November 2026", "2026-11-24");
        check("Dienstag 24. März 2026", "2026-03-24");
        check("Tue, 24 Nov 2026 09:30:00 GMT", "2026-11-24");
        check("martes 3 febrero 2026", "2026-02-03");
        check("24/11/2026", "2026-11-24");
        check("20261124", "2026-11-24");
        check("3/4/2026", "");
        check("yesterday", "");
    }
}
