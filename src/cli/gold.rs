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
    let text = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = String::new();
        let read = flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text);
        read.map_err(|error| format!("the file could not be unpacked: {error}: {}", path.display()))?;
        text
    } else {
        String::from_utf8(bytes).map_err(|_| format!("the file is not UTF-8: {}", path.display()))?
    };
    if let Ok((project, _)) = project::read(text.as_bytes()) {
        return Ok(Gold::of_project(&project));
    }
    let mut articles = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article = read_line(line).map_err(|error| format!("line {}: {error}: {}", number + 1, path.display()))?;
        articles.push(article);
    }
    Ok(articles)
}
