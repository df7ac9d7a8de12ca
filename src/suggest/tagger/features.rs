//! The features of each token, as 32-bit hashes: words, shapes, affixes, clusters, lists and what the rest of the text shows.
//!
//! Each template has a number mixed into its hashes. Words outside the sentence count as a form of their own, so a feature
//! also says "at the start".

use super::lexicon::{Lexicon, kind};
use super::words::{Form, Forms, mix};
use crate::suggest::Document;
use std::ops::Range;

/// Which corpus' habits to follow; each corpus marks a little differently. What is shipped follows [`Scheme::News`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, PartialOrd, Ord)]
pub enum Scheme {
    #[default]
    News,
    CrossNer,
    ReDocRed,
    Gum,
    SocialMedia,
    Tweets,
    Web,
}

impl Scheme {
    /// Coarse labels that the corpus never marks, where what is not marked may be one: dates.
    pub fn absent(self) -> &'static [usize] {
        match self {
            Self::News | Self::ReDocRed | Self::Gum => &[],
            Self::CrossNer | Self::SocialMedia | Self::Tweets | Self::Web => &[super::corpora::DATE],
        }
    }
}

/// The features of all tokens of one sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    hashes: Vec<u32>,
    ends: Vec<u32>,
}

impl Features {
    /// Features of token `at` of the sentence.
    pub fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.hashes[start..self.ends[at] as usize]
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// No tokens?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The same features with every hash replaced; `None` leaves it out.
    pub fn mapped(&self, mut map: impl FnMut(u32) -> Option<u32>) -> Self {
        let mut mapped = Self::default();
        for at in 0..self.len() {
            mapped.hashes.extend(self.of(at).iter().filter_map(|hash| map(*hash)));
            mapped.ends.push(mapped.hashes.len() as u32);
        }
        mapped
    }
}

/// How a sentence is written as a whole.
fn style(forms: &[&Form]) -> u32 {
    let letters = forms.iter().filter(|form| form.capital || form.small).count();
    let capitals = forms.iter().filter(|form| form.capital).count();
    if letters < 3 {
        0
    } else if forms.iter().filter(|form| form.all_capitals).count() * 10 > letters * 8 {
        1
    } else if capitals * 10 > letters * 7 {
        2
    } else {
        u32::from(capitals == 0) * 3
    }
}

/// What the whole text shows of each of its words.
struct Evidence {
    /// Times written with a capital inside a sentence, and times written small, by lower-case form.
    counts: Vec<(u8, u8)>,
    /// Up to four places (token indices) of the form written with a capital inside a sentence.
    places: Vec<Vec<u32>>,
}

/// Reads a document's features.
pub struct Extractor<'d, 't> {
    document: &'d Document<'t>,
    lexicon: &'d Lexicon,
    forms: Forms,
    ids: Vec<usize>,
    /// Number of the lower-case word of each form.
    lowers: Vec<usize>,
    sentence_start: Vec<bool>,
    evidence: Evidence,
    edge: Form,
}

impl<'d, 't> Extractor<'d, 't> {
    pub fn new(document: &'d Document<'t>, lexicon: &'d Lexicon) -> Self {
        let mut forms = Forms::default();
        let ids: Vec<usize> = (0..document.tokens.len()).map(|at| forms.form(document.word(at), lexicon)).collect();
        let mut by_lower = std::collections::HashMap::new();
        let lowers: Vec<usize> = (0..forms.len())
            .map(|id| {
                let next = by_lower.len();
                *by_lower.entry(forms.get(id).lower).or_insert(next)
            })
            .collect();
        let mut sentence_start = vec![false; ids.len()];
        for sentence in &document.sentences {
            // The first word proper, and the first one of a quotation.
            let mut start = true;
            for at in sentence.clone() {
                let form = forms.get(ids[at]);
                sentence_start[at] = start && (form.capital || form.small);
                start = (start && !sentence_start[at]) || matches!(document.word(at), "\"" | "“" | ":");
            }
        }
        let mut evidence = Evidence { counts: vec![(0, 0); by_lower.len()], places: vec![Vec::new(); by_lower.len()] };
        for sentence in &document.sentences {
            let words: Vec<&Form> = ids[sentence.clone()].iter().map(|id| forms.get(*id)).collect();
            if style(&words) != 0 {
                continue;
            }
            for at in sentence.clone() {
                let form = forms.get(ids[at]);
                let lower = lowers[ids[at]];
                let counts = &mut evidence.counts[lower];
                if form.capital && !sentence_start[at] {
                    counts.0 = counts.0.saturating_add(1);
                    if evidence.places[lower].len() < 4 {
                        evidence.places[lower].push(at as u32);
                    }
                } else if form.small {
                    counts.1 = counts.1.saturating_add(1);
                }
            }
        }
        Self {
            document,
            lexicon,
            forms,
            ids,
            lowers,
            sentence_start,
            evidence,
            edge: Form { word: 99, lower: 99, ..Form::default() },
        }
    }

    /// The document it reads.
    pub fn document(&self) -> &'d Document<'t> {
        self.document
    }

    fn form(&self, sentence: &Range<usize>, at: isize) -> &Form {
        let inside = usize::try_from(at).ok().filter(|at| sentence.contains(at));
        inside.map_or(&self.edge, |at| self.forms.get(self.ids[at]))
    }

