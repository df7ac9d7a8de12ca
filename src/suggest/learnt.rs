//! What was learnt from marked-up texts, read from one model file: the tagger, attribution and stance, and guard sentences.
//!
//! The program has one inside; `standpoint train` makes others, and a person's settings choose. Nothing here changes while
//! a project is worked on: what a project teaches lies over it ([`learn`](super::learn)).

use super::learn::Guards;
use super::model::{Model, ModelError};
use super::opinions::Opinions;
use super::tagger::lexicon::Lexicon;
use super::tagger::{self, Tagger};
use std::sync::{Arc, LazyLock, OnceLock};

/// A model file, understood.
#[derive(Debug, Default)]
pub struct Learnt {
    /// `None` where the file has no tagger, or a damaged one: names are then found by rule.
    pub tagger: Option<Tagger>,
    /// `None` where the file has none: no quotations and stances are then proposed.
    pub opinions: Option<Opinions>,
    replay: Vec<u8>,
    guards: OnceLock<Guards>,
}

impl Learnt {
    /// What is known of words beforehand; nothing without a tagger.
    pub fn words(&self) -> &Lexicon {
        static NOTHING: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
        self.tagger.as_ref().map_or(&NOTHING, |tagger| &tagger.lexicon)
    }

    /// The one inside the program.
    pub fn embedded() -> &'static Arc<Self> {
        static EMBEDDED: LazyLock<Arc<Learnt>> = LazyLock::new(|| Arc::new(Learnt::of(Model::embedded())));
        &EMBEDDED
    }

    /// That of a model file's bytes.
    ///
    /// # Errors
    /// Bytes that are no model, or a model that finds no names.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        let learnt = Self::of(&Model::from_bytes(bytes)?);
        if learnt.tagger.is_none() { Err(ModelError::Damaged) } else { Ok(learnt) }
    }

    /// That of a model file.
    pub fn of(model: &Model) -> Self {
        Self {
            tagger: Tagger::from_bytes(model.section(tagger::SECTION)),
            opinions: Opinions::of(model),
            replay: model.section(super::learn::REPLAY_SECTION).to_vec(),
            guards: OnceLock::new(),
        }
    }

    /// As a model file with another tagger; the other sections of `model`, which this was read from, stay.
    pub fn with_tagger(model: &Model, tagger: &Tagger) -> Vec<u8> {
        let sections: Vec<(&str, Vec<u8>)> = model
            .sections()
            .map(|(name, _)| {
                let bytes = if name == tagger::SECTION { tagger.to_bytes() } else { model.section(name).to_vec() };
                (name, bytes)
            })
            .collect();
        Model::to_bytes(&sections)
    }

    /// The sentences that guard the shipped labels while a project is learnt.
    pub fn guards(&self) -> Guards {
        let read = || self.tagger.as_ref().map(|tagger| Guards::read(tagger, &self.replay)).unwrap_or_default();
        self.guards.get_or_init(read).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_inside_has_everything_and_a_file_without_a_tagger_is_refused() {
        let learnt = Learnt::embedded();
        assert!(learnt.tagger.is_some() && learnt.opinions.is_some());
        assert!(!learnt.guards().is_empty());
        assert_eq!(Learnt::from_bytes(Model::to_bytes(&[("other", vec![1])])).unwrap_err(), ModelError::Damaged);
        assert_eq!(Learnt::from_bytes(b"text".to_vec()).unwrap_err(), ModelError::NoModel);
    }
}
