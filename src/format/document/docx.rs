//! Word documents (.docx): paragraphs, footnotes and endnotes after the text, tracked changes as if accepted, comments as notes with the
//! words they stand at.

use super::archive::Archive;
use super::xml::{Element, parse};
use super::{ImportedArticle, ImportedNote, ReadError, dates};
use crate::model::Metadata;
use std::collections::BTreeMap;

const WHAT: &str = "the Word document";

pub(super) fn read(bytes: &[u8]) -> Result<ImportedArticle, ReadError> {
    let mut archive = Archive::open(WHAT, bytes)?;
    let main = main_part(&mut archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let part = |archive: &mut Archive<'_>, name: &str| -> Result<Option<Element>, ReadError> {
        let name = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        archive.text(&name)?.map(|xml| parse(WHAT, &xml)).transpose()
    };
    let missing = || ReadError::Broken { what: WHAT, why: "it has no text part".to_owned() };
    let document = archive.text(&main)?.ok_or_else(missing)?;
    let document = parse(WHAT, &document)?;
    let mut walk = Walk::default();
    walk.blocks(document.find("body").unwrap_or(&document));
    for (file, kind) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        let Some(notes) = part(&mut archive, file)? else { continue };
        let mut found = Vec::new();
        notes.all(kind, &mut found);
        for note in found.into_iter().filter(|note| note.attribute("type").is_none()) {
            walk.blocks(note);
        }
    }
    let mut notes = Vec::new();
    if let Some(comments) = part(&mut archive, "comments.xml")? {
        let mut found = Vec::new();
        comments.all("comment", &mut found);
        for comment in found {
            let mut words = Walk::default();
            words.blocks(comment);
            let id = comment.attribute("id").unwrap_or_default();
            let range = walk.comments.get(id).map(|(start, end)| *start..end.unwrap_or(*start)).filter(|range| !range.is_empty());
            notes.push(ImportedNote {
                range,
                author: comment.attribute("author").unwrap_or_default().to_owned(),
                text: words.finish(),
            });
        }
    }
    let mut metadata = Metadata::default();
    if let Some(core) = archive.text("docProps/core.xml")? {
        let core = parse(WHAT, &core)?;
        let field = |name: &str| core.find(name).map(Element::line).unwrap_or_default();
        metadata.title = field("title");
        metadata.byline = field("creator");
        metadata.language = field("language");
        metadata.attributes.extend(dates::date(&field("created")).map(|date| ("document created".to_owned(), date.to_string())));
    }
    let warnings = if walk.dropped > 0 { vec![format!("{} tracked deletions were left out.", walk.dropped)] } else { Vec::new() };
    let text = walk.finish();
    for note in &mut notes {
        note.range = note.range.take().filter(|range| text.get(range.clone()).is_some());
    }
    if text.trim().is_empty() {
        return Err(ReadError::NoText(WHAT));
    }
    Ok(ImportedArticle { text, metadata, notes, warnings })
}

/// The main part, found through the relations; some writers name it otherwise.
fn main_part(archive: &mut Archive<'_>) -> Result<String, ReadError> {
    let usual = "word/document.xml".to_owned();
    let Some(relations) = archive.text("_rels/.rels")? else { return Ok(usual) };
    let relations = parse(WHAT, &relations)?;
    let mut found = Vec::new();
    relations.all("Relationship", &mut found);
    let main =
        found.into_iter().find(|relation| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")));
    Ok(main.and_then(|relation| relation.attribute("Target")).map_or(usual, |target| target.trim_start_matches('/').to_owned()))
}

#[derive(Default)]
struct Walk {
    text: String,
    /// Start and end byte of the words that each comment stands at.
    comments: BTreeMap<String, (usize, Option<usize>)>,
    dropped: usize,
}

impl Walk {
    fn finish(&mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        std::mem::take(&mut self.text)
    }

    fn blocks(&mut self, element: &Element) {
        for child in element.elements() {
            match child.name.as_str() {
                "p" => {
                    self.inline(child);
                    self.end_paragraph();
                }
                "tr" => {
                    let before = self.text.len();
                    for (idx, cell) in child.elements().filter(|cell| cell.name == "tc").enumerate() {
                        if idx > 0 {
                            self.text.push('\t');
                        }
                        self.blocks(cell);
                        self.text.truncate(self.text.trim_end_matches('\n').len().max(before));
                    }
                    self.end_paragraph();
                }
                "AlternateContent" => {
                    if let Some(chosen) = child.child("Choice").or_else(|| child.child("Fallback")) {
                        self.blocks(chosen);
                    }
                }
                "del" | "moveFrom" => self.dropped += 1,
                _ => self.blocks(child),
            }
        }
    }

    fn end_paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push_str(if self.text.ends_with('\n') { "\n" } else { "\n\n" });
        }
    }

    fn inline(&mut self, element: &Element) {
        for child in element.elements() {
            match child.name.as_str() {
                "t" => self.text.push_str(&child.text()),
                "tab" if element.name == "r" => self.text.push('\t'),
                "br" | "cr" => self.text.push('\n'),
                "noBreakHyphen" => self.text.push('\u{2011}'),
                "softHyphen" => self.text.push('\u{ad}'),
                "sym" => {
                    let code = child.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    self.text.extend(code.and_then(char::from_u32));
                }
                "del" | "moveFrom" => self.dropped += 1,
                "instrText" | "delText" | "pPr" | "rPr" | "fldData" => {}
                "AlternateContent" => {
                    if let Some(chosen) = child.child("Choice").or_else(|| child.child("Fallback")) {
                        self.inline(chosen);
                    }
                }
                "txbxContent" => {
                    self.end_paragraph();
                    self.blocks(child);
                }
                "commentRangeStart" => {
                    self.comments.insert(child.attribute("id").unwrap_or_default().to_owned(), (self.text.len(), None));
                }
                "commentRangeEnd" => {
                    if let Some(range) = self.comments.get_mut(child.attribute("id").unwrap_or_default()) {
                        range.1 = Some(self.text.len());
                    }
                }
                _ => self.inline(child),
            }
        }
    }
}
