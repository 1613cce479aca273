import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { UserService } from "@mma-savant/core/user/UserService"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "admin",
  Effect.fnUntraced(function* (handlers) {
    const users = yield* UserService
    const data = yield* CurrentData
    return handlers.handleAll({
      stats: () => Effect.map(users.counts, (counts) => ({ users: counts })),
      invalidateCache: () => Effect.map(data.renewed, ({ version }) => ({ dataVersion: version })),
      setActivation: Effect.fnUntraced(function* ({ params, payload }) {
        return yield* users.setActivation(yield* CurrentUser, params.id, payload.isActive)
      }),
      setDailyLimit: ({ params, payload }) => users.setDailyLimit(params.id, payload.dailyRequestLimit),
      setRole: Effect.fnUntraced(function* ({ params, payload }) {
        return yield* users.setRole(yield* CurrentUser, params.id, payload.isAdmin)
      })
    })
  })
)
