// Compiled without the DOM library and without Node's types.
import load, { coverage, gaps, mount, policy, qualify, search } from "carrot-privacy";
import type { CarrotErrorCode, Hit, LoadOptions, Mounted, Outcome, Verdict } from "carrot-privacy";
import { load as loadInline } from "carrot-privacy/inline";

export async function answers(bytes: Uint8Array): Promise<[string[], Outcome[], number]> {
  const options: LoadOptions = { wasm: bytes, content: Promise.resolve(bytes.buffer) };
  await load(options);
  await loadInline();
  const hits: Hit[] = search("delete my data", { limit: 3, kinds: ["question"] });
  const verdicts: Verdict[] = qualify({ frameworks: ["soc-2"], lossHours: 4 });
  const { status } = coverage("shield-postgres", "pci-dss");
  if (status.kind === "conditional") status.conditions.length;
  // @ts-expect-error: without a service or a framework, it is a table.
  coverage().status;
  // @ts-expect-error: an unknown option.
  search("a", { limits: 1 });
  return [hits.map((hit) => hit.id), verdicts.map((verdict) => verdict.outcome), policy().services.length + gaps().length];
}

export const mounted: Promise<Mounted> | undefined = undefined as ReturnType<typeof mount> | undefined;
export const code: CarrotErrorCode = "not-loaded";
