//! REFI-QDA projects (`.qdpx`: NVivo, ATLAS.ti, MAXQDA, QualCoder) and codebooks (`.qdc`).
//!
//! Offsets are code points with an exclusive end, whatever the standard's text says. A selection with several codes is a span
//! for each; coding without a code is one labelled by the selection's name. We write no byte order mark, and codes in the order of the scheme;
//! stances become codes `Stance/Against` on their evidence with the sentence as note, which is all that the format can hold.

use super::anchor::{RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Doc, Exchange, LabelInfo, LayerKind, Mark, Part};
use super::fields;
use super::probe::Probe;
use super::xml::{self, Element, escape};
use super::{FormatError, Options, Source, Written, losses};
use crate::model::Rgb;
use crate::text::{Offsets, Unit};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

/// A source that unpacks to more than this is a bomb.
const LARGEST: u64 = 512 << 20;

/// A zip with a `.qde`, or a codebook.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    if probe.bytes.starts_with(b"PK") {
        return zip::ZipArchive::new(Cursor::new(probe.bytes))
            .is_ok_and(|zip| zip.file_names().flatten().any(|name| name.ends_with(".qde")));
    }
    let head = probe.head();
    head.contains("urn:QDA-XML:codebook") || head.contains("urn:QDA-XML:project")
}

/// # Errors
/// Where a file is no zip with a project, or no codebook.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    for source in sources {
        let bad = |why: String| FormatError::malformed("REFI-QDA", &source.name, why);
        if !source.bytes.starts_with(b"PK") {
            let root = xml::root(&source.bytes).map_err(bad)?;
            codes(&root, "", &mut exchange, &mut HashMap::new());
            continue;
        }
        let mut zip = zip::ZipArchive::new(Cursor::new(&source.bytes)).map_err(|error| bad(error.to_string()))?;
        let name = zip.file_names().flatten().find(|name| name.ends_with(".qde")).map(std::borrow::Cow::into_owned);
        let name = name.ok_or_else(|| bad("there is no .qde in it".to_owned()))?;
        let xml = entry(&mut zip, &name).map_err(bad)?;
        let mut reading = Reading::new(zip);
        // Sources are read one by one: they are nearly all of the file. Those before the codebook wait for it.
        let mut early = Vec::new();
        let root = xml::root_taking(&xml, &mut |around, element| match around {
            [_, project, sources] if sources.name == "Sources" => {
                if reading.begin(project, &mut exchange) {
                    reading.source(&element, options, &mut exchange, audit);
                } else {
                    early.push(element);
                }
                None
            }
            _ => Some(element),
        });
        reading.begin(&root.map_err(bad)?, &mut exchange);
        for element in &early {
            reading.source(element, options, &mut exchange, audit);
        }
    }
    Ok(exchange)
}

fn entry(zip: &mut zip::ZipArchive<Cursor<&Vec<u8>>>, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = zip.by_name(name).map_err(|error| error.to_string())?;
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Codes by their id; a nested code's name stands after its parent's and a slash.
fn codes(element: &Element, path: &str, exchange: &mut Exchange, names: &mut HashMap<String, String>) {
    for child in element.elements() {
        if child.name != "Code" {
            codes(child, path, exchange, names);
            continue;
        }
        let own = child.get("name").unwrap_or_default();
        let name = if path.is_empty() { own.to_owned() } else { format!("{path}/{own}") };
        names.insert(child.get("guid").unwrap_or_default().to_ascii_lowercase(), name.clone());
        let definition = child.child("Description").map_or_else(String::new, Element::text);
        exchange.labels.push(LabelInfo { name: name.clone(), colour: child.get("color").and_then(colour), definition });
        codes(child, &name, exchange, names);
    }
}

fn colour(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Rgb(part(0)?, part(2)?, part(4)?))
}

/// A project that is being read.
struct Reading<'a> {
    zip: zip::ZipArchive<Cursor<&'a Vec<u8>>>,
    /// Paths in the zip by file name.
    files: HashMap<String, String>,
    /// Codes and people by id; known once the reading has begun.
    names: HashMap<String, String>,
    users: HashMap<String, String>,
    has_begun: bool,
}

fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase()
}

impl<'a> Reading<'a> {
    fn new(zip: zip::ZipArchive<Cursor<&'a Vec<u8>>>) -> Self {
        let mut files: HashMap<String, String> = HashMap::new();
        for file in zip.file_names().flatten() {
            files.entry(file_name(&file)).or_insert_with(|| file.into_owned());
        }
        Self { zip, files, names: HashMap::new(), users: HashMap::new(), has_begun: false }
    }

