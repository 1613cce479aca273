import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { textOf } from "@mma-savant/core/conversation/ChatMessage"
import { Duration, Effect, Layer } from "effect"
import { DrainTime } from "../src/system/Shutdown.ts"
import { storeFacts } from "./Facts.ts"
import { gate } from "./Gates.ts"
import * as SteeredModel from "./SteeredModel.ts"
import * as Test from "./TestServer.ts"
import { entered, type TestSocket } from "./TestSocket.ts"

const known = Layer.effectDiscard(storeFacts).pipe(Layer.provideMerge(Memory.layer))
const served = Test.over(Layer.merge(known, Layer.succeed(DrainTime, Duration.zero)), SteeredModel.layer)

/** How a run ended, after which nothing more of it was told. */
const ended = (socket: TestSocket, run: string | undefined) =>
  Effect.gen(function* () {
    const end = yield* socket.awaitFrame("run.end", (frame) => frame.run === run)
    const told = socket.log.filter((frame) => frame.run === run)
    assert.strictEqual(told.at(-1), end)
    assert.lengthOf(
      told.filter(({ t }) => t === "run.end"),
      1
    )
    return end.d
  })

layer(served, { excludeTestServices: true })("a stop", (it) => {
  it.effect("before the first word ends the run and the call of the model, and the answer is empty", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("early")
      const before = SteeredModel.stopped
      const { run } = yield* socket.taken("send", { cid: "c1", text: "mute for ever" })
      yield* socket.awaitFrame("run.start")
      yield* socket.taken("cancel", { run })
      assert.strictEqual((yield* ended(socket, run)).status, "cancelled")
      assert.strictEqual(SteeredModel.stopped, before + 1)
      assert.strictEqual(socket.wordsOf(run), "")
    })
  )

  it.effect("in the midst, from whichever tab, keeps what was said", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("midst")
      const { run } = yield* socket.taken("send", { cid: "c1", text: "hold it there" })
      yield* socket.awaitFrame("part.delta")
      const other = yield* enter
      other.hello()
      const { d: before } = yield* other.awaitFrame("snapshot")
      assert.deepStrictEqual([before.inFlight?.run, before.inFlight?.parts], [run, [{ kind: "text", text: "hold" }]])
      yield* other.taken("cancel", { run })
      for (const tab of [socket, other]) assert.strictEqual((yield* ended(tab, run)).status, "cancelled")
      const late = yield* enter
      late.hello()
      const { d } = yield* late.awaitFrame("snapshot")
      const answer = d.messages.at(-1)!
      assert.deepStrictEqual([answer.status, d.inFlight], ["cancelled", null])
      assert.strictEqual(textOf(answer), socket.wordsOf(run))
      assert.strictEqual(textOf(answer).trim(), "hold")
    })
  )

  it.effect("while a tool waits for the user ends the run, and the question of the tool with it", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("tool", ["ask"])
      const { run } = yield* socket.taken("send", { cid: "c1", text: 'use askUser {"fighterIds":[1,2]}' })
      const { d: asked } = yield* socket.awaitFrame("ask")
      yield* socket.taken("cancel", { run })
      assert.strictEqual((yield* ended(socket, run)).status, "cancelled")
      const answer = { askId: asked.askId, value: asked.options[0]?.fighterId }
      assert.deepInclude(yield* socket.refused("answer", answer), { code: "ASK_CLOSED", retryable: false })
    })
  )

  it.effect("after the end changes nothing, also while the next answer is being given", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("late")
      const first = yield* socket.taken("send", { cid: "c1", text: "one two" })
      const second = yield* socket.taken("send", { cid: "c2", text: "hold the next" })
      yield* ended(socket, first.run)
      yield* socket.awaitFrame("part.delta", ({ run }) => run === second.run)
      assert.deepInclude(yield* socket.refused("cancel", { run: first.run }), { code: "RUN_NOT_ACTIVE" })
      gate("hold the next").openUnsafe()
      assert.strictEqual((yield* ended(socket, second.run)).status, "completed")
      assert.strictEqual(socket.wordsOf(second.run), "hold the next")
    })
  )

  it.effect("twice at once ends the run once, and both are answered", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("twice")
      const other = yield* enter
      other.hello(0)
      yield* other.awaitFrame("welcome")
      const { run } = yield* socket.taken("send", { cid: "c1", text: "hold it twice" })
      yield* other.awaitFrame("part.delta")
      const replies = yield* Effect.all([socket.request("cancel", { run }), other.request("cancel", { run })], {
        concurrency: "unbounded"
      })
      for (const tab of [socket, other]) assert.strictEqual((yield* ended(tab, run)).status, "cancelled")
      assert.isTrue(replies.some(({ t }) => t === "ack"))
      for (const { d, t } of replies) if (t === "nack") assert.strictEqual(d.code, "RUN_NOT_ACTIVE")
    })
  )
})
