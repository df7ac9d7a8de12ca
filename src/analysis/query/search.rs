//! What a query finds, article by article.

use super::fields::Bearers;
use super::{Node, Query, Reach, words};
use crate::model::{Article, ArticleId, Made, Project};
use crate::text::{Span, SpanSet};
use std::ops::Range;
use std::sync::Arc;

/// One hit of one article.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Line {
    pub article: ArticleId,
    /// The words found; the evidence of a stance. `None` for an inferred stance, and where only the article was asked for.
    pub spans: Option<SpanSet>,
    /// The annotation found, if one was asked for.
    pub made: Option<Made>,
}

/// Everything found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    pub lines: Vec<Line>,
    pub articles: usize,
    /// There is more; the search stopped at the limit.
    pub cut_off: bool,
}

/// All hits of the project in article order, at most `most`.
pub fn search(project: &Project, query: &Query, most: usize) -> Found {
    let asked = Prepared::new(project, &query.0);
    let mut found = Found::default();
    for article in project.articles() {
        let Some(hits) = asked.hits(project, article) else { continue };
        found.articles += 1;
        append(&mut found.lines, article, hits);
        if found.lines.len() > most {
            found.lines.truncate(most);
            found.cut_off = true;
            break;
        }
    }
    found
}

/// The hits of one article.
pub fn search_article(project: &Project, article: &Article, query: &Query) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(hits) = Prepared::new(project, &query.0).hits(project, article) {
        append(&mut lines, article, hits);
    }
    lines
}

fn append(lines: &mut Vec<Line>, article: &Article, hits: Vec<Hit>) {
    if hits.is_empty() {
        lines.push(Line { article: article.id, spans: None, made: None });
    }
    lines.extend(hits.into_iter().map(|hit| Line { article: article.id, spans: hit.spans, made: hit.made }));
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    spans: Option<SpanSet>,
    made: Option<Made>,
}

