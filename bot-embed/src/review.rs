//! Fills in Discord's form for the review of privileged intents (access to members, presence and messages): each question gets the
//! policy's statements that answer it, or is marked as a gap.
//!
//! Discord reviews these intents separately from the application's verification, from 10,000 users on, and again every year. Only the
//! bot's own statements are answers. No answer is invented.

use std::fmt::Write;

use carrot_core::{
    CitedText, DataItem, Extent, FactKind, IntentKind, Lifecycle, Policy, PrivilegedIntent, RightKind, StatementId,
    normalize::normalize, text::plain,
};
use serde::Serialize;

use crate::PublicUrl;

/// The filled-in form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewSheet {
    /// The bot's name.
    pub bot: String,
    /// The description of the sheet.
    pub about: &'static str,
    /// The questions about the application.
    pub application: Vec<ReviewQuestion>,
    /// The questions about each intent that content explains or whose data its policy lists.
    pub intents: Vec<ReviewIntent>,
    /// The number of unanswered questions.
    pub gaps: usize,
}

/// The questions about one intent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewIntent {
    /// Its name in content.
    pub intent: &'static str,
    /// Its name in Discord's portal.
    pub name: &'static str,
    /// True if the content explains it.
    pub explained: bool,
    /// The items of the policy's list that suggest that the bot uses it.
    pub listed: Vec<ListedItem>,
    /// The questions.
    pub questions: Vec<ReviewQuestion>,
}

/// An item of the policy's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedItem {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The statement that names it.
    pub statement: StatementId,
}

/// A question of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewQuestion {
    /// Its id.
    pub id: &'static str,
    /// The question, in our words.
    pub ask: &'static str,
    /// The extent of the answer.
    pub state: AnswerState,
    /// The answers. Empty if nothing answers it.
    pub answers: Vec<ReviewAnswer>,
    /// Statements about the same subject that do not answer the question.
    pub related: Vec<ReviewAnswer>,
    /// The URL that answers the question, if the form asks for one and it is known.
    pub link: Option<String>,
    /// The advice for a gap.
    pub gap: Option<&'static str>,
}

/// The extent to which a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerState {
    /// A statement of the bot answers it, or a URL that was asked for is known.
    Stated,
    /// An import has proposed statements that may answer it, and the author has not checked them.
    NotChecked,
    /// Nothing answers it.
    NotStated,
}

/// An answer from the content, with the statement that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewAnswer {
    /// The answer in a few words of the author. `None` if the statement itself is the answer.
    pub short: Option<String>,
    /// The statement's id.
    pub statement: StatementId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

const ABOUT: &str = "A reading aid for Discord's review of privileged intents. Each answer is a statement of the bot's own policy. \
                     A question that no statement answers is marked as a gap: answer it only with facts, and add them to the policy. \
                     Discord asks for this review once an application reaches 10,000 users, and again every year.";

/// Advice for a document of the content that has no address yet.
const PUBLISH: &str = "Publish the page, set PUBLIC_URL, and enter the address in Discord's developer portal.";

/// Returns the names of an intent: in content, and in Discord's portal.
fn names(kind: IntentKind) -> (&'static str, &'static str) {
    let content = IntentKind::ALL.into_iter().find(|(_, other)| *other == kind).map_or("", |(name, _)| name);
    let portal = match kind {
        IntentKind::MessageContent => "Message Content Intent",
        IntentKind::GuildMembers => "Server Members Intent",
        IntentKind::GuildPresences => "Presence Intent",
    };
    (content, portal)
}

