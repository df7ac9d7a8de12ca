//! The query language of search and concordance.
//!
//! ```text
//! harbour                     the word, any case             =ICE              exactly these letters
//! "tram line"                 words in a row                 climat*  wom?n    wildcards
//! /\bfish(er|ing)/i           regular expression             (quay OR pier)    one of them
//! label:PERSON entity:Brink   mentions                       outlet:Post date:2026-03..2026-04   articles
//! holder:Brink polarity:against target:"tram line"           stances: side by side, all of the same stance
//! tram NEAR/5 noise           within five words              tram NEAR/s noise   in one sentence (/p: paragraph)
//! never IN polarity:against   words inside an annotation     harbour NOT tram    articles that lack it
//! ```
//!
//! [`Query::parse`] reads it; [`search`] lists what it finds, article by article. Nothing is indexed: the rarest piece of each
//! word is looked for with `memchr`-fast search, and only where it stands is the rest of the word compared.

mod fields;
mod parse;
mod search;
mod words;

pub use fields::{ArticleField, Field, MentionField, Name, SharedField, StanceField};
pub use parse::QueryError;
pub use search::{Found, Line, search, search_article};
pub use words::WordPattern;

use jiff::civil::Date;

/// A query that was understood.
#[derive(Clone, Debug)]
pub struct Query(pub(super) Node);

/// How close two hits must stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// At most so many words between them.
    Words(usize),
    Sentence,
    Paragraph,
}

/// The parts of a query.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Words in a row; one for a single word.
    Words(Vec<WordPattern>),
    Regex(regex::Regex),
    /// Conditions on one article.
    Article(Vec<(ArticleField, bool)>),
    /// Conditions on one mention, each wanted or not.
    Mention(Vec<(MentionField, bool)>),
    /// Conditions on one stance.
    Stance(Vec<(StanceField, bool)>),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Near(Box<Self>, Reach, Box<Self>),
    In(Box<Self>, Box<Self>),
}

/// First and last day of what was written: `2026-02` is the whole month, `2026-02..` has no end.
pub type Days = (Option<Date>, Option<Date>);

impl Query {
    /// Understands a query.
    ///
    /// # Errors
    /// Says what is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::parse(text).map(Self)
    }
}
