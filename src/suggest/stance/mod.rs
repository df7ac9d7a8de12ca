//! Who is for or against what: holder, target, polarity, evidence.
//!
//! `"[Biden] praised [Warren's endorsement]"`. Candidates are pairs: whoever can act with whatever else is in the sentence, and the
//! source with whatever is in the words he is reported to say. A small network says of each pair whether it is for, against or no
//! stance. A classifier says how sure that is beside the other pairs of the sentence.

mod net;
mod pairs;
pub mod polarity;
mod sure;
mod train;

pub use train::{GoldStance, StanceDocument, StanceTexts, same_name, train_stance};

use super::attribution::FoundAttribution;
use super::coreference::Cluster;
use super::document::Document;
use super::linear::{DamagedModel, Linear};
use super::model::Reader;
use super::scan::Scan;
use super::tagger::lexicon::Lexicon;
use crate::model::{Directness, Polarity};
use crate::text::Span;
use net::{PairNet, Reading, Seen};
use pairs::{Pair, Sentence, overlap};
use polarity::{AGAINST, FAVOR, NEUTRAL};

/// Stances below this probability are not proposed at all.
const LEAST: f32 = 0.28;
/// What is less likely a stance is not looked at further.
const LEAST_LIKELY: f32 = 0.06;
/// Texts up to this many words are read whole for the polarity towards a target.
const WHOLE_TEXT_WORDS: usize = 120;

/// One stance found in a document.
#[derive(Clone, PartialEq, Debug)]
pub struct FoundStance {
    /// Name and mention of the holder, "he" or "she" where nobody is named; `None` is the author.
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
    /// Is a pair for, against or no stance?
    pairs: PairNet,
    /// Is what that makes of it right?
    sure: Linear,
}

/// A pair that may be proposed: what the classifier makes of it.
#[derive(Clone, Copy, Debug)]
struct Judged<'p> {
    pair: &'p Pair,
    favor: bool,
    /// Probability of that side.
    sided: f32,
    /// Probability of either side.
    any: f32,
}

impl StanceModel {
    /// The models in bytes, one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.polarity.put(0.025, &mut bytes);
        self.sure.put(0.01, &mut bytes);
        self.pairs.put(&mut bytes);
        bytes
    }

    /// The models of [`Self::to_bytes`].
    ///
    /// # Errors
    /// Bytes that are cut short or were not written by it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DamagedModel> {
        let mut reader = Reader::new(bytes);
        let (polarity, sure) = (Linear::read_from(&mut reader, 3)?, Linear::read_from(&mut reader, 2)?);
        Ok(Self { polarity, pairs: PairNet::read_from(&mut reader)?, sure })
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

/// Is this what a holder is called whom nothing but a pronoun names?
pub fn is_pronoun(holder: &str) -> bool {
    matches!(holder, "he" | "she")
}

/// The name of whoever `source` means: of a mention cluster, else the words themselves; empty for a pronoun that leads to nobody.
pub fn speaker(scan: &Scan, clusters: &[Cluster], source: Span) -> String {
    let holders = pairs::holders(scan, clusters, &scan.words_of(&source.range()));
    match holders.as_slice() {
        [(name, _)] if !is_pronoun(name) => name.clone(),
        [] | [_] => String::new(),
        _ => source.slice(scan.document.text).to_owned(),
    }
}

/// The stances of a document already scanned, in text order of their evidence.
pub fn stances_in(scan: &Scan, clusters: &[Cluster], attributions: &[FoundAttribution], model: &StanceModel) -> Vec<FoundStance> {
    let sentences = pairs::sentences(scan, clusters, attributions);
    let mut reading = Reading::new(&model.pairs);
    let mut found: Vec<FoundStance> = Vec::new();
    for (sentence, judged) in sentences.iter().zip(judge(scan, attributions, &sentences, &mut reading)) {
        let sureness = |at: usize| model.sure.probabilities(&sure::features(&judged, at))[1];
        let scored = judged.iter().enumerate().map(|(at, it)| (sentence.as_said(it.pair), it.favor, sureness(at)));
        let mut scored: Vec<(&Pair, bool, f32)> =
            scored.filter(|(pair, _, score)| *score >= LEAST && !pair.is_of_oneself()).collect();
        scored.sort_by(|(.., a), (.., b)| b.total_cmp(a));
        let mut kept: Vec<&Pair> = Vec::new();
        for (pair, favor, score) in scored {
            if !kept.iter().any(|other| is_same(other, pair)) {
                kept.push(pair);
                found.push(stance(scan, attributions, pair, favor, score));
            }
        }
    }
    found.sort_by_key(|it| (it.evidence.first().map(|span| span.start()), it.target.1.map(Span::start)));
    found
}

