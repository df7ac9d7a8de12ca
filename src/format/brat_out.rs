//! Files for brat: a `.txt` and `.ann` for every article, in a folder for every annotator where there are several, and the
//! configuration that shows them.

use super::audit::Audit;
use super::brat::{NAME, STANCE};
use super::exchange::{Doc, Exchange, Link, Part, UNMARKED};
use super::{FormatError, Options, Written};
use crate::text::{Offsets, Span, SpanSet, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Attributes of stances with fixed values: our name, brat's.
pub(super) const ENUMERATED: [(&str, &str); 6] = [
    ("polarity", "Polarity"),
    ("directness", "Directness"),
    ("attitude", "Attitude"),
    ("intensity", "Intensity"),
    ("basis", "Basis"),
    ("target_kind", "TargetKind"),
];

/// Characters at which brat's reader ends a line: they must not stand in a quote.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\n' {
                "\\n".to_owned()
            } else if is_break(c) || c == '\t' {
                " ".to_owned()
            } else if c == '\\' {
                "\\\\".to_owned()
            } else {
                c.to_string()
            }
        })
        .collect()
}

pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('n')) => {
                chars.next();
                out.push('\n');
            }
            ('\\', Some('\\')) => {
                chars.next();
                out.push('\\');
            }
            _ => out.push(c),
        }
    }
    out
}

/// A type or attribute name that brat can read.
fn word(name: &str) -> String {
    let word: String =
        name.chars().map(|c| if c.is_whitespace() || matches!(c, ':' | ';' | ',' | '|') { '_' } else { c }).collect();
    if word.is_empty() { "_".to_owned() } else { word }
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    let mut files = Vec::new();
    let mut used = BTreeSet::new();
    let mut types = Types::default();
    types.entities.extend(exchange.labels.iter().map(|label| word(&label.name)));
    for (number, doc) in exchange.articles.iter().enumerate() {
        let name = super::split::file_name(&doc.name, number, &mut used);
        let layers: BTreeSet<usize> = doc.marks.iter().map(|mark| mark.layer).collect();
        let several = exchange.names_layers(); // a folder each
        let all: Vec<Option<usize>> =
            if several && !layers.is_empty() { layers.into_iter().map(Some).collect() } else { vec![None] };
        for layer in all {
            let folder = layer
                .and_then(|layer| exchange.layers.get(layer))
                .map(|layer| format!("{}/", super::split::safe_name(&layer.name)));
            let stem = format!("{}{name}", folder.unwrap_or_default());
            files.push(Written { name: format!("{stem}.txt"), bytes: doc.text.as_bytes().to_vec() });
            let ann = Ann::new(doc, layer, unit).write(&mut types, audit);
            files.push(Written { name: format!("{stem}.ann"), bytes: ann.into_bytes() });
        }
    }
    files.push(Written { name: "annotation.conf".to_owned(), bytes: types.annotation_conf(exchange).into_bytes() });
    files.push(Written { name: "visual.conf".to_owned(), bytes: visual_conf(exchange).into_bytes() });
    Ok(files)
}

struct Ann<'d> {
    doc: &'d Doc,
    layer: Option<usize>,
    unit: Unit,
    offsets: Offsets<'d>,
    out: String,
    /// The highest number in use, by letter.
    next: BTreeMap<char, usize>,
    taken: BTreeSet<String>,
}

impl<'d> Ann<'d> {
    fn new(doc: &'d Doc, layer: Option<usize>, unit: Unit) -> Self {
        Self {
            doc,
            layer,
            unit,
            offsets: Offsets::new(&doc.text),
            out: String::new(),
            next: BTreeMap::new(),
            taken: BTreeSet::new(),
        }
    }

    fn reserve(&mut self, id: &str) {
        if let Some((letter, number)) = numbered(id) {
            let next = self.next.entry(letter).or_insert(0);
            *next = (*next).max(number);
        }
    }

    /// The id itself where it is one of brat's and free, else the next number.
    fn id(&mut self, letter: char, own: &str) -> String {
        if numbered(own).is_some_and(|own| own.0 == letter) && self.taken.insert(own.to_owned()) {
            return own.to_owned();
        }
        let next = self.next.entry(letter).or_insert(0);
        *next += 1;
        format!("{letter}{next}")
    }

