//! A bot on serenity and poise that answers `/privacy` and `/compliance` beside its own commands:
//! `DISCORD_TOKEN=… cargo run -p example-poise`.
//!
//! poise handles only the bot's own commands. `carrot register` registers the other two, and
//! [`privacy`] answers them. It reads the interaction and sends the response as JSON, so that it
//! does not depend on serenity's types.

use std::{
    env,
    error::Error,
    time::{SystemTime, UNIX_EPOCH},
};

use bot_embed::{
    Content, Date, command, custom_id,
    render::{Display, Form},
    respond_to_json,
};
use poise::serenity_prelude::{self as serenity, Interaction};

/// State that all commands share.
struct Data {
    content: Content,
}

type Failure = Box<dyn Error + Send + Sync>;

/// A command of the bot's own.
#[poise::command(slash_command)]
async fn hop(context: poise::Context<'_, Data, Failure>) -> Result<(), Failure> {
    context.say("Hop.").await?;
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let token = env::var("DISCORD_TOKEN")?;
    let options = poise::FrameworkOptions {
        commands: vec![hop()],
        event_handler: |context, event, _, data| {
            Box::pin(async move {
                match event {
                    serenity::FullEvent::InteractionCreate { interaction } => privacy(context, interaction, data).await,
                    _ => Ok(()),
                }
            })
        },
        ..Default::default()
    };
    let framework = poise::Framework::builder()
        .options(options)
        .setup(|_, _, _| Box::pin(async { Ok(Data { content: Content::baked()? }) }))
        .build();
    let mut client = serenity::ClientBuilder::new(token, serenity::GatewayIntents::empty()).framework(framework).await?;
    Ok(client.start().await?)
}

/// Answers interactions of `/privacy` and `/compliance`. poise handles all others.
async fn privacy(context: &serenity::Context, interaction: &Interaction, data: &Data) -> Result<(), Failure> {
    let ours = match interaction {
        Interaction::Command(it) | Interaction::Autocomplete(it) => command::is_ours(&it.data.name),
        Interaction::Component(it) => custom_id::is_ours(&it.data.custom_id),
        _ => false,
    };
    if !ours {
        return Ok(());
    }
    // An embed, because older libraries do not know Components V2.
    let display = Display { form: Form::Embed, ..Display::default() }.on(today());
    let response = respond_to_json(&data.content, display, &serde_json::to_vec(interaction)?)?;
    let response = serde_json::to_value(&response)?;
    context.http.create_interaction_response(interaction.id(), interaction.token(), &response, Vec::new()).await?;
    Ok(())
}

/// Returns the day of this machine's clock, in UTC. With it, replies note for 30 days that an edition promises less, if the content has
/// editions (`Content::with_changes`).
fn today() -> Option<Date> {
    Date::of_unix_time(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs())
}
