//! Annotation formats: what peers' own files hold is read, and our awkward project comes back from every format.
//!
//! The peers' files lie beside the repository in `../shared/formats`; without them those tests say that they are skipped.

use standpoint::edit::{self, Edit};
use standpoint::format::audit::Audit;
use standpoint::format::exchange::{Doc, Exchange, Layer, LayerKind, Link, Mark, Part, UNMARKED};
use standpoint::format::export::{self, Selection};
use standpoint::format::import::{self, Taking};
use standpoint::format::{self, FORMATS, Format, Options, Source};
use standpoint::model::Project;
use standpoint::model::presets::Preset;
use standpoint::text::{Span, SpanSet};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

fn sources(path: &Path) -> Vec<Source> {
    if path.is_dir() {
        let mut names: Vec<PathBuf> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        return names.iter().filter(|name| !name.ends_with("README.md")).flat_map(|name| sources(name)).collect();
    }
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    vec![Source { name, bytes: std::fs::read(path).unwrap() }]
}

fn take(read: &Exchange, audit: &mut Audit) -> Project {
    let mut project = Project::new(Preset::Empty.scheme(), "me");
    let edit = import::edit(&project, read, &Taking::default(), audit);
    let before = project.clone();
    let inverse = edit::apply(&mut project, edit).unwrap();
    let mut undone = project.clone();
    edit::apply(&mut undone, inverse).unwrap();
    assert_eq!(undone, before, "an import can be undone");
    project
}

fn with_suggestions() -> Selection {
    Selection { suggestions: true, ..Selection::default() }
}

