import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { serveService } from "../providers/serve";
import { createLanguageHost } from "./service";

void serveService(
  (_log, cancelled, engine) => createLanguageHost(engine, cancelled.signal),
  process.argv.slice(2),
  LanguageRuntimeService,
);
