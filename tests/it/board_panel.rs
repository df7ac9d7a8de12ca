//! The coverage board in the window: every number opens as many passages as it says, by mouse and by keyboard alone.
//!
//! With `STANDPOINT_PICTURES=folder` the pages are drawn there, light and dark, to be looked at.

use super::pixels::Pixels;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, RawInput, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use standpoint::session::{Action, Clock, Command, Ids, Marked, Place, Session, Settings, Tab, ThemeChoice, View};
use standpoint::ui::app::App;

/// A whole window in memory.
pub type Window = Harness<'static, Option<App>>;

pub fn window(size: [f32; 2], dark: bool) -> Window {
    let frame = |ui: &mut Ui, app: &mut Option<App>| {
        let ctx = ui.ctx().clone();
        let app = app.get_or_insert_with(|| {
            let theme = ThemeChoice::Light;
            App::new(&ctx, Session::new(Settings { theme, ..Settings::default() }, Ids::seeded(3), Clock::Fixed(0)))
        });
        App::logic(app, &ctx);
        App::ui(app, ui);
    };
    let mut window = Harness::builder().with_size(size).renderer(Pixels::default()).build_ui_state(frame, None);
    window.run_steps(2);
    let theme = if dark { ThemeChoice::Dark } else { ThemeChoice::Light };
    perform(&mut window, [Command::Theme(theme), Action::OpenSample.into()]);
    window
}

pub fn perform(window: &mut Window, commands: impl IntoIterator<Item = Command>) {
    let ctx = window.ctx.clone();
    window.state_mut().as_mut().unwrap().perform(&ctx, commands);
    window.run_steps(3);
}

pub fn session(window: &Window) -> &Session {
    window.state().as_ref().unwrap().session()
}

