import { fought } from "../Fought.ts"
import type { Gold, Language, Question, Rows, Template } from "../Question.ts"
import type { World } from "../World.ts"

interface Query {
  /** Over the views that a model is told of. */
  readonly query: string
  readonly gold: Gold
  readonly asked: ReadonlyArray<readonly [Language, string]>
}

const top = (counts: ReadonlyMap<string, number>): Rows => {
  const most = Math.max(0, ...counts.values())
  return [...counts].filter(([, count]) => count === most)
}

const tallied = (items: Iterable<string | null>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const item of items) if (item !== null) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

const queries: ReadonlyArray<Query> = [
  {
    query: "select count(distinct match_id) from bouts where method_detail = 'Rear Naked Choke'",
    gold: {
      sql: `${fought} select count(distinct id)::int from fought where method_detail = 'Rear Naked Choke'`,
      fold: (world) => [[world.fought.filter(({ methodDetail }) => methodDetail === "Rear Naked Choke").length]]
    },
    asked: [
      ["en", "how many fights ended by rear naked choke?"],
      ["ko", "리어네이키드초크로 끝난 경기 몇 개야?"]
    ]
  },
  {
    query: "select count(*) from fighters where stance = 'Southpaw'",
    gold: {
      sql: "select count(*)::int from fighters where stance = 'Southpaw' and $1::date is not null",
      fold: (world) => [[[...world.fighters.values()].filter(({ stance }) => stance === "Southpaw").length]]
    },
    asked: [["en", "how many southpaws are there"]]
  },
  {
    query: `select referee, count(distinct match_id) as fights from bouts where referee is not null
      group by referee order by fights desc limit 1`,
    gold: {
      sql: `${fought}, counted as (
          select referee, count(distinct fought.id)::int as fights from fought join matches using (id)
          where referee is not null group by 1)
        select referee, fights from counted where fights = (select max(fights) from counted)`,
      fold: (world: World) => top(tallied(world.fought.map(({ referee }) => referee)))
    },
    asked: [["en", "which referee has done the most fights?"]]
  }
]

/** What no other tool answers. */
export const sqlQueries: Template = () =>
  queries.flatMap(({ asked, gold, query }) =>
    asked.map(
      ([language, text]): Question => ({
        category: "statistics",
        language,
        text,
        expects: "answer",
        gold,
        names: [],
        call: {
          tool: "sql",
          params: { query },
          read: ({ rows }) => rows.map((row) => row.map((cell) => (typeof cell === "boolean" ? null : cell)))
        }
      })
    )
  )
