//! Names of countries and regions in the languages of policies, and the countries that a text names.

use std::collections::BTreeSet;

/// Countries that policies often name, each with its names in English, French, German, Spanish, Portuguese, Italian and Russian; the first
/// one is in English. Each of these names means the country in any text. Names that are also those of people, states or everyday words are
/// in [`AMBIGUOUS`].
pub const COUNTRIES: &[&[&str]] = &[
    &[
        "USA",
        "US",
        "U.S.",
        "U.S.A.",
        "United States",
        "United States of America",
        "États-Unis",
        "Vereinigte Staaten",
        "Vereinigten Staaten",
        "Estados Unidos",
        "EE. UU.",
        "EE.UU.",
        "EEUU",
        "Stati Uniti",
        "США",
    ],
    &[
        "UK",
        "U.K.",
        "United Kingdom",
        "Great Britain",
        "Royaume-Uni",
        "Vereinigtes Königreich",
        "Vereinigten Königreich",
        "Großbritannien",
        "Reino Unido",
        "Regno Unito",
        "Великобритания",
        "Великобритании",
    ],
    &["Argentina", "Argentine", "Argentinien", "Аргентина"],
    &["Australia", "Australie", "Australien", "Austrália", "Австралия", "Австралии"],
    &["Austria", "Autriche", "Österreich", "Áustria", "Австрия", "Австрии"],
    &["Belgium", "Belgique", "Belgien", "Bélgica", "Belgio", "Бельгия", "Бельгии"],
    &["Brazil", "Brésil", "Brasilien", "Brasil", "Brasile", "Бразилия", "Бразилии"],
    &["Bulgaria", "Bulgarie", "Bulgarien", "Bulgária", "Болгария", "Болгарии"],
    &["Canada", "Kanada", "Canadá", "Канада", "Канаде"],
    &["China", "Chine", "Cina", "Китай", "Китае"],
    &["Colombia", "Colombie", "Kolumbien", "Colômbia"],
    &["Croatia", "Croatie", "Kroatien", "Croacia", "Croácia", "Хорватия"],
    &["Cyprus", "Zypern", "Chypre", "Chipre", "Кипр"],
    &[
        "Czechia",
        "Czech Republic",
        "Tchéquie",
        "République tchèque",
        "Tschechien",
        "Tschechische Republik",
        "Chequia",
        "República Checa",
        "Tchéquia",
        "Чехия",
        "Чехии",
    ],
    &["Denmark", "Danemark", "Dänemark", "Dinamarca", "Danimarca", "Дания", "Дании"],
    &["Estonia", "Estonie", "Estland", "Estónia", "Estônia", "Эстония", "Эстонии"],
    &["Finland", "Finlande", "Finnland", "Finlandia", "Finlândia", "Финляндия", "Финляндии"],
    &["France", "Frankreich", "Francia", "França", "Франция", "Франции"],
    &["Germany", "Allemagne", "Deutschland", "Alemania", "Alemanha", "Germania", "Германия", "Германию", "Германии"],
    &["Greece", "Grèce", "Griechenland", "Grecia", "Grécia", "Греция"],
    &["Hong Kong", "Hongkong", "Гонконг"],
    &["Hungary", "Hongrie", "Ungarn", "Hungría", "Hungria", "Ungheria", "Венгрия"],
    &["Iceland", "Islande", "Islandia", "Islândia", "Исландия"],
    &["India", "Inde", "Indien", "Índia", "Индия", "Индии"],
    &["Indonesia", "Indonésie", "Indonesien", "Indonésia", "Индонезия"],
    &["Ireland", "Irlande", "Irland", "Irlanda", "Ирландия", "Ирландии"],
    &["Israel", "Israël", "Израиль", "Израиле"],
    &["Italy", "Italie", "Italien", "Italia", "Itália", "Италия", "Италии"],
    &["Japan", "Japon", "Japón", "Japão", "Giappone", "Япония", "Японии"],
    &["Kazakhstan", "Kasachstan", "Kazajistán", "Cazaquistão", "Казахстан", "Казахстане"],
    &["Latvia", "Lettonie", "Lettland", "Letonia", "Letônia", "Латвия", "Латвии"],
    &["Liechtenstein", "Лихтенштейн"],
    &["Lithuania", "Lituanie", "Litauen", "Lituania", "Lituânia", "Литва", "Литве"],
    &["Malaysia", "Malaisie", "Malasia", "Malásia", "Малайзия"],
    &["Moldova", "Moldavie", "Moldavia", "Молдова"],
    &[
        "Netherlands",
        "Pays-Bas",
        "Niederlande",
        "Niederlanden",
        "Países Bajos",
        "Países Baixos",
        "Paesi Bassi",
        "Нидерланды",
        "Нидерландах",
    ],
    &["New Zealand", "Nouvelle-Zélande", "Neuseeland", "Nueva Zelanda", "Nova Zelândia", "Новая Зеландия"],
    &["Norway", "Norvège", "Norwegen", "Noruega", "Norvegia", "Норвегия", "Норвегии"],
    &["Philippines", "Philippinen", "Filipinas", "Филиппины"],
    &["Poland", "Pologne", "Polen", "Polonia", "Polônia", "Polónia", "Польша", "Польше"],
    &["Portugal", "Португалия", "Португалии"],
    &["Romania", "Roumanie", "Rumänien", "Rumania", "Rumanía", "Romênia", "Румыния", "Румынии"],
    &["Russia", "Russie", "Russland", "Rusia", "Rússia", "Россия", "Россию", "России"],
    &["Serbia", "Serbie", "Serbien", "Sérvia", "Сербия", "Сербии"],
    &["Singapore", "Singapour", "Singapur", "Singapura", "Сингапур", "Сингапуре"],
    &["Slovakia", "Slovaquie", "Slowakei", "Eslovaquia", "Eslováquia", "Словакия"],
    &["Slovenia", "Slovénie", "Slowenien", "Eslovenia", "Eslovénia", "Словения"],
    &["South Africa", "Afrique du Sud", "Südafrika", "Sudáfrica", "África do Sul", "ЮАР"],
    &["South Korea", "Corée du Sud", "Südkorea", "Corea del Sur", "Coreia do Sul", "Южная Корея", "Южной Корее"],
    &["Spain", "Espagne", "Spanien", "España", "Espanha", "Spagna", "Испания", "Испании"],
    &["Sweden", "Suède", "Schweden", "Suecia", "Suécia", "Svezia", "Швеция", "Швеции"],
    &["Switzerland", "Suisse", "Schweiz", "Suiza", "Suíça", "Svizzera", "Швейцария", "Швейцарии"],
    &["Taiwan", "Taïwan", "Taiwán", "Тайвань"],
    &["Thailand", "Thaïlande", "Tailandia", "Tailândia", "Таиланд"],
    &["Ukraine", "Ucrania", "Ucrânia", "Украина", "Украину", "Украине"],
    &["United Arab Emirates", "Émirats arabes unis", "Vereinigte Arabische Emirate", "Emiratos Árabes Unidos", "ОАЭ"],
    &["Vietnam", "Viêt Nam", "Вьетнам"],
];

