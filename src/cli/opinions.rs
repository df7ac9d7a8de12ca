//! The part of `train` that learns attribution, polarity and stance from a folder of corpora.

use super::gold;
use crate::model::Gold;
use crate::suggest::analyse::likely;
use crate::suggest::net::vectors::Published;
use crate::suggest::opinions::{Lessons, train_opinions};
use crate::suggest::{Document, tagger::Tagger};
use std::path::Path;

/// Stances we marked in sentences and articles of the corpora; see `assets/model/SOURCES.md`.
const STANCES: &[u8] = include_bytes!("../../assets/model/stances.jsonl.gz");
/// Short passages with stances that were written to be learnt from; see `assets/model/SOURCES.md`.
const PASSAGES: &[u8] = include_bytes!("../../assets/model/passages.jsonl.gz");
/// Word vectors, made by `assets/model/vectors.py`.
const VECTORS: &[u8] = include_bytes!("../../assets/model/vectors.gz");

/// The two sections of the model file that [`crate::suggest::opinions`] reads, trained from `news/train.jsonl.gz`,
/// `gum_open/train.jsonl.gz` and `newsmtsc/train.jsonl.gz` in `data`, from the `invented` articles, and from the stances and
/// passages of our own, whose names `tagger` finds.
/// The same files give the same bytes.
///
/// # Errors
/// In words, where a file is missing or wrong.
pub fn sections(data: &Path, invented: &[Gold], tagger: &Tagger) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let read = |corpus: &str| gold::read(&data.join(corpus).join("train.jsonl.gz"));
    let named = |packed: &[u8], what: &str| -> Result<Vec<Gold>, String> {
        let mut texts = gold::articles(&gold::unpacked(packed, what)?)?;
        texts.iter_mut().for_each(|text| name(text, tagger));
        Ok(texts)
    };
    let (stances, passages) = (named(STANCES, "the corpus of stances")?, named(PASSAGES, "the invented passages")?);
    let (mut articles, other, targets) = (read("news")?, read("gum_open")?, read("newsmtsc")?);
    articles.extend_from_slice(invented);
    let vectors = Published::read(&gold::unpacked(VECTORS, "the word vectors")?)?;
    let lessons = Lessons {
        articles: &articles,
        other: &other,
        targets: &targets,
        stances: &stances,
        passages: &passages,
        vectors: &vectors,
    };
    Ok(train_opinions(&lessons, &tagger.lexicon))
}

/// Gives an article the names that the tagger finds in it.
fn name(article: &mut Gold, tagger: &Tagger) {
    let found = likely(tagger.tag(&Document::new(&article.text)));
    article.entities = found.into_iter().map(|name| (name.span, name.label.to_string())).collect();
}
