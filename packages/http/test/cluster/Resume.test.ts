import { assert, layer } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Pair } from "./Pair.ts"
import { plain, watch } from "./Watcher.ts"

/** The connection is lost when so many frames have come over it, and the next one is made to the same server or to the other. */
const Loss = Schema.Struct({
  after: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 25 }))),
  isToOther: Schema.Boolean
})
type Loss = typeof Loss.Type

const watching = Effect.fnUntraced(function* (sessionId: string, token: string, losses: ReadonlyArray<Loss>) {
  const { urls } = yield* Pair
  const servers = [urls[0]]
  for (const { isToOther } of losses) servers.push(urls[(servers.at(-1) === urls[0]) === isToOther ? 1 : 0])
  return yield* watch({ servers, token, sessionId }, losses)
})

let last = 0

/**
 * Asks the questions at once in a new session, watched by clients with these losses, of which the first asks; gives how
 * many frames that one was told.
 */
const talk = Effect.fnUntraced(function* (questions: number, losses: ReadonlyArray<ReadonlyArray<Loss>>) {
  const { request, tokenOf } = yield* Pair
  const number = ++last
  const token = yield* tokenOf(`fan_${number}`)
  const made = yield* request("/api/chat/session", { method: "POST", token })
  const sessionId = String(made.body["sessionId"])
  const watchers = yield* Effect.forEach(losses, (ofOne) => watching(sessionId, token, ofOne))
  const { client, frames } = watchers[0]!
  const ask = (cid: string) => client.request("send", { cid, text: `Question ${cid} of talk ${number}` })
  const asked = yield* Effect.promise(() => Promise.all(Array.from({ length: questions }, (_, at) => ask(`c${at}`))))
  yield* Effect.promise(() =>
    Promise.all(watchers.flatMap(({ client }) => asked.map(({ messageId }) => client.answerTo(messageId))))
  ).pipe(Effect.timeout("10 seconds"))
  const { body } = yield* request(`/api/chat/session/${sessionId}`, { token })
  const record = plain(Array.from(Object(body["messages"])))
  assert.deepStrictEqual(
    record.map(({ status }) => status),
    Array.from({ length: 2 * questions }, () => "completed")
  )
  for (const { client, failures, faults } of watchers) {
    assert.deepStrictEqual([faults, failures], [[], 0])
    assert.deepStrictEqual(plain(client.messages.values()), record)
  }
  return frames.length
}, Effect.scoped)

layer(Pair.layer, { excludeTestServices: true })("a client that loses its connection", (it) => {
  it.effect("after whichever frame, and goes on at the same server or another, has what the server has", () =>
    Effect.gen(function* () {
      const frames = yield* talk(1, [[]])
      const losses = Array.from({ length: frames }, (_, index) =>
        [false, true].map((isToOther) => talk(1, [[{ after: index + 1, isToOther }]]))
      )
      assert.isAbove(frames, 20)
      yield* Effect.all(losses.flat(), { concurrency: 10, discard: true })
    })
  )

  it.effect.prop(
    "however often and wherever, as one of several, has what the server has",
    [
      Schema.Array(Schema.Array(Loss).pipe(Schema.check(Schema.isMaxLength(8)))).pipe(
        Schema.check(Schema.isMinLength(1), Schema.isMaxLength(4))
      )
    ],
    ([losses]) => talk(2, losses),
    { arbitrary: { runs: 30, concurrency: 6, maxShrinks: 4 } }
  )
})
