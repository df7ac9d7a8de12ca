//! Exports of press databases: one file, hundreds of articles. LexisNexis (classic text), Nexis Uni (Word, RTF), Factiva (HTML,
//! RTF), ProQuest (text). All are read as lines of text here; `None` says that a text is no such export.

use super::{ImportedArticle, dates};
use crate::model::Metadata;
use regex::Regex;
use std::sync::LazyLock;

fn pattern(pattern: &'static str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that the tests compile")
}

/// `1 of 10 DOCUMENTS`, in the languages of the interface.
static LEXIS_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?m)^[ \t\x0c]*\d+ (?:of|von|de|di|van) \d+ (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI|DOCUMENTEN)[ \t]*\r?$")
});
/// `LENGTH: 355 words`, in capitals at a line's start.
static LEXIS_FIELD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([A-ZÄÖÜÉ][A-ZÄÖÜÉ -]{2,24}):[ \t]*(.*)$"));
static NEXIS_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?mi)^[ \t]*(?:End of Document|Ende des Dokuments?|Fin del documento|Fin du document)[ \t]*\r?$"));
static NEXIS_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(Length|Byline|Section|Highlight|Dateline|Load-Date|Language|Graphic|Correction|Notes?|Classification|Publication-Type|Subject|Company|Organization|Geographic|Industry|Person|Ticker|Journal Code|Series)[ \t]*:[ \t]*(.*)$",
    )
});
static PROQUEST_LINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^_{40,}[ \t]*\r?$"));
static PROQUEST_FIELD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([A-Z][A-Za-z/()-]*(?: [A-Za-z/()-]+){0,5}): (.*)$"));
static FACTIVA_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CO|IN|NS|RE|IPC|IPD|PUB|AN|CT|RF|ART|CLM|VOL)\t+(.*)$")
});

/// The articles of a text that a press database wrote; `None` if it is another text.
pub(super) fn read(text: &str) -> Option<Vec<ImportedArticle>> {
    let articles = if LEXIS_HEAD.is_match(text) {
        lexisnexis(text)
    } else if PROQUEST_LINE.find_iter(text).count() > 1 && text.contains("Publication title: ") {
        proquest(text)
    } else if NEXIS_END.is_match(text) {
        nexis_uni(text)
    } else if is_factiva(text) {
        factiva(text)
    } else {
        return None;
    };
    (!articles.is_empty()).then_some(articles)
}

