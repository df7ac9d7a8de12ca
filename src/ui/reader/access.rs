//! The article without eyes: a node per paragraph in sight, per mark and per card, each named in words.
//!
//! Screen readers and tests find them through AccessKit; where nobody listens, nothing is made.

use super::marks::Source;
use super::{MarkId, ReaderView, ShownKind, ShownMark, Strength, cards};
use crate::say;
use egui::accesskit::Role;
use egui::{Id, Rect, Sense, Ui, WidgetInfo};

/// Does anybody listen?
pub(super) fn is_on(ui: &Ui, id: Id) -> bool {
    ui.ctx().accesskit_node_builder(id, |_| ()).is_some()
}

/// Tells of a paragraph.
pub(super) fn paragraph(ui: &Ui, id: Id, rect: Rect, text: &str) {
    let response = ui.interact(rect, id, Sense::empty());
    response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, text));
}

/// Tells of a mark or card; true where it was asked for (a screen reader's click).
pub(super) fn mark(ui: &Ui, id: Id, rect: Rect, words: &str) -> bool {
    let response = ui.interact(rect, id, Sense::empty());
    response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, words));
    ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click))
}

/// The identity of a mark's node.
pub(super) fn mark_id(reader: Id, mark: MarkId) -> Id {
    reader.with(("mark", mark))
}

/// A mark in words: “Petro, person”, “Petro against ICE, stance, direct”.
pub(super) fn describe(
    view: &ReaderView<'_>,
    source: &Source,
    label: impl Fn(crate::model::LabelId) -> std::sync::Arc<str>,
) -> String {
    let text = view.article.text();
    match source {
        Source::Mention(mention) => {
            let quote = mention.spans.quote(text);
            let entity = mention.entity.and_then(|id| view.project.entity(id)).filter(|entity| entity.name != quote);
            let entity = entity.map_or_else(String::new, |entity| say!("meaning", entity = entity.name));
            format!("{quote}, {}{entity}", label(mention.label))
        }
        Source::Stance(stance) => {
            let word = view.theme.polarity(stance.polarity).word;
            let target = cards::target_name(view, stance).map_or_else(String::new, |target| format!(" {target}"));
            let directness = cards::directness(stance.attribution.directness);
            let directness = if directness.is_empty() { String::new() } else { format!(", {directness}") };
            say!("stance-mark", holder = cards::holder_name(view, stance), word = word, target = target, directness = directness)
        }
        Source::Suggested(ShownMark { spans, kind: ShownKind::Mention(id), strength, .. }) => {
            let sure = if *strength == Strength::Sure { say!("sure-suggestion") } else { say!("uncertain") };
            say!("suggested-mark", spans = spans.quote(text), label = &*label(*id), sure = sure)
        }
        Source::Suggested(ShownMark { kind: ShownKind::Stance { holder, target, polarity }, .. }) => {
            let target = if target.is_empty() { String::new() } else { format!(" {target}") };
            say!("suggested-stance", holder = &**holder, word = view.theme.polarity(*polarity).word, target = target)
        }
    }
}