/// Are these, of one sentence, of the same holder and target?
fn is_same(a: &Pair, b: &Pair) -> bool {
    a.holder.0 == b.holder.0 && (a.target == b.target || overlap(&a.words, &b.words))
}

/// Sentences that are read together.
const AT_ONCE: usize = 8;

/// The pairs of each sentence that may be stances.
fn judge<'s>(
    scan: &Scan,
    attributions: &[FoundAttribution],
    sentences: &'s [Sentence],
    reading: &mut Reading,
) -> Vec<Vec<Judged<'s>>> {
    let mut judged = Vec::new();
    for some in sentences.chunks(AT_ONCE) {
        let seen: Vec<Seen> = some.iter().map(|it| Seen::new(scan, attributions, it, reading.vocabulary)).collect();
        judged.extend(some.iter().zip(reading.probabilities(&seen)).map(|(sentence, found)| possible(sentence, found)));
    }
    judged
}

/// The pairs of a sentence that may be stances, where `found` has the probabilities of each.
fn possible(sentence: &Sentence, found: Vec<[f32; 3]>) -> Vec<Judged<'_>> {
    let of = |(pair, found): (_, [f32; 3])| {
        let favor = found[FAVOR] >= found[AGAINST];
        let sided = found[if favor { FAVOR } else { AGAINST }];
        Judged { pair, favor, sided, any: 1.0 - found[NEUTRAL] }
    };
    sentence.pairs.iter().zip(found).map(of).filter(|it| it.sided >= LEAST_LIKELY).collect()
}

