import { Arbitrary, Schema } from "effect"
import { day } from "../../contract/Facts.ts"
import { FighterId, MatchId } from "../../src/Identity.ts"
import { Method } from "../../src/match/Method.ts"
import type { Result } from "../../src/match/Result.ts"
import type { Pairing } from "../../src/stats/BoutResult.ts"

const endings = {
  first: ["WIN", "LOSS"],
  second: ["LOSS", "WIN"],
  draw: ["DRAW", "DRAW"],
  nc: ["NC", "NC"],
  halfKnown: ["WIN", null]
} as const satisfies Record<string, readonly [Result, Result | null]>

let bouts = 0

/** A bout of two fighters by their numbers, the smaller first; later bouts of a list are later on the card. */
export const fought = (
  date: string,
  first: number,
  second: number,
  ending: keyof typeof endings,
  method: Method | null = "U-DEC"
): Pairing => ({
  matchId: MatchId.make(++bouts),
  date: day(date),
  cardOrder: null,
  first: FighterId.make(first),
  second: FighterId.make(second),
  firstResult: endings[ending][0],
  secondResult: endings[ending][1],
  method,
  methodDetail: null,
  weightClass: null,
  round: null,
  firstStance: null,
  secondStance: null
})

const below = (count: number) =>
  Arbitrary.schema(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: count - 1 }))))

const oneOf = <const A>(values: ReadonlyArray<A>) => Arbitrary.map(below(values.length), (index) => values[index]!)

const bout = Arbitrary.map(
  Arbitrary.all({
    night: below(12),
    order: below(4),
    first: below(6),
    gap: below(5),
    ending: oneOf(["first", "first", "second", "second", "draw", "nc", "halfKnown"]),
    method: oneOf([...Method.literals, null])
  }),
  ({ ending, first, gap, method, night, order }) => {
    const second = (first + 1 + gap) % 6
    const date = `20${String(10 + night).padStart(2, "0")}-05-${night % 2 === 0 ? "11" : "29"}`
    const known = fought(date, Math.min(first, second) + 1, Math.max(first, second) + 1, ending, method)
    return { ...known, cardOrder: order === 0 ? null : order }
  }
)

/** Bouts of six fighters on twelve nights, tournaments among them, each with an id of its own. */
export const histories = Arbitrary.map(
  Arbitrary.array(bout, { minLength: 1, maxLength: 60 }),
  (found): ReadonlyArray<Pairing> => found.map((known, index) => ({ ...known, matchId: MatchId.make(index + 1) }))
)
