import { Effect } from "effect"
import { firstLevel } from "./FirstLevel.ts"
import { bouts } from "./mutants/Bouts.ts"
import type { Mutant } from "./mutants/Mutant.ts"
import { names } from "./mutants/Names.ts"
import { tallies } from "./mutants/Tallies.ts"

const mutants: ReadonlyArray<Mutant> = [...tallies, ...bouts, ...names]

/** A mutant, and the question by which the first level caught it; null where it survived. */
export interface Mutated {
  readonly name: string
  readonly question: string | null
  readonly fault: string | null
}

/** Asks the first level's questions of every mutant, each until the first fault. */
export const mutated = Effect.forEach(mutants, ({ layer, name, shows }) =>
  firstLevel(shows).pipe(
    Effect.provide(layer, { local: true }),
    Effect.map((verdicts): Mutated => {
      const caught = verdicts.find(({ fault }) => fault !== null)
      return { name, question: caught?.question.text ?? null, fault: caught?.fault ?? null }
    })
  )
)
