/** A part of a roll that knows where it stands in it. */
export interface RollPart {
  /**
   * `batch 2/3, node 4/5`, for lines and the journal. Pulumi runs a delete with the plan that stands in the
   * state: what `leave` and `stop` say was written in the roll before. @default not said
   */
  readonly progress?: string;
}
