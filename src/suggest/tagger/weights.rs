//! Weights by feature hash: sparse rows of (tag, value), eight bits a value.
//!
//! A value is `sign · (q / 127)² · most`: fine near zero, where most weights are. In the file rows are sorted by hash and lie
//! in four streams, each deflated by itself: what is alike stands together. In memory an open table finds a row with one or
//! two looks.

use crate::suggest::model::{Reader, put_packed, put_varint};

/// Immutable weights.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Weights {
    /// Hash and first entry of each row; a free slot has `u32::MAX` as entry.
    slots: Vec<(u32, u32)>,
    /// Per entry: tag, quantised value; the last entry of a row has bit 7 of the tag set.
    entries: Vec<(u8, i8)>,
    values: Vec<f32>,
    most: f32,
}

const FREE: u32 = u32::MAX;
const END: u8 = 0x80;
/// Rows that are looked for at once.
const AT_ONCE: usize = 16;

impl Weights {
    /// From rows of a hash and its weights by tag (tags under 128); weights below `floor` in size are left out.
    pub fn new<'r>(rows: impl Iterator<Item = (u32, &'r [f32])>, floor: f32) -> Self {
        let mut kept: Vec<(u32, Vec<(u8, f32)>)> = rows
            .map(|(hash, row)| {
                let large = row.iter().enumerate().filter(|(_, value)| value.abs() >= floor.max(1e-6));
                (hash, large.map(|(tag, value)| (tag as u8, *value)).collect())
            })
            .filter(|(_, row): &(u32, Vec<_>)| !row.is_empty())
            .collect();
        kept.sort_by_key(|row| row.0);
        kept.dedup_by_key(|row| row.0);
        let most = kept.iter().flat_map(|row| &row.1).fold(0.0f32, |most, (_, value)| most.max(value.abs()));
        let (mut keys, mut entries) = (Vec::new(), Vec::new());
        for (hash, row) in kept {
            let quantised = |value: f32| ((value.abs() / most).sqrt() * 127.0).round().copysign(value) as i8;
            let first = entries.len();
            entries.extend(row.into_iter().map(|(tag, value)| (tag, quantised(value))).filter(|entry| entry.1 != 0));
            if let Some(last) = entries[first..].last_mut() {
                last.0 |= END;
                keys.push(hash);
            }
        }
        Self::build(&keys, entries, most)
    }

    /// Rows of these hashes, whose entries follow each other, the last one of each marked.
    fn build(keys: &[u32], entries: Vec<(u8, i8)>, most: f32) -> Self {
        // At most three in four slots are taken.
        let size = (keys.len() * 4 / 3).next_power_of_two().max(16);
        let mut slots = vec![(0, FREE); size];
        let mut first = 0;
        for hash in keys {
            let mut slot = *hash as usize & (size - 1);
            while slots[slot].1 != FREE {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = (*hash, first as u32);
            first += entries[first..].iter().position(|entry| entry.0 & END != 0).map_or(0, |last| last + 1);
        }
        let values = (0..=255u8)
            .map(|byte| {
                let q = f32::from(byte as i8) / 127.0;
                q * q.abs() * most
            })
            .collect();
        Self { slots, entries, values, most }
    }

    fn row(&self, hash: u32) -> Option<usize> {
        self.row_from(hash, self.wanted(hash)?)
    }

    /// The slot that the row of `hash` wants, and what is in it; `None` without slots.
    fn wanted(&self, hash: u32) -> Option<(usize, (u32, u32))> {
        let at = hash as usize & self.slots.len().checked_sub(1)?;
        Some((at, self.slots[at]))
    }

    /// The first entry of the row of `hash`, which is in the slot it wants, or one after it.
    fn row_from(&self, hash: u32, (mut at, mut found): (usize, (u32, u32))) -> Option<usize> {
        while found.1 != FREE {
            if found.0 == hash {
                return Some(found.1 as usize);
            }
            at = (at + 1) & (self.slots.len() - 1);
            found = self.slots[at];
        }
        None
    }

    /// Adds the weights of `hash` to the scores of the tags.
    pub fn add_to(&self, hash: u32, scores: &mut [f32]) {
        if let Some(first) = self.row(hash) {
            self.add_row(first, scores);
        }
    }

    /// Adds the weights of all these to the scores of the tags. The slots of many rows are fetched before the first is looked at,
    /// so that their ways from memory are waited for together.
    pub fn add_all(&self, hashes: &[u32], scores: &mut [f32]) {
        for hashes in hashes.chunks(AT_ONCE) {
            let wanted: [_; AT_ONCE] = std::array::from_fn(|at| hashes.get(at).and_then(|hash| self.wanted(*hash)));
            let rows: [_; AT_ONCE] = std::array::from_fn(|at| wanted[at].and_then(|wanted| self.row_from(hashes[at], wanted)));
            rows.into_iter().flatten().for_each(|first| self.add_row(first, scores));
        }
    }

    fn add_row(&self, first: usize, scores: &mut [f32]) {
        for (tag, value) in &self.entries[first..] {
            if let Some(score) = scores.get_mut(usize::from(tag & !END)) {
                *score += self.values[usize::from(*value as u8)];
            }
            if tag & END != 0 {
                return;
            }
        }
    }

    /// Number of rows and of weights.
    pub fn size(&self) -> (usize, usize) {
        (self.slots.iter().filter(|slot| slot.1 != FREE).count(), self.entries.len())
    }

    /// Every row as its hash and weights, sorted by hash.
    pub fn rows(&self) -> Vec<(u32, Vec<(usize, f32)>)> {
        let mut rows: Vec<(u32, Vec<(usize, f32)>)> = Vec::new();
        for (hash, first) in self.slots.iter().filter(|slot| slot.1 != FREE) {
            let mut row = Vec::new();
            for (tag, value) in &self.entries[*first as usize..] {
                row.push((usize::from(tag & !END), self.values[usize::from(*value as u8)]));
                if tag & END != 0 {
                    break;
                }
            }
            rows.push((*hash, row));
        }
        rows.sort_unstable_by_key(|row| row.0);
        rows
    }

    /// As bytes, to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut keys: Vec<(u32, u32)> = self.slots.iter().copied().filter(|slot| slot.1 != FREE).collect();
        keys.sort_unstable();
        // The lowest byte of a gap between hashes is noise, what is above it is not.
        let mut streams: [Vec<u8>; STREAMS] = Default::default();
        let [low, high, tags, values] = &mut streams;
        let mut last = 0;
        for (hash, first) in &keys {
            low.push((hash - last) as u8);
            put_varint(high, (hash - last) >> 8);
            last = *hash;
            for (tag, value) in &self.entries[*first as usize..] {
                tags.push(*tag);
                values.push(*value as u8);
                if tag & END != 0 {
                    break;
                }
            }
        }
        let mut out = self.most.to_le_bytes().to_vec();
        put_varint(&mut out, keys.len() as u32);
        for stream in streams {
            put_packed(&mut out, &stream);
        }
        out
    }

    /// Reads what [`Weights::to_bytes`] wrote; `None` where it is damaged.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let most = reader.f32()?;
        let count = reader.varint()? as usize;
        let mut streams: [Vec<u8>; STREAMS] = Default::default();
        for stream in &mut streams {
            *stream = reader.packed()?;
        }
        let [low, high, tags, values] = streams;
        if low.len() != count || tags.len() != values.len() || tags.len() < count || tags.last().is_some_and(|tag| tag & END == 0)
        {
            return None;
        }
        let mut high = Reader::new(&high);
        let mut hash = 0u32;
        let mut keys = Vec::with_capacity(count);
        for low in low {
            hash = hash.wrapping_add(high.varint()?.checked_mul(256)?.checked_add(u32::from(low))?);
            keys.push(hash);
        }
        let entries: Vec<(u8, i8)> = tags.into_iter().zip(values.into_iter().map(|value| value as i8)).collect();
        let rows = entries.iter().filter(|entry| entry.0 & END != 0).count();
        (rows == count).then(|| Self::build(&keys, entries, most))
    }
}

