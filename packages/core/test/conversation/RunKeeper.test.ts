import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Context, Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { begun, newSession as stored } from "../../contract/Talk.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import type { RunId } from "../../src/conversation/ChatMessage.ts"
import { ChatSessionService } from "../../src/conversation/ChatSessionService.ts"
import { RunKeeper } from "../../src/conversation/RunKeeper.ts"
import { RunLeases } from "../../src/conversation/RunLeases.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { answers, finish, said, scriptedSpeaker } from "../llm/ScriptedCalls.ts"
import { ask, newSession, type Place, program, talkOf, untilEnd } from "./Talking.ts"

const gone = Effect.fail(new StoreUnavailable({ store: "test", cause: "gone" }))

/** Beginnings and ends of runs, as the log tells them. */
const endsOf = ({ sessionId }: Pick<Place, "sessionId">) =>
  ChatLog.use(({ read }) =>
    Effect.map(read(sessionId, 0, 500), ({ frames }) =>
      frames.flatMap((frame): ReadonlyArray<readonly [kind: string, run: RunId | undefined]> => {
        if (frame.t === "run.start") return [["start", frame.d.run]]
        return frame.t === "run.end" ? [[frame.d.status, frame.run]] : []
      })
    )
  )

it.effect("a question is answered at once in a log that was restored with an answer of before still open", () =>
  Effect.gen(function* () {
    const log = yield* ChatLog
    const place = yield* newSession
    const first = yield* ask(place, "a")
    const frames = yield* untilEnd(place.sessionId)
    const number = first.owned!.number
    yield* log.forget(place.sessionId)
    const story = frames.filter(({ run }) => run === first.run)
    yield* log.append(place.sessionId, story.slice(0, 3), { run: first.run, number })
    const second = yield* ask(place, "b")
    yield* TestClock.adjust("1 second")
    assert.deepStrictEqual(yield* endsOf(place), [
      ["start", first.run],
      ["completed", first.run],
      ["start", second.run],
      ["completed", second.run]
    ])
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("One."), answers("Two.")]))))
)

it.effect("a program that cannot tell of what others left keeps what is its own", () =>
  Effect.gen(function* () {
    const stores = yield* Layer.build(Memory.layer)
    const left = yield* Effect.provideContext(stored(), stores)
    const log = Context.get(stores, ChatLog)
    const stuck = Layer.succeed(
      ChatLog,
      ChatLog.make({
        ...log,
        bounds: (sessionId) => (sessionId === left.sessionId ? Effect.never : log.bounds(sessionId))
      })
    )
    const slow = { parts: [...said("Half "), { wait: "2 minutes" as const }, ...said("and half."), finish()] }
    const shared = Layer.succeedContext(stores)
    const here = yield* Layer.build(program(scriptedSpeaker([slow]), Layer.provideMerge(stuck, shared)))
    yield* Effect.provideContext(begun(left), stores)
    const place = yield* Effect.provideContext(newSession, here)
    yield* Effect.provideContext(ask(place, "a"), here)
    yield* TestClock.adjust("30 seconds")
    const other = yield* Layer.build(program(scriptedSpeaker([]), shared))
    const told = yield* Effect.forkChild(Effect.provideContext(untilEnd(place.sessionId), other))
    yield* TestClock.adjust("2 minutes")
    assert.deepInclude((yield* Fiber.join(told)).at(-1)?.d, { status: "completed" })
    assert.deepStrictEqual(
      (yield* Effect.provideContext(endsOf(left), stores)).map(([kind]) => kind),
      ["start", "interrupted"]
    )
  }).pipe(Effect.scoped)
)

it.effect("a run cancelled while it waited is told of once, though the log seemed not to take it", () =>
  Effect.gen(function* () {
    const stores = yield* Layer.build(Memory.layer)
    const log = Context.get(stores, ChatLog)
    let isDeaf = false
    const deaf = Layer.succeed(
      ChatLog,
      ChatLog.make({
        ...log,
        append: (...asked) =>
          Effect.andThen(
            log.append(...asked),
            Effect.suspend(() => (isDeaf ? gone : Effect.void))
          )
      })
    )
    const shared = Layer.succeedContext(stores)
    const long = scriptedSpeaker([{ parts: [{ wait: "3 minutes" }, finish()] }])
    const [here, there] = [
      yield* Layer.build(program(long, Layer.provideMerge(deaf, shared))),
      yield* Layer.build(program(scriptedSpeaker([]), shared))
    ]
    const place = yield* Effect.provideContext(newSession, here)
    yield* Effect.provideContext(ask(place, "a"), here)
    const { run } = yield* Effect.provideContext(ask(place, "b"), here)
    isDeaf = true
    yield* ChatSessionService.use(({ cancelRun }) => cancelRun(place, run)).pipe(Effect.provideContext(here))
    isDeaf = false
    yield* TestClock.adjust("1 minute")
    const ends = yield* Effect.provideContext(endsOf(place), there)
    assert.deepStrictEqual(
      ends.filter(([, of]) => of === run).map(([kind]) => kind),
      ["start", "cancelled"]
    )
    const { untold } = yield* RunLeases.use(({ reap }) =>
      Effect.flatMap(Context.get(there, RunKeeper).owner, (owner) => reap(owner!))
    ).pipe(Effect.provideContext(stores))
    assert.notInclude(
      untold.map((one) => one.run),
      run
    )
  }).pipe(Effect.scoped)
)
