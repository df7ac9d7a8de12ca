//! Blind passages: paragraphs whose suggestions stay hidden from a person until they have finished them.
//!
//! Which paragraphs are blind is fixed by the article's id and the number of the line, so that every annotator of an article
//! is blind in the same places and nothing about it needs to be kept. What is kept is which of them are finished.

use super::{AnnotatorId, Article, ArticleId, Project, Status};

/// The line (from 0) that holds the byte `offset`; a paragraph is a line.
pub fn line_of(text: &str, offset: usize) -> u32 {
    let before = &text.as_bytes()[..offset.min(text.len())];
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Is this line of the article among the `percent` of a hundred that are blind?
pub fn is_blind(percent: u8, article: ArticleId, line: u32) -> bool {
    let mut hash = article.number() ^ u64::from(line).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The finaliser of MurmurHash3: every bit of the input moves every bit of the output.
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^= hash >> 33;
    hash % 100 < u64::from(percent)
}

/// Has the annotator finished this line: marked it so, or is the whole article done?
pub fn is_finished(article: &Article, annotator: AnnotatorId, line: u32) -> bool {
    article.status == Status::Done || article.finished.contains(&(annotator, line))
}

/// Are the suggestions around the byte `offset` hidden from this annotator?
pub fn is_hidden(project: &Project, article: &Article, annotator: AnnotatorId, offset: usize) -> bool {
    if project.blind_percent == 0 || article.status == Status::Done {
        return false;
    }
    let line = line_of(article.text(), offset);
    is_blind(project.blind_percent, article.id, line) && !is_finished(article, annotator, line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metadata;

    #[test]
    fn blind_lines_are_about_the_share_asked_for() {
        let blind = (0..2000).filter(|n| is_blind(20, ArticleId::new(n / 20 + 7), (n % 20) as u32)).count();
        assert!((330..470).contains(&blind), "{blind} of 2000");
        assert!(!is_blind(0, ArticleId::new(1), 0));
        assert!(is_blind(100, ArticleId::new(1), 0));
    }

    #[test]
    fn a_passage_is_hidden_until_its_annotator_has_finished_it_or_the_article_is_done() {
        let mut project = Project::default();
        project.blind_percent = 100;
        let (one, two) = (AnnotatorId::new(1), AnnotatorId::new(2));
        let mut article = Article::new(ArticleId::new(1), "One.\nTwo.", Metadata::default());
        assert_eq!((line_of(article.text(), 4), line_of(article.text(), 5), line_of(article.text(), 99)), (0, 1, 1));
        assert!(is_hidden(&project, &article, one, 6));
        article.finished.insert((one, 1));
        assert!(!is_hidden(&project, &article, one, 6));
        assert!(is_hidden(&project, &article, two, 6) && is_hidden(&project, &article, one, 0));
        article.status = Status::Done;
        assert!(!is_hidden(&project, &article, two, 0));
        article.status = Status::New;
        project.blind_percent = 0;
        assert!(!is_hidden(&project, &article, two, 0));
    }
}