    fn write(mut self, types: &mut Types, audit: &mut Audit) -> String {
        let doc = self.doc;
        let layer = self.layer;
        let ours = |of: usize| layer.is_none_or(|layer| layer == of);
        let kept: Vec<String> = doc.ext.get(NAME).and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
        let own = doc.marks.iter().map(|mark| mark.id.as_str()).chain(doc.links.iter().map(|link| link.id.as_str()));
        let own: Vec<&str> = own.chain(kept.iter().map(|line| line.split('\t').next().unwrap_or_default())).collect();
        own.into_iter().for_each(|id| self.reserve(id));
        // Evidence that is nothing but the trigger of its stance needs no line of its own.
        let mut only_evidence = vec![false; doc.marks.len()];
        for link in doc.links.iter().filter(|link| link.polarity().is_some()) {
            for &(part, at) in &link.parts {
                only_evidence[at] = part == Part::Evidence && *doc.marks[at].label == *Part::Evidence.label();
            }
        }
        for link in doc.links.iter().filter(|link| link.polarity().is_some()) {
            let unmarked = link.attributes.get(UNMARKED).map_or("", String::as_str);
            let ends = [(link.from, !unmarked.contains("holder")), (link.to, !unmarked.contains("target"))];
            let others = link.parts.iter().filter(|part| part.0 != Part::Evidence).map(|part| (part.1, true));
            for (at, _) in ends.into_iter().chain(others).filter(|end| end.1) {
                only_evidence[at] = false;
            }
        }
        let mut ids = vec![String::new(); doc.marks.len()];
        for (at, mark) in doc.marks.iter().enumerate() {
            if !ours(mark.layer) || only_evidence[at] {
                continue;
            }
            ids[at] = self.id('T', &mark.id);
            let label = word(&mark.label);
            if label != *mark.label {
                audit.lost("character of a label that brat cannot hold", 1, || mark.label.to_string());
            }
            self.text_bound(&ids[at].clone(), &label, &mark.spans);
            types.entities.insert(label);
            self.attributes(&ids[at].clone(), &mark.attributes, types);
        }
        for link in doc.links.iter().filter(|link| ours(link.layer)) {
            let id = match link.polarity() {
                Some(_) => self.stance(link, &ids, types),
                None => self.relation(link, &ids, types),
            };
            if let Some(id) = id {
                self.attributes(&id, &link.attributes, types);
            }
        }
        for line in kept {
            self.out.push_str(&line);
            self.out.push('\n');
        }
        self.out
    }

    fn text_bound(&mut self, id: &str, label: &str, spans: &SpanSet) {
        let text = &*self.doc.text;
        let pieces: Vec<Span> = spans.iter().flat_map(|span| without_breaks(text, span)).collect();
        let pieces = if pieces.is_empty() { spans.iter().collect() } else { pieces };
        let offsets: Vec<String> = pieces
            .iter()
            .map(|piece| {
                format!("{} {}", self.offsets.from_byte(piece.start(), self.unit), self.offsets.from_byte(piece.end(), self.unit))
            })
            .collect();
        let quote: Vec<String> =
            pieces.iter().map(|piece| piece.slice(text).chars().map(|c| if is_break(c) { ' ' } else { c }).collect()).collect();
        let _ = writeln!(self.out, "{id}\t{label} {}\t{}", offsets.join(";"), quote.join(" "));
    }

    fn relation(&mut self, link: &Link, ids: &[String], types: &mut Types) -> Option<String> {
        let (from, to) = (ids.get(link.from)?, ids.get(link.to)?);
        if from.is_empty() || to.is_empty() {
            return None;
        }
        let roles: Option<[String; 2]> = link.ext.as_deref().and_then(|ext| serde_json::from_str(ext).ok());
        let [one, two] = roles.unwrap_or_else(|| ["Arg1".to_owned(), "Arg2".to_owned()]);
        let id = self.id('R', &link.id);
        let label = word(&link.label);
        let _ = writeln!(self.out, "{id}\t{label} {one}:{from} {two}:{to}\t");
        types.relations.insert(label);
        Some(id)
    }

    fn stance(&mut self, link: &Link, ids: &[String], types: &mut Types) -> Option<String> {
        let unmarked = link.attributes.get(UNMARKED).map_or("", String::as_str);
        let evidence = link.parts.iter().find(|part| part.0 == Part::Evidence).map(|part| part.1);
        let trigger_at = evidence.or(link.parts.first().map(|part| part.1)).unwrap_or(link.from);
        let trigger =
            self.id('T', evidence.map_or("", |at| if ids[at].is_empty() { self.doc.marks[at].id.as_str() } else { "" }));
        self.text_bound(&trigger, STANCE, &self.doc.marks[trigger_at].spans);
        let id = self.id('E', &link.id);
        let mut line = format!("{id}\t{STANCE}:{trigger}");
        let mut argument = |role: &str, at: usize| {
            if let Some(id) = ids.get(at).filter(|id| !id.is_empty()) {
                let _ = write!(line, " {role}:{id}");
            }
        };
        if !unmarked.contains("holder") {
            argument("Holder", link.from);
        }
        if !unmarked.contains("target") {
            argument("Target", link.to);
        }
        for (part, role) in [(Part::Cue, "Cue"), (Part::Content, "Content"), (Part::Source, "Source")] {
            if let Some(found) = link.parts.iter().find(|found| found.0 == part) {
                argument(role, found.1);
            }
        }
        self.out.push_str(&line);
        self.out.push('\n');
        let name = link.label.split_once('_').map_or("none", |label| label.1).to_owned();
        let attribute = self.id('A', "");
        let _ = writeln!(self.out, "{attribute}\tPolarity {id} {}", word(&name));
        types.values.entry("Polarity".to_owned()).or_default().insert(name);
        if evidence.is_none() {
            let attribute = self.id('A', "");
            let _ = writeln!(self.out, "{attribute}\tNoEvidence {id}");
            types.values.entry("NoEvidence".to_owned()).or_default();
        }
        types.stances = true;
        Some(id)
    }

