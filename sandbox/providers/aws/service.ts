import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { version } from "@pulumi/aws/package.json";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { properties, renderFailure, struct, unary } from "../serve/messages";
import { plainProperties } from "../serve/wire";
import { checkValues } from "./check-values";
import { type AwsClients, createAwsClients } from "./clients";
import { renderDiff } from "./diff-response";
import { createHandler, type ResourceHandler } from "./handler";
import { checkConfig, type ProviderConfig, planConfig } from "./provider-config";
import { findIn, functions, resources } from "./registry";
import type { Context } from "./resource";
import { renderSchema } from "./schema";
import { unfinishedUnary } from "./unfinished";

/** The engine's calls. Those that are not here answer that they are not implemented. */
export function createAwsService(
  env: NodeJS.ProcessEnv,
  cancelled: AbortController,
): UntypedServiceImplementation {
  let config: ProviderConfig = planConfig({}, env);
  let clients: AwsClients | undefined;
  const handlers = new Map<string, ResourceHandler>();

  function handlerOf(urn: string): ResourceHandler {
    const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const handler = handlers.get(token) ?? createHandler(findIn(resources, "resource type", token), config);
    handlers.set(token, handler);
    return handler;
  }

  function contextFor(timeoutSec: number): Context {
    clients ??= createAwsClients(env.AWS_ENDPOINT_URL, config.region);
    const limits = timeoutSec > 0 ? [AbortSignal.timeout(timeoutSec * 1000)] : [];
    return { aws: clients, region: config.region, signal: AbortSignal.any([cancelled.signal, ...limits]) };
  }

  return {
    getPluginInfo: unary<Empty, PluginInfo>(async () => new PluginInfo().setVersion(version)),
    getSchema: unary<proto.GetSchemaRequest, proto.GetSchemaResponse>(async () =>
      new proto.GetSchemaResponse().setSchema(renderSchema()),
    ),
    checkConfig: unary<proto.CheckRequest, proto.CheckResponse>(async (request) => {
      const failures = checkConfig(plainProperties(properties(request.getNews())), env);
      return new proto.CheckResponse()
        .setInputs(request.getNews())
        .setFailuresList(failures.map(renderFailure));
    }),
    configure: unary<proto.ConfigureRequest, proto.ConfigureResponse>(async (request) => {
      config = planConfig(plainProperties(properties(request.getArgs())), env);
      clients = createAwsClients(env.AWS_ENDPOINT_URL, config.region);
      // Without secrets' wrappers the engine itself marks each output that has the name of a secret input.
      return new proto.ConfigureResponse().setAcceptsecrets(false).setSupportspreview(true);
    }),
    cancel: unary<Empty, Empty>(async () => {
      cancelled.abort();
      return new Empty();
    }),

    check: unary<proto.CheckRequest, proto.CheckResponse>(async (request) => {
      const urn = request.getUrn();
      const { inputs, failures } = handlerOf(urn).check({
        name: urn.split("::").slice(3).join("::"),
        before: properties(request.getOlds()),
        given: properties(request.getNews()),
        seed: request.getRandomseed_asB64(),
      });
      return new proto.CheckResponse().setInputs(struct(inputs)).setFailuresList(failures.map(renderFailure));
    }),
    diff: unary<proto.DiffRequest, proto.DiffResponse>(async (request) => {
      const urn = request.getUrn();
      const state = properties(request.getOlds());
      const before = request.hasOldInputs() ? properties(request.getOldInputs()) : state;
      const changes = handlerOf(urn).diff(before, properties(request.getNews()), state);
      return renderDiff(
        changes,
        findIn(resources, "resource type", urn.split("::")[2]?.split("$").at(-1) ?? ""),
      );
    }),
    create: unfinishedUnary<proto.CreateRequest, proto.CreateResponse>(async (request) => {
      const handler = handlerOf(request.getUrn());
      const inputs = properties(request.getProperties());
      if (request.getPreview()) {
        return new proto.CreateResponse().setProperties(struct(handler.previewCreate(inputs)));
      }
      const { id, state } = await handler.create(inputs, contextFor(request.getTimeout()));
      return new proto.CreateResponse().setId(id).setProperties(struct(state));
    }),
    read: unary<proto.ReadRequest, proto.ReadResponse>(async (request) => {
      const known = properties(request.getProperties());
      const inputs = request.hasInputs() ? properties(request.getInputs()) : {};
      const context = contextFor(request.getTimeout());
      const found = await handlerOf(request.getUrn()).read(request.getId(), known, inputs, context);
      // An empty id says that it is gone.
      if (!found) return new proto.ReadResponse();
      return new proto.ReadResponse()
        .setId(request.getId())
        .setProperties(struct(found.state))
        .setInputs(struct(found.inputs));
    }),
    update: unary<proto.UpdateRequest, proto.UpdateResponse>(async (request) => {
      const handler = handlerOf(request.getUrn());
      const state = properties(request.getOlds());
      const inputs = properties(request.getNews());
      if (request.getPreview()) {
        return new proto.UpdateResponse().setProperties(struct(handler.previewUpdate(state, inputs)));
      }
      const before = request.hasOldInputs() ? properties(request.getOldInputs()) : state;
      const context = contextFor(request.getTimeout());
      const changed = await handler.update(request.getId(), state, before, inputs, context);
      return new proto.UpdateResponse().setProperties(struct(changed));
    }),
    delete: unary<proto.DeleteRequest, Empty>(async (request) => {
      const state = properties(request.getProperties());
      await handlerOf(request.getUrn()).delete(request.getId(), state, contextFor(request.getTimeout()));
      return new Empty();
    }),

    invoke: unary<proto.InvokeRequest, proto.InvokeResponse>(async (request) => {
      const definition = findIn(functions, "function", request.getTok());
      const args = properties(request.getArgs());
      const failures = checkValues(definition.inputs, args);
      const response = new proto.InvokeResponse().setFailuresList(failures.map(renderFailure));
      if (failures.length > 0) return response;
      return response.setReturn(struct(await definition.invoke(args, contextFor(0))));
    }),
  };
}
