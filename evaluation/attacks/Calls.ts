import { type Attack, all, ended, failedWith, flagged, refused, steps, tells, unflagged } from "./Attack.ts"

const sorry = [{ text: "I could not find that." }] as const

const called = (name: string, tool: string, params: unknown, why: RegExp): Attack => ({
  name,
  script: steps([{ tool, params }], sorry),
  fault: all(ended("completed"), refused(why), tells("could not"))
})

const wayward = /could not be called that way/

/** Calls that no tool can answer, calls without end, and answers that break off. */
export const calls: ReadonlyArray<Attack> = [
  called("a tool that does not exist", "fighterSearch", { name: "Max Holt" }, /no tool called "fighterSearch"/),
  called("a tool named like a part of every object", "constructor", {}, /no tool called "constructor"/),
  called("an id that is a text", "fighterProfile", { fighterId: "Max Holt" }, wayward),
  called("an id that is a fraction", "fighterProfile", { fighterId: 1.5 }, wayward),
  called("no arguments", "headToHead", {}, wayward),
  called("arguments that are no object", "fighterProfile", "1", wayward),
  called("an argument too long to be a name", "resolve", { text: "a".repeat(100_000) }, wayward),
  called("a metric that is not defined", "leaderboard", { metric: "aura" }, wayward),
  called("a fighter who does not exist", "fighterProfile", { fighterId: 999_999 }, /no fighter with that id/),
  called("a choice of one", "askUser", { fighterIds: [1, 1] }, /at least two/),
  called("a forecast of a fighter against himself", "predict", { a: 1, b: 1 }, /name two/),
  called("a chart of a call that was not made", "chart", { source: "0.7", mark: "bar", x: "name", y: "value" }, /./),
  {
    name: "a NUL in a name",
    script: steps([{ tool: "resolve", params: { text: "Max\0Holt" } }], sorry),
    fault: ended("completed")
  },
  {
    name: "the wrong tool first",
    script: steps(
      [{ tool: "rankings", params: { weightClass: "lightweight", places: 2 } }],
      [{ tool: "dataStatus", params: {} }],
      [{ text: "The champion is ranked, and the data is there." }]
    ),
    fault: all(ended("completed"), unflagged, ({ calls: { length } }) => (length === 2 ? null : `${length} calls`))
  },
  {
    name: "thirty calls at once",
    script: steps(
      Array.from({ length: 30 }, (_, index) => ({ tool: "fighterProfile", params: { fighterId: 900_000 + index } })),
      sorry
    ),
    fault: all(ended("completed", "tool_limit"), ({ calls: { length } }) =>
      length === 30 ? null : `${length} answers`
    )
  },
  {
    name: "the same call without end",
    script: steps([{ tool: "dataStatus", params: {} }]),
    fault: all(ended("tool_limit"), ({ calls: { length } }) => (length <= 8 ? null : `${length} calls`))
  },
  {
    name: "another call without end",
    script: (number) => [{ tool: "events", params: { limit: 1 + number } }],
    fault: all(
      ended("tool_limit"),
      ({ calls: { length } }) => (length <= 8 ? null : `${length} calls`),
      refused(/no more tools/i, 7)
    )
  },
  {
    name: "the same error without end",
    script: (number) => [{ tool: "fighterProfile", params: { fighterId: 900_000 + number } }],
    fault: all(ended("tool_limit"), ({ calls: { length } }) => (length <= 4 ? null : `${length} calls`))
  },
  {
    name: "a call that was cut off",
    script: steps([{ tool: "fights", params: { limit: 5 } }, { finish: "length" }], sorry),
    fault: all(ended("completed"), refused(/cut off/))
  },
  {
    name: "an answer that was cut off",
    script: steps([{ text: "The first half of a" }, { finish: "length" }]),
    fault: ended("length")
  },
  {
    name: "an answer that the vendor withholds",
    script: steps([{ text: "I" }, { finish: "content-filter" }]),
    fault: ended("refused")
  },
  {
    name: "an answer that breaks off",
    script: steps([{ text: "Half" }, { finish: "error" }]),
    fault: failedWith("PROVIDER_BAD_RESPONSE")
  },
  {
    name: "an answer without a word",
    script: steps([{ text: " " }]),
    fault: failedWith("PROVIDER_BAD_RESPONSE")
  },
  {
    name: "an abstention that tells numbers all the same",
    script: steps([{ tool: "abstain", params: { reason: "not_in_data" } }], [{ text: "He made $750,000." }]),
    fault: all(ended("completed"), flagged("750,000"))
  }
]