/// Returns the intents that the policy's list of collected data suggests, each with the items that suggest it. A bot usually receives
/// such data only with the intent; if the policy names another way, the suggestion is wrong.
pub fn suggested(policy: &Policy) -> Vec<(IntentKind, Vec<&DataItem>)> {
    let items = &policy.inventory.items;
    let has = |words: &[String], any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    let found = |kind: IntentKind| {
        let suggests = |item: &&DataItem| {
            let whole = items.iter().find(|other| Some(&other.id) == item.part_of.as_ref());
            let name = format!("{} {}", item.name, whole.map_or("", |whole| &whole.name));
            let words: Vec<String> = normalize(&name).split_whitespace().map(str::to_owned).collect();
            match kind {
                IntentKind::MessageContent => {
                    has(&words, &["message", "messages"]) && has(&words, &["content", "contents", "contenu", "contenus"])
                }
                IntentKind::GuildMembers => {
                    has(&words, &["member", "members", "membre", "membres"]) && has(&words, &["list", "liste", "join", "joined"])
                }
                IntentKind::GuildPresences => {
                    has(&words, &["presence", "presences"]) || (has(&words, &["online"]) && has(&words, &["status"]))
                }
            }
        };
        items.iter().filter(suggests).collect::<Vec<_>>()
    };
    let all = IntentKind::ALL.into_iter().map(|(_, kind)| (kind, found(kind)));
    all.filter(|(_, items)| !items.is_empty()).collect()
}

impl ReviewSheet {
    /// Fills in the form from a policy. `page` is the address of the published policy.
    pub fn new(policy: &Policy, page: Option<&PublicUrl>) -> Self {
        let composer = Composer { policy };
        let suggested = suggested(policy);
        let intents: Vec<ReviewIntent> = IntentKind::ALL
            .into_iter()
            .filter_map(|(_, kind)| {
                let explained = policy.privileged_intents.iter().find(|intent| intent.intent == kind);
                let items = suggested.iter().find(|(other, _)| *other == kind).map(|(_, items)| items.as_slice()).unwrap_or_default();
                (explained.is_some() || !items.is_empty()).then(|| composer.intent(kind, explained, items))
            })
            .collect();
        let application = composer.application(page);
        let all = application.iter().chain(intents.iter().flat_map(|intent| &intent.questions));
        let gaps = all.filter(|question| question.state != AnswerState::Stated).count();
        Self { bot: policy.bot.name.clone(), about: ABOUT, application, intents, gaps }
    }
}

struct Composer<'a> {
    policy: &'a Policy,
}

