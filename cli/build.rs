//! Embeds this repository's content, which the program uses where no other is named. `CONTENT_DIR` is for the running program alone, so
//! that another content folder compiles nothing.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    carrot_loader::bake_dir(&carrot_loader::own_content()).map(drop)
}
