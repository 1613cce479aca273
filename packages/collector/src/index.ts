export type { Adapters, Store, Unusable } from "./Adapters.ts"
export { run } from "./Cli.ts"
export { Halted } from "./Halted.ts"