/// Lines joined to paragraphs; an empty line parts them.
fn unwrapped(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            if !text.is_empty() && !text.ends_with("\n\n") {
                text.push_str("\n\n");
            }
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(line);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn set(metadata: &mut Metadata, name: &str, value: &str) {
    let value = value.trim().to_owned();
    if value.is_empty() {
        return;
    }
    match name.to_lowercase().as_str() {
        "byline" | "autor" | "auteur" => metadata.byline = value,
        "section" | "rubrik" | "sección" => metadata.section = value,
        "language" | "sprache" | "idioma" => {
            let code = match value.to_lowercase().as_str() {
                language if language.starts_with("engl") => "en",
                language if language.starts_with("germ") || language.starts_with("deut") => "de",
                language if language.starts_with("span") || language.starts_with("espa") => "es",
                language if language.starts_with("fren") || language.starts_with("fran") => "fr",
                _ => "",
            };
            code.clone_into(&mut metadata.language);
            metadata.attributes.insert("language".to_owned(), value);
        }
        name => drop(metadata.attributes.insert(name.to_owned(), value)),
    }
}

fn lexisnexis(text: &str) -> Vec<ImportedArticle> {
    let heads: Vec<_> = LEXIS_HEAD.find_iter(text).collect();
    let mut articles = Vec::new();
    for (idx, head) in heads.iter().enumerate() {
        let end = heads.get(idx + 1).map_or(text.len(), |next| next.start());
        articles.extend(lexis_article(&text[head.end()..end]));
    }
    articles
}

fn lexis_article(part: &str) -> Option<ImportedArticle> {
    let lines: Vec<&str> = part.lines().collect();
    let mut metadata = Metadata::default();
    // centred lines first: the source, then the date, then other things
    let mut at = 0;
    while at < lines.len() && (lines[at].trim().is_empty() || lines[at].starts_with("    ")) {
        let line = lines[at].trim();
        if metadata.outlet.is_empty() {
            line.clone_into(&mut metadata.outlet);
        } else if metadata.date.is_none() && !line.is_empty() {
            metadata.date = dates::date(line);
        }
        at += 1;
    }
    // the headline comes before the first field, unless there is none
    let first_field = (at..lines.len()).find(|&at| LEXIS_FIELD.is_match(lines[at])).unwrap_or(at);
    if metadata.date.is_none() {
        metadata.date = lines[at..first_field].iter().find_map(|line| dates::date(line));
    }
    let headline: Vec<&str> = lines[at..first_field].iter().copied().filter(|line| dates::date(line).is_none()).collect();
    metadata.title = unwrapped(&headline).replace("\n\n", " · ");
    at = first_field;
    // fields, then the text, then fields again
    let mut body_start = at;
    let mut name = String::new();
    let mut value = String::new();
    while at < lines.len() {
        match LEXIS_FIELD.captures(lines[at]) {
            Some(field) => {
                set(&mut metadata, &name, &value);
                (name, value) = (field[1].to_owned(), field[2].to_owned());
            }
            None if lines[at].trim().is_empty() => {
                let next = lines[at..].iter().find(|line| !line.trim().is_empty());
                if next.is_some_and(|line| !LEXIS_FIELD.is_match(line)) {
                    break;
                }
            }
            None if name.is_empty() => break,
            None => {
                value.push(' ');
                value.push_str(lines[at].trim());
            }
        }
        at += 1;
        body_start = at;
    }
    set(&mut metadata, &name, &value);
    if metadata.title.is_empty() {
        metadata.title = metadata.attributes.remove("headline").unwrap_or_default();
    }
    let known = [
        "LOAD-DATE",
        "LANGUAGE",
        "PUBLICATION-TYPE",
        "GRAPHIC",
        "SUBJECT",
        "UPDATE",
        "DOCUMENT-TYPE",
        "JOURNAL-CODE",
        "ACC-NO",
        "SPRACHE",
        "RUBRIK",
    ];
    let ends = |line: &str| LEXIS_FIELD.captures(line).is_some_and(|field| known.contains(&&field[1]));
    let copyright = |line: &str| line.starts_with("    ") && line.trim_start().to_lowercase().starts_with("copyright");
    let end = (body_start..lines.len()).find(|&at| ends(lines[at]) || copyright(lines[at])).unwrap_or(lines.len());
    for line in &lines[end..] {
        if let Some(field) = LEXIS_FIELD.captures(line) {
            set(&mut metadata, &field[1], &field[2]);
        }
    }
    let text = unwrapped(&lines[body_start..end]);
    (!text.is_empty()).then(|| ImportedArticle { text, metadata, ..ImportedArticle::default() })
}

fn nexis_uni(text: &str) -> Vec<ImportedArticle> {
    NEXIS_END.split(text).filter_map(nexis_article).collect()
}

fn nexis_article(part: &str) -> Option<ImportedArticle> {
    let lines: Vec<&str> = part.lines().map(str::trim).collect();
    let body = lines.iter().position(|line| line.eq_ignore_ascii_case("Body"))?;
    let copyright = lines[..body].iter().rposition(|line| line.to_lowercase().starts_with("copyright")).unwrap_or(body);
    let head: Vec<&str> = lines[..copyright].iter().copied().filter(|line| !line.is_empty()).collect();
    let mut metadata = Metadata::default();
    // title, source, date; what stands before them is the list of documents
    let date = head.iter().rposition(|line| dates::date(line).is_some() && line.len() < 60);
    if let Some(at) = date {
        metadata.date = dates::date(head[at]);
        metadata.outlet = at.checked_sub(1).map_or("", |at| head[at]).to_owned();
        metadata.title = at.checked_sub(2).map_or("", |at| head[at]).to_owned();
    }
    for line in &lines[copyright..body] {
        if let Some(field) = NEXIS_FIELD.captures(line) {
            set(&mut metadata, &field[1], &field[2]);
        }
    }
    let end = (body + 1..lines.len()).find(|&at| {
        NEXIS_FIELD
            .captures(lines[at])
            .is_some_and(|field| !matches!(field[1].to_lowercase().as_str(), "note" | "notes" | "byline"))
            || lines[at].eq_ignore_ascii_case("Classification")
    });
    let end = end.unwrap_or(lines.len());
    for line in &lines[end..] {
        if let Some(field) = NEXIS_FIELD.captures(line) {
            set(&mut metadata, &field[1], &field[2]);
        }
    }
    let paragraphs: Vec<&str> = lines[body + 1..end].iter().copied().filter(|line| !line.is_empty()).collect();
    let text = paragraphs.join("\n\n");
    (!text.is_empty()).then(|| ImportedArticle { text, metadata, ..ImportedArticle::default() })
}

fn proquest(text: &str) -> Vec<ImportedArticle> {
    PROQUEST_LINE.split(text).filter_map(proquest_article).collect()
}

fn proquest_article(part: &str) -> Option<ImportedArticle> {
    let lines: Vec<&str> = part.lines().collect();
    let mut metadata = Metadata::default();
    let mut at = 0;
    let mut body = Vec::new();
    while at < lines.len() {
        let Some(field) = PROQUEST_FIELD.captures(lines[at]) else {
            at += 1;
            continue;
        };
        let (name, value) = (field[1].to_owned(), field[2].trim().to_owned());
        at += 1;
        match name.as_str() {
            "Full text" => {
                body.push(value);
                let known = [
                    "Title",
                    "Subject",
                    "Location",
                    "People",
                    "Company",
                    "Publication title",
                    "Publication year",
                    "Publication date",
                    "Credit",
                    "Copyright",
                    "Business indexing term",
                    "Identifier / keyword",
                ];
                while at < lines.len() && !PROQUEST_FIELD.captures(lines[at]).is_some_and(|field| known.contains(&&field[1])) {
                    body.push(lines[at].trim().to_owned());
                    at += 1;
                }
            }
            "Title" => metadata.title = value,
            "Author" => metadata.byline = value,
            "Publication title" => metadata.outlet = value,
            "Publication date" => metadata.date = dates::date(&value),
            "Section" => metadata.section = value,
            "Document URL" => metadata.url = value,
            "Language of publication" => set(&mut metadata, "language", &value),
            _ => set(&mut metadata, &name, &value),
        }
    }
    let paragraphs: Vec<&str> = body.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    let text = paragraphs.join("\n\n");
    let missing = text.is_empty() || text.trim_end_matches('.').eq_ignore_ascii_case("not available");
    (!missing).then(|| ImportedArticle { text, metadata, ..ImportedArticle::default() })
}

fn is_factiva(text: &str) -> bool {
    let has = |name: &str| text.lines().any(|line| FACTIVA_FIELD.captures(line).is_some_and(|field| &field[1] == name));
    has("HD") && has("PD") && (has("LP") || has("TD"))
}

fn factiva(text: &str) -> Vec<ImportedArticle> {
    let mut articles = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match FACTIVA_FIELD.captures(line) {
            Some(field) => {
                let (name, value) = (field[1].to_owned(), field[2].trim().to_owned());
                let begins = matches!(name.as_str(), "SE" | "HD")
                    && fields.iter().any(|(name, _)| matches!(name.as_str(), "LP" | "TD" | "AN" | "HD"));
                if begins {
                    articles.extend(factiva_article(&std::mem::take(&mut fields)));
                }
                fields.push((name, value));
            }
            None if line.trim_start().starts_with("Document ") && line.trim().split(' ').count() == 2 => {}
            None => {
                if let (Some((_, value)), false) = (fields.last_mut(), line.trim().is_empty()) {
                    value.push_str("\n\n");
                    value.push_str(line.trim());
                }
            }
        }
    }
    articles.extend(factiva_article(&fields));
    articles
}

