//! Builds the vocabulary: kinds of data, notions, intents, and the questions about the bot as a whole.

use super::*;
use crate::{
    DataKind, FactKind, GeneralAnswer, GeneralQuestion, Intent, Notion, NotionRole, Vocabulary,
    lookup::{asking, topic::PARTS},
    normalize::has_word,
};

impl Validator<'_, '_> {
    pub(super) fn vocabulary(&mut self, content: &RawContent) -> Vocabulary {
        let kinds = self.all(&content.kinds, Self::data_kind);
        let notions = self.all(&content.notions, Self::notion);
        let known: BTreeSet<&str> = notions.iter().map(|notion| notion.name.as_str()).chain(asking::RESERVED).collect();
        self.notions_once(content);
        // An intent of the bot's folder refers to notions and topics of the rules.
        let has_rules = self.has_rules() || !content.notions.is_empty();
        let mut intents: Vec<Intent> =
            content.intents.iter().filter(|_| has_rules).filter_map(|entry| self.intent(entry, &known)).collect();
        // Put questions about the bot before those that only a section answers.
        intents.sort_by_key(|intent| self.is(IdKind::Section, intent.topic.as_str()));
        let general = self.all(&content.general, Self::general);
        let answers = self.all(&content.general_answers, Self::general_answer);
        Vocabulary { kinds, notions, intents, general, answers }
    }

    /// Returns whether content has requirements or questions. If not, a warning says so, and references to them are not reported.
    pub(super) fn has_rules(&self) -> bool {
        [IdKind::Requirement, IdKind::Question, IdKind::General].iter().any(|kind| self.kinds.contains(kind))
    }

