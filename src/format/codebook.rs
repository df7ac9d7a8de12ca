//! A codebook as a file of its own: JSON as in the project file, Markdown for people, REFI-QDA `.qdc` for other programs.
//!
//! JSON holds everything. Markdown holds names, keys, definitions, examples and the lists, and is read back from headings.
//! A `.qdc` holds names, colours and definitions, with examples as part of the definition.

use super::project::containers::SchemeForm;
use super::project::{read_parts, scheme_form};
use super::xml::escape;
use super::{Options, Source};
use crate::format::words::{self, meaning, word};
use crate::model::{Ext, FrameCode, Issue, IssueId, Label, LabelId, Meaning, Preset, Rgb, Scheme};
use std::fmt::Write as _;

/// Kinds of codebook files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Json,
    Markdown,
    Qdc,
}

impl Kind {
    /// All of them, in the order shown to people.
    pub const ALL: [Self; 3] = [Self::Json, Self::Markdown, Self::Qdc];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
            Self::Qdc => "REFI-QDA codebook",
        }
    }

    /// With its dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => ".codebook.json",
            Self::Markdown => ".md",
            Self::Qdc => ".qdc",
        }
    }
}

/// The codebook as a file.
pub fn write(scheme: &Scheme, kind: Kind) -> Vec<u8> {
    match kind {
        Kind::Json => {
            let mut text = serde_json::to_string_pretty(&scheme_form(scheme)).unwrap_or_default();
            text.push('\n');
            text.into_bytes()
        }
        Kind::Markdown => markdown(scheme).into_bytes(),
        Kind::Qdc => qdc(scheme).into_bytes(),
    }
}

/// Reads a codebook of any kind, told by what is in it.
///
/// # Errors
/// In words, where it is none.
pub fn read(bytes: &[u8]) -> Result<Scheme, String> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        let form: SchemeForm = serde_json::from_str(text).map_err(|error| format!("This is no codebook: {error}"))?;
        return Ok(read_parts::scheme(form).0);
    }
    if text.starts_with('<') {
        return read_qdc(bytes);
    }
    read_markdown(text)
}

fn read_qdc(bytes: &[u8]) -> Result<Scheme, String> {
    let format = super::named("refi").ok_or("REFI-QDA is not among the formats")?;
    let source = Source { name: "codebook.qdc".to_owned(), bytes: bytes.to_vec() };
    let (exchange, _) = super::read(format, &[source], &Options::default()).map_err(|error| error.to_string())?;
    let mut scheme = empty();
    for (info, number) in exchange.labels.into_iter().zip(1..) {
        let (definition, examples, counter_examples) = parted(&info.definition);
        let colour = info.colour.unwrap_or(Rgb(0x70, 0x70, 0x70));
        scheme.labels.push(Label { definition, examples, counter_examples, colour, ..label(number, &info.name) });
    }
    if scheme.labels.is_empty() { Err("There is no code in this file.".to_owned()) } else { Ok(scheme) }
}

fn empty() -> Scheme {
    Scheme { name: String::new(), source_categories: Vec::new(), ..Preset::Empty.scheme() }
}

fn label(number: u64, name: &str) -> Label {
    Label {
        id: LabelId::new(number),
        name: name.to_owned(),
        colour: Rgb(0x70, 0x70, 0x70),
        key: None,
        definition: String::new(),
        examples: Vec::new(),
        counter_examples: Vec::new(),
        hidden: false,
        may_hold: true,
        may_receive: true,
        ext: Ext::new(),
    }
}

const EXAMPLE: &str = "Example: ";
const COUNTER: &str = "Not: ";

/// A definition with its examples in lines of their own.
fn joined(label: &Label) -> String {
    let mut text = label.definition.clone();
    for example in &label.examples {
        let _ = write!(text, "\n{EXAMPLE}{example}");
    }
    for example in &label.counter_examples {
        let _ = write!(text, "\n{COUNTER}{example}");
    }
    text
}

fn parted(text: &str) -> (String, Vec<String>, Vec<String>) {
    let (mut definition, mut examples, mut counter) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines().map(str::trim) {
        if let Some(example) = line.strip_prefix(EXAMPLE) {
            examples.push(example.to_owned());
        } else if let Some(example) = line.strip_prefix(COUNTER) {
            counter.push(example.to_owned());
        } else {
            definition.push(line);
        }
    }
    (definition.join("\n").trim().to_owned(), examples, counter)
}

fn qdc(scheme: &Scheme) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Standpoint\">\n<Codes>\n",
    );
    for label in &scheme.labels {
        let Rgb(r, g, b) = label.colour;
        let id = super::refi::guid(&format!("code {}", label.name));
        let name = escape(&label.name);
        let _ = write!(out, "<Code guid=\"{id}\" name=\"{name}\" isCodable=\"true\" color=\"#{r:02X}{g:02X}{b:02X}\">");
        let _ = writeln!(out, "<Description>{}</Description></Code>", escape(&joined(label)));
    }
    out.push_str("</Codes>\n</CodeBook>\n");
    out
}

