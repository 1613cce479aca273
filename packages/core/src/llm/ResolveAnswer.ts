import { Effect } from "effect"
import { certainties } from "../Certainty.ts"
import { EventBook } from "../event/EventBook.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import { FighterService } from "../fighter/FighterService.ts"
import type { EventId, FighterId } from "../Identity.ts"
import { today } from "../IsoDate.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import { type WeightClass, weightClassName } from "../ranking/WeightClass.ts"
import { weightClassesNamed } from "../ranking/WeightClassName.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import type { Tally } from "../stats/Tally.ts"
import { fighterLabel } from "./FighterLabel.ts"
import type { ResolveKind } from "./ResolveTool.ts"
import type { SavantTools } from "./SavantTools.ts"
import { ToolAnswer } from "./ToolAnswer.ts"
import { mostCandidates } from "./ToolTable.ts"

type Handlers = Parameters<(typeof SavantTools)["of"]>[0]

/** More than bear any one name. */
const mostNamesakes = 200

interface Meaning {
  readonly kind: ResolveKind
  readonly name: string
  readonly nickname: string | null
  readonly score: number
  readonly fighterId: FighterId | null
  readonly eventId: EventId | null
  readonly weightClass: WeightClass | null
  readonly apart: string | null
}

const unnamed = { nickname: null, fighterId: null, eventId: null, weightClass: null, apart: null }

/** The tool that finds what a text means. */
export const resolveAnswer = Effect.gen(function* () {
  const { answer } = yield* ToolAnswer
  const { findMany } = yield* FighterRepository
  const fighters = yield* FighterService
  const matches = yield* MatchRepository
  const reader = yield* StatsReader
  const { names } = yield* EventBook

  const fightersCalled = Effect.fnUntraced(function* (text: string, facing: FighterId | undefined) {
    const found = yield* fighters.resolve(text, mostNamesakes)
    const bouts = facing === undefined ? [] : yield* matches.career(facing, yield* today)
    const faced = new Set(bouts.flatMap(({ corners }) => corners.map(({ fighterId }) => fighterId)))
    return found
      .filter(({ id }) => facing === undefined || (id !== facing && faced.has(id)))
      .map(({ id, ...one }): Meaning => ({ ...unnamed, ...one, kind: "fighter", fighterId: id }))
  })

  const eventsCalled = Effect.fnUntraced(function* (text: string) {
    return (yield* names).find(text).map(({ event: { date, id, location, name }, score }): Meaning => {
      const apart = [date, location].filter((fact) => fact !== null).join(", ")
      return { ...unnamed, kind: "event", name, score, eventId: id, apart: apart || null }
    })
  })

  const classesCalled = (text: string): ReadonlyArray<Meaning> =>
    weightClassesNamed(text).map(({ score, weightClass }) => ({
      ...unnamed,
      kind: "weight-class",
      name: weightClassName(weightClass),
      score,
      weightClass
    }))

  /** By fighter, what those between whom the user may have to choose have done. */
  const careers = Effect.fnUntraced(function* (fighterIds: ReadonlyArray<FighterId>) {
    if (fighterIds.length < 2) return new Map<FighterId, Tally>()
    const tallies = yield* reader.tallies({ fighterIds, to: yield* today })
    return new Map(tallies.map(({ fighterId, sums }) => [fighterId, sums]))
  })

  return {
    resolve: ({ facing, kinds = ["fighter"], text }) =>
      answer(
        Effect.gen(function* () {
          const found = [
            ...(kinds.includes("fighter") ? yield* fightersCalled(text, facing) : []),
            ...(kinds.includes("event") ? yield* eventsCalled(text) : []),
            ...(kinds.includes("weight-class") ? classesCalled(text) : [])
          ].sort((a, b) => b.score - a.score)
          const sure = certainties(found)
          const all = found.map((one, at) => ({ ...one, meant: sure[at]! }))
          const open = all.filter(({ meant }) => meant === "maybe")
          const sums = yield* careers(open.flatMap(({ fighterId }) => fighterId ?? []))
          const fought = ({ fighterId }: Meaning): number =>
            fighterId === null ? 0 : (sums.get(fighterId)?.fights ?? 0)
          // More may bear a name than are told of: those who fought the most are the likeliest to be meant.
          const likely = sums.size === 0 ? open : open.toSorted((a, b) => fought(b) - fought(a))
          const shown = [...likely, ...all.filter(({ meant }) => meant !== "maybe")].slice(0, mostCandidates)
          const unclear = shown.flatMap(({ fighterId, meant }) => (meant === "maybe" ? (fighterId ?? []) : []))
          const told =
            unclear.length < 2
              ? new Map<FighterId, string>()
              : new Map((yield* findMany(unclear)).map((one) => [one.id, fighterLabel(one, sums.get(one.id))]))
          return {
            columns: ["kind", "name", "nickname", "score", "meant", "apart", "fighterId", "eventId", "weightClass"],
            rows: shown.map(({ apart, eventId, fighterId, kind, meant, name, nickname, score, weightClass }) => {
              const label = fighterId === null ? apart : (told.get(fighterId) ?? null)
              return [
                kind,
                name,
                nickname,
                Math.round(score * 100) / 100,
                meant,
                label,
                fighterId,
                eventId,
                weightClass
              ]
            }),
            truncated: found.length > mostCandidates
          }
        })
      )
  } satisfies Partial<Handlers>
})