/// What the README beside the file says is in it: articles, spans (open suggestions aside), relations and stances.
#[test]
fn the_files_of_peers_hold_what_they_say() {
    let expected = [
        ("spacy/prodigy_relations_15.jsonl", "prodigy", 15, 48, 32),
        ("spacy/emerson_annotated_text.jsonl", "prodigy", 30, 30, 0),
        ("spacy/demo.spacy", "docbin", 1, 1, 0),
        ("spacy/train_tuples_1.json", "prodigy", 2, 3, 0),
        ("spacy/spancat_train.json", "prodigy", 3, 4, 0),
        ("spacy/generated.spacy", "docbin", 2, 11, 0),
        ("doccano/sequence_labeling_columns.jsonl", "doccano", 3, 3, 0),
        ("doccano/relation_extraction.jsonl", "doccano", 1, 4, 3),
        ("doccano/intent.jsonl", "doccano", 4, 2, 0), // a fifth record has no text, and with it a span
        ("spacy/v2_training.json", "prodigy", 1, 11, 0),
        ("conll/ner-sent-per-line.iob", "conll", 1, 7, 0),
        ("doccano/sequence_labeling_meta.jsonl", "doccano", 2, 1, 0),
        ("doccano/transformer_two_users.jsonl", "doccano", 2, 16, 0),
        ("label-studio/tasks.json", "label-studio", 2, 13, 3),
        ("label-studio/csv_test2.json", "label-studio", 1, 0, 0),
        ("label-studio/min_result.json", "label-studio-min", 2, 13, 0),
        ("label-studio/csv_result.csv", "label-studio-min", 2, 13, 0),
        ("brat", "brat", 5, 75, 3),
        ("conll/trailing.conll", "conll", 1, 2, 0),
        ("conll/ner-token-per-line-conll2003.iob", "conll", 1, 7, 0),
        ("conll/uner_ewt_40.iob2", "conll", 5, 13, 0),
        ("hf/spans.jsonl", "hf-jsonl", 2, 11, 3),
        ("hf/spans.parquet", "hf-parquet", 2, 11, 3),
        ("hf/tokens.parquet", "hf-parquet", 2, 10, 0),
        ("uima-xmi/generated_port-1.xmi", "uima-xmi", 1, 8, 2),
        ("uima-xmi/generated_cafe-2.xmi", "uima-xmi", 1, 3, 1),
        ("uima-json/generated_port-1.json", "uima-json", 1, 8, 2),
        ("uima-json/generated_cafe-2.json", "uima-json", 1, 3, 1),
        ("uima-json/casWithTraditionalChineseTextAndAnnotations.json", "uima-json", 1, 4, 0),
        ("refi-qda/plain.qdpx", "refi", 2, 11, 0),
        ("refi-qda/qualcoder_project.qdpx", "refi", 2, 11, 0),
        ("refi-qda/nvivo_project.qdpx", "refi", 2, 0, 0),
        ("taguette/project.sqlite3", "taguette", 2, 11, 0),
        ("gate/generated_port-1.bdocjs", "gate", 1, 8, 2),
        ("gate/generated_cafe-2.bdocjs", "gate", 1, 3, 1),
        ("gate/testdoc1.bdocjs", "gate", 1, 4, 0), // three more of its seven are without words, and told of
        ("webanno-tsv/testMultiTokenSpanWithoutFeatureValue.tsv", "webanno-tsv", 1, 1, 0),
        ("webanno-tsv/testAnnotationWithLeadingWhitespace.tsv", "webanno-tsv", 1, 1, 0),
        ("webanno-tsv/testAnnotationWithTrailingWhitespace.tsv", "webanno-tsv", 1, 1, 0),
        ("webanno-tsv/testCrossSentenceSpanWithoutFeatureValue.tsv", "webanno-tsv", 1, 1, 0),
        ("webanno-tsv/testElevatedType.tsv", "webanno-tsv", 1, 1, 0),
        ("webanno-tsv/testMultiTokenStackedSpanWithFeatureValue.tsv", "webanno-tsv", 1, 2, 0),
        ("webanno-tsv/testSentenceId.tsv", "webanno-tsv", 1, 0, 0),
        ("webanno-tsv/testSentenceWithLineBreak.tsv", "webanno-tsv", 1, 1, 0),
        ("webanno-tsv/testSingleNonMultiTokenRelationWithoutFeatureValue.tsv", "webanno-tsv", 1, 2, 1),
        ("webanno-tsv/testSingleNonTokenRelationWithoutFeatureValue.tsv", "webanno-tsv", 1, 2, 1),
        ("webanno-tsv/testSingleStackedNonTokenRelationWithoutFeatureValue.tsv", "webanno-tsv", 1, 4, 1),
        ("webanno-tsv/testSingleStackedNonTokenRelationWithoutFeatureValue3.tsv", "webanno-tsv", 1, 3, 1),
        ("webanno-tsv/testSingleTokenRelationWithMultipleFeatureValues.tsv", "webanno-tsv", 1, 2, 1), // its two tokens become spans
        ("webanno-tsv/testStackedNonMultiTokenRelationWithMultipleFeatureValues.tsv", "webanno-tsv", 1, 2, 2),
        ("webanno-tsv/testStackedSubMultiTokenSpanWithFeatureValue.tsv", "webanno-tsv", 1, 18, 0), // six of 24 are without words
        ("webanno-tsv/testSubMultiTokenSpanWithoutFeatureValue3.tsv", "webanno-tsv", 1, 2, 0),
        ("webanno-tsv/testSubTokenRelation.tsv", "webanno-tsv", 1, 2, 1),
        ("webanno-tsv/testTokenBoundedBioLookAlike.tsv", "webanno-tsv", 1, 5, 0),
        ("webanno-tsv/testTokenBoundedSpanWithSpecialSymbolsValue.tsv", "webanno-tsv", 1, 5, 0),
        ("webanno-tsv/testTokenBoundedStackedSpanWithFeatureValue.tsv", "webanno-tsv", 1, 10, 0),
        ("webanno-tsv/testZeroLengthSpansWithFeatureValues.tsv", "webanno-tsv", 1, 0, 0), // both are without words
        ("webanno-tsv/sampleSlotAnnotation1.tsv", "webanno-tsv", 1, 4, 2),
        ("webanno-tsv/testSimpleSameRoleSlotFeature.tsv", "webanno-tsv", 1, 3, 2),
        ("webanno-tsv/testSimpleChain.tsv", "webanno-tsv", 1, 3, 2),
        ("webanno-tsv/GUM_news_crane.tsv", "webanno-tsv", 1, 78, 37),
        ("newsmtsc/newsmtsc_20.jsonl", "hf-jsonl", 20, 20, 20),
    ];
    for (name, format, articles, spans, links) in expected {
        let Some(path) = shared(name) else { return };
        let sources = sources(&path);
        let detected = sources.iter().find_map(format::detect).unwrap_or_else(|| panic!("{name} is not recognised"));
        assert_eq!(detected.name, format, "{name}");
        let (exchange, audit) = format::read(detected, &sources, &Options::default()).unwrap();
        assert_eq!((audit.articles, audit.spans, audit.relations + audit.stances), (articles, spans, links), "{name}: {audit}");
        let mut again = Audit::new("import");
        let project = take(&exchange, &mut again);
        let back = export::exchange(&project, &with_suggestions(), detected.name);
        if let Some(write) = detected.write {
            let written = write(&back, &Options::default(), &mut again).unwrap();
            let files: Vec<Source> =
                written.into_iter().map(|file| Source { name: named(&file.name, detected), bytes: file.bytes }).collect();
            let (second, _) = format::read(detected, &files, &Options::default()).unwrap();
            if detected.holds.text && name != "hf/tokens.parquet" {
                assert_eq!(shape(&second), shape(&exchange), "{name} comes back");
            } else {
                assert_eq!(shape(&second).len(), shape(&exchange).len(), "{name} comes back");
            }
        }
    }
}

