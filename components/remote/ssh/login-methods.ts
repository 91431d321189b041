import type { AnyAuthMethod } from "ssh2";

/**
 * Logs in with the key, and goes on where the machine wants a second step that asks nothing, as PAM does for
 * accounts without a second factor. What it asks is kept for the error; nothing is ever answered.
 */
export class LoginMethods {
  /** What the machine asked for besides the key: `keyboard-interactive ("Password: ")`. */
  asked: string | undefined;
  /** Whether the key was accepted, and was not enough. */
  keyAccepted = false;
  /** What the machine still wants. */
  left: readonly string[] = [];
  private readonly tried = new Set<string>();

  constructor(private readonly user: string) {}

  next(privateKey: string) {
    const key = { type: "publickey", username: this.user, key: privateKey } as const;
    return (
      left: readonly string[] | null,
      partial: boolean | null,
      use: (method: AnyAuthMethod) => void,
    ) => {
      this.left = left ?? [];
      if (partial && this.tried.has("publickey")) this.keyAccepted = true;
      // Without a first try of the key the first request would be one that no server grants.
      const wanted =
        left === null ? "publickey" : ["publickey", "keyboard-interactive"].find((name) => this.may(name));
      if (!wanted) return use(false as unknown as AnyAuthMethod);
      this.tried.add(wanted);
      use(wanted === "publickey" ? key : this.keyboard());
    };
  }

  private may(name: string): boolean {
    return this.left.includes(name) && !this.tried.has(name);
  }

  private keyboard(): AnyAuthMethod {
    return {
      type: "keyboard-interactive",
      username: this.user,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const words = prompts.map(({ prompt }) => JSON.stringify(prompt.trim().slice(0, 60)));
        this.asked = `keyboard-interactive (${words.join(", ")})`;
        finish([]);
      },
    };
  }
}
