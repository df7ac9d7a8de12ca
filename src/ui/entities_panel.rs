//! Entities: who and what the mentions refer to. Search, rename, merge, link, profile, and every mention in context.

use super::icons::{self, Icon};
use super::theme::Theme;
use super::widgets;
use crate::model::{Entity, EntityId, Gender, Naming};
use crate::say;
use crate::session::{Command, Session, spread};
use egui::RichText;
use std::collections::BTreeMap;

/// What is typed and chosen here.
#[derive(Default)]
pub struct State {
    search: String,
    chosen: Option<EntityId>,
    draft: Option<Draft>,
    merging: bool,
    merge_search: String,
    called: Option<Called>,
}

/// The fields of the chosen entity while they are typed in.
struct Draft {
    of: Entity,
    name: String,
    aliases: String,
    wikidata: String,
    affiliation: String,
    role: String,
    status: String,
    note: String,
}

/// Mentions of an entity by their words, for one state of the project.
struct Called {
    of: EntityId,
    revision: u64,
    forms: Vec<(String, usize)>,
}

impl State {
    /// Shows this entity.
    pub fn choose(&mut self, entity: EntityId) {
        self.merging &= self.chosen == Some(entity);
        self.chosen = Some(entity);
    }
}

/// Draws the panel.
pub fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme, state: &mut State, commands: &mut Vec<Command>) {
    if let Some(entity) = state.chosen.and_then(|id| session.project().entity(id)) {
        let entity = Entity::clone(entity);
        chosen(ui, session, theme, &entity, state, commands);
        return;
    }
    state.chosen = None;
    let field = egui::TextEdit::singleline(&mut state.search).hint_text(say!("find-an-entity")).desired_width(f32::INFINITY);
    ui.add(field).widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, say!("find-an-entity")));
    ui.add_space(4.0);
    let tally = session.tally();
    let wanted = state.search.to_lowercase();
    let mut found: Vec<(&Entity, usize)> = session
        .project()
        .entities()
        .filter(|entity| wanted.is_empty() || entity.names().any(|name| name.to_lowercase().contains(&wanted)))
        .map(|entity| (&**entity, tally.of_entity(entity.id)))
        .collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.name.cmp(&b.0.name)));
    if found.is_empty() {
        let text =
            if wanted.is_empty() { say!("people-organisations-and-places-you-tag-are") } else { say!("no-entity-has-this-name") };
        widgets::empty(ui, theme, text);
        return;
    }
    egui::ScrollArea::vertical().auto_shrink(false).show_rows(ui, widgets::LINE, found.len(), |ui, rows| {
        for (entity, mentions) in &found[rows] {
            ui.push_id(entity.id.number(), |ui| {
                let stances = tally.stances_of(entity.id);
                let response =
                    widgets::line(ui, theme, false, &say!("entity-then-mentions", entity = entity.name, n = mentions), |ui| {
                        if let Some(label) = entity.label {
                            let tint = widgets::tint_of(theme, &session.project().scheme, label);
                            icons::show(ui, Icon::Disc, tint.edge);
                        } else {
                            icons::show(ui, Icon::Ring, theme.ink_soft);
                        }
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            let counts = if stances > 0 {
                                say!("mentions-and-stances-of", mentions = mentions, n = stances)
                            } else {
                                mentions.to_string()
                            };
                            widgets::soft(ui, theme, counts);
                            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                                widgets::cut(ui, RichText::new(&entity.name).size(13.5));
                            });
                        });
                    });
                if response.clicked() {
                    state.choose(entity.id);
                }
            });
        }
    });
}

fn chosen(ui: &mut egui::Ui, session: &Session, theme: &Theme, entity: &Entity, state: &mut State, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        if icons::button(ui, Icon::Left, say!("back-to-all-entities")).clicked() {
            state.chosen = None;
        }
        widgets::cut(ui, RichText::new(&entity.name).strong().size(15.0));
    });
    details(ui, session, theme, entity, state, commands);
}

