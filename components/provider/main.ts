import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { createProvider } from "./create-provider";

/** From `dist/components/provider` to the package's own folder of that name, where the engine looks for a plugin. */
const schema = JSON.parse(readFileSync(join(__dirname, "../../../provider/schema.json"), "utf8"));
const { version } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));

void pulumi.provider.main(createProvider({ ...schema, version }), process.argv.slice(2));
