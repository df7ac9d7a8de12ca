//! brat's standoff files: `.txt` with `.ann` beside it; T, R, E, A, M, N, # and * lines, discontinuous spans.
//!
//! Offsets are code points and CRLF counts two. A stance is an event `Stance`: its trigger is the evidence, its arguments are
//! Holder, Target, Cue, Content, Source, its attributes Polarity and the rest, since relations can have none. Lines that we have
//! no place for (other events, normalisations, equivalences) are kept and written back.

use super::anchor::{RawSpan, anchor};
use super::audit::Audit;
use super::exchange::{Doc, Exchange, LabelInfo, LayerKind, Link, Mark, Part, UNMARKED};
use super::fields;
use super::probe::Probe;
use super::{FormatError, Options, Source};
use crate::text::{Span, SpanSet, Unit};
use std::collections::HashMap;

pub(super) use super::brat_out::write;

pub(super) const NAME: &str = "brat";
/// The type of events that are stances.
pub(super) const STANCE: &str = "Stance";

/// Lines that begin with an id of brat's, or a configuration.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    if probe.extension() == "conf" {
        return true;
    }
    let head = probe.head();
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    let is_line = |line: &&&str| {
        let mut cells = line.split('\t');
        let id = cells.next().unwrap_or_default();
        let number = id.strip_prefix(['T', 'R', 'E', 'A', 'M', 'N', '#']).unwrap_or_default();
        let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        (id == "*" || numbered) && cells.next().is_some()
    };
    (probe.extension() == "ann" && lines.is_empty())
        || (!lines.is_empty() && lines.iter().filter(is_line).count() * 10 >= lines.len() * 8)
}

/// # Errors
/// Where no `.ann` has its `.txt`.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    let texts: HashMap<&str, &Source> =
        sources.iter().filter_map(|source| Some((source.name.strip_suffix(".txt")?, source))).collect();
    let anns: Vec<(&str, &Source)> =
        sources.iter().filter_map(|source| Some((source.name.strip_suffix(".ann")?, source))).collect();
    for source in sources.iter().filter(|source| source.name.ends_with("annotation.conf")) {
        labels(&String::from_utf8_lossy(&source.bytes), &mut exchange);
    }
    // A folder is an annotator where our configuration says so, or where the same file name stands in several.
    let several = super::uima::several(&anns.iter().map(|ann| ann.0).collect::<Vec<_>>()) || !exchange.layers.is_empty();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for (stem, ann) in anns {
        let Some(text) = texts.get(stem) else {
            audit.lost("annotation file without its text beside it", 1, || ann.name.clone());
            continue;
        };
        let text = String::from_utf8_lossy(&text.bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let annotator = if several { folder.rsplit('/').next().unwrap_or_default() } else { "" };
        let layer = match exchange.layers.iter().position(|layer| super::split::safe_name(&layer.name) == annotator) {
            Some(layer) => layer,
            None => fields::layer(&mut exchange, annotator, LayerKind::Person),
        };
        let at = *known.entry((if several { name } else { stem }.to_owned(), text.to_owned())).or_insert_with(|| {
            exchange.articles.push(Doc::new(if several { name } else { stem }, text));
            exchange.articles.len() - 1
        });
        annotations(&String::from_utf8_lossy(&ann.bytes), &mut exchange.articles[at], layer, options, audit, &ann.name);
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("brat", file, "no .ann has a .txt of the same name beside it"));
    }
    Ok(exchange)
}

/// The types under `[entities]`, in order.
fn labels(conf: &str, exchange: &mut Exchange) {
    let mut inside = false;
    for line in conf.lines().map(str::trim) {
        if let Some((kind, name)) = line.strip_prefix("# layer ").and_then(|rest| rest.split_once(' ')) {
            fields::layer(exchange, name, LayerKind::named(kind));
        }
        if line.starts_with('[') {
            inside = line == "[entities]";
        } else if inside && !line.is_empty() && !line.starts_with(['#', '!', '<', '-']) {
            let name = line.split_whitespace().next().unwrap_or_default().to_owned();
            exchange.labels.push(LabelInfo { name, ..LabelInfo::default() });
        }
    }
}

