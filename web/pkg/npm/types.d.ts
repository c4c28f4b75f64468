// Made of the Rust types by web/pkg/tests/declarations.rs.

/** Another name of a service or a framework. */
export interface Alias {
  /** The places in sources that define it. */
  cites: Citation[];
  /** The name. */
  name: string;
  /** The reading that assigns the name, if no document does. */
  reading: StatementId | null;
}

/** The statements that answer a requirement. */
export interface Answer {
  /** The host's promises that are related to a gap but do not answer it. */
  beside: StatementId[];
  /** The extent of the answer. */
  extent: Extent;
  /** The requirement. */
  requirement: RequirementId;
  /** The statements that answer it. */
  statements: StatementId[];
  /** The missing part of a partial answer. */
  why: string | null;
}

/** The id of anything that has an anchor on the page. */
export type AnyId = string;

/** The kind of an attestation. */
export type Attestation =
  /** A certificate. */
  | "certificate"
  /** An auditor's report. */
  | "audit-report"
  /** An attestation of compliance. */
  | "attestation-of-compliance"
  /** A certification by the holder itself. */
  | "self-certification"
  /** A contract. */
  | "agreement"
  /** An entry in a register. */
  | "registration"
  /** An assessment by another party. */
  | "assessment"
  /** The source does not say. */
  | "unspecified";

/** A claim, with its party and source. */
export interface Attested {
  /** Holder, kind of attestation, scope, conditions, evidence, edition and notes. */
  claim: Claim;
  /** The party that makes the claim, with its source and date. */
  said: SourceRef;
}

/** The kind of a legal basis: one of GDPR Art. 6(1)(a) to (f). */
export type Basis =
  /** Consent. */
  | "consent"
  /** A contract with the person. */
  | "contract"
  /** A legal obligation. */
  | "legal-obligation"
  /** Vital interests. */
  | "vital-interests"
  /** A task in the public interest. */
  | "public-task"
  /** Legitimate interests. */
  | "legitimate-interests";

/** The item of content that grounds a part of an answer. */
export type Basis2 =
  /** A claim that something is attested, or that it is not. */
  | { kind: "claim"; value: ClaimId }
  /** A rule on where data may be placed. */
  | { kind: "data-rule"; value: DataRuleId }
  /** A recovery objective. */
  | { kind: "objective"; value: ObjectiveId }
  /** The statement that describes a framework in general. */
  | { kind: "framework"; value: FrameworkId }
  /** The source that names a region. */
  | { kind: "region"; value: RegionId }
  /** A service's own name. */
  | { kind: "service"; value: ServiceId };

/** A block of text. */
export type Block =
  /** A paragraph. */
  | { kind: "paragraph"; value: Inline[] }
  /** A list. If `start` is set, it is an ordered list that begins with this number. */
  | {
    /** The items, each of one or more blocks. */
    items: Block[][];
    kind: "list";
    /** The first item's number, if the list is ordered. */
    start: number | null;
  }
  /** A quotation. */
  | { kind: "quote"; value: Block[] }
  /** Text shown as typed. */
  | { kind: "code"; value: string }
  /** A table. Outputs without tables show its rows as a list. */
  | {
    /** The headings of the columns. */
    head: Inline[][];
    kind: "table";
    /** The rows, each with as many cells as there are headings. */
    rows: Inline[][][];
  };

/** The bot whose policy this is. */
export interface Bot {
  /** The disclaimer: the nature of this summary and its limits. */
  disclaimer: string;
  /** The party that hosts it; `None` if the policy names no host. */
  host: PartyId | null;
  /** The language in which content is written. */
  lang: Lang;
  /** Its name. */
  name: string;
  /** The party that makes the bot's statements. */
  party: PartyId;
  /** The host's plan that the bot declares. */
  plan: string | null;
  /** The host's region that the bot declares. */
  region: RegionId | null;
  /** The host's services that the bot declares to run on. Empty if the policy does not name them. */
  services: ServiceId[];
}

/** A cell of the coverage table: a service, a framework, and the conclusion about them. */
export interface Cell {
  /** The claims about this service that decide the status, each with its own scope and party. */
  claims: Attested[];
  /** The framework. */
  framework: FrameworkId;
  /** Claims about the infrastructure below the service: inherited, never the service's own. */
  inherited: Attested[];
  /** The regions in which it is covered, if every claim is limited to some. In all other regions it is unstated. */
  onlyIn: Condition | null;
  /** The service. */
  service: ServiceId;
  /** The conclusion. */
  status: Status;
}