/// Names of countries that mean something else in some texts, such as a state, a city, a person or an animal. They mean the country
/// where a list or a table has nothing else beside them.
pub const AMBIGUOUS: &[&str] = &[
    "America",
    "Amerika",
    "Amérique",
    "América",
    "England",
    "Angleterre",
    "Inglaterra",
    "Англия",
    "Scotland",
    "Schottland",
    "Wales",
    "Georgia",
    "Georgien",
    "Géorgie",
    "Грузия",
    "Mexico",
    "Mexique",
    "Mexiko",
    "México",
    "Мексика",
    "Turkey",
    "Türkiye",
    "Turquie",
    "Türkei",
    "Turquía",
    "Turquia",
    "Турция",
    "Chile",
    "Chili",
    "Peru",
    "Pérou",
    "Perú",
    "Jordan",
    "Jordanie",
    "Jordanien",
    "Luxembourg",
    "Luxemburg",
    "Luxemburgo",
    "Люксембург",
    "Malta",
    "Malte",
    "Мальта",
    "Panama",
    "Panamá",
    "Панама",
    "Cuba",
    "Chad",
    "Egypt",
    "Égypte",
    "Ägypten",
    "Egipto",
    "Egito",
    "Morocco",
    "Maroc",
    "Marokko",
    "Marruecos",
    "Marrocos",
    "Armenia",
    "Arménie",
    "Armenien",
    "Армения",
    "Belarus",
    "Biélorussie",
    "Беларусь",
    "Holland",
    "Hollande",
    "Korea",
    "Corée",
    "Corea",
    "Корея",
];

/// Names of regions with several countries. They name no country: a recipient in Ireland is in the EU, too.
pub const REGIONS: &[&str] = &[
    "EU",
    "UE",
    "ЕС",
    "EEA",
    "EWR",
    "EEE",
    "Europe",
    "Europa",
    "Европа",
    "Европу",
    "Европе",
    "European Union",
    "Europäische Union",
    "Union européenne",
    "Unión Europea",
    "União Europeia",
    "Unione Europea",
    "Европейский союз",
    "European Economic Area",
    "Europäischer Wirtschaftsraum",
    "Espace économique européen",
    "Espacio Económico Europeo",
    "Espaço Econômico Europeu",
    "Asia",
    "Asie",
    "Asien",
    "Ásia",
    "Азия",
    "Africa",
    "Afrique",
    "Afrika",
    "África",
    "North America",
    "Nordamerika",
    "Amérique du Nord",
    "América del Norte",
    "América do Norte",
    "South America",
    "Südamerika",
    "Amérique du Sud",
];

/// Returns all names of countries and regions.
pub fn names() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().copied().flatten().chain(AMBIGUOUS).chain(REGIONS).copied()
}

/// Returns the countries that a text names, each by its first name. Ambiguous names and regions do not count, because a wrong country is
/// worse than none.
pub fn named_in(text: &str) -> BTreeSet<&'static str> {
    let is_named = |name: &&str| {
        text.match_indices(*name).any(|(at, _)| {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
            let before = text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(|c| is_part(c) || c == '.');
            let after = text.get(at + name.len()..).and_then(|text| text.chars().next()).is_some_and(is_part);
            !before && !after
        })
    };
    COUNTRIES.iter().filter(|names| names.iter().any(&is_named)).filter_map(|names| names.first().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_means_one_thing() {
        let all: Vec<&str> = names().collect();
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len());
    }

    #[test]
    fn countries_are_found_by_their_whole_names_only() {
        for (text, expected) in [
            ("OpenAI in the USA", &["USA"][..]),
            ("hosted in the U.S., with backups in Ireland", &["Ireland", "USA"]),
            ("Serveurs aux États-Unis", &["USA"]),
            ("in Deutschland", &["Germany"]),
            ("Contact us. USAGE data, an island, the Indiana office", &[]),
            ("Write to Germany@host.example or see fr.France.example", &[]),
            ("US-style", &[]),
            ("servidores en Alemania, серверы в Финляндии", &["Finland", "Germany"]),
            ("Jordan Turkey lives in Georgia and New Mexico, within the EU", &[]),
            ("", &[]),
        ] {
            assert_eq!(named_in(text), expected.iter().copied().collect(), "{text}");
        }
    }
}