/// A `T` line before it is found in the text.
struct TextBound<'l> {
    id: &'l str,
    label: &'l str,
    pieces: Vec<(usize, usize)>,
    quote: &'l str,
}

fn text_bound(line: &str) -> Option<TextBound<'_>> {
    let mut cells = line.splitn(3, '\t');
    let (id, place, quote) = (cells.next()?, cells.next()?, cells.next().unwrap_or_default());
    let (label, offsets) = place.split_once(' ')?;
    let pieces: Option<Vec<(usize, usize)>> = offsets
        .split(';')
        .map(|piece| {
            let (start, end) = piece.trim().split_once(' ')?;
            Some((start.parse().ok()?, end.trim().parse().ok()?))
        })
        .collect();
    Some(TextBound { id, label, pieces: pieces?, quote })
}

fn annotations(ann: &str, doc: &mut Doc, layer: usize, options: &Options, audit: &mut Audit, file: &str) {
    // Only LF ends a line: brat's own reader splits at more, which is why its quotes never hold them.
    let lines: Vec<&str> =
        ann.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).filter(|line| !line.trim().is_empty()).collect();
    let mut bounds = Vec::new();
    for line in lines.iter().filter(|line| line.starts_with('T')) {
        match text_bound(line) {
            Some(bound) => bounds.push(bound),
            None => audit.lost("line that cannot be read", 1, || format!("{file}: {line}")),
        }
    }
    let raw: Vec<RawSpan<'_>> = bounds
        .iter()
        .flat_map(|bound| {
            let quote = Some(bound.quote).filter(|quote| bound.pieces.len() == 1 && !quote.is_empty());
            bound.pieces.iter().map(move |&(start, end)| RawSpan { start, end, quote })
        })
        .collect();
    let found = anchor(&doc.text, &raw, Unit::CodePoint, options.unit, audit, file);
    let mut pieces = found.into_iter();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for bound in &bounds {
        let spans: Vec<Span> = pieces.by_ref().take(bound.pieces.len()).flatten().collect();
        let Some(spans) = SpanSet::new(joined(&doc.text, spans)) else { continue };
        at.insert(bound.id, doc.marks.len());
        doc.marks.push(Mark::new(bound.id, spans, bound.label, layer));
    }
    let mut rest: Vec<&str> = Vec::new();
    let mut links: HashMap<&str, usize> = HashMap::new();
    for line in &lines {
        let (id, body) = line.split_once('\t').unwrap_or((line, ""));
        match id.as_bytes().first() {
            Some(b'T') => {}
            Some(b'R') => match relation(id, body, &at, layer) {
                Some(link) => {
                    links.insert(id, doc.links.len());
                    doc.links.push(link);
                }
                None => rest.push(line),
            },
            Some(b'E') if body.starts_with("Stance:") => match stance(id, body, &at, layer, doc) {
                Some(link) => {
                    links.insert(id, doc.links.len());
                    doc.links.push(link);
                }
                None => rest.push(line),
            },
            _ => rest.push(line),
        }
    }
    rest.retain(|line| !attribute(line, &at, &links, doc));
    for link in &mut doc.links {
        if let Some(polarity) = link.attributes.remove("polarity").filter(|_| *link.label == *STANCE) {
            link.label = format!("stance_{polarity}").into();
        } else if *link.label == *STANCE {
            link.label = "stance_none".into();
        }
        if link.attributes.remove("NoEvidence").is_some() {
            // The trigger only stands in: brat has no event without words.
            let unmarked = link.attributes.entry(UNMARKED.to_owned()).or_default();
            *unmarked = format!("{unmarked} evidence").trim_start().to_owned();
        }
    }
    if !rest.is_empty() {
        audit.notice("line kept as it is: event, normalisation, equivalence or what belongs to them", rest.len(), || {
            format!("{file}: {}", rest[0])
        });
        let mut all: Vec<String> = doc.ext.get(NAME).and_then(|ext| serde_json::from_str(ext).ok()).unwrap_or_default();
        all.extend(rest.into_iter().map(str::to_owned));
        doc.ext.insert(NAME.to_owned(), super::kept::json(&all));
    }
}

