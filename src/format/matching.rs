//! Which articles of an import the project has already, and how annotations get from one version of a text to another.
//!
//! The same text (the same SHA-256) is the same article. The same address or nearly the same words are an article that
//! somebody should look at: it is said, and a person decides.

use super::alike::{self, Index};
use super::audit::Audit;
use super::exchange::{Doc, Mark};
use super::kept;
use crate::model::{ArticleId, Frame, Project};
use crate::text::{Span, SpanSet};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// An article of the project that one of an import may be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Match {
    pub article: ArticleId,
    /// The texts are the same to the byte.
    pub same_text: bool,
    /// Both are known under the same web address.
    pub same_address: bool,
    /// Share of runs of words that both have, 0 to 1.
    pub likeness: f32,
}

impl Match {
    /// Need nobody be asked?
    pub fn is_sure(&self) -> bool {
        self.same_text
    }

    /// Is it most likely the same article? What is proposed where somebody is asked.
    pub fn is_likely(&self) -> bool {
        self.same_text || self.likeness >= LIKELY
    }
}

/// From this share on a text is a version of the other rather than another report of the same.
const LIKELY: f32 = 0.75;

/// For each article of an import, the one of the project that it may be.
pub fn find(project: &Project, docs: &[Doc]) -> Vec<Option<Match>> {
    let articles: Vec<_> = project.articles().collect();
    if articles.is_empty() {
        return vec![None; docs.len()];
    }
    let by_text: HashMap<&str, ArticleId> = articles.iter().rev().map(|article| (article.text(), article.id)).collect();
    let mut index = Index::default();
    let mut by_address = HashMap::new();
    for (at, article) in articles.iter().enumerate() {
        index.add(article.text());
        if let Some(address) = address(&article.metadata.url) {
            by_address.entry(address).or_insert(at);
        }
    }
    let one = |doc: &Doc| {
        let here = address(&doc.metadata.url);
        if let Some(&article) = by_text.get(&*doc.text) {
            return Some(Match { article, same_text: true, same_address: here.is_some(), likeness: 1.0 });
        }
        let known = here.as_ref().and_then(|here| by_address.get(here)).copied();
        let (at, likeness) = match known {
            Some(at) => (at, alike::likeness(articles[at].text(), &doc.text)),
            None => index.best(&doc.text)?,
        };
        Some(Match { article: articles[at].id, same_text: false, same_address: known.is_some(), likeness })
    };
    docs.iter().map(one).collect()
}

/// For each article of an import the first that tells the same story.
pub fn stories(docs: &[Doc]) -> Vec<usize> {
    let texts: Vec<&str> = docs.iter().map(|doc| &*doc.text).collect();
    alike::stories(&texts)
}

/// A web address without what does not tell pages apart; `None` where there is none.
fn address(url: &str) -> Option<String> {
    let rest = url.trim().split('#').next()?.split_once("://")?.1;
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_lowercase();
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    let path = path.trim_end_matches('/');
    // The first page of a site is every day another article.
    (!path.is_empty() || !kept.is_empty())
        .then(|| format!("{}/{path}?{}", host.strip_prefix("www.").unwrap_or(&host), kept.join("&")))
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "ref" | "smid" | "cmpid")
}

/// The article with its annotations moved to another version of its text. What stands on words that the other version does not
/// have is counted as lost.
pub(super) fn carried(doc: &Doc, onto: &Arc<str>, audit: &mut Audit) -> Doc {
    let way = Way::new(&doc.text, onto);
    let mut moved = Doc { text: Arc::clone(onto), marks: Vec::new(), links: Vec::new(), ..doc.clone() };
    let mut new_place = vec![None; doc.marks.len()];
    for (at, mark) in doc.marks.iter().enumerate() {
        match way.spans(&mark.spans) {
            Some(spans) => {
                new_place[at] = Some(moved.marks.len());
                moved.marks.push(Mark { spans, ..mark.clone() });
            }
            None => audit.lost("span on words that the version in the project does not have", 1, || {
                format!("{}: {} “{}”", super::losses::place(doc), mark.label, mark.spans.quote(&doc.text))
            }),
        }
    }
    for link in &doc.links {
        let ends = new_place.get(link.from).copied().flatten().zip(new_place.get(link.to).copied().flatten());
        let Some((from, to)) = ends else {
            audit.lost("relation whose words the version in the project does not have", 1, || {
                format!("{}: {}", super::losses::place(doc), link.label)
            });
            continue;
        };
        let mut link = link.clone();
        (link.from, link.to) = (from, to);
        link.parts = link.parts.iter().filter_map(|(part, at)| Some((*part, (*new_place.get(*at)?)?))).collect();
        if let Some(frames) = link.attributes.get_mut("frames") {
            let all = kept::frames_from(frames, &doc.text);
            let all =
                all.into_iter().map(|frame| Frame { evidence: frame.evidence.and_then(|spans| way.spans(&spans)), ..frame });
            *frames = kept::frames(&all.collect::<Vec<_>>());
        }
        moved.links.push(link);
    }
    moved
}

