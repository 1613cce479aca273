import { assert, it } from "@effect/vitest"
import { asking, hear } from "@mma-savant/core/contract/Speaker"
import type { Speaker, SpokenPart } from "@mma-savant/core/llm/Speaker"
import type { FaultKind } from "@mma-savant/core/llm/VendorFault"
import { Deferred, Effect, Fiber, Stream } from "effect"
import { TestClock } from "effect/testing"
import { vendor } from "./Vendor.ts"

type SpeakerAt = (baseUrl: string) => Speaker

/** What a vendor answers to a request that it refuses, and the fault that it means. */
export type Refusal = readonly [
  status: number,
  body: string,
  expected: FaultKind,
  headers?: Readonly<Record<string, string>>
]

/** Every refusal, with headers of its own or the `usual` ones, is its fault, and is not asked for again. */
export const refusedRequests = (
  speakerAt: SpeakerAt,
  refusals: ReadonlyArray<Refusal>,
  usual: Readonly<Record<string, string>> = {}
) => {
  for (const [status, body, expected, headers = usual] of refusals) {
    it.effect(`${status} ${JSON.stringify(headers)} ${body.slice(0, 110)} is \`${expected}\`, and is made once`, () =>
      Effect.gen(function* () {
        let requests = 0
        const { baseUrl } = yield* vendor((response) => {
          requests += 1
          response.writeHead(status, headers).end(body)
        })
        assert.deepStrictEqual(yield* hear(speakerAt(baseUrl)), { parts: [], fault: expected })
        assert.strictEqual(requests, 1)
      })
    )
  }
}

const head = { "content-type": "text/event-stream" }

/** What becomes of connections. `answer` is whole, and its first 700 characters hold its head. */
export const connections = (speakerAt: SpeakerAt, answer: string) => {
  const listening = Effect.fnUntraced(function* (baseUrl: string, heard: (part: SpokenPart) => Effect.Effect<unknown>) {
    const { parts } = yield* speakerAt(baseUrl).speak(yield* asking("Who won?"))
    yield* Stream.runForEach(parts, heard)
  }, Effect.scoped)

  it.effect("is closed with the scope, before the head has come", () =>
    Effect.gen(function* () {
      const asked = yield* Deferred.make<void>()
      const server = yield* vendor(() => Deferred.doneUnsafe(asked, Effect.void))
      const fiber = yield* Effect.forkChild(hear(speakerAt(server.baseUrl)))
      yield* Deferred.await(asked)
      yield* Fiber.interrupt(fiber)
      yield* server.closed
    })
  )

  it.effect("is closed with the scope within an answer, though the vendor sends nothing more", () =>
    Effect.gen(function* () {
      const server = yield* vendor((response) => response.writeHead(200, head).write(answer.slice(0, 700)))
      const begun = yield* Deferred.make<SpokenPart>()
      const fiber = yield* Effect.forkChild(listening(server.baseUrl, (part) => Deferred.succeed(begun, part)))
      assert.strictEqual((yield* Deferred.await(begun)).type, "response-metadata")
      assert.strictEqual(server.connections.closed, 0)
      yield* Fiber.interrupt(fiber)
      yield* server.closed
    })
  )

  it.effect("whose answer ends a little after its finish serves the next question too", () =>
    Effect.gen(function* () {
      let end = () => {}
      const server = yield* vendor((response) => {
        response.writeHead(200, head).write(answer)
        end = () => void response.end()
      })
      const speaker = speakerAt(server.baseUrl)
      for (let asked = 0; asked < 5; asked++) {
        yield* speaker.speak(yield* asking("Who won?")).pipe(
          Effect.flatMap(({ parts }) =>
            Stream.runForEach(parts, ({ type }) => Effect.sync(() => type === "finish" && end()))
          ),
          Effect.scoped
        )
      }
      assert.strictEqual(server.connections.closed, 0)
    })
  )

  it.effect("that the vendor leaves open after the answer is waited for no longer than a moment", () =>
    Effect.gen(function* () {
      const server = yield* vendor((response) => response.writeHead(200, head).write(answer))
      const finished = yield* Deferred.make<void>()
      const fiber = yield* Effect.forkChild(
        listening(server.baseUrl, ({ type }) =>
          type === "finish" ? Deferred.succeed(finished, undefined) : Effect.void
        )
      )
      yield* Deferred.await(finished)
      yield* TestClock.adjust("250 millis")
      yield* Fiber.join(fiber)
      yield* server.closed
    })
  )
}
