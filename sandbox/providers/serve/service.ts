import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { checkInputs } from "./check-inputs";
import { renderDiff } from "./diff-response";
import type { EngineLog } from "./engine-log";
import { properties, renderFailure, struct, unary } from "./messages";
import type { Operation, Provider, ResourceHandler } from "./types";

/** The engine's calls for one provider. Calls that are not here answer that they are not implemented. */
export function createService(
  provider: Provider,
  log: EngineLog,
  cancelled: AbortController,
): UntypedServiceImplementation {
  const resourceOf = (urn: string): ResourceHandler =>
    find(provider.resources, typeOf(urn), "resource type", provider.name);

  function operate(urn: string, preview: boolean, timeoutSec: number): Operation {
    const limits = timeoutSec > 0 ? [AbortSignal.timeout(timeoutSec * 1000)] : [];
    return {
      urn,
      name: urn.split("::").slice(3).join("::"),
      preview,
      signal: AbortSignal.any([cancelled.signal, ...limits]),
      log: (line) => log.line(urn, line),
    };
  }

  return {
    getPluginInfo: unary<Empty, PluginInfo>(async () => {
      const info = new PluginInfo();
      info.setVersion(provider.version);
      return info;
    }),
    configure: unary<proto.ConfigureRequest, proto.ConfigureResponse>(async () => {
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      return response;
    }),
    cancel: unary<Empty, Empty>(async () => {
      cancelled.abort();
      return new Empty();
    }),
    check: unary<proto.CheckRequest, proto.CheckResponse>(async (request) => {
      const { inputs: spec, defaults } = resourceOf(request.getUrn());
      const inputs = { ...defaults, ...properties(request.getNews()) };
      const response = new proto.CheckResponse();
      response.setInputs(struct(inputs));
      response.setFailuresList(checkInputs(spec, inputs).map(renderFailure));
      return response;
    }),
    diff: unary<proto.DiffRequest, proto.DiffResponse>(async (request) => {
      const state = properties(request.getOlds());
      const before = request.hasOldInputs() ? properties(request.getOldInputs()) : state;
      return renderDiff(resourceOf(request.getUrn()), state, before, properties(request.getNews()));
    }),
    create: unary<proto.CreateRequest, proto.CreateResponse>(async (request) => {
      const urn = request.getUrn();
      const operation = operate(urn, request.getPreview(), request.getTimeout());
      const made = await resourceOf(urn)
        .create(properties(request.getProperties()), operation)
        .finally(() => log.flush());
      const response = new proto.CreateResponse();
      response.setId(made.id);
      response.setProperties(struct(made.state));
      return response;
    }),
    update: unary<proto.UpdateRequest, proto.UpdateResponse>(async (request) => {
      const urn = request.getUrn();
      const operation = operate(urn, request.getPreview(), request.getTimeout());
      const state = await resourceOf(urn)
        .update(properties(request.getOlds()), properties(request.getNews()), operation)
        .finally(() => log.flush());
      const response = new proto.UpdateResponse();
      response.setProperties(struct(state));
      return response;
    }),
    delete: unary<proto.DeleteRequest, Empty>(async (request) => {
      const urn = request.getUrn();
      await resourceOf(urn)
        .delete(properties(request.getProperties()), operate(urn, false, request.getTimeout()))
        .finally(() => log.flush());
      return new Empty();
    }),
    read: unary<proto.ReadRequest, proto.ReadResponse>(async (request) => {
      const { read } = resourceOf(request.getUrn());
      const state = properties(request.getProperties());
      const response = new proto.ReadResponse();
      response.setId(request.getId());
      response.setProperties(struct(read ? await read(state) : state));
      response.setInputs(request.getInputs());
      return response;
    }),
    invoke: unary<proto.InvokeRequest, proto.InvokeResponse>(async (request) => {
      const handler = find(provider.functions, request.getTok(), "function", provider.name);
      const args = properties(request.getArgs());
      const response = new proto.InvokeResponse();
      const failures = checkInputs(handler.inputs, args);
      response.setFailuresList(failures.map(renderFailure));
      if (failures.length > 0) return response;
      const result = await handler
        .invoke(args, operate("", request.getPreview(), 0))
        .finally(() => log.flush());
      response.setReturn(struct(result));
      return response;
    }),
  };
}

function find<Handler>(
  known: Readonly<Record<string, Handler>>,
  token: string,
  what: string,
  provider: string,
): Handler {
  const handler = Object.hasOwn(known, token) ? known[token] : undefined;
  if (handler) return handler;
  const names = Object.keys(known).sort().join(", ") || "none";
  throw new Error(`${what} ${token} is not in the sandbox's ${provider} provider, which has ${names}`);
}

/** The type of the resource itself, without its parents' types before it. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
