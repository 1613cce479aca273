import { Array as Arr, Context, Duration, Effect, Layer } from "effect"
import { LanguageModel, Model } from "effect/ai"
import { CircuitBreaker } from "effect/persistence"
import { bounded } from "./AnswerSize.ts"
import { guarded } from "./Breakers.ts"
import { punctual } from "./Deadlines.ts"
import { fallback } from "./Fallback.ts"
import { FastPath, fastPath } from "./FastPath.ts"
import { joined } from "./JoinedDeltas.ts"
import { keptAnswers } from "./KeptAnswers.ts"
import { pooled } from "./KeyPool.ts"
import { metered } from "./Meter.ts"
import { analyst, type CatalogModel, catalog, lookUp } from "./ModelCatalog.ts"
import { ModelConfig, ModelConfigInvalid, type Provider } from "./ModelConfig.ts"
import { persistent, usualRetries } from "./Retries.ts"
import { sharedCalls } from "./SharedCalls.ts"
import { languageModel, type Speaker, Vendors } from "./Speaker.ts"

/** The models to ask: the first, and in its place those after it. */
export type ModelChain = Arr.NonEmptyReadonlyArray<ModelConfig>

/** Who waits for a model although another could answer waits for nothing. */
const shortRetries = { ...usualRetries, budget: Duration.seconds(3) }

type Fault = Pick<ModelConfigInvalid, "field" | "message">

/** What is known to be wrong with a configuration, whoever offers the model. */
const refusal = ({ maxTokens, model, name, provider, temperature, topP }: ModelConfig): Fault | null => {
  const { capabilities, contextWindow, maxOutput } = lookUp(provider, model)
  const most = maxOutput ?? contextWindow
  if (temperature !== undefined && capabilities.temperature === false) {
    return { field: "temperature", message: `${name} takes no temperature.` }
  }
  if (topP !== undefined && capabilities.topP === false) return { field: "topP", message: `${name} takes no topP.` }
  if (provider === "anthropic" && temperature !== undefined && topP !== undefined) {
    return { field: "topP", message: `${name} takes a temperature or a topP, not both.` }
  }
  if (maxTokens !== undefined && most !== null && maxTokens > most) {
    return { field: "maxTokens", message: `${name} writes at most ${most} tokens.` }
  }
  return null
}

/** Makes language models of what the vendors offer. */
export class ModelFactory extends Context.Service<
  ModelFactory,
  {
    /**
     * The models of a chain as one. Equal calls are one call, and a first question that was answered over the same data
     * gets that answer again, but for who wants a `FreshAnswer`. Where a model fails the next is asked; before that it is tried again, by another of its
     * keys if there are several. A key that keeps failing is left alone for a while, and no model is waited for without
     * end. What every call cost is told to the `CallLog`, and what happens in between to the `SignalSink`. Of several
     * chains, equal configurations share their keys. The model of the `FastPath` goes before them with what it is sure of.
     */
    readonly createProvider: (chain: ModelChain) => Effect.Effect<LanguageModel.LanguageModel, ModelConfigInvalid>
    /** What is known of the models of the vendors that are set up, or of one of them. A vendor may have more models. */
    readonly getAvailableModels: (provider?: Provider) => ReadonlyArray<CatalogModel>
    /** Fails where the vendor is not set up, or the model is known to refuse to be asked like this. */
    readonly validateConfig: (config: ModelConfig) => Effect.Effect<void, ModelConfigInvalid>
  }
>()("@mma-savant/core/llm/ModelFactory") {
  static readonly layer = Layer.effect(
    ModelFactory,
    Effect.gen(function* () {
      const vendors = yield* Vendors
      const breakers = yield* CircuitBreaker.CircuitBreakerStore
      const shared = yield* sharedCalls
      const kept = yield* keptAnswers
      const fast = yield* FastPath

      const keysOf = Effect.fnUntraced(function* (config: ModelConfig) {
        const fault = refusal(config)
        if (fault !== null) return yield* new ModelConfigInvalid(fault)
        const keys = vendors.speakers(config)
        if (Arr.isReadonlyArrayNonEmpty(keys)) return keys
        return yield* new ModelConfigInvalid({ field: "provider", message: `${config.name} is not set up here.` })
      })

      // Joined before the deadlines, where pieces come together, and after, where those that came one by one have waited.
      const byKey = (speaker: Speaker) => guarded(breakers, metered(joined(punctual(joined(bounded(speaker))))))

      const pools = new Map<string, Speaker>()
      const poolOf = Effect.fnUntraced(function* (config: ModelConfig) {
        const keys = yield* keysOf(config)
        const { maxTokens, name, temperature, topP } = config
        const same = JSON.stringify([name, temperature, topP, maxTokens])
        const pool = pools.get(same) ?? pooled(Arr.map(keys, byKey))
        pools.set(same, pool)
        return pool
      })

      return ModelFactory.of({
        validateConfig: (config) => Effect.asVoid(keysOf(config)),
        getAvailableModels: (provider) =>
          catalog.filter(
            (known) =>
              (provider === undefined || known.provider === provider) &&
              vendors.speakers(new ModelConfig({ provider: known.provider, model: known.model })).length > 0
          ),
        createProvider: Effect.fn("ModelFactory.createProvider")(function* (chain) {
          const models = yield* Effect.forEach(chain, (config, at) =>
            Effect.map(poolOf(config), (pool) => persistent(pool, at < chain.length - 1 ? shortRetries : usualRetries))
          )
          const answering = fallback(models)
          // What costs nothing and takes no time is not worth keeping.
          const isFree = Arr.headNonEmpty(chain).provider === analyst.provider
          if (isFree) return yield* languageModel(answering)
          const usual = kept(shared(answering, chain), chain)
          const isSure = fast === null ? undefined : (yield* keysOf(fast))[0].isSure
          return yield* languageModel(
            fast === null || isSure === undefined ? usual : fastPath(isSure, yield* poolOf(fast), usual)
          )
        })
      })
    })
  )
}

/** The model of a chain, under the name of its first. */
export const layerModel = (chain: ModelChain) =>
  Layer.effectContext(
    Effect.gen(function* () {
      const factory = yield* ModelFactory
      const { model, provider } = Arr.headNonEmpty(chain)
      return LanguageModel.LanguageModel.context(yield* factory.createProvider(chain)).pipe(
        Context.add(Model.ProviderName, provider),
        Context.add(Model.ModelName, model)
      )
    })
  )
