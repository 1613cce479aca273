import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { Cluster, describeCluster, fan, talk, usedBy } from "./Cluster.ts"
import { before, slowly } from "./SlowVendor.ts"

describeCluster("a server that is killed (needs TEST_DATABASE_URL and redis-server)", () => {
  layer(Cluster.layer, { excludeTestServices: true, timeout: "2 minutes" })((it) => {
    it.effect("leaves every question, and answers with what was said of them; another server goes on", () =>
      Effect.gen(function* () {
        const { machines } = yield* Cluster
        const [a, b] = machines
        const somebody = yield* fan()
        const silent = yield* talk(somebody, [a, b])
        const telling = yield* talk(somebody, [a, b])
        const looking = yield* talk(somebody, [a, b])

        const thought = yield* silent.ask("Think")
        const told = yield* telling.ask("Tell")
        const waiting = yield* telling.ask("Is it so?")
        const sql = yield* SqlClient.SqlClient
        const looked = yield* Effect.gen(function* () {
          // What the tool asks the database for is not answered before the server is dead.
          yield* sql`lock table rankings in access exclusive mode`
          const looked = yield* looking.ask("Look")
          yield* looking.told("tool.call")
          yield* silent.begun(thought)
          yield* telling.heard(told, slowly[9]!)
          a.server.kill("SIGKILL")
          yield* Effect.promise(() => a.server.ended)
          return looked
        }).pipe(sql.withTransaction)
        const killedAt = Date.now()

        const answers = yield* Effect.all(
          [silent.answerTo(thought), telling.answerTo(told), looking.answerTo(looked)],
          {
            concurrency: 3
          }
        )
        assert.isBelow(Date.now() - killedAt, 25_000)
        assert.deepStrictEqual(
          answers.map(({ status }) => status),
          ["interrupted", "interrupted", "interrupted"]
        )
        assert.strictEqual(silent.wordsOn(thought), "")
        assert.isTrue(slowly.join("").startsWith(telling.wordsOn(told)))
        assert.include(telling.wordsOn(told), slowly[9]!.trim())
        assert.strictEqual(looking.wordsOn(looked), before)

        assert.strictEqual((yield* telling.answerTo(waiting)).status, "completed")
        assert.strictEqual(telling.wordsOn(waiting), "Yes.")
        assert.strictEqual(yield* usedBy(somebody), 1)
        for (const one of [silent, telling, looking]) yield* one.assertLevel(b)
      }).pipe(Effect.scoped)
    )
  })
})
