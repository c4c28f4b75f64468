//! Bakes the content into the library where that is asked for, so that a running bot reads no files and a broken content never ships.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(feature = "baked")]
    carrot_loader::bake()?;
    Ok(())
}