/// Presses a key as the real window hears it: commands first, the rest to the widgets.
pub fn press(window: &mut Window, key: Key, modifiers: Modifiers) {
    let mut input = RawInput::default();
    input.events.push(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    if modifiers.is_none() && key.name().len() == 1 {
        input.events.push(Event::Text(key.name().to_lowercase()));
    }
    let ctx = window.ctx.clone();
    window.state_mut().as_mut().unwrap().hear(&ctx, &mut input);
    for event in input.events {
        window.event(event);
    }
    window.run_steps(4);
}

fn board(tab: Tab) -> [Command; 2] {
    [Action::ShowBoard.into(), Command::Board(Box::new(View { tab, ..View::default() }))]
}

/// The names of everything that can be pressed.
fn pressable(window: &Window) -> Vec<String> {
    window.get_all_by_role(Role::Button).filter_map(|node| node.accesskit_node().label()).collect()
}

/// How many passages a name promises: the sum of the counts in "…: 12 utterances, 14.1 % of all", "…: 2 for, 5 against",
/// "…, 12 articles", "12 mentions".
fn said(name: &str) -> Option<usize> {
    let counts = name.rsplit_once(": ").map_or(name, |(_, counts)| counts);
    let counts = counts.trim_start_matches("first to speak in ").trim_start_matches("in ");
    let units = [
        "utterance",
        "article",
        "stance",
        "mention",
        "framing",
        "in favour",
        "for",
        "against",
        "no side",
        "neutral",
        "mixed",
        "unclear",
        "taking",
        "paraphrased",
        "quoted",
    ];
    let count = |part: &str| {
        let (number, unit) = part.trim().split_once(' ')?;
        units.iter().any(|known| unit.starts_with(known)).then(|| number.parse::<usize>().ok()).flatten()
    };
    let counts: Vec<usize> = counts.split(',').filter_map(count).collect();
    (!counts.is_empty()).then(|| counts.iter().sum())
}

#[test]
fn the_key_opens_the_board_and_escape_goes_back() {
    let mut window = window([1280.0, 800.0], false);
    press(&mut window, Key::Num6, Modifiers::ALT);
    assert_eq!(session(&window).place(), Place::Board);
    window.get_by_label_contains("Coverage");
    for (key, tab) in [(Key::Num2, Tab::Stances), (Key::Num6, Tab::Effort), (Key::Num1, Tab::Sources)] {
        press(&mut window, key, Modifiers::NONE);
        assert_eq!(session(&window).board_view().tab, tab);
    }
    press(&mut window, Key::A, Modifiers::NONE);
    assert!(session(&window).history().done().is_empty(), "no suggestion is accepted while the article is out of sight");
    press(&mut window, Key::Escape, Modifiers::NONE);
    assert_eq!(session(&window).place(), Place::Reading);
}

#[test]
fn every_number_of_every_page_opens_as_many_passages_as_it_says() {
    let mut seen = 0;
    for tab in [Tab::Sources, Tab::Stances, Tab::Timeline, Tab::Outlets, Tab::Frames] {
        let mut window = window([1280.0, 1000.0], false);
        perform(&mut window, board(tab));
        let names: Vec<String> = pressable(&window).into_iter().filter(|name| said(name).is_some()).collect();
        assert!(names.len() > 8, "{tab:?} has numbers: {names:?}");
        // Ten of them, for time, from all over the page.
        for name in names.iter().step_by(names.len() / 10) {
            let node = window.get_all_by_role(Role::Button).find(|node| node.accesskit_node().label().as_ref() == Some(name));
            node.unwrap_or_else(|| panic!("{name} is on the page")).click();
            window.run_steps(4);
            let picked = session(&window).board_view().picked.clone().unwrap_or_else(|| panic!("{name} lists its passages"));
            assert_eq!(&picked.name, name);
            let passages = session(&window).board().passages(&picked.slice).len();
            assert_eq!(Some(passages), said(name), "{name}");
            window.get_by_label_contains(&format!("Passages, 1 of {passages}"));
            seen += 1;
            press(&mut window, Key::Escape, Modifiers::NONE);
            assert!(session(&window).board_view().picked.is_none());
        }
    }
    assert!(seen > 40, "{seen} numbers were pressed");
}

#[test]
fn from_a_number_to_the_words_of_the_article_by_keyboard_alone() {
    let mut window = window([1280.0, 800.0], false);
    press(&mut window, Key::Num6, Modifiers::ALT);
    press(&mut window, Key::Tab, Modifiers::NONE);
    press(&mut window, Key::Enter, Modifiers::NONE);
    let picked = session(&window).board_view().picked.clone().expect("Enter on the first bar lists its passages");
    assert!(picked.name.contains("Ada Brink"), "{}", picked.name);
    let passages = session(&window).board().passages(&picked.slice);
    press(&mut window, Key::ArrowDown, Modifiers::NONE);
    window.get_by_label_contains(&format!("Passages, 2 of {}", passages.len()));
    press(&mut window, Key::Enter, Modifiers::NONE);
    assert_eq!(session(&window).place(), Place::Reading);
    assert_eq!(session(&window).article().unwrap().id, passages[1].article);
    match (session(&window).selection().marked, passages[1].made) {
        (Some(Marked::Stance(shown)), Some(standpoint::model::Made::Stance(wanted))) => assert_eq!(shown, wanted),
        other => panic!("the stance is in hand: {other:?}"),
    }
    press(&mut window, Key::Num6, Modifiers::ALT);
    assert_eq!(session(&window).board_view().picked, Some(picked), "the board is as it was left");
}

#[test]
fn a_filter_acts_on_the_page_and_the_counts_stay_in_step_with_the_project() {
    let mut window = window([1280.0, 800.0], false);
    perform(&mut window, board(Tab::Sources));
    let all = session(&window).board().whole();
    let mut view = session(&window).board_view().clone();
    view.filter.outlets.insert("The Lantern".to_owned());
    perform(&mut window, [Command::Board(Box::new(view))]);
    let some = session(&window).board().whole();
    assert!(0 < some.articles && some.articles < all.articles);
    window.get_by_label(&format!("{} articles", some.articles));
    window.get_by_label("Clear").click();
    window.run_steps(4);
    window.get_by_label(&format!("{} articles", all.articles));
    let first = session(&window).project().articles().next().unwrap().id;
    perform(&mut window, [Command::DeleteArticle(first)]);
    window.get_by_label(&format!("{} articles", all.articles - 1));
    press(&mut window, Key::Z, Modifiers::COMMAND);
    window.get_by_label(&format!("{} articles", all.articles));
}

#[test]
fn blind_passages_hide_what_is_suggested_until_they_are_finished_and_the_board_compares_them() {
    let mut window = window([1280.0, 800.0], false);
    press(&mut window, Key::Num6, Modifiers::ALT);
    press(&mut window, Key::Num6, Modifiers::NONE);
    window.get_by_role_and_label(Role::RadioButton, "Blind paragraphs 50 %").click();
    window.run_steps(4);
    assert_eq!(session(&window).project().blind_percent, 50);
    perform(&mut window, [Action::SuggestAll.into()]);
    window.get_by_label_contains("points, 95 % interval");
    let me = session(&window).annotator();
    let article = session(&window).project().articles().next().unwrap().clone();
    let text = article.text();
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).filter(|at| *at < text.len());
    perform(&mut window, [Command::OpenArticle(article.id), Action::Reopen.into()]);
    let (shown, hidden): (Vec<usize>, Vec<usize>) = starts.partition(|at| {
        let project = session(&window).project();
        !standpoint::model::blind::is_hidden(project, project.article(article.id).unwrap(), me, *at)
    });
    assert!(!hidden.is_empty() && !shown.is_empty());
    perform(&mut window, [Command::Select { anchor: shown[0], caret: shown[0], exact: true }]);
    assert!(window.query_by_label("A blind passage").is_none());
    press(&mut window, Key::Enter, Modifiers::SHIFT);
    assert!(session(&window).notices.iter().any(|notice| notice.text.contains("not a blind one")));
    perform(&mut window, [Command::Select { anchor: hidden[0], caret: hidden[0], exact: true }]);
    window.get_by_label("A blind passage");
    press(&mut window, Key::Enter, Modifiers::SHIFT);
    assert!(window.query_by_label("A blind passage").is_none());
    assert_eq!(session(&window).project().article(article.id).unwrap().finished.len(), 1);
    press(&mut window, Key::Z, Modifiers::COMMAND);
    window.get_by_label("A blind passage");
}

