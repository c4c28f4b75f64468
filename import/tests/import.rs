//! Tests files that are no policy, encodings, and large policies.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use carrot_import::words;
use common::{check, import, rules};

#[test]
fn input_without_policy_text_is_refused_with_one_sentence() {
    for (bytes, sentence) in [
        (&b""[..], "no text"),
        (b" \n\t\n", "no text"),
        (b"---\n***\n", "no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "not text"),
        (b"caf\xe9 au lait", "not UTF-8 text (first in line 1)"),
        (&[b'a'; 10 * 1024 * 1024], "larger than 2 MiB"),
        (b"<!-- only this -->", "no text"),
    ] {
        let error = import(bytes).expect_err(sentence).to_string();
        assert!(error.contains(sentence) && !error.contains('\n'), "{error}");
    }
}

#[test]
fn encoding_and_line_ends_do_not_change_the_result() {
    let text = "# Datenschutz\n\n## Löschung\n\nWir löschen alles.\n";
    let plain = import(text.as_bytes()).unwrap();
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let variants = [
        format!("\u{feff}{text}").into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
        text.replace('\n', "\r").into_bytes(),
        text.replacen('\n', "\r\n", 2).into_bytes(),
        utf16(false, true),
        utf16(true, true),
        utf16(false, false),
    ];
    for (index, bytes) in variants.iter().enumerate() {
        assert_eq!(import(bytes).unwrap().files, plain.files, "{index}");
    }
}

#[test]
fn policy_of_100_kib_is_imported_within_10_seconds() {
    let section = "## Data retention\n\nWe keep **your** data for 30 days, see https://bot.example/x and [this](./that.md). Then it is deleted.\n\n- one\n- two\n\n";
    let policy = section.repeat(100 * 1024 / section.len());
    let begun = std::time::Instant::now();
    let imported = import(policy.as_bytes()).unwrap();
    let took = begun.elapsed();
    assert!(took < std::time::Duration::from_secs(10), "{took:?} without optimization");
    assert!(imported.counts.sections > 500);
    assert_eq!(check(&imported), Vec::<String>::new());
    assert!(words(&imported.files["bot/policy.md"]).count() > 1000);
    assert!(!rules().is_empty());
}
