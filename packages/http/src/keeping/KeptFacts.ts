import { AnswerCache } from "@mma-savant/core/llm/AnswerCache"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { version as program } from "@mma-savant/core/Version"
import { Clock, Context, Deferred, Duration, Effect, Exit, Fiber, Layer, Option } from "effect"
import type { HttpServerRequest, HttpServerResponse } from "effect/http"
import { type KeptAnswer, keptAnswer, readBack, sentTo, written } from "./KeptAnswer.ts"
import { Shelf } from "./Shelf.ts"

/** Bytes of memory for answers. */
const room = 32 * 1024 * 1024

/** How long the servers share an answer, which is long enough for all of them to find it. */
const lifetime = Duration.minutes(10)

/** How long the shared answers are waited for before one is made. */
const patience = Duration.millis(100)

const dayLength = 86_400_000

type Answering<E, R> = Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>

/** The store serves where it can; without it answers are made. */
const forgiving = <A>(access: Effect.Effect<Option.Option<A>, StoreUnavailable>): Effect.Effect<Option.Option<A>> =>
  access.pipe(
    Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeed(Option.none<A>()) }),
    Effect.catch((error) => Effect.as(Effect.logWarning("shared answers cannot be reached", error), Option.none()))
  )

/**
 * Answers from the facts, which are the same for everybody until a fact or the day changes: each is made once for as many
 * as ask at once, kept in memory as it is sent, and shared with the other servers where the store is. Only whole answers
 * are kept; what went wrong is asked for anew. Where the state of the data is not to be had, nothing is kept.
 */
export class KeptFacts extends Context.Service<
  KeptFacts,
  {
    /** The answer to a request, by which it is made where it is not kept. */
    readonly answer: <E, R>(request: HttpServerRequest.HttpServerRequest, make: Answering<E, R>) => Answering<E, R>
  }
>()("@mma-savant/http/keeping/KeptFacts") {
  static readonly layer = Layer.effect(
    KeptFacts,
    Effect.gen(function* () {
      const { status } = yield* CurrentData
      const shared = yield* AnswerCache
      const shelf = new Shelf(room)
      const underWay = new Map<string, Deferred.Deferred<KeptAnswer | null>>()

      const sharedBefore = (key: string): Effect.Effect<KeptAnswer | null> =>
        shared.isShared
          ? Effect.map(forgiving(shared.get(key)), (text) => (Option.isSome(text) ? readBack(text.value) : null))
          : Effect.succeed(null)

      const share = (key: string, answer: KeptAnswer): Effect.Effect<unknown> =>
        shared.isShared
          ? Effect.forkDetach(forgiving(Effect.asSome(shared.set(key, written(answer), lifetime))))
          : Effect.void

      const made = Effect.fnUntraced(function* <E, R>(state: string, url: string, make: Answering<E, R>) {
        const key = `read ${program} ${state} ${url}`
        const found = yield* sharedBefore(key)
        const response = found?.whole ?? (yield* make)
        const kept = found ?? keptAnswer(response)
        if (kept !== null) shelf.keep(state, url, kept)
        if (kept !== null && found === null) yield* share(key, kept)
        return { kept, response }
      })

      /** Who asks first makes the answer, and not in vain when they hang up: others may wait for it. */
      const lead = Effect.fnUntraced(function* <E, R>(state: string, url: string, make: Answering<E, R>) {
        const key = `${state} ${url}`
        const waiting = Deferred.makeUnsafe<KeptAnswer | null>()
        underWay.set(key, waiting)
        const end = (exit: Exit.Exit<{ readonly kept: KeptAnswer | null }, E>) =>
          Effect.suspend(() => {
            underWay.delete(key)
            return Deferred.succeed(waiting, Exit.isSuccess(exit) ? exit.value.kept : null)
          })
        const fiber = yield* Effect.forkDetach(Effect.onExit(made(state, url, make), end))
        return yield* Fiber.join(fiber)
      })

      const answer = <E, R>(request: HttpServerRequest.HttpServerRequest, make: Answering<E, R>) =>
        Effect.gen(function* () {
          const data = yield* Effect.option(status)
          if (Option.isNone(data)) return yield* make
          const { asOf, version } = data.value
          const { headers, url } = request
          // What is to come depends on the day.
          const day = Math.floor((yield* Clock.currentTimeMillis) / dayLength)
          const state = `${version} ${asOf} ${day}`
          shelf.turnTo(state)
          const send = (kept: KeptAnswer) => sentTo(kept, headers["if-none-match"])
          const known = shelf.find(url)
          if (known !== undefined) return send(known)
          const other = underWay.get(`${state} ${url}`)
          if (other !== undefined) {
            const theirs = yield* Deferred.await(other)
            return theirs === null ? yield* make : send(theirs)
          }
          const { kept, response } = yield* lead(state, url, make)
          return kept === null ? response : send(kept)
        })

      return KeptFacts.of({ answer })
    })
  )
}
