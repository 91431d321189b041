import Module from "node:module";
import { defer } from "./defer";

/**
 * A compiler and a package manager, which `@pulumi/pulumi` loads for functions that a program has serialized. None of
 * ours does: a second of a processor at each start. To be loaded before `@pulumi/pulumi`.
 */
const deferred = /^(@npmcli\/arborist|\.\.\/\.\.\/typescript-shim)$/;

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load.bind(Module);
loader._load = (request, ...rest) =>
  deferred.test(request) ? defer(() => load(request, ...rest)) : load(request, ...rest);
