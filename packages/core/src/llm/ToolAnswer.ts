import { Context, Effect, Layer } from "effect"
import type { EventNotFound } from "../event/Event.ts"
import type { FighterNotFound } from "../fighter/Fighter.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CurrentData } from "../stats/CurrentData.ts"
import type { DataStatus } from "../stats/DataStatus.ts"
import type { ToolFailure, ToolTable } from "./ToolTable.ts"

/** What a tool found; whatever is left out is as in an answer without units, coverage or more rows. */
export type Found = Pick<ToolTable, "columns" | "rows"> & Partial<typeof plain>

const plain: Omit<ToolTable, "columns" | "rows" | "asOf" | "sampleOnly"> = {
  unit: null,
  coverage: null,
  truncated: false,
  total: null,
  minFights: null,
  event: null,
  note: null
}

export const badCall = (message: string): ToolFailure => ({ code: "BAD_CALL", message })

export const notFound = (message: string): ToolFailure => ({ code: "NOT_FOUND", message })

type Trouble = ToolFailure | FighterNotFound | EventNotFound | StoreUnavailable

const failure = (trouble: Trouble): Effect.Effect<ToolFailure> => {
  if ("code" in trouble) return Effect.succeed(trouble)
  switch (trouble._tag) {
    case "FighterNotFound":
      return Effect.succeed(notFound("There is no fighter with that id."))
    case "EventNotFound":
      return Effect.succeed(notFound("There is no event with that id."))
    case "StoreUnavailable":
      return Effect.as(Effect.logWarning("a tool could not reach the data", trouble), {
        code: "DATA_UNAVAILABLE",
        message: "The data cannot be reached at the moment."
      })
  }
}

/** Turns what a tool finds into what it answers: dated, or with the reason why there is nothing. */
export class ToolAnswer extends Context.Service<
  ToolAnswer,
  {
    readonly answer: (found: Effect.Effect<Found, Trouble>) => Effect.Effect<ToolTable, ToolFailure>
    readonly status: Effect.Effect<DataStatus, StoreUnavailable>
  }
>()("@mma-savant/core/llm/ToolAnswer") {
  static readonly layer = Layer.effect(
    ToolAnswer,
    Effect.gen(function* () {
      const { provenance, status } = yield* CurrentData
      return ToolAnswer.of({
        status,
        answer: (found) =>
          Effect.gen(function* () {
            const rows = yield* found
            return { ...plain, ...(yield* provenance), ...rows }
          }).pipe(Effect.catch((trouble) => Effect.flip(failure(trouble))))
      })
    })
  ).pipe(Layer.provide(CurrentData.layer))
}
