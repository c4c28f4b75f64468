//! Checks that a request comes from Discord: an Ed25519 signature of the timestamp's bytes and the raw body, and a current timestamp.
//!
//! Discord sends bad signatures on purpose and drops an endpoint that accepts one. All defects look the same from outside.

use std::{fmt, str::FromStr};

use ed25519_dalek::{Signature, VerifyingKey};
use http::HeaderMap;

/// The header with the signature, in hexadecimal digits.
pub const SIGNATURE: &str = "x-signature-ed25519";
/// The header with the time of signing, in seconds since 1970.
pub const TIMESTAMP: &str = "x-signature-timestamp";

/// Seconds that a timestamp may be in the future, because clocks differ.
const MAX_AHEAD_S: u64 = 60;
/// Maximum length of a timestamp that is parsed. Discord's has ten digits.
const TIMESTAMP_LEN: usize = 20;

/// An application's public key, as Discord's developer portal shows it.
///
/// ```
/// use bot_embed::signature::PublicKey;
/// assert!("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a".parse::<PublicKey>().is_ok());
/// assert!("d75a98".parse::<PublicKey>().is_err());
/// ```
#[derive(Debug, Clone)]
pub struct PublicKey(VerifyingKey);

/// The reason why a text is not a public key: one lower-case sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyError(&'static str);

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: copy the public key from the application's General Information in Discord's developer portal", self.0)
    }
}

impl std::error::Error for KeyError {}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes: [u8; 32] = from_hex(text.as_bytes()).ok_or(KeyError("it is not 64 hexadecimal digits"))?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError("it is not an Ed25519 public key"))?;
        // Reject weak keys: anybody could forge a signature for them.
        if key.is_weak() { Err(KeyError("it is a weak Ed25519 key")) } else { Ok(Self(key)) }
    }
}

/// The request does not prove that it comes from Discord and is recent. Don't report to the client which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureError {
    /// A header is missing or malformed, or the signature does not match the key.
    Invalid,
    /// The signature is valid, but too old or too far in the future: the clock of this machine may be wrong.
    Stale,
}

impl PublicKey {
    /// Checks that a request was signed with this key, at most `max_age` seconds ago. 0 accepts any age.
    ///
    /// # Errors
    /// If anything is invalid. Malformed headers are refused before the signature is checked, and the age after it.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8], now: u64, max_age: u64) -> Result<(), SignatureError> {
        let signature: [u8; 64] = from_hex(only(headers, SIGNATURE)?).ok_or(SignatureError::Invalid)?;
        let timestamp = only(headers, TIMESTAMP)?;
        if timestamp.is_empty() || timestamp.len() > TIMESTAMP_LEN || !timestamp.iter().all(u8::is_ascii_digit) {
            return Err(SignatureError::Invalid);
        }
        let message = [timestamp, body].concat();
        self.0.verify_strict(&message, &Signature::from_bytes(&signature)).map_err(|_| SignatureError::Invalid)?;
        let signed: u64 = std::str::from_utf8(timestamp).ok().and_then(|text| text.parse().ok()).ok_or(SignatureError::Invalid)?;
        let fresh = max_age == 0 || (now.saturating_sub(signed) <= max_age && signed.saturating_sub(now) <= MAX_AHEAD_S);
        if fresh { Ok(()) } else { Err(SignatureError::Stale) }
    }
}

/// Returns a header that occurs exactly once, because two would be ambiguous.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<&'a [u8], SignatureError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Ok(value.as_bytes()),
        _ => Err(SignatureError::Invalid),
    }
}

