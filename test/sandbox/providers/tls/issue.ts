import type { Operation, Properties, ResourceHandler } from "../../../../sandbox/providers/serve";
import { plainProperties } from "../../../../sandbox/providers/serve";

const operation: Operation = {
  urn: "urn:pulumi:test::wso2::tls:index/x:X::made",
  name: "made",
  preview: false,
  signal: new AbortController().signal,
  log: () => {},
};

/** Creates a resource and returns its state as the program sees it. */
export async function make(handler: ResourceHandler, inputs: Properties): Promise<Record<string, string>> {
  const { id, state } = await handler.create(inputs, operation);
  return { id, ...plainProperties(state) } as Record<string, string>;
}

export const previewOf = (handler: ResourceHandler, inputs: Properties) =>
  handler.create(inputs, { ...operation, preview: true });

export const updateOf = (handler: ResourceHandler, state: Properties, inputs: Properties) =>
  handler.update(state, inputs, operation);
