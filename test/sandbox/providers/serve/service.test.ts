import type { handleUnaryCall } from "@grpc/grpc-js";
import type { DiffResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { DiffRequest, InvokeRequest, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { localCommand, localRun } from "../../../../sandbox/providers/command/local-command";
import { createService } from "../../../../sandbox/providers/serve/service";

const lines: string[] = [];
const log = { line: (urn: string, text: string) => void lines.push(`${urn}|${text}`), flush: async () => {} };
const service = createService(
  {
    name: "command",
    version: "1.2.1",
    resources: { "command:local:Command": localCommand },
    functions: { "command:local:run": localRun },
  },
  log,
  new AbortController(),
);

function call<Response>(method: string, request: unknown): Promise<Response> {
  const handler = service[method] as handleUnaryCall<unknown, Response>;
  return new Promise((resolve, reject) => {
    handler({ request } as never, (error, response) =>
      error ? reject(error) : resolve(response as Response),
    );
  });
}

function invoke(token: string, args: Record<string, JavaScriptValue>): Promise<InvokeResponse> {
  const request = new InvokeRequest();
  request.setTok(token);
  request.setArgs(Struct.fromJavaScript(args));
  return call("invoke", request);
}

test("a function runs, and its lines are shown without a resource", async () => {
  const response = await invoke("command:local:run", { command: "echo one; echo two" });
  expect(response.getReturn()?.toJavaScript()).toEqual({
    command: "echo one; echo two",
    stdout: "one\ntwo",
    stderr: "",
  });
  expect(lines).toEqual(["|one", "|two"]);
});

test("fails for a function, its arguments or a type that there is not", async () => {
  await expect(invoke("command:local:walk", {})).rejects.toMatchObject({
    details:
      "function command:local:walk is not in the sandbox's command provider, which has command:local:run",
  });
  const failures = (await invoke("command:local:run", { commands: "x" })).getFailuresList();
  expect(failures.map((failure) => failure.getProperty())).toEqual(["command", "commands"]);
  const request = new DiffRequest();
  request.setUrn("urn:pulumi:dev::wso2::wso2:index:Node$command:remote:Command::x");
  await expect(call("diff", request)).rejects.toMatchObject({
    details: expect.stringContaining(
      "resource type command:remote:Command is not in the sandbox's command provider",
    ),
  });
});

test.each<[string, string[], string[], [string, PropertyDiff.Kind]]>([
  // As the official provider says it; the SDK's option makes a replacement of it.
  ["a place in a list by its path", ["1", "2"], [], ["triggers[1]", PropertyDiff.Kind.ADD]],
  ["what needs a new resource", [], ["triggers"], ["triggers", PropertyDiff.Kind.DELETE_REPLACE]],
])("a diff names every place: %s", async (_, triggers, replaces, place) => {
  const request = new DiffRequest();
  request.setUrn("urn:pulumi:dev::wso2::wso2:index:Node$command:local:Command::x");
  request.setOlds(Struct.fromJavaScript({ create: "a", stdout: "made", triggers: ["1"] }));
  request.setOldInputs(Struct.fromJavaScript({ create: "a", triggers: ["1"] }));
  request.setNews(Struct.fromJavaScript({ create: "b", ...(triggers.length > 0 ? { triggers } : {}) }));
  const response = await call<DiffResponse>("diff", request);
  expect(response.getDiffsList()).toEqual(["create", "triggers"]);
  expect(response.getReplacesList()).toEqual(replaces);
  const kinds = [...response.getDetaileddiffMap().entries()].map(([path, place]) => [path, place.getKind()]);
  expect(kinds).toEqual([["create", PropertyDiff.Kind.UPDATE], place]);
});
