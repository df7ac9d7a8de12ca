//! From the text of a query to its parts. Errors point at what was not understood.

use super::fields::{self, ArticleField, Field, MentionField, Name, SharedField, StanceField};
use super::words::WordPattern;
use super::{Days, Node, Query, Reach};
use jiff::civil::{Date, date};
use std::ops::Range;

/// What is wrong with a query, and where (bytes).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    pub message: String,
    pub at: Range<usize>,
}

impl QueryError {
    /// The query with a caret under what is wrong, then the message; for a monospaced line.
    pub fn with_caret(&self, query: &str) -> String {
        let before = query.get(..self.at.start).unwrap_or(query).chars().count();
        let wide = query.get(self.at.clone()).map_or(1, |wrong| wrong.chars().count()).max(1);
        format!("{query}\n{}{}\n{}", " ".repeat(before), "^".repeat(wide), self.message)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Word { text: String, exact: bool },
    Phrase { words: String, exact: bool },
    Regex { pattern: String, insensitive: bool },
    Field { name: String, values: Vec<String> },
    Open,
    Close,
    And,
    Or,
    Not,
    In,
    Near(Reach),
}

type Token = (Piece, Range<usize>);

pub(super) fn parse(text: &str) -> Result<Node, QueryError> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(QueryError { message: "The query is empty; type a word, or a field such as label:PERSON.".into(), at: 0..0 });
    }
    let mut parser = Parser { tokens, at: 0, end: text.len() };
    let node = parser.either()?;
    match parser.tokens.get(parser.at) {
        Some((_, at)) => Err(QueryError { message: "This bracket was never opened.".into(), at: at.clone() }),
        None => Ok(node),
    }
}

fn error<T>(message: impl Into<String>, at: Range<usize>) -> Result<T, QueryError> {
    Err(QueryError { message: message.into(), at })
}

fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        match c {
            c if c.is_whitespace() => at += c.len_utf8(),
            '(' | ')' => {
                at += 1;
                tokens.push((if c == '(' { Piece::Open } else { Piece::Close }, start..at));
            }
            '/' => {
                let (pattern, end) = delimited(text, start, '/', "The regular expression has no end; close it with /.")?;
                let insensitive = text[end..].starts_with('i');
                at = end + usize::from(insensitive);
                tokens.push((Piece::Regex { pattern, insensitive }, start..at));
            }
            '"' | '“' | '”' => {
                let (words, end) = phrase(text, start)?;
                at = end;
                tokens.push((Piece::Phrase { words, exact: false }, start..at));
            }
            _ => {
                let word = bare(text, start);
                at = start + word.len();
                if let Some((name, first)) = word.split_once(':')
                    && !name.is_empty()
                {
                    let value_at = start + name.len() + 1;
                    let (values, end) = values(text, value_at, first)?;
                    at = end;
                    tokens.push((Piece::Field { name: name.to_lowercase(), values }, start..at));
                    continue;
                }
                if word == "=" && text[at..].starts_with(['"', '“']) {
                    let (words, end) = phrase(text, at)?;
                    at = end;
                    tokens.push((Piece::Phrase { words, exact: true }, start..at));
                    continue;
                }
                tokens.push((word_piece(word, start)?, start..at));
            }
        }
    }
    Ok(tokens)
}

fn word_piece(word: &str, start: usize) -> Result<Piece, QueryError> {
    let near = |rest: &str| match rest {
        "" => Ok(Piece::Near(Reach::Words(10))),
        "/s" => Ok(Piece::Near(Reach::Sentence)),
        "/p" => Ok(Piece::Near(Reach::Paragraph)),
        rest => match rest.strip_prefix('/').and_then(|number| number.parse().ok()) {
            Some(number) => Ok(Piece::Near(Reach::Words(number))),
            None => {
                error("NEAR takes a number of words, /s for sentence or /p for paragraph: NEAR/5.", start..start + word.len())
            }
        },
    };
    Ok(match word {
        "AND" | "&" | "&&" => Piece::And,
        "OR" | "|" | "||" => Piece::Or,
        "NOT" => Piece::Not,
        "IN" => Piece::In,
        _ if word.starts_with("NEAR") => near(&word[4..])?,
        _ => match word.strip_prefix('=') {
            Some(exact) if !exact.is_empty() => Piece::Word { text: exact.to_owned(), exact: true },
            _ => Piece::Word { text: word.to_owned(), exact: false },
        },
    })
}