/** A place in a source. */
export interface Citation {
  /** The key of one of its sections. */
  section: string;
  /** The source. */
  source: SourceId;
}

/** A citation with the titles and dates of its source, for readers. */
export interface Cited {
  /** The source's date; `None` if it is undated. */
  asOf: IsoDate | null;
  /** The day from which the source applies, if it has one. */
  effective: IsoDate | null;
  /** The section's title. */
  section: string;
  /** The source. */
  source: SourceId;
  /** The source's title. */
  title: string;
}

/** A short text, and the statement that grounds it. */
export interface CitedText {
  /** The statement. */
  statement: StatementId;
  /** The text. */
  text: string;
}

/** A statement that something is attested (OSCAL: evidence for an inherited control). Our conclusion from claims is coverage. */
export interface Claim {
  /** The kind of attestation. */
  attestation: Attestation;
  /** Conditions of the claim. */
  conditions: string[];
  /** True if the document states that the scope is *not* covered. */
  denies: boolean;
  /** The framework's edition, as written. */
  edition: string | null;
  /** The way to get the evidence; `None` if it is not stated. */
  evidence: string | null;
  /** The frameworks. */
  frameworks: FrameworkId[];
  /** Further conditions, which other statements set. */
  further: CitedText[];
  /** The holder of the attestation; `None` if it is not stated. */
  holder: PartyId | null;
  /** Its id. */
  id: ClaimId;
  /** Readings that qualify it. */
  notes: StatementId[];
  /** The scope. */
  scope: Scope;
  /** The statement that makes the claim. */
  statement: StatementId;
  /** The reading that names the newer edition. */
  superseded: StatementId | null;
}

/** The id of a claim: a party's statement that something is attested. */
export type ClaimId = string;

/** A condition, in the words of content. Its kind decides which words introduce it. */
export type Clause =
  /** A sentence. */
  | { kind: "text"; value: string }
  /** A sentence from another statement than the one that grounds the answer. */
  | {
    /** The statement that sets it. */
    by: StatementId;
    kind: "stated";
    /** The sentence. */
    text: string;
  }
  /** It holds on these plans only. */
  | { kind: "plans"; value: string[] }
  /** It holds in these regions only. */
  | { kind: "regions"; value: RegionId[] }
  /** It is denied in these regions and on these plans (empty: in all, on all). */
  | {
    kind: "not-on";
    /** The plans. */
    plans: string[];
    /** The regions. */
    regions: RegionId[];
  }
  /** A note on the hours until a service is restored, such as the event that they count from. */
  | { kind: "restore"; value: string }
  /** A note on the hours of data that may be lost. */
  | { kind: "loss"; value: string }
  /** An exclusion from the promise. */
  | { kind: "outside"; value: string };

/** A condition of an answer, and the statement that sets it. */
export interface Condition {
  /** The condition. */
  clause: Clause;
  /** The statement that it comes from. */
  statement: StatementId;
}

/** A way to contact the people who run the bot. */
export interface Contact {
  /** The day until which a security contact is valid (RFC 9116). */
  expires: IsoDate | null;
  /** The kind of contact. */
  kind: ContactKind;
  /** The purposes that it is declared for. Empty: not stated. */
  purpose: ContactPurpose[];
  /** The bot's statement that names it. */
  statement: StatementId | null;
  /** The mail address, the web address or the postal address. */
  to: string;
}

/** The kind of a contact. */
export type ContactKind =
  /** A mail address. */
  | "mail"
  /** An invitation to a Discord server. */
  | "discord"
  /** A form or another page. */
  | "form"
  /** A postal address. */
  | "address";

/** The purpose of a contact. */
export type ContactPurpose =
  /** Requests and questions about personal data. */
  | "privacy"
  /** Reports of weaknesses. */
  | "security"
  /** Help with the bot. */
  | "support"
  /** The data protection officer. */
  | "data-protection-officer";

/** The id of an item of the data inventory. */
export type DataId = string;

