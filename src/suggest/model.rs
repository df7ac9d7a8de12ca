//! The embedded model file: named sections of bytes, one per thing that was learnt.
//!
//! Layout: `SPM1`, number of sections (u32 LE), then per section its name's length (u8), its name, its length (u32 LE); the
//! sections follow in the same order. What is inside a section is the business of the engine that owns it.

use flate2::read::DeflateDecoder;
use std::borrow::Cow;
use std::io::Read as _;
use std::ops::Range;
use std::sync::OnceLock;

const MAGIC: &[u8; 4] = b"SPM1";

/// A model file, read.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    sections: Vec<(String, Range<usize>)>,
}

/// Why bytes are no model.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ModelError {
    #[error("this is no Standpoint model: it does not begin with “SPM1”; choose a file made by `standpoint train`")]
    NoModel,
    #[error("the model file is cut off or damaged; make or fetch it again")]
    Damaged,
}

impl Model {
    /// The model inside the program.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Model> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let bytes: &'static [u8] = include_bytes!("../../assets/model/standpoint.model");
            Self::read(Cow::Borrowed(bytes)).unwrap_or_default()
        })
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Bytes that are no model, or only part of one.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Self::read(Cow::Owned(bytes))
    }

    fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes.strip_prefix(MAGIC).ok_or(ModelError::NoModel)?);
        let count = reader.u32().ok_or(ModelError::Damaged)?;
        let mut heads = Vec::new();
        for _ in 0..count {
            let name_len = reader.u8().ok_or(ModelError::Damaged)?;
            let name = reader.bytes(usize::from(name_len)).ok_or(ModelError::Damaged)?;
            let name = String::from_utf8_lossy(name).into_owned();
            heads.push((name, reader.u32().ok_or(ModelError::Damaged)? as usize));
        }
        let mut at = bytes.len() - reader.rest().len();
        let mut sections = Vec::new();
        for (name, len) in heads {
            let end = at.checked_add(len).filter(|end| *end <= bytes.len()).ok_or(ModelError::Damaged)?;
            sections.push((name, at..end));
            at = end;
        }
        Ok(Self { bytes, sections })
    }

    /// The bytes of a section; empty where the model has none of that name.
    pub fn section(&self, name: &str) -> &[u8] {
        let range = self.sections.iter().find(|section| section.0 == name).map_or(0..0, |section| section.1.clone());
        &self.bytes[range]
    }

    /// The sections' names and lengths in bytes, in file order.
    pub fn sections(&self) -> impl Iterator<Item = (&str, usize)> {
        self.sections.iter().map(|(name, range)| (name.as_str(), range.len()))
    }

    /// A model file of these sections.
    pub fn to_bytes(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((sections.len() as u32).to_le_bytes());
        for (name, bytes) in sections {
            out.push(name.len().min(255) as u8);
            out.extend(&name.as_bytes()[..name.len().min(255)]);
            out.extend((bytes.len() as u32).to_le_bytes());
        }
        for (_, bytes) in sections {
            out.extend(bytes);
        }
        out
    }
}

impl Default for Model {
    /// A model that has learnt nothing.
    fn default() -> Self {
        Self { bytes: Cow::Borrowed(&[]), sections: Vec::new() }
    }
}

/// Reads numbers from the front of some bytes; `None` where they end too early.
#[derive(Clone, Debug)]
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'b [u8] {
        self.rest
    }

    pub fn bytes(&mut self, len: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(head)
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.bytes(1).map(|bytes| bytes[0])
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.bytes(4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
    }

    pub fn f32(&mut self) -> Option<f32> {
        self.u32().map(f32::from_bits)
    }

    /// A number in seven-bit pieces, lowest first.
    pub fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.u8()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A string with its length before it.
    pub fn string(&mut self) -> Option<String> {
        let len = self.varint()? as usize;
        self.bytes(len).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// Bytes that were packed.
    pub fn packed(&mut self) -> Option<Vec<u8>> {
        let len = self.varint()? as usize;
        let packed = self.varint()? as usize;
        let mut bytes = Vec::with_capacity(len.min(LONGEST));
        DeflateDecoder::new(self.bytes(packed)?).take(LONGEST as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == len).then_some(bytes)
    }
}

/// Longest packed bytes that are believed; a larger length is damage.
const LONGEST: usize = 1 << 27;

/// Writes what [`Reader::packed`] reads. One encoder packs on every machine: flate2's choice depends on the processor and on what
/// else is built in.
pub fn put_packed(out: &mut Vec<u8>, bytes: &[u8]) {
    let packed = miniz_oxide::deflate::compress_to_vec(bytes, 9);
    put_varint(out, bytes.len() as u32);
    put_varint(out, packed.len() as u32);
    out.extend(packed);
}

/// Writes what [`Reader::varint`] reads.
pub fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value as u8) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Writes what [`Reader::string`] reads.
pub fn put_string(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u32);
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_come_back() {
        let bytes = Model::to_bytes(&[("a", vec![1, 2]), ("bee", vec![]), ("c", vec![3])]);
        let model = Model::from_bytes(bytes.clone()).unwrap();
        assert_eq!(
            (model.section("a"), model.section("bee"), model.section("c"), model.section("d")),
            (&[1, 2][..], &[][..], &[3][..], &[][..])
        );
        assert_eq!(Model::from_bytes(bytes[..bytes.len() - 1].to_vec()).unwrap_err(), ModelError::Damaged);
        assert_eq!(Model::from_bytes(b"PK".to_vec()).unwrap_err(), ModelError::NoModel);
    }

    #[test]
    fn numbers_come_back() {
        let mut out = Vec::new();
        for value in [0, 127, 128, 300, u32::MAX] {
            put_varint(&mut out, value);
        }
        put_string(&mut out, "Zoë");
        let mut reader = Reader::new(&out);
        let read: Vec<_> = (0..5).map_while(|_| reader.varint()).collect();
        assert_eq!(read, [0, 127, 128, 300, u32::MAX]);
        assert_eq!(reader.string().as_deref(), Some("Zoë"));
        assert_eq!(reader.u8(), None);
    }
}
