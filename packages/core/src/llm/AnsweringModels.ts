import { Array as Arr, Context, Effect, Layer, Option } from "effect"
import { LanguageModel, Model } from "effect/ai"
import { type ModelChain, ModelFactory } from "./ModelFactory.ts"

/** A model that is asked first, with whatever answers in its place. */
export interface AnsweringModel {
  readonly provider: string
  readonly model: string
  readonly languageModel: LanguageModel.LanguageModel
}

/** The models that answer questions here, each of which a question may choose. */
export class AnsweringModels extends Context.Service<
  AnsweringModels,
  {
    /** As `provider/model`, each once; the first is the usual one. */
    readonly names: Arr.NonEmptyReadonlyArray<string>
    /** The one that is asked where none is chosen. */
    readonly usual: AnsweringModel
    /** The one of that name, to the letter; the usual one for null. */
    readonly get: (name: string | null) => Option.Option<AnsweringModel>
  }
>()("@mma-savant/core/llm/AnsweringModels") {
  static make(models: Arr.NonEmptyReadonlyArray<AnsweringModel>) {
    const usual = Arr.headNonEmpty(models)
    const names = Arr.map(models, ({ model, provider }) => `${provider}/${model}`)
    const byName = new Map(names.map((name, at) => [name, models[at]!]))
    return AnsweringModels.of({
      names,
      usual,
      get: (name) => (name === null ? Option.some(usual) : Option.fromUndefinedOr(byName.get(name)))
    })
  }

  /** The one language model that is there, whatever it is made of. */
  static readonly layerOne = Layer.effect(
    AnsweringModels,
    Effect.gen(function* () {
      const languageModel = yield* LanguageModel.LanguageModel
      const [provider, model] = [yield* Model.ProviderName, yield* Model.ModelName]
      return AnsweringModels.make([{ provider, model, languageModel }])
    })
  )

  /** The models of a chain, which differ: in the place of whichever is chosen the others answer, in their order. */
  static readonly layer = (chain: ModelChain) =>
    Layer.effect(
      AnsweringModels,
      Effect.gen(function* () {
        const { createProvider } = yield* ModelFactory
        const models = yield* Effect.forEach(chain, (first) =>
          Effect.map(
            createProvider([first, ...chain.filter((other) => other !== first)]),
            (languageModel): AnsweringModel => ({ provider: first.provider, model: first.model, languageModel })
          )
        )
        return AnsweringModels.make(models)
      })
    )
}
