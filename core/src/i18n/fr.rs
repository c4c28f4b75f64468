//! The interface in French. [`super`] documents each name.
//!
//! Legal terms are those of the GDPR's French text and of the CNIL. No-break spaces are written as escapes, so that they are visible:
//! `\u{a0}` before a colon and inside quotation marks, the narrow `\u{202f}` before a semicolon, a question or an exclamation mark.

use super::Texts;
use crate::{
    Attestation, Date, EntryKind, Extent, FrameworkKind, Lang, PartyKind, Role, ServiceGroup, SourceKind, Step, Summary,
    coverage::Status, placement::Permission, promise::NotInherited, qualify::Outcome,
};

pub(super) const TEXTS: Texts = Texts {
    // --- texts of all outputs
    undated: "sans date",
    not_stated: "Non précisé",
    not_stated_by_bot: "Non précisé par le bot",
    not_checked_yet: "Pas encore vérifié",
    not_checked_silence: "L’auteur du bot n’a pas encore vérifié si la politique y répond.",
    not_checked_note: "L’auteur du bot n’a pas encore vérifié quelles parties de la politique y répondent. Ce qui est affiché a été trouvé automatiquement.",
    found_automatically: "Trouvé automatiquement dans la politique",
    colon: "\u{a0}: ",
    semicolon: "\u{202f}; ",
    at_a_glance: "En bref",
    collected: "Ce qui est collecté",
    policy: "La politique",
    policy_gaps: "Ce que la politique ne dit pas",
    hosting: "Hébergement et sécurité",
    coverage: "Référentiels et couverture",
    sources: "Sources et désaccords",
    terms_of_service: "Conditions d’utilisation",
    glossary: "Glossaire",
    only_on: "Uniquement avec",
    only_in: "Uniquement dans",
    denied_for: "Exclu pour",
    not_mentioned: "Aucun document n’en parle.",
    documents_disagree: "Les documents se contredisent.",
    not_stated_on_other_plans: "Non précisé pour les autres offres.",
    document_bars: "Un document l’interdit.",
    document_denies: "Un document dit que ce n’est pas couvert.",
    also_called: "Autres noms",
    part_of: "Fait partie de",
    origin: "Provenance",
    purpose: "Finalité",
    recipients: "Destinataires",
    storage: "Lieu de conservation",
    retention: "Durée de conservation",
    deletion: "Suppression",

    // --- the page
    skip: "Aller au texte",
    skip_table: "Passer le tableau",
    search: "Rechercher",
    results: "Résultats de la recherche",
    found_none: "Aucun résultat pour tous ces mots.",
    found_one: "1 résultat",
    found_many: "{} résultats",
    found_partly: ", avec une partie de ces mots",
    did_you_mean: "Vouliez-vous dire\u{a0}: ",
    show_all_found: "Afficher les {} résultats",
    party_filter: "Déclarations de",
    all_parties: "tout le monde",
    no_tools: "Les outils interactifs ne sont pas disponibles. Tout le texte se lit sans eux.",
    contents: "Sommaire",
    index: "Tous les sujets",
    all_statements: "Toutes les déclarations",
    show_all_parties: "Tout afficher",
    from_source: "Source\u{a0}: ",
    asked_of_policies: "Exigences",
    policy_silent: "La politique ne le dit pas.",
    policy_silent_on: "La politique ne dit pas\u{a0}: ",
    downloads: "Télécharger",
    see_all: "Voir toute la politique",
    slash_key: "Rechercher avec la touche /",
    presets: "Partir d’un cas courant",
    theme: "Thème",
    theme_system: "système",
    theme_light: "clair",
    theme_dark: "sombre",
    language: "Langue",
    embed: "Afficher ceci sur votre site",
    embed_lead: "Collez ces deux lignes dans votre page. La politique s’affiche dans un cadre\u{202f}; si les scripts sont bloqués, le lien reste.",
    embed_section: "Que montrer",
    embed_whole: "toute la politique",
    embed_mode: "Comment",
    embed_frame: "dans un cadre",
    embed_inline: "dans votre page",
    embed_auto: "comme votre page",
    embed_lines: "Les lignes à copier",
    embed_preview: "Essayer ici",
    copy_lines: "Copier les lignes",
    more_questions: "Autres questions",
    in_discord: "Dans Discord",
    in_discord_lead: "Les réponses courtes du bot à sa commande. Dans Discord, des boutons ouvrent les détails.",
    dates: "Les sources et leurs dates",
    audience: "pour ",
    about: "Concerne\u{a0}: ",
    see_reading: "Notre interprétation\u{a0}: ",
    hosts_promises: "Ce que l’hébergeur dit à ses clients, et non à vous\u{a0}: ",
    inventory: "Données que le bot collecte",
    inventory_proposed: "Données que le bot collecte peut-être, pas encore vérifiées",
    open_ended: ". La politique dit que cette liste n’est pas complète.",
    data: "Données",
    stated_for_item: "Précisé pour ces données",
    only_collected: "La politique dit seulement que c’est collecté.",
    stated_for_all: "Précisé pour toutes les données",
    lifecycle: "Cycle de vie",
    stated: "Ce que précise la politique",
    gaps_lead: "Ce que les conditions de Discord et le droit de la protection des données exigent d’une politique de confidentialité, et ce que précise celle-ci. C’est une aide à la lecture. Nous ne disons pas si une règle s’applique à ce bot.",
    answered_by: "Indiqué dans\u{a0}: ",
    applies_to: "S’applique ",
    always: "toujours",
    coverage_table: "Services et référentiels",
    coverage_table_note: "Ce que les documents affirment pour chaque service. «\u{a0}Non précisé\u{a0}» ne veut pas dire «\u{a0}non\u{a0}». Une loi n’est pas un certificat. Un audit de l’infrastructure n’est pas un audit d’un service. Ce qu’une entreprise détient pour sa propre activité ne dit rien de ses services. La section de chaque référentiel donne les affirmations, leurs conditions et la manière d’obtenir les preuves.",
    every: "tous",
    whole_table: "Afficher tout le tableau",
    sort_by: "Trier par ",
    download: "Télécharger\u{a0}: ",
    close: "Fermer",
    means_covered: "Un document l’affirme pour ce service, ou pour tous, sans condition. Une affirmation peut se limiter à des régions\u{a0}: voir ci-dessous.",
    means_conditional: "Un document l’affirme pour ce service, sous conditions.",
    means_excluded: "Un document dit que ce service n’est pas couvert, et aucun n’affirme le contraire.",
    means_disputed: "Un document l’affirme et un autre le nie. Nous montrons les deux sans trancher.",
    means_unstated: "Aucun document n’en dit rien pour ce service. Ce n’est ni un oui ni un non. Pour le savoir, demandez à l’hébergeur.",
    not_its_own: "Affirmé aussi, mais pour autre chose que ce service",
    service: "Service",
    services: "Services",
    framework: "Référentiel",
    services_names: "Les services et leurs noms dans les documents",
    group_of: "Groupe (le nôtre, d’après le nom)",
    data_rules: "Quelles données sont admises où",
    kind_of_data: "Catégorie de données",
    kinds_of_data: "Catégories de données",
    allowed_in: "Admises dans",
    conditions: "Conditions",
    elsewhere: "Ailleurs",
    allowed: "admises",
    objectives: "Objectifs de reprise",
    restore: "Rétablissement sous",
    loss: "Perte de données maximale",
    excludes: "Non compris",
    other_objectives: "Autres services et offres\u{a0}: non précisé.",
    solver: "Quels services conviennent\u{202f}?",
    not_on_paper: "Les sections fermées sur la page sont imprimées sans leur texte.",
    solver_lead: "Ce que les documents disent de chaque service, critère par critère. Si vous en choisissez plusieurs, la réponse la moins favorable l’emporte.",
    needs_lead: "«\u{a0}Exclu\u{a0}» signifie qu’un document l’exclut, ou annonce moins que ce que vous demandez. «\u{a0}Non interdit\u{a0}» est notre interprétation. Aucun document ne l’interdit, et aucun ne l’autorise. «\u{a0}Non précisé\u{a0}» ne veut pas dire «\u{a0}non\u{a0}».",
    solver_question: "Critères",
    frameworks: "Référentiels",
    isolation: "Groupe (le nôtre, d’après le nom)",
    hours_unit: "heures",
    hours_invalid: "Indiquez un nombre entier d’heures, de 0 à 99 999.",
    whole_answer: "La réponse entière",
    no_needs: "Choisissez ce qu’un service doit remplir.",
    clear_needs: "Tout effacer",
    copy_answer: "Copier en texte pour un ticket",
    copy_link: "Copier le lien",
    link_copied: "Lien copié",
    copied: "Copié.",
    text_to_copy: "Texte à copier",
    single_needs: "Chaque critère séparément",
    every_service: "tous les services",
    denied_in: "Exclu dans",
    closest_passages: "Passage le plus proche",
    aimed_at: "Objectif annoncé",
    regions: "Régions",
    plans: "Offres",
    claims: "Qui affirme quoi",
    claim: "Affirmation",
    held_by: " · détenu par ",
    holder_not_stated: " · titulaire non précisé",
    covers: "Porte sur",
    edition: "Édition",
    evidence: "Preuves",
    stated_in: "Indiqué dans",
    infrastructure: "l’infrastructure sur laquelle reposent les services, et non les services eux-mêmes",
    company: "l’entreprise elle-même, et non ses services",
    no_compliance: "Rien n’est indiqué ici sur les services, les référentiels ou les certificats d’un hébergeur.",
    no_stack: "Aucun service utilisé n’est nommé.",
    no_claim: "Aucun document ne l’affirme pour un service.",
    all_services: "tous les services (aucun n’est nommé)",
    no_service: "aucun service",
    no_service_matches: "Aucun service ne correspond à ces filtres.",
    sources_list: "Sources",
    parties_list: "Parties",
    effective: ", date d’application\u{a0}: ",
    promises: "Destinataires de ses promesses\u{a0}: ",

    // --- exports
    files: "Fichiers",
    file_document: "tout en un seul document, avec l’auteur, la source et l’identifiant de chaque déclaration",
    file_data: "tout sous forme de données",
    file_page: "la page",
    file_compliance: "services, référentiels, affirmations, couverture et règles sur les données, sous forme de données",
    file_pdf: "la version anglaise de cette page, sur papier",
    file_coverage: "le tableau de couverture, une ligne par service et référentiel",
    file_schema: "le schéma JSON de ce fichier",

    // --- Discord
    answered: "Réponse donnée",
    in_part: "Réponse partielle",
    open_in_part: " (réponse partielle)",
    list_is_open: "La politique dit que cette liste n’est pas complète.",
    kinds_asked_about: "Données sur lesquelles on pose des questions",
    kinds_lead: "Chacune est cherchée dans la liste des données que la politique dit collecter.",
    in_the_list: "Dans la liste de la politique",
    kind_listed: "La politique indique que c’est collecté.",
    kind_not_named: "Pas dans la liste de la politique.",
    kind_not_checked: "Pas encore comparé à la liste de la politique.",
    audience_not_stated: "destinataires non précisés",
    kind_mentioned: "Où la politique en parle",
    also_not_stated: "Également non précisé\u{a0}: ",
    for_the_whole_list: " (précisé pour toute la liste)",
    for_each_item: "précisé pour chaque type de données de la liste",
    asked_by: "Les règles correspondantes",
    not_decided: "Nous ne disons pas si une règle s’applique à ce bot.",
    heading_hosts_promises: "Ce que l’hébergeur promet à ses propres clients",
    heading_other_statements: "En rapport, sans être une réponse",
    readings: "Notre interprétation",
    subjects: "De quoi il s’agit",
    disagree: "Déclarations qui se contredisent",
    unknown_command: "Commande inconnue",
    unknown_command_help: "Essayez /privacy, ou choisissez une question ci-dessous.",
    rights: "Vos droits",
    right_access: "Savoir ce qui est conservé sur vous",
    right_correction: "Faire corriger vos données",
    right_deletion: "Faire supprimer vos données",
    right_export: "Obtenir une copie de vos données",
    right_objection: "Vous opposer à un usage de vos données",
    right_opt_out: "Arrêter la collecte",
    right_within: "Délai\u{a0}: ",
    rights_not_stated: "Aucune commande, adresse ni formulaire pour les demandes sur vos données n’est indiqué ici. Vous pouvez écrire à l’assistance de Discord, qui n’est pas celle du bot\u{a0}:",
    rights_open: "Vos données…",
    rights_offer: "Choisissez que faire des données que le bot conserve sur vous.",
    rights_confirm_deletion: "Supprimer toutes les données que le bot conserve sur vous\u{202f}?",
    rights_confirm_opt_out: "Arrêter la collecte de données sur vous\u{202f}?",
    rights_yes: "Oui",
    rights_no: "Annuler",
    rights_deleted: "Le bot indique que vos données sont supprimées.",
    rights_opted_out: "Le bot indique qu’il ne collecte plus de données sur vous.",
    rights_nothing_held: "Le bot indique qu’il ne conserve aucune donnée sur vous.",
    rights_failed: "Le bot n’a pas pu le faire. Réessayez plus tard.",
    rights_canceled: "Rien n’a été modifié.",
    contact: "Qui contacter",
    contact_mail: "Courriel",
    contact_discord: "Serveur Discord",
    contact_form: "Formulaire",
    contact_address: "Adresse postale",
    contact_for_privacy: "demandes sur vos données",
    contact_for_security: "signalements de sécurité",
    contact_for_support: "assistance",
    contact_for_officer: "délégué à la protection des données",
    country: "Pays",
    safeguard: "Garantie pour les transferts",
    contract: "Contrat",
    ai_provider: "Fournisseur d’IA",
    answer_yes: "oui",
    answer_no: "non",
    legal_basis: "Base juridique",
    basis_consent: "Consentement",
    basis_contract: "Contrat",
    basis_obligation: "Obligation légale",
    basis_vital: "Intérêts vitaux",
    basis_public: "Mission d’intérêt public",
    basis_legitimate: "Intérêts légitimes",
    version: ", version\u{a0}",
    menu_related: "Ouvrir une déclaration (avec nos notes)…",
    menu_statement: "Ouvrir la déclaration qui les nomme…",
    menu_suggestions: "Vouliez-vous dire…",
    menu_other_results: "Autres résultats…",
    menu_questions: "Posez une question…",
    menu_sections: "Lire la politique par section…",
    gaps_aliases: "que ne dit pas la politique|ce que la politique ne précise pas|ce qui n’est pas dit|ce qui manque|non précisé|lacunes",
    overview_aliases: "aperçu|résumé|tout|vue d’ensemble",
    sources_aliases: "dernière mise à jour|date|dates|de quand date la politique|sources|documents",
    what_changed: "Ce qui a changé, et quand",
    changes_aliases: "changement|changements|modifications|historique|journal des modifications|versions|éditions|qu’est-ce qui a changé",
    claim_denies: "Affirmation que ce n’est pas couvert",
    menu_rules: "Voir les règles correspondantes…",
    menu_hosting: "Lire l’hébergement et la sécurité par section…",
    menu_services: "Choisissez un service…",
    menu_frameworks: "Référentiels…",
    menu_data: "Catégories de données…",
    not_named_help: "Aucun résultat pour ce nom. Choisissez ci-dessous, ou essayez l’un de ces noms\u{a0}:",
    several_frameworks: "Une réponse porte sur une seule loi ou norme. Vous avez nommé celles-ci. Choisissez-en une ci-dessous\u{a0}:",
    previous: "Précédent",
    next: "Suivant",
    open_page: "Lire sur la page",
    details: "Détails",
    which_rules: "Règles correspondantes",
    short_answer: "Réponse courte",
    covered_short: "Affirmé pour ce service, sans condition.",
    covered_in_regions_short: "Affirmé pour ce service.",
    covered_blanket_short: "Affirmé pour tous les services, sans en nommer aucun.",
    covered_also_named_short: "Affirmé pour tous les services, et pour celui-ci par son nom.",
    law_short: "C’est une loi ou une règle. Aucun document n’affirme qu’un service la respecte.",
    excepted_short: "Données non admises, sauf sous ces conditions\u{a0}:",
    in_other_services: "dans d’autres services",
    both_short: "Résultats pour les deux\u{a0}:",
    tells: " s’adresse à\u{a0}: ",
    kind_of_others: "La liste cite des types de données, pas des personnes.",
    item_listed: "La politique indique que c’est collecté.",
    applies_to_apps: "La règle s’applique ",
    documents_disagree_on: "Les documents se contredisent sur",
    conditional_short: "Affirmé pour ce service. Conditions\u{a0}:",
    unstated_short: "Aucun document ne l’affirme. Ce n’est ni un oui, ni un non.",
    compliance_short: "Posez une question sur un service, un référentiel ou une catégorie de données, ou deux à la fois.",
    command_description: "Ce que le bot collecte à votre sujet, et ce que sa politique ne dit pas",
    privacy_name: "confidentialité",
    topic_name: "sujet",
    compliance_name: "conformité",
    compliance_description: "Quel service de l’hébergeur est couvert par quel référentiel, et quelles données sont admises où",
    service_name: "service",
    service_description: "Un service de l’hébergeur",
    framework_name: "référentiel",
    framework_description: "Une loi, une norme, un dispositif d’audit ou un programme, par exemple\u{a0}: SOC 2, RGPD",
    data_name: "données",
    data_description: "Une catégorie de données, par exemple\u{a0}: données bancaires, données de santé",
    topic_description: "Une question ou un mot, par exemple\u{a0}: durée, suppression, messages",
};

