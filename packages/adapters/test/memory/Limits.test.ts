import * as RateLimits from "@mma-savant/core/contract/RateLimits"
import * as TokenRevocations from "@mma-savant/core/contract/TokenRevocations"
import * as Memory from "../../src/memory/Memory.ts"

RateLimits.suite("memory", Memory.layer)
TokenRevocations.suite("memory", Memory.layer)
