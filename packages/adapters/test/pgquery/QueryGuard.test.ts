import { existsSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { type FactView, factViews } from "@mma-savant/core/llm/FactViews"
import { QueryGuard } from "@mma-savant/core/llm/QueryGuard"
import { Effect } from "effect"
import * as PgQueryGuard from "../../src/pgquery/PgQueryGuard.ts"
import { attacks, good } from "./Corpus.ts"

const check = (sql: string) => Effect.flatMap(QueryGuard, (guard) => guard.check(sql))
const textOf = (sql: string) => Effect.map(check(sql), ({ text }) => text)
const refusal = (sql: string) => Effect.map(Effect.flip(check(sql)), ({ reason }) => reason)

const vectors = new URL("../../../../../shared/vectors/sql.tsv", import.meta.url)

/** A query around a query around a query. */
const nested = (levels: number, start: string, step: (inner: string) => string): string =>
  Array.from({ length: levels }).reduce<string>(step, start)

it.layer(PgQueryGuard.layer)("QueryGuard", (it) => {
  for (const [family, each] of Map.groupBy(
    attacks.filter(({ alone }) => alone !== "priced"),
    (attack) => attack.family
  )) {
    it.effect(`refuses: ${family}`, () =>
      Effect.forEach(each, ({ sql }) =>
        Effect.map(Effect.result(check(sql)), (result) => assert.strictEqual(result._tag, "Failure", sql))
      )
    )
  }

  it.effect("lets pass what a model asks about fights", () => Effect.forEach(good, ({ sql }) => check(sql)))

  it.effect("takes the query out of what is written around it, and cleans its ends", () =>
    Effect.gen(function* () {
      for (const written of [
        "select 1",
        "select 1;",
        " select 1 ; -- done; really",
        '{"query": "select 1"}',
        "```sql\nselect 1;\n```",
        '```json\n{"query": "select 1"}\n```',
        '{"sql": "```sql\\nselect 1\\n```"}',
        "(select 1)",
        "((select 1));",
        "/* a; b */ -- c\nselect 1"
      ]) {
        assert.strictEqual(yield* textOf(written), "select 1", written)
      }
      assert.strictEqual(yield* textOf("(select 1) union (select 2)"), "(select 1) union (select 2)")
      assert.strictEqual(yield* textOf("select 'é;' as a -- ü;"), "select 'é;' as a")
    })
  )

  it.effect("does not look for words in texts and names", () =>
    Effect.gen(function* () {
      for (const sql of [
        "select name from fighters where name ilike '%grant dawson%'",
        "select 'drop table users; delete' as a",
        "select replace(method, 'SUB-', '') from bouts",
        'select 1 as created_at, 2 as updated_at, 3 as "insert"',
        "select $$it's; drop$$ as a"
      ]) {
        assert.strictEqual(yield* textOf(sql), sql)
      }
    })
  )

  it.effect("what is not known stands last in a descending order, and nothing else changes", () =>
    Effect.gen(function* () {
      for (const [sql, text] of [
        ["select reach from fighters order by reach desc", "select reach from fighters order by reach desc NULLS LAST"],
        [
          "select 'é desc', rank() over (order by reach DESC, name) as desc from fighters order by 2 desc -- desc",
          "select 'é desc', rank() over (order by reach DESC NULLS LAST, name) as desc from fighters order by 2 desc NULLS LAST"
        ],
        ["select 1 desc", "select 1 desc"],
        ["select reach from fighters order by reach desc nulls first", null],
        ["select reach from fighters order by reach /* desc */ asc", null],
        ["select x.desc from (select reach as desc from fighters) x order by x.desc", null]
      ] as const) {
        assert.strictEqual(yield* textOf(sql), text ?? sql)
      }
    })
  )

  it.effect("names the columns, each differently", () =>
    Effect.gen(function* () {
      const columnsOf = (sql: string) => Effect.map(check(sql), ({ columns }) => columns)
      assert.deepStrictEqual(
        yield* columnsOf("select count(*), count(name), max(reach)::int, 1, 'a'::text from fighters"),
        ["count", "count_2", "max", "?column?", "text"]
      )
      assert.deepStrictEqual(yield* columnsOf("select * from weight_classes"), ["id", "slug", "name"])
      assert.deepStrictEqual(
        yield* columnsOf("select * from weight_classes a join (select id, name as other from fighters) b using (id)"),
        ["id", "slug", "name", "other"]
      )
      assert.deepStrictEqual(yield* columnsOf("with a(x, y) as (select 1, 2) select *, a.* from a"), [
        "x",
        "y",
        "x_2",
        "y_2"
      ])
    })
  )

  it.effect("a refusal says what to write instead", () =>
    Effect.gen(function* () {
      assert.match(yield* refusal("delete from fighters"), /only SELECT/i)
      assert.match(yield* refusal("select 1; drop table fighters"), /only one SELECT/i)
      assert.match(yield* refusal("select name from fighter"), /The views are fighters, weight_classes, events/)
      assert.match(yield* refusal("select nick from fighters"), /no column "nick".*nickname/)
      assert.match(yield* refusal("select f.nick from fighters f"), /f has no column "nick".*nickname/)
      assert.match(yield* refusal("select name from fighters where name ~ 'a'"), /ILIKE/)
      assert.match(yield* refusal("selec name"), /cannot read this: syntax error at or near "selec"/)
    })
  )

  it.effect("columns are seen where Postgres sees them, and nowhere else", () =>
    Effect.gen(function* () {
      for (const sql of [
        "select name from fighters f where exists (select from bouts where fighter_id = f.id and fighter = name)",
        "select x.n from (select name from fighters) x(n)",
        "with a as (select id as b from fighters), c as (select b from a) select c.b from c order by b",
        "select l.name from events e, lateral (select e.name) l",
        "select mma_ro.fighters.name from mma_ro.fighters",
        "select height as h from fighters group by h having count(*) > 1 order by h"
      ]) {
        yield* check(sql)
      }
      for (const sql of [
        "select email from fighters",
        "select l.name from events e, (select e.name) l",
        "select a.b from (select id as b from fighters) c",
        "select h from (select height as h from fighters where h > 1) x",
        "with a as (select id from b), b as (select id from fighters) select id from a",
        "select id from fighters union select slug from weight_classes order by name",
        "select public.fighters.name from fighters"
      ]) {
        yield* refusal(sql)
      }
    })
  )

  it.effect("what grows as it is put together is refused, however short it is", () =>
    Effect.gen(function* () {
      const doubled = nested(14, "select 1 as a", (inner) => `select a + a as a from (${inner}) q`)
      assert.match(yield* refusal(doubled), /too large/)
      const glued = nested(14, "select name as a from fighters", (inner) => `select a || a as a from (${inner}) q`)
      assert.match(yield* refusal(glued), /too large/)
      const gathered = nested(
        3,
        "select name as a from fighters",
        (inner) => `select string_agg(a, '') as a from (${inner}) q`
      )
      assert.match(yield* refusal(gathered), /too large/)
      yield* check(nested(3, "select 1 as a", (inner) => `select a + a as a from (${inner}) q`))
      yield* refusal(`select ${"(".repeat(4000)}1${")".repeat(4000)}`)
      yield* refusal(`select ${"- ".repeat(3900)}name from fighters`)
      yield* refusal(nested(40, "select 1 as a", (inner) => `select a from (${inner}) q`))
      yield* refusal(`select ${Array.from({ length: 900 }, (_, at) => `not ${at}=${at}`).join(" and ")}`)
      yield* refusal(`select * from ${Array.from({ length: 17 }, (_, at) => `fighters f${at}`).join(", ")}`)
      yield* refusal("select 1 \0; drop table fighters")
      yield* refusal("select '\ud800'")
      // The parser is whole after all that.
      yield* check("select 1")
    })
  )

  it.effect("every part of a query is looked into", () =>
    Effect.gen(function* () {
      const bad = "(select pg_sleep(1))"
      for (const sql of [
        `select ${bad} from fighters`,
        `select 1 from fighters where ${bad} is null`,
        `select 1 from fighters group by ${bad}`,
        `select 1 from fighters having ${bad} is null`,
        `select 1 from fighters order by ${bad}`,
        `select 1 from fighters limit ${bad}`,
        `select 1 from fighters offset ${bad}`,
        `select distinct on (${bad}) 1 from fighters`,
        `select 1 from fighters a join fighters b on ${bad} is null`,
        `select count(*) filter (where ${bad} is null) from fighters`,
        `select string_agg(name, ',' order by ${bad}) from fighters`,
        `select percentile_cont(0.5) within group (order by ${bad}) from fighters`,
        `select rank() over (partition by ${bad}) from fighters`,
        `select rank() over (order by ${bad}) from fighters`,
        `select sum(id) over (order by id rows between ${bad} preceding and current row) from fighters`,
        `select rank() over w from fighters window w as (order by ${bad})`,
        `select case when ${bad} is null then 1 end`,
        `select case 1 when 1 then ${bad} end`,
        `select case when true then 1 else ${bad} end`,
        `select coalesce(1, ${bad})`,
        `select greatest(1, ${bad})`,
        `select nullif(1, ${bad})`,
        `select 1 in (1, ${bad})`,
        `select 1 between 0 and ${bad}`,
        `select array[${bad}]`,
        `select (array[1])[${bad}]`,
        `select row(${bad})`,
        `select ${bad}::text`,
        `select 1 where exists ${bad}`,
        `select 1 where 1 = any ${bad}`,
        `select * from (values (${bad})) v(x)`,
        `select * from ${bad} s`,
        `select 1 union select ${bad}`,
        `with w as ${bad} select 1`,
        `select lower(upper(${bad}::text))`
      ]) {
        assert.match(yield* refusal(sql), /pg_sleep\(\) is not allowed/, sql)
      }
    })
  )
})

describe.skipIf(!existsSync(vectors))("the first vectors (skipped without ../shared/vectors)", () => {
  // One of them reads a column of this name, which is none of ours.
  const views: Readonly<Record<string, FactView>> = {
    ...factViews,
    fighters: {
      ...factViews.fighters,
      columns: { ...factViews.fighters.columns, replace_col: { type: "text", meaning: null } }
    }
  }
  const lines = existsSync(vectors) ? readFileSync(vectors, "utf8").trimEnd().split("\n").slice(1) : []
  for (const line of lines) {
    const [verdict = "", sql = ""] = line.split("\t")
    it.effect(`${verdict}: ${sql}`, () =>
      Effect.gen(function* () {
        const result = yield* Effect.result(check(sql))
        assert.strictEqual(result._tag, verdict === "accept" ? "Success" : "Failure")
      }).pipe(Effect.provide(PgQueryGuard.layerOf(views)))
    )
  }
})
