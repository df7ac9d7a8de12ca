//! A linear chain over BILOU tags: sums and best paths over all well-formed taggings of one sentence.
//!
//! Tag 0 is outside; label `l` has the tags `1 + 4l + {0: begin, 1: inside, 2: last, 3: unit}`. A mention, once begun, can only
//! go on or end, so transitions have weights only between classes (0 outside, `l + 1` a mention of label `l`, and the start):
//! a step costs `(labels + 1)²`, not `tags²`. Sums are done on scaled probabilities, which needs one `exp` per tag.

/// Tags of label `label`, in the order begin, inside, last, unit.
pub fn tag(label: usize, place: usize) -> usize {
    1 + 4 * label + place
}

/// Number of tags for `labels` labels.
pub fn tag_count(labels: usize) -> usize {
    1 + 4 * labels
}

/// Label of a tag; `None` outside.
pub fn label_of(tag: usize) -> Option<usize> {
    tag.checked_sub(1).map(|tag| tag / 4)
}

pub const BEGIN: usize = 0;
pub const INSIDE: usize = 1;
pub const LAST: usize = 2;
pub const UNIT: usize = 3;

/// A mention: first token, one past the last token, label.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Found {
    pub start: usize,
    pub end: usize,
    pub label: usize,
}

/// Weights between classes: `(labels + 2) × (labels + 1)`, the last row for the start of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Transitions {
    pub labels: usize,
    pub weights: Vec<f32>,
}

impl Transitions {
    /// All weights zero.
    pub fn new(labels: usize) -> Self {
        Self { labels, weights: vec![0.0; (labels + 2) * (labels + 1)] }
    }

    /// Index of the weight from one class to another; `labels + 1` is the start.
    pub fn index(&self, from: usize, to: usize) -> usize {
        from * (self.labels + 1) + to
    }

    /// The same weights with room for more labels, theirs zero.
    pub fn widened(&self, labels: usize) -> Self {
        let mut wide = Self::new(labels);
        for from in 0..self.labels + 2 {
            let wide_from = if from == self.labels + 1 { labels + 1 } else { from };
            for to in 0..=self.labels {
                let index = wide.index(wide_from, to);
                wide.weights[index] = self.weights[self.index(from, to)];
            }
        }
        wide
    }
}

/// Sums over one sentence, with buffers to be used again.
#[derive(Default, Debug)]
pub struct Lattice {
    labels: usize,
    len: usize,
    psi: Vec<f64>,
    alpha: Vec<f64>,
    beta: Vec<f64>,
    scale: Vec<f64>,
    exp_transitions: Vec<f64>,
    /// Probability of each tag at each token, after [`Lattice::run`].
    pub marginals: Vec<f32>,
    /// Expected number of each transition, indexed like [`Transitions::weights`].
    pub expected: Vec<f32>,
}

impl Lattice {
    /// Forward and backward sums over the taggings for which `allowed(token, tag)`; false where there is none.
    /// `scores` holds one row of tags per token.
    pub fn run(&mut self, scores: &[f32], transitions: &Transitions, allowed: Option<&dyn Fn(usize, usize) -> bool>) -> bool {
        let labels = transitions.labels;
        let tags = tag_count(labels);
        self.labels = labels;
        self.len = scores.len() / tags;
        self.exp_transitions.clear();
        self.exp_transitions.extend(transitions.weights.iter().map(|weight| f64::from(weight.clamp(-30.0, 30.0)).exp()));
        self.psi.clear();
        for (at, row) in scores.chunks_exact(tags).enumerate() {
            let most = row.iter().copied().fold(f32::MIN, f32::max);
            self.psi.extend(row.iter().enumerate().map(|(tag, score)| match allowed {
                Some(allowed) if !allowed(at, tag) => 0.0,
                _ => f64::from((score - most).max(-60.0)).exp(),
            }));
        }
        if self.len == 0 || !self.forward() {
            return false;
        }
        self.backward();
        true
    }