#[test]
fn pages_without_anything_to_count_say_so() {
    let mut window = window([1280.0, 800.0], false);
    perform(&mut window, [Action::ShowBoard.into()]);
    for tab in Tab::ALL {
        let mut view = View { tab, ..View::default() };
        view.filter.outlets.insert("No such outlet".to_owned());
        perform(&mut window, [Command::Board(Box::new(view))]);
        assert_eq!(session(&window).board().whole().articles, 0, "{tab:?}");
    }
}

#[test]
fn pictures_of_every_page() {
    let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") else {
        println!("no pictures: STANDPOINT_PICTURES is not set");
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    for (size, dark) in [([1280.0, 800.0], false), ([1280.0, 800.0], true), ([1920.0, 1080.0], false)] {
        let mut window = window(size, dark);
        perform(&mut window, [Action::ShowBoard.into()]);
        let shoot = |window: &mut Window, name: &str| {
            window.run_steps(4);
            let look = if dark { "dark" } else { "light" };
            let path = std::path::Path::new(&folder).join(format!("{name}-{}-{look}.png", size[0]));
            window.render().unwrap().save(path).unwrap();
        };
        for tab in Tab::ALL {
            perform(&mut window, [Command::Board(Box::new(View { tab, ..View::default() }))]);
            shoot(&mut window, tab.name());
        }
        let network = View { tab: Tab::Stances, network: true, ..View::default() };
        perform(&mut window, [Command::Board(Box::new(network))]);
        shoot(&mut window, "Network");
        perform(&mut window, [Command::Board(Box::default())]);
        press(&mut window, Key::Tab, Modifiers::NONE);
        press(&mut window, Key::Enter, Modifiers::NONE);
        shoot(&mut window, "Passages");
    }
}

