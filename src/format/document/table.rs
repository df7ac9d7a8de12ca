//! Tables (csv, tsv, xlsx, xls, ods): one article a row, the columns guessed by their names and contents.

use super::{ImportedArticle, ReadError, dates};
use crate::format::encoding;
use crate::model::Metadata;
use calamine::{Data, Reader as _};
use std::io::Cursor;

const WHAT: &str = "the table";

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Column {
    Text,
    Title,
    Outlet,
    Date,
    Byline,
    Url,
    Language,
    Section,
    /// Kept under its own name.
    Attribute,
}

impl Column {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Title,
        Self::Outlet,
        Self::Date,
        Self::Byline,
        Self::Url,
        Self::Language,
        Self::Section,
        Self::Attribute,
    ];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Outlet => "outlet",
            Self::Date => "date",
            Self::Byline => "author",
            Self::Url => "address",
            Self::Language => "language",
            Self::Section => "section",
            Self::Attribute => "kept under its name",
        }
    }
}

/// A table as it was read: names of the columns, rows of cells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    pub names: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

const NAMES: [(Column, &[&str]); 8] = [
    (
        Column::Text,
        &[
            "text",
            "fulltext",
            "full_text",
            "content",
            "body",
            "article",
            "articletext",
            "maintext",
            "story",
            "inhalt",
            "volltext",
            "texto",
            "texte",
            "tweet",
            "sentence",
        ],
    ),
    (Column::Title, &["title", "headline", "hed", "titel", "titre", "titulo", "título", "überschrift"]),
    (
        Column::Outlet,
        &[
            "outlet",
            "source",
            "publication",
            "newspaper",
            "paper",
            "medium",
            "publisher",
            "site",
            "sitename",
            "quelle",
            "journal",
            "medio",
            "zeitung",
            "publicationtitle",
        ],
    ),
    (
        Column::Date,
        &[
            "date",
            "day",
            "published",
            "pubdate",
            "publisheddate",
            "publishdate",
            "publicationdate",
            "publishedat",
            "datum",
            "fecha",
            "datepublish",
        ],
    ),
    (Column::Byline, &["author", "authors", "byline", "autor", "auteur", "writer"]),
    (Column::Url, &["url", "link", "href", "permalink"]),
    (Column::Language, &["language", "lang", "sprache"]),
    (Column::Section, &["section", "category", "ressort", "rubrik"]),
];

/// What each column most likely holds; each kind but attributes at most once.
pub fn guess(table: &Table) -> Vec<Column> {
    let plain = |name: &str| name.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut columns = vec![Column::Attribute; table.names.len()];
    for (kind, names) in NAMES {
        // the order of the names is the order of preference
        let found = names.iter().find_map(|wanted| {
            let joined = wanted.replace('_', "");
            table.names.iter().position(|name| plain(name).replace('_', "") == joined)
        });
        if let Some(at) = found.filter(|&at| columns[at] == Column::Attribute) {
            columns[at] = kind;
        }
    }
    if !columns.contains(&Column::Text) {
        let length = |at: usize| table.rows.iter().take(50).map(|row| row.get(at).map_or(0, String::len)).sum::<usize>();
        let free = (0..columns.len()).filter(|&at| columns[at] == Column::Attribute);
        if let Some(longest) = free.max_by_key(|&at| length(at)) {
            columns[longest] = Column::Text;
        }
    }
    columns
}

/// The rows as articles; rows without text are left out.
pub fn articles(table: &Table, columns: &[Column]) -> Vec<ImportedArticle> {
    let mut articles = Vec::new();
    for row in &table.rows {
        let mut article = ImportedArticle::default();
        for ((cell, column), name) in row.iter().zip(columns).zip(&table.names) {
            let metadata: &mut Metadata = &mut article.metadata;
            match column {
                Column::Text => article.text.clone_from(cell),
                Column::Title => metadata.title.clone_from(cell),
                Column::Outlet => metadata.outlet.clone_from(cell),
                Column::Byline => metadata.byline.clone_from(cell),
                Column::Url => metadata.url.clone_from(cell),
                Column::Language => metadata.language.clone_from(cell),
                Column::Section => metadata.section.clone_from(cell),
                Column::Date => match dates::date(cell) {
                    Some(date) => metadata.date = Some(date),
                    None if cell.is_empty() => {}
                    None => drop(metadata.attributes.insert(name.clone(), cell.clone())),
                },
                Column::Attribute if cell.is_empty() => {}
                Column::Attribute => drop(metadata.attributes.insert(name.clone(), cell.clone())),
            }
        }
        if !article.text.trim().is_empty() {
            articles.push(article);
        }
    }
    articles
}

