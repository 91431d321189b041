/** The Carbon stand-in: zips that install, start, answer and stop as WSO2's integrators do. */
export { ensurePack } from "./ensure-pack";
export type { PackOptions, ProductId } from "./product";