/// Returns a number as a word in the feminine, or in digits from 10.
fn in_words(number: usize) -> String {
    const WORDS: [&str; 9] = ["une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"];
    number.checked_sub(1).and_then(|at| WORDS.get(at)).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Returns a number with its unit. In French, 0 takes the singular.
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number}\u{a0}{}", if number < 2 { one } else { many })
}

pub(super) fn collects(bot: &str, summary: &Summary) -> String {
    let at_least = if summary.open_ended { "au moins " } else { "" };
    let kinds = counted(summary.kinds, "type de données", "types de données");
    let purposes = match summary.purposes {
        0 => String::new(),
        1 => " à une seule fin".to_owned(),
        many => format!(" à {} fins", in_words(many)),
    };
    format!("{bot} collecte {at_least}{kinds}{purposes}.")
}

pub(super) fn nothing_listed(bot: &str) -> String {
    format!("La politique {} ne donne pas la liste des données collectées.", of(bot))
}

/// Returns a sentence without its end: the steps as its subject, and its verb. `not` is the second word of the negation: " pas", or an
/// empty text if "que" follows.
fn steps(steps: &[Step], not: &str) -> String {
    let name = |(index, step): (usize, &Step)| match step {
        Step::Origin => "provenance",
        Step::Purpose => "finalité",
        Step::Recipients => "destinataires",
        // The next name, "durée", makes clear that this is the place where data is kept.
        Step::Storage if steps.get(index + 1) == Some(&Step::Retention) => "lieu",
        Step::Storage => "lieu de conservation",
        Step::Retention if index > 0 => "durée",
        Step::Retention => "durée de conservation",
        Step::Deletion => "suppression",
    };
    let names: Vec<&str> = steps.iter().enumerate().map(name).collect();
    let masculine = steps.iter().any(|step| matches!(step, Step::Recipients | Step::Storage));
    let plural = steps.len() > 1 || steps.contains(&Step::Recipients);
    // A list needs no articles; a single name does.
    let list = match names.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} et {last}", rest.join(", ")),
        [one] if plural => format!("les {one}"),
        [one] if masculine => format!("le {one}"),
        all => format!("la {}", all.concat()),
    };
    let (are, ending) = if plural { ("ne sont", "s") } else { ("n’est", "") };
    let (first, rest) = list.split_at(list.len().min(1));
    format!("{}{rest} {are}{not} précisé{}{ending}", first.to_uppercase(), if masculine { "" } else { "e" })
}

