/** What lines and the journal say of a command besides its steps; none of it secret. */
export interface PlanFacts {
  /** The machine that the command is about; undefined for a whole group. */
  readonly node?: string;
  readonly version?: string;
  readonly progress?: string;
}
