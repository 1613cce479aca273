import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, Scope, Stream } from "effect"
import { type LanguageModel, Prompt } from "effect/ai"
import type { Speaker, SpokenPart } from "../src/llm/Speaker.ts"
import { type FaultKind, faultKind, retryAfter } from "../src/llm/VendorFault.ts"

/** What a vendor sends, and what it means. */
export interface Recording {
  readonly name: string
  /** The body of each answer, for as many requests as the speaker makes of one. */
  readonly bodies: ReadonlyArray<string>
  readonly parts: ReadonlyArray<SpokenPart>
  /** Where it does not come to its `finish`. */
  readonly fault?: FaultKind
}

/** What a speaker said, and the fault it broke off with. */
export interface Heard {
  readonly parts: ReadonlyArray<SpokenPart>
  readonly fault: FaultKind | null
}

type Fetch = typeof fetch

/** A question as an agent puts it to a model. */
export const asking = (
  prompt: Prompt.RawInput,
  more: Partial<LanguageModel.ProviderOptions> = {}
): Effect.Effect<LanguageModel.ProviderOptions> =>
  Effect.map(Effect.makeSpan("speak"), (span) => ({
    prompt: Prompt.make(prompt),
    tools: [],
    responseFormat: { type: "text" },
    toolChoice: "auto",
    span,
    previousResponseId: undefined,
    incrementalPrompt: undefined,
    ...more
  }))

/** Asks and listens to the end. */
export const hear = (speaker: Speaker, question = "Who won?"): Effect.Effect<Heard> =>
  Effect.gen(function* () {
    const parts: Array<SpokenPart> = []
    const speech = yield* speaker.speak(yield* asking(question)).pipe(Effect.result)
    if (speech._tag === "Failure") return { parts, fault: faultKind(speech.failure) }
    const fault = yield* speech.success.parts.pipe(
      Stream.runForEach((part) => Effect.sync(() => parts.push(part))),
      Effect.match({ onFailure: faultKind, onSuccess: () => null })
    )
    return { parts, fault }
  }).pipe(Effect.scoped)

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const head = { status: 200, headers: { "content-type": "text/event-stream" } }

/** A vendor that sends each of the bodies in these pieces. */
const sending = (bodies: ReadonlyArray<ReadonlyArray<Uint8Array>>): Fetch => {
  const left = [...bodies]
  return async () => {
    const pieces = left.shift()
    if (pieces === undefined) throw new Error("one request too many")
    return new Response(ReadableStream.from(pieces), head)
  }
}

/** A vendor that says the beginning of an answer and then nothing, and what becomes of the request. */
const stalling = (begin: Uint8Array | null) =>
  Effect.gen(function* () {
    const dry = yield* Deferred.make<void>()
    const state = { aborted: false, requests: 0 }
    const fetch: Fetch = async (_, init) => {
      state.requests += 1
      const aborted = new Promise<never>((_, fail) =>
        init?.signal?.addEventListener("abort", () => {
          state.aborted = true
          fail(new DOMException("This operation was aborted", "AbortError"))
        })
      )
      aborted.catch(() => {})
      const silence = () => {
        Deferred.doneUnsafe(dry, Effect.void)
        return aborted
      }
      if (begin === null) return silence()
      const body = async function* () {
        yield begin
        await silence()
      }
      return new Response(ReadableStream.from(body()), head)
    }
    return { fetch, dry: Deferred.await(dry), state }
  })

/** With `finish` as it is when the vendor does not come to count. */
const uncounted = (parts: ReadonlyArray<SpokenPart>) =>
  parts.map((part) => (part.type === "finish" ? { type: part.type, reason: part.reason } : part))

