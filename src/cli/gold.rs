//! Gold files for `score` and `train`: JSON lines, plain or gzipped, and project files.

use crate::format::gold::read_line;
use crate::format::project;
use crate::model::Gold;
use std::io::Read as _;
use std::path::Path;

/// Every article of a gold file; of a project those that are finished, or all where none is.
///
/// # Errors
/// In words, with the line where one is wrong.
pub fn read(path: &Path) -> Result<Vec<Gold>, String> {
    let bytes = crate::disk::read(path).map_err(|error| error.to_string())?;
    let what = path.display().to_string();
    let text = if bytes.starts_with(&[0x1f, 0x8b]) {
        unpacked(&bytes, &what)?
    } else {
        String::from_utf8(bytes).map_err(|_| format!("the file is not UTF-8: {what}"))?
    };
    if let Ok((project, _)) = project::read(text.as_bytes()) {
        return Ok(Gold::of_project(&project));
    }
    articles(&text).map_err(|error| format!("{error}: {what}"))
}

/// The text of gzipped bytes; `what` names them in the error.
///
/// # Errors
/// In words, where they are damaged or no UTF-8.
pub fn unpacked(bytes: &[u8], what: &str) -> Result<String, String> {
    let mut text = String::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text);
    read.map_err(|error| format!("the file could not be unpacked: {error}: {what}"))?;
    Ok(text)
}

/// The articles of JSON lines.
///
/// # Errors
/// In words, with the line that is wrong.
pub fn articles(text: &str) -> Result<Vec<Gold>, String> {
    let mut articles = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        articles.push(read_line(line).map_err(|error| format!("line {}: {error}", number + 1))?);
    }
    Ok(articles)
}
