import type { Phase } from "./roll-report";

/** Grey while the node serves as ever, warm on its way out, blue while it is changed, green on its way in. */
export const phaseColors: Readonly<Record<Phase, string>> = {
  prepare: "#c5ccd6",
  balancer: "#98a3b3",
  drain: "#f4c04e",
  "take out": "#e88b3c",
  stop: "#8a5a44",
  change: "#9db7e0",
  start: "#4878c0",
  enable: "#4fb3a5",
  stable: "#8bc98a",
  hook: "#b39bc8",
  other: "#d3c5b0",
};

export const inks = {
  text: "#1f2733",
  quiet: "#667085",
  line: "#e4e8ee",
  bad: "#c62f2a",
  good: "#2e7d4f",
  warn: "#b26a00",
  rate: "#4878c0",
  p50: "#8fb0de",
  p99: "#6b4fa3",
} as const;

export const fontFamily = "Inter, 'Helvetica Neue', Arial, sans-serif";
