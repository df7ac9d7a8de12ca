//! How far annotators agree: Cohen's kappa, Krippendorff's alpha, and F1 of spans.
//!
//! Two annotators are compared on the articles that both worked on. Mentions match where the words are the same; labels are
//! then compared on the matched ones. Stances match where their evidence overlaps, the largest overlap first; polarity, holder,
//! target and directness are compared on the matched ones.

use super::{Filter, Party};
use crate::model::{Annotator, AnnotatorId, Article, Mention, Project, Stance};
use crate::text::SpanSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Cohen's kappa of pairs of codes (Cohen 1960). `None` without pairs, or where both use one and the same code throughout.
pub fn cohen_kappa<C: Ord>(pairs: &[(C, C)]) -> Option<f64> {
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len() as f64;
    let agreed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let mut margins: BTreeMap<&C, (f64, f64)> = BTreeMap::new();
    for (a, b) in pairs {
        margins.entry(a).or_default().0 += 1.0;
        margins.entry(b).or_default().1 += 1.0;
    }
    let chance: f64 = margins.values().map(|(a, b)| a / n * (b / n)).sum();
    (chance < 1.0).then(|| (agreed - chance) / (1.0 - chance))
}

/// Krippendorff's alpha for nominal codes (Krippendorff 2011): one unit a row, any number of coders, gaps left out. `None`
/// without two codes on any unit, or where only one code occurs.
pub fn krippendorff_alpha<C: Ord>(units: &[Vec<C>]) -> Option<f64> {
    let mut totals: BTreeMap<&C, f64> = BTreeMap::new();
    let (mut n, mut disagreement) = (0.0, 0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let m = unit.len() as f64;
        let mut counts: BTreeMap<&C, f64> = BTreeMap::new();
        for code in unit {
            *counts.entry(code).or_default() += 1.0;
            *totals.entry(code).or_default() += 1.0;
        }
        let same: f64 = counts.values().map(|count| count * (count - 1.0)).sum();
        disagreement += (m * (m - 1.0) - same) / (m - 1.0);
        n += m;
    }
    let expected = n * (n - 1.0) - totals.values().map(|count| count * (count - 1.0)).sum::<f64>();
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * disagreement / expected)
}

/// How many of two sets match.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Matched {
    pub both: usize,
    pub only_a: usize,
    pub only_b: usize,
}

impl Matched {
    /// Harmonic mean of the two shares that match; `None` where there is nothing.
    pub fn f1(self) -> Option<f64> {
        let all = 2 * self.both + self.only_a + self.only_b;
        (all > 0).then(|| 2.0 * self.both as f64 / all as f64)
    }

    pub(super) fn add(&mut self, both: usize, a: usize, b: usize) {
        self.both += both;
        self.only_a += a - both;
        self.only_b += b - both;
    }
}

/// Agreement of two annotators.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    pub annotators: (AnnotatorId, AnnotatorId),
    pub names: (String, String),
    /// Articles that both worked on.
    pub articles: usize,
    /// The same words are a mention, whatever its label.
    pub mentions: Matched,
    /// Words overlap.
    pub mentions_overlapping: Matched,
    pub label_kappa: Option<f64>,
    pub stances: Matched,
    pub polarity_alpha: Option<f64>,
    pub holder_alpha: Option<f64>,
    pub target_alpha: Option<f64>,
    pub directness_alpha: Option<f64>,
}

/// All pairs of annotators that share articles among what the filter admits.
pub fn pairs(project: &Project, filter: &Filter) -> Vec<Pair> {
    if project.annotators.len() < 2 {
        return Vec::new();
    }
    let worked: Vec<(&Arc<Article>, BTreeSet<AnnotatorId>)> = project
        .articles()
        .filter(|article| filter.admits(article))
        .map(|article| {
            let mentions = article.mentions().map(|mention| mention.annotator);
            (article, mentions.chain(article.stances().map(|stance| stance.annotator)).collect::<BTreeSet<_>>())
        })
        .filter(|(_, annotators)| annotators.len() > 1)
        .collect();
    let mut pairs = Vec::new();
    let whose = filter.admitted_annotators(project);
    let counts = |annotator: &&Annotator| whose.as_ref().is_none_or(|whose| whose.contains(&annotator.id));
    let annotators: Vec<&Annotator> = project.annotators.iter().filter(counts).collect();
    for (at, a) in annotators.iter().enumerate() {
        for b in &annotators[at + 1..] {
            let shared: Vec<_> = worked
                .iter()
                .filter(|(_, who)| who.contains(&a.id) && who.contains(&b.id))
                .map(|(article, _)| *article)
                .collect();
            if !shared.is_empty() {
                let mut pair = compare(&shared, a.id, b.id);
                pair.names = (a.name.clone(), b.name.clone());
                pairs.push(pair);
            }
        }
    }
    pairs
}

