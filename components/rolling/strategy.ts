/**
 * What becomes of a node's machine in a roll:
 * - `auto`: the same machine for another version or configuration, a new one for another image or type;
 * - `in-place`: always the same machine;
 * - `replace`: a new machine on the same identity, whatever changes;
 * - `blue-green`: a second set of nodes comes up and serves before the first one is touched.
 */
export const Strategy = {
  auto: "auto",
  inPlace: "in-place",
  replace: "replace",
  blueGreen: "blue-green",
} as const;
export type Strategy = (typeof Strategy)[keyof typeof Strategy];
