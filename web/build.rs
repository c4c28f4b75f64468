//! Bakes the content into the page.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    carrot_loader::bake()
}
