//! Suggestions: floors a little under today's figures, what they look like on an article of our own, and the command line.

use standpoint::format::gold::read_line;
use standpoint::model::Gold;
use standpoint::suggest::Learnt;
use standpoint::suggest::analyse::{Analysis, analyse, by_rule};
use standpoint::suggest::score::{
    AttributionScore, EntityScore, GoldAttribution, GoldStance, LabelSet, PolarityScore, StanceScore,
};
use standpoint::text::Span;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const OWN: &str = include_str!("../data/gold/own.jsonl");

fn own() -> Vec<Gold> {
    OWN.lines().map(|line| read_line(line).unwrap()).collect()
}

/// Articles of the shared corpora; `None`, said aloud, where they are not beside the checkout.
fn shared(path: &str) -> Option<Vec<Gold>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    let Ok(bytes) = std::fs::read(&root) else {
        println!("skipped: {} is not here", Path::new("../shared/data").join(path).display());
        return None;
    };
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    Some(text.lines().map(|line| read_line(line).unwrap()).collect())
}

#[derive(Default)]
struct Figures {
    names: EntityScore,
    attributions: AttributionScore,
    stances: StanceScore,
    targets: PolarityScore,
}

fn score(articles: &[Gold], set: LabelSet, read: impl Fn(&Gold) -> Analysis) -> Figures {
    let mut figures = Figures::default();
    for article in articles {
        let found = read(article);
        let proposed: Vec<_> = found.entities.iter().map(|name| (name.span, &*name.label, name.score)).collect();
        let gold: Vec<_> = article.entities.iter().map(|(span, label)| (*span, label.as_str())).collect();
        figures.names.add(set, &proposed, &gold);
        let gold: Vec<_> = article
            .attributions
            .iter()
            .map(|gold| GoldAttribution {
                source: gold.source.clone(),
                cue: gold.cue.clone(),
                content: gold.content.clone(),
                directness: gold.directness,
            })
            .collect();
        figures.attributions.add(&found.gold_attributions(), &gold);
        let gold: Vec<_> = article
            .stances
            .iter()
            .map(|gold| GoldStance {
                holder: gold.holder.clone(),
                target: gold.target.clone(),
                polarity: gold.polarity,
                evidence: gold.evidence.clone(),
                directness: gold.directness,
            })
            .collect();
        figures.stances.add(&found.gold_stances(0.0), &gold);
        for ((_, gold), (found, _)) in article.targets.iter().zip(&found.target_polarity) {
            figures.targets.add(*found, *gold);
        }
    }
    figures
}

fn with_model(article: &Gold) -> Analysis {
    let targets: Vec<Span> = article.targets.iter().map(|(span, _)| *span).collect();
    analyse(Learnt::embedded(), &article.text, &targets)
}

/// Holds a share to its floor in percent.
#[track_caller]
pub fn at_least(what: &str, value: f64, floor: f64) {
    println!("{what}: {:.1}", value * 100.0);
    assert!(value * 100.0 >= floor, "{what} fell to {:.1}; expected at least {floor}", value * 100.0);
}

#[test]
fn names_by_rule_keep_their_floor() {
    at_least("own articles, six classes", score(&own(), LabelSet::Six, |gold| by_rule(&gold.text)).names.exact.f1(), 80.0);
    if let Some(articles) = shared("news/dev.jsonl.gz") {
        let figures = score(&articles, LabelSet::Six, |gold| by_rule(&gold.text));
        at_least("news dev, six classes", figures.names.exact.f1(), 66.0);
    }
}

#[test]
fn the_model_keeps_its_floor() {
    let figures = score(&own(), LabelSet::Six, with_model);
    at_least("own articles, six classes", figures.names.exact.f1(), 94.0);
    at_least("own articles, sources", figures.attributions.source.overlap.f1(), 78.0);
    at_least("own articles, contents", figures.attributions.content.overlap.f1(), 72.0);
    if let Some(articles) = shared("news/dev.jsonl.gz") {
        let figures = score(&articles, LabelSet::Six, with_model);
        at_least("news dev, six classes", figures.names.exact.f1(), 87.0);
        at_least("news dev, sources", figures.attributions.source.overlap.f1(), 80.0);
        at_least("news dev, contents", figures.attributions.content.overlap.f1(), 83.0);
        at_least("news dev, stances", figures.stances.triple.f1(), 34.0);
        at_least("news dev, stances without side", figures.stances.pair.f1(), 36.0);
    }
}

