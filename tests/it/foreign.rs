//! Files of other tools there and back: where nothing but the order of keys changes, and where a file comes back otherwise and
//! why. The files lie beside the repository in `../shared/formats`; without them the test says that it is skipped.

use standpoint::edit;
use standpoint::format::export::{self, Selection};
use standpoint::format::import::{self, Taking};
use standpoint::format::{self, Format, Options, Source};
use standpoint::model::{Preset, Project};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a file is after it went through a project.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comes {
    /// Every record, line or byte is as it was.
    Same,
    /// Every annotation with everything kept about it is as it was; the file says it in other words.
    SameMeaning,
    /// Something is not as it was.
    Changed,
}

fn shared() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    path.exists().then_some(path)
}

fn sources(path: &Path) -> Vec<Source> {
    if path.is_dir() {
        let files = standpoint::disk::files_below(path, 1000);
        return files.iter().filter(|file| !file.ends_with("README.md")).flat_map(|file| sources(file)).collect();
    }
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    vec![Source { name, bytes: std::fs::read(path).unwrap() }]
}

fn there_and_back(format: &'static Format, sources: &[Source]) -> Vec<Source> {
    let (read, mut audit) = format::read(format, sources, &Options::default()).unwrap();
    let mut project = Project::new(Preset::Empty.scheme(), "me");
    let taken = import::edit(&project, &read, &Taking::default(), &mut audit);
    edit::apply(&mut project, taken).unwrap();
    let everything = Selection { suggestions: true, ..Selection::default() };
    let back = export::exchange(&project, &everything, format.name);
    let (files, _) = format::write(format, &back, &Options::default()).unwrap();
    let name = |file: &str| if file.is_empty() { sources[0].name.clone() } else { file.to_owned() };
    files.into_iter().map(|file| Source { name: name(&file.name), bytes: file.bytes }).collect()
}

/// The records of a file as JSON, or its lines; `None` for binary files.
fn records(source: &Source) -> Option<Vec<String>> {
    let text = std::str::from_utf8(&source.bytes).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    if let Ok(whole) = serde_json::from_str::<serde_json::Value>(text) {
        let list = if let serde_json::Value::Array(list) = whole { list } else { vec![whole] };
        return Some(list.iter().map(sorted).collect());
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let values: Result<Vec<serde_json::Value>, _> = lines.iter().map(|line| serde_json::from_str(line)).collect();
    Some(
        values
            .map_or_else(|_| lines.iter().map(|line| (*line).to_owned()).collect(), |values| values.iter().map(sorted).collect()),
    )
}

/// JSON with its keys in one order and its numbers in one form.
fn sorted(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<&String, String> = fields.iter().map(|(name, value)| (name, sorted(value))).collect();
            format!("{fields:?}")
        }
        Value::Array(values) => format!("{:?}", values.iter().map(sorted).collect::<Vec<_>>()),
        Value::Number(number) => format!("{:?}", number.as_f64()),
        other => other.to_string(),
    }
}

/// Everything said of the articles. What files do not name gets a name on the way, a stance without evidence is said to be
/// inferred, and annotations of nobody are those of "me": that is no difference.
fn meaning(format: &'static Format, sources: &[Source]) -> Option<BTreeSet<String>> {
    let (read, _) = format::read(format, sources, &Options::default()).ok()?;
    let mut all = BTreeSet::new();
    let kept = |json: &str| serde_json::from_str(json).map_or_else(|_| json.to_owned(), |value| sorted(&value));
    for doc in &read.articles {
        let ext: Vec<String> = doc.ext.iter().map(|(name, json)| format!("{name} {}", kept(json))).collect();
        all.insert(format!("{:?} {:?} {:?} {ext:?}", doc.text, doc.metadata, doc.note));
        let layer =
            |at: usize| read.layers.get(at).map(|layer| (if layer.name.is_empty() { "me" } else { &layer.name }, layer.kind));
        for mark in &doc.marks {
            let (label, attributes) = (&mark.label, &mark.attributes);
            all.insert(format!(
                "{:.30} {label} {:?} {:?} {attributes:?} {:?} {:?}",
                doc.text,
                mark.spans,
                mark.score,
                mark.ext,
                layer(mark.layer)
            ));
        }
        let end = |at: usize| doc.marks.get(at).map(|mark| mark.spans.clone());
        for link in &doc.links {
            let parts: Vec<_> = link.parts.iter().map(|(part, at)| (part, end(*at))).collect();
            let mut attributes = link.attributes.clone();
            attributes.remove("basis");
            let ends = (end(link.from), end(link.to));
            all.insert(format!(
                "{:.30} {} {ends:?} {parts:?} {attributes:?} {:?} {:?}",
                doc.text,
                link.label,
                link.ext,
                layer(link.layer)
            ));
        }
    }
    Some(all)
}

