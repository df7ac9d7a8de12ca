//! The table of entities in the window: coding with keys, merging with reasons and a count, splitting by words.
//!
//! With `STANDPOINT_PICTURES=folder` it is drawn there, to be looked at.

use super::board_panel::{Window, perform, press, session, window};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use standpoint::model::{Entity, EntityId, Naming};
use standpoint::session::{Command, Place};

fn picture(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("STANDPOINT_PICTURES") {
        window.render().unwrap().save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
    }
}

fn named(window: &Window, name: &str) -> Entity {
    let found = session(window).project().entities().find(|entity| entity.name == name);
    Entity::clone(found.unwrap_or_else(|| panic!("there is no entity {name}")))
}

fn table() -> Window {
    let mut window = window([1280.0, 800.0], false);
    press(&mut window, Key::Num9, Modifiers::ALT);
    assert_eq!(session(&window).place(), Place::Entities);
    window
}

#[test]
fn profiles_are_coded_with_keys_one_or_many_at_a_time() {
    let mut window = table();
    let all = session(&window).project().entity_count();
    window.get_by_label_contains(&format!("Entities, 1 of {all}:"));
    picture(&mut window, "entities");
    let before = session(&window).project().clone();
    let categories = before.scheme.source_categories.clone();
    press(&mut window, Key::Space, Modifiers::NONE);
    press(&mut window, Key::ArrowDown, Modifiers::SHIFT);
    press(&mut window, Key::ArrowDown, Modifiers::SHIFT);
    window.get_by_label("3 entities chosen");
    picture(&mut window, "entities-chosen");
    press(&mut window, Key::Num9, Modifiers::NONE);
    let coded =
        |window: &Window| session(window).project().entities().filter(|entity| entity.profile.category == categories[8]).count();
    let had = before.entities().filter(|entity| entity.profile.category == categories[8]).count();
    assert_eq!(coded(&window), had + 3);
    press(&mut window, Key::N, Modifiers::NONE);
    press(&mut window, Key::Z, Modifiers::COMMAND);
    press(&mut window, Key::Z, Modifiers::COMMAND);
    assert_eq!(*session(&window).project(), before, "each key is one step");
    press(&mut window, Key::A, Modifiers::NONE);
    press(&mut window, Key::A, Modifiers::NONE);
    press(&mut window, Key::N, Modifiers::NONE);
    let changed = session(&window).project().entities().zip(before.entities()).filter(|(new, old)| new != old).count();
    assert_eq!(changed, 1, "without a choice the entity in hand is coded");
}

#[test]
fn pairs_that_may_be_one_come_with_reasons_and_are_merged_after_a_count_or_kept_apart() {
    let mut window = table();
    let at_first = session(&window).project().entity_count();
    let label = named(&window, "Ada Brink").label;
    perform(&mut window, [Command::NewEntity { name: "Mayor Ada Brink".into(), label }]);
    window.get_by_label_contains("may be the same").click();
    window.run_steps(4);
    window.get_by_label("Both are called “Ada Brink”.");
    picture(&mut window, "entities-same");
    window.get_by_label("Merge…: Ada Brink and Mayor Ada Brink").click();
    window.run_steps(4);
    let before = session(&window).project().clone();
    assert!(session(&window).asking().unwrap().words.starts_with("1 entity, 0 mentions"));
    press(&mut window, Key::Escape, Modifiers::NONE);
    assert_eq!(*session(&window).project(), before);
    window.get_by_label("They are two: Ada Brink and Mayor Ada Brink").click();
    window.run_steps(4);
    assert!(window.query_by_label("Both are called “Ada Brink”.").is_none(), "what are two is not asked again");
    press(&mut window, Key::Z, Modifiers::COMMAND);
    window.get_by_label("Merge…: Ada Brink and Mayor Ada Brink").click();
    window.run_steps(4);
    press(&mut window, Key::Enter, Modifiers::NONE);
    assert_eq!(session(&window).project().entity_count(), at_first);
    assert!(named(&window, "Ada Brink").aliases.contains(&"Mayor Ada Brink".to_owned()));
}

#[test]
fn mentions_of_some_words_are_split_off_with_the_stances_in_them() {
    let mut window = table();
    let brink = named(&window, "Ada Brink").id;
    perform(&mut window, [Command::ShowEntity(brink)]);
    let split = window.get_all_by_role(Role::Button).filter_map(|node| {
        use egui_kittest::kittest::NodeT as _;
        node.accesskit_node().label().filter(|label| label.starts_with("Split off “"))
    });
    let split = split.reduce(|_, last| last).expect("Ada Brink is called by more than one name");
    let words = split.trim_start_matches("Split off “").trim_end_matches('”').to_owned();
    window.get_by_label(&split).click();
    window.run_steps(4);
    let before = session(&window).project().clone();
    press(&mut window, Key::Enter, Modifiers::NONE);
    let project = session(&window).project();
    assert_eq!(project.entity_count(), before.entity_count() + 1);
    let fresh = named(&window, &words).id;
    let of = |id: EntityId| {
        let mentions = project.articles().flat_map(|article| article.mentions().map(move |mention| (article, mention)));
        mentions
            .filter(|(_, mention)| mention.entity == Some(id))
            .map(|(article, mention)| mention.spans.quote(article.text()))
            .collect::<Vec<_>>()
    };
    assert!(of(fresh).iter().all(|quote| *quote == words) && !of(fresh).is_empty());
    assert!(!of(brink).contains(&words) && !of(brink).is_empty());
    press(&mut window, Key::Z, Modifiers::COMMAND);
    assert_eq!(*session(&window).project(), before);
}

#[test]
fn the_table_is_filtered_and_sorted_and_an_item_is_pasted_as_its_address() {
    let mut window = table();
    window.get_by_label("Find entities").focus();
    window.run_steps(2);
    window.get_by_label("Find entities").type_text("brink");
    window.run_steps(4);
    window.get_by_label_contains("Entities, 1 of 1: Ada Brink");
    let brink = named(&window, "Ada Brink").id;
    let item = Some("https://www.wikidata.org/wiki/q42".to_owned());
    perform(&mut window, [Command::SetWikidata { entity: brink, item }]);
    assert_eq!(named(&window, "Ada Brink").wikidata.as_deref(), Some("Q42"));
    perform(&mut window, [Command::SetWikidata { entity: brink, item: Some("no item".into()) }]);
    assert_eq!(named(&window, "Ada Brink").wikidata.as_deref(), Some("Q42"));
    assert!(session(&window).notices.iter().any(|notice| notice.text.contains("no Wikidata item")));
    let uncoded = named(&window, "Ada Brink").profile.naming;
    assert_ne!(uncoded, Naming::Anonymous);
    window.get_by_role_and_label(Role::ColumnHeader, "Name").click();
    window.run_steps(4);
}
