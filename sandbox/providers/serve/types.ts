import type { InputSpec } from "./check-inputs";
import type { Properties } from "./wire";

/** What one call of the engine asks for. */
export interface Operation {
  /** Empty for a function. */
  readonly urn: string;
  /** The resource's name, the URN's last part. */
  readonly name: string;
  readonly preview: boolean;
  /** Aborted at the resource's custom timeout, or when the update is cancelled. */
  readonly signal: AbortSignal;
  /** Shows a line beside the resource while the operation runs. */
  log(line: string): void;
}

/** One resource type. Properties are as on the wire, secrets wrapped, and may be unknown in a preview. */
export interface ResourceHandler {
  readonly inputs: InputSpec;
  /** Values for inputs that were not given. */
  readonly defaults?: Properties;
  /** Whether a change of this input, at this path, needs a new resource. */
  replacesOn(input: string, path: string): boolean;
  /** Properties of the state that make a replacement due although no input has changed. */
  expired?(state: Properties, inputs: Properties): readonly string[];
  create(inputs: Properties, operation: Operation): Promise<{ id: string; state: Properties }>;
  update(state: Properties, inputs: Properties, operation: Operation): Promise<Properties>;
  delete(state: Properties, operation: Operation): Promise<void>;
  /** @default the state as it is */
  read?(state: Properties): Promise<Properties>;
}

/** One function (`getX`, `run`). */
export interface FunctionHandler {
  readonly inputs: InputSpec;
  invoke(args: Properties, operation: Operation): Promise<Properties>;
}

/** A package's resource types and functions by token. Whatever is not listed is an error. */
export interface Provider {
  readonly name: string;
  readonly version: string;
  readonly resources: Readonly<Record<string, ResourceHandler>>;
  readonly functions: Readonly<Record<string, FunctionHandler>>;
}
