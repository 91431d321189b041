/** As Ansible has them: `[01:50]`, `[a:f]`, with a step `[0:10:2]`. */
const range = /\[(\d+|[a-z]|[A-Z]):(\d+|[a-z]|[A-Z])(?::(\d+))?\]/;
const most = 1000;

/**
 * The names that a range stands for: `web[01:03].example.com` is three. Numbers are as wide as the first one.
 *
 * @returns the name alone where it holds no range; undefined when the range can't be read or is too long.
 */
export function expandRange(name: string): string[] | undefined {
  const [whole, from = "", to = "", step = "1"] = range.exec(name) ?? [];
  if (whole === undefined) return /[[\]]/.test(name) ? undefined : [name];
  const parts = series(from, to, Number(step));
  if (!parts) return undefined;
  const names: string[] = [];
  for (const part of parts) {
    const rest = expandRange(name.replace(whole, part));
    if (!rest || names.length + rest.length > most) return undefined;
    names.push(...rest);
  }
  return names;
}

function series(from: string, to: string, step: number): string[] | undefined {
  const isNumber = /^\d+$/.test(from);
  if (isNumber !== /^\d+$/.test(to) || step < 1) return undefined;
  const [first, last] = isNumber ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const count = Math.floor((last - first) / step) + 1;
  if (count < 1 || count > most) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const value = first + index * step;
    return isNumber ? String(value).padStart(from.length, "0") : String.fromCharCode(value);
  });
}
