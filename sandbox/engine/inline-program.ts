import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import * as settings from "@pulumi/pulumi/runtime/settings";
import { withoutLeftHandlers } from "./left-handlers";

/**
 * Gives every engine's channel a connection of its own. gRPC shares connections by address in the whole process:
 * after an update that left its channel open, the next engine with the same port had a dead one, the SDK took the
 * error for a success without resources, and the engine began to destroy the stack.
 */
export function keepConnectionsApart(): void {
  const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };
  grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
}

/** A program that notes how far it came, since the SDK and the engine may call a run a success without it. */
export class InlineProgram {
  private began = false;
  private ended = false;

  constructor(private readonly program: () => Promise<Record<string, unknown>>) {}

  readonly run: PulumiFn = async () => {
    this.began = true;
    const outputs = await this.program();
    this.ended = true;
    return outputs;
  };

  /** Makes an update or a preview fail that the engine calls a success, when its program did not run to its end. */
  guard(stack: Pick<Stack, "up" | "preview">): void {
    const { up, preview } = stack;
    Object.assign(stack, {
      up: (...args: Parameters<typeof up>) => this.whole("update", () => up.apply(stack, args)),
      preview: (...args: Parameters<typeof preview>) =>
        this.whole("preview", () => preview.apply(stack, args)),
    });
  }

  private async whole<T>(what: string, operation: () => Promise<T>): Promise<T> {
    this.began = false;
    this.ended = false;
    const result = await withoutLeftHandlers(operation);
    if (this.ended) return result;
    const how = this.began ? "did not run to its end" : "never began";
    throw new Error(
      `The engine calls this ${what} a success, but the program ${how}: what it did not name counts as wanted ` +
        "no more. Look at what the engine has deleted, then deploy again.",
    );
  }
}
