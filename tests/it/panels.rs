//! The whole window without a screen: keys in; what the accessibility tree says and what the session holds out.

use super::pixels::Pixels;
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Event, Key, Modifiers, RawInput, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use standpoint::model::{Polarity, Verdict};
use standpoint::session::{Action, Clock, Command, Ids, Overlay, Session, Settings, SuggestionId};
use standpoint::ui::app::App;
use standpoint::words::{self, Choice, Language};

const TEXT: &str = "Mayor Maud Fenner told the Ferry Line that she opposes the winter timetable. “It is a scandal,” Fenner said.\n\n\
                    Oskar Brandt of the Harbour Union praised the plan. He met Maud Fenner in Lisbon.";

/// The window, made in its first frame.
type Window = Harness<'static, Option<App>>;

fn window(size: Vec2) -> Window {
    let mut harness = Harness::builder().with_size(size).renderer(Pixels::default()).build_ui_state(
        |ui, app: &mut Option<App>| {
            let ctx = ui.ctx().clone();
            let app = app.get_or_insert_with(|| App::new(&ctx, Session::new(Settings::default(), Ids::seeded(3), Clock::System)));
            app.logic(&ctx);
            app.ui(ui);
        },
        None,
    );
    perform(&mut harness, Command::ImportText { name: "Ferry".to_owned(), text: TEXT.to_owned() });
    harness
}

fn app(window: &Window) -> &App {
    window.state().as_ref().unwrap()
}

fn perform(window: &mut Window, command: Command) {
    tell(window, command);
    window.run_ok();
}

/// As [`perform`], to be drawn later.
fn tell(window: &mut Window, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().as_mut().unwrap().perform(&ctx, [command]);
}

/// Events as the system sends them: the window takes its commands out before the widgets see the rest.
fn send(window: &mut Window, events: Vec<Event>, modifiers: Modifiers) {
    let ctx = window.ctx.clone();
    let mut input = RawInput { events, ..RawInput::default() };
    window.state_mut().as_mut().unwrap().hear(&ctx, &mut input);
    for event in input.events {
        window.event_modifiers(event, modifiers);
    }
    window.run_ok();
}

fn press(window: &mut Window, key: Key, modifiers: Modifiers) {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    let letter = key.name().chars().next().filter(|_| key.name().len() == 1 && !modifiers.command);
    let text = letter.map(|letter| Event::Text(letter.to_lowercase().to_string()));
    send(window, [Some(event(true)), text, Some(event(false))].into_iter().flatten().collect(), modifiers);
}

fn write(window: &mut Window, text: &str) {
    send(window, text.chars().map(|letter| Event::Text(letter.to_string())).collect(), Modifiers::NONE);
}

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// What the accessibility tree calls the chosen line of a list.
fn chosen(window: &Window) -> Option<String> {
    let lines = window.query_all_by_role(Role::ListItem);
    let chosen = lines.filter(|line| line.accesskit_node().toggled() == Some(Toggled::True));
    chosen.filter_map(|line| line.accesskit_node().label()).next_back()
}

#[test]
fn every_command_is_in_the_palette_and_can_be_chosen_there() {
    let mut window = window(vec2(1024.0, 640.0));
    for action in Action::ALL.iter().copied().filter(|action| *action != Action::Palette) {
        tell(&mut window, Command::CloseOverlay);
        tell(&mut window, Action::Palette.into());
        window.step();
        write(&mut window, action.name().trim_end_matches('…'));
        // Two names may be alike to the fuzzy search; the arrow keys reach the one that is meant.
        let mut steps = 0;
        while chosen(&window).as_deref() != Some(action.name()) {
            assert!(steps < 4, "“{}” is not among the first lines, but {:?}", action.name(), chosen(&window));
            press(&mut window, Key::ArrowDown, Modifiers::NONE);
            steps += 1;
        }
        press(&mut window, Key::Enter, Modifiers::NONE);
        assert_ne!(app(&window).session().overlay(), Some(Overlay::Palette), "{action:?} leaves the palette open");
        if app(&window).session().is_blank() {
            tell(&mut window, Command::ImportText { name: "Ferry".to_owned(), text: TEXT.to_owned() });
        }
    }
}

