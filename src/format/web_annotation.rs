//! W3C Web Annotations (Recogito-JS, Hypothes.is and their like): quotes with positions, tags and comments as bodies.
//!
//! The standard counts code points, most tools UTF-16; the quotes tell. Hypothes.is positions are those of a page that we do not
//! have, so its annotations are found by quote, prefix and suffix. Annotations without a text are put on the known text of the
//! same address or name, or else on the one that most of their quotes are in. Recogito's own JSON is rewritten in `recogito`.

use super::anchor::{BY_QUOTE, RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind, Link, Mark, Part};
use super::fields;
use super::json::{self, Object};
use super::probe::Probe;
use super::quote::Quotable;
use super::{FormatError, KnownText, Options, Source, Written, losses, recogito};
use crate::text::{Offsets, Unit};
use serde_json::{Value, json};
use std::collections::HashMap;

/// An annotation or a page of them; Hypothes.is rows with selectors.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let Some(first) = probe.first() else { return false };
    let row = first.get("rows").and_then(|rows| rows.get(0)).unwrap_or(first);
    let context = row.get("@context").map(Value::to_string).unwrap_or_default();
    context.contains("anno.jsonld")
        || row.get("type").and_then(Value::as_str) == Some("Annotation")
        || (row.get("uri").is_some() && row.get("target").is_some())
        || recogito::is_one(row)
}

/// # Errors
/// Where there is no text to put the annotations on.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |name| name.0).trim_end_matches(".w3c").to_owned();
    let beside = sources.iter().filter(|source| source.name.ends_with(".txt")).map(|source| KnownText {
        name: stem(&source.name),
        url: String::new(),
        text: String::from_utf8_lossy(&source.bytes).trim_start_matches('\u{feff}').into(),
    });
    let texts: Vec<KnownText> = beside.chain(options.texts.iter().cloned()).collect();
    let mut waiting = 0;
    for source in sources.iter().filter(|source| !source.name.ends_with(".txt")) {
        let mut groups = Groups::default();
        let mut bodies: HashMap<String, (String, Object)> = HashMap::new();
        json::records(&source.bytes, |_, record| {
            let Ok(record) = record else { return audit.lost("record that is no JSON", 1, || source.name.clone()) };
            for mut item in items(record) {
                if let Some(Value::Object(article)) = item.remove("standpoint") {
                    let id = json::string(item.get("id")).unwrap_or_default();
                    let text = json::string(article.get("text")).unwrap_or_default();
                    groups.of(id.clone());
                    bodies.insert(id, (text, article));
                } else if recogito::is_one(&Value::Object(item.clone())) {
                    recogito::rewrite(&item).into_iter().for_each(|item| groups.add(item));
                } else {
                    groups.add(item);
                }
            }
        });
        for (key, list) in groups.finish() {
            let list: Vec<Object> = list.iter().filter_map(|item| serde_json::from_str(item).ok()).collect();
            let (text, about) = match (bodies.remove(&key), text_of(&key, &stem(&source.name), &list, &texts)) {
                (Some((text, about)), _) => (text, about),
                (None, Some(known)) => {
                    if !same_address(&known.url, &key) && known.name != stem(&source.name) {
                        audit.notice("text told by its quotes", 1, || format!("{} on {}", source.name, known.name));
                    }
                    (known.text.to_string(), Object::new())
                }
                (None, None) => {
                    waiting += list.len();
                    audit.lost(
                        "annotation of a text that is not here; give the text too, or open the project that has it",
                        list.len(),
                        || format!("{}, {key}", source.name),
                    );
                    continue;
                }
            };
            article(&key, &text, about, list, options, &mut exchange, audit, &source.name);
        }
    }
    if exchange.articles.is_empty() && waiting == 0 {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("Web Annotation", file, "it holds no annotation"));
    }
    Ok(exchange)
}

