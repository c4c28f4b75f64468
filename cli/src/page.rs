//! The address of the published page, for all commands that need it.

use bot_embed::{PublicUrl, PublicUrlError};

/// The address of the published page.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct PageArgs {
    /// Address of the published page, such as `https://bot.example/privacy/`; without it, replies and exports have no links to the page
    ///
    /// It is used for links in replies and exports, for the headers (its path; `https://` adds HSTS), as the policy's address in `review-sheet`, and in the User-Agent of requests to Discord.
    #[arg(long, value_name = "URL", env = "PUBLIC_URL", value_parser = address)]
    public_url: Option<Address>,
}

#[derive(Debug, Clone)]
struct Address {
    /// As it was typed.
    typed: String,
    /// As it was read, for links.
    page: PublicUrl,
}

fn address(text: &str) -> Result<Address, PublicUrlError> {
    let text = text.trim();
    Ok(Address { typed: text.to_owned(), page: text.parse()? })
}

impl PageArgs {
    /// Returns the address of the page.
    pub(crate) fn page(&self) -> Option<&PublicUrl> {
        self.public_url.as_ref().map(|address| &address.page)
    }

    /// Returns the address as the user typed it.
    pub(crate) fn typed(&self) -> Option<&str> {
        self.public_url.as_ref().map(|address| address.typed.as_str())
    }

    /// Reads a variable of the environment. The command line takes precedence for `PUBLIC_URL`.
    pub(crate) fn variable(&self, name: &str) -> Option<String> {
        if name == "PUBLIC_URL" { self.typed().map(str::to_owned) } else { crate::variable(name) }
    }
}