/// The table of a text file: separator and encoding are found out.
pub fn read_text(bytes: &[u8]) -> Result<Table, ReadError> {
    let text = encoding::decode(bytes, None).text;
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = [b'\t', b';', b',', b'|'].into_iter().max_by_key(|&byte| memchr::memchr_iter(byte, first.as_bytes()).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b','))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|err| ReadError::Broken { what: WHAT, why: err.to_string() })?;
        rows.push(record.iter().map(str::to_owned).collect::<Vec<String>>());
    }
    with_names(rows)
}

/// The first sheet with cells of a workbook.
pub fn read_workbook(bytes: &[u8]) -> Result<Table, ReadError> {
    let broken = |why: String| ReadError::Broken { what: "the workbook", why };
    if bytes.starts_with(b"PK") {
        super::archive::Archive::open("the workbook", bytes)?.check_all()?;
    }
    let read = std::panic::catch_unwind(|| -> Result<Vec<Vec<String>>, String> {
        let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|err| err.to_string())?;
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).map_err(|err| err.to_string())?;
            if range.height() > 1 {
                return Ok(range.rows().map(|row| row.iter().map(cell).collect()).collect());
            }
        }
        Err("no sheet has more than one row".to_owned())
    });
    with_names(read.unwrap_or_else(|_| Err("its structure is damaged".to_owned())).map_err(broken)?)
}

fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(time) => {
            let days = time.as_f64().floor();
            // serial 1 is 1900-01-01, and 1900 had a 29 February there
            let epoch = jiff::civil::date(1899, 12, 30);
            let date = epoch.checked_add(jiff::Span::new().days(days.clamp(0.0, 2_000_000.0) as i64));
            date.map_or_else(|_| data.to_string(), |date| date.to_string())
        }
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

fn with_names(mut rows: Vec<Vec<String>>) -> Result<Table, ReadError> {
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    if rows.len() < 2 {
        return Err(ReadError::Broken { what: WHAT, why: "it needs a row of names and at least one row below it".to_owned() });
    }
    let mut names: Vec<String> = rows.remove(0).into_iter().map(|name| name.trim().to_owned()).collect();
    for (idx, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
        *name = format!("column {}", idx + 1);
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    names.extend((names.len()..width).map(|idx| format!("column {}", idx + 1)));
    Ok(Table { names, rows })
}

/// The articles by the guessed columns.
pub(super) fn read(table: &Table) -> Result<Vec<ImportedArticle>, ReadError> {
    let columns = guess(table);
    let mut articles = articles(table, &columns);
    let text = columns.iter().position(|column| *column == Column::Text).and_then(|at| table.names.get(at));
    if let (Some(first), Some(text)) = (articles.first_mut(), text) {
        first.warnings.push(format!("The column “{text}” was taken as the text of {} rows.", table.rows.len()));
    }
    let empty = table.rows.len() - articles.len();
    if let Some(first) = articles.first_mut().filter(|_| empty > 0) {
        first.warnings.push(format!("{empty} rows have no text and were left out."));
    }
    if articles.is_empty() { Err(ReadError::NoText(WHAT)) } else { Ok(articles) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_guessed_by_name_and_by_length() {
        let table =
            read_text("Headline;Publication;Published;Full text;desk\r\nA;Post;24.11.2026;\"Long;\r\ntext\";x\r\n".as_bytes())
                .unwrap();
        let articles = read(&table).unwrap();
        let metadata = &articles[0].metadata;
        assert_eq!(articles[0].text, "Long;\r\ntext");
        assert_eq!((metadata.title.as_str(), metadata.outlet.as_str()), ("A", "Post"));
        assert_eq!(metadata.date.map(|date| date.to_string()).as_deref(), Some("2026-11-24"));
        assert_eq!(metadata.attributes.get("desk").map(String::as_str), Some("x"));
        let unnamed = read_text(b"a,b\n1,many more words than that\n").unwrap();
        assert_eq!(guess(&unnamed), [Column::Attribute, Column::Text]);
    }
}
