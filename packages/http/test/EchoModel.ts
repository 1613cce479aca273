import { languageModel, type Speaker, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import { Effect, Layer, Stream } from "effect"
import { AiError, LanguageModel, Model, type Prompt } from "effect/ai"
import type { ModelAdapters } from "../src/model/VendorsLayer.ts"

const usage = { inputTokens: { total: 3 }, outputTokens: { total: 5 } }

const questionIn = (prompt: Prompt.Prompt): string => {
  const last = prompt.content.at(-1)
  return last?.role === "user" ? last.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("") : ""
}

const refused = new AiError.AiError({
  module: "Echo",
  method: "streamText",
  reason: new AiError.AuthenticationError({ kind: "InvalidKey" })
})

/** Says the question word by word, 10 ms apart; "fail" fails after two words and "break" dies. */
const speak = (question: string): Stream.Stream<SpokenPart, AiError.AiError> => {
  const words = question.split(/(?<= )/)
  const deltas = Stream.fromIterable(words).pipe(
    Stream.mapEffect((delta) =>
      Effect.delay(Effect.succeed({ type: "text-delta" as const, id: "0", delta }), "10 millis")
    )
  )
  if (words[0] === "fail ") return Stream.concat(Stream.take(deltas, 2), Stream.fail(refused))
  if (words[0] === "break ") return Stream.concat(Stream.take(deltas, 2), Stream.die(new Error("a secret reason")))
  return Stream.concat(
    Stream.concat(Stream.make({ type: "text-start" as const, id: "0" }), deltas),
    Stream.make({ type: "text-end" as const, id: "0" }, { type: "finish" as const, reason: "stop" as const, usage })
  )
}

/** A model without any knowledge: what it answers is known before, and takes a while. */
export const speaker: Speaker = {
  provider: "scripted",
  model: "echo-1",
  key: "none",
  speak: ({ prompt }) => Effect.succeed({ parts: speak(questionIn(prompt)), allowance: null })
}

export const layer = Model.make(
  "echo",
  speaker.model,
  Layer.effect(LanguageModel.LanguageModel, languageModel(speaker))
)

const loaded = async () => ({ speakers: () => () => [speaker] })

/** It answers in the place of every model. */
export const models: ModelAdapters = {
  offline: () => [speaker],
  messages: loaded,
  responses: loaded,
  completions: loaded
}