/** One kind of data that the bot collects (DPV: `dpv:PersonalData`). */
export interface DataItem {
  /** Its id. */
  id: DataId;
  /** Its name. */
  name: string;
  /** Statements about this item only. */
  own: Journey;
  /** The item that it is part of. */
  partOf: DataId | null;
  /** The statement that names it. */
  statement: StatementId;
}

/** A rule for the placement of a kind of data. It is separate from claims: an attestation never permits data. */
export interface DataRule {
  /** Other words for that kind of data. A word for several kinds is listed at each. */
  aliases: string[];
  /** The services that the document allows it in. */
  allowedIn: Services;
  /** True if the data is barred from all other services. */
  barredElsewhere: boolean;
  /** The conditions. */
  conditions: string[];
  /** Exceptions from the bar. With exceptions, the data is allowed under these conditions, and not barred. */
  exceptions: string[];
  /** Further conditions, which other statements set for every placement of the data. */
  further: CitedText[];
  /** Its id. */
  id: DataRuleId;
  /** The interpretation by which it is *not barred* from all others. No document says that it is allowed there. */
  interpretation: StatementId | null;
  /** The kind of data, and whose data it is if the rule depends on that. */
  name: string;
  /** Readings, or other statements, that qualify it. */
  notes: StatementId[];
  /** The statement of the rule. */
  statement: StatementId;
  /** The services for which the document states neither that they may hold the data nor that they may not. */
  unstatedIn: ServiceId[];
}

/** The id of a data rule: which services may hold a kind of data. */
export type DataRuleId = string;

/** The extent to which a policy answers a requirement. */
export type Extent =
  /** The author has not checked it yet. The statements named for it, if any, are proposals. */
  | "unreviewed"
  /** Nothing answers it. */
  | "missing"
  /** A part of it is answered, or a party other than the bot answers it. */
  | "partial"
  /** The bot answers it. */
  | "present";

/** A kind of structured fact that answers a requirement. */
export type FactKind =
  /** A contact, or another controller. */
  | "contact"
  /** A contact that is declared for the data protection officer. */
  | "data-protection-officer"
  /** A recipient. */
  | "recipient"
  /** A legal basis. */
  | "legal-basis"
  /** An item of the inventory. */
  | "data"
  /** The purposes of the data. */
  | "purpose"
  /** The origin of the data. */
  | "from"
  /** The retention of the data. */
  | "retention"
  /** The way to have data deleted: of an item, or by the right to deletion. */
  | "deletion"
  /** A right. */
  | "right"
  /** A recipient whose country is declared. It is complete if each recipient has a country and a safeguard. */
  | "transfer"
  /** A recipient whose contract is declared. */
  | "contract"
  /** The place in which the data is kept. */
  | "storage"
  /** The purposes of the data, as a part of how it is used. */
  | "use"
  /** The rights to correction and deletion, with a way to use them. */
  | "change-or-deletion";

/** The result of one need for one service. */
export interface Finding {
  /** The conditions. */
  conditions: Condition[];
  /** The evidence; for a need that no document mentions, the closest passages. */
  grounds: Ground[];
  /** The facts that are not stated. An exclusion has them too if it does not apply everywhere. */
  missing: Missing[];
  /** The need. */
  need: Need;
  /** The outcome. */
  outcome: Outcome;
}

/** A regulation, standard, audit scheme or program. */
export interface Framework {
  /** Words that people type for it. They are used for lookup only: no document uses them as names. */
  aliases: string[];
  /** The first statement of the section that describes it; `None` if that section has no statement. */
  describedIn: StatementId | null;
  /** Its id, which is also that of its section. */
  id: FrameworkId;
  /** Its kind. */
  kind: FrameworkKind;
  /** Its name. */
  name: string;
  /** Its other names in documents, each with its source. */
  names: Alias[];
  /** A name short enough for a column. */
  short: string;
}

/** The id of a framework. Its section has the same id. */
export type FrameworkId = string;

/** The kind of a framework. A law is never a certificate. */
export type FrameworkKind =
  /** A law or something with the force of one. */
  | "regulation"
  /** A standard. */
  | "standard"
  /** A scheme under which auditors report. */
  | "audit-scheme"
  /** A program that organizations join. */
  | "programme";

