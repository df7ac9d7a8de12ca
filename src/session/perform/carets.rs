//! The caret and the selection.

use crate::model::ArticleId;
use crate::say;
use crate::session::selection::{Motion, moved};
use crate::session::{Action, Effect, Marked, Selection, Session, Walk, Way};
use crate::text::words::floor;
use crate::text::{Span, SpanSet};

impl Session {
    pub(super) fn select(&mut self, anchor: usize, caret: usize, exact: bool) {
        let Some(article) = self.article() else { return };
        let (anchor, caret) = (floor(article.text(), anchor), floor(article.text(), caret));
        self.selection = Selection { anchor, caret, exact, marked: None };
        self.effects.push(Effect::Reveal);
    }

    pub(super) fn go_to(&mut self, article: ArticleId, span: Span) {
        self.open_article(article);
        if self.article().is_some_and(|article| span.fits(article.text())) {
            self.selection = Selection { anchor: span.start(), caret: span.end(), exact: true, marked: None };
            self.effects.push(Effect::Reveal);
        }
    }

    pub(super) fn clear_selection(&mut self) {
        if self.find.open {
            // What was found stays selected, ready for a label or a stance.
            self.find.open = false;
            return;
        }
        self.adjusted = None;
        self.selection = Selection::at(self.selection.range().start);
    }

    pub(super) fn move_caret(&mut self, action: Action) {
        let Some(article) = self.article() else { return };
        let text = article.text();
        let at = self.selection.caret;
        let caret = |motion| moved(text, at, motion);
        let (to, extend, exact) = match action {
            Action::SentenceBack => (caret(Motion::SentenceBack), false, false),
            Action::SentenceForward => (caret(Motion::SentenceForward), false, false),
            Action::ParagraphBack => (caret(Motion::ParagraphBack), false, false),
            Action::ParagraphForward => (caret(Motion::ParagraphForward), false, false),
            Action::TextStart => (caret(Motion::TextStart), false, false),
            Action::TextEnd => (caret(Motion::TextEnd), false, false),
            Action::ExtendLeft => (caret(Motion::WordBack), true, false),
            Action::ExtendRight => (caret(Motion::WordEnd), true, false),
            Action::ExtendCharLeft => (caret(Motion::CharBack), true, true),
            Action::ExtendCharRight => (caret(Motion::CharForward), true, true),
            Action::ExtendSentenceBack => (caret(Motion::SentenceBack), true, false),
            Action::ExtendSentenceForward => (caret(Motion::SentenceForward), true, false),
            Action::ExtendParagraphBack => (caret(Motion::ParagraphBack), true, false),
            Action::ExtendParagraphForward => (caret(Motion::ParagraphForward), true, false),
            Action::CaretLeft => return self.walk(Way::Left, false),
            Action::CaretRight => return self.walk(Way::Right, false),
            Action::WordLeft => return self.walk(Way::WordLeft, false),
            Action::WordRight => return self.walk(Way::WordRight, false),
            Action::CaretUp => return self.walk(Way::Up, false),
            Action::CaretDown => return self.walk(Way::Down, false),
            Action::LineStart => return self.walk(Way::LineStart, false),
            Action::LineEnd => return self.walk(Way::LineEnd, false),
            Action::ExtendUp => return self.walk(Way::Up, true),
            Action::ExtendDown => return self.walk(Way::Down, true),
            Action::ExtendLineStart => return self.walk(Way::LineStart, true),
            Action::ExtendLineEnd => return self.walk(Way::LineEnd, true),
            Action::PageUp => return self.walk(Way::PageUp, false),
            Action::PageDown => return self.walk(Way::PageDown, false),
            _ => return,
        };
        let mut anchor = if extend { self.selection.anchor } else { to };
        if extend && self.selection.is_empty() {
            // A mark in hand is extended from its far edge.
            if let Some(spans) = self.marked_spans() {
                anchor = if to < at { spans.end() } else { spans.start() };
            }
        }
        self.selection = Selection { anchor, caret: to, exact: extend && exact, marked: None };
        self.effects.push(Effect::Reveal);
    }

    /// The words of what is in hand.
    fn marked_spans(&self) -> Option<SpanSet> {
        let article = self.article()?;
        match self.selection.marked? {
            Marked::Mention(id) => article.mention(id).map(|mention| mention.spans.clone()),
            Marked::Stance(id) => article.stance(id).and_then(|stance| stance.place().cloned()),
            Marked::Suggestion(id) => self.proposals.find(article.id, id).map(|open| self.shape_of(open).clone()),
        }
    }

    fn walk(&mut self, way: Way, extend: bool) {
        self.effects.push(Effect::Walk(Walk { way, extend }));
    }

    pub(super) fn walk_marks(&mut self, action: Action) {
        let Some(article) = self.article() else { return };
        let at = self.selection.range().start;
        let forward = action == Action::NextMark;
        let current = match self.selection.marked {
            Some(Marked::Mention(id)) => Some(id),
            _ => None,
        };
        // Among mentions that begin at the same place the order of the article decides.
        let ids: Vec<_> = current
            .and_then(|id| article.mention(id))
            .map(|mention| {
                article.mentions_within(mention.spans.hull()).iter().map(|other| (other.spans.start(), other.id)).collect()
            })
            .unwrap_or_default();
        let here = ids.iter().position(|(_, id)| Some(*id) == current);
        let same = match here {
            Some(here) if forward => ids.get(here + 1),
            Some(here) => here.checked_sub(1).and_then(|before| ids.get(before)),
            None => None,
        };
        let same = same.filter(|(start, _)| *start == at).map(|(_, id)| *id);
        let next = same.or_else(|| {
            let found = if forward && current.is_none() && at == 0 {
                article.mentions().next()
            } else if forward {
                article.mention_after(at)
            } else {
                article.mention_before(at)
            };
            found.or_else(|| if forward { article.mentions().next() } else { article.mentions().next_back() }).map(|m| m.id)
        });
        match next {
            Some(id) => self.mark_mention(id),
            None => self.notices.note(say!("nothing-is-marked-in-this-article-yet")),
        }
    }
}
