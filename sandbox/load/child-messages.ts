import type { LoadOptions } from "./options";
import type { LoadReport, LoadSample } from "./report";

/** Options as another process can be given them. */
export type ChildLoadOptions = Omit<LoadOptions, "signal">;

export type ToChild = { readonly start: ChildLoadOptions } | { readonly stop: true };

export type FromChild =
  | { readonly sample: LoadSample }
  | { readonly report: LoadReport }
  | { readonly error: string };