/// The annotations of a file by the text they are on. They wait as JSON: a tree of them takes ten times the room.
#[derive(Default)]
struct Groups {
    groups: Vec<(String, Vec<Box<str>>)>,
    at: HashMap<String, usize>,
    /// On which text each annotation is, by its id: relations name annotations only.
    owners: HashMap<String, usize>,
    relations: Vec<Object>,
}

impl Groups {
    /// The group of a text.
    fn of(&mut self, key: String) -> usize {
        let Self { groups, at, .. } = self;
        *at.entry(key).or_insert_with_key(|key| {
            groups.push((key.clone(), Vec::new()));
            groups.len() - 1
        })
    }

    fn add(&mut self, item: Object) {
        let key = source_of(&item);
        if key.is_empty() && item.get("motivation").and_then(Value::as_str) == Some("linking") {
            self.relations.push(item);
            return;
        }
        let group = self.of(key);
        self.owners.extend(json::string(item.get("id")).map(|id| (id, group)));
        self.groups[group].1.push(Value::Object(item).to_string().into());
    }

    /// All groups in the file's order, each relation with the text of its ends; where those are not here, with the first.
    fn finish(mut self) -> Vec<(String, Vec<Box<str>>)> {
        for relation in std::mem::take(&mut self.relations) {
            let ends = targets(&relation).into_iter().filter_map(end_of);
            let owner = ends.filter_map(|end| self.owners.get(&end).copied()).next();
            let group = owner.unwrap_or_else(|| if self.groups.is_empty() { self.of(String::new()) } else { 0 });
            self.groups[group].1.push(Value::Object(relation).to_string().into());
        }
        self.groups
    }
}

/// The annotation that a relation's target names.
fn end_of(target: &Value) -> Option<String> {
    json::string(target.get("id").or(Some(target)))
}

/// Addresses without what does not change the page: scheme, `www.`, fragment, last slash.
fn same_address(one: &str, other: &str) -> bool {
    let plain = |url: &str| {
        let url = url.split('#').next().unwrap_or_default();
        let url = url.split_once("://").map_or(url, |url| url.1);
        url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/').to_lowercase()
    };
    !one.is_empty() && plain(one) == plain(other)
}

/// The known text that these annotations are of.
fn text_of<'t>(key: &str, stem: &str, list: &[Object], texts: &'t [KnownText]) -> Option<&'t KnownText> {
    let by_name = texts.iter().find(|known| same_address(&known.url, key));
    let by_name = by_name.or_else(|| texts.iter().find(|known| known.name == stem || (!key.is_empty() && known.name == key)));
    by_name.or_else(|| {
        let mut quotes = Vec::new();
        for item in list {
            let mut place = Place::default();
            targets(item).into_iter().for_each(|target| selectors(target, &mut place));
            quotes.extend(place.quotes.into_iter().map(|quote| quote.0).filter(|quote| !quote.trim().is_empty()));
        }
        let found = texts.iter().map(|known| {
            let quotable = Quotable::new(&known.text);
            (quotes.iter().filter(|quote| quotable.find(quote, "", "").is_some()).count(), known)
        });
        let best = found.max_by_key(|found| found.0)?;
        (best.0 > 0 && best.0 * 2 >= quotes.len()).then_some(best.1)
    })
}

fn items(record: Value) -> Vec<Object> {
    match record {
        Value::Object(mut page) => match page.shift_remove("items").or_else(|| page.shift_remove("rows")) {
            Some(Value::Array(list)) => list.into_iter().filter_map(|item| item.as_object().cloned()).collect(),
            _ => vec![page],
        },
        _ => Vec::new(),
    }
}