    fn forward(&mut self) -> bool {
        let (labels, tags) = (self.labels, tag_count(self.labels));
        self.alpha.clear();
        self.alpha.resize(self.len * tags, 0.0);
        self.scale.clear();
        let mut ended = vec![0.0; labels + 2];
        ended[labels + 1] = 1.0;
        for at in 0..self.len {
            let (before, here) = self.alpha.split_at_mut(at * tags);
            let before = before.rchunks_exact(tags).next();
            let row = &mut here[..tags];
            let psi = &self.psi[at * tags..(at + 1) * tags];
            for class in 0..=labels {
                let sum: f64 = (0..labels + 2).map(|from| ended[from] * self.exp_transitions[from * (labels + 1) + class]).sum();
                match class.checked_sub(1) {
                    None => row[0] = sum * psi[0],
                    Some(label) => {
                        row[tag(label, BEGIN)] = sum * psi[tag(label, BEGIN)];
                        row[tag(label, UNIT)] = sum * psi[tag(label, UNIT)];
                    }
                }
            }
            for label in 0..labels {
                let open = before.map_or(0.0, |row| row[tag(label, BEGIN)] + row[tag(label, INSIDE)]);
                row[tag(label, INSIDE)] = open * psi[tag(label, INSIDE)];
                row[tag(label, LAST)] = open * psi[tag(label, LAST)];
                if at + 1 == self.len {
                    row[tag(label, BEGIN)] = 0.0;
                    row[tag(label, INSIDE)] = 0.0;
                }
            }
            let scale: f64 = row.iter().sum();
            if scale.is_nan() || scale <= 0.0 {
                return false;
            }
            row.iter_mut().for_each(|value| *value /= scale);
            self.scale.push(scale);
            ended[labels + 1] = 0.0;
            ended[0] = row[0];
            for label in 0..labels {
                ended[label + 1] = row[tag(label, LAST)] + row[tag(label, UNIT)];
            }
        }
        true
    }

    fn backward(&mut self) {
        let (labels, tags) = (self.labels, tag_count(self.labels));
        self.beta.clear();
        self.beta.resize(self.len * tags, 0.0);
        self.expected.clear();
        self.expected.resize((labels + 2) * (labels + 1), 0.0);
        let last = (self.len - 1) * tags;
        self.beta[last] = 1.0;
        for label in 0..labels {
            self.beta[last + tag(label, LAST)] = 1.0;
            self.beta[last + tag(label, UNIT)] = 1.0;
        }
        let mut next = vec![0.0; tags];
        let mut starts = vec![0.0; labels + 1];
        for at in (0..self.len).rev() {
            let here = at * tags;
            for (tag, value) in next.iter_mut().enumerate() {
                *value = self.psi[here + tag] * self.beta[here + tag] / self.scale[at];
            }
            starts[0] = next[0];
            for label in 0..labels {
                starts[label + 1] = next[tag(label, BEGIN)] + next[tag(label, UNIT)];
            }
            if at == 0 {
                for (to, start) in starts.iter().enumerate() {
                    let index = (labels + 1) * (labels + 1) + to;
                    self.expected[index] += (self.exp_transitions[index] * start) as f32;
                }
                break;
            }
            let before = here - tags;
            for from in 0..=labels {
                let mass = match from.checked_sub(1) {
                    None => self.alpha[before],
                    Some(label) => self.alpha[before + tag(label, LAST)] + self.alpha[before + tag(label, UNIT)],
                };
                let mut sum = 0.0;
                for (to, start) in starts.iter().enumerate() {
                    let index = from * (labels + 1) + to;
                    let step = self.exp_transitions[index] * start;
                    self.expected[index] += (mass * step) as f32;
                    sum += step;
                }
                match from.checked_sub(1) {
                    None => self.beta[before] = sum,
                    Some(label) => {
                        self.beta[before + tag(label, LAST)] = sum;
                        self.beta[before + tag(label, UNIT)] = sum;
                    }
                }
            }
            for label in 0..labels {
                let on = next[tag(label, INSIDE)] + next[tag(label, LAST)];
                self.beta[before + tag(label, BEGIN)] = on;
                self.beta[before + tag(label, INSIDE)] = on;
            }
        }
        self.marginals.clear();
        self.marginals.extend(self.alpha.iter().zip(&self.beta).map(|(a, b)| (a * b) as f32));
    }