pub(super) fn steps_not_stated(steps: &[Step]) -> String {
    format!("{}.", self::steps(steps, " pas"))
}

pub(super) fn steps_in_part(steps: &[Step]) -> String {
    format!("{} que pour certains types de données.", self::steps(steps, ""))
}

pub(super) fn step_label(step: Step) -> &'static str {
    match step {
        Step::Origin => "Provenance",
        Step::Purpose => "Utilisation",
        Step::Recipients => "Destinataires",
        Step::Storage => "Lieu",
        Step::Retention => "Durée",
        Step::Deletion => "Suppression",
    }
}

pub(super) fn requirements_met(met: usize, all: usize) -> String {
    format!("{met} sur {all} précisé{}", if met < 2 { "" } else { "s" })
}

pub(super) fn requirements_open(in_part: usize, not_stated: usize) -> String {
    format!("{} · {}", counted(in_part, "partiel", "partiels"), counted(not_stated, "absent", "absents"))
}

pub(super) fn points_not_stated(count: usize) -> String {
    counted(count, "point n’est pas précisé", "points ne sont pas précisés")
}

pub(super) fn statements_counted(count: usize) -> String {
    counted(count, "déclaration", "déclarations")
}

pub(super) fn kinds_counted(count: usize) -> String {
    counted(count, "type de données", "types de données")
}