    /// The features of the tokens of `sentence`, a range of token indices.
    pub fn sentence(&self, sentence: Range<usize>, scheme: Scheme) -> Features {
        let words: Vec<&Form> = self.ids[sentence.clone()].iter().map(|id| self.forms.get(*id)).collect();
        let matches = self.lexicon.matches(&words);
        let style = style(&words);
        let mut features = Features::default();
        let none = [0u16; 4];
        for at in sentence.clone() {
            let mut out = |template: u32, value: u32| features.hashes.push(mix(template, value));
            let near = |offset: isize| self.form(&sentence, at as isize + offset);
            let (w2, w1, w, n1, n2) = (near(-2), near(-1), near(0), near(1), near(2));
            out(0, 0);
            out(1, w.word);
            for (template, form) in [(2, w2), (3, w1), (4, w), (5, n1), (6, n2)] {
                out(template, form.lower);
            }
            for (template, a, b) in [(7, w1, w), (8, w, n1), (9, w1, n1), (10, w2, w1), (11, n1, n2)] {
                out(template, mix(a.lower, b.lower));
            }
            out(12, w.shape);
            out(13, w.short_shape);
            out(14, mix(w1.short_shape, w.short_shape));
            out(15, mix(w.short_shape, n1.short_shape));
            let triple = mix(mix(w1.short_shape, w.short_shape), n1.short_shape);
            out(16, triple);
            out(17, mix(triple, w2.short_shape));
            for (template, shape, word) in [(18, w, w1), (19, w, n1), (20, w1, w), (21, n1, w)] {
                out(template, mix(shape.short_shape, word.lower));
            }
            out(22, w1.suffix3);
            out(23, n1.suffix3);
            for affix in &w.affixes {
                out(24, *affix);
            }
            let start = u32::from(self.sentence_start[at]);
            for (template, form) in [(60, w1), (61, w), (62, n1)] {
                let bucket = u32::from(form.small_share) * 8 + u32::from(form.capital) * 4;
                out(template, if template == 61 { mix(bucket + start, style) } else { bucket });
            }
            for (offset, form) in [w2, w1, w, n1, n2].into_iter().enumerate() {
                for (grain, cluster) in form.clusters.into_iter().enumerate() {
                    if cluster > 0 {
                        out(70 + (offset * 3 + grain) as u32, u32::from(cluster));
                    }
                }
            }
            let middle = |form: &Form| u32::from(form.clusters[1]);
            out(90, mix(middle(w), w.short_shape));
            out(91, mix(mix(middle(w1), w.short_shape), 0));
            out(92, mix(mix(middle(n1), w.short_shape), 0));
            out(93, mix(mix(middle(w1), w.short_shape), middle(n1)));
            let lists =
                |at: isize| usize::try_from(at - sentence.start as isize).ok().and_then(|at| matches.get(at)).unwrap_or(&none);
            let (before, here, after) = (lists(at as isize - 1), lists(at as isize), lists(at as isize + 1));
            for (template, places) in [(100, before), (101, here), (102, after)] {
                for (place, kinds) in places.iter().enumerate().filter(|(_, kinds)| **kinds != 0) {
                    for bit in (0..kind::COUNT).filter(|bit| kinds & (1 << bit) != 0) {
                        let value = (bit * 4 + place) as u32;
                        out(template, value);
                        if template == 101 {
                            out(103, mix(value, w.short_shape));
                            out(104, mix(value, w1.lower));
                            out(105, mix(value, n1.lower));
                        }
                    }
                }
            }
            let set = |places: &[u16; 4]| {
                places
                    .iter()
                    .enumerate()
                    .fold(0, |sum, (place, kinds)| if *kinds == 0 { sum } else { mix(sum + place as u32, u32::from(*kinds)) })
            };
            let (before_set, here_set, after_set) = (set(before), set(here), set(after));
            out(106, here_set);
            out(107, mix(here_set, after_set));
            out(108, mix(before_set, here_set));
            if w.capital || w.small {
                let lower = self.lowers[self.ids[at]];
                let (capitals, smalls) = self.evidence.counts[lower];
                let capitals = u32::from(capitals).saturating_sub(u32::from(w.capital && start == 0)).min(2);
                let counts = capitals * 4 + u32::from(smalls).saturating_sub(u32::from(w.small)).min(2);
                out(110, mix(counts + 16 * start, u32::from(w.capital)));
                out(111, mix(mix(counts, u32::from(w.small_share)), u32::from(w.capital) * 2 + start));
                if w.capital {
                    for place in self.evidence.places[lower].iter().map(|place| *place as usize).filter(|place| *place != at) {
                        let sentence = &self.document.sentences[self.document.sentence_of(place)];
                        out(112, self.form(sentence, place as isize - 1).lower);
                        out(113, self.form(sentence, place as isize + 1).lower);
                    }
                }
            }
            out(120, scheme as u32);
            out(121, mix(scheme as u32, w.short_shape));
            out(122, mix(scheme as u32, here_set));
            // What holds in news alone has weights of its own: the other corpora have other habits.
            if scheme == Scheme::News {
                out(130, w1.lower);
                out(131, w.lower);
                out(132, n1.lower);
                out(133, mix(w1.lower, w.lower));
                out(134, mix(w.lower, n1.lower));
                out(135, triple);
                out(136, w.suffix3);
                out(137, middle(w));
                out(138, mix(middle(w1), w.short_shape));
                out(139, mix(middle(n1), w.short_shape));
                out(140, mix(w1.lower, w.short_shape));
                out(141, mix(n1.lower, w.short_shape));
            }
            features.ends.push(features.hashes.len() as u32);
        }
        features
    }
}
