//! Adds any bytes to valid content as further tables, and as a translation.
#![no_main]

use carrot_fuzz::{MARKDOWN, TOML, assert_template_is_valid, file, parse_and_check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_template_is_valid();
    let text = [MARKDOWN, b"Text."].concat();
    for path in ["bot/zz.toml", "bot/fr/zz.toml"] {
        parse_and_check(&[file("bot/a.toml", TOML), file("bot/b.md", &text), file(path, bytes)]);
    }
});
