//! Renders the bot's replies in Discord for the page: its answers to the first questions, in every language.

use bot_embed::{Content, PublicUrl};
use carrot_core::{Translation, i18n::Messages};
use carrot_web::page::DiscordReply;

use crate::{failure::Failure, preview};

pub(super) fn ask(editions: &[Translation], page: Option<&PublicUrl>) -> Result<Vec<DiscordReply>, Failure> {
    let Some((original, translations)) = editions.split_first() else { return Ok(Vec::new()) };
    let content = Content::new(original.policy.clone(), translations.to_vec());
    let first = original.policy.questions.iter().filter(|question| question.glance);
    let commands: Vec<String> =
        std::iter::once("/privacy".to_owned()).chain(first.map(|question| format!("/privacy topic:{}", question.id))).collect();
    let asked = Messages::ALL.into_iter().flat_map(|messages| commands.iter().map(move |command| (messages.lang(), command)));
    asked
        .map(|(lang, command)| {
            let response = preview::response(&content, command, Some(lang), page)?;
            Ok(DiscordReply { lang: lang.to_owned(), command: command.clone(), response })
        })
        .collect()
}