/// All that is known of an entity, to read and to change.
pub fn details(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    entity: &Entity,
    state: &mut State,
    commands: &mut Vec<Command>,
) {
    let id = entity.id;
    if state.draft.as_ref().is_none_or(|draft| draft.of != *entity) {
        state.draft = Some(Draft {
            of: entity.clone(),
            name: entity.name.clone(),
            aliases: entity.aliases.join("; "),
            wikidata: entity.wikidata.clone().unwrap_or_default(),
            affiliation: entity.profile.affiliation.clone(),
            role: entity.profile.role.clone(),
            status: entity.profile.status.clone(),
            note: entity.note.clone(),
        });
    }
    let Some(draft) = &mut state.draft else { return };
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let scheme = &session.project().scheme;
        if field(ui, theme, say!("name"), &mut draft.name) {
            commands.push(Command::RenameEntity { entity: id, name: draft.name.clone() });
        }
        ui.horizontal(|ui| {
            let named = widgets::soft(ui, theme, say!("label"));
            let current = entity.label.map_or(say!("none"), |label| scheme.label_name(label));
            let combo = egui::ComboBox::from_id_salt("entity label").selected_text(current).show_ui(ui, |ui| {
                for label in scheme.labels.iter().filter(|label| !label.hidden) {
                    if ui.selectable_label(entity.label == Some(label.id), &label.name).clicked() {
                        commands.push(Command::Relabel { entity: id, label: Some(label.id) });
                    }
                }
                if ui.selectable_label(entity.label.is_none(), say!("none")).clicked() {
                    commands.push(Command::Relabel { entity: id, label: None });
                }
            });
            combo.response.labelled_by(named.id);
        });
        if field(ui, theme, say!("other-names-with-between-them"), &mut draft.aliases) {
            let aliases = draft.aliases.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            commands.push(Command::SetAliases { entity: id, aliases });
        }
        if field(ui, theme, say!("wikidata-item-q211-or-the-address-of"), &mut draft.wikidata) {
            let item = Some(draft.wikidata.trim().to_owned()).filter(|item| !item.is_empty());
            draft.wikidata = entity.wikidata.clone().unwrap_or_default();
            commands.push(Command::SetWikidata { entity: id, item });
        }
        if let Some(item) = &entity.wikidata {
            let page = format!("https://www.wikidata.org/wiki/{item}");
            ui.hyperlink_to(RichText::new(&page).size(12.5), &page).on_hover_text(say!("opens-in-your-browser-when-you-press"));
        }
        ui.collapsing(say!("source-profile"), |ui| profile(ui, session, theme, entity, draft, commands));
        if field(ui, theme, say!("note-field"), &mut draft.note) {
            commands.push(Command::SetEntityNote { entity: id, note: draft.note.clone() });
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            if ui.button(if state.merging { say!("do-not-merge") } else { say!("merge-into-menu") }).clicked() {
                state.merging ^= true;
            }
            let uses = session.tally();
            let text = say!(
                "its-mentions-stay-without-an-entity-its",
                mentions = say!("n-mentions", n = uses.of_entity(id)),
                stances = say!("n-stances", n = uses.stances_of(id))
            );
            if ui.button(say!("delete")).on_hover_text(text).clicked() {
                commands.push(Command::DeleteEntity(id));
            }
        });
        if state.merging {
            merge(ui, session, theme, id, &mut state.merge_search, &mut state.chosen, commands);
        }
        forms(ui, session, theme, id, &mut state.called, commands);
        widgets::heading(ui, theme, &say!("n-mentions", n = session.tally().of_entity(id)));
        mentions(ui, session, theme, id, commands);
    });
}

fn profile(ui: &mut egui::Ui, session: &Session, theme: &Theme, entity: &Entity, draft: &mut Draft, commands: &mut Vec<Command>) {
    let mut profile = entity.profile.clone();
    let current = if profile.category.is_empty() { say!("not-coded").to_owned() } else { profile.category.clone() };
    ui.horizontal(|ui| {
        let named = widgets::soft(ui, theme, say!("kind-of-source-field"));
        let combo = egui::ComboBox::from_id_salt("source category").selected_text(current).show_ui(ui, |ui| {
            ui.selectable_value(&mut profile.category, String::new(), say!("not-coded"));
            for category in &session.project().scheme.source_categories {
                ui.selectable_value(&mut profile.category, category.clone(), category);
            }
        });
        combo.response.labelled_by(named.id);
    });
    ui.horizontal(|ui| {
        widgets::soft(ui, theme, say!("named"));
        for (naming, name) in
            [(Naming::Uncoded, say!("not-coded")), (Naming::Named, say!("named-value")), (Naming::Anonymous, say!("anonymous"))]
        {
            ui.selectable_value(&mut profile.naming, naming, name);
        }
    });
    ui.horizontal(|ui| {
        widgets::soft(ui, theme, say!("gender-field"));
        for (gender, name) in [
            (Gender::Uncoded, say!("not-coded")),
            (Gender::Female, say!("female")),
            (Gender::Male, say!("male")),
            (Gender::Other, say!("other")),
        ] {
            ui.selectable_value(&mut profile.gender, gender, name);
        }
    });
    if field(ui, theme, say!("affiliation-field"), &mut draft.affiliation) {
        profile.affiliation = draft.affiliation.clone();
    }
    if field(ui, theme, say!("office-or-profession"), &mut draft.role) {
        profile.role = draft.role.clone();
    }
    if field(ui, theme, say!("status-as-the-codebook-has-it"), &mut draft.status) {
        profile.status = draft.status.clone();
    }
    if profile != entity.profile {
        commands.push(Command::SetProfile { entity: entity.id, profile });
    }
}

