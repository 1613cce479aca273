import { DataStatus } from "@mma-savant/core/stats/DataStatus"
import { User, UserCounts } from "@mma-savant/core/user/User"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Permitted, userNotFound } from "../auth/Permitted.ts"
import { SignedIn } from "../auth/SignedIn.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { unavailable } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"
import { selfLockout, userId } from "../user/UserApi.ts"

const { dailyRequestLimit, isActive, isAdmin } = User.fields

export class AdminApi extends HttpApiGroup.make("admin")
  .add(
    HttpApiEndpoint.get("stats", "/stats", {
      success: Schema.Struct({ users: UserCounts }),
      error: unavailable
    }).annotateMerge(route({ summary: "How many users there are", access: "admin", rate: "read" })),
    HttpApiEndpoint.post("invalidateCache", "/cache/invalidate", {
      /** The version of the data from now on. */
      success: Schema.Struct({ dataVersion: DataStatus.fields.version }),
      error: unavailable
    }).annotateMerge(
      route({
        summary: "Make every answer from the facts anew: here at once, at other servers within 2 seconds",
        access: "admin",
        rate: "write"
      })
    ),
    HttpApiEndpoint.put("setActivation", "/users/:id/activation", {
      params: userId,
      payload: Schema.Struct({ isActive }),
      success: User,
      error: [...bodyProblems, userNotFound, selfLockout, unavailable]
    }).annotateMerge(
      route({ summary: "Let a user in or keep them out, from the next request on", access: "admin", rate: "write" })
    ),
    HttpApiEndpoint.put("setDailyLimit", "/users/:id/daily-limit", {
      params: userId,
      payload: Schema.Struct({ dailyRequestLimit }),
      success: User,
      error: [...bodyProblems, userNotFound, unavailable]
    }).annotateMerge(
      route({
        summary: "How many questions a user may ask in a day, 0 to 10000; 0 means none",
        access: "admin",
        rate: "write"
      })
    ),
    HttpApiEndpoint.put("setRole", "/users/:id/role", {
      params: userId,
      payload: Schema.Struct({ isAdmin }),
      success: User,
      error: [...bodyProblems, userNotFound, selfLockout, unavailable]
    }).annotateMerge(route({ summary: "Make a user an administrator, or one no more", access: "admin", rate: "write" }))
  )
  .middleware(Permitted)
  .middleware(SignedIn)
  .prefix("/api/admin") {}
