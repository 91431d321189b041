import { type handleUnaryCall, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { renderError, struct, unary } from "../serve/messages";
import { UnfinishedError } from "./resource";

/** A call's handler; from a resource that was made but not finished, the engine gets its id to keep. */
export function unfinishedUnary<Request, Response>(
  handler: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return unary(handler, renderUnfinished);
}

function renderUnfinished(error: Error): ServiceError {
  const base = renderError(error);
  if (!(error instanceof UnfinishedError)) return base;
  const detail = new ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(struct(error.state))
    .setReasonsList([error.message]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const outcome = new Status().setCode(status.UNKNOWN).setMessage(error.message).addDetails(any);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(outcome.serializeBinary()));
  return { ...base, metadata };
}
