import { Schema } from "effect"
import { FighterId, UfcstatsId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { Stance } from "../Stance.ts"
import { centimetres, kilograms } from "./Measure.ts"

const inches = (maximum: number) =>
  Schema.NullOr(Schema.Finite.pipe(Schema.check(Schema.isBetween({ minimum: 20, maximum }))))
const count = Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))))

const facts = {
  /** Null for a fighter entered by hand. */
  ufcstatsId: Schema.NullOr(UfcstatsId),
  name: Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200))),
  nickname: Schema.NullOr(Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200)))),
  /** Inches. */
  height: inches(100),
  /** Pounds. */
  weight: Schema.NullOr(Schema.Finite.pipe(Schema.check(Schema.isBetween({ minimum: 50, maximum: 1000 })))),
  /** Inches. */
  reach: inches(120),
  stance: Schema.NullOr(Stance),
  birthdate: Schema.NullOr(IsoDate),
  /** Shown with a champion's belt in the fighters' list; null when no source said. */
  belt: Schema.NullOr(Schema.Boolean),
  /** The whole professional record as the source prints it, in every promotion; null when no source gave it. */
  wins: count,
  losses: count,
  draws: count,
  noContests: count
}

/** What is left of a fighter's facts where a source says no more than the name. */
export const nothingKnown = {
  nickname: null,
  height: null,
  weight: null,
  reach: null,
  stance: null,
  birthdate: null,
  belt: null,
  wins: null,
  losses: null,
  draws: null,
  noContests: null
} as const

/** What a source can say about a fighter. A missing value is null, never 0 or "". */
export const FighterFacts = Schema.Struct(facts)
export type FighterFacts = typeof FighterFacts.Type

/** A fighter as kept: the facts, our id, and the measures in metric units to one decimal. */
export class Fighter extends Schema.Class<Fighter>("Fighter")({
  id: FighterId,
  ...facts,
  heightCm: Schema.NullOr(Schema.Finite),
  weightKg: Schema.NullOr(Schema.Finite),
  reachCm: Schema.NullOr(Schema.Finite)
}) {
  static of(id: FighterId, known: FighterFacts): Fighter {
    return new Fighter({
      id,
      ...known,
      heightCm: centimetres(known.height),
      weightKg: kilograms(known.weight),
      reachCm: centimetres(known.reach)
    })
  }

  /** The inverse of `of`. */
  static facts({ heightCm: _h, id: _i, reachCm: _r, weightKg: _w, ...known }: Fighter): FighterFacts {
    return known
  }
}

export class FighterNotFound extends Schema.TaggedError<FighterNotFound>()("FighterNotFound", { id: FighterId }) {}