/// A stretch without white space, brackets or quotation marks. A field's regular expression is none, but `NEAR/5` is one word.
fn bare(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”')).unwrap_or(rest.len());
    &rest[..end.max(rest.chars().next().map_or(0, char::len_utf8))]
}

fn phrase(text: &str, start: usize) -> Result<(String, usize), QueryError> {
    let open = text[start..].chars().next().map_or(1, char::len_utf8);
    match text[start + open..].char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”')) {
        Some((len, close)) => Ok((text[start + open..start + open + len].to_owned(), start + open + len + close.len_utf8())),
        None => error("This quotation mark was never closed.", start..text.len()),
    }
}

fn delimited(text: &str, start: usize, close: char, message: &str) -> Result<(String, usize), QueryError> {
    let mut escaped = false;
    for (len, c) in text[start + 1..].char_indices() {
        if c == close && !escaped {
            return Ok((text[start + 1..start + 1 + len].replace("\\/", "/"), start + 1 + len + 1));
        }
        escaped = c == '\\' && !escaped;
    }
    error(message, start..text.len())
}

/// The values after the colon: words or phrases, alternatives between bars.
fn values(text: &str, from: usize, first: &str) -> Result<(Vec<String>, usize), QueryError> {
    let mut values = Vec::new();
    let mut at = from;
    let mut rest = first;
    loop {
        if rest.is_empty() && text[at..].starts_with(['"', '“', '”']) {
            let (words, end) = phrase(text, at)?;
            values.push(words);
            at = end;
            match text[at..].strip_prefix('|') {
                Some(_) => at += 1,
                None => return Ok((values, at)),
            }
            rest = if text[at..].starts_with(['"', '“', '”']) { "" } else { bare_here(text, at) };
            continue;
        }
        match rest.split_once('|') {
            Some((value, more)) => {
                values.push(value.to_owned());
                at += value.len() + 1;
                rest = more;
            }
            None => {
                if rest.is_empty() {
                    return error("The field has no value; write one after the colon.", from.saturating_sub(1)..at.max(from));
                }
                values.push(rest.to_owned());
                return Ok((values, at + rest.len()));
            }
        }
    }
}

