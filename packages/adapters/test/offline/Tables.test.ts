import { assert, it } from "@effect/vitest"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { isTable, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { Effect } from "effect"
import { type Answered, asked, layer } from "./Desk.ts"
import { founded, ranked } from "./League.ts"

/** The columns of these names, in this order. */
const cells = ({ columns, rows }: ToolTable, ...names: ReadonlyArray<string>) =>
  rows.map((row) => names.map((name) => row[columns.indexOf(name)]))

/** What the last tool said. */
const found = ({ events }: Answered): ToolTable => {
  const result = events.flatMap((event) => (event._tag === "ToolReturned" ? [event.result] : [])).at(-1)
  if (!isTable(result)) throw new Error("the last tool found nothing")
  return result
}

/** The rows that are shown below the words of an answer. */
const shown: ReadonlyArray<readonly [question: string, says: string, columns: string, rows: ReadonlyArray<unknown>]> = [
  [
    "ufc10 results",
    "UFC 10: Holt vs. Lawson took place on 2024-05-11 in London, England. Main event: Max Holt beat Grant Lawson by TKO - Doctor's Stoppage in round 2 at 2:30. The card has 3 fights.",
    "fighter1 fighter2 outcome method round time weightClass",
    [
      ["Max Holt", "Grant Lawson", "WIN", "TKO - Doctor's Stoppage", 2, "2:30", "Lightweight"],
      ["Ada Stone", "Cole O'Hara", "NC", "Overturned", 1, "3:00", "Catch Weight"],
      ["Won Lee", "Bruno Vale", "WIN", "DQ (Eye Gouge)", 1, "4:10", "Middleweight"]
    ]
  ],
  [
    "fights of Ada Stone",
    "Ada Stone has 3 fights in the data: 2 wins and 1 no contest. The latest: Ada Stone beat Max Holt by KO/TKO (Kick) in round 4 at 1:01 in a title fight (Lightweight) at UFC Fight Night: Stone vs. Holt on 2025-01-18.",
    "date result opponent",
    [
      ["2025-01-18", "WIN", "Max Holt"],
      ["2024-05-11", "NC", "Cole O'Hara"],
      ["2023-03-04", "WIN", "Bea Marsh"]
    ]
  ],
  [
    "top 3 most wins",
    "Wins in the data. Ada Stone is first with 2 wins.",
    "rank name value fights",
    [
      [1, "Ada Stone", 2, 3],
      [2, "Bea Marsh", 1, 2],
      [2, "Bruno Vale", 1, 1],
      [2, "Max Holt", 1, 3],
      [2, "Won Lee", 1, 1]
    ]
  ],
  [
    "how many events are there",
    "Completed events in the data: 3 events. The latest: UFC Fight Night: Stone vs. Holt on 2025-01-18 in Bucharest, Romania.",
    "date event location",
    [
      ["2025-01-18", "UFC Fight Night: Stone vs. Holt", "Bucharest, Romania"],
      ["2024-05-11", "UFC 10: Holt vs. Lawson", "London, England"],
      ["2023-03-04", "UFC 1: Stone vs. Marsh", "Las Vegas, Nevada, USA"]
    ]
  ],
  [
    "lightweight rankings",
    "Lightweight rankings of 2025-05-20. Ada Stone is the champion. Number 1: Bea Marsh and Max Holt.",
    "rank name",
    [
      [0, "Ada Stone"],
      [1, "Bea Marsh"],
      [1, "Max Holt"],
      [3, "Grant Lawson"]
    ]
  ],
  [
    "lightweight top 2",
    "Lightweight rankings of 2025-05-20. Number 1: Bea Marsh and Max Holt. Ada Stone is the champion.",
    "rank name",
    [
      [0, "Ada Stone"],
      [1, "Bea Marsh"],
      [1, "Max Holt"]
    ]
  ]
]

it.effect.each(shown)("%s: the words, and the rows below them", ([question, says, columns, rows]) =>
  Effect.gen(function* () {
    yield* ranked
    const { table, text } = yield* asked(question)
    assert.strictEqual(text, says)
    assert.deepStrictEqual(table && cells(table, ...columns.split(" ")), rows)
  }).pipe(Effect.provide(layer))
)

it.effect("what no tool gives as one table is a table in the words, and none is shown below them", () =>
  Effect.gen(function* () {
    yield* ranked
    for (const question of ["Who are the champions?", "compare Ada Stone and Max Holt"]) {
      const { table, text } = yield* asked(question)
      assert.match(text, /^\| --- \|/m, question)
      assert.isNull(table, question)
    }
  }).pipe(Effect.provide(layer))
)

it.effect("a whole card that was read on the way is not shown below one fight of it", () =>
  Effect.gen(function* () {
    yield* founded
    assert.isNull((yield* asked("Did Ada Stone fight at UFC 10?")).table)
  }).pipe(Effect.provide(layer))
)

it.effect("rows are counted also where they are cut off", () =>
  Effect.gen(function* () {
    yield* ranked
    const counts = []
    for (const question of ["last 2 events", "top 2 most wins", "lightweight top 2"]) {
      const { rows, total, truncated } = found(yield* asked(question))
      counts.push([rows.length, total, truncated])
    }
    assert.deepStrictEqual(counts, [
      [2, 3, true],
      [5, 5, false],
      [3, 4, true]
    ])
  }).pipe(Effect.provide(layer))
)

it.effect("the rows of a card do not repeat its event, the rows of fights name theirs", () =>
  Effect.gen(function* () {
    yield* founded
    assert.notInclude(found(yield* asked("ufc10 results")).columns, "event")
    const lastTitleFight = found(yield* asked("Who is the lightweight champion?"))
    assert.deepStrictEqual(cells(lastTitleFight, "date", "event", "fighter1"), [
      ["2025-01-18", "UFC Fight Night: Stone vs. Holt", "Ada Stone"]
    ])
  }).pipe(Effect.provide(layer))
)

it.effect("a card says of which event it is, as that event is stored", () =>
  Effect.gen(function* () {
    yield* founded
    const event: ToolTable["event"] = {
      name: "UFC 30: Stone vs. Marsh 2",
      date: IsoDate.make("2025-09-06"),
      location: "Paris, France",
      status: "scheduled"
    }
    const card = found(yield* asked("When is UFC 30?"))
    assert.deepStrictEqual(card.event, event)
  }).pipe(Effect.provide(layer))
)

it.effect("a leaderboard says the fewest fights that count in it", () =>
  Effect.gen(function* () {
    yield* founded
    assert.strictEqual(found(yield* asked("Who has the most wins?")).minFights, 1)
    assert.strictEqual(found(yield* asked("Who has the best takedown accuracy with at least 2 fights?")).minFights, 2)
  }).pipe(Effect.provide(layer))
)

it.effect("a profile claims no statistics, for none were read", () =>
  Effect.gen(function* () {
    yield* founded
    assert.isNull(found(yield* asked("Ada Stone record")).coverage)
    assert.deepStrictEqual(found(yield* asked("What is Ada Stone's takedown accuracy?")).coverage, {
      fights: 3,
      measuredFights: 2
    })
  }).pipe(Effect.provide(layer))
)
