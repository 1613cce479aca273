import type { CollectionRun, RunNumber } from "@mma-savant/core/collection/CollectionRun"
import type { Finding } from "@mma-savant/core/collection/Finding"
import type { Event } from "@mma-savant/core/event/Event"
import type { Fighter } from "@mma-savant/core/fighter/Fighter"
import type { FighterAlias } from "@mma-savant/core/fighter/FighterName"
import { EventId, FighterId, MatchId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { RankingSnapshot } from "@mma-savant/core/ranking/Ranking"
import { Context, Layer } from "effect"
import { KeyedTable } from "./KeyedTable.ts"
import type { StoredMatch } from "./StoredMatch.ts"

/** The facts that the memory adapters share, so that a bout finds its event and its fighters' present names. */
export class MemoryTables extends Context.Service<
  MemoryTables,
  {
    readonly fighters: KeyedTable<FighterId, Fighter>
    readonly aliases: Map<FighterId, ReadonlyArray<FighterAlias>>
    readonly events: KeyedTable<EventId, Event>
    readonly matches: KeyedTable<MatchId, StoredMatch>
    /** Every snapshot by its day. */
    readonly rankings: Map<IsoDate, RankingSnapshot>
    readonly runs: Map<RunNumber, CollectionRun>
    readonly findings: Map<RunNumber, ReadonlyArray<Finding>>
    /** Moves with every write of facts. */
    version: number
  }
>()("@mma-savant/adapters/memory/MemoryTables") {
  static readonly layer = Layer.sync(MemoryTables, () =>
    MemoryTables.of({
      fighters: new KeyedTable((id) => FighterId.make(id)),
      aliases: new Map(),
      events: new KeyedTable((id) => EventId.make(id)),
      matches: new KeyedTable((id) => MatchId.make(id)),
      rankings: new Map(),
      runs: new Map(),
      findings: new Map(),
      version: 0
    })
  )
}