impl Composer<'_> {
    fn application(&self, page: Option<&PublicUrl>) -> Vec<ReviewQuestion> {
        let terms = question(
            "terms-of-service",
            "At which address are the terms of service?",
            "They are another document than the privacy policy: enter their address in Discord's developer portal.",
        );
        let whole = &self.policy.inventory.whole;
        vec![
            ReviewQuestion {
                related: self.cited_answers(whole.purpose.iter()),
                ..question(
                    "application",
                    "What does the application do?",
                    "Describe it in your own words: a privacy policy is about data.",
                )
            },
            linked(
                question("privacy-policy", "Is there a public privacy policy, and at which address?", PUBLISH),
                page.map(|page| page.url().link(None)),
            ),
            match self.policy.has_terms() {
                true => linked(ReviewQuestion { gap: Some(PUBLISH), ..terms }, page.map(|page| page.url().link(Some("terms/")))),
                false => terms,
            },
            self.deletion(),
        ]
    }

    fn deletion(&self) -> ReviewQuestion {
        let rights = self.rights(&[RightKind::Deletion]);
        let steps = self.lifecycle_answers(|lifecycle| lifecycle.deletion.as_ref());
        let mut answers: Vec<ReviewAnswer> = rights.into_iter().chain(steps).collect();
        let mut proposed = Vec::new();
        // The author may have answered a rule's requirement without declaring a right.
        for gap in self.policy.gaps().filter(|gap| gap.requirement.answered_by == Some(FactKind::Deletion)) {
            let to = if gap.extent == Extent::Unreviewed { &mut proposed } else { &mut answers };
            for answer in gap.statements.iter().filter_map(|statement| self.statement(None, &statement.id)) {
                if to.iter().all(|other| other.statement != answer.statement) {
                    to.push(answer);
                }
            }
        }
        let deletion =
            question("deletion", "How do users ask for the deletion of their data?", "State it in the policy, with a way to ask.");
        if !answers.is_empty() || proposed.is_empty() {
            return self.answered(deletion, answers);
        }
        ReviewQuestion {
            state: AnswerState::NotChecked,
            gap: Some("Check the proposed answers in the content. These statements may answer the question:"),
            related: proposed,
            ..deletion
        }
    }

    fn intent(&self, kind: IntentKind, explained: Option<&PrivilegedIntent>, items: &[&DataItem]) -> ReviewIntent {
        let cited = |part: fn(&PrivilegedIntent) -> Option<&CitedText>| self.cited_answers(explained.and_then(part));
        let own = |id, ask, gap, part: fn(&PrivilegedIntent) -> Option<&CitedText>| self.answered(question(id, ask, gap), cited(part));
        let mut opt_out = cited(|intent| intent.opt_out.as_ref());
        opt_out.extend(self.rights(&[RightKind::OptOut]));
        let mut questions = vec![
            own("feature", "Which feature needs this intent?", "Name the feature in the policy.", |intent| intent.feature.as_ref()),
            own(
                "alternative",
                "Why can the feature not do without it?",
                "Say why commands, mentions or other data are not enough, or give the intent up.",
                |intent| intent.alternative.as_ref(),
            ),
            self.answered(question("opt-out", "Can users opt out?", "State whether and how users opt out."), opt_out),
            ReviewQuestion {
                related: self.lifecycle_answers(|lifecycle| lifecycle.storage.as_ref()),
                ..own("stored", "Is this data stored outside of Discord?", "State whether it is stored.", |intent| {
                    intent.stored.as_ref()
                })
            },
            ReviewQuestion {
                related: self.lifecycle_answers(|lifecycle| lifecycle.retention.as_ref()),
                ..own("days", "If it is stored: is it kept for 30 days or less?", "State for how many days.", |intent| {
                    intent.days.as_ref()
                })
            },
            self.deletion(),
            own("encrypted", "If it is stored: is it encrypted at rest?", "State whether it is encrypted.", |intent| {
                intent.encrypted.as_ref()
            }),
        ];
        if kind == IntentKind::MessageContent {
            questions.push(own(
                "training",
                "Is message content used to train machine-learning or AI models?",
                "State whether it is used so.",
                |intent| intent.training.as_ref(),
            ));
        }
        let evidence = explained.and_then(|intent| intent.evidence.as_ref()).map(|link| link.as_str().to_owned());
        questions.push(linked(
            question("evidence", "Where can the feature be seen at work?", "Link to screenshots or a video in `evidence`."),
            evidence,
        ));
        let (intent, name) = names(kind);
        let listed =
            |item: &&DataItem| ListedItem { id: item.id.to_string(), name: item.name.clone(), statement: item.statement.clone() };
        ReviewIntent { intent, name, explained: explained.is_some(), listed: items.iter().map(listed).collect(), questions }
    }

    fn answered(&self, question: ReviewQuestion, answers: Vec<ReviewAnswer>) -> ReviewQuestion {
        match answers.is_empty() {
            true => question,
            false => ReviewQuestion { state: AnswerState::Stated, gap: None, answers, ..question },
        }
    }

    fn rights(&self, kinds: &[RightKind]) -> Vec<ReviewAnswer> {
        let rights = self.policy.rights.iter().filter(|right| kinds.contains(&right.kind));
        rights.filter_map(|right| self.statement(None, &right.statement)).collect()
    }

    /// Returns the texts about a step in the life of data: for the whole list, then for single items.
    fn lifecycle_answers(&self, step: fn(&Lifecycle) -> Option<&CitedText>) -> Vec<ReviewAnswer> {
        let inventory = &self.policy.inventory;
        let all = std::iter::once(&inventory.whole).chain(inventory.items.iter().map(|item| &item.own));
        let mut answers: Vec<ReviewAnswer> = Vec::new();
        for answer in all.filter_map(step).filter_map(|cited| self.statement(Some(&cited.text), &cited.statement)) {
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        answers
    }

    fn cited_answers<'t>(&self, texts: impl IntoIterator<Item = &'t CitedText>) -> Vec<ReviewAnswer> {
        texts.into_iter().filter_map(|cited| self.statement(Some(&cited.text), &cited.statement)).collect()
    }

    fn statement(&self, short: Option<&str>, id: &StatementId) -> Option<ReviewAnswer> {
        let statement = self.policy.statement(id).filter(|statement| self.policy.is_bots(statement))?;
        Some(ReviewAnswer {
            short: short.map(str::to_owned),
            statement: id.clone(),
            title: statement.title.clone(),
            text: plain(&statement.text).trim().to_owned(),
        })
    }
}

