import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** A resource as the engine shows it to a policy pack. */
export interface Judged {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  props: Record<string, JavaScriptValue>;
  deleteBeforeReplace: boolean;
  /** URNs of the resources that each property is made of. */
  readonly madeOf: Record<string, string[]>;
}

type Answer = (error: unknown, response?: RegisterResourceResponse) => void;

/** Runs a program against mocks and keeps each registration as it was on the wire, with its options. */
export async function recordRegistrations(run: () => Promise<unknown>): Promise<Judged[]> {
  const judged: Judged[] = [];
  const register = MockMonitor.prototype.registerResource;
  const spy = jest.spyOn(MockMonitor.prototype, "registerResource").mockImplementation(function (
    this: MockMonitor,
    request: RegisterResourceRequest,
    callback: Answer,
  ) {
    return register.call(this, request, (error: unknown, response?: RegisterResourceResponse) => {
      if (response) judged.push(asJudged(request, response.getUrn()));
      callback(error, response);
    });
  });
  await run().finally(() => spy.mockRestore());
  return judged;
}

function asJudged(request: RegisterResourceRequest, urn: string): Judged {
  const dependencies = [...request.getPropertydependenciesMap().entries()];
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    props: request.getObject()?.toJavaScript() ?? {},
    deleteBeforeReplace: request.getDeletebeforereplace(),
    madeOf: Object.fromEntries(dependencies.map(([property, urns]) => [property, urns.getUrnsList()])),
  };
}
