//! What of all that is suggested comes on screen, and in which order it is worked through.
//!
//! Away stays what is below the threshold, what was decided before (found again by place, or by a fingerprint of its words and
//! context where the text was re-imported), and what is annotated already. What several engines propose is one suggestion.

use super::{ENGINES, Suggestion};
use crate::model::{AnnotatorId, Article, Polarity, Project, Proposal, StanceProposal, blind};
use crate::text::{Span, SpanSet};
use std::collections::{BTreeMap, BTreeSet};

pub use super::fingerprint::fingerprint;

/// How firmly a suggestion is made; drawn differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Strength {
    Candidate,
    Sure,
}

/// In which order open suggestions are worked through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord, Hash)]
pub enum Order {
    /// As they stand in the text.
    #[default]
    Article,
    /// Those first whose decision teaches most: scores nearest to one half.
    UncertainFirst,
    /// The best scores first.
    EasyFirst,
}

/// Least score of a suggestion that a new person is shown.
pub const SHOWN: f32 = 0.35;

/// What the person wants to see.
#[derive(Clone, PartialEq, Debug)]
pub struct Showing {
    /// Least score.
    pub threshold: f32,
    /// Least score of a sure one.
    pub sure: f32,
    /// Names of engines that are switched off.
    pub off: BTreeSet<String>,
    pub order: Order,
}

impl Default for Showing {
    fn default() -> Self {
        Self { threshold: SHOWN, sure: 0.8, off: BTreeSet::new(), order: Order::Article }
    }
}

/// A suggestion that comes on screen.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// The best-scored of those that propose the same.
    pub suggestion: Suggestion,
    /// Other engines that propose the same.
    pub also: Vec<&'static str>,
    pub strength: Strength,
    /// Of its words and context; goes into the decision.
    pub fingerprint: u64,
}

impl Shown {
    /// The reason, with the other engines that say the same.
    pub fn reason(&self) -> String {
        let mut reason = self.suggestion.reason.clone();
        if !self.also.is_empty() {
            let titles: Vec<&str> =
                self.also.iter().map(|name| super::engine(name).map_or(*name, |engine| engine.title)).collect();
            reason.push_str(" · also: ");
            reason.push_str(&titles.join(", "));
        }
        reason
    }
}

/// A suggestion with the fingerprint of its words and context, which costs more than all else that is asked of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    pub suggestion: Suggestion,
    pub fingerprint: u64,
}

/// The suggestions with their fingerprints in this text; those that do not fit into it are left out.
pub fn candidates(text: &str, suggestions: Vec<Suggestion>) -> Vec<Candidate> {
    let fit = suggestions.into_iter().filter(|suggestion| suggestion.proposal.place().fits(text));
    fit.map(|suggestion| Candidate { fingerprint: fingerprint(text, &suggestion.proposal), suggestion }).collect()
}

