import { fallback } from "@mma-savant/core/llm/Fallback"
import { languageModel, type Speaker, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import { Effect, Layer, Stream } from "effect"
import { AiError, LanguageModel, Model, type Prompt } from "effect/ai"
import { gate } from "./Gates.ts"
import { ended, questionOf, said } from "./SpokenParts.ts"

const broken = (speaker: string) =>
  new AiError.AiError({
    module: speaker,
    method: "streamText",
    reason: new AiError.AuthenticationError({ kind: "InvalidKey" })
  })

/** What it does is what the question's words say; else it repeats the question. */
const speaker = (model: "first" | "second"): Speaker => {
  const speak = (prompt: Prompt.Prompt): Stream.Stream<SpokenPart, AiError.AiError> => {
    const question = questionOf(prompt)
    const knows = prompt.content.at(-1)?.role === "tool"
    const [, tool, params] = /^use (\w+) (\{[^}]*\})/.exec(question) ?? []
    if (tool !== undefined && !knows) {
      const call: SpokenPart = { type: "tool-call", id: `call-${tool}`, name: tool, params: JSON.parse(params ?? "{}") }
      return Stream.make(...said("Let me ", "look. "), call, ended("tool-calls"))
    }
    if (question.includes("fail") || (question.includes("falter") && model === "first")) {
      return Stream.concat(Stream.make(...said("It ", "was ")), Stream.fail(broken(model)))
    }
    const words = question.split(/(?<= )/)
    if (!question.includes("hold")) return Stream.make(...said(...words), ended("stop"))
    return Stream.make(...said("Well, ")).pipe(
      Stream.concat(Stream.fromEffectDrain(gate(question).await)),
      Stream.concat(Stream.make(...said(...words), ended("stop")))
    )
  }
  return {
    ...{ provider: "scripted", model, key: "none" },
    speak: ({ prompt }) => Effect.succeed({ parts: speak(prompt), allowance: null })
  }
}

/** Two models, of which the second answers where the first falters. */
export const layer = Model.make(
  "scripted",
  "first",
  Layer.effect(LanguageModel.LanguageModel, languageModel(fallback([speaker("first"), speaker("second")])))
)
