import { assert, it } from "@effect/vitest"
import { eventFacts } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { Transaction } from "@mma-savant/core/Transaction"
import { Deferred, Effect, Fiber, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as Collection from "../../src/postgres/Collection.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { SingleSession } from "../../src/postgres/SingleSession.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

const version = SqlClient.SqlClient.use((sql) =>
  Effect.map(sql<{ version: number }>`select version from data_version`, ([row]) => row!.version)
)

for (const { layer: database, name } of testDatabases()) {
  const layer = Layer.merge(Postgres.layer, Collection.layer).pipe(
    Layer.provideMerge(layerEmptied),
    Layer.provideMerge(database)
  )
  it.layer(layer, { timeout: "60 seconds" })(`Version of the data / ${name}`, (it) => {
    it.effect("moves once in a transaction that writes facts, however often, and at its end", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const before = yield* version
        const within = yield* (yield* Transaction).run(
          [],
          Effect.andThen(Effect.andThen(events.save(eventFacts()), events.save(eventFacts())), version)
        )
        assert.deepStrictEqual([within, yield* version], [before, before + 1])
      })
    )

    it.effect("moves for what is written after a savepoint took back what was written first", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const sql = yield* SqlClient.SqlClient
        const before = yield* version
        const takenBack = Effect.ignore(
          sql.withTransaction(Effect.andThen(events.save(eventFacts()), Effect.fail("no")))
        )
        yield* sql.withTransaction(takenBack)
        assert.strictEqual(yield* version, before)
        yield* sql.withTransaction(Effect.andThen(takenBack, events.save(eventFacts())))
        assert.strictEqual(yield* version, before + 1)
      })
    )

    it.effect("lets transactions pass each other: each shows its facts and its move at once", () =>
      Effect.gen(function* () {
        if (yield* SingleSession) return
        const events = yield* EventRepository
        const { run } = yield* Transaction
        const [slow, quick] = [eventFacts(), eventFacts()]
        const [written, goOn] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
        const known = Effect.map(events.findByKeys([slow.ufcstatsId!, quick.ufcstatsId!]), (found) => found.length)
        const before = yield* version
        const underway = yield* Effect.forkChild(
          run(
            [slow.ufcstatsId!],
            events
              .save(slow)
              .pipe(Effect.andThen(Deferred.succeed(written, undefined)), Effect.andThen(Deferred.await(goOn)))
          )
        )
        yield* Deferred.await(written)
        yield* run([quick.ufcstatsId!], events.save(quick))
        assert.deepStrictEqual([yield* version, yield* known], [before + 1, 1])
        yield* Deferred.succeed(goOn, undefined)
        yield* Fiber.join(underway)
        assert.deepStrictEqual([yield* version, yield* known], [before + 2, 2])
      })
    )
  })
}
