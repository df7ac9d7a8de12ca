//! Blind passages against the others: do suggestions make people faster, and do they lead them?
//!
//! In a blind passage the person marks without having seen a suggestion ([`crate::model::blind`]). What they marked there by
//! themselves is compared with what would have been suggested, and with what other annotators marked; the same is done where
//! suggestions were shown. People who agree more often with suggestions that they saw than with those they did not see are led
//! by them: the difference is the bias. What is taken over after a passage was finished counts as missed, not as marked.

use super::agreement::Matched;
use super::statistics::difference;
use super::{Filter, Interval, Share, Suggested};
use crate::model::{AnnotatorId, Article, ArticleId, Origin, Project, Proposal, Provenance, Status, Timestamp, blind};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What was marked where suggestions were hidden, or where they were shown.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Side {
    /// Paragraphs, once for each annotator of the article.
    pub paragraphs: u64,
    pub characters: u64,
    pub mentions: u64,
    pub stances: u64,
    /// Mentions and stances that began as suggestions; in blind passages they were taken over after finishing.
    pub from_suggestions: u64,
    /// Suggestions of mentions that could be compared, and how many of them the person marked alike.
    pub suggested: u64,
    pub alike: u64,
    /// Milliseconds before marks and rejections whose time is known, pauses left out.
    pub millis: u64,
    pub timed: u64,
    /// Mentions of two annotators of the same paragraph: same words and label.
    pub between: Matched,
}

impl Side {
    /// Mentions in a thousand characters.
    pub fn density(&self) -> Option<f64> {
        (self.characters > 0).then(|| self.mentions as f64 * 1000.0 / self.characters as f64)
    }

    /// Share of the suggestions that the person marked alike.
    pub fn agreement(&self) -> Option<Share> {
        Share::of(self.alike, self.suggested)
    }

    /// Mean seconds of a mark or a rejection; `None` where no time was kept.
    pub fn seconds(&self) -> Option<f64> {
        (self.timed > 0 && self.millis > 0).then(|| self.millis as f64 / self.timed as f64 / 1000.0)
    }
}

/// Blind passages against the others.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Blindness {
    pub blind: Side,
    pub shown: Side,
}

impl Blindness {
    /// Agreement with suggestions where they were shown, less that where they were hidden; with its 95 % interval.
    pub fn bias(&self) -> Option<(f64, Interval)> {
        Some(difference(self.shown.agreement()?, self.blind.agreement()?))
    }

    /// The bias in plain words; `None` where it is not known.
    pub fn in_words(&self) -> Option<String> {
        let (shown, blind) = (self.shown.agreement()?, self.blind.agreement()?);
        let (bias, interval) = self.bias()?;
        let told = match (interval.low > 0.0, interval.high < 0.0) {
            (true, _) => "People follow suggestions that they see more than their own reading would.",
            (_, true) => "People contradict suggestions that they see more than their own reading would.",
            _ => "The data do not show that suggestions lead people.",
        };
        let words = format!(
            "Of what was suggested, {:.0} % was marked alike where people saw it (n = {}) and {:.0} % where they did not (n = {}): \
             {:+.0} points, 95 % interval {:+.0} to {:+.0}. {told}",
            shown.share * 100.0,
            shown.n,
            blind.share * 100.0,
            blind.n,
            bias * 100.0,
            interval.low * 100.0,
            interval.high * 100.0,
        );
        Some(words.replace(" +0 ", " 0 ").replace(" -0 ", " 0 ").replace(" -", " −"))
    }
}

/// One paragraph of one annotator.
struct Passage {
    line: u32,
    span: Span,
    blind: bool,
}

