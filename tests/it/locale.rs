//! The interface's languages: the files are complete and agree with the code and with each other, and the whole window in
//! Hebrew says nothing in English and stands mirrored.
//!
//! With `STANDPOINT_PICTURES=folder` the Hebrew window is drawn there, to be looked at.

use super::board_panel::{Window, perform, session, window};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Shape, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use regex::Regex;
use standpoint::session::{Action, Command, LeftPanel, RightPanel, Tab, View};
use standpoint::suggest::{self, Learnt};
use standpoint::words::{self, Choice, Language};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Message → the variables it takes, its own and those of messages within it.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let variable = Regex::new(r"\$(\w+)").unwrap();
    let message = Regex::new(r"\{ ([a-z][\w-]*) \}").unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut within: Vec<(String, String)> = Vec::new();
    for (file, text) in language.files() {
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if !line.starts_with([' ', '}']) {
                id = line.split_once(" =").unwrap_or_else(|| panic!("{file}: {line}")).0.to_owned();
                assert!(found.insert(id.clone(), BTreeSet::new()).is_none(), "{file} defines {id} again");
            }
            found.get_mut(&id).unwrap().extend(variable.captures_iter(line).map(|found| found[1].to_owned()));
            within.extend(message.captures_iter(line).map(|found| (id.clone(), found[1].to_owned())));
        }
    }
    for (id, inner) in within {
        let variables = found.get(&inner).unwrap_or_else(|| panic!("{id} has {inner} in it, which there is not")).clone();
        found.get_mut(&id).unwrap().extend(variables);
    }
    found
}

/// What the code holds, without its tests.
fn code() -> String {
    fn walk(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, text);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                text.push_str(std::fs::read_to_string(&path).unwrap().split("#[cfg(test)]").next().unwrap());
            }
        }
    }
    let mut text = String::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

/// Message → the variables that the code gives it.
fn used() -> BTreeMap<String, BTreeSet<String>> {
    let text = code();
    let call = Regex::new(r#"say!\(\s*"([\w-]+)""#).unwrap();
    let argument = Regex::new(r"^\s*(\w+) = ").unwrap();
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for found in call.captures_iter(&text) {
        let rest = &text[found.get(0).unwrap().end()..];
        // The arguments are what stands between commas on the outermost level.
        let (mut depth, mut end, mut parts) = (0_usize, 0, vec![0]);
        for (at, c) in rest.char_indices() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => {
                    end = at;
                    break;
                }
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => parts.push(at + 1),
                _ => {}
            }
        }
        let names = parts.iter().filter(|start| **start < end).filter_map(|start| argument.captures(&rest[*start..end]));
        used.entry(found[1].to_owned()).or_default().extend(names.map(|found| found[1].to_owned()));
    }
    for action in Action::ALL {
        used.insert(format!("action-{}", action.id()), BTreeSet::new());
        used.insert(format!("help-{}", action.id()), BTreeSet::new());
    }
    used
}

#[test]
fn english_has_what_the_code_says_and_nothing_else() {
    let (messages, used) = (messages(Language::English), used());
    for (id, arguments) in &used {
        let defined = messages.get(id).unwrap_or_else(|| panic!("no message {id}"));
        assert_eq!(defined, arguments, "the arguments of {id}");
    }
    // Names and sentences of lower layers are found by their English text.
    let found_by_text = |id: &str| id.starts_with("name-") || id.starts_with("said-");
    let unused: Vec<_> = messages.keys().filter(|id| !used.contains_key(*id) && !found_by_text(id)).collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn each_sentence_of_lower_layers_is_said_by_the_code_to_the_letter() {
    let code = code().replace("\\\"", "\"").replace("\\u{fffd}", "�");
    // A string that is broken over lines in the code is one line in what it says.
    let code = Regex::new(r"\\\n\s*").unwrap().replace_all(&code, "");
    let hole = Regex::new(r"\{ \$\w+ \}|[—“”,;]").unwrap();
    let sentences = Language::English.files().iter().filter(|(file, _)| *file == "said.ftl").flat_map(|(_, text)| text.lines());
    for (id, text) in sentences.filter_map(|line| line.split_once(" = ").filter(|(id, _)| id.starts_with("said-"))) {
        for piece in hole.split(text).map(|piece| piece.trim_matches([' ', ':', '.'])).filter(|piece| piece.len() > 2) {
            assert!(code.contains(piece), "{id}: nothing says “{piece}”");
        }
    }
}

#[test]
fn every_language_is_as_complete_as_english() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let theirs = messages(language);
        for (id, variables) in &english {
            let defined = theirs.get(id).unwrap_or_else(|| panic!("{} lacks {id}", language.code()));
            assert_eq!(defined, variables, "{} has other variables in {id}", language.code());
        }
        let more: Vec<_> = theirs.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(more.is_empty(), "{} has more: {more:?}", language.code());
    }
}

