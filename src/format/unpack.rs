//! Archives in which other tools hand out a whole project: zip (INCEpTION, doccano, Label Studio) and tar.gz (brat).
//!
//! Everything stays in memory and is bounded; names are only names, so no path can lead anywhere. Archives that are documents
//! themselves (Word, OpenDocument, REFI-QDA …) are left alone.

use super::{Source, detect};
use std::io::{Cursor, Read as _};

/// One archive may unpack to this (bytes), and a part of it to a quarter.
const MOST: u64 = 1 << 30;
const MOST_PARTS: usize = 200_000;
/// An archive in an archive in an archive is a bomb.
const DEEPEST: usize = 2;

/// The files of an archive, or the file itself where it is none that should be looked into.
pub(super) fn unpack(source: Source) -> Vec<Source> {
    let mut left = MOST;
    inside(source, 0, &mut left)
}

fn inside(source: Source, depth: usize, left: &mut u64) -> Vec<Source> {
    let is_zip = source.bytes.starts_with(b"PK\x03\x04");
    let is_gzip = source.bytes.starts_with(&[0x1f, 0x8b]);
    if !(is_zip || is_gzip) || depth >= DEEPEST || (is_zip && detect(&source).is_some()) {
        return vec![source];
    }
    let parts = if is_zip { zip_parts(&source.bytes, left) } else { tar_parts(&source.bytes, left) };
    let Some(parts) = parts else { return vec![source] };
    let folder = stem(&source.name).to_owned();
    let mut all = Vec::new();
    // `ana.zip` with one `ana.xmi` in it is `ana.xmi`: what comes beside it is a type system or a readme.
    let main: Vec<usize> = parts.iter().enumerate().filter(|part| !is_aside(&part.1.0)).map(|part| part.0).collect();
    for (at, (name, bytes)) in parts.iter().enumerate() {
        let name = match (main.as_slice(), name.rsplit_once('.')) {
            (&[only], Some((_, ending))) if only == at && depth > 0 => format!("{folder}.{ending}"),
            _ => format!("{folder}/{name}"),
        };
        all.extend(inside(Source { name, bytes: bytes.clone() }, depth + 1, left));
    }
    all
}

fn stem(name: &str) -> &str {
    let name = name.strip_suffix(".tar.gz").or_else(|| name.strip_suffix(".tgz")).unwrap_or(name);
    name.strip_suffix(".zip").or_else(|| name.strip_suffix(".gz")).unwrap_or(name)
}

fn is_aside(name: &str) -> bool {
    name.to_lowercase().ends_with("typesystem.xml") || name.ends_with(".md")
}

/// A name without roots and steps upwards.
fn safe(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
    (!parts.is_empty() && !hidden).then(|| parts.join("/"))
}

/// `None` where it is a document or no zip at all.
fn zip_parts(bytes: &[u8], left: &mut u64) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok().filter(|zip| zip.len() <= MOST_PARTS)?;
    let is_document = |name: &str| matches!(name, "[Content_Types].xml" | "content.xml" | "META-INF/container.xml" | "mimetype");
    if zip.file_names().flatten().any(|name| is_document(&name)) {
        return None;
    }
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let Ok(file) = zip.by_index(at) else { continue };
        let Some(name) = file.name().ok().and_then(|name| safe(&name)).filter(|_| file.is_file()) else { continue };
        if name.ends_with(".ser") || name.ends_with(".log") {
            continue; // INCEpTION's own copies, which only Java reads
        }
        let bytes = bounded(file, left)?;
        parts.push((name, bytes));
    }
    Some(parts)
}

/// What is in it, or `None` where it would be more than is sensible.
fn bounded(from: impl std::io::Read, left: &mut u64) -> Option<Vec<u8>> {
    let most = (MOST / 4).min(*left);
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).ok()?;
    let size = bytes.len() as u64;
    *left = left.checked_sub(size).filter(|_| size <= most)?;
    Some(bytes)
}

/// Files of a gzipped tar; a gzipped file that is no tar is that file.
fn tar_parts(bytes: &[u8], left: &mut u64) -> Option<Vec<(String, Vec<u8>)>> {
    let tar = bounded(flate2::read::MultiGzDecoder::new(bytes), left)?;
    if tar.get(257..262) != Some(b"ustar") {
        return None;
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(header) = tar.get(at..at + 512) {
        let text = |range: std::ops::Range<usize>| {
            String::from_utf8_lossy(header.get(range).unwrap_or_default()).trim_matches(['\0', ' ']).to_owned()
        };
        if header[0] == 0 || parts.len() > MOST_PARTS {
            break;
        }
        let size = usize::from_str_radix(&text(124..136), 8).ok()?;
        let body = tar.get(at + 512..at.checked_add(512)?.checked_add(size)?)?;
        if matches!(header[156], b'0' | 0)
            && let Some(name) = safe(&format!("{}/{}", text(345..500), text(0..100)))
        {
            parts.push((name, body.to_vec()));
        }
        at += 512 + size.div_ceil(512) * 512;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn names(name: &str, bytes: Vec<u8>) -> Vec<String> {
        unpack(Source { name: name.to_owned(), bytes }).into_iter().map(|source| source.name).collect()
    }

    #[test]
    fn an_export_of_inception_is_its_files() {
        let inner = zipped(&[("ana.xmi", b"x".to_vec()), ("TypeSystem.xml", b"y".to_vec())]);
        let outer = zipped(&[("annotation/a.txt/ana.zip", inner), ("../../etc/passwd", b"z".to_vec()), (".hidden", Vec::new())]);
        assert_eq!(
            names("p.zip", outer),
            ["p/annotation/a.txt/ana.xmi", "p/annotation/a.txt/ana/TypeSystem.xml", "p/etc/passwd"]
        );
    }

    #[test]
    fn documents_and_bombs_stay_whole() {
        assert_eq!(names("a.docx", zipped(&[("[Content_Types].xml", Vec::new())])), ["a.docx"]);
        let zeros = zipped(&[("zeros", vec![0; 1 << 20])]);
        let mut left = 1 << 19;
        let source = Source { name: "b.zip".to_owned(), bytes: zeros };
        assert_eq!(inside(source, 0, &mut left).len(), 1, "too large: left as it is");
        assert_eq!(names("c.zip", b"PK\x03\x04 broken".to_vec()), ["c.zip"]);
    }

    #[test]
    fn a_collection_of_brat_is_its_files() {
        let mut tar = vec![0; 512];
        tar[..7].copy_from_slice(b"c/a.txt");
        tar[124..135].copy_from_slice(b"00000000003");
        tar[156] = b'0';
        tar[257..262].copy_from_slice(b"ustar");
        tar.extend(b"Ana");
        tar.resize(1024 + 1024, 0);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&tar).unwrap();
        let all = unpack(Source { name: "c.tar.gz".to_owned(), bytes: gzip.finish().unwrap() });
        assert_eq!((all[0].name.as_str(), all[0].bytes.as_slice()), ("c/c/a.txt", &b"Ana"[..]));
    }
}
