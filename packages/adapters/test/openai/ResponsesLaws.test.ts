import { suite } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Redacted } from "effect"
import { speakers } from "../../src/openai/ResponsesSpeaker.ts"
import { recordings } from "./ResponsesRecordings.ts"

const config = new ModelConfig({ provider: "openai", model: "gpt-5.4-mini" })

suite("openai", (fetch) => speakers({ keys: [Redacted.make("key")], baseUrl: null, fetch })(config)[0]!, recordings)