/** A requirement of a rule, compared with the policy. Does not decide whether the rule applies. */
export interface Gap {
  /** The host's promises to its customers that are related, but do not answer it. */
  beside: StatementId[];
  /** The extent to which the policy answers it. */
  extent: Extent;
  /** The requirement, and when it applies. */
  requirement: Requirement;
  /** The rules that ask for it, each with its place. */
  rules: Cited[];
  /** The statements that answer it, as far as they do. */
  statements: StatementId[];
  /** The missing part of a partial answer. */
  why: string | null;
}

/** The item that grounds a finding. */
export interface Ground {
  /** The item of content. */
  basis: Basis2;
  /** Readings that qualify it. */
  notes: StatementId[];
  /** The party and sources of its statement. */
  said: SourceRef;
  /** Its stance on the service. */
  says: Stance;
}

/** Words that an author should check if the bot's policy has them. */
export interface Hint {
  /** The part of a policy that the hint looks at, and the reason. */
  kind: HintKind;
  /** The advice. */
  text: string;
  /** The words, in the language of content. */
  words: string[];
}

/** The part of a policy that a hint looks at. */
export type HintKind =
  /** Words in the bot's statements that can mean many things. */
  | "vague-word"
  /** Names of data that its source is retiring, such as Discord's discriminators. */
  | "retiring-data"
  /** Names of data that a bot can have only if it stores something, such as a history. */
  | "implies-storage";

/** Something found. */
export interface Hit {
  /** Its id: an anchor on the page. */
  id: string;
  /** The kind of item. */
  kind: HitKind;
  /** The language of the title. */
  lang: string;
  /** The matches in the title, in order, without overlaps. */
  marks: Mark[];
  /** Its title. */
  title: string;
}

/** The kind of a search entry, and of the hits that come from it. */
export type HitKind =
  /** A question that people ask. */
  | "question"
  /** A requirement of a rule, whether the policy answers it or not. */
  | "gap"
  /** A data item. */
  | "data"
  /** A section. */
  | "section"
  /** A framework, with its section. */
  | "framework"
  /** A statement. */
  | "statement"
  /** An interpretation by the editors. */
  | "reading"
  /** A service. */
  | "service"
  /** A region. */
  | "region"
  /** A rule on where a kind of data may be placed. */
  | "rule"
  /** A term of the glossary. */
  | "term"
  /** A party: a company, project or person that makes statements, or is mentioned. */
  | "party"
  /** A source. */
  | "source";

/** A piece of running text. */
export type Inline =
  /** Plain text. */
  | { kind: "text"; value: string }
  /** Emphasis. */
  | { kind: "emphasis"; value: Inline[] }
  /** Strong emphasis. */
  | { kind: "strong"; value: Inline[] }
  /** Text shown as typed. */
  | { kind: "code"; value: string }
  /** A link. */
  | {
    kind: "link";
    /** The visible text. */
    text: Inline[];
    /** The target. */
    to: Target;
  }
  /** A line break that the author asked for. */
  | { kind: "break" };

/** The data that the bot collects, and statements about the list as a whole. */
export interface Inventory {
  /** The items. */
  items: DataItem[];
  /** The legal bases that the policy names. */
  legalBases: LegalBasis[];
  /** True if the list says that it is not complete. */
  openEnded: boolean;
  /** The recipients of the data that are named one by one. */
  recipients: Recipient[];
  /** The statement that introduces the list. */
  statement: StatementId;
  /** True while the list is a proposal that the author has not checked. A missing fact is then unknown, not unstated. */
  unreviewed: boolean;
  /** Statements about all items together. */
  whole: Journey;
}

export type IsoDate = string;

/** A group of services that can be a need. It rests on the services' names: no document says how isolated a service is. */
export type Isolation =
  /** The name contains "private". */
  | "private"
  /** The name contains "shield". */
  | "shield";

/** The life of data from its origin to its deletion, as far as it is stated. A missing step is not stated. */
export interface Journey {
  /** The way of deletion. */
  deletion: CitedText | null;
  /** The origin of the data. */
  from: CitedText | null;
  /** The purposes of the data. */
  purpose: CitedText[];
  /** The recipients of the data. */
  recipients: CitedText | null;
  /** The retention. */
  retention: CitedText | null;
  /** The place of storage. */
  storage: CitedText | null;
}

/** A language tag (BCP 47): `en`, `fr`, `pt-BR`, `zh-Hant`. */
export type Lang = string;

