//! Books (.epub): one article for each document of the spine that has words.

use super::archive::Archive;
use super::xml::{Element, parse};
use super::{ImportedArticle, Options, ReadError, dates, html};

const WHAT: &str = "the EPUB";

pub(super) fn read(bytes: &[u8]) -> Result<Vec<ImportedArticle>, ReadError> {
    let mut archive = Archive::open(WHAT, bytes)?;
    let broken = |why: &str| ReadError::Broken { what: WHAT, why: why.to_owned() };
    let container = archive.text("META-INF/container.xml")?.ok_or_else(|| broken("it has no container"))?;
    let container = parse(WHAT, &container)?;
    let package = container.find("rootfile").and_then(|file| file.attribute("full-path")).map(str::to_owned);
    let package = package.ok_or_else(|| broken("its container names no package"))?;
    let folder = package.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let package = archive.text(&package)?.ok_or_else(|| broken("its package is missing"))?;
    let package = parse(WHAT, &package)?;
    let field = |name: &str| package.find(name).map(Element::line).unwrap_or_default();
    let (mut items, mut spine) = (Vec::new(), Vec::new());
    package.all("item", &mut items);
    package.all("itemref", &mut spine);
    let mut articles = Vec::new();
    for reference in spine {
        let item = items.iter().find(|item| item.attribute("id") == reference.attribute("idref"));
        let Some(path) = item.and_then(|item| item.attribute("href")) else { continue };
        let Some(page) = archive.text(&format!("{folder}{path}"))? else { continue };
        let Ok(mut article) = html::read_text(&page, &Options { whole_page: true }) else { continue };
        article.metadata.outlet = field("title");
        article.metadata.byline = field("creator");
        article.metadata.language = field("language");
        article.metadata.date = dates::date(&field("date"));
        articles.push(article);
    }
    if articles.is_empty() { Err(ReadError::NoText(WHAT)) } else { Ok(articles) }
}