fn named(name: &str, format: &Format) -> String {
    if name.is_empty() { format!("out.{}", format.extensions[0]) } else { name.to_owned() }
}

/// The annotations of an exchange, whatever their order, ids and empty layers.
fn shape(exchange: &Exchange) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for doc in &exchange.articles {
        let place = |at: usize| format!("{:?}", doc.marks[at].spans);
        for mark in &doc.marks {
            all.insert(format!("{:.20} {:?} {} {:?}", doc.text, mark.spans, mark.label, mark.score));
        }
        for link in &doc.links {
            all.insert(format!("{:.20} {} {} -> {}", doc.text, link.label, place(link.from), place(link.to)));
        }
    }
    all
}

fn mark(doc: &mut Doc, words: &str, label: &str, layer: usize) -> usize {
    let text = doc.text.clone();
    let mut from = 0;
    let spans = SpanSet::new(words.split('…').map(|words| {
        let start = from + text[from..].find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
        from = start + words.len();
        Span::new(&text, start..from).unwrap()
    }));
    doc.marks.push(Mark::new("", spans.unwrap(), label, layer));
    doc.marks.len() - 1
}

/// Emoji, combining marks, CRLF, right-to-left text, overlapping and discontinuous spans, stances, relations, two annotators.
pub(crate) fn awkward() -> Exchange {
    let layers = ["ana", "ben"].map(|name| Layer { name: name.to_owned(), kind: LayerKind::Person }).to_vec();
    let mut port = Doc::new(
        "port-1",
        "Mayor Ana Souza 🏛️ said the port must close.\r\nUnion leader Wei Chen “cannot accept” that, he told قناة الميناء.\r\n\r\nNorth and South Korea will not vote,\r\nwrote e\u{301}lite Zoe\u{308} 👩‍👩‍👧.\r\n",
    );
    port.metadata.title = "The port – “closing”".to_owned();
    port.metadata.outlet = "Harbour Post".to_owned();
    port.metadata.date = Some(jiff::civil::date(2026, 1, 2));
    port.metadata.attributes.insert("desk".to_owned(), "city".to_owned());
    let mayor = mark(&mut port, "Mayor Ana Souza", "PERSON", 0);
    mark(&mut port, "Ana Souza", "PERSON", 0);
    let issue = mark(&mut port, "the port", "FAC", 0);
    let chen = mark(&mut port, "Union leader Wei Chen", "PERSON", 0);
    let channel = mark(&mut port, "قناة الميناء", "ORG", 0);
    mark(&mut port, "North…Korea", "GPE", 0);
    mark(&mut port, "South Korea", "GPE", 0);
    mark(&mut port, "vote,\r\nwrote", "EVENT", 0);
    mark(&mut port, "e\u{301}lite Zoe\u{308}", "PERSON", 0);
    let evidence = mark(&mut port, "cannot accept", "EVIDENCE", 0);
    let cue = mark(&mut port, "he told", "CUE", 0);
    for (at, id) in [(evidence, "ev"), (cue, "cue")] {
        port.marks[at].id = id.to_owned();
    }
    port.marks[mayor]
        .attributes
        .extend([("entity".to_owned(), "Ana Souza".to_owned()), ("note".to_owned(), "said\ntwice".to_owned())]);
    let mut against = Link::new("st1", chen, mayor, "stance_against", 0);
    against.parts = vec![(Part::Evidence, evidence), (Part::Cue, cue)];
    against.attributes.insert("directness".to_owned(), "mixed".to_owned());
    against.attributes.insert("intensity".to_owned(), "high".to_owned());
    port.links.push(against);
    let mut inferred = Link::new("st2", mayor, issue, "stance_mixed", 0);
    inferred.attributes.insert("basis".to_owned(), "inferred".to_owned());
    inferred.attributes.insert("holder".to_owned(), "Ana Souza".to_owned());
    port.links.push(inferred);
    port.links.push(Link::new("r1", chen, channel, "told", 0));
    mark(&mut port, "Ana Souza", "PERSON", 1);
    mark(&mut port, "the port", "LOC", 1);
    let mut cafe = Doc::new("cafe-2", "Le cafe\u{301} Fröhlich soutient la mairie.\nPas de commentaire 😀.");
    let holder = mark(&mut cafe, "Le cafe\u{301} Fröhlich", "ORG", 0);
    let target = mark(&mut cafe, "la mairie", "ORG", 0);
    cafe.links.push(Link::new("st3", holder, target, "stance_favor", 0));
    cafe.links[0].attributes.insert("basis".to_owned(), "inferred".to_owned());
    let words = mark(&mut cafe, "Pas de commentaire", "EVIDENCE", 0);
    cafe.marks[words].id = "ev2".to_owned();
    let mut author = Link::new("st4", words, target, "stance_neutral", 0);
    author.parts.push((Part::Evidence, words));
    author.attributes.extend([(UNMARKED.to_owned(), "holder".to_owned()), ("holder".to_owned(), "@author".to_owned())]);
    cafe.links.push(author);
    let plain = Doc::new("plain", "Nothing is marked here.");
    Exchange { format: "test", layers, articles: vec![port, cafe, plain], ..Exchange::default() }
}

