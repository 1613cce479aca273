import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Duration, Effect, Layer } from "effect"
import { DrainTime } from "../src/system/Shutdown.ts"
import { storeFacts } from "./Facts.ts"
import * as SteeredModel from "./SteeredModel.ts"
import * as Test from "./TestServer.ts"
import { entered } from "./TestSocket.ts"

const known = Layer.effectDiscard(storeFacts).pipe(Layer.provideMerge(Memory.layer))
const served = Test.over(Layer.merge(known, Layer.succeed(DrainTime, Duration.zero)), SteeredModel.layer)

const question = 'use askUser {"fighterIds":[1,2]} and say so'

layer(served, { excludeTestServices: true })("what is asked back", (it) => {
  it.effect("is answered once, by the first of two tabs, and the run goes on with the choice", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("both", ["ask"])
      const other = yield* enter
      other.hello(0, undefined, ["ask"])
      yield* other.awaitFrame("welcome")
      const { run } = yield* socket.taken("send", { cid: "c1", text: question })
      const { d: asked } = yield* socket.awaitFrame("ask")
      assert.deepStrictEqual((yield* other.awaitFrame("ask")).d, asked)
      assert.deepStrictEqual(
        asked.options.map(({ fighterId }) => fighterId),
        [1, 2]
      )
      const { askId } = asked
      const wrong = yield* other.refused("answer", { askId, value: 3 })
      assert.deepInclude(wrong, { code: "VALIDATION", field: "d.value" })
      const replies = yield* Effect.all(
        [socket.request("answer", { askId, value: 2 }), other.request("answer", { askId, value: 1 })],
        { concurrency: "unbounded" }
      )
      assert.sameMembers(
        replies.map(({ t }) => t),
        ["ack", "nack"]
      )
      for (const { d, t } of replies) if (t === "nack") assert.strictEqual(d.code, "ASK_CLOSED")
      const chosen = replies[0]?.t === "ack" ? 2 : 1
      for (const tab of [socket, other]) {
        const { d } = yield* tab.awaitFrame("run.end", (frame) => frame.run === run)
        assert.strictEqual(d.status, "completed")
        const result = yield* tab.awaitFrame("tool.result")
        assert.deepStrictEqual(
          result.d.preview.map((row) => row.at(-1)),
          [chosen]
        )
      }
      assert.deepInclude(yield* other.refused("answer", { askId, value: 1 }), { code: "ASK_CLOSED" })
    })
  )

  it.effect("is shown to whoever comes meanwhile, and not asked of a client that cannot answer", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("late", ["ask"])
      const { run } = yield* socket.taken("send", { cid: "c1", text: question })
      const { d: asked } = yield* socket.awaitFrame("ask")
      const late = yield* enter
      late.hello()
      const { d } = yield* late.awaitFrame("snapshot")
      assert.deepStrictEqual(d.inFlight?.ask, asked)
      const { d: call } = yield* socket.awaitFrame("tool.call", ({ d }) => d.name === "askUser")
      assert.strictEqual(asked.callId, call.callId)
      yield* late.taken("answer", { askId: asked.askId, value: 1 })
      yield* socket.awaitFrame("run.end", (frame) => frame.run === run)

      const mute = yield* entered("mute", ["sing"])
      yield* mute.socket.taken("send", { cid: "c1", text: question })
      yield* mute.socket.awaitFrame("run.end")
      assert.isFalse(mute.socket.log.some(({ t }) => t === "ask"))
      const { d: result } = yield* mute.socket.awaitFrame("tool.result")
      assert.deepInclude(result, { ok: false, rows: 0 })
    })
  )
})
