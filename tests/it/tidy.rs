//! What one crate cannot make the compiler hold: who may use whom, which words have one home, how long a file may be.
//!
//! The tables are src/README.md in another form; changing one is a design decision.

use std::fs;
use std::path::{Path, PathBuf};

/// Layer → the layers it may name as `crate::…`. Never up, never sideways.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("words", &[]),
    ("text", &[]),
    ("model", &["text"]),
    ("edit", &["text", "model"]),
    ("suggest", &["text", "model", "task"]),
    ("analysis", &["text", "model"]),
    ("format", &["text", "model", "edit"]),
    ("disk", &[]),
    ("task", &[]),
    ("session", &["words", "text", "model", "edit", "suggest", "analysis", "format", "disk", "task"]),
    ("cli", &["words", "text", "model", "edit", "suggest", "analysis", "format", "disk", "task", "session", "ui"]),
    ("ui", &["words", "text", "model", "suggest", "analysis", "session"]),
];

/// Word → the path prefixes under src/ where it may stand.
const HOMES: [(&str, &[&str]); 7] = [
    ("egui::", &["ui/"]),
    ("eframe::", &["ui/", "main.rs"]),
    ("rfd::", &["ui/dialogs.rs"]),
    ("serde::", &["format/", "session/settings.rs", "suggest/model.rs"]),
    ("std::fs", &["disk.rs", "disk/"]),
    ("std::thread", &["task.rs"]),
    ("&mut Project", &["edit/", "model/project.rs"]),
];

const LONGEST: usize = 600;

#[test]
fn layers_use_only_what_lies_below() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let layer = path.split(['/', '.']).next().unwrap();
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == layer) else { continue };
        for (number, line) in code_lines(&text) {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if used != layer && MAY_USE.iter().any(|(name, _)| *name == used) && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("src/{path}:{number}: {layer} may not use {used}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn some_words_have_one_home() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code_lines(&text) {
            for (word, homes) in HOMES {
                if line.contains(word) && !homes.iter().any(|home| path.starts_with(home)) {
                    wrong.push(format!("src/{path}:{number}: `{word}` belongs into {}", homes.join(", ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_hold() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("src/{path}: {lines} lines; split what grew beyond {LONGEST}"));
        }
        if path != "lib.rs" && !text.starts_with("//!") {
            wrong.push(format!("src/{path}: begins without a line that says what is here"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Lines outside `#[cfg(test)]` modules and comments, with their one-based number.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Every Rust file under src/: path relative to it, and text.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    assert!(found.len() > 20, "the sources were not found");
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}