fn bare_here(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')).unwrap_or(rest.len())]
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Piece> {
        self.tokens.get(self.at).map(|token| &token.0)
    }

    fn take(&mut self, piece: &Piece) -> bool {
        let taken = self.peek() == Some(piece);
        self.at += usize::from(taken);
        taken
    }

    fn either(&mut self) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all()?];
        while self.take(&Piece::Or) {
            nodes.push(self.all()?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Or(nodes) })
    }

    fn all(&mut self) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        let mut fields: Vec<(Field, bool)> = Vec::new();
        loop {
            while self.take(&Piece::And) {}
            let wanted = !self.take(&Piece::Not);
            match self.peek() {
                Some(Piece::Field { .. }) if !self.is_near_next(1) => {
                    let field = self.field()?;
                    fields.push((field, wanted));
                }
                None | Some(Piece::Or | Piece::Close) if wanted => break,
                _ => {
                    let node = self.close_by()?;
                    nodes.push(if wanted { node } else { Node::Not(Box::new(node)) });
                }
            }
        }
        nodes.extend(clauses(fields));
        match nodes.len() {
            0 => error("Something is missing here: a word, a phrase or a field.", self.here()),
            1 if !matches!(nodes[0], Node::Not(_)) => Ok(nodes.remove(0)),
            _ => Ok(Node::And(nodes)),
        }
    }

    /// After the fields that follow here side by side, does NEAR or IN come? They then are one clause of it.
    fn is_near_next(&self, ahead: usize) -> bool {
        matches!(self.tokens.get(self.at + ahead).map(|token| &token.0), Some(Piece::Near(_) | Piece::In))
    }

    fn close_by(&mut self) -> Result<Node, QueryError> {
        let mut node = self.atom()?;
        loop {
            match self.peek() {
                Some(Piece::Near(reach)) => {
                    let reach = *reach;
                    self.at += 1;
                    node = Node::Near(Box::new(node), reach, Box::new(self.atom()?));
                }
                Some(Piece::In) => {
                    self.at += 1;
                    node = Node::In(Box::new(node), Box::new(self.atom()?));
                }
                _ => return Ok(node),
            }
        }
    }

    fn atom(&mut self) -> Result<Node, QueryError> {
        let Some((piece, at)) = self.tokens.get(self.at).cloned() else {
            return error("Something is missing here: a word, a phrase or a field.", self.here());
        };
        match piece {
            Piece::Word { text, exact } => {
                self.at += 1;
                words(&text, exact, at)
            }
            Piece::Phrase { words: text, exact } => {
                self.at += 1;
                words(&text, exact, at)
            }
            Piece::Regex { pattern, insensitive } => {
                self.at += 1;
                let built =
                    regex::RegexBuilder::new(&pattern).case_insensitive(insensitive).multi_line(true).size_limit(1 << 22).build();
                match built {
                    Ok(regex) => Ok(Node::Regex(regex)),
                    Err(err) => {
                        let reason = err.to_string();
                        let reason = reason.lines().last().unwrap_or_default().trim().trim_start_matches("error: ");
                        error(format!("This regular expression does not work: {reason}."), at)
                    }
                }
            }
            Piece::Field { .. } => {
                // After NEAR or IN, the fields that stand side by side are one clause.
                let mut fields = vec![(self.field()?, true)];
                while matches!(self.peek(), Some(Piece::Field { .. })) {
                    fields.push((self.field()?, true));
                }
                let mut nodes = clauses(fields);
                Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::And(nodes) })
            }
            Piece::Open => {
                self.at += 1;
                let node = self.either()?;
                if self.take(&Piece::Close) { Ok(node) } else { error("This bracket was never closed.", at) }
            }
            Piece::Close => error("There is nothing between these brackets.", at),
            Piece::And | Piece::Or | Piece::Not | Piece::In | Piece::Near(_) => {
                error("A word is missing before this. To look for the word itself, put it in quotation marks.", at)
            }
        }
    }

    fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |token| token.1.clone())
    }

    fn field(&mut self) -> Result<Field, QueryError> {
        let Some((Piece::Field { name, values }, at)) = self.tokens.get(self.at).cloned() else {
            return error("A field is missing here.", self.here());
        };
        self.at += 1;
        field(&name, &values).map_err(|message| QueryError { message, at })
    }
}

fn words(text: &str, exact: bool, at: Range<usize>) -> Result<Node, QueryError> {
    let words = patterns(text, exact);
    if words.is_empty() { error("There is no word in this.", at) } else { Ok(Node::Words(words)) }
}

fn patterns(text: &str, exact: bool) -> Vec<WordPattern> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '*' | '?' | '\'' | '’');
    let words = text.split(|c: char| !is_part(c)).map(|word| word.trim_matches(['\'', '’']));
    words.filter(|word| !word.is_empty()).map(|word| WordPattern::new(word, exact)).collect()
}

