//! From article to article; status and details.

use crate::edit::Edit;
use crate::model::{ArticleId, Metadata, Status};
use crate::say;
use crate::session::{Action, Session};

impl Session {
    pub(super) fn act_on_articles(&mut self, action: Action) {
        let Some(open) = self.open else { return };
        match action {
            Action::NextArticle => self.neighbour_article(open, 1),
            Action::PreviousArticle => self.neighbour_article(open, -1),
            Action::MarkDone => self.mark_done(open),
            Action::Reopen => self.set_status(open, Status::InProgress),
            Action::RemoveArticle => self.delete_article(open),
            _ => {}
        }
    }

    fn neighbour_article(&mut self, open: ArticleId, step: isize) {
        let Some(position) = self.project.position(open) else { return };
        let next = position.checked_add_signed(step).and_then(|position| self.project.article_at(position));
        match next.map(|article| article.id) {
            Some(id) => self.show_article(id),
            None => {
                self.notices.note(if step > 0 { say!("this-is-the-last-article") } else { say!("this-is-the-first-article") })
            }
        }
    }

    fn mark_done(&mut self, open: ArticleId) {
        self.set_status(open, Status::Done);
        let Some(position) = self.project.position(open) else { return };
        let unfinished = |id: &ArticleId| self.project.article(*id).is_some_and(|article| article.status != Status::Done);
        let ids: Vec<ArticleId> = self.project.articles().map(|article| article.id).collect();
        let next = ids[position + 1..].iter().chain(&ids[..position]).copied().find(unfinished);
        match next {
            Some(id) => self.show_article(id),
            None => self.notices.note(say!("every-article-is-done")),
        }
    }

    pub(super) fn set_status(&mut self, article: ArticleId, status: Status) {
        if self.project.article(article).is_none_or(|article| article.status == status) {
            return;
        }
        let name = match status {
            Status::New => say!("mark-the-article-as-new"),
            Status::InProgress => say!("mark-the-article-as-in-progress"),
            Status::Done => say!("mark-the-article-as-done"),
        };
        self.commit(name, Edit::SetStatus { article, status });
    }

    pub(super) fn set_metadata(&mut self, article: ArticleId, metadata: Box<Metadata>) {
        if self.project.article(article).is_none_or(|article| article.metadata == *metadata) {
            return;
        }
        self.commit(say!("set-the-articles-details"), Edit::SetMetadata { article, metadata });
    }

    pub(super) fn delete_article(&mut self, article: ArticleId) {
        let Some(found) = self.project.article(article) else { return };
        let name = say!("remove-article-titled", found = super::annotating::short(found.display_title()));
        if self.commit(name, Edit::RemoveArticle(article)) {
            self.proposals.forget(article);
            self.notices.note(say!("the-article-is-out-of-the-project"));
        }
    }
}
