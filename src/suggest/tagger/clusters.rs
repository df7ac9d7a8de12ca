//! Word clusters from raw text: skip-gram vectors with negative sampling, then k-means, three grains.
//!
//! Everything runs in a fixed order from a fixed seed, so that the same texts give the same clusters.

use std::collections::HashMap;

const DIMENSIONS: usize = 64;
const LEAST_COUNT: u32 = 4;
const MOST_WORDS: usize = 30_000;
const WINDOW: usize = 3;
const NEGATIVES: usize = 6;
const PASSES: usize = 8;

/// Numbers that look random, always the same ones.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`, 0 for `end` 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % end.max(1)
    }

    /// A number from 0 to 1.
    pub fn share(&mut self) -> f32 {
        self.below(1 << 24) as f32 / (1 << 24) as f32
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// Fine cluster (from 1) by word, and of each fine cluster the middle and the coarse one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Clusters {
    pub words: Vec<(u32, u16)>,
    pub coarser: Vec<(u8, u8)>,
}

/// Clusters the words of `sentences`, given as hashes.
pub fn cluster(sentences: &[Vec<u32>]) -> Clusters {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry(*word).or_default() += 1;
    }
    let mut words: Vec<(u32, u32)> = counts.into_iter().filter(|word| word.1 >= LEAST_COUNT).collect();
    words.sort_unstable_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    words.truncate(MOST_WORDS);
    if words.len() < 2 {
        return Clusters::default();
    }
    let vectors = skip_gram(sentences, &words);
    let fine_count = 1000.min(words.len() / 4 + 1);
    let (fine, centres) = k_means(&vectors, fine_count, 14);
    let (middle, middle_centres) = k_means(&centres, 250.min(fine_count), 14);
    let (coarse, _) = k_means(&middle_centres, 64.min(fine_count), 14);
    Clusters {
        words: words.iter().zip(fine).map(|((word, _), fine)| (*word, fine as u16 + 1)).collect(),
        coarser: middle.iter().map(|middle| (*middle as u8, coarse[*middle] as u8)).collect(),
    }
}

fn skip_gram(sentences: &[Vec<u32>], words: &[(u32, u32)]) -> Vec<[f32; DIMENSIONS]> {
    let ids: HashMap<u32, usize> = words.iter().enumerate().map(|(id, (word, _))| (*word, id)).collect();
    let total: f32 = words.iter().map(|word| word.1 as f32).sum();
    let keep: Vec<f32> = words.iter().map(|word| (1e-3 * total / word.1 as f32).sqrt().min(1.0)).collect();
    let mut negatives = Vec::new();
    for (id, (_, count)) in words.iter().enumerate() {
        negatives.extend(std::iter::repeat_n(id, (*count as f32).powf(0.75).ceil() as usize));
    }
    let mut dice = Dice::new(11);
    let mut inputs: Vec<[f32; DIMENSIONS]> =
        words.iter().map(|_| std::array::from_fn(|_| (dice.share() - 0.5) / DIMENSIONS as f32)).collect();
    let mut outputs = vec![[0.0f32; DIMENSIONS]; words.len()];
    for pass in 0..PASSES {
        let rate = 0.05 * (1.0 - pass as f32 / PASSES as f32);
        for sentence in sentences {
            let mut line: Vec<usize> = sentence.iter().filter_map(|word| ids.get(word).copied()).collect();
            line.retain(|id| dice.share() < keep[*id]);
            for at in 0..line.len() {
                let reach = 1 + dice.below(WINDOW);
                for other in at.saturating_sub(reach)..(at + reach + 1).min(line.len()) {
                    if other == at {
                        continue;
                    }
                    let input = &mut inputs[line[at]];
                    let mut change = [0.0f32; DIMENSIONS];
                    for draw in 0..=NEGATIVES {
                        let (word, truth) =
                            if draw == 0 { (line[other], 1.0) } else { (negatives[dice.below(negatives.len())], 0.0) };
                        if draw > 0 && word == line[other] {
                            continue;
                        }
                        let output = &mut outputs[word];
                        let dot: f32 = input.iter().zip(output.iter()).map(|(a, b)| a * b).sum();
                        let step = rate * (truth - 1.0 / (1.0 + (-dot).exp()));
                        for at in 0..DIMENSIONS {
                            change[at] += step * output[at];
                            output[at] += step * input[at];
                        }
                    }
                    for at in 0..DIMENSIONS {
                        input[at] += change[at];
                    }
                }
            }
        }
    }
    for vector in &mut inputs {
        let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
        vector.iter_mut().for_each(|value| *value /= length);
    }
    inputs
}

/// The cluster of each vector, and the clusters' centres.
fn k_means(vectors: &[[f32; DIMENSIONS]], count: usize, passes: usize) -> (Vec<usize>, Vec<[f32; DIMENSIONS]>) {
    let mut dice = Dice::new(5);
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    dice.shuffle(&mut order);
    let mut centres: Vec<[f32; DIMENSIONS]> = order.iter().take(count).map(|at| vectors[*at]).collect();
    let mut nearest = vec![0; vectors.len()];
    for _ in 0..passes {
        // |v - c|² = |v|² - 2 v·c + |c|²: the first does not matter.
        let half: Vec<f32> = centres.iter().map(|centre| centre.iter().map(|value| value * value).sum::<f32>() / 2.0).collect();
        for (vector, nearest) in vectors.iter().zip(&mut nearest) {
            let mut best = f32::MIN;
            for (id, centre) in centres.iter().enumerate() {
                let mut sums = [0.0f32; 8];
                for (a, b) in vector.chunks_exact(8).zip(centre.chunks_exact(8)) {
                    for lane in 0..8 {
                        sums[lane] += a[lane] * b[lane];
                    }
                }
                let near = sums.iter().sum::<f32>() - half[id];
                if near > best {
                    (best, *nearest) = (near, id);
                }
            }
        }
        let mut sums = vec![([0.0f32; DIMENSIONS], 0usize); centres.len()];
        for (vector, nearest) in vectors.iter().zip(&nearest) {
            let (sum, members) = &mut sums[*nearest];
            sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
            *members += 1;
        }
        for (centre, (sum, members)) in centres.iter_mut().zip(sums) {
            if members > 0 {
                *centre = sum.map(|value| value / members as f32);
            }
        }
    }
    (nearest, centres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_same_places_come_together() {
        let mut dice = Dice::new(3);
        let sentences: Vec<Vec<u32>> = (0..400)
            .map(|_| {
                let kind = dice.below(2) as u32 * 100;
                vec![kind + dice.below(4) as u32, kind + 10 + dice.below(4) as u32, kind + 20 + dice.below(4) as u32]
            })
            .collect();
        let clusters = cluster(&sentences);
        assert_eq!(clusters, cluster(&sentences), "the same again");
        assert_eq!(clusters.words.len(), 24);
        assert_eq!(cluster(&[]), Clusters::default());
    }
}