/// The words of an article with every name underlined: `~` its words, the label after it.
fn underlined(text: &str, names: &[(Span, String)]) -> String {
    let mut out = String::new();
    for (start, line) in wrapped(text) {
        out.push_str(line);
        out.push('\n');
        let mut marks = String::new();
        for (span, label) in names.iter().filter(|(span, _)| span.start() >= start && span.start() < start + line.len()) {
            let column = text[start..span.start()].chars().count();
            let width = text[span.start()..span.end().min(start + line.len())].chars().count();
            while marks.chars().count() < column {
                marks.push(' ');
            }
            marks.push('^');
            marks.extend(std::iter::repeat_n('~', width.saturating_sub(1)));
            let room = label.len() + 1;
            let next = names.iter().map(|(other, _)| other.start()).find(|other| *other >= span.end()).unwrap_or(usize::MAX);
            if next >= span.end() + room {
                marks.push(' ');
                marks.push_str(label);
            }
        }
        if !marks.trim().is_empty() {
            out.push_str(marks.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Lines of at most 100 characters, cut at spaces, with where they begin.
fn wrapped(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in text.split('\n') {
        let mut start = at;
        let mut last_space = None;
        for (offset, c) in paragraph.char_indices() {
            if c == ' ' {
                last_space = Some(at + offset);
            }
            if at + offset - start >= 100
                && let Some(space) = last_space.take()
            {
                lines.push((start, &text[start..space]));
                start = space + 1;
            }
        }
        lines.push((start, &text[start..at + paragraph.len()]));
        at += paragraph.len() + 1;
    }
    lines
}

#[test]
fn names_by_rule_read_like_this() {
    let article = own().remove(0);
    let names: Vec<_> = by_rule(&article.text).entities.into_iter().map(|name| (name.span, name.label.to_string())).collect();
    expect_test::expect_file!["../snapshots/names_by_rule.txt"].assert_eq(&underlined(&article.text, &names));
}

/// Runs `standpoint suggest --jsonl`; what it wrote and its exit code.
fn suggest(input: &[u8]) -> (String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_standpoint"))
        .args(["suggest", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap()
}

#[test]
fn lines_are_answered_in_order_and_bad_ones_in_their_place() {
    let input = b"\xef\xbb\xbf{\"id\":1,\"text\":\"\"}\r\n\
        not json\n\
        \n\
        {\"id\":\"b\",\"text\":null}\n\
        {\"id\":[2],\"text\":\"\\ud83d\\ude00 John Smith met Angela Merkel in Berlin.\",\"more\":{\"a\":1}}\n\
        {\"id\":3,\"text\":\"\xff\"}\n\
        {\"text\":\"No id.\"}\n\
        {\"id\":4,\"text\":\"Short\",\"targets\":[[0,6]]}\n\n\n";
    let (output, code) = suggest(input);
    let lines: Vec<serde_json::Value> = output.lines().map(json).collect();
    assert_eq!(lines.len(), 8, "{output}");
    assert_eq!(code, Some(1));
    assert_eq!(output.lines().next(), Some(r#"{"id":1,"entities":[],"attributions":[],"stances":[]}"#));
    assert!(lines[1]["error"].is_string() && lines[1].get("id").is_none());
    assert!(lines[2]["error"].is_string());
    assert_eq!(lines[3]["id"], "b");
    assert!(lines[3]["error"].is_string());
    assert_eq!(lines[4]["id"], serde_json::json!([2]));
    let names: Vec<_> = lines[4]["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| (name[0].as_u64(), name[1].as_u64(), name[2].as_str()))
        .collect();
    assert_eq!(names[0], (Some(2), Some(12), Some("PERSON")), "offsets are code points");
    assert_eq!(lines[5]["id"], 3);
    assert!(lines[6]["id"].is_null() && lines[6]["entities"].is_array());
    assert!(lines[7]["error"].as_str().unwrap().contains("target"));
}

#[test]
fn targets_are_answered_in_their_order() {
    let (output, code) = suggest(br#"{"id":1,"text":"Ann praised Bob.","targets":[[12,15],[0,3]]}"#);
    let line = json(output.trim_end());
    assert_eq!((line["target_polarity"].as_array().unwrap().len(), code), (2, Some(0)));
    let (output, _) = suggest(br#"{"id":1,"text":"Ann praised Bob.","targets":[]}"#);
    assert_eq!(json(output.trim_end())["target_polarity"], serde_json::json!([]));
}

#[test]
fn a_very_long_line_and_odd_texts_are_answered() {
    let long = "John Smith spoke. “Yes,” said Ann. ".repeat(3000);
    let odd =
        ["\u{0}\u{1}\u{200b}", "((((((((\"\"\"\"", "\u{202e}Абв العربية 東京都 e\u{301}\u{301}", "A.B.C.D...!?", "\n\n\n \t"];
    let mut input = serde_json::json!({"id": 0, "text": long}).to_string();
    for text in odd {
        input.push('\n');
        input.push_str(&serde_json::json!({"id": text, "text": text}).to_string());
    }
    let (output, code) = suggest(input.as_bytes());
    assert_eq!(code, Some(0));
    let lines: Vec<_> = output.lines().map(json).collect();
    assert_eq!(lines.len(), 1 + odd.len());
    assert!(lines[0]["entities"].as_array().unwrap().len() >= 3000);
    assert!(lines.iter().skip(1).zip(odd).all(|(line, text)| line["id"] == text && line["entities"].is_array()));
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_standpoint"))
        .args(["suggest", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    for id in 0..2000 {
        if writeln!(stdin, "{{\"id\":{id},\"text\":\"John Smith met Angela Merkel in Berlin.\"}}").is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn files_become_a_project_with_open_suggestions() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("harbour.txt");
    std::fs::write(&article, &own()[0].text).unwrap();
    let output = folder.path().join("out.standpoint.json");
    let run = |files: &[&Path]| {
        let status = Command::new(env!("CARGO_BIN_EXE_standpoint"))
            .arg("suggest")
            .args(files)
            .arg("-o")
            .arg(&output)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        (status.code(), std::fs::read(&output).unwrap())
    };
    let (code, first) = run(&[&article]);
    assert_eq!(code, Some(0));
    let (project, problems) = standpoint::format::project::read(&first).unwrap();
    assert_eq!((project.article_count(), problems.len()), (1, 0));
    let suggestions = json(&project.article_at(0).unwrap().ext["suggestions"]);
    let words: Vec<&str> = suggestions.as_array().unwrap().iter().filter_map(|line| line["spans"][0]["quote"].as_str()).collect();
    assert!(words.contains(&"Greta Lindqvist"), "{words:?}");
    let (_, again) = run(&[&article]);
    assert_eq!(first, again, "the same files give the same project");
    assert_eq!(run(&[&article, &folder.path().join("missing.txt")]).0, Some(1));
}
