// Asks the questions of every program. The answers must be the same everywhere.
/** @param {Pick<typeof import("carrot-privacy"), "search" | "qualify" | "coverage">} carrot */
export const answers = ({ search, qualify, coverage }) => ({
  search: search("delete my data"),
  coverage: coverage("shield-postgres", "pci-dss"),
  qualify: qualify({ frameworks: ["soc-2"], lossHours: 4 }),
});

/** @param {unknown} value */
export const print = (value) => console.log(JSON.stringify(value));
