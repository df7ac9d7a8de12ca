//! Gold files for `score`: JSON lines, plain or gzipped.

use crate::format::gold::{GoldArticle, read_line};
use crate::suggest::score::{Gold, GoldAttribution, GoldStance};
use std::io::Read as _;
use std::path::Path;

/// Every article of a gold file.
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
    let mut articles = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let article = read_line(line).map_err(|error| format!("line {}: {error}: {}", number + 1, path.display()))?;
        articles.push(gold(article));
    }
    Ok(articles)
}

fn gold(article: GoldArticle) -> Gold {
    let attributions = article.attributions.into_iter().map(|attribution| GoldAttribution {
        source: attribution.source,
        cue: attribution.cue,
        content: attribution.content,
        directness: attribution.directness,
    });
    let stances = article.stances.into_iter().map(|stance| GoldStance {
        holder: stance.holder,
        target: stance.target,
        polarity: stance.polarity,
        evidence: stance.evidence,
        directness: stance.directness,
    });
    Gold {
        attributions: attributions.collect(),
        stances: stances.collect(),
        id: article.id,
        text: article.text,
        entities: article.entities,
        targets: article.targets,
    }
}
