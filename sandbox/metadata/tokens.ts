import { randomBytes } from "node:crypto";

/** What the service answers one who asks for a token, or uses one. */
export interface TokenAnswer {
  readonly status: number;
  readonly text: string;
}

const longestSec = 21_600;

/** Tokens of IMDSv2: each is of the machine that asked for it, and ends. */
export class Tokens {
  private readonly given = new Map<string, { readonly machine: string; readonly endsAt: number }>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  /** @param lifetime Header `X-aws-ec2-metadata-token-ttl-seconds`. */
  give(machine: string, lifetime: string | undefined): TokenAnswer {
    const seconds = Number(lifetime);
    if (!/^\d+$/.test(lifetime ?? "") || seconds < 1 || seconds > longestSec)
      return { status: 400, text: `X-aws-ec2-metadata-token-ttl-seconds: 1 to ${longestSec} is needed` };
    const token = randomBytes(16).toString("hex");
    this.forgetEnded();
    this.given.set(token, { machine, endsAt: this.now() + seconds * 1000 });
    return { status: 200, text: token };
  }

  /** Whether it is this machine's, and has not ended. */
  isValid(machine: string, token: string | undefined): boolean {
    const known = this.given.get(token ?? "");
    return known !== undefined && known.machine === machine && known.endsAt > this.now();
  }

  private forgetEnded(): void {
    for (const [token, { endsAt }] of this.given) if (endsAt <= this.now()) this.given.delete(token);
  }
}
