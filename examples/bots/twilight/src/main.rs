//! A bot on twilight that answers `/privacy` and `/compliance` beside its own commands: `DISCORD_TOKEN=… cargo run -p example-twilight`.
//!
//! The integration is [`answer`]: it passes the interaction in as JSON, and returns the response as twilight's own type.

use std::{env, error::Error, sync::Arc};

use bot_embed::{Content, command, custom_id, render::Display, respond_to_json};
use twilight_gateway::{Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _};
use twilight_http::Client;
use twilight_model::{
    application::interaction::{Interaction, InteractionData},
    http::interaction::InteractionResponse,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let token = env::var("DISCORD_TOKEN")?;
    let content = Arc::new(Content::baked()?);
    let client = Arc::new(Client::new(token.clone()));
    let mut shard = Shard::new(ShardId::ONE, token, Intents::empty());
    while let Some(event) = shard.next_event(EventTypeFlags::INTERACTION_CREATE).await {
        let Ok(Event::InteractionCreate(interaction)) = event else { continue };
        let interaction = interaction.0;
        if !is_about_privacy(&interaction) {
            // The bot's own commands would be answered here.
            continue;
        }
        let (content, client) = (Arc::clone(&content), Arc::clone(&client));
        tokio::spawn(async move {
            let Ok(response) = answer(&content, &interaction) else { return };
            let sent =
                client.interaction(interaction.application_id).create_response(interaction.id, &interaction.token, &response).await;
            if let Err(error) = sent {
                eprintln!("a reply was not taken: {error}");
            }
        });
    }
    Ok(())
}

/// Returns whether an interaction belongs to `/privacy` and `/compliance`: a command, its autocompletion, or a press below its replies.
fn is_about_privacy(interaction: &Interaction) -> bool {
    match &interaction.data {
        Some(InteractionData::ApplicationCommand(data)) => command::is_ours(&data.name),
        Some(InteractionData::MessageComponent(data)) => custom_id::is_ours(&data.custom_id),
        _ => false,
    }
}

/// Returns the response at once. All content is in memory, so no response has to be deferred.
fn answer(content: &Content, interaction: &Interaction) -> Result<InteractionResponse, Box<dyn Error + Send + Sync>> {
    let body = serde_json::to_vec(interaction)?;
    Ok(respond_to_json(content, Display::default(), &body)?)
}