/** A legal basis of processing that the policy names (DPV: `dpv:LegalBasis`). */
export interface LegalBasis {
  /** The basis, one of those of GDPR Art. 6(1). */
  basis: Basis;
  /** The items that it is limited to. Empty: not limited to some. */
  data: DataId[];
  /** Its id. */
  id: LegalBasisId;
  /** The purpose that it is limited to; `None` if it is not limited to one. */
  purpose: string | null;
  /** The bot's statement that names it. */
  statement: StatementId;
}

/** The id of a legal basis that the policy names. */
export type LegalBasisId = string;

/** An address that is safe to follow: `http:`, `https:`, `mailto:` or `tel:`. */
export type Link = string;

/** A part of a title, as `title.slice(start, end)` cuts it out. */
export interface Mark {
  /** End of the match. */
  end: number;
  /** Start of the match, in UTF-16 units. */
  start: number;
}

/** A fact that is not stated. */
export type Missing =
  /** No document mentions it. */
  | { kind: "silence" }
  /** Some claim it and some deny it; nothing is decided between them. */
  | { kind: "agreement" }
  /** It is claimed for other regions. */
  | { kind: "in-region"; value: RegionId }
  /** It is stated for some plans only, and not for the others. */
  | { kind: "on-other-plans" };

/** A single need. */
export type Need =
  /** To be covered by a framework. */
  | { kind: "framework"; value: FrameworkId }
  /** To be allowed to hold a kind of data. */
  | { kind: "data"; value: DataRuleId }
  /** To be in a region. */
  | { kind: "region"; value: RegionId }
  /** To be in a group of services. */
  | { kind: "isolation"; value: Isolation }
  /** To be restored after so many hours at most. */
  | { kind: "restore-hours"; value: number }
  /** To lose so many hours of data at most. */
  | { kind: "loss-hours"; value: number };

/** A recovery objective of the host for the time after a disaster. */
export interface Objective {
  /** An exclusion from the objective. */
  excludes: string | null;
  /** Its id. */
  id: ObjectiveId;
  /** Hours of data that may be lost. */
  lossHours: number | null;
  /** A note on these hours. */
  lossNote: string | null;
  /** Readings that qualify it. */
  notes: StatementId[];
  /** The plans that it is limited to. Empty: no limit stated. */
  plans: string[];
  /** Hours until the service is restored. */
  restoreHours: number | null;
  /** The event that those hours count from. */
  restoreNote: string | null;
  /** The services that it holds for. */
  services: Services;
  /** The statement of the objective. */
  statement: StatementId;
}

/** The id of a recovery objective. */
export type ObjectiveId = string;

/** The outcome of one need, or of all together, for a service. Later variants are worse. */
export type Outcome =
  /** It is met. */
  | "qualifies"
  /** It is met under conditions. */
  | "qualifies-under"
  /** No document bars it, and none says that it is met. This is an interpretation of the editors. */
  | "not-barred"
  /** No document states whether it is met, or statements about it disagree. */
  | "not-stated"
  /** A document excludes it, or states less than was asked. */
  | "excluded";

/** The part of the page that a section belongs to, in reading order. */
export type Part =
  /** The data that the bot collects. */
  | "collected-data"
  /** The rest of the bot's policy. */
  | "policy"
  /** The host's measures for security and privacy. */
  | "hosting"
  /** Frameworks, and the coverage of services by them. */
  | "coverage"
  /** Sources, readings and disagreements. */
  | "sources"
  /** The bot's terms of service: a document of its own, which is not on the page. */
  | "terms";

/** A company, project or person that makes statements, or is mentioned (DPV: `dpv:LegalEntity`). */
export interface Party {
  /** A sentence about the party. */
  about: string | null;
  /** Its id. */
  id: PartyId;
  /** Its kind in this content. */
  kind: PartyKind;
  /** Its name. */
  name: string;
  /** The people to whom its statements are a promise; `None` if they are not promises. */
  promisesTo: string | null;
  /** Its role in data protection, if content names one. */
  role: Role | null;
  /** The basis of that role. */
  roleNote: string | null;
}

/** The id of a party: a company, project or person that makes statements or promises. */
export type PartyId = string;

