/** Which servers get requests. */
export interface ServersUp {
  /** How many of a backend a balancer counts. */
  readonly count: (backend: string) => number;
  /** Of a server, as `backend/server`. */
  readonly isUp: (server: string) => boolean;
}

/** Unknown where it is about something else than servers. */
export type Truth = boolean | undefined;
export type Test = (up: ServersUp) => Truth;

/** Of the words of an ACL: `nbsrv(app) lt 2`. */
export function readTest([fetch = "", ...values]: readonly string[], section: string): Test {
  const [, kind, given] = /^(nbsrv|srv_is_up)(?:\(([^)]*)\))?$/.exec(fetch) ?? [];
  const matches = readMatches(values);
  if (kind === undefined || matches === undefined) return () => undefined;
  const own = section.replace(/^\S+ /, "");
  const name = given || own;
  const value = ({ count, isUp }: ServersUp) =>
    kind === "nbsrv" ? count(name) : Number(isUp(name.includes("/") ? name : `${own}/${name}`));
  return (up) => matches(value(up));
}

const operators: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  eq: (left, right) => left === right,
  ge: (left, right) => left >= right,
  gt: (left, right) => left > right,
  le: (left, right) => left <= right,
  lt: (left, right) => left < right,
};

/** `undefined` for what is not of whole numbers. */
function readMatches(values: readonly string[]): ((value: number) => boolean) | undefined {
  const matches: ((value: number) => boolean)[] = [];
  const words = values
    .join(" ")
    .replace(/^-m int ?/, "")
    .replace(/^-- /, "")
    .split(" ")
    .filter(Boolean);
  let operator = operators.eq;
  for (const word of words) {
    const known = operators[word];
    const [, from, to] = /^(\d*):(\d*)$/.exec(word) ?? [];
    const as = operator;
    if (known) operator = known;
    else if (from !== undefined) {
      matches.push((value) => value >= Number(from) && (to === "" || value <= Number(to)));
    } else if (/^\d+$/.test(word)) matches.push((value) => as?.(value, Number(word)) ?? false);
    else return undefined;
  }
  return words.length === 0 ? (value) => value !== 0 : (value) => matches.some((match) => match(value));
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

export function anyOf(tests: readonly Test[]): Test {
  return (up) => {
    const truths = tests.map((test) => test(up));
    return truths.includes(true)
      ? true
      : truths.includes(undefined) || truths.length === 0
        ? undefined
        : false;
  };
}

export function allOf(tests: readonly Test[]): Test {
  const any = anyOf(tests.map((test) => (up: ServersUp) => not(test(up))));
  return (up) => not(any(up));
}
