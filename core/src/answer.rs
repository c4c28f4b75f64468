//! Answers of the policy: to requirements of rules ([`RequirementGap`]) and to people's questions ([`AnsweredQuestion`],
//! [`AnsweredGeneral`]).
//!
//! Only the bot's own statement makes a requirement present. A promise that the host makes to its
//! customers makes it partial at most. If content lists such a promise under `beside`, it answers
//! nothing. No gap is ever filled here.

use crate::{
    Extent, GeneralQuestion, PartyId, PartyKind, Policy, Question, QuestionId, Requirement, RequirementId, Statement, StatementId,
    i18n::Messages,
};

/// A requirement compared with the policy.
#[derive(Debug, Clone)]
pub struct RequirementGap<'a> {
    /// The requirement, its rule, and when it applies.
    pub requirement: &'a Requirement,
    /// The extent to which the policy answers it.
    pub extent: Extent,
    /// The statements that answer it, fully or in part.
    pub statements: Vec<&'a Statement>,
    /// The reason why it is partial: the missing part.
    pub why: Option<&'a str>,
    /// The host's promises to its customers that are related, but do not answer it.
    pub beside: Vec<&'a Statement>,
}

/// The policy's answer to a question.
#[derive(Debug, Clone)]
pub struct AnsweredQuestion<'a> {
    /// The question.
    pub question: &'a Question,
    /// The extent of the answer: present if all of its requirements are present, missing if all are missing, unreviewed if any is
    /// unreviewed, partial otherwise. The page, the exports and Discord's replies all show this value.
    pub extent: Extent,
    /// The bot's own statements that answer it.
    pub statements: Vec<&'a Statement>,
    /// Statements of others: those that answer a requirement in part, then those that answer nothing.
    pub beside: Vec<&'a Statement>,
    /// The requirements that ask for it and are not, or only partly, met.
    pub open: Vec<RequirementGap<'a>>,
}

/// The policy's answer to a question about the bot as a whole, such as who runs it.
#[derive(Debug, Clone)]
pub struct AnsweredGeneral<'a> {
    /// The question.
    pub question: &'a GeneralQuestion,
    /// The extent of the answer: unreviewed if the author has not checked it, missing if the bot states nothing, partial if a part is
    /// missing, present otherwise.
    pub extent: Extent,
    /// The bot's own statements that answer it.
    pub statements: Vec<&'a Statement>,
    /// The part of the question that they do not answer.
    pub why: Option<&'a str>,
    /// Statements of others, and statements that are related but do not answer it.
    pub beside: Vec<&'a Statement>,
    /// The requirements that ask for the same and are not, or only partly, met.
    pub open: Vec<RequirementGap<'a>>,
}

impl<'a> AnsweredQuestion<'a> {
    /// Returns the missing parts of a partial answer, in the words of content, each once.
    pub fn missing_parts(&self) -> Vec<&'a str> {
        let mut whys = Vec::new();
        for why in self.open.iter().filter(|gap| gap.extent == Extent::Partial).filter_map(|gap| gap.why) {
            if !whys.contains(&why) {
                whys.push(why);
            }
        }
        whys
    }

    /// Returns the requirements that a partial answer must name as not stated, because content gives no reason: the page and Discord put
    /// [`Messages::policy_silent_on`](crate::i18n::Messages::policy_silent_on) before their titles. Empty for any other answer.
    pub fn unexplained_gaps(&self) -> &[RequirementGap<'a>] {
        if self.extent == Extent::Partial && self.missing_parts().is_empty() { &self.open } else { &[] }
    }
}

