import { Effect, Layer, Stream } from "effect"
import { AiError, LanguageModel, Model, type Prompt, type Response } from "effect/ai"

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
const speak = (question: string): Stream.Stream<Response.StreamPartEncoded, AiError.AiError> => {
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

/** A language model without any knowledge: what it answers is known before, and takes a while. */
export const layer = Model.make(
  "echo",
  "echo-1",
  Layer.effect(
    LanguageModel.LanguageModel,
    LanguageModel.make({
      generateText: () => Effect.die("answers are streamed"),
      streamText: ({ prompt }) => speak(questionIn(prompt))
    })
  )
)
