//! A bot on twilight that answers `/privacy` and `/compliance` beside its own commands: `DISCORD_TOKEN=… cargo run -p example-twilight`.
//!
//! [`answer`] passes the interaction to the library as JSON, and returns the response as twilight's own type. This bot stores the number of
//! requests of each person. [`Store`] lets people see and delete this number with a button below `/privacy`. A bot without such data calls
//! `respond_to_json` instead.

use std::{
    collections::HashMap,
    env,
    error::Error,
    sync::{Arc, Mutex},
    time::{SystemTime, UNIX_EPOCH},
};

use bot_embed::{
    Content, Date, command, custom_id,
    render::Display,
    rights::{self, ActionFailed, RightKind, Rights},
};
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
    let store = Arc::new(Store::default());
    let client = Arc::new(Client::new(token.clone()));
    let mut shard = Shard::new(ShardId::ONE, token, Intents::empty());
    while let Some(event) = shard.next_event(EventTypeFlags::INTERACTION_CREATE).await {
        let Ok(Event::InteractionCreate(interaction)) = event else { continue };
        let interaction = interaction.0;
        if !is_about_privacy(&interaction) {
            // Handle the bot's own commands here.
            continue;
        }
        let (content, store, client) = (Arc::clone(&content), Arc::clone(&store), Arc::clone(&client));
        tokio::spawn(async move {
            let Ok(response) = answer(&content, &store, &interaction).await else { return };
            let sent =
                client.interaction(interaction.application_id).create_response(interaction.id, &interaction.token, &response).await;
            if let Err(error) = sent {
                eprintln!("Discord did not accept a reply: {error}");
            }
        });
    }
    Ok(())
}

/// Returns whether an interaction belongs to `/privacy` and `/compliance`: a command, its autocompletion, or a press below its replies.
fn is_about_privacy(interaction: &Interaction) -> bool {
    match &interaction.data {
        Some(InteractionData::ApplicationCommand(data)) => command::is_ours(&data.name),
        Some(InteractionData::MessageComponent(data)) => custom_id::is_ours(&data.custom_id) || rights::is_ours(&data.custom_id),
        _ => false,
    }
}

/// Returns the response at once. All content is in memory, so no response has to be deferred.
async fn answer(
    content: &Content,
    store: &Store,
    interaction: &Interaction,
) -> Result<InteractionResponse, Box<dyn Error + Send + Sync>> {
    if let (Some(user), Some(InteractionData::ApplicationCommand(_))) = (interaction.author_id(), &interaction.data) {
        store.count(user.get());
    }
    let body = serde_json::to_vec(interaction)?;
    Ok(rights::respond(content, Display::default().on(today()), store, &body).await?)
}

/// Returns the day of this machine's clock, in UTC. With it, replies note for 30 days that an edition promises less, if the content has
/// editions (`Content::with_changes`).
fn today() -> Option<Date> {
    Date::of_unix_time(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs())
}

/// The data that this bot stores: the number of requests of each person.
#[derive(Default)]
struct Store(Mutex<HashMap<u64, u32>>);

impl Store {
    fn count(&self, user: u64) {
        if let Ok(mut counts) = self.0.lock() {
            *counts.entry(user).or_default() += 1;
        }
    }
}

impl Rights for Store {
    fn offers(&self) -> &[RightKind] {
        &[RightKind::Access, RightKind::Export, RightKind::Deletion]
    }

    async fn held(&self, user: u64) -> Result<Vec<String>, ActionFailed> {
        let counts = self.0.lock().map_err(|_| ActionFailed)?;
        Ok(counts.get(&user).map(|count| format!("Number of questions that you have asked: {count}")).into_iter().collect())
    }

    async fn export(&self, user: u64) -> Result<(String, Vec<u8>), ActionFailed> {
        let counts = self.0.lock().map_err(|_| ActionFailed)?;
        let copy = serde_json::json!({ "user": user.to_string(), "asked": counts.get(&user) });
        Ok(("your-data.json".to_owned(), copy.to_string().into_bytes()))
    }

    /// Deletes a person's data. The library has asked the person for confirmation.
    async fn erase(&self, user: u64) -> Result<(), ActionFailed> {
        self.0.lock().map_err(|_| ActionFailed)?.remove(&user);
        Ok(())
    }
}
