import { assert, describe, it } from "@effect/vitest"
import { untraced } from "../../src/llm/Grounding.ts"
import type { ToolTable } from "../../src/llm/ToolTable.ts"
import { table } from "./Table.ts"

const leaders = table(
  ["rank", "name", "value", "fights"],
  [
    [1, "Ada Stone", 0.6249, 40],
    [2, "Bo Reed", 0.5, 1204]
  ],
  { unit: "ratio", coverage: { fights: 52, measuredFights: 50 }, minFights: 5, total: 731 }
)

const profile = table(
  ["name", "record", "heightCm", "weightKg", "controlSeconds", "lastFight", "event"],
  [["Ada Stone", "20-5-1", 180.3, 70.3, 275, "2024-05-04", "UFC 300"]]
)

const bouts = table(
  ["result", "method", "clock"],
  [
    ["WIN", "KO/TKO", "4:35"],
    ["WIN", "SUB", "0:48"],
    ["LOSS", "SUB", "5:00"]
  ]
)

const said = (answer: string, table?: ToolTable) =>
  untraced(answer, {
    tables: table === undefined ? [] : [table],
    texts: ["Who had the most in 2019?", "Today is 2024-06-01."]
  })

describe("a number of an answer", () => {
  const traced: ReadonlyArray<readonly [answer: string, table?: ToolTable]> = [
    ["62.5% of 40 fights", leaders],
    ["62 percent", leaders],
    ["승률 62.5퍼센트", leaders],
    ["0.62", leaders],
    ["1,204 fights; statistics for 50 of 52, of at least 5, 731 ranked", leaders],
    ["20 wins, 5 losses and 1 draw: 20-5-1", profile],
    ["180.3 cm, 5'11\", 71.0 in, 70.3 kg, 155 lb", profile],
    ["4:35 of control, that is 4.6 minutes", profile],
    ["He fought at UFC 300 on May 4, 2024.", profile],
    ["2024년 5월 4일", profile],
    ["2 wins, 1 loss, 2 fights that ended by submission, 3 in all", bouts],
    ["stopped at 0:48", bouts],
    ["1. Ada\n2) Bo\n 10. Cy"],
    ["In 2019 nobody."],
    ["no numbers, three of them in words"]
  ]
  for (const [answer, table] of traced) {
    it(`traces: ${answer}`, () => assert.deepStrictEqual(said(answer, table), []))
  }

  const lied: ReadonlyArray<readonly [answer: string, number: string, table?: ToolTable]> = [
    ["63.5% of the time", "63.5", leaders],
    ["41 fights", "41", leaders],
    ["21 wins", "21", profile],
    ["4:36 of control", "4:36", profile],
    ["180.4 cm", "180.4", profile],
    ["at UFC 301", "301", profile],
    ["2018", "2018", profile],
    ["stopped after 0:49", "0:49", bouts],
    ["7 wins, and 7 more", "7", bouts],
    ["12", "12"]
  ]
  for (const [answer, number, table] of lied) {
    it(`is found out: ${answer}`, () => assert.deepStrictEqual(said(answer, table), [number]))
  }

  it("is named at most twenty times", () => {
    const many = Array.from({ length: 30 }, (_, index) => 1000 + index).join(" ")
    assert.lengthOf(said(many), 20)
  })
})
