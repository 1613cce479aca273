import { assert } from "@effect/vitest"
import { AnswerDraft } from "@mma-savant/core/conversation/AnswerDraft"
import { slotsText } from "@mma-savant/core/conversation/TalkSummary"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { AgentEvent } from "@mma-savant/core/llm/AgentEvent"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { MmaAgent } from "@mma-savant/core/llm/MmaAgent"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { mergedSlots, noSlots, slotsOf, type ToolLookup } from "@mma-savant/core/llm/Slots"
import { isTable, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { Effect, Layer, Stream } from "effect"
import { Prompt } from "effect/ai"
import { TestClock } from "effect/testing"
import * as Memory from "../../src/memory/Memory.ts"
import * as OfflineModel from "../../src/offline/OfflineModel.ts"
import { day } from "./League.ts"

/** The agent as a program runs it, with the offline model, over an empty store in memory. */
export const layer = MmaAgent.layer.pipe(
  Layer.provide(SavantHandlers.layer),
  Layer.provide(FighterService.layer),
  Layer.provide(AnsweringModels.layerOne),
  Layer.provide(OfflineModel.layer),
  Layer.provideMerge(Memory.layer)
)

export interface Answered {
  readonly text: string
  /** Tools called, in order, with their arguments. */
  readonly calls: ReadonlyArray<readonly [name: string, args: unknown]>
  readonly events: ReadonlyArray<AgentEvent>
  /** What clients show below the text; null when they show no table. */
  readonly table: ToolTable | null
}

/** A question, the tools by which it is to be answered, and the answer to the letter. */
export type Case = readonly [question: string, tools: string, says: string]

export const toolsOf = ({ calls }: Answered): string => calls.map(([name]) => name).join(" ")

const tableOf = (events: ReadonlyArray<AgentEvent>): ToolTable | null => {
  const draft = new AnswerDraft()
  for (const event of events) draft.take(event)
  const part = draft.parts.find(({ kind }) => kind === "table")
  return part?.kind === "table" ? part.table : null
}

const answered = (events: ReadonlyArray<AgentEvent>): Answered => ({
  text: events.map((event) => (event._tag === "TextDelta" ? event.delta : "")).join(""),
  calls: events.flatMap((event) => (event._tag === "ToolCalled" ? [[event.name, event.args] as const] : [])),
  events,
  table: tableOf(events)
})

const lookupsIn = (events: ReadonlyArray<AgentEvent>): ReadonlyArray<ToolLookup> =>
  events.flatMap((event) => {
    if (event._tag !== "ToolReturned" || !isTable(event.result)) return []
    const call = events.find((one) => one._tag === "ToolCalled" && one.callId === event.callId)
    return call?._tag === "ToolCalled" ? [{ name: call.name, args: call.args, result: event.result }] : []
  })

/**
 * The answer to the last of the questions of a talk, of which the model is told what it has come to speak of, as every
 * talk of a session tells it.
 */
export const talked = Effect.fnUntraced(function* (...questions: ReadonlyArray<string>) {
  yield* TestClock.setTime(Date.parse(`${day}T12:00:00Z`))
  const agent = yield* MmaAgent
  const talk: Array<Prompt.MessageEncoded> = []
  let slots = noSlots
  let last = answered([])
  for (const question of questions) {
    talk.push({ role: "user", content: question })
    const told = slotsText(slots)
    const before: ReadonlyArray<Prompt.MessageEncoded> = told === null ? [] : [{ role: "system", content: told }]
    last = answered(yield* Stream.runCollect(agent.processQuery(Prompt.make([...before, ...talk]))))
    talk.push({ role: "assistant", content: last.text })
    slots = mergedSlots(slots, slotsOf(lookupsIn(last.events), slots))
  }
  return last
})

/** The answer to the last of the questions, each asked after the answer to the one before. */
export const askedOn = Effect.fnUntraced(function* (on: IsoDate, ...questions: ReadonlyArray<string>) {
  yield* TestClock.setTime(Date.parse(`${on}T12:00:00Z`))
  const agent = yield* MmaAgent
  const talk: Array<Prompt.MessageEncoded> = []
  let last = answered([])
  for (const question of questions) {
    talk.push({ role: "user", content: question })
    last = answered(yield* Stream.runCollect(agent.processQuery(Prompt.make(talk))))
    talk.push({ role: "assistant", content: last.text })
  }
  return last
})

export const asked = (...questions: ReadonlyArray<string>) => askedOn(day, ...questions)

/** Over the store, the question of a case is answered to the letter and by the tools it names. */
export const isAnswered =
  <E, R>(store: Effect.Effect<unknown, E, R>) =>
  ([question, tools, says]: Case) =>
    Effect.gen(function* () {
      yield* store
      const answer = yield* asked(question)
      assert.strictEqual(answer.text, says)
      assert.strictEqual(toolsOf(answer), tools)
    }).pipe(Effect.provide(layer))
