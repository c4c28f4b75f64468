//! Parses any bytes as the text of a statement in valid content, and as its translation.
#![no_main]

use carrot_fuzz::{MARKDOWN, TOML, assert_template_is_valid, file, parse_and_check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_template_is_valid();
    parse_and_check(&[file("bot/a.toml", TOML), file("bot/b.md", &[MARKDOWN, bytes].concat())]);
    let original = [MARKDOWN, b"Text."].concat();
    let above = b"# P {#policy}\n\n## G {#g}\n\n### T {#t}\n\n";
    parse_and_check(&[file("bot/a.toml", TOML), file("bot/b.md", &original), file("bot/fr/b.md", &[above, bytes].concat())]);
});
