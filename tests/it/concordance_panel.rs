//! The concordance and the codebook in the window: finding, choosing by keyboard, changing many places with a count first.
//!
//! With `STANDPOINT_PICTURES=folder` both are drawn there, to be looked at.

use super::board_panel::{Window, perform, press, session, window};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use standpoint::format::codebook;
use standpoint::session::{Action, Clock, CodebookKind, Command, Ids, LabelChange, Place, Session, Settings};

fn picture(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") {
        window.render().unwrap().save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

fn ask(window: &mut Window, query: &str) {
    press(window, Key::Num7, Modifiers::ALT);
    assert_eq!(session(window).place(), Place::Concordance);
    window.get_by_label("Query").type_text(query);
    window.run_steps(4);
}

#[test]
fn lines_are_chosen_by_keyboard_and_changed_as_one_step_after_a_count() {
    let mut window = window([1280.0, 800.0], false);
    ask(&mut window, "tram");
    press(&mut window, Key::ArrowDown, Modifiers::NONE);
    let all = standpoint::analysis::query::Query::parse("tram").unwrap();
    let found = standpoint::analysis::query::search(session(&window).project(), &all, 9999).lines.len();
    assert!(found > 10);
    window.get_by_label_contains(&format!("Lines, 1 of {found}"));
    press(&mut window, Key::Space, Modifiers::NONE);
    press(&mut window, Key::ArrowDown, Modifiers::NONE);
    press(&mut window, Key::ArrowDown, Modifiers::SHIFT);
    window.get_by_label_contains("3 chosen");
    picture(&mut window, "concordance");
    window.get_by_label("Articles are").click();
    window.run_steps(3);
    window.get_by_label("in progress").click();
    window.run_steps(4);
    let before = session(&window).project().clone();
    let words = session(&window).asking().expect("the count is shown before it happens").words.clone();
    window.get_by_label(&words);
    assert_eq!(*session(&window).project(), before, "nothing has happened yet");
    press(&mut window, Key::Escape, Modifiers::NONE);
    assert!(session(&window).asking().is_none() && session(&window).place() == Place::Concordance);
    window.get_by_label("Articles are").click();
    window.run_steps(3);
    window.get_by_label("in progress").click();
    window.run_steps(4);
    press(&mut window, Key::Enter, Modifiers::NONE);
    assert_ne!(*session(&window).project(), before);
    press(&mut window, Key::Z, Modifiers::COMMAND);
    assert_eq!(*session(&window).project(), before, "one undo takes all of it back");
}

#[test]
fn a_line_opens_its_article_and_a_wrong_query_says_what_is_wrong() {
    let mut window = window([1280.0, 800.0], true);
    ask(&mut window, "polarity:against target:tram");
    picture(&mut window, "concordance-stances-dark");
    press(&mut window, Key::Enter, Modifiers::NONE);
    press(&mut window, Key::Enter, Modifiers::NONE);
    assert_eq!(session(&window).place(), Place::Reading);
    assert!(session(&window).selection().marked.is_some(), "the stance is in hand");
    press(&mut window, Key::Num7, Modifiers::ALT);
    window.get_by_label("Query").type_text(" polarity:nonsense");
    window.run_steps(4);
    window.get_by_label_contains("nonsense");
    perform(&mut window, [Command::SaveQuery { name: "Against the tram".into(), query: Some("target:tram".into()) }]);
    assert_eq!(session(&window).project().queries["Against the tram"], "target:tram");
}

#[test]
fn the_codebook_is_read_and_labels_are_changed_with_a_count_first() {
    let mut window = window([1280.0, 800.0], false);
    press(&mut window, Key::Num8, Modifiers::ALT);
    window.get_by_label_contains("Label PERSON,").click();
    window.run_steps(4);
    picture(&mut window, "codebook");
    let label = session(&window).project().scheme.label_named("PERSON").unwrap().id;
    let before = session(&window).project().clone();
    let carried: usize =
        before.articles().flat_map(|article| article.mentions()).filter(|mention| mention.label == label).count();
    perform(&mut window, [Command::AskLabel(LabelChange::Split { label, name: "OFFICIAL".into(), definition: String::new() })]);
    let words = &session(&window).asking().unwrap().words;
    assert!(words.starts_with(&format!("{carried} mention")), "{words}");
    picture(&mut window, "codebook-question");
    press(&mut window, Key::Enter, Modifiers::NONE);
    let scheme = &session(&window).project().scheme;
    assert!(scheme.label_named("OFFICIAL").is_some() && scheme.version == before.scheme.version + 1);
    // What the split left is decided again, one after the other: the label's own key keeps it, another gives another.
    let queue = session(&window).to_decide();
    assert_eq!(queue.len(), carried);
    press(&mut window, Key::N, Modifiers::ALT);
    assert_eq!(session(&window).place(), Place::Reading);
    press(&mut window, Key::Num1, Modifiers::NONE);
    press(&mut window, Key::Num2, Modifiers::NONE);
    let left = session(&window).to_decide();
    assert_eq!(left.len(), carried - 2);
    assert_eq!(left[0], queue[2]);
    for _ in 0..3 {
        press(&mut window, Key::Z, Modifiers::COMMAND);
    }
    assert_eq!(*session(&window).project(), before);
    press(&mut window, Key::Num8, Modifiers::ALT);
    window.get_by_role_and_label(Role::ListItem, "Versions").click();
    window.run_steps(4);
    picture(&mut window, "codebook-versions");
    window.get_by_role_and_label(Role::ListItem, "Polarity against").click();
    window.run_steps(4);
}

#[test]
fn words_become_examples_and_the_card_shows_what_was_decided_before() {
    let mut window = window([1280.0, 800.0], false);
    let before = session(&window).project().scheme.clone();
    press(&mut window, Key::N, Modifiers::NONE);
    press(&mut window, Key::E, Modifiers::SHIFT);
    let scheme = session(&window).project().scheme.clone();
    let (label, old) =
        scheme.labels.iter().zip(&before.labels).find(|(new, old)| new != old).expect("the words in hand are an example");
    let words = label.examples.last().unwrap().clone();
    assert_eq!(label.examples.len(), old.examples.len() + 1);
    window.get_by_label_contains(&format!("For instance “{words}”"));
    picture(&mut window, "codebook-card");
    press(&mut window, Key::C, Modifiers::SHIFT);
    let label = session(&window).project().scheme.label(label.id).unwrap().clone();
    assert_eq!((label.examples, label.counter_examples.last()), (old.examples.clone(), Some(&words)), "it is one or the other");
}

#[test]
fn a_codebook_goes_out_and_comes_back() {
    let mut session = Session::new(Settings::default(), Ids::seeded(3), Clock::Fixed(0));
    session.perform(Action::OpenSample.into());
    session.perform(Command::AddList(standpoint::model::List::MediaFrames));
    assert_eq!(session.project().scheme.frames.len(), 15, "frames of the sample have the same names");
    let folder = tempfile::tempdir().unwrap();
    for kind in CodebookKind::ALL {
        let path = folder.path().join(format!("book{}", kind.extension()));
        std::fs::write(&path, codebook::write(&session.project().scheme, kind)).unwrap();
        let before = session.project().clone();
        session.perform(Command::ImportCodebook(path.clone()));
        assert_eq!(session.project().scheme.labels.len(), before.scheme.labels.len(), "{}", kind.name());
        let mut fresh = Session::new(Settings::default(), Ids::seeded(4), Clock::Fixed(0));
        fresh.perform(Command::Begin(standpoint::model::Preset::Empty));
        fresh.perform(Command::ImportCodebook(path));
        assert_eq!(fresh.project().scheme.labels.len(), before.scheme.labels.len(), "{}", kind.name());
    }
    session.perform(Command::ImportCodebook(folder.path().join("nowhere")));
    assert!(session.notices.iter().any(|notice| notice.text.contains("nowhere")));
}

#[test]
fn the_card_of_a_stance_says_what_the_side_means_and_how_one_decided_before() {
    let mut window = window([1280.0, 800.0], false);
    let tram = session(&window).project().scheme.issues[0].id;
    let about = |stance: &standpoint::model::Stance| {
        stance.polarity == standpoint::model::Polarity::Against
            && stance.target.reference == standpoint::model::TargetRef::Issue(tram)
            && stance.evidence.is_some()
    };
    let (article, stance) = session(&window)
        .project()
        .articles()
        .find_map(|article| article.stances().find(|stance| about(stance)).map(|stance| (article.id, stance.id)))
        .unwrap();
    perform(&mut window, [Command::OpenArticle(article), Command::MarkStance(stance)]);
    window.get_by_label_contains("The holder rejects it");
    window.get_by_label_contains("Your last stances on Tram line 4");
    picture(&mut window, "stance-card-codebook");
    press(&mut window, Key::E, Modifiers::SHIFT);
    let scheme = session(&window).project().scheme.clone();
    let example = scheme.polarities[&standpoint::model::Polarity::Against].examples[0].clone();
    window.get_by_label_contains(&format!("For instance “{example}”"));
}
