import type { InputSpec, Properties, ResourceHandler } from "../serve";
import { plainProperties, secret, unknown } from "../serve";

/** One resource type of this provider: values that are made once, of inputs that can't change later. */
export interface TlsResource {
  readonly inputs: InputSpec;
  /** What the state holds for inputs that were not given. */
  readonly defaults: Properties;
  /** Outputs that the resource makes. */
  readonly computed: readonly string[];
  /** Inputs and outputs that the state holds encrypted. */
  readonly secrets: readonly string[];
  /** @throws Error naming the input that is wrong */
  make(inputs: Record<string, unknown>): Promise<{ id: string; outputs: Properties }>;
}

const hourMs = 3_600_000;

/** Every change replaces, except that a certificate may be renewed earlier or later than first said. */
export function createTlsHandler(resource: TlsResource): ResourceHandler {
  const { defaults } = resource;
  return {
    inputs: resource.inputs,
    replacesOn: (input) => input !== "earlyRenewalHours",
    expired: (state, inputs) =>
      isDue({ ...defaults, ...plainProperties({ ...state, ...inputs }) }) ? ["readyForRenewal"] : [],

    async create(inputs, { preview }) {
      if (preview) {
        const unmade = Object.fromEntries(resource.computed.map((name) => [name, unknown]));
        return { id: "", state: encryptSecrets(resource, { ...defaults, ...inputs, ...unmade }) };
      }
      const given = { ...defaults, ...inputs };
      const { id, outputs } = await resource.make(plainProperties(given));
      return { id, state: encryptSecrets(resource, { ...given, ...outputs }) };
    },

    async update(state, inputs) {
      return encryptSecrets(resource, { ...state, ...defaults, ...inputs });
    },

    async delete() {},

    async read(state) {
      return isDue(plainProperties(state)) ? { ...state, readyForRenewal: true } : state;
    },
  };
}

function encryptSecrets({ secrets }: TlsResource, state: Properties): Properties {
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      secrets.includes(name) && value !== undefined ? secret(value) : value,
    ]),
  );
}

/** Whether a certificate has come to the hours before its end in which it is to be renewed. */
function isDue(state: Record<string, unknown>): boolean {
  const { validityEndTime, earlyRenewalHours } = state;
  if (typeof validityEndTime !== "string" || typeof earlyRenewalHours !== "number") return false;
  return Date.parse(validityEndTime) - earlyRenewalHours * hourMs <= Date.now();
}