    /// Logarithm of the sum over all allowed taggings; `scores` as given to [`Lattice::run`].
    pub fn log_sum(&self, scores: &[f32]) -> f64 {
        let rows = scores.chunks_exact(tag_count(self.labels));
        rows.zip(&self.scale).map(|(row, scale)| f64::from(row.iter().copied().fold(f32::MIN, f32::max)) + scale.ln()).sum()
    }

    /// Probability that the sentence has exactly this mention.
    pub fn probability(&self, found: Found) -> f32 {
        let tags = tag_count(self.labels);
        if found.end > self.len || found.start >= found.end {
            return 0.0;
        }
        if found.end == found.start + 1 {
            return self.marginals[found.start * tags + tag(found.label, UNIT)];
        }
        let mut mass = self.alpha[found.start * tags + tag(found.label, BEGIN)];
        for at in found.start + 1..found.end {
            let place = if at + 1 == found.end { LAST } else { INSIDE };
            mass *= self.psi[at * tags + tag(found.label, place)] / self.scale[at];
        }
        (mass * self.beta[(found.end - 1) * tags + tag(found.label, LAST)]) as f32
    }
}

/// The tag of token `at` in a tagging that holds these mentions, sorted and apart.
pub fn tag_at(mentions: &[Found], at: usize) -> usize {
    mentions.iter().find(|found| (found.start..found.end).contains(&at)).map_or(0, |found| {
        let place = match (at == found.start, at + 1 == found.end) {
            (true, true) => UNIT,
            (true, false) => BEGIN,
            (false, true) => LAST,
            (false, false) => INSIDE,
        };
        tag(found.label, place)
    })
}