const LABELS: &str = "## Labels";
const ISSUES: &str = "## Target list";
const FRAMES: &str = "## Frames";
const CATEGORIES: &str = "## Source categories";
const POLARITIES: &str = "## Polarities";
const FIELDS: &str = "## Fields of a stance";

fn markdown(scheme: &Scheme) -> String {
    let name = if scheme.name.is_empty() { "Codebook" } else { &scheme.name };
    let mut out = format!("# {name}\n\nVersion {}\n\n{LABELS}\n", scheme.version);
    for label in &scheme.labels {
        let _ = write!(out, "\n### {}\n", label.name);
        let Rgb(r, g, b) = label.colour;
        let key = label.key.map_or_else(String::new, |key| format!("key `{key}`, "));
        let hidden = if label.hidden { ", hidden" } else { "" };
        let _ = write!(out, "\n*{key}colour `#{r:02x}{g:02x}{b:02x}`{hidden}*\n");
        if !label.definition.is_empty() {
            let _ = write!(out, "\n{}\n", label.definition);
        }
        if !label.examples.is_empty() || !label.counter_examples.is_empty() {
            out.push('\n');
        }
        for example in &label.examples {
            let _ = writeln!(out, "- {EXAMPLE}{example}");
        }
        for example in &label.counter_examples {
            let _ = writeln!(out, "- {COUNTER}{example}");
        }
    }
    let polarities = scheme.polarities.iter().map(|(it, is)| (word(words::POLARITY, it), is)).collect();
    meanings(&mut out, POLARITIES, polarities);
    meanings(&mut out, FIELDS, scheme.fields.iter().map(|(it, is)| (word(words::STANCE_FIELD, it), is)).collect());
    let mut list = |heading: &str, lines: Vec<(&str, &str)>| {
        if !lines.is_empty() {
            let _ = write!(out, "\n{heading}\n\n");
        }
        for (name, definition) in lines {
            let _ =
                if definition.is_empty() { writeln!(out, "- **{name}**") } else { writeln!(out, "- **{name}**: {definition}") };
        }
    };
    list(ISSUES, scheme.issues.iter().map(|issue| (issue.name.as_str(), issue.definition.as_str())).collect());
    list(FRAMES, scheme.frames.iter().map(|frame| (frame.name.as_str(), frame.definition.as_str())).collect());
    list(CATEGORIES, scheme.source_categories.iter().map(|name| (name.as_str(), "")).collect());
    out
}

/// A section with a heading, a definition and examples for each.
fn meanings(out: &mut String, section: &str, all: Vec<(&str, &Meaning)>) {
    if !all.is_empty() {
        let _ = write!(out, "\n{section}\n");
    }
    for (name, Meaning { definition, examples, counter_examples }) in all {
        let _ = write!(out, "\n### {name}\n\n");
        if !definition.is_empty() {
            let _ = writeln!(out, "{definition}\n");
        }
        examples.iter().for_each(|example| _ = writeln!(out, "- {EXAMPLE}{example}"));
        counter_examples.iter().for_each(|example| _ = writeln!(out, "- {COUNTER}{example}"));
    }
}

fn read_markdown(text: &str) -> Result<Scheme, String> {
    let mut scheme = empty();
    let mut section = "";
    let mut entry: Option<&mut Meaning> = None;
    for line in text.lines() {
        let bare = line.trim();
        if let Some(name) = bare.strip_prefix("# ") {
            name.trim().clone_into(&mut scheme.name);
        } else if bare.starts_with("## ") {
            entry = None;
            section =
                [LABELS, ISSUES, FRAMES, CATEGORIES, POLARITIES, FIELDS].into_iter().find(|known| *known == bare).unwrap_or("");
        } else if let Some(name) = bare.strip_prefix("### ").filter(|_| section == LABELS) {
            let number = scheme.labels.len() as u64 + 1;
            scheme.labels.push(label(number, name.trim()));
        } else if let Some(name) = bare.strip_prefix("### ").filter(|_| section == POLARITIES || section == FIELDS) {
            entry = if section == POLARITIES {
                meaning(words::POLARITY, name.trim()).map(|it| scheme.polarities.entry(it).or_default())
            } else {
                meaning(words::STANCE_FIELD, name.trim()).map(|it| scheme.fields.entry(it).or_default())
            };
        } else if section == POLARITIES || section == FIELDS {
            if let Some(entry) = entry.as_deref_mut() {
                line_of_meaning(&mut entry.definition, &mut entry.examples, &mut entry.counter_examples, bare);
            }
        } else if section == LABELS {
            if let Some(label) = scheme.labels.last_mut() {
                line_of_label(label, bare);
            }
        } else if let Some(item) = bare.strip_prefix("- ").filter(|_| !section.is_empty()) {
            let (name, definition) = item.split_once("**:").unwrap_or((item, ""));
            let (name, definition) = (name.trim().trim_matches('*').to_owned(), definition.trim().to_owned());
            match section {
                ISSUES => {
                    let id = IssueId::new(scheme.issues.len() as u64 + 1);
                    scheme.issues.push(Issue { id, name, definition, aliases: Vec::new() });
                }
                FRAMES => scheme.frames.push(FrameCode { name, definition }),
                _ => scheme.source_categories.push(name),
            }
        }
    }
    let nothing = scheme.labels.is_empty() && scheme.issues.is_empty() && scheme.frames.is_empty();
    if nothing { Err(format!("There is no “{LABELS}” with “### NAME” headings in this file.")) } else { Ok(scheme) }
}

