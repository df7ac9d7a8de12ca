//! Bytes to text: byte order mark, then valid UTF-8, then what the page says of itself, then a guess by chardetng.
//!
//! UTF-8 comes before what the page says, because pages lie: a saved page that says `gb2312` and is UTF-8 is UTF-8. Text is
//! otherwise kept as it is, line ends and all.

use encoding_rs::{Encoding, UTF_8};

/// Text, and what it was encoded in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Name of the encoding, for instance `windows-1252`.
    pub encoding: &'static str,
    /// Were there bytes that the encoding does not have? They are U+FFFD in the text.
    pub damaged: bool,
}

/// Decodes `bytes`; `said` is the encoding that the document names, if any.
pub fn decode(bytes: &[u8], said: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(&bytes[mark..], encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name(), damaged: false };
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(bytes, encoding);
    }
    let said = said.and_then(|label| Encoding::for_label(label.trim().as_bytes())).filter(|said| *said != UTF_8);
    let encoding = said.unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Allow)
    });
    decode_as(bytes, encoding)
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), damaged }
}

/// Excel's "Unicode text" sometimes comes without a mark: every other byte is then zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    match (zeros(0) * 10 > half * 7, zeros(1) * 10 > half * 7) {
        _ if half < 4 => None,
        (true, false) => Some(encoding_rs::UTF_16BE),
        (false, true) => Some(encoding_rs::UTF_16LE),
        _ => None,
    }
}

/// The encoding that an HTML page names in its first two kilobytes.
pub fn said_by_html(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let after = head.find("charset=").map(|at| &head[at + 8..]).or_else(|| head.find("encoding=").map(|at| &head[at + 9..]))?;
    let name: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], said: Option<&str>, text: &str, encoding: &str) {
        let decoded = decode(bytes, said);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    #[test]
    fn marks_come_first_then_utf8_then_what_is_said_then_a_guess() {
        check(b"\xef\xbb\xbfZo\xc3\xab", None, "Zoë", "UTF-8");
        check(b"\xff\xfeZ\0o\0", None, "Zo", "UTF-16LE");
        check("Zoë".as_bytes(), Some("gb2312"), "Zoë", "UTF-8");
        check(b"Zo\xeb\r\n", Some("windows-1252"), "Zoë\r\n", "windows-1252");
        check(
            b"\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0? \xcd\xee\xe2\xee\xf1\xf2\xe8 \xe4\xed\xff",
            None,
            "Привет, как дела? Новости дня",
            "windows-1251",
        );
        assert_eq!(said_by_html(b"<meta charset='Shift_JIS'>"), Some("shift_jis".into()));
    }
}
