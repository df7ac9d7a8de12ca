//! Endless undo: in memory, and through the journal.

use crate::generate::{Dice, edit, project};
use crate::project_file::first_difference;
use proptest::prelude::*;
use standpoint::edit::{History, apply};
use standpoint::format::journal::{self, Entry, Recorded};
use standpoint::model::Project;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_edits_undone_give_an_equal_project(seed: u64, steps in 0..80_usize) {
        let start = project(seed, steps);
        let mut dice = Dice(seed.rotate_left(17) | 1);
        let (mut now, mut inverses) = (start.clone(), Vec::new());
        for _ in 0..40 {
            let before = now.clone();
            let edit = edit(&mut dice, &now);
            match apply(&mut now, edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(_) => prop_assert!(now == before, "a refused edit changed something"),
            }
        }
        for inverse in inverses.into_iter().rev() {
            apply(&mut now, inverse).unwrap();
        }
        prop_assert!(now == start, "{}", first_difference(&now, &start));
    }

    #[test]
    fn a_journal_brings_back_project_and_history(seed: u64, steps in 0..60_usize, torn in 0..200_usize) {
        let start = Project::default();
        let mut dice = Dice(seed | 1);
        let (mut now, mut history) = (start.clone(), History::default());
        let mut bytes = journal::head();
        let mut entries = Vec::new();
        let (mut file, mut saved) = (start, String::new());
        for _ in 0..steps {
            let entry = match dice.roll(8) {
                0 => history.undo(&mut now).unwrap().is_some().then_some(Entry::Undo),
                1 => history.redo(&mut now).unwrap().is_some().then_some(Entry::Redo),
                2 => {
                    let mark = entries.len() as u64;
                    saved = format!("digest {mark}");
                    file = now.clone();
                    bytes.extend(journal::line(&Entry::Mark(mark)));
                    Some(Entry::Saved { sha256: saved.clone(), mark })
                }
                _ => {
                    let edit = edit(&mut dice, &now);
                    let done = history.perform(&mut now, "Do it", None, edit.clone());
                    let inverse = done.ok().map(|step| step.edit.clone());
                    inverse.map(|inverse| Entry::Step(Box::new(Recorded { name: "Do it".into(), article: None, edit, inverse })))
                }
            };
            if let Some(entry) = entry {
                bytes.extend(journal::line(&entry));
                entries.push(entry);
            }
        }
        let line = journal::line(&Entry::Saved { sha256: "x".repeat(300), mark: 9 });
        let whole = bytes.len() as u64;
        bytes.extend(&line[..torn]);
        let read = journal::read(&bytes, &file);
        prop_assert_eq!(&read.damage, &None);
        prop_assert_eq!(read.whole_bytes, whole);
        let (restored, rest) = journal::restore(&file, &saved, &read);
        prop_assert_eq!(rest.stopped, None);
        prop_assert!(restored == now, "{}", first_difference(&restored, &now));
        prop_assert_eq!(rest.history.done().len(), history.done().len());
        let mut unwound = restored;
        let mut again = rest.history;
        while again.undo(&mut unwound).unwrap().is_some() {}
        prop_assert!(unwound == Project::default());
    }
}