/// What is shown to `annotator` of the candidates, in the order of work.
pub fn shown(
    project: &Project,
    article: &Article,
    annotator: AnnotatorId,
    candidates: &[Candidate],
    showing: &Showing,
) -> Vec<Shown> {
    let decided = Decided::new(article, annotator);
    let is_open = |Candidate { suggestion, fingerprint }: &Candidate| {
        let Suggestion { proposal, score, engine, .. } = suggestion;
        *score >= showing.threshold
            && !showing.off.contains(*engine)
            && !blind::is_hidden(project, article, annotator, proposal.place().start())
            && !decided.knows(*fingerprint, proposal)
            && !is_annotated(article, annotator, proposal)
    };
    let mut open: Vec<&Candidate> = candidates.iter().filter(|candidate| is_open(candidate)).collect();
    // Best first, so that each is compared only with what beats it. A side taken is worth more than that somebody is quoted,
    // of which there is less doubt: who rejects it gets the quotation.
    let is_quotation =
        |suggestion: &Suggestion| matches!(&suggestion.proposal, Proposal::Stance(stance) if stance.polarity == Polarity::None);
    open.sort_by(|a, b| {
        let (a, b) = (&a.suggestion, &b.suggestion);
        let by_kind = is_quotation(a).cmp(&is_quotation(b));
        by_kind.then_with(|| weight(b).total_cmp(&weight(a))).then_with(|| rank(a.engine).cmp(&rank(b.engine)))
    });
    let mut shown: Vec<Shown> = Vec::with_capacity(open.len());
    let mut places: BTreeMap<usize, usize> = BTreeMap::new(); // start of a mention shown → its index
    let mut stances = Stances::default();
    for Candidate { suggestion, fingerprint } in open {
        let rivals: Vec<usize> = match &suggestion.proposal {
            Proposal::Mention { spans, .. } => near(&places, spans.hull()),
            Proposal::Stance(stance) => stances.near(stance),
        };
        let beaten = rivals.into_iter().find(|&at| is_rival(&shown[at].suggestion.proposal, &suggestion.proposal));
        if let Some(at) = beaten {
            let winner = &mut shown[at];
            let same = is_same(&winner.suggestion.proposal, &suggestion.proposal);
            if same && winner.suggestion.engine != suggestion.engine && !winner.also.contains(&suggestion.engine) {
                winner.also.push(suggestion.engine);
            }
            continue;
        }
        match &suggestion.proposal {
            Proposal::Mention { spans, .. } => {
                places.insert(spans.start(), shown.len());
            }
            Proposal::Stance(stance) => stances.add(stance, shown.len()),
        }
        let strength = if suggestion.score >= showing.sure { Strength::Sure } else { Strength::Candidate };
        shown.push(Shown { suggestion: suggestion.clone(), also: Vec::new(), strength, fingerprint: *fingerprint });
    }
    sort(&mut shown, showing.order);
    shown
}

/// Puts suggestions in the order of work.
pub fn sort(shown: &mut [Shown], order: Order) {
    let place = |shown: &Shown| {
        let place = shown.suggestion.proposal.place();
        (place.start(), std::cmp::Reverse(place.end()))
    };
    match order {
        Order::Article => shown.sort_by_key(place),
        Order::UncertainFirst => shown.sort_by(|a, b| {
            let doubt = |shown: &Shown| (shown.suggestion.score - 0.5).abs();
            doubt(a).total_cmp(&doubt(b)).then_with(|| place(a).cmp(&place(b)))
        }),
        Order::EasyFirst => {
            shown.sort_by(|a, b| b.suggestion.score.total_cmp(&a.suggestion.score).then_with(|| place(a).cmp(&place(b))))
        }
    }
}

/// How many decisions are to be expected until nothing is open: one for each group of the same words with the same label if
/// it is right and accepted everywhere, one for each member if it is not.
pub fn expected_decisions(text: &str, shown: &[Shown]) -> f32 {
    let mut groups: BTreeMap<(String, u64), (f32, usize)> = BTreeMap::new();
    let mut decisions = 0.0;
    for Shown { suggestion, .. } in shown {
        match &suggestion.proposal {
            Proposal::Mention { spans, label } => {
                let group = groups.entry((spans.quote(text), label.number())).or_default();
                group.0 += suggestion.score;
                group.1 += 1;
            }
            Proposal::Stance(_) => decisions += 1.0,
        }
    }
    for (sum, count) in groups.into_values() {
        let (count, right) = (count as f32, sum / count as f32);
        decisions += right + (1.0 - right) * count;
    }
    decisions
}

/// What a person said before about this article's suggestions.
struct Decided {
    /// (fingerprint, label number or 0)
    fingerprints: BTreeSet<(u64, u64)>,
    /// By where they begin.
    places: BTreeMap<usize, Vec<Proposal>>,
}

impl Decided {
    fn new(article: &Article, annotator: AnnotatorId) -> Self {
        let own = || article.decisions().filter(|decision| decision.annotator == annotator);
        let mut places: BTreeMap<usize, Vec<Proposal>> = BTreeMap::new();
        for decision in own() {
            places.entry(decision.proposal.place().start()).or_default().push(decision.proposal.clone());
        }
        Self { fingerprints: own().map(|decision| (decision.fingerprint, label_number(&decision.proposal))).collect(), places }
    }

