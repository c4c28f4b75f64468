import type { Cell, Gap, Hit, Policy, Requirements, SearchOptions, Verdict } from "./types.js";

export type * from "./types.js";

/** Bytes in memory. */
export type Bytes = ArrayBuffer | ArrayBufferView;

/** The package's files, if they are not in the folder of the script. */
export interface LoadOptions {
  /**
   * The program `carrot_bg.wasm`: its bytes, the compiled module, its URL, or a response; or a promise of one of these. In Node, a URL may begin
   * with `file:`.
   */
  wasm?: Awaitable<Bytes | WebAssembly.Module | Response | URL | string> | null | undefined;
  /** The content `content.bin`: its bytes, its URL, or a response; or a promise of one of these. */
  content?: Awaitable<Bytes | Response | URL | string> | null | undefined;
}

type Awaitable<T> = T | PromiseLike<T>;

/**
 * Loads program and content, once. Before that, every function except `mount` throws an error with the code `"not-loaded"`. In Node, Bun and
 * Deno both are loaded on import, except in a bundle without the files. `carrot-privacy/inline` accepts no options.
 *
 * @throws {CarrotError} if a file cannot be fetched, or is invalid. A later call tries again.
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
  /** The content was cut off or changed in transfer. */
  | "damaged"
  /** An option has a wrong name, type or value. */
  | "wrong-option"
  /** No item has the given name. */
  | "unknown-name"
  /** Several items have the given name. */
  | "ambiguous-name"
  /** `mount` was called without a browser's document. */
  | "no-document"
  /** A mounted widget shows no text. */
  | "not-shown";

/** Returns the whole policy: the content of `policy.json`, with keys in camelCase. Each call returns a new object. */
export function policy(): Policy;

/**
 * Searches as the page does, tolerating typos, and returns the hits, the best first. An empty query finds nothing. The last word may be
 * incomplete.
 *
 * @throws {Error} one sentence that names an invalid option, the given value, and the allowed values.
 */
export function search(text: string, options?: SearchOptions | null): Hit[];

/**
 * Returns the coverage of a service by a framework, as concluded from the host's claims. Pass an id, or any name that the content has. The
 * status `unstated` does not mean "no".
 *
 * @throws {Error} if no item, or more than one, has a name.
 */
export function coverage(service: string, framework: string): Cell;
/** Returns the coverage of a service by all frameworks, of all services by a framework, or the whole table, in the order of content. */
export function coverage(service?: string | null, framework?: null): Cell[];
export function coverage(service: null | undefined, framework: string): Cell[];
export function coverage(service?: string | null, framework?: string | null): Cell | Cell[];

/**
 * Compares every service with needs, in the order of content. Returns a finding with its grounds for each need.
 *
 * @throws {Error} if there is no need; or one sentence that names an invalid option, the given value, and the allowed values.
 */
export function qualify(needs: Requirements): Verdict[];

/** Returns the requirements of rules, and the extent to which this policy answers each. It does not decide whether a rule applies. */
export function gaps(): Gap[];

/** Appearance of a widget. */
export interface WidgetOptions {
  /** The id of a part of the page, or of a section of its text. Default: the whole page. */
  section?: string | null | undefined;
  /** Its colors; if missing, those of the surrounding page. */
  theme?: "auto" | "light" | "dark" | null | undefined;
  /** The language of the interface, as a tag. */
  lang?: string | null | undefined;
  /** `"iframe"` (default) shows it in a frame, `"inline"` in a shadow root. */
  mode?: "iframe" | "inline" | null | undefined;
  /** Smaller type and less space. */
  compact?: boolean | null | undefined;
}

/** Options for mounting a widget. */
export interface MountOptions extends WidgetOptions {
  /** The URL of the published page. Default: the URL that the build was given, or the folder above this package. */
  base?: string | null | undefined;
}

/** A mounted widget. */
export interface Mounted {
  /** Its element. The element's children are shown until the widget shows its text, or if it cannot. */
  readonly element: CarrotPrivacyElement;
  /**
   * Fulfilled when the widget shows its text, which it loads when the reader scrolls near it. Rejected with an `Error` if it cannot be shown, or
   * if it is unmounted before. You need not await it. If a slow network brings the text after the error, this becomes a new, fulfilled promise.
   */
  readonly ready: Promise<void>;
  /** Changes the given options. `null` removes an option. */
  update(options: WidgetOptions): void;
  /** Removes the widget. Further calls do nothing. */
  unmount(): void;
}

/**
 * Appends the widget to an element. It is loaded from the published page, and needs no `load`.
 *
 * @returns a handle, as soon as the widget is in the element. Its `ready` is fulfilled when the widget shows its text.
 * @throws {Error} if an option is invalid, or the widget's script cannot be loaded.
 */
export function mount(element: Element, options?: MountOptions | null): Promise<Mounted>;

/** The events of a widget. */
export interface CarrotPrivacyEventMap {
  /** It shows its text. */
  "carrot-ready": CustomEvent<object>;
  /** A reader followed a link in it. */
  "carrot-navigate": CustomEvent<{ id: string }>;
  /** An error, in a sentence. With `shown: false` the policy cannot be shown, and the element's children stay. */
  "carrot-error": CustomEvent<{ message: string; shown: boolean }>;
}

/** The attributes of `<carrot-privacy>` in JSX. */
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
