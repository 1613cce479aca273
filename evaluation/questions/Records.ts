import { fought } from "../Fought.ts"
import type { Gold, Language, Question, Rows, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import { type Fought, familyOf, type World } from "../World.ts"

interface Best {
  readonly id: string
  /** One row of `one (name, value)` for each side of a fight that has such a value. */
  readonly sql: string
  readonly fold: (one: Fought) => number | null
  readonly lowest?: true
  readonly asked: ReadonlyArray<readonly [Language, string]>
}

type Round = Fought["own"]["rounds"][number]

const total =
  (of: (round: Round) => number | null | undefined) =>
  ({ own }: Fought): number | null => {
    const known = own.rounds.flatMap((round) => of(round) ?? [])
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
  }

const perSide = (column: string) => `select f.name, sum(r.${column})::int as value
  from fought f join basic_match_stats r on r.fighter_match_id = f.side group by f.side, f.name having count(r.${column}) > 0`

const bests: ReadonlyArray<Best> = [
  {
    id: "fastest-finish",
    sql: `select name, (result_round - 1) * 300 + result_time as value from fought
      where result = 'WIN' and method in ('KO/TKO', 'TKO - Doctor''s Stoppage', 'SUB') and result_round = 1`,
    fold: ({ bout, own }) =>
      own.result === "WIN" && ["KO/TKO", "SUB"].includes(familyOf(bout.method) ?? "") && bout.resultRound === 1
        ? bout.resultTime
        : null,
    lowest: true,
    asked: [
      ["en", "what was the fastest finish ever?"],
      ["ko", "가장 빠른 피니시는?"]
    ]
  },
  {
    id: "knockdowns",
    sql: perSide("kd"),
    fold: total(({ knockdowns }) => knockdowns),
    asked: [["en", "most knockdowns in a single fight"]]
  },
  {
    id: "sig-strikes",
    sql: perSide("sig_str_landed"),
    fold: total(({ sigStrikes }) => sigStrikes?.landed),
    asked: [
      ["en", "who landed the most significant strikes in one fight?"],
      ["ko", "한 경기 최다 유효타는 누구야?"]
    ]
  },
  {
    id: "takedowns",
    sql: perSide("td_landed"),
    fold: total(({ takedowns }) => takedowns?.landed),
    asked: [["ko", "한 경기 최다 테이크다운 기록은?"]]
  }
]

const best = ({ fold, lowest, sql }: Best): Gold => ({
  sql: `${fought}, one as (${sql}), ranked as (
      select name, value, rank() over (order by value ${lowest ? "asc" : "desc"}) as rank from one where value is not null
    )
    select name, value from ranked where rank = 1`,
  fold: (world: World): Rows => {
    const values = [...world.everyCareer].flatMap(([key, career]) =>
      career.flatMap((one) => {
        const value = fold(one)
        return value === null ? [] : [[world.nameOf(key), value] as const]
      })
    )
    const first = values.reduce(
      (known, [, value]) => (lowest ? Math.min(known, value) : Math.max(known, value)),
      lowest ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
    )
    return values.filter(([, value]) => value === first)
  }
})

/** Records of single fights. */
export const records: Template = ({ world }) =>
  bests.flatMap((record) => {
    const gold = best(record)
    if (gold.fold(world).length > 10) return []
    return record.asked.map(
      ([language, text]): Question => ({
        category: "leaders",
        language,
        text,
        expects: "answer",
        gold,
        places: 1,
        names: [],
        call: {
          tool: "boutRecords",
          params: { record: record.id, limit: 50 },
          read: (table) =>
            columns("rank", "name", "value")(table).flatMap(([rank, ...row]) => (rank === 1 ? [row] : []))
        }
      })
    )
  })
