import { FighterComposer } from "@mma-savant/core/composition/FighterComposer"
import type { FighterId } from "@mma-savant/core/Identity"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { RequestInvalid } from "../problem/Problem.ts"

const differ = (a: FighterId, b: FighterId) =>
  a === b
    ? Effect.fail(new RequestInvalid({ errors: [{ field: "b", message: "another fighter than a" }] }))
    : Effect.void

export const layer = HttpApiBuilder.group(
  Api,
  "comparison",
  Effect.fnUntraced(function* (handlers) {
    const composer = yield* FighterComposer
    const data = yield* CurrentData
    return handlers.handleAll({
      headToHead: Effect.fnUntraced(function* ({ query: { a, b } }) {
        yield* differ(a, b)
        return { ...(yield* composer.getHeadToHead(a, b)), ...(yield* data.provenance) }
      }),
      fighters: Effect.fnUntraced(function* ({ query: { a, b } }) {
        yield* differ(a, b)
        return { ...(yield* composer.compareFighters(a, b)), ...(yield* data.provenance) }
      })
    })
  })
)
