//! GATE's XML (`.xml`): a text with numbered nodes, and annotations that begin and end at nodes; sets are layers.
//!
//! Where a node stands follows from the text around it, whatever its number; newer versions of GATE number nodes by UTF-16
//! offsets, and so do we. A relation is an annotation whose features `head` and `tail` name others of its set, as in `gate`.

use super::audit::Audit;
use super::exchange::Exchange;
use super::gate::{self, Annotation, Set};
use super::probe::Probe;
use super::xml::{self, Element, Node, escape};
use super::{FormatError, Options, Source, Written, split};
use crate::text::{Offsets, Unit};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

const TITLE: &str = "GATE XML";

/// A `GateDocument`.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    probe.head().contains("<GateDocument")
}

/// # Errors
/// Where a file is no GATE document.
pub(super) fn read(sources: &[Source], _options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    for source in sources {
        let bad = |why: String| FormatError::malformed(TITLE, &source.name, why);
        let root = xml::root(&source.bytes).map_err(bad)?;
        let nodes = root.child("TextWithNodes").ok_or_else(|| bad("there is no text with nodes in it".to_owned()))?;
        let mut text = String::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for node in &nodes.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => drop(places.insert(element.get("id").unwrap_or_default(), text.len())),
            }
        }
        let sets = root.each("AnnotationSet").map(|set| {
            let annotations = set.each("Annotation").map(|item| {
                let place = |key: &str| item.get(key).and_then(|id| places.get(id)).copied();
                let range = place("StartNode").zip(place("EndNode"));
                // A node that is not there gives a place that cannot be, which is told of.
                let (start, end) = range.unwrap_or((usize::MAX, usize::MAX));
                Annotation {
                    id: item.get("Id").unwrap_or_default().to_owned(),
                    kind: item.get("Type").unwrap_or_default().to_owned(),
                    start,
                    end,
                    features: features(item),
                }
            });
            Set { name: set.get("Name").unwrap_or_default().to_owned(), kind: String::new(), annotations: annotations.collect() }
        });
        let sets: Vec<Set> = sets.collect();
        let about = root.child("GateDocumentFeatures").map(features).unwrap_or_default();
        gate::add(text, about, sets, Unit::Byte, &Options::default(), &mut exchange, audit, source.name.trim_end_matches(".xml"));
    }
    Ok(exchange)
}

fn features(element: &Element) -> Vec<(String, String)> {
    element
        .each("Feature")
        .filter_map(|feature| {
            Some((feature.child("Name")?.text(), feature.child("Value").map(Element::text).unwrap_or_default()))
        })
        .collect()
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, _options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let mut files = Vec::new();
    let mut used = BTreeSet::new();
    for (number, doc) in exchange.articles.iter().enumerate() {
        let illegal = doc.text.chars().filter(|c| xml::is_illegal(*c)).count();
        audit.lost("control character that XML cannot hold, written as �", illegal, || super::losses::place(doc));
        let offsets = Offsets::new(&doc.text);
        let (mut about, sets) = gate::sets(exchange, doc, Unit::Byte);
        about.extend((!doc.name.is_empty()).then(|| ("standpoint_name".to_owned(), doc.name.clone())));
        let mut places: BTreeSet<usize> = BTreeSet::from([0, doc.text.len()]);
        places.extend(sets.iter().flat_map(|set| &set.annotations).flat_map(|one| [one.start, one.end]));
        let mut out =
            String::from("<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\">\n<GateDocumentFeatures>\n");
        write_features(&about, &mut out);
        out.push_str("</GateDocumentFeatures>\n<TextWithNodes>");
        let mut before = 0;
        for place in places {
            out.push_str(&escape(&doc.text[before..place]));
            let _ = write!(out, "<Node id=\"{}\"/>", offsets.from_byte(place, Unit::Utf16));
            before = place;
        }
        out.push_str("</TextWithNodes>\n");
        for mut set in sets {
            set.annotations.extend(gate::layer_annotation(&set, doc.text.len()));
            let name = if set.name.is_empty() { String::new() } else { format!(" Name=\"{}\"", escape(&set.name)) };
            let _ = writeln!(out, "<AnnotationSet{name}>");
            for one in set.annotations {
                let node = |byte| offsets.from_byte(byte, Unit::Utf16);
                let _ = writeln!(
                    out,
                    "<Annotation Id=\"{}\" Type=\"{}\" StartNode=\"{}\" EndNode=\"{}\">",
                    escape(&one.id),
                    escape(&one.kind),
                    node(one.start),
                    node(one.end)
                );
                write_features(&one.features, &mut out);
                out.push_str("</Annotation>\n");
            }
            out.push_str("</AnnotationSet>\n");
        }
        out.push_str("</GateDocument>\n");
        files.push(Written { name: format!("{}.xml", split::file_name(&doc.name, number, &mut used)), bytes: out.into_bytes() });
    }
    Ok(files)
}

fn write_features(features: &[(String, String)], out: &mut String) {
    for (name, value) in features {
        let _ = writeln!(
            out,
            "<Feature>\n  <Name className=\"java.lang.String\">{}</Name>\n  <Value className=\"java.lang.String\">{}</Value>\n</Feature>",
            escape(name),
            escape(value)
        );
    }
}
