import { assert, describe, it } from "@effect/vitest"
import type { Answer } from "./Answer.ts"
import { ended, failedWith, flagged, refused, tells, unflagged } from "./attacks/Attack.ts"

const answer: Answer = {
  status: "completed",
  error: null,
  text: "Max Holt has won 9999 fights.",
  tables: [],
  charts: 0,
  calls: [
    { name: "sql", ok: true, message: null },
    { name: "sql", ok: false, message: "Only one SELECT." }
  ],
  asked: null,
  source: { asOf: null, sampleOnly: false, tools: [], untraced: ["1871"] },
  milliseconds: 1
}

describe("a script that gets through is noticed", () => {
  it("by a number that is not marked", () => assert.include(flagged("9999")(answer), "9999"))
  it("by a number that is marked for nothing", () => assert.include(unflagged(answer), "1871"))
  it("by a call that was carried out", () => assert.include(refused(/./)(answer), "carried out"))
  it("by a call that was refused for another reason", () => assert.include(refused(/cut off/, 1)(answer), "another"))
  it("by a call that was not made", () => assert.include(refused(/./, 2)(answer), "no call"))
  it("by its end", () => assert.include(ended("tool_limit")(answer), "completed"))
  it("by an error that did not come", () => assert.include(failedWith("PROVIDER_BAD_RESPONSE")(answer), "completed"))
  it("by what it does not say", () => assert.include(tells("could not")(answer), "could not"))
})

it("one that is held off is not", () => {
  assert.isNull(flagged("1871")(answer))
  assert.isNull(refused(/one SELECT/, 1)(answer))
  assert.isNull(ended("completed")(answer))
})