/// From places of one text to places of another.
struct Way<'t> {
    from: &'t str,
    to: &'t str,
    /// Words that both have, in order: bytes of the one, and where they begin in the other.
    same: Vec<(Range<usize>, usize)>,
}

impl<'t> Way<'t> {
    fn new(from: &'t str, to: &'t str) -> Self {
        let (old, new) = (pieces(from), pieces(to));
        let (old_words, new_words): (Vec<&str>, Vec<&str>) =
            (old.iter().map(|piece| &from[piece.clone()]).collect(), new.iter().map(|piece| &to[piece.clone()]).collect());
        let mut same = Vec::new();
        for operation in similar::capture_diff_slices(similar::Algorithm::Myers, &old_words, &new_words) {
            if let similar::DiffOp::Equal { old_index, new_index, len } = operation {
                same.extend((0..len).map(|step| (old[old_index + step].clone(), new[new_index + step].start)));
            }
        }
        Self { from, to, same }
    }

    fn byte(&self, byte: usize, is_end: bool) -> Option<usize> {
        let holds = |range: &Range<usize>| if is_end { range.start < byte && byte <= range.end } else { range.contains(&byte) };
        let at = self.same.partition_point(|(range, _)| if is_end { range.end < byte } else { range.end <= byte });
        let (range, start) = self.same.get(at).filter(|(range, _)| holds(range))?;
        Some(start + (byte - range.start))
    }

    /// The same words there; spaces and line breaks within them may be others.
    fn span(&self, span: Span) -> Option<Span> {
        let (start, end) = (self.byte(span.start(), false)?, self.byte(span.end(), true)?);
        let moved = Span::new(self.to, start..end).ok()?;
        let same = span.slice(self.from).split_whitespace().eq(moved.slice(self.to).split_whitespace());
        same.then_some(moved)
    }

    fn spans(&self, spans: &SpanSet) -> Option<SpanSet> {
        let moved: Option<Vec<Span>> = spans.iter().map(|span| self.span(span)).collect();
        SpanSet::new(moved?)
    }
}

/// Words, and every other character by itself; spaces are no pieces, so that line breaks may differ.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let is_word = c.is_alphanumeric();
        match pieces.last_mut() {
            Some(last) if is_word && in_word => last.end = at + c.len_utf8(),
            _ if !c.is_whitespace() => pieces.push(at..at + c.len_utf8()),
            _ => {}
        }
        in_word = is_word;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::exchange::Link;
    use crate::model::{Article, Id, Metadata};

    const STORY: &str = "The council voted on Monday to close the harbour, a decision that fishers called a disaster for the town. \
                         The mayor said that the old quay had become unsafe and that repairs would cost more than the town earns in a year.";

    fn doc(text: &str, url: &str) -> Doc {
        let mut doc = Doc::new("d", text);
        url.clone_into(&mut doc.metadata.url);
        doc
    }

    #[test]
    fn the_same_text_is_sure_and_the_rest_is_asked() {
        let mut project = Project::default();
        for (number, (text, url)) in
            [(STORY, ""), ("Another text.", "https://www.example.org/a/?utm_source=x#top")].iter().enumerate()
        {
            let metadata = Metadata { url: (*url).to_owned(), ..Metadata::default() };
            let article = Article::new(Id::new(number as u64 + 1), *text, metadata);
            crate::edit::apply(&mut project, crate::edit::Edit::AddArticle { position: number, article: Arc::new(article) })
                .unwrap();
        }
        let edited = STORY.replace("fishers", "the fishers");
        let found = find(&project, &[doc(STORY, ""), doc(&edited, ""), doc("Changed.", "http://Example.org/a"), doc("New.", "")]);
        let shown: Vec<_> = found.iter().map(|found| found.map(|m| (m.article.number(), m.is_sure(), m.is_likely()))).collect();
        assert_eq!(shown, [Some((1, true, true)), Some((1, false, true)), Some((2, false, false)), None]);
        assert_eq!(address("https://example.org/"), None);
    }

    #[test]
    fn spans_follow_their_words_into_another_version() {
        let text = "Mayor  Ana\r\nSouza said no. Ben agreed.";
        let mut before = Doc::new("d", text);
        for words in ["Ana\r\nSouza", "said no", "Ben"] {
            let at = text.find(words).unwrap();
            before.marks.push(Mark::new("", Span::new(text, at..at + words.len()).unwrap(), "X", 0));
        }
        before.links.push(Link::new("", 0, 1, "says", 0));
        before.links.push(Link::new("", 0, 2, "knows", 0));
        let mut audit = Audit::new("test");
        let after = carried(&before, &Arc::from("Updated: the mayor, Ana Souza, said no. Bo agreed."), &mut audit);
        let words: Vec<String> = after.marks.iter().map(|mark| mark.spans.quote(&after.text)).collect();
        assert_eq!(words, ["Ana Souza", "said no"]);
        assert_eq!((after.links.len(), audit.lost.len()), (1, 2), "{audit}");
    }
}
