import { LocalAccounts } from "@mma-savant/core/auth/LocalAccounts"
import { newcomer, UserService } from "@mma-savant/core/user/UserService"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"
import { paged } from "../request/Paging.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "users",
  Effect.fnUntraced(function* (handlers) {
    const users = yield* UserService
    const locals = yield* LocalAccounts
    return handlers.handleAll({
      list: ({ query }) =>
        paged("users", { q: "", ...query }, ({ q, ...wanted }) => users.getAllUsers({ ...wanted, text: q })),
      create: Effect.fnUntraced(function* ({ payload: { password, ...entry } }) {
        const user = yield* users.createUser({ ...newcomer, ...entry })
        if (password === undefined) return user
        // Nobody is left behind who has the name without the password.
        const withdraw = Effect.ignore(users.deleteUser(yield* CurrentUser, user.id))
        return yield* locals.setPassword(user, password).pipe(
          Effect.onError(() => withdraw),
          Effect.as(user)
        )
      }, Effect.uninterruptible),
      get: ({ params }) => users.getUser(params.id),
      update: Effect.fnUntraced(function* ({ params, payload }) {
        return yield* users.updateUser(yield* CurrentUser, params.id, payload)
      }),
      remove: Effect.fnUntraced(function* ({ params }) {
        yield* users.deleteUser(yield* CurrentUser, params.id)
      })
    })
  })
)
