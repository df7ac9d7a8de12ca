//! Finding the same words in the same place again, after a text was re-imported or the program was renewed.

use crate::model::{Polarity, Proposal};

/// Hash of a proposal's kind, words and context, the same in every version of the program. White space and the kind of
/// quotation marks do not count, so it finds its place again when the text was re-imported from another file.
pub fn fingerprint(text: &str, proposal: &Proposal) -> u64 {
    const CONTEXT: usize = 24; // characters on each side
    let mut hash = Fnv::default();
    let place = proposal.place();
    match proposal {
        Proposal::Mention { .. } => hash.add("mention"),
        Proposal::Stance(stance) => {
            hash.add(if stance.polarity == Polarity::None { "quotation" } else { "stance" });
            hash.add(&stance.holder_name);
            hash.add(&stance.target_name);
        }
    }
    for span in place.iter() {
        hash.add(span.slice(text));
    }
    let before: Vec<char> = text[..place.start()].chars().rev().filter(|c| !c.is_whitespace()).take(CONTEXT).collect();
    hash.chars(before.into_iter());
    hash.add("");
    hash.chars(text[place.end()..].chars().filter(|c| !c.is_whitespace()).take(CONTEXT));
    hash.0
}

/// FNV-1a, 64 bits: stable over versions and machines, which the standard hasher is not.
pub(super) struct Fnv(pub(super) u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Adds words without their white space, and an end mark.
    fn add(&mut self, words: &str) {
        self.chars(words.chars().filter(|c| !c.is_whitespace()));
        self.bytes(&[0xff]);
    }

    fn chars(&mut self, chars: impl Iterator<Item = char>) {
        for c in chars {
            let plain = match c {
                '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' => '"',
                '–' | '—' => '-',
                other => other,
            };
            self.bytes(plain.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}