fn line_of_label(label: &mut Label, line: &str) {
    let facts = line.strip_prefix('*').and_then(|line| line.strip_suffix('*')).filter(|line| line.contains("colour `#"));
    if let Some(facts) = facts {
        let quoted = |after: &str| facts.split_once(after).and_then(|(_, rest)| rest.split('`').next());
        label.key = quoted("key `").and_then(|key| key.chars().next());
        label.colour = quoted("colour `").and_then(colour).unwrap_or(label.colour);
        label.hidden = facts.ends_with("hidden");
        return;
    }
    line_of_meaning(&mut label.definition, &mut label.examples, &mut label.counter_examples, line);
}

fn line_of_meaning(definition: &mut String, examples: &mut Vec<String>, counters: &mut Vec<String>, line: &str) {
    let item = line.strip_prefix("- ").unwrap_or(line);
    if let Some(example) = item.strip_prefix(EXAMPLE) {
        examples.push(example.to_owned());
    } else if let Some(example) = item.strip_prefix(COUNTER) {
        counters.push(example.to_owned());
    } else if !line.is_empty() {
        if !definition.is_empty() {
            definition.push('\n');
        }
        definition.push_str(line);
    }
}

fn colour(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Rgb(part(0)?, part(2)?, part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme() -> Scheme {
        let mut scheme = Scheme::default();
        scheme.labels[0].definition = "Names of people <real> & invented.\nWithout titles.".into();
        scheme.labels[0].examples = vec!["Ada Brink".into(), "“Old Tom”".into()];
        scheme.labels[0].counter_examples = vec!["the mayor".into()];
        scheme.issues.push(Issue {
            id: IssueId::new(1),
            name: "Tram line 4".into(),
            definition: "The plan.".into(),
            aliases: Vec::new(),
        });
        scheme.frames.push(FrameCode { name: "Economic".into(), definition: "Costs: and gains.".into() });
        let meaning = |definition: &str, examples: &[&str]| Meaning {
            definition: definition.into(),
            examples: examples.iter().map(|&example| example.into()).collect(),
            counter_examples: vec!["“perhaps”".into()],
        };
        scheme.polarities.insert(crate::model::Polarity::Mixed, meaning("Both sides.\nAt once.", &["yes, but"]));
        scheme.fields.insert(crate::model::StanceField::Channel, meaning("", &[]));
        scheme
    }

    #[test]
    fn json_comes_back_whole() {
        let scheme = scheme();
        assert_eq!(read(&write(&scheme, Kind::Json)).unwrap(), scheme);
    }

    #[test]
    fn markdown_and_qdc_bring_back_what_they_hold() {
        let scheme = scheme();
        let heart = |label: &Label| {
            (label.name.clone(), label.colour, label.definition.clone(), label.examples.clone(), label.counter_examples.clone())
        };
        for kind in [Kind::Markdown, Kind::Qdc] {
            let again = read(&write(&scheme, kind)).unwrap();
            let (a, b): (Vec<_>, Vec<_>) = (again.labels.iter().map(heart).collect(), scheme.labels.iter().map(heart).collect());
            assert_eq!(a, b, "{}", kind.name());
        }
        let again = read(&write(&scheme, Kind::Markdown)).unwrap();
        assert_eq!((again.frames, again.source_categories), (scheme.frames.clone(), scheme.source_categories.clone()));
        assert_eq!((again.polarities, again.fields), (scheme.polarities.clone(), scheme.fields.clone()));
        assert_eq!(again.issues[0].name, "Tram line 4");
        assert_eq!(
            again.labels.iter().map(|label| label.key).collect::<Vec<_>>(),
            scheme.labels.iter().map(|label| label.key).collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_is_no_codebook_is_told() {
        for bytes in [b"{\"a\":".as_slice(), b"", b"Hello", b"<CodeBook></CodeBook>", b"<a", b"\xff\xfe"] {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
    }
}