pub(super) fn questions_counted(count: usize) -> String {
    counted(count, "question", "questions")
}

pub(super) fn examples_counted(count: usize) -> String {
    counted(count, "exemple", "exemples")
}

pub(super) fn not_stated_counted(count: usize, all: usize) -> String {
    format!("{count} exigences sur {all}")
}

pub(super) fn table_counted(services: usize, frameworks: usize) -> String {
    format!("{} · {}", counted(services, "service", "services"), counted(frameworks, "référentiel", "référentiels"))
}

pub(super) fn sources_counted(sources: usize, disagreements: usize) -> String {
    format!("{} · {}", counted(sources, "source", "sources"), counted(disagreements, "désaccord", "désaccords"))
}

pub(super) fn entries_counted(count: usize) -> String {
    counted(count, "entrée", "entrées")
}

pub(super) fn services_fit(full: usize, under: usize, all: usize) -> String {
    let first = if full > 0 { full } else { under };
    let fit = if first < 2 { "convient" } else { "conviennent" };
    let of_all = format!("{} sur {all} {fit}", counted(first, "service", "services"));
    match (full, under) {
        (0, 0) => "Aucun service ne convient.".to_owned(),
        (0, _) => of_all + " sous conditions.",
        (_, 0) => of_all + ".",
        (_, under) => format!("{of_all}, et {under} autre{} sous conditions.", if under < 2 { "" } else { "s" }),
    }
}

