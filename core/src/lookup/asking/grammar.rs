//! Words by which sentences are built, in each language of the interface. A language without its words here is understood less well, and
//! no test notices. All words are written without accents and in small letters, as [`normalize`](crate::normalize::normalize) returns them.

// --- clauses

/// Words that join clauses.
pub(super) const JOINING: &[&str] = &["and", "et", "also", "but", "mais", "then"];
/// Words between two alternatives.
pub(super) const OR: &[&str] = &["or", "ou"];
/// Words that exclude what follows.
pub(super) const EXCLUDING: &[&str] = &["not", "no", "except", "excluding", "without", "pas", "sauf", "sans", "hors", "hormis"];
/// Words at the end of a sentence that only ask for a "yes": "you never read DMs, correct".
pub(super) const TAGS: &[&str] = &["correct", "exact"];
/// Words before a verb. The "correct" behind one of them is a verb.
pub(super) const BEFORE_A_VERB: &[&str] =
    &["to", "i", "we", "you", "u", "can", "could", "please", "pls", "must", "should", "how", "and", "or"];

// --- articles and pronouns

/// Articles. An unknown word before one of them is a verb, and no name: "where can one lodge a complaint".
pub(super) const ARTICLES: &[&str] = &["a", "an", "the", "le", "la", "l", "les", "un", "une", "des"];
/// Articles of things that are not known yet: "how do I delete a channel".
pub(super) const INDEFINITE: &[&str] = &["a", "an", "un", "une"];
/// Other words before the object of a command. Search words such as "delete messages" have none.
pub(super) const DEFINITE: &[&str] = &[
    "the", "this", "that", "these", "those", "some", "your", "le", "la", "l", "les", "ce", "cet", "cette", "ces", "ton", "ta", "tes",
    "votre",
];
/// Words that point at the noun behind them.
pub(super) const POINTING: &[&str] = &["this", "that", "these", "those", "ce", "cet", "cette", "ces"];
/// Pronouns for a thing.
pub(super) const THING: &[&str] = &["that", "this", "it", "ce", "c", "ca"];
/// Words before which "ce" is a pronoun, not an article: "ce que j'écris".
pub(super) const RELATIVE: &[&str] = &["que", "qu", "qui"];
/// Words that ask for the noun behind them. "Que" is not one of them, because a verb is behind it.
pub(super) const DETERMINERS: &[&str] = &["which", "what", "any", "quel", "quelle", "quels", "quelles"];
/// Words for what belongs to the person who asks. With an unknown noun behind one of them, the question is about that: "my wifi".
pub(super) const POSSESSIVES: &[&str] = &["my", "our", "mon", "ma", "mes", "notre", "nos"];
/// Words before a noun that belongs to another one: "the list of my friends".
pub(super) const OF: &[&str] = &["of", "de", "d", "du", "des"];
/// Words between data and the people with whom it is exchanged.
pub(super) const WITH: &[&str] = &["with", "between", "avec", "entre"];

// --- verbs

/// Forms of "be", with which a noun is what something is done to.
pub(super) const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "est", "sont", "ete", "etre", "sera", "seront"];
/// Words before a command.
pub(super) const POLITE: &[&str] = &["please", "pls", "plz", "hey", "yo"];
/// Beginnings of a request.
pub(super) const REQUESTS: &[[&str; 2]] = &[
    ["can", "you"],
    ["could", "you"],
    ["will", "you"],
    ["would", "you"],
    ["can", "u"],
    ["peux", "tu"],
    ["tu", "peux"],
    ["pouvez", "vous"],
    ["vous", "pouvez"],
    ["pourrais", "tu"],
    ["tu", "pourrais"],
    ["pourriez", "vous"],
];
/// Beginnings of a request to tell somebody else something.
pub(super) const ORDERS: &[&[&str]] = &[&["tell"], &["dis", "a"], &["dites", "a"]];
/// Words before the verb of a question how to do something.
pub(super) const HOW: &[&str] = &["comment"];
/// The endings of regular French verbs by the ending of the infinitive.
pub(super) const ENDINGS: &[(&str, &[&str])] = &[
    (
        "er",
        &[
            "er", "e", "es", "ez", "ent", "ons", "ee", "ees", "ait", "aient", "ais", "iez", "era", "eras", "erez", "eront", "erait",
            "eriez", "ant",
        ],
    ),
    ("ir", &["ir", "is", "it", "issez", "issent", "i", "ie", "ies", "issait", "issiez", "ira", "irez", "iront", "irait", "iriez"]),
];

// --- nouns and people

/// General nouns that say nothing without the noun beside them: the "IDs" of "emoji IDs" are not the IDs of users.
pub(super) const HEADS: &[&str] = &[
    "id",
    "ids",
    "name",
    "names",
    "tag",
    "tags",
    "number",
    "numbers",
    "code",
    "codes",
    "identifiant",
    "identifiants",
    "nom",
    "noms",
    "numero",
    "numeros",
];
/// Words that only French texts have. In French, the word that describes a noun is behind it.
pub(super) const FRENCH: &[&str] =
    &["tu", "vous", "il", "mon", "ma", "mes", "nos", "notre", "le", "les", "est", "lis", "lit", "du", "des", "une"];
/// Words for somebody else than the person who asks.
pub(super) const OTHER_PERSON: &[&str] =
    &["his", "her", "hers", "theirs", "someone", "somebody", "lui", "elle", "quelqu", "autrui", "strangers", "inconnus"];
/// Words that make [`PEOPLE`] other people.
pub(super) const OTHER: &[&str] = &["another", "other", "autre", "autres"];
/// Words for people in general.
pub(super) const PEOPLE: &[&str] = &[
    "user",
    "users",
    "person",
    "persons",
    "people",
    "peoples",
    "member",
    "members",
    "guy",
    "guys",
    "utilisateur",
    "utilisateurs",
    "personne",
    "personnes",
    "membre",
    "membres",
];
/// The subjects of clauses about somebody.
pub(super) const SOMEBODY: &[&str] = &["someone", "somebody"];
/// Pronouns of people who act.
pub(super) const ACTING: &[&str] = &["he", "she", "they", "il", "elle", "ils", "elles", "on", "who"];
