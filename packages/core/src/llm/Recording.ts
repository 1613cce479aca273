import { Cause, Deferred, Effect, type Exit, type Fiber, Stream } from "effect"
import type { AiError } from "effect/ai"
import type { ModelCall } from "./ModelCall.ts"
import type { ModelSignal } from "./ModelSignal.ts"
import type { Speaker, Speech, SpokenPart } from "./Speaker.ts"

type Head = { readonly _tag: "Head" } & Pick<Speech, "allowance">

type Item = Head | ModelSignal | SpokenPart

const isPart = (item: Item | null | undefined): item is SpokenPart => item != null && "type" in item

const lettersOf = (item: Item): number => ("delta" in item ? item.delta.length : JSON.stringify(item).length)

/** Somebody who waits for the answer. */
export interface Listener {
  readonly log: (call: ModelCall) => Effect.Effect<void>
  /** Whether a call of a model was told to its log: it is the one that pays. */
  isCharged: boolean
}

/** A call under way: all that came of it so far, for whoever listens. */
export class Recording {
  /** In the order of arrival; never empty while the call goes on. */
  readonly listeners = new Set<Listener>()
  /** Letters of it so far. */
  letters = 0
  fiber: Fiber.Fiber<unknown, unknown> | null = null
  /** The model that was called last. */
  answerer: Pick<ModelCall, "provider" | "model">
  private readonly items: Array<Item> = []
  private exit: Exit.Exit<void, AiError.AiError> | null = null
  private grown: Deferred.Deferred<void> | null = null

  constructor({ model, provider }: Speaker) {
    this.answerer = { provider, model }
  }

  add(items: ReadonlyArray<Item>): void {
    for (const item of items) {
      this.items.push(item)
      this.letters += lettersOf(item)
    }
    this.wake()
  }

  end(exit: Exit.Exit<void, AiError.AiError>): void {
    this.exit = exit
    this.wake()
  }

  /** Tells the log of whoever has waited longest. */
  charge(call: ModelCall): Effect.Effect<void> {
    const { model, provider } = call
    this.answerer = { provider, model }
    const [payer] = this.listeners
    if (payer === undefined) return Effect.void
    payer.isCharged = true
    return payer.log(call)
  }

  /** The speech from its beginning, at the listener's own pace. */
  replay(sink: (signal: ModelSignal) => Effect.Effect<void>): Effect.Effect<Speech, AiError.AiError> {
    let at = 0
    const reached = Effect.gen({ self: this }, function* () {
      for (;;) {
        const item = this.items[at]
        if (item === undefined) {
          if (this.exit !== null) return yield* Effect.as(this.exit, null)
          yield* this.growth
        } else if (isPart(item)) return item
        else {
          at++
          if (item._tag === "Head") return item
          yield* sink(item)
        }
      }
    })
    const pull = Effect.flatMap(reached, (item) => {
      if (!isPart(item)) return Cause.done()
      const chunk: [SpokenPart, ...Array<SpokenPart>] = [item]
      for (at++; ; at++) {
        const next = this.items[at]
        if (!isPart(next)) return Effect.succeed(chunk)
        chunk.push(next)
      }
    })
    return Effect.map(reached, (head) => ({
      allowance: head === null || isPart(head) ? null : head.allowance,
      parts: Stream.fromPull(Effect.succeed(pull))
    }))
  }

  private get growth(): Effect.Effect<void> {
    this.grown ??= Deferred.makeUnsafe()
    return Deferred.await(this.grown)
  }

  private wake(): void {
    const { grown } = this
    if (grown === null) return
    // Whoever waits goes on at once, and may wait for the next before this returns.
    this.grown = null
    Deferred.doneUnsafe(grown, Effect.void)
  }
}
