import * as OfflineModel from "@mma-savant/adapters/offline/OfflineModel"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { Effect, Layer } from "effect"
import { type Attacked, attacked } from "./Attacks.ts"
import { type FirstVerdict, firstLevel } from "./FirstLevel.ts"
import { type Mutated, mutated } from "./Mutation.ts"
import { answeredBy, type Graded } from "./SecondLevel.ts"
import { type Discord, onDay, Stage, store } from "./Stage.ts"
import type { ThirdModel } from "./ThirdModel.ts"

/** The facts that are asked about. */
export interface Field {
  readonly name: string
  readonly day: IsoDate
  readonly source: Layer.Layer<FightSource, SourceUnreadable>
}

/** Which parts of an evaluation are done, besides the two routes to the gold answers and the first two levels. */
export interface Extent {
  readonly attacks: boolean
  readonly mutants: boolean
  /** A model of a vendor, and how many questions it is asked. */
  readonly third: (ThirdModel & { readonly limit: number }) | null
}

/** What came of it all. */
export interface Evaluation {
  readonly field: string
  readonly day: IsoDate
  readonly facts: { readonly fighters: number; readonly events: number; readonly fights: number }
  readonly questions: number
  /** Gold answers on which the two routes differ. */
  readonly discords: ReadonlyArray<Discord>
  readonly first: ReadonlyArray<FirstVerdict>
  readonly attacks: ReadonlyArray<Attacked>
  readonly second: ReadonlyArray<Graded>
  readonly mutants: ReadonlyArray<Mutated>
  readonly third: { readonly name: string; readonly answers: ReadonlyArray<Graded> } | null
}

const analyst = AnsweringModels.layerOne.pipe(Layer.provide(OfflineModel.layer))

/** Stores the facts in an embedded Postgres of its own and asks everything about them. */
export const evaluate = ({ day, name, source }: Field, { attacks, mutants, third }: Extent) =>
  Effect.gen(function* () {
    const { discords, questions, world } = yield* Stage
    return {
      field: name,
      day,
      facts: { fighters: world.fighters.size, events: world.events.size, fights: world.fought.length },
      questions: questions.length,
      discords: yield* discords,
      first: yield* firstLevel(),
      attacks: attacks ? yield* attacked : [],
      second: yield* answeredBy(analyst),
      mutants: mutants ? yield* mutated : [],
      third: third === null ? null : { name: third.name, answers: yield* answeredBy(third.models, third.limit) }
    } satisfies Evaluation
  }).pipe(Effect.provide(Stage.layer(day, source).pipe(Layer.provideMerge(store))), onDay(day))
