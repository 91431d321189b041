import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import execa from "execa";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { unary } from "../providers/serve";
import { findProviders, hostVersion } from "./packages";
import { runPlugin } from "./run-plugin";
import { runProgram } from "./run-program";

/**
 * Stands in for `pulumi-language-nodejs` where the official one can't be had: answers the engine's calls of
 * LanguageRuntime that deploying needs, and starts the SDK's own `cmd/run`, or for a plugin `cmd/run-plugin`. What is
 * not here (packing, generating code, installing dependencies) answers that it is not implemented.
 *
 * @param engine address of the engine that started this process
 */
export function createLanguageHost(engine: string, cancelled: AbortSignal): UntypedServiceImplementation {
  return {
    getPluginInfo: unary<Empty, PluginInfo>(async () => {
      const info = new PluginInfo();
      info.setVersion(hostVersion);
      return info;
    }),
    about: unary<proto.AboutRequest, proto.AboutResponse>(async () => {
      const about = new proto.AboutResponse();
      const { stdout } = await execa("node", ["-p", "[process.execPath, process.version].join('\\n')"]);
      const [executable = "", version = ""] = stdout.split("\n");
      about.setExecutable(executable);
      about.setVersion(version);
      return about;
    }),
    getRequiredPackages: unary<proto.GetRequiredPackagesRequest, proto.GetRequiredPackagesResponse>(
      async (request) => {
        const response = new proto.GetRequiredPackagesResponse();
        for (const { name, version } of findProviders(request.getInfo()?.getProgramDirectory() ?? "")) {
          const dependency = new PackageDependency();
          dependency.setName(name);
          dependency.setKind("resource");
          dependency.setVersion(`v${version}`);
          response.addPackages(dependency);
        }
        return response;
      },
    ),
    run: unary<proto.RunRequest, proto.RunResponse>(async (request) => {
      const info = request.getInfo();
      const end = await runProgram(
        {
          monitor: request.getMonitorAddress(),
          engine,
          organization: request.getOrganization(),
          project: request.getProject(),
          stack: request.getStack(),
          rootDirectory: info?.getRootDirectory() ?? "",
          directory: request.getPwd(),
          entryPoint: info?.getEntryPoint() ?? "",
          dryRun: request.getDryrun(),
          parallel: request.getParallel(),
          config: Object.fromEntries(request.getConfigMap().toObject()),
          secretKeys: request.getConfigsecretkeysList(),
          options: (info?.getOptions() as Struct | undefined)?.toJavaScript() ?? {},
        },
        cancelled,
      );
      const response = new proto.RunResponse();
      response.setError(end.error);
      response.setBail(end.bail);
      return response;
    }),
    runPlugin,
  };
}