/** What any answer is, whatever it says. */
const assertWellFormed = ({ fault, parts }: Heard) => {
  const open = new Set<string>()
  const used = new Set<string>()
  const begin = (id: string) => {
    assert.isFalse(used.has(id), `${id} begins twice`)
    used.add(id)
    open.add(id)
  }
  for (const [index, part] of parts.entries()) {
    switch (part.type) {
      case "text-start":
      case "reasoning-start":
      case "tool-params-start":
        begin(`${part.type.slice(0, 4)} ${part.id}`)
        break
      case "text-delta":
      case "reasoning-delta":
      case "tool-params-delta":
        assert.isTrue(open.has(`${part.type.slice(0, 4)} ${part.id}`), `${part.id} is not open`)
        assert.notStrictEqual(part.delta, "")
        break
      case "text-end":
      case "reasoning-end":
      case "tool-params-end":
        assert.isTrue(open.delete(`${part.type.slice(0, 4)} ${part.id}`), `${part.id} is not open`)
        break
      case "tool-call":
        begin(`call ${part.id}`)
        open.delete(`call ${part.id}`)
        break
      case "finish": {
        const { inputTokens, outputTokens } = part.usage
        assert.strictEqual(index, parts.length - 1)
        assert.isAtLeast(
          inputTokens.total ?? Number.POSITIVE_INFINITY,
          (inputTokens.cacheRead ?? 0) + (inputTokens.cacheWrite ?? 0)
        )
        assert.isAtLeast(outputTokens.total ?? Number.POSITIVE_INFINITY, outputTokens.reasoning ?? 0)
        break
      }
    }
  }
  assert.strictEqual(parts.at(-1)?.type === "finish", fault === null)
  if (fault === null) assert.deepStrictEqual([...open], [])
}

/** In how many places at once an answer is split, far enough from each other not to matter to each other. */
const splits = 8

/** A body split at its byte `first`, and after every `stride` bytes from there. */
const pieces = (body: Uint8Array, first: number, stride: number): ReadonlyArray<Uint8Array> => {
  const found = [body.subarray(0, first)]
  for (let at = first; at < body.length; at += stride) found.push(body.subarray(at, at + stride))
  return found
}

/** Where to cut an answer off: at, before and after the end of every line, and within lines here and there. */
const cuts = (body: Uint8Array): ReadonlyArray<number> =>
  Array.from(body.keys()).filter((at) => at % 32 === 0 || [at - 1, at, at + 1].some((near) => body[near] === 10))

/**
 * The laws of a {@link Speaker}. `make` gives one whose requests are made by the function it gets; `recordings` are
 * wire bytes of its vendor with what they say.
 */
