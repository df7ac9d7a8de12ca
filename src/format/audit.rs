//! What happened to the data on its way in or out: what was read or written, repaired, and what could not be kept.
//!
//! Every import and export ends with one. Things are counted by kind; of each kind the first places are kept, so that a
//! million losses are one line and still can be looked at.

use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How many places are kept of each kind.
const PLACES: usize = 20;

/// Account of one import or export.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Audit {
    /// Name of the format.
    pub format: String,
    pub articles: usize,
    pub spans: usize,
    pub relations: usize,
    pub stances: usize,
    pub annotators: usize,
    pub suggestions: usize,
    /// Put right, with nothing lost.
    pub repaired: BTreeMap<String, Tally>,
    /// Not kept, because the format cannot hold it or it was broken.
    pub lost: BTreeMap<String, Tally>,
    /// Worth knowing.
    pub notices: BTreeMap<String, Tally>,
}

/// How many, and where the first ones are.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Tally {
    pub count: usize,
    pub places: Vec<String>,
}

impl Tally {
    fn add(&mut self, count: usize, place: impl FnOnce() -> String) {
        self.count += count;
        if self.places.len() < PLACES {
            let place = place();
            if !place.is_empty() && self.places.last() != Some(&place) {
                self.places.push(place);
            }
        }
    }
}

impl Audit {
    /// An empty account for `format`.
    pub fn new(format: impl Into<String>) -> Self {
        Self { format: format.into(), ..Self::default() }
    }

    /// Counts something that was put right.
    pub fn repaired(&mut self, what: &str, count: usize, place: impl FnOnce() -> String) {
        tally(&mut self.repaired, what, count, place);
    }

    /// Counts something that was not kept.
    pub fn lost(&mut self, what: &str, count: usize, place: impl FnOnce() -> String) {
        tally(&mut self.lost, what, count, place);
    }

    /// Counts something worth knowing.
    pub fn notice(&mut self, what: &str, count: usize, place: impl FnOnce() -> String) {
        tally(&mut self.notices, what, count, place);
    }

    /// Was everything kept?
    pub fn is_lossless(&self) -> bool {
        self.lost.is_empty()
    }
}

pub(super) fn tally(into: &mut BTreeMap<String, Tally>, what: &str, count: usize, place: impl FnOnce() -> String) {
    if count == 0 {
        return;
    }
    if let Some(tally) = into.get_mut(what) {
        tally.add(count, place);
    } else {
        let mut tally = Tally::default();
        tally.add(count, place);
        into.insert(what.to_owned(), tally);
    }
}

/// "1 article", "2 articles".
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, {}", self.format, counted(self.articles, "article"), counted(self.spans, "span"))?;
        for (count, what) in [(self.stances, "stance"), (self.relations, "other relation"), (self.suggestions, "open suggestion")]
        {
            if count > 0 {
                write!(f, ", {}", counted(count, what))?;
            }
        }
        if self.annotators > 1 {
            write!(f, ", {} annotators", self.annotators)?;
        }
        for (heading, tallies) in [("repaired", &self.repaired), ("not kept", &self.lost), ("note", &self.notices)] {
            for (what, tally) in tallies {
                write!(f, "\n  {heading}: {} × {what}", tally.count)?;
                for place in tally.places.iter().take(3) {
                    write!(f, "\n      {place}")?;
                }
                if tally.places.len() > 3 {
                    write!(f, "\n      …")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_counted_and_places_are_few() {
        let mut audit = Audit::new("brat");
        for line in 0..100 {
            audit.lost("score", 1, || format!("line {line}"));
        }
        assert_eq!(audit.lost["score"].count, 100);
        assert_eq!(audit.lost["score"].places.len(), PLACES);
        assert!(audit.to_string().contains("not kept: 100 × score"));
        assert!(!audit.is_lossless());
    }
}
