//! Never lose work: sittings through the real binary, killed at random points; two windows; files changed by others; full disks.

use crate::generate::Dice;
use standpoint::cli::sit::Sitting;
use standpoint::edit::Edit;
use standpoint::format::project::{read, write};
use standpoint::model::Project;
use standpoint::session::store::{Opened, Store, StoreEvent};
use standpoint::task::Waker;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The lines of one sitting; the same for the same seed.
fn script(dice: &mut Dice, lines: usize) -> Vec<String> {
    (0..lines)
        .map(|_| match dice.roll(12) {
            0 => "undo".to_owned(),
            1 => "redo".to_owned(),
            2 => "save".to_owned(),
            3 => format!("name Project {}", dice.roll(1000)),
            _ => {
                let start = dice.roll(30);
                format!("mention a {} {start} {} {}", dice.roll(5000) + 1, start + 1 + dice.roll(6), 1 + dice.roll(8))
            }
        })
        .collect()
}

#[test]
fn a_sitting_killed_at_any_point_reopens_with_every_acknowledged_edit() {
    let kills: usize = std::env::var("STANDPOINT_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(200);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("work.standpoint.json");
    let mut sitting = Sitting::default();
    sitting.line("article a Zoë 😀 said that Petro’s plan for the coast is sound, and left.").unwrap();
    std::fs::write(&path, write(&sitting.project)).unwrap();
    sitting.history = standpoint::edit::History::default();
    let mut dice = Dice(20_261_124);
    for kill in 0..kills {
        let lines = script(&mut dice, 40);
        let mut states = vec![sitting.clone()];
        for line in &lines {
            sitting.line(line).unwrap();
            states.push(sitting.clone());
        }
        let acknowledged = sit_and_kill(&path, folder.path(), &lines, dice.roll(40), dice.roll(3000));
        let opened = Store::open(&path, &Waker::default()).unwrap();
        assert_eq!(opened.store.read_only(), None, "kill {kill}: the stale lock was not taken over");
        let found = (acknowledged..states.len()).find(|&at| states[at].project == opened.project);
        let found =
            found.unwrap_or_else(|| panic!("kill {kill}: {acknowledged} edits were acknowledged, and the project has others"));
        sitting = Sitting { project: opened.project, history: opened.history };
        assert_eq!(sitting.history.done().len(), states[found].history.done().len(), "kill {kill}: undo was lost");
        if kill % 10 == 9 {
            let mut undone = sitting.clone();
            while undone.line("undo").unwrap() != standpoint::cli::sit::Done::Nothing {}
            assert_eq!(undone.project.article_at(0).unwrap().mention_count(), 0);
        }
    }
}

/// Runs the binary on the lines and kills it after `after` acknowledgements and some microseconds. Returns how many lines it acknowledged.
fn sit_and_kill(path: &Path, data: &Path, lines: &[String], after: usize, micros: usize) -> usize {
    let mut child = Command::new(env!("CARGO_BIN_EXE_standpoint"))
        .arg("sit")
        .arg(path)
        .env("STANDPOINT_DATA", data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _ = child.stdin.as_mut().unwrap().write_all((lines.join("\n") + "\n").as_bytes());
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut acknowledged = 0;
    let mut line = String::new();
    while acknowledged < after && out.read_line(&mut line).is_ok_and(|read| read > 0) {
        acknowledged += 1;
        line.clear();
    }
    std::thread::sleep(Duration::from_micros(micros as u64));
    child.kill().unwrap();
    child.wait().unwrap();
    // what it had said before it died counts as well
    acknowledged + out.lines().map_while(Result::ok).filter(|line| line.starts_with("ok ")).count()
}

fn open(path: &Path) -> Opened {
    Store::open(path, &Waker::default()).unwrap()
}

fn project_at(path: &Path) {
    std::fs::write(path, write(&Project::default())).unwrap();
}

fn rename(opened: &mut Opened, name: &str) {
    let edit = Edit::SetName(name.to_owned());
    let step = opened.history.perform(&mut opened.project, "Rename", None, edit.clone()).unwrap().clone();
    opened.store.performed(edit, &step);
}

fn save(opened: &mut Opened) -> Vec<StoreEvent> {
    opened.store.save(&opened.project, opened.history.revision());
    assert!(opened.store.wait_saved(Duration::from_secs(20)));
    opened.store.poll()
}

#[test]
fn the_second_window_is_read_only_and_says_who_has_the_project() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.standpoint.json");
    project_at(&path);
    let first = open(&path);
    let second = open(&path);
    let reason = second.store.read_only().unwrap().to_owned();
    assert!(reason.contains(&format!("process {}", std::process::id())), "{reason}");
    drop(second);
    drop(first);
    assert_eq!(open(&path).store.read_only(), None);
    std::fs::write(path.with_extension("lock"), format!("4194301\n{}\n?\n", gethostname::gethostname().to_string_lossy()))
        .unwrap();
    assert_eq!(open(&path).store.read_only(), None, "the holder is gone");
}

#[test]
fn saved_work_has_its_undo_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.standpoint.json");
    project_at(&path);
    let mut opened = open(&path);
    rename(&mut opened, "one");
    rename(&mut opened, "two");
    assert!(matches!(save(&mut opened).as_slice(), [StoreEvent::Saved { .. }]));
    rename(&mut opened, "three");
    drop(opened);
    let mut again = open(&path);
    assert_eq!((again.project.name.as_str(), again.unsaved, again.history.done().len()), ("three", true, 3));
    assert!(again.notices[0].starts_with("Brought back 1 changes"), "{:?}", again.notices);
    again.history.undo(&mut again.project).unwrap();
    again.history.undo(&mut again.project).unwrap();
    assert_eq!(again.project.name, "one");
}