#[test]
fn suggestions_are_cleared_and_a_stance_is_kept_by_keys_alone() {
    let mut window = window(vec2(1280.0, 800.0));
    press(&mut window, Key::Tab, Modifiers::NONE);
    let first = app(&window).session().suggestion().map(|open| open.id);
    assert!(first.is_some(), "Tab goes to a suggestion");
    let said = |window: &Window| window.get_by_role(Role::Status).accesskit_node().label().unwrap_or_default();
    press(&mut window, Key::A, Modifiers::NONE);
    assert!(said(&window).starts_with("Accept"), "{}", said(&window));
    press(&mut window, Key::X, Modifiers::NONE);
    assert!(said(&window).starts_with("Reject"), "{}", said(&window));
    let decided = |window: &Window| -> Vec<Verdict> {
        app(window).session().article().unwrap().decisions().map(|decision| decision.verdict).collect()
    };
    let verdicts = decided(&window);
    assert_eq!(verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Accepted(_))).count(), 1, "{verdicts:?}");
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == Verdict::Rejected).count(), 1, "{verdicts:?}");
    press(&mut window, Key::Z, CTRL);
    assert!(said(&window).starts_with("Undone: Reject"), "{}", said(&window));
    press(&mut window, Key::Z, CTRL);
    assert_eq!(decided(&window), []);
    assert!(app(&window).session().open_suggestions().iter().any(|open| Some::<SuggestionId>(open.id) == first));

    let at = TEXT.find("praised the plan").unwrap();
    perform(&mut window, Command::Select { anchor: at, caret: at + 16, exact: false });
    press(&mut window, Key::S, Modifiers::NONE);
    assert_eq!(app(&window).session().overlay(), Some(Overlay::StanceCard));
    press(&mut window, Key::T, Modifiers::NONE);
    write(&mut window, "ferry timetable");
    press(&mut window, Key::Enter, Modifiers::NONE);
    write(&mut window, "-");
    window.get_by_label_contains("Target: ferry timetable");
    press(&mut window, Key::Enter, Modifiers::NONE);
    let article = app(&window).session().article().unwrap();
    let stance = article.stances().next().unwrap();
    assert_eq!(stance.polarity, Polarity::Against);
    assert_eq!(stance.evidence.as_ref().unwrap().quote(TEXT), "praised the plan");
}

#[test]
fn typing_in_a_field_marks_nothing() {
    let mut window = window(vec2(1280.0, 800.0));
    press(&mut window, Key::F, CTRL);
    let before = app(&window).session().project().clone();
    for key in [Key::A, Key::X, Key::S, Key::Num1] {
        press(&mut window, key, Modifiers::NONE);
    }
    assert_eq!(app(&window).session().find().words, "axs1");
    assert_eq!(*app(&window).session().project(), before);
}

#[test]
fn nothing_is_cut_off_on_a_small_window_at_any_zoom() {
    all_is_within(Language::English);
}

#[test]
fn nothing_is_cut_off_on_a_small_hebrew_window_at_any_zoom() {
    all_is_within(Language::Hebrew);
    words::speak(Language::English);
}

/// Everything that is said stands within the window, at any size and zoom.
fn all_is_within(language: Language) {
    for (size, zooms) in [(vec2(1024.0, 640.0), &[0.5, 0.75, 1.0, 2.0, 4.0][..]), (vec2(1920.0, 1080.0), &[1.0][..])] {
        let mut window = window(size);
        perform(&mut window, Command::Language(Choice::Of(language)));
        press(&mut window, Key::Tab, Modifiers::NONE);
        for zoom in zooms {
            perform(&mut window, Command::Zoom(*zoom));
            window.run_ok();
            let screen = window.ctx.content_rect().expand(1.0);
            for role in [Role::Label, Role::Button] {
                for node in window.query_all_by_role(role) {
                    let Some(label) = node.accesskit_node().label() else { continue };
                    let rect = node.rect();
                    let within = rect.left() >= screen.left() && rect.right() <= screen.right();
                    assert!(within, "“{label}” at {rect} is not within {screen} at zoom {zoom}");
                }
            }
        }
    }
}
