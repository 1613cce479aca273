import * as RunSignals from "@mma-savant/core/contract/RunSignals"
import * as MemoryRunSignals from "../../src/memory/MemoryRunSignals.ts"

RunSignals.suite("memory", MemoryRunSignals.layer)
