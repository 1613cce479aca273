/**
 * How well, and how fast, a text is taken for the fighter who is meant, over everybody in the community data set: names
 * with one seeded typo, shared names, nicknames and Korean spellings; next to the trigram similarity of Postgres, asked
 * the same in the same run.
 *
 *     npm run bench:resolve -- <directory of the data set>
 */

import { resolve } from "node:path"
import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import { certainties } from "@mma-savant/core/Certainty"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import { koreanSpellings, nobodyInKorean } from "@mma-savant/core/contract/KoreanSpellings"
import { seeded, slips, typo } from "@mma-savant/core/contract/Typos"
import { fold } from "@mma-savant/core/Fold"
import { FighterIndex } from "@mma-savant/core/fighter/FighterIndex"
import type { FighterName } from "@mma-savant/core/fighter/FighterName"
import { koreanNames } from "@mma-savant/core/fighter/KoreanNames"
import { FighterId } from "@mma-savant/core/Identity"
import { Effect, Stream } from "effect"
import { SqlClient } from "effect/sql"

const [named] = process.argv.slice(2)
if (named === undefined) throw new Error("usage: npm run bench:resolve -- <directory of the data set>")
const directory = resolve(process.env["INIT_CWD"] ?? ".", named)

const seed = 2026
/** Trigrams take so much longer that they are asked about every so many names. */
const trigramEvery = 8

/** A text, and the fighters of whom one, or each, has to be found by it. */
interface Asked {
  readonly text: string
  readonly ids: ReadonlyArray<number>
}

interface Answered {
  readonly id: number
  readonly score: number
}

const milliseconds = (value: number) => value.toFixed(2).padStart(7)
const percent = (part: number, all: number) => `${((100 * part) / all).toFixed(2)} %`.padStart(9)
const at = (sorted: ReadonlyArray<number>, share: number) => sorted[Math.floor(sorted.length * share)] ?? 0

const everybody = Effect.gen(function* () {
  const { scraped } = yield* FightSource
  const batches = yield* Stream.runCollect(scraped)
  const fighters = batches.flatMap((batch) => (batch._tag === "Fighters" ? batch.fighters : []))
  return fighters.map(
    ({ aliases, facts }, index): FighterName => ({
      id: FighterId.make(index + 1),
      name: facts.name,
      nickname: facts.nickname,
      aliases
    })
  )
}).pipe(Effect.provide(CsvDataset.layer(directory)))

const report = (
  what: string,
  answers: ReadonlyArray<{ readonly asked: Asked; readonly found: ReadonlyArray<Answered>; readonly time: number }>
) => {
  const count = (is: (answer: (typeof answers)[number]) => boolean) =>
    percent(answers.filter(is).length, answers.length)
  const first = count(
    ({ asked, found }) =>
      asked.ids.includes(found[0]?.id ?? 0) && (asked.ids.length > 1 || found[0]?.score !== found[1]?.score)
  )
  const third = count(({ asked, found }) => found.slice(0, 3).some(({ id }) => asked.ids.includes(id)))
  const each = count(({ asked, found }) => asked.ids.every((id) => found.some((one) => one.id === id)))
  const mistaken = count(
    ({ asked, found }) => certainties(found)[0] === "surely" && !asked.ids.includes(found[0]?.id ?? 0)
  )
  const times = answers.map(({ time }) => time).sort((a, b) => a - b)
  console.log(
    `${what.padEnd(34)} ${String(answers.length).padStart(6)}${first}${third}${each}${mistaken}` +
      `${milliseconds(at(times, 0.5))}${milliseconds(at(times, 0.99))}`
  )
  return at(times, 0.5)
}