/// The paragraphs of an article that an annotator has finished.
fn passages(project: &Project, article: &Article, annotator: AnnotatorId) -> Vec<Passage> {
    let text = article.text();
    let mut start = 0;
    let mut passages = Vec::new();
    for (line, words) in (0_u32..).zip(text.split_inclusive('\n')) {
        let span = Span::new(text, start..start + words.len()).ok().and_then(|span| span.trimmed(text));
        start += words.len();
        let is_blind = blind::is_blind(project.blind_percent, article.id, line);
        // A passage that is not blind is finished with its article, one that is blind may be before.
        let finished = if is_blind { blind::is_finished(article, annotator, line) } else { article.status == Status::Done };
        passages.extend(span.filter(|_| finished).map(|span| Passage { line, span, blind: is_blind }));
    }
    passages
}

/// Compares blind and other paragraphs that are finished. `suggested` is all that was or would have been suggested in articles
/// of which that is known; without it agreement with suggestions is not known.
pub fn blindness(project: &Project, filter: &Filter, suggested: &[Suggested<'_>]) -> Blindness {
    let mut both = Blindness::default();
    let suggested: BTreeMap<ArticleId, &Suggested<'_>> = suggested.iter().map(|of| (of.article, of)).collect();
    let mut events: Vec<(AnnotatorId, Timestamp, Option<bool>)> = Vec::new();
    let whose = filter.admitted_annotators(project);
    for article in project.articles().filter(|article| filter.admits(article)) {
        let mut annotators = annotators(article);
        annotators.retain(|annotator| whose.as_ref().is_none_or(|whose| whose.contains(annotator)));
        let lines: Vec<usize> = std::iter::once(0).chain(article.text().match_indices('\n').map(|(at, _)| at + 1)).collect();
        for annotator in &annotators {
            let passages = passages(project, article, *annotator);
            let proposals = suggested.get(&article.id).map(|of| of.proposals).unwrap_or_default();
            for passage in &passages {
                let side = if passage.blind { &mut both.blind } else { &mut both.shown };
                side.add(article, *annotator, passage, proposals);
            }
            let finished: BTreeMap<u32, bool> = passages.iter().map(|passage| (passage.line, passage.blind)).collect();
            let side_of = |offset: usize| {
                let line = lines.partition_point(|start| *start <= offset).saturating_sub(1);
                finished.get(&(line as u32)).copied()
            };
            events.extend(marks(article, *annotator).map(|(at, offset)| (*annotator, at, side_of(offset))));
        }
        between(project, article, &annotators, &mut both);
    }
    events.sort_unstable();
    for pair in events.windows(2) {
        let [before, now] = pair else { continue };
        let gap = now.1.0 - before.1.0;
        if let (true, 0..=super::effort::PAUSE_MILLIS, Some(is_blind)) = (before.0 == now.0, gap, now.2) {
            let side = if is_blind { &mut both.blind } else { &mut both.shown };
            side.millis += gap.unsigned_abs();
            side.timed += 1;
        }
    }
    both
}

/// Who worked on the article.
fn annotators(article: &Article) -> BTreeSet<AnnotatorId> {
    let mentions = article.mentions().map(|mention| mention.annotator);
    let stances = article.stances().map(|stance| stance.annotator);
    let decisions = article.decisions().map(|decision| decision.annotator);
    mentions.chain(stances).chain(decisions).chain(article.finished.iter().map(|(annotator, _)| *annotator)).collect()
}

/// When the annotator marked or rejected something, and where.
fn marks(article: &Article, annotator: AnnotatorId) -> impl Iterator<Item = (Timestamp, usize)> {
    let own = move |provenance: &Provenance, whose| whose == annotator && provenance.origin != Origin::Imported;
    let mentions = article
        .mentions()
        .filter(move |mention| own(&mention.provenance, mention.annotator))
        .map(|mention| (mention.provenance.at, mention.spans.start()));
    let stances = article
        .stances()
        .filter(move |stance| own(&stance.provenance, stance.annotator))
        .filter_map(|stance| Some((stance.provenance.at, stance.place()?.start())));
    let rejections = article
        .decisions()
        .filter(move |decision| decision.annotator == annotator && decision.verdict == crate::model::Verdict::Rejected)
        .map(|decision| (decision.at, decision.proposal.place().start()));
    mentions.chain(stances).chain(rejections)
}

fn is_suggested(provenance: &Provenance) -> bool {
    matches!(provenance.origin, Origin::Accepted | Origin::Corrected)
}

impl Side {
    fn add(&mut self, article: &Article, annotator: AnnotatorId, passage: &Passage, proposals: &[&Proposal]) {
        self.paragraphs += 1;
        self.characters += passage.span.slice(article.text()).chars().count() as u64;
        let here = |start: usize| passage.span.covers(start);
        let mut own = BTreeSet::new();
        for mention in article.mentions_within(passage.span) {
            if mention.annotator != annotator || !here(mention.spans.start()) {
                continue;
            }
            let from = is_suggested(&mention.provenance);
            self.from_suggestions += u64::from(from);
            if !(passage.blind && from) {
                self.mentions += 1;
                own.insert((&mention.spans, mention.label));
            }
        }
        for stance in article.stances_within(passage.span) {
            if stance.annotator == annotator && stance.place().is_some_and(|place| here(place.start())) {
                let from = is_suggested(&stance.provenance);
                self.from_suggestions += u64::from(from);
                self.stances += u64::from(!(passage.blind && from));
            }
        }
        let mut seen = BTreeSet::new();
        for proposal in proposals {
            if let Proposal::Mention { spans, label } = proposal
                && here(spans.start())
                && seen.insert((spans, label))
            {
                self.suggested += 1;
                self.alike += u64::from(own.contains(&(spans, *label)));
            }
        }
    }
}

/// Adds what every two annotators of the article marked alike in paragraphs that both have finished.
fn between(project: &Project, article: &Article, annotators: &BTreeSet<AnnotatorId>, both: &mut Blindness) {
    let annotators: Vec<AnnotatorId> = annotators.iter().copied().collect();
    for (at, a) in annotators.iter().enumerate() {
        for b in &annotators[at + 1..] {
            let theirs: BTreeSet<u32> = passages(project, article, *b).iter().map(|passage| passage.line).collect();
            for passage in passages(project, article, *a).iter().filter(|passage| theirs.contains(&passage.line)) {
                let marked = |whose: AnnotatorId| -> BTreeSet<_> {
                    let within = article.mentions_within(passage.span).into_iter();
                    let own = within.filter(|mention| {
                        let taken = passage.blind && is_suggested(&mention.provenance);
                        mention.annotator == whose && !taken && passage.span.covers(mention.spans.start())
                    });
                    own.map(|mention| (&mention.spans, mention.label)).collect()
                };
                let (of_a, of_b) = (marked(*a), marked(*b));
                let side = if passage.blind { &mut both.blind } else { &mut both.shown };
                side.between.add(of_a.intersection(&of_b).count(), of_a.len(), of_b.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, apply};
    use crate::model::{Annotator, LabelId, Mention, MentionId, Metadata};
    use crate::text::SpanSet;
    use std::sync::Arc;

    const TEXT: &str = "Ada met Bob.\nCid met Dan.\nEve met Fay.\nGus met Hal.";

    fn span(words: &str) -> SpanSet {
        let at = TEXT.find(words).unwrap();
        Span::new(TEXT, at..at + words.len()).unwrap().into()
    }

    /// Half of the lines are blind; which, the article's id says.
    fn project() -> (Project, Vec<&'static str>, Vec<&'static str>) {
        let mut project = Project::default();
        project.blind_percent = 50;
        let blind_lines = |id: u64| (0..4).filter(|line| blind::is_blind(50, ArticleId::new(id), *line)).count();
        let id = ArticleId::new((1..).find(|id| blind_lines(*id) == 2).unwrap());
        let names = ["Ada", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal"];
        let (blind, shown) = names.iter().partition(|name| {
            let at = TEXT.find(**name).unwrap();
            blind::is_blind(50, id, blind::line_of(TEXT, at))
        });
        let two = vec![
            project.annotators[0].clone(),
            Annotator { id: AnnotatorId::new(2), name: "two".into(), ..project.annotators[0].clone() },
        ];
        apply(&mut project, Edit::SetAnnotators(two)).unwrap();
        let article = Arc::new(Article::new(id, TEXT, Metadata::default()));
        apply(&mut project, Edit::AddArticle { position: 0, article }).unwrap();
        (project, blind, shown)
    }

    fn mark(project: &mut Project, number: u64, words: &str, whose: u64, origin: Origin, at: i64) {
        let article = project.articles().next().unwrap().id;
        let provenance = Provenance { origin, at: Timestamp(at), ..Provenance::default() };
        let mention = Mention::new(MentionId::new(number), span(words), LabelId::new(1), AnnotatorId::new(whose), provenance);
        apply(project, Edit::PutMention { article, mention: Arc::new(mention) }).unwrap();
    }

    #[test]
    fn what_is_seen_is_followed_and_what_is_not_seen_is_marked_by_oneself() {
        let (mut project, blind, shown) = project();
        // Everything shown was accepted, two seconds each; of the blind ones two were marked unaided, five seconds each, and a
        // third was taken over afterwards.
        for (at, name) in (0..).zip(&shown) {
            mark(&mut project, at, name, 1, Origin::Accepted, 1_000_000 + at as i64 * 2000);
        }
        mark(&mut project, 20, blind[0], 1, Origin::Manual, 2_000_000);
        mark(&mut project, 21, blind[1], 1, Origin::Manual, 2_005_000);
        mark(&mut project, 22, blind[2], 1, Origin::Accepted, 2_010_000);
        mark(&mut project, 30, blind[0], 2, Origin::Manual, 0);
        let id = project.articles().next().unwrap().id;
        let proposals: Vec<Proposal> =
            blind.iter().chain(&shown).map(|name| Proposal::Mention { spans: span(name), label: LabelId::new(1) }).collect();
        let proposals: Vec<&Proposal> = proposals.iter().collect();
        let suggested = [Suggested { article: id, proposals: &proposals }];
        assert_eq!(blindness(&project, &Filter::default(), &suggested), Blindness::default(), "nothing is finished");
        apply(&mut project, Edit::SetStatus { article: id, status: Status::Done }).unwrap();
        let both = blindness(&project, &Filter::default(), &suggested);
        let one = |side: &Side| (side.mentions, side.from_suggestions, side.millis, side.timed);
        assert_eq!(one(&both.shown), (4, 4, 6000, 3));
        assert_eq!(one(&both.blind), (3, 1, 10_000, 2));
        assert_eq!((both.shown.alike, both.blind.alike), (4, 3), "two of the first annotator and one of the second");
        assert_eq!((both.shown.suggested, both.blind.suggested), (8, 8), "once for each annotator");
        assert_eq!(both.blind.between, Matched { both: 1, only_a: 1, only_b: 0 });
        let words = both.in_words().unwrap();
        assert!(words.contains("50 % was marked alike where people saw it (n = 8) and 38 % where they did not"), "{words}");
        let nobody = Filter { annotators: [AnnotatorId::new(9)].into(), ..Filter::default() };
        assert_eq!(blindness(&project, &nobody, &suggested), Blindness::default());
    }

    #[test]
    fn a_blind_passage_counts_as_soon_as_its_annotator_has_finished_it() {
        let (mut project, blind, _) = project();
        let article = project.articles().next().unwrap().clone();
        mark(&mut project, 1, blind[0], 1, Origin::Manual, 0);
        let line = blind::line_of(TEXT, TEXT.find(blind[0]).unwrap());
        let finished = [(AnnotatorId::new(1), line)].into();
        apply(&mut project, Edit::SetFinished { article: article.id, finished }).unwrap();
        let both = blindness(&project, &Filter::default(), &[]);
        assert_eq!((both.blind.paragraphs, both.blind.mentions, both.shown.paragraphs), (1, 1, 0));
        assert_eq!((both.bias(), both.in_words()), (None, None), "nobody knows what would have been suggested");
    }
}
