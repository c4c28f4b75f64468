import type { Cell, Gap, Hit, Policy, Requirements, SearchOptions, Verdict } from "./types.js";

export type * from "./types.js";

/**
 * Loads program and content, once; every function but `mount` answers at once when they are there, and throws before. In Node they are
 * there on import.
 */
export function load(): Promise<void>;
export default load;

/** Everything that the policy says: what `policy.json` has, fresh for each caller. */
export function policy(): Policy;

/**
 * What fits a query, the best first: the same search as on the page, with its tolerance for typos. An empty query finds nothing; the last
 * word may still be on its way.
 *
 * @throws {Error} one sentence that names a wrong option, what was given, and what is allowed.
 */
export function search(text: string, options?: SearchOptions | null): Hit[];

/**
 * What is concluded from the host's claims for a service and a framework, each by its id or by any name that content has for it.
 * `"unstated"` is no "no".
 *
 * @throws {Error} where nothing, or more than one thing, goes by a name.
 */
export function coverage(service: string, framework: string): Cell;
/** The same for all frameworks of a service, all services of a framework, or the whole table, in the order of content. */
export function coverage(service?: string | null, framework?: null): Cell[];
export function coverage(service: null | undefined, framework: string): Cell[];
export function coverage(service?: string | null, framework?: string | null): Cell | Cell[];

/**
 * Every service, in the order of content, held against requirements, with a finding and its grounds for each.
 *
 * @throws {Error} where nothing is asked, or one sentence that names a wrong option, what was given, and what is allowed.
 */
export function qualify(requirements: Requirements): Verdict[];

/** What rules ask of a policy, and how far this one answers. Whether a rule applies is not decided here. */
export function gaps(): Gap[];

/** How a widget looks. */
export interface WidgetOptions {
  /** The id of what is shown: a part of the page or a section of its text; left out: the whole page. */
  section?: string | null | undefined;
  /** Its colours; left out: those of the page around it. */
  theme?: "auto" | "light" | "dark" | null | undefined;
  /** The language of the interface, as a tag. */
  lang?: string | null | undefined;
  /** In a frame of its own, as by default, or in the page itself. */
  mode?: "iframe" | "inline" | null | undefined;
  /** In smaller type, with less room. */
  compact?: boolean | null | undefined;
}

/** How a widget is mounted. */
export interface MountOptions extends WidgetOptions {
  /** Where the page is published; left out: where it was built for, or else the folder above this package. */
  base?: string | null | undefined;
}

/** A mounted widget. */
export interface Mounted {
  /** Its element. What is put into it stands there until the widget shows its text, and where it never does. */
  readonly element: CarrotPrivacyElement;
  /**
   * Kept as soon as the widget shows its text: when it is near what a reader sees, and not before. It is broken with an `Error` where
   * nothing can be shown, or where the widget is unmounted before; nobody has to wait for it. If a slow network brings the text after the
   * error, this is a new promise from then on, and fulfilled.
   */
  readonly ready: Promise<void>;
  /** Changes what is named, and takes away what is `null`. */
  update(options: WidgetOptions): void;
  /** Takes it away; a second time does nothing. */
  unmount(): void;
}

/**
 * Puts the widget into an element, behind what it has. It is loaded from where the page is published, and needs no `load`.
 *
 * @returns a handle, as soon as the widget is in its place; `ready` tells when it shows its text.
 * @throws {Error} where an option is wrong, or the widget's script cannot be loaded.
 */
export function mount(element: Element, options?: MountOptions | null): Promise<Mounted>;

/** The events of a widget. */
export interface CarrotPrivacyEventMap {
  /** It shows its text. */
  "carrot-ready": CustomEvent<object>;
  /** A reader went to something in it. */
  "carrot-navigate": CustomEvent<{ id: string }>;
  /** Something is wrong, in a sentence; with `shown: false` nothing could be shown, and what stands in the element stays. */
  "carrot-error": CustomEvent<{ message: string; shown: boolean }>;
}

/** `<carrot-privacy>`, which `embed/v1.js` defines. */
export interface CarrotPrivacyElement extends HTMLElement {
  addEventListener<E extends keyof CarrotPrivacyEventMap>(
    type: E,
    listener: (this: CarrotPrivacyElement, event: CarrotPrivacyEventMap[E]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "carrot-privacy": CarrotPrivacyElement;
  }
}
