/** A module that is loaded when somebody first wants something of it. */
export function defer(load: () => unknown): unknown {
  const loaded = () => load() as Record<string | symbol, unknown>;
  return new Proxy(
    {},
    {
      // `import * as` of a compiled module takes it as it is then, and copies nothing.
      get: (_, name) => (name === "__esModule" ? true : loaded()[name]),
      has: (_, name) => name in loaded(),
    },
  );
}
