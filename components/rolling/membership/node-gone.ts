import { RollError } from "../../remote/roll-error";

/** A balancer can't take a node in again: the machine that it was is gone. */
export class NodeGoneError extends RollError {}