/// Puts fields side by side into one clause for each kind of thing they ask about.
fn clauses(fields: Vec<(Field, bool)>) -> Vec<Node> {
    let (mut articles, mut mentions, mut stances, mut shared) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (field, wanted) in fields {
        match field {
            Field::Article(field) => articles.push((field, wanted)),
            Field::Mention(field) => mentions.push((field, wanted)),
            Field::Stance(field) => stances.push((field, wanted)),
            Field::Shared(field) => shared.push((field, wanted)),
        }
    }
    let mut nodes = Vec::new();
    if !articles.is_empty() {
        nodes.push(Node::Article(articles));
    }
    let neither = mentions.is_empty() && stances.is_empty();
    let mut annotations = Vec::new();
    if !mentions.is_empty() || (neither && !shared.is_empty()) {
        mentions.extend(shared.iter().map(|(field, wanted)| (MentionField::Shared(field.clone()), *wanted)));
        annotations.push(Node::Mention(mentions));
    }
    if !stances.is_empty() || (neither && !shared.is_empty()) {
        stances.extend(shared.into_iter().map(|(field, wanted)| (StanceField::Shared(field), wanted)));
        annotations.push(Node::Stance(stances));
    }
    // Only shared fields: mentions or stances; otherwise both kinds are wanted.
    if neither && annotations.len() == 2 {
        nodes.push(Node::Or(annotations))
    } else {
        nodes.extend(annotations)
    }
    nodes
}

fn field(name: &str, values: &[String]) -> Result<Field, String> {
    use {ArticleField as A, MentionField as M, SharedField as X, StanceField as S};
    let words = || -> Result<Name, String> {
        let alternatives: Vec<_> = values.iter().map(|value| patterns(value, false)).collect();
        if alternatives.iter().any(Vec::is_empty) {
            Err(format!("There is no word after {name}:."))
        } else {
            Ok(Name(alternatives))
        }
    };
    Ok(match name {
        "outlet" => Field::Article(A::Outlet(words()?)),
        "title" => Field::Article(A::Title(words()?)),
        "byline" => Field::Article(A::Byline(words()?)),
        "section" => Field::Article(A::Section(words()?)),
        "lang" | "language" => Field::Article(A::Language(words()?)),
        "date" => Field::Article(A::Date(days(values)?)),
        "status" => Field::Article(A::Status(fields::choose(values, &fields::STATUSES)?)),
        "label" => Field::Mention(M::Label(words()?)),
        "entity" => Field::Mention(M::Entity(words()?)),
        "is" => match values.first().map(String::as_str) {
            Some("mention") => Field::Mention(M::Any),
            Some("stance") => Field::Stance(S::Any),
            _ => return Err("Write is:mention or is:stance.".into()),
        },
        "holder" => Field::Stance(S::Holder(words()?)),
        "target" => Field::Stance(S::Target(words()?)),
        "category" => Field::Stance(S::Category(words()?)),
        "frame" => Field::Stance(S::Frame(words()?)),
        "channel" => Field::Stance(S::Channel(words()?)),
        "polarity" => Field::Stance(S::Polarity(fields::choose(values, &fields::POLARITIES)?)),
        "directness" => Field::Stance(S::Directness(fields::choose(values, &fields::DIRECTNESS)?)),
        "intensity" => Field::Stance(S::Intensity(fields::choose(values, &fields::INTENSITIES)?)),
        "basis" => Field::Stance(S::Basis(fields::choose(values, &fields::BASES)?)),
        "naming" => Field::Stance(S::Naming(fields::choose(values, &fields::NAMINGS)?)),
        "gender" => Field::Stance(S::Gender(fields::choose(values, &fields::GENDERS)?)),
        "annotator" => Field::Shared(X::Annotator(words()?)),
        "origin" => Field::Shared(X::Origin(fields::choose(values, &fields::ORIGINS)?)),
        "flag" => Field::Shared(X::Flag(words()?)),
        "note" => Field::Shared(X::Note(words()?)),
        _ => {
            let near = fields::NAMES.iter().max_by_key(|known| known.chars().zip(name.chars()).filter(|(a, b)| a == b).count());
            let hint = near.map_or_else(String::new, |near| format!(" Did you mean {near}:?"));
            return Err(format!("There is no field “{name}”.{hint} Fields: {}.", fields::NAMES.join(", ")));
        }
    })
}

