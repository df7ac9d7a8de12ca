//! Everything that is saved: articles, entities, scheme and annotators.

use super::{Annotator, AnnotatorId, Article, ArticleId, Entity, EntityId, Ext, Role, Scheme};
use imbl::{OrdMap, Vector};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One annotation project. A plain value: cloning it is constant in its size, equality is by content.
#[derive(Clone, PartialEq, Debug)]
pub struct Project {
    pub name: String,
    pub scheme: Arc<Scheme>,
    pub annotators: Vec<Annotator>,
    /// Saved queries of the concordance, by name.
    pub queries: BTreeMap<String, String>,
    /// Share of paragraphs, in percent, whose suggestions stay hidden until they are finished.
    pub blind_percent: u8,
    pub ext: Ext,
    articles: OrdMap<ArticleId, Arc<Article>>,
    order: Vector<ArticleId>,
    entities: OrdMap<EntityId, Arc<Entity>>,
}

impl Project {
    /// An empty project with one annotator.
    pub fn new(scheme: Scheme, annotator: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            scheme: Arc::new(scheme),
            annotators: vec![Annotator { id: AnnotatorId::new(1), name: annotator.into(), role: Role::Annotator }],
            queries: BTreeMap::new(),
            blind_percent: 0,
            ext: Ext::new(),
            articles: OrdMap::new(),
            order: Vector::new(),
            entities: OrdMap::new(),
        }
    }

    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.articles.get(&id)
    }

    pub fn entity(&self, id: EntityId) -> Option<&Arc<Entity>> {
        self.entities.get(&id)
    }

    pub fn annotator(&self, id: AnnotatorId) -> Option<&Annotator> {
        self.annotators.iter().find(|annotator| annotator.id == id)
    }

    /// The articles in the order shown to people.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = &Arc<Article>> {
        self.order.iter().filter_map(|id| self.articles.get(id))
    }

    pub(super) fn article_map(&self) -> &OrdMap<ArticleId, Arc<Article>> {
        &self.articles
    }

    /// The entities by id.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = &Arc<Entity>> {
        self.entities.values()
    }

    pub fn article_count(&self) -> usize {
        self.order.len()
    }

    pub fn entity_count(&self) -> usize {
        self.entities.len()
    }

    /// The article at a position of the order.
    pub fn article_at(&self, position: usize) -> Option<&Arc<Article>> {
        self.order.get(position).and_then(|id| self.articles.get(id))
    }

    /// Where an article stands in the order; linear.
    pub fn position(&self, id: ArticleId) -> Option<usize> {
        self.order.iter().position(|other| *other == id)
    }

    /// The article, to change; `edit` is the only caller.
    pub(crate) fn article_mut(&mut self, id: ArticleId) -> Option<&mut Article> {
        self.articles.get_mut(&id).map(Arc::make_mut)
    }

    pub(crate) fn insert_article(&mut self, position: usize, article: Arc<Article>) {
        self.order.insert(position.min(self.order.len()), article.id);
        self.articles.insert(article.id, article);
    }

    pub(crate) fn take_article(&mut self, id: ArticleId) -> Option<(usize, Arc<Article>)> {
        let position = self.position(id)?;
        self.order.remove(position);
        self.articles.remove(&id).map(|article| (position, article))
    }

    pub(crate) fn put_entity(&mut self, entity: Arc<Entity>) -> Option<Arc<Entity>> {
        self.entities.insert(entity.id, entity)
    }

    pub(crate) fn take_entity(&mut self, id: EntityId) -> Option<Arc<Entity>> {
        self.entities.remove(&id)
    }
}

impl Default for Project {
    fn default() -> Self {
        Self::new(Scheme::default(), "me")
    }
}
