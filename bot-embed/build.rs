//! Bakes the content into the library if the feature `baked` is on. A running bot then reads no
//! files, and invalid content fails the build.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(feature = "baked")]
    carrot_loader::bake()?;
    Ok(())
}
