import { fought } from "../Fought.ts"
import type { Gold, Language, Question, Template, Value } from "../Question.ts"
import { columns } from "../Reading.ts"
import type { Fought, World } from "../World.ts"
import { people } from "./Careers.ts"

type Rounds = Fought["own"]["rounds"]

/** Bouts of which there are statistics on the fighter's own side. */
const measured = (world: World, key: string): ReadonlyArray<Fought> =>
  world.career(key).filter(({ own }) => own.rounds.length > 0)

const sum = (bouts: ReadonlyArray<Rounds>, of: (round: Rounds[number]) => number | null | undefined): number =>
  bouts.flat().reduce((total, round) => total + (of(round) ?? 0), 0)

const over = (part: number, whole: number): Value => (whole === 0 ? null : part / whole)

const own = (world: World, key: string) => measured(world, key).map((one) => one.own.rounds)
const theirs = (world: World, key: string) => measured(world, key).map((one) => one.other?.rounds ?? [])

/** Every bout of the questions' facts has rounds of five minutes. */
const minutes = (world: World, key: string): number =>
  measured(world, key).reduce(
    (total, { bout }) => total + (((bout.resultRound ?? 1) - 1) * 300 + (bout.resultTime ?? 0)) / 60,
    0
  )

const rounds = `, mine as (
    select f.*, r.sig_str_landed, r.sig_str_attempted, r.td_landed, r.td_attempted, r.kd
    from fought f join basic_match_stats r on r.fighter_match_id = f.side where f.key = $2
  ), theirs as (
    select r.* from fought f join basic_match_stats r on r.fighter_match_id = f.other_side
    where f.key = $2 and exists (select from basic_match_stats s where s.fighter_match_id = f.side)
  )`

interface Figure {
  readonly metric: string
  readonly sql: string
  readonly fold: (world: World, key: string) => Value
  readonly en: string
  readonly ko: string
}

const figures: ReadonlyArray<Figure> = [
  {
    metric: "takedown-accuracy",
    sql: "select sum(td_landed)::float8 / nullif(sum(td_attempted), 0) from mine",
    fold: (world, key) =>
      over(
        sum(own(world, key), ({ takedowns }) => takedowns?.landed),
        sum(own(world, key), ({ takedowns }) => takedowns?.attempted)
      ),
    en: "what's %s's takedown accuracy",
    ko: "%s 테이크다운 성공률"
  },
  {
    metric: "takedown-defence",
    sql: "select 1 - sum(td_landed)::float8 / nullif(sum(td_attempted), 0) from theirs",
    fold: (world, key) => {
      const faced = sum(theirs(world, key), ({ takedowns }) => takedowns?.attempted)
      return over(faced - sum(theirs(world, key), ({ takedowns }) => takedowns?.landed), faced)
    },
    en: "takedown defence of %s?",
    ko: "%s 테이크다운 방어율 알려줘"
  },
  {
    metric: "sig-strike-accuracy",
    sql: "select sum(sig_str_landed)::float8 / nullif(sum(sig_str_attempted), 0) from mine",
    fold: (world, key) =>
      over(
        sum(own(world, key), ({ sigStrikes }) => sigStrikes?.landed),
        sum(own(world, key), ({ sigStrikes }) => sigStrikes?.attempted)
      ),
    en: "how accurate is %s's striking",
    ko: "%s 유효타 적중률은?"
  },
  {
    metric: "sig-strikes-per-minute",
    sql: `select sum(sig_str_landed)::float8 / (
        select sum((result_round - 1) * 300 + result_time) / 60.0 from (
          select distinct id, result_round, result_time from mine) bouts)::float8 from mine`,
    fold: (world, key) =>
      over(
        sum(own(world, key), ({ sigStrikes }) => sigStrikes?.landed),
        minutes(world, key)
      ),
    en: "how many significant strikes per minute does %s land?",
    ko: "%s 분당 유효타 몇 개야?"
  },
  {
    metric: "knockdowns",
    sql: "select sum(kd)::int from mine",
    fold: (world, key) => sum(own(world, key), ({ knockdowns }) => knockdowns),
    en: "how many knockdowns has %s scored?",
    ko: "%s 넉다운 몇 번 시켰어?"
  },
  {
    metric: "takedowns",
    sql: "select sum(td_landed)::int from mine",
    fold: (world, key) => sum(own(world, key), ({ takedowns }) => takedowns?.landed),
    en: "how many takedowns has %s landed",
    ko: "%s 테이크다운 총 몇 번?"
  }
]

export const statistics: Template = (ground) =>
  figures.flatMap(({ en, fold, ko, metric, sql }) =>
    people(ground, 3, 5)
      .filter(({ ufcstatsId }) => fold(ground.world, ufcstatsId) !== null)
      .slice(0, 2)
      .map(({ name, ufcstatsId }, index): Question => {
        const language: Language = index === 0 ? "en" : "ko"
        const gold: Gold = {
          sql: `${fought}${rounds} ${sql}`,
          params: [ufcstatsId],
          fold: (world) => [[fold(world, ufcstatsId)]]
        }
        return {
          category: "statistics",
          language,
          text: (language === "en" ? en : ko).replace("%s", name),
          expects: "answer",
          gold,
          call: {
            tool: "metric",
            params: { fighterId: ground.idOf(ufcstatsId), metrics: [metric] },
            read: columns("value")
          }
        }
      })
  )
