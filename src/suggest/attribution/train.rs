//! Learns the three models of attribution from marked-up articles.

use super::cues::{self, Cue};
use super::{AttributionModel, contents, sources};
use crate::suggest::document::Document;
use crate::suggest::linear::{Example, Group, Linear, Training};
use crate::suggest::scan::Scan;
use crate::suggest::tagger::Tagged;
use crate::suggest::tagger::lexicon::Lexicon;
use crate::text::Span;
use std::ops::Range;

/// An attribution somebody marked.
#[derive(Clone, PartialEq, Debug)]
pub struct GoldAttribution {
    pub source: Option<Span>,
    pub cue: Option<Span>,
    pub content: Vec<Span>,
}

/// A marked-up article to learn attribution from.
#[derive(Clone, Debug)]
pub struct GoldDocument<'t> {
    pub text: &'t str,
    pub names: Vec<Tagged>,
    pub attributions: Vec<GoldAttribution>,
    /// How much it counts: 1 for news, less for other kinds of text.
    pub weight: f32,
}

/// Words two sets of ranges share, doubled, over the words of both.
fn dice(a: &[Range<usize>], b: &[Range<usize>]) -> f32 {
    let words = |ranges: &[Range<usize>]| ranges.iter().map(ExactSizeIterator::len).sum::<usize>();
    let shared: usize =
        a.iter().map(|a| b.iter().map(|b| a.end.min(b.end).saturating_sub(a.start.max(b.start))).sum::<usize>()).sum();
    2.0 * shared as f32 / (words(a) + words(b)).max(1) as f32
}

/// Learns from `documents` with what is `known` of words; the same documents give the same model.
pub fn train_attribution(documents: &[GoldDocument], known: &Lexicon) -> AttributionModel {
    let mut examples: Vec<Example> = Vec::new();
    let (mut source_groups, mut content_groups): (Vec<Group>, Vec<Group>) = (Vec::new(), Vec::new());
    for gold in documents {
        let document = Document::new(gold.text);
        let scan = Scan::new(&document, &gold.names, known);
        for cue in cues::cues(&scan) {
            let span = scan.span(&cue.words);
            let right: Vec<&GoldAttribution> =
                gold.attributions.iter().filter(|it| it.cue.zip(span).is_some_and(|(a, b)| a.overlaps(b))).collect();
            let features = cues::features(&scan, &cue);
            examples.push(Example { features, class: usize::from(!right.is_empty()), weight: gold.weight });
            if let Some(first) = right.first() {
                learn_source(&scan, &cue, first, &mut source_groups);
                // Other corpora cut contents in other ways.
                if gold.weight >= 1.0 {
                    learn_content(&scan, &cue, first, &mut content_groups);
                }
            }
        }
    }
    let training = Training { bits: 17, passes: 12, rate: 0.1, l2: 1e-4 };
    AttributionModel {
        cue: Linear::train(2, &examples, training),
        source: Linear::train_ranker(&source_groups, training),
        content: Linear::train_ranker(&content_groups, training),
    }
}

fn learn_source(scan: &Scan, cue: &Cue, gold: &GoldAttribution, groups: &mut Vec<Group>) {
    let phrases = sources::phrases(scan, contents::region(scan, cue));
    let source = gold.source.map(|span| scan.words_of(&span.range()));
    let mut group: Group = Vec::new();
    for candidate in sources::candidates(scan, &phrases, cue) {
        let gain = source.as_ref().map_or(0.0, |source| dice(std::slice::from_ref(source), std::slice::from_ref(&candidate)));
        group.push((sources::features(scan, cue, Some(&candidate)), if gain < 0.3 { 0.0 } else { gain }));
    }
    group.push((sources::features(scan, cue, None), if source.is_none() { 1.0 } else { 0.0 }));
    groups.push(group);
}

fn learn_content(scan: &Scan, cue: &Cue, gold: &GoldAttribution, groups: &mut Vec<Group>) {
    let phrases = sources::phrases(scan, contents::region(scan, cue));
    let source = gold.source.map(|span| scan.words_of(&span.range()));
    let content: Vec<Range<usize>> = gold.content.iter().map(|span| scan.words_of(&span.range())).collect();
    let mut group: Group = Vec::new();
    for candidate in contents::candidates(scan, &phrases, cue, source.as_ref()) {
        let gain = dice(&content, &candidate);
        group.push((contents::features(scan, cue, source.as_ref(), &candidate), if gain < 0.4 { 0.0 } else { gain }));
    }
    groups.push(group);
}
