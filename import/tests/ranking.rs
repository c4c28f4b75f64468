//! Tests which statement of a whole policy comes first in an answer: a reply begins with it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::import;

/// The name of the fault, the policy, the requirement, and the id of the first statement; nothing if no statement is an answer.
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

const CASES: &[Case] = &[
    (
        "a_section_about_storage_periods_comes_before_another_period",
        "# Lamp\n\n## Logs\n\n### Log files\n\nLog files are kept for 30 days.\n\n## Retention\n\n### How long\n\nColors are kept as long as the lamp needs them.\n",
        "discord-retain",
        Some("how-long"),
    ),
    (
        "an_interval_is_no_period",
        "# Lamp\n\n## Telemetry\n\n### When\n\nOnce at the start, then every 2 hours.\n\n## Storage\n\n### Colors\n\nColors are kept until you change them.\n",
        "discord-retain",
        Some("colors"),
    ),
    (
        "a_time_to_answer_is_no_period",
        "# Lamp\n\n## Rights\n\n### Asking\n\nWe will respond to your request within 30 days.\n\n## Other\n\nThe lamp shines.\n",
        "discord-retain",
        None,
    ),
    (
        "a_time_to_answer_is_no_period_in_chinese",
        "# 灯\n\n## 权利\n\n### 访问\n\n我们将在30天内回复您的请求。\n\n## 其他\n\n灯会亮。\n",
        "discord-retain",
        None,
    ),
    (
        "an_age_is_no_period",
        "# Lamp\n\n## Gardens\n\n### Young readers\n\nWe do not store data of people under the age of 13 years.\n\n## Other\n\nThe lamp shines.\n",
        "discord-retain",
        None,
    ),
    (
        "an_age_is_no_period_in_french",
        "# Lampe\n\n## Jardin\n\n### Lecteurs\n\nLe jardin est pour les personnes âgées de 18 ans ou plus.\n\n## Autre\n\nLa lampe brille.\n",
        "discord-retain",
        None,
    ),
    (
        "right_data_is_no_period",
        "# Lamp\n\n## Retention\n\n### Accuracy\n\nWe keep colors up to date for you.\n\n### Period\n\nColors are kept for 3 days.\n",
        "discord-retain",
        Some("period"),
    ),
    (
        "the_first_of_several_periods_comes_first",
        "# Lamp\n\n## Retention\n\n### Colors\n\nThey are kept until you delete the lamp.\n\n### Names\n\nThey are kept for 30 days.\n",
        "discord-retain",
        Some("colors"),
    ),
    (
        "deleted_messages_are_no_deletion_of_data",
        "# Lamp\n\nWe store these things:\n\n## Things\n\n### Log\n\nThe lamp logs deleted messages for moderators.\n\n### Asking\n\nIf you want your data cleared, please contact Lampion to have the data deleted.\n",
        "discord-deletion-how",
        Some("asking"),
    ),
    (
        "deleting_cookies_is_no_deletion_of_data",
        "# Lampe\n\n## Cookies\n\n### Dauerhafte Cookies\n\nSie können Cookies im Browser löschen, und das ist nicht schwer.\n\n## Rechte\n\n### Recht auf Löschung\n\nSie haben das Recht auf Löschung der Daten.\n",
        "discord-deletion-how",
        Some("recht-auf-loschung"),
    ),
    (
        "the_controller_comes_before_a_providers_support",
        "# Lampe\n\n## Name und Anschrift des Verantwortlichen\n\n### Wer wir sind\n\nDie Laterne, Gartenweg 1: laterne@lampe.example\n\n## Dienste\n\n### Support über Glimmer\n\nFür Anfragen nutzen wir das Kontaktformular von Glimmer. Schreiben Sie an hilfe@glimmer.example, und wir sind für Sie da.\n",
        "gdpr-controller",
        Some("wer-wir-sind"),
    ),
    (
        "an_authority_is_no_contact_of_the_bot",
        "# Lampe\n\n## Beschwerde bei der Aufsichtsbehörde\n\n### Adresse\n\nDie Aufsichtsbehörde: amt@aufsicht.example\n\n## Kontakt\n\n### Schreiben\n\nSie erreichen uns im Garten, und das ist nicht weit.\n",
        "gdpr-controller",
        Some("schreiben"),
    ),
    (
        "consent_that_can_be_withdrawn_by_contacting_someone_is_no_controller",
        "# Lamp\n\n## Legal basis\n\n### Consent\n\nWe rely on your consent. Withdraw it by contacting me: contact me in the garden.\n\n## Other\n\nThe lamp shines.\n",
        "gdpr-controller",
        None,
    ),
    (
        "links_to_other_sites_are_no_recipients",
        "# Lamp\n\n## Links and third parties\n\n### Links\n\nThe garden may contain links to third parties.\n\n## Control\n\n### Sharing colors\n\nWe do not share your data with third parties.\n",
        "discord-share",
        Some("sharing-colors"),
    ),
    (
        "a_section_about_third_parties_needs_words_about_sharing",
        "# Lamp\n\n## Third-party services\n\n### Glimmer\n\nThe lamp is in the garden of Glimmer.\n\n## Storage\n\n### Selling\n\nWe do not sell your data to third parties, and share it with no one.\n",
        "discord-share",
        Some("selling"),
    ),
    (
        "an_introduction_to_several_topics_is_no_answer",
        "# Lampe\n\n## Art der Daten, Zwecke und Speicherdauer\n\n### Vorwort\n\nDas ist nicht leicht zu lesen, und wir sind bemüht.\n\n### Welche Daten\n\nWir erheben Farben.\n",
        "discord-what",
        Some("welche-daten"),
    ),
    (
        "a_heading_may_be_a_question",
        "# Lamp\n\n## What kind of personal data is processed by Lampion?\n\n### Kinds\n\n- Colors\n- Brightness\n\n## Cookies\n\n### Cookie colors\n\nWe collect the following data by cookies: brightness.\n",
        "discord-what",
        Some("policy-kinds"),
    ),
    (
        "a_french_heading_may_be_a_question",
        "# Lampe\n\n## Quelles sont les données traitées ?\n\n### Liste\n\n- Couleurs\n- Clarté\n\n## Cookies\n\n### Couleurs des cookies\n\nLes cookies sont dans la lampe, et nous sommes là pour vous.\n",
        "discord-what",
        Some("liste"),
    ),
    (
        "a_russian_heading_may_be_a_question",
        "# Лампа\n\n## Что сохраняется\n\n### Список\n\n- Цвет\n- Яркость\n\n## Третьи стороны\n\nИх нет.\n",
        "discord-what",
        Some("spisok"),
    ),
    (
        "special_categories_are_not_all_data",
        "# Lamp\n\n## Special categories of data\n\n### Health\n\nThe lamp knows the health of plants.\n\n## Collected data\n\n### Colors\n\nWe collect colors.\n",
        "discord-what",
        Some("colors"),
    ),
    (
        "a_list_of_topics_is_no_answer",
        "# Lamp\n\n## About\n\nKey topics covered:\n\n- Data retention and deletion, stored for how long\n- How data is shared with third parties\n\n## More\n\nRead it in the garden.\n",
        "discord-share",
        None,
    ),
    (
        "a_notice_of_changes_is_no_notice_of_a_breach",
        "# Lamp\n\n## Changes\n\nWe will notify you of any changes to the lamp.\n\n## More\n\nThe lamp shines.\n",
        "discord-breach",
        None,
    ),
    (
        "an_aim_of_the_author_is_no_purpose_of_data",
        "# Лампа\n\n## Цели защиты информации\n\n### Важно\n\nМы и лампа.\n\n## Цели обработки\n\n### Свет\n\nДанные нужны для света.\n",
        "discord-use",
        Some("svet"),
    ),
    (
        "the_way_to_use_a_right_follows_it",
        "# Lamp\n\n## Your rights\n\n### Deletion\n\nYou have the right to deletion of your colors.\n\n### Asking\n\nTo exercise these rights, write to the lamp.\n",
        "discord-deletion-how",
        Some("policy-deletion\", \"asking"),
    ),
    (
        "a_label_of_a_closing_remark_is_its_heading",
        "# Linterna\n\n## Datos\n\n### Colores\n\nLos colores no se escriben en la arena.\n\n## Luz\n\nEs cálida.\n\n---\n**Contacto:** luciernaga#1234\n",
        "gdpr-controller",
        Some("contacto-luciernaga-1234"),
    ),
    (
        "a_heading_without_text_says_nothing",
        "# Lampe\n\n## Informations de contact\n\n## Les services tiers qui nous donnent des couleurs\n\n## Transmission de vos données\n\n### Ombres\n\nLes ombres peuvent être vérifiées par une luciole.\n",
        "discord-share",
        Some("ombres"),
    ),
    (
        "a_heading_without_text_is_no_contact",
        "# Lampe\n\n## Informations de contact\n\n## Couleurs\n\nElles sont vives.\n",
        "gdpr-controller",
        None,
    ),
    (
        "a_heading_that_denies_is_an_answer_without_text",
        "# Lamp\n\n## We do not share your colors with third parties\n\n## Light\n\nIt is warm.\n",
        "discord-share",
        Some("we-do-not-share-your-colors-with-third-parties-2"),
    ),
    (
        "a_heading_about_sharing_comes_before_one_that_names_third_parties",
        "# ランプ\n\n## 第三者の物語\n\n### 物語\n\nランプは第三者サービスの物語を語ります。\n\n## 色の共有\n\n### 庭\n\n色は庭師と共有します。\n",
        "discord-share",
        Some("ting"),
    ),
    (
        "a_heading_that_denies_sharing_answers_it_first",
        "# Lamp\n\n## Sharing\n\n### No third-party sharing\n\nWe do not share your colors with third parties.\n\n### Sources of light\n\nThe lamp reads public moonlight, and shares no color of yours with third parties.\n",
        "discord-share",
        Some("no-third-party-sharing"),
    ),
    (
        "a_right_is_no_answer_about_sharing",
        "# Лампа\n\n## Сторонние сервисы\n\n### Светлячок\n\nСветлячок собирает цвета.\n\n## Ваши права\n\n### Жители сада\n\nВы можете отказаться от передачи: мы не передаем цвета третьим лицам.\n",
        "discord-share",
        Some("svetliachok"),
    ),
    (
        "recipients_beside_transfers_to_other_countries_are_recipients",
        "# Lampe\n\n## Empfänger und Drittlandtransfer\n\n### Glimmer\n\nGlimmer betreibt die Laterne.\n\n## Licht\n\nEs ist warm.\n",
        "discord-share",
        Some("glimmer"),
    ),
    (
        "a_denied_sale_comes_after_the_recipients",
        "# Lamp\n\n## Sharing\n\n### Sale\n\nWe do not sell or rent your data.\n\n### Recipients\n\nYour colors may be disclosed to gardeners.\n",
        "discord-share",
        Some("policy-recipients"),
    ),
    (
        "a_heading_about_places_is_no_heading_about_periods",
        "# ランプ\n\n## 色と保存場所\n\n### 色\n\n色は端末内に保存され、消灯するまで端末内に保持されます。保存期間はランプが決めます。\n\n## データ保持\n\n### 期間\n\n色は消灯するまで保持されます。\n",
        "discord-retain",
        Some("qi-jian"),
    ),
    (
        "data_that_a_bot_does_not_have_has_no_period",
        "# Lamp\n\n## What we do not store\n\n- **No moonlight.** The lamp never has the ability to store it.\n- **No shade.** It stays in the garden.\n\n## Light\n\nIt is warm.\n",
        "discord-retain",
        None,
    ),
    (
        "the_time_to_act_on_a_request_is_no_period",
        "# Lamp\n\n## Deletion\n\n### Asking\n\nYou can ask for deletion. After verifying your color, we will delete your data within 14 days.\n\n## Light\n\nIt is warm.\n",
        "discord-retain",
        None,
    ),
    (
        "the_operations_of_processing_are_no_deletion",
        "# Лампа\n\n## Общее\n\n### Обработка\n\nОбработка данных означает запись, систематизацию, накопление, хранение, удаление и уничтожение данных.\n\n## Свет\n\nОн тёплый.\n",
        "discord-deletion-how",
        None,
    ),
    (
        "cookies_come_after_other_data_without_a_heading",
        "# Lampe\n\n## Laterne\n\n### Garten\n\nIm Garten verarbeiten wir die von dir gewählten Farben.\n\n## Cookies\n\n### Typische Cookies\n\n| Name | Zweck |\n| --- | --- |\n| `glow` | Licht |\n",
        "discord-what",
        Some("garten"),
    ),
    (
        "data_below_a_heading_that_denies_is_not_collected",
        "# Linterna\n\n## Luz\n\n### Jardín\n\nLa información que recolecta la linterna es el color.\n\n## Información que la linterna no recolecta\n\n### Sombras\n\nCualquier otra cosa del jardín.\n",
        "discord-what",
        Some("jardin"),
    ),
    (
        "embedded_content_is_no_answer_about_sharing",
        "# Lampe\n\n## Contenu embarqué depuis d’autres jardins\n\n### Jardins\n\nCes jardins utilisent des outils de suivi tiers.\n\n## Transmission de vos données\n\n### Ombres\n\nLes ombres peuvent être vérifiées par une luciole.\n",
        "discord-share",
        Some("ombres"),
    ),
    (
        "disclosure_to_authorities_comes_after_the_recipients",
        "# Lamp\n\n## Third parties\n\n### Glimmer\n\nThe lamp relies on the following third-party service providers: Glimmer.\n\n## Disclosure to authorities\n\n### Law\n\nWe may disclose colors if the law requires it.\n",
        "discord-share",
        Some("glimmer"),
    ),
    (
        "a_section_about_sharing_comes_before_a_table_of_another",
        "# Lamp\n\n## Data sharing\n\n### Garden\n\nThe lamp sends colors only to the garden.\n\n## Notes\n\n### Table\n\n| Color | Shared with third parties |\n| --- | --- |\n| Red | No |\n",
        "discord-share",
        Some("garden"),
    ),
    (
        "what_is_not_collected_comes_last",
        "# Linterna\n\n## Luz\n\n### Jardín\n\nLa linterna recopila los siguientes datos: el color.\n\n## Información que la linterna no recopila\n\n### Sombras\n\nCosas que no están en el jardín.\n",
        "discord-what",
        Some("jardin"),
    ),
    (
        "a_lead_comes_after_the_data_that_follows_it",
        "# ランプ\n\n## 取り扱う情報\n\nランプは、以下の情報を取り扱う場合があります。これらの情報は、灯りのためにのみ使用します。\n\n- 庭の色、庭の明るさ、庭の花の名前、庭の花の色、庭の木の名前、庭の木の高さ、庭の石の数、庭の池の深さ、庭の門の鍵、庭の灯りの数、庭の鳥の名前、庭の鳥の歌、庭の猫の名前、庭の猫の足跡、庭の風の向き、庭の雨の量。\n- 部屋の色、部屋の明るさ、部屋の花の名前、部屋の花の色、部屋の本の名前、部屋の本の数、部屋の石の数、部屋の窓の数、部屋の門の鍵、部屋の灯りの数、部屋の鳥の名前、部屋の鳥の歌、部屋の猫の名前、部屋の猫の足跡、部屋の風の向き。\n",
        "discord-what",
        Some("ting-no-se-ting-no-ming-ru-sa-ting-no-hua-no"),
    ),
    (
        "data_that_people_provide_comes_first",
        "# Лампа\n\n## Информация, которую мы собираем\n\n### Информация, которую вы предоставляете\n\n- Цвет\n- Яркость\n\n### Автоматически собираемая информация\n\n- Тень\n- Эхо\n",
        "discord-what",
        Some("informatsiia-kotoruiu-vy-predostavliaete"),
    ),
    (
        "the_french_way_to_use_a_right_follows_it",
        "# Lampe\n\n## Vos droits\n\n### Effacement\n\nVous avez un droit d'effacement de vos couleurs.\n\n### Demande\n\nPour l'exercer, adressez-vous à la luciole.\n",
        "discord-deletion-how",
        Some("effacement\", \"demande"),
    ),
    (
        "a_purpose_is_no_time_to_answer_in_french",
        "# Lampe\n\n## Durée de conservation\n\n### Durée\n\nVos couleurs sont conservées aussi longtemps que nécessaire pour répondre à vos demandes :\n\n- Les lettres sont effacées après un délai maximum de 6 mois.\n",
        "discord-retain",
        Some("duree"),
    ),
    (
        "a_place_until_an_event_is_a_period_in_russian",
        "# Лампа\n\n## Звук\n\n### Слушать\n\nЗвук никогда не сохраняется, и мы это знаем.\n\n## Хранение и удаление цветов\n\n### Цвета\n\nЦвета хранятся на лампе до тех пор, пока вы их не сотрете.\n",
        "discord-retain",
        Some("tsveta"),
    ),
    (
        "links_to_other_sites_are_no_recipients_in_spanish",
        "# Lámpara\n\n## Lámparas\n\n### Enlaces a otros jardines\n\nLa lámpara tiene puertas. No asumimos ninguna responsabilidad por los servicios de terceros.\n\n## Jardín\n\n### Luciérnagas\n\nLa lámpara usa los servicios de terceros que ven los datos.\n",
        "discord-share",
        Some("luciernagas"),
    ),
    (
        "processors_come_first_in_german",
        "# Lampe\n\n## Farben\n\n### Wahl\n\nWir geben keine Daten an Dritte weiter, nur an den Turm und die Eule.\n\n## Dienstleister (Auftragsverarbeiter)\n\n### Liste\n\n- Glühwurm: Licht\n- Turm: Öl\n",
        "discord-share",
        Some("liste"),
    ),
    (
        "functions_are_not_collected_in_german",
        "# Lampe\n\n## Datenerhebung\n\n### Keine Daten\n\nDie Lampe sammelt keine Farben, und das ist gut.\n\n### Funktionalität der Lampe\n\nDie Lampe leuchtet durch:\n\n- Verbindung mit dem Turm\n- Anzeige der Farben\n",
        "discord-what",
        Some("keine-daten"),
    ),
    (
        "stored_data_is_collected_in_japanese",
        "# 灯\n\n## しくみ\n\n### 灯り {#light}\n\n灯は光る。\n\n### 保存データの内容 {#stored}\n\n箱の中のもの:\n\n- 色の名前\n- 灯の数\n",
        "discord-what",
        Some("stored"),
    ),
    (
        "what_the_reader_can_do_comes_first_in_russian",
        "# Лампа\n\n## Сроки\n\n### Срок\n\nЦвета хранятся на лампе до удаления.\n\n## Сад\n\n### Выбор\n\nПользователь может:\n\n- удалить лампу и все ее цвета\n",
        "discord-deletion-how",
        Some("vybor"),
    ),
    (
        "what_children_do_not_give_is_not_what_is_collected",
        "# Lamp\n\n## Birds\n\n### Children\n\nWe do not collect any data of small birds.\n\n## Garden\n\n### Colors\n\nThe lamp does not collect colors.\n",
        "discord-what",
        Some("colors"),
    ),
    (
        "who_can_see_data_comes_first_in_chinese",
        "# 灯\n\n## 概述 {#first}\n\n### 灯光 {#light}\n\n记录不会上传到别的地方。\n\n## 还有谁能看到 {#who}\n\n### 萤火虫 {#firefly}\n\n记录交给萤火虫保管。\n",
        "discord-share",
        Some("firefly"),
    ),
    (
        "polish_words_are_known",
        "# Lampa\n\n## Lampa\n\n### Światło\n\nLampa świeci w ogrodzie oraz nie jest duża, i to jest dobre.\n\n## Jak długo trzymamy kolory\n\n### Okres\n\nKolory są przechowywane przez 30 dni, a potem nie ma ich w lampie.\n",
        "discord-retain",
        Some("okres"),
    ),
    (
        "a_date_is_no_data_in_polish",
        "# Lampa\n\n## Lampa\n\n### Od kiedy\n\nData wejścia w życie jest na ścianie oraz w ogrodzie, i nie jest to zła data.\n\n## Kolory\n\n### Jakie dane\n\nZbieramy kolory lampy przez cały rok.\n",
        "discord-what",
        Some("jakie-dane"),
    ),
    (
        "dutch_words_are_known",
        "# Lamp\n\n## Lamp\n\n### Licht\n\nDe lamp is van het park, een lamp voor je tuin en niet voor de maan.\n\n## Kleuren\n\n### Duur\n\nIk bewaar je kleuren niet langer dan nodig is voor het licht van de lamp.\n",
        "discord-retain",
        Some("duur"),
    ),
    (
        "a_period_is_no_purpose_in_german",
        "# Lampe\n\n## Wie lange\n\n### Wie lange bleiben die Farben?\n\nDie Farben bleiben, bis der Knopf genutzt wird, und das ist so.\n\n## Garten\n\n### Licht\n\nGrün ist die Wiese, und das ist nicht neu.\n",
        "discord-use",
        None,
    ),
    (
        "security_below_collection_is_not_collected_in_german",
        "# Lampe\n\n## Datenerhebung\n\n### Datensicherheit\n\n- Die Lampe wird mit dem Turm und der Eule bewacht\n- Der Turm wird nicht geöffnet\n\n### Farben\n\n- Die Farbe der Lampe und die des Gartens\n",
        "discord-what",
        Some("farben"),
    ),
    (
        "a_time_to_handle_requests_is_no_period_in_french",
        "# Lampe\n\n## Suppression\n\n### Demander\n\nVous pouvez demander la suppression des couleurs.\n\nLes demandes sont traitées sous 9 jours.\n\n## Autre\n\nLa lampe brille.\n",
        "discord-retain",
        None,
    ),
    (
        "what_is_stored_is_no_period_in_japanese",
        "# ランプ\n\n## 本ランプが庭に保存する情報\n\n### 色\n\n本ランプは、次の色を保存します。\n\n## 終わり\n\n### 消し方\n\nランプが庭から退出すると、色は7日後に消えます。\n",
        "discord-retain",
        Some("xiao-si-fang"),
    ),
    (
        "what_is_stored_is_no_period_in_chinese",
        "# 灯\n\n## 存储的数据\n\n### 颜色\n\n灯保存颜色和名称。\n\n## 保留与删除\n\n### 期限\n\n颜色保留 7 天。\n",
        "discord-retain",
        Some("qi-xian"),
    ),
    (
        "an_event_may_end_the_storage",
        "# Lamp\n\n## Light\n\n### Shade\n\nColors are stored in the shed.\n\n### End\n\nColors are deleted when the lamp leaves the garden.\n",
        "discord-retain",
        Some("end"),
    ),
    (
        "an_event_may_end_the_storage_in_spanish",
        "# Lámpara\n\n## Luz\n\n### Sombra\n\nLos colores están en el jardín, y no son muchos.\n\n### Final\n\nLos colores se borran cuando la lámpara sale del jardín.\n",
        "discord-retain",
        Some("final"),
    ),
    (
        "italian_is_read",
        "# Lampada\n\n## Conservazione\n\n### Tempo\n\nI colori sono conservati per 9 giorni, e poi non ci sono più.\n\n## Diritti\n\n### Cancellare\n\nPuoi chiedere la cancellazione dei colori.\n\n## Contatti\n\n### Scrivere\n\nPer domande scrivi a lampada@lampada.example.\n",
        "discord-retain",
        Some("tempo"),
    ),
    (
        "italian_deletion_is_read",
        "# Lampada\n\n## Conservazione\n\n### Tempo\n\nI colori sono conservati per 9 giorni, e poi non ci sono più.\n\n## Diritti\n\n### Cancellare\n\nPuoi chiedere la cancellazione dei colori.\n\n## Contatti\n\n### Scrivere\n\nPer domande scrivi a lampada@lampada.example.\n",
        "discord-deletion-how",
        Some("cancellare"),
    ),
    (
        "korean_is_read",
        "# 등불\n\n## 수집하는 정보\n\n### 색\n\n등불은 색을 수집합니다.\n\n## 정보 보관\n\n### 기간\n\n색은 9일간 보관됩니다.\n\n## 데이터 삭제\n\n### 요청\n\n아래 연락처로 삭제를 요청할 수 있습니다.\n",
        "discord-retain",
        Some("gi-gan"),
    ),
    (
        "korean_deletion_is_read",
        "# 등불\n\n## 수집하는 정보\n\n### 색\n\n등불은 색을 수집합니다.\n\n## 정보 보관\n\n### 기간\n\n색은 9일간 보관됩니다.\n\n## 데이터 삭제\n\n### 요청\n\n아래 연락처로 삭제를 요청할 수 있습니다.\n",
        "discord-deletion-how",
        Some("yo-ceong"),
    ),
    (
        "a_link_to_another_policy_names_no_data",
        "# Lamp\n\n## Data we collect\n\n### Links\n\nLink to the privacy policy of other lamps:\n\n- Glow\n- Shine\n\n### Colors\n\nWe collect colors.\n",
        "discord-what",
        Some("colors"),
    ),
    (
        "a_checklist_for_operators_is_no_contact",
        "# 灯\n\n## 运营者检查清单\n\n### 清单\n\n- 在花园里点灯\n- 不要熄灯\n\n## 其他\n\n灯会亮。\n",
        "gdpr-controller",
        None,
    ),
    (
        "a_list_below_a_link_to_other_policies_is_no_data",
        "# Lamp\n\n## Data we collect\n\nLink to the privacy policy of other lamps\n\n- Glow of the garden\n- Shine of the shed\n\nThe lamp may require you to give it some colors of yours.\n",
        "discord-what",
        Some("the-lamp-may-require-you-to-give-it-some-colors"),
    ),
    (
        "data_that_is_no_longer_needed_is_thrown_away_in_japanese",
        "# ランプ\n\n## 管理\n\n### 終わり\n\n色が不要となった場合には、すぐに廃棄します。\n\n## その他\n\nランプは光ります。\n",
        "discord-retain",
        Some("zhong-wa-ri"),
    ),
    (
        "data_disappears_in_french",
        "# Lampe\n\n## Lumière\n\n### Fin\n\nSi vous retirez la lampe, tout disparaît.\n\n## Autre\n\nLa lampe brille, et nous sommes là.\n",
        "discord-retain",
        Some("fin"),
    ),
    (
        "removing_a_service_deletes_no_data_in_japanese",
        "# ランプ\n\n## サービス\n\n### 庭\n\n庭は、ランプを追加、変更または削除する場合があります。\n\n## その他\n\nランプは光ります。\n",
        "discord-deletion-how",
        None,
    ),
];

#[test]
fn the_statement_that_says_most_comes_first() {
    let mut wrong = String::new();
    for (name, policy, requirement, first) in CASES {
        let imported = import(policy.as_bytes()).unwrap();
        let answers = &imported.files["bot/answers.toml"];
        let (_, answer) = answers.split_once(&format!("requirement = \"{requirement}\"\n")).unwrap();
        let statements = answer.split("\n[[").next().unwrap().lines().find(|line| line.starts_with("statements"));
        let right = match (first, statements) {
            (None, None) => true,
            (Some(first), Some(statements)) => statements.starts_with(&format!("statements = [\"{first}\"")),
            _ => false,
        };
        if !right {
            wrong.push_str(&format!("{name}: {statements:?}, expected {first:?}\n"));
        }
    }
    assert_eq!(wrong, "");
}
