import type { Cell, Gap, Hit, Policy, Requirements, SearchOptions, Verdict } from "./types.js";

export type * from "./types.js";

/** Bytes in memory. */
export type Bytes = ArrayBuffer | ArrayBufferView;

/** Files to load from elsewhere than beside the script. */
export interface LoadOptions {
  /**
   * The program `carrot_bg.wasm`: its bytes, compiled, its address, or a response with it; or a promise of one of these. In Node, an address
   * may begin with `file:`.
   */
  wasm?: Awaitable<Bytes | WebAssembly.Module | Response | URL | string> | null | undefined;
  /** The content `content.bin`: its bytes, its address, or a response with it; or a promise of one of these. */
  content?: Awaitable<Bytes | Response | URL | string> | null | undefined;
}

type Awaitable<T> = T | PromiseLike<T>;

/**
 * Loads program and content, once. Before that, every function but `mount` throws an error with the code `"not-loaded"`; after it, all answer
 * at once. In Node, Bun and Deno they are loaded on import, except in a bundle that has neither file beside it. `carrot-privacy/inline`
 * takes no options.
 *
 * @throws {CarrotError} if a file cannot be fetched, or is not what it should be. A later call tries again.
 */
export function load(options?: LoadOptions | null): Promise<void>;
export default load;

/** The error that the functions throw: one sentence in `message`, and a `code` that does not change when the sentence is reworded. */
export interface CarrotError extends Error {
  code: CarrotErrorCode;
}

/** The kind of error. */
export type CarrotErrorCode =
  /** A function was called before `load`. */
  | "not-loaded"
  /** Program or content could not be fetched. */
  | "load-failed"
  /** The file given as program is another file. */
  | "not-wasm"
  /** The file given as content is another file. */
  | "not-content"
  /** Program and content are of different versions. */
  | "other-version"
  /** The content was cut off or changed on its way. */
  | "damaged"
  /** An option has a wrong name, type or value. */
  | "wrong-option"
  /** Nothing has the name that was given. */
  | "unknown-name"
  /** Several things have the name that was given. */
  | "ambiguous-name";

/** Everything that the policy says: what `policy.json` has, with names in camelCase; a new object for each caller. */
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
 * The status `unstated` does not mean "no".
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

/** Returns the requirements of rules, and the extent to which this policy answers each. It does not decide whether a rule applies. */
export function gaps(): Gap[];

/** Appearance of a widget. */
export interface WidgetOptions {
  /** The id of what is shown: a part of the page or a section of its text; left out: the whole page. */
  section?: string | null | undefined;
  /** Its colors; if missing, those of the surrounding page. */
  theme?: "auto" | "light" | "dark" | null | undefined;
  /** The language of the interface, as a tag. */
  lang?: string | null | undefined;
  /** In a frame of its own, as by default, or in the page itself. */
  mode?: "iframe" | "inline" | null | undefined;
  /** In smaller type, with less room. */
  compact?: boolean | null | undefined;
}

/** Options for mounting a widget. */
export interface MountOptions extends WidgetOptions {
  /** Address of the published page; if missing, the address that the build was given, or the folder above this package. */
  base?: string | null | undefined;
}

/** A mounted widget. */
export interface Mounted {
  /** Its element. What is put into it stands there until the widget shows its text, and where it never does. */
  readonly element: CarrotPrivacyElement;
  /**
   * Kept as soon as the widget shows its text: when it is near what a reader sees, and not before. It is broken with an `Error` where
   * nothing can be shown, or where the widget is unmounted before; callers need not wait for it. If a slow network brings the text after the
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

/** The attributes of `<carrot-privacy>`, as JSX takes them. */
export type CarrotPrivacyAttributes = Omit<WidgetOptions, "compact"> & { compact?: boolean | "" | null | undefined };

/** `<carrot-privacy>`, which `embed/v1.js` defines. Its attributes are properties too. */
export interface CarrotPrivacyElement extends HTMLElement {
  get section(): string;
  set section(value: string | null);
  get theme(): string;
  set theme(value: string | null);
  get mode(): string;
  set mode(value: string | null);
  get compact(): boolean;
  set compact(value: boolean | "" | null);
  addEventListener<E extends keyof CarrotPrivacyEventMap>(
    type: E,
    listener: (this: CarrotPrivacyElement, event: CarrotPrivacyEventMap[E]) => unknown,
    options?: boolean | ListenerOptions,
  ): void;
  addEventListener(type: string, listener: Listener, options?: boolean | ListenerOptions): void;
}

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };

/** The options of `addEventListener`. */
interface ListenerOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
}

// The DOM library declares these in full. Empty declarations are enough for programs without it.
declare global {
  interface Element {}
  interface HTMLElement extends Element {}
  interface Event {}
  interface CustomEvent<T = any> extends Event {}
  interface Response {}
  interface URL {}
  namespace WebAssembly {
    interface Module {}
  }
  interface HTMLElementTagNameMap {
    "carrot-privacy": CarrotPrivacyElement;
  }
  /** The events bubble: a document hears those of all its widgets. */
  interface DocumentEventMap extends CarrotPrivacyEventMap {}
}
