//! Prints every diagnostic of a content folder: `cargo run -p carrot-loader --example check -- examples/dormouse`.

use std::{env, error::Error, path::PathBuf};

use carrot_loader::check::Checked;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).map_or_else(carrot_loader::own_content, PathBuf::from);
    let checked = Checked::read(&folder, folder.display().to_string())?;
    for diagnostic in checked.diagnostics() {
        println!("{diagnostic}");
    }
    println!("{}", checked.summary());
    Ok(())
}
