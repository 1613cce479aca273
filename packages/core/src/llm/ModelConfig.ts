import { Schema } from "effect"

/** Who answers: vendors of language models, the built-in analyst, and the scripted model of tests. */
export const Provider = Schema.Literals([
  "anthropic",
  "openai",
  "huggingface",
  "openrouter",
  "compatible",
  "offline",
  "scripted"
])
export type Provider = typeof Provider.Type

/** As `ASSISTANT_MODEL` writes a model: `provider/model`. */
export const modelName = ({ model, provider }: { readonly provider: Provider; readonly model: string }): string =>
  `${provider}/${model}`

/** A model and how it is asked; what is left out is the model's own default. */
export class ModelConfig extends Schema.Class<ModelConfig>("ModelConfig")({
  provider: Provider,
  /** The vendor's own name of the model, such as `org/name:host`. */
  model: Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200))),
  /** 0 to 2. */
  temperature: Schema.optionalKey(Schema.Finite.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 2 })))),
  /** Above 0, to 1. */
  topP: Schema.optionalKey(Schema.Finite.pipe(Schema.check(Schema.isGreaterThan(0), Schema.isLessThanOrEqualTo(1)))),
  /** The most tokens of one answer. */
  maxTokens: Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isGreaterThan(0))))
}) {
  get name(): string {
    return modelName(this)
  }
}

/** A configuration that no model answers to: `field` is what is wrong, `message` one sentence about it. */
export class ModelConfigInvalid extends Schema.TaggedError<ModelConfigInvalid>()("ModelConfigInvalid", {
  field: Schema.Literals(["provider", "model", "temperature", "topP", "maxTokens"]),
  message: Schema.String
}) {}