/// The best tagging (Viterbi) among those for which `allowed(token, tag)`.
pub fn decode(scores: &[f32], transitions: &Transitions, allowed: Option<&dyn Fn(usize, usize) -> bool>) -> Vec<Found> {
    const NEVER: f32 = -1e30;
    let labels = transitions.labels;
    let tags = tag_count(labels);
    let len = scores.len() / tags;
    let mut best = vec![NEVER; len * tags];
    let mut from = vec![0u16; len * tags];
    let start_row = (labels + 1) * (labels + 1);
    for at in 0..len {
        let score = |tag: usize| if allowed.is_some_and(|allowed| !allowed(at, tag)) { NEVER } else { scores[at * tags + tag] };
        // The best ended tag before this token, per class.
        let ended: Vec<(f32, usize)> = (0..=labels)
            .map(|class| match class.checked_sub(1) {
                _ if at == 0 => (NEVER, 0),
                None => (best[(at - 1) * tags], 0),
                Some(label) => {
                    let (last, unit) = (tag(label, LAST), tag(label, UNIT));
                    let row = &best[(at - 1) * tags..at * tags];
                    if row[last] > row[unit] { (row[last], last) } else { (row[unit], unit) }
                }
            })
            .collect();
        for class in 0..=labels {
            let (mut most, mut source) = (NEVER, 0);
            if at == 0 {
                most = transitions.weights[start_row + class];
            }
            for (before, (value, tag)) in ended.iter().enumerate() {
                let value = value + transitions.weights[before * (labels + 1) + class];
                if value > most {
                    (most, source) = (value, *tag);
                }
            }
            let reached = match class.checked_sub(1) {
                None => [0, 0],
                Some(label) => [tag(label, BEGIN), tag(label, UNIT)],
            };
            for tag in reached {
                best[at * tags + tag] = most + score(tag);
                from[at * tags + tag] = source as u16;
            }
        }
        for label in (0..labels).filter(|_| at > 0) {
            let (begin, inside) = (tag(label, BEGIN), tag(label, INSIDE));
            let row = &best[(at - 1) * tags..at * tags];
            let (most, source) = if row[begin] > row[inside] { (row[begin], begin) } else { (row[inside], inside) };
            for tag in [inside, tag(label, LAST)] {
                best[at * tags + tag] = most + score(tag);
                from[at * tags + tag] = source as u16;
            }
        }
    }
    let mut found = Vec::new();
    let Some(last_row) = len.checked_sub(1).map(|last| &best[last * tags..]) else { return found };
    let is_end = |tag: &usize| *tag == 0 || matches!((*tag - 1) % 4, LAST | UNIT);
    let mut state = (0..tags).filter(is_end).max_by(|a, b| last_row[*a].total_cmp(&last_row[*b])).unwrap_or(0);
    let mut end = len;
    for at in (0..len).rev() {
        if let Some(label) = label_of(state) {
            match (state - 1) % 4 {
                LAST => end = at + 1,
                UNIT => found.push(Found { start: at, end: at + 1, label }),
                BEGIN => found.push(Found { start: at, end, label }),
                _ => {}
            }
        }
        state = usize::from(from[at * tags + state]);
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every well-formed tagging of `len` tokens.
    fn taggings(len: usize, labels: usize) -> Vec<Vec<Found>> {
        let mut all = vec![(0, Vec::new())];
        let mut done = Vec::new();
        while let Some((at, found)) = all.pop() {
            if at == len {
                done.push(found);
                continue;
            }
            all.push((at + 1, found.clone()));
            for (end, label) in (at + 1..=len).flat_map(|end| (0..labels).map(move |label| (end, label))) {
                let mut longer: Vec<Found> = found.clone();
                longer.push(Found { start: at, end, label });
                all.push((end, longer));
            }
        }
        done
    }

    fn total(scores: &[f32], transitions: &Transitions, found: &[Found], len: usize) -> f64 {
        let tags = tag_count(transitions.labels);
        let mut sum = 0.0;
        let mut class = transitions.labels + 1;
        for at in 0..len {
            let here = tag_at(found, at);
            sum += f64::from(scores[at * tags + here]);
            let to = label_of(here).map_or(0, |label| label + 1);
            if here == 0 || matches!((here - 1) % 4, BEGIN | UNIT) {
                sum += f64::from(transitions.weights[transitions.index(class, to)]);
            }
            class = to;
        }
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn sums_and_best_paths_are_those_of_counting(
            scores in prop::collection::vec(-2.0f32..2.0, 4 * 9), weights in prop::collection::vec(-1.0f32..1.0, 12)
        ) {
            let transitions = Transitions { labels: 2, weights };
            let all = taggings(4, 2);
            let totals: Vec<f64> = all.iter().map(|found| total(&scores, &transitions, found, 4)).collect();
            let z: f64 = totals.iter().map(|total| total.exp()).sum();
            let mut lattice = Lattice::default();
            prop_assert!(lattice.run(&scores, &transitions, None));
            let probe = Found { start: 1, end: 3, label: 1 };
            let expected: f64 = all.iter().zip(&totals).filter(|(found, _)| found.contains(&probe)).map(|(_, total)| total.exp()).sum();
            prop_assert!((f64::from(lattice.probability(probe)) - expected / z).abs() < 1e-4);
            for at in 0..4 {
                let outside: f64 = all.iter().zip(&totals).filter(|(found, _)| tag_at(found, at) == 0).map(|(_, t)| t.exp()).sum();
                prop_assert!((f64::from(lattice.marginals[at * 9]) - outside / z).abs() < 1e-4);
            }
            let best = totals.iter().copied().fold(f64::MIN, f64::max);
            prop_assert!((total(&scores, &transitions, &decode(&scores, &transitions, None), 4) - best).abs() < 1e-4);
        }
    }

    #[test]
    fn what_is_not_allowed_does_not_come() {
        let transitions = Transitions::new(1);
        let scores = [0.0, 5.0, 0.0, 0.0, 5.0];
        assert_eq!(decode(&scores, &transitions, None), [Found { start: 0, end: 1, label: 0 }]);
        assert_eq!(decode(&scores, &transitions, Some(&|_, tag| tag == 0)), []);
        assert!(!Lattice::default().run(&scores, &transitions, Some(&|_, _| false)));
    }
}
