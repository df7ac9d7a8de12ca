//! The parts of a zip archive, by name, with bounds. Nothing is unpacked to disk, so no path can lead anywhere.

use super::ReadError;
use std::io::{Cursor, Read as _};

/// One part may unpack to this (bytes).
const MOST_PART: u64 = 64 << 20;
const MOST_PARTS: usize = 20_000;

/// An open archive.
pub(super) struct Archive<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    what: &'static str,
    left: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn open(what: &'static str, bytes: &'a [u8]) -> Result<Self, ReadError> {
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|err| ReadError::Broken { what, why: err.to_string() })?;
        if zip.len() > MOST_PARTS {
            return Err(ReadError::TooLarge { what });
        }
        Ok(Self { zip, what, left: 4 * MOST_PART })
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect()
    }

    /// The bytes of a part; `None` if there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let what = self.what;
        let Ok(file) = self.zip.by_name(name) else { return Ok(None) };
        let most = MOST_PART.min(self.left);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|err| ReadError::Broken { what, why: err.to_string() })?;
        if bytes.len() as u64 > most {
            return Err(ReadError::TooLarge { what });
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Unpacks every part once and throws it away: before another reader, without bounds, is let at the archive.
    pub(super) fn check_all(mut self) -> Result<(), ReadError> {
        self.names().iter().try_for_each(|name| self.part(name).map(drop))
    }

    /// A part as text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        Ok(self.part(name)?.map(|bytes| crate::format::encoding::decode(&bytes, None).text))
    }
}
