//! The versions of the codebook: what changed, when, and how much was marked under each.

use crate::say;
use crate::session::Session;
use crate::ui::theme::Theme;
use crate::ui::widgets;
use egui::{RichText, Ui};

/// Annotations by version, for one state of the project.
#[derive(Default)]
pub(super) struct State {
    made: Option<(u64, Vec<usize>)>,
}

pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, state: &mut State) {
    let scheme = &session.project().scheme;
    let revision = session.history().revision();
    if state.made.as_ref().is_none_or(|(at, _)| *at != revision) {
        state.made = Some((revision, under(session)));
    }
    let Some((_, counts)) = &state.made else { return };
    ui.label(RichText::new(say!("versions")).family(egui::FontFamily::Name(crate::ui::fonts::SEMIBOLD.into())).size(18.0));
    widgets::soft(ui, theme, say!("how-much-was-marked-between-a-change"));
    ui.add_space(8.0);
    let day = |millis: i64| {
        jiff::Timestamp::from_millisecond(millis).map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d %H:%M").to_string())
    };
    for (at, change) in scheme.changes.iter().enumerate().rev().take(200) {
        line(ui, theme, change.version, &day(change.at.0), &change.what, counts.get(at + 1).copied().unwrap_or(0));
    }
    let first = scheme.changes.first().map_or(scheme.version, |change| change.version.saturating_sub(1));
    line(ui, theme, first, "", say!("as-it-began"), counts.first().copied().unwrap_or(0));
}

fn line(ui: &mut Ui, theme: &Theme, version: u32, when: &str, what: &str, count: usize) {
    ui.horizontal(|ui| {
        ui.add_sized([36.0, 24.0], egui::Label::new(RichText::new(version.to_string()).strong()).halign(egui::Align::RIGHT));
        ui.add_sized(
            [130.0, 24.0],
            egui::Label::new(RichText::new(when).size(12.5).color(theme.ink_soft)).halign(egui::Align::LEFT),
        );
        ui.label(what);
        widgets::soft(ui, theme, say!("n-annotations", n = count as i64));
    });
}

/// Mentions and stances by the version they were made under; the first count is before any change.
fn under(session: &Session) -> Vec<usize> {
    let project = session.project();
    project.scheme.annotations_by_version(project.articles().flat_map(|article| {
        let mentions = article.mentions_by_id().map(|mention| mention.provenance.at);
        mentions.chain(article.stances_by_id().map(|stance| stance.provenance.at))
    }))
}
