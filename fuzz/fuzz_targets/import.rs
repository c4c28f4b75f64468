//! Imports any bytes as a policy. The result is content without errors and with every word, or a
//! refusal in one sentence.
#![no_main]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use carrot_core::{diagnostic::Severity, parse::File};
use carrot_fuzz::{content, file};
use carrot_import::{Input, Rules, import, words};
use libfuzzer_sys::fuzz_target;

static RULE_FILES: LazyLock<Vec<File>> = LazyLock::new(|| content().into_iter().filter(|file| file.path.starts_with("rules/")).collect());
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::read(RULE_FILES.iter().filter_map(|file| std::str::from_utf8(&file.bytes).ok())));

fuzz_target!(|bytes: &[u8]| {
    let reserved = carrot_loader::is_reserved;
    let previous = BTreeMap::new();
    let input = Input {
        bytes,
        file_name: "privacy.md",
        name: None,
        lang: None,
        rules: &RULES,
        reserved: &reserved,
        beside: None,
        previous: &previous,
    };
    let imported = match import(&input) {
        Ok(imported) => imported,
        Err(error) => return assert!(!error.to_string().contains('\n')),
    };
    let mut files: Vec<File> = imported.files.iter().map(|(path, text)| file(path, text.as_bytes())).collect();
    files.extend(RULE_FILES.iter().cloned());
    let parsed = carrot_loader::parse(&files);
    let errors: Vec<_> = parsed.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{}", imported.files["bot/policy.md"]);
    if let Ok(policy) = std::str::from_utf8(bytes) {
        let mut kept: BTreeSet<String> = words(&imported.files["bot/policy.md"]).collect();
        imported.report.losses.iter().for_each(|note| kept.extend(words(&note.text)));
        kept.extend(imported.report.markup.iter().cloned());
        // An invisible character may separate words in the policy.
        let hidden = policy.chars().any(|c| c.is_control() && !c.is_whitespace() || !c.is_ascii());
        let lost = words(policy).find(|word| !hidden && !kept.contains(word));
        assert_eq!(lost, None, "{}", imported.files["bot/policy.md"]);
    }
});
