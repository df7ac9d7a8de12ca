//! Documents in: one file becomes one article, or hundreds. Told apart by content first, by name where content says nothing.
//!
//! Readers take bytes and return articles or a sentence that says why not. They fetch nothing, run nothing, follow no path out of
//! an archive, expand no entities, and stop at [`MOST_TEXT`].

mod archive;
mod dates;
mod docx;
mod epub;
mod html;
mod html_text;
mod json;
mod language;
mod mhtml;
mod newsxml;
mod odt;
mod pdf;
mod plain;
mod press;
mod rtf;
pub mod table;
mod xml;

pub(super) use html_text::{reference, resolve};

use crate::model::Metadata;
use std::ops::Range;

/// One article of a document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ImportedArticle {
    pub text: String,
    pub metadata: Metadata,
    /// Remarks of the document's readers, with their place in the text.
    pub notes: Vec<ImportedNote>,
    /// What the reader had to decide or leave out, in sentences.
    pub warnings: Vec<String>,
}

/// A comment in a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportedNote {
    /// Bytes of the text; `None` where the comment has no place.
    pub range: Option<Range<usize>>,
    pub author: String,
    pub text: String,
}

impl ImportedNote {
    /// As a line of an article's note.
    pub fn line(&self) -> String {
        if self.author.is_empty() { self.text.clone() } else { format!("{}: {}", self.author, self.text) }
    }
}

/// Kinds of documents, with their endings, for lists.
pub const KINDS: [(&str, &str); 13] = [
    ("text and Markdown", "txt md"),
    ("web page", "html htm xhtml"),
    ("saved web page with its parts", "mhtml mht"),
    ("Word document", "docx"),
    ("OpenDocument text", "odt"),
    ("rich text", "rtf"),
    ("PDF, its text layer", "pdf"),
    ("e-book", "epub"),
    ("table of articles", "csv tsv xlsx ods xls"),
    ("records with a text each; ninjs", "json jsonl"),
    ("NITF, NewsML-G2, RSS, Atom", "xml nitf rss atom"),
    ("press export: LexisNexis, Nexis Uni, Factiva, ProQuest", "txt rtf docx html"),
    ("archive of any of these", "zip tar.gz"),
];

/// What people choose when they open documents.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// All words of a page, not only its article.
    pub whole_page: bool,
}

/// Text beyond this (bytes of one file's articles together) is no newspaper.
pub const MOST_TEXT: usize = 512 << 20;

/// Endings of the files that are worth trying in a folder. Pictures and scripts beside saved pages are not among them.
pub const ENDINGS: [&str; 24] = [
    "txt", "md", "markdown", "html", "htm", "xhtml", "mhtml", "mht", "docx", "odt", "rtf", "epub", "pdf", "xml", "nitf", "rss",
    "atom", "json", "jsonl", "csv", "tsv", "xlsx", "ods", "xls",
];

/// Why a document gave no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("{0} has no text")]
    NoText(&'static str),
    #[error(
        "the file is no text and no known document; expected text, Markdown, a web page, Word, OpenDocument, RTF, EPUB, a table or a press export"
    )]
    Unknown,
    #[error("{what} cannot be read: {why}")]
    Broken { what: &'static str, why: String },
    #[error("{what} are not read; {instead}")]
    Unsupported { what: &'static str, instead: &'static str },
    #[error("{what} unpacks to more than is sensible; it was refused")]
    TooLarge { what: &'static str },
}

/// The articles of a document. `name` is its file name or path; it becomes [`Metadata::source`] and decides where the bytes do not.
///
/// # Errors
/// Where there is nothing to read, said in a sentence.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<ImportedArticle>, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut articles = read_kind(name, bytes, options)?;
    for article in &mut articles {
        if article.metadata.source.is_empty() {
            name.clone_into(&mut article.metadata.source);
        }
        if article.metadata.language.is_empty() {
            article.metadata.language = language::of(&article.text);
        }
    }
    Ok(articles)
}

