import { assert, it } from "@effect/vitest"
import { type FighterOption, Inquirer } from "@mma-savant/core/llm/Inquirer"
import { Effect } from "effect"
import { layer, talked, toolsOf } from "./Desk.ts"
import { founded, ranked } from "./League.ts"

/** Talks; how the answer to the last question begins, and what it must not speak of. */
const talks: ReadonlyArray<readonly [questions: ReadonlyArray<string>, says: string, not?: string]> = [
  [["Ada Stone record", "win rate?"], "Ada Stone has a win rate of"],
  [
    ["Ada Stone's last fight", "who was the opponent?"],
    "The latest fight of Ada Stone in the data: Ada Stone beat Max Holt"
  ],
  [["Ada Stone record", "and that fighter's last fight?"], "The latest fight of Ada Stone"],
  [["Ada Stone vs Max Holt", "which of the two has more knockdowns?"], "They are equal. Ada Stone has 2 knockdowns"],
  [["Max Holt vs Grant Lawson", "when was the first fight?"], "Their first fight: Max Holt drew with Grant Lawson"],
  [["Ada Stone record", "who is the lightweight champion?"], "Ada Stone is the Lightweight champion"],
  [
    ["lightweight rankings", "who has the most KOs in ufc history?"],
    "Ada Stone, Bruno Vale and Max Holt share the most",
    "Lightweight"
  ],
  [["Ada Stone's striking", "grappling too"], "Ada Stone has 2.02 takedowns per 15 minutes"],
  [["top 3 most wins", "last 10 fights of number 1"], "Ada Stone has 3 fights"],
  [["lightweight rankings", "opponents of number 3"], "Grant Lawson has 3 fights"],
  [["Ada Stone record", "her last fight?", "submissions?"], "Ada Stone has 1 submission win"],
  [["most takedowns at lightweight", "and at welterweight?"], 'Nobody has a value for "Takedowns" at Welterweight'],
  [["list all draws of 2023", "2024?"], "There are no draws in 2024 in the data."],
  [["Ada Stone record", "Max Holt?"], "The record of Max Holt is 1-1-1"],
  [["Ada Stone record", "how many KOs does Max Holt have?"], "Max Holt has 1 KO/TKO win", "Ada"],
  [["ufc 10 results", "who won the main event of that event?"], "Main event of UFC 10"],
  [["Who has the most wins?", "How old is she?"], "The age of Ada Stone is 34 years."],
  // The leaders of a list are several, and nobody is meant.
  [["Ada Stone record", "Who has the most KO wins?", "How old is he?"], "I did not understand"],
  // A number that two share means neither.
  [["lightweight rankings", "who is number 7"], "I did not understand"],
  [["에이다 전적", "Ada Stone 전적 알려줘", "그 선수 마지막 경기는?"], "Ada Stone 선수의 가장 최근 경기: 2025-01-18"],
  [["Ada Stone 전적", "승률은?"], "Ada Stone 선수의 승률은 100.0%입니다"],
  [["가장 많이 이긴 선수는?", "그 선수 나이는?"], "Ada Stone 선수의 나이는 34세입니다."],
  [["라이트급 랭킹", "3위 선수 최근 2경기"], "Grant Lawson 선수의 최근 경기 2회"],
  [["2024년 무승부 목록", "2023년은?"], "2023년 무승부 1회"],
  [["UFC 10 결과", "그 대회 메인 이벤트 누가 이겼어?"], "UFC 10: Holt vs. Lawson 대회의 메인 이벤트: Max Holt 승"],
  [["라이트급 테이크다운 순위 5위", "웰터급은?"], "웰터급에서 테이크다운 기록이 있는 선수는 없습니다."],
  [["Ada Stone record", "그 선수 리치는?"], "Ada Stone 선수의 리치는 182.9 cm"]
]

it.effect.each(talks)("a talk: %s", ([questions, says, not]) =>
  Effect.gen(function* () {
    yield* ranked
    const { text } = yield* talked(...questions)
    assert.isTrue(text.startsWith(says), text)
    if (not !== undefined) assert.notInclude(text, not)
  }).pipe(Effect.provide(layer))
)

/** Chooses the option that holds the text. */
const choosing = (text: string, seen: Array<number>) =>
  Effect.provideService(Inquirer, (options: ReadonlyArray<FighterOption>) => {
    seen.push(options.length)
    return Effect.succeed(options.find(({ label }) => label.includes(text))?.fighterId ?? null)
  })

it.effect("whoever was chosen once is meant from then on", () =>
  Effect.gen(function* () {
    yield* founded
    const seen: Array<number> = []
    const answer = yield* choosing("Blade", seen)(talked("Bruno Vale record", "his last fight?"))
    assert.isTrue(answer.text.startsWith("The latest fight of Bruno Vale in the data: Bruno Vale lost to Won Lee"))
    assert.strictEqual(toolsOf(answer), "fights")
    assert.deepStrictEqual(seen, [2])
  }).pipe(Effect.provide(layer))
)

it.effect("of two fighters who were spoken of, a pronoun means the one whom the user names", () =>
  Effect.gen(function* () {
    yield* founded
    const seen: Array<number> = []
    const { text } = yield* choosing("Max Holt", seen)(talked("Ada Stone vs Max Holt", "how old is he?"))
    assert.strictEqual(text, "The age of Max Holt is not in the data.")
    assert.deepStrictEqual(seen, [2])
    const { text: unanswered } = yield* talked("Ada Stone vs Max Holt", "how old is he?")
    assert.notInclude(unanswered, "34")
  }).pipe(Effect.provide(layer))
)
