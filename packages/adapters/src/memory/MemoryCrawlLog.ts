import { Layer } from "effect"
import * as MemoryChangeLog from "./MemoryChangeLog.ts"
import * as MemoryCollectionLog from "./MemoryCollectionLog.ts"
import * as MemoryDeadLetters from "./MemoryDeadLetters.ts"
import * as MemoryFrontier from "./MemoryFrontier.ts"
import { MemoryTables } from "./MemoryTables.ts"
import { MemoryVisits } from "./MemoryVisits.ts"

/** What a crawl keeps of itself, for one that leaves no trace. */
export const layer = Layer.mergeAll(
  MemoryFrontier.layer,
  MemoryDeadLetters.layer,
  MemoryChangeLog.layer,
  MemoryCollectionLog.layer
).pipe(Layer.provide([MemoryVisits.layer, MemoryTables.layer]))