    fn data_kind(&mut self, entry: &Entry<super::raw::RawKind>) -> Option<DataKind> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let within = self.maybe_reference(IdKind::DataKind, at, &raw.within);
        self.searchable(at, &raw.search);
        self.searchable(at, &raw.words);
        let (search, words) = (Self::texts(&raw.search), Self::texts(&raw.words));
        Some(DataKind { id: Self::key_id(&raw.id)?, name: name?, within, search, words })
    }

    fn notion(&mut self, entry: &Entry<super::raw::RawNotion>) -> Option<Notion> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let roles = [
            ("telling", NotionRole::Telling),
            ("firm", NotionRole::Firm),
            ("weak", NotionRole::Weak),
            ("participant", NotionRole::Participant),
            ("interrogative", NotionRole::Interrogative),
            ("auxiliary", NotionRole::Auxiliary),
            ("inversion", NotionRole::Inversion),
            ("outsider", NotionRole::Outsider),
            ("reporting", NotionRole::Reporting),
            ("definition", NotionRole::Definition),
            ("preamble", NotionRole::Preamble),
            ("collect", NotionRole::Collect),
            ("data", NotionRole::Data),
            ("asker", NotionRole::Asker),
            ("bot", NotionRole::Bot),
            ("speaking", NotionRole::Speaking),
            ("acting", NotionRole::Acting),
            ("filler", NotionRole::Filler),
            ("ordinary", NotionRole::Ordinary),
            ("spelling", NotionRole::Spelling),
        ];
        let role = if raw.role.is_some() { self.one_of(at, "role", &raw.role, &roles) } else { Some(NotionRole::Telling) };
        if raw.words.is_empty() {
            self.text(at, "words", &None);
        }
        self.searchable(at, &raw.words);
        self.verbs(at, &raw.words);
        if role == Some(NotionRole::Spelling) {
            self.spellings(at, &raw.words);
        }
        Some(Notion { name: name?, role: role?, words: Self::texts(&raw.words) })
    }

    /// Reports words that are written like a French verb (`~er`, `~ir`), but are not regular verbs.
    fn verbs(&mut self, at: &FileSpan, words: &List) {
        for word in words.iter().filter(|word| asking::forms(word.get_ref()).is_none()) {
            let at = FileSpan { file: at.file, span: word.span() };
            let message = format!("`{}` is not a regular verb", word.get_ref());
            self.sink.error(Code::BadValue, &at, message, "write `~er` or `~ir` for a verb's ending, or list its forms");
        }
    }

    /// Reports spellings that are not pairs of a short and a long form.
    fn spellings(&mut self, at: &FileSpan, words: &List) {
        let is_pair = |pair: &str| {
            let short = pair.split_once('=').filter(|(_, long)| has_word(long));
            short.is_some_and(|(short, _)| normalize(short).split(' ').filter(|word| !word.is_empty()).count() == 1)
        };
        for word in words.iter().filter(|word| !is_pair(word.get_ref())) {
            let at = FileSpan { file: at.file, span: word.span() };
            let message = format!("`{}` is not a spelling with its meaning", word.get_ref());
            self.sink.error(Code::BadValue, &at, message, "write one word, `=`, and its meaning, such as `msg = message`");
        }
    }

    /// Reports notions with the name of another notion, or with a name that means something else in `when`.
    fn notions_once(&mut self, content: &RawContent) {
        let mut seen = BTreeSet::new();
        for entry in &content.notions {
            let Some(name) = &entry.raw.name else { continue };
            let reserved = asking::RESERVED.contains(&name.get_ref().as_str());
            if reserved || !seen.insert(name.get_ref().as_str()) {
                let message =
                    format!("the notion `{}` {}", name.get_ref(), if reserved { "has a reserved name" } else { "is declared twice" });
                let at = FileSpan { file: entry.at.file, span: name.span() };
                self.sink.error(Code::DuplicateId, &at, message, "give it another `name`, or add its words to the first");
            }
        }
    }

    fn intent(&mut self, entry: &Entry<super::raw::RawIntent>, known: &BTreeSet<&str>) -> Option<Intent> {
        let (at, raw) = (&entry.at, &entry.raw);
        if raw.when.is_empty() {
            self.text(at, "when", &None);
        }
        let mut ways = Vec::new();
        for way in &raw.when {
            let notions: Vec<String> = way.get_ref().split_whitespace().map(str::to_owned).collect();
            for notion in notions.iter().filter(|notion| !known.contains(notion.as_str())) {
                let at = FileSpan { file: at.file, span: way.span() };
                let hint = format!("use the names of notions, or one of: {}", asking::RESERVED.join(", "));
                self.sink.error(Code::DanglingId, &at, format!("no notion has the name `{notion}`"), hint);
            }
            ways.push(notions);
        }
        let Some(topic) = &raw.topic else {
            self.text(at, "topic", &None);
            return None;
        };
        let id = topic.get_ref();
        let declared =
            [IdKind::Question, IdKind::Requirement, IdKind::General, IdKind::Section].into_iter().any(|kind| self.is(kind, id));
        if !declared && !PARTS.contains(&id.as_str()) {
            let at = FileSpan { file: at.file, span: topic.span() };
            let hint = format!("name a question, a requirement, a general question, a section, or one of: {}", PARTS.join(", "));
            self.sink.error(Code::DanglingId, &at, format!("no topic has the id `{id}`"), hint);
        }
        Some(Intent { topic: id.parse().ok()?, acts: raw.acts.unwrap_or(false), ways })
    }

    fn general(&mut self, entry: &Entry<super::raw::RawGeneral>) -> Option<GeneralQuestion> {
        let (at, raw) = (&entry.at, &entry.raw);
        let ask = self.text(at, "ask", &raw.ask);
        let title = self.text(at, "title", &raw.title);
        let requirements = self.references(IdKind::Requirement, at, &raw.requirements);
        let answered_by = raw.answered_by.as_ref().and_then(|_| self.one_of(at, "answered_by", &raw.answered_by, &FactKind::ALL));
        let answered_but = Self::maybe(&raw.answered_but);
        let part = raw.part.as_ref().and_then(|_| self.one_of(at, "part", &raw.part, &[(Part::Terms.id(), Part::Terms)]));
        self.searchable(at, &raw.words);
        let (words, note) = (Self::texts(&raw.words), Self::maybe(&raw.note));
        Some(GeneralQuestion {
            id: Self::key_id(&raw.id)?,
            ask: ask?,
            title: title?,
            words,
            note,
            requirements,
            part,
            answered_by,
            answered_but,
        })
    }

    fn general_answer(&mut self, entry: &Entry<super::raw::RawGeneralAnswer>) -> Option<GeneralAnswer> {
        let (at, raw) = (&entry.at, &entry.raw);
        let without_rules = raw.question.is_some() && !self.has_rules();
        let question = if without_rules { None } else { self.reference(IdKind::General, at, "question", &raw.question) };
        let statements = self.references(IdKind::Statement, at, &raw.statements);
        for id in &raw.statements {
            if !self.is_bots(id.get_ref()) && self.kind_of_party(id.get_ref()).is_some_and(|kind| kind != "bot") {
                let message = format!("`{}` is not the bot's own statement", id.get_ref());
                let hint = "only the bot's own statements answer a question about it: move others to `beside`";
                self.sink.error(Code::NotTheBots, &FileSpan { file: at.file, span: id.span() }, message, hint);
            }
        }
        if raw.statements.is_empty() && raw.beside.is_empty() && raw.why.is_none() {
            let hint = "name `statements` that answer it, statements `beside` it, or give the reason in `why`";
            self.sink.error(Code::MissingKey, at, "this answer is empty", hint);
        }
        let beside = self.references(IdKind::Statement, at, &raw.beside);
        Some(GeneralAnswer { question: question?, statements, why: Self::maybe(&raw.why), beside })
    }

    /// Reports words that contain nothing to search for.
    fn searchable(&mut self, at: &FileSpan, words: &List) {
        for word in words.iter().filter(|word| !has_word(word.get_ref())) {
            let at = FileSpan { file: at.file, span: word.span() };
            let message = format!("`{}` has no letter or digit to search for", word.get_ref());
            self.sink.error(Code::BadValue, &at, message, "remove it");
        }
    }
}
