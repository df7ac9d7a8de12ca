//! The account of an import or export on screen: what came through, what was repaired, what could not be kept.

use super::theme::Theme;
use super::widgets;
use crate::say;
use crate::session::{Account, Audit};
use crate::words;
use egui::{Color32, RichText, Ui, Vec2, vec2};
use std::collections::BTreeMap;

/// How large an assistant is: most of the window.
pub fn room(ui: &Ui) -> Vec2 {
    let screen = ui.ctx().content_rect();
    vec2((screen.width() - 80.0).clamp(420.0, 1180.0), (screen.height() - 90.0).clamp(300.0, 760.0))
}

/// One account; `done` is "read" or "written".
pub fn account(ui: &mut Ui, theme: &Theme, title: &str, done: &str, audit: &Audit) {
    widgets::heading(ui, theme, &words::retold(words::translated(title)));
    let counts = [
        (audit.articles, say!("n-articles", n = audit.articles)),
        (audit.spans, say!("n-spans", n = audit.spans)),
        (audit.stances, say!("n-stances", n = audit.stances)),
        (audit.relations, say!("n-relations", n = audit.relations)),
        (audit.suggestions, say!("n-open-suggestions", n = audit.suggestions)),
    ];
    let words: Vec<String> = counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let words = if words.is_empty() { say!("nothing-was-done", done = done) } else { words.join(", ") };
    ui.add(egui::Label::new(RichText::new(words).size(13.0)).wrap());
    if audit.annotators > 1 {
        widgets::soft(ui, theme, say!("of-annotators", n = audit.annotators));
    }
    kinds(ui, theme, say!("not-kept"), theme.warning, &audit.lost);
    kinds(ui, theme, say!("put-right"), theme.ink, &audit.repaired);
    kinds(ui, theme, say!("worth-knowing"), theme.ink, &audit.notices);
    if audit.is_lossless() {
        widgets::soft(ui, theme, say!("nothing-is-lost"));
    }
}

/// Things counted by kind; the places of a kind unfold.
pub fn kinds(ui: &mut Ui, theme: &Theme, heading: &str, colour: Color32, kinds: &BTreeMap<String, Account>) {
    if kinds.is_empty() {
        return;
    }
    ui.label(RichText::new(heading).size(12.5).strong().color(colour));
    for (what, tally) in kinds {
        let words = RichText::new(format!("{} × {}", tally.count, words::retold(what))).size(12.5);
        if tally.places.is_empty() {
            ui.add(egui::Label::new(words).wrap());
            continue;
        }
        ui.push_id((heading, what), |ui| {
            egui::CollapsingHeader::new(words).show(ui, |ui| {
                for place in &tally.places {
                    ui.add(egui::Label::new(RichText::new(place).size(12.0).color(theme.ink_soft)).wrap());
                }
                if tally.count > tally.places.len() {
                    widgets::soft(ui, theme, say!("and-so-on"));
                }
            });
        });
    }
}