/// Returns a question with the link that answers it, if there is one.
fn linked(question: ReviewQuestion, link: Option<String>) -> ReviewQuestion {
    match link {
        Some(link) => ReviewQuestion { state: AnswerState::Stated, gap: None, link: Some(link), ..question },
        None => question,
    }
}

fn question(id: &'static str, ask: &'static str, gap: &'static str) -> ReviewQuestion {
    ReviewQuestion {
        id,
        ask,
        state: AnswerState::NotStated,
        answers: Vec::new(),
        related: Vec::new(),
        link: None,
        gap: Some(gap).filter(|gap| !gap.is_empty()),
    }
}

impl ReviewSheet {
    /// Returns the sheet as Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("# Review of privileged intents: {}\n\n{}\n", escaped(&self.bot), self.about);
        // Writing to a text never fails.
        let _ = writeln!(out, "\nOpen questions: {}\n\n## The application", self.gaps);
        self.application.iter().for_each(|question| question.write(&mut out));
        for intent in &self.intents {
            let _ = writeln!(out, "\n## {}", intent.name);
            for item in &intent.listed {
                let _ = writeln!(
                    out,
                    "\nThe policy lists “{}” (`{}`, statement `{}`). That data may need this intent. The list does not say whether the bot uses it.",
                    escaped(&item.name),
                    item.id,
                    item.statement
                );
            }
            if !intent.explained {
                let _ = writeln!(out, "\nContent has no `[[privileged_intent]]` for `{}`.", intent.intent);
            }
            intent.questions.iter().for_each(|question| question.write(&mut out));
        }
        if self.intents.is_empty() {
            out.push_str("\n## Intents\n\nContent explains no privileged intent, and the policy lists no data that suggests one.\n");
        }
        out
    }
}

impl ReviewQuestion {
    fn write(&self, out: &mut String) {
        let _ = writeln!(out, "\n### {}\n", self.ask);
        let is_proposed = self.state == AnswerState::NotChecked;
        if let Some(gap) = self.gap {
            let _ = writeln!(out, "**{}.** {gap}", if is_proposed { "Not checked yet" } else { "Not stated" });
        }
        if let Some(link) = &self.link {
            let _ = writeln!(out, "<{link}>");
        }
        self.answers.iter().for_each(|answer| answer.write(out));
        if !self.related.is_empty() {
            out.push_str(if is_proposed { "\n" } else { "\nRelated, but not an answer:\n\n" });
            self.related.iter().for_each(|answer| answer.write(out));
        }
    }
}

impl ReviewAnswer {
    fn write(&self, out: &mut String) {
        let short = self.short.as_ref().map(|short| format!("**{}** ", escaped(short))).unwrap_or_default();
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "- {short}{}: “{}” (`{}`)", escaped(&self.title), escaped(&text), self.statement);
    }
}

/// Escapes text so that Markdown and HTML in it have no effect.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}
