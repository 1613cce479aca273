import { FighterComposer } from "@mma-savant/core/composition/FighterComposer"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { RequestInvalid } from "../problem/Problem.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "comparison",
  Effect.fnUntraced(function* (handlers) {
    const composer = yield* FighterComposer
    const data = yield* CurrentData
    return handlers.handleAll({
      headToHead: Effect.fnUntraced(function* ({ query: { a, b } }) {
        if (a === b) return yield* new RequestInvalid({ errors: [{ field: "b", message: "another fighter than a" }] })
        return { ...(yield* composer.getHeadToHead(a, b)), ...(yield* data.provenance) }
      })
    })
  })
)
