//! What does not keep to the codebook: every place with what is wrong there. Listed, never forbidden.

use super::details::title;
use crate::analysis::violations::{Violation, violations};
use crate::say;
use crate::session::{Command, Session};
use crate::ui::theme::Theme;
use crate::ui::widgets;
use egui::Ui;
use std::sync::Arc;

/// What was found in one state of the project.
#[derive(Default)]
pub(super) struct State {
    made: Option<(u64, Arc<Vec<Violation>>)>,
}

impl State {
    /// All of it, in article order.
    pub(super) fn found(&mut self, session: &Session) -> Arc<Vec<Violation>> {
        let revision = session.history().revision();
        match &self.made {
            Some((at, found)) if *at == revision => Arc::clone(found),
            _ => {
                let found = Arc::new(violations(session.project()));
                self.made = Some((revision, Arc::clone(&found)));
                found
            }
        }
    }
}

/// More lines than these are not listed at once.
const MOST: usize = 300;

pub(super) fn ui(ui: &mut Ui, session: &Session, theme: &Theme, found: &[Violation], commands: &mut Vec<Command>) {
    title(ui, say!("against-the-rules"));
    widgets::soft(ui, theme, say!("which-labels-may-hold-stances-or-be"));
    ui.add_space(6.0);
    if found.is_empty() {
        widgets::soft(ui, theme, say!("everything-keeps-to-the-codebook"));
    }
    for (at, violation) in found.iter().take(MOST).enumerate() {
        let article = session.project().article(violation.passage.article).map_or("", |article| article.display_title());
        ui.push_id(at, |ui| {
            let message = crate::words::retold(&violation.message);
            let name = format!("{message} {article}");
            let response = widgets::line(ui, theme, false, &name, |ui| {
                widgets::cut(ui, &*message);
                widgets::soft(ui, theme, article);
            });
            if response.clicked() {
                commands.push(Command::OpenPassage(violation.passage.clone()));
            }
        });
    }
    if found.len() > MOST {
        widgets::soft(ui, theme, say!("and-so-many-more", n = found.len() - MOST));
    }
}
