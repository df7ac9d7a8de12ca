//! Mutations: blind ones on bytes, and ones that know lines, numbers, words and the parts of archives.

use crate::generate::Dice;
use standpoint::format::Source;
use std::io::{Cursor, Read as _, Write as _};

/// Words that readers look for, and what breaks them.
const WORDS: [&[u8]; 34] = [
    b"",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"&#0;",
    b"&#x10FFFF;",
    b"&amp;",
    b"<![CDATA[",
    b"\0",
    b"\r\n",
    b"\n\n",
    b"\t",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x98\x80",
    b"\xcc\x81",
    b"\xe2\x80\xae",
    b"null",
    b"true",
    b"\"start\"",
    b"\"end\"",
    b"T1\tX 0 0\t",
    b"B-",
    b"|",
    b"{\\rtf",
    b"\\u-32768",
    b"\\'",
    b"=20",
    b"------",
];

const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "1",
    "2",
    "7",
    "255",
    "65536",
    "2147483648",
    "4294967295",
    "9223372036854775807",
    "18446744073709551616",
    "1e308",
    "0.5",
    "-0",
];

/// A seed with some mutations; often only one, so that what comes after it is still read.
pub(super) fn files(dice: &mut Dice, seeds: &[Vec<Source>], all: &[&[Source]]) -> Vec<Source> {
    let mut files = seeds[dice.roll(seeds.len())].clone();
    let at = dice.roll(files.len());
    let other = all[dice.roll(all.len())];
    let other = &other[dice.roll(other.len())].bytes;
    let file = &mut files[at];
    match inside(&file.bytes).filter(|_| dice.roll(4) > 0) {
        Some(mut parts) => {
            let part = dice.roll(parts.len());
            bytes(dice, &mut parts[part].1, other);
            if dice.roll(12) == 0 {
                parts[part].0 = "../../up".to_owned();
            }
            if dice.roll(12) == 0 {
                let copy = parts[part].clone();
                parts.push(copy);
            }
            file.bytes = packed(&parts);
        }
        None => bytes(dice, &mut file.bytes, other),
    }
    files
}

fn bytes(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..1 + dice.roll(3) * dice.roll(3) {
        one(dice, bytes, other);
    }
}

fn one(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = dice.roll(bytes.len() + 1);
    let most = 1 << dice.roll(9);
    let len = 1 + dice.roll(most);
    let end = (at + len).min(bytes.len());
    match dice.roll(10) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
        1 if at < bytes.len() => bytes[at] = dice.roll(256) as u8,
        2 => drop(bytes.drain(at..end)),
        3 => bytes.truncate(at),
        4 => {
            let copy = bytes[at..end].to_vec();
            let to = dice.roll(bytes.len() + 1);
            bytes.splice(to..to, copy);
        }
        5 if !other.is_empty() => {
            let from = dice.roll(other.len());
            let piece = other[from..(from + len).min(other.len())].to_vec();
            bytes.splice(at..end, piece);
        }
        6 => number(dice, bytes, at),
        7 => lines(dice, bytes),
        _ => {
            let word = WORDS[dice.roll(WORDS.len())];
            let end = if dice.roll(2) == 0 { at } else { end };
            bytes.splice(at..end, word.iter().copied());
        }
    }
}

/// Another number in place of the next one from `at` on.
fn number(dice: &mut Dice, bytes: &mut Vec<u8>, at: usize) {
    let Some(start) = (at..bytes.len()).find(|at| bytes[*at].is_ascii_digit()) else { return };
    let end = (start..bytes.len()).find(|at| !bytes[*at].is_ascii_digit()).unwrap_or(bytes.len());
    bytes.splice(start..end, NUMBERS[dice.roll(NUMBERS.len())].bytes());
}

/// A line gone, twice, or in another place.
fn lines(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    if lines.is_empty() {
        return;
    }
    let line = dice.roll(lines.len());
    match dice.roll(3) {
        0 => drop(lines.remove(line)),
        1 => {
            let copy = lines[line].clone();
            lines.insert(line, copy);
        }
        _ => {
            let to = dice.roll(lines.len());
            lines.swap(line, to);
        }
    }
    *bytes = lines.concat();
}

/// The parts of a zip archive.
fn inside(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let name = file.name().ok()?.to_string();
        parts.push((name, bytes));
    }
    (!parts.is_empty()).then_some(parts)
}

/// A zip archive of parts; of two with the same name the first is kept.
pub(super) fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        if zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).is_ok() {
            zip.write_all(bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}
