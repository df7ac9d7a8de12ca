//! Whole sittings without pixels: commands in, and a claim about the project and the file it was saved to.

use standpoint::format::project;
use standpoint::model::{Actor, Polarity, Project, Verdict};
use standpoint::session::action::Action;
use standpoint::session::command::Command;
use standpoint::session::draft::{Party, Slot};
use standpoint::session::settings::Settings;
use standpoint::session::{Clock, Ids, Session};
use std::path::{Path, PathBuf};

fn session() -> Session {
    Session::new(Settings::default(), Ids::seeded(7), Clock::System)
}

fn act(session: &mut Session, actions: &[Action]) {
    for action in actions {
        session.perform(Command::Act(*action));
    }
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/article.txt")
}

fn saved(path: &Path) -> Project {
    let (project, problems) = project::read(&std::fs::read(path).unwrap()).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    project
}

fn select(session: &mut Session, words: &str) {
    let at = session.article().unwrap().text().find(words).unwrap();
    session.perform(Command::Select { anchor: at, caret: at + words.len(), exact: true });
}

#[test]
fn accept_reject_tag_and_stance_are_in_the_saved_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ferry.standpoint.json");
    let mut session = session();
    session.perform(Command::Open(vec![sample()]));
    act(&mut session, &[Action::NextSuggestion, Action::Accept, Action::Accept, Action::Reject]);
    act(&mut session, &[Action::ClearSelection]);
    select(&mut session, "winter timetable");
    let label = session.project().scheme.label_named("EVENT").unwrap().id;
    session.perform(Command::Label(label));
    act(&mut session, &[Action::ClearSelection]);
    select(&mut session, "nobody on the island is happy about it");
    act(&mut session, &[Action::StanceCard]);
    session.perform(Command::Polarity(Polarity::Against));
    session.perform(Command::KeepStance);
    assert!(session.draft().is_some(), "a side needs something it is about: the card stays and asks for it");
    let party = Party::Name { name: "the winter timetable".to_owned(), label: None };
    session.perform(Command::Fill { slot: Slot::Target, party, mention: None });
    session.perform(Command::KeepStance);
    session.perform(Command::SaveTo(path.clone()));

    let project = saved(&path);
    let article = project.article_at(0).unwrap();
    let verdicts: Vec<Verdict> = article.decisions().map(|decision| decision.verdict).collect();
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == Verdict::Rejected).count(), 1);
    assert_eq!(verdicts.len(), 3);
    assert!(
        article.mentions().any(|mention| mention.label == label && mention.spans.quote(article.text()) == "winter timetable")
    );
    let against: Vec<_> = article.stances().filter(|stance| stance.polarity == Polarity::Against).collect();
    assert_eq!(against[0].evidence.as_ref().unwrap().quote(article.text()), "nobody on the island is happy about it");
}

#[test]
fn undoing_everything_gives_the_article_back_and_redoing_the_work() {
    let mut session = session();
    session.perform(Command::Open(vec![sample()]));
    let opened = session.project().clone();
    act(&mut session, &[Action::NextSuggestion, Action::Accept, Action::Reject, Action::Accept]);
    let worked = session.project().clone();
    let steps = session.history().done().len() - 1;
    assert_ne!(opened, worked);
    act(&mut session, &vec![Action::Undo; steps]);
    assert_eq!(*session.project(), opened);
    act(&mut session, &vec![Action::Redo; steps]);
    assert_eq!(*session.project(), worked);
}

#[test]
fn what_was_rejected_does_not_come_back() {
    let mut session = session();
    session.perform(Command::Open(vec![sample()]));
    act(&mut session, &[Action::NextSuggestion]);
    let rejected = session.suggestion().unwrap().place().clone();
    act(&mut session, &[Action::Reject, Action::Refresh]);
    assert!(!session.open_suggestions().iter().any(|open| *open.place() == rejected && !open.is_stance()));
}

#[test]
fn a_saved_page_opens_with_its_title_and_a_bad_file_does_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<!doctype html><html lang=en><head><title>Storm closes port</title><meta property='og:site_name' content='The Gull'></head>\
        <body><nav>Home</nav><article><h1>Storm closes port</h1><p>The harbour of Ellery was closed on Monday after the storm, the \
        harbour master said, and no ship will sail before Thursday because the waves are still too high.</p><p>Traders asked for help \
        at once, and the council promised to look into it before the end of the week, when the next meeting is held.</p></article></body></html>";
    std::fs::write(folder.path().join("page.html"), page).unwrap();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    std::fs::write(folder.path().join("plain.txt"), "Caf\u{e9} owners agree.").unwrap();
    let mut session = session();
    session.perform(Command::Open(vec![folder.path().to_owned()]));
    let titles: Vec<&str> = session.project().articles().map(|article| article.display_title()).collect();
    assert_eq!(titles, ["Storm closes port", "Café owners agree."]);
    assert!(session.notices.iter().any(|notice| notice.text.contains("empty.txt: the file is empty")));
}

