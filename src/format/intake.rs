//! Files as people have them, sorted by what they are: a project, annotations in one of the [`FORMATS`](super::FORMATS),
//! documents without annotations. Told by content; archives (exports of INCEpTION, doccano, brat) are looked into.
//!
//! The command line and the window both go through here, so that the same files mean the same to both.

use super::audit::Audit;
use super::document::{self, ImportedArticle};
use super::exchange::{Doc, Exchange, Layer, LayerKind, Mark};
use super::export::{self, Selection};
use super::{Format, FormatError, KnownText, Options, Source, detect, project, unpack};
use crate::text::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the format of documents without annotations, for audits.
pub const DOCUMENTS: &str = "documents";

/// Files of one kind.
pub struct Group {
    /// `None` for documents.
    pub format: Option<&'static Format>,
    pub sources: Vec<Source>,
}

/// Files by kind, in the order in which the kinds first came.
#[derive(Default)]
pub struct Sorted {
    /// Projects of ours; the first is the one to add to.
    pub projects: Vec<Source>,
    pub groups: Vec<Group>,
    /// Files that nothing here can read.
    pub unknown: Vec<String>,
}

/// Sorts files; `from` says what all of them are.
pub fn sort(sources: Vec<Source>, from: Option<&'static Format>) -> Sorted {
    let mut sorted = Sorted::default();
    if let Some(format) = from {
        sorted.groups.push(Group { format: Some(format), sources });
        return sorted;
    }
    let sources: Vec<Source> = sources.into_iter().flat_map(unpack::unpack).collect();
    let mut rest = Vec::new();
    for source in sources {
        if project::looks_like_project(&source.bytes) {
            sorted.projects.push(source);
        } else if let Some(format) = detect(&source).filter(|_| !is_companion(&source)) {
            match sorted.groups.iter_mut().find(|group| group.format.is_some_and(|known| known.name == format.name)) {
                Some(group) => group.sources.push(source),
                None => sorted.groups.push(Group { format: Some(format), sources: vec![source] }),
            }
        } else {
            rest.push(source);
        }
    }
    let mut documents = Vec::new();
    for source in rest {
        let claimed = sorted.groups.iter_mut().find(|group| group.format.is_some_and(|format| belongs(&source, format)));
        match claimed {
            Some(group) => group.sources.push(source),
            None if is_settings(&source.name) => {}
            None if looks_like_document(&source) => documents.push(source),
            None => sorted.unknown.push(source.name),
        }
    }
    if !documents.is_empty() {
        // First: annotations may be of these texts.
        sorted.groups.insert(0, Group { format: None, sources: documents });
    }
    sorted
}

/// Files that belong to others: texts of brat's annotations, labelling configurations.
fn is_companion(source: &Source) -> bool {
    let name = source.name.to_lowercase();
    name.ends_with(".txt") && detect(source).is_none_or(|format| format.name == "brat") || is_settings(&name)
}

/// Is it to be read together with others: annotations of another tool, an archive, a project of ours?
pub fn is_foreign(source: &Source) -> bool {
    let archive = source.bytes.starts_with(b"PK\x03\x04") && !document::ENDINGS.contains(&ending(&source.name).as_str());
    archive || source.bytes.starts_with(&[0x1f, 0x8b]) || project::looks_like_project(&source.bytes) || detect(source).is_some()
}

/// Is a file with this name worth looking into, when a folder is opened?
pub fn is_readable_kind(name: &str) -> bool {
    let ending = ending(name);
    let ending = ending.as_str();
    document::ENDINGS.contains(&ending)
        || ["zip", "gz", "tgz", "conf"].contains(&ending)
        || super::FORMATS.iter().any(|format| format.extensions.contains(&ending))
}

/// The ending of a name, lower case.
pub fn ending(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or_else(String::new, |name| name.1.to_ascii_lowercase())
}

/// The text that a file of annotations alone needs: brat's `a.txt` for `a.ann`.
pub fn text_beside(path: &Path) -> Option<PathBuf> {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ann")).then(|| path.with_extension("txt"))
}

/// Configuration beside data, and what readers of other tools say about themselves.
pub fn is_settings(name: &str) -> bool {
    let name = name.to_lowercase();
    let file = name.rsplit('/').next().unwrap_or_default();
    file.ends_with("config.xml")
        || file.ends_with(".conf")
        || matches!(file, "readme.md" | "exportedproject.json" | ".stats_cache")
}

fn belongs(source: &Source, format: &Format) -> bool {
    let name = source.name.to_lowercase();
    format.name == "brat" && name.ends_with(".txt") || format.name.starts_with("uima") && name.ends_with(".xml")
}