pub(super) fn services_left(outcome: Outcome, count: usize) -> String {
    let (are, are_not, plural) = if count == 1 { ("est", "n’est", "") } else { ("sont", "ne sont", "s") };
    match outcome {
        Outcome::NotStated => format!("Pour {count}, ce n’est pas précisé."),
        Outcome::NotBarred => format!("{count} {are_not} interdit{plural} par aucun document (notre interprétation)."),
        _ => format!("{count} {are} exclu{plural}."),
    }
}

pub(super) fn date(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    let (year, month, day) = date.parts();
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    let day = day.map(|day| format!("{day}{} ", if day == 1 { "er" } else { "" })).unwrap_or_default();
    format!("{day}{month} {year}").trim_start().to_owned()
}

pub(super) fn hours(hours: u32) -> String {
    match hours {
        0 | 1 => format!("{hours}\u{a0}heure"),
        _ => format!("{hours}\u{a0}heures"),
    }
}

pub(super) fn states_less(stated: u32, asked: u32) -> String {
    format!("L’objectif annoncé est de {}\u{202f}; vous demandez au plus {}.", hours(stated), hours(asked))
}

pub(super) fn quoted(text: &str) -> String {
    format!("«\u{a0}{text}\u{a0}»")
}

pub(super) fn authoritative(lang: &Lang) -> String {
    let name = match lang.primary() {
        "en" => "anglais",
        "fr" => "français",
        "de" => "allemand",
        "es" => "espagnol",
        "it" => "italien",
        "nl" => "néerlandais",
        "pt" => "portugais",
        "ru" => "russe",
        "ja" => "japonais",
        _ => return format!("Le texte dans la langue «\u{a0}{lang}\u{a0}» fait foi."),
    };
    format!("Le texte {name} fait foi.")
}

