//! UIMA CAS XMI, the format INCEpTION exchanges projects in, with its type system beside it.

use super::audit::Audit;
use super::exchange::Exchange;
use super::probe::Probe;
use super::uima::{self, Cas, Structure};
use super::xml::{self, Element, escape};
use super::{FormatError, Options, Source, Written, split};
use crate::text::Unit;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// An `xmi:XMI` element near the beginning.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    let head = probe.head();
    head.contains("<xmi:XMI")
        || (head.trim_start().starts_with('<') && head.contains("http://www.omg.org/XMI") && head.contains("uima"))
}

/// # Errors
/// Where no file is XMI with a document.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    let files: Vec<(&Source, &str)> = sources
        .iter()
        .filter(|source| memchr::memmem::find(&source.bytes, b"XMI").is_some())
        .map(|source| (source, stem(&source.name)))
        .collect();
    let several = uima::several(&files.iter().map(|file| file.1).collect::<Vec<_>>());
    for (source, stem) in files {
        let root = xml::root(&source.bytes).map_err(|error| FormatError::malformed("UIMA XMI", &source.name, error))?;
        for cas in documents(&root) {
            uima::add(&cas, stem, several, options, &mut exchange, audit);
        }
    }
    if exchange.articles.is_empty() {
        let file = sources.first().map_or("", |source| source.name.as_str());
        return Err(FormatError::malformed("UIMA XMI", file, "there is no Sofa with a text in it"));
    }
    Ok(exchange)
}

fn stem(name: &str) -> &str {
    name.strip_suffix(".xmi").or_else(|| name.strip_suffix(".xml")).unwrap_or(name)
}

/// A document for every Sofa.
fn documents(root: &Element) -> Vec<Cas> {
    let uris: BTreeMap<&str, &str> =
        root.attributes.iter().filter_map(|(name, uri)| Some((name.strip_prefix("xmlns:")?, uri.as_str()))).collect();
    let sofas = root.elements().filter(|child| child.name == "Sofa" && child.get("sofaString").is_some());
    sofas
        .map(|sofa| {
            let id = sofa.get("xmi:id").unwrap_or_default();
            let mine = root.elements().filter(|child| {
                child.get("sofa").is_none_or(|sofa| sofa == id) && !matches!(child.name.as_str(), "Sofa" | "View" | "NULL")
            });
            let structures = mine.map(|child| {
                // http:///webanno/custom.ecore and Span make webanno.custom.Span.
                let package = uris
                    .get(child.prefix.as_str())
                    .map_or("", |uri| uri.trim_start_matches("http:///"))
                    .trim_end_matches(".ecore")
                    .replace('/', ".");
                let kind = if package.is_empty() || package == "uima.noNamespace" {
                    child.name.clone()
                } else {
                    format!("{package}.{}", child.name)
                };
                let lists = child.elements().map(|item| (item.name.clone(), item.text()));
                let own = child.attributes.iter().filter(|pair| pair.0 != "xmi:id").cloned();
                Structure {
                    id: child.get("xmi:id").and_then(|id| id.parse().ok()).unwrap_or(0),
                    kind,
                    features: own.chain(lists).collect(),
                }
            });
            Cas { text: sofa.get("sofaString").unwrap_or_default().to_owned(), structures: structures.collect() }
        })
        .collect()
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::Utf16);
    let mut files = Vec::new();
    let mut used = BTreeSet::new();
    let mut types = uima::types(&[]);
    for (number, doc) in exchange.articles.iter().enumerate() {
        let name = split::file_name(&doc.name, number, &mut used);
        for (layer, folder) in uima::layers(exchange, doc) {
            let structures = uima::structures(exchange, doc, layer, unit, audit);
            for (kind, features) in uima::types(&structures) {
                types.entry(kind).or_default().extend(features);
            }
            files.push(Written { name: format!("{folder}{name}.xmi"), bytes: cas(&doc.text, &structures).into_bytes() });
        }
    }
    files.push(Written { name: "TypeSystem.xml".to_owned(), bytes: type_system(&types).into_bytes() });
    Ok(files)
}

/// `webanno.custom.Span` is in the package `webanno.custom`.
fn package(kind: &str) -> (&str, &str) {
    kind.rsplit_once('.').unwrap_or(("", kind))
}

fn cas(text: &str, structures: &[Structure]) -> String {
    let packages: BTreeSet<&str> = structures.iter().map(|fs| package(&fs.kind).0).collect();
    let prefixes: BTreeMap<&str, String> = packages.iter().enumerate().map(|(at, name)| (*name, format!("p{at}"))).collect();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\"",
    );
    for (name, prefix) in &prefixes {
        let path = if name.is_empty() { "uima/noNamespace".to_owned() } else { name.replace('.', "/") };
        let _ = write!(out, " xmlns:{prefix}=\"http:///{}.ecore\"", escape(&path));
    }
    out.push_str(" xmi:version=\"2.0\"><cas:NULL xmi:id=\"0\"/>");
    for fs in structures {
        let (package, local) = package(&fs.kind);
        let _ = write!(out, "<{}:{local} xmi:id=\"{}\"", prefixes[package], fs.id);
        for (name, value) in &fs.features {
            let _ = write!(out, " {name}=\"{}\"", escape(value));
        }
        out.push_str("/>");
    }
    let members: Vec<String> = structures.iter().map(|fs| fs.id.to_string()).collect();
    let _ = writeln!(
        out,
        "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"{}\"/><cas:View sofa=\"1\" members=\"{}\"/></xmi:XMI>",
        escape(text),
        members.join(" ")
    );
    out
}

fn type_system(types: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n",
    );
    for (kind, features) in types {
        let _ = writeln!(
            out,
            "<typeDescription><name>{}</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>",
            escape(kind)
        );
        for feature in features {
            let range = if uima::is_reference(kind, feature) { uima::SPAN } else { "uima.cas.String" };
            let range = if matches!(feature.as_str(), "Governor" | "Dependent") || range == uima::SPAN {
                "uima.tcas.Annotation"
            } else {
                range
            };
            let _ = writeln!(
                out,
                "<featureDescription><name>{}</name><description/><rangeTypeName>{range}</rangeTypeName></featureDescription>",
                escape(feature)
            );
        }
        out.push_str("</features></typeDescription>\n");
    }
    out.push_str("</types>\n</typeSystemDescription>\n");
    out
}
