//! Tables for people and statistics programs: mentions, stances and attributions as CSV, and a workbook with all of them.
//!
//! One row is one annotation, with its article's outlet, date and title, so that a pivot table needs no join. Offsets are code
//! points. Texts longer than a cell of a workbook holds are cut there and counted.

use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind, Link, Part, UNMARKED, polarity_name};
use super::workbook::{Column, Workbook, WorkbookError};
use super::{FormatError, Options, Written, fields, losses};
use crate::text::{Offsets, SpanSet, Unit};

const ARTICLE: [&str; 5] = ["article", "title", "outlet", "date", "url"];
const MENTIONS: [&str; 10] = ["id", "label", "text", "start", "end", "pieces", "entity", "annotator", "score", "note"];
const STANCES: [&str; 22] = [
    "id",
    "holder",
    "holder_text",
    "holder_start",
    "holder_end",
    "polarity",
    "target",
    "target_text",
    "target_start",
    "target_end",
    "evidence",
    "evidence_start",
    "evidence_end",
    "directness",
    "attitude",
    "intensity",
    "basis",
    "cue",
    "content",
    "source",
    "annotator",
    "note",
];
const ATTRIBUTIONS: [&str; 14] = [
    "id",
    "source",
    "source_start",
    "source_end",
    "cue",
    "cue_start",
    "cue_end",
    "content",
    "content_start",
    "content_end",
    "directness",
    "channel",
    "polarity",
    "annotator",
];

type Row = Vec<String>;

fn article_cells(doc: &Doc) -> Row {
    let metadata = &doc.metadata;
    let date = metadata.date.map(|date| date.to_string()).unwrap_or_default();
    let name = if doc.name.is_empty() { losses::place(doc) } else { doc.name.clone() };
    vec![name, metadata.title.clone(), metadata.outlet.clone(), date, metadata.url.clone()]
}

fn header(own: &[&str]) -> Row {
    ARTICLE.iter().chain(own).map(|name| (*name).to_owned()).collect()
}

fn annotator(exchange: &Exchange, layer: usize) -> String {
    exchange.layers.get(layer).map_or_else(String::new, |layer| layer.name.clone())
}

/// Quote, start, end; all empty where there is none.
fn place(doc: &Doc, offsets: &Offsets<'_>, spans: Option<&SpanSet>, unit: Unit) -> [String; 3] {
    spans.map_or_else(Default::default, |spans| {
        let (start, end) = fields::hull(offsets, spans, unit);
        [spans.quote(&doc.text), start.to_string(), end.to_string()]
    })
}

fn attribute(link: &Link, name: &str) -> String {
    link.attributes.get(name).cloned().unwrap_or_default()
}

fn mentions(exchange: &Exchange, unit: Unit, mut each: impl FnMut(Row)) {
    for doc in &exchange.articles {
        let offsets = Offsets::new(&doc.text);
        let head = article_cells(doc);
        for (at, mark) in doc.marks.iter().enumerate() {
            let [text, start, end] = place(doc, &offsets, Some(&mark.spans), unit);
            let pieces = fields::fragments(&offsets, &mark.spans, unit).map_or_else(String::new, |pieces| pieces.to_string());
            let get = |name: &str| mark.attributes.get(name).cloned().unwrap_or_default();
            let id = if mark.id.is_empty() { format!("m{at}") } else { mark.id.clone() };
            let score = mark.score.map_or_else(String::new, |score| score.to_string());
            let own = [
                id,
                mark.label.to_string(),
                text,
                start,
                end,
                pieces,
                get("entity"),
                annotator(exchange, mark.layer),
                score,
                get("note"),
            ];
            each(head.iter().cloned().chain(own).collect());
        }
    }
}

fn part<'d>(doc: &'d Doc, link: &Link, part: Part) -> Option<&'d SpanSet> {
    link.parts.iter().find(|found| found.0 == part).and_then(|found| doc.marks.get(found.1)).map(|mark| &mark.spans)
}

fn stances(exchange: &Exchange, unit: Unit, mut each: impl FnMut(Row)) {
    for doc in &exchange.articles {
        let offsets = Offsets::new(&doc.text);
        let head = article_cells(doc);
        for (at, link) in doc.links.iter().enumerate() {
            let Some(polarity) = link.polarity() else { continue };
            let unmarked = attribute(link, UNMARKED);
            let end = |at: usize, which: &str| doc.marks.get(at).filter(|_| !unmarked.contains(which));
            let (holder, target) = (end(link.from, "holder"), end(link.to, "target"));
            let name = |mark: Option<&super::exchange::Mark>, own: String| {
                let own = own.strip_prefix('@').map(str::to_owned).unwrap_or(own);
                if own.is_empty() {
                    mark.and_then(|mark| mark.attributes.get("entity")).cloned().unwrap_or_default()
                } else {
                    own
                }
            };
            let target_name =
                Some(attribute(link, "target")).filter(|name| !name.is_empty()).unwrap_or_else(|| attribute(link, "issue"));
            let mut own = vec![
                if link.id.is_empty() { format!("s{at}") } else { link.id.clone() },
                name(holder, attribute(link, "holder")),
            ];
            own.extend(place(doc, &offsets, holder.map(|mark| &mark.spans), unit));
            own.extend([polarity_name(polarity).to_owned(), name(target, target_name)]);
            own.extend(place(doc, &offsets, target.map(|mark| &mark.spans), unit));
            own.extend(place(doc, &offsets, part(doc, link, Part::Evidence), unit));
            own.extend(["directness", "attitude", "intensity", "basis"].map(|name| attribute(link, name)));
            own.extend(
                [Part::Cue, Part::Content, Part::Source]
                    .map(|of| part(doc, link, of).map_or_else(String::new, |spans| spans.quote(&doc.text))),
            );
            own.extend([annotator(exchange, link.layer), attribute(link, "note")]);
            each(head.iter().cloned().chain(own).collect());
        }
    }
}