fn read_kind(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<ImportedArticle>, ReadError> {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    let head =
        String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if bytes.starts_with(b"%PDF") {
        return one(pdf::read(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") && ending != "xls" {
        return Err(ReadError::Unsupported { what: "Word files before 2007", instead: "save as .docx or .rtf first" });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return read_archive(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return table::read(&table::read_workbook(bytes)?);
    }
    if head.starts_with("{\\rtf") {
        let article = rtf::read(bytes)?;
        return Ok(press::read(&article.text).unwrap_or_else(|| vec![article]));
    }
    if matches!(ending.as_str(), "mhtml" | "mht") || head.contains("mime-version:") && head.contains("content-type: multipart/") {
        return one(mhtml::read(bytes, options));
    }
    let page = head.starts_with("<!doctype html") || head.starts_with('<') && head.contains("<html");
    if page || matches!(ending.as_str(), "html" | "htm" | "xhtml") {
        return read_page(bytes, options);
    }
    let text =
        |bytes: &[u8]| crate::format::encoding::decode(bytes, crate::format::encoding::said_by_html(bytes).as_deref()).text;
    match ending.as_str() {
        "xml" | "rss" | "atom" | "nitf" => return newsxml::read(&text(bytes)),
        _ if head.starts_with("<?xml") || head.starts_with("<rss") || head.starts_with("<nitf") => {
            return newsxml::read(&text(bytes));
        }
        "json" | "jsonl" | "ndjson" => return json::read(text(bytes).trim_start_matches('\u{feff}')),
        "csv" | "tsv" | "tab" => return table::read(&table::read_text(bytes)?),
        _ => {}
    }
    let article = plain::read(&ending, bytes)?;
    Ok(press::read(&article.text).unwrap_or_else(|| vec![article]))
}

/// The file as a table whose columns a person may name, where it is one: spreadsheets, separated values, records in JSON.
///
/// # Errors
/// Where it is a table and cannot be read.
pub fn table_of(name: &str, bytes: &[u8]) -> Option<Result<table::Table, ReadError>> {
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    match ending.as_str() {
        "csv" | "tsv" | "tab" => Some(table::read_text(bytes)),
        "xlsx" | "ods" | "xls" | "xlsb" | "xlsm" => Some(table::read_workbook(bytes)),
        "json" | "jsonl" | "ndjson" => {
            let text = crate::format::encoding::decode(bytes, None).text;
            json::table(text.trim_start_matches('\u{feff}')).map(Ok)
        }
        _ => None,
    }
}

fn one(article: Result<ImportedArticle, ReadError>) -> Result<Vec<ImportedArticle>, ReadError> {
    article.map(|article| vec![article])
}

/// A page, or the list of articles that Factiva saves as one.
fn read_page(bytes: &[u8], options: &Options) -> Result<Vec<ImportedArticle>, ReadError> {
    let decoded = crate::format::encoding::decode(bytes, crate::format::encoding::said_by_html(bytes).as_deref());
    if (decoded.text.contains("articleParagraph") || decoded.text.contains("<b>HD</b>"))
        && let Some(articles) = press::read(&html_text::text_of(&decoded.text))
    {
        return Ok(articles);
    }
    one(html::read_text(&decoded.text, options))
}

/// What a zip archive is, is told by its parts.
fn read_archive(bytes: &[u8]) -> Result<Vec<ImportedArticle>, ReadError> {
    let names = archive::Archive::open("the archive", bytes)?.names();
    let has = |name: &str| names.iter().any(|other| other == name);
    if has("META-INF/container.xml") {
        return epub::read(bytes);
    }
    if has("xl/workbook.xml") || has("xl/workbook.bin") {
        return table::read(&table::read_workbook(bytes)?);
    }
    if has("content.xml") {
        let sheet =
            archive::Archive::open("the archive", bytes)?.text("mimetype")?.is_some_and(|kind| kind.contains("spreadsheet"));
        return if sheet { table::read(&table::read_workbook(bytes)?) } else { one(odt::read(bytes)) };
    }
    if has("word/document.xml") || names.iter().any(|name| name == "[Content_Types].xml") {
        let article = docx::read(bytes)?;
        return Ok(press::read(&article.text).unwrap_or_else(|| vec![article]));
    }
    Err(ReadError::Unsupported { what: "archives", instead: "unpack it and open the folder" })
}