/// Every annotation with the words it covers, as each format can hold it.
fn claims(project: &Project, whole: bool) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for article in project.articles() {
        let quote = |spans: &Option<SpanSet>| spans.as_ref().map_or_else(String::new, |spans| spans.quote(article.text()));
        for mention in article.mentions() {
            let annotator = project.annotator(mention.annotator).map_or("?", |annotator| &annotator.name);
            let entity = mention.entity.and_then(|id| project.entity(id)).map_or("", |entity| &entity.name);
            let label = project.scheme.label_name(mention.label);
            all.insert(format!("{label} “{}” {annotator} {entity} {}", mention.spans.quote(article.text()), mention.note));
        }
        for stance in article.stances() {
            let words = [&stance.holder.mention, &stance.target.mention, &stance.evidence, &stance.attribution.cue].map(quote);
            let directness = stance.attribution.directness;
            all.insert(format!(
                "{:?} {words:?} {directness:?} {:?} {:?} {:?}",
                stance.polarity, stance.intensity, stance.basis, stance.holder.actor
            ));
        }
        if whole {
            all.insert(format!("{:?} {:?}", article.text(), article.metadata));
        }
    }
    all
}

fn there_and_back(format: &'static Format, project: &Project) -> (Project, Audit) {
    let out = export::exchange(project, &with_suggestions(), format.name);
    let (files, audit) = format::write(format, &out, &Options::default()).unwrap();
    let files: Vec<Source> =
        files.into_iter().map(|file| Source { name: named(&file.name, format), bytes: file.bytes }).collect();
    assert_eq!(files.iter().find_map(format::detect).map(|found| found.name), Some(format.name), "its own file is recognised");
    let (read, _) = format::read(format, &files, &Options::default()).unwrap();
    let mut again = Audit::new("import");
    (take(&read, &mut again), audit)
}

