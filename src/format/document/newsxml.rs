//! News in XML: NITF, NewsML-G2 (with NITF or XHTML inside), RSS and Atom feeds.

use super::html_text::text_of;
use super::xml::{Element, Node, parse};
use super::{ImportedArticle, ReadError, dates};
use crate::model::Metadata;

const WHAT: &str = "the XML file";

pub(super) fn read(text: &str) -> Result<Vec<ImportedArticle>, ReadError> {
    let tree = parse(WHAT, text)?;
    let mut found = Vec::new();
    for (name, read) in [
        ("newsItem", news_item as fn(&Element) -> Option<ImportedArticle>),
        ("nitf", nitf),
        ("item", |item: &Element| feed_entry(item, "description")),
        ("entry", |entry: &Element| feed_entry(entry, "summary")),
    ] {
        tree.all(name, &mut found);
        if !found.is_empty() {
            let outlet =
                tree.find("channel").or_else(|| tree.find("feed")).and_then(|feed| feed.child("title")).map(Element::line);
            let mut articles: Vec<ImportedArticle> = found.iter().filter_map(|element| read(element)).collect();
            for article in articles.iter_mut().filter(|article| article.metadata.outlet.is_empty()) {
                article.metadata.outlet = outlet.clone().unwrap_or_default();
            }
            return if articles.is_empty() { Err(ReadError::NoText(WHAT)) } else { Ok(articles) };
        }
    }
    Err(ReadError::Broken { what: WHAT, why: "it is no NITF, NewsML-G2, RSS or Atom".to_owned() })
}

/// Paragraphs of an element, a blank line between.
fn paragraphs(element: &Element, out: &mut Vec<String>) {
    for child in element.elements() {
        if matches!(child.name.as_str(), "p" | "h1" | "h2" | "h3" | "h4" | "li" | "hl2" | "blockquote" | "td") {
            let line = child.line();
            if !line.is_empty() {
                out.push(line);
            }
        } else if !matches!(child.name.as_str(), "head" | "media" | "script" | "style" | "byline" | "hedline" | "dateline") {
            paragraphs(child, out);
        }
    }
}

fn nitf(root: &Element) -> Option<ImportedArticle> {
    let line = |name: &str| root.find(name).map(Element::line).unwrap_or_default();
    let mut text = Vec::new();
    paragraphs(root.find("body.content").or_else(|| root.find("body"))?, &mut text);
    let date = root
        .find("date.issue")
        .and_then(|date| date.attribute("norm"))
        .or_else(|| root.find("pubdata")?.attribute("date.publication"));
    let metadata = Metadata {
        title: Some(line("hl1")).filter(|title| !title.is_empty()).unwrap_or_else(|| line("title")),
        byline: line("byline"),
        date: date.and_then(dates::date).or_else(|| dates::date(&line("story.date"))),
        outlet: root.find("pubdata").and_then(|data| data.attribute("name")).unwrap_or_default().to_owned(),
        section: root.find("pubdata").and_then(|data| data.attribute("position.section")).unwrap_or_default().to_owned(),
        ..Metadata::default()
    };
    let text = text.join("\n\n");
    (!text.is_empty()).then(|| ImportedArticle { text, metadata, ..ImportedArticle::default() })
}

fn news_item(item: &Element) -> Option<ImportedArticle> {
    let line = |name: &str| item.find(name).map(Element::line).unwrap_or_default();
    let content = item.find("contentSet")?;
    let mut article = match content.find("nitf").and_then(nitf) {
        Some(article) => article,
        None => {
            let mut text = Vec::new();
            paragraphs(content, &mut text);
            let text = if text.is_empty() { content.line() } else { text.join("\n\n") };
            ImportedArticle { text, ..ImportedArticle::default() }
        }
    };
    let metadata = &mut article.metadata;
    if metadata.title.is_empty() {
        metadata.title = line("headline");
    }
    if metadata.byline.is_empty() {
        metadata.byline = line("by");
    }
    metadata.date =
        metadata.date.or_else(|| dates::date(&line("contentCreated"))).or_else(|| dates::date(&line("versionCreated")));
    if metadata.outlet.is_empty() {
        metadata.outlet =
            item.find("provider").map(|provider| provider.find("name").unwrap_or(provider).line()).unwrap_or_default();
    }
    metadata.language = item.find("language").and_then(|language| language.attribute("tag")).unwrap_or_default().to_owned();
    (!article.text.is_empty()).then_some(article)
}

/// An item of a feed; `short` is where its excerpt stands.
fn feed_entry(entry: &Element, short: &str) -> Option<ImportedArticle> {
    let line = |name: &str| entry.child(name).map(Element::line).unwrap_or_default();
    let full = entry.child("encoded").or_else(|| entry.child("content"));
    let body = full.or_else(|| entry.child(short))?;
    let xhtml = body.elements().next().is_some();
    let text = if xhtml {
        let mut text = Vec::new();
        paragraphs(body, &mut text);
        text.join("\n\n")
    } else {
        let words: String = body
            .children
            .iter()
            .filter_map(|node| if let Node::Text(text) = node { Some(text.as_str()) } else { None })
            .collect();
        text_of(&words)
    };
    let link = entry.elements().find(|child| child.name == "link" && child.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let url = link.map(|link| link.attribute("href").map_or_else(|| link.line(), str::to_owned)).unwrap_or_default();
    let author = entry.child("author").map(|author| author.child("name").unwrap_or(author).line());
    let metadata = Metadata {
        title: text_of(&line("title")),
        byline: Some(line("creator")).filter(|name| !name.is_empty()).or(author).unwrap_or_default(),
        date: ["pubDate", "published", "date", "updated"].iter().find_map(|name| dates::date(&line(name))),
        url,
        section: line("category"),
        ..Metadata::default()
    };
    let warnings = if full.is_none() { vec!["The feed holds only an excerpt of this article.".to_owned()] } else { Vec::new() };
    (!text.trim().is_empty()).then_some(ImportedArticle { text, metadata, warnings, ..ImportedArticle::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_gives_its_items() {
        let feed = "<rss><channel><title>Daily</title><item><title>A &amp; B</title><link>https://x.org/1</link>\
            <description>&lt;p&gt;Short.&lt;/p&gt;</description><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>";
        let articles = read(feed).unwrap();
        assert_eq!((articles[0].text.as_str(), articles[0].metadata.outlet.as_str()), ("Short.", "Daily"));
        assert_eq!(articles[0].metadata.title, "A & B");
        assert!(articles[0].warnings[0].contains("excerpt"));
    }

    #[test]
    fn nitf_gives_its_paragraphs() {
        let nitf = "<nitf><head><pubdata name='Post' date.publication='20261124T0900'/></head><body><body.head><hedline><hl1>Storm</hl1>\
            </hedline><byline>By Z</byline></body.head><body.content><p>One.</p><p>Two.</p></body.content></body></nitf>";
        let article = &read(nitf).unwrap()[0];
        assert_eq!((article.text.as_str(), article.metadata.title.as_str()), ("One.\n\nTwo.", "Storm"));
        assert_eq!(article.metadata.date.map(|date| date.to_string()).as_deref(), Some("2026-11-24"));
    }
}
