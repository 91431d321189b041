import { findProgram } from "../prerequisites/find-program";

/** Chromium and what is made of it, under the names that they are installed with. */
const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"] as const;

/** Path of the browser's program; undefined where there is none. */
export function findBrowser(): string | undefined {
  return names.map(findProgram).find((path) => path !== undefined);
}