    /// Reads the codebook and the people of `project` once; `false` where its codebook is still to come.
    fn begin(&mut self, project: &Element, exchange: &mut Exchange) -> bool {
        if self.has_begun {
            return true;
        }
        let Some(book) = project.child("CodeBook") else { return false };
        codes(book, "", exchange, &mut self.names);
        let users = project.child("Users").into_iter().flat_map(|users| users.each("User"));
        self.users = users.filter_map(|user| Some((user.get("guid")?.to_owned(), user.get("name")?.to_owned()))).collect();
        self.has_begun = true;
        true
    }

    fn source(&mut self, source: &Element, options: &Options, exchange: &mut Exchange, audit: &mut Audit) {
        let name = source.get("name").unwrap_or_default().to_owned();
        if source.name != "TextSource" {
            audit.lost("source that is no text", 1, || name);
            return;
        }
        let inside = source.child("PlainTextContent").map(Element::text);
        let text = inside.or_else(|| {
            let file = file_name(source.get("plainTextPath")?);
            let bytes = entry(&mut self.zip, self.files.get(file.trim_start_matches("internal:"))?).ok()?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        });
        let Some(text) = text else {
            audit.lost("source whose text is not in the file", 1, || name);
            return;
        };
        let mut doc = Doc::new(name, text.trim_start_matches('\u{feff}'));
        if let Some(note) = source.child("Description") {
            doc.note = note.text();
        }
        let mut raw = Vec::new();
        let mut coded: Vec<(String, String, String, String)> = Vec::new();
        for selection in source.each("PlainTextSelection") {
            let number = |key: &str| selection.get(key).and_then(|value| value.parse().ok());
            let (Some(start), Some(end)) = (number("startPosition"), number("endPosition")) else {
                audit.lost("selection without offsets", 1, || doc.name.clone());
                continue;
            };
            let note = selection.child("Description").map_or_else(String::new, Element::text);
            for coding in selection.each("Coding") {
                let target =
                    coding.child("CodeRef").and_then(|code| code.get("targetGUID")).unwrap_or_default().to_ascii_lowercase();
                let Some(label) = self.names.get(&target) else {
                    audit.lost("coding whose code is not in the codebook", 1, || doc.name.clone());
                    continue;
                };
                let user = coding.get("creatingUser").or_else(|| selection.get("creatingUser")).unwrap_or_default();
                coded.push((
                    label.clone(),
                    self.users.get(user).cloned().unwrap_or_default(),
                    note.clone(),
                    selection.get("guid").unwrap_or_default().to_owned(),
                ));
                raw.push(RawSpan { start, end, quote: None });
            }
        }
        let place = doc.name.clone();
        let found = anchor(&doc.text.clone(), &raw, Unit::CodePoint, options.unit, audit, &place);
        for (span, (label, user, note, _)) in found.into_iter().zip(coded) {
            let Some(span) = span else { continue };
            let layer = fields::layer(exchange, &user, LayerKind::Person);
            let mut mark = Mark::new("", span, label, layer);
            if !note.is_empty() {
                mark.attributes.insert("note".to_owned(), note);
            }
            doc.marks.push(mark);
        }
        exchange.articles.push(doc);
    }
}

