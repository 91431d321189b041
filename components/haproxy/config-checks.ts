const identifier = /^[A-Za-z0-9_.:-]{1,64}$/;
const hostname = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const hostPattern = /^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,249}[A-Za-z0-9])?$/;
const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const cidr = new RegExp(`${ipv4.source.slice(0, -1)}/(3[0-2]|[12]?\\d)$`);
const absolutePath = /^\/[A-Za-z0-9_./@+-]+$/;
const uriPath = /^\/[A-Za-z0-9_./~?=&%+-]*$/;
const routePath = /^\/[A-Za-z0-9_./~%+-]*$/;

/** Collects what is wrong with the values of a configuration, each with where it stands and what is allowed. */
export class ConfigChecks {
  readonly problems: string[] = [];

  want(holds: boolean, at: string, got: unknown, allowed: string): void {
    if (!holds) this.problems.push(`${at}: got ${JSON.stringify(got)}, allowed is ${allowed}`);
  }

  name(at: string, value: string): void {
    this.want(identifier.test(value), at, value, "1 to 64 letters, digits and _ . : -");
  }

  host(at: string, value: string): void {
    this.want(hostname.test(value), at, value, "a host name");
  }

  hostOrBelow(at: string, value: string): void {
    this.want(hostPattern.test(value), at, value, "a host name, or *. and a host name");
  }

  address(at: string, value: string, what = "an IPv4 address"): void {
    this.want(ipv4.test(value), at, value, what);
  }

  range(at: string, value: string): void {
    this.want(cidr.test(value), at, value, "an IPv4 range such as 10.42.0.0/20");
  }

  path(at: string, value: string): void {
    this.want(absolutePath.test(value), at, value, "an absolute path without spaces or quotes");
  }

  uri(at: string, value: string): void {
    this.want(uriPath.test(value), at, value, "a path without spaces or quotes");
  }

  routePath(at: string, value: string): void {
    this.want(routePath.test(value), at, value, "the beginning of a path, such as /carbon");
  }

  port(at: string, value: number): void {
    this.want(Number.isInteger(value) && value > 0 && value < 65536, at, value, "a port, 1 to 65535");
  }

  seconds(at: string, value: number): void {
    this.want(Number.isFinite(value) && value > 0, at, value, "seconds, more than 0");
  }

  count(at: string, value: number): void {
    this.want(Number.isInteger(value) && value > 0, at, value, "a whole number, at least 1");
  }

  unique(at: string, values: readonly (string | number)[]): void {
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    this.want(twice === undefined, at, twice, "each value once");
  }

  oneOf(at: string, value: string, known: readonly string[]): void {
    this.want(known.includes(value), at, value, `one of ${known.join(", ")}`);
  }
}