#[test]
fn an_awkward_project_comes_back_from_every_format() {
    let project = take(&awkward(), &mut Audit::new("test"));
    assert_eq!(claims(&project, false).len(), 11 + 2 + 4);
    for format in FORMATS.iter().filter(|format| format.read.is_some() && format.write.is_some() && format.holds.stances) {
        let (back, audit) = there_and_back(format, &project);
        assert_eq!(claims(&back, format.holds.metadata), claims(&project, format.holds.metadata), "{}", format.name);
        if format.holds == FORMATS[0].holds {
            assert!(audit.is_lossless(), "{audit}");
        }
    }
}

#[test]
fn what_a_format_cannot_hold_is_counted() {
    let project = take(&awkward(), &mut Audit::new("test"));
    for format in FORMATS.iter().filter(|format| format.write.is_some()) {
        let out = export::exchange(&project, &Selection::default(), format.name);
        let (_, audit) = format::write(format, &out, &Options::default()).unwrap();
        let lost: usize = audit.lost.values().map(|tally| tally.count).sum();
        if !format.holds.stances || !format.holds.overlap {
            assert!(lost > 0, "{audit}");
        }
        if !format.holds.relations {
            assert_eq!(audit.lost.get("stance").map(|tally| tally.count), Some(4), "{audit}");
        }
    }
}

#[test]
fn importing_the_same_file_twice_changes_nothing() {
    let mut project = take(&awkward(), &mut Audit::new("test"));
    let before = project.clone();
    let edit = import::edit(&project, &awkward(), &Taking::default(), &mut Audit::new("test"));
    assert_eq!(edit, Edit::Batch(Vec::new()));
    edit::apply(&mut project, edit).unwrap();
    assert_eq!(project, before);
}

#[test]
fn texts_come_back_from_token_formats_as_spans_of_the_same_words() {
    let project = take(&awkward(), &mut Audit::new("test"));
    for name in ["docbin", "conll", "bilou"] {
        let (back, _) = there_and_back(format::named(if name == "bilou" { "conll" } else { name }).unwrap(), &project);
        let words = |project: &Project| -> BTreeSet<String> {
            let texts =
                project.articles().map(|article| article.mentions().map(|m| m.spans.quote(article.text())).collect::<Vec<_>>());
            texts.flatten().map(|quote| quote.split_whitespace().collect()).collect()
        };
        assert!(
            words(&back).contains("UnionleaderWeiChen") && words(&back).contains("قناةالميناء"),
            "{name}: {:?}",
            words(&back)
        );
        if name == "docbin" {
            let texts = |project: &Project| project.articles().map(|article| article.text().to_owned()).collect::<Vec<_>>();
            assert_eq!(texts(&back), texts(&project));
        }
    }
}

