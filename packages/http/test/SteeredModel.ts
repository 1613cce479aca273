import { languageModel, type Speaker, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import { Effect, Layer, Stream } from "effect"
import { LanguageModel, Model, type Prompt } from "effect/ai"
import { gate } from "./Gates.ts"
import { ended, questionOf, said } from "./SpokenParts.ts"

/** How many calls of the model were stopped before their end. */
export let stopped = 0

/**
 * Repeats the question word by word, and waits for its gate: one with `mute` before its first word, one with `hold`
 * after it. One like `use metric {"fighterId":1}` calls the tool first.
 */
const speak = (prompt: Prompt.Prompt): Stream.Stream<SpokenPart> => {
  const question = questionOf(prompt)
  const [, name, params = "{}"] = /^use (\w+) (\{[^}]*\})/.exec(question) ?? []
  if (name !== undefined && prompt.content.at(-1)?.role !== "tool") {
    return Stream.make({ type: "tool-call", id: `call-${name}`, name, params: JSON.parse(params) }, ended("tool-calls"))
  }
  const [head = "", ...tail] = question.split(/(?<= )/)
  const [first, others] = [Stream.fromIterable(said(head)), said(...tail)]
  const waits = Stream.fromEffectDrain(gate(question).await)
  const rest = Stream.make(...others, ended("stop"))
  if (question.startsWith("mute")) return Stream.concat(waits, Stream.concat(first, rest))
  return question.startsWith("hold")
    ? Stream.concat(first, Stream.concat(waits, rest))
    : Stream.make(...said(head), ...others, ended("stop"))
}

const speaker: Speaker = {
  provider: "scripted",
  model: "steered-1",
  key: "none",
  speak: ({ prompt }) =>
    Effect.succeed({
      parts: Stream.onExit(speak(prompt), (exit) =>
        Effect.sync(() => {
          if (exit._tag === "Failure") stopped++
        })
      ),
      allowance: null
    })
}

/** A model whose answers wait until a test lets them go on. */
export const layer = Model.make(
  "steered",
  speaker.model,
  Layer.effect(LanguageModel.LanguageModel, languageModel(speaker))
)
