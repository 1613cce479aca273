import { suite } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Redacted } from "effect"
import { speakers } from "../../src/anthropic/AnthropicSpeaker.ts"
import { recordings } from "./Recordings.ts"

const config = new ModelConfig({ provider: "anthropic", model: "claude-sonnet-4-6" })

suite("anthropic", (fetch) => speakers({ keys: [Redacted.make("key")], baseUrl: null, fetch })(config)[0]!, recordings)