#[test]
fn a_file_changed_by_another_program_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.standpoint.json");
    project_at(&path);
    let mut opened = open(&path);
    rename(&mut opened, "mine");
    let mut theirs = Project::default();
    theirs.name = "theirs, and longer".to_owned();
    std::fs::write(&path, write(&theirs)).unwrap();
    let told = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        opened.store.poll().contains(&StoreEvent::ChangedOutside(path.clone()))
    });
    assert!(told);
    assert!(matches!(save(&mut opened).as_slice(), [StoreEvent::SaveFailed(_)]));
    assert_eq!(read(&std::fs::read(&path).unwrap()).unwrap().0.name, "theirs, and longer");
    drop(opened);
    let mut again = open(&path);
    assert_eq!(again.project.name, "mine", "what was not saved is done on top of the new file");
    assert!(again.notices[0].contains("changed by another program"), "{:?}", again.notices);
    assert!(matches!(save(&mut again).as_slice(), [StoreEvent::Saved { .. }]));
}

#[test]
fn a_vanished_folder_keeps_the_work_and_catches_up() {
    let folder = tempfile::tempdir().unwrap();
    let (there, away) = (folder.path().join("drive"), folder.path().join("away"));
    std::fs::create_dir(&there).unwrap();
    let path = there.join("a.standpoint.json");
    project_at(&path);
    let mut opened = open(&path);
    std::fs::rename(&there, &away).unwrap();
    rename(&mut opened, "while it was away");
    assert!(!opened.store.wait_kept(Duration::from_millis(300)));
    assert!(matches!(opened.store.poll().as_slice(), [StoreEvent::JournalFailed(_)]));
    assert!(matches!(save(&mut opened).as_slice(), [StoreEvent::SaveFailed(_)]));
    std::fs::rename(&away, &there).unwrap();
    assert!(opened.store.wait_kept(Duration::from_secs(10)), "it is tried again every second");
    drop(opened);
    assert_eq!(open(&path).project.name, "while it was away");
}

#[test]
fn saving_under_another_name_takes_the_history_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.standpoint.json");
    project_at(&path);
    let mut opened = open(&path);
    rename(&mut opened, "one");
    rename(&mut opened, "two");
    opened.history.undo(&mut opened.project).unwrap();
    opened.store.undone();
    let other = folder.path().join("b");
    opened.store.save_as(&other, &opened.project, &opened.history).unwrap();
    assert_eq!(opened.store.path(), folder.path().join("b.standpoint.json"));
    drop(opened);
    let again = open(&folder.path().join("b.standpoint.json"));
    assert_eq!((again.project.name.as_str(), again.unsaved), ("one", false));
    assert_eq!((again.history.done().len(), again.history.undone().len()), (1, 1));
}
