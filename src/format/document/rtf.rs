//! Rich text (.rtf): the words, in their code pages, without what is not shown.

use super::{ImportedArticle, ReadError};
use crate::model::Metadata;
use encoding_rs::Encoding;

const WHAT: &str = "the RTF file";
/// Groups whose words are no text of the document.
const SILENT: [&str; 26] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "fldinst",
    "xmlnstbl",
    "annotation",
    "deleted",
];

#[derive(Clone)]
struct State {
    silent: bool,
    /// Characters to skip after `\uN`.
    fallback: usize,
    encoding: &'static Encoding,
}

/// The text of an RTF file.
pub(super) fn text(bytes: &[u8]) -> Result<String, ReadError> {
    let mut reader = Reader {
        bytes,
        at: 0,
        out: String::new(),
        pending: Vec::new(),
        state: State { silent: false, fallback: 1, encoding: encoding_rs::WINDOWS_1252 },
        stack: Vec::new(),
        fonts: std::collections::BTreeMap::new(),
        font: None,
        skip: 0,
        high: None,
        in_fonts: 0,
    };
    reader.run()?;
    let text = reader.out.trim_matches(['\n', '\r', ' ']).to_owned();
    if text.is_empty() { Err(ReadError::NoText(WHAT)) } else { Ok(text) }
}

pub(super) fn read(bytes: &[u8]) -> Result<ImportedArticle, ReadError> {
    Ok(ImportedArticle { text: text(bytes)?, metadata: Metadata::default(), ..ImportedArticle::default() })
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    out: String,
    /// Bytes of the code page that wait to be decoded together.
    pending: Vec<u8>,
    state: State,
    stack: Vec<State>,
    fonts: std::collections::BTreeMap<i32, &'static Encoding>,
    font: Option<i32>,
    skip: usize,
    high: Option<u16>,
    /// Depth of the font table, 0 outside.
    in_fonts: usize,
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), ReadError> {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    if self.stack.len() > 2000 {
                        return Err(ReadError::Broken { what: WHAT, why: "its groups are nested too deeply".to_owned() });
                    }
                    self.stack.push(self.state.clone());
                }
                b'}' => {
                    self.flush();
                    if self.stack.len() <= self.in_fonts {
                        self.in_fonts = 0;
                    }
                    if let Some(state) = self.stack.pop() {
                        self.state = state;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
        }
        self.flush();
        Ok(())
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.state.silent {
            self.pending.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let (text, _) = self.state.encoding.decode_without_bom_handling(&self.pending);
            self.out.push_str(&text);
            self.pending.clear();
        }
    }

    fn put(&mut self, text: &str) {
        self.flush();
        if !self.state.silent {
            self.out.push_str(text);
        }
    }

    fn control(&mut self) {
        let Some(&first) = self.bytes.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            match first {
                b'\'' => {
                    let hex = self.bytes.get(self.at..self.at + 2).and_then(|hex| std::str::from_utf8(hex).ok());
                    self.at = (self.at + 2).min(self.bytes.len());
                    if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.byte(byte);
                    }
                }
                b'~' => self.put("\u{a0}"),
                b'-' => self.put("\u{ad}"),
                b'_' => self.put("\u{2011}"),
                b'*' => self.state.silent = true,
                b'\r' | b'\n' => self.put("\n"),
                other => self.byte(other),
            }
            return;
        }
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let word = String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned();
        let digits = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let number: Option<i32> = std::str::from_utf8(&self.bytes[digits..self.at]).ok().and_then(|digits| digits.parse().ok());
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(&word, number);
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("par" | "line" | "sect" | "page" | "row", _) => self.put("\n"),
            ("tab" | "cell", _) => self.put("\t"),
            ("emdash", _) => self.put("—"),
            ("endash", _) => self.put("–"),
            ("lquote", _) => self.put("‘"),
            ("rquote", _) => self.put("’"),
            ("ldblquote", _) => self.put("“"),
            ("rdblquote", _) => self.put("”"),
            ("bullet", _) => self.put("•"),
            ("uc", Some(number)) => self.state.fallback = usize::try_from(number).unwrap_or(0).min(8),
            ("u", Some(number)) => self.unit((number & 0xffff) as u16),
            ("bin", Some(number)) => self.at = (self.at + usize::try_from(number).unwrap_or(0)).min(self.bytes.len()),
            ("ansicpg", Some(page)) => self.state.encoding = code_page(page).unwrap_or(self.state.encoding),
            ("mac", _) => self.state.encoding = encoding_rs::MACINTOSH,
            ("fonttbl", _) => {
                self.in_fonts = self.stack.len();
                self.state.silent = true;
            }
            ("f", Some(font)) => {
                self.flush();
                self.font = Some(font);
                if let (0, Some(encoding)) = (self.in_fonts, self.fonts.get(&font)) {
                    self.state.encoding = encoding;
                }
            }
            ("fcharset", Some(set)) if self.in_fonts > 0 => {
                if let (Some(font), Some(encoding)) = (self.font, charset(set)) {
                    self.fonts.insert(font, encoding);
                }
            }
            ("v" | "deleted", number) if number != Some(0) => self.state.silent = true,
            (word, _) if SILENT.contains(&word) => self.state.silent = true,
            _ => {}
        }
    }

    /// A UTF-16 unit; its fallback follows and is skipped.
    fn unit(&mut self, unit: u16) {
        let high = self.high.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
        } else {
            let units: Vec<u16> = high.into_iter().chain([unit]).collect();
            self.put(&String::from_utf16_lossy(&units));
        }
        self.skip = self.state.fallback;
        // the fallback is one character each, written as itself or as \'xx
        while self.skip > 0 && self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"\\'")) {
            self.at = (self.at + 4).min(self.bytes.len());
            self.skip -= 1;
        }
        if matches!(self.bytes.get(self.at), Some(b'\\' | b'{' | b'}')) {
            self.skip = 0;
        }
    }
}

fn code_page(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        866 => "ibm866".to_owned(),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The code page of a font's character set.
fn charset(set: i32) -> Option<&'static Encoding> {
    let page = match set {
        0 | 1 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    code_page(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rtf: &str, expected: &str) {
        assert_eq!(text(rtf.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn words_in_their_code_pages() {
        check(r"{\rtf1\ansi\ansicpg1252 Zo\'eb said\par {\b hello}.}", "Zoë said\nhello.");
        check(r"{\rtf1\ansi\uc1 \u1055?\u1088\'3f\u-10179?\u-8704?x}", "Пр😀x");
        check(r"{\rtf1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}\f1 \'9everka\f0 \'e9}", "žverkaé");
        check(r"{\rtf1{\*\generator X;}{\info{\title T}}a\~b{\field{\*\fldinst HYPERLINK}{\fldrslt link}}}", "a\u{a0}blink");
    }
}
