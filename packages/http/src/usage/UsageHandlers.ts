import { UsageMeter } from "@mma-savant/core/llm/UsageMeter"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "usage",
  Effect.fnUntraced(function* (handlers) {
    const meter = yield* UsageMeter
    return handlers.handleAll({
      own: Effect.fnUntraced(function* ({ query: { by = "day", ...period } }) {
        const { id: userId } = yield* CurrentUser
        return yield* meter.generateUsageReport({ userId, by, ...period })
      }),
      all: ({ query: { by = "day", ...period } }) => meter.generateUsageReport({ userId: null, by, ...period })
    })
  })
)
