//! Who is for or against what: holder, target, polarity, evidence.
//!
//! `"Biden ⟨praised⟩ [Warren's endorsement]"`. Candidates are the noun phrases inside what somebody is reported to say, with the
//! source as holder, and the objects of verbs the reporter tells, with the subject as holder. A trained classifier says of each
//! whether it is for, against or no stance; the polarity of the words towards the target is one of its features.

mod candidates;
mod features;
pub mod polarity;
mod train;

pub use train::{GoldStance, StanceDocument, same_name, train_stance};

use super::attribution::FoundAttribution;
use super::coreference::Cluster;
use super::document::Document;
use super::linear::{DamagedModel, Features, Linear, soft_max};
use super::scan::Scan;
use super::tagger::lexicon::Lexicon;
use crate::model::{Directness, Polarity};
use crate::text::Span;
use candidates::{Target, Unit};
use polarity::{AGAINST, FAVOR, NEUTRAL};

/// Stances below this probability are not proposed at all.
const LEAST: f32 = 0.15;
/// What is less likely a stance is not looked at further.
const LEAST_LIKELY: f32 = 0.15;
/// Targets below this share of their clause are not proposed.
const LEAST_SHARE: f32 = 0.25;
/// Most stances of one holder in one sentence.
const MOST_PER_CLAUSE: usize = 2;
/// Texts up to this many words are read whole for the polarity towards a target.
const WHOLE_TEXT_WORDS: usize = 120;

/// One stance found in a document.
#[derive(Clone, PartialEq, Debug)]
pub struct FoundStance {
    /// Name and mention of the holder; `None` is the author.
    pub holder: Option<(String, Option<Span>)>,
    /// Name or phrase of the target, and where it stands.
    pub target: (String, Option<Span>),
    pub polarity: Polarity,
    pub evidence: Vec<Span>,
    pub directness: Directness,
    /// Confidence, 0 to 1.
    pub score: f32,
    /// Why, in words.
    pub reason: String,
    /// Index of the attribution it stands in.
    pub attribution: Option<usize>,
}

/// The trained models of stance.
#[derive(Clone, PartialEq, Debug)]
pub struct StanceModel {
    /// Polarity of a text towards a target in it.
    polarity: Linear,
    /// Is there a stance at all?
    unit: Linear,
    /// Towards which of the targets?
    target: Linear,
    /// For or against?
    side: Linear,
    /// Is what the others make of it right?
    sure: Linear,
}

/// A stance that may be proposed: what each model makes of it.
#[derive(Clone, Copy, Debug)]
struct Judged<'u> {
    unit: &'u Unit,
    target: &'u Target,
    favor: bool,
    /// Probability that `unit` is a stance at all.
    likely: f32,
    /// Share of `target` among the targets of `unit`, and its rank there.
    share: f32,
    rank: usize,
    /// Probability of the side.
    side: f32,
    /// A verb of praise or blame says so outright.
    plain: bool,
}

impl StanceModel {
    /// The models in bytes: five sections, each after its length.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (model, floor) in
            [(&self.polarity, 0.015), (&self.unit, 0.01), (&self.target, 0.01), (&self.side, 0.01), (&self.sure, 0.01)]
        {
            model.put_framed(floor, &mut bytes);
        }
        bytes
    }

    /// The models of [`Self::to_bytes`].
    ///
    /// # Errors
    /// Bytes that are cut short or were not written by it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DamagedModel> {
        let mut rest = bytes;
        let mut part = |classes| Linear::take_framed(&mut rest, classes);
        Ok(Self { polarity: part(3)?, unit: part(2)?, target: part(1)?, side: part(2)?, sure: part(2)? })
    }
}