    fn knows(&self, fingerprint: u64, proposal: &Proposal) -> bool {
        self.fingerprints.contains(&(fingerprint, label_number(proposal)))
            || self.places.get(&proposal.place().start()).into_iter().flatten().any(|known| is_decided(known, proposal))
    }
}

/// Mentions under another label are another question; stances are one question whatever the side.
fn label_number(proposal: &Proposal) -> u64 {
    match proposal {
        Proposal::Mention { label, .. } => label.number(),
        Proposal::Stance(_) => 0,
    }
}

fn is_decided(known: &Proposal, proposal: &Proposal) -> bool {
    match (known, proposal) {
        (Proposal::Mention { spans: a, label: x }, Proposal::Mention { spans: b, label: y }) => a == b && x == y,
        (Proposal::Stance(a), Proposal::Stance(b)) => {
            (a.polarity == Polarity::None) == (b.polarity == Polarity::None)
                && a.evidence == b.evidence
                && a.holder_name == b.holder_name
                && a.target_name == b.target_name
        }
        _ => false,
    }
}

/// Longer mentions than this (bytes) are passages, within which names may still be suggested.
const PASSAGE: usize = 120;

fn is_annotated(article: &Article, annotator: AnnotatorId, proposal: &Proposal) -> bool {
    match proposal {
        Proposal::Mention { spans, .. } => {
            article.mentions_within(spans.hull()).into_iter().filter(|mention| mention.annotator == annotator).any(|mention| {
                mention.spans == *spans || (mention.spans.overlaps(spans) && mention.spans.hull().len() <= PASSAGE)
            })
        }
        Proposal::Stance(stance) => {
            let hull = quoted(stance).hull().join(stance.evidence.hull());
            article.stances_within(hull).into_iter().filter(|known| known.annotator == annotator).any(|known| {
                if stance.polarity == Polarity::None {
                    return known.attribution.content.as_ref().is_some_and(|content| content.overlaps(quoted(stance)));
                }
                let same = |known: &Option<SpanSet>, proposed: &Option<SpanSet>| match (known, proposed) {
                    (Some(known), Some(proposed)) => known.overlaps(proposed),
                    (None, None) => true,
                    _ => false,
                };
                known.evidence.as_ref().is_some_and(|evidence| evidence.overlaps(&stance.evidence))
                    && (same(&known.target.mention, &stance.target_mention)
                        || same(&known.holder.mention, &stance.holder_mention))
                    && known.polarity != Polarity::None
            })
        }
    }
}

/// The words of a quotation; the evidence where no content is known.
fn quoted(stance: &StanceProposal) -> &SpanSet {
    stance.attribution.content.as_ref().unwrap_or(&stance.evidence)
}

fn is_same(a: &Proposal, b: &Proposal) -> bool {
    match (a, b) {
        (Proposal::Mention { spans: a, label: x }, Proposal::Mention { spans: b, label: y }) => a == b && x == y,
        (Proposal::Stance(a), Proposal::Stance(b)) => a.polarity == b.polarity && is_rival_stance(a, b),
        _ => false,
    }
}

/// Can only one of the two be shown?
fn is_rival(winner: &Proposal, other: &Proposal) -> bool {
    match (winner, other) {
        (Proposal::Mention { spans: a, .. }, Proposal::Mention { spans: b, .. }) => a.overlaps(b),
        (Proposal::Stance(a), Proposal::Stance(b)) => is_rival_stance(a, b),
        _ => false,
    }
}

fn is_rival_stance(a: &StanceProposal, b: &StanceProposal) -> bool {
    match (a.polarity == Polarity::None, b.polarity == Polarity::None) {
        (false, false) => a.holder_name == b.holder_name && a.target_name == b.target_name && a.evidence.overlaps(&b.evidence),
        // A stance shows the quotation it stands in; the quotation alone says nothing more.
        _ => a.attribution.content.is_some() && a.attribution.content == b.attribution.content,
    }
}

