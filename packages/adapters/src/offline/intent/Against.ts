import { records } from "@mma-savant/core/llm/ToolTable"
import { call, lookAll } from "../Inquiry.ts"
import { subjects } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

/** What one fighter did against another, fight by fight. */
export const against: Answer = function* (slots, setting) {
  const { metric = "sig-strikes" } = slots
  const { say } = setting
  const [a, b] = yield* subjects(slots, setting)
  const understood = `${a.understood}${b.understood}`
  if (a.id === b.id) return `${understood}${say.subject.same(a.name)}`
  const [met, each] = yield* lookAll([
    call("headToHead", { a: a.id, b: b.id }),
    call("series", { metric, by: "fight", ids: [a.id] })
  ])
  const fought = records(met!).filter(({ result }) => result !== null)
  if (fought.length === 0) return `${understood}${say.bout.neverMet(a.name, b.name, met!.sampleOnly)}`
  const figures = new Map(records(each!).map(({ matchId, value }) => [matchId, value]))
  const values = fought.map(({ date, matchId }) => {
    const value = figures.get(matchId ?? null)
    return { date: String(date), value: typeof value === "number" ? value : null }
  })
  return `${understood}${say.figure.against(a.name, b.name, metric, values)}`
}
