//! How streams of a PDF file are packed (ISO 32000-1, clause 7.4). Of what is damaged the start is kept; nothing unpacks to more
//! than the caller allows.

use flate2::read::ZlibDecoder;
use std::io::Read as _;

/// What zlib packed, up to `most` bytes.
pub(super) fn inflated(data: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let _ = ZlibDecoder::new(data).take(most as u64).read_to_end(&mut out); // what came before the damage is kept
    out
}

/// What LZW packed, up to about `most` bytes; with `early` codes grow a step before they must, as most writers do.
pub(super) fn lzw(data: &[u8], early: bool, most: usize) -> Vec<u8> {
    let new = if early { weezl::decode::Decoder::with_tiff_size_switch } else { weezl::decode::Decoder::new };
    let mut decoder = new(weezl::BitOrder::Msb, 8);
    let (mut out, mut rest, mut part) = (Vec::new(), data, vec![0; 1 << 14]);
    while out.len() < most {
        let step = decoder.decode_bytes(rest, &mut part);
        out.extend_from_slice(&part[..step.consumed_out]);
        rest = &rest[step.consumed_in..];
        if !matches!(step.status, Ok(weezl::LzwStatus::Ok)) {
            break;
        }
    }
    out
}

/// What was packed by the lengths of runs, up to about `most` bytes.
pub(super) fn run_length(data: &[u8], most: usize) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), data);
    while let Some((&length, after)) = rest.split_first().filter(|(length, _)| **length != 128 && out.len() < most) {
        if length < 128 {
            let (run, after) = after.split_at(after.len().min(usize::from(length) + 1));
            out.extend_from_slice(run);
            rest = after;
        } else {
            let Some((&byte, after)) = after.split_first() else { break };
            out.resize(out.len() + 257 - usize::from(length), byte);
            rest = after;
        }
    }
    out
}

pub(super) fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::new();
    let push = |group: &mut Vec<u32>, out: &mut Vec<u8>| {
        let count = group.len();
        group.resize(5, 84);
        let number = group.iter().fold(0_u32, |all, digit| all.wrapping_mul(85).wrapping_add(*digit));
        out.extend_from_slice(&number.to_be_bytes()[..count.saturating_sub(1)]);
        group.clear();
    };
    for byte in data {
        match byte {
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            push(&mut group, &mut out);
        }
    }
    if !group.is_empty() {
        push(&mut group, &mut out);
    }
    out
}

/// Undoes PNG's predictors for rows of `columns` bytes.
pub(super) fn unpredicted(data: &[u8], columns: usize) -> Vec<u8> {
    let columns = columns.clamp(1, 1 << 16);
    let mut before = vec![0_u8; columns];
    let mut out = Vec::with_capacity(data.len());
    for row in data.chunks(columns + 1) {
        let mut now = row[1..].to_vec();
        now.resize(columns, 0);
        for at in 0..columns {
            let left = if at > 0 { now[at - 1] } else { 0 };
            let add = match row[0] {
                1 => left,
                2 => before[at],
                3 => ((u16::from(left) + u16::from(before[at])) / 2) as u8,
                _ => 0,
            };
            now[at] = now[at].wrapping_add(add);
        }
        out.extend_from_slice(&now);
        before = now;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lzw_is_unpacked_with_and_without_early_change() {
        // The example of ISO 32000-1, 7.4.4.2.
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(lzw(&packed, true, 100), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        let text = "who is for or against what, in which words ".repeat(200);
        let late = weezl::encode::Encoder::new(weezl::BitOrder::Msb, 8).encode(text.as_bytes()).unwrap();
        let early = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(text.as_bytes()).unwrap();
        assert_eq!(lzw(&late, false, usize::MAX), text.as_bytes());
        assert_eq!(lzw(&early, true, usize::MAX), text.as_bytes());
        let half = lzw(&early[..early.len() / 2], true, usize::MAX);
        assert!(half.len() > text.len() / 4 && text.as_bytes().starts_with(&half), "{} of {}", half.len(), text.len());
        assert!(lzw(&early, true, 10).len() <= 1 << 14);
        assert!(lzw(&[], true, 10).is_empty());
    }

    #[test]
    fn runs_are_unpacked() {
        assert_eq!(run_length(&[2, b'a', b'b', b'c', 254, b'x', 128, b'y'], 100), b"abcxxx");
        assert_eq!(run_length(&[9, b'a'], 100), b"a");
        assert_eq!(run_length(&[200], 100), b"");
    }
}
