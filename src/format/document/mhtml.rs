//! Saved pages in one file (.mhtml, .mht): the first HTML part, decoded as the page says, and the address in the head.

use super::{ImportedArticle, Options, ReadError, html};
use mail_parser::{MessageParser, MimeHeaders as _, PartType};

const WHAT: &str = "the saved page";

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<ImportedArticle, ReadError> {
    let broken = |why: &str| ReadError::Broken { what: WHAT, why: why.to_owned() };
    let read = std::panic::catch_unwind(|| {
        let message = MessageParser::default().parse(bytes)?;
        let html = message.parts.iter().find(|part| {
            part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("html"))
                || matches!(part.body, PartType::Html(_))
        })?;
        // the charset of the part is often wrong or missing; the page itself knows better
        let raw = bytes.get(html.raw_body_offset() as usize..html.raw_end_offset() as usize)?;
        let transfer = html.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase();
        let body = match transfer.as_str() {
            "quoted-printable" => quoted_printable(raw),
            "base64" => base64(raw),
            _ => raw.to_vec(),
        };
        let said = html.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_owned);
        let url = message.header_raw("Snapshot-Content-Location").map(|url| url.trim().to_owned());
        let place = html.content_location().map(str::to_owned);
        Some((body, said, url.or(place)))
    });
    let (body, said, url) = read.ok().flatten().ok_or_else(|| broken("it has no HTML part"))?;
    let said = crate::format::encoding::said_by_html(&body).or(said);
    let page = crate::format::encoding::decode(&body, said.as_deref());
    let mut article = html::read_text(&page.text, options)?;
    if let Some(url) = url.filter(|url| url.starts_with("http"))
        && article.metadata.url.is_empty()
    {
        article.metadata.url = url;
    }
    Ok(article)
}

/// `=E4` → byte 0xE4; `=` at a line's end joins lines.
fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        if raw[at] != b'=' {
            out.push(raw[at]);
            at += 1;
            continue;
        }
        let hex = raw
            .get(at + 1..at + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (hex, &raw[at + 1..]) {
            (Some(byte), _) => {
                out.push(byte);
                at += 3;
            }
            (None, [b'\r', b'\n', ..]) => at += 3,
            (None, [b'\n', ..]) => at += 2,
            _ => {
                out.push(b'=');
                at += 1;
            }
        }
    }
    out
}

fn base64(raw: &[u8]) -> Vec<u8> {
    let (mut out, mut bits, mut count) = (Vec::with_capacity(raw.len() * 3 / 4), 0_u32, 0);
    for byte in raw {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