/// Pieces with nothing but a line break and blanks between them are one span, that brat could not write in one.
fn joined(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last)
                if last.end() <= span.start() && {
                    let gap = &text[last.end()..span.start()];
                    gap.trim().is_empty() && gap.contains(super::brat_out::is_break)
                } =>
            {
                *last = last.join(span);
            }
            _ => all.push(span),
        }
    }
    all
}

/// `Located Arg1:T1 Arg2:T2`
fn relation(id: &str, body: &str, at: &HashMap<&str, usize>, layer: usize) -> Option<Link> {
    let mut words = body.split_whitespace();
    let label = words.next()?;
    let (from_role, from) = words.next()?.split_once(':')?;
    let (to_role, to) = words.next()?.split_once(':')?;
    let mut link = Link::new(id, *at.get(from)?, *at.get(to)?, label, layer);
    if (from_role, to_role) != ("Arg1", "Arg2") {
        link.ext = Some(super::kept::json(&[from_role, to_role]).into());
    }
    Some(link)
}

/// `Stance:T5 Holder:T1 Target:T2 Cue:T7`
fn stance(id: &str, body: &str, at: &HashMap<&str, usize>, layer: usize, doc: &mut Doc) -> Option<Link> {
    let mut words = body.split_whitespace();
    let trigger = *at.get(words.next()?.split_once(':')?.1)?;
    let mut link = Link::new(id, trigger, trigger, STANCE, layer);
    link.parts.push((Part::Evidence, trigger));
    let (mut holder, mut target) = (false, false);
    for (role, at) in words.filter_map(|word| word.split_once(':')).filter_map(|(role, id)| Some((role, *at.get(id)?))) {
        match (role, Part::named(role)) {
            ("Holder", _) => (link.from, holder) = (at, true),
            ("Target", _) => (link.to, target) = (at, true),
            (_, Some(part)) => link.parts.push((part, at)),
            _ => {}
        }
    }
    let unmarked = match (holder, target) {
        (true, true) => "",
        (false, true) => "holder",
        (true, false) => "target",
        (false, false) => "holder target",
    };
    if !unmarked.is_empty() {
        link.attributes.insert(UNMARKED.to_owned(), unmarked.to_owned());
    }
    doc.marks[trigger].label = Part::Evidence.label().into();
    Some(link)
}

/// Takes an `A`, `M` or `#` line that belongs to a mark or link of ours.
fn attribute(line: &str, at: &HashMap<&str, usize>, links: &HashMap<&str, usize>, doc: &mut Doc) -> bool {
    let Some((id, body)) = line.split_once('\t') else { return false };
    let (name, of, value) = match id.as_bytes().first() {
        Some(b'A' | b'M') => {
            let mut words = body.split_whitespace();
            let (Some(name), Some(of)) = (words.next(), words.next()) else { return false };
            (name, of, words.next().unwrap_or("true").to_owned())
        }
        Some(b'#') => {
            let Some((head, value)) = body.split_once('\t') else { return false };
            let Some((name, of)) = head.split_once(' ') else { return false };
            (if name == "AnnotatorNotes" { "note" } else { name }, of, super::brat_out::unescaped(value))
        }
        _ => return false,
    };
    let known = super::brat_out::ENUMERATED.iter().find(|known| known.1 == name).map_or(name, |known| known.0);
    if let Some(&mark) = at.get(of) {
        doc.marks[mark].attributes.insert(known.to_owned(), value);
    } else if let Some(&link) = links.get(of) {
        doc.links[link].attributes.insert(known.to_owned(), value);
    } else {
        return false;
    }
    true
}