/// The thread speaks English again at the end, whatever happens.
struct InHebrew(Window);

impl Drop for InHebrew {
    fn drop(&mut self) {
        words::speak(Language::English);
    }
}

fn in_hebrew(size: [f32; 2], dark: bool) -> InHebrew {
    let mut window = window(size, dark);
    perform(&mut window, [Command::Language(Choice::Of(Language::Hebrew))]);
    InHebrew(window)
}

/// Latin words that are the same in any language: keys, formats, names of tools and services.
const ALLOWED: &str = "A B C D E F G H I K M N P Q R S T W X Z CSV SVG PNG JSON Markdown REFI QDA Word PDF Wikidata IPTC \
    Ctrl Shift Alt Tab Space Enter Escape Delete Backspace Left Right Up Down Home End PageUp PageDown \
    English F1 F2 F3 F4 F5 F6 F7 F8 F9 NEAR Standpoint standpoint train en pt BR News CoNLL OntoNotes Simple \
    Q211";

/// Latin words in what the window says that are neither data nor allowed.
fn english(window: &Window) -> BTreeSet<String> {
    let project = session(window).project();
    let mut data: BTreeSet<String> = ALLOWED.split_whitespace().map(str::to_owned).collect();
    let word = Regex::new(r"[A-Za-z][A-Za-z0-9]*").unwrap();
    // Labels are shown in small letters over their words, long texts are cut within a word.
    let mut add = |text: &str| {
        let words = word.find_iter(text).flat_map(|found| [found.as_str().to_owned(), found.as_str().to_lowercase()]);
        data.extend(words);
    };
    add(&format!("{:?}", project.scheme));
    add(session(window).title().as_str());
    add(&session(window).settings().annotator);
    for entity in project.entities() {
        add(&format!("{entity:?}"));
    }
    for article in project.articles() {
        add(article.text());
        add(&format!("{:?}", article.metadata));
    }
    let mut found = BTreeSet::new();
    let mut open = vec![window.root()];
    while let Some(node) = open.pop() {
        let of = node.accesskit_node();
        for text in [of.label(), of.description(), of.placeholder().map(str::to_owned)].into_iter().flatten() {
            let unknown: Vec<_> = word
                .find_iter(&text)
                .map(|found| found.as_str())
                .filter(|word| !data.contains(*word) && !text.contains(&format!("{word}…")))
                .collect();
            if !unknown.is_empty() {
                found.insert(format!("{unknown:?} in “{text}”"));
            }
        }
        open.extend(node.children());
    }
    found
}

