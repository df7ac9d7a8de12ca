//! The language of a text, where nobody said it.

/// How much of a text is looked at (bytes): the first is enough for nearly all, the second for what was unclear.
const LOOKED_AT: [usize; 2] = [800, 4000];

/// BCP 47 code of the text's language; empty where it is too short or unclear.
pub(super) fn of(text: &str) -> String {
    let detect = |most: &usize| {
        let head = &text[..text.floor_char_boundary(*most)];
        whatlang::detect(head).filter(whatlang::Info::is_reliable)
    };
    let Some(found) = LOOKED_AT.iter().find_map(detect) else { return String::new() };
    const CODES: [(&str, &str); 33] = [
        ("eng", "en"),
        ("spa", "es"),
        ("fra", "fr"),
        ("deu", "de"),
        ("por", "pt"),
        ("ita", "it"),
        ("nld", "nl"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("bul", "bg"),
        ("ell", "el"),
        ("tur", "tr"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("ind", "id"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "no"),
        ("fin", "fi"),
    ];
    let code = found.lang().code();
    CODES.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two).to_owned()
}
