import { finishOf } from "@mma-savant/core/match/Finish"
import { describe, expect, it } from "vitest"
import { linesOf, plainJudges, scoringOf } from "../../src/dataset/Details.ts"

describe("lines that the export glued together", () => {
  it.each([
    [
      "Triangle Choke From Bottom GuardTechnical Submission",
      ["Triangle Choke From Bottom Guard", "Technical Submission"]
    ],
    ["Punches to Head From MountSubmission to Strikes", ["Punches to Head From Mount", "Submission to Strikes"]],
    ["Failed Drug Test by McRoe", ["Failed Drug Test by McRoe"]],
    ["toKnee Injury", ["Knee Injury"]],
    ["to", [""]]
  ])("%j", (printed, lines) => expect(linesOf(printed)).toEqual(lines))
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
    finishOf("SUB", linesOf(printed))
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