pub(super) fn untranslated(lang: Option<&Lang>) -> &'static str {
    match lang.map_or("", Lang::primary) {
        "en" => "Partiellement en anglais.",
        "fr" => "Partiellement en français.",
        _ => "Ce qui n’est pas traduit est dans sa langue d’origine.",
    }
}

pub(super) fn page_title(bot: &str, compliance: bool) -> String {
    if compliance { format!("{bot}\u{a0}: vie privée et conformité") } else { format!("{bot}\u{a0}: vie privée") }
}

pub(super) fn page_description(bot: &str, compliance: bool) -> String {
    let covered = if compliance { ", quels services de son hébergeur sont couverts par quel référentiel" } else { "" };
    format!("Ce que {bot} collecte, qui promet quoi à qui{covered}, et ce que personne ne promet.")
}

pub(super) fn subtitle(compliance: bool) -> &'static str {
    if compliance { " vie privée et conformité" } else { " vie privée" }
}

pub(super) fn finding_unchecked(bot: &str) -> [String; 2] {
    [
        format!("La politique de confidentialité de {bot}, dans ses propres termes."),
        "Quelles parties répondent à quelle question n’est pas encore vérifié.".to_owned(),
    ]
}

pub(super) fn search_example(compliance: bool) -> &'static str {
    if compliance { "suppression, TLS, SOC 2…" } else { "suppression, contact, pseudo…" }
}

pub(super) fn steps_stated(count: usize, all: usize) -> String {
    let stated = if count < 2 { "étape décrite" } else { "étapes décrites" };
    format!("{count}\u{a0}{stated} sur {all}")
}

pub(super) fn shown(count: usize, all: usize) -> String {
    format!("{count} déclarations sur {all}")
}

pub(super) fn services_shown(count: usize, all: usize) -> String {
    if count == 0 { "Aucun service ne correspond.".to_owned() } else { format!("{} sur {all}", counted(count, "service", "services")) }
}

pub(super) fn hit_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Question => "question",
        EntryKind::Gap => "règle",
        EntryKind::Data => "données",
        EntryKind::Section => "section",
        EntryKind::Framework => "référentiel",
        EntryKind::Statement => "déclaration",
        EntryKind::Reading => "notre interprétation",
        EntryKind::Service => "service",
        EntryKind::Region => "région",
        EntryKind::Rule => "règle sur les données",
        EntryKind::Term => "glossaire",
        EntryKind::Party => "partie",
        EntryKind::Source => "source",
    }
}

pub(super) fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Document => "document",
        SourceKind::Rule => "règle",
        SourceKind::Reading => "notre interprétation",
    }
}

pub(super) fn attestation(attestation: Attestation) -> &'static str {
    match attestation {
        Attestation::Certificate => "certificat",
        Attestation::AuditReport => "rapport d’audit",
        Attestation::AttestationOfCompliance => "attestation de conformité",
        Attestation::SelfCertification => "autocertification",
        Attestation::Agreement => "accord",
        Attestation::Registration => "inscription à un registre",
        Attestation::Assessment => "évaluation",
        Attestation::Unspecified => "type d’attestation non précisé",
    }
}

pub(super) fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Unreviewed => "pas encore vérifié",
        Extent::Missing => "non précisé",
        Extent::Partial => "précisé en partie",
        Extent::Present => "précisé",
    }
}

pub(super) fn status(status: &Status<'_>) -> &'static str {
    match status {
        Status::Covered => "couvert",
        Status::Conditional { .. } => "sous conditions",
        Status::Excluded => "exclu",
        Status::Disputed { .. } => "contesté",
        Status::Unstated => "non précisé",
    }
}

pub(super) fn in_regions(count: usize) -> String {
    if count == 1 { "dans 1 région".to_owned() } else { format!("dans {count} régions") }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Qualifies => "convient",
        Outcome::QualifiesUnder => "convient sous conditions",
        Outcome::NotBarred => "non interdit (notre interprétation)",
        Outcome::NotStated => "non précisé",
        Outcome::Excluded => "exclu",
    }
}

