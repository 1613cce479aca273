import { Effect } from "effect"
import { FighterNotFound } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { FighterId } from "../Identity.ts"
import { winProbability } from "../stats/Elo.ts"
import type { RatedField } from "../stats/EloTrial.ts"
import { type Bucket, bucketIndex } from "../stats/Forecast.ts"
import { Ratings } from "../stats/Ratings.ts"
import { badCall, ToolAnswer } from "./ToolAnswer.ts"
import { fromRecords, type ToolFailure } from "./ToolTable.ts"

const nobody = badCall("A fighter does not fight himself or herself: name two.")

const unrated = (name: string): ToolFailure => ({
  code: "NOT_INGESTED",
  message: `${name} has no rated fight in the data.`
})

const thousandths = (ratio: number): number => Math.round(ratio * 1000) / 1000

/** A bucket as one of the two sees it: an underdog wins when the favourite does not. */
const seenBy = (favourite: boolean, { bouts, from, observed, to }: Bucket) => {
  const percent = (ratio: number) => Math.round(100 * (favourite ? ratio : 1 - ratio))
  const [low, high] = favourite ? [from, to] : [to, from]
  return {
    bucket: `${percent(low)}-${percent(high)}%`,
    bucketWon: observed === null ? null : thousandths(favourite ? observed : 1 - observed),
    bucketFights: bouts
  }
}

const evenly = { bucket: null, bucketWon: null, bucketFights: null }

const note = ({ measures: { accuracy, bouts, logLoss } }: RatedField): string =>
  [
    "Elo ratings of results alone: they know no age, injury, style, or weight class, so across classes they say nothing.",
    accuracy === null || logLoss === null
      ? "Nothing of the last three years tells how good they are."
      : `Over the ${bouts} fights of the last three years the favourite won ${(accuracy * 100).toFixed(1)}%, with a log loss of ${logLoss.toFixed(4)}; a coin has 0.6931.`,
    "bucketWon is how often such favourites, or underdogs, won then, in bucketFights fights. No advice for a bet."
  ].join(" ")

/** The tool that forecasts a bout. */
export const predictAnswers = Effect.gen(function* () {
  const { answer } = yield* ToolAnswer
  const { findMany } = yield* FighterRepository
  const ratings = yield* Ratings

  return {
    predict: ({ a, b }: { readonly a: FighterId; readonly b: FighterId }) =>
      answer(
        Effect.gen(function* () {
          if (a === b) return yield* Effect.fail(nobody)
          const names = new Map((yield* findMany([a, b])).map(({ id, name }) => [id, name]))
          const field = yield* ratings.field
          const rated = Effect.fnUntraced(function* (id: FighterId) {
            const name = names.get(id)
            if (name === undefined) return yield* new FighterNotFound({ id })
            const rating = field.ratings.get(id)
            if (rating === undefined) return yield* Effect.fail(unrated(name))
            return { id, name, ...rating }
          })
          const [first, second] = [yield* rated(a), yield* rated(b)]
          const row = (own: typeof first, other: typeof first) => {
            const favoured = own.rating > other.rating
            const favourite = favoured
              ? winProbability(own.rating, other.rating)
              : winProbability(other.rating, own.rating)
            const bucket = favourite === 0.5 ? undefined : field.calibration[bucketIndex(favourite)]
            const shown = thousandths(favourite)
            return {
              name: own.name,
              rating: Math.round(own.rating),
              fightsRated: own.fights,
              lastRatedFight: own.lastFight,
              probability: favoured ? shown : thousandths(1 - shown),
              ...(bucket === undefined ? evenly : seenBy(favoured, bucket)),
              fighterId: own.id
            }
          }
          return { ...fromRecords([row(first, second), row(second, first)]), note: note(field) }
        })
      )
  }
})
