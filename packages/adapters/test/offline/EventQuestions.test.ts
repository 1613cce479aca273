import { assert, it } from "@effect/vitest"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect } from "effect"
import { asked, type Case, isAnswered, layer } from "./Desk.ts"
import { founded, ranked } from "./League.ts"

const answers: ReadonlyArray<Case> = [
  // Events: "UFC 1" is not "UFC 10", and "Oman" is not in Romania.
  [
    "Who won the main event of UFC 1?",
    "event",
    "Main event of UFC 1: Stone vs. Marsh: Ada Stone beat Bea Marsh by SUB (Armbar) in round 2 at 1:15 in a title fight (Lightweight)."
  ],
  [
    "ufc10 results",
    "event",
    "UFC 10: Holt vs. Lawson took place on 2024-05-11 in London, England. Main event: Max Holt beat Grant Lawson by TKO - Doctor's Stoppage in round 2 at 2:30. The card has 3 fights."
  ],
  ["How many fights at UFC 10?", "event", "UFC 10: Holt vs. Lawson has 3 fights in the data."],
  ["How many knockouts were there at UFC 10?", "event", "At UFC 10: Holt vs. Lawson, 1 of 3 fights ended by KO/TKO."],
  ["When was UFC 1?", "event", "UFC 1: Stone vs. Marsh took place on 2023-03-04 in Las Vegas, Nevada, USA."],
  [
    "Where was the last UFC event?",
    "event",
    "UFC Fight Night: Stone vs. Holt took place on 2025-01-18 in Bucharest, Romania."
  ],
  ["When is UFC 30?", "event", "UFC 30: Stone vs. Marsh 2 is scheduled on 2025-09-06 in Paris, France."],
  ["UFC 2 results", "event abstain", 'No event called "UFC 2" is in the data.'],
  [
    "When is the next UFC event?",
    "upcoming",
    "The next event in the data is UFC 30: Stone vs. Marsh 2 on 2025-09-06 in Paris, France."
  ],
  [
    "How many events in 2024?",
    "events",
    `Completed events in 2024 in the data: 1 event.

- UFC 10: Holt vs. Lawson on 2024-05-11 in London, England`
  ],
  ["events in Oman", "events", 'No completed event in the data names "Oman" as its city, region or country.'],

  // Leaders: ties are told, also where the cut divides them.
  ["Who has the most wins?", "leaderboard", "Ada Stone has the most: 2 wins in the data."],
  [
    "Who has the most KO wins?",
    "leaderboard",
    "Ada Stone, Bruno Vale and Max Holt share the most: 1 KO/TKO win in the data."
  ],
  [
    "which lightweight has the most losses since 2024?",
    "leaderboard",
    "Grant Lawson has the most: 2 losses at Lightweight since 2024 in the data."
  ],
  [
    "Who has the best takedown accuracy with at least 2 fights?",
    "leaderboard",
    "Ada Stone has the highest value: a takedown accuracy of 60.0% in the data (statistics for 3 of 8 fights). At least 2 fights."
  ],
  [
    "Who has the longest win streak?",
    "leaderboard",
    "Ada Stone has the longest: a win streak of 2 in the data. A streak counts here when it has lasted to the fighter's latest fight."
  ],
  [
    "Who has the most submission wins in 2025?",
    "leaderboard",
    'Nobody has a value for "Submission wins" in 2025 in the data.'
  ],
  ["top 2 most wins", "leaderboard leaderboard", "Wins in the data. Ada Stone is first with 2 wins."],

  // Without rankings the last title fight is told, as what it is.
  [
    "Who is the lightweight champion?",
    "rankings fights",
    "No Lightweight rankings have been loaded. Who holds the belt is not known. The last title fight at Lightweight in the data, interim titles included, was on 2025-01-18 at UFC Fight Night: Stone vs. Holt: Ada Stone beat Max Holt by KO/TKO (Kick) in round 4 at 1:01 in a title fight (Lightweight)."
  ],
  [
    "who holds the flyweight belt",
    "rankings fights",
    "No Flyweight rankings have been loaded. Who holds the belt is not known. There is no title fight at Flyweight in the data either."
  ],
  ["lightweight rankings", "rankings abstain", "No Lightweight rankings have been loaded."],
  [
    "Where is Ada Stone ranked?",
    "resolve fighterProfile fights rankings abstain",
    "No Lightweight rankings have been loaded."
  ],

  [
    "What data do you have?",
    "dataStatus",
    "The data holds 4 events, 1 of them still to come. The completed ones are from 2023-03-04 to 2025-01-18, with 8 completed fights, 3 of them with statistics. 12 fighters are known."
  ]
]

const withRankings: ReadonlyArray<Case> = [
  [
    "Who is the lightweight champion right now?",
    "rankings",
    "Ada Stone is the Lightweight champion, by the Lightweight rankings of 2025-05-20."
  ],
  [
    "Who is ranked #1 at lightweight?",
    "rankings",
    "Bea Marsh and Max Holt share the place number 1 in the Lightweight rankings of 2025-05-20."
  ],
  [
    "Who is number 2 at lightweight?",
    "rankings",
    "Nobody is ranked number 2 in the Lightweight rankings of 2025-05-20."
  ],
  [
    "Where is Grant Lawson ranked?",
    "resolve fighterProfile",
    "Grant Lawson is ranked number 3 at Lightweight in the latest rankings."
  ],
  [
    "Where is Won Lee ranked?",
    "resolve fighterProfile fights rankings abstain",
    "No Middleweight rankings have been loaded."
  ],
  [
    "Who is the flyweight champion?",
    "rankings fights",
    "No Flyweight rankings have been loaded. Who holds the belt is not known. There is no title fight at Flyweight in the data either."
  ],
  [
    "lightweight rankings",
    "rankings",
    "Lightweight rankings of 2025-05-20. Ada Stone is the champion. Number 1: Bea Marsh and Max Holt."
  ]
]

it.effect.each(answers)("%s", isAnswered(founded))

it.effect.each(withRankings)("with rankings: %s", isAnswered(ranked))

it.effect("over no data at all, it says that there is none", () =>
  Effect.gen(function* () {
    assert.strictEqual((yield* asked("What data do you have?")).text, "There is no completed event in the data yet.")
    assert.strictEqual((yield* asked("Ada Stone record")).text, 'There is no fighter called "Ada Stone" in the data.')
    assert.strictEqual((yield* asked("When is the next event?")).text, "No upcoming event is in the data.")
  }).pipe(Effect.provide(layer))
)

it.effect("the answer is streamed in words, ends as completed and counts what was said", () =>
  Effect.gen(function* () {
    yield* founded
    const { events, text } = yield* asked("Who has the most wins?")
    const deltas = events.filter(({ _tag }) => _tag === "TextDelta")
    assert.strictEqual(deltas.length, text.split(" ").length)
    assert.deepStrictEqual(events.at(-1), {
      _tag: "Finished",
      status: "completed",
      source: { asOf: IsoDate.make("2025-01-18"), sampleOnly: false, tools: ["leaderboard"] },
      usage: { input: 10, output: 10 }
    })
  }).pipe(Effect.provide(layer))
)
