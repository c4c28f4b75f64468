//! Finds the encodings that a client accepts, in the order in which it prefers them.

use std::io::Read;

/// Encoding of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// Not compressed.
    Identity,
}

impl Encoding {
    /// All encodings, the best first.
    pub const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    /// Returns the encoding's name in headers; `None` if the bytes are not compressed.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// Returns the ending of the names of files in this encoding.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    /// Returns whether `packed` unpacks to `bytes`. If not, it was compressed from another version of the file, and must not be sent.
    pub fn unpacks_to(self, packed: &[u8], bytes: &[u8]) -> bool {
        match self {
            Self::Brotli => has_bytes(brotli_decompressor::Decompressor::new(packed, 1 << 12), bytes),
            Self::Gzip => has_bytes(flate2::read::GzDecoder::new(packed), bytes),
            Self::Identity => packed == bytes,
        }
    }
}

/// Returns whether a reader returns these bytes and then ends. It makes no copy of them, because the memory that the server uses at
/// its start is never given back.
fn has_bytes(mut reader: impl Read, mut bytes: &[u8]) -> bool {
    let mut chunk = [0; 1 << 14];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return bytes.is_empty(),
            Ok(length) => match bytes.strip_prefix(&chunk[..length]) {
                Some(rest) => bytes = rest,
                None => return false,
            },
            Err(_) => return false,
        }
    }
}

/// Parses `Accept-Encoding`. Returns the accepted encodings, the one to send first.
///
/// Uncompressed bytes are last unless the header names them, because a client that names only other encodings prefers those.
/// Invalid entries are ignored.
///
/// ```
/// use carrot_server::encoding::{Encoding::*, accepted};
/// assert_eq!(accepted("gzip, deflate, br"), [Brotli, Gzip, Identity]);
/// assert_eq!(accepted("br;q=0.5, gzip"), [Gzip, Brotli, Identity]);
/// assert_eq!(accepted("identity;q=0, br;q=0"), []);
/// assert_eq!(accepted(""), [Identity]);
/// ```
pub fn accepted(header: &str) -> Vec<Encoding> {
    let (mut named, mut others) = ([None; 3], None);
    for item in header.split(',') {
        let mut parts = item.split(';').map(str::trim);
        let Some(coding) = parts.next().filter(|coding| !coding.is_empty()) else { continue };
        let weight = match parts.next() {
            None => Some(1000),
            Some(parameter) => parameter
                .split_once('=')
                .filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
                .and_then(|(_, weight)| thousandths(weight.trim())),
        };
        let Some(weight) = weight.filter(|_| parts.next().is_none()) else { continue };
        let place = match coding.to_ascii_lowercase().as_str() {
            "br" => &mut named[0],
            "gzip" | "x-gzip" => &mut named[1],
            "identity" => &mut named[2],
            "*" => &mut others,
            _ => continue,
        };
        *place = Some(weight);
    }
    let mut all: Vec<(u16, Encoding)> = Vec::with_capacity(3);
    for (encoding, named) in Encoding::ALL.into_iter().zip(named) {
        let weight = match (named.or(others), encoding) {
            // It is added below.
            (None, Encoding::Identity) => continue,
            (weight, _) => weight.unwrap_or_default(),
        };
        if weight > 0 {
            all.push((weight, encoding));
        }
    }
    all.sort_by_key(|(weight, encoding)| (std::cmp::Reverse(*weight), *encoding));
    // Uncompressed bytes are accepted unless the header excludes them.
    let implied = (named[2].is_none() && others.is_none()).then_some(Encoding::Identity);
    all.into_iter().map(|(_, encoding)| encoding).chain(implied).collect()
}

/// Parses a weight such as `0.75`, and returns it in thousandths. It must be at most 1, with at most three decimals.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if !matches!(whole, "0" | "1") || part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let weight: u16 = format!("{whole}{part:0<3}").parse().ok()?;
    (weight <= 1000).then_some(weight)
}

#[cfg(test)]
mod tests {
    use super::{Encoding::*, *};

    #[test]
    fn accepted_encodings_are_ordered_by_weight_then_brotli_before_gzip() {
        let cases: &[(&str, &[Encoding])] = &[
            ("br", &[Brotli, Identity]),
            ("gzip", &[Gzip, Identity]),
            ("GZIP, BR", &[Brotli, Gzip, Identity]),
            ("x-gzip", &[Gzip, Identity]),
            ("gzip;q=1.0, br;q=0.999", &[Gzip, Brotli, Identity]),
            ("br ; q=0.5 , gzip ; q=0.5", &[Brotli, Gzip, Identity]),
            ("*", &[Brotli, Gzip, Identity]),
            ("*;q=0", &[]),
            ("br, *;q=0", &[Brotli]),
            ("identity", &[Identity]),
            ("identity;q=0.5, br;q=0.1", &[Identity, Brotli]),
            ("identity;q=0", &[]),
            ("identity;q=0, gzip", &[Gzip]),
            ("gzip;q=0, *", &[Brotli, Identity]),
            ("br;q=0", &[Identity]),
            ("br;q=0.000, gzip;q=0.001", &[Gzip, Identity]),
            ("deflate, zstd", &[Identity]),
            ("br;q=2, gzip", &[Gzip, Identity]),
            ("br;q=-1", &[Identity]),
            ("br;q=0.1234", &[Identity]),
            ("br;q=x, gzip", &[Gzip, Identity]),
            ("br;level=1", &[Identity]),
            ("br;q=1;q=0", &[Identity]),
            (",,;q=1,br", &[Brotli, Identity]),
            ("brotli", &[Identity]),
        ];
        for (header, expected) in cases {
            assert_eq!(accepted(header), *expected, "{header}");
        }
    }
}
