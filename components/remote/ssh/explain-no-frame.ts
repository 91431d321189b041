import { describeError, RollError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import type { Framing } from "./frame";

/** What came in place of a script's frame. */
export interface SeenInstead {
  readonly stdout: string;
  readonly stderr: string;
  /** Of the login shell. */
  readonly code?: number;
}

const shownCharacters = 300;

/** Says why the script did not even begin. */
export function explainNoFrame(
  target: SshTarget,
  { asRoot, mark }: Framing,
  { stdout, stderr, code }: SeenInstead,
  cause?: unknown,
): RollError {
  const words = [stderr, stdout]
    .join("\n")
    .replaceAll(mark, "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const { seen, next } = judge(target, asRoot, words.join("\n"), code, cause);
  return new RollError(
    {
      node: target.name,
      step: `run a command on ${target.host}`,
      expected: `/bin/sh to run a script${asRoot ? " as root, by sudo" : ""}`,
      seen,
      logLines: words.slice(-10).map((line) => line.slice(0, shownCharacters)),
      next,
    },
    { cause },
  );
}

function judge(
  { user, name }: SshTarget,
  asRoot: boolean,
  words: string,
  code: number | undefined,
  cause: unknown,
): { seen: string; next: string } {
  const program = missingProgram(words);
  if (program) {
    return {
      seen: `no program ${program} on the machine`,
      next: `install ${program} on ${name}, then \`pulumi up\``,
    };
  }
  const sudo =
    /^sudo: .*/m.exec(words)?.[0] ?? /^.*(?:is not in the sudoers file|may not run sudo).*/m.exec(words)?.[0];
  if (asRoot && sudo) {
    return {
      seen: sudo,
      next: `let ${user} become root on ${name} without a password (\`${user} ALL=(ALL) NOPASSWD: ALL\` in /etc/sudoers.d, no requiretty for it), then \`pulumi up\``,
    };
  }
  const startFiles = `look at what the login shell of ${user} runs on ${name} before a command (.bashrc, .profile, /etc/profile.d, ForceCommand): it must neither read its input nor end or replace the shell when there is no terminal; then \`pulumi up\``;
  const shown = words.slice(0, shownCharacters);
  const came = shown ? `this came instead: ${JSON.stringify(shown)}` : "nothing came at all";
  if (code === 97)
    return { seen: `another shell, which a start file began, read the script; ${came}`, next: startFiles };
  const how =
    cause === undefined ? `the login shell ended with status ${code ?? "unknown"}` : describeError(cause);
  return { seen: `${how}, and ${came}`, next: startFiles };
}

/** From the words of sh, bash, csh, fish, env, timeout and sudo. */
export function missingProgram(words: string): string | undefined {
  const found =
    /(?:^|: )([\w./-]+): (?:command not found|not found)$/im.exec(words) ??
    /command not found: ([\w./-]+)$/im.exec(words) ??
    /Unknown command:? '?([\w./-]+)'?$/im.exec(words) ??
    /['‘]([\w./-]+)['’]: No such file or directory$/im.exec(words);
  return found?.[1];
}