export const suite = (
  adapter: string,
  make: (fetch: Fetch) => Speaker,
  recordings: readonly [Recording, ...Array<Recording>]
) =>
  describe(`Speaker / ${adapter}`, () => {
    const fluent = recordings.find(({ bodies, fault }) => bodies.length === 1 && fault === undefined) ?? recordings[0]
    const words = encode(fluent.bodies[0]!)

    for (const { bodies, fault = null, name, parts } of recordings) {
      const whole = bodies.map(encode)
      const longest = Math.max(...whole.map(({ length }) => length))

      it.effect(`${name}: is told part by part, to one finish or to its fault`, () =>
        Effect.gen(function* () {
          const heard = yield* hear(make(sending(whole.map((body) => [body]))))
          assert.deepStrictEqual(heard, { parts, fault })
          assertWellFormed(heard)
        })
      )

      it.effect(`${name}: says the same wherever its bytes are split`, () =>
        Effect.gen(function* () {
          const stride = Math.ceil(longest / splits)
          for (let first = 1; first <= stride; first++) {
            const heard = yield* hear(make(sending(whole.map((body) => pieces(body, first, stride)))))
            assert.deepStrictEqual(heard, { parts, fault }, `split at ${first} and every ${stride} bytes from there`)
          }
          const bytes = whole.map((body) => pieces(body, 1, 1))
          assert.deepStrictEqual(yield* hear(make(sending(bytes))), { parts, fault })
        })
      )

      it.effect(`${name}: says the same with other ends of lines, and with comments between`, () =>
        Effect.gen(function* () {
          for (const said of [
            bodies.map((body) => body.replaceAll("\n", "\r\n")),
            bodies.map((body) => body.replaceAll("\n\n", "\n\n: still here\n\n"))
          ]) {
            assert.deepStrictEqual(yield* hear(make(sending(said.map((body) => [encode(body)])))), { parts, fault })
          }
        })
      )

      it.effect(`${name}: cut off anywhere, fails after what it has said, or has said it all`, () =>
        Effect.gen(function* () {
          const last = whole.at(-1)!
          for (const at of cuts(last)) {
            const heard = yield* hear(
              make(sending([...whole.slice(0, -1), last.subarray(0, at)].map((body) => [body])))
            )
            const complete = heard.fault === fault && heard.parts.length === parts.length
            assert.deepStrictEqual(
              uncounted(heard.parts),
              uncounted(complete ? parts : parts.slice(0, heard.parts.length)),
              `cut at ${at}`
            )
            if (!complete) assert.include(["response", "unreachable"], heard.fault, `cut at ${at}`)
          }
        })
      )
    }

    it.effect("of answers heard at once each keeps to itself", () =>
      Effect.gen(function* () {
        const single = recordings.filter(({ bodies }) => bodies.length === 1)
        const question = (name: string) => `Say "${name}".`
        const speaker = make(async (_, init) => {
          const asked = single.find(({ name }) => String(init?.body).includes(JSON.stringify(question(name))))
          const bytes = [...encode(asked!.bodies[0]!)].map((byte) => Uint8Array.of(byte))
          return new Response(ReadableStream.from(bytes), head)
        })
        const heard = yield* Effect.all(
          single.map(({ name }) => hear(speaker, question(name))),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(
          heard,
          single.map(({ fault = null, parts }) => ({ parts, fault }))
        )
      })
    )

    it.effect("closing the scope ends the request before the head has come", () =>
      Effect.gen(function* () {
        const vendor = yield* stalling(null)
        const fiber = yield* Effect.forkChild(hear(make(vendor.fetch)))
        yield* vendor.dry
        yield* Fiber.interrupt(fiber)
        assert.deepStrictEqual(vendor.state, { aborted: true, requests: 1 })
      })
    )

    it.effect("closing the scope ends the request while the next part is waited for", () =>
      Effect.gen(function* () {
        const vendor = yield* stalling(words.subarray(0, Math.floor(words.length / 2)))
        const fiber = yield* Effect.forkChild(hear(make(vendor.fetch)))
        yield* vendor.dry
        yield* Fiber.interrupt(fiber)
        assert.deepStrictEqual(vendor.state, { aborted: true, requests: 1 })
      })
    )

    it.effect("closing the scope ends the request however much has been heard", () =>
      Effect.gen(function* () {
        for (let count = 0; count <= fluent.parts.length; count++) {
          const vendor = yield* stalling(words)
          const scope = yield* Scope.make()
          const speech = yield* make(vendor.fetch)
            .speak(yield* asking("Who won?"))
            .pipe(Scope.provide(scope))
          const parts = yield* Stream.runCollect(Stream.take(speech.parts, count))
          assert.deepStrictEqual(parts, fluent.parts.slice(0, count))
          assert.isFalse(vendor.state.aborted)
          yield* Scope.close(scope, Exit.void)
          assert.deepStrictEqual(vendor.state, { aborted: true, requests: 1 }, `after ${count} parts`)
        }
      })
    )

    it.effect("a vendor that cannot be reached is `unreachable`, and is asked once", () =>
      Effect.gen(function* () {
        let requests = 0
        const heard = yield* hear(
          make(async () => {
            requests += 1
            throw new TypeError("fetch failed")
          })
        )
        assert.deepStrictEqual([heard, requests], [{ parts: [], fault: "unreachable" }, 1])
      })
    )

    it.effect("a connection that breaks is `unreachable`", () =>
      Effect.gen(function* () {
        const pieces = async function* () {
          yield words.subarray(0, Math.floor(words.length / 2))
          throw new TypeError("terminated")
        }
        const heard = yield* hear(make(async () => new Response(ReadableStream.from(pieces()), head)))
        assert.strictEqual(heard.fault, "unreachable")
        assert.deepStrictEqual(heard.parts, fluent.parts.slice(0, heard.parts.length))
      })
    )

    for (const body of ["", "<html><body>Welcome</body></html>", "\n\n", ": nothing\n\n"]) {
      it.effect(`an answer that is none is a \`response\` fault: ${JSON.stringify(body)}`, () =>
        Effect.gen(function* () {
          assert.deepStrictEqual(yield* hear(make(sending([[encode(body)]]))), { parts: [], fault: "response" })
        })
      )
    }

    for (const [name, value, expected] of [
      ["retry-after", "7", Duration.seconds(7)],
      ["retry-after-ms", "1500", Duration.millis(1500)],
      ["retry-after", "Thu, 01 Jan 1970 00:01:00 GMT", Duration.minutes(1)],
      ["x-other", "7", undefined],
      ["retry-after", "soon", undefined]
    ] as const) {
      it.effect(`who asks too much is told to wait: ${name} ${value}`, () =>
        Effect.gen(function* () {
          let requests = 0
          const speaker = make(async () => {
            requests += 1
            return new Response("{}", { status: 429, headers: { [name]: value } })
          })
          const error = yield* Effect.scoped(speaker.speak(yield* asking("Who won?"))).pipe(Effect.flip)
          assert.strictEqual(faultKind(error), "rate_limited")
          assert.deepStrictEqual(retryAfter(error), expected)
          assert.strictEqual(requests, 1)
        })
      )
    }
  })