fn compare(format: &'static Format, before: &[Source], after: &[Source]) -> Comes {
    let all = |sources: &[Source]| -> Option<BTreeMap<String, BTreeSet<String>>> {
        let one = |source: &Source| Some((source.name.clone(), records(source)?.into_iter().collect()));
        sources.iter().map(one).collect()
    };
    let same_bytes = before.len() == after.len() && before.iter().zip(after).all(|(a, b)| a.bytes == b.bytes);
    match (all(before), all(after)) {
        _ if same_bytes => Comes::Same,
        (Some(before), Some(after)) if before == after => Comes::Same,
        _ if meaning(format, before) == meaning(format, after) => Comes::SameMeaning,
        _ => Comes::Changed,
    }
}

/// Where a file does not come back as it was, and why. What is not here does.
const CHANGED: [(&str, &str); 13] = [
    ("conll/uner_ewt_40.iob2", "CoNLL has no text: what `# text` said of blanks is gone"),
    (
        "label-studio/conll_result.conll",
        "CoNLL has no text: Label Studio's words hold full stops that are words of their own for us",
    ),
    ("recogito/annotation-with-relation.json", "no text in the file and none known, so nothing is read"),
    ("web-annotation/anno10.json", "no text in the file and none known, so nothing is read"),
    ("web-annotation/anno18.json", "no text in the file and none known, so nothing is read"),
    ("web-annotation/anno23.json", "no text in the file and none known, so nothing is read"),
    ("web-annotation/anno27.json", "no text in the file and none known, so nothing is read"),
    ("web-annotation/anno32.json", "no text in the file and none known, so nothing is read"),
    ("web-annotation/anno41.json", "no text in the file and none known, so nothing is read"),
    ("web-annotation/annotations.w3c.json", "no text in the file and none known, so nothing is read"),
    ("spacy/spancat_train.json", "spaCy 3's training JSON is written as Prodigy's, whose rows have an answer"),
    ("spacy/train_tuples_1.json", "spaCy 2's tuples are written as Prodigy's rows, which have an answer"),
    ("spacy/v2_training.json", "spaCy 2's training JSON is written as Prodigy's rows; its words' tags are not kept"),
];

/// Files that come back the same to the record.
const SAME: [&str; 2] = ["doccano/sequence_labeling_columns.jsonl", "spacy/prodigy_relations_15.jsonl"];

#[test]
fn files_of_other_tools_come_back_as_they_were() {
    let Some(folder) = shared() else {
        println!("skipped: the files of other tools are not here");
        return;
    };
    let mut wrong = Vec::new();
    let mut tried = 0;
    for path in standpoint::disk::files_below(&folder, 1000) {
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        if path.extension().is_some_and(|ending| ending == "txt" || ending == "conf") {
            continue; // texts and settings of brat go with its annotations
        }
        let mut files = sources(&path);
        if path.extension().is_some_and(|ending| ending == "ann") {
            files.extend(sources(&path.with_extension("txt")));
        }
        let Some(format) = format::detect(&files[0]).filter(|format| format.write.is_some()) else { continue };
        if format::read(format, &files, &Options::default()).is_err() {
            continue;
        }
        tried += 1;
        let back = there_and_back(format, &files);
        let found = compare(format, &files, &back);
        let expected = match CHANGED.iter().find(|(changed, _)| *changed == name) {
            Some(_) => Comes::Changed,
            None if SAME.contains(&name.as_str()) => Comes::Same,
            None => Comes::SameMeaning,
        };
        if found != expected {
            let (before, after) = (meaning(format, &files).unwrap_or_default(), meaning(format, &back).unwrap_or_default());
            let gone: Vec<String> = before.difference(&after).take(2).map(|line| format!("\n  - {line:.800}")).collect();
            let new: Vec<String> = after.difference(&before).take(2).map(|line| format!("\n  + {line:.800}")).collect();
            wrong.push(format!("{name} ({}): {found:?}, expected {expected:?}{}{}", format.name, gone.concat(), new.concat()));
        }
    }
    assert!(tried > 80, "only {tried} files were tried");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
