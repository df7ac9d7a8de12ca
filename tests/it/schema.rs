//! The published schema holds for every file we write, and the first version opens forever.

use crate::generate::project;
use proptest::prelude::*;
use standpoint::cli::schema::SCHEMA;
use standpoint::format::project::{read, write};

/// What the schema has against a file.
fn findings(bytes: &[u8]) -> Vec<String> {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let file: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    validator.iter_errors(&file).map(|error| error.to_string()).collect()
}

const FIRST: &[u8] = include_bytes!("../data/v1.standpoint.json");

#[test]
fn the_first_version_opens_forever() {
    assert_eq!(findings(FIRST), Vec::<String>::new());
    let (project, problems) = read(FIRST).unwrap();
    assert_eq!(problems, []);
    let article = project.article_at(0).unwrap();
    assert_eq!((article.mention_count(), article.stance_count(), article.decisions().count()), (3, 2, 2));
    let first = article.mentions().next().unwrap();
    assert_eq!(first.spans.quote(article.text()), "Zoë … Lee");
    let (again, problems) = read(&write(&project)).unwrap();
    assert!(problems.is_empty() && again == project);
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let wrong = String::from_utf8_lossy(FIRST).replace("\"against\"", "\"hostile\"");
    assert!(!findings(wrong.as_bytes()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_file_we_write_fits_the_schema(seed: u64, steps in 0..120_usize) {
        prop_assert_eq!(findings(&write(&project(seed, steps))), Vec::<String>::new());
    }
}