/// Gaps between hashes (lowest byte, the rest), tags, values.
const STREAMS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_nearly_as_they_were() {
        let rows: Vec<(u32, Vec<f32>)> = (0..200u32).map(|i| (i * 7919, vec![i as f32 / 100.0 - 1.0, 0.001, 0.5])).collect();
        let weights = Weights::new(rows.iter().map(|(hash, row)| (*hash, row.as_slice())), 0.05);
        let bytes = weights.to_bytes();
        let again = Weights::read(&mut Reader::new(&bytes)).unwrap();
        assert_eq!(weights, again);
        assert_eq!(again.rows().len(), 200);
        for (hash, row) in &rows {
            let mut scores = [0.0; 3];
            again.add_to(*hash, &mut scores);
            assert!((scores[0] - row[0]).abs() < 0.06 && scores[1] == 0.0 && (scores[2] - 0.5).abs() < 0.02, "{scores:?}");
        }
        let hashes: Vec<u32> = (0..40).map(|i| i * 7919 / 2).collect();
        let (mut one_by_one, mut together) = ([0.0; 3], [0.0; 3]);
        hashes.iter().for_each(|hash| again.add_to(*hash, &mut one_by_one));
        again.add_all(&hashes, &mut together);
        assert_eq!(together, one_by_one);
        assert!(together[2] > 9.0, "{together:?}");
        assert_eq!(Weights::read(&mut Reader::new(&bytes[..bytes.len() - 2])), None);
        let mut scores = [0.0];
        Weights::default().add_to(3, &mut scores);
        assert_eq!(scores, [0.0]);
    }

    #[test]
    fn rows_that_want_the_same_slot_are_all_found() {
        let hashes: Vec<u32> = (0..6).map(|row| row << 16).collect();
        let weights = Weights::new(hashes.iter().map(|hash| (*hash, [1.0].as_slice())), 0.05);
        let (mut one_by_one, mut together) = ([0.0], [0.0]);
        hashes.iter().for_each(|hash| weights.add_to(*hash, &mut one_by_one));
        weights.add_all(&hashes, &mut together);
        assert_eq!([one_by_one, together], [[6.0]; 2]);
        weights.add_all(&[6 << 16, 7], &mut together);
        assert_eq!(together, [6.0]);
    }
}
