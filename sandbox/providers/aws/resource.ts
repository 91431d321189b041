import type { AwsClients } from "./clients";
import type { Failure, PropertyTable, Values } from "./property-spec";

/** What a call works with. */
export interface Context {
  readonly aws: AwsClients;
  readonly region: string;
  /** Aborted at the resource's custom timeout, or when the update is cancelled. */
  readonly signal: AbortSignal;
}

/** A resource that is to change in place. */
export interface Change<Inputs> {
  readonly id: string;
  readonly state: Values;
  readonly before: Partial<Inputs>;
  readonly inputs: Inputs;
  /** Whether this input has changed. */
  changed(input: keyof Inputs): boolean;
}

/** The tag calls of one resource type. */
export interface Tagging {
  add(id: string, state: Values, tags: Record<string, string>, context: Context): Promise<void>;
  remove(id: string, state: Values, keys: string[], context: Context): Promise<void>;
}

/**
 * One resource type: its table and its AWS calls. Check, diff and the preview follow from the table.
 * Each call gets inputs with the defaults filled in.
 */
export interface ResourceDefinition<Inputs = Values> {
  /** `aws:ec2/vpc:Vpc` */
  readonly token: string;
  /** What errors call it: `EC2 VPC`. */
  readonly label: string;
  readonly inputs: PropertyTable;
  /** Outputs that are not inputs. */
  readonly outputs: readonly string[];
  /** Outputs that stay for as long as the resource does. */
  readonly stables: readonly string[];
  /** Name given where the program gives none: the resource's own with `-` and 7 hex digits. */
  readonly autoName?: { readonly input: string; readonly maxLength: number };
  readonly tagging?: Tagging;
  /** What is wrong beyond the table. */
  check?(inputs: Partial<Inputs>): Failure[];
  /** Whether a changed input needs a new resource; undefined where the table says it. */
  replaces?(
    input: string,
    before: Partial<Inputs>,
    inputs: Partial<Inputs>,
    state: Values,
  ): boolean | undefined;
  /** @returns the new resource's id */
  create(inputs: Inputs, context: Context): Promise<string>;
  /** @returns inputs and outputs as AWS has them, undefined when it has none such */
  read(id: string, state: Values, context: Context): Promise<Values | undefined>;
  update?(change: Change<Inputs>, context: Context): Promise<void>;
  delete(id: string, state: Values, context: Context): Promise<void>;
}

/** Made, but not finished: the engine keeps it, and the next update goes on with it. */
export class UnfinishedError extends Error {
  constructor(
    readonly id: string,
    cause: Error,
    /** What is known of it. */
    readonly state: Values = {},
  ) {
    super(cause.message, { cause });
  }
}

/** One function (`getX`). */
export interface FunctionDefinition {
  readonly token: string;
  readonly inputs: PropertyTable;
  invoke(args: Values, context: Context): Promise<Values>;
}

/** Ties a definition's own types to the common ones; the table is what makes sure that they fit. */
export function defineResource<Inputs>(definition: ResourceDefinition<Inputs>): ResourceDefinition {
  return definition as unknown as ResourceDefinition;
}
