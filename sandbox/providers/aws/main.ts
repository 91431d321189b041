import { serveService } from "../serve/server";
import { createAwsService } from "./service";

void serveService((_log, cancelled) => createAwsService(process.env, cancelled), process.argv.slice(2));