/// What `document` as a whole says of each target: probabilities of favor, against, neutral.
pub fn target_polarity(document: &Document, targets: &[Span], known: &Lexicon, model: &StanceModel) -> Vec<[f32; 3]> {
    let scan = Scan::new(document, &[], known);
    let of = |target: &Span| {
        let words = scan.words_of(&target.range());
        let region = if scan.words.len() <= WHOLE_TEXT_WORDS { 0..scan.words.len() } else { scan.sentence(words.start) };
        let found = model.polarity.probabilities(&polarity::features(&scan, &region, &words));
        [found[FAVOR], found[AGAINST], found[NEUTRAL]]
    };
    targets.iter().map(of).collect()
}

/// The name of whoever `source` means: of a mention cluster, else the words themselves; empty for a pronoun that leads to nobody.
pub fn speaker(scan: &Scan, clusters: &[Cluster], source: Span) -> String {
    let holders = candidates::holders(scan, clusters, &scan.words_of(&source.range()));
    match holders.as_slice() {
        [] => String::new(),
        [(name, _)] => name.clone(),
        _ => source.slice(scan.document.text).to_owned(),
    }
}

/// The stances of a document already scanned, in text order of their evidence.
pub fn stances_in(scan: &Scan, clusters: &[Cluster], attributions: &[FoundAttribution], model: &StanceModel) -> Vec<FoundStance> {
    let units = candidates::units(scan, clusters, attributions);
    let mut judged: Vec<(Judged, f32)> = units.iter().flat_map(|unit| judge(scan, attributions, model, unit)).collect();
    judged.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let mut kept: Vec<(Judged, f32)> = Vec::new();
    for (it, score) in judged.into_iter().filter(|(_, score)| *score >= LEAST) {
        let taken = kept.iter().any(|(other, _)| {
            let (a, b) = (other.target, it.target);
            let overlaps = a.evidence.start < b.evidence.end && b.evidence.start < a.evidence.end;
            let same = a.words.start < b.words.end && b.words.start < a.words.end || a.name == b.name;
            let told = it.unit.attribution.is_none() && other.unit.attribution.is_none();
            if other.unit.holders == it.unit.holders { same && overlaps } else { told && it.unit.verb == other.unit.verb }
        });
        if !taken {
            kept.push((it, score));
        }
    }
    let mut found: Vec<FoundStance> = Vec::new();
    for (it, score) in kept {
        found.extend(it.unit.holders.iter().map(|holder| stance(scan, &it, holder.clone(), score)));
    }
    found.sort_by_key(|it| (it.evidence.first().map(|span| span.start()), it.target.1.map(Span::start)));
    found
}

/// What `unit` may be a stance towards, with how sure that is.
fn judge<'u>(scan: &Scan, attributions: &[FoundAttribution], model: &StanceModel, unit: &'u Unit) -> Vec<(Judged<'u>, f32)> {
    let plain = unit.targets.iter().enumerate().find_map(|(at, target)| Some((at, candidates::plain_side(scan, unit, target)?)));
    let leanings = features::leanings(scan, unit, &model.polarity);
    let likely = model.unit.probabilities(&features::unit_features(scan, attributions, unit, &leanings))[1];
    if likely < LEAST_LIKELY && plain.is_none() {
        return Vec::new();
    }
    let found = unit.targets.iter().zip(&leanings);
    let features: Vec<Features> = found.map(|(target, leaning)| features::target_features(scan, unit, target, leaning)).collect();
    let mut shares: Vec<f32> = features.iter().map(|features| model.target.score(features)).collect();
    soft_max(&mut shares);
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]));
    let of = |(rank, at): (usize, usize)| {
        let sides = model.side.probabilities(&features[at]);
        let said = plain.filter(|(plain, _)| *plain == at).map(|(_, favor)| favor);
        let favor = said.unwrap_or(sides[0] >= sides[1]);
        let (share, side) = (shares[at], sides[usize::from(!favor)]);
        let worth = rank < MOST_PER_CLAUSE && share >= LEAST_SHARE && likely * share.sqrt() * side >= LEAST_LIKELY;
        let judged = Judged { unit, target: &unit.targets[at], favor, likely, share, rank, side, plain: said.is_some() };
        (worth || judged.plain).then(|| (judged, model.sure.probabilities(&features::sure_features(scan, &judged))[1]))
    };
    order.into_iter().enumerate().filter_map(of).collect()
}