    fn attributes(&mut self, of: &str, attributes: &super::exchange::Attributes, types: &mut Types) {
        for (name, value) in attributes.iter().filter(|pair| pair.0 != UNMARKED) {
            let known = ENUMERATED.iter().find(|known| known.0 == name).map_or(name.as_str(), |known| known.1);
            let ours = matches!(
                name.as_str(),
                "note"
                    | "entity"
                    | "wikidata"
                    | "flags"
                    | "holder"
                    | "target"
                    | "issue"
                    | "channel"
                    | "path"
                    | "frames"
                    | "parent"
                    | "responds_to"
                    | "target_stance"
            );
            if !ours && word(value) == *value && word(known) == known && !of.starts_with('R') {
                let id = self.id('A', "");
                let tail = if value == "true" { String::new() } else { format!(" {value}") };
                let _ = writeln!(self.out, "{id}\t{known} {of}{tail}");
                types.values.entry(known.to_owned()).or_default().extend((value != "true").then(|| value.clone()));
            } else {
                let id = self.id('#', "");
                let kind = if name == "note" { "AnnotatorNotes".to_owned() } else { word(name) };
                let _ = writeln!(self.out, "{id}\t{kind} {of}\t{}", escaped(value));
            }
        }
    }
}

fn numbered(id: &str) -> Option<(char, usize)> {
    let letter = id.chars().next().filter(|c| "TREAMN#".contains(*c))?;
    let digits = &id[1..]; // the letter is ASCII
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten().map(|number| (letter, number))
}

/// The pieces of a span between line breaks.
fn without_breaks(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start();
    for (at, c) in span.slice(text).char_indices().filter(|(_, c)| is_break(*c)) {
        pieces.extend(Span::new(text, start..span.start() + at));
        start = span.start() + at + c.len_utf8();
    }
    pieces.extend(Span::new(text, start..span.end()));
    pieces
}

/// Everything that the configuration must declare.
#[derive(Default)]
struct Types {
    entities: BTreeSet<String>,
    relations: BTreeSet<String>,
    stances: bool,
    values: BTreeMap<String, BTreeSet<String>>,
}

impl Types {
    fn annotation_conf(&self, exchange: &Exchange) -> String {
        let mut conf = String::new();
        if exchange.names_layers() {
            exchange.layers.iter().for_each(|layer| conf.push_str(&format!("# layer {} {}\n", layer.kind.name(), layer.name)));
        }
        conf.push_str("[entities]\n");
        self.entities.iter().for_each(|label| conf.push_str(&format!("{label}\n")));
        conf.push_str("\n[relations]\n");
        self.relations.iter().for_each(|label| conf.push_str(&format!("{label}\tArg1:<ENTITY>, Arg2:<ENTITY>\n")));
        conf.push_str("\n[events]\n");
        if self.stances {
            conf.push_str("Stance\tHolder?:<ENTITY>, Target?:<ENTITY>, Cue?:<ENTITY>, Content?:<ENTITY>, Source?:<ENTITY>\n");
        }
        conf.push_str("\n[attributes]\n");
        for (name, values) in &self.values {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let list = if values.is_empty() { String::new() } else { format!(", Value:{}", values.join("|")) };
            conf.push_str(&format!("{name}\tArg:<ANY>{list}\n"));
        }
        conf
    }
}

fn visual_conf(exchange: &Exchange) -> String {
    let mut conf = String::from("[labels]\n\n[drawing]\n");
    for label in &exchange.labels {
        if let Some(crate::model::Rgb(red, green, blue)) = label.colour {
            let dark = u32::from(red) * 3 + u32::from(green) * 6 + u32::from(blue) < 1280;
            let ink = if dark { "white" } else { "black" };
            conf.push_str(&format!(
                "{}\tfgColor:{ink}, bgColor:#{red:02x}{green:02x}{blue:02x}, borderColor:darken\n",
                word(&label.name)
            ));
        }
    }
    conf.push_str(
        "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n",
    );
    conf
}