fn from_hex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = [0; N];
    if text.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use carrot_testing::hex;
    use ed25519_dalek::{Signer, SigningKey};
    use http::header::HeaderValue;

    use super::*;

    const NOW: u64 = 1_700_000_000;

    fn key() -> (SigningKey, PublicKey) {
        let key = SigningKey::from_bytes(&[7; 32]);
        let public = hex(key.verifying_key().as_bytes()).parse().unwrap();
        (key, public)
    }

    fn signed(timestamp: &str, body: &[u8]) -> HeaderMap {
        let signature = key().0.sign(&[timestamp.as_bytes(), body].concat());
        let mut headers = HeaderMap::new();
        headers.insert(SIGNATURE, hex(&signature.to_bytes()).parse().unwrap());
        headers.insert(TIMESTAMP, timestamp.parse().unwrap());
        headers
    }

    #[test]
    fn discords_signature_is_accepted() {
        let (_, public) = key();
        let headers = signed(&NOW.to_string(), b"{}");
        assert_eq!(public.verify(&headers, b"{}", NOW, 300), Ok(()));
        let mut upper = headers.clone();
        let signature = headers[SIGNATURE].to_str().unwrap().to_uppercase();
        upper.insert(SIGNATURE, signature.parse().unwrap());
        assert_eq!(public.verify(&upper, b"{}", NOW, 300), Ok(()));
    }

    #[test]
    fn every_invalid_signature_gives_the_same_error() {
        let (_, public) = key();
        let good = || signed(&NOW.to_string(), b"{}");
        let with = |name: &'static str, value: &[u8]| {
            let mut headers = good();
            headers.insert(name, HeaderValue::from_bytes(value).unwrap());
            headers
        };
        let without = |name: &str| {
            let mut headers = good();
            headers.remove(name);
            headers
        };
        let twice = |name: &'static str| {
            let mut headers = good();
            let value = headers[name].clone();
            headers.append(name, value);
            headers
        };
        let digits = good()[SIGNATURE].to_str().unwrap().to_owned();
        let cases = [
            ("no signature", without(SIGNATURE)),
            ("no timestamp", without(TIMESTAMP)),
            ("no headers", HeaderMap::new()),
            ("two signatures", twice(SIGNATURE)),
            ("two timestamps", twice(TIMESTAMP)),
            ("empty signature", with(SIGNATURE, b"")),
            ("no hexadecimal digits", with(SIGNATURE, &[b'g'; 128])),
            ("no ASCII", with(SIGNATURE, &[0xff; 128])),
            ("too short", with(SIGNATURE, &digits.as_bytes()[..126])),
            ("odd", with(SIGNATURE, &digits.as_bytes()[..127])),
            ("too long", with(SIGNATURE, format!("{digits}00").as_bytes())),
            ("another signature", with(SIGNATURE, &[b'0'; 128])),
            ("another time", with(TIMESTAMP, (NOW + 1).to_string().as_bytes())),
            ("empty timestamp", with(TIMESTAMP, b"")),
            ("no number", with(TIMESTAMP, b"now")),
            ("a sign", with(TIMESTAMP, format!("+{NOW}").as_bytes())),
            ("endless timestamp", with(TIMESTAMP, &[b'1'; 1_000])),
        ];
        for (what, headers) in cases {
            assert_eq!(public.verify(&headers, b"{}", NOW, 0), Err(SignatureError::Invalid), "{what}");
        }
        assert_eq!(public.verify(&good(), b"{ }", NOW, 0), Err(SignatureError::Invalid), "another body");
        assert_eq!(public.verify(&good(), b"", NOW, 0), Err(SignatureError::Invalid), "no body");
        // Valid signatures of invalid timestamps: more than 64 bits, and not a number.
        for timestamp in ["99999999999999999999", "now"] {
            assert_eq!(public.verify(&signed(timestamp, b"{}"), b"{}", NOW, 0), Err(SignatureError::Invalid), "{timestamp}");
        }
    }

    #[test]
    fn maximum_age_applies_to_past_and_future_and_can_be_switched_off() {
        let (_, public) = key();
        let at = |signed_at: u64, max_age| public.verify(&signed(&signed_at.to_string(), b"{}"), b"{}", NOW, max_age).is_ok();
        assert!(at(NOW - 300, 300) && at(NOW + 60, 300));
        assert!(!at(NOW - 301, 300) && !at(NOW + 61, 300));
        assert!(at(NOW - 10, 10) && !at(NOW - 11, 10));
        assert!(at(0, 0) && at(NOW * 2, 0) && !at(0, 300));
    }

    #[test]
    fn only_strong_keys_of_64_digits_are_accepted() {
        for (bad, says) in [
            ("", "it is not 64 hexadecimal digits"),
            ("abc", "it is not 64 hexadecimal digits"),
            (&"g".repeat(64), "it is not 64 hexadecimal digits"),
            (&format!("01{}", "0".repeat(62)), "it is a weak Ed25519 key"),
            (&format!("02{}", "0".repeat(62)), "it is not an Ed25519 public key"),
        ] {
            let error = bad.parse::<PublicKey>().unwrap_err().to_string();
            assert!(error.starts_with(says), "{bad}: {error}");
        }
    }
}
