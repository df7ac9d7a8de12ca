//! What a person decided before about the same holder and target: earlier stances, to decide alike.

use super::{Party, Passage};
use crate::model::{AnnotatorId, ArticleId, Made, Polarity, Project, StanceId, Timestamp};

/// One earlier stance.
#[derive(Clone, PartialEq, Debug)]
pub struct Precedent {
    pub holder: Party,
    pub polarity: Polarity,
    pub at: Timestamp,
    pub passage: Passage,
}

/// The latest stances of this person towards `target`, those of the same holder first, then the newest; at most `most`. The
/// stance `except` is the one that is being decided.
pub fn precedents(
    project: &Project,
    (holder, target): (&Party, &Party),
    annotator: AnnotatorId,
    except: Option<(ArticleId, StanceId)>,
    most: usize,
) -> Vec<Precedent> {
    let mut found: Vec<Precedent> = Vec::new();
    for article in project.articles() {
        for stance in article.stances_by_id().filter(|stance| stance.annotator == annotator) {
            let own = except == Some((article.id, stance.id));
            if own || Party::target(stance, article.text()).as_ref() != Some(target) {
                continue;
            }
            found.push(Precedent {
                holder: Party::holder(stance, article.text()),
                polarity: stance.polarity,
                at: stance.provenance.at,
                passage: Passage { article: article.id, spans: stance.place().cloned(), made: Some(Made::Stance(stance.id)) },
            });
        }
    }
    found.sort_by_key(|past| (past.holder != *holder, std::cmp::Reverse((past.at, past.passage.article))));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::{Actor, Article, Basis, Entity, EntityId, Metadata, Provenance, Stance, TargetRef};
    use std::sync::Arc;

    #[test]
    fn the_same_holder_comes_first_and_the_stance_itself_not_at_all() {
        let mut project = Project::default();
        let id = ArticleId::new(1);
        let mut edits = vec![Edit::AddArticle { position: 0, article: Arc::new(Article::new(id, "Text.", Metadata::default())) }];
        edits.extend((1..=3).map(|n| Edit::PutEntity(Arc::new(Entity::new(EntityId::new(n), format!("E{n}"), None)))));
        // Number, holder, target, time.
        for (number, holder, target, at) in [(1, 1, 3, 10), (2, 2, 3, 20), (3, 1, 2, 30), (4, 1, 3, 5), (5, 1, 3, 40)] {
            let provenance = Provenance { at: Timestamp(at), ..Provenance::default() };
            let mut stance = Stance::new(StanceId::new(number), AnnotatorId::new(1), provenance);
            stance.holder.actor = Actor::Entity(EntityId::new(holder));
            stance.target.reference = TargetRef::Entity(EntityId::new(target));
            stance.basis = Basis::Inferred;
            edits.push(Edit::PutStance { article: id, stance: Arc::new(stance) });
        }
        apply(&mut project, Edit::Batch(edits)).unwrap();
        let pair = (&Party::Entity(EntityId::new(1)), &Party::Entity(EntityId::new(3)));
        let own = Some((id, StanceId::new(5)));
        let found = precedents(&project, pair, AnnotatorId::new(1), own, 9);
        assert_eq!(found.iter().map(|past| past.at.0).collect::<Vec<_>>(), [10, 5, 20]);
        assert_eq!(precedents(&project, pair, AnnotatorId::new(1), None, 1)[0].at, Timestamp(40));
        assert_eq!(precedents(&project, pair, AnnotatorId::new(2), None, 9), []);
    }
}
