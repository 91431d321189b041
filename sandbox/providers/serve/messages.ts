import { type handleUnaryCall, type ServiceError, status } from "@grpc/grpc-js";
import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { InputFailure } from "./check-inputs";
import type { Properties } from "./wire";

/**
 * A call's handler; an error becomes the text that the engine shows.
 *
 * @param render what the engine gets of an error, when its text is not all
 */
export function unary<Request, Response>(
  handler: (request: Request) => Promise<Response>,
  render: (error: Error) => ServiceError = renderError,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(handler)
      .then(
        (response) => callback(null, response),
        (error: Error) => callback(render(error)),
      );
  };
}

export function renderError(error: Error): ServiceError {
  return { code: status.UNKNOWN, details: error.message } as ServiceError;
}

/** Properties of a message; none when it is not there. */
export function properties(message: Struct | undefined): Properties {
  return message?.toJavaScript() ?? {};
}

/** Properties as a message, without those, at any depth, that have no value: it can't hold them. */
export function struct(values: Properties): Struct {
  return Struct.fromJavaScript(withoutMissing(values) as Record<string, JavaScriptValue>);
}

function withoutMissing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMissing);
  if (typeof value !== "object" || value === null) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(given.map(([key, inner]) => [key, withoutMissing(inner)]));
}

/** What the engine shows beside an input. */
export function renderFailure({ property, reason }: InputFailure): CheckFailure {
  const failure = new CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}