fn factiva_article(fields: &[(String, String)]) -> Option<ImportedArticle> {
    let of =
        |name: &str| fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    let parts: Vec<String> = [of("LP"), of("TD")].into_iter().filter(|part| !part.is_empty()).collect();
    let text = parts.join("\n\n");
    let mut metadata = Metadata {
        title: of("HD").replace("\n\n", " "),
        outlet: of("SN"),
        byline: of("BY"),
        date: dates::date(&of("PD")),
        section: of("SE"),
        ..Metadata::default()
    };
    set(&mut metadata, "language", &of("LA"));
    for (name, value) in
        fields.iter().filter(|(name, _)| matches!(name.as_str(), "WC" | "NS" | "RE" | "PUB" | "AN" | "CO" | "IN"))
    {
        metadata.attributes.insert(name.clone(), value.clone());
    }
    (!text.is_empty()).then(|| ImportedArticle { text, metadata, ..ImportedArticle::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexisnexis_articles_have_outlet_date_byline_and_unwrapped_text() {
        let export = "Cover\r\n\r\n                 1 of 2 DOCUMENTS\r\n\r\n              The Post\r\n\r\n        January 11, 2010 Monday\r\n\r\nStorm hits\r\n\
            the coast\r\n\r\nBYLINE: Ann Lee\r\n\r\nSECTION: NEWS; Pg. 4\r\n\r\nLENGTH: 5 words\r\n\r\nFirst line\r\nsecond line.\r\n\r\nNext: a colon.\r\n\r\n\
            LOAD-DATE: January 12, 2010\r\n\r\nLANGUAGE: ENGLISH\r\n\r\n           Copyright 2010 Post\r\n\r\n      2 of 2 DOCUMENTS\r\n\r\n     Sun\r\n\r\n   May 2, 2011\r\n\r\nT\r\n\r\nLENGTH: 1 word\r\n\r\nB.\r\n";
        let articles = read(export).unwrap();
        assert_eq!(articles.len(), 2);
        let metadata = &articles[0].metadata;
        assert_eq!(articles[0].text, "First line second line.\n\nNext: a colon.");
        assert_eq!((metadata.title.as_str(), metadata.outlet.as_str()), ("Storm hits the coast", "The Post"));
        assert_eq!(
            (metadata.byline.as_str(), metadata.section.as_str(), metadata.language.as_str()),
            ("Ann Lee", "NEWS; Pg. 4", "en")
        );
        assert_eq!(metadata.date.map(|date| date.to_string()).as_deref(), Some("2010-01-11"));
    }

    #[test]
    fn nexis_uni_proquest_and_factiva() {
        let nexis = "Storm hits\n\nThe Post\n\nNovember 24, 2026 Tuesday\n\nCopyright 2026 Post\n\nSection: NEWS\n\nLength: 5 words\n\nByline: Ann\n\nBody\n\nOne.\n\nTwo.\n\nLoad-Date: November 24, 2026\n\nEnd of Document\n";
        let article = &read(nexis).unwrap()[0];
        assert_eq!(
            (article.text.as_str(), article.metadata.outlet.as_str(), article.metadata.title.as_str()),
            ("One.\n\nTwo.", "The Post", "Storm hits")
        );
        assert_eq!(article.metadata.byline, "Ann");

        let rule = "_".repeat(60);
        let proquest = format!(
            "{rule}\n\nStorm\n\nTitle: Storm\n\nAuthor: Ann\n\nPublication title: Post\n\nPublication date: Nov 24, 2026\n\nFull text: One.\n\nTwo: three.\n\nSubject: Weather\n\n{rule}\n\nTitle: X\n\nFull text: Not available.\n\n{rule}\n"
        );
        let articles = read(&proquest).unwrap();
        assert_eq!(articles.len(), 1);
        assert_eq!((articles[0].text.as_str(), articles[0].metadata.outlet.as_str()), ("One.\n\nTwo: three.", "Post"));

        let factiva = "HD\tStorm hits\nBY\tAnn\nPD\t24 November 2026\nSN\tPost\nLA\tEnglish\nLP\t\nOne.\nTD\t\nTwo.\n\nThree.\nAN\tDocument X1\nHD\tNext\nPD\t1 May 2026\nTD\tWords.\n";
        let articles = read(factiva).unwrap();
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].text, "One.\n\nTwo.\n\nThree.");
    }

    #[test]
    fn other_texts_are_left_alone() {
        assert_eq!(read("He read 1 of 10 documents.\nEnd."), None);
    }
}