/// Mentions shown that may touch `span`. Mentions shown never overlap, so the one before and those that begin inside do.
fn near(places: &BTreeMap<usize, usize>, span: Span) -> Vec<usize> {
    let before = places.range(..span.start()).next_back();
    before.into_iter().chain(places.range(span.range())).map(|(_, at)| *at).collect()
}

/// Stances shown, by the stretches of the text that their evidence and quoted words lie in: rivals share one.
#[derive(Default)]
struct Stances(BTreeMap<usize, Vec<usize>>);

impl Stances {
    /// Bytes.
    const STRETCH: usize = 512;

    fn stretches(stance: &StanceProposal) -> impl Iterator<Item = usize> {
        let hulls = [Some(stance.evidence.hull()), stance.attribution.content.as_ref().map(SpanSet::hull)];
        hulls.into_iter().flatten().flat_map(|hull| hull.start() / Self::STRETCH..=hull.end() / Self::STRETCH)
    }

    fn add(&mut self, stance: &StanceProposal, at: usize) {
        for stretch in Self::stretches(stance) {
            self.0.entry(stretch).or_default().push(at);
        }
    }

    /// Those that may be rivals of this one, in the order they were added.
    fn near(&self, stance: &StanceProposal) -> Vec<usize> {
        let mut near: Vec<usize> =
            Self::stretches(stance).filter_map(|stretch| self.0.get(&stretch)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// What a suggestion weighs against another one for the same words.
fn weight(suggestion: &Suggestion) -> f32 {
    suggestion.score * super::engine(suggestion.engine).map_or(1.0, |engine| engine.weight)
}

fn rank(engine: &str) -> usize {
    ENGINES.iter().position(|known| known.name == engine).unwrap_or(ENGINES.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::{ArticleId, Decision, DecisionId, LabelId, Mention, MentionId, Metadata, Provenance, Timestamp, Verdict};
    use proptest::prelude::*;
    use std::sync::Arc;

    const ME: AnnotatorId = AnnotatorId::new(1);
    const HERE: ArticleId = ArticleId::new(1);

    fn project(text: &str) -> Project {
        let mut project = Project::default();
        let article = Arc::new(Article::new(HERE, text, Metadata::default()));
        apply(&mut project, Edit::AddArticle { position: 0, article }).unwrap();
        project
    }

    fn mention(text: &str, words: &str, label: u64, engine: &'static str, score: f32) -> Suggestion {
        let start = text.find(words).unwrap();
        let spans = Span::new(text, start..start + words.len()).unwrap().into();
        let proposal = Proposal::Mention { spans, label: LabelId::new(label) };
        Suggestion { proposal, score, engine, reason: format!("{engine} says so") }
    }

    fn decide(project: &mut Project, verdict: Verdict, proposal: &Proposal) {
        let fingerprint = fingerprint(project.article(HERE).unwrap().text(), proposal);
        let number = project.article(HERE).unwrap().decisions().count() as u64;
        let decision = Decision {
            id: DecisionId::new(number),
            verdict,
            proposal: proposal.clone(),
            annotator: ME,
            at: Timestamp(0),
            suggester: "names".into(),
            score: 0.5,
            took_millis: None,
            fingerprint,
        };
        apply(project, Edit::PutDecision { article: HERE, decision: Arc::new(decision) }).unwrap();
    }

    fn show(project: &Project, suggestions: Vec<Suggestion>) -> Vec<Shown> {
        let article = project.article(HERE).unwrap();
        shown(project, article, ME, &candidates(article.text(), suggestions), &Showing::default())
    }

    #[test]
    fn the_same_from_several_engines_is_one_suggestion() {
        let text = "Mr Petro left Iraq.";
        let all = vec![
            mention(text, "Petro", 1, "names", 0.7),
            mention(text, "Petro", 1, "repeats", 0.9),
            mention(text, "Mr Petro", 1, "names", 0.6),
            mention(text, "Iraq", 3, "names", 0.5),
            mention(text, "left", 3, "names", 0.1),
        ];
        let shown = show(&project(text), all);
        assert_eq!(shown.len(), 2);
        assert_eq!((shown[0].suggestion.engine, shown[0].strength), ("repeats", Strength::Sure));
        assert_eq!(shown[0].reason(), "repeats says so · also: Names by rule");
        assert_eq!(shown[1].strength, Strength::Candidate);
    }

    #[test]
    fn what_is_read_in_its_place_counts_more_than_what_was_marked_elsewhere() {
        let text = "The Sultan Qaboos Grand Mosque opened.";
        let project = project(text);
        let before = || mention(text, "Sultan", 1, "repeats", 0.9);
        let words = |shown: Vec<Shown>| -> Vec<String> {
            shown.iter().map(|shown| shown.suggestion.proposal.place().quote(text)).collect()
        };
        let read = |score| mention(text, "Sultan Qaboos Grand Mosque", 2, "model", score);
        assert_eq!(words(show(&project, vec![before(), read(0.6)])), ["Sultan Qaboos Grand Mosque"]);
        assert_eq!(words(show(&project, vec![before(), read(0.4)])), ["Sultan"]);
        assert_eq!(words(show(&project, vec![before()])), ["Sultan"]);
    }

    #[test]
    fn what_is_annotated_is_not_suggested() {
        let text = "Mr Petro left Iraq.";
        let mut project = project(text);
        let label = project.scheme.label_named("PERSON").unwrap().id;
        let spans = Span::new(text, 3..8).unwrap().into();
        let mention_made = Arc::new(Mention::new(MentionId::new(1), spans, label, ME, Provenance::default()));
        apply(&mut project, Edit::PutMention { article: HERE, mention: mention_made }).unwrap();
        assert_eq!(show(&project, vec![mention(text, "Mr Petro", 2, "names", 0.9)]), []);
    }

    #[test]
    fn a_rejection_finds_its_place_in_a_re_imported_text() {
        let old = "He met “Petro” in Bogotá on Monday.";
        let mut project = project(old);
        let rejected = mention(old, "Petro", 1, "names", 0.9);
        decide(&mut project, Verdict::Rejected, &rejected.proposal);
        let known = project.article(HERE).unwrap().decisions().next().unwrap().fingerprint;
        let check = |text: &str, same: bool| {
            let again = mention(text, "Petro", 1, "names", 0.9);
            assert_eq!(fingerprint(text, &again.proposal) == known, same, "{text}");
        };
        check("He met\n\"Petro\" in  Bogotá\non Monday.", true);
        check("He met “Petro” in Cartagena on Monday.", false);
        assert_eq!(show(&project, vec![rejected]), []);
    }

    #[test]
    fn another_label_for_rejected_words_is_another_question() {
        let text = "Washington said no.";
        let mut project = project(text);
        decide(&mut project, Verdict::Rejected, &mention(text, "Washington", 1, "names", 0.9).proposal);
        assert_eq!(show(&project, vec![mention(text, "Washington", 3, "names", 0.9)]).len(), 1);
    }

    #[test]
    fn the_order_of_work_is_the_persons_choice() {
        let text = "Ann met Bob and Cid.";
        let all =
            [("Ann", 0.8), ("Bob", 0.55), ("Cid", 0.95)].map(|(words, score)| mention(text, words, 1, "names", score)).to_vec();
        let mut shown = show(&project(text), all);
        let words =
            |shown: &[Shown]| -> Vec<String> { shown.iter().map(|one| one.suggestion.proposal.place().quote(text)).collect() };
        assert_eq!(words(&shown), ["Ann", "Bob", "Cid"]);
        sort(&mut shown, Order::UncertainFirst);
        assert_eq!(words(&shown), ["Bob", "Ann", "Cid"]);
        sort(&mut shown, Order::EasyFirst);
        assert_eq!(words(&shown), ["Cid", "Ann", "Bob"]);
    }

    #[test]
    fn repeated_words_need_fewer_decisions() {
        let text = "Ann, Bob";
        let one = mention(text, "Ann", 1, "names", 1.0);
        let shown = |suggestion: Suggestion| Shown { suggestion, also: Vec::new(), strength: Strength::Sure, fingerprint: 0 };
        let same = [shown(one.clone()), shown(one.clone()), shown(mention(text, "Bob", 1, "names", 0.5))];
        assert!((expected_decisions(text, &same) - 2.0).abs() < 1e-6);
    }

    #[test]
    fn blind_passages_hide_until_they_are_finished() {
        let text = "Ann.\nBob.";
        let mut project = project(text);
        let all = [mention(text, "Ann", 1, "names", 0.9), mention(text, "Bob", 1, "names", 0.9)].to_vec();
        apply(&mut project, Edit::SetBlindPercent(100)).unwrap();
        assert!(show(&project, all.clone()).is_empty());
        let me = project.annotators[0].id;
        apply(&mut project, Edit::SetFinished { article: HERE, finished: [(me, 1)].into() }).unwrap();
        assert_eq!(show(&project, all.clone()).len(), 1);
        apply(&mut project, Edit::SetStatus { article: HERE, status: crate::model::Status::Done }).unwrap();
        assert_eq!(show(&project, all).len(), 2);
    }

    proptest! {
        /// Whatever is rejected, and however the engines score it next time, it never comes back.
        #[test]
        fn rejected_never_comes_back(
            picks in proptest::collection::vec((0_usize..40, 1_usize..12, 1_u64..4, 0.0_f32..1.0), 1..20),
            rejected in proptest::collection::vec(any::<bool>(), 20),
            again in 0.4_f32..1.0,
        ) {
            let text = "Zoë Müller met Ann in Köln, and Ann told Zoë that Bob — Ann’s boss — was ill.";
            let mut project = project(text);
            let boundary = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
            let all: Vec<Suggestion> = picks
                .into_iter()
                .filter_map(|(start, len, label, score)| {
                    let spans = Span::new(text, boundary(start)..boundary(start + len)).ok()?.into();
                    let proposal = Proposal::Mention { spans, label: LabelId::new(label) };
                    Some(Suggestion { proposal, score, engine: "names", reason: String::new() })
                })
                .collect();
            let mut gone = Vec::new();
            for (suggestion, _) in all.iter().zip(&rejected).filter(|(_, rejected)| **rejected) {
                decide(&mut project, Verdict::Rejected, &suggestion.proposal);
                gone.push(suggestion.proposal.clone());
            }
            let next: Vec<Suggestion> = all.into_iter().map(|mut suggestion| { suggestion.score = again; suggestion }).collect();
            for shown in show(&project, next) {
                prop_assert!(!gone.contains(&shown.suggestion.proposal));
            }
        }
    }

    #[test]
    fn a_side_taken_hides_its_quotation_until_it_is_rejected() {
        let text = "Petro called the tariffs a mistake.";
        let content: SpanSet = Span::new(text, 13..34).unwrap().into();
        let stance = |polarity, score| {
            let proposal = StanceProposal {
                holder: crate::model::Actor::Unspecified,
                holder_name: "Petro".into(),
                holder_mention: Some(Span::new(text, 0..5).unwrap().into()),
                target_name: if polarity == Polarity::None { String::new() } else { "the tariffs".into() },
                target_mention: None,
                target_kind: crate::model::TargetKind::Issue,
                polarity,
                basis: crate::model::Basis::Explicit,
                attribution: crate::model::Attribution { content: Some(content.clone()), ..Default::default() },
                evidence: content.clone(),
            };
            Suggestion { proposal: Proposal::Stance(Box::new(proposal)), score, engine: "stances", reason: String::new() }
        };
        let both = || vec![stance(Polarity::None, 0.95), stance(Polarity::Against, 0.45)];
        let sides = |project: &Project| -> Vec<Polarity> {
            let polarity = |shown: Shown| match shown.suggestion.proposal {
                Proposal::Stance(stance) => stance.polarity,
                Proposal::Mention { .. } => panic!("no mention was suggested"),
            };
            show(project, both()).into_iter().map(polarity).collect()
        };
        let mut project = project(text);
        assert_eq!(sides(&project), [Polarity::Against]);
        decide(&mut project, Verdict::Rejected, &stance(Polarity::Against, 0.45).proposal);
        assert_eq!(sides(&project), [Polarity::None]);
    }
}
