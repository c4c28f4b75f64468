//! `carrot preview`: prints a reply as Discord would show it, without Discord.

use std::{env, io::IsTerminal};

use bot_embed::{
    Content, PublicUrl,
    interaction::Command,
    preview::{self, Style},
    render::{self, Delivery, Display, Form, PageRef},
    reply::{self, View},
    request, response_to_request,
};
use carrot_core::{Date, Lang};
use carrot_loader::check::today;
use serde_json::Value;

use crate::{content::ContentArgs, failure::Failure, page::PageArgs, print, release::parse_date, variable};

/// Preview a reply in the terminal, as Discord would show it
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  carrot preview '/privacy topic:retention'
  carrot preview '/compliance service:… framework:… data:…'")]
pub(crate) struct Args {
    /// The command as typed in Discord, such as '/privacy topic:retention'
    #[arg(value_name = "COMMAND")]
    typed: String,
    /// Part of the reply that a button opens
    #[arg(long, value_name = "VIEW", default_value = "short", value_parser = parse_view)]
    view: View,
    /// Page of that part
    #[arg(long, value_name = "N", default_value = "1", value_parser = parse_page)]
    page: usize,
    /// Locale of the person who asks, such as fr
    #[arg(long, value_parser = language_tag)]
    locale: Option<String>,
    /// Day on which the reply is sent, such as 2026-03-03 [default: today]
    #[arg(long, value_name = "DAY", value_parser = parse_date)]
    date: Option<Date>,
    /// Preview the form for bots that cannot use Components V2
    #[arg(long)]
    embed: bool,
    /// Print the response as it would be sent
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    page_args: PageArgs,
}

fn parse_page(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "it is not the number of a page, such as 2".to_owned())
}

fn parse_view(name: &str) -> Result<View, String> {
    let names = View::ALL.map(View::as_str).join(", ");
    View::ALL.into_iter().find(|view| view.as_str() == name).ok_or(format!("use one of {names}"))
}

/// Checks a language tag. Without this check, an invalid tag would silently select the original language.
pub(crate) fn language_tag(tag: &str) -> Result<String, String> {
    tag.parse::<Lang>().map(|_| tag.to_owned()).map_err(|error| error.to_string())
}

/// Returns the first message of the reply to a command, as it would be sent.
pub(crate) fn response(content: &Content, typed: &str, locale: Option<&str>, page: Option<&PublicUrl>) -> Result<Value, Failure> {
    let command = Command::typed(typed).map_err(Failure::usage)?;
    let (localized, display) = (content.for_locale(locale), Display::linking_to(page));
    let response = response_to_request(localized, &request(&command), PageRef::FIRST, Delivery::Message, display);
    serde_json::to_value(response).map_err(Failure::other)
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<(), Failure> {
    let command = Command::typed(&args.typed).map_err(Failure::usage)?;
    let form = if args.embed { Form::Embed } else { Form::Components };
    let content = content.load()?;
    let today = args.date.or_else(|| today().ok());
    let (localized, request) = (content.for_locale(args.locale.as_deref()).on(today), request(&command));
    let reply = reply::reply(localized, &request);
    if !reply.has(args.view) {
        let views: Vec<_> = View::ALL.into_iter().filter(|view| reply.has(*view)).map(View::as_str).collect();
        return Err(Failure::Usage(format!("this reply has no view `{}`: choose one of {}", args.view.as_str(), views.join(", "))));
    }
    let pages = render::pages(&reply, args.view, form);
    if args.page < 1 || args.page > pages {
        return Err(Failure::Usage(format!("unknown page {}: the last page of this reply is {pages}", args.page)));
    }
    let display = Display { form, ..Display::linking_to(args.page_args.page()) };
    let response = response_to_request(localized, &request, PageRef { view: args.view, page: args.page }, Delivery::Message, display);
    if args.json {
        let json = serde_json::to_string_pretty(&response).map_err(Failure::other)?;
        return print(&format!("{json}\n"));
    }
    let width = variable("COLUMNS").and_then(|columns| columns.parse().ok()).unwrap_or(80).clamp(40, 100);
    let color = std::io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    print(&preview::render(&response, Style { width, color }))
}
