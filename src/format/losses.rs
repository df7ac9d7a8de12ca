//! What a format cannot hold of an exchange, by what its row in the table says. Formats count the rest themselves.

use super::Holds;
use super::audit::Audit;
use super::exchange::{Doc, Exchange, LayerKind};
use std::collections::BTreeSet;

/// Fills in the audit's counts.
pub(super) fn count(exchange: &Exchange, audit: &mut Audit) {
    audit.articles = exchange.articles.len();
    let used = exchange
        .articles
        .iter()
        .flat_map(|doc| doc.marks.iter().map(|mark| mark.layer).chain(doc.links.iter().map(|link| link.layer)));
    let used: BTreeSet<usize> = used.collect();
    let is_person = |at: &&usize| exchange.layers.get(**at).is_some_and(|layer| layer.kind != LayerKind::Suggester);
    audit.annotators = used.iter().filter(is_person).count();
    let suggested = |layer: usize| exchange.layers.get(layer).is_some_and(|layer| layer.kind == LayerKind::Suggester);
    for doc in &exchange.articles {
        let open = doc.marks.iter().filter(|mark| suggested(mark.layer)).count();
        audit.suggestions += open;
        audit.spans += doc.marks.len() - open;
        let stances = doc.links.iter().filter(|link| link.polarity().is_some()).count();
        audit.stances += stances;
        audit.relations += doc.links.len() - stances;
    }
}

/// Counts what `holds` says will be lost.
pub(super) fn losses(exchange: &Exchange, holds: Holds, audit: &mut Audit) {
    for doc in &exchange.articles {
        let place = || place(doc);
        for mark in &doc.marks {
            if mark.spans.len() > 1 && !holds.discontinuous {
                audit.lost("gap of a discontinuous span; its pieces are written as spans of their own", 1, place);
            }
            if mark.score.is_some() && !holds.scores {
                audit.lost("score", 1, place);
            }
            if !holds.attributes {
                audit.lost("attribute of a span", mark.attributes.len(), place);
            }
        }
        for link in &doc.links {
            let is_stance = link.polarity().is_some();
            if !holds.relations {
                audit.lost(if is_stance { "stance" } else { "relation" }, 1, place);
            } else if is_stance && !holds.stances {
                audit.lost("field of a stance besides its polarity", link.attributes.len() + link.parts.len(), place);
            } else if !is_stance && !holds.attributes {
                audit.lost("attribute of a relation", link.attributes.len(), place);
            }
        }
        if !holds.metadata {
            audit.lost("metadata of an article", super::fields::metadata_count(&doc.metadata), place);
        }
        if !holds.annotators {
            let layers: BTreeSet<usize> = doc.marks.iter().map(|mark| mark.layer).collect();
            if layers.len() > 1 {
                audit.lost("whose annotation it is, in an article with several annotators", doc.marks.len(), place);
            }
        }
        if !doc.note.is_empty() && !holds.metadata {
            audit.lost("note of an article", 1, place);
        }
    }
}

/// How messages name an article.
pub(super) fn place(doc: &Doc) -> String {
    if !doc.name.is_empty() {
        return doc.name.clone();
    }
    if !doc.metadata.title.is_empty() {
        return doc.metadata.title.clone();
    }
    let line = doc.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.chars().take(40).collect()
}