/** The kind of a party in this content. It decides how its statements can count. */
export type PartyKind =
  /** The bot. */
  | "bot"
  /** The host of the bot. Its promises are made to its customers. */
  | "host"
  /** The infrastructure that the host itself runs on. */
  | "infrastructure"
  /** A party that describes the bot or its host, but promises nothing. */
  | "commentator"
  /** The editors of this restatement. They make readings, never claims. */
  | "editor"
  /** An author of rules that policies are compared with. */
  | "rule-maker"
  /** Anyone else. */
  | "other";

/** All content in one object: the form of a policy in `policy.json`. */
export interface Policy {
  /** The statements that answer each requirement. */
  answers: Answer[];
  /** The bot. */
  bot: Bot;
  /** The claims that something is attested. */
  claims: Claim[];
  /** The ways to contact the people who run the bot. */
  contacts: Contact[];
  /** The rules for the placement of kinds of data. */
  dataRules: DataRule[];
  /** Regulations, standards, audit schemes and programs. */
  frameworks: Framework[];
  /** Words that an author should check in any policy. */
  hints: Hint[];
  /** The data that the bot collects. */
  inventory: Inventory;
  /** Recovery objectives. */
  objectives: Objective[];
  /** The companies, projects and people that make statements, or are mentioned. */
  parties: Party[];
  /** The questions that people ask about a policy. */
  questions: Question[];
  /** The host's regions that claims name. */
  regions: Region[];
  /** The requirements of rules for a policy. */
  requirements: Requirement[];
  /** The rights that the bot's policy grants, and how people use them. */
  rights: Right[];
  /** The sections of all parts, in reading order. */
  sections: Section[];
  /** The host's services. */
  services: Service[];
  /** The documents that statements cite. */
  sources: Source[];
  /** Words that people type instead of the words of content. */
  synonyms: Synonym[];
  /** The glossary. */
  terms: Term[];
}

/** A question that people ask of a policy. */
export interface Question {
  /** The question, as a person asks it. */
  ask: string;
  /** True if the first screen of the page answers it. */
  glance: boolean;
  /** Its id. */
  id: QuestionId;
  /** The requirements whose answers answer the question. */
  requirements: RequirementId[];
  /** Its subject, in a few words. */
  title: string;
  /** Other words for it. */
  words: string[];
}

/** The id of a question that people ask of a policy. It is also a topic in Discord. */
export type QuestionId = string;

/** A person or company that receives data from the bot (DPV: `dpv:Recipient`). A missing value is not stated. */
export interface Recipient {
  /** True if it provides artificial intelligence; `None` if that is not stated. */
  aiProvider: boolean | null;
  /** The contract that binds it. */
  contract: string | null;
  /** The country to which the data goes. */
  country: string | null;
  /** The items that it receives. Empty: not stated. */
  data: DataId[];
  /** Its id. */
  id: RecipientId;
  /** Its name, and the bot's statement that names it. */
  name: CitedText;
  /** The purpose for which it receives data. */
  purpose: string | null;
  /** The safeguard for a transfer to a third country. */
  safeguard: string | null;
}

/** The id of a recipient of the bot's data. */
export type RecipientId = string;

/** A region of the host. */
export interface Region {
  /** The places in sources that name it. */
  cites: Citation[];
  /** Its id. */
  id: RegionId;
  /** Its name as written in the source. */
  name: string;
  /** The reading that corrects the name, if there is one. */
  reading: StatementId | null;
}

/** The id of a region of the host. */
export type RegionId = string;

/** A demand of a rule on a policy. It does not decide whether the rule applies. */
export interface Requirement {
  /** The part that such facts do not answer. `None` if they answer the requirement fully. */
  answeredBut: string | null;
  /** The kind of structured fact that answers it. */
  answeredBy: FactKind | null;
  /** The requirement in a sentence. */
  asks: string;
  /** The places in the rule. */
  cites: Citation[];
  /** Its id. */
  id: RequirementId;
  /** The requirement in a few words. */
  title: string;
  /** The condition under which it applies. `None` if the rule makes it for every case: JSON has the word "always" then. */
  when: string;
}

/** The id of a requirement: a rule's demand on a policy. */
export type RequirementId = string;

