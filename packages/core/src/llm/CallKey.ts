import { Effect, Function } from "effect"
import { type LanguageModel, Tool } from "effect/ai"
import { Hex } from "effect/encoding"

const ordered = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** One text for equal values, however their keys are ordered. */
const canonical = (value: object): string => JSON.stringify(value, ordered)

/** Made once: tools never change, and their schemas are long. */
const toolText = Function.memoize((tool: Tool.Any) =>
  canonical([tool.name, Tool.getDescription(tool) ?? null, Tool.getJsonSchema(tool)])
)

const formatOf = (format: LanguageModel.ProviderOptions["responseFormat"]) =>
  format.type === "text" ? null : [format.objectName, Tool.getJsonSchemaFromSchema(format.schema)]

/** Made once for a call, whoever wants to know what it is equal to. */
const toldText = Function.memoize(
  ({ previousResponseId, prompt, responseFormat, toolChoice, tools }: LanguageModel.ProviderOptions): string =>
    canonical([prompt.content, tools.map(toolText), toolChoice, formatOf(responseFormat), previousResponseId ?? null])
)

/**
 * One text for equal calls: all that a model is told, and what else `about` names, such as the models that are asked and
 * their settings. A changed word, tool or setting gives another text; the order of the keys of an object does not matter.
 */
export const callText = (about: object, options: LanguageModel.ProviderOptions): string =>
  canonical([about, toldText(options)])

/** The SHA-256 of the {@link callText}, in hex: as good as the text, and shows nothing of it. */
export const callKey = (about: object, options: LanguageModel.ProviderOptions): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(callText(about, options)))),
    (hash) => Hex.encode(new Uint8Array(hash))
  )
