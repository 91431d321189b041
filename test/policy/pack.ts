import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { packageRoot } from "../../sandbox/paths";
import type { Judged } from "./judged";

/** The policy pack in `policy/`, started and asked as the engine does it. */
export class Pack {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async open(): Promise<Pack> {
    const program = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [program, "127.0.0.1:0", "."], {
      cwd: join(packageRoot, "policy"),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`the pack ended: ${code}`)));
    ended.catch(() => {});
    const lines = createInterface({ input: child.stdout });
    const [port] = (await Promise.race([once(lines, "line"), ended])) as [string];
    return new Pack(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure()));
  }

  /** `rule name: message` of each violation: of each resource alone, then of all together. */
  async judge(resources: readonly Judged[]): Promise<string[]> {
    const names = new Map(resources.map(({ urn, name }) => [urn, name]));
    const alone = resources.map(async (resource) =>
      violations(await this.ask(fill(new AnalyzeRequest(), resource)), () => resource.name),
    );
    const stack = new AnalyzeStackRequest();
    stack.setResourcesList(resources.map(asResource));
    const together = violations(await this.ask(stack), (urn) => names.get(urn) ?? urn);
    return [...(await Promise.all(alone)).flat(), ...together];
  }

  private ask(request: AnalyzeRequest | AnalyzeStackRequest): Promise<AnalyzeResponse> {
    return new Promise((resolve, reject) => {
      const answer = (error: unknown, response: AnalyzeResponse) =>
        error ? reject(error) : resolve(response);
      if (request instanceof AnalyzeRequest) this.client.analyze(request, answer);
      else this.client.analyzeStack(request, answer);
    });
  }

  async close(): Promise<void> {
    this.client.close();
    const gone = once(this.child, "exit");
    this.child.kill();
    await gone;
  }
}

function violations(response: AnalyzeResponse, nameOf: (urn: string) => string): string[] {
  return response
    .getDiagnosticsList()
    .map(
      (each) => `${each.getPolicyname()} ${nameOf(each.getUrn())}: ${each.getMessage().split("\n").at(-1)}`,
    );
}

function fill<Request extends AnalyzeRequest | AnalyzerResource>(
  request: Request,
  resource: Judged,
): Request {
  const options = new AnalyzerResourceOptions();
  options.setDeletebeforereplace(resource.deleteBeforeReplace);
  options.setDeletebeforereplacedefined(resource.deleteBeforeReplace);
  request.setType(resource.type);
  request.setName(resource.name);
  request.setUrn(resource.urn);
  request.setProperties(Struct.fromJavaScript(resource.props));
  request.setOptions(options);
  return request;
}

function asResource(resource: Judged): AnalyzerResource {
  const made = fill(new AnalyzerResource(), resource);
  for (const [property, urns] of Object.entries(resource.madeOf)) {
    const dependencies = new AnalyzerPropertyDependencies();
    dependencies.setUrnsList(urns);
    made.getPropertydependenciesMap().set(property, dependencies);
  }
  return made;
}
