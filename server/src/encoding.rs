//! In which encoding a file is sent: what a client accepts, of what there is.

use std::io::Read as _;

/// How the bytes of a file are encoded, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// Not at all.
    Identity,
}

impl Encoding {
    /// All of them, the best first.
    pub const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    /// Its name in headers; none for bytes as they are.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// What the name of a file in this encoding ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    /// Returns whether bytes in this encoding unpack to other bytes. A compressed file that was built at another time must not be sent.
    pub fn unpacks_to(self, packed: &[u8], bytes: &[u8]) -> bool {
        let mut unpacked = Vec::with_capacity(bytes.len() + 1);
        // One more than there should be is enough to know.
        let most = bytes.len() as u64 + 1;
        let read = match self {
            Self::Brotli => brotli_decompressor::Decompressor::new(packed, 1 << 16).take(most).read_to_end(&mut unpacked),
            Self::Gzip => flate2::read::GzDecoder::new(packed).take(most).read_to_end(&mut unpacked),
            Self::Identity => return packed == bytes,
        };
        read.is_ok() && unpacked == bytes
    }
}

/// The encodings that `Accept-Encoding` accepts, the one to send first.
///
/// The bytes as they are come last where nothing is said of them, because who names an encoding can use it. What cannot be read is
/// passed over.
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
                .and_then(|(_, it)| thousandths(it.trim())),
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
            // Unless it is ruled out, it may always be sent.
            (None, Encoding::Identity) => continue,
            (weight, _) => weight.unwrap_or_default(),
        };
        if weight > 0 {
            all.push((weight, encoding));
        }
    }
    all.sort_by_key(|(weight, encoding)| (std::cmp::Reverse(*weight), *encoding));
    let silent = (named[2].is_none() && others.is_none()).then_some(Encoding::Identity);
    all.into_iter().map(|(_, encoding)| encoding).chain(silent).collect()
}

/// A weight such as `0.75`, in thousandths: at most three digits behind the point, and at most 1.
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
    fn weights_decide_and_then_what_is_best() {
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
