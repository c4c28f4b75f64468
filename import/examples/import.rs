//! Prints the files of an imported policy, and the report to the standard error: `cargo run -p carrot-import --example import -- examples/policies/table.de.md`.

use std::{collections::BTreeMap, env, error::Error, fs};

use carrot_import::{Input, Rules, import};

fn main() -> Result<(), Box<dyn Error>> {
    let policy = env::args().nth(1).ok_or("name a privacy policy: a file in Markdown or HTML")?;
    let bytes = fs::read(&policy)?;
    let content = carrot_loader::read(&carrot_loader::own_content())?;
    let rules = content.iter().filter(|file| file.path.starts_with("rules/"));
    let rules = Rules::read(rules.filter_map(|file| std::str::from_utf8(&file.bytes).ok()));
    let imported = import(&Input {
        bytes: &bytes,
        file_name: &policy,
        name: None,
        lang: None,
        rules: &rules,
        reserved: &carrot_loader::is_reserved,
        previous: &BTreeMap::new(),
        beside: None,
    })?;
    for (path, text) in &imported.files {
        println!("--- {path}\n{text}");
    }
    for note in imported.report.found.iter().chain(&imported.report.losses) {
        eprintln!("{note}");
    }
    Ok(())
}
