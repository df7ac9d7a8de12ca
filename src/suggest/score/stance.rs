//! Stances: the whole triple (holder, target, polarity, with overlapping evidence), and each slot on its own; and what a text
//! says of given targets.

use super::{Counts, GoldStance};
use crate::model::Polarity;
use crate::text::Span;

/// The stances of one or more articles, scored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StanceScore {
    /// Holder, target and polarity right, evidence overlapping; every gold stance is found at most once.
    pub triple: Counts,
    /// Holder and target right and evidence overlapping, whatever the polarity.
    pub pair: Counts,
    pub holder: Counts,
    pub target: Counts,
    pub evidence: Counts,
    /// Who is for or against whom or what in the article, whatever the evidence: each holder, target and side once.
    pub directed: Counts,
}

impl StanceScore {
    /// Adds one article. Only favor and against count: neutral stances are rare and not suggested.
    pub fn add(&mut self, proposed: &[GoldStance], gold: &[GoldStance]) {
        let (proposed, gold) = (sided(proposed), sided(gold));
        let near = |p: &GoldStance, g: &GoldStance| meet(&p.evidence, &g.evidence);
        let pair =
            |p: &GoldStance, g: &GoldStance| near(p, g) && same_name(&p.holder, &g.holder) && same_name(&p.target, &g.target);
        self.triple.add(one_to_one(&proposed, &gold, |p, g| pair(p, g) && p.polarity == g.polarity));
        self.pair.add(one_to_one(&proposed, &gold, pair));
        self.holder.add(Counts::of(&proposed, &gold, |p, g| near(p, g) && same_name(&p.holder, &g.holder)));
        self.target.add(Counts::of(&proposed, &gold, |p, g| near(p, g) && same_name(&p.target, &g.target)));
        self.evidence.add(Counts::of(&proposed, &gold, near));
    }

    /// Adds to [`Self::directed`] what is proposed of one article.
    pub fn add_directed(&mut self, proposed: &[GoldStance], gold: &[GoldStance]) {
        let same = |p: &GoldStance, g: &GoldStance| {
            p.polarity == g.polarity && same_name(&p.holder, &g.holder) && same_name(&p.target, &g.target)
        };
        self.directed.add(one_to_one(&merged(sided(proposed), same), &merged(sided(gold), same), same));
    }
}

fn sided(stances: &[GoldStance]) -> Vec<GoldStance> {
    stances.iter().filter(|stance| matches!(stance.polarity, Polarity::Favor | Polarity::Against)).cloned().collect()
}

/// The stances without those that are the same as one before.
fn merged(stances: Vec<GoldStance>, same: impl Fn(&GoldStance, &GoldStance) -> bool) -> Vec<GoldStance> {
    let mut kept: Vec<GoldStance> = Vec::new();
    for stance in stances {
        if !kept.iter().any(|before| same(before, &stance)) {
            kept.push(stance);
        }
    }
    kept
}

/// Counts where every gold is found by one proposal at most and every proposal finds one gold at most, first come first served.
fn one_to_one(proposed: &[GoldStance], gold: &[GoldStance], agree: impl Fn(&GoldStance, &GoldStance) -> bool) -> Counts {
    let mut free = vec![true; gold.len()];
    let mut right = 0;
    for p in proposed {
        if let Some(at) = (0..gold.len()).find(|&at| free[at] && agree(p, &gold[at])) {
            free[at] = false;
            right += 1;
        }
    }
    Counts { proposed: proposed.len(), right, gold: gold.len(), found: right }
}

fn meet(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)))
}

/// Do two names mean the same, as far as their words tell: the same but for an article, or all words of the shorter in the longer?
pub fn same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase().replace(['’', '\''], " ");
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !matches!(*word, "the" | "a" | "an" | "s"))
            .map(str::to_owned)
            .collect()
    };
    if a == "AUTHOR" || b == "AUTHOR" {
        return a == b;
    }
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

