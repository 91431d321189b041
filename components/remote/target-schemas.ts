import {
  absolutePath,
  anyText,
  matching,
  name,
  optional,
  port,
  record,
  type Shape,
  shape,
  text,
} from "./plan-shape";
import type { MachineFile, SshTarget } from "./ssh-target";

export const target: Shape<SshTarget> = (value, at) =>
  shape<SshTarget>({
    name,
    host: matching("a host name or an address", /^[A-Za-z0-9][A-Za-z0-9.:-]*$/),
    port: optional(port),
    user: name,
    privateKey: text,
    hostKey: matching("a public key, `ssh-ed25519 AAAA...`", /^[a-z0-9@.-]+ [A-Za-z0-9+/=]+/),
    jump: optional(target),
  })(value, at);

export const machineFile = shape<MachineFile>({
  path: absolutePath,
  content: anyText,
  mode: matching("an octal mode", /^[0-7]{3,4}$/),
  owner: optional(matching("user:group", /^[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+$/)),
});

/** Values of environment variables; a name that a shell can't take would end up as part of a command. */
export const environment: Shape<Readonly<Record<string, string>>> = (value, at) => {
  const variables = record(anyText)(value, at);
  for (const key of Object.keys(variables)) {
    matching("named as a variable, [A-Za-z_][A-Za-z0-9_]*", /^[A-Za-z_][A-Za-z0-9_]*$/)(key, `${at}.${key}`);
  }
  return variables;
};
