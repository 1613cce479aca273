import { assert, it } from "@effect/vitest"
import { Effect, Exit, type Layer, Option } from "effect"
import { type Change, ChangeLog } from "../src/collection/ChangeLog.ts"
import { CollectionLog } from "../src/collection/CollectionLog.ts"
import { EventRepository } from "../src/event/EventRepository.ts"
import { Transaction } from "../src/Transaction.ts"
import { eventFacts, freshKey } from "./Facts.ts"

const newRun = CollectionLog.use((log) =>
  Effect.map(
    log.begin({
      flow: "events",
      source: "test",
      subject: null,
      since: null,
      force: false,
      allowShrink: false,
      maxRequests: null
    }),
    ({ number }) => number
  )
)

const change = (before: Change["before"], after: Change["after"]): Change => ({
  table: "events",
  key: freshKey(),
  field: "name",
  before,
  after
})

/** The laws of {@link Transaction}, shown on events, and of {@link ChangeLog}, which is written in one. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<Transaction | EventRepository | ChangeLog | CollectionLog, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`Transaction / ${adapter}`, (it) => {
    const written = Effect.gen(function* () {
      const [events, changes] = [yield* EventRepository, yield* ChangeLog]
      const run = yield* newRun
      const facts = eventFacts()
      return {
        write: Effect.andThen(changes.record(run, [change(null, "x")]), events.save(facts)),
        seen: Effect.gen(function* () {
          const found = yield* events.findByKeys([facts.ufcstatsId!])
          return [found.length, (yield* changes.list(run, 0, 10)).length]
        })
      }
    })

    it.effect("what is written stands when it succeeds", () =>
      Effect.gen(function* () {
        const { seen, write } = yield* written
        yield* (yield* Transaction).run([], write)
        assert.deepStrictEqual(yield* seen, [1, 1])
      })
    )

    it.effect("and is as if never written when it fails, is interrupted, or dies", () =>
      Effect.gen(function* () {
        for (const end of [Effect.fail("no"), Effect.interrupt, Effect.die("broken")]) {
          const { seen, write } = yield* written
          const exit = yield* Effect.exit((yield* Transaction).run([], Effect.andThen(write, end)))
          assert.isTrue(Exit.isFailure(exit))
          assert.deepStrictEqual(yield* seen, [0, 0])
        }
      })
    )

    it.effect("a failure is told as it was", () =>
      Effect.gen(function* () {
        const { run } = yield* Transaction
        assert.strictEqual(yield* Effect.flip(run([], Effect.fail("no" as const))), "no")
        assert.deepStrictEqual(yield* run([], Effect.succeed(Option.some(1))), Option.some(1))
      })
    )

    it.effect(
      "of those about the same each reads what the one before wrote, whether the subjects are few or many",
      () =>
        Effect.gen(function* () {
          const events = yield* EventRepository
          const { run } = yield* Transaction
          const facts = eventFacts()
          const key = facts.ufcstatsId!
          const many = Array.from({ length: 100 }, freshKey)
          const lengthen = Effect.gen(function* () {
            const [known] = yield* events.findByKeys([key])
            yield* Effect.yieldNow
            yield* events.save({ ...facts, name: `${known?.name ?? ""}x` })
          })
          const about = [[key], [freshKey(), key], [key, ...many], [key, freshKey()], [...many, key], [key]]
          yield* Effect.all(
            about.map((subjects) => run(subjects, lengthen)),
            { concurrency: "unbounded" }
          )
          const [known] = yield* events.findByKeys([key])
          assert.strictEqual(known?.name, "x".repeat(about.length))
        })
    )

    it.effect("changes come back in the order recorded, whatever the values, and each run has its own", () =>
      Effect.gen(function* () {
        const log = yield* ChangeLog
        const [run, other] = [yield* newRun, yield* newRun]
        const changes = [
          change(null, "x"),
          change(1, { landed: 1, attempted: 2 }),
          change(["a"], true),
          change("한", '"')
        ]
        yield* log.record(run, changes.slice(0, 1))
        yield* log.record(other, [change(1, 2)])
        yield* log.record(run, changes.slice(1))
        assert.deepStrictEqual(yield* log.list(run, 0, 1000), changes)
        assert.deepStrictEqual(yield* log.list(run, 1, 2), changes.slice(1, 3))
      })
    )
  })
