//! Plain text and Markdown, exactly as they are in the file.

use super::{ImportedArticle, ReadError};
use crate::format::encoding;
use crate::model::Metadata;

/// The file as one article.
pub(super) fn read(ending: &str, bytes: &[u8]) -> Result<ImportedArticle, ReadError> {
    let decoded = encoding::decode(bytes, None);
    let (zeros, len) = (decoded.text.matches('\0').count(), decoded.text.len());
    if zeros * 100 > len || decoded.damaged && decoded.text.matches('\u{fffd}').count() * 20 > len {
        return Err(ReadError::Unknown);
    }
    if decoded.text.trim().is_empty() {
        return Err(ReadError::NoText("the file"));
    }
    let mut warnings = Vec::new();
    if decoded.encoding != "UTF-8" {
        warnings.push(format!("The file is no UTF-8; it was read as {}.", decoded.encoding));
    }
    if decoded.damaged {
        warnings.push("Some bytes are no letters in that encoding; they stand as \u{fffd}.".to_owned());
    }
    let title = if matches!(ending, "md" | "markdown") { heading(&decoded.text) } else { String::new() };
    let metadata = Metadata { title, ..Metadata::default() };
    Ok(ImportedArticle { text: decoded.text, metadata, warnings, ..ImportedArticle::default() })
}

/// The first heading of a Markdown text.
fn heading(text: &str) -> String {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "));
    heading.map_or_else(String::new, |heading| heading.trim().trim_end_matches('#').trim().to_owned())
}