/// What texts say of given targets, against what people read there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PolarityScore {
    /// Gold × proposed; favor, against, neutral.
    matrix: [[usize; 3]; 3],
}

impl PolarityScore {
    /// Adds one target. Polarities other than the three do not count.
    pub fn add(&mut self, proposed: Polarity, gold: Polarity) {
        let class =
            |polarity| [Polarity::Favor, Polarity::Against, Polarity::Neutral].iter().position(|known| *known == polarity);
        if let (Some(proposed), Some(gold)) = (class(proposed), class(gold)) {
            self.matrix[gold][proposed] += 1;
        }
    }

    /// The three classes: favor, against, neutral.
    pub fn classes(&self) -> [Counts; 3] {
        [0, 1, 2].map(|class| {
            let right = self.matrix[class][class];
            let proposed = (0..3).map(|gold| self.matrix[gold][class]).sum();
            Counts { proposed, right, gold: self.matrix[class].iter().sum(), found: right }
        })
    }

    /// Mean of the three F1.
    pub fn macro_f1(&self) -> f64 {
        self.classes().iter().map(Counts::f1).sum::<f64>() / 3.0
    }

    /// Share of targets that are right.
    pub fn accuracy(&self) -> f64 {
        let right = (0..3).map(|class| self.matrix[class][class]).sum();
        super::share(right, self.count())
    }

    /// How many targets were scored.
    pub fn count(&self) -> usize {
        self.matrix.iter().flatten().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_by_their_words() {
        let check = |a, b, expected| assert_eq!(same_name(a, b), expected, "{a} / {b}");
        check("the White House", "White House", true);
        check("Petro", "Gustavo Petro", true);
        check("AUTHOR", "the author", false);
        check("Iraq", "Iran", false);
        check("", "Iran", false);
    }

    #[test]
    fn a_gold_stance_is_found_once() {
        let text = "Petro attacked ICE.";
        let stance = |polarity| GoldStance {
            holder: "Petro".into(),
            target: "ICE".into(),
            polarity,
            evidence: vec![Span::new(text, 6..18).unwrap()],
            ..GoldStance::default()
        };
        let mut score = StanceScore::default();
        score.add(&[stance(Polarity::Against), stance(Polarity::Against), stance(Polarity::Favor)], &[stance(Polarity::Against)]);
        assert_eq!(score.triple, Counts { proposed: 3, right: 1, gold: 1, found: 1 });
        assert_eq!(score.evidence.right, 3);
    }

    #[test]
    fn what_a_holder_says_twice_is_one_directed_stance() {
        let text = "Petro attacked ICE. Petro attacked ICE again. Hale praised ICE.";
        let stance = |holder: &str, polarity, at: usize| GoldStance {
            holder: holder.into(),
            target: "ICE".into(),
            polarity,
            evidence: vec![Span::new(text, at..at + 5).unwrap()],
            ..GoldStance::default()
        };
        let mut score = StanceScore::default();
        let proposed = [
            stance("Petro", Polarity::Against, 26),
            stance("Petro", Polarity::Against, 6),
            stance("Hale", Polarity::Against, 50),
        ];
        let gold = [stance("Gustavo Petro", Polarity::Against, 0), stance("Hale", Polarity::Favor, 50)];
        score.add_directed(&proposed, &gold);
        assert_eq!(score.directed, Counts { proposed: 2, right: 1, gold: 2, found: 1 });
    }

    #[test]
    fn macro_f1_weighs_the_three_sides_alike() {
        let mut score = PolarityScore::default();
        score.add(Polarity::Favor, Polarity::Favor);
        score.add(Polarity::Against, Polarity::Against);
        score.add(Polarity::Against, Polarity::Neutral);
        assert!((score.accuracy() - 2.0 / 3.0).abs() < 1e-9);
        assert!((score.macro_f1() - (1.0 + 2.0 / 3.0) / 3.0).abs() < 1e-9);
    }
}