/// A session with one article of these words.
fn reading(text: &str) -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("article.txt");
    std::fs::write(&path, text).unwrap();
    let mut session = session();
    session.perform(Command::Open(vec![path]));
    (folder, session)
}

#[test]
fn who_says_the_words_holds_the_stance_in_them() {
    let (_folder, mut session) =
        reading("Ada Brink opened the meeting. “It starts on the first of June,” said Nora Finch on Monday.\n");
    assert!(session.open_suggestions().iter().any(|open| open.is_quotation()), "a quotation is suggested");
    select(&mut session, "first of June");
    act(&mut session, &[Action::StanceCard]);
    let draft = session.draft().unwrap();
    assert_eq!(draft.holder.name(session.project()), "Nora Finch");
}

#[test]
fn he_whom_nobody_names_holds_a_stance_and_becomes_no_entity() {
    let (_folder, mut session) = reading("He accused the government of betraying the islanders.\n");
    let open = session.open_suggestions();
    let suggested = open.iter().find(|open| open.is_stance() && !open.is_quotation()).expect("his accusation is suggested").id;
    session.perform(Command::MarkSuggestion(suggested));
    act(&mut session, &[Action::StanceCard]);
    let (draft, text) = (session.draft().unwrap(), session.article().unwrap().text());
    assert_eq!(draft.filled(Slot::Holder, session.project(), text, |_| String::new()), "He");
    session.perform(Command::KeepStance);
    let article = session.article().unwrap();
    let stance = article.stances().next().expect("it was kept");
    assert_eq!((stance.holder.actor, stance.polarity), (Actor::Unspecified, Polarity::Against));
    assert_eq!(stance.holder.mention.as_ref().map(|words| words.quote(article.text())).as_deref(), Some("He"));
    assert_eq!(session.project().entities().count(), 0);
}

#[test]
fn closing_the_search_keeps_what_it_found_selected() {
    let (_folder, mut session) = reading("Ferries sail twice a day. The bridge opens at noon.\n");
    act(&mut session, &[Action::Find]);
    session.perform(Command::FindText("the bridge".into()));
    act(&mut session, &[Action::FindNext, Action::ClearSelection]);
    assert!(!session.find().open);
    let found = |session: &Session| session.selection().span(session.article().unwrap().text()).map(|span| span.start());
    assert_eq!(found(&session), Some(26));
    act(&mut session, &[Action::ClearSelection]);
    assert_eq!(found(&session), None);
}

#[test]
fn a_full_card_keeps_frames_nesting_and_answers_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ferry.standpoint.json");
    let mut session = session();
    session.perform(Command::Open(vec![sample()]));
    let keep = |session: &mut Session, words: &str| {
        act(session, &[Action::ClearSelection]);
        select(session, words);
        act(session, &[Action::StanceCard]);
        session.perform(Command::Polarity(Polarity::Against));
        let id = session.draft().unwrap().stance.id;
        let party = Party::NewIssue("winter timetable".to_owned());
        session.perform(Command::Fill { slot: Slot::Target, party, mention: None });
        id
    };
    let first = keep(&mut session, "nobody on the island is happy about it");
    session.perform(Command::KeepStance);
    let before = session.project().clone();
    let second = keep(&mut session, "nobody on the island");
    let fill = |slot, party| Command::Fill { slot, party, mention: None };
    session.perform(fill(Slot::Target, Party::NewIssue("harbour dues".to_owned())));
    session.perform(fill(Slot::Frame, Party::Frame("Economic".to_owned())));
    session.perform(fill(Slot::Frame, Party::Frame("Fairness".to_owned())));
    session.perform(fill(Slot::Frame, Party::Frame("Economic".to_owned())));
    session.perform(fill(Slot::Answers, Party::Stance(first)));
    session.perform(fill(Slot::Within, Party::Stance(first)));
    session.perform(Command::KeepStance);
    session.perform(Command::SaveTo(path.clone()));

    let project = saved(&path);
    let kept = project.article_at(0).unwrap().stance(second).unwrap();
    let frames: Vec<&str> = kept.frames.iter().map(|frame| frame.code.as_str()).collect();
    assert_eq!(frames, ["Fairness"], "choosing a frame twice takes it away");
    assert_eq!((kept.parent, kept.responds_to.as_slice()), (Some(first), [first].as_slice()));
    assert!(project.scheme.frames.iter().any(|frame| frame.name == "Fairness"));
    assert!(project.scheme.issue_named("harbour dues").is_some(), "a new issue and a new frame fit into one step");
    act(&mut session, &[Action::Undo]);
    assert_eq!(*session.project(), before);

    // The nested one may not become the parent of the one it is nested in.
    act(&mut session, &[Action::Redo]);
    session.perform(Command::MarkStance(first));
    act(&mut session, &[Action::StanceCard]);
    let offers = |session: &Session, slot| session.choices(slot, "").into_iter().map(|choice| choice.party).collect::<Vec<_>>();
    assert!(!offers(&session, Slot::Within).contains(&Party::Stance(second)));
    assert!(offers(&session, Slot::Answers).contains(&Party::Stance(second)));
}
