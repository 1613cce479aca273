import type { UfcstatsId } from "@mma-savant/core/Identity"
import { fought } from "../Fought.ts"
import { type Fought, familyOf, type World } from "../World.ts"

/**
 * Sums over each fighter's fights that are within scope: `$2` is a class or null, `$3` a year or null. Of the opponents
 * only what they did in fights with statistics of one's own counts.
 */
export const sumsSql = `${fought}, rounds as (
    select fighter_match_id as side, sum(kd) as kd, sum(sig_str_landed) as sig_landed,
      sum(sig_str_attempted) as sig_attempted, sum(td_landed) as td_landed, sum(td_attempted) as td_attempted,
      sum(ctrl) as ctrl
    from basic_match_stats group by 1
  ), sums as (
    select f.key, f.name, count(*)::int as fights, count(*) filter (where f.result = 'WIN')::int as wins,
      count(*) filter (where f.result = 'LOSS')::int as losses, count(*) filter (where f.result = 'DRAW')::int as draws,
      count(*) filter (where f.result = 'WIN' and f.is_title_bout)::int as title_wins,
      count(*) filter (where f.result = 'WIN' and f.method in ('KO/TKO', 'TKO - Doctor''s Stoppage'))::int as ko_wins,
      count(*) filter (where f.result = 'LOSS' and f.method in ('KO/TKO', 'TKO - Doctor''s Stoppage'))::int as ko_losses,
      count(*) filter (where f.result = 'WIN' and f.method = 'SUB')::int as sub_wins,
      count(*) filter (where f.result = 'WIN' and f.method like '%DEC')::int as dec_wins,
      count(mine.side)::int as measured,
      sum((f.result_round - 1) * 300 + f.result_time) filter (where mine.side is not null)::float8 as seconds,
      sum(mine.kd)::int as kd, sum(mine.sig_landed)::float8 as sig_landed, sum(mine.sig_attempted)::float8 as sig_attempted,
      sum(mine.td_landed)::float8 as td_landed, sum(mine.td_attempted)::float8 as td_attempted,
      sum(mine.ctrl)::float8 as ctrl,
      sum(theirs.sig_landed) filter (where mine.side is not null)::float8 as sig_taken,
      sum(theirs.sig_attempted) filter (where mine.side is not null)::float8 as sig_faced,
      sum(theirs.td_landed) filter (where mine.side is not null)::float8 as td_taken,
      sum(theirs.td_attempted) filter (where mine.side is not null)::float8 as td_faced
    from fought f left join rounds mine on mine.side = f.side left join rounds theirs on theirs.side = f.other_side
    where ($2::int is null or f.weight_class_id = $2) and ($3::text is null or f.date::text like $3 || '-%')
    group by f.key, f.name
  )`

/** Which fights count; every condition given must hold. */
export interface Scope {
  readonly weightClass?: string
  readonly year?: string
}

/** The same sums by a fold. */
export interface Sums {
  readonly fights: number
  readonly wins: number
  readonly losses: number
  readonly draws: number
  readonly titleWins: number
  readonly koWins: number
  readonly koLosses: number
  readonly subWins: number
  readonly decWins: number
  readonly measured: number
  readonly seconds: number
  readonly kd: number
  readonly sigLanded: number
  readonly sigAttempted: number
  readonly sigTaken: number
  readonly sigFaced: number
  readonly tdLanded: number
  readonly tdAttempted: number
  readonly tdTaken: number
  readonly tdFaced: number
  readonly ctrl: number
}

type Round = Fought["own"]["rounds"][number]

const inScope =
  ({ weightClass, year }: Scope) =>
  ({ bout, event }: Fought): boolean =>
    (weightClass === undefined || bout.weightClass === weightClass) &&
    (year === undefined || event.date?.startsWith(year) === true)

export const sumsOf = (world: World, key: UfcstatsId, scope: Scope = {}): Sums => {
  const bouts = world.career(key).filter(inScope(scope))
  const measured = bouts.filter(({ own }) => own.rounds.length > 0)
  const count = (fits: (one: Fought) => boolean) => bouts.filter(fits).length
  const ended = (result: string, family: string) =>
    count(({ bout, own }) => own.result === result && familyOf(bout.method) === family)
  const sum = (side: "own" | "other", of: (round: Round) => number | null | undefined) =>
    measured.flatMap((one) => one[side]?.rounds ?? []).reduce((total, round) => total + (of(round) ?? 0), 0)
  return {
    fights: bouts.length,
    wins: count(({ own }) => own.result === "WIN"),
    losses: count(({ own }) => own.result === "LOSS"),
    draws: count(({ own }) => own.result === "DRAW"),
    titleWins: count(({ bout, own }) => own.result === "WIN" && bout.isTitleBout),
    koWins: ended("WIN", "KO/TKO"),
    koLosses: ended("LOSS", "KO/TKO"),
    subWins: ended("WIN", "SUB"),
    decWins: ended("WIN", "DEC"),
    measured: measured.length,
    seconds: measured.reduce((all, { bout }) => all + ((bout.resultRound ?? 1) - 1) * 300 + (bout.resultTime ?? 0), 0),
    kd: sum("own", ({ knockdowns }) => knockdowns),
    sigLanded: sum("own", ({ sigStrikes }) => sigStrikes?.landed),
    sigAttempted: sum("own", ({ sigStrikes }) => sigStrikes?.attempted),
    sigTaken: sum("other", ({ sigStrikes }) => sigStrikes?.landed),
    sigFaced: sum("other", ({ sigStrikes }) => sigStrikes?.attempted),
    tdLanded: sum("own", ({ takedowns }) => takedowns?.landed),
    tdAttempted: sum("own", ({ takedowns }) => takedowns?.attempted),
    tdTaken: sum("other", ({ takedowns }) => takedowns?.landed),
    tdFaced: sum("other", ({ takedowns }) => takedowns?.attempted),
    ctrl: sum("own", ({ controlSeconds }) => controlSeconds)
  }
}

/** Whether every clock of the fights is of rounds of five minutes: of others the sums above know nothing. */
export const isModern = (world: World, key: UfcstatsId): boolean =>
  world.career(key).every(({ bout, own }) => own.rounds.length === 0 || /\((?:5-)*5\)$/.test(bout.timeFormat ?? ""))
