import { today } from "@mma-savant/core/IsoDate"
import { analyst } from "@mma-savant/core/llm/ModelCatalog"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { languageModel, type Speaker, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import { isFailure, isTable } from "@mma-savant/core/llm/ToolTable"
import { Effect, Layer, Stream } from "effect"
import { LanguageModel, Model, type Prompt, type Response } from "effect/ai"
import { analyse } from "./Analyst.ts"
import { type Found, resume, type Step } from "./Inquiry.ts"
import { languageFor } from "./Language.ts"
import { type Spoken, spokenIn } from "./Spoken.ts"
import { type Talk, understood } from "./Talk.ts"

const unusable: Found = { code: "DATA_UNAVAILABLE", message: "The data cannot be reached at the moment." }

/** By which the model knows its own calls from those of another that has answered before it. */
const callPrefix = "analyst-"

interface Turn extends Talk {
  /** What the calls made since the last question have found, by their number. */
  readonly found: ReadonlyMap<number, Found>
  /** Whether another model has called tools since the last question. */
  readonly isTaken: boolean
}

const textOf = (content: ReadonlyArray<Prompt.UserMessagePart | Prompt.AssistantMessagePart>): string =>
  content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")

/** The talk up to the last question, and what has been looked up for it. */
const turnOf = ({ content }: Prompt.Prompt): Turn => {
  const questions: Array<string> = []
  const found = new Map<number, Found>()
  let spoken: Spoken | null = null
  let isTaken = false
  let lastAnswer = ""
  let answer = ""
  for (const message of content) {
    if (message.role === "system") spoken = spokenIn(message.content) ?? spoken
    if (message.role === "user") {
      questions.push(textOf(message.content))
      lastAnswer = answer
      answer = ""
      found.clear()
      isTaken = false
    }
    if (message.role === "assistant") answer += textOf(message.content)
    if (message.role !== "tool") continue
    for (const part of message.content) {
      if (part.type !== "tool-result") continue
      const { id, result } = part
      isTaken ||= !id.startsWith(callPrefix)
      found.set(Number(id.slice(callPrefix.length)), isTable(result) || isFailure(result) ? result : unusable)
    }
  }
  return { questions, lastAnswer, spoken, found, isTaken }
}

/** Words stand for tokens: this model has none, and whoever counts usage wants to see that it was used. */
const words = (text: string): ReadonlyArray<string> => text.match(/\s*\S+/g) ?? []

const step = Effect.fnUntraced(function* ({ prompt, toolChoice, tools }: LanguageModel.ProviderOptions) {
  const { found, isTaken, ...talk } = turnOf(prompt)
  const question = talk.questions.at(-1) ?? ""
  const { say } = languageFor(question)
  const intent = understood(talk)
  const next = resume(analyse(talk, intent, yield* today), found)
  const known = new Set(tools.map(({ name }) => name))
  const spoken = (taken: Step): Exclude<Step, { _tag: "Failed" }> => {
    switch (taken._tag) {
      case "Said":
        return taken
      case "Failed":
        return { _tag: "Said", text: say.failure(taken.failure, taken.tool) }
      case "Calls":
        return toolChoice !== "none" && taken.calls.every(({ name }) => known.has(name))
          ? taken
          : { _tag: "Said", text: say.unable }
    }
  }
  const taken = spoken(next.step)
  const isAble = taken._tag === next.step._tag
  const abstains = taken._tag === "Calls" && taken.calls.some(({ name }) => name === "abstain")
  // Sure of an answer to what was asked: neither an abstention nor a word about itself.
  const isSure = isAble && !abstains && !isTaken && intent !== null && intent.name !== "help" && known.size > 0
  return { step: taken, number: next.number, read: words(question).length, isSure }
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
  isSure: (options) => Effect.map(step(options), ({ isSure }) => isSure),
  speak: (options) =>
    Effect.map(step(options), (taken) => ({ parts: Stream.fromIterable(spoken(taken)), allowance: null }))
}

export const speakers = ({ model }: ModelConfig): ReadonlyArray<Speaker> => (model === analyst.model ? [speaker] : [])

export const layer = Model.make(
  analyst.provider,
  analyst.model,
  Layer.effect(LanguageModel.LanguageModel, languageModel(speaker))
)
