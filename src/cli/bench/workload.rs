//! Articles of any length with any number of marks, made from a seed: the workloads that speed is measured on.
//!
//! The words are news-like but mean nothing; the same seed gives the same article on every machine.

use crate::model::{
    Actor, Article, ArticleId, Attribution, Directness, Entity, EntityId, Holder, LabelId, Mention, MentionId, Metadata,
    Polarity, Project, Provenance, Scheme, Stance, StanceId, Target, TargetKind, TargetRef,
};
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// How much of everything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Workload {
    pub name: &'static str,
    pub words: usize,
    /// Mentions, stances and suggestions together.
    pub spans: usize,
}

/// The workloads that the speed contract names, and ten times the largest.
pub const WORKLOADS: [Workload; 4] = [
    Workload { name: "W1", words: 1_000, spans: 60 },
    Workload { name: "W2", words: 20_000, spans: 1_000 },
    Workload { name: "W3", words: 200_000, spans: 10_000 },
    Workload { name: "10xW3", words: 2_000_000, spans: 100_000 },
];

/// One article of W4, which has ten thousand.
pub const CORPUS: Workload = Workload { name: "W4", words: 600, spans: 20 };

/// The names of all workloads.
pub const NAMES: [&str; 5] = ["W1", "W2", "W3", "10xW3", CORPUS.name];

/// What a suggestion will be, in the terms of the model.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Suggested {
    pub span: Span,
    pub label: LabelId,
    pub score: f32,
}

/// A made article.
#[derive(Clone, Debug)]
pub struct Made {
    pub text: String,
    pub mentions: Vec<(Span, LabelId)>,
    pub stances: Vec<(Span, Polarity)>,
    pub suggestions: Vec<Suggested>,
}

/// Numbers that look random and are the same everywhere (xorshift64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From 0 to `below`, exclusive; 0 where `below` is 0.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

const WORDS: [&str; 60] = [
    "the",
    "of",
    "and",
    "a",
    "to",
    "in",
    "is",
    "minister",
    "president",
    "said",
    "that",
    "for",
    "on",
    "parliament",
    "reform",
    "climate",
    "agreement",
    "with",
    "opposition",
    "criticised",
    "market",
    "workers",
    "union",
    "policy",
    "energy",
    "crisis",
    "new",
    "was",
    "it",
    "as",
    "by",
    "at",
    "from",
    "efficient",
    "offices",
    "will",
    "support",
    "against",
    "tax",
    "law",
    "voters",
    "budget",
    "fiscal",
    "affairs",
    "difficult",
    "Tuesday",
    "European",
    "Commission",
    "spokesperson",
    "because",
    "river",
    "valley",
    "hospital",
    "school",
    "farmers",
    "warned",
    "rejected",
    "welcomed",
    "plan",
    "proposal",
];

/// Makes the article of a workload.
pub fn make(workload: &Workload, seed: u64) -> Made {
    let mut dice = Dice::new(seed);
    let mut text = String::with_capacity(workload.words * 7);
    let mut words: Vec<Range<usize>> = Vec::with_capacity(workload.words);
    while words.len() < workload.words {
        let long = (30 + dice.below(120)).min(workload.words - words.len());
        let mut sentence = 0;
        for at in 0..long {
            if at > 0 {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(WORDS[dice.below(WORDS.len())]);
            words.push(start..text.len());
            sentence += 1;
            if sentence > 8 + dice.below(14) || at + 1 == long {
                text.push('.');
                sentence = 0;
            }
        }
        text.push('\n');
    }
    let labels: Vec<LabelId> = Scheme::default().labels.iter().filter(|label| !label.hidden).map(|label| label.id).collect();
    let polarities = [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::None];
    let mut made = Made { text, mentions: Vec::new(), stances: Vec::new(), suggestions: Vec::new() };
    for number in 0..workload.spans {
        // Evenly spread, with some luck; every twentieth lies over the one before.
        let share = number * words.len() / workload.spans.max(1);
        let at =
            if number % 20 == 19 { share.saturating_sub(words.len() / workload.spans.max(1)) } else { share + dice.below(6) };
        let at = at.min(words.len() - 1);
        let long = if number % 10 == 4 { 6 + dice.below(8) } else { 1 + dice.below(3) };
        let last = (at + long - 1).min(words.len() - 1);
        let whole = words[at].start..words[last].end;
        let end = made.text[whole.clone()].find('\n').map_or(whole.end, |line| whole.start + line);
        let Ok(span) = Span::new(&made.text, whole.start..end) else { continue };
        let label = labels[dice.below(labels.len())];
        match number % 10 {
            4 => made.stances.push((span, polarities[dice.below(polarities.len())])),
            7 => made.suggestions.push(Suggested { span, label, score: 0.3 + dice.below(70) as f32 / 100.0 }),
            _ => made.mentions.push((span, label)),
        }
    }
    made.suggestions.sort_by_key(|suggested| suggested.span);
    made
}

/// The article with its annotations, and entities for the stances.
pub fn article(made: &Made, id: ArticleId) -> (Article, Vec<Entity>) {
    let annotator = Project::default().annotators[0].id;
    let mut article = Article::new(id, made.text.as_str(), Metadata::default());
    for (number, (span, label)) in (1..).zip(&made.mentions) {
        let mention = Mention::new(MentionId::new(number), (*span).into(), *label, annotator, Provenance::default());
        article.put_mention(Arc::new(mention));
    }
    let entities: Vec<Entity> = ["Ada Brandt", "Ministry of Transport", "Rail union", "Coastal road"]
        .iter()
        .zip(1..)
        .map(|(name, number)| Entity::new(EntityId::new(number), *name, None))
        .collect();
    for (number, (span, polarity)) in (1_usize..).zip(&made.stances) {
        let mut stance = Stance::new(StanceId::new(number as u64), annotator, Provenance::default());
        let (holder, target) = (entities[number % 4].id, entities[(number + 1) % 4].id);
        stance.holder = Holder { actor: Actor::Entity(holder), ..Holder::default() };
        stance.target = Target { kind: TargetKind::Entity, reference: TargetRef::Entity(target), mention: None };
        if let Some((mention, _)) = made.mentions.get(number * 8 % made.mentions.len().max(1)) {
            stance.holder.mention = Some((*mention).into());
        }
        stance.polarity = *polarity;
        stance.evidence = Some((*span).into());
        stance.attribution = Attribution { directness: Directness::Indirect, ..Attribution::default() };
        article.put_stance(Arc::new(stance));
    }
    (article, entities)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_article_of_the_right_size() {
        for workload in &WORKLOADS[..2] {
            let (made, again) = (make(workload, 7), make(workload, 7));
            assert_eq!(made.text, again.text);
            assert_eq!(made.text.split_whitespace().count(), workload.words);
            let spans = made.mentions.len() + made.stances.len() + made.suggestions.len();
            assert_eq!(spans, workload.spans);
        }
        assert_ne!(make(&WORKLOADS[0], 7).text, make(&WORKLOADS[0], 8).text);
    }
}
