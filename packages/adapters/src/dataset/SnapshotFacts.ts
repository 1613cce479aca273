import type {
  ScrapedCorner,
  ScrapedEvent,
  ScrapedFighter,
  ScrapedMatch,
  ScrapedRankings
} from "@mma-savant/core/collection/Scraped"
import type { Scorecard } from "@mma-savant/core/match/Match"
import type { Landed, RoundStats } from "@mma-savant/core/match/MatchStats"
import type { CornerLine, Line, RoundLine, Strikes } from "./SnapshotLine.ts"

const pair = (figure: Landed | null): Strikes => figure && [figure.landed, figure.attempted]

const roundLine = (r: RoundStats): RoundLine => [
  r.round,
  r.knockdowns,
  r.submissionAttempts,
  r.reversals,
  r.controlSeconds,
  pair(r.sigStrikes),
  pair(r.totalStrikes),
  pair(r.takedowns),
  pair(r.head),
  pair(r.body),
  pair(r.leg),
  pair(r.distance),
  pair(r.clinch),
  pair(r.ground)
]

const cornerLine = (c: ScrapedCorner): CornerLine => [
  c.fighterKey,
  c.name,
  c.corner,
  c.result,
  c.performanceOfTheNight,
  c.rounds.map(roundLine)
]

export const fighterLine = ({ aliases, facts: f }: ScrapedFighter): Line => [
  "fighter",
  f.ufcstatsId,
  f.name,
  f.nickname,
  f.height,
  f.weight,
  f.reach,
  f.stance,
  f.birthdate,
  f.belt,
  [f.wins, f.losses, f.draws, f.noContests],
  aliases
]

export const eventLine = (e: ScrapedEvent): Line => [
  "event",
  e.ufcstatsId,
  e.name,
  e.date,
  e.location,
  e.venue,
  e.status
]

export const matchLine = (m: ScrapedMatch): Line => [
  "match",
  m.ufcstatsId,
  m.eventKey,
  m.weightClass,
  m.title,
  [m.isTitleBout, m.isMainEvent, m.fightOfTheNight],
  m.cardOrder,
  [m.method, m.methodDetail, m.details],
  [m.resultRound, m.resultTime],
  [m.timeFormat, m.scheduledRounds],
  m.referee,
  m.judges.map(({ judge, points }) => [judge, ...points] as const),
  m.status,
  m.corners.map(cornerLine)
]

export const rankingsLine = (r: ScrapedRankings): Line => [
  "rankings",
  r.date,
  r.source,
  r.entries.map(({ fighterKey, rank, weightClass }) => [weightClass, rank, fighterKey])
]

const figure = (printed: Strikes): Landed | null => printed && { landed: printed[0], attempted: printed[1] }

const roundOf = (line: RoundLine): RoundStats => ({
  round: line[0],
  knockdowns: line[1],
  submissionAttempts: line[2],
  reversals: line[3],
  controlSeconds: line[4],
  sigStrikes: figure(line[5]),
  totalStrikes: figure(line[6]),
  takedowns: figure(line[7]),
  head: figure(line[8]),
  body: figure(line[9]),
  leg: figure(line[10]),
  distance: figure(line[11]),
  clinch: figure(line[12]),
  ground: figure(line[13])
})

/** A line as what it tells: one fighter, event, bout or set of rankings. */
export const factOf = (line: Line): ScrapedFact => {
  switch (line[0]) {
    case "fighter": {
      const [, ufcstatsId, name, nickname, height, weight, reach, stance, birthdate, belt, record, aliases] = line
      const [wins, losses, draws, noContests] = record
      const body = { height, weight, reach, stance, birthdate }
      const facts = { ufcstatsId, name, nickname, ...body, belt, wins, losses, draws, noContests }
      return { _tag: "fighter", fighter: { facts, aliases } }
    }
    case "event": {
      const [, ufcstatsId, name, date, location, venue, status] = line
      return { _tag: "event", event: { ufcstatsId, name, date, location, venue, status } }
    }
    case "match": {
      const [, ufcstatsId, eventKey, weightClass, title, flags, cardOrder, finish, ...rest] = line
      const [[resultRound, resultTime], [timeFormat, scheduledRounds], referee, judges, status, corners] = rest
      return {
        _tag: "match",
        match: {
          ufcstatsId,
          eventKey,
          weightClass,
          title,
          isTitleBout: flags[0],
          isMainEvent: flags[1],
          fightOfTheNight: flags[2],
          cardOrder,
          method: finish[0],
          methodDetail: finish[1],
          details: finish[2],
          resultRound,
          resultTime,
          timeFormat,
          scheduledRounds,
          referee,
          judges: judges.map(([judge, loser, winner]): Scorecard => ({ judge, points: [loser, winner] })),
          status,
          corners: corners.map(([fighterKey, name, side, result, performanceOfTheNight, rounds]) => ({
            fighterKey,
            name,
            corner: side,
            result,
            performanceOfTheNight,
            rounds: rounds.map(roundOf)
          }))
        }
      }
    }
    case "rankings": {
      const [, date, source, places] = line
      const entries = places.map(([weightClass, rank, fighterKey]) => ({ weightClass, rank, fighterKey }))
      return { _tag: "rankings", rankings: { date, source, entries } }
    }
  }
}

type ScrapedFact =
  | { readonly _tag: "fighter"; readonly fighter: ScrapedFighter }
  | { readonly _tag: "event"; readonly event: ScrapedEvent }
  | { readonly _tag: "match"; readonly match: ScrapedMatch }
  | { readonly _tag: "rankings"; readonly rankings: ScrapedRankings }
