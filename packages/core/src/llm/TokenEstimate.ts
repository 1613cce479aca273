import { Function } from "effect"
import { type LanguageModel, Tool } from "effect/ai"

/** Bytes of UTF-8 that count as one token: about right for English and, by its three bytes a syllable, for Korean. */
const bytesPerToken = 4

const encoder = new TextEncoder()

/** About how many tokens a text is, for whoever is not told: a token for every four bytes, rounded up. */
export const estimatedTokens = (text: string): number => Math.ceil(encoder.encode(text).length / bytesPerToken)

/** Made once: tools never change, and their schemas are long. */
const toolTokens = Function.memoize((tool: Tool.Any) =>
  estimatedTokens(JSON.stringify([tool.name, tool.description, Tool.getJsonSchema(tool)]))
)

/** About how many tokens a model reads: the talk and the tools, as JSON. */
export const estimatedInput = ({ prompt, tools }: LanguageModel.ProviderOptions): number =>
  tools.reduce(
    (total, tool) => total + toolTokens(tool),
    estimatedTokens(JSON.stringify(prompt.content.map(({ content, role }) => [role, content])))
  )