fn picture(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") {
        window.render().unwrap().save(Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

#[test]
fn the_whole_window_in_hebrew_says_nothing_in_english() {
    let mut hebrew = in_hebrew([1280.0, 800.0], false);
    let window = &mut hebrew.0;
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut look = |window: &mut Window, name: &str| {
        picture(window, &format!("he-{name}"));
        found.insert(name.to_owned(), english(window));
    };
    look(window, "reading");
    let panels = [Action::ShowEntities, Action::ShowScheme, Action::ShowArticles, Action::ShowInspector, Action::ShowSuggestions];
    for action in panels.into_iter().chain([Action::NextSuggestion, Action::NextMark, Action::Find]) {
        perform(window, [action.into()]);
        look(window, &action.id());
    }
    for action in
        [Action::Palette, Action::KeyTable, Action::Settings, Action::StanceCard, Action::Everywhere, Action::LinkEntity]
    {
        perform(window, [Action::NextMark.into(), action.into()]);
        look(window, &action.id());
        perform(window, [Command::CloseOverlay]);
    }
    perform(window, [Action::StanceCard.into(), Command::FullCard(true)]);
    look(window, "full-card");
    perform(window, [Command::CloseOverlay, Action::ShowConcordance.into(), Command::LookFor("the".to_owned())]);
    look(window, "concordance");
    for action in [Action::ShowCodebook, Action::ShowEntityTable] {
        perform(window, [action.into()]);
        look(window, &action.id());
    }
    for tab in Tab::ALL {
        perform(window, [Action::ShowBoard.into(), Command::Board(Box::new(View { tab, ..View::default() }))]);
        look(window, &format!("board-{}", tab as u8));
        perform(window, [Command::StepBack]);
    }
    perform(window, [Action::Undo.into(), Action::Redo.into()]);
    look(window, "notices");
    let wrong: Vec<_> = found.iter().filter(|(_, words)| !words.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_hebrew_window_is_mirrored_and_hears_the_pointer_where_it_is_drawn() {
    let mut hebrew = in_hebrew([1280.0, 800.0], false);
    let window = &mut hebrew.0;
    let first = session(window).project().articles().next().unwrap().display_title().to_owned();
    let right = window.query_all_by_label_contains(&first).map(|node| node.rect().center().x).fold(0.0, f32::max);
    assert!(right > 900.0, "the list of articles is on the right: {right}");
    // Pressing a tab of the panel where it is drawn opens it.
    assert_eq!(session(window).settings().panels.left, LeftPanel::Articles);
    window.get_by_label(Action::ShowEntities.name()).click();
    window.run_steps(3);
    assert_eq!(session(window).settings().panels.left, LeftPanel::Entities);
    window.get_by_label(Action::ShowInspector.name()).click();
    window.run_steps(3);
    assert_eq!(session(window).settings().panels.right, RightPanel::Inspector);
    // The article stands mirrored as a whole, between the panels, and a click in it is heard there.
    let reader = window.get_by_role(Role::Document).rect();
    assert!(reader.left() > 100.0 && reader.right() < 1180.0, "{reader}");
}

#[test]
fn a_picture_of_the_english_window_is_the_hebrew_one_mirrored() {
    // The grounds of the panels: without text, both are the same but for the side.
    let mut english = window([1024.0, 640.0], false);
    let plain = english.render().unwrap();
    let mut hebrew = in_hebrew([1024.0, 640.0], false);
    let turned = hebrew.0.render().unwrap();
    picture(&mut hebrew.0, "he-main");
    let width = plain.width();
    // The lines between the panels, from top to bottom.
    let edges = |image: &image::RgbaImage, turned: bool| {
        let y = image.height() - 60;
        let at = |x: u32| *image.get_pixel(if turned { width - 1 - x } else { x }, y);
        (1..width - 1).filter(|x| at(*x) != at(x - 1)).collect::<Vec<_>>()
    };
    let (plain, turned) = (edges(&plain, false), edges(&turned, true));
    assert!(!plain.is_empty());
    assert_eq!(plain.first(), turned.first(), "{plain:?}\n{turned:?}");
}

#[test]
fn the_caret_stands_behind_what_is_typed_in_either_script() {
    let mut hebrew = in_hebrew([1024.0, 640.0], false);
    let window = &mut hebrew.0;
    perform(window, [Action::Palette.into()]);
    window.ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
    // How far the upright line that is drawn in the field is from the field's right side.
    let mut caret = |text: &str| {
        window.event(Event::Text(text.to_owned()));
        window.run_steps(3);
        let output = window.output();
        let field = output.platform_output.ime.as_ref().expect("a field is in use").rect.expand(2.0);
        let lines = output.shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::LineSegment { points: [top, bottom], .. } if top.x == bottom.x => {
                field.contains_rect(clipped.clip_rect).then(|| clipped.clip_rect.right() - top.x)
            }
            _ => None,
        });
        let lines: Vec<f32> = lines.collect();
        assert_eq!(lines.len(), 1, "one caret");
        lines[0]
    };
    let english = caret("label");
    assert!(english < 5.0, "behind the last Latin letter, at the right: {english}");
    let both = caret(" שלום");
    assert!(both > 20.0, "to the left of the Hebrew word: {both}");
}

#[test]
fn a_click_in_a_field_puts_the_caret_where_the_letter_is_drawn() {
    let mut hebrew = in_hebrew([1024.0, 640.0], false);
    let window = &mut hebrew.0;
    perform(window, [Action::Palette.into()]);
    window.event(Event::Text("New שלום Deal".to_owned()));
    window.run_steps(3);
    // A quarter into this letter from the side where it is read first, as it is drawn in the field.
    let place = |window: &Window, letter: char| {
        let output = window.output();
        let field = output.platform_output.ime.as_ref().expect("a field is in use").rect.expand(2.0);
        let texts = output.shapes.iter().filter(|clipped| field.contains_rect(clipped.clip_rect));
        let found = texts.into_iter().find_map(|clipped| {
            let Shape::Text(text) = &clipped.shape else { return None };
            let row = &text.galley.rows[0];
            let glyph = row.glyphs.iter().find(|glyph| glyph.chr == letter && glyph.advance_width > 0.0)?;
            let part = if letter.is_ascii() { 0.25 } else { 0.75 };
            Some(text.pos + row.pos.to_vec2() + vec2(glyph.pos.x + glyph.advance_width * part, row.size.y / 2.0))
        });
        found.expect("the letter is drawn in the field")
    };
    let typed = |window: &Window| {
        let field = window.query_all_by_role(Role::TextInput).find(|node| node.is_focused()).expect("the field is in use");
        field.value().unwrap_or_default()
    };
    for (letter, expected) in [('ל', "New שxלום Deal"), ('D', "New שxלום xDeal"), ('e', "Nxew שxלום xDeal")] {
        let at = place(window, letter);
        window.hover_at(at);
        window.drag_at(at);
        window.drop_at(at);
        window.run_steps(2);
        window.event(Event::Text("x".to_owned()));
        window.run_steps(2);
        assert_eq!(typed(window), expected, "after a click on {letter}");
    }
    // From one to the other: what lies between them in the text is taken out by the next letter.
    let (from, to) = (place(window, 'w'), place(window, 'ו'));
    window.hover_at(from);
    window.drag_at(from);
    window.hover_at(from + (to - from) * 0.5);
    window.run_steps(2);
    window.hover_at(to);
    window.run_steps(2);
    window.drop_at(to);
    window.run_steps(2);
    picture(window, "he-selected");
    window.event(Event::Text("-".to_owned()));
    window.run_steps(2);
    assert_eq!(typed(window), "Nxe-ום xDeal");
}

#[test]
fn a_field_that_is_too_short_shows_the_beginning_of_english_words() {
    let mut hebrew = in_hebrew([1024.0, 640.0], false);
    let window = &mut hebrew.0;
    perform(window, [Action::ShowInspector.into()]);
    let title = session(window).project().articles().next().unwrap().metadata.title.clone();
    let fields = window.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        Shape::Text(text) if text.galley.job.text == title && text.galley.rect.width() > clipped.clip_rect.width() => {
            let row = &text.galley.rows[0];
            let first = text.pos.x + row.pos.x + row.glyphs[0].pos.x;
            Some((first, clipped.clip_rect))
        }
        _ => None,
    });
    let fields: Vec<_> = fields.collect();
    assert!(!fields.is_empty(), "the title is longer than its field");
    for (first, field) in fields {
        assert!((field.left() - 1.0..field.right()).contains(&first), "the first letter at {first} is not in {field}");
    }
}

#[test]
fn every_reason_that_an_engine_gives_is_said_in_hebrew() {
    let hebrew = in_hebrew([1024.0, 640.0], false);
    let project = session(&hebrew.0).project();
    let mut unknown = BTreeSet::new();
    let mut count = 0;
    for article in project.articles() {
        let found = suggest::suggest(Learnt::embedded(), project, article);
        count += found.len();
        unknown.extend(found.into_iter().map(|it| it.reason).filter(|reason| words::retold(reason) == reason.as_str()));
    }
    assert!(count > 100, "{count} suggestions");
    assert!(unknown.is_empty(), "{unknown:#?}");
}
