import * as Memory from "@mma-savant/adapters/memory/Memory"
import { day, eventFacts } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { languageModel, type Speaker, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import { Context, Effect, Layer, Stream } from "effect"
import { LanguageModel, Model } from "effect/ai"
import { ended, said } from "../SpokenParts.ts"
import * as Test from "../TestServer.ts"

const looks: ReadonlyArray<SpokenPart> = [
  ...said("Let me ", "look. "),
  { type: "tool-call", id: "call", name: "events", params: { limit: 3 } },
  ended("tool-calls")
]
const tells: ReadonlyArray<SpokenPart> = [
  ...said("They ", "were ", "정찬성’s ", "three ", "Nights. ", "👩‍👩‍👧 ", "🥊"),
  ended("stop")
]

/** Asks a tool, and then answers with its table, one word after the other. */
const speaker: Speaker = {
  ...{ provider: "scripted", model: "slow-1", key: "none" },
  speak: ({ prompt }) => {
    const said = prompt.content.at(-1)?.role === "tool" ? tells : looks
    const parts = Stream.mapEffect(Stream.fromIterable(said), (part) => Effect.delay(Effect.succeed(part), "12 millis"))
    return Effect.succeed({ parts, allowance: null })
  }
}

const model = Model.make("slow", speaker.model, Layer.effect(LanguageModel.LanguageModel, languageModel(speaker)))

const facts = Effect.gen(function* () {
  const nights = [1, 2, 3].map((night) => eventFacts({ name: `Night ${night}`, date: day(`2024-05-0${night}`) }))
  yield* (yield* EventRepository).saveAll(nights)
})

/** Two servers that share everything that is kept. */
export class Pair extends Context.Service<
  Pair,
  Pick<Test.TestServer["Service"], "tokenOf" | "request"> & { readonly urls: readonly [string, string] }
>()("test/Pair") {
  static readonly layer = Layer.effect(
    Pair,
    Effect.gen(function* () {
      const stores = yield* Layer.build(Memory.layer)
      yield* Effect.provideContext(facts, stores)
      const server = Effect.map(
        Layer.build(Layer.fresh(Test.over(Layer.succeedContext(stores), model))),
        Context.get(Test.TestServer)
      )
      const { request, tokenOf, url } = yield* server
      const other = yield* server
      return Pair.of({ request, tokenOf, urls: [url, other.url] })
    })
  )
}
