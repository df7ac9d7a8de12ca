//! Pages: the article by readability, its metadata, and where the page was saved from. Nothing is ever fetched.

use super::html_text::text_of;
use super::{ImportedArticle, Options, ReadError, dates};
use crate::model::Metadata;

/// More elements than this are no article.
const MOST_ELEMENTS: usize = 200_000;
/// Deeper trees than this are made to break what walks them.
const DEEPEST: usize = 600;
/// More open tags than this are not even parsed: each costs as much as all it stands in. Markup inside scripts counts too.
const MOST_OPEN: usize = 5_000;

/// The article of a page.
pub(super) fn read_text(html: &str, options: &Options) -> Result<ImportedArticle, ReadError> {
    let saved_from = saved_from(html);
    if open_tags(html) > MOST_OPEN {
        return article(text_of(html), Metadata { url: saved_from.unwrap_or_default(), ..Metadata::default() });
    }
    // the parsers are other people's: whatever a page does to them, the window stays
    let read = std::panic::catch_unwind(|| parse(html, options.whole_page));
    let (text, mut metadata) = read.unwrap_or_else(|_| (text_of(html), Metadata::default()));
    if let (Some(url), true) = (saved_from, metadata.url.is_empty()) {
        metadata.url = url;
    }
    article(text, metadata)
}

fn article(text: String, metadata: Metadata) -> Result<ImportedArticle, ReadError> {
    if text.trim().is_empty() {
        return Err(ReadError::NoText("the page"));
    }
    Ok(ImportedArticle { text, metadata, ..ImportedArticle::default() })
}

fn parse(html: &str, whole_page: bool) -> (String, Metadata) {
    let config = dom_smoothie::Config { max_elements_to_parse: MOST_ELEMENTS, ..dom_smoothie::Config::default() };
    let Ok(mut page) = dom_smoothie::Readability::new(html, None, Some(config)) else {
        return (text_of(html), Metadata::default());
    };
    if depth(&page) > DEEPEST {
        return (text_of(html), Metadata::default());
    }
    let attribute = |selector: &str, name: &str| page.doc.select(selector).attr(name).map(|value| value.to_string());
    let canonical = attribute("link[rel=canonical]", "href").or_else(|| attribute("meta[property='og:url']", "content"));
    let language = attribute("html", "lang");
    let section = attribute("meta[property='article:section']", "content");
    let all = page.doc.html().to_string();
    let found = page.parse().ok();
    let mut metadata = Metadata {
        url: canonical.filter(|url| url.starts_with("http")).unwrap_or_default(),
        section: section.unwrap_or_default(),
        ..Metadata::default()
    };
    let mut text = String::new();
    if let Some(found) = found {
        metadata.title = one_line(&found.title);
        metadata.byline = found.byline.as_deref().map(one_line).unwrap_or_default();
        metadata.outlet = found.site_name.as_deref().map(one_line).unwrap_or_default();
        metadata.date = found.published_time.as_deref().and_then(dates::date);
        metadata.language = found.lang.or(language).unwrap_or_default();
        if metadata.url.is_empty() {
            metadata.url = found.url.filter(|url| url.starts_with("http")).unwrap_or_default();
        }
        text = text_of(&found.content);
    }
    if whole_page || text.trim().is_empty() {
        text = text_of(&all);
    }
    (text, metadata)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address that a browser or SingleFile wrote into the page: `saved from url=(0042)https://…`, `url: https://…`.
fn saved_from(html: &str) -> Option<String> {
    let head: String = html.chars().take(4000).collect();
    let address = |text: &str| -> Option<String> {
        let address: String = text.trim_start().chars().take_while(|c| !c.is_whitespace()).collect();
        address.starts_with("http").then(|| address.trim_end_matches("-->").to_owned())
    };
    if let Some((_, after)) = head.split_once("saved from url=(") {
        return address(after.split_once(')')?.1);
    }
    let (_, single_file) = head.split_once("Page saved with SingleFile")?;
    address(single_file.split_once("url:")?.1)
}

/// How deep nodes lie in each other; walked without recursion.
fn depth(page: &dom_smoothie::Readability) -> usize {
    let (mut at, mut depth, mut deepest) = (Some(page.doc.root()), 0_usize, 0);
    while let Some(node) = at {
        deepest = deepest.max(depth);
        if let Some(child) = node.first_child() {
            (at, depth) = (Some(child), depth + 1);
            continue;
        }
        let mut up = Some(node);
        at = None;
        while let Some(node) = up.filter(|_| depth > 0) {
            if let Some(next) = node.next_sibling() {
                at = Some(next);
                break;
            }
            (up, depth) = (node.parent(), depth - 1);
        }
    }
    deepest
}

/// How many elements are open at once at most, as the tags tell: closed tags count, unclosed paragraphs and voids do not.
fn open_tags(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let bytes = html.as_bytes();
    for at in memchr::memchr_iter(b'<', bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() => {
                let name: Vec<u8> = bytes[at + 1..]
                    .iter()
                    .take(6)
                    .take_while(|b| b.is_ascii_alphanumeric())
                    .map(u8::to_ascii_lowercase)
                    .collect();
                let open = [
                    "p", "br", "img", "li", "input", "meta", "link", "hr", "td", "tr", "th", "source", "wbr", "option", "area",
                    "col",
                ];
                if !open.iter().any(|other| other.as_bytes() == name) {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
            }
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_page_was_saved_from() {
        let chrome = "<!DOCTYPE html>\n<!-- saved from url=(0024)https://example.org/news1 -->\n<html>";
        assert_eq!(saved_from(chrome).as_deref(), Some("https://example.org/news1"));
        let single =
            "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/x \n saved date: Tue\n-->";
        assert_eq!(saved_from(single).as_deref(), Some("https://example.org/x"));
        assert_eq!(saved_from("<html>"), None);
    }

    #[test]
    fn a_tower_of_elements_is_read_without_walking_it() {
        for height in [700, 4_900, 100_000] {
            let html = format!("{}words{}", "<div>".repeat(height), "</div>".repeat(height));
            assert_eq!(read_text(&html, &Options::default()).unwrap().text, "words");
        }
    }

    #[test]
    fn markup_in_a_script_is_not_depth() {
        let script = "var rows = '<tr><div><b>'; ".repeat(700);
        let said =
            "The harbour master said that no ship will sail before Thursday, because the waves are still too high. ".repeat(6);
        let html = format!(
            "<html><body><nav>Home</nav><script>{script}</script><article><p>{said}</p><p>{said}</p></article></body></html>"
        );
        let text = read_text(&html, &Options::default()).unwrap().text;
        assert!(text.starts_with("The harbour master") && !text.contains("Home"), "{text}");
    }
}
