import { explain, isNotFound, unlessGone } from "./aws-errors";
import { type PlannedChange, planDiff } from "./plan-diff";
import { type CheckRequest, planInputs } from "./plan-inputs";
import { planChangedOutputs, planNewOutputs, withoutDefaultsKey } from "./plan-outputs";
import type { Failure, Values } from "./property-spec";
import type { IgnoredTags } from "./provider-config";
import { inputsOf, stateOf } from "./read-back";
import { type Context, type ResourceDefinition, UnfinishedError } from "./resource";
import { changeTags, withoutIgnoredTags } from "./tags";

type Tags = Readonly<Record<string, string>>;

/** The engine's calls for one resource type. */
export interface ResourceHandler {
  check(request: Omit<CheckRequest, "region" | "defaultTags">): { inputs: Values; failures: Failure[] };
  diff(before: Values, inputs: Values, state: Values): PlannedChange[];
  previewCreate(inputs: Values): Values;
  previewUpdate(state: Values, inputs: Values): Values;
  create(inputs: Values, context: Context): Promise<{ id: string; state: Values }>;
  /** @returns undefined when the resource is gone */
  read(id: string, state: Values, inputs: Values, context: Context): Promise<Snapshot | undefined>;
  update(id: string, state: Values, before: Values, inputs: Values, context: Context): Promise<Values>;
  /** Also well when the resource is gone already. */
  delete(id: string, state: Values, context: Context): Promise<void>;
}

/** A resource as AWS has it. */
export interface Snapshot {
  readonly state: Values;
  readonly inputs: Values;
}

export function createHandler(
  definition: ResourceDefinition,
  provider: { readonly region: string; readonly defaultTags: Tags; readonly ignoreTags?: IgnoredTags },
): ResourceHandler {
  const { label } = definition;

  /** @throws Error when it is gone already */
  async function readState(id: string, known: Values, context: Context): Promise<Values> {
    const live = await definition.read(id, known, context);
    if (!live) throw new Error("AWS has it no more");
    return stateOf(definition, withRegion(seen(live)), known, provider.defaultTags);
  }

  function seen(live: Values): Values {
    return provider.ignoreTags ? withoutIgnoredTags(live, provider.ignoreTags) : live;
  }

  function withRegion(live: Values): Values {
    return definition.inputs.region ? { ...live, region: provider.region } : live;
  }

  return {
    check: (request) => planInputs(definition, { ...request, ...provider }),
    diff: (before, inputs, state) => planDiff(definition, before, inputs, state),
    previewCreate: (inputs) => planNewOutputs(definition, withRegion(inputs)),
    previewUpdate: (state, inputs) => planChangedOutputs(definition, state, inputs),

    async create(inputs, context) {
      try {
        const id = await definition.create(inputs, context);
        try {
          return { id, state: await readState(id, withoutDefaultsKey(inputs), context) };
        } catch (error) {
          throw new UnfinishedError(id, error as Error);
        }
      } catch (error) {
        const explained = explain(`creating ${label}`, error);
        if (!(error instanceof UnfinishedError)) throw explained;
        throw new UnfinishedError(error.id, explained, withRegion(withoutDefaultsKey(inputs)));
      }
    },

    async read(id, state, inputs, context) {
      try {
        const live = await unlessGone(definition.read(id, state, context));
        if (!live) return undefined;
        const now = stateOf(definition, withRegion(seen(live)), state, provider.defaultTags);
        return { state: now, inputs: inputsOf(definition, now, inputs) };
      } catch (error) {
        throw explain(`reading ${label} (${id})`, error);
      }
    },

    async update(id, state, before, inputs, context) {
      try {
        const inputsChanged = new Set(planDiff(definition, before, inputs, state).map(({ input }) => input));
        const changed = (input: string) => inputsChanged.has(input);
        await definition.update?.({ id, state, before, inputs, changed }, context);
        if (changed("tagsAll") || changed("tags")) await changeTags(definition, id, state, inputs, context);
        return await readState(id, { ...state, ...withoutDefaultsKey(inputs) }, context);
      } catch (error) {
        throw explain(`updating ${label} (${id})`, error);
      }
    },

    async delete(id, state, context) {
      try {
        await definition.delete(id, state, context);
      } catch (error) {
        if (!isNotFound(error)) throw explain(`deleting ${label} (${id})`, error);
      }
    },
  };
}
