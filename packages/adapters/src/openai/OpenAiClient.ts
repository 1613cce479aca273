import OpenAI, { type ClientOptions } from "openai"

/** How a server is reached: its own settings, and a way of making requests where not the platform's. */
type Line = Pick<ClientOptions, "apiKey" | "baseURL" | "defaultHeaders"> & {
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** The library, left with nothing to do but to speak: retries are made elsewhere, and nothing is read that was not given. */
export const openAiClient = ({ fetch, ...line }: Line): OpenAI =>
  new OpenAI({
    ...line,
    maxRetries: 0,
    // The library would log what it cannot read.
    logLevel: "off",
    // It would look these up in the environment, whoever is asked.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    ...(fetch === undefined ? {} : { fetch })
  })
