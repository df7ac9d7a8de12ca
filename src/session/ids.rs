//! Drawing identities.
//!
//! Ids are 48 random bits, so that two annotators' files merge without renaming. The generator is splitmix64, seeded from
//! time and process; tests seed it themselves and get the same ids each time.

use crate::model::Id;
use std::time::{SystemTime, UNIX_EPOCH};

const MASK: u64 = (1 << 48) - 1;

/// A source of ids.
#[derive(Clone, Debug)]
pub struct Ids {
    state: u64,
}

impl Ids {
    /// Seeded from the time and the process.
    pub fn fresh() -> Self {
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let folded = nanos as u64 ^ (nanos >> 64) as u64;
        Self::seeded(folded ^ (u64::from(std::process::id()) << 32))
    }

    /// The same ids for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next id; never zero and never one of the small numbers that presets use.
    pub fn draw<T>(&mut self) -> Id<T> {
        loop {
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = self.state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let number = (mixed ^ (mixed >> 31)) & MASK;
            if number > 0xffff {
                return Id::new(number);
            }
        }
    }
}

/// Where the time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    System,
    /// Always this time, in milliseconds since 1970; for tests.
    Fixed(i64),
}

impl Clock {
    /// Milliseconds since 1970.
    pub fn now(self) -> crate::model::Timestamp {
        crate::model::Timestamp(match self {
            Self::Fixed(millis) => millis,
            Self::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_distinct_ids() {
        let mut ids = Ids::seeded(7);
        let drawn: Vec<Id<()>> = (0..1000).map(|_| ids.draw()).collect();
        let mut again = Ids::seeded(7);
        assert!(drawn.iter().all(|id| *id == again.draw::<()>()));
        assert_eq!(drawn.iter().collect::<std::collections::BTreeSet<_>>().len(), 1000);
    }
}
