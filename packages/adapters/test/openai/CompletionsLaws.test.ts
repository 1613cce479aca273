import { suite } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Redacted } from "effect"
import { speakers } from "../../src/openai/CompletionsSpeaker.ts"
import { recordings } from "./CompletionsRecordings.ts"

const config = new ModelConfig({ provider: "openrouter", model: "qwen/qwen3-32b" })

suite(
  "openai, Chat Completions",
  (fetch) => speakers({ provider: "openrouter", keys: [Redacted.make("key")], baseUrl: null, fetch })(config)[0]!,
  recordings
)
