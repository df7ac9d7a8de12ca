//! Articles in JSON: ninjs 1 to 3 (news agencies), a list of objects, or one object a line.

use super::table::{Column, Table, articles, guess};
use super::{ImportedArticle, ReadError, dates, html_text};
use crate::model::Metadata;
use serde_json::Value;

const WHAT: &str = "the JSON file";
/// No record of articles has more fields.
const MOST_FIELDS: usize = 1000;

pub(super) fn read(text: &str) -> Result<Vec<ImportedArticle>, ReadError> {
    let values = values(text)?;
    let ninjs: Vec<ImportedArticle> = values.iter().filter_map(ninjs).collect();
    if !ninjs.is_empty() {
        return Ok(ninjs);
    }
    let table = table_of(&values);
    let columns = guess(&table);
    if !columns.contains(&Column::Text) {
        let why = "no field of it looks like a text; expected “text”, “content” or “body”".to_owned();
        return Err(ReadError::Broken { what: WHAT, why });
    }
    let articles = articles(&table, &columns);
    if articles.is_empty() { Err(ReadError::NoText(WHAT)) } else { Ok(articles) }
}

/// Records as a table; `None` where they are news items, or none at all.
pub(super) fn table(text: &str) -> Option<Table> {
    let values = values(text).ok()?;
    let table = table_of(&values);
    (!values.iter().any(|value| ninjs(value).is_some()) && !table.rows.is_empty()).then_some(table)
}

/// A list, one value, or one a line.
fn values(text: &str) -> Result<Vec<Value>, ReadError> {
    let broken = |why: String| ReadError::Broken { what: WHAT, why };
    let whole = match serde_json::from_str(text) {
        Ok(Value::Array(values)) => return Ok(values),
        Ok(value) => return Ok(vec![value]),
        Err(whole) => whole,
    };
    let mut values = Vec::new();
    for (idx, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_matches(['\0', ' ', '\r']).is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => values.push(value),
            Err(_) if idx == 0 => return Err(broken(whole.to_string())),
            Err(err) => return Err(broken(format!("line {}: {err}", idx + 1))),
        }
    }
    Ok(values)
}

fn table_of(values: &[Value]) -> Table {
    let mut names: Vec<String> = Vec::new();
    for name in values.iter().filter_map(Value::as_object).flat_map(|fields| fields.keys()) {
        if names.len() < MOST_FIELDS && !names.contains(name) {
            names.push(name.clone());
        }
    }
    let row = |value: &Value| names.iter().map(|name| value.get(name).map(words).unwrap_or_default()).collect();
    let rows = values.iter().filter(|value| value.is_object()).map(row).collect();
    Table { rows, names }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) if values.iter().all(Value::is_string) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// A news item of the IPTC; 1.x has `body_text`, `body_html`, 2 and 3 have lists of bodies and headlines by role.
fn ninjs(value: &Value) -> Option<ImportedArticle> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    value.get("uri")?;
    let list = |name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let field = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let body = list("bodies").into_iter().max_by_key(|body| {
        let main = matches!(field(body, "role").as_str(), "main" | "");
        (main, field(body, "contenttype").contains("html"), field(body, "value").len())
    });
    let mut words = match body {
        Some(body) if field(&body, "contenttype").contains("html") || field(&body, "value").contains("<p") => {
            html_text::text_of(&field(&body, "value"))
        }
        Some(body) => field(&body, "value"),
        None if !text("body_html").is_empty() => html_text::text_of(&text("body_html")),
        None if !text("body_xhtml").is_empty() => html_text::text_of(&text("body_xhtml")),
        None => text("body_text"),
    };
    if words.trim().is_empty() {
        let descriptions = list("descriptions");
        words = descriptions.first().map(|first| field(first, "value")).unwrap_or_else(|| text("description_text"));
    }
    let headlines = list("headlines");
    let headline = headlines.iter().find(|headline| field(headline, "role") == "main").or(headlines.first());
    let person = list("people").into_iter().chain(list("person")).find(|person| field(person, "rel") == "author");
    let metadata = Metadata {
        title: headline.map(|headline| field(headline, "value")).unwrap_or_else(|| text("headline")),
        outlet: Some(text("provider")).filter(|name| !name.is_empty()).unwrap_or_else(|| {
            let organisations = list("organisations").into_iter().chain(list("infosources"));
            organisations.map(|one| field(&one, "name")).find(|name| !name.is_empty()).unwrap_or_else(|| text("copyrightholder"))
        }),
        byline: Some(text("byline")).filter(|byline| !byline.is_empty()).unwrap_or_else(|| {
            let by = list("by").first().map(|by| field(by, "value"));
            by.or_else(|| person.map(|person| field(&person, "name"))).unwrap_or_default()
        }),
        date: ["contentcreated", "contentCreated", "firstcreated", "firstCreated", "versioncreated", "versionCreated"]
            .iter()
            .find_map(|name| dates::date(&text(name))),
        url: Some(text("uri")).filter(|uri| uri.starts_with("http")).unwrap_or_default(),
        language: text("language"),
        ..Metadata::default()
    };
    (!words.trim().is_empty()).then(|| ImportedArticle { text: words, metadata, ..ImportedArticle::default() })
}
