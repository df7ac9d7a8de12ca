//! The project file: what is written is read, whatever is in it, and what is not as it should be is listed and kept.

use crate::generate::project;
use proptest::prelude::*;
use standpoint::format::project::{read, write};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read(seed: u64, steps in 0..150_usize) {
        let project = project(seed, steps);
        let bytes = write(&project);
        let (again, problems) = read(&bytes).unwrap();
        prop_assert_eq!(problems, vec![]);
        prop_assert!(again == project, "{}", first_difference(&again, &project));
        prop_assert!(write(&again) == bytes, "the second file differs from the first");
    }

    #[test]
    fn damaged_files_never_stop_the_program(seed: u64, at: usize, with: Vec<u8>) {
        let mut bytes = write(&project(seed, 40));
        let at = at % bytes.len();
        let end = (at + with.len()).min(bytes.len());
        bytes.splice(at..end, with);
        let _ = read(&bytes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        prop_assert!(read(&bytes).is_err());
    }
}

/// The first line in which two projects differ, for messages that can be read.
pub fn first_difference(a: &standpoint::model::Project, b: &standpoint::model::Project) -> String {
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let differ = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    differ.map_or_else(|| "one is longer".to_owned(), |(a, b)| format!("{a}\n{b}"))
}

/// A file as a script would write it: pretty, few fields, unknown ones, ids in words.
const BY_HAND: &str = r#"{
  "format": "standpoint", "version": 1, "flavour": "new",
  "articles": [{
    "id": "a", "text": "Zoë 😀 praised Petro. Petro left.", "wordcount": 5,
    "mentions": [
      {"id": "m-1", "label": "PERSON", "spans": [{"start": 0, "end": 3, "quote": "Zoë"}], "salience": 0.5, "entity": "zoe"},
      {"label": "ROBOT", "spans": [{"start": 14, "end": 19, "quote": "Petro", "sure": true}]},
      {"label": "PERSON", "spans": [{"start": 3, "end": 9, "quote": "Merkel"}]}
    ],
    "stances": [{"id": "s", "holder": {"actor": "author"}, "target": {"kind": "issue", "issue": "peace"}, "polarity": "warm"}]
  }]
}"#;

#[test]
fn a_file_written_by_hand_opens_and_nothing_of_it_is_lost() {
    let (project, problems) = read(BY_HAND.as_bytes()).unwrap();
    let listed: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let article = project.article_at(0).unwrap();
    assert_eq!(article.mention_count(), 2, "{listed:#?}");
    for part in
        ["“Merkel”", "unknown polarity “warm”", "label “ROBOT”: was not in the scheme", "was missing; made again as “Zoë”"]
    {
        assert!(listed.iter().any(|line| line.contains(part)), "{part} is not in {listed:#?}");
    }
    let again = String::from_utf8(write(&project)).unwrap();
    for kept in ["\"flavour\": \"new\"", "\"wordcount\": 5", "\"salience\":0.5", "\"sure\":true", "Merkel", "\"warm\""] {
        assert!(again.contains(kept), "{kept} is not in {again}");
    }
    let (same, _) = read(again.as_bytes()).unwrap();
    assert_eq!(write(&same), again.as_bytes());
}

#[test]
fn spans_follow_a_text_that_was_changed_by_another_program() {
    let (project, _) = read(BY_HAND.as_bytes()).unwrap();
    let file = String::from_utf8(write(&project)).unwrap();
    let moved = file.replace("\"text\": \"Zoë", "\"text\": \"On Monday, Zoë");
    let (project, problems) = read(moved.as_bytes()).unwrap();
    let article = project.article_at(0).unwrap();
    let words: Vec<String> = article.mentions().map(|mention| mention.spans.quote(article.text())).collect();
    assert_eq!(words, ["Zoë", "Petro"]);
    assert!(article.mentions().next().unwrap().spans.start() == 11);
    assert!(problems.iter().any(|problem| problem.what.contains("moved")), "{problems:#?}");
}

#[test]
fn other_files_say_why_they_are_no_projects() {
    let said = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert!(said(b"{}").starts_with("the file is no Standpoint project"));
    assert!(said(br#"{"format":"standpoint","version":7}"#).starts_with("the file was written by a newer Standpoint (version 7"));
    assert!(said(b"\xff\xfe").starts_with("the file is not UTF-8"));
    assert!(said(b"{\"format\":").starts_with("the file is no complete JSON"));
}
