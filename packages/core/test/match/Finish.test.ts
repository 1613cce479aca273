import { describe, expect, it } from "@effect/vitest"
import { finishOf, inSingular, methodOf } from "../../src/match/Finish.ts"
import { methodFamily } from "../../src/match/Method.ts"

describe("the method", () => {
  it.each([
    ["Decision - Unanimous", "U-DEC"],
    ["Decision - Split", "S-DEC"],
    ["Decision - Majority", "M-DEC"],
    ["Decision", "DEC"],
    ["KO/TKO", "KO/TKO"],
    ["TKO - Doctor's Stoppage", "TKO - Doctor's Stoppage"],
    ["Submission", "SUB"],
    ["Could Not Continue", "CNC"],
    ["DQ", "DQ"],
    ["Overturned", "Overturned"],
    ["Other", "Other"]
  ])("the fight page's %j", (printed, method) => expect(methodOf(printed)).toBe(method))
  it.each(["U-DEC", "S-DEC", "M-DEC", "KO/TKO", "SUB", "CNC", "DQ", "Overturned", "Other"])(
    "the event page's %j",
    (code) => expect(methodOf(code)).toBe(code)
  )
  it("words outside the set are none", () => expect(methodOf("Beauty Contest")).toBeUndefined())
  it.each([
    ["KO/TKO", "KO/TKO"],
    ["TKO - Doctor's Stoppage", "KO/TKO"],
    ["Submission", "SUB"],
    ["U-DEC", "DEC"],
    ["S-DEC", "DEC"],
    ["M-DEC", "DEC"],
    ["Decision - Split", "DEC"],
    ["DQ", "DQ"],
    ["Overturned", "OTHER"]
  ])("%j is counted as %j", (printed, family) => expect(methodFamily(methodOf(printed)!)).toBe(family))
})

describe("the finish", () => {
  it.each([
    ["KO/TKO", "Punches to Head On Ground", "Punch"],
    ["KO/TKO", "Elbows to Head From Mount", "Elbow"],
    ["KO/TKO", "Flying Knee Head", "Flying Knee"],
    ["KO/TKO", "Slam to On Ground", "Slam"],
    ["KO/TKO", "Spinning Back Kick Body", "Spinning Back Kick"],
    ["SUB", "Guillotine Choke After Drop to Guard", "Guillotine Choke"],
    ["SUB", "Triangle Choke From Bottom Guard", "Triangle Choke"],
    ["SUB", "Punches to Head From Mount", "Punch"]
  ] as const)("%s by %j names the technique in the singular", (method, line, technique) => {
    expect(finishOf(method, [line]).methodDetail).toBe(technique)
  })
  it("words that say no more than the technique are not kept twice", () => {
    expect(finishOf("SUB", ["Rear Naked Choke"])).toEqual({ methodDetail: "Rear Naked Choke", details: null })
  })
  it.each([
    ["KO/TKO", "Knee Injury", "Knee Injury"],
    ["TKO - Doctor's Stoppage", "Facial Cut", "Facial Cut"],
    ["KO/TKO", "Stoppage Between Rounds", "Stoppage Between Rounds"],
    ["Overturned", "Failed Drug Test by McRoe", "Failed Drug Test by McRoe"],
    ["KO/TKO", "to", null]
  ] as const)("%s with %j has no technique", (method, line, details) => {
    expect(finishOf(method, [line])).toEqual({ methodDetail: null, details })
  })
  it("several lines are kept one after the other", () => {
    expect(finishOf("SUB", ["Rear Naked Choke", "Technical Submission"])).toEqual({
      methodDetail: "Rear Naked Choke",
      details: "Rear Naked Choke; Technical Submission"
    })
    expect(finishOf("KO/TKO", ["to", "Corner Stoppage"]).details).toBe("Corner Stoppage")
    expect(finishOf("KO/TKO", [])).toEqual({ methodDetail: null, details: null })
  })
  it.each([
    ["Punches", "Punch"],
    ["Spinning Back Kicks", "Spinning Back Kick"],
    ["Illegal Knees", "Illegal Knee"],
    ["Elbows", "Elbow"],
    ["Headbutts", "Headbutt"],
    ["Slams", "Slam"],
    ["Rear Naked Choke", "Rear Naked Choke"]
  ])("%j in the singular", (printed, technique) => expect(inSingular(printed)).toBe(technique))
})
