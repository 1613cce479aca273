import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { asked, type Case, isAnswered, layer } from "./Desk.ts"
import { founded } from "./League.ts"

const adaRecord = "The record of Ada Stone is 2-0-0 (1 NC) in the data (wins-losses-draws)."

/** Questions as they are typed. */
const typed: ReadonlyArray<Case> = [
  // Words run together, greetings, pictures, marks and slips of the fingers.
  ["whats ada stones record", "resolve resolve fighterProfile", adaRecord],
  ["yo whats Ada Stone's w/l bro? 🏆", "resolve fighterProfile", adaRecord],
  ["**Ada Stone** record", "resolve fighterProfile", adaRecord],
  ["A\u200bda Sto\u200bne record", "resolve fighterProfile", adaRecord],
  ["\u202eAda Stone\nrecord", "resolve fighterProfile", adaRecord],
  ["Ａｄａ Ｓｔｏｎｅ record", "resolve fighterProfile", adaRecord],
  ["ada stone recrod", "resolve fighterProfile", adaRecord],
  [
    "who has the most knokouts at ligthweight",
    "leaderboard",
    "Ada Stone and Max Holt share the most: 1 KO/TKO win at Lightweight in the data."
  ],
  [
    "Lawsom record",
    "resolve fighterProfile",
    'I took "Lawsom" to mean Grant Lawson. The record of Grant Lawson is 0-2-1 in the data (wins-losses-draws).'
  ],
  [
    "when did Max Holt last fight",
    "resolve fights",
    "The latest fight of Max Holt in the data: Max Holt lost to Ada Stone by KO/TKO (Kick) in round 4 at 1:01 in a title fight (Lightweight) at UFC Fight Night: Stone vs. Holt on 2025-01-18."
  ],

  // A name that several share is settled by what the question says besides.
  [
    "Vale vs Nunez",
    "resolve resolve resolve headToHead",
    'I took "Vale" to mean Bruno Vale "Bulldog". Bruno Vale and José Núñez have fought each other once in the data: Bruno Vale beat José Núñez by KO/TKO (Punch) in round 1 at 0:45 at UFC 1: Stone vs. Marsh on 2023-03-04.'
  ],
  [
    "Lee vs Bruno Vale",
    "resolve resolve resolve headToHead",
    'I took "Bruno Vale" to mean Bruno Vale "Blade". Won Lee and Bruno Vale have fought each other once in the data: Won Lee beat Bruno Vale by DQ (Eye Gouge) in round 1 at 4:10 at UFC 10: Holt vs. Lawson on 2024-05-11.'
  ],
  [
    "Who did Vale fight at UFC 1?",
    "event resolve fights fights fights",
    'I took "Vale" to mean Bruno Vale "Bulldog". Bruno Vale beat José Núñez by KO/TKO (Punch) in round 1 at 0:45 at UFC 1: Stone vs. Marsh on 2023-03-04.'
  ],

  // Events by other names than their numbers.
  [
    "when was ufc fight night stone vs holt",
    "event",
    "UFC Fight Night: Stone vs. Holt took place on 2025-01-18 in Bucharest, Romania."
  ],
  ["who won the main event of noche ufc", "event abstain", 'No event called "noche ufc" is in the data.'],
  [
    "the ultimate fighter team stone vs team holt finale results",
    "event abstain",
    'No event called "the ultimate fighter team stone vs team holt finale" is in the data.'
  ],
  ["how many title fights at ufc 1", "event", "UFC 1: Stone vs. Marsh has 1 title fight in the data."],
  [
    "how many events in the US",
    "events",
    "Completed events in the US in the data: 1 event.\n\n- UFC 1: Stone vs. Marsh on 2023-03-04 in Las Vegas, Nevada, USA"
  ],
  [
    "how many events in Europe",
    "events",
    'No completed event in the data names "Europe" as its city, region or country.'
  ],

  // Names of what every object has are words like any other.
  [
    "how many events in constructor",
    "events",
    'No completed event in the data names "constructor" as its city, region or country.'
  ],
  ["constructor record", "resolve abstain", 'There is no fighter called "constructor" in the data.']
]

const blade = "The record of Bruno Vale is 0-1-0 in the data (wins-losses-draws)."

/** Talks, and the answer to the last question. */
const talks: ReadonlyArray<readonly [questions: ReadonlyArray<string>, says: string]> = [
  [["Bruno Vale record", "the middleweight"], blade],
  [["Bruno Vale record", "the middleweight one"], blade],
  [["Bruno Vale record", "the heavyweight"], '"Bruno Vale" may be several fighters in the data.'],
  [["Ada Stone record", "and her last fight?"], "The latest fight of Ada Stone in the data: Ada Stone beat Max Holt"],
  [["Ada Stone record", "and her last fight?", "how tall is she"], "The height of Ada Stone is 177.8 cm"]
]

it.effect.each(typed)("%s", isAnswered(founded))

it.effect.each(talks)("a talk: %s", ([questions, says]) =>
  Effect.gen(function* () {
    yield* founded
    const { text } = yield* asked(...questions)
    assert.isTrue(text.startsWith(says), text)
  }).pipe(Effect.provide(layer))
)

it.effect("a text of any length is read or refused in good time", () =>
  Effect.gen(function* () {
    yield* founded
    for (const text of ["a", "how many ", "Who has the most wins? ", "ufc 1 on ", "🔥", "the last fight of "]) {
      const started = performance.now()
      yield* asked(text.repeat(4000 / text.length))
      assert.isBelow(performance.now() - started, 250, text)
    }
  }).pipe(Effect.provide(layer))
)
