//! Locked files: what a file that anybody may open, but not change or print, is read with.
//!
//! The standard security handler of ISO 32000-2, clause 7.6, with the empty password that such files open by: RC4, and AES of
//! 128 and 256 bits. A file that asks for a password is told apart and not read.

use super::objects::{Dict, Object};
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyInit as _, KeyIvInit as _, StreamCipher as _};
use aes::{Aes128, Aes256};
use md5::Md5;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// What fills a password up to 32 bytes; the empty one is this alone.
const FILL: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e, 0x2e, 0x00, 0xb6, 0xd0,
    0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];
/// Bytes of a block of AES, and of the vector before the data.
const BLOCK: usize = 16;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Method {
    Plain,
    Rc4,
    Aes128,
    Aes256,
}

/// The key of a file and how it is used.
#[derive(Clone, Debug)]
pub(super) struct Lock {
    key: Vec<u8>,
    texts: Method,
    streams: Method,
}

/// Number and generation of an object: its data are locked with them.
pub(super) type Owner = (u32, u16);

impl Lock {
    /// The lock that `encrypt`, the dictionary of that name, tells of, opened without a password; `id` is the file's first
    /// identifier. `None` where a password is asked for, and where the handler is another program's.
    pub(super) fn open(encrypt: &Dict, id: &[u8]) -> Option<Self> {
        let number = |key: &str| encrypt.get(key).and_then(Object::number).map(|number| number as i64);
        if encrypt.get("Filter").and_then(Object::name) != Some("Standard") {
            return None;
        }
        let (version, revision) = (number("V").unwrap_or(0), number("R").unwrap_or(2));
        let method = |which: &str| match version {
            1..=3 => Some(Method::Rc4),
            4 | 5 => crypt_filter(encrypt, which),
            _ => None,
        };
        let (texts, streams) = (method("StrF")?, method("StmF")?);
        let key = if version == 5 {
            newer_key(encrypt, revision)?
        } else {
            let bits = if version == 1 { 40 } else { number("Length").unwrap_or(if version == 4 { 128 } else { 40 }) };
            older_key(encrypt, revision, (bits / 8).clamp(5, 16) as usize, id)?
        };
        Some(Self { key, texts, streams })
    }

    /// A stream of the file, unlocked.
    pub(super) fn stream(&self, data: &[u8], owner: Owner) -> Vec<u8> {
        self.unlocked(self.streams, data, owner)
    }

    /// A string of the file, unlocked.
    pub(super) fn text(&self, data: &[u8], owner: Owner) -> Vec<u8> {
        self.unlocked(self.texts, data, owner)
    }

    fn unlocked(&self, method: Method, data: &[u8], (number, generation): Owner) -> Vec<u8> {
        let own = |salt: &[u8]| {
            let (number, generation) = (number.to_le_bytes(), generation.to_le_bytes());
            let mut key = md5(&[&self.key, &number[..3], &generation, salt]).to_vec();
            key.truncate((self.key.len() + 5).min(16));
            key
        };
        match method {
            Method::Plain => data.to_vec(),
            Method::Rc4 => rc4(&own(b""), data),
            Method::Aes128 => aes(&own(b"sAlT"), data),
            Method::Aes256 => aes(&self.key, data),
        }
    }
}

/// What the crypt filter named under `which` does.
fn crypt_filter(encrypt: &Dict, which: &str) -> Option<Method> {
    let Some(name) = encrypt.get(which).and_then(Object::name).filter(|name| *name != "Identity") else {
        return Some(Method::Plain);
    };
    let filter = encrypt.get("CF")?.dict()?.get(name)?.dict()?;
    match filter.get("CFM").and_then(Object::name) {
        None | Some("None") => Some(Method::Plain),
        Some("V2") => Some(Method::Rc4),
        Some("AESV2") => Some(Method::Aes128),
        Some("AESV3") => Some(Method::Aes256),
        Some(_) => None,
    }
}

fn text<'d>(dict: &'d Dict, key: &str) -> Option<&'d [u8]> {
    if let Object::Text(bytes) = dict.get(key)? { Some(bytes) } else { None }
}