/// A query with its names looked up in the project.
enum Prepared<'q> {
    Text(&'q Node),
    Article(&'q Node),
    Annotation(&'q Node, Vec<Bearers>),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Near(Box<Self>, Reach, Box<Self>),
    In(Box<Self>, Box<Self>),
}

impl<'q> Prepared<'q> {
    fn new(project: &Project, node: &'q Node) -> Self {
        match node {
            Node::Words(_) | Node::Regex(_) => Self::Text(node),
            Node::Article(_) => Self::Article(node),
            Node::Mention(fields) => Self::Annotation(node, fields.iter().map(|(field, _)| field.bearers(project)).collect()),
            Node::Stance(fields) => Self::Annotation(node, fields.iter().map(|(field, _)| field.bearers(project)).collect()),
            Node::And(nodes) => {
                let mut parts: Vec<_> = nodes.iter().map(|node| Self::new(project, node)).collect();
                // Articles are cheapest to rule out by what is known of them.
                parts.sort_by_key(|part| match part {
                    Self::Article(_) => 0,
                    Self::Not(_) => 3,
                    Self::Annotation(..) => 1,
                    _ => 2,
                });
                Self::And(parts)
            }
            Node::Or(nodes) => Self::Or(nodes.iter().map(|node| Self::new(project, node)).collect()),
            Node::Not(node) => Self::Not(Box::new(Self::new(project, node))),
            Node::Near(a, reach, b) => Self::Near(Box::new(Self::new(project, a)), *reach, Box::new(Self::new(project, b))),
            Node::In(a, b) => Self::In(Box::new(Self::new(project, a)), Box::new(Self::new(project, b))),
        }
    }

    /// `None` where the article does not match; else its hits, none of them where only the article was asked for.
    fn hits(&self, project: &Project, article: &Article) -> Option<Vec<Hit>> {
        let text = article.text();
        let some = |hits: Vec<Hit>| (!hits.is_empty()).then_some(hits);
        match self {
            Self::Text(node) => {
                let mut hits = Vec::new();
                let mut push = |span: Span| hits.push(Hit { spans: Some(span.into()), made: None });
                match node {
                    Node::Words(words) => words::find(words, text, push),
                    Node::Regex(regex) => {
                        regex.find_iter(text).filter_map(|hit| Span::new(text, hit.range()).ok()).for_each(&mut push);
                    }
                    _ => {}
                }
                some(hits)
            }
            Self::Article(node) => {
                let Node::Article(fields) = node else { return None };
                fields.iter().all(|(field, wanted)| field.admits(article) == *wanted).then(Vec::new)
            }
            Self::Annotation(node, bearers) => some(annotations(project, article, node, bearers)),
            Self::And(parts) => {
                let mut hits = Vec::new();
                for part in parts {
                    hits.append(&mut part.hits(project, article)?);
                }
                hits.sort();
                hits.dedup();
                Some(hits)
            }
            Self::Or(parts) => {
                let all: Vec<_> = parts.iter().filter_map(|part| part.hits(project, article)).collect();
                if all.is_empty() {
                    return None;
                }
                let mut hits: Vec<_> = all.into_iter().flatten().collect();
                hits.sort();
                hits.dedup();
                Some(hits)
            }
            Self::Not(part) => part.hits(project, article).is_none().then(Vec::new),
            Self::Near(a, reach, b) => {
                let (a, b) = (a.hits(project, article)?, b.hits(project, article)?);
                some(near(text, &a, *reach, &b))
            }
            Self::In(a, b) => {
                // Annotations are found faster than words.
                let b = b.hits(project, article)?;
                let a = a.hits(project, article)?;
                let inside = |hit: &Hit| {
                    b.iter().filter_map(|outer| outer.spans.as_ref()).any(|outer| {
                        hit.spans
                            .as_ref()
                            .is_some_and(|inner| inner.iter().all(|inner| outer.iter().any(|outer| outer.contains(inner))))
                    })
                };
                some(a.into_iter().filter(inside).collect())
            }
        }
    }
}

fn annotations(project: &Project, article: &Article, node: &Node, bearers: &[Bearers]) -> Vec<Hit> {
    let text = article.text();
    match node {
        Node::Mention(fields) => {
            let admits = |mention: &&Arc<crate::model::Mention>| {
                fields
                    .iter()
                    .zip(bearers)
                    .all(|((field, wanted), bearers)| field.admits(project, text, mention, bearers) == *wanted)
            };
            let hit = |mention: &Arc<crate::model::Mention>| Hit {
                spans: Some(mention.spans.clone()),
                made: Some(Made::Mention(mention.id)),
            };
            let mut hits: Vec<Hit> = article.mentions_by_id().filter(admits).map(hit).collect();
            hits.sort();
            hits
        }
        Node::Stance(fields) => {
            let admits = |stance: &&Arc<crate::model::Stance>| {
                fields
                    .iter()
                    .zip(bearers)
                    .all(|((field, wanted), bearers)| field.admits(project, text, stance, bearers) == *wanted)
            };
            let hit =
                |stance: &Arc<crate::model::Stance>| Hit { spans: stance.place().cloned(), made: Some(Made::Stance(stance.id)) };
            let mut hits: Vec<Hit> = article.stances_by_id().filter(admits).map(hit).collect();
            hits.sort();
            hits
        }
        _ => Vec::new(),
    }
}

/// Pairs that stand close enough: from the one to the other, as one stretch.
fn near(text: &str, a: &[Hit], reach: Reach, b: &[Hit]) -> Vec<Hit> {
    let mut others: Vec<(Span, &Hit)> = b.iter().filter_map(|hit| Some((hit.spans.as_ref()?.hull(), hit))).collect();
    others.sort_unstable_by_key(|(hull, _)| hull.start());
    let longest = others.iter().map(|(hull, _)| hull.end() - hull.start()).max().unwrap_or(0);
    let mut hits = Vec::new();
    for first in a {
        let Some(x) = first.spans.as_ref().map(SpanSet::hull) else { continue };
        let mut join = |y: Span, second: &Hit| {
            if first != second {
                hits.push(Hit { spans: Some(x.join(y).into()), made: first.made.or(second.made) });
            }
        };
        let from = others.partition_point(|(hull, _)| hull.start() < x.start());
        // The gap only grows with the distance: the first that is too far ends the walk.
        for (y, second) in &others[from..] {
            if !close(text, x, *y, reach) {
                break;
            }
            join(*y, second);
        }
        for (y, second) in others[..from].iter().rev() {
            if close(text, x, *y, reach) {
                join(*y, second);
            } else if y.end() == y.start() + longest {
                break; // none is longer, so none that begins before is nearer
            } else if y.start() + longest < x.start() {
                // None that begins before can reach further than the longest does from here.
                if !within(text, floor(text, y.start() + longest)..x.start(), reach) {
                    break;
                }
            }
        }
    }
    hits.sort();
    hits.dedup();
    hits
}

fn close(text: &str, x: Span, y: Span, reach: Reach) -> bool {
    let (before, after) = if x.start() <= y.start() { (x, y) } else { (y, x) };
    x.overlaps(y) || within(text, before.end()..after.start(), reach)
}

/// Is so much of the text between two hits little enough? What is not, is not when there is more of it either.
fn within(text: &str, gap: Range<usize>, reach: Reach) -> bool {
    let Some(between) = text.get(gap.clone()) else { return true };
    match reach {
        Reach::Words(most) => has_at_most(between, most),
        Reach::Sentence => !ends_sentence(text, gap),
        Reach::Paragraph => !between.contains('\n'),
    }
}

/// Are there no more words than `most`, all in one paragraph? What stands too far apart is ruled out by its first words.
fn has_at_most(between: &str, most: usize) -> bool {
    let (mut words, mut inside, mut last) = (0, false, 0);
    for byte in between.bytes() {
        match byte {
            b'\n' if last == b'\n' => return false,
            b if b.is_ascii_whitespace() => inside = false,
            b if b.is_ascii_alphanumeric() && !inside => {
                (words, inside) = (words + 1, true);
                if words > most {
                    return false;
                }
            }
            // Beyond ASCII signs and letters are told apart by the slower way.
            0x80.. => return super::super::rows::count_words(between) <= most && !between.contains("\n\n"),
            _ => {}
        }
        last = byte;
    }
    true
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Does a sentence end within this stretch of the text? A full stop after one letter ("J. Brink") does not end one, nor does
/// one before a small letter.
fn ends_sentence(text: &str, gap: Range<usize>) -> bool {
    let Some(between) = text.get(gap.clone()) else { return false };
    between.char_indices().any(|(at, c)| match c {
        '\n' | '!' | '?' | '。' | '！' | '？' => true,
        '.' | '…' => {
            let at = gap.start + at;
            let rest = &text[at + c.len_utf8()..];
            let next = rest.find(char::is_alphanumeric);
            let spaced = rest[..next.unwrap_or(rest.len())].contains(char::is_whitespace);
            let mut before = text[..at].chars().rev();
            let initial = before.next().is_some_and(char::is_uppercase) && before.next().is_none_or(|c| !c.is_alphanumeric());
            let lower = next.and_then(|next| rest[next..].chars().next()).is_some_and(char::is_lowercase);
            spaced && !initial && !lower
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::*;

    const TEXT: &str =
        "Mayor Ada Brink said the tram would ruin the harbour. “Never,” critics told us.\n\nTom Hale backs the tram line.";

    fn project() -> Project {
        let mut project = Project::default();
        let metadata =
            Metadata { outlet: "Harbour Post".into(), date: Some(jiff::civil::date(2026, 3, 4)), ..Metadata::default() };
        let id = ArticleId::new(1);
        let span = |words: &str| {
            let at = TEXT.find(words).unwrap();
            SpanSet::from(Span::new(TEXT, at..at + words.len()).unwrap())
        };
        let mut mention =
            Mention::new(Id::new(1), span("Ada Brink"), LabelId::new(1), AnnotatorId::new(1), Provenance::default());
        mention.entity = Some(EntityId::new(1));
        let mut entity = Entity::new(EntityId::new(1), "Ada Brink", Some(LabelId::new(1)));
        entity.profile.category = "official".into();
        let mut stance = Stance::new(StanceId::new(1), AnnotatorId::new(1), Provenance::default());
        stance.holder.actor = Actor::Entity(EntityId::new(1));
        stance.target.mention = Some(span("the tram"));
        stance.polarity = Polarity::Against;
        stance.evidence = Some(span("the tram would ruin the harbour"));
        for edit in [
            Edit::PutEntity(Arc::new(entity)),
            Edit::AddArticle { position: 0, article: Arc::new(Article::new(id, TEXT, metadata)) },
            Edit::PutMention { article: id, mention: Arc::new(mention) },
            Edit::PutStance { article: id, stance: Arc::new(stance) },
        ] {
            apply(&mut project, edit).unwrap();
        }
        project
    }

    fn check(query: &str, expected: &[&str]) {
        let project = project();
        let found = search(&project, &Query::parse(query).unwrap(), 100);
        let words: Vec<_> =
            found.lines.iter().map(|line| line.spans.as_ref().map_or(String::new(), |spans| spans.quote(TEXT))).collect();
        assert_eq!(words, expected, "{query}");
    }

    #[test]
    fn words_and_fields_are_found() {
        check("harbour", &["harbour"]);
        check("TRAM", &["tram", "tram"]);
        check("\"tram line\"", &["tram line"]);
        check("label:PERSON", &["Ada Brink"]);
        check("label:ORG", &[]);
        check("entity:brink", &["Ada Brink"]);
        check("holder:Brink polarity:against target:tram", &["the tram would ruin the harbour"]);
        check("holder:Brink polarity:favor|mixed", &[]);
        check("holder:Brink NOT polarity:favor", &["the tram would ruin the harbour"]);
        check("category:official", &["the tram would ruin the harbour"]);
        check("outlet:post date:2026-03..2026-04 never", &["Never"]);
        check("outlet:post", &[""]);
        check("outlet:tide harbour", &[]);
        check("/n[a-z]{4}/i", &["Never"]);
        check("annotator:me", &["Ada Brink", "the tram would ruin the harbour"]);
    }

    proptest::proptest! {
        #[test]
        fn near_finds_every_pair_that_is_close(text in "[ab .\n]{0,60}", words in 0..4_usize) {
            use std::collections::BTreeSet;
            let hits = |letter: char| -> Vec<Hit> {
                let places = text.match_indices(letter).map(|(at, _)| Span::new(&text, at..(at + 1 + at % 7).min(text.len())).unwrap());
                places.map(|span| Hit { spans: Some(span.into()), made: None }).collect()
            };
            let (a, b) = (hits('a'), hits('b'));
            for reach in [Reach::Words(words), Reach::Sentence, Reach::Paragraph] {
                let found: BTreeSet<SpanSet> = near(&text, &a, reach, &b).into_iter().filter_map(|hit| hit.spans).collect();
                let mut all = BTreeSet::new();
                for first in &a {
                    for second in &b {
                        let hull = |hit: &Hit| hit.spans.as_ref().unwrap().hull();
                        let (x, y) = (hull(first), hull(second));
                        if first != second && close(&text, x, y, reach) {
                            all.insert(SpanSet::from(x.join(y)));
                        }
                    }
                }
                proptest::prop_assert_eq!(&found, &all);
            }
        }
    }

    #[test]
    fn hits_near_each_other_and_inside_annotations() {
        check("brink NEAR/3 tram", &["Brink said the tram"]);
        check("brink NEAR/1 tram", &[]);
        check("brink NEAR/s harbour", &["Brink said the tram would ruin the harbour"]);
        check("brink NEAR/s critics", &[]);
        check("brink NEAR/p critics", &["Brink said the tram would ruin the harbour. “Never,” critics"]);
        check("tram IN polarity:against", &["tram"]);
        check("harbour NOT hale", &[]);
        check("harbour NOT quay", &["harbour"]);
        check("quay OR (critics AND never)", &["Never", "critics"]);
    }
}