fn days(values: &[String]) -> Result<Days, String> {
    let [value] = values else { return Err("Write one date or one range: date:2026-01..2026-02.".into()) };
    let wrong = || format!("“{value}” is no date; write 2026, 2026-02 or 2026-02-14, or two of them with .. between.");
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    let first = if from.is_empty() { None } else { Some(day(from, false).ok_or_else(wrong)?) };
    let last = if to.is_empty() { None } else { Some(day(to, true).ok_or_else(wrong)?) };
    if first.is_none() && last.is_none() { Err(wrong()) } else { Ok((first, last)) }
}

fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().map(|month| month.parse().ok()).unwrap_or(Some(0));
    let number: Option<i8> = parts.next().map(|day| day.parse().ok()).unwrap_or(Some(0));
    let (month, number) = (month?, number?);
    if parts.next().is_some() || !(1..=9999).contains(&year) {
        return None;
    }
    match (month, number) {
        (0, _) if last => Some(date(year, 12, 31)),
        (0, _) => Some(date(year, 1, 1)),
        (month, 0) => Date::new(year, month, 1).ok().map(|first| if last { first.last_of_month() } else { first }),
        (month, number) => Date::new(year, month, number).ok(),
    }
}

impl std::str::FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_error(query: &str, expected: &str) {
        let err = Query::parse(query).unwrap_err();
        assert_eq!(err.with_caret(query), expected);
    }

    #[test]
    fn errors_point_at_what_is_wrong() {
        check_error("(tram OR quay", "(tram OR quay\n^\nThis bracket was never closed.");
        check_error("tram)", "tram)\n    ^\nThis bracket was never opened.");
        check_error("\"tram line", "\"tram line\n^^^^^^^^^^\nThis quotation mark was never closed.");
        check_error(
            "tram polarity:angry",
            "tram polarity:angry\n     ^^^^^^^^^^^^^^\n“angry” is none of against, favor, favour, for, mixed, neutral, none, unclear",
        );
        check_error(
            "date:soon",
            "date:soon\n^^^^^^^^^\n“soon” is no date; write 2026, 2026-02 or 2026-02-14, or two of them with .. between.",
        );
        check_error("tram OR", "tram OR\n       ^\nSomething is missing here: a word, a phrase or a field.");
        assert!(Query::parse("").unwrap_err().message.contains("empty"));
        assert!(Query::parse("outlett:BBC").unwrap_err().message.contains("Did you mean outlet:?"));
        assert!(Query::parse("/(/").unwrap_err().message.contains("does not work"));
    }

    #[test]
    fn ranges_of_dates_cover_whole_months() {
        assert_eq!(days(&["2026-01..2026-02".into()]), Ok((Some(date(2026, 1, 1)), Some(date(2026, 2, 28)))));
        assert_eq!(days(&["2026".into()]), Ok((Some(date(2026, 1, 1)), Some(date(2026, 12, 31)))));
        assert_eq!(days(&["2026-02-14..".into()]), Ok((Some(date(2026, 2, 14)), None)));
    }

    proptest! {
        #[test]
        fn no_query_panics(query in "(?s).{0,60}") {
            if let Err(err) = Query::parse(&query) {
                err.with_caret(&query);
            }
        }

        #[test]
        fn no_query_of_its_own_signs_panics(query in "[a:|\"()/=*? .\\-]{0,24}(NEAR/|OR |IN |NOT )?[a:|\"()/=*? ]{0,12}") {
            if let Err(err) = Query::parse(&query) {
                err.with_caret(&query);
            }
        }
    }
}