#[test]
fn every_page_is_exported_with_the_numbers_it_shows() {
    let mut session = Session::new(Settings::default(), Ids::seeded(3), Clock::Fixed(0));
    session.perform(Action::OpenSample.into());
    session.perform(Action::ShowBoard.into());
    for tab in Tab::ALL {
        session.perform(Command::Board(Box::new(View { tab, ..View::default() })));
        let table = session.board_table();
        assert!(!table.rows.is_empty(), "{tab:?}");
        assert!(table.rows.iter().all(|row| row.len() == table.headings.len()), "{tab:?}");
        let Some(picture) = session.board_picture() else {
            assert_eq!(tab, Tab::Effort);
            continue;
        };
        assert!(picture.svg().ends_with("</svg>"));
        let png = standpoint::ui::board::raster::png(&picture, false).unwrap();
        let read = image::load_from_memory(&png).unwrap();
        assert!(read.width() == 1504 && read.height() > 200, "{tab:?}");
        if let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("export-{}.png", tab.name())), &png).unwrap();
        }
    }
    session.perform(Command::Board(Box::new(View { network: true, tab: Tab::Stances, ..View::default() })));
    let arrows = session.board_picture().unwrap();
    let png = standpoint::ui::board::raster::png(&arrows, false).unwrap();
    if let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join("export-network.png"), &png).unwrap();
    }
    let utterances: i64 = {
        session.perform(Command::Board(Box::default()));
        session.board_table().rows.iter().map(|row| row[1].parse::<i64>().unwrap()).sum()
    };
    assert_eq!(utterances, session.board().whole().utterances);
    session.perform(Command::CopyTable(session.board_table().tsv()));
    let copied = session
        .take_effects()
        .into_iter()
        .any(|effect| matches!(effect, standpoint::session::Effect::Copy(words) if words.starts_with("Source\tUtterances")));
    assert!(copied);
    session.perform(Action::ExportReport.into());
    let asked = session.take_effects().into_iter().find_map(|effect| match effect {
        standpoint::session::Effect::Ask(standpoint::session::Ask::Keep { name, bytes, .. }) => Some((name, bytes)),
        _ => None,
    });
    let (name, bytes) = asked.expect("where to write the report is asked");
    assert!(name.ends_with("coverage.html") && String::from_utf8_lossy(&bytes).contains("<h2>Method</h2>"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(&name);
    session.perform(Command::WriteTo { path: path.clone(), bytes });
    assert!(std::fs::read(path).unwrap().starts_with(b"<!doctype html>"));
}

#[test]
fn the_matrix_is_put_in_order_by_hand_and_a_word_that_stands_out_opens_its_lines() {
    let mut window = window([1280.0, 1000.0], false);
    perform(&mut window, board(Tab::Stances));
    window.get_by_role_and_label(Role::RadioButton, "Order by By hand").click();
    window.run_steps(4);
    let names =
        |window: &Window| -> Vec<String> { session(window).board_matrix(24).rows.into_iter().map(|line| line.name).collect() };
    let before = names(&window);
    let second = before[1].clone();
    window.get_by_label_contains(&format!("Move the row {second}, 2 of")).click();
    window.run_steps(4);
    press(&mut window, Key::ArrowUp, Modifiers::NONE);
    assert_eq!(names(&window)[..2], [second.clone(), before[0].clone()]);
    press(&mut window, Key::ArrowDown, Modifiers::NONE);
    assert_eq!(names(&window), before, "the keyboard stays with what is moved");
    assert!(session(&window).board_table().rows.iter().any(|row| row[0] == second), "tables and pictures follow");
    perform(&mut window, [Command::LookFor("\"tram\" outlet:\"The Lantern\"".into())]);
    assert_eq!(session(&window).place(), Place::Concordance);
    window.run_steps(4);
    window.get_by_label_contains("Lines, 1 of");
}

#[test]
fn open_suggestions_are_hatched_apart_and_open_as_many_passages_as_they_say() {
    let mut window = window([1280.0, 1000.0], false);
    // Without the marks that people made, everything is still to be suggested.
    let articles: Vec<_> = session(&window).project().articles().cloned().collect();
    let removed = articles.iter().flat_map(|article| {
        let open = Command::OpenArticle(article.id);
        std::iter::once(open).chain(article.stances().take(2).map(|stance| Command::RemoveStance(stance.id)))
    });
    perform(&mut window, removed.collect::<Vec<_>>());
    perform(&mut window, [Action::SuggestAll.into(), Action::ShowBoard.into()]);
    let mut seen = 0;
    for tab in [Tab::Sources, Tab::Stances, Tab::Timeline] {
        let mut view = View { tab, ..View::default() };
        perform(&mut window, [Command::Board(Box::new(view.clone()))]);
        assert!(!pressable(&window).iter().any(|name| name.contains("open suggestion")), "{tab:?}: only where asked for");
        view.filter.suggestions = true;
        perform(&mut window, [Command::Board(Box::new(view))]);
        let whole = session(&window).board().whole();
        for name in pressable(&window).iter().filter(|name| name.contains("open suggestion")).take(6) {
            let node = window.get_all_by_role(Role::Button).find(|node| node.accesskit_node().label().as_ref() == Some(name));
            node.unwrap().click();
            window.run_steps(4);
            let picked = session(&window).board_view().picked.clone().unwrap();
            let count = name.rsplit_once(": ").unwrap().1.split(' ').next().unwrap().parse::<usize>().unwrap();
            assert_eq!(session(&window).board().passages(&picked.slice).len(), count, "{name}");
            press(&mut window, Key::Escape, Modifiers::NONE);
            seen += 1;
        }
        assert_eq!(session(&window).board().whole(), whole, "never mixed");
        if let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") {
            window.render().unwrap().save(std::path::Path::new(&folder).join(format!("hatched-{}.png", tab.name()))).unwrap();
        }
    }
    assert!(seen > 4, "{seen} suggestions were pressed");
}
