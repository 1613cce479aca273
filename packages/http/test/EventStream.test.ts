import { connect } from "node:net"
import { assert, describe, it, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Array as Arr, Context, Deferred, Duration, Effect, Exit, Layer, Scope } from "effect"
import { StreamPace } from "../src/conversation/StreamSeats.ts"
import { talker } from "./Talker.ts"
import { type TestEvents, watch } from "./TestEvents.ts"
import * as Test from "./TestServer.ts"

/** What followers of the log have taken of it, and how many there are. */
class Followers extends Context.Service<
  Followers,
  { open: number; taken: number; left: Deferred.Deferred<void>; take: (frames: number) => void }
>()("test/Followers") {}

const followers = Layer.effect(
  Followers,
  Effect.map(Deferred.make<void>(), (left) => ({
    open: 0,
    taken: 0,
    left,
    take(frames: number) {
      this.taken += frames
    }
  }))
)

/** The log, whose followers are counted. */
const counted = Layer.effect(
  ChatLog,
  Effect.gen(function* () {
    const log = yield* ChatLog
    const counts = yield* Followers
    return ChatLog.of({
      ...log,
      tail: Effect.fnUntraced(function* (sessionId, from) {
        counts.open += 1
        yield* Effect.addFinalizer(() => {
          counts.open -= 1
          return Deferred.succeed(counts.left, undefined)
        })
        const pull = yield* log.tail(sessionId, from)
        return Effect.tap(pull, (frames) => Effect.sync(() => counts.take(frames.length)))
      })
    })
  })
)

/** A server whose log is counted, with a pace of the caller's. */
const server = (pace: { readonly comment: Duration.Duration; readonly patience: Duration.Duration }) =>
  Test.over(
    counted.pipe(
      Layer.provideMerge(Layer.mergeAll(followers, Memory.layer)),
      Layer.provideMerge(Layer.succeed(StreamPace, pace))
    )
  )

const kinds = ({ frames }: TestEvents) => frames.map(({ t }) => t)

/** Some 20 kB, the same text for all. */
const title = "x".repeat(20_000)

const fill = (sessionId: string, count: number) =>
  ChatLog.use(({ append }) =>
    append(
      SessionId.make(sessionId),
      Arr.makeBy(count, () => ({ t: "title" as const, d: { title } })),
      null
    )
  )

layer(server({ comment: Duration.millis(50), patience: Duration.millis(300) }), { excludeTestServices: true })(
  "a stream of events",
  (it) => {
    it.effect("says something where nothing happens", () =>
      Effect.gen(function* () {
        const { begin, token } = yield* talker()
        const events = yield* watch(yield* begin, { token })
        yield* events.until(() => events.comments >= 3)
        assert.deepStrictEqual(kinds(events), ["welcome", "snapshot"])
        assert.isFalse(events.isOver)
      })
    )

    it.effect("lets go of the session when its client is gone", () =>
      Effect.gen(function* () {
        const counts = yield* Followers
        const { begin, token } = yield* talker()
        const sessionId = yield* begin
        const before = counts.open
        for (const _ of Arr.range(1, 8)) {
          counts.left = yield* Deferred.make<void>()
          yield* Effect.scoped(
            Effect.gen(function* () {
              const events = yield* watch(sessionId, { token })
              yield* events.awaitFrame("snapshot")
              yield* events.until(() => events.comments > 0)
              assert.strictEqual(counts.open, before + 1)
            })
          )
          yield* Deferred.await(counts.left)
        }
        assert.strictEqual(counts.open, before)
      })
    )

    it.effect("waits for a client that reads slowly, who gets everything", () =>
      Effect.gen(function* () {
        const { url } = yield* Test.TestServer
        const { begin, token } = yield* talker()
        const sessionId = yield* begin
        yield* fill(sessionId, 600)
        const told = yield* Effect.promise(async () => {
          const path = `${url}/api/chat/session/${sessionId}/events?after=0`
          const response = await fetch(path, { headers: { authorization: `Bearer ${token}` } })
          const ids: Array<number> = []
          let text = ""
          let read = 0
          for await (const bytes of response.body!) {
            const lines = (text + Buffer.from(bytes).toString()).split("\n")
            text = lines.pop() ?? ""
            for (const line of lines) if (line.startsWith("id: ")) ids.push(Number.parseInt(line.slice(4), 10))
            if (ids.at(-1) === 600) break
            if (++read % 20 === 0) await new Promise((resume) => setTimeout(resume, 20))
          }
          return ids
        })
        assert.deepStrictEqual(told, Arr.range(1, 600))
      })
    )

    it.effect("keeps little for a client that reads nothing, and leaves it after a while", () =>
      Effect.gen(function* () {
        const counts = yield* Followers
        const { url } = yield* Test.TestServer
        const { begin, token } = yield* talker()
        const sessionId = yield* begin
        yield* fill(sessionId, 3500)
        counts.taken = 0
        counts.left = yield* Deferred.make<void>()
        const { hostname, port } = new URL(url)
        const ended = yield* Deferred.make<void>()
        yield* Effect.acquireRelease(
          Effect.sync(() => {
            const socket = connect(Number(port), hostname)
            socket.write(
              `GET /api/chat/session/${sessionId}/events?after=0 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`
            )
            socket.pause()
            socket.on("close", () => Deferred.doneUnsafe(ended, Exit.void))
            socket.on("error", () => {})
            return socket
          }),
          (socket) => Effect.sync(() => socket.destroy())
        )
        yield* Deferred.await(counts.left)
        // Of 80 MB what the machine's own buffers hold, and one reading more.
        assert.isAtMost(counts.taken, 2000)
      })
    )
  }
)

describe("when the server stops", () => {
  it.live("who is told no answer is sent away, and who is told one stays for its end", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const built = yield* Layer.buildWithScope(Test.layer, scope)
      const [idle, busy] = yield* Effect.gen(function* () {
        const { begin, say, token } = yield* talker()
        const idle = yield* watch(yield* begin, { token })
        yield* idle.awaitFrame("snapshot")
        const { body } = yield* say({ content: "word ".repeat(40) })
        const busy = yield* watch(String(body["sessionId"]), { token, query: "after=0" })
        yield* busy.awaitFrame("part.delta")
        return [idle, busy] as const
      }).pipe(Effect.provideContext(built))
      const startedAt = Date.now()
      yield* Scope.close(scope, Exit.void)
      assert.isBelow(Date.now() - startedAt, 3000)
      yield* Effect.all([idle.end, busy.end])
      assert.deepStrictEqual(kinds(idle), ["welcome", "snapshot", "goaway"])
      assert.deepInclude(idle.frames[2]?.d, { reason: "stopping", reconnectAfterMs: 1000 })
      assert.include(kinds(busy), "goaway")
      assert.deepInclude(busy.frames.at(-1), { t: "run.end" })
      assert.deepInclude(busy.frames.at(-1)?.d, { status: "completed" })
    }).pipe(Effect.scoped)
  )
})