const program = Effect.gen(function* () {
  const names = yield* everybody
  const byName = Map.groupBy(names, ({ name }) => fold(name))
  const idsOf = (name: string) => (byName.get(fold(name)) ?? []).map(({ id }) => id)
  const unique = names.filter(({ name }) => idsOf(name).length === 1)
  const shared = [...byName.values()].filter((some) => some.length > 1)
  const below = seeded(seed)
  const slipped = slips.map((slip) => ({
    slip,
    asked: unique.map(({ id, name }): Asked => ({ text: typo(name, slip, below), ids: [id] }))
  }))
  const byNickname = Map.groupBy(
    names.filter(({ nickname }) => nickname !== null),
    ({ nickname }) => fold(nickname ?? "")
  )
  const nicknames = [...byNickname.values()].map((some) => ({
    text: some[0]?.nickname ?? "",
    ids: some.map(({ id }) => id)
  }))

  const started = performance.now()
  const index = new FighterIndex(names)
  const built = performance.now() - started
  index.find("준비")
  const ask = (asked: Asked, limit = 8) => {
    // Of several times the least is the work's own; the rest is other programs'.
    const times = Array.from({ length: 3 }, () => {
      const from = performance.now()
      index.find(asked.text, limit)
      return performance.now() - from
    })
    return { asked, found: index.find(asked.text, limit), time: Math.min(...times) }
  }
  for (const asked of slipped[0]?.asked ?? []) ask(asked)

  console.log(
    `${names.length} fighters, ${unique.length} unique names; index built in ${built.toFixed(0)} ms; seed ${seed}\n`
  )
  console.log(`${" ".repeat(34)}  texts    top 1    top 3   all of  wrongly    p50    p99`)
  console.log(`${" ".repeat(34)}                        namesakes   sure     ms     ms`)
  for (const { asked, slip } of slipped)
    report(
      `one ${slip}`,
      asked.map((one) => ask(one))
    )
  const ours = report(
    "one typo, as for the trigrams",
    slipped.flatMap(({ asked }) => asked.filter((_, row) => row % trigramEvery === 0).map((one) => ask(one)))
  )
  report(
    "shared names",
    shared.map((some) => ask({ text: some[0]?.name ?? "", ids: some.map(({ id }) => id) }))
  )
  report(
    "shared names with one typo",
    shared.flatMap((some) =>
      slips.map((slip) => ask({ text: typo(some[0]?.name ?? "", slip, below), ids: some.map(({ id }) => id) }))
    )
  )
  report(
    "nicknames",
    nicknames.map((asked) => ask(asked, 200))
  )
  report(
    "Korean spellings, known",
    [...koreanNames].flatMap(([name, spelt]) => spelt.map((text) => ask({ text, ids: idsOf(name) })))
  )
  report(
    "Korean questions' names",
    koreanSpellings.map(([text, ...expected]) => ask({ text, ids: expected.flatMap(idsOf) }, 20))
  )
  report(
    "Korean that means nobody",
    nobodyInKorean.map((text) => ask({ text, ids: [] }))
  )

  const sql = yield* SqlClient.SqlClient
  yield* sql`create extension if not exists pg_trgm`
  yield* sql`create table called (id int not null, name text not null)`
  const rows = JSON.stringify(names.map(({ id, name }) => ({ id, name: fold(name) })))
  yield* sql`insert into called select id, name from json_to_recordset(${rows}::json) as row (id int, name text)`
  yield* sql`create index on called using gin (name gin_trgm_ops)`
  yield* sql`analyze called`
  const similar = Effect.fnUntraced(function* (asked: Asked) {
    const wanted = fold(asked.text)
    const from = performance.now()
    const found = yield* sql<Answered>`
      select id, similarity(name, ${wanted})::float8 as score from called
      where name % ${wanted} order by score desc, id limit 8`
    return { asked, found, time: performance.now() - from }
  })
  const answers = yield* Effect.forEach(
    slipped.flatMap(({ asked }) => asked.filter((_, row) => row % trigramEvery === 0)),
    similar
  )
  const theirs = report("pg_trgm (embedded), one typo", answers)
  console.log(`\nours takes ${(ours / theirs).toFixed(3)} of the trigrams' time at the median`)
})

await Effect.runPromise(program.pipe(Effect.provide(Pglite.layerMemory), Effect.scoped))
