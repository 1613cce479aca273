import { assert, it } from "@effect/vitest"
import { Context, DateTime, Deferred, Effect, Fiber, Layer } from "effect"
import { type Flow, RunNumber } from "../src/collection/CollectionRun.ts"
import { OuterRun, type RunOrder, RunRefused } from "../src/collection/OuterRun.ts"
import { SourceBlocked } from "../src/collection/PageFault.ts"
import type { RunStopped } from "../src/collection/PageVisitor.ts"
import { RunSteps } from "../src/collection/RunSteps.ts"
import { noOutcome } from "../src/collection/VisitOutcome.ts"
import { freshWord } from "./Facts.ts"

/** What was done for which order, and drains that end when they are told to. */
class Diary extends Context.Service<
  Diary,
  {
    readonly of: (order: RunOrder) => ReadonlyArray<string>
    readonly begun: (order: RunOrder) => Effect.Effect<void>
    readonly end: (order: RunOrder, stopped: RunStopped | null) => Effect.Effect<void>
  }
>()("@mma-savant/core/contract/OuterRun/Diary") {}

interface Entry {
  readonly run: RunNumber
  readonly done: Array<string>
  readonly begun: Deferred.Deferred<void>
  readonly end: Deferred.Deferred<RunStopped | null>
}

const order = (flow: Flow = "events"): RunOrder => ({
  name: freshWord(),
  plan: {
    flow,
    source: freshWord(),
    subject: null,
    since: null,
    force: false,
    allowShrink: false,
    maxRequests: null
  },
  roots: [],
  resumes: null
})

/** Steps that only write down that they were made, by the source that an order names. A replay is refused. */
const steps = Layer.effectContext(
  Effect.sync(() => {
    const entries = new Map<string, Entry>()
    const entryOf = (source: string): Entry => {
      const known = entries.get(source)
      if (known !== undefined) return known
      const entry: Entry = {
        run: RunNumber.make(entries.size + 1),
        done: [],
        begun: Deferred.makeUnsafe(),
        end: Deferred.makeUnsafe()
      }
      entries.set(source, entry)
      return entry
    }
    const entryAt = (run: RunNumber) => [...entries.values()].find((entry) => entry.run === run)!
    const write = (entry: Entry, step: string) => Effect.sync(() => void entry.done.push(step))
    return Context.make(
      RunSteps,
      RunSteps.of({
        preflight: ({ flow, source }) =>
          Effect.andThen(
            write(entryOf(source), "preflight"),
            flow === "replay" ? Effect.fail(new RunRefused({ why: "blocked", message: "It is." })) : Effect.void
          ),
        discover: ({ plan }) => Effect.as(write(entryOf(plan.source), "discover"), entryOf(plan.source).run),
        drain: (run) =>
          Effect.gen(function* () {
            const { begun, end } = entryAt(run)
            yield* write(entryAt(run), "drain")
            yield* Deferred.succeed(begun, undefined)
            return yield* Deferred.await(end)
          }),
        verify: (run, stopped) =>
          Effect.as(write(entryAt(run), "verify"), stopped === null ? ("completed" as const) : ("blocked" as const)),
        report: (run, status) =>
          Effect.as(write(entryAt(run), `report ${status}`), {
            number: run,
            plan: order().plan,
            status,
            startedAt: DateTime.makeUnsafe(0),
            finishedAt: DateTime.makeUnsafe(1),
            outcome: noOutcome
          }),
        help: Effect.never
      })
    ).pipe(
      Context.add(
        Diary,
        Diary.of({
          of: ({ plan }) => entryOf(plan.source).done,
          begun: ({ plan }) => Deferred.await(entryOf(plan.source).begun),
          end: ({ plan }, stopped) => Effect.asVoid(Deferred.succeed(entryOf(plan.source).end, stopped))
        })
      )
    )
  })
)

const whole = ["preflight", "discover", "drain", "verify", "report completed"]

/** The laws of {@link OuterRun}. */
export const suite = (adapter: string, layer: Layer.Layer<OuterRun, unknown, RunSteps>) =>
  it.layer(Layer.provideMerge(layer, steps), { timeout: "60 seconds", excludeTestServices: true })(
    `OuterRun / ${adapter}`,
    (it) => {
      it.effect("an order is carried out step by step, once, however many give it", () =>
        Effect.gen(function* () {
          const { carryOut } = yield* OuterRun
          const diary = yield* Diary
          const asked = order()
          const waiting = yield* Effect.forkChild(Effect.all([carryOut(asked), carryOut(asked)], { concurrency: 2 }))
          yield* diary.begun(asked)
          assert.deepStrictEqual(diary.of(asked), whole.slice(0, 3))
          yield* diary.end(asked, null)
          const ends = yield* Fiber.join(waiting)
          assert.deepStrictEqual(ends[0], ends[1])
          assert.deepStrictEqual(yield* carryOut(asked), ends[0])
          assert.deepStrictEqual([ends[0].stopped, diary.of(asked)], [null, whole])
        })
      )

      it.effect("what is refused goes no further, and whoever asks is told why", () =>
        Effect.gen(function* () {
          const { carryOut } = yield* OuterRun
          const asked = order("replay")
          const fault = yield* Effect.flip(carryOut(asked))
          assert.deepStrictEqual(fault, new RunRefused({ why: "blocked", message: "It is." }))
          assert.deepStrictEqual((yield* Diary).of(asked), ["preflight"])
        })
      )

      it.effect("the fault that stopped a drain is told", () =>
        Effect.gen(function* () {
          const { carryOut } = yield* OuterRun
          const diary = yield* Diary
          const asked = order()
          const fault = new SourceBlocked({ url: "http://127.0.0.1/x", sign: "captcha" })
          yield* diary.end(asked, fault)
          assert.deepStrictEqual((yield* carryOut(asked)).stopped, fault)
          assert.deepStrictEqual(diary.of(asked).at(-1), "report blocked")
        })
      )

      it.effect("an order stands though nobody waits for its end", () =>
        Effect.gen(function* () {
          const { carryOut } = yield* OuterRun
          const diary = yield* Diary
          const asked = order()
          const waiting = yield* Effect.forkChild(carryOut(asked))
          yield* diary.begun(asked)
          yield* Fiber.interrupt(waiting)
          yield* diary.end(asked, null)
          assert.strictEqual((yield* carryOut(asked)).stopped, null)
          assert.deepStrictEqual(diary.of(asked), whole)
        })
      )

      it.effect("withdrawn, it goes no further than the step underway; an order of another name is not concerned", () =>
        Effect.gen(function* () {
          const { carryOut, withdraw } = yield* OuterRun
          const diary = yield* Diary
          const [asked, other] = [order(), order()]
          yield* withdraw(order())
          const waiting = yield* Effect.forkChild(Effect.exit(carryOut(asked)))
          const others = yield* Effect.forkChild(carryOut(other))
          yield* diary.begun(asked)
          yield* diary.begun(other)
          yield* withdraw(asked)
          yield* diary.end(asked, null)
          yield* diary.end(other, null)
          assert.strictEqual((yield* Fiber.join(waiting))._tag, "Failure")
          yield* Fiber.join(others)
          assert.deepStrictEqual([diary.of(asked), diary.of(other)], [whole.slice(0, 3), whole])
        })
      )
    }
  )
