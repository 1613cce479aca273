import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { Match } from "@mma-savant/core/match/Match"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { Effect, Layer } from "effect"
import type { Category } from "../Question.ts"
import { type Mutant, mutant } from "./Mutant.ts"

type Matches = MatchRepository["Service"]
type Search = Parameters<Matches["search"]>[0]
type Corner = Match["corners"][number]

const matching = (shows: Category, name: string, change: (matches: Matches) => Partial<Matches>): Mutant =>
  mutant(
    shows,
    name,
    Layer.effect(
      MatchRepository,
      Effect.map(MatchRepository, (matches) => MatchRepository.make({ ...matches, ...change(matches) }))
    )
  )

/** The same bouts, each told otherwise. */
const told = (shows: Category, name: string, tell: (match: Match) => Match): Mutant =>
  matching(shows, name, ({ cards, findMany, search }) => ({
    cards: (events) => Effect.map(cards(events), (found) => found.map(tell)),
    findMany: (ids) => Effect.map(findMany(ids), (found) => found.map(tell)),
    search: (query) => Effect.map(search(query), (page) => ({ ...page, items: page.items.map(tell) }))
  }))

const corners = (name: string, tell: (corner: Corner, other: Corner | undefined) => Corner): Mutant =>
  told(
    "record and profile",
    name,
    (match) =>
      new Match({ ...match, corners: match.corners.map((corner, index) => tell(corner, match.corners[1 - index])) })
  )

const searched = (shows: Category, name: string, change: (query: Search) => Search): Mutant =>
  matching(shows, name, ({ search }) => ({ search: (query) => search(change(query)) }))

/** Bouts of everybody who bears the name of the fighter asked about, as if they were this fighter's. */
const byName = mutant(
  "must ask",
  "bouts are found by the fighter's name",
  Layer.effect(
    MatchRepository,
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const fighters = yield* FighterRepository
      return MatchRepository.make({
        ...matches,
        search: (query) =>
          Effect.gen(function* () {
            const page = yield* matches.search(query)
            if (query.fighterId === undefined) return page
            const [own] = yield* fighters.findMany([query.fighterId])
            const namesakes = (yield* fighters.names).filter(({ id, name }) => name === own?.name && id !== own.id)
            const others = yield* Effect.forEach(namesakes, ({ id }) => matches.search({ ...query, fighterId: id }))
            const ids = new Set(namesakes.map(({ id }) => id))
            const claimed = others
              .flatMap(({ items }) => items)
              .map(
                (match) =>
                  new Match({
                    ...match,
                    corners: match.corners.map((corner) =>
                      corner.fighterId !== null && ids.has(corner.fighterId)
                        ? { ...corner, fighterId: query.fighterId! }
                        : corner
                    )
                  })
              )
            return { ...page, items: [...page.items, ...claimed] }
          })
      })
    })
  )
)

/** How bouts can be told wrong. */
export const bouts: ReadonlyArray<Mutant> = [
  byName,
  corners("a no contest is told as a loss", (corner) =>
    corner.result === "NC" ? { ...corner, result: "LOSS" } : corner
  ),
  corners("a draw is told as a win", (corner) => (corner.result === "DRAW" ? { ...corner, result: "WIN" } : corner)),
  corners("a result is the other side's", (corner, other) => ({ ...corner, result: other?.result ?? corner.result })),
  told("history", "a split decision is told as unanimous", (match) =>
    match.method === "S-DEC" ? new Match({ ...match, method: "U-DEC" }) : match
  ),
  told("record and profile", "a doctor's stoppage is no knockout", (match) =>
    match.method === "TKO - Doctor's Stoppage" ? new Match({ ...match, method: "Other" }) : match
  ),
  told("statistics", "a disqualification is told as a knockout", (match) =>
    match.method === "DQ" ? new Match({ ...match, method: "KO/TKO" }) : match
  ),
  told("history", "the round is counted from zero", (match) =>
    match.resultRound === null ? match : new Match({ ...match, resultRound: Math.max(1, match.resultRound - 1) })
  ),
  told(
    "events",
    "the first bout of the night is the main event",
    (match) => new Match({ ...match, isMainEvent: match.cardOrder === 1 })
  ),
  searched("record and profile", "bouts to come are counted as fought", (query) => ({
    ...query,
    completedOnly: false,
    to: undefined
  })),
  searched("history", "the days of bouts are not looked at", (query) => ({ ...query, from: undefined })),
  searched("history", "the result of bouts is not looked at", (query) => ({ ...query, result: undefined })),
  searched("history", "the method of bouts is not looked at", (query) => ({ ...query, methodFamily: undefined })),
  searched("history", "the earliest bouts come first", (query) => ({
    ...query,
    order: query.order === "latest" ? "earliest" : "latest"
  })),
  searched("head to head", "only the last meeting is known", (query) =>
    query.opponentId === undefined ? query : { ...query, limit: 1 }
  ),
  matching("statistics", "the statistics of the sides are exchanged", ({ stats }) => ({
    stats: (ids) =>
      Effect.map(stats(ids), (sides) =>
        sides.map((side) => ({ ...side, position: side.position === 1 ? 2 : 1 }) as const)
      )
  })),
  matching("statistics", "the first round's statistics are the fight's", ({ stats }) => ({
    stats: (ids) =>
      Effect.map(stats(ids), (sides) => sides.map((side) => ({ ...side, rounds: side.rounds.slice(0, 1) })))
  }))
]