fn attributions(exchange: &Exchange, unit: Unit, mut each: impl FnMut(Row)) {
    for doc in &exchange.articles {
        let offsets = Offsets::new(&doc.text);
        let head = article_cells(doc);
        for (at, link) in doc.links.iter().enumerate() {
            let Some(polarity) = link.polarity() else { continue };
            let (cue, content) = (part(doc, link, Part::Cue), part(doc, link, Part::Content));
            let holder = Some(link.from).filter(|_| !attribute(link, UNMARKED).contains("holder"));
            let source =
                part(doc, link, Part::Source).or_else(|| holder.and_then(|at| doc.marks.get(at)).map(|mark| &mark.spans));
            if cue.is_none() && content.is_none() && attribute(link, "directness").is_empty() {
                continue;
            }
            let mut own = vec![if link.id.is_empty() { format!("s{at}") } else { link.id.clone() }];
            for spans in [source, cue, content.or_else(|| part(doc, link, Part::Evidence))] {
                own.extend(place(doc, &offsets, spans, unit));
            }
            own.extend([
                attribute(link, "directness"),
                attribute(link, "channel"),
                polarity_name(polarity).to_owned(),
                annotator(exchange, link.layer),
            ]);
            each(head.iter().cloned().chain(own).collect());
        }
    }
}

fn csv(own: &[&str], fill: impl FnOnce(&mut dyn FnMut(Row))) -> Result<Vec<Written>, FormatError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut failed = table.write_record(header(own)).err().map(|error| error.to_string());
    fill(&mut |row| failed = failed.take().or_else(|| table.write_record(row).err().map(|error| error.to_string())));
    if let Some(why) = failed {
        return Err(FormatError::Unwritable { format: "CSV", why });
    }
    let bytes = table.into_inner().map_err(|error| FormatError::Unwritable { format: "CSV", why: error.to_string() })?;
    Ok(vec![Written { name: String::new(), bytes }])
}

/// # Errors
/// Where a row cannot be written.
pub(super) fn mentions_csv(exchange: &Exchange, options: &Options, _audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    csv(&MENTIONS, |each| mentions(exchange, options.unit.unwrap_or(Unit::CodePoint), each))
}

/// # Errors
/// Where a row cannot be written.
pub(super) fn stances_csv(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let spans = exchange.articles.iter().map(|doc| doc.marks.len()).sum();
    audit.notice("span; this table holds stances only", spans, String::new);
    csv(&STANCES, |each| stances(exchange, options.unit.unwrap_or(Unit::CodePoint), each))
}

/// # Errors
/// Where a row cannot be written.
pub(super) fn attributions_csv(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let spans = exchange.articles.iter().map(|doc| doc.marks.len()).sum();
    audit.notice("span; this table holds attributions only", spans, String::new);
    csv(&ATTRIBUTIONS, |each| attributions(exchange, options.unit.unwrap_or(Unit::CodePoint), each))
}

/// Gives every row of a sheet to the function it is called with.
type Fill<'f> = dyn Fn(&mut dyn FnMut(Row)) + 'f;

/// # Errors
/// Where the workbook cannot be made: more than a million rows, for instance.
pub(super) fn xlsx(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::CodePoint);
    let mut book = Workbook::default();
    let fail = |error: WorkbookError| FormatError::Unwritable { format: "Workbook", why: error.to_string() };
    let mut sheet = |name: &str, names: Row, fill: &Fill| {
        let is_number = |name: &str| name.ends_with("start") || name.ends_with("end") || name == "score";
        let columns: Vec<Column> = names.into_iter().map(|name| Column { number: is_number(&name), name }).collect();
        book.sheet(name, &columns, fill).map_err(fail)
    };
    let articles = |each: &mut dyn FnMut(Row)| {
        for doc in &exchange.articles {
            let mut row = article_cells(doc);
            row.extend([doc.marks.len().to_string(), doc.links.len().to_string(), doc.note.clone(), doc.text.to_string()]);
            each(row);
        }
    };
    let mut cut = sheet("Articles", header(&["mentions", "stances", "note", "text"]), &articles)?;
    cut += sheet("Mentions", header(&MENTIONS), &|each| mentions(exchange, unit, each))?;
    cut += sheet("Stances", header(&STANCES), &|each| stances(exchange, unit, each))?;
    cut += sheet("Attributions", header(&ATTRIBUTIONS), &|each| attributions(exchange, unit, each))?;
    audit.lost("end of a text longer than a cell holds (32,767 characters)", cut, String::new);
    let open = exchange.layers.iter().filter(|layer| layer.kind == LayerKind::Suggester).count();
    audit.notice("suggester, listed as annotator", open, String::new);
    let bytes = book.finish().map_err(fail)?;
    Ok(vec![Written { name: String::new(), bytes }])
}