/// The key of revisions 2 to 4 (algorithm 2), checked against what the file says of its user (algorithms 4 to 6).
fn older_key(encrypt: &Dict, revision: i64, len: usize, id: &[u8]) -> Option<Vec<u8>> {
    let (owner, user) = (text(encrypt, "O")?.get(..32)?, text(encrypt, "U")?);
    let rights = (encrypt.get("P")?.number()? as i64 as u32).to_le_bytes();
    let open_metadata = encrypt.get("EncryptMetadata") == Some(&Object::Bool(false));
    let marks: &[u8] = if revision >= 4 && open_metadata { &[0xff; 4] } else { &[] };
    let mut hash = md5(&[&FILL, owner, &rights, id, marks]);
    if revision < 3 {
        let key = &hash[..len];
        return (rc4(key, &FILL) == user).then(|| key.to_vec());
    }
    for _ in 0..50 {
        hash = md5(&[&hash[..len]]);
    }
    let key = hash[..len].to_vec();
    let mut check = md5(&[&FILL, id]).to_vec();
    for turn in 0..20_u8 {
        let turned: Vec<u8> = key.iter().map(|byte| byte ^ turn).collect();
        check = rc4(&turned, &check);
    }
    (user.get(..16)? == check).then_some(key)
}

/// The key of revisions 5 and 6 (algorithm 2.A).
fn newer_key(encrypt: &Dict, revision: i64) -> Option<Vec<u8>> {
    let user = text(encrypt, "U")?;
    let hash = |salt: &[u8]| if revision == 5 { Sha256::digest(salt).to_vec() } else { hardened(salt) };
    if hash(user.get(32..40)?) != user.get(..32)? {
        return None;
    }
    let mut key = text(encrypt, "UE")?.get(..32)?.to_vec();
    let opener = cbc::Decryptor::<Aes256>::new_from_slices(&hash(user.get(40..48)?), &[0; BLOCK]).ok()?;
    opener.decrypt_padded::<NoPadding>(&mut key).ok()?;
    Some(key)
}

/// The hash of revision 6 for the empty password (algorithm 2.B).
fn hardened(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0;
    loop {
        let mut data = key.repeat(64);
        let len = data.len();
        if let Ok(sealer) = cbc::Encryptor::<Aes128>::new_from_slices(&key[..BLOCK], &key[BLOCK..2 * BLOCK]) {
            let _ = sealer.encrypt_padded::<NoPadding>(&mut data, len); // whole blocks need no padding
        }
        let sum: u32 = data[..BLOCK].iter().map(|byte| u32::from(*byte)).sum();
        key = match sum % 3 {
            0 => Sha256::digest(&data).to_vec(),
            1 => Sha384::digest(&data).to_vec(),
            _ => Sha512::digest(&data).to_vec(),
        };
        round += 1;
        if round >= 64 && data.last().is_some_and(|last| u32::from(*last) <= round - 32) {
            key.truncate(32);
            return key;
        }
    }
}

fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Md5::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().into()
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut data = data.to_vec();
    if let Ok(mut cipher) = rc4::Rc4::new_from_slice(key) {
        cipher.apply_keystream(&mut data);
    }
    data
}

/// The data after its vector, without its padding; whole blocks of what is damaged.
fn aes(key: &[u8], data: &[u8]) -> Vec<u8> {
    let Some((vector, data)) = data.split_at_checked(BLOCK) else { return Vec::new() };
    let mut data = data[..data.len() - data.len() % BLOCK].to_vec();
    let opened = match key.len() {
        16 => cbc::Decryptor::<Aes128>::new_from_slices(key, vector)
            .is_ok_and(|opener| opener.decrypt_padded::<NoPadding>(&mut data).is_ok()),
        _ => cbc::Decryptor::<Aes256>::new_from_slices(key, vector)
            .is_ok_and(|opener| opener.decrypt_padded::<NoPadding>(&mut data).is_ok()),
    };
    if !opened {
        return Vec::new();
    }
    let padding = data.last().map_or(0, |last| usize::from(*last));
    if (1..=BLOCK).contains(&padding) {
        data.truncate(data.len() - padding);
    }
    data
}