pub(super) fn permission(permission: &Permission<'_>) -> &'static str {
    match permission {
        Permission::Allowed => "admises",
        Permission::Conditional { .. } => "sous conditions",
        Permission::NotBarred { .. } => "non interdites (notre interprétation)",
        Permission::Barred { .. } => "interdites",
        Permission::NotStated => "non précisé",
    }
}

pub(super) fn not_inherited(why: &NotInherited<'_>) -> &'static str {
    match why {
        NotInherited::Company => "Il s’agit de l’entreprise elle-même, et non de ses services.",
        NotInherited::Denies => "Cela dit ce qui n’est pas couvert.",
        NotInherited::MakesNoPromises(_) => "C’est une description, pas une promesse.",
        NotInherited::NoServices(_) => "Cela vaut pour certains services, et la politique du bot n’en nomme aucun.",
        NotInherited::OtherServices(_) => "Cela vaut pour des services que la politique du bot ne nomme pas.",
        NotInherited::NoRegion(_) => "Cela vaut dans certaines régions, et la politique du bot n’en nomme aucune.",
        NotInherited::OtherRegions(_) => "Cela vaut dans des régions que la politique du bot ne nomme pas.",
        NotInherited::NoPlan(_) => "Cela vaut avec certaines offres, et la politique du bot n’en nomme aucune.",
        NotInherited::OtherPlans(_) => "Cela vaut avec des offres que la politique du bot ne nomme pas en ces termes.",
    }
}

pub(super) fn regions_named_for(frameworks: &str) -> String {
    format!("Régions (nommées uniquement pour {frameworks})")
}

pub(super) fn not_stated_for(region: &str) -> String {
    format!("Non précisé pour {region}.")
}

pub(super) fn framework_kind(kind: FrameworkKind) -> &'static str {
    match kind {
        FrameworkKind::Regulation => "loi ou règle",
        FrameworkKind::Standard => "norme",
        FrameworkKind::AuditScheme => "dispositif d’audit",
        FrameworkKind::Programme => "programme",
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Controller => "responsable du traitement",
        Role::Processor => "sous-traitant",
        Role::SubProcessor => "sous-traitant ultérieur",
    }
}

pub(super) fn group(group: ServiceGroup) -> &'static str {
    match group {
        ServiceGroup::Common => "Commun",
        ServiceGroup::Private => "Privé",
        ServiceGroup::Shield => "Shield",
        ServiceGroup::Other => "Autre",
    }
}

pub(super) fn no_promise(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Editor => "notre interprétation",
        PartyKind::Bot | PartyKind::Host | PartyKind::Infrastructure => "la politique ne dit pas à qui cela est promis",
        _ => "une description, pas une promesse",
    }
}

pub(super) fn promises_nothing(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Editor => "Notre interprétation, pas une promesse.",
        PartyKind::Bot | PartyKind::Host | PartyKind::Infrastructure => "La politique ne dit pas à qui ses déclarations sont promises.",
        PartyKind::Commentator => "Simple description, pas une promesse.",
        _ => "Simplement cité, ne promet rien ici.",
    }
}

pub(super) fn host_addresses(party: &str, bot: &str) -> String {
    format!("{party} s’adresse ici à ses clients, comme le développeur du bot, et non à vous. {bot} ne le promet pas.")
}

pub(super) fn overview(bot: &str) -> String {
    format!("Ce que la politique {} dit de vos données", of(bot))
}

pub(super) fn glossary_term(bot: &str) -> String {
    format!("Tiré du glossaire. Cela ne dit rien de ce que fait {bot}.")
}

pub(super) fn promised_to(party: &str, to: &str, bot: &str) -> String {
    format!("{party} s’adresse à\u{a0}: {to}. {bot} ne le promet pas.")
}

pub(super) fn nothing_found(text: &str) -> String {
    format!("Aucun résultat pour {}", quoted(text))
}

pub(super) fn in_document(title: &str) -> String {
    format!(", dans {title}")
}

pub(super) fn kind_asked(names: &str) -> String {
    format!("{names}\u{a0}: est-ce collecté\u{202f}?")
}

pub(super) fn kind_in_list(name: &str) -> String {
    format!("{name}\u{a0}: dans la liste des données collectées\u{202f}?")
}

pub(super) fn kind_named(names: &str) -> String {
    format!("La politique indique que ceci est collecté\u{a0}: {names}.")
}

pub(super) fn kind_within(names: &str) -> String {
    format!("La liste cite {names}, sans préciser si cela en fait partie.")
}

pub(super) fn nothing_found_help(bot: &str) -> String {
    format!("Je n’ai pas compris. La politique {} y répond peut-être. Essayez l’un de ces sujets\u{a0}:", of(bot))
}

pub(super) fn more_sentences(count: usize) -> String {
    format!("Et {count} de plus")
}

