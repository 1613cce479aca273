import * as MemoryChatLog from "@mma-savant/adapters/memory/MemoryChatLog"
import * as MemoryRunSignals from "@mma-savant/adapters/memory/MemoryRunSignals"
import * as PgQueryGuard from "@mma-savant/adapters/pgquery/PgQueryGuard"
import * as PgFactQuery from "@mma-savant/adapters/postgres/PgFactQuery"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { FighterId, UfcstatsId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { Clock, Context, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import type { Gold, Question, Rows } from "./Question.ts"
import { questions } from "./Questions.ts"
import { sameRows } from "./SameRows.ts"
import { Seeded } from "./Seeded.ts"
import { World } from "./World.ts"

const seed = 7

/** The store of a laptop: an embedded Postgres, and the rest in memory. */
export const store = Layer.mergeAll(
  Postgres.layer,
  PgFactQuery.layer,
  PgQueryGuard.layer,
  MemoryChatLog.layer,
  MemoryRunSignals.layer
).pipe(Layer.provideMerge(Pglite.layerMemory))

/** The time as it passes, but on that day. */
export const onDay = (day: IsoDate) => {
  const offset = Date.parse(`${day}T12:00:00Z`) - Date.now()
  return Effect.updateService(
    Clock.Clock,
    (clock): Clock.Clock => ({
      currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + offset,
      currentTimeMillis: Effect.map(clock.currentTimeMillis, (now) => now + offset),
      currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() + BigInt(offset) * 1_000_000n,
      currentTimeNanos: Effect.map(clock.currentTimeNanos, (now) => now + BigInt(offset) * 1_000_000n),
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: clock.monotonicTimeNanos,
      sleep: (duration) => clock.sleep(duration)
    })
  )
}

/** The two routes to a gold answer differ: one of them is wrong. */
export interface Discord {
  readonly text: string
  readonly sql: Rows
  readonly fold: Rows
}

export interface StageShape {
  readonly world: World
  readonly questions: ReadonlyArray<Question>
  readonly idOf: (key: UfcstatsId) => FighterId
  /** Compares both routes to every gold answer. */
  readonly discords: Effect.Effect<ReadonlyArray<Discord>>
}

/** Facts that have been stored, and the questions about them. */
export class Stage extends Context.Service<Stage, StageShape>()("@mma-savant/evaluation/Stage") {
  static readonly layer = (day: IsoDate, source: Layer.Layer<FightSource, SourceUnreadable>) =>
    Layer.effect(
      Stage,
      Effect.gen(function* () {
        const flow = yield* ImportFlow
        yield* flow.run(() => Effect.void)
        const world = yield* World.read(day)
        const { findByKeys } = yield* FighterRepository
        const ids = new Map<UfcstatsId | null, FighterId>(
          (yield* findByKeys([...world.fighters.values()].map((fighter) => fighter.ufcstatsId))).map(
            ({ id, ufcstatsId }) => [ufcstatsId, id]
          )
        )
        const sql = yield* SqlClient.SqlClient
        const idOf = (key: UfcstatsId): FighterId => ids.get(key)!
        const asked = questions({ world, seeded: new Seeded(seed), idOf })
        const bySql = ({ params = [], sql: text }: Gold) => Effect.orDie(sql.unsafe(text, [day, ...params]).values)
        const discords = Effect.gen(function* () {
          const found: Array<Discord> = []
          for (const question of asked) {
            if (question.expects === "abstain") continue
            const [a, b] = [asRows(yield* bySql(question.gold)), question.gold.fold(world)]
            if (!sameRows(a, b)) found.push({ text: question.text, sql: a, fold: b })
          }
          return found
        })
        return Stage.of({ world, questions: asked, idOf, discords })
      })
    ).pipe(Layer.provide(ImportFlow.layer.pipe(Layer.provide(DataStore.layer))), Layer.provide(source))
}

const asRows = (rows: ReadonlyArray<ReadonlyArray<unknown>>): Rows =>
  rows.map((row) =>
    row.map((cell) =>
      typeof cell === "number" || typeof cell === "string" ? cell : cell === null ? null : String(cell)
    )
  )
