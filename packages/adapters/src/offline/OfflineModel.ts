import { today } from "@mma-savant/core/IsoDate"
import { analyst } from "@mma-savant/core/llm/ModelCatalog"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { languageModel, type Speaker, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import { isFailure, isTable } from "@mma-savant/core/llm/ToolTable"
import { Effect, Layer, Stream } from "effect"
import { LanguageModel, Model, type Prompt, type Response } from "effect/ai"
import { analyse, type Talk } from "./Analyst.ts"
import { type Found, resume, type Step } from "./Inquiry.ts"

const unusable: Found = { code: "DATA_UNAVAILABLE", message: "The data cannot be reached at the moment." }

const callPrefix = "call-"

interface Turn extends Talk {
  /** What the calls made since the last question have found, by their number. */
  readonly found: ReadonlyMap<number, Found>
}

const textOf = (content: ReadonlyArray<Prompt.UserMessagePart | Prompt.AssistantMessagePart>): string =>
  content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")

/** The talk up to the last question, and what has been looked up for it. */
const turnOf = ({ content }: Prompt.Prompt): Turn => {
  const questions: Array<string> = []
  const found = new Map<number, Found>()
  let lastAnswer = ""
  let answer = ""
  for (const message of content) {
    if (message.role === "user") {
      questions.push(textOf(message.content))
      lastAnswer = answer
      answer = ""
      found.clear()
    }
    if (message.role === "assistant") answer += textOf(message.content)
    if (message.role !== "tool") continue
    for (const part of message.content) {
      if (part.type !== "tool-result") continue
      const { id, result } = part
      found.set(Number(id.slice(callPrefix.length)), isTable(result) || isFailure(result) ? result : unusable)
    }
  }
  return { questions, lastAnswer, found }
}

/** Words stand for tokens: this model has none, and whoever counts usage wants to see that it was used. */
const words = (text: string): ReadonlyArray<string> => text.match(/\s*\S+/g) ?? []

const step = Effect.fnUntraced(function* ({ prompt, toolChoice, tools }: LanguageModel.ProviderOptions) {
  const { found, ...talk } = turnOf(prompt)
  const next = resume(analyse(talk, yield* today), found)
  const known = new Set(tools.map(({ name }) => name))
  const able =
    next.step._tag === "Said" || (toolChoice !== "none" && next.step.calls.every(({ name }) => known.has(name)))
  const said: Step = { _tag: "Said", text: "I cannot look this up here." }
  return { ...next, step: able ? next.step : said, read: words(talk.questions.at(-1) ?? "").length }
})

type Taken = Effect.Success<ReturnType<typeof step>>

const finish = ({ read, step: { _tag } }: Taken, written: number): Response.FinishPartEncoded => ({
  type: "finish",
  reason: _tag === "Calls" ? "tool-calls" : "stop",
  usage: {
    inputTokens: { uncached: undefined, total: read, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: written, text: undefined, reasoning: undefined }
  },
  response: undefined
})

const calls = ({ number, step: taken }: Taken): Array<Response.ToolCallPartEncoded> =>
  taken._tag === "Said"
    ? []
    : taken.calls.map(({ name, params }, index) => ({
        type: "tool-call",
        id: `${callPrefix}${number + index}`,
        name,
        params
      }))

const spoken = (taken: Taken): ReadonlyArray<SpokenPart> => {
  if (taken.step._tag === "Calls") return [...calls(taken), finish(taken, 0)]
  const deltas = words(taken.step.text)
  return [
    { type: "text-start", id: "text" },
    ...deltas.map((delta) => ({ type: "text-delta" as const, id: "text", delta })),
    { type: "text-end", id: "text" },
    finish(taken, deltas.length)
  ]
}

/**
 * A model that needs no key and no network: it reads set kinds of questions in full, looks the facts up with the tools
 * and puts them into words. What it does not fully understand it does not answer. It keeps nothing between calls;
 * everything it knows is in the talk it is given.
 */
const speaker: Speaker = {
  provider: analyst.provider,
  model: analyst.model,
  key: "none",
  speak: (options) =>
    Effect.map(step(options), (taken) => ({ parts: Stream.fromIterable(spoken(taken)), allowance: null }))
}

export const speakers = ({ model }: ModelConfig): ReadonlyArray<Speaker> => (model === analyst.model ? [speaker] : [])

export const layer = Model.make(
  analyst.provider,
  analyst.model,
  Layer.effect(LanguageModel.LanguageModel, languageModel(speaker))
)