/** Needs of the solver; not the requirements of rules. A missing option or an empty list asks for nothing; at least one option must be set. */
export interface Requirements {
  /** May hold all of these kinds of data: ids or names of data rules. */
  data?: string[] | null | undefined;
  /** Covered by all of these frameworks: ids (`soc-2`) or names. */
  frameworks?: string[] | null | undefined;
  /** Isolated from other customers at least so far. */
  isolation?: Isolation | null | undefined;
  /** With so many hours of data lost at most (RPO). */
  lossHours?: number | null | undefined;
  /** In all of these regions: ids or names. */
  regions?: string[] | null | undefined;
  /** Restored after so many hours at most (RTO). */
  restoreHours?: number | null | undefined;
}

/** A right that the bot's policy grants, and how people use it. */
export interface Right {
  /** The bot's command by which people use it, without the slash. */
  command: string | null;
  /** The id that the platform has given to that command. */
  commandId: string | null;
  /** The kind of right. */
  kind: RightKind;
  /** The address of a page or mailbox by which people use it. */
  link: Link | null;
  /** The bot's statement that grants it. */
  statement: StatementId;
  /** The time in which the bot answers. */
  within: string | null;
}

/** The kind of a right. */
export type RightKind =
  /** To learn which data is held. */
  | "access"
  /** To have wrong data corrected. */
  | "correction"
  /** To have data deleted. */
  | "deletion"
  /** To receive a copy of the data. */
  | "export"
  /** To object to a use of data (GDPR, Article 21). */
  | "objection"
  /** To stop the collection of data. */
  | "opt-out";

/** A role in data protection (GDPR Art. 4(7) and (8); DPV: `dpv:DataController`, `dpv:DataProcessor`, `dpv:DataSubProcessor`). */
export type Role =
  /** Decides why and how personal data is processed. */
  | "controller"
  /** Processes it on a controller's instructions. */
  | "processor"
  /** Processes it for a processor. */
  | "sub-processor";

/** The scope of an attestation, as the document states it. */
export type Scope =
  /** Services, possibly only in some regions or on some plans. Empty lists mean that no limit is stated. */
  | {
    kind: "services";
    /** The plans. */
    plans: string[];
    /** The regions. */
    regions: RegionId[];
    /** The services. */
    services: Services;
  }
  /** The infrastructure under the services. Services inherit the attestation, but never have one of their own by it. */
  | { kind: "infrastructure" }
  /** A company or its own business. The claim says nothing about a service. */
  | { kind: "company" };

/** Limits of a search. A missing option does not limit it. */
export interface SearchOptions {
  /** Only hits of these kinds. */
  kinds?: HitKind[] | null | undefined;
  /** The language to search in, as a tag: `fr`, `pt-BR`. Hits have translated titles if there is a translation. */
  lang?: Lang | null | undefined;
  /** Maximum number of hits, 1 to 10,000; 12 if left out. */
  limit?: number | null | undefined;
}

/** A group of statements under one heading. */
export interface Section {
  /** Its id. A framework's section has the id of the framework. */
  id: SectionId;
  /** The part of the page that it belongs to. */
  part: Part;
  /** Its statements, in reading order. */
  statements: Statement[];
  /** Its heading. */
  title: string;
}

/** The id of a section: a group of statements under one heading. */
export type SectionId = string;

/** A service of the host. */
export interface Service {
  /** All its other names. */
  aliases: Alias[];
  /** Other groups to which its name assigns it. */
  alsoIn: ServiceGroup[];
  /** The places in sources that use that name. */
  cites: Citation[];
  /** The main group, by its own name. The grouping is ours and says nothing about the service's isolation. */
  group: ServiceGroup;
  /** The interpretation that assigns the groups. */
  grouping: StatementId | null;
  /** Its id. */
  id: ServiceId;
  /** The name used here. */
  name: string;
}

/** The group of a service. It rests on the service's name and says nothing else about it. */
export type ServiceGroup =
  /** The name contains "common". */
  | "common"
  /** The name contains "private". */
  | "private"
  /** The name contains "shield". */
  | "shield"
  /** The name contains none of these words. */
  | "other";

/** The id of a service of the host. */
export type ServiceId = string;

/** A set of services. */
export type Services =
  /** Every service of the host. */
  | { kind: "all" }
  /** These services. */
  | { kind: "only"; value: ServiceId[] };

