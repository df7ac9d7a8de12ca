//! OpenDocument texts (.odt): paragraphs and headings, tracked deletions left out, notes after the text, annotations as notes.

use super::archive::Archive;
use super::xml::{Element, Node, parse};
use super::{ImportedArticle, ImportedNote, ReadError};
use crate::model::Metadata;

const WHAT: &str = "the OpenDocument text";

pub(super) fn read(bytes: &[u8]) -> Result<ImportedArticle, ReadError> {
    let mut archive = Archive::open(WHAT, bytes)?;
    let content = archive.text("content.xml")?.ok_or(ReadError::NoText(WHAT))?;
    let content = parse(WHAT, &content)?;
    let mut walk = Walk::default();
    walk.blocks(content.find("body").unwrap_or(&content));
    for note in std::mem::take(&mut walk.footnotes) {
        walk.blocks(&note);
    }
    let mut metadata = Metadata::default();
    if let Some(meta) = archive.text("meta.xml")? {
        let meta = parse(WHAT, &meta)?;
        let field = |name: &str| meta.find(name).map(Element::line).unwrap_or_default();
        metadata.title = field("title");
        metadata.byline = field("initial-creator");
    }
    walk.text.truncate(walk.text.trim_end().len());
    if walk.text.is_empty() {
        return Err(ReadError::NoText(WHAT));
    }
    Ok(ImportedArticle { text: walk.text, metadata, notes: walk.notes, warnings: Vec::new() })
}

#[derive(Default)]
struct Walk {
    text: String,
    footnotes: Vec<Element>,
    notes: Vec<ImportedNote>,
}

impl Walk {
    fn blocks(&mut self, element: &Element) {
        for child in element.elements() {
            match child.name.as_str() {
                "p" | "h" => {
                    self.inline(child);
                    if !self.text.is_empty() && !self.text.ends_with("\n\n") {
                        self.text.push_str("\n\n");
                    }
                }
                "tracked-changes" | "forms" | "sequence-decls" => {}
                _ => self.blocks(child),
            }
        }
    }

    fn inline(&mut self, element: &Element) {
        for node in &element.children {
            let child = match node {
                Node::Text(words) => {
                    self.words(words);
                    continue;
                }
                Node::Element(child) => child,
            };
            match child.name.as_str() {
                "s" => {
                    let count = child.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                    self.text.extend(std::iter::repeat_n(' ', count.min(1000)));
                }
                "tab" => self.text.push('\t'),
                "line-break" => self.text.push('\n'),
                "note" => self.footnotes.extend(child.child("note-body").cloned()),
                "annotation" => {
                    let author = child.child("creator").map(Element::line).unwrap_or_default();
                    let text: Vec<String> = child.elements().filter(|part| part.name == "p").map(Element::line).collect();
                    let at = self.text.len();
                    self.notes.push(ImportedNote { range: Some(at..at), author, text: text.join("\n") });
                }
                "annotation-end" => {
                    let end = self.text.len();
                    let open =
                        self.notes.iter_mut().rev().filter_map(|note| note.range.as_mut()).find(|range| range.start == range.end);
                    if let Some(range) = open {
                        range.end = end;
                    }
                }
                "frame" | "text-box" => self.blocks(child),
                _ => self.inline(child),
            }
        }
    }

    /// White space in the file is folded, as the format says.
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            if !matches!(c, ' ' | '\n' | '\r' | '\t') {
                self.text.push(c);
            } else if !self.text.ends_with([' ', '\n', '\t']) && !self.text.is_empty() {
                self.text.push(' ');
            }
        }
    }
}
