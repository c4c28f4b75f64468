// Types that several tests share, and the globals that tests and benchmarks define in the browser.
import type axeCore from "axe-core";
import type { Mounted } from "../web/pkg/npm/index.js";

/** An object with an id and, in most lists, a name. */
interface Named {
  id: string;
  name: string;
}

interface Titled {
  id: string;
  title: string;
}

/** `policy.json` and `compliance.json`, as far as tests read them. */
export interface Exported {
  bot: { name: string; party: string; lang?: string };
  parties: Named[];
  sections: { id: string; part: string; statements: (Titled & { party: string })[] }[];
  inventory: { items: Named[]; whole: Record<string, unknown> & { purpose?: unknown[] } };
  services: Named[];
  regions: Named[];
  frameworks: Named[];
  claims: { id: string; frameworks: string[]; scope: unknown }[];
  data_rules: Named[];
  objectives: Named[];
  terms: Named[];
  questions: Titled[];
  requirements: Titled[];
  answers: { requirement: string; statements: string[] }[];
  sources: { id: string; kind: string; title: string; as_of?: string | null }[];
  coverage: { service: string; framework: string }[];
}

/** A `carrot-*` event of a widget, as tests record it. */
export interface WidgetEvent {
  /** The name after `carrot-`. */
  name: string;
  // `any`: each event has a detail of its own.
  detail: any;
  /** The id of the widget. */
  id: string;
}

declare global {
  namespace PlaywrightTest {
    interface Matchers<R> {
      /** Waits until a person can see some text of the element: see fixtures.mjs. */
      toBeSeen(): Promise<R>;
    }
  }

  /** An entry of a `PerformanceObserver` for "layout-shift", which the DOM library does not declare. */
  interface LayoutShift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
  }

  interface Window {
    /** axe-core, whose source tests run in the page. */
    axe: typeof axeCore;

    // visible.mjs
    seen: (element: Element | null) => boolean;
    seenTexts: (selector: string, most?: number) => string[];

    // touch.test.mjs
    hit: (element: Element) => boolean;
    links: Element[];
    tapped: number | undefined;

    // Layout shifts: their sum, and each one.
    shift: number;
    shifts: number[];
    // The tools whose place was empty when a paint could come.
    empty: (string | null)[];

    // Widgets
    heard: WidgetEvent[];
    heights: number[];
    fallbacks: number;
    reads: number;
    widget: Mounted;
    outcome: string;
    keys: string[];

    // bench/measure.mjs
    timings: { fcp: number; lcp: number; cls: number; tasks: [start: number, duration: number][] };
    tasks: number[];
    shown: boolean | undefined;
    answered: number | undefined;
    within: number;
    over: boolean;
    begin: (within: number) => void;
    end: () => number | undefined;

    /** islands.test.mjs: milliseconds from an input to its visible result, and the text for screen readers at that time. */
    answer: Promise<{ after: number; announced: string | null }>;
    /** islands.test.mjs: the number of listeners for the end of a composition. */
    waiting: number;
    /** headers.test.mjs: set by a script that must not run. */
    ran: boolean | undefined;
  }
}
