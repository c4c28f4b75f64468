//! Tests the words of the table.

use super::*;

#[test]
fn the_table_can_be_read_and_knows_its_languages() {
    let read: Vocabulary = toml::from_str(TABLE).unwrap();
    let tags: Vec<&str> = read.language.iter().map(|language| language.tag.as_str()).collect();
    assert_eq!(tags, ["en", "de", "fr", "es", "ru", "ja", "pt", "zh", "ko", "it", "nl", "pl", "tr", "uk"]);
    assert!(read.topic.len() > 20);
}

#[test]
fn an_age_is_no_storage_period() {
    let topics = Vocabulary::get().topics("", "sv");
    let retention = topics.iter().find(|topic| topic.requirements.iter().any(|it| it == "gdpr-retention")).unwrap();
    for age in ["Nutzer unter dem Alter von 13 Jahren dürfen den Bot nicht benutzen.", "You must be at least 13 years old."] {
        assert!(retention.weight(&compared(age)) < 2, "{age}");
    }
    let periods = [
        "Backups are rotated after 2 years.",
        "Sicherungen: 2 Jahre",
        "Die Daten werden nach 30 Tagen gelöscht.",
        "Speicherdauer: ein Quartal",
        "Reminders vanish two days after they fire.",
        "Wir behalten sie für zwei Wochen.",
        "Los registros se borran a los siete días.",
        "Les journaux sont effacés au bout de trois jours.",
    ];
    for period in periods {
        assert!(retention.weight(&compared(period)) >= 2, "{period}");
    }
}

#[test]
fn texts_are_of_their_language() {
    for (text, tag) in [
        ("We keep your data until you ask us to delete it.", "en"),
        ("Wir speichern die Daten nicht, und sie werden gelöscht.", "de"),
        ("Nous conservons vos données pour une durée limitée.", "fr"),
        ("Conservamos sus datos para los fines que se indican.", "es"),
        ("Мы храним данные для работы бота и не передаем их.", "ru"),
        ("データは30日間保存されます。", "ja"),
        ("Seus dados são mantidos enquanto você usa o bot, e não são vendidos em nenhum caso.", "pt"),
        ("我们会保留您的用户ID，直到您退出服务器。", "zh"),
        ("봇은 사용자의 아이디를 30일 동안 보관합니다.", "ko"),
        ("Il bot conserva i dati che sono necessari e non li vende.", "it"),
        ("Wij bewaren uw gegevens niet langer dan het nodig is voor de bot.", "nl"),
        ("Dane są usuwane po 30 dniach i nie jest to warunek.", "pl"),
        ("Verileri bir hizmet için ve güvenlik amacıyla saklarız.", "tr"),
        ("Ми не передаємо ваші дані третім особам, якщо ви не просите, що є важливо.", "uk"),
    ] {
        assert_eq!(Vocabulary::get().language(text).map(|it| it.tag.as_str()), Some(tag), "{text}");
    }
}

#[test]
fn columns_and_labels_are_known() {
    let vocabulary = Vocabulary::get();
    assert_eq!(vocabulary.stage("Durée de conservation"), Some("retention"));
    assert_eq!(vocabulary.stage("Data collected"), Some("name"));
    assert_eq!(vocabulary.stage("Zweck"), Some("purpose"));
    assert_eq!(vocabulary.label("Gültig ab"), Some("effective"));
    assert_eq!(vocabulary.label("最終更新日:"), Some("as-of"));
    assert_eq!(vocabulary.label("We never"), None);
}