mod arbitrary {
    use super::*;
    use proptest::prelude::*;

    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        // Noise, and broken pieces of what readers look for.
        let pieces = prop::sample::select(vec![
            "{\"text\": \"a😀b\", \"spans\": [{\"start\": 1, \"end\": 99, \"label\": \"X\", \"text\": \"😀\"}]",
            "}",
            "\n",
            "[",
            "]",
            "T1\tA 0 5;9 7\tabc\n",
            "R1\tX Arg1:T1 Arg2:T9\n",
            "E1\tStance:T1 Holder:T1\n",
            "A1\tX\n",
            "#1\tA T1\tx\\",
            "-DOCSTART- -X- O\n",
            "a\tB-X\n",
            "a|b|I-X é|O",
            "1\tx\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n",
            "{\"data\": {\"text\": \"é\"}, \"annotations\": [{\"result\": [{\"value\": {\"start\": 0, \"end\": 1, \"labels\": [\"A\"]}}]}]}",
            "annotation_id,text\n1,\"a",
            "%FEATURE_STRUCTURES",
            "<?xml version=\"1.0\"?><xmi:XMI xmlns:cas=\"x\">",
            "<cas:Sofa sofaString=\"a&#13;\"/>",
            "#FORMAT=WebAnno TSV 3.2\n#T_SP=a|b\n\n#Text=a\n1-1\t0-9\ta\tX[1]|Y\t\n",
            "{\"tokens\": [\"a\"], \"ner_tags\": [9]}",
            "{\"paragraphs\": [{\"sentences\": [{\"tokens\": [{\"orth\": 1}]}]}]}",
            "\u{feff}",
            "PAR1",
            "{\"@context\": \"anno\", \"target\": {\"selector\": {\"start\": 3}}}",
        ]);
        prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat().into_bytes()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn bytes_never_panic_a_reader(bytes in bytes(), text in bytes()) {
            let sources = [Source { name: "a.ann".to_owned(), bytes: bytes.clone() }, Source { name: "a.txt".to_owned(), bytes: text }];
            let _ = format::detect(&sources[0]);
            for format in FORMATS.iter().filter(|format| format.read.is_some()) {
                let Ok((read, mut audit)) = format::read(format, &sources, &Options::default()) else { continue };
                let project = Project::new(Preset::Empty.scheme(), "me");
                let edit = import::edit(&project, &read, &Taking { loose_stances: true, ..Taking::default() }, &mut audit);
                let mut project = project;
                prop_assert!(edit::apply(&mut project, edit).is_ok());
            }
        }

        #[test]
        fn what_is_written_is_read(text in "(?s)[ a\n\r.é😀\u{2028}ש\t\"\\\\]{1,60}", at in prop::collection::vec((0_usize..60, 1_usize..9, 0_usize..2), 0..6)) {
            let mut doc = Doc::new("d", text.as_str());
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let last = bounds.len() - 1;
            for (start, len, layer) in at {
                let (start, end) = (bounds[start.min(last)], bounds[(start + len).min(last)]);
                if let Some(span) = Span::new(&text, start..end).ok().filter(|span| span.trimmed(&text) == Some(*span)) {
                    doc.marks.push(Mark::new("", span, ["X", "Y"][layer], layer));
                }
            }
            if doc.marks.len() > 1 {
                let layer = doc.marks[0].layer;
                doc.links.push(Link::new("", 0, 1, "stance_unclear", layer));
                doc.marks[1].layer = layer;
            }
            let layers = ["ana", "ben"].map(|name| Layer { name: name.to_owned(), kind: LayerKind::Person }).to_vec();
            let exchange = Exchange { layers, articles: vec![doc], ..Exchange::default() };
            let project = take(&exchange, &mut Audit::new("test"));
            for format in FORMATS.iter().filter(|format| format.read.is_some() && format.write.is_some() && format.holds.stances) {
                let out = export::exchange(&project, &Selection::default(), format.name);
                let (files, _) = format::write(format, &out, &Options::default()).unwrap();
                let files: Vec<Source> = files.into_iter().map(|file| Source { name: named(&file.name, format), bytes: file.bytes }).collect();
                let (read, audit) = format::read(format, &files, &Options::default()).unwrap();
                prop_assert!(audit.lost.is_empty(), "{}: {audit}", format.name);
                prop_assert_eq!(claims(&take(&read, &mut Audit::new("test")), false), claims(&project, false), "{}", format.name);
            }
        }
    }
}
