//! The part of `train` that learns attribution, polarity and stance from a folder of corpora.

use super::gold;
use crate::suggest::opinions::train_opinions;
use std::path::Path;

/// The two sections of the model file that [`crate::suggest::opinions`] reads, trained from `news/train.jsonl.gz`,
/// `gum_open/train.jsonl.gz` and `newsmtsc/train.jsonl.gz` in `data`. The same files give the same bytes.
///
/// # Errors
/// In words, where a file is missing or wrong.
pub fn sections(data: &Path) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let read = |corpus: &str| gold::read(&data.join(corpus).join("train.jsonl.gz"));
    Ok(train_opinions(&read("news")?, &read("gum_open")?, &read("newsmtsc")?))
}
