//! Key words in context: what a query found, with the words to its left and right, sorted and grouped.

use super::query::{Line, Query, search};
use crate::model::{Actor, ArticleId, Made, Project, TargetRef};
use crate::text::{Span, SpanSet};
use std::cmp::Ordering;

/// What lines are sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// By article, then place.
    #[default]
    Text,
    /// By the words before, nearest first.
    Left,
    /// By the words found.
    Hit,
    /// By the words after.
    Right,
    /// By entity: of the mention, or the stance's holder.
    Entity,
    Date,
}

impl Sort {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 6] = [Self::Text, Self::Left, Self::Hit, Self::Right, Self::Entity, Self::Date];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "Place",
            Self::Left => "Left",
            Self::Hit => "Hit",
            Self::Right => "Right",
            Self::Entity => "Entity",
            Self::Date => "Date",
        }
    }
}

/// A concordance: sorted lines.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Concordance {
    pub lines: Vec<Line>,
    /// Articles with at least one hit.
    pub articles: usize,
    /// There is more than the limit.
    pub cut_off: bool,
}

/// The lines of a query, at most `most`, sorted.
pub fn concordance(project: &Project, query: &Query, sort: Sort, most: usize) -> Concordance {
    let found = search(project, query, most);
    let mut lines = found.lines;
    sort_lines(project, &mut lines, sort);
    Concordance { lines, articles: found.articles, cut_off: found.cut_off }
}

/// Sorts lines; equal ones stay in text order.
pub fn sort_lines(project: &Project, lines: &mut Vec<Line>, sort: Sort) {
    if sort == Sort::Text {
        return;
    }
    let mut keyed: Vec<(String, Line)> = lines.drain(..).map(|line| (key(project, &line, sort), line)).collect();
    keyed.sort_by(|a, b| match (a.0.is_empty(), b.0.is_empty()) {
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ => a.0.cmp(&b.0),
    });
    lines.extend(keyed.into_iter().map(|(_, line)| line));
}

/// Characters of context that sorting looks at.
const SORTED: usize = 48;

fn key(project: &Project, line: &Line, sort: Sort) -> String {
    let Some(article) = project.article(line.article) else { return String::new() };
    let text = article.text();
    let hull = line.spans.as_ref().map(SpanSet::hull);
    match sort {
        Sort::Text => String::new(),
        Sort::Left => hull.map_or_else(String::new, |hull| {
            let before = before(text, hull, SORTED);
            let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev().collect();
            words.join(" ").to_lowercase()
        }),
        Sort::Right => hull.map_or_else(String::new, |hull| {
            let after = after(text, hull, SORTED);
            after.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
        }),
        Sort::Hit => line.spans.as_ref().map_or_else(String::new, |spans| spans.quote(text).to_lowercase()),
        Sort::Entity => entity_of(project, line).unwrap_or_default().to_lowercase(),
        Sort::Date => article.metadata.date.map_or_else(String::new, |date| date.to_string()),
    }
}

/// The name that a line is grouped under: the mention's entity, the stance's holder.
pub fn entity_of<'p>(project: &'p Project, line: &Line) -> Option<&'p str> {
    let article = project.article(line.article)?;
    let entity = match line.made? {
        Made::Mention(id) => article.mention(id)?.entity?,
        Made::Stance(id) => match article.stance(id)?.holder.actor {
            Actor::Entity(entity) => entity,
            _ => return None,
        },
    };
    project.entity(entity).map(|entity| entity.name.as_str())
}

/// What a stance's target is called; for the columns of a concordance of stances.
pub fn target_of(project: &Project, line: &Line) -> Option<String> {
    let article = project.article(line.article)?;
    let Made::Stance(id) = line.made? else { return None };
    let stance = article.stance(id)?;
    match stance.target.reference {
        TargetRef::Entity(entity) => project.entity(entity).map(|entity| entity.name.clone()),
        TargetRef::Issue(issue) => project.scheme.issue(issue).map(|issue| issue.name.clone()),
        TargetRef::Stance(_) => Some("another stance".to_owned()),
        TargetRef::Unlinked => stance.target.mention.as_ref().map(|spans| spans.quote(article.text())),
    }
}

/// A hit with its context on one line, white space folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InContext {
    pub article: ArticleId,
    pub left: String,
    pub hit: String,
    pub right: String,
}

/// The line with `wide` characters of context on each side.
pub fn in_context(project: &Project, line: &Line, wide: usize) -> Option<InContext> {
    let article = project.article(line.article)?;
    let text = article.text();
    let Some(spans) = &line.spans else {
        let left = String::new();
        return Some(InContext { article: article.id, left, hit: article.display_title().to_owned(), right: String::new() });
    };
    let hull = spans.hull();
    Some(InContext {
        article: article.id,
        left: folded(before(text, hull, wide)),
        hit: folded(hull.slice(text)),
        right: folded(after(text, hull, wide)),
    })
}

fn before(text: &str, hull: Span, wide: usize) -> &str {
    let from = text[..hull.start()].char_indices().rev().take(wide).last().map_or(hull.start(), |(at, _)| at);
    &text[from..hull.start()]
}

fn after(text: &str, hull: Span, wide: usize) -> &str {
    let rest = &text[hull.end()..];
    &rest[..rest.char_indices().nth(wide).map_or(rest.len(), |(at, _)| at)]
}

/// Line ends and runs of spaces as one space; a space at either edge is kept, as it parts hit from context.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            folded.push(c);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}
