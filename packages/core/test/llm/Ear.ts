import { type Duration, Effect, Stream } from "effect"
import type { AiError, LanguageModel } from "effect/ai"
import { CallLog, type ModelCall } from "../../src/llm/ModelCall.ts"
import { type ModelSignal, SignalSink } from "../../src/llm/ModelSignal.ts"
import type { Speaker, SpokenPart } from "../../src/llm/Speaker.ts"

/** What one listener hears: signals and parts in one order, and the calls of its log. */
export class Ear {
  readonly heard: Array<SpokenPart | ModelSignal> = []
  readonly calls: Array<ModelCall> = []

  get text(): string {
    return this.heard.map((one) => ("type" in one && one.type === "text-delta" ? one.delta : "")).join("")
  }

  listen(
    speaker: Speaker,
    options: LanguageModel.ProviderOptions,
    pace: Duration.Input = 0
  ): Effect.Effect<void, AiError.AiError> {
    return Stream.unwrap(Effect.map(speaker.speak(options), ({ parts }) => parts)).pipe(
      Stream.runForEach((part) => {
        this.heard.push(part)
        return pace === 0 ? Effect.void : Effect.sleep(pace)
      }),
      Effect.provideService(SignalSink, (signal) => Effect.sync(() => void this.heard.push(signal))),
      Effect.provideService(CallLog, (call) => Effect.sync(() => void this.calls.push(call)))
    )
  }
}
