//! Tests that any text is imported without a panic, without errors in the content, and without a
//! lost word.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use std::collections::BTreeMap;

use carrot_core::diagnostic::Severity;
use carrot_import::{Imported, words};
use common::{again, import, parsed};
use proptest::{collection::vec, prelude::*, sample::select};
use unicode_normalization::UnicodeNormalization as _;

/// Pieces of policies, some of them hard to parse.
const PIECES: [&str; 113] = [
    "•\t",
    "\no\t",
    "\n– ",
    "\n一、收集",
    "\n（一）共享",
    "\na) ",
    "?\n",
    "\n<Card\n",
    " title=\"x\">\n",
    "e\u{301}",
    "!> ",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    " ",
    "  \n",
    "    ",
    "\t",
    "# ",
    "## ",
    "### ",
    "#### ",
    "###### ",
    " {#a}",
    " {#retention}",
    " {#ü}",
    "{#",
    "}",
    "- ",
    "1. ",
    "> ",
    "* ",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~",
    "[",
    "](",
    ")",
    "](https://a.example)",
    "](#b)",
    "![",
    "[^1]",
    "[^1]: ",
    "[[",
    "]]",
    "<b>",
    "</b>",
    "<br>",
    "<p>",
    "</p>",
    "<div class=\"c\">",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<h2 id=\"x\">",
    "[l](#x)",
    "[m](#contact)",
    "<a href=\"#y\">",
    "<a name=\"y\"></a>",
    "# Contact\n",
    "</h2>",
    "<a href=\"https://b.example/\">",
    "</a>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<your name>",
    "<",
    ">",
    "&amp;",
    "&",
    "\\",
    "|",
    "| a | b |\n|---|---|\n| c | d |\n",
    "---\n",
    "***\n",
    "===\n",
    "+++\n",
    "key: value\n",
    ":::note\n",
    ":::\n",
    "{% x %}",
    "{{ y }}",
    "[!NOTE]",
    "[later]: https://c.example 'T'\n",
    "[later]",
    "me@d.example",
    "https://e.example/f_(g).",
    "Data retention",
    "We keep it for 30 days.",
    "Contact",
    "Löschung",
    "削除",
    "данные",
    "Last updated: March 5, 2026",
    "👋",
    "a_b_c",
    "word",
    "5 < 6",
    "~~gone~~",
    "$x$",
    "\u{202e}",
];

fn text() -> impl Strategy<Value = String> {
    vec(prop_oneof![9 => select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<char>().prop_map(|c| c.to_string())], 1..60)
        .prop_map(|pieces| pieces.concat())
}

fn is_good(imported: &Imported) -> Result<(), TestCaseError> {
    let errors: Vec<_> = parsed(imported).diagnostics.into_iter().filter(|it| it.severity == Severity::Error).collect();
    prop_assert!(errors.is_empty(), "{errors:#?}\n{}", imported.files["bot/policy.md"]);
    Ok(())
}

/// Asserts that every word of a policy is in the text or in the report.
fn is_whole(policy: &str, imported: &Imported) -> Result<(), TestCaseError> {
    let mut kept: Vec<String> = words(&imported.files["bot/policy.md"]).collect();
    imported.report.losses.iter().for_each(|note| kept.extend(words(&note.text)));
    kept.extend(imported.report.markup.iter().cloned());
    // The anchor of a heading is its title in lower case. Its link leads to the heading in the text.
    if kept.iter().any(|word| word == "Contact") {
        kept.push("contact".to_owned());
    }
    // Lines of a script without spaces are joined without a space, so a word's letters can be a part of a longer word.
    let joined = kept.concat();
    let is_kept = |word: &String| kept.contains(word) || word.starts_with(|c| c >= '\u{3000}') && joined.contains(word.as_str());
    // Letters are composed before the text is read.
    let policy: String = policy.nfc().collect();
    for word in words(&policy.replace(|c: char| matches!(u32::from(c), 0x202a..=0x202e | 0x2066..=0x2069 | 0xfeff), "")) {
        prop_assert!(is_kept(&word), "{word:?} is lost:\n{policy}\n---\n{}", imported.files["bot/policy.md"]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_imported_whole_or_refused(policy in text()) {
        if let Ok(imported) = import(policy.as_bytes()) {
            is_good(&imported)?;
            is_whole(&policy, &imported)?;
        }
    }

    #[test]
    fn any_bytes_are_imported_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        if let Ok(imported) = import(&bytes) {
            is_good(&imported)?;
        }
    }

    #[test]
    fn importing_again_changes_nothing(policy in text()) {
        if let Ok(first) = import(policy.as_bytes()) {
            let second = again(policy.as_bytes(), &first.files).unwrap();
            // An import writes these two once, because the author changes them.
            let is_kept = |name: &&String| !["bot/bot.toml", "bot/proposed.toml"].contains(&name.as_str());
            let names = |files: &BTreeMap<String, String>| files.keys().filter(is_kept).cloned().collect::<Vec<_>>();
            prop_assert_eq!(names(&second.files), names(&first.files));
            for name in names(&first.files) {
                prop_assert_eq!(&second.files[&name], &first.files[&name], "{} of {:?}", name, policy);
            }
        }
    }

    #[test]
    fn importing_another_policy_over_one_is_good(one in text(), other in text()) {
        if let Ok(first) = import(one.as_bytes())
            && let Ok(mut second) = again(other.as_bytes(), &first.files)
        {
            second.files.insert("bot/bot.toml".to_owned(), first.files["bot/bot.toml"].clone());
            is_good(&second)?;
        }
    }
}

#[test]
fn a_text_before_a_list_without_text_is_its_own_title() {
    let imported = import("[```\n[!NOTE]\n\n- # </ul>\n".as_bytes()).unwrap();
    is_good(&imported).unwrap();
}
