//! An article as people marked it up for measuring and training: plain slots, without identities or annotators.

use super::{Actor, Article, Directness, Polarity, Project, Status, TargetRef};
use crate::text::{Span, SpanSet};

/// One article with everything that is to be found in it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Gold {
    pub id: String,
    pub text: String,
    /// Names with their labels, in text order.
    pub entities: Vec<(Span, String)>,
    pub attributions: Vec<GoldAttribution>,
    pub stances: Vec<GoldStance>,
    /// What the text as a whole says of each of these spans.
    pub targets: Vec<(Span, Polarity)>,
}

impl Gold {
    /// What is marked in the finished articles of `project`; in all of them where none is finished.
    pub fn of_project(project: &Project) -> Vec<Self> {
        let finished = project.articles().any(|article| article.status == Status::Done);
        let used = project.articles().filter(|article| !finished || article.status == Status::Done);
        used.map(|article| Self::of(project, article)).collect()
    }

    /// What is marked in one article. Mentions of several parts are left out: the form has none.
    pub fn of(project: &Project, article: &Article) -> Self {
        let text = article.text();
        let mentions = article.mentions().filter(|mention| mention.spans.len() == 1);
        let entities: Vec<(Span, String)> =
            mentions.map(|mention| (mention.spans.first(), project.scheme.label_name(mention.label).to_owned())).collect();
        let words = |spans: &Option<SpanSet>| spans.as_ref().map(|spans| spans.quote(text)).unwrap_or_default();
        let spans = |spans: &Option<SpanSet>| spans.iter().flat_map(|spans| spans.iter()).collect::<Vec<Span>>();
        let mut gold = Self { id: article.id.to_string(), text: text.to_owned(), entities, ..Self::default() };
        for stance in article.stances() {
            let attribution = &stance.attribution;
            if attribution.content.is_some() {
                gold.attributions.push(GoldAttribution {
                    source: spans(&attribution.source),
                    cue: spans(&attribution.cue),
                    content: spans(&attribution.content),
                    directness: attribution.directness,
                });
            }
            let entity = |id| project.entity(id).map(|entity| entity.name.clone()).unwrap_or_default();
            let holder = match stance.holder.actor {
                Actor::Entity(id) => entity(id),
                Actor::Author => "AUTHOR".to_owned(),
                _ => words(&stance.holder.mention),
            };
            let target = match stance.target.reference {
                TargetRef::Entity(id) => entity(id),
                TargetRef::Issue(id) => project.scheme.issue(id).map(|issue| issue.name.clone()).unwrap_or_default(),
                _ => words(&stance.target.mention),
            };
            if stance.polarity != Polarity::None {
                let evidence = spans(&stance.evidence);
                gold.stances.push(GoldStance {
                    holder,
                    target,
                    polarity: stance.polarity,
                    evidence,
                    directness: attribution.directness,
                });
            }
        }
        gold
    }
}

/// Who said what.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoldAttribution {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    pub directness: Directness,
}

/// Who is for or against what. Holder and target are names as the article has them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoldStance {
    /// `AUTHOR` for the reporter's own voice.
    pub holder: String,
    pub target: String,
    pub polarity: Polarity,
    pub evidence: Vec<Span>,
    pub directness: Directness,
}