/// A named field; true when it was left with other words in it.
pub fn field(ui: &mut egui::Ui, theme: &Theme, name: &str, text: &mut String) -> bool {
    let label = widgets::soft(ui, theme, name);
    let response = ui.add(egui::TextEdit::singleline(text).desired_width(f32::INFINITY)).labelled_by(label.id);
    response.lost_focus()
}

fn merge(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    from: EntityId,
    search: &mut String,
    chosen: &mut Option<EntityId>,
    commands: &mut Vec<Command>,
) {
    field(ui, theme, say!("merge-into-which-entity"), search);
    let all: Vec<_> = session.project().entities().filter(|entity| entity.id != from).cloned().collect();
    let best = crate::session::parties::fuzzy(search, all, |entity| &entity.name);
    let tally = session.tally();
    for entity in best.iter().take(6) {
        ui.push_id(entity.id.number(), |ui| {
            let text = say!("entity-with-mentions", entity = entity.name, n = tally.of_entity(entity.id));
            let hover = say!(
                "mentions-and-stances-move-there-in-one",
                mentions = say!("n-mentions", n = tally.of_entity(from)),
                stances = say!("n-stances", n = tally.stances_of(from))
            );
            if widgets::line(ui, theme, false, &text, |ui| {
                widgets::cut(ui, &text);
            })
            .on_hover_text(hover)
            .clicked()
            {
                commands.push(Command::MergeEntities { from, into: entity.id });
                *chosen = Some(entity.id);
            }
        });
    }
}

/// The words it is called by, each to be split off where they mean another.
fn forms(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    id: EntityId,
    called: &mut Option<Called>,
    commands: &mut Vec<Command>,
) {
    let revision = session.history().revision();
    if called.as_ref().is_none_or(|called| called.of != id || called.revision != revision) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for article in session.project().articles() {
            for mention in article.mentions().filter(|mention| mention.entity == Some(id)) {
                let words = mention.spans.quote(article.text());
                *counts.entry(words.split_whitespace().collect::<Vec<_>>().join(" ")).or_default() += 1;
            }
        }
        let mut forms: Vec<(String, usize)> = counts.into_iter().collect();
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        *called = Some(Called { of: id, revision, forms });
    }
    let Some(Called { forms, .. }) = called else { return };
    if forms.len() < 2 {
        return;
    }
    widgets::heading(ui, theme, say!("called"));
    for (words, count) in forms.iter().take(30) {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let split = ui.small_button(say!("split-off-button"));
                split.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, say!("split-off-words", words = words))
                });
                if split.on_hover_text(say!("another-is-meant-by-these-words-give")).clicked() {
                    commands.push(Command::AskSplit { entity: id, words: words.clone() });
                }
                widgets::soft(ui, theme, count.to_string());
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    widgets::cut(ui, RichText::new(words).size(13.0));
                });
            });
        });
    }
}

/// More lines than these say nothing more; the concordance shows all.
const MENTIONS: usize = 200;

fn mentions(ui: &mut egui::Ui, session: &Session, theme: &Theme, id: EntityId, commands: &mut Vec<Command>) {
    let mut shown = 0;
    for article in session.project().articles() {
        for mention in article.mentions().filter(|mention| mention.entity == Some(id)) {
            shown += 1;
            if shown > MENTIONS {
                widgets::soft(ui, theme, say!("and-more-dots"));
                return;
            }
            ui.push_id((article.id.number(), mention.id.number()), |ui| {
                let text = article.text();
                let words = mention.spans.quote(text);
                let before: String = spread::before(text, mention.spans.start());
                let tail: String = before.chars().rev().take(18).collect::<Vec<_>>().into_iter().rev().collect();
                let (tail, after) = crate::ui::bidi::around(tail, &words, spread::after(text, mention.spans.end()));
                let response = widgets::line(ui, theme, false, &words, |ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    widgets::soft(ui, theme, tail);
                    ui.label(RichText::new(&words).strong().size(12.5));
                    widgets::cut(ui, RichText::new(after).color(theme.ink_soft).size(12.5));
                });
                let response = response.on_hover_text(article.display_title());
                if response.clicked() {
                    commands.extend([Command::OpenArticle(article.id), Command::MarkMention(mention.id)]);
                }
                response.context_menu(|ui| {
                    if ui.button(say!("split-off-into-an-entity-of-its")).clicked() {
                        commands.extend([Command::OpenArticle(article.id), Command::SplitMention(mention.id)]);
                    }
                    if ui.button(say!("unlink")).clicked() {
                        commands.extend([Command::OpenArticle(article.id), Command::Link { mention: mention.id, entity: None }]);
                    }
                });
            });
        }
    }
    if shown == 0 {
        widgets::soft(ui, theme, say!("no-mention-refers-to-it"));
    }
}