/** A document that statements cite. */
export interface Source {
  /** Its date; `None` if it is undated. */
  asOf: IsoDate | null;
  /** The language whose text is authoritative, if the source says so. */
  authoritative: Lang | null;
  /** The party that published it. */
  by: PartyId | null;
  /** The date from which it applies, if it names one. */
  effective: IsoDate | null;
  /** Its id. */
  id: SourceId;
  /** Its class. */
  kind: SourceKind;
  /** Its URL, if that is known. */
  link: Link | null;
  /** A further note for readers. */
  note: string | null;
  /** Its sections that are cited: the key used in citations, and the title. */
  sections: Record<string, string>;
  /** Its title. */
  title: string;
  /** Its version, as written. */
  version: string | null;
}

/** The id of a source, such as a document. */
export type SourceId = string;

/** The class of a source. Classes are never mixed: only documents state facts about the bot or its host. */
export type SourceKind =
  /** A document about the bot or its host. */
  | "document"
  /** A rule that policies are compared with. */
  | "rule"
  /** The editors' own reading. */
  | "reading";

/** A statement as evidence: its id, its party, and its places in sources. */
export interface SourceRef {
  /** The party whose statement it is. */
  party: PartyId | null;
  /** The places in sources, with their dates. They are shared, because a thousand findings may rest on one statement. */
  places: Cited[];
  /** The statement; `None` if the source only mentions a name. */
  statement: StatementId | null;
}

/** The stance of a ground on a service. */
export type Stance =
  /** It is covered. */
  | { kind: "covers" }
  /** It is not covered. */
  | { kind: "denies" }
  /** The data may be placed there. */
  | { kind: "allows" }
  /** No document bars the data from it. This is an interpretation. */
  | { kind: "not-barred" }
  /** The data may not be placed there. */
  | {
    /** Always empty, because a bar with exceptions is a condition. The field stays for programs that read it. */
    exceptions: string[];
    kind: "bars";
  }
  /** The objective is this many hours. */
  | {
    /** The hours. */
    hours: number;
    kind: "aims";
  }
  /** It names the service for that region, or the service's own name puts it in that group. */
  | { kind: "names" }
  /** It does not mention this service, or this region of it. It is the closest passage. */
  | { kind: "silent" };

/** The smallest unit that can be cited: a statement of one party, with its places in sources. */
export interface Statement {
  /** The subjects of a reading. Empty for other statements. */
  about: AnyId[];
  /** The places in sources that state it. Never empty. */
  cites: Citation[];
  /** True if the statements in `about` contradict each other. */
  disagreement: boolean;
  /** Its id. */
  id: StatementId;
  /** The party whose statement it is. */
  party: PartyId;
  /** The text of the statement. */
  text: Block[];
  /** A title of a few words. */
  title: string;
}

/** The id of a statement: the smallest unit that can be cited. */
export type StatementId = string;

/** The conclusion for one service and one framework. */
export type Status =
  /** Claimed without a condition. If claims are limited to regions, it is covered in those and unstated elsewhere. */
  | { kind: "covered" }
  /** Claimed, under conditions. */
  | {
    /** The conditions of all claims together, each once. */
    conditions: Condition[];
    kind: "conditional";
  }
  /** Denied, and not claimed. */
  | { kind: "excluded" }
  /** No claim states anything about it. */
  | { kind: "unstated" }
  /** Some claims state it, others deny it. */
  | {
    /** The contradicting claims. */
    claims: ClaimId[];
    kind: "disputed";
  };

/** Words that mean the same in a search. They state nothing about the bot or its host. */
export interface Synonym {
  /** Two or more words or phrases. */
  words: string[];
}

/** A link's target: an address that is safe to follow, or `#` and the id of a statement, section or document. */
export type Target = string;

/** A term of the glossary. */
export interface Term {
  /** Other words for it. */
  aliases: string[];
  /** The places in sources that define it. */
  cites: Citation[];
  /** Its id. */
  id: TermId;
  /** The term. */
  name: string;
  /** The meaning of the term. */
  text: string;
}

/** The id of a term of the glossary. */
export type TermId = string;

/** The result of comparing a service with a set of needs. */
export interface Verdict {
  /**
   * The findings, one for each need, in this order: frameworks, data, regions, isolation, hours. Services with equal findings share
   * them, so that ten thousand services take little memory.
   */
  findings: Finding[];
  /** The worst outcome of the findings. */
  outcome: Outcome;
  /** The service. */
  service: ServiceId;
}