impl Policy {
    /// Compares all requirements with the policy, in the order of content.
    pub fn gaps(&self) -> impl Iterator<Item = RequirementGap<'_>> {
        self.requirements.iter().map(|requirement| self.gap(requirement))
    }

    /// Compares one requirement with the policy.
    pub fn gap<'a>(&'a self, requirement: &'a Requirement) -> RequirementGap<'a> {
        let Some(answer) = self.answers.iter().find(|answer| answer.requirement == requirement.id) else {
            return RequirementGap { requirement, extent: Extent::Missing, statements: Vec::new(), why: None, beside: Vec::new() };
        };
        let statements: Vec<_> = answer.statements.iter().filter_map(|id| self.statement(id)).collect();
        let extent = if answer.extent == Extent::Unreviewed {
            Extent::Unreviewed
        } else if statements.is_empty() {
            // A declared contact that no statement names answers in part; any other answer without statements is missing.
            answer.extent.min(Extent::Partial)
        } else if statements.iter().any(|statement| self.is_bots(statement)) {
            answer.extent
        } else {
            answer.extent.min(Extent::Partial)
        };
        let beside = answer.beside.iter().filter_map(|id| self.statement(id)).collect();
        RequirementGap { requirement, extent, statements, why: answer.why.as_deref(), beside }
    }

    /// Returns the question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// Answers a question from the policy.
    pub fn answer<'a>(&'a self, question: &'a Question) -> AnsweredQuestion<'a> {
        let (mut statements, mut beside) = (Vec::new(), Vec::new());
        let gaps = self.gaps_of(&question.requirements, &mut statements, &mut beside);
        gaps.iter().for_each(|gap| add_new(&mut beside, &gap.beside));
        beside.retain(|statement| !statements.iter().any(|other| other.id == statement.id));
        let extent = match gaps.iter().all(|gap| gap.extent == Extent::Missing) {
            true => Extent::Missing,
            false if gaps.iter().any(|gap| gap.extent == Extent::Unreviewed) => Extent::Unreviewed,
            false if gaps.iter().all(|gap| gap.extent == Extent::Present) => Extent::Present,
            false => Extent::Partial,
        };
        let open: Vec<_> = gaps.into_iter().filter(|gap| gap.extent.is_open()).collect();
        AnsweredQuestion { question, extent, statements, beside, open }
    }

    /// Compares the requirements of a question with the policy. Adds the bot's statements that answer them to `statements`, and those
    /// of others to `beside`.
    fn gaps_of<'a>(
        &'a self,
        requirements: &[RequirementId],
        statements: &mut Vec<&'a Statement>,
        beside: &mut Vec<&'a Statement>,
    ) -> Vec<RequirementGap<'a>> {
        let gaps: Vec<_> = requirements.iter().filter_map(|id| self.requirement(id)).map(|requirement| self.gap(requirement)).collect();
        for gap in &gaps {
            let (own, others): (Vec<_>, Vec<_>) = gap.statements.iter().partition(|statement| self.is_bots(statement));
            add_new(statements, &own);
            add_new(beside, &others);
        }
        gaps
    }

    /// Returns whether the bot's list of collected data can answer if a kind of data is on it: it has items that the author has checked,
    /// in a language that the kinds have words of.
    pub fn answers_kinds(&self) -> bool {
        !self.inventory.items.is_empty()
            && !self.inventory.unreviewed
            && !self.vocabulary.kinds.is_empty()
            && self.has_language_of_kinds()
    }

    /// Returns whether the content's original language is one of the interface's, in which kinds of data have words.
    pub(crate) fn has_language_of_kinds(&self) -> bool {
        Messages::ALL.into_iter().any(|messages| messages.matches_lang(&self.bot.lang))
    }

    /// Returns whether the author has not checked all that the program proposed.
    fn is_unreviewed(&self) -> bool {
        self.inventory.unreviewed || self.answers.iter().any(|answer| answer.extent == Extent::Unreviewed)
    }

    /// Answers a question about the bot as a whole from the policy.
    pub fn answer_general<'a>(&'a self, question: &'a GeneralQuestion) -> AnsweredGeneral<'a> {
        let answer = self.vocabulary.answers.iter().find(|answer| answer.question == question.id);
        let find = |ids: &'a [StatementId]| ids.iter().filter_map(|id| self.statement(id)).collect::<Vec<_>>();
        let mut statements = answer.map(|answer| find(&answer.statements)).unwrap_or_default();
        let mut beside = answer.map(|answer| find(&answer.beside)).unwrap_or_default();
        let gaps = self.gaps_of(&question.requirements, &mut statements, &mut beside);
        let why = answer.and_then(|answer| answer.why.as_deref()).or_else(|| gaps.iter().find_map(|gap| gap.why));
        // Most general questions have no requirement, so an import proposes no answer to them.
        let is_unreviewed = gaps.iter().any(|gap| gap.extent == Extent::Unreviewed) || answer.is_none() && self.is_unreviewed();
        // A declared fact, such as a contact, can answer without a statement.
        let is_declared = gaps.iter().any(|gap| gap.extent == Extent::Partial && gap.statements.is_empty());
        let extent = if is_unreviewed {
            Extent::Unreviewed
        } else if statements.is_empty() && !is_declared {
            Extent::Missing
        } else if why.is_some() || gaps.iter().any(|gap| gap.extent.is_open()) {
            Extent::Partial
        } else {
            Extent::Present
        };
        let open = gaps.into_iter().filter(|gap| gap.extent.is_open()).collect();
        AnsweredGeneral { question, extent, statements, why, beside, open }
    }

    /// Returns whether a statement is by the host or by its infrastructure.
    pub fn is_by_host(&self, statement: &Statement) -> bool {
        self.party(&statement.party).is_some_and(|party| matches!(party.kind, PartyKind::Host | PartyKind::Infrastructure))
    }

    /// Returns the people to whom a statement is a promise; `None` if it is not a promise.
    pub fn promises_to<'a>(&'a self, statement: &Statement) -> Option<&'a str> {
        self.promised_to(&statement.party)
    }

    /// Returns the people to whom a party's statements are a promise; `None` if they promise nothing.
    pub fn promised_to(&self, party: &PartyId) -> Option<&str> {
        self.party(party).filter(|party| party.kind != PartyKind::Editor)?.promises_to.as_deref()
    }
}

fn add_new<'a>(all: &mut Vec<&'a Statement>, more: &[&'a Statement]) {
    for statement in more {
        if !all.iter().any(|other| other.id == statement.id) {
            all.push(statement);
        }
    }
}
