import { version } from "@pulumi/command/package.json";
import { serveProvider } from "../serve";
import { localCommand, localRun } from "./local-command";

void serveProvider(
  {
    name: "command",
    version,
    resources: { "command:local:Command": localCommand },
    functions: { "command:local:run": localRun },
  },
  process.argv.slice(2),
);