fn stance(scan: &Scan, attributions: &[FoundAttribution], pair: &Pair, favor: bool, score: f32) -> FoundStance {
    let words = pair.evidence.clone().filter(|&at| {
        let entry = scan.entry(at);
        entry.attitude != 0 || entry.valence.abs() > 1.0
    });
    let telling: Vec<&str> = words.take(3).map(|at| scan.lower(at, 0)).collect();
    let telling =
        if telling.is_empty() { "the clause as a whole".to_owned() } else { format!("“{}”", telling.join("”, “")) };
    FoundStance {
        reason: format!("{} {} {} — {telling}", pair.holder.0, if favor { "for" } else { "against" }, pair.target),
        holder: Some(pair.holder.clone()),
        target: (pair.target.clone(), scan.span(&pair.words)),
        polarity: if favor { Polarity::Favor } else { Polarity::Against },
        evidence: scan.span(&pair.evidence).into_iter().collect(),
        directness: pair.directness(attributions),
        score,
        attribution: pair.attribution,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::coreference::clusters;
    use crate::suggest::tagger::Tagged;

    #[test]
    fn quotation_marks_do_not_end_the_evidence() {
        let document = Document::new("Ruiz called the bridge plan a “disaster for the island”, and the council agreed.");
        let scan = Scan::new(&document, &[], &Lexicon::default());
        let plan = 2..5;
        assert_eq!(scan.slice(&plan), "the bridge plan");
        let clause = pairs::clause_of(&scan, &(0..scan.words.len()), &plan);
        assert_eq!(scan.slice(&clause), "Ruiz called the bridge plan a “disaster for the island”");
    }

    #[test]
    fn brackets_do_not_end_the_evidence() {
        let document = Document::new("Ruiz accused the navy (of the mainland) of theft, and left.");
        let scan = Scan::new(&document, &[], &Lexicon::default());
        let clause = pairs::clause_of(&scan, &(0..scan.words.len()), &(2..4));
        assert_eq!(scan.slice(&clause), "Ruiz accused the navy (of the mainland) of theft");
    }

    #[test]
    fn who_may_act_is_paired_with_what_may_be_acted_on() {
        let check = |text: &str, holder: &str, target: &str| {
            let document = Document::new(text);
            let scan = Scan::new(&document, &[], &Lexicon::default());
            let sentences = pairs::sentences(&scan, &[], &[]);
            let found: Vec<(&str, &str)> =
                sentences.iter().flat_map(|it| &it.pairs).map(|pair| (pair.holder.0.as_str(), pair.target.as_str())).collect();
            assert!(found.contains(&(holder, target)), "{text}: {found:?}");
            assert!(found.iter().all(|(holder, target)| holder != target), "{text}: {found:?}");
        };
        check("The plan was rejected yesterday by the islanders.", "islanders", "plan");
        check("The island's strong support for the plan faded.", "island", "plan");
        check("The administration fired the captain.", "administration", "captain");
        check("Voters met the mayor and praised the plan.", "Voters", "plan");
        check("Critics of the ferry met the mayor.", "Critics", "ferry");
        check("The mayor's praise of the new ferry faded.", "mayor", "new ferry");
    }

    #[test]
    fn he_and_she_may_be_for_something_where_nobody_is_named() {
        let check = |text: &str, expected: &[&str]| {
            let named = usize::from(text.contains("Ruiz"));
            let holders = with_names(text, &[("Ruiz", "PERSON")][..named], |scan, clusters| {
                let pairs = pairs::sentences(scan, clusters, &[]).into_iter().flat_map(|it| it.pairs);
                pairs.filter(|pair| pair.target == "ferry").map(|pair| pair.holder.0).collect::<Vec<_>>()
            });
            assert_eq!(holders, expected, "{text}");
        };
        check("She praised the ferry.", &["she"]);
        check("In May his praise of the ferry faded.", &["he"]);
        check("It praised the ferry.", &[]);
        check("Ruiz wept. She praised the ferry.", &["Ruiz"]);
    }

    #[test]
    fn adjectives_and_exclamations_are_no_targets() {
        let document = Document::new("Yes, the dangerous ferry is the same ferry.");
        let scan = Scan::new(&document, &[], &Lexicon::default());
        let words: Vec<&str> =
            (0..scan.words.len()).filter(|&at| pairs::is_no_noun(&scan, at)).map(|at| scan.lower(at, 0)).collect();
        assert_eq!(words, ["yes", "dangerous", "same"]);
    }

    #[test]
    fn a_target_loses_what_ends_it_and_is_none() {
        let check = |text: &str, expected: &[&str]| {
            let document = Document::new(text);
            let scan = Scan::new(&document, &[], &Lexicon::default());
            let found: Vec<&str> = pairs::targets(&scan, &(0..scan.words.len())).iter().map(|words| scan.slice(words)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("The union called the shutdown unlawful.", &["The union", "the shutdown"]);
        check("She condemned the hooliganism of a few.", &["She", "the hooliganism"]);
        check("He defended the deal nonetheless.", &["He", "the deal"]);
        check("They reportedly met.", &[]);
    }

    #[test]
    fn a_name_between_commas_is_no_evidence_alone() {
        let check = |text: &str, target: &str, expected: &str| {
            let document = Document::new(text);
            let scan = Scan::new(&document, &[], &Lexicon::default());
            let words = pairs::targets(&scan, &(0..scan.words.len())).into_iter().find(|words| scan.slice(words) == target);
            assert_eq!(scan.slice(&pairs::clause_of(&scan, &(0..scan.words.len()), &words.unwrap())), expected, "{text}");
        };
        check("“The captain, a brave and gentle soul.”", "The captain", "“The captain, a brave and gentle soul");
        check("She accused the owner, the company, of theft.", "the company", "She accused the owner, the company, of theft");
        check("The captain, a brave soul, wept.", "a brave soul", "The captain, a brave soul, wept");
        check("The captain left, and she wept.", "The captain", "The captain left");
    }

    /// The text with the names, and what `of` makes of it.
    fn with_names<T>(text: &str, names: &[(&str, &str)], of: impl FnOnce(&Scan, &[Cluster]) -> T) -> T {
        let tagged = |(name, label): &(&str, &str)| {
            let start = text.find(name).unwrap();
            Tagged { span: Span::new(text, start..start + name.len()).unwrap(), label: (*label).into(), score: 1.0 }
        };
        let names: Vec<Tagged> = names.iter().map(tagged).collect();
        let document = Document::new(text);
        of(&Scan::new(&document, &names, &Lexicon::default()), &clusters(&document, &names))
    }

    #[test]
    fn a_target_is_the_whole_phrase_and_the_owner_in_it() {
        let check = |text: &str, expected: &[&str]| {
            let names = [("Ruiz", "PERSON")];
            let found = with_names(text, &names[..usize::from(text.contains("Ruiz"))], |scan, _| {
                let words = pairs::targets(scan, &(0..scan.words.len()));
                words.iter().map(|words| scan.slice(words).to_owned()).collect::<Vec<_>>()
            });
            assert_eq!(found, expected, "{text}");
        };
        check("They retaliated for the air strikes.", &["the air strikes"]);
        check("They use mail-in voting instead.", &["mail-in voting"]);
        check("From the ferry jumps a man.", &["the ferry", "a man"]);
        check("We want a review independent of the council.", &["a review", "the council"]);
        check("We mourn Ruiz's death.", &["Ruiz", "Ruiz's death"]);
    }

    #[test]
    fn a_holder_is_neither_whom_he_follows_nor_one_of_several() {
        let check = |text: &str, names: &[(&str, &str)], expected: &[&str]| {
            let found = with_names(text, names, |scan, clusters| {
                let end = (0..scan.words.len()).find(|&at| scan.lower(at, 0) == "wept").unwrap();
                pairs::holders(scan, clusters, &(0..end)).into_iter().map(|(name, _)| name).collect::<Vec<_>>()
            });
            assert_eq!(found, expected, "{text}");
        };
        check("Supporters of Ana Ruiz wept.", &[("Ana Ruiz", "PERSON")], &["Supporters of Ana Ruiz"]);
        check("The supporters of Ana Ruiz wept.", &[("Ana Ruiz", "PERSON")], &["supporters of Ana Ruiz"]);
        check("The members of Parliament wept.", &[("Parliament", "ORG")], &["members of Parliament"]);
        check("The mayor of Lund, Ana Ruiz, wept.", &[("Lund", "GPE"), ("Ana Ruiz", "PERSON")], &["Ana Ruiz"]);
        check("The second wept.", &[], &[]);
    }

    #[test]
    fn what_is_said_of_somebody_or_done_by_him_is_no_target() {
        let check = |text: &str, word: &str, expected: bool| {
            let document = Document::new(text);
            let scan = Scan::new(&document, &[], &Lexicon::default());
            let at = (0..scan.words.len()).find(|&at| scan.lower(at, 0) == word).unwrap();
            assert_eq!(pairs::is_predicate(&scan, &(at..at + 1)), expected, "{text}");
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
    fn what_somebody_says_twice_of_another_in_a_sentence_is_one_stance() {
        let text = "Tom Hale praised Ana Ruiz on Monday. “Ruiz was a brilliant mayor, and I admire Ruiz,” Hale said.";
        let found = held(text, LEAST);
        let praise = found.iter().filter(|(holder, target, _)| holder == "Tom Hale" && target == "Ana Ruiz").count();
        assert_eq!(praise, 2, "{found:?}");
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
    fn what_is_said_is_not_told_of_the_speaker_nor_of_himself() {
        let text = "Ana Ruiz met voters on Monday. “The ferry plan is a danger to the island,” Ruiz said.";
        let analysis = crate::suggest::analyse::analyse(crate::suggest::Learnt::embedded(), text, &[]);
        let plan = analysis.stances.iter().find(|it| it.target.0.contains("ferry plan")).expect("a stance on the plan");
        assert!(plan.attribution.is_some(), "{plan:?}");
        assert!(!plan.evidence[0].slice(text).contains("Ruiz"), "{plan:?}");
        let pair = |holder: &str, target: &str| Pair {
            holder: (holder.into(), None),
            actor: 0..1,
            target: target.into(),
            words: 2..3,
            side: pairs::Side::Before,
            attribution: None,
            clause: 0..3,
            evidence: 0..3,
        };
        assert!(pair("Ana Ruiz", "Ruiz").is_of_oneself());
        assert!(!pair("Ana Ruiz", "Ruiz administration").is_of_oneself());
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
