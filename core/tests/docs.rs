//! Tests that `docs/content.md` documents every code, and no other.
#![allow(missing_docs, reason = "tests")]

use carrot_core::diagnostic::Code;

#[test]
fn each_code_has_its_line_in_the_documentation() {
    let docs = include_str!("../../docs/content.md");
    let (_, table) = docs.split_once("| code | means | fix |").expect("the table of codes");
    let documented: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(documented, codes, "same codes, same order");
}