fn stance(scan: &Scan, judged: &Judged, holder: (String, Option<Span>), score: f32) -> FoundStance {
    let Judged { unit, target, favor, .. } = *judged;
    let side = if favor { "for" } else { "against" };
    let words = target.evidence.clone().filter(|&at| {
        let entry = scan.entry(at);
        entry.attitude != 0 || entry.valence.abs() > 1.0
    });
    let telling: Vec<&str> = words.take(3).map(|at| scan.lower(at, 0)).collect();
    let telling =
        if telling.is_empty() { "the clause as a whole".to_owned() } else { format!("“{}”", telling.join("”, “")) };
    FoundStance {
        reason: format!("{} {side} {} — {telling}", holder.0, target.name),
        holder: Some(holder),
        target: (target.name.clone(), scan.span(&target.words)),
        polarity: if favor { Polarity::Favor } else { Polarity::Against },
        evidence: scan.span(&target.evidence).into_iter().collect(),
        directness: unit.directness,
        score,
        attribution: unit.attribution,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_do_not_end_the_evidence() {
        let document = Document::new("Ruiz called the bridge plan a “disaster for the island”, and the council agreed.");
        let scan = Scan::new(&document, &[], &Lexicon::default());
        let plan = 2..5;
        assert_eq!(scan.slice(&plan), "the bridge plan");
        let clause = candidates::clause_of(&scan, &(0..scan.words.len()), &plan);
        assert_eq!(scan.slice(&clause), "Ruiz called the bridge plan a “disaster for the island”");
    }

    #[test]
    fn brackets_do_not_end_the_evidence() {
        let document = Document::new("Ruiz accused the navy (of the mainland) of theft, and left.");
        let scan = Scan::new(&document, &[], &Lexicon::default());
        let clause = candidates::clause_of(&scan, &(0..scan.words.len()), &(2..4));
        assert_eq!(scan.slice(&clause), "Ruiz accused the navy (of the mainland) of theft");
    }

    #[test]
    fn who_acts_is_looked_for_on_all_sides() {
        let check = |text: &str, word: &str, expected: &[&str]| {
            let document = Document::new(text);
            let scan = Scan::new(&document, &[], &Lexicon::default());
            let at = (0..scan.words.len()).find(|&at| scan.lower(at, 0) == word).unwrap();
            let mut found: Vec<String> = Vec::new();
            for unit in candidates::units(&scan, &[], &[]).iter().filter(|unit| unit.verb == Some(at)) {
                found.extend(unit.holders.iter().map(|(name, _)| name.clone()));
            }
            assert_eq!(found, expected, "{text}");
        };
        check("Ferries were rejected yesterday by the islanders.", "rejected", &["islanders", "Ferries"]);
        check("The island's strong support for the plan faded.", "support", &["island"]);
        check("The administration fired the captain.", "fired", &["administration"]);
        check("Voters met the mayor and praised the plan.", "praised", &["Voters", "mayor"]);
    }

    #[test]
    fn what_is_acted_on_follows_of_or_stands_before_by() {
        let check = |text: &str, word: &str, holder: &str, target: &str| {
            let document = Document::new(text);
            let scan = Scan::new(&document, &[], &Lexicon::default());
            let at = (0..scan.words.len()).find(|&at| scan.lower(at, 0) == word).unwrap();
            let units = candidates::units(&scan, &[], &[]);
            let found = units.iter().filter(|unit| unit.verb == Some(at) && unit.holders[0].0 == holder);
            let targets: Vec<&str> = found.flat_map(|unit| &unit.targets).map(|target| target.name.as_str()).collect();
            assert!(targets.contains(&target), "{text}: {targets:?}");
        };
        check("The plan was rejected yesterday by the islanders.", "rejected", "islanders", "plan");
        check("Critics of the ferry met the mayor.", "critics", "Critics", "ferry");
        check("The mayor's praise of the new ferry faded.", "praise", "mayor", "new ferry");
    }

    #[test]
    fn adjectives_and_exclamations_are_no_targets() {
        let document = Document::new("Yes, the dangerous ferry is the same ferry.");
        let scan = Scan::new(&document, &[], &Lexicon::default());
        let words: Vec<&str> =
            (0..scan.words.len()).filter(|&at| candidates::is_no_noun(&scan, at)).map(|at| scan.lower(at, 0)).collect();
        assert_eq!(words, ["yes", "dangerous", "same"]);
    }

    #[test]
    fn what_is_said_of_somebody_or_done_by_him_is_no_target() {
        let check = |text: &str, word: &str, expected: bool| {
            let document = Document::new(text);
            let scan = Scan::new(&document, &[], &Lexicon::default());
            let at = (0..scan.words.len()).find(|&at| scan.lower(at, 0) == word).unwrap();
            assert_eq!(candidates::is_predicate(&scan, &(at..at + 1)), expected, "{text}");
        };
        check("We are not stupid.", "stupid", true);
        check("They know whom they met.", "know", true);
        check("He promised to help the island.", "help", true);
        check("They called for peace.", "peace", false);
        check("This is treason ferries.", "ferries", false);
        check("She thanked them, voters said.", "voters", false);
    }

    /// The stances of `text`, above `least`.
    fn held(text: &str, least: f32) -> Vec<(String, String, Polarity)> {
        let analysis = crate::suggest::analyse::analyse(crate::suggest::Learnt::embedded(), text, &[]);
        let likely = analysis.stances.iter().filter(|it| it.score >= least);
        likely.filter_map(|it| Some((it.holder.as_ref()?.0.clone(), it.target.0.clone(), it.polarity))).collect()
    }

    #[test]
    fn he_who_accuses_is_the_speaker_and_the_accused_the_target() {
        let text = "Ana Ruiz met Tom Hale on Monday. Hale said the navy treats the island as a colony. This comes after President \
            Carl Berg threatened the island with war. He said the navy was a danger to the island. He also accused the Coast \
            Guard (CG) agents of acting like “pirates”.";
        let found = held(text, LEAST);
        assert!(
            found.iter().any(|(holder, target, side)| {
                holder == "Tom Hale" && target.contains("Coast Guard") && *side == Polarity::Against
            }),
            "{found:?}"
        );
        assert!(found.iter().all(|(holder, target, _)| holder != "Carl Berg" || target != "navy"), "{found:?}");
    }

    #[test]
    fn a_verb_of_praise_or_blame_speaks_for_itself() {
        let check = |text: &str, target: &str, expected: Option<Polarity>| {
            let found = held(text, 0.4);
            let side = found.iter().find(|(holder, name, _)| holder == "Ana Ruiz" && name.contains(target)).map(|it| it.2);
            assert_eq!(side, expected, "{text}: {found:?}");
        };
        check("Senator Ana Ruiz accused the ferry company of theft.", "ferry company", Some(Polarity::Against));
        check("Senator Ana Ruiz praised the new ferry.", "ferry", Some(Polarity::Favor));
    }

    #[test]
    fn several_speakers_each_hold_their_own() {
        let text = "Governor Ana Ruiz condemned the ferry plan on Monday. Union leader Tom Hale praised the ferry plan. \
            “This plan is a disaster,” Ruiz said.";
        let held = held(text, LEAST);
        assert!(held.contains(&("Ana Ruiz".into(), "ferry plan".into(), Polarity::Against)), "{held:?}");
        assert!(held.contains(&("Tom Hale".into(), "ferry plan".into(), Polarity::Favor)), "{held:?}");
    }
}
