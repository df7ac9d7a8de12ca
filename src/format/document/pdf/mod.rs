//! PDF: the text layer, page by page, as one article. Pictures of pages are not recognised, and that is said.
//!
//! `objects` finds what is in the file, `lock` opens what anybody may read, `fonts` turns codes into letters, `content` gives
//! letters their places, `layout` makes paragraphs of them. Nothing in a file is run, and everything is bounded.

mod content;
mod filters;
mod fonts;
mod layout;
mod lock;
mod objects;

use super::{ImportedArticle, ReadError, dates};
use crate::model::Metadata;
use objects::{Dict, File, Object};
use std::collections::HashSet;

const WHAT: &str = "the PDF file";
const MOST_PAGES: usize = 5_000;

/// # Errors
/// Where it asks for a password, has no pages, or its pages are pictures.
pub(super) fn read(bytes: &[u8]) -> Result<ImportedArticle, ReadError> {
    let file = File::new(bytes);
    if file.asks_for_password() {
        return Err(ReadError::Unsupported {
            what: "PDF files that ask for a password",
            instead: "open it with its password and save it without one first",
        });
    }
    let pages = pages(&file);
    if pages.is_empty() {
        return Err(ReadError::Broken { what: WHAT, why: "it has no pages".to_owned() });
    }
    let mut reader = content::Reader::new(&file);
    let glyphs: Vec<Vec<content::Glyph>> = pages.iter().map(|(page, resources)| reader.page(page, resources)).collect();
    let empty = glyphs.iter().filter(|page| page.is_empty()).count();
    if empty == glyphs.len() {
        return Err(ReadError::Unsupported {
            what: "PDF files without a text layer",
            instead: "its pages are pictures: let a program for text recognition (OCR) add one first",
        });
    }
    let mut lines: Vec<Vec<layout::Line>> = glyphs.iter().map(|page| layout::lines(page)).collect();
    layout::without_margins(&mut lines);
    let text = layout::paragraphs(&lines).join("\n\n");
    if text.trim().is_empty() {
        return Err(ReadError::NoText(WHAT));
    }
    let mut article = ImportedArticle { text, metadata: metadata(&file), ..ImportedArticle::default() };
    if empty > 0 {
        article.warnings.push(format!("{empty} of {} pages have no text layer; they are pictures or blank.", glyphs.len()));
    }
    Ok(article)
}

/// The pages in order, each with its resources.
fn pages<'f>(file: &'f File<'_>) -> Vec<(&'f Dict, &'f Dict)> {
    static NOTHING: Dict = Dict::new();
    let mut found = Vec::new();
    let root = file.get(&file.trailer, "Root").dict().or_else(|| file.of_type("Catalog").last().copied());
    if let Some(tree) = root.map(|root| file.get(root, "Pages")) {
        walk(file, tree, (&NOTHING, 0), &mut HashSet::new(), &mut found);
    }
    if found.is_empty() {
        let resources = |page: &'f Dict| file.get(page, "Resources").dict().unwrap_or(&NOTHING);
        found = file.of_type("Page").into_iter().take(MOST_PAGES).map(|page| (page, resources(page))).collect();
    }
    found
}

fn walk<'f>(
    file: &'f File<'_>,
    node: &'f Object,
    (resources, depth): (&'f Dict, usize),
    seen: &mut HashSet<usize>,
    found: &mut Vec<(&'f Dict, &'f Dict)>,
) {
    let Some(dict) = node.dict() else { return };
    if !seen.insert(std::ptr::from_ref(dict) as usize) || found.len() >= MOST_PAGES || seen.len() > 16 * MOST_PAGES {
        return;
    }
    let resources = file.get(dict, "Resources").dict().unwrap_or(resources);
    match file.get(dict, "Kids").array() {
        // A deeper tree would be one that somebody made to do harm.
        Some(kids) if depth < 64 => {
            for kid in kids {
                walk(file, file.resolve(kid), (resources, depth + 1), seen, found);
            }
        }
        Some(_) => {}
        None => found.push((dict, resources)),
    }
}

fn metadata(file: &File<'_>) -> Metadata {
    let Some(info) = file.get(&file.trailer, "Info").dict() else { return Metadata::default() };
    let said = |key: &str| {
        let Object::Text(bytes) = file.get(info, key) else { return String::new() };
        let text = match bytes.strip_prefix(b"\xfe\xff") {
            Some(units) => encoding_rs::UTF_16BE.decode_without_bom_handling(units).0,
            None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
        };
        text.trim().to_owned()
    };
    let title = said("Title");
    // Programs put the name of their file here.
    let is_name =
        [".doc", ".docx", ".indd", ".qxd", ".tex", ".pdf", ".odt"].iter().any(|ending| title.to_lowercase().ends_with(ending));
    let date = said("CreationDate");
    let day = date.strip_prefix("D:").unwrap_or(&date).get(..8).filter(|day| day.is_ascii());
    let day = day.map(|day| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]));
    Metadata {
        title: if is_name || title.starts_with("Microsoft Word") { String::new() } else { title },
        byline: said("Author"),
        date: day.and_then(|day| dates::date(&day)),
        ..Metadata::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one page that draws this.
    fn made(content: &str) -> Vec<u8> {
        format!(
            "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
             3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n\
             4 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n\
             5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [ 1 /fi /eacute ] >> >>\nendobj\n\
             6 0 obj\n<< /Title (A \\(short\\) title) /CreationDate (D:20260102120000) >>\nendobj\n\
             trailer\n<< /Root 1 0 R /Info 6 0 R >>\n",
            content.len()
        )
        .into_bytes()
    }

    #[test]
    fn the_text_layer_is_read_with_its_words_and_details() {
        let content =
            "BT /F1 12 Tf 72 700 Td (Caf\\002 of\\001cials said the har-) Tj 0 -14 Td [(b) 20 (our is) -500 (closed.)] TJ ET";
        let article = read(&made(content)).unwrap();
        assert_eq!(article.text, "Café officials said the harbour is closed.");
        assert_eq!(article.metadata.title, "A (short) title");
        assert_eq!(article.metadata.date.map(|date| date.to_string()).as_deref(), Some("2026-01-02"));
    }

    #[test]
    fn streams_packed_the_old_way_are_read() {
        let content = b"BT /F1 12 Tf 72 700 Td (Old files) Tj ET";
        let packed = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(content).unwrap();
        let hex: String = packed.iter().map(|byte| format!("{byte:02x}")).collect();
        let file = String::from_utf8(made(&format!("{hex}>"))).unwrap();
        let file = file.replace("4 0 obj\n<< ", "4 0 obj\n<< /Filter [/ASCIIHexDecode /LZWDecode] ");
        assert_eq!(read(file.as_bytes()).unwrap().text, "Old files");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let said = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
        assert!(said(&made("0 0 10 10 re f")).contains("without a text layer"));
        assert!(said(b"%PDF-1.4\n").contains("has no pages"));
        assert!(said(b"%PDF-1.4\n1 0 obj << >> endobj trailer << /Encrypt 1 0 R >>").contains("password"));
    }
}
