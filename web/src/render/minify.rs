//! Makes the browser's program smaller without changing what it does: removes comments and the wasm's custom sections.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

use super::{Files, template::hash};

/// Rewrites the scripts and the wasm, and returns the template with their new names and digests.
pub(super) fn program(files: &mut Files, mut template: String) -> String {
    let names = |files: &Files, ending: &str| files.keys().filter(|name| name.ends_with(ending)).cloned().collect::<Vec<_>>();
    for name in names(files, ".js") {
        let Some(script) = files.remove(&name) else { continue };
        let minified = without_comments(&String::from_utf8_lossy(&script)).into_bytes();
        template = template.replace(&digest(&script), &digest(&minified));
        template = put(files, &name, minified, &template);
    }
    for name in names(files, ".wasm") {
        let Some(program) = files.remove(&name) else { continue };
        let minified = without_custom_sections(program);
        template = put(files, &name, minified, &template);
    }
    template
}

/// Adds a file under a name that contains the hash of its new bytes, so that browsers may keep it for good. Returns the template with that
/// name.
fn put(files: &mut Files, name: &str, bytes: Vec<u8>, template: &str) -> String {
    // Trunk omits leading zeros of a hash.
    let is_hash = |part: &str| (MIN_LENGTH..=HASH).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    // A build for development has no hashes in its names.
    let new = match name.split(['-', '.', '_']).find(|part| is_hash(part)) {
        Some(old) => name.replace(old, &hash(&bytes)),
        None => name.to_owned(),
    };
    let template = template.replace(name, &new);
    files.insert(new, bytes);
    template
}

/// Returns a digest as the `integrity` attribute takes it.
fn digest(bytes: &[u8]) -> String {
    STANDARD.encode(Sha384::digest(bytes))
}

/// Removes comment lines, types within lines, and indentation. Trunk's own minifier does not parse modern scripts. The scripts are ours
/// or wasm-bindgen's: no string in them spans lines, and no comment except a type is in the middle of a line.
pub(super) fn without_comments(script: &str) -> String {
    let code = |line: &str| -> Option<String> {
        let line = line.trim();
        // A type before an expression: `/** @type {Element} */ (target).focus()`.
        let line = match line.strip_prefix("/*").and_then(|rest| rest.split_once("*/")) {
            Some((_, code)) => code.trim_start(),
            None => line,
        };
        let comment = ["//", "/*", "* ", "*/"].iter().any(|comment| line.starts_with(comment)) || line == "*";
        (!line.is_empty() && !comment).then(|| [&without_types(line), "\n"].concat())
    };
    script.lines().filter_map(code).collect()
}

/// Removes types in the middle of a line: `get(/** @type {Element} */ (target))`.
fn without_types(line: &str) -> String {
    let mut parts = line.split("/** @type ");
    let before = parts.next().unwrap_or_default().to_owned();
    before + &parts.map(|part| part.split_once("*/").map_or(part, |(_, code)| code.trim_start())).collect::<String>()
}

/// The magic bytes and the version at the beginning of a wasm.
const WASM_HEAD: &[u8] = b"\0asm\x01\0\0\0";

/// Removes the custom sections of a wasm: the names of its functions, which only debuggers show, and those of the tools that built it.
/// Trunk has no option for it. Returns other bytes unchanged. <https://webassembly.github.io/spec/core/binary/modules.html#sections>
fn without_custom_sections(program: Vec<u8>) -> Vec<u8> {
    const CUSTOM: u8 = 0;
    let Some(mut rest) = program.strip_prefix(WASM_HEAD) else { return program };
    let mut kept = WASM_HEAD.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let Some((length, digits)) = leb128(after) else { return program };
        let Some((section, next)) = rest.split_at_checked(1 + digits + length) else { return program };
        if *kind != CUSTOM {
            kept.extend(section);
        }
        rest = next;
    }
    kept
}

/// Returns the unsigned LEB128 number at the beginning of some bytes, and the number of its bytes; `None` if it does not end there or is
/// larger than 32 bits.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    let digits = bytes.iter().take(end + 1).enumerate();
    let number = digits.fold(0_u64, |number, (at, byte)| number | u64::from(byte & 0x7f) << (7 * at));
    Some((u32::try_from(number).ok()?.try_into().ok()?, end + 1))
}

/// The length of a hash in the name of a file, in hexadecimal digits.
const HASH: usize = 16;
/// Minimum length of a hash of Trunk's: fewer digits come once in a million files.
const MIN_LENGTH: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_removed_and_code_after_a_type_is_kept() {
        assert_eq!(
            without_comments("/**\n * Says.\n */\nfunction f() {\n    // so\n    return 1 * 2; // twice\n}\n\n"),
            "function f() {\nreturn 1 * 2; // twice\n}\n"
        );
        assert_eq!(without_comments("    /** @type {Dialog | null} */ (found)?.close();\n    /* alone */\n"), "(found)?.close();\n");
        assert_eq!(without_comments("on(a, (/** @type {Event} */ e) => (/** @type {A} */ (e).b));"), "on(a, (e) => ((e).b));\n");
    }

    #[test]
    fn custom_sections_are_removed() {
        let head = WASM_HEAD;
        let code = [&[10, 0x81, 0x01][..], &[7; 129]].concat();
        let name = b"\0\x06\x04name!";
        let with = [head, &name[..], &code, &name[..]].concat();
        assert_eq!(without_custom_sections(with), [head, &code[..]].concat());
        // Cut off, a length that does not end, and no wasm at all.
        for same in [[head, &code[..5]].concat(), [head, &[0, 0xff][..]].concat(), b"not wasm\0\x01x".to_vec(), Vec::new()] {
            assert_eq!(without_custom_sections(same.clone()), same);
        }
    }

    #[test]
    fn file_name_gets_the_hash_of_the_new_bytes() {
        let ours = hash(b"now");
        assert_eq!(ours.len(), HASH);
        for (name, expected) in [
            ("boot-2f7550c0ee0ed71a.js", format!("boot-{ours}.js")),
            ("boot-2f7550c0ee0ed71.js", format!("boot-{ours}.js")),
            ("carrot-web-7550c0ee0ed7_bg.wasm", format!("carrot-web-{ours}_bg.wasm")),
            ("boot.js", "boot.js".to_owned()),
        ] {
            let mut files = Files::new();
            let template = put(&mut files, name, b"now".to_vec(), &format!("<script src=\"{name}\">"));
            assert_eq!(template, format!("<script src=\"{expected}\">"));
            assert_eq!(files, Files::from([(expected, b"now".to_vec())]));
        }
    }
}
