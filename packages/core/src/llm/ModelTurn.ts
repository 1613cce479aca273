import { Effect, Queue, Stream } from "effect"
import { type AiError, type LanguageModel, Prompt, type Response, type Toolkit } from "effect/ai"
import type { AgentEvent } from "./AgentEvent.ts"
import { type ModelSignal, SignalSink } from "./ModelSignal.ts"
import type { SavantTools } from "./SavantTools.ts"
import { isFailure, type ToolFailure, type ToolTable } from "./ToolTable.ts"
import { vendorError } from "./VendorFault.ts"

/** Events that wait to be taken before the model is held up. */
const bufferSize = 64

type Tools = typeof SavantTools.tools
type Part = Response.StreamPart<Tools, "deferred">
type Call = Extract<Part, { type: "tool-call" }>

/** An answer that just stops, or breaks off without a fault, is none. */
const endless = vendorError("ModelTurn", { kind: "response", words: "the answer has no end" })

/** An answer without a word, where there is nothing else to show either. */
export const mute = vendorError("ModelTurn", { kind: "response", words: "the answer says nothing" })

const heard = (part: Part): ReadonlyArray<AgentEvent> => {
  switch (part.type) {
    case "text-delta":
      return [{ _tag: "TextDelta", delta: part.delta }]
    case "reasoning-delta":
      return [{ _tag: "ReasoningDelta", delta: part.delta }]
    case "tool-call":
      return [{ _tag: "ToolCalled", callId: part.id, name: part.name, args: part.params }]
    default:
      return []
  }
}

const signalled = (signal: ModelSignal): AgentEvent => {
  if (signal._tag === "Reset") return signal
  const { _tag, ...notice } = signal
  return { _tag: "Noticed", notice }
}

/** One call of the model on the way to an answer: what it says, and what its tools answer. */
export class ModelTurn {
  private parts: Array<Part> = []
  private readonly returned = new Map<Call, ToolTable | ToolFailure>()
  private readonly prompt: Prompt.Prompt

  constructor(prompt: Prompt.Prompt) {
    this.prompt = prompt
  }

  /** Lets the model speak. After a reset nothing of what it said before counts. It fails unless it comes to an end. */
  spoken(
    model: LanguageModel.LanguageModel,
    toolkit: Toolkit.WithHandler<Tools>,
    toolChoice: "auto" | "none"
  ): Stream.Stream<AgentEvent, AiError.AiError> {
    const answer = model.streamText({
      prompt: this.prompt,
      toolkit,
      toolChoice,
      // Resolved here and not by the model's own loop, for which a call of a tool that does not exist is the end.
      disableToolCallResolution: true,
      toolCallValidation: "deferred"
    })
    // Through a queue, since some of what is signalled is told while the model is silent.
    return Stream.callback<AgentEvent, AiError.AiError>(
      (queue) =>
        answer.pipe(
          Stream.runForEachArray((parts) => {
            this.parts.push(...parts)
            return Queue.offerAll(queue, parts.flatMap(heard))
          }),
          Effect.provideService(SignalSink, (signal) => {
            if (signal._tag === "Reset") this.parts = []
            return Queue.offer(queue, signalled(signal))
          }),
          Effect.andThen(Effect.suspend(() => (this.isOver ? Queue.end(queue) : Effect.fail(endless))))
        ),
      { bufferSize }
    )
  }

  /** The model's own word of its end. */
  get finish(): Response.FinishPart | undefined {
    return this.parts.findLast((part) => part.type === "finish")
  }

  /** The calls that are ours to answer, in the order in which they were made. */
  get calls(): ReadonlyArray<Call> {
    return this.parts.flatMap((part) => (part.type === "tool-call" && part.providerExecuted !== true ? [part] : []))
  }

  /** What was said; what was only thought is not. */
  get text(): string {
    return this.parts.map((part) => (part.type === "text-delta" ? part.delta : "")).join("")
  }

  /** Whether not a letter was said. */
  get isMute(): boolean {
    return this.text.trim() === ""
  }

  answer(call: Call, result: ToolTable | ToolFailure): void {
    this.returned.set(call, result)
  }

  /** The talk with what the model said and what the tools answered. */
  get talk(): Prompt.Prompt {
    const content = this.calls.flatMap((call) => {
      const result = this.returned.get(call)
      if (result === undefined) return []
      return [{ type: "tool-result" as const, id: call.id, name: call.name, isFailure: isFailure(result), result }]
    })
    return Prompt.concat(this.prompt, Prompt.fromResponseParts(this.parts)).pipe(
      Prompt.concat([{ role: "tool", content }])
    )
  }

  private get isOver(): boolean {
    return this.finish !== undefined && this.finish.reason !== "error"
  }
}