fn targets(item: &Object) -> Vec<&Value> {
    match item.get("target") {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

fn source_of(item: &Object) -> String {
    let source = targets(item).first().and_then(|target| {
        target.get("source").or(Some(target)).and_then(|source| json::string(Some(source)).filter(|_| source.is_string()))
    });
    source.or_else(|| json::string(item.get("uri"))).unwrap_or_default()
}

#[derive(Default)]
struct Place {
    positions: Vec<(usize, usize)>,
    quotes: Vec<(String, String, String)>,
}

fn selectors(target: &Value, place: &mut Place) {
    let list = match target.get("selector").or_else(|| target.get("refinedBy")) {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => return,
    };
    for selector in list {
        let text = |key: &str| selector.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        match selector.get("type").and_then(Value::as_str) {
            Some("TextPositionSelector") => {
                place.positions.extend(json::number(selector.get("start")).zip(json::number(selector.get("end"))));
            }
            Some("TextQuoteSelector") => place.quotes.push((text("exact"), text("prefix"), text("suffix"))),
            _ => selectors(selector, place),
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "one article needs all that its file has")]
fn article(
    key: &str,
    text: &str,
    about: Object,
    list: Vec<Object>,
    options: &Options,
    exchange: &mut Exchange,
    audit: &mut Audit,
    file: &str,
) {
    let mut doc = Doc::new(json::string(about.get("name")).unwrap_or_else(|| key.to_owned()), text);
    if let Some(Value::Object(mut metadata)) = about.get("metadata").cloned() {
        fields::take_metadata(&mut metadata, &mut doc.metadata);
    }
    doc.note = json::string(about.get("note")).unwrap_or_default();
    let quotable = Quotable::new(text);
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut links = Vec::new();
    for item in &list {
        let id = json::string(item.get("id")).unwrap_or_default();
        if item.get("motivation").and_then(Value::as_str) == Some("linking") {
            links.push(item);
            continue;
        }
        let mut place = Place::default();
        targets(item).into_iter().for_each(|target| selectors(target, &mut place));
        let mut raw: Vec<RawSpan<'_>> = Vec::new();
        for (number, (start, end)) in place.positions.iter().enumerate() {
            let quote = place.quotes.get(number).map(|quote| quote.0.as_str());
            raw.push(RawSpan { start: *start, end: *end, quote });
        }
        let rest = place.quotes.iter().skip(raw.len());
        raw.extend(rest.map(|quote| RawSpan { start: usize::MAX, end: usize::MAX, quote: Some(&quote.0) }));
        let mut first = Audit::new("");
        let mut found = anchor(text, &raw, Unit::CodePoint, options.unit, &mut first, file);
        if first.repaired.contains_key(BY_QUOTE) || !first.lost.is_empty() {
            // Positions of another edition of the text: the words before and after say which of several places is meant.
            for (number, (exact, prefix, suffix)) in place.quotes.iter().enumerate().take(found.len()) {
                let again = quotable.find(exact, prefix, suffix);
                found[number] = again.map(|again| again.0);
                match again {
                    Some((_, true)) => audit.repaired(BY_QUOTE, 1, || format!("{file}, “{exact:.40}”")),
                    Some((_, false)) => {
                        audit.repaired("span found again by its quote, which the text has several times", 1, || {
                            format!("{file}, “{exact:.40}”")
                        })
                    }
                    None => audit.lost("span whose quote is not in the text", 1, || format!("{file}, “{exact:.40}”")),
                }
            }
        } else {
            for (what, tally) in first.repaired.iter() {
                audit.repaired(what, tally.count, || file.to_owned());
            }
            for (what, tally) in first.notices.iter() {
                audit.notice(what, tally.count, || file.to_owned());
            }
        }
        let Some(spans) = crate::text::SpanSet::new(found.into_iter().flatten()) else {
            if raw.is_empty() {
                // A note on the whole page.
                let (tags, comments) = bodies(item);
                for words in tags.iter().chain(&comments) {
                    doc.note.push_str(if doc.note.is_empty() { "" } else { "\n" });
                    doc.note.push_str(words);
                }
                audit.notice("annotation of the whole text, kept as its note", 1, || format!("{file}, {id}"));
            }
            continue;
        };
        let creator = item.get("creator").or_else(|| item.get("user"));
        let name = creator.and_then(|creator| json::string(creator.get("name").or(Some(creator)))).unwrap_or_default();
        let name = name.strip_prefix("acct:").and_then(|user| user.split('@').next()).map_or(name.clone(), str::to_owned);
        let layer =
            fields::layer(exchange, &name, LayerKind::named(item.get("layer").and_then(Value::as_str).unwrap_or_default()));
        let (tags, comments) = bodies(item);
        let labels = if tags.is_empty() { vec!["Note".to_owned()] } else { tags };
        for (number, label) in labels.into_iter().enumerate() {
            let own = if number == 0 { id.clone() } else { String::new() };
            let mut mark = Mark::new(own.strip_prefix("#").map_or(own.clone(), str::to_owned), spans.clone(), label, layer);
            mark.score = json::score(item.get("score"));
            mark.attributes = fields::attributes_from(item.get("attributes"));
            if !comments.is_empty() && !mark.attributes.contains_key("note") {
                mark.attributes.insert("note".to_owned(), comments.join("\n"));
            }
            at.entry(id.clone()).or_insert(doc.marks.len());
            doc.marks.push(mark);
        }
    }
    for item in links {
        let ends: Vec<Option<usize>> = targets(item).into_iter().map(|target| at.get(&end_of(target)?).copied()).collect();
        let [Some(from), Some(to)] = ends[..] else {
            audit.lost("relation whose ends are not here", 1, || file.to_owned());
            continue;
        };
        let label = bodies(item).0.into_iter().next().unwrap_or_else(|| "related".to_owned());
        let id = json::string(item.get("id")).unwrap_or_default();
        let mut link = Link::new(id.strip_prefix("#").unwrap_or(&id), from, to, label, doc.marks[from].layer);
        link.score = json::score(item.get("score"));
        link.attributes = fields::attributes_from(item.get("attributes"));
        link.parts = Part::ALL.into_iter().filter_map(|part| Some((part, *at.get(item.get(part.name())?.as_str()?)?))).collect();
        doc.links.push(link);
    }
    exchange.articles.push(doc);
}

/// Tags, and comments.
fn bodies(item: &Object) -> (Vec<String>, Vec<String>) {
    let list = match item.get("body") {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let (mut tags, mut comments) = (Vec::new(), Vec::new());
    for body in list {
        let Some(value) = body.get("value").and_then(Value::as_str) else { continue };
        let purpose = body.get("purpose").and_then(Value::as_str).unwrap_or_default();
        if matches!(purpose, "tagging" | "classifying") { tags.push(value.to_owned()) } else { comments.push(value.to_owned()) }
    }
    tags.extend(item.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(|tag| json::string(Some(tag))));
    comments.extend(json::string(item.get("text")).filter(|text| !text.is_empty()));
    (tags, comments)
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    let mut bytes = Vec::from(*b"[");
    let mut put = |item: &Value| {
        if bytes.len() > 1 {
            bytes.push(b',');
        }
        json::to_ascii(item, &mut bytes);
    };
    for (number, doc) in exchange.articles.iter().enumerate() {
        let source = if doc.metadata.url.is_empty() {
            format!("urn:standpoint:{}:{number}", losses::place(doc))
        } else {
            doc.metadata.url.clone()
        };
        // The text itself, so that the file stands alone.
        let about =
            json!({"name": doc.name, "text": &*doc.text, "metadata": fields::metadata_object(&doc.metadata), "note": doc.note});
        put(
            &json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": source, "type": "Annotation", "motivation": "describing", "target": source, "standpoint": about}),
        );
        let offsets = Offsets::new(&doc.text);
        let id = |at: usize| format!("#a{number}-{at}");
        for (at, mark) in doc.marks.iter().enumerate() {
            let target: Vec<Value> = mark
                .spans
                .iter()
                .map(|span| {
                    let (start, end) = (offsets.from_byte(span.start(), unit), offsets.from_byte(span.end(), unit));
                    let before: String =
                        doc.text[..span.start()].chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
                    let after: String = doc.text[span.end()..].chars().take(24).collect();
                    json!({"source": source, "selector": [
                        {"type": "TextQuoteSelector", "exact": span.slice(&doc.text), "prefix": before, "suffix": after},
                        {"type": "TextPositionSelector", "start": start, "end": end},
                    ]})
                })
                .collect();
            let mut body = vec![json!({"type": "TextualBody", "value": *mark.label, "purpose": "tagging"})];
            body.extend(
                mark.attributes.get("note").map(|note| json!({"type": "TextualBody", "value": note, "purpose": "commenting"})),
            );
            let mut item = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": id(at), "type": "Annotation", "body": body, "target": target});
            extend(&mut item, exchange, mark.layer, mark.score, &mark.attributes);
            put(&item);
        }
        for (at, link) in doc.links.iter().enumerate() {
            let target = json!([{"id": id(link.from)}, {"id": id(link.to)}]);
            let body = json!([{"type": "TextualBody", "value": *link.label, "purpose": "tagging"}]);
            let own = if link.id.is_empty() { format!("#r{number}-{at}") } else { format!("#{}", link.id) };
            let mut item = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": own, "type": "Annotation", "motivation": "linking", "body": body, "target": target});
            link.parts.iter().for_each(|(part, at)| item[part.name()] = id(*at).into());
            extend(&mut item, exchange, link.layer, link.score, &link.attributes);
            put(&item);
        }
    }
    bytes.push(b']');
    Ok(vec![Written { name: String::new(), bytes }])
}

fn extend(item: &mut Value, exchange: &Exchange, layer: usize, score: Option<f32>, attributes: &super::exchange::Attributes) {
    if let Some(layer) = exchange.layers.get(layer).filter(|_| exchange.names_layers()) {
        item["creator"] = json!({"type": "Person", "name": layer.name});
        if layer.kind != LayerKind::Person {
            item["layer"] = layer.kind.name().into();
        }
    }
    if let Some(score) = score {
        item["score"] = fields::number_of(score);
    }
    if !attributes.is_empty() {
        item["attributes"] = fields::attributes_object(attributes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_goes_to_the_text_of_its_ends() {
        let text = |id: &str, text: &str| json!({"id": id, "type": "Annotation", "target": id, "standpoint": {"text": text}});
        let mark = |id: &str, source: &str, exact: &str| {
            json!({"id": id, "type": "Annotation", "body": {"value": "PERSON", "purpose": "tagging"},
                "target": {"source": source, "selector": {"type": "TextQuoteSelector", "exact": exact}}})
        };
        let link = |from: &str, to: &str| {
            json!({"id": format!("{from}{to}"), "type": "Annotation", "motivation": "linking", "target": [{"id": from}, {"id": to}],
                "body": {"value": "met", "purpose": "tagging"}})
        };
        let all = json!([
            link("#c", "#d"),
            text("one", "Ann met Bob."),
            text("two", "Cem met Dua."),
            mark("#a", "one", "Ann"),
            mark("#b", "one", "Bob"),
            mark("#c", "two", "Cem"),
            mark("#d", "two", "Dua"),
            link("#a", "#b"),
            link("#a", "#x"),
        ]);
        let source = Source { name: "all.json".to_owned(), bytes: all.to_string().into_bytes() };
        let mut audit = Audit::new("web-annotation");
        let read = read(&[source], &Options::default(), &mut audit).unwrap();
        let links: Vec<Vec<(usize, usize)>> =
            read.articles.iter().map(|doc| doc.links.iter().map(|link| (link.from, link.to)).collect()).collect();
        assert_eq!(links, [[(0, 1)], [(0, 1)]]);
        assert_eq!(audit.lost["relation whose ends are not here"].count, 1);
    }
}