/// An id that is the same whenever the same thing is written.
pub(super) fn guid(of: &str) -> String {
    let hash = Sha256::digest(of.as_bytes());
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
    format!("{}-{}-5{}-A{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

const DATE: &str = "1970-01-01T00:00:00Z";

/// # Errors
/// Where the zip cannot be made.
pub(super) fn write(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let fail = |why: String| FormatError::Unwritable { format: "REFI-QDA", why };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let settings = zip::write::SimpleFileOptions::default();
    let mut labels: BTreeMap<&str, Option<Rgb>> =
        exchange.articles.iter().flat_map(|doc| &doc.marks).map(|mark| (&*mark.label, None)).collect();
    labels.extend(exchange.labels.iter().map(|label| (label.name.as_str(), label.colour)));
    let stances: Vec<String> = exchange
        .articles
        .iter()
        .flat_map(|doc| &doc.links)
        .filter(|link| link.polarity().is_some())
        .map(|link| link.label.to_string())
        .collect();
    labels.extend(stances.iter().map(|label| (label.as_str(), None)));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"Standpoint\" origin=\"Standpoint\">\n<Users>",
    );
    let user = |layer: usize| guid(&format!("user {}", exchange.layers.get(layer).map_or("", |layer| &layer.name)));
    for (at, layer) in exchange.layers.iter().enumerate() {
        let _ = write!(out, "<User guid=\"{}\" name=\"{}\"/>", user(at), escape(&layer.name));
    }
    if exchange.layers.is_empty() {
        let _ = write!(out, "<User guid=\"{}\" name=\"annotator\"/>", user(0));
    }
    out.push_str("</Users>\n<CodeBook><Codes>\n");
    for (label, colour) in &labels {
        let colour =
            colour.map_or_else(String::new, |Rgb(red, green, blue)| format!(" color=\"#{red:02X}{green:02X}{blue:02X}\""));
        let _ = writeln!(
            out,
            "<Code guid=\"{}\" name=\"{}\" isCodable=\"true\"{colour}/>",
            guid(&format!("code {label}")),
            escape(label)
        );
    }
    out.push_str("</Codes></CodeBook>\n<Sources>\n");
    for (number, doc) in exchange.articles.iter().enumerate() {
        let id = guid(&format!("source {number} {}", doc.name));
        let name = if doc.name.is_empty() { losses::place(doc) } else { doc.name.clone() };
        let _ = writeln!(
            out,
            "<TextSource guid=\"{id}\" name=\"{}\" plainTextPath=\"internal://{id}.txt\" creatingUser=\"{}\" creationDateTime=\"{DATE}\">",
            escape(&name),
            user(0)
        );
        let offsets = Offsets::new(&doc.text);
        let unit = options.unit.unwrap_or(Unit::CodePoint);
        let mut selection = |at: &str, mark: &Mark, label: &str, note: &str, layer: usize| {
            for (piece, span) in mark.spans.iter().enumerate() {
                let (start, end) = (offsets.from_byte(span.start(), unit), offsets.from_byte(span.end(), unit));
                let (own, coding) = (guid(&format!("selection {id} {at} {piece}")), guid(&format!("coding {id} {at} {piece}")));
                let by = format!("creatingUser=\"{}\" creationDateTime=\"{DATE}\"", user(layer));
                let note = if note.is_empty() { String::new() } else { format!("<Description>{}</Description>", escape(note)) };
                let _ = writeln!(
                    out,
                    "<PlainTextSelection guid=\"{own}\" name=\"\" startPosition=\"{start}\" endPosition=\"{end}\" {by}>{note}<Coding guid=\"{coding}\" {by}><CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>",
                    guid(&format!("code {label}"))
                );
            }
        };
        for (at, mark) in doc.marks.iter().enumerate() {
            selection(&at.to_string(), mark, &mark.label, mark.attributes.get("note").map_or("", String::as_str), mark.layer);
        }
        for (at, link) in doc.links.iter().enumerate().filter(|(_, link)| link.polarity().is_some()) {
            let words = |at: usize| doc.marks[at].spans.quote(&doc.text);
            let evidence = link.parts.iter().find(|part| part.0 == Part::Evidence).map_or(link.from, |part| part.1);
            let sentence = format!("{} → {}: {}", words(link.from), words(link.to), link.label);
            selection(&format!("stance {at}"), &doc.marks[evidence], &link.label, &sentence, link.layer);
        }
        out.push_str("</TextSource>\n");
        zip.start_file(format!("sources/{id}.txt"), settings).map_err(|error| fail(error.to_string()))?;
        zip.write_all(doc.text.as_bytes()).map_err(|error| fail(error.to_string()))?;
        audit.notice(
            "article with CRLF line ends; NVivo counts them as two, ATLAS.ti as one",
            usize::from(doc.text.contains("\r\n")),
            || name,
        );
    }
    out.push_str("</Sources>\n</Project>\n");
    zip.start_file("project.qde", settings).map_err(|error| fail(error.to_string()))?;
    zip.write_all(out.as_bytes()).map_err(|error| fail(error.to_string()))?;
    let bytes = zip.finish().map_err(|error| fail(error.to_string()))?.into_inner();
    Ok(vec![Written { name: String::new(), bytes }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_may_stand_before_the_codebook() {
        let users = "<Users><User guid=\"U\" name=\"Ann\"/></Users>";
        let book = "<CodeBook><Codes><Code guid=\"C\" name=\"Praise\" isCodable=\"true\"/></Codes></CodeBook>";
        let sources = "<Sources><TextSource guid=\"S\" name=\"One\"><PlainTextContent>Ruiz praised it.</PlainTextContent>\
            <PlainTextSelection guid=\"P\" startPosition=\"0\" endPosition=\"4\" creatingUser=\"U\"><Coding guid=\"K\">\
            <CodeRef targetGUID=\"C\"/></Coding></PlainTextSelection></TextSource></Sources>";
        for parts in [[users, book, sources], [sources, book, users]] {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file("project.qde", zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(format!("<Project>{}</Project>", parts.concat()).as_bytes()).unwrap();
            let source = Source { name: "p.qdpx".to_owned(), bytes: zip.finish().unwrap().into_inner() };
            let read = read(&[source], &Options::default(), &mut Audit::default()).unwrap();
            let mark = &read.articles[0].marks[0];
            assert_eq!((&*mark.label, mark.spans.quote("Ruiz praised it.").as_str()), ("Praise", "Ruiz"));
            assert_eq!(read.layers[mark.layer].name, "Ann");
        }
    }
}
