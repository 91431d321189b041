import { nameRules } from "../validation/names";
import type { MachineCheck, MachineNeeds } from "./machine-needs";
import {
  absolutePath,
  address,
  anyText,
  count,
  list,
  matching,
  name,
  optional,
  port,
  record,
  ruled,
  type Shape,
  shape,
  text,
  userName,
} from "./plan-shape";
import type { MachineFile, SshTarget } from "./ssh-target";

export const target: Shape<SshTarget> = (value, at) =>
  shape<SshTarget>({
    name,
    host: address,
    port: optional(port),
    user: userName,
    privateKey: text,
    hostKey: ruled(nameRules.hostKey),
    jump: optional(target),
    proxyCommand: optional(ruled(nameRules.proxyCommand)),
  })(value, at);

export const machineCheck = shape<MachineCheck>({
  target,
  needs: shape<MachineNeeds>({
    programs: optional(list(text)),
    writes: optional(list(absolutePath)),
    socketPath: optional(absolutePath),
    tcp: optional(shape({ host: address, port })),
    free: optional(shape({ path: absolutePath, kb: count })),
  }),
});

export const machineFileParts = {
  path: absolutePath,
  content: anyText,
  mode: matching("an octal mode", /^[0-7]{3,4}$/),
  owner: optional(ruled(nameRules.owner)),
};
export const machineFile = shape<MachineFile>(machineFileParts);

/** Values of environment variables; a name that a shell can't take would end up as part of a command. */
export const environment: Shape<Readonly<Record<string, string>>> = (value, at) => {
  const variables = record(anyText)(value, at);
  for (const key of Object.keys(variables)) {
    matching("named as a variable, [A-Za-z_][A-Za-z0-9_]*", nameRules.variable.pattern)(key, `${at}.${key}`);
  }
  return variables;
};
