//! Weights by feature hash: sparse rows of (tag, value), eight bits a value.
//!
//! A value is `sign · (q / 127)² · most`: fine near zero, where most weights are. In the file rows are sorted by hash; in
//! memory an open table finds a row with one or two looks.

use crate::suggest::model::{Reader, put_varint};

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
        let quantised = kept.into_iter().map(|(hash, row)| {
            let row =
                row.into_iter().map(|(tag, value)| (tag, ((value.abs() / most).sqrt() * 127.0).round().copysign(value) as i8));
            (hash, row.filter(|entry| entry.1 != 0).collect::<Vec<_>>())
        });
        Self::build(quantised.filter(|row| !row.1.is_empty()).collect(), most)
    }

    fn build(rows: Vec<(u32, Vec<(u8, i8)>)>, most: f32) -> Self {
        let size = (rows.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0, FREE); size];
        let mut entries = Vec::with_capacity(rows.iter().map(|row| row.1.len()).sum());
        for (hash, row) in rows {
            let mut slot = hash as usize & (size - 1);
            while slots[slot].1 != FREE {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = (hash, entries.len() as u32);
            let last = row.len() - 1;
            entries.extend(row.iter().enumerate().map(|(at, (tag, value))| (if at == last { tag | END } else { *tag }, *value)));
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
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash as usize & mask;
        loop {
            let (key, entry) = self.slots[slot];
            if entry == FREE {
                return None;
            }
            if key == hash {
                return Some(entry as usize);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Adds the weights of `hash` to the scores of the tags.
    pub fn add_to(&self, hash: u32, scores: &mut [f32]) {
        let Some(first) = self.row(hash) else { return };
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
        let mut out = self.most.to_le_bytes().to_vec();
        put_varint(&mut out, keys.len() as u32);
        let mut last = 0;
        for (hash, first) in keys {
            put_varint(&mut out, hash - last);
            last = hash;
            for (tag, value) in &self.entries[first as usize..] {
                out.extend([*tag, *value as u8]);
                if tag & END != 0 {
                    break;
                }
            }
        }
        out
    }

    /// Reads what [`Weights::to_bytes`] wrote; `None` where it is damaged.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let most = reader.f32()?;
        let count = reader.varint()?;
        let mut rows = Vec::with_capacity((count as usize).min(reader.rest().len()));
        let mut hash = 0u32;
        for _ in 0..count {
            hash = hash.wrapping_add(reader.varint()?);
            let mut row = Vec::new();
            loop {
                let (tag, value) = (reader.u8()?, reader.u8()? as i8);
                row.push((tag & !END, value));
                if tag & END != 0 {
                    break;
                }
            }
            rows.push((hash, row));
        }
        Some(Self::build(rows, most))
    }
}

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
        assert_eq!(Weights::read(&mut Reader::new(&bytes[..bytes.len() - 2])), None);
        let mut scores = [0.0];
        Weights::default().add_to(3, &mut scores);
        assert_eq!(scores, [0.0]);
    }
}
