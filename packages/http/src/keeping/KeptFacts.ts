import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import type { DataStatus } from "@mma-savant/core/stats/DataStatus"
import { Context, Deferred, Effect, Exit, Fiber, Layer } from "effect"
import type { HttpServerRequest, HttpServerResponse } from "effect/http"
import { type KeptAnswer, keptAnswer, sentTo } from "./KeptAnswer.ts"
import { sharedAnswers } from "./SharedAnswers.ts"
import { Shelf } from "./Shelf.ts"

/** Bytes of memory for answers. */
const room = 32 * 1024 * 1024

const dayLength = 86_400_000

interface Made {
  readonly response: HttpServerResponse.HttpServerResponse
  /** Null where the response is for nobody else. */
  readonly kept: KeptAnswer | null
}

type Answering<E, R> = Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>

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
      const shared = yield* sharedAnswers
      const shelf = new Shelf(room)
      const underWay = new Map<string, Deferred.Deferred<KeptAnswer | null>>()

      const made = Effect.fnUntraced(function* <E, R>(state: string, url: string, make: Answering<E, R>) {
        const found = yield* shared.find(state, url)
        const response = found?.whole ?? (yield* make)
        const kept = found ?? keptAnswer(response)
        if (kept !== null) shelf.keep(state, url, kept)
        if (kept !== null && found === null) yield* shared.share(state, url, kept)
        return { kept, response } satisfies Made
      })

      /** Who asks first makes the answer, and not in vain when they hang up: others may wait for it. */
      const lead = <E, R>(state: string, url: string, make: Answering<E, R>) =>
        Effect.uninterruptibleMask((restore) => {
          const key = `${state} ${url}`
          const waiting = Deferred.makeUnsafe<KeptAnswer | null>()
          underWay.set(key, waiting)
          const end = (exit: Exit.Exit<Made, E>) =>
            Effect.suspend(() => {
              underWay.delete(key)
              return Deferred.succeed(waiting, Exit.isSuccess(exit) ? exit.value.kept : null)
            })
          return restore(made(state, url, make)).pipe(
            Effect.onExit(end),
            Effect.forkDetach,
            Effect.flatMap((fiber) => restore(Fiber.join(fiber)))
          )
        })

      /** The state of the data in words, of which one day's are the same while the data are. */
      let latest = { data: null as DataStatus | null, day: 0, words: "" }
      const inWords = (data: DataStatus, day: number): string => {
        if (latest.data !== data || latest.day !== day) {
          const { asOf, sampleOnly, version } = data
          latest = { data, day, words: `${version} ${asOf} ${sampleOnly} ${day}` }
        }
        return latest.words
      }

      const answerAsOf = <E, R>(
        state: string,
        { headers, url }: HttpServerRequest.HttpServerRequest,
        make: Answering<E, R>
      ): Answering<E, R> => {
        shelf.turnTo(state)
        const send = (kept: KeptAnswer) => sentTo(kept, headers["if-none-match"])
        const known = shelf.find(url)
        if (known !== undefined) return Effect.succeed(send(known))
        const other = underWay.get(`${state} ${url}`)
        return other === undefined
          ? Effect.map(lead(state, url, make), ({ kept, response }) => (kept === null ? response : send(kept)))
          : Effect.flatMap(Deferred.await(other), (theirs) => (theirs === null ? make : Effect.succeed(send(theirs))))
      }

      const answer = <E, R>(request: HttpServerRequest.HttpServerRequest, make: Answering<E, R>) =>
        Effect.matchEffect(status, {
          onFailure: () => make,
          onSuccess: (data) =>
            Effect.clockWith((clock) => {
              // What is to come depends on the day.
              const day = Math.floor(clock.currentTimeMillisUnsafe() / dayLength)
              return answerAsOf(inWords(data, day), request, make)
            })
        })

      return KeptFacts.of({ answer })
    })
  )
}