fn compare(articles: &[&Arc<Article>], a: AnnotatorId, b: AnnotatorId) -> Pair {
    let mut pair = Pair {
        annotators: (a, b),
        names: Default::default(),
        articles: articles.len(),
        mentions: Matched::default(),
        mentions_overlapping: Matched::default(),
        label_kappa: None,
        stances: Matched::default(),
        polarity_alpha: None,
        holder_alpha: None,
        target_alpha: None,
        directness_alpha: None,
    };
    let mut labels = Vec::new();
    let (mut polarity, mut holder, mut target, mut directness) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for article in articles {
        let mentions = |who| article.mentions().filter(|mention| mention.annotator == who).collect::<Vec<&Arc<Mention>>>();
        let (of_a, of_b) = (mentions(a), mentions(b));
        let by_place: BTreeMap<&SpanSet, &Arc<Mention>> = of_b.iter().map(|mention| (&mention.spans, *mention)).collect();
        let places: BTreeSet<&SpanSet> = of_a.iter().map(|mention| &mention.spans).collect();
        let same: Vec<_> =
            of_a.iter().filter_map(|mention| by_place.get(&mention.spans).map(|other| (mention.label, other.label))).collect();
        pair.mentions.add(places.iter().filter(|place| by_place.contains_key(**place)).count(), places.len(), by_place.len());
        labels.extend(same);
        let overlapping = matched(&of_a, &of_b, |x, y| shared_bytes(Some(&x.spans), Some(&y.spans)));
        pair.mentions_overlapping.add(overlapping.len(), of_a.len(), of_b.len());
        let stances = |who| article.stances().filter(|stance| stance.annotator == who).collect::<Vec<&Arc<Stance>>>();
        let (of_a, of_b) = (stances(a), stances(b));
        let both = matched(&of_a, &of_b, |x, y| shared_bytes(x.place(), y.place()));
        pair.stances.add(both.len(), of_a.len(), of_b.len());
        for (x, y) in both {
            let (x, y) = (of_a[x], of_b[y]);
            polarity.push(vec![x.polarity, y.polarity]);
            holder.push(vec![Party::holder(x, article.text()), Party::holder(y, article.text())]);
            target.push(vec![Party::target(x, article.text()), Party::target(y, article.text())]);
            directness.push(vec![x.attribution.directness, y.attribution.directness]);
        }
    }
    pair.label_kappa = cohen_kappa(&labels);
    pair.polarity_alpha = krippendorff_alpha(&polarity);
    pair.holder_alpha = krippendorff_alpha(&holder);
    pair.target_alpha = krippendorff_alpha(&target);
    pair.directness_alpha = krippendorff_alpha(&directness);
    pair
}

fn shared_bytes(a: Option<&SpanSet>, b: Option<&SpanSet>) -> usize {
    let (Some(a), Some(b)) = (a, b) else { return 0 };
    let overlap = |(x, y): (crate::text::Span, crate::text::Span)| x.end().min(y.end()).saturating_sub(x.start().max(y.start()));
    a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).map(overlap).sum()
}

/// One-to-one matches, the largest overlap first.
fn matched<T>(a: &[&Arc<T>], b: &[&Arc<T>], overlap: impl Fn(&T, &T) -> usize) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(usize, usize, usize)> = Vec::new();
    for (x, first) in a.iter().enumerate() {
        for (y, second) in b.iter().enumerate() {
            let shared = overlap(first, second);
            if shared > 0 {
                candidates.push((shared, x, y));
            }
        }
    }
    candidates.sort_by_key(|(shared, x, y)| (std::cmp::Reverse(*shared), *x, *y));
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    candidates.retain(|(_, x, y)| {
        let free = !used_a[*x] && !used_b[*y];
        if free {
            used_a[*x] = true;
            used_b[*y] = true;
        }
        free
    });
    candidates.into_iter().map(|(_, x, y)| (x, y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn: `cohen_kappa_score`.
    #[test]
    fn kappa_is_that_of_scikit_learn() {
        let a = [1, 1, 2, 2, 3, 1, 2, 3, 3, 1, 2, 2];
        let b = [1, 2, 2, 2, 3, 1, 1, 3, 2, 1, 2, 3];
        let pairs: Vec<_> = a.into_iter().zip(b).collect();
        let kappa = cohen_kappa(&pairs).unwrap();
        assert!((kappa - 0.4893617021276596).abs() < 1e-12, "{kappa}");
        assert_eq!(cohen_kappa::<u8>(&[]), None);
        assert_eq!(cohen_kappa(&[(1, 1), (1, 1)]), None);
    }

    /// Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four observers, twelve units, 0.743.
    #[test]
    fn alpha_is_krippendorffs_own_example() {
        let coders = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        let units: Vec<Vec<i32>> =
            (0..12).map(|unit| coders.iter().map(|coder| coder[unit]).filter(|code| *code > 0).collect()).collect();
        let alpha = krippendorff_alpha(&units).unwrap();
        assert!((alpha - 0.743).abs() < 5e-4, "{alpha}");
    }
}
