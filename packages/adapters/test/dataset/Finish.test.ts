import { describe, expect, it } from "vitest"
import { finishOf, plainJudges, scoringOf } from "../../src/dataset/Finish.ts"

describe("the finish", () => {
  it.each([
    ["KO/TKO", "Punches to Head On Ground", "Punch"],
    ["KO/TKO", "Elbows to Head From Mount", "Elbow"],
    ["KO/TKO", "Flying Knee Head", "Flying Knee"],
    ["KO/TKO", "Slam to On Ground", "Slam"],
    ["SUB", "Guillotine Choke After Drop to Guard", "Guillotine Choke"],
    ["SUB", "Triangle Choke From Bottom GuardTechnical Submission", "Triangle Choke"],
    ["SUB", "Punches to Head From MountSubmission to Strikes", "Punch"]
  ] as const)("%s by %j names the technique in the singular", (method, details, technique) => {
    expect(finishOf(method, details).methodDetail).toBe(technique)
  })
  it("words that say no more than the technique are not kept twice", () => {
    expect(finishOf("SUB", "Rear Naked Choke")).toEqual({ methodDetail: "Rear Naked Choke", details: null })
  })
  it.each([
    ["KO/TKO", "toKnee Injury", "Knee Injury"],
    ["TKO - Doctor's Stoppage", "Facial Cut", "Facial Cut"],
    ["KO/TKO", "Stoppage Between Rounds", "Stoppage Between Rounds"],
    ["Overturned", "Failed Drug Test by McRoe", "Failed Drug Test by McRoe"],
    ["KO/TKO", "to", null]
  ] as const)("%s with %j has no technique", (method, printed, details) => {
    expect(finishOf(method, printed)).toEqual({ methodDetail: null, details })
  })
  it("two lines that the export glued together come apart", () => {
    expect(finishOf("SUB", "Rear Naked ChokeTechnical Submission").details).toBe(
      "Rear Naked Choke; Technical Submission"
    )
  })
})

describe("a text of any length", () => {
  it.each([
    ["blanks", " ".repeat(200_000)],
    ["letters", "a".repeat(200_000)],
    ["letters before a score", `${"a".repeat(200_000)}1 - 2.`],
    ["digits", "1".repeat(200_000)],
    ["stops", ". ".repeat(100_000)]
  ])("is read in time that grows with it alone: %s", (_, printed) => {
    const startedAt = performance.now()
    plainJudges(printed)
    scoringOf(printed, new Set(["Kim Late"]))
    finishOf("SUB", printed)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe("the judges' cards", () => {
  const known = new Set(["Sal D'Amico", "Ron McCord"])
  it("keep the order of the source", () => {
    expect(scoringOf("Sal D'Amico 28 - 29.Ron McCord 27 - 30.J.T. Steel 29 - 28.", known)).toEqual({
      judges: [
        { judge: "Sal D'Amico", points: [28, 29] },
        { judge: "Ron McCord", points: [27, 30] },
        { judge: "J.T. Steel", points: [29, 28] }
      ],
      details: null
    })
  })
  it("a remark glued to a known judge comes apart", () => {
    const { details, judges } = scoringOf(
      "Point Deducted: Eye Poke by McRoeRon McCord 28 - 28.Sal D'Amico 28 - 28.",
      known
    )
    expect(details).toBe("Point Deducted: Eye Poke by McRoe")
    expect(judges.map(({ judge }) => judge)).toEqual(["Ron McCord", "Sal D'Amico"])
  })
  it("a remark glued to an unknown judge comes apart at the lost line break", () => {
    expect(scoringOf("Failed Drug Test by some RoeKim Late 28 - 29.", known).judges[0]?.judge).toBe("Kim Late")
  })
  it("a judge may be nameless", () => {
    expect(scoringOf("29 - 28.28 - 29.", known).judges).toEqual([
      { judge: "", points: [29, 28] },
      { judge: "", points: [28, 29] }
    ])
  })
  it("only names to which nothing can be glued are known", () => {
    expect(plainJudges("RemarkRon McCord 28 - 28.Sal D'Amico 28 - 28.Kim Late 29 - 27.")).toEqual([
      "Sal D'Amico",
      "Kim Late"
    ])
  })
})