/// The name or the beginning of the bytes says that a document reader knows it.
fn looks_like_document(source: &Source) -> bool {
    let ending = ending(&source.name);
    let head = &source.bytes[..source.bytes.len().min(1024)];
    document::ENDINGS.contains(&ending.as_str())
        || [&b"%PDF"[..], b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0"].iter().any(|magic| head.starts_with(magic))
        || (ending.is_empty() || source.name == "-")
            && !head.is_empty()
            && std::str::from_utf8(head).is_ok_and(|text| !text.contains('\0'))
}

/// Reads one group. The texts of documents are added to the known texts, for annotations that come without one.
///
/// # Errors
/// Where a file is not what its format says; documents that cannot be read are counted in the audit instead.
pub fn read(group: &Group, options: &mut Options) -> Result<(Exchange, Audit), FormatError> {
    match group.format {
        Some(format) => super::read(format, &group.sources, options),
        None => {
            let (exchange, audit) = documents(&group.sources);
            options.texts.extend(exchange.articles.iter().map(known_text));
            Ok((exchange, audit))
        }
    }
}

/// A project of ours as an import, to be added to another one. Its suggestions come along; decisions stay behind and are counted.
///
/// # Errors
/// Where it cannot be read.
pub fn of_project(source: &Source) -> Result<(Exchange, Audit), project::ReadProjectError> {
    let (project, problems) = project::read(&source.bytes)?;
    let everything = Selection { suggestions: true, ..Selection::default() };
    let mut exchange = export::exchange(&project, &everything, project::FORMAT);
    exchange.entities = project.entities().cloned().collect();
    let mut audit = Audit::new(project::FORMAT);
    super::count(&exchange, &mut audit);
    let decisions: usize = project.articles().map(|article| article.decisions().count()).sum();
    audit.notice("decision on a suggestion; it stays behind", decisions, || source.name.clone());
    for problem in problems {
        audit.notice("problem in the project file", 1, || problem.to_string());
    }
    Ok((exchange, audit))
}

fn known_text(doc: &Doc) -> KnownText {
    KnownText { name: doc.name.clone(), url: doc.metadata.url.clone(), text: Arc::clone(&doc.text) }
}

/// Documents as articles; what their readers remarked on is marked, each in the layer of who said it.
pub fn documents(sources: &[Source]) -> (Exchange, Audit) {
    let mut reading = Documents::default();
    for source in sources {
        reading.read(&source.name, &source.bytes);
    }
    reading.finish()
}

/// Documents that become articles, one file after the other.
pub struct Documents {
    exchange: Exchange,
    audit: Audit,
}

impl Default for Documents {
    fn default() -> Self {
        let exchange = Exchange { format: DOCUMENTS, ..Exchange::default() };
        Self { exchange, audit: Audit::new(DOCUMENTS) }
    }
}

impl Documents {
    /// Reads a file; one that cannot be read is counted.
    pub fn read(&mut self, name: &str, bytes: &[u8]) {
        match document::read(name, bytes, &document::Options::default()) {
            Ok(articles) => self.take(name, articles),
            Err(error) => self.audit.lost("document that could not be read", 1, || format!("{name}: {error}")),
        }
    }

    /// Takes the articles of a file.
    pub fn take(&mut self, name: &str, articles: Vec<ImportedArticle>) {
        for warning in articles.iter().flat_map(|article| &article.warnings) {
            self.audit.notice(warning, 1, || name.to_owned());
        }
        let file = name.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |name| name.0);
        let stem = if articles.len() == 1 { stem } else { "" };
        for article in articles {
            let doc = self.doc(stem, article);
            self.exchange.articles.push(doc);
        }
    }

    /// Is there any article?
    pub fn is_empty(&self) -> bool {
        self.exchange.articles.is_empty()
    }

    /// The articles, and what was told of them.
    pub fn finish(mut self) -> (Exchange, Audit) {
        super::losses::count(&self.exchange, &mut self.audit);
        (self.exchange, self.audit)
    }

    fn doc(&mut self, name: &str, article: ImportedArticle) -> Doc {
        let mut doc = Doc::new(name, article.text);
        doc.metadata = article.metadata;
        let mut rest = Vec::new();
        for note in article.notes {
            let span =
                note.range.clone().and_then(|range| Span::new(&doc.text, range).ok()).and_then(|span| span.trimmed(&doc.text));
            let Some(span) = span else {
                rest.push(note.line());
                continue;
            };
            let known = self.exchange.layers.iter().position(|layer| layer.name == note.author);
            let layer = known.unwrap_or_else(|| {
                self.exchange.layers.push(Layer { name: note.author.clone(), kind: LayerKind::Person });
                self.exchange.layers.len() - 1
            });
            let mut mark = Mark::new("", span, COMMENT, layer);
            mark.attributes.insert("note".to_owned(), note.text);
            doc.marks.push(mark);
        }
        doc.note = rest.join("\n");
        doc
    }
}

/// The label of words that somebody commented on in a document.
pub const COMMENT: &str = "COMMENT";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_by_content() {
        let source = |name: &str, bytes: &[u8]| Source { name: name.to_owned(), bytes: bytes.to_vec() };
        let sorted = sort(
            vec![
                source("a.txt", b"Ana said no."),
                source("a.ann", b"T1\tPER 0 3\tAna\n"),
                source("b.html", b"<html><p>Ben said yes.</p></html>"),
                source("b.jsonl", b"{\"text\": \"a\", \"entities\": [[0, 1, \"X\"]]}"),
                source("c.bin", &[0, 1, 2]),
                source("annotation.conf", b"[entities]"),
            ],
            None,
        );
        let groups: Vec<(&str, usize)> = sorted
            .groups
            .iter()
            .map(|group| (group.format.map_or(DOCUMENTS, |format| format.name), group.sources.len()))
            .collect();
        assert_eq!(groups, [(DOCUMENTS, 1), ("brat", 2), ("doccano", 1)]);
        assert_eq!(sorted.unknown, ["c.bin"]);
    }
}
