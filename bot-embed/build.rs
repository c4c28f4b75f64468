//! Bakes the content into the bot, so that a running bot reads no files and a broken content never ships.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    carrot_loader::bake().map(drop)
}
