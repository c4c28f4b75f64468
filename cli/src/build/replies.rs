//! Renders the bot's replies in Discord for the page: to `/privacy`, and to the questions that the first screen answers, in every language
//! of the interface.

use bot_embed::{Content, PublicUrl};
use carrot_core::{Translation, i18n::Messages};
use carrot_web::page::DiscordReply;

use crate::{failure::Failure, preview};

/// Renders the replies from the content in all its languages, the original first.
pub(super) fn render(languages: &[Translation], page: Option<&PublicUrl>) -> Result<Vec<DiscordReply>, Failure> {
    let Some((original, translations)) = languages.split_first() else { return Ok(Vec::new()) };
    let content = Content::new(original.policy.clone(), translations.to_vec());
    let featured = original.policy.questions.iter().filter(|question| question.glance);
    let commands: Vec<String> =
        std::iter::once("/privacy".to_owned()).chain(featured.map(|question| format!("/privacy topic:{}", question.id))).collect();
    let requests = Messages::ALL.into_iter().flat_map(|messages| commands.iter().map(move |command| (messages.lang(), command)));
    requests
        .map(|(lang, command)| {
            let response = preview::response(&content, command, Some(lang), page)?;
            Ok(DiscordReply { lang: lang.to_owned(), command: command.clone(), response })
        })
        .collect()
}