pub(super) fn asked_too(names: &str) -> String {
    format!("Vous demandez aussi\u{a0}: {names}. Voir le menu ci-dessous.")
}

pub(super) fn not_understood(text: &str) -> String {
    format!("Je n’ai pas tout compris dans {}. Choisissez ci-dessous, ou essayez l’un de ces noms\u{a0}:", quoted(text))
}

pub(super) fn no_editions(bot: &str) -> String {
    format!("Aucune édition antérieure de la politique {} n’est enregistrée\u{a0}: les changements ne sont pas connus.", of(bot))
}

/// Returns "de" and a name. "De" becomes "d’" before a vowel.
fn of(name: &str) -> String {
    // The import calls a bot "Ce bot" if its policy does not name it.
    let name = if name == "Ce bot" { "ce bot" } else { name };
    let vowel = name.chars().next().is_some_and(|c| "aàâäeéèêëiîïoôöuùûüœæ".contains(&c.to_lowercase().collect::<String>()));
    if vowel { format!("d’{name}") } else { format!("de {name}") }
}

pub(super) fn page_of(page: usize, pages: usize) -> String {
    format!("Page {page} sur {pages}")
}

pub(super) fn to_customers(party: &str) -> String {
    format!("{party}, à ses clients, pas à vous")
}

pub(super) fn and_more(count: usize) -> String {
    format!(" (et {})", counted(count, "autre", "autres"))
}

pub(super) fn conditions_counted(count: usize) -> String {
    format!(" ({})", conditions_in_details(count))
}

pub(super) fn permission_short(permission: &Permission<'_>) -> &'static str {
    match permission {
        Permission::Allowed => "Les clients peuvent soumettre ces données à ce service.",
        Permission::Conditional { .. } => "Les clients peuvent les soumettre sous ces conditions\u{a0}:",
        Permission::NotBarred { .. } => {
            "Aucun document n’interdit ces données en tant que telles, aucun ne les permet. Conditions\u{a0}:"
        }
        Permission::Barred { .. } => "Les clients ne peuvent pas les soumettre à ce service.",
        Permission::NotStated => "Aucun document ne dit si les clients peuvent les soumettre à ce service.",
    }
}

pub(super) fn for_customers(party: &str) -> String {
    format!("{party}, à ses clients")
}

pub(super) fn hosting_short(bot: &str, host: &str) -> String {
    format!(
        "{bot} fonctionne sur {host}. Les déclarations de l’hébergeur sur la sécurité s’adressent à ses propres clients. {bot} ne promet rien de ce que l’hébergeur et d’autres disent ici. Choisissez une section ci-dessous."
    )
}

pub(super) fn more_items(count: usize) -> String {
    format!("et {}\u{a0}: voir Détails", counted(count, "autre", "autres"))
}

pub(super) fn more_passages(count: usize) -> String {
    format!("et {}\u{a0}: voir Détails", counted(count, "autre passage", "autres passages"))
}

pub(super) fn more_conditions(count: usize) -> String {
    format!("et {}\u{a0}: voir Détails", counted(count, "autre condition", "autres conditions"))
}

pub(super) fn conditions_in_details(count: usize) -> String {
    format!("{}\u{a0}: voir Détails", counted(count, "condition", "conditions"))
}

pub(super) fn separate_services(count: usize) -> &'static str {
    if count == 1 { "Un service distinct" } else { "Des services distincts" }
}

pub(super) fn services_with_word(word: &str, count: usize) -> String {
    format!("tous les services dont le nom contient {} ({count})", quoted(word))
}

pub(super) fn all_others(count: usize) -> String {
    format!("tous les autres ({count})")
}

pub(super) fn gaps_counted(missing: usize, partial: usize, all: usize) -> String {
    format!(
        "Sur les {all} points que des règles demandent, {missing} ne sont pas précisés et {partial} le sont en partie. Certains ne valent que dans certains cas."
    )
}

pub(super) fn compliance_to(bot: &str) -> String {
    format!("Les documents de l’hébergeur s’adressent à ses propres clients\u{202f}; {bot} ne promet rien de tout cela.")
}

pub(super) fn hosting_lead(bot: &str) -> String {
    format!("Déclarations de l’hébergeur et d’autres. {bot} ne promet rien de tout cela. Choisissez une section ci-dessous.")
}

pub(super) fn compliance_title(host: &str) -> String {
    format!("Les services, référentiels et données {}", of(host))
}

pub(super) fn compliance_lead(bot: &str) -> String {
    format!(
        "Quel service de l’hébergeur est couvert par quel référentiel, et quelles données sont admises où. Les documents de l’hébergeur s’adressent à ses propres clients\u{202f}; {bot} ne promet rien de tout cela. Choisissez ci-dessous, ou donnez à la commande un service, un référentiel ou une catégorie de données."
    )
}
